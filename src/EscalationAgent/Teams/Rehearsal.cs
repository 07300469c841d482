using EscalationAgent.Teams.Cards;
using TeamsBot.Activities;

namespace EscalationAgent.Teams;

/// <summary>One person plays several, in Development.</summary>
internal static class Rehearsal
{
    private const string ActAs = "act as ";

    /// <summary>The activity as though whoever was chosen last had said or pressed it.</summary>
    public static Activity Taken(this IPlayMode play, Activity activity) =>
        play.Current != play.People[0] && activity.TenantId() == play.Tenant && activity.From is { } sender && sender.Id == play.People[0].Id
            ? activity with
            {
                From = sender with { Id = play.Current.Id, Name = play.Current.Name, AadObjectId = play.Current.AadObjectId },
            }
            : activity;

    /// <summary>Somebody says whom they want to be.</summary>
    /// <returns>Whether they are from now on.</returns>
    public static bool IsChosen(this IPlayMode play, string said) =>
        said.Trim() is var text
        && text.StartsWith(ActAs, StringComparison.OrdinalIgnoreCase)
        && text[ActAs.Length..].Trim() is { Length: > 0 } name
        && play.Become(play.People.FirstOrDefault(person => person.Name.Contains(name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Somebody presses whom they want to be.</summary>
    /// <param name="key">Of the directory.</param>
    public static bool IsPressed(this IPlayMode play, string? key) => play.Become(play.People.FirstOrDefault(person => person.AadObjectId == key));

    /// <summary>Whom something in a chat is meant for, where that is not the one who was chosen; null else.</summary>
    public static PlayedPerson? MeantFor(this IPlayMode play, string personId) =>
        play.People.FirstOrDefault(person => person.AadObjectId == personId && person != play.Current);

    /// <summary>Whom one is, and what there is to be tried.</summary>
    public static OfferCard Card(this IPlayMode play) =>
        new(
            Words.Say("play.title", CardFormat.Escape(play.Current.Name)),
            Words.Say("play.text"),
            [
                .. play.Samples.Select((_, i) => new Button(Words.Say($"play.sample{i + 1}"), Verbs.Sample, i == 0 ? "positive" : "default", $"{i}")),
                new(Words.Say("play.be"), Verbs.ActAs),
            ]
        )
        {
            Choices =
            [
                new(
                    "person",
                    Words.Say("play.who"),
                    play.Current.AadObjectId,
                    [.. play.People.Select(person => new ChoiceOption(person.Name, person.AadObjectId))]
                ),
            ],
            Summary = Words.Say("play.title", play.Current.Name),
        };

    /// <summary>A sample by its key, as it would be said; null when there is none.</summary>
    public static string? Sample(this IPlayMode play, string? key) =>
        int.TryParse(key, out var i) && i >= 0 && i < play.Samples.Count ? $"escalate {play.Samples[i]}" : null;

    private static bool Become(this IPlayMode play, PlayedPerson? person)
    {
        play.Current = person ?? play.Current;
        return person is not null;
    }
}
