using System.Globalization;
using Escalations;
using Escalations.Deadlines;
using Escalations.Lifecycle;
using TeamsBot.Cards;
using TextAnalysis.Facts;

namespace EscalationAgent.Teams.Cards;

/// <summary>Draws the cards of escalations: what each reader sees, with just the buttons that can work now.</summary>
internal sealed partial class CardBuilder(PlaybookCatalog playbooks)
{
    private static readonly IReadOnlyList<BriefSection> Lead = [BriefSection.CustomerImpact, BriefSection.SpecificAsk];

    /// <summary>The zone in which a team's channel reads times: that of the calendar by which the accountable team works.</summary>
    public string ZoneOf(Escalation escalation) => playbooks.Of(escalation).CalendarOf(escalation).TimeZone;

    /// <summary>As the receiving team sees it in its channel.</summary>
    /// <param name="members">Who can be named as owner.</param>
    public EscalationCard Team(Escalation escalation, IReadOnlyList<Person> members, string? notice = null)
    {
        var authority = new Authority(Actor.Human(new Person("somebody in the channel", "")), InTeamsChannel: true);
        var moves = Transitions.OpenTo(escalation, authority).ToHashSet();
        var isReviewOwed = escalation.Find(DeadlineKind.Review) is { MetAt: null };
        IReadOnlyList<Button> buttons =
        [
            .. When(moves, Move.Acknowledge, escalation, new("Acknowledge", Verbs.Acknowledge, "positive")),
            .. When(moves, Move.Start, escalation, new("Start work", Verbs.Start, "positive", Inputs: "none")),
            .. escalation.Work.Pause is null ? [] : When(moves, Move.Resume, escalation, new("Go on", Verbs.GoOn, Inputs: "none")),
            .. When(moves, Move.Update, escalation, new("Post update", Verbs.AskUpdate, Inputs: "none")),
            .. When(moves, Move.Resolve, escalation, new("Resolve", Verbs.AskResolve, moves.Contains(Move.Start) ? "default" : "positive", Inputs: "none")),
            .. isReviewOwed ? When(moves, Move.Review, escalation, new("Write the review", Verbs.AskReview, "positive", Inputs: "none")) : [],
            .. When(moves, Move.HandOver, escalation, new("Hand over", Verbs.AskHandOver, Inputs: "none")),
            .. When(
                moves,
                Move.Return,
                escalation,
                new("Not ours", Verbs.AskReturn, Inputs: "none", Mode: escalation.Work.Pause is null ? "primary" : "secondary")
            ),
            .. escalation.Work.Pause is null ? When(moves, Move.HoldReminders, escalation, new("Wait", Verbs.AskWait, Mode: "secondary")) : [],
        ];
        return Model(escalation, ZoneOf(escalation), notice, buttons, moves.Contains(Move.Acknowledge) ? Owners(members) : null);
    }

    /// <summary>As those above the team see it where the team is not: what there is to decide, and nothing else.</summary>
    public CardModel Manager(Escalation escalation, IReadOnlyList<RecordedEvent> history, string? notice = null) =>
        escalation.Status == Status.Stalled
            ? Stall(escalation, history, ZoneOf(escalation), notice, [])
            : Model(escalation, ZoneOf(escalation), notice, [], null);

    /// <summary>What the CSM and a manager see while it stalls: how it got there, and the decision that only a person makes (R21, C088).</summary>
    public StatusCard Stall(Escalation escalation, IReadOnlyList<RecordedEvent> history, string zone, string? notice, IReadOnlyList<Button> also)
    {
        var moves = Transitions.OpenTo(escalation, new(Actor.Human(escalation.Csm), IsManager: true)).ToHashSet();
        var model = History(escalation, history, zone);
        var since = escalation.Work.LastProgressAt ?? escalation.Work.StalledAt!.Value;
        return model with
        {
            Notice = notice
                ?? $"No progress for {Explanation.Length(escalation.Work.StalledAt!.Value - since)}, since {DueText.For(since, zone)}. What now? You decide.",
            Sections = escalation.Brief.IsInShort
                ? InShort(escalation.Brief)
                : [.. new[] { Passage(escalation.Brief, BriefSection.Timeline), Passage(escalation.Brief, BriefSection.SpecificAsk) }.OfType<TitledText>()],
            History = [.. model.History.TakeLast(8)],
            Actions =
            [
                .. When(moves, Move.PushHarder, escalation, new("Push harder", Verbs.AskPush, "positive", Inputs: "none")),
                .. When(moves, Move.AcceptTimeline, escalation, new("Accept the timeline", Verbs.AskAccept, Inputs: "none")),
                .. When(moves, Move.FindAnotherPath, escalation, new("Find another path", Verbs.AskOtherPath, Inputs: "none")),
                .. also,
            ],
        };
    }

    /// <summary>As the CSM sees it in the personal chat once it has been routed.</summary>
    /// <param name="zone">The CSM's time zone; null when unknown.</param>
    /// <param name="link">Where the team's card can be opened; null when it is not there yet.</param>
    /// <param name="history">What has happened; needed while it stalls.</param>
    public CardModel Csm(Escalation escalation, string? zone, string? link, IReadOnlyList<RecordedEvent> history, string? notice = null)
    {
        var moves = Transitions.OpenTo(escalation, new(Actor.Human(escalation.Csm))).ToHashSet();
        IReadOnlyList<Button> buttons =
        [
            .. When(moves, Move.Close, escalation, new("Confirm and close", Verbs.Close, "positive", Inputs: "none")),
            .. When(moves, Move.Reopen, escalation, new("Reopen", Verbs.AskReopen, Inputs: "none")),
            .. escalation.Work.Pause is null ? [] : When(moves, Move.Resume, escalation, new("Go on", Verbs.GoOn, Inputs: "none")),
            .. When(moves, Move.TellCustomer, escalation, new("I told the customer", Verbs.AskTold, Inputs: "none")),
            .. When(moves, Move.Withdraw, escalation, new("Withdraw", Verbs.AskWithdraw, Inputs: "none")),
            .. When(moves, Move.Restore, escalation, new("Bring it back", Verbs.Restore, Inputs: "none")),
            .. When(moves, Move.Reclassify, escalation, new("Change the severity", Verbs.AskSeverity, Mode: "secondary")),
            .. When(moves, Move.HoldReminders, escalation, new("Hold the reminders", Verbs.AskWait, Mode: "secondary")),
        ];
        if (escalation.Status == Status.Stalled)
        {
            return Stall(
                escalation,
                history,
                zone ?? ZoneOf(escalation),
                notice,
                [.. buttons.Where(b => b.Verb != Verbs.AskWait).Select(b => b with { Mode = "secondary" })]
            );
        }

        var asked =
            escalation.Status == Status.Resolved
                ? $"{CardFormat.Escape((escalation.Outcome.ResolvedBy ?? escalation.Work.Owner)?.Name ?? "The team")} says this is "
                    + $"resolved. Does it resolve it for the customer? You decide."
                : null;
        var model = Model(escalation, zone ?? ZoneOf(escalation), notice ?? asked, buttons, null);
        if (escalation.Find(DeadlineKind.CustomerUpdate) is { MetAt: null } tell)
        {
            model = model with
            {
                Facts = [.. model.Facts, new("Tell the customer by", $"{DueText.For(tell.DueAt, zone ?? ZoneOf(escalation))} ({tell.Because})")],
            };
        }

        return link is null ? model : model with { Facts = [.. model.Facts, new("Team's card", $"[Open in Teams]({link})")] };
    }

    private EscalationCard Model(Escalation escalation, string zone, string? notice, IReadOnlyList<Button> buttons, IReadOnlyList<ChoiceOption>? owners)
    {
        var brief = escalation.Brief;
        var category = playbooks.Of(escalation).FindCategory(escalation.Decision?.Category)?.Title ?? "Not classified";
        var more = brief.IsInShort
            ? []
            : brief.Sections.Where(s => s != BriefSection.Headline && !Lead.Contains(s)).Select(s => Passage(brief, s)).OfType<TitledText>().ToList();
        return new(
            escalation.Id.ToString(),
            escalation.Version,
            CardFormat.Account(escalation),
            $"{escalation.Id} · {category} · "
                + $"{(escalation.FormerCsms.Count == 0 ? "" : $"CSM {CardFormat.Escape(escalation.Csm.Name)}, ")}raised by "
                + $"{CardFormat.Escape(escalation.Author.Name)}",
            escalation.Decision is { } d ? CardFormat.Of(d.Severity) : "",
            CardFormat.ColorOf(escalation.Decision?.Severity),
            escalation is { Status: Status.Draft, SentBackBecause: not null } ? "Given back" : escalation.Status.Title(),
            CardFormat.ColorOf(escalation.Status),
            CardFormat.HeaderOf(escalation),
            notice
                ?? (
                    escalation.Assignment.IsAtLaddersEnd
                        ? "**Nobody has acknowledged this, and there is nobody left above who could be asked.** Whoever sees it: "
                            + "acknowledge it, or find somebody who does."
                        : null
                ),
            CardFormat.Escape(CardFormat.Short(CardFormat.Headline(escalation), 300)),
            [.. Facts(escalation, zone)],
            [.. News(escalation)],
            brief.IsInShort ? InShort(brief) : [.. Lead.Select(s => Passage(brief, s)).OfType<TitledText>(), .. FromCsm(escalation)],
            more,
            more.Count > 0,
            escalation.Deadlines.Count > 0,
            owners,
            buttons
        )
        {
            Summary = CardFormat.Summary(escalation, escalation.Status.Title()),
        };
    }

    private IEnumerable<CardFact> Facts(Escalation escalation, string zone)
    {
        if (escalation.Assignment.Teams.Except(escalation.Assignment.Above).ToList() is { Count: > 0 } first)
        {
            yield return new("Team", EventMessages.Titles(first, playbooks.Of(escalation)));
        }

        if (escalation.Assignment.Teams.Intersect(escalation.Assignment.Above).Except(escalation.Assignment.PassedOver).ToList() is { Count: > 0 } above)
        {
            yield return new("Gone up to", string.Join(" and ", above.Select(rung => Rung(escalation.Assignment, rung))));
        }

        if (escalation is { Status: Status.Routed, Assignment.PassedOver: { Count: > 0 } notReached })
        {
            yield return new("Not reached", EventMessages.Titles(notReached, playbooks.Of(escalation)));
        }

        if (escalation.Work.Owner is { } owner)
        {
            yield return new("Owner", CardFormat.Escape(owner.Signature));
        }

        if (escalation.Draft.MessageLink is { } message)
        {
            yield return new("Message", $"[Open in Teams]({message})");
        }

        foreach (var deadline in escalation.Deadlines.Where(d => d.Kind.IsTerm()))
        {
            if (deadline.Kind == DeadlineKind.Acknowledge && escalation.Work.AcknowledgedAt is { } acknowledged)
            {
                yield return new("Acknowledged", DueText.For(acknowledged, zone));
            }
            else if (deadline.Kind == DeadlineKind.Outcome && escalation.Outcome.ResolvedAt is { } resolved)
            {
                yield return new("Resolved", DueText.For(resolved, zone));
            }
            else if (deadline.Kind == DeadlineKind.Outcome && escalation is { Work.Pause: { } pause, Work.PausedSince: { } since })
            {
                yield return new(
                    Capital(deadline.What),
                    $"The clock stands since {DueText.For(since, zone)}: waiting for "
                        + $"{(pause.For == WaitingFor.Customer ? "the customer" : CardFormat.Escape(escalation.Csm.Name))}, until "
                        + $"{DueText.For(pause.Until, zone)} at the latest ({CardFormat.Escape(pause.Because)})"
                );
            }
            else if (escalation.Status.IsActive())
            {
                yield return new(
                    deadline.Kind == DeadlineKind.Acknowledge ? "Acknowledge by" : $"{Capital(deadline.What)} by",
                    $"{(IsMissed(deadline) ? "**overdue**, " : "")}{DueText.For(deadline.DueAt, zone)} ({deadline.Because})"
                );
            }
        }

        if (NextUpdate(escalation) is { } update)
        {
            yield return new("Next update by", $"{(IsMissed(update) ? "**overdue**, " : "")}{DueText.For(update.DueAt, zone)} ({update.Because})");
        }

        if (escalation.Find(DeadlineKind.Review) is { MetAt: null } review)
        {
            yield return new("Review by", $"{DueText.For(review.DueAt, zone)} ({review.Because})");
        }

        foreach (var held in escalation.Work.Held.Where(h => h.Until > escalation.LastEventAt && !escalation.Status.IsEnded()))
        {
            yield return new(
                "No reminders",
                $"to {(held.Side == Party.Team ? "the team" : CardFormat.Escape(escalation.Csm.Name))} until "
                    + $"{DueText.For(held.Until, zone)} ({CardFormat.Escape(held.Because)})"
            );
        }

        foreach (var cardFact in escalation.Brief.IsInShort ? [] : AtStake(escalation.Brief))
        {
            yield return cardFact;
        }
    }

    /// <summary>A rung that has it; the first one with the CSM's manager, where they stand in.</summary>
    private string Rung(Assignment assignment, string rung) =>
        playbooks.TitlesOf([rung])
        + (
            assignment is { ManagerAsked: { } manager, Ladder: [var first, ..] } && rung == first
                ? $" ({CardFormat.Escape(manager.Name)}, the CSM's manager)"
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
                ? $"Posted. I read “{shown}” as {other}."
                : null;
        if (NextUpdate(escalation) is not { } next)
        {
            return local;
        }

        var due = $"{DueText.For(next.DueAt, ZoneOf(escalation))} ({next.Because})";
        return promised is not { } at
                ? $"Posted. I could not read a time in “{shown}”, so the next update stays due by {due}. A day and a time, such as "
                    + $"“tomorrow 10:00”, set the clock."
            : at > next.DueAt
                ? $"{local ?? "Posted."} You promised the next update by {DueText.For(at, ZoneOf(escalation))}, but one is due earlier, by "
                    + $"{due}: that stays. A short one will do."
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

    private static IEnumerable<Button> Why(Escalation escalation) =>
        escalation.Deadlines.Count == 0 ? [] : [new("Why these dates?", Verbs.Explain, Id: escalation.Id.ToString(), Seen: escalation.Version)];

    private static IEnumerable<TitledText> News(Escalation escalation)
    {
        if (escalation.Outcome.Resolution is { } resolution && escalation.Status is Status.Resolved or Status.Closed)
        {
            yield return new(
                resolution.Decision is { } decided
                    ? $"Decided: {CardFormat.Escape(decided)}"
                    : $"Resolved with a {resolution.Kind.ToString().ToLowerInvariant()}",
                CardFormat.Escape(resolution.What)
            );
        }
        else if (escalation.SentBackBecause is { } because)
        {
            yield return new(escalation.Status == Status.Draft ? "Given back to the CSM" : "Reopened", CardFormat.Escape(because));
        }

        if (escalation is { Assignment.AgainBecause: { } again, Status: not Status.Draft } && !escalation.Status.IsEnded())
        {
            yield return new("Why it comes to you again", CardFormat.Escape(again));
        }

        if (escalation.Work.LastUpdate is { } update && !escalation.Status.IsEnded())
        {
            yield return new("Last update", CardFormat.Escape(update.Text));
        }
    }

    private static IEnumerable<TitledText> FromCsm(Escalation escalation) =>
        escalation.Brief.Context is { } context ? [new($"What only {escalation.Author.Name.Split(' ')[0]} knows", CardFormat.Escape(context))] : [];

    private static TitledText? Passage(Brief brief, BriefSection section) =>
        brief.TextOf(section) is { } text ? new(section.Title(), CardFormat.Escape(text))
        : brief.NotKnown.FirstOrDefault(part => part.Section == section) is { } open ? new(section.Title(), CardFormat.Of(open))
        : null;

    private static IReadOnlyList<ChoiceOption> Owners(IReadOnlyList<Person> members) =>
        [
            new("Me", "me"),
            .. members.OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase).Take(100).Select(m => new ChoiceOption(CardText.Plain(m.Signature), m.Id)),
        ];

    private static IEnumerable<Button> When(HashSet<Move> moves, Move move, Escalation escalation, Button button) =>
        moves.Contains(move) ? [button with { Id = escalation.Id.ToString(), Seen = escalation.Version }] : [];

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Human(string status) => Capital(status.Replace('_', ' '));
}
