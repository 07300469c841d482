using Escalations;
using Escalations.Deadlines;

namespace EscalationAgent.Teams.Cards;

/// <summary>The words in which an event is told: in a thread, in the CSM's chat, in a history.</summary>
internal static class EventMessages
{
    private const int Longest = 600;

    /// <summary>A line about what happened; null for what is nobody's news.</summary>
    /// <param name="zone">The reader's IANA zone.</param>
    public static string? Of(Escalation escalation, RecordedEvent happened, Playbook playbook, string? zone)
    {
        var who = CardFormat.Escape(happened.By.Person?.Name ?? "Escalation Agent");
        return happened.What switch
        {
            DraftStarted => $"{who} began the brief.",
            NotesTaken => $"{who} pasted notes.",
            SentencesSetAside { NotPlaced.Count: 0, LeftOut.Count: 0 } => $"{who} read the notes.",
            SentencesSetAside e => $"{who} found no section for {Counted(e.NotPlaced.Count)} of the notes, and left {Counted(e.LeftOut.Count)} out.",
            SentencePlaced e => $"{who} put a sentence of the notes into the {e.Section.Title().ToLowerInvariant()}: “{Text(e.Sentence)}”",
            ContextAdded e => e.Text is { } context ? $"{who} added: {Text(context)}" : $"{who} took back what they had added.",
            WriterAsked e => $"{who} had it read by {CardFormat.Escape(e.Writer)}.",
            DraftMade e => e.Instead is { } instead
                ? $"The model {CardFormat.Escape(instead)}; the draft was made by rule ({CardFormat.Escape(e.Making.By)})."
                : $"{CardFormat.Escape(e.Making.By)} drafted it.",
            FactsChecked e => $"{who} checked the facts of the {e.Section.Title().ToLowerInvariant()}{Checked(e)}",
            ContradictionSettled { Quote: "" } e => $"{who} settled what the notes say of {CardFormat.Escape(e.About)}.",
            ContradictionSettled e => e.Quote is { } quote
                ? $"{who} settled what the notes say of {CardFormat.Escape(e.About)}: "
                    + $"{(e.Value is { } value && value != quote ? $"**{CardFormat.Escape(value)}**" : $"“{Text(quote)}”")}"
                : $"{who} left open what the notes say of {CardFormat.Escape(e.About)}: both stand.",
            SentencesReleased e => $"{who} lets {(e.Audience == Audience.Technical ? "technical teams" : "executive readers")} read "
                + $"{Counted(e.Sentences.Count)} kept from them.",
            ClassificationDecided e => Decided(who, e, escalation.Draft.Suggestion, playbook),
            RoutingHeld e => $"{who} wanted to route it, but {Titles(e.UnboundTeams, playbook)} had no channel.",
            Routed e => e.AgainBecause is { } again
                ? $"{who} routed it to {Titles(e.Teams, playbook)} again: {Text(again)}"
                : $"{who} routed it to {Titles(e.Teams, playbook)}.",
            Acknowledged e => happened.By.Person?.Id == e.Owner.Id
                ? $"**{who}** acknowledged it and owns it."
                : $"**{who}** acknowledged it; **{CardFormat.Escape(e.Owner.Name)}** owns it.",
            WorkStarted => $"**{who}** started work.",
            UpdatePosted e => $"**{who}** posted an update: {Text(e.Text)}",
            HandedOver e when e.To.Id == happened.By.Person?.Id => $"**{who}** took it over and owns it now{Because(e.Because)}",
            HandedOver e => $"**{who}** handed it over to **{CardFormat.Escape(e.To.Name)}**{Because(e.Because)}",
            Returned e => $"**{who}** gave it back, as not theirs: {Text(e.Because)}",
            Stalled e => $"It stalls: no progress since {DueText.For(e.LastProgressAt, zone)}.",
            Resolved { Decision: { } decision } e => $"**{who}** decided: **{CardFormat.Escape(decision)}**. {Text(e.What)}",
            Resolved e => $"**{who}** resolved it with a {e.Kind.ToString().ToLowerInvariant()}: {Text(e.What)}",
            Reopened e => $"**{who}** reopened it: {Text(e.Because)}",
            Closed e => $"**{who}** confirmed the resolution and closed it{Because(e.Remark)}",
            Withdrawn e => $"**{who}** withdrew it{Because(e.Because)}",
            Restored => $"**{who}** brought it back as a draft.",
            Reminded e => Reminders.Of(escalation, e, playbook, zone),
            AlarmsDeferred e => $"Reminders wait until {DueText.For(e.Until, zone)}.",
            EscalatedUp e => happened.By.IsHuman
                ? $"It goes up to {Asked(e, playbook)}.{Missing(e.PassedOver, e.Unreachable, playbook)}"
                : $"{NotAcknowledged(e.NotReached, playbook)}, so it goes up to {Asked(e, playbook)} "
                    + $"too.{Missing(e.PassedOver, e.Unreachable, playbook)} Who acknowledges first owns it.",
            NobodyAbove e => happened.By.IsHuman
                ? $"There is nobody above who could be asked.{Missing(e.PassedOver, e.Unreachable, playbook)}"
                : $"{NobodyHas(e.NotReached, playbook)}, and there is nobody above who could be "
                    + $"asked.{Missing(e.PassedOver, e.Unreachable, playbook)}"
                    + $"{Asked(e.Asked ?? escalation.Assignment.Teams.Except(e.PassedOver).Except(escalation.Assignment.PassedOver), playbook)}",
            PushedHarder e => $"**{who}** decided to push harder ({Of(e.Cause)}){Because(e.Remark)}",
            TimelineAccepted e => $"**{who}** decided to accept the timeline: expected on {CardFormat.Of(e.ExpectedOn)} ({Of(e.Cause)}){Because(e.Remark)}",
            OtherPathChosen e => $"**{who}** took it back to find another path ({Of(e.Cause)}){Because(e.Remark)}",
            ClockPaused e => $"**{who}** waits for {(e.For == WaitingFor.Customer ? "the customer" : CardFormat.Escape(escalation.Csm.Name))}, until "
                + $"{DueText.For(e.Until, zone)} at the latest; the clock stands: {Text(e.Because)}",
            ClockResumed => happened.By.IsHuman ? $"**{who}** ended the waiting; the clock goes on." : "The waiting is over; the clock goes on.",
            RemindersHeld e => $"**{who}** wants no reminders until {DueText.For(e.Until, zone)}: {Text(e.Because)}",
            Reclassified e =>
                $"**{who}** changed the severity to {CardFormat.Of(e.Severity)}: {Text(e.Because)} The deadlines count from their first beginning.",
            Retimed e => $"The deadlines were counted anew, from their first beginning: {Text(e.Because)}",
            CustomerTold e => e.Text is { } told ? $"**{who}** told the customer: {Text(told)}" : $"**{who}** told the customer how it goes.",
            ReviewPublished e => $"**{who}** published the review.\n\n**What "
                + $"happened**\n\n{Whole(e.Answers.Timeline)}\n\n**Impact**\n\n{Whole(e.Answers.Impact)}\n\n**What was "
                + $"decided**\n\n{Whole(e.Answers.Decided)}\n\n**What is to be fixed, by whom, by when**\n\n{Whole(e.Answers.ToFix)}",
            CsmReassigned e => $"**{CardFormat.Escape(e.To.Name)}** took it over as its CSM, and decides on it from now on{Because(e.Because)}",
            ManagerFound { Manager: { } manager } =>
                $"**{CardFormat.Escape(manager.Name)}** leads {CardFormat.Escape(escalation.Csm.Name)}{For(escalation, playbook)}.",
            ManagerFound => $"There is nobody whom I can write to who leads {CardFormat.Escape(escalation.Csm.Name)}.",
            MailAttempted e => e.Outcome switch
            {
                MailOutcome.Sent => $"**{CardFormat.Escape(e.To.Name)}** got a mail, as Teams does not reach them.",
                MailOutcome.Unconfirmed => $"**{CardFormat.Escape(e.To.Name)}** may have got a mail, as Teams does not reach them: nobody has confirmed it.",
                _ => $"**{CardFormat.Escape(e.To.Name)}** could not be written to by mail either.",
            },
            DeliveryFailed { Team: not null, Cause: not (null or DeadLetterCause.Gone) } e => $"I could not post it "
                + $"{(e.Person is { } person ? $"for {CardFormat.Escape(person.Name)}" : $"in {CardFormat.Escape(e.Where)}")}: "
                + $"{CardFormat.Escape(e.Why)}. "
                + (
                    e.Cause == DeadLetterCause.Unconfirmed
                        ? $"Please look there, or ask. If it is not there, say `link {e.Team}` there once more, and it follows."
                        : "That is a fault of mine, and my log says more: please tell whoever runs me, and tell them yourself until then."
                ),
            DeliveryFailed { Team: { } team, Person: { } person } e =>
                $"I could not bring it to {CardFormat.Escape(person.Name)} ({Titles([team], playbook)}): {CardFormat.Escape(e.Why)}. They "
                    + $"can write to me in our chat, or somebody else says `link {team} to me`; it follows by itself.",
            DeliveryFailed { Team: { } team } e =>
                $"I could not post it in {CardFormat.Escape(e.Where)}: {CardFormat.Escape(e.Why)}. Whoever may link it (an owner of that "
                    + $"team in Teams, or one of those who administer me: `admins`) can add me there again, or type `@Escalation Agent link "
                    + $"{team}` in another channel; the card follows by itself.",
            DeliveryFailed { Person: not null } e when IsWithoutCsm(escalation, happened) =>
                $"{Gone(escalation, e)}: {CardFormat.Escape(e.Why)}. {TakeOver(escalation.Id.ToString())}",
            DeliveryFailed { Person: not null, HasLeftTeam: true } e => $"{Gone(escalation, e)}. {Own(escalation.Id.ToString())}",
            DeliveryFailed { Person: not null } e => $"{Gone(escalation, e)}: {CardFormat.Escape(e.Why)}. {Own(escalation.Id.ToString())}",
            DeliveryFailed e => $"A card could not be delivered to {CardFormat.Escape(e.Where)}: {CardFormat.Escape(e.Why)}",
            _ => null,
        };
    }

    /// <summary>What the clock has to say, in a few words for a list of many; null for what only people do.</summary>
    /// <param name="zone">The reader's IANA zone.</param>
    public static string? InShort(Escalation escalation, RecordedEvent happened, Playbook playbook, string? zone) =>
        happened.What switch
        {
            Reminded e => Reminders.InShort(escalation, e, zone),
            EscalatedUp e => $"{NotAcknowledged(e.NotReached, playbook)}, so it goes up to {Asked(e, playbook)} too.{MissingInShort(e.Unreachable, playbook)}",
            NobodyAbove e => $"{NobodyHas(e.NotReached, playbook)}, and there is nobody above who could be asked.{MissingInShort(e.Unreachable, playbook)}",
            Stalled e => $"It stalls: no progress since {DueText.For(e.LastProgressAt, zone)}.",
            ClockResumed => "The waiting is over; the clock goes on.",
            ManagerFound { Manager: { } manager } => $"**{CardFormat.Escape(manager.Name)}** leads its CSM{For(escalation, playbook)}.",
            Retimed => "The deadlines were counted anew, from their first beginning.",
            DeliveryFailed { Team: null, Person: not null } e => $"{Gone(escalation, e)}.",
            _ => null,
        };

    public static string Titles(IEnumerable<string> teams, Playbook playbook) =>
        string.Join(" and ", teams.Select(key => playbook.FindTeam(key)?.Title ?? key));

    public static string Of(StallCause cause) =>
        cause switch
        {
            StallCause.Overloaded => "the team is overloaded",
            StallCause.HarderThanExpected => "it is harder than expected",
            _ => "it fell through the cracks",
        };

    /// <summary>Whether it says that the CSM is gone.</summary>
    public static bool IsWithoutCsm(Escalation escalation, RecordedEvent happened) =>
        happened.What is DeliveryFailed { Team: null, Person: { } person, HasLeftTeam: false } && person.Id == escalation.Csm.Id;

    /// <summary>Whether it says that the owner is gone.</summary>
    public static bool IsWithoutOwner(Escalation escalation, RecordedEvent happened) =>
        happened.What is DeliveryFailed { Team: null, Person: not null } && !IsWithoutCsm(escalation, happened);

    /// <summary>What somebody can say when the CSM is gone.</summary>
    /// <param name="which">An id, or that one is to be said.</param>
    public static string TakeOver(string which) =>
        $"Somebody who stands above the team, or an administrator, can say {Said($"take over {which}")}, and decides then what its CSM would.";

    /// <summary>What somebody of the team can do when the owner is gone.</summary>
    /// <param name="which">An id, or that one is to be said.</param>
    public static string Own(string which) =>
        $"Somebody of the team can press Hand over on its card, or say {Said($"@Escalation Agent take over {which}")} in its channel to own it.";

    private static string Said(string command) => command.EndsWith(" and an id", StringComparison.Ordinal) ? $"`{command[..^10]}` and an id" : $"`{command}`";

    private static string Gone(Escalation escalation, DeliveryFailed gone)
    {
        var part =
            gone.HasLeftTeam || gone.Person!.Id != escalation.Csm.Id ? "who owned it"
            : gone.Person.Id == escalation.Author.Id ? "who raised it"
            : "its CSM";
        return $"**{CardFormat.Escape(gone.Person!.Name)}**, {part}, {(gone.HasLeftTeam ? "is no longer in the team" : "cannot be reached")}";
    }

    private static string NotAcknowledged(string? notReached, Playbook playbook) =>
        notReached is null ? "Nobody acknowledged it in time" : $"{Titles([notReached], playbook)} cannot be reached";

    private static string NobodyHas(string? notReached, Playbook playbook) =>
        notReached is null ? "**Nobody has acknowledged it**" : $"**{Titles([notReached], playbook)} cannot be reached**";

    private static string For(Escalation escalation, Playbook playbook) =>
        escalation.Assignment.Ladder is [var first, ..] ? $", and stands in for {Titles([first], playbook)}, which nobody is linked to" : "";

    private static string Asked(EscalatedUp up, Playbook playbook) =>
        up.Manager is { } manager
            ? $"**{CardFormat.Escape(manager.Name)}** (the CSM's manager, for {Titles([up.To], playbook)})"
            : $"**{Titles([up.To], playbook)}**";

    private static string MissingInShort(IReadOnlyList<string>? unreachable, Playbook playbook) =>
        unreachable is { Count: > 0 } ? $" {Titles(unreachable, playbook)} cannot be reached." : "";

    private static string Asked(IEnumerable<string> teams, Playbook playbook) =>
        teams.ToList() is { Count: > 0 } asked ? $" Asked so far: {Titles(asked, playbook)}." : "";

    private static string Missing(IReadOnlyList<string> passedOver, IReadOnlyList<string>? unreachable, Playbook playbook) =>
        $"{Unlinked([.. passedOver.Except(unreachable ?? [])], playbook)}"
        + $"{(unreachable is { Count: > 0 } ? $" {Titles(unreachable, playbook)} cannot be reached: add me there again, or link somebody else." : "")}";

    /// <summary>Who is missing on the ladder, and what to say about it; with a space before it, or empty.</summary>
    public static string Unlinked(IReadOnlyList<string> rungs, Playbook playbook) =>
        rungs.Count == 0
            ? ""
            : $" Nobody is linked as {Titles(rungs, playbook)}: say {string.Join(" and ", rungs.Select(rung => $"`link {rung} to me`"))}, "
                + $"or with a mention in a channel `link {rungs[0]}`.";

    private static string Whole(string text) => CardFormat.Escape(text).ReplaceLineEndings("\n").Replace("\n", "\n\n", StringComparison.Ordinal);

    /// <summary>The decision, and beside it what had been suggested where that was something else.</summary>
    private static string Decided(string who, ClassificationDecided e, Suggestion? suggested, Playbook playbook) =>
        $"{who} decided: {Named(e.Category, e.Severity, playbook)}{Suggested(e, suggested, playbook)}{Because(e.Because)}";

    private static string Suggested(ClassificationDecided e, Suggestion? suggested, Playbook playbook) =>
        suggested is null || suggested.Admits(e.Category, e.Severity)
            ? ""
            : $" (suggested by {CardFormat.Escape(suggested.By)}: {string.Join(", ", Classes(suggested, playbook))})";

    private static IEnumerable<string> Classes(Suggestion suggested, Playbook playbook) =>
        new[] { playbook.FindCategory(suggested.Category)?.Title ?? suggested.Category, suggested.Severity?.ToString() }.OfType<string>();

    /// <summary>How many sentences, as the beginning of what is said of them.</summary>
    private static string Counted(int sentences) =>
        sentences switch
        {
            0 => "no sentence that is",
            1 => "a sentence that is",
            _ => $"{sentences} sentences that are",
        };

    private static string Named(string category, Severity severity, Playbook playbook) => $"{playbook.FindCategory(category)?.Title ?? category}, {severity}";

    private static string Checked(FactsChecked e) =>
        string.Join(
            "; ",
            new[]
            {
                e.Confirmed.Count == 0 ? null : $"confirmed {Listed(e.Confirmed)}",
                e.Corrected is { Count: > 0 } corrected ? $"corrected {Listed([.. corrected.Select(c => $"{c.Fact} to {c.Right}")])}" : null,
                e.Removed.Count == 0 ? null : $"took out {Listed(e.Removed)}",
            }.OfType<string>()
        )
            is { Length: > 0 } done
            ? $": {done}."
            : ".";

    private static string Listed(IReadOnlyList<string> facts) => string.Join(", ", facts.Select(f => CardFormat.Escape(f)));

    private static string Because(string? text) => string.IsNullOrWhiteSpace(text) ? "." : $": {Text(text)}";

    private static string Text(string text) => CardFormat.Escape(text.Length <= Longest ? text : CardFormat.Short(text, Longest));
}
