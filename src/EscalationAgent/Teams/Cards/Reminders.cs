using Escalations;
using Escalations.Deadlines;

namespace EscalationAgent.Teams.Cards;

/// <summary>The words of reminders: what is owed, by whom, and what happens otherwise.</summary>
internal static class Reminders
{
    public static string Of(Escalation escalation, Reminded reminded, Playbook playbook, string? zone)
    {
        var due = DueText.For(reminded.DueAt, zone);
        var owner = escalation.Work.Owner is { } person ? $"**{CardFormat.Escape(person.Name)}**: " : "";
        var progress = DueText.For(escalation.Work.LastProgressAt ?? reminded.DueAt, zone);
        return (reminded.Kind, reminded.Phase) switch
        {
            (DeadlineKind.Acknowledge, AlarmPhase.Warning) => $"Nobody has acknowledged it yet. If nobody does by {due}, it {Above(escalation, playbook)}.",
            (DeadlineKind.Acknowledge, _) => $"**Still nobody has acknowledged it.** That was due {due}.",
            (DeadlineKind.Progress, AlarmPhase.Warning) => $"{owner}No progress since {progress}. Post an update, or it counts as stalled at {due}.",
            (DeadlineKind.Progress, _) => $"It still stalls, without progress since {progress}. Push harder, accept the timeline, or find another path?",
            (DeadlineKind.Outcome, var phase) => owner + When(Capital(escalation.Find(DeadlineKind.Outcome)?.What ?? "The outcome"), phase, due),
            (DeadlineKind.TeamUpdate, var phase) => owner + When("An update for everybody involved", phase, due),
            (DeadlineKind.CsmUpdate, var phase) => owner + When($"An update for {CardFormat.Escape(escalation.Csm.Name)}", phase, due),
            (DeadlineKind.CustomerUpdate, var phase) =>
                $"{When("An update for the customer", phase, due)} Tell them how it goes, then press I told the customer.",
            (DeadlineKind.Confirmation, var phase) =>
                $"{When("Your word on the resolution", phase, due)} Does it resolve it for the customer? Confirm and close, or reopen.",
            (DeadlineKind.Review, var phase) => owner + When("The review of what happened", phase, due),
            (_, var phase) => $"{When("A new route", phase, due)} It was given back to you, and no team has it now.",
        };
    }

    /// <summary>The same in a few words, for a list of many.</summary>
    public static string InShort(Escalation escalation, Reminded reminded, string? zone)
    {
        var due = DueText.For(reminded.DueAt, zone);
        return (reminded.Kind, reminded.Phase) switch
        {
            (DeadlineKind.Acknowledge, AlarmPhase.Warning) => $"Nobody has acknowledged it yet; that is due {due}.",
            (DeadlineKind.Acknowledge, _) => $"**Still nobody has acknowledged it.** That was due {due}.",
            (DeadlineKind.Progress, AlarmPhase.Warning) => $"Without an update it counts as stalled at {due}.",
            (DeadlineKind.Progress, _) => $"It still stalls, without progress since {DueText.For(escalation.Work.LastProgressAt ?? reminded.DueAt, zone)}.",
            (DeadlineKind.Outcome, var phase) => When(Capital(escalation.Find(DeadlineKind.Outcome)?.What ?? "The outcome"), phase, due),
            (DeadlineKind.TeamUpdate, var phase) => When("An update for everybody involved", phase, due),
            (DeadlineKind.CsmUpdate, var phase) => When($"An update for {CardFormat.Escape(escalation.Csm.Name)}", phase, due),
            (DeadlineKind.CustomerUpdate, var phase) => When("An update for the customer", phase, due),
            (DeadlineKind.Confirmation, var phase) => When("Your word on the resolution", phase, due),
            (DeadlineKind.Review, var phase) => When("The review of what happened", phase, due),
            (_, var phase) => When("A new route", phase, due),
        };
    }

    private static string When(string what, AlarmPhase phase, string due) =>
        phase switch
        {
            AlarmPhase.Warning => $"{what} is due {due}.",
            AlarmPhase.Due => $"{what} is due now ({due}).",
            _ => $"{what} is overdue since {due}.",
        };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>What becomes of it when nobody acknowledges, as the end of a sentence.</summary>
    private static string Above(Escalation escalation, Playbook playbook) =>
        escalation.Assignment.Ladder.ElementAtOrDefault(escalation.Assignment.RungsClimbed) is { } rung
            ? $"goes up to {EventMessages.Titles([rung], playbook)}"
            : "is told to leadership";
}
