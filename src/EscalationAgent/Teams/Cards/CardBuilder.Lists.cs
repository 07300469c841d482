using System.Globalization;
using Escalations;
using Escalations.Deadlines;
using Escalations.Intake;
using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Teams.Cards;

/// <content>Histories, lists, the week and the matrix.</content>
internal sealed partial class CardBuilder
{
    private const int MostSteps = 12;
    private const int LastSteps = 4;
    private const int RowsOfPage = 12;

    /// <summary>What is due next, and in which time; null when nothing is.</summary>
    /// <param name="isCsm">Whether its CSM reads it, whom alone the news for the customer concern.</param>
    public string? NextDue(Escalation escalation, DateTimeOffset now, bool isCsm) => NextDeadline(escalation, isCsm) is { } next ? DueIn(next, now) : null;

    private string DueIn(Deadline due, DateTimeOffset now)
    {
        var what = Capital(CardFormat.Escape(WhatOf(due)));
        return due.DueAt > now
            ? Words.Say("due.in", what, Explanation.Length(due.DueAt - now))
            : Words.Say("due.overdue", what, Explanation.Length(now - due.DueAt));
    }

    /// <summary>What is owed next; null for nothing.</summary>
    public static Deadline? NextDeadline(Escalation escalation, bool isCsm) =>
        escalation.Status.IsEnded()
            ? null
            : escalation
                .Deadlines.Where(d => d is { MetAt: null, IsPaused: false } && (isCsm || d.Kind != DeadlineKind.CustomerUpdate))
                .OrderBy(d => d.DueAt)
                .FirstOrDefault();

    /// <summary>What has happened, each with its line; what is nobody's news is left out.</summary>
    /// <param name="history">As its reader may read it.</param>
    /// <param name="zone">In which times are read; null for the team's.</param>
    public IEnumerable<(RecordedEvent Event, string Line)> News(Escalation escalation, IReadOnlyList<RecordedEvent> history, string? zone) =>
        from happened in WithPeopleOfThen(escalation, history)
        where IsNews(happened.Event)
        let line = EventMessages.Of(happened.Then, happened.Event, playbooks.Of(escalation), zone ?? ZoneOf(escalation))
        where line is not null
        select (happened.Event, line);

    /// <summary>The card with how it got there: the last steps.</summary>
    /// <param name="zone">In which times are read; null for the team's.</param>
    /// <param name="owner">How its owner is reached just now; null when that is not known.</param>
    public EscalationCard WithHistory(EscalationCard card, Escalation escalation, IReadOnlyList<RecordedEvent> history, string? zone, Presence? owner = null)
    {
        var reader = zone ?? ZoneOf(escalation);
        var rows = News(escalation, history, zone).TakeLast(MostSteps).Select(e => new HistoryRow(DueText.For(e.Event.At, reader), e.Line)).ToList();
        return card with
        {
            Facts = owner is { } presence
                ?
                [
                    .. card.Facts,
                    new(Words.Say("fact.reachable"), Words.Say("fact.reachable.text", CardFormat.Escape(escalation.Work.Owner!.Name), CardFormat.Of(presence))),
                ]
                : card.Facts,
            History = [.. rows.TakeLast(LastSteps)],
            Earlier = [.. rows.SkipLast(LastSteps)],
        };
    }

    /// <summary>Each event with those who were its CSM and its owner then: a line names them, and not who has taken over since.</summary>
    private static IEnumerable<(Escalation Then, RecordedEvent Event)> WithPeopleOfThen(Escalation escalation, IReadOnlyList<RecordedEvent> history)
    {
        var (csm, owner) = (escalation.Csm, (Person?)null);
        foreach (var happened in history)
        {
            (csm, owner) = happened.What switch
            {
                DraftStarted e => (e.Csm, null),
                CsmReassigned e => (e.To, owner),
                Acknowledged e => (csm, e.Owner),
                HandedOver e => (csm, e.To),
                ShiftAccepted e when owner?.Id == e.From.Id => (csm, e.To),
                Returned or OtherPathChosen or Restored => (csm, null),
                _ => (csm, owner),
            };
            yield return (escalation with { Csm = csm, Work = escalation.Work with { Owner = owner } }, happened);
        }
    }

    /// <summary>The draft of the review after an incident, from what is on record; its owner completes it.</summary>
    public ReviewAnswers ReviewDraft(Escalation escalation, IReadOnlyList<RecordedEvent> history)
    {
        var review = IncidentReview.Of(escalation, history, playbooks.Of(escalation));
        var measures = review.Measures;
        string[] figures =
        [
            .. measures.ToAcknowledge is { } acknowledged
                ? [DomainWords.Say("told.after.acknowledged", Explanation.Length(acknowledged))]
                : Array.Empty<string>(),
            .. measures.ToResolve is { } resolved ? [DomainWords.Say("told.after.resolved", Explanation.Length(resolved))] : Array.Empty<string>(),
        ];
        return new(
            string.Join('\n', [.. review.Timeline.Select(line => Dated(escalation, line)), .. figures]),
            review.Impact ?? "",
            string.Join('\n', review.Decided.Select(line => Dated(escalation, line))),
            ""
        );
    }

    private string Dated(Escalation escalation, ReviewLine line) => $"{DueText.For(line.At, ZoneOf(escalation))}: {line.Text}";

    /// <summary>Why the deadlines of an escalation are what they are.</summary>
    /// <param name="zone">The reader's IANA zone; null for that of each deadline's calendar.</param>
    public static ExplanationCard Explain(Escalation escalation, string? zone)
    {
        var title = Words.Say("explain.title", escalation.Id);
        return new(
            title,
            CardFormat.Account(escalation),
            escalation.Deadlines.Count == 0 ? Words.Say("explain.nothing") : null,
            [
                .. Explanation
                    .Of(escalation, zone)
                    .Select(d => new ExplainedRow(
                        CardFormat.Escape(d.Title),
                        CardFormat.Escape(d.State),
                        [.. d.Lines.Select(line => new CardLine(CardFormat.Escape(line)))]
                    )),
            ]
        )
        {
            Summary = title,
        };
    }

    /// <summary>Rhythms and what only the clock noted are on record, and no news.</summary>
    private static bool IsNews(RecordedEvent happened) =>
        happened.What is not (AlarmsDeferred or Reminded { Kind: not (DeadlineKind.Acknowledge or DeadlineKind.Outcome) });

    /// <summary>What somebody has raised or owns: what waits for them, what runs, and what has ended.</summary>
    /// <param name="open">Each as its reader may see it, in the order to be shown.</param>
    /// <param name="closed">Those that have ended, the newest first.</param>
    /// <param name="page">From 1.</param>
    /// <param name="isAsked">Whether it waits for the reader in person to say that they have it.</param>
    public ListCard Inbox(
        Person reader,
        IReadOnlyList<Escalation> open,
        IReadOnlyList<Escalation> closed,
        Func<Escalation, bool> isAsked,
        int page,
        DateTimeOffset now
    )
    {
        var pages = Math.Max(1, (open.Count + RowsOfPage - 1) / RowsOfPage);
        var shown = open.Skip((page - 1) * RowsOfPage).Take(RowsOfPage).Select(e => (Escalation: e, Waits: WaitsFor(e, reader, isAsked))).ToList();
        var title = Words.Say("mine.title");
        return new(
            title,
            shown.Count == 0 && closed.Count == 0 ? Words.Say(page == 1 ? "list.none" : "open.no_more") : Words.Say("list.some"),
            [
                .. new[]
                {
                    new ListGroup(Words.Say("mine.waiting"), [.. shown.Where(e => e.Waits is not null).Select(e => Row(e.Escalation, e.Waits))]),
                    new ListGroup(
                        Words.Say("mine.running"),
                        [.. shown.Where(e => e.Waits is null).Select(e => Row(e.Escalation, NextDue(e.Escalation, now, e.Escalation.Csm.Id == reader.Id)))]
                    ),
                }.Where(group => group.Rows.Count > 0),
            ]
        )
        {
            Closed = page == 1 ? [.. closed.Take(RowsOfPage).Select(e => Row(e, null))] : [],
            ClosedTitle = Words.Count("mine.closed", closed.Count),
            More = page < pages ? Words.Say("mine.more", page, pages, $"`my escalations {page + 1}`") : null,
            Summary = title,
        };
    }

    /// <summary>So many launches run at once at most, as far as a meeting can speak of their risks.</summary>
    private const int MostLaunches = 5;

    /// <summary>What a meeting has to speak of: what is to be decided first.</summary>
    /// <param name="zone">Of its reader; null for that of the meeting.</param>
    public ListCard Agenda(MeetingReport report, DateTimeOffset now, string? zone)
    {
        var begins = DueText.For(report.At, zone ?? report.TimeZone);
        var shown = report.Agenda.Items.Take(RowsOfPage).ToList();
        var title = Words.Say("agenda.title", CardFormat.Escape(report.Playbook.InReaderLanguage(report.Meeting.Title)));
        string?[] text =
        [
            InPlaceOf(report.InPlaceOf, begins),
            report.Meeting.Join is { } join ? $"[{Words.Say("agenda.join")}]({join.AbsoluteUri})" : null,
            shown.Count == 0 && report.Risks.Count == 0 ? Words.Say("agenda.nothing") : null,
            report.Agenda.AsPlanned > 0 ? Words.Count("agenda.as_planned", report.Agenda.AsPlanned) : null,
        ];
        return new(
            title,
            string.Join(" · ", text.OfType<string>()),
            [
                .. shown
                    .GroupBy(item => item.Reason)
                    .Select(group => new ListGroup(
                        Words.Say($"agenda.{group.Key}"),
                        [.. group.Select(item => Row(item.Of, item.Due is { } due ? DueIn(due, now) : null))]
                    )),
            ]
        )
        {
            More = More(report.Agenda.Items.Count - shown.Count),
            Sections = [.. report.Risks.Take(MostLaunches).Select(risks => RiskCards.OnAgenda(risks, report.TimeZone))],
            Summary = Words.Count("agenda.summary", report.Agenda.Items.Count, title),
        };
    }

    /// <summary>A text for whoever covers, with those for whom they do.</summary>
    public static string InPlaceOf(IReadOnlyList<Person> away, string text) =>
        away.Count == 0 ? text : Words.Say("away.line", string.Join(", ", away.Select(person => CardFormat.Escape(person.Name))), text);

    /// <summary>What somebody is asked for before it can go on; null for nothing.</summary>
    public static string? WaitsFor(Escalation escalation, Person reader, Func<Escalation, bool>? isAsked = null) =>
        (escalation.Status, IsCsm: escalation.Csm.Id == reader.Id) switch
        {
            _ when escalation.Work.HandOver?.To.Id == reader.Id => Words.Say("waits.accept"),
            (Status.Routed, _) when isAsked?.Invoke(escalation) is true => Words.Say("waits.acknowledge"),
            (Status.Draft, true) when escalation.SentBackBecause is not null => Words.Say("waits.elsewhere"),
            (Status.Draft, true) when Interview.IsComplete(escalation.Brief) => Words.Say("waits.route"),
            (Status.Draft, true) => Words.Say("waits.brief"),
            (Status.Resolved, true) => Words.Say("waits.confirm"),
            (Status.Stalled, true) => Words.Say("waits.decide"),
            (Status.Stalled, false) when escalation.Work.Owner?.Id == reader.Id => Words.Say("waits.update"),
            _ => null,
        };

    /// <summary>The week for leadership, in the language of whoever reads it.</summary>
    public SummaryCard Summary(WeeklySummary week, IsoWeek of, FixCounts? fixes = null)
    {
        var title = Words.Say("week.title", of.Number, of.Year);
        const int Shown = 12;
        return new(
            title,
            Words.Say("week.as_of", week.ReportDate),
            [
                new(Whole(week.ActiveEscalations), Words.Say("week.active"), "Default"),
                new(Whole(week.NewThisWeek), Words.Say("week.new"), "Accent"),
                new(Whole(week.ResolvedThisWeek), Words.Say("week.resolved"), "Good"),
                new(Whole(week.Stalled), Words.Say("week.stalled"), week.Stalled > 0 ? "Attention" : "Default"),
                new(week.AverageResolutionTimeDays?.ToString("0.0", Words.Book.Culture) ?? "–", Words.Say("week.days"), "Default"),
            ],
            week switch
            {
                { ActiveEscalations: > 0 } => null,
                { NewThisWeek: 0, ResolvedThisWeek: 0 } => Words.Say("week.nothing"),
                _ => Words.Say("week.nothing_open"),
            },
            [.. week.Escalations.Take(Shown).Select(WeekRow)],
            More(week.ActiveEscalations - Shown),
            [
                new(Words.Say("week.category"), TypeTitle(week.Trends.MostCommonCategory) ?? "–"),
                new(Words.Say("week.acknowledge"), week.Trends.HoursToAcknowledge is { } hours ? Words.Say("week.hours", hours) : "–"),
                new(Words.Say("week.stall_rate"), Words.Say("week.percent", week.Trends.StallRate.TrimEnd('%'))),
                new(Words.Say("week.not_routed"), Words.Say("week.not_routed.text", week.Choices.HandledDirectly, week.Choices.Combined)),
                new(
                    Words.Say("week.choices"),
                    Words.Say("week.choices.text", week.Choices.OverEscalated, week.Choices.UnderEscalated, week.Choices.RoutedLate)
                ),
                .. FixFacts(fixes),
            ]
        )
        {
            Summary = Words.Say("week.summary", title, week.ActiveEscalations, week.Stalled),
        };
    }

    private ListRow WeekRow(SummaryLine line)
    {
        string?[] parts =
        [
            line.Id,
            Words.Count("week.open", line.DaysOpen),
            line.Owner is { } owner ? CardFormat.Escape(owner) : Words.Say("week.no_owner"),
            line.ArrAtRisk is { } arr ? Words.Say("week.arr", arr) : null,
            Words.Say("week.next", line.NextUpdateDue is { } due ? CardFormat.Of(due) : "–"),
        ];
        return new(
            line.Id,
            $"{CardFormat.Escape(line.Account ?? "?")} · {TypeTitle(line.Category) ?? line.Category}",
            string.Join(" · ", parts.OfType<string>()),
            line.Level is { } level ? CardFormat.Of(level) : null,
            CardFormat.StyleOf(line.Level),
            CardFormat.ColorOf(line.Level),
            Enum.GetValues<Status>().First(status => status.Key() == line.Status).ReaderTitle(),
            line.Status == Status.Stalled.Key() ? "Attention" : "Default"
        );
    }

    private string? TypeTitle(string? key) => playbooks.FindCategory(key) is { } type ? playbooks.InReaderLanguage(type.Title) : null;

    private static string? More(int left) => left > 0 ? Words.Say("week.more", left) : null;

    /// <summary>The month's S1 and S2, for the management's review (B085, B086).</summary>
    public static SummaryCard Month(MonthlyReview review, FixCounts? fixes = null, Escalations.UseCases.DrillCount? drills = null)
    {
        var month = DateOnly.ParseExact($"{review.Month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var title = Words.Say("month.title", Words.Say("month.name", month));
        const int Shown = 8;
        return new(
            title,
            Words.Say("month.as_of", review.ReportDate),
            [
                new(Whole(review.Critical), "S1", review.Critical > 0 ? "Attention" : "Default"),
                new(Whole(review.Major), "S2", "Default"),
                new(Whole(review.Resolved), Words.Say("month.resolved"), "Good"),
                new(Whole(review.AcknowledgedLate), Words.Say("month.late"), review.AcknowledgedLate > 0 ? "Attention" : "Default"),
            ],
            review.Escalations.Count > 0 ? null : Words.Say("month.none"),
            [.. review.Escalations.Take(Shown).Select(MonthRow)],
            More(review.Escalations.Count - Shown),
            [
                .. review
                    .Patterns.GroupBy(p => p.Same)
                    .Select(same => new CardFact(
                        Words.Say($"month.same.{same.Key}"),
                        string.Join("; ", same.Take(3).Select(p => Words.Say("month.pattern", CardFormat.Escape(p.Name), p.Count, p.Before)))
                    )),
                .. review.Patterns.Count == 0
                    ? [new CardFact(Words.Say("month.patterns.none"), Words.Say("month.patterns.none.text"))]
                    : Array.Empty<CardFact>(),
                .. FixFacts(fixes),
                .. FeedbackFacts(review),
                .. PilotFacts(review),
                .. drills is { Drills: > 0 }
                    ? [new CardFact(Words.Say("month.drills"), Words.Say("month.drills.text", drills.Drills, drills.People))]
                    : Array.Empty<CardFact>(),
                .. review.Confidential > 0
                    ? [new CardFact(Words.Say("month.confidential"), Words.Say("month.confidential.text", review.Confidential))]
                    : Array.Empty<CardFact>(),
            ]
        )
        {
            Summary = Words.Say("month.summary", title, review.Critical, review.Major),
        };
    }

    /// <summary>What reviews have found to fix and nobody has ticked off; nothing where nothing is.</summary>
    private static CardFact[] FixFacts(FixCounts? fixes) =>
        fixes is { Open: > 0 } ? [new(Words.Say("week.fixes"), Words.Say("week.fixes.text", fixes.Open, fixes.Overdue, "`fixes`"))] : [];

    /// <summary>What, when, who, what was decided, and the outcome.</summary>
    private static ListRow MonthRow(MonthlyLine line)
    {
        var severity = Enum.Parse<Severity>(line.Severity);
        string?[] parts =
        [
            line.Id,
            line.What is { } what ? CardFormat.Escape(CardFormat.Short(what, 120)) : null,
            line.RoutedAt is { } routed ? Words.Say("month.routed", CardFormat.Of(DateOnly.FromDateTime(routed.UtcDateTime))) : null,
            line.Involved.Count > 0 ? CardFormat.Escape(string.Join(", ", line.Involved.Take(4))) : null,
            line.Decided.Count > 0 ? Words.Say("month.decided", CardFormat.Escape(CardFormat.Short(line.Decided[^1], 160))) : null,
            Words.Say("month.outcome", CardFormat.Escape(CardFormat.Short(line.Outcome, 160))),
        ];
        return new(
            line.Id,
            $"{CardFormat.Escape(line.Account ?? "–")} · {CardFormat.Escape(line.Type ?? "–")}",
            string.Join(" · ", parts.OfType<string>()),
            CardFormat.Of(severity),
            CardFormat.StyleOf(severity),
            CardFormat.ColorOf(severity),
            CardFormat.Escape(line.Team ?? ""),
            "Default"
        );
    }

    public static MatrixCard Matrix(Playbook playbook) =>
        new(
            playbook.InReaderLanguage(playbook.Title),
            Words.Say(playbook.Governs == TermGovernor.Severity ? "matrix.text.severity" : "matrix.text"),
            [.. playbook.Categories.Select(c => c.Cells.Count > 0 ? CellsOf(c, playbook) : RowOf(c, playbook))],
            [
                .. playbook.Severities.Select(s => new CardFact(
                    CardFormat.Of(s.Severity),
                    Words.Say(
                        "matrix.severity",
                        playbook.InReaderLanguage(s.Meaning),
                        s.Acknowledge.InReaderLanguage(),
                        (s.Resolve is { } resolve ? Words.Say("matrix.resolve", resolve.InReaderLanguage()) : ""),
                        s.Stall.InReaderLanguage()
                    )
                )),
                .. playbook
                    .Teams.Where(t => t.Level is not null)
                    .Select(t => new CardFact($"{t.Level} {playbook.InReaderLanguage(t.Title)}", playbook.InReaderLanguage(t.Duties ?? ""))),
            ]
        )
        {
            Summary = playbook.Title,
        };

    private static MatrixRow RowOf(Category category, Playbook playbook) =>
        new(
            playbook.InReaderLanguage(category.Title),
            playbook.InReaderLanguage(category.Trigger),
            EventMessages.Titles(category.RoutesTo, playbook)
                + (playbook.FindTeam(category.RoutesTo[0])?.Via is { } via ? Words.Say("matrix.via", playbook.InReaderLanguage(via)) : ""),
            Words.Say(
                "matrix.category",
                category.Acknowledge?.InReaderLanguage(),
                playbook.InReaderLanguage(category.Outcome.What),
                OutcomeTerms(category),
                Ladder(category, playbook)
            )
        );

    /// <summary>A row of a matrix: for each severity who receives it, and who gets it next.</summary>
    private static MatrixRow CellsOf(Category category, Playbook playbook) =>
        new(
            playbook.InReaderLanguage(category.Title) + (category.IsConfidential ? Words.Say("kind.confidential") : ""),
            playbook.InReaderLanguage(category.Trigger),
            string.Join(
                "\n",
                Severities.All.Select(s =>
                    $"- **{s}** {EventMessages.Titles(category.ReceiversAt(s), playbook)}"
                    + (
                        category.Ladders.GetValueOrDefault(s) is [var next, ..]
                            ? Words.Say("matrix.then") + EventMessages.Titles([next, .. category.Beside.GetValueOrDefault(next, [])], playbook)
                            : ""
                    )
                )
            ),
            Words.Say("matrix.owed", playbook.InReaderLanguage(category.Outcome.What))
        );

    private static string OutcomeTerms(Category category)
    {
        var terms = category.Outcome.Terms.Values.Distinct().ToList();
        return terms.Count == 1
            ? terms[0].InReaderLanguage()
            : string.Join(", ", category.Outcome.Terms.OrderBy(t => t.Key).Select(t => $"{t.Key} {t.Value.InReaderLanguage()}"));
    }

    /// <param name="first">What is to be said first; null for nothing.</param>
    private static ListRow Row(Escalation escalation, string? first) =>
        new(
            escalation.Id.ToString(),
            CardFormat.Account(escalation),
            (first is null ? "" : $"**{first}** · ")
                + $"{escalation.Id} · {CardFormat.Escape(CardFormat.Short(CardFormat.Headline(escalation), 90))}"
                + $"{(escalation.Work.Owner is { } owner ? $" · {CardFormat.Escape(owner.Name)}" : "")}",
            escalation.Decision is { } d ? CardFormat.Of(d.Severity) : null,
            CardFormat.StyleOf(escalation.Decision?.Severity, escalation.Status.IsEnded()),
            CardFormat.ColorOf(escalation.Decision?.Severity, escalation.Status.IsEnded()),
            escalation.ReaderStatus(),
            CardFormat.ColorOf(escalation.Status)
        );

    /// <summary>To whom an S1 goes that nobody acknowledges; empty where that is nobody.</summary>
    private static string Ladder(Category category, Playbook playbook) =>
        category.Ladders.GetValueOrDefault(Severity.S1, []) is { Count: > 0 } ladder
            ? Words.Say("matrix.ladder", string.Join(Words.Say("matrix.then"), ladder.Select(rung => EventMessages.Titles([rung], playbook))))
            : "";
}
