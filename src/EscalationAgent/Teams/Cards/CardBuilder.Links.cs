using Escalations;
using Escalations.Deadlines;

namespace EscalationAgent.Teams.Cards;

/// <content>Who is linked to what.</content>
internal sealed partial class CardBuilder
{
    /// <summary>What an administrator is asked when somebody wants to be linked.</summary>
    public OfferCard LinkRequest(LinkRequest wish)
    {
        var titles = playbooks.TitlesOf(wish.Teams, " and ");
        var question = wish.Person is { } person ? $"Shall {person.Name} receive for {titles}?" : $"Shall {wish.By.Name}’s channel receive for {titles}?";
        var asked = wish.Person is null
            ? $"{wish.By.Name}, an owner of its team, asks for it; it is linked to another team’s channel now."
            : $"{wish.By.Name} asks for it. What nobody below has acknowledged in time would go to them.";
        return new(
            question,
            $"{asked} Nothing changes before an administrator confirms it. It can be decided for {DaysToDecide} days.",
            [new("Confirm", Verbs.ConfirmLink, "positive", wish.Key), new("Decline", Verbs.DeclineLink, "default", wish.Key)]
        )
        {
            Summary = question,
        };
    }

    private static int DaysToDecide => (int)Escalations.LinkRequest.Lifetime.TotalDays;

    /// <summary>Who is linked to what, by whom and since when, and what has changed lately.</summary>
    /// <param name="place">A channel in words, safe to be shown.</param>
    public string Links(IReadOnlyList<Binding> bindings, IReadOnlyList<DirectoryChange> changes, IReadOnlyList<Unreachable> lost, Func<string, string> place)
    {
        var rows = playbooks.LinkedTeams.Select(team =>
            $"- **{team.Title}**: {(bindings.FirstOrDefault(b => b.Team == team.Key) is { } b
            ? $"{(b.Person?.Name ?? place(b.ChannelId!))}, since {On(b.At)}, by {LinkedBy(b)}{Gone(b, lost)}"
            : $"nobody (`link {team.Key}`)")}"
        );
        var lately = changes.Select(change => Said(change, place)).OfType<string>().Select(line => $"- {line}").ToList();
        return $"Who is linked to what:\n\n{string.Join('\n', rows)}{(lately.Count == 0 ? "" : $"\n\nLately:\n\n{string.Join('\n', lately)}")}";
    }

    /// <summary>Asks in a channel to which the bot was added which teams are reached there, so that nobody has to know how that is said.</summary>
    public OfferCard WhichTeams(IReadOnlyList<Binding> bindings, string channelId) =>
        new(Words.Say("setup.title"), Words.Say("setup.text"), [new(Words.Say("button.link"), Verbs.Link, "positive")])
        {
            Choices =
            [
                new(
                    "teams",
                    Words.Say("setup.teams"),
                    string.Join(',', bindings.Where(b => b.ChannelId == channelId).Select(b => b.Team)),
                    [
                        .. playbooks
                            .LinkedTeams.Where(team => team.Kind == ReceiverKind.Team)
                            .Select(team => new ChoiceOption(
                                playbooks.InReaderLanguage(team.Title)
                                    + (bindings.Any(b => b.Team == team.Key && b.ChannelId != channelId) ? Words.Say("setup.linked") : ""),
                                team.Key
                            )),
                    ],
                    Multi: true
                ),
            ],
            Summary = Words.Say("setup.title"),
        };

    private static string LinkedBy(Binding binding) => binding.By?.Name ?? (binding.Person is null ? "the Playground" : "the rota");

    /// <summary>That nothing reaches it, since when, and what to do.</summary>
    private static string Gone(Binding binding, IReadOnlyList<Unreachable> lost) =>
        lost.FirstOrDefault(l => l.Place == binding.To) is not { } known ? ""
        : binding.Person is null
            ? $"; **gone since {On(known.Since)}** ({CardFormat.Escape(known.Why)}): say `link {binding.Team}` in another channel, or add me there again"
        : $"; **cannot be reached since {On(known.Since)}** ({CardFormat.Escape(known.Why)}): they can write to me in our chat, or say "
            + $"`link {binding.Team} to @person`";

    private string Said(DirectoryChange change, Func<string, string> place)
    {
        var team = change.Team is { } key ? playbooks.FindTeam(key)?.Title ?? key : "";
        var to = change.Person?.Name ?? (change.ChannelId is { } now ? place(now) : "nobody");
        var before = change.FormerPerson?.Name ?? (change.FormerChannelId is { } then ? place(then) : null);
        var by = change.By?.Name;
        return $"{On(change.At)}: "
            + change.Kind switch
            {
                DirectoryChangeKind.Linked => $"{by ?? "The rota"} linked {team} to {to}{(before is null ? "" : $" (before: {before})")}",
                DirectoryChangeKind.Unlinked => $"{by} unlinked {team} (before: {before})",
                DirectoryChangeKind.LinkRequested => $"{by} asked to link {team} to {to}",
                DirectoryChangeKind.LinkDeclined => $"{by} declined to link {team} to {to}",
                DirectoryChangeKind.PersonErased => $"{by} had a person erased, who is called {to} now",
                DirectoryChangeKind.AdministratorRemoved => $"{by} removed {to} as administrator",
                DirectoryChangeKind.ShiftOverridden => $"{by} put {to} on call for {team}{Shift(change)}",
                _ => by is null ? $"{to} installed me and administers me" : $"{by} named {to} as administrator",
            };
    }

    private static string Shift(DirectoryChange change) =>
        change.Shift is { } shift ? $", {DueText.For(shift.From, null)} to {DueText.For(shift.Until, null)}" : "";

    private static string On(DateTimeOffset at) => CardFormat.Of(DateOnly.FromDateTime(at.UtcDateTime));
}
