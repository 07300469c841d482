using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Launches;
using TextAnalysis.Facts;

namespace EscalationAgent.Teams;

/// <summary>The post-mortem of a launch, written once it is closed.</summary>
internal sealed partial class LaunchTalk
{
    private async Task<CardActionResult> ReviewAsync(TurnContext caller, string verb, Launch launch, ButtonData button, CancellationToken cancel)
    {
        var impacts = await reviews.ImpactsAsync(launch, null, caller.Place, caller.Links, cancel);
        if (verb == Verbs.LaunchAskReview)
        {
            return CardActionResult.Show(PostMortemCards.Write(launch, impacts));
        }

        var (learnings, named) = (button.Line("learnings"), button.Line("before"));
        var before = named is null ? launch.Review?.Before : (await records.FindNamedAsync(caller.Viewer, named, cancel))?.Launch.Id;
        if (named is not null && (before is null || before == launch.Id))
        {
            return Again(DomainWords.Say("launch.review.before"));
        }

        var (toFix, owners, unknown, guest) = await OwnersAsync(caller, launch, button.Line("toFix"), cancel);
        if (guest is not null)
        {
            return Again(guest);
        }

        string?[] doubts =
        [
            Updates.Blame(new("", "", learnings ?? "", toFix ?? "")),
            .. ReviewAnswers
                .FixesOf(toFix ?? "")
                .Where(fix => fix.Due < Today(caller) && launch.Review?.Fixes.Any(earlier => (earlier.What, earlier.Due) == (fix.What, fix.Due)) is not true)
                .Select(fix => Words.Say("launch.form.past", CardFormat.Of(fix.Due))),
        ];
        if (verb != Verbs.LaunchSaveReviewAnyway && string.Join("\n\n", doubts.OfType<string>()) is { Length: > 0 } asked)
        {
            return CardActionResult.Show(PostMortemCards.Write(launch, impacts, button.Text, doubts: asked));
        }

        var outcome = await reviews.PublishAsync(
            caller.Showing,
            caller.Viewer,
            launch.Id,
            learnings,
            toFix,
            owners,
            before,
            (await SeenAsync(caller, launch, button, cancel)).Review,
            cancel
        );
        return await AfterAsync(
            caller,
            launch.Id,
            outcome.IsRefusal || unknown.Count == 0 ? outcome : outcome with { Say = Words.Say("launch.fix.unknown", Words.List(unknown)) },
            problem => PostMortemCards.Write(launch, impacts, button.Text, problem is null ? null : CardFormat.Escape(problem)),
            cancel
        );

        CardActionResult Again(string problem) => CardActionResult.Show(PostMortemCards.Write(launch, impacts, button.Text, problem));
    }

    /// <summary>Who is to change what: whoever is known is named as they are called, and others stay as they were written.</summary>
    /// <returns>The lines with names and days as they are meant, those who are known, the others, and why a guest is not taken.</returns>
    private async Task<(string? ToFix, IReadOnlyList<FixOwner> Owners, IReadOnlyList<string> Unknown, string? Guest)> OwnersAsync(
        TurnContext caller,
        Launch launch,
        string? toFix,
        CancellationToken cancel
    )
    {
        toFix = ReviewAnswers.Rewritten(toFix, day => DayAhead.By(day, Today(caller)), who => who);
        var known = new Dictionary<string, Person>(StringComparer.OrdinalIgnoreCase);
        var unknown = new List<string>();
        foreach (var who in ReviewAnswers.FixesOf(toFix ?? "").Select(fix => fix.Who).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var found = await findPerson.ByAnyNameAsync(
                caller.Tenant,
                new(who, null),
                caller.Conversation,
                launch.Responsible.Append(launch.StartedBy).Append(caller.Person),
                cancel
            );
            if (found.Contact is { IsGuest: true })
            {
                return (toFix, [], [], $"{CardFormat.Escape(who)}: {DomainWords.Say("launch.guest")}");
            }

            if (found.Contact is { } contact)
            {
                known[who] = contact.Person;
            }
            else
            {
                unknown.Add(CardFormat.Escape(who));
            }
        }

        toFix = ReviewAnswers.Rewritten(toFix, _ => null, who => known.GetValueOrDefault(who)?.Name ?? who);
        return (
            toFix,
            [
                .. ReviewAnswers
                    .FixesOf(toFix ?? "")
                    .Select(fix => (fix.Number, Person: known.Values.FirstOrDefault(person => person.Name == fix.Who)))
                    .Where(one => one.Person is not null)
                    .Select(one => new FixOwner(one.Number, one.Person!)),
            ],
            unknown,
            null
        );
    }
}
