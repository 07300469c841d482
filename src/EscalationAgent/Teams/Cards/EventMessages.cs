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
            DraftStarted => Words.Say("event.began", who),
            NotesTaken => Words.Say("event.notes", who),
            SentencesSetAside { NotPlaced.Count: 0, LeftOut.Count: 0 } => Words.Say("event.read", who),
            SentencesSetAside e => Words.Say("event.aside", who, Counted(e.NotPlaced.Count), Counted(e.LeftOut.Count)),
            SentencePlaced e => Words.Say("event.placed", who, DomainWords.InSentence(e.Section.ReaderTitle()), Text(e.Sentence)),
            ContextAdded e => e.Text is { } context ? Words.Say("event.context", who, Text(context)) : Words.Say("event.context.none", who),
            WriterAsked e => Words.Say("event.asked", who, CardFormat.Escape(e.Writer)),
            DraftMade e => e.Instead is { } instead
                ? Words.Say("event.model_failed", CardFormat.Escape(instead), CardFormat.Escape(e.Making.By))
                : Words.Say("event.drafted", CardFormat.Escape(e.Making.By)),
            FactsChecked e => Words.Say("event.checked", who, DomainWords.InSentence(e.Section.ReaderTitle()), Checked(e)),
            ContradictionSettled { Quote: "" } e => Words.Say("event.settled.quiet", who, CardFormat.Escape(e.About)),
            ContradictionSettled e => e.Quote is { } quote
                ? Words.Say(
                    "event.settled",
                    who,
                    CardFormat.Escape(e.About),
                    (e.Value is { } value && value != quote ? $"**{CardFormat.Escape(value)}**" : $"“{Text(quote)}”")
                )
                : Words.Say("event.settled.open", who, CardFormat.Escape(e.About)),
            SentencesReleased e => Words.Say(
                "event.released",
                who,
                (e.Audience == Audience.Technical ? Words.Say("event.readers.technical") : Words.Say("event.readers.executive")),
                Counted(e.Sentences.Count)
            ),
            ClassificationDecided e => Decided(who, e, escalation.Draft.Suggestion, playbook),
            RoutingHeld e => Words.Say("event.held", who, Titles(e.UnboundTeams, playbook)),
            Routed e => e.AgainBecause is { } again
                ? Words.Say("event.routed.again", who, Titles(e.Teams, playbook), Text(again))
                : Words.Say("event.routed", who, Titles(e.Teams, playbook)),
            Acknowledged e => happened.By.Person?.Id == e.Owner.Id
                ? Words.Say("event.acknowledged", who)
                : Words.Say("event.acknowledged.for", who, CardFormat.Escape(e.Owner.Name)),
            WorkStarted => Words.Say("event.started", who),
            UpdatePosted e => Words.Say("event.update", who, Text(Updates.Text(e, zone))),
            HandedOver e when e.To.Id == happened.By.Person?.Id => Words.Say("event.taken", who, Because(e.Because)),
            HandOverOffered { To: var to } e => happened.By.IsHuman
                ? Words.Say("event.offered", who, CardFormat.Escape(to.Name), EscapedOwner(escalation), Because(e.Because))
                : Words.Say("event.offered.clock", CardFormat.Escape(to.Name), EscapedOwner(escalation), Because(e.Because)),
            HandOverDeclined e => Words.Say("event.declined", who, EscapedOwner(escalation), Because(e.Because)),
            HandedOver e => Words.Say("event.handed", who, CardFormat.Escape(e.To.Name), Because(e.Because)),
            Returned e => Words.Say("event.returned", who, Text(e.Because)),
            Stalled e => Words.Say("event.stalled", DueText.For(e.LastProgressAt, zone)),
            Resolved { Decision: { } decision } e => string.Join(
                "\n\n",
                [
                    Words.Say("event.decided.choice", who, CardFormat.Escape(playbook.InReaderLanguage(decision)), Text(e.What)),
                    .. Answers(e, escalation, playbook),
                ]
            ),
            Resolved e => string.Join("\n\n", [Words.Say($"event.resolved.{e.Kind}", who, Text(e.What)), .. Answers(e, escalation, playbook)]),
            Reopened e => Words.Say("event.reopened", who, Text(e.Because)),
            Closed e => Words.Say("event.closed", who, Because(e.Remark)),
            Withdrawn e => Words.Say("event.withdrawn", who, Because(e.Because)),
            HandledDirectly e => Words.Say("event.handled", who, Text(e.Remark)),
            CombinedInto e => Words.Say("event.combined_into", who, e.Other, Because(e.Remark)),
            CombinedFrom e => Words.Say("event.combined_from", CardFormat.Escape(e.RaisedBy.Name), e.Other, Added(e)),
            Restored => Words.Say("event.restored", who),
            Reminded e => Reminders.Of(escalation, e, playbook, zone),
            AlarmsDeferred e => Words.Say("event.deferred", DueText.For(e.Until, zone)),
            EscalatedUp { Because: { } because } e => Words.Say(
                "event.up.asked",
                who,
                Asked(e, escalation, playbook),
                e.Leapt is { Count: > 0 } leapt ? Words.Say("event.up.leapt", Titles(leapt, playbook)) : "",
                Missing(e.PassedOver, e.Unreachable, playbook),
                CardFormat.Escape(because)
            ),
            EscalatedUp e => happened.By.IsHuman
                ? Words.Say("event.up.human", Asked(e, escalation, playbook), Missing(e.PassedOver, e.Unreachable, playbook))
                : Words.Say(
                    "event.up",
                    NotAcknowledged(e.NotReached, playbook),
                    Asked(e, escalation, playbook),
                    Missing(e.PassedOver, e.Unreachable, playbook)
                ),
            NobodyAbove e => happened.By.IsHuman
                ? Words.Say("event.nobody.human", Missing(e.PassedOver, e.Unreachable, playbook))
                : Words.Say(
                    "event.nobody",
                    NobodyHas(e.NotReached, playbook),
                    Missing(e.PassedOver, e.Unreachable, playbook),
                    Asked(e.Asked ?? escalation.Assignment.Teams.Except(e.PassedOver).Except(escalation.Assignment.PassedOver), playbook)
                ),
            PushedHarder e => Words.Say("event.pushed", who, Of(e.Cause), Because(e.Remark)),
            TimelineAccepted e => Words.Say("event.accepted", who, CardFormat.Of(e.ExpectedOn), Of(e.Cause), Because(e.Remark)),
            OtherPathChosen e => Words.Say("event.other_path", who, Of(e.Cause), Because(e.Remark)),
            ClockPaused { For: WaitingFor.Workaround } e => Words.Say("event.workaround", who, DueText.For(e.Until, zone), Text(e.Because)),
            ReproductionReported e => Words.Say($"event.{e.Result}", who, Because(e.Remark)),
            FixDateSet { Before: { } before } e => Words.Say("event.fix_date.moved", who, CardFormat.Of(before), CardFormat.Of(e.Day), Because(e.Because)),
            FixDateSet e => Words.Say("event.fix_date", who, CardFormat.Of(e.Day), Because(e.Because)),
            AdviceGiven e => Words.Say("event.advice", who, Titles([e.For], playbook), Text(e.Text)),
            DecisionLogged e => Words.Say("event.decision", who, CardFormat.Of(e.On), CardFormat.Escape(e.Who), Text(e.What)),
            ChecklistAnswered e => Words.Count("event.checklist", e.Answers.Count, who),
            ClockPaused e => Words.Say("event.paused", who, WaitsFor(e.For, escalation), DueText.For(e.Until, zone), Text(e.Because)),
            ClockResumed => happened.By.IsHuman ? Words.Say("event.resumed.human", who) : Words.Say("event.resumed"),
            RemindersHeld e => Words.Say("event.hold", who, DueText.For(e.Until, zone), Text(e.Because)),
            Reclassified e => Words.Say("event.severity", who, CardFormat.Of(e.Severity), CardFormat.AsSentence(Text(e.Because))),
            Retimed e => Words.Say("event.retimed", Text(e.Because)),
            CustomerTold e => e.Text is { } told ? Words.Say("event.told", who, Text(told)) : Words.Say("event.told.bare", who),
            ReviewPublished e => Words.Say(
                "event.review",
                who,
                CardFormat.Escape(e.Answers.Timeline),
                CardFormat.Escape(e.Answers.Impact),
                CardFormat.Escape(e.Answers.Decided) + (e.Answers.Cause is { } cause ? Words.Say("event.review.cause", CardFormat.Escape(cause)) : ""),
                CardFormat.Escape(e.Answers.ToFix)
            ),
            CsmReassigned e => Words.Say("event.csm", CardFormat.Escape(e.To.Name), Because(e.Because)),
            ManagerFound { Manager: { } manager } => Words.Say(
                "event.manager",
                CardFormat.Escape(manager.Name),
                CardFormat.Escape(escalation.Csm.Name),
                For(escalation, playbook)
            ),
            ManagerFound => Words.Say("event.manager.none", CardFormat.Escape(escalation.Csm.Name)),
            BackupUsed { Kind: BackupKind.ByHand, IsPrimary: true } e => Words.Say("event.primary.by_hand", CardBuilder.Backup(e, playbook)),
            BackupUsed { IsPrimary: true } e => Words.Say("event.primary", CardBuilder.Backup(e, playbook)),
            BackupUsed { Kind: BackupKind.ByHand } e => Words.Say("event.backup.by_hand", CardBuilder.Backup(e, playbook)),
            BackupUsed e => Words.Say("event.backup", CardBuilder.Backup(e, playbook)),
            BackupDone => Words.Say("event.backup.done", who),
            FixDone e => Words.Say("event.fix_done", who, Text(e.What)),
            OnCallNamed e => Words.Say("event.on_call", CardFormat.Escape(e.Person.Name), Titles([e.Team], playbook)),
            ShiftOffered e => Words.Say("event.shift.offered", CardFormat.Escape(e.From.Name), CardFormat.Escape(e.To.Name)),
            ShiftAccepted e => Words.Say("event.shift.accepted", CardFormat.Escape(e.To.Name), CardFormat.Escape(e.From.Name)),
            TicketOpened e => Words.Say("event.ticket", CardFormat.Of(new Ticket(e.Key, e.Link, null))),
            TicketRefused e => Words.Say("event.ticket.by_hand", CardFormat.Escape(e.Why)),
            Erased { Person: { } person } e => Words.Say("event.erased.person", person, CardFormat.Escape(e.AskedBy ?? "")),
            Erased => Words.Say("event.erased"),
            MailAttempted e when e.IsOtherWay(escalation) => Words.Say(
                e.Outcome switch
                {
                    MailOutcome.Sent => "event.mail.beside",
                    MailOutcome.Unconfirmed => "event.mail.beside.unsure",
                    _ => "event.mail.beside.failed",
                },
                CardFormat.Escape(e.To.Name)
            ),
            MailAttempted e => e.Outcome switch
            {
                MailOutcome.Sent => Words.Say("event.mail", CardFormat.Escape(e.To.Name)),
                MailOutcome.Unconfirmed => Words.Say("event.mail.unsure", CardFormat.Escape(e.To.Name)),
                _ => Words.Say("event.mail.failed", CardFormat.Escape(e.To.Name)),
            },
            DeliveryFailed { Team: not null, Cause: not (null or DeadLetterCause.Gone) } e => (
                e.Person is { } person
                    ? Words.Say("event.not_posted.person", CardFormat.Escape(person.Name), CardFormat.Escape(DomainWords.OfRecord(e.Why)))
                    : Words.Say("event.not_posted", CardFormat.Escape(DomainWords.OfRecord(e.Where)), CardFormat.Escape(DomainWords.OfRecord(e.Why)))
            ) + (e.Cause == DeadLetterCause.Unconfirmed ? Words.Say("event.look_there", e.Team) : Words.Say("event.my_fault")),
            DeliveryFailed { Team: { } team, Person: { } person } e => Words.Say(
                "event.not_brought",
                CardFormat.Escape(person.Name),
                Titles([team], playbook),
                CardFormat.Escape(DomainWords.OfRecord(e.Why)),
                team
            ),
            DeliveryFailed { Team: { } team } e => Words.Say(
                "event.not_posted.team",
                CardFormat.Escape(DomainWords.OfRecord(e.Where)),
                CardFormat.Escape(DomainWords.OfRecord(e.Why)),
                team
            ),
            DeliveryFailed { Person: not null } e when IsWithoutCsm(escalation, happened) =>
                $"{Gone(escalation, e)}: {CardFormat.Escape(DomainWords.OfRecord(e.Why))}. {TakeOver(escalation.Id.ToString())}",
            DeliveryFailed { Person: not null, HasLeftTeam: true } e => $"{Gone(escalation, e)}. {Own(escalation.Id.ToString())}",
            DeliveryFailed { Person: not null } e =>
                $"{Gone(escalation, e)}: {CardFormat.Escape(DomainWords.OfRecord(e.Why))}. {Own(escalation.Id.ToString())}",
            DeliveryFailed e => Words.Say(
                "event.not_delivered",
                CardFormat.Escape(DomainWords.OfRecord(e.Where)),
                CardFormat.Escape(DomainWords.OfRecord(e.Why))
            ),
            _ => null,
        };
    }

    /// <summary>What the clock has to say, in a few words for a list of many; null for what only people do.</summary>
    /// <param name="zone">The reader's IANA zone.</param>
    public static string? InShort(Escalation escalation, RecordedEvent happened, Playbook playbook, string? zone) =>
        happened.What switch
        {
            Reminded e => Reminders.InShort(escalation, e, playbook, zone),
            EscalatedUp e => Words.Say(
                "event.up.short",
                NotAcknowledged(e.NotReached, playbook),
                Asked(e, escalation, playbook),
                MissingInShort(e.Unreachable, playbook)
            ),
            NobodyAbove e => Words.Say("event.nobody.short", NobodyHas(e.NotReached, playbook), MissingInShort(e.Unreachable, playbook)),
            Stalled e => Words.Say("event.stalled", DueText.For(e.LastProgressAt, zone)),
            ClockResumed => Words.Say("event.resumed"),
            ManagerFound { Manager: { } manager } => Words.Say("event.manager.short", CardFormat.Escape(manager.Name), For(escalation, playbook)),
            Retimed => Words.Say("event.retimed.short"),
            OnCallNamed or ShiftOffered => Of(escalation, happened, playbook, zone),
            DeliveryFailed { Team: null, Person: not null } e => $"{Gone(escalation, e)}.",
            _ => null,
        };

    public static string Titles(IEnumerable<string> teams, Playbook playbook) =>
        string.Join(Words.Say("and"), teams.Select(key => playbook.FindTeam(key) is { } team ? playbook.InReaderLanguage(team.Title) : key));

    /// <summary>For whom or what a team waits.</summary>
    public static string WaitsFor(WaitingFor waiting, Escalation escalation) =>
        waiting switch
        {
            WaitingFor.Customer => Words.Say("the_customer"),
            WaitingFor.Workaround => Words.Say("the_workaround"),
            _ => CardFormat.Escape(escalation.Csm.Name),
        };

    /// <summary>What was said at the end to what the playbook asks for there.</summary>
    public static IEnumerable<string> Answers(Resolved resolved, Escalation escalation, Playbook playbook) =>
        from answer in resolved.Answers ?? []
        let item = playbook.FindCategory(escalation.Decision?.Category)?.ResolveChecklist?.Items.FirstOrDefault(i => i.Key == answer.Item)
        let title = CardFormat.Escape(playbook.InReaderLanguage(item?.Title ?? answer.Item))
        select $"{title}: "
            + (answer.IsNotApplicable ? Words.Say("checklist.not_applicable", Text(answer.Text)) : Text(playbook.InReaderLanguage(answer.Text)));

    public static string Of(StallCause cause) =>
        cause switch
        {
            StallCause.Overloaded => Words.Say("cause.overloaded"),
            StallCause.HarderThanExpected => Words.Say("cause.harder"),
            _ => Words.Say("cause.cracks"),
        };

    /// <summary>Whether it says that the CSM is gone.</summary>
    public static bool IsWithoutCsm(Escalation escalation, RecordedEvent happened) =>
        happened.What is DeliveryFailed { Team: null, Person: { } person, HasLeftTeam: false } && person.Id == escalation.Csm.Id;

    /// <summary>Whether it says that the owner is gone.</summary>
    public static bool IsWithoutOwner(Escalation escalation, RecordedEvent happened) =>
        happened.What is DeliveryFailed { Team: null, Person: not null } && !IsWithoutCsm(escalation, happened);

    /// <summary>What somebody can say when the CSM is gone.</summary>
    /// <param name="which">An id; null where one is to be said.</param>
    public static string TakeOver(string? which) => Words.Say("event.take_over", Said("take over", which));

    /// <summary>What somebody of the team can do when the owner is gone.</summary>
    /// <param name="which">An id; null where one is to be said.</param>
    public static string Own(string? which) => Words.Say("event.own", Said("@Escalation Agent take over", which));

    private static string Said(string command, string? which) => which is null ? Words.Say("event.and_an_id", command) : $"`{command} {which}`";

    private static string Gone(Escalation escalation, DeliveryFailed gone)
    {
        var part =
            gone.HasLeftTeam || gone.Person!.Id != escalation.Csm.Id ? Words.Say("event.who_owned")
            : gone.Person.Id == escalation.Author.Id ? Words.Say("event.who_raised")
            : Words.Say("fact.its_csm");
        return $"**{CardFormat.Escape(gone.Person!.Name)}**, {part}, {(gone.HasLeftTeam ? Words.Say("event.left_team") : Words.Say("event.unreachable"))}";
    }

    private static string NotAcknowledged(string? notReached, Playbook playbook) =>
        notReached is null ? Words.Say("event.not_acknowledged") : Words.Say("event.team_unreachable", Titles([notReached], playbook));

    private static string NobodyHas(string? notReached, Playbook playbook) =>
        notReached is null ? Words.Say("event.nobody_has") : Words.Say("event.team_unreachable.bold", Titles([notReached], playbook));

    private static string For(Escalation escalation, Playbook playbook) =>
        escalation.Assignment.Ladder is [var first, ..] ? Words.Say("event.stands_in", Titles([first], playbook)) : "";

    private static string Asked(EscalatedUp up, Escalation escalation, Playbook playbook) =>
        up.Manager is { } manager
            ? Words.Say("event.as_manager", CardFormat.Escape(manager.Name), Titles([up.To], playbook))
            : string.Join(Words.Say("and"), escalation.Assignment.WithBeside(up.To).Select(rung => $"**{Titles([rung], playbook)}**"));

    private static string MissingInShort(IReadOnlyList<string>? unreachable, Playbook playbook) =>
        unreachable is { Count: > 0 } ? Words.Say("event.missing.short", Titles(unreachable, playbook)) : "";

    private static string Asked(IEnumerable<string> teams, Playbook playbook) =>
        teams.ToList() is { Count: > 0 } asked ? Words.Say("event.asked_so_far", Titles(asked, playbook)) : "";

    private static string Missing(IReadOnlyList<string> passedOver, IReadOnlyList<string>? unreachable, Playbook playbook) =>
        $"{Unlinked([.. passedOver.Except(unreachable ?? [])], playbook)}"
        + $"{(unreachable is { Count: > 0 } ? Words.Say("event.missing", Titles(unreachable, playbook)) : "")}";

    /// <summary>Who is missing on the ladder, and what to say about it; with a space before it, or empty.</summary>
    public static string Unlinked(IReadOnlyList<string> rungs, Playbook playbook) =>
        rungs.Count == 0
            ? ""
            : Words.Say(
                "event.unlinked",
                Titles(rungs, playbook),
                string.Join(Words.Say("and"), rungs.Select(rung => Words.Say("event.link_me", rung))),
                rungs[0]
            );

    /// <summary>The decision, and beside it what had been suggested where that was something else.</summary>
    private static string Decided(string who, ClassificationDecided e, Suggestion? suggested, Playbook playbook) =>
        Words.Say("event.decided", who, Named(e.Category, e.Severity, playbook)) + Suggested(e, suggested, playbook) + Because(e.Because);

    private static string Suggested(ClassificationDecided e, Suggestion? suggested, Playbook playbook) =>
        suggested is null || suggested.Admits(e.Category, e.Severity)
            ? ""
            : Words.Say("event.suggested", CardFormat.Escape(suggested.By), string.Join(", ", Classes(suggested, playbook)));

    private static IEnumerable<string> Classes(Suggestion suggested, Playbook playbook) =>
        new[] { playbook.FindCategory(suggested.Category)?.Title ?? suggested.Category, suggested.Severity?.ToString() }.OfType<string>();

    /// <summary>How many sentences, as the beginning of what is said of them.</summary>
    private static string Counted(int sentences) =>
        sentences switch
        {
            0 => Words.Say("event.sentences.none"),
            _ => Words.Count("event.sentences", sentences),
        };

    private static string Named(string category, Severity severity, Playbook playbook) =>
        $"{(playbook.FindCategory(category) is { } known ? playbook.InReaderLanguage(known.Title) : category)}, {severity}";

    private static string Checked(FactsChecked e) =>
        string.Join(
            "; ",
            new[]
            {
                e.Confirmed.Count == 0 ? null : Words.Say("event.confirmed", Listed(e.Confirmed)),
                e.Corrected is { Count: > 0 } corrected
                    ? Words.Say("event.corrected", Listed([.. corrected.Select(c => Words.Say("event.corrected.to", c.Fact, c.Right))]))
                    : null,
                e.Removed.Count == 0 ? null : Words.Say("event.removed", Listed(e.Removed)),
            }.OfType<string>()
        )
            is { Length: > 0 } done
            ? $": {done}."
            : ".";

    private static string Listed(IReadOnlyList<string> facts) => string.Join(", ", facts.Select(f => CardFormat.Escape(f)));

    /// <summary>What a combined brief adds: its customer and headline, and what its CSM says beside them.</summary>
    private static string Added(CombinedFrom e) =>
        string.Join(
            " ",
            new[]
            {
                string.Join(": ", new[] { e.Account, e.Headline }.OfType<string>()) is { Length: > 0 } named ? $"“{Text(named)}”" : null,
                e.Remark is { } remark ? Text(remark) : null,
            }.OfType<string>()
        );

    private static string EscapedOwner(Escalation escalation) => CardFormat.Escape(escalation.Work.Owner?.Name ?? Words.Say("card.the_team"));

    internal static string Because(string? text) => string.IsNullOrWhiteSpace(text) ? "." : $": {Text(text)}";

    private static string Text(string text) => CardFormat.Escape(text.Length <= Longest ? text : CardFormat.Short(text, Longest));
}
