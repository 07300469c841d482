using Escalations;

namespace EscalationAgent.Teams.Faces;

/// <summary>The words in which an event is told: in a thread, in the CSM's chat, in a history.</summary>
internal static class Lines
{
    private const int Longest = 600;

    /// <summary>A line about what happened; null for what is nobody's news.</summary>
    public static string? Of(Escalation escalation, RecordedEvent happened, Playbook playbook)
    {
        var who = Looks.Safe(happened.By.Person?.Name ?? "Escalation Agent");
        return happened.What switch
        {
            DraftStarted => $"{who} began the brief.",
            NotesTaken => $"{who} pasted notes.",
            ClassificationDecided e => Decided(who, e, playbook),
            RoutingHeld e => $"{who} wanted to route it, but {Titles(e.UnboundTeams, playbook)} had no channel.",
            Routed e => $"{who} routed it to {Titles(e.Teams, playbook)}.",
            Acknowledged e => happened.By.Person?.Id == e.Owner.Id
                ? $"**{who}** acknowledged it and owns it."
                : $"**{who}** acknowledged it; **{Looks.Safe(e.Owner.Name)}** owns it.",
            WorkStarted => $"**{who}** started work.",
            UpdatePosted e => $"**{who}** posted an update: {Text(e.Text)}",
            HandedOver e => $"**{who}** handed it over to **{Looks.Safe(e.To.Name)}**{Because(e.Because)}",
            Returned e => $"**{who}** gave it back, as not theirs: {Text(e.Because)}",
            Stalled => "There has been no progress for too long.",
            Resolved e => $"**{who}** resolved it with a {e.Kind.ToString().ToLowerInvariant()}: {Text(e.What)}",
            Reopened e => $"**{who}** reopened it: {Text(e.Because)}",
            Closed e => $"**{who}** confirmed the resolution and closed it{Because(e.Remark)}",
            Withdrawn e => $"**{who}** withdrew it{Because(e.Because)}",
            Restored => $"**{who}** brought it back as a draft.",
            DeliveryFailed e => $"A card could not be delivered to {Looks.Safe(e.Where)}: {Looks.Safe(e.Why)}",
            _ => null,
        };
    }

    public static string Titles(IEnumerable<string> teams, Playbook playbook) =>
        string.Join(" and ", teams.Select(key => playbook.FindTeam(key)?.Title ?? key));

    private static string Decided(string who, ClassificationDecided e, Playbook playbook) =>
        $"{who} decided: {playbook.FindCategory(e.Category)?.Title ?? e.Category}, {e.Severity}{Because(e.Because)}";

    private static string Because(string? text) => string.IsNullOrWhiteSpace(text) ? "." : $": {Text(text)}";

    private static string Text(string text) => Looks.Safe(text.Length <= Longest ? text : Looks.Short(text, Longest));
}
