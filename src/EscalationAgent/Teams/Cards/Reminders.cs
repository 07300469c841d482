using Escalations;
using Escalations.Deadlines;
using Escalations.Lifecycle;

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
            (DeadlineKind.Acknowledge, AlarmPhase.Warning) => Words.Say("remind.acknowledge.warning", due, Above(escalation, playbook)),
            (DeadlineKind.Acknowledge, _) => Words.Say("remind.acknowledge", due),
            (DeadlineKind.Progress, AlarmPhase.Warning) => owner + Words.Say("remind.progress.warning", progress, due) + Nudge(escalation, playbook),
            (DeadlineKind.Progress, _) => Words.Say("remind.progress", progress),
            (DeadlineKind.Acceptance, var phase) => When(WhatOf(escalation, reminded.Kind, playbook), phase, due)
                + " "
                + Words.Say(
                    "remind.acceptance",
                    CardFormat.Escape(escalation.Work.HandOver?.To.Name ?? ""),
                    CardFormat.Escape(escalation.Work.Owner?.Name ?? "")
                ),
            (DeadlineKind.ShiftHandover, _) => Words.Say("remind.shift", Next(escalation), Former(escalation), due),
            (DeadlineKind.ReviewFix, _) => Words.Say("remind.fixes", FixesOf(escalation)),
            (DeadlineKind.CustomerUpdate, var phase) =>
                $"{When(WhatOf(escalation, reminded.Kind, playbook), phase, due)} {Words.Say("remind.customer_update")}",
            (DeadlineKind.Confirmation, var phase) => $"{When(WhatOf(escalation, reminded.Kind, playbook), phase, due)} {Words.Say("remind.confirmation")}",
            (DeadlineKind.Outcome, var phase) => owner + When(WhatOf(escalation, reminded.Kind, playbook), phase, due) + Nudge(escalation, playbook),
            (DeadlineKind.TeamUpdate or DeadlineKind.CsmUpdate or DeadlineKind.Review or DeadlineKind.FixDate, var phase) => owner
                + When(WhatOf(escalation, reminded.Kind, playbook), phase, due),
            (_, var phase) => $"{When(WhatOf(escalation, reminded.Kind, playbook), phase, due)} {Words.Say("remind.reroute")}",
        };
    }

    /// <summary>The same in a few words, for a list of many.</summary>
    public static string InShort(Escalation escalation, Reminded reminded, Playbook playbook, string? zone)
    {
        var due = DueText.For(reminded.DueAt, zone);
        return (reminded.Kind, reminded.Phase) switch
        {
            (DeadlineKind.Acknowledge, AlarmPhase.Warning) => Words.Say("remind.short.acknowledge", due),
            (DeadlineKind.Acknowledge, _) => Words.Say("remind.acknowledge", due),
            (DeadlineKind.Progress, AlarmPhase.Warning) => Words.Say("remind.short.progress.warning", due),
            (DeadlineKind.Progress, _) => Words.Say("remind.short.progress", DueText.For(escalation.Work.LastProgressAt ?? reminded.DueAt, zone)),
            (DeadlineKind.ShiftHandover, _) => Words.Say("remind.shift", Next(escalation), Former(escalation), due),
            (DeadlineKind.ReviewFix, _) => Words.Say("remind.fixes", FixesOf(escalation)),
            (var kind, var phase) => When(WhatOf(escalation, kind, playbook), phase, due),
        };
    }

    /// <summary>What is open, the earliest due first.</summary>
    private static string FixesOf(Escalation escalation) =>
        string.Join("; ", escalation.Outcome.OpenFixes.OrderBy(fix => fix.Due).Take(3).Select(fix => CardBuilder.Fix(fix, null)));

    /// <summary>Who has been asked to take over and has not accepted.</summary>
    private static string Next(Escalation escalation) => NamesOf(escalation, duty => duty.Next);

    /// <summary>Who is responsible until then.</summary>
    private static string Former(Escalation escalation) => NamesOf(escalation, duty => duty.Person);

    private static string NamesOf(Escalation escalation, Func<OnCallDuty, Person?> who) =>
        Words.List([.. escalation.Assignment.Duties.Values.Where(duty => duty.Next is not null).Select(duty => CardFormat.Escape(who(duty)!.Name)).Distinct()]);

    /// <summary>What is owed, as the beginning of a sentence.</summary>
    private static string WhatOf(Escalation escalation, DeadlineKind kind, Playbook playbook) =>
        kind switch
        {
            DeadlineKind.Outcome when escalation.Find(kind) is { } outcome => Capital(playbook.InReaderLanguage(outcome.What)),
            DeadlineKind.Outcome => Words.Say("remind.what.outcome"),
            DeadlineKind.TeamUpdate => Words.Say("remind.what.team_update"),
            DeadlineKind.CsmUpdate => Words.Say("remind.what.csm_update", CardFormat.Escape(escalation.Csm.Name)),
            DeadlineKind.CustomerUpdate => Words.Say("remind.what.customer_update"),
            DeadlineKind.Confirmation => Words.Say("remind.what.confirmation"),
            DeadlineKind.Review => Words.Say("remind.what.review"),
            DeadlineKind.FixDate => Words.Say("remind.what.fix_date"),
            DeadlineKind.Acceptance => Words.Say("remind.what.acceptance"),
            _ => Words.Say("remind.what.reroute"),
        };

    private static string When(string what, AlarmPhase phase, string due) =>
        phase switch
        {
            AlarmPhase.Warning => Words.Say("remind.due", what, due),
            AlarmPhase.Due => Words.Say("remind.due_now", what, due),
            _ => Words.Say("remind.overdue", what, due),
        };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>That who is stuck may ask higher up, so that nothing stays buried (B008, B066); empty where it can go no higher.</summary>
    private static string Nudge(Escalation escalation, Playbook playbook) =>
        Transitions.OpenTo(escalation, new(Actor.Human(escalation.Csm))).Contains(Move.AskHigher)
        && escalation.Assignment.StillAbove.FirstOrDefault() is { } rung
            ? $" {Words.Say("remind.higher", EventMessages.Titles(escalation.Assignment.WithBeside(rung), playbook), Words.Say("button.higher"))}"
            : "";

    /// <summary>What becomes of it when nobody acknowledges, as the end of a sentence.</summary>
    private static string Above(Escalation escalation, Playbook playbook) =>
        escalation.Assignment.StillAbove.FirstOrDefault() is { } rung
            ? Words.Say("remind.above", EventMessages.Titles(escalation.Assignment.WithBeside(rung), playbook))
            : Words.Say("remind.leadership");
}
