using System.Globalization;
using Escalations;
using Escalations.Access;
using Escalations.Deadlines;
using Escalations.Intake;
using Escalations.Lifecycle;
using TeamsBot.Cards;
using TextAnalysis.Facts;
using TextAnalysis.Style;

namespace EscalationAgent.Teams.Cards;

/// <summary>Draws the cards of escalations: what each reader sees, with just the buttons that can work now.</summary>
internal sealed partial class CardBuilder(PlaybookCatalog playbooks)
{
    private static readonly IReadOnlyList<BriefSection> Lead = [BriefSection.CustomerImpact, BriefSection.SpecificAsk];

    private const int MostDecisions = 5;
    private const int MostAdvice = 3;
    private const int MostButtons = 6;
    private const int MostFixes = 5;
    private const int LongestHeadline = 300;

    private readonly OtherKindsFound otherKinds = new();

    /// <summary>The zone in which a team's channel reads times: that of the calendar by which the accountable team works.</summary>
    public string ZoneOf(Escalation escalation) => playbooks.Of(escalation).CalendarOf(escalation).TimeZone;

    /// <summary>As the receiving team sees it in its channel.</summary>
    /// <param name="members">Who can be named as owner.</param>
    /// <param name="zone">In which times are read: the reader's own where it is one person; null for the team's.</param>
    public EscalationCard Team(Escalation escalation, IReadOnlyList<Person> members, string? notice = null, string? zone = null)
    {
        var authority = new Authority(Actor.Human(new Person("somebody in the channel", "")), InTeamsChannel: true);
        var moves = Transitions.OpenTo(escalation, authority).ToHashSet();
        var isOffered = escalation.Work.HandOver is not null;
        var isReviewOwed = escalation.Find(DeadlineKind.Review) is { MetAt: null };
        IReadOnlyList<Button> buttons =
        [
            .. When(moves, Move.Acknowledge, escalation, new(Words.Say("button.acknowledge"), Verbs.Acknowledge, "positive")),
            .. StepsByHand(moves, escalation),
            .. isOffered
                ? AcceptOrDecline(escalation, moves, Words.Say("button.keep", CardText.Plain(CardFormat.Short(escalation.Work.Owner?.Name ?? "", 20))))
                : [],
            .. When(moves, Move.Start, escalation, new(Words.Say("button.start"), Verbs.Start, isOffered ? "default" : "positive", Inputs: "none")),
            .. escalation.Work.Pause is null ? [] : When(moves, Move.Resume, escalation, new(Words.Say("button.go_on"), Verbs.GoOn, Inputs: "none")),
            .. When(moves, Move.Update, escalation, new(Words.Say("button.post"), Verbs.AskUpdate, Inputs: "none")),
            .. When(
                moves,
                Move.Resolve,
                escalation,
                new(Words.Say("button.resolve"), Verbs.AskResolve, isOffered || moves.Contains(Move.Start) ? "default" : "positive", Inputs: "none")
            ),
            .. Ticks(moves, escalation),
            .. isReviewOwed ? When(moves, Move.Review, escalation, new(Words.Say("button.review"), Verbs.AskReview, "positive", Inputs: "none")) : [],
            .. isOffered ? [] : When(moves, Move.HandOver, escalation, new(Words.Say("button.hand_over"), Verbs.AskHandOver, Inputs: "none")),
            .. isOffered
                ? []
                : When(
                    moves,
                    Move.Return,
                    escalation,
                    new(Words.Say("button.not_ours"), Verbs.AskReturn, Inputs: "none", Mode: escalation.Work.Pause is null ? "primary" : "secondary")
                ),
            .. escalation.Work.Pause is null
                ? When(moves, Move.HoldReminders, escalation, new(Words.Say("button.wait"), Verbs.AskWait, Mode: "secondary"))
                : [],
            // Who has not begun has little to put on record, and a card holds six buttons.
            .. moves.Contains(Move.Acknowledge) || moves.Contains(Move.Start)
                ? []
                : When(moves, Move.LogDecision, escalation, new(Words.Say("button.record"), Verbs.AskRecord, Inputs: "none", Mode: "secondary")),
        ];
        var model = Model(escalation, zone, WithHigher(buttons, moves, escalation), moves.Contains(Move.Acknowledge) ? Owners(members) : null);
        return model with { Lead = OfferIn(escalation) ?? model.Lead, Notice = notice };
    }

    /// <summary>With the way to somebody above, where there is one and the card has room for it.</summary>
    private static IReadOnlyList<Button> WithHigher(IReadOnlyList<Button> buttons, HashSet<Move> moves, Escalation escalation) =>
        buttons.Count < MostButtons && escalation.Assignment.StillAbove.Any()
            ? [.. buttons, .. When(moves, Move.AskHigher, escalation, new(Words.Say("button.higher"), Verbs.AskHigher, Inputs: "none", Mode: "secondary"))]
            : buttons;

    /// <summary>As somebody sees it in their own chat who is asked to own it.</summary>
    /// <param name="zone">The reader's IANA zone; null for the team's.</param>
    public EscalationCard Offered(Escalation escalation, string? notice = null, string? zone = null)
    {
        var offer = escalation.Work.HandOver!;
        var moves = Transitions.OpenTo(escalation, new(Actor.Human(offer.To))).ToHashSet();
        return Model(escalation, zone, AcceptOrDecline(escalation, moves, Words.Say("button.decline"))) with
        {
            Lead = offer.From is { } from
                ? Words.Say("card.offered", CardFormat.Escape(from.Name), EventMessages.Because(offer.Because))
                : Words.Say("card.offered.clock", EventMessages.Because(offer.Because)),
            Notice = notice,
        };
    }

    private static IReadOnlyList<Button> AcceptOrDecline(Escalation escalation, HashSet<Move> moves, string decline) =>
        [
            .. When(moves, Move.Own, escalation, new(Words.Say("button.own"), Verbs.Own, "positive", Inputs: "none")),
            .. When(moves, Move.DeclineHandOver, escalation, new(decline, Verbs.AskDeclineHandOver, Inputs: "none")),
        ];

    /// <summary>That somebody is asked to own it; null when nobody is.</summary>
    private static string? OfferIn(Escalation escalation) =>
        escalation.Work is { HandOver: { } offer, Owner: { } owner }
            ? Words.Say("card.offered.team", CardFormat.Escape(offer.To.Name), CardFormat.Escape(owner.Name))
            : null;

    /// <summary>As those above the team see it where the team is not: what there is to decide, and nothing else.</summary>
    /// <param name="zone">In which times are read: the reader's own where it is one person; null for the team's.</param>
    public EscalationCard Manager(Escalation escalation, IReadOnlyList<RecordedEvent> history, string? notice = null, string? zone = null) =>
        (escalation.Status == Status.Stalled ? Stall(escalation, history, zone, []) : Model(escalation, zone, [])) with
        {
            Notice = notice,
        };

    /// <summary>As those see it who are consulted or kept informed.</summary>
    /// <param name="parts">Keys of the teams and roles that they are.</param>
    /// <param name="zone">In which times are read: the reader's own where it is one person; null for the team's.</param>
    public EscalationCard Reader(Escalation escalation, IReadOnlyList<string> parts, string? notice = null, string? zone = null)
    {
        var isConsulted = parts.Any(escalation.Assignment.Consulted.Contains);
        var moves = Transitions.OpenTo(escalation, new(Actor.Human(new("somebody who is consulted", ""))) { IsConsulted = isConsulted }).ToHashSet();
        var titles = EventMessages.Titles([.. parts.Where(part => !isConsulted || escalation.Assignment.Consulted.Contains(part))], playbooks.Of(escalation));
        return Model(
            escalation,
            zone,
            [.. When(moves, Move.Advise, escalation, new(Words.Say("button.advise"), Verbs.AskAdvice, "positive", Inputs: "none"))]
        ) with
        {
            Lead =
                moves.Contains(Move.Advise) ? Words.Say("card.consulted", titles)
                : escalation.Status.IsEnded() ? null
                : Words.Say("card.informed", titles),
            Notice = notice,
        };
    }

    /// <summary>As those see it who may know of it, and can do nothing about it here.</summary>
    /// <param name="zone">The reader's IANA zone; null for the team's.</param>
    /// <param name="canReview">Whether it is their own brief.</param>
    public EscalationCard Plain(Escalation escalation, string? zone, bool canReview) =>
        Model(
            escalation,
            zone,
            canReview ? [new(Words.Say("button.preview"), Verbs.Preview, "positive", escalation.Id.ToString(), escalation.Version, "none")] : []
        );

    /// <summary>What the CSM and a manager see while it stalls: how it got there, and the decision that only a person makes (R21, C088).</summary>
    private EscalationCard Stall(Escalation escalation, IReadOnlyList<RecordedEvent> history, string? zone, IReadOnlyList<Button> also)
    {
        var moves = Transitions.OpenTo(escalation, new(Actor.Human(escalation.Csm), IsManager: true)).ToHashSet();
        var since = escalation.Work.LastProgressAt ?? escalation.Work.StalledAt!.Value;
        return WithHistory(Folded(Model(escalation, zone, [])), escalation, history, zone) with
        {
            Lead = Words.Say("card.stalled", Explanation.Length(escalation.Work.StalledAt!.Value - since), DueText.For(since, zone ?? ZoneOf(escalation))),
            Actions =
            [
                .. When(moves, Move.PushHarder, escalation, new(Words.Say("button.push"), Verbs.AskPush, "positive", Inputs: "none")),
                .. When(moves, Move.AcceptTimeline, escalation, new(Words.Say("button.accept"), Verbs.AskAccept, Inputs: "none")),
                .. When(moves, Move.FindAnotherPath, escalation, new(Words.Say("button.other_path"), Verbs.AskOtherPath, Inputs: "none")),
                .. also,
            ],
        };
    }

    /// <summary>As the CSM sees it in the personal chat once it has been routed.</summary>
    /// <param name="zone">The CSM's time zone; null when unknown.</param>
    /// <param name="link">Where the team's card can be opened; null when it is not there yet.</param>
    /// <param name="history">What has happened; needed while it stalls.</param>
    public EscalationCard Csm(Escalation escalation, string? zone, string? link, IReadOnlyList<RecordedEvent> history, string? notice = null)
    {
        var moves = Transitions.OpenTo(escalation, new(Actor.Human(escalation.Csm))).ToHashSet();
        IReadOnlyList<Button> buttons =
        [
            .. When(moves, Move.Close, escalation, new(Words.Say("button.close"), Verbs.Close, "positive", Inputs: "none")),
            .. When(moves, Move.Reopen, escalation, new(Words.Say("button.reopen"), Verbs.AskReopen, Inputs: "none")),
            .. escalation.Work.Pause is null ? [] : When(moves, Move.Resume, escalation, new(Words.Say("button.go_on"), Verbs.GoOn, Inputs: "none")),
            .. escalation.Brief.Form.Subject != Subject.Customer
                ? []
                : When(moves, Move.TellCustomer, escalation, new(Words.Say("button.told"), Verbs.AskTold, Inputs: "none")),
            .. When(moves, Move.Withdraw, escalation, new(Words.Say("button.withdraw"), Verbs.AskWithdraw, Inputs: "none")),
            .. Ticks(moves, escalation),
            .. StepsByHand(moves, escalation),
            .. When(moves, Move.Restore, escalation, new(Words.Say("button.restore"), Verbs.Restore, Inputs: "none")),
            .. When(moves, Move.Reclassify, escalation, new(Words.Say("button.severity"), Verbs.AskSeverity, Mode: "secondary")),
            .. When(moves, Move.HoldReminders, escalation, new(Words.Say("button.hold"), Verbs.AskWait, Mode: "secondary")),
            .. When(moves, Move.LogDecision, escalation, new(Words.Say("button.record"), Verbs.AskRecord, Inputs: "none", Mode: "secondary")),
        ];
        if (escalation.Status == Status.Stalled)
        {
            return Stall(
                escalation,
                history,
                zone,
                [.. buttons.Where(b => b.Verb is not (Verbs.AskWait or Verbs.AskRecord)).Select(b => b with { Mode = "secondary" })]
            ) with
            {
                Notice = notice,
            };
        }

        var asked =
            escalation.Status == Status.Resolved
                ? Words.Say(
                    escalation.Brief.Form.Subject == Subject.Customer ? "card.resolved" : "card.resolved.other",
                    CardFormat.Escape((escalation.Outcome.ResolvedBy ?? escalation.Work.Owner)?.Name ?? Words.Say("card.the_team"))
                )
                : null;
        var model = Model(escalation, zone, WithHigher(buttons, moves, escalation));
        model = model with { Lead = asked ?? model.Lead, Notice = notice };
        if (escalation.Find(DeadlineKind.CustomerUpdate) is { MetAt: null } tell)
        {
            model = model with { Facts = [.. model.Facts, new(Words.Say("fact.tell_by"), DueText.For(tell.DueAt, zone ?? ZoneOf(escalation)))] };
        }

        return link is null ? model : model with { Facts = [.. model.Facts, new(Words.Say("fact.team_card"), Words.Say("fact.open", link))] };
    }

    /// <param name="zone">In which times are read; null for the team's.</param>
    private EscalationCard Model(Escalation escalation, string? zone, IReadOnlyList<Button> buttons, IReadOnlyList<ChoiceOption>? owners = null)
    {
        var brief = escalation.Brief;
        var category = CategoryTitle(escalation, escalation.Decision?.Category) ?? Words.Say("card.unclassified");
        var secrets = AudienceView.InBrief(brief);
        var more = brief.IsInShort
            ? []
            : brief
                .Sections.Where(s => s != BriefSection.Headline && !Lead.Contains(s))
                .Select(s => Passage(brief, s, secrets))
                .OfType<TitledText>()
                .Concat(Checklist(escalation, secrets))
                .ToList();
        var card = new EscalationCard(
            escalation.Id.ToString(),
            escalation.Version,
            CardFormat.Account(escalation),
            escalation.FormerCsms.Count == 0
                ? Words.Say("card.subtitle", escalation.Id, category, CardFormat.Escape(escalation.Author.Name))
                : Words.Say("card.subtitle.csm", escalation.Id, category, CardFormat.Escape(escalation.Author.Name), CardFormat.Escape(escalation.Csm.Name)),
            escalation.Decision is { } d ? CardFormat.Of(d.Severity) : null,
            CardFormat.StyleOf(escalation.Decision?.Severity, escalation.Status.IsEnded()),
            CardFormat.ColorOf(escalation.Decision?.Severity, escalation.Status.IsEnded()),
            escalation is { Status: Status.Draft, SentBackBecause: not null } ? Words.Say("card.given_back") : escalation.ReaderStatus(),
            CardFormat.ColorOf(escalation.Status),
            escalation.Assignment.IsAtLaddersEnd ? Words.Say("card.ladder_end") : null,
            HeadlineOf(escalation, secrets),
            [.. Facts(escalation, zone ?? ZoneOf(escalation))],
            [.. OutcomeOf(escalation)],
            [.. News(escalation, zone ?? ZoneOf(escalation))],
            [
                .. brief.IsInShort ? InShort(brief) : [.. Lead.Select(s => Passage(brief, s, secrets)).OfType<TitledText>(), .. FromCsm(escalation)],
                .. Decisions(escalation),
                .. AdviceIn(escalation),
            ],
            more,
            more.Count > 0,
            escalation.Deadlines.Count > 0,
            owners,
            buttons
        )
        {
            Summary = CardFormat.Summary(escalation, escalation.ReaderStatus()),
        };
        return escalation.Status == Status.Resolved || escalation.Status.IsEnded() ? Folded(card) : card;
    }

    /// <summary>With its brief out of the way of what is to be decided; a brief in short is short already.</summary>
    private static EscalationCard Folded(EscalationCard card) => card.HasMore ? card with { Sections = [], More = [.. card.Sections, .. card.More] } : card;

    private IEnumerable<CardFact> Facts(Escalation escalation, string zone)
    {
        if (escalation.Assignment.Teams.Except(escalation.Assignment.Above).ToList() is { Count: > 0 } first)
        {
            yield return new(Words.Say("fact.team"), EventMessages.Titles(first, playbooks.Of(escalation)));
        }

        if (escalation.Assignment.Teams.Intersect(escalation.Assignment.Above).Except(escalation.Assignment.PassedOver).ToList() is { Count: > 0 } above)
        {
            yield return new(Words.Say("fact.above"), Words.List([.. above.Select(rung => Rung(escalation.Assignment, rung))]));
        }

        if (escalation is { Status: Status.Routed, Assignment.PassedOver: { Count: > 0 } notReached })
        {
            yield return new(Words.Say("fact.not_reached"), EventMessages.Titles(notReached, playbooks.Of(escalation)));
        }

        if (escalation.Status.IsActive() || escalation.Status == Status.Resolved)
        {
            foreach (var (key, readers) in new[] { ("fact.consulted", escalation.Assignment.Consulted), ("fact.informed", escalation.Assignment.Informed) })
            {
                if (readers.Except(escalation.Assignment.Teams).ToList() is { Count: > 0 } only)
                {
                    yield return new(Words.Say(key), EventMessages.Titles(only, playbooks.Of(escalation)));
                }
            }
        }

        if (escalation.Work.Owner is { } owner)
        {
            yield return new(
                Words.Say("fact.owner"),
                escalation.Work.AcknowledgedAt is { } since
                    ? $"{CardFormat.Escape(owner.Signature)} · {DomainWords.InSentence(Words.Say("fact.acknowledged"))} {DueText.For(since, zone)}"
                    : CardFormat.Escape(owner.Signature)
            );
        }

        if (escalation.Assignment.Duties.Count > 0 && escalation.Status.IsActive())
        {
            yield return new(Words.Say("fact.on_call"), string.Join("; ", escalation.Assignment.Duties.Values.Select(Duty).Distinct()));
        }

        if (escalation.Assignment is { Backup: { } backup } tried && escalation.Status.IsActive())
        {
            yield return new(Words.Say("fact.backup"), Backup(backup, playbooks.Of(escalation), tried.BackupDoneBy));
        }

        if (escalation.Outcome.Handling is { } handling)
        {
            yield return new(Words.Say("fact.handling"), CardFormat.Escape(CardFormat.Short(handling, 300)));
        }

        if (escalation.Outcome.CombinedInto is { } other)
        {
            yield return new(Words.Say("fact.combined_into"), other.ToString());
        }

        if (escalation.CombinedFrom.Count > 0)
        {
            yield return new(Words.Say("fact.combined_from"), string.Join(", ", escalation.CombinedFrom));
        }

        if (playbooks.Of(escalation) is var playbook && playbook.Triggers.FirstOrDefault(t => t.Key == escalation.Brief.Trigger) is { } trigger)
        {
            yield return new(Words.Say("fact.trigger"), playbook.InReaderLanguage(trigger.Title));
        }

        if (escalation.Ticket is { } ticket)
        {
            yield return new(Words.Say("fact.ticket"), CardFormat.Of(ticket));
        }

        if (escalation.Draft.MessageLink is { } message)
        {
            yield return new(Words.Say("fact.message"), Words.Say("fact.open", message));
        }

        foreach (var deadline in escalation.Deadlines.Where(d => d.Kind.IsTerm()))
        {
            if (deadline.Kind == DeadlineKind.Acknowledge && escalation.Work.AcknowledgedAt is { } acknowledged)
            {
                // Who has it is named with it.
                if (escalation.Work.Owner is null)
                {
                    yield return new(Words.Say("fact.acknowledged"), DueText.For(acknowledged, zone));
                }
            }
            else if (deadline.Kind == DeadlineKind.Outcome && escalation.Outcome.ResolvedAt is { } resolved)
            {
                yield return new(Words.Say("fact.resolved"), DueText.For(resolved, zone));
            }
            else if (deadline.Kind == DeadlineKind.Outcome && escalation is { Work.Pause: { } pause, Work.PausedSince: { } since })
            {
                yield return new(
                    Capital(WhatOf(deadline)),
                    Words.Say(
                        "fact.paused",
                        DueText.For(since, zone),
                        EventMessages.WaitsFor(pause.For, escalation),
                        DueText.For(pause.Until, zone),
                        CardFormat.Escape(pause.Because)
                    )
                );
            }
            else if (escalation.Status.IsActive())
            {
                yield return new(
                    deadline.Kind == DeadlineKind.Acknowledge ? Words.Say("fact.acknowledge_by") : Words.Say("fact.outcome_by", Capital(WhatOf(deadline))),
                    $"{(IsMissed(deadline) ? Words.Say("overdue") : "")}{DueText.For(deadline.DueAt, zone)}"
                );
            }
        }

        if (escalation.Work.Reproduction is { } reproduction && !escalation.Status.IsEnded())
        {
            yield return new(
                Words.Say("fact.reproduction"),
                Words.Say($"reproduction.{reproduction.Result}")
                    + (reproduction.Remark is { } remark ? $" ({CardFormat.Escape(CardFormat.Short(remark, 120))})" : "")
            );
        }

        if (escalation.Work.FixDate is { } fix && escalation.Status.IsActive())
        {
            yield return new(
                Words.Say("fact.fix_date"),
                CardFormat.Of(fix) + (escalation.Work.FixDateMoved > 0 ? Words.Count("fact.fix_date.moved", escalation.Work.FixDateMoved) : "")
            );
        }

        if (NextUpdate(escalation) is { } update)
        {
            yield return new(Words.Say("fact.update_by"), $"{(IsMissed(update) ? Words.Say("overdue") : "")}{DueText.For(update.DueAt, zone)}");
        }

        if (escalation.Find(DeadlineKind.Review) is { MetAt: null } review)
        {
            yield return new(Words.Say("fact.review_by"), DueText.For(review.DueAt, zone));
        }

        foreach (var open in escalation.Outcome.OpenFixes.Take(MostFixes))
        {
            yield return new(Words.Say("fact.fix"), Fix(open, null));
        }

        foreach (var held in escalation.Work.Held.Where(h => h.Until > escalation.LastEventAt && !escalation.Status.IsEnded()))
        {
            yield return new(
                Words.Say("fact.held"),
                Words.Say(
                    "fact.held.text",
                    (held.Side == Party.Team ? Words.Say("the_team") : CardFormat.Escape(escalation.Csm.Name)),
                    DueText.For(held.Until, zone),
                    CardFormat.Escape(held.Because)
                )
            );
        }

        if (!escalation.Brief.IsInShort && AtStake(escalation.Brief) is { Count: > 0 } atStake)
        {
            yield return new(Words.Say("fact.at_stake"), Capital(string.Join(" · ", atStake)));
        }
    }

    /// <summary>A text for the customer from an update, in the language of its answers.</summary>
    /// <param name="zone">Of its CSM; null for that of the team's calendar.</param>
    public string CustomerText(Escalation escalation, UpdatePosted update, string? zone)
    {
        var language = Escalations.Reporting.CustomerText.LanguageOf(update.Answers!);
        return Escalations.Reporting.CustomerText.Compose(
            Updates.WithPromise(update, update.Answers!, language, zone ?? ZoneOf(escalation)),
            escalation.Brief.Account,
            language
        );
    }

    /// <summary>A text for a public status page from an update; null where the playbook asks for none, or nothing can be told.</summary>
    public FormText? StatusText(Escalation escalation, RecordedEvent happened, UpdatePosted update, string? zone)
    {
        if (
            update.Answers is not { } said
            || escalation.Decision is not { } decision
            || !playbooks.Of(escalation).LevelOf(decision.Severity).HasStatusPage
            || new AudienceView(Audience.Technical, escalation.Brief).Of(happened).What is not UpdatePosted { Answers: { } read }
        )
        {
            return null;
        }

        var people = new[] { escalation.Csm, escalation.Work.Owner, happened.By.Person }.OfType<Person>().Concat(escalation.Assignment.OnDuty);
        var language = Escalations.Reporting.CustomerText.LanguageOf(said);
        var (text, leftOut) = Escalations.Reporting.StatusText.Compose(
            Updates.WithPromise(update, said, language, zone ?? ZoneOf(escalation)),
            Updates.WithPromise(update, read, language, zone ?? ZoneOf(escalation)),
            [.. people.Select(person => person.Name), escalation.Brief.Account ?? ""]
        );
        return text.Length == 0
            ? null
            : new(
                "statusPage",
                leftOut == 0 ? Words.Say("status_page.text") : $"{Words.Say("status_page.text")} {Words.Count("status_page.left_out", leftOut)}",
                "",
                text,
                Required: false
            );
    }

    /// <summary>One fix of a review in a line: what, who, by when.</summary>
    /// <param name="today">Where it is said that it is overdue; null on cards, where that would soon be wrong.</param>
    public static string Fix(ReviewFix fix, DateOnly? today) =>
        (fix.Due < today ? Words.Say("overdue") : "")
        + Words.Say("fix.line", CardFormat.Escape(CardFormat.Short(fix.What, 120)), CardFormat.Escape(CardFormat.Short(fix.Who, 60)), CardFormat.Of(fix.Due));

    /// <summary>What was tried beside Teams, or what a person is to do.</summary>
    public static string Backup(BackupUsed used, Playbook playbook, Person? doneBy = null)
    {
        var people = used.OnCall.Count > 0 ? Words.List([.. used.OnCall.Select(person => CardFormat.Escape(person.Name))]) : Words.Say("the_team");
        return used.Kind switch
        {
            BackupKind.Mail => Words.Say("backup.mail", people),
            BackupKind.Webhook => Words.Say("backup.webhook", CardFormat.Escape(used.Name ?? ""), people),
            _ => (used.Step is { } step ? CardFormat.Escape(playbook.InReaderLanguage(step)) : Words.Say("backup.by_hand", people))
                + (doneBy is null ? "" : Words.Say("backup.done_by", CardFormat.Escape(doneBy.Name))),
        };
    }

    private static IEnumerable<Button> StepsByHand(HashSet<Move> moves, Escalation escalation) =>
        escalation.Assignment.IsStepOwed
            ? When(moves, Move.ReachByHand, escalation, new(Words.Say("button.backup_done"), Verbs.BackupDone, Inputs: "none"))
            : [];

    /// <summary>By one press where there is one fix alone.</summary>
    private static IEnumerable<Button> Ticks(HashSet<Move> moves, Escalation escalation) =>
        escalation.Outcome.OpenFixes.Count() switch
        {
            0 => [],
            1 => When(moves, Move.TickFix, escalation, new(Words.Say("button.fix_done"), Verbs.FixDone, Inputs: "none")),
            _ => When(moves, Move.TickFix, escalation, new(Words.Say("button.fix_done"), Verbs.AskFix, Inputs: "none")),
        };

    private static string Duty(OnCallDuty duty) =>
        duty.Next is { } next
            ? Words.Say("fact.on_call.asked", CardFormat.Escape(duty.Person.Name), CardFormat.Escape(next.Name))
            : CardFormat.Escape(duty.Person.Signature);

    /// <summary>With what is asked first of whoever is on call now: to take it over from the shift before.</summary>
    /// <param name="place">The reader's own chat.</param>
    public static EscalationCard WithShift(EscalationCard card, Escalation escalation, Target place) =>
        escalation.Status.IsActive()
        && escalation.Assignment.Duties.Values.FirstOrDefault(duty => duty.Next is { } next && place == new ToPerson(next.Id)) is { } offered
            ? card with
            {
                Lead = Words.Say("card.shift", CardFormat.Escape(offered.Person.Name)),
                Actions =
                [
                    new(Words.Say("button.accept_shift"), Verbs.AcceptShift, "positive", escalation.Id.ToString(), escalation.Version, "none"),
                    .. card.Actions.Select(button => button with { Style = button.Style == "positive" ? "default" : button.Style }).Take(MostButtons - 1),
                ],
            }
            : card;

    /// <summary>A rung that has it; the first one with the CSM's manager, where they stand in.</summary>
    private string Rung(Assignment assignment, string rung) =>
        playbooks.TitlesOf([rung])
        + (
            assignment is { ManagerAsked: { } manager, Ladder: [var first, ..] } && rung == first
                ? Words.Say("fact.manager", CardFormat.Escape(manager.Name))
                : ""
        );

    /// <summary>What the writer of an update should know of the time that it promised; null when the card says it all.</summary>
    /// <param name="words">How the next update was promised.</param>
    /// <param name="promised">The instant that was read in the words; null when none was.</param>
    /// <param name="timeZone">The IANA zone of the writer; null when unknown.</param>
    public string? AboutPromise(Escalation escalation, string words, DateTimeOffset? promised, string? timeZone)
    {
        var shown = CardFormat.Escape(CardFormat.Short(words, 80));
        var local =
            promised is { } read && OtherClock(words, DueText.For(read, timeZone ?? ZoneOf(escalation))) is { } other
                ? Words.Say("promise.read", shown, other)
                : null;
        if (NextUpdate(escalation) is not { } next)
        {
            return local;
        }

        var due = $"{DueText.For(next.DueAt, ZoneOf(escalation))} ({next.Because})";
        return promised is not { } at ? Words.Say("promise.no_time", shown, due)
            : at > next.DueAt ? Words.Say("promise.later", local ?? Words.Say("promise.posted"), DueText.For(at, ZoneOf(escalation)), due)
            : local;
    }

    /// <summary>The time on the writer's own clock, where their words name another one, or a day that others read as another.</summary>
    private static string? OtherClock(string words, string local) =>
        PromiseReader.ZoneIn(words) is { } zone && !local.EndsWith($" {zone}", StringComparison.Ordinal) || PromiseReader.IsEitherDay(words) ? local : null;

    /// <summary>The earlier of the rhythms that the owner keeps.</summary>
    private static Deadline? NextUpdate(Escalation escalation) =>
        escalation.Work.Owner is null
            ? null
            : escalation.Deadlines.Where(d => d.Kind is DeadlineKind.TeamUpdate or DeadlineKind.CsmUpdate && d.MetAt is null).MinBy(d => d.DueAt);

    /// <summary>Whether it has been said already that the deadline has passed.</summary>
    private static bool IsMissed(Deadline deadline) =>
        deadline is { Alarms: not null, MetAt: null } && deadline.PendingAlarms.All(alarm => alarm.Phase == AlarmPhase.Overdue);

    /// <summary>What came of it, or that it is back: it stands before all else.</summary>
    private IEnumerable<TitledText> OutcomeOf(Escalation escalation)
    {
        if (escalation.Outcome.Resolution is { } resolution && escalation.Status is Status.Resolved or Status.Closed)
        {
            yield return new(
                resolution.Decision is { } decided
                    ? Words.Say("news.decided", CardFormat.Escape(playbooks.Of(escalation).InReaderLanguage(decided)))
                    : Words.Say($"news.resolved.{resolution.Kind}"),
                string.Join("\n\n", [CardFormat.Escape(resolution.What), .. EventMessages.Answers(resolution, escalation, playbooks.Of(escalation))])
            );
        }
        else if (escalation.SentBackBecause is { } because)
        {
            yield return new(escalation.Status == Status.Draft ? Words.Say("news.given_back") : Words.Say("news.reopened"), CardFormat.Escape(because));
        }
    }

    private static IEnumerable<TitledText> News(Escalation escalation, string zone)
    {
        if (escalation is { Assignment.AgainBecause: { } again, Status: not Status.Draft } && !escalation.Status.IsEnded())
        {
            yield return new(Words.Say("news.again"), CardFormat.Escape(again));
        }

        // What is resolved says so itself.
        if (escalation.Work.LastUpdate is { } update && escalation.Status.IsActive())
        {
            yield return new(Words.Say("news.update"), CardFormat.Escape(Updates.Text(update, zone)));
        }
    }

    /// <summary>The items of the checklist that no part of the brief holds, as fields.</summary>
    /// <param name="secrets">Those of the whole brief, where its reader may see them; they are marked.</param>
    private IEnumerable<TitledText> Checklist(Escalation escalation, IReadOnlyList<string> secrets)
    {
        var playbook = playbooks.Of(escalation);
        return from item in playbook.ChecklistOf(escalation)?.OwnItems ?? []
            let answer = item.AnswerIn(escalation)
            where answer is not null
            select new TitledText(
                CardFormat.Escape(playbook.InReaderLanguage(item.Title)),
                answer.IsNotApplicable
                    ? Words.Say("checklist.not_applicable", Marked(new Passage(answer.Text, Origin.Stated), secrets))
                    : Marked(new Passage(playbook.InReaderLanguage(answer.Text), Origin.Stated), secrets)
            );
    }

    /// <summary>The decisions on record, the last ones where they are many.</summary>
    private static IEnumerable<TitledText> Decisions(Escalation escalation) =>
        escalation.Decisions.Count == 0
            ? []
            :
            [
                new(
                    Words.Count("card.decisions", escalation.Decisions.Count),
                    string.Join(
                        "\n\n",
                        escalation
                            .Decisions.TakeLast(MostDecisions)
                            .Select(d => Words.Say("card.decision", CardFormat.Of(d.On), CardFormat.Escape(d.What), CardFormat.Escape(d.Who)))
                    )
                ),
            ];

    /// <summary>What those said who are consulted, the last ones where they are many.</summary>
    private IEnumerable<TitledText> AdviceIn(Escalation escalation) =>
        escalation
            .Advice.TakeLast(MostAdvice)
            .Select(advice => new TitledText(
                Words.Say("card.advice", CardFormat.Escape(advice.By.Name), EventMessages.Titles([advice.For], playbooks.Of(escalation))),
                CardFormat.Escape(advice.Text)
            ));

    private static IEnumerable<TitledText> FromCsm(Escalation escalation) =>
        escalation.Brief.Context is { } context ? [new(Words.Say("news.context", escalation.Author.Name.Split(' ')[0]), CardFormat.Escape(context))] : [];

    /// <param name="secrets">Those of the whole brief, where its reader may see them; they are marked.</param>
    private static TitledText? Passage(Brief brief, BriefSection section, IReadOnlyList<string> secrets) =>
        brief.Passages.GetValueOrDefault(section) is { } passage ? new(TitleOf(section, brief), Marked(passage, secrets))
        : brief.NotKnown.FirstOrDefault(part => part.Section == section) is { } open ? new(TitleOf(section, brief), CardFormat.Of(open))
        : null;

    /// <summary>A section as its subject names it: what concerns no customer has no customer impact.</summary>
    private static string TitleOf(BriefSection section, Brief brief) => InterviewQuestion.TitleOf(section, brief.Form.Subject, ReaderLanguage.Current);

    private static string HeadlineOf(Escalation escalation, IReadOnlyList<string> secrets) =>
        Passage(Cut(escalation.Brief, BriefSection.Headline, LongestHeadline), BriefSection.Headline, secrets)?.Text ?? Words.Say("headline.none");

    private static IReadOnlyList<ChoiceOption> Owners(IReadOnlyList<Person> members) =>
        [
            new(Words.Say("me"), "me"),
            .. members.OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase).Take(100).Select(m => new ChoiceOption(CardText.Plain(m.Signature), m.Id)),
        ];

    private static IEnumerable<Button> When(HashSet<Move> moves, Move move, Escalation escalation, Button button) =>
        moves.Contains(move) ? [button with { Id = escalation.Id.ToString(), Seen = escalation.Version }] : [];

    /// <summary>The name of a category, as the reader knows it; null for none.</summary>
    private string? CategoryTitle(Escalation escalation, string? key) =>
        playbooks.Of(escalation) is var playbook && playbook.FindCategory(key) is { } category ? playbook.InReaderLanguage(category.Title) : null;

    /// <summary>What is owed, as the reader says it; the outcome is named by the playbook.</summary>
    public string WhatOf(Deadline deadline) =>
        deadline.Kind == DeadlineKind.Outcome ? playbooks.InReaderLanguage(deadline.What) : Words.Say($"owed.{deadline.Kind}");

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Human(string status) => Capital(status.Replace('_', ' '));
}
