using Escalations.Deadlines;
using Escalations.Lifecycle;
using Escalations.Ports;
using Escalations.Routing;

namespace Escalations.UseCases;

/// <summary>The people and places around an escalation: who has it, who is above, and who hears of what.</summary>
internal sealed class Recipients
{
    private readonly Playbook playbook;
    private readonly IReadOnlyList<Binding> bindings;
    private readonly IReadOnlyList<PostedCard> cards;
    private readonly HashSet<string> lanesWithCard;
    private readonly bool ownerHasChat;
    private readonly HashSet<Target> unreachable;

    /// <param name="cards">Those of the escalation.</param>
    /// <param name="ownerHasChat">Whether its owner can be written to in person.</param>
    public Recipients(Playbook playbook, TeamLinks links, IReadOnlyList<PostedCard> cards, bool ownerHasChat)
    {
        unreachable = [.. links.Unreachable.Select(lost => lost.Place)];
        this.playbook = playbook;
        bindings = links.Bindings;
        Links = links;
        this.cards = cards;
        lanesWithCard = [.. cards.Where(card => card.HasMoved is not true).Select(card => card.OrderingKey)];
        this.ownerHasChat = ownerHasChat;
    }

    /// <summary>Who is linked to what, as it was looked up.</summary>
    public TeamLinks Links { get; }

    /// <summary>What the person who asks is to the escalation.</summary>
    public Authority StandingOf(Request request, Escalation escalation) =>
        TeamDirectory.StandingOf(request, escalation, playbook, bindings);

    /// <summary>Who is next above. The CSM, who knows already, is nobody to go up to.</summary>
    public StepUp NextRung(Escalation escalation) => Ladder.Next(
        escalation,
        rung => bindings.Any(b => b.Team == rung && b.To != new ToPerson(escalation.Csm.Id)),
        IsReached) with { Asked = [.. escalation.Teams.Where(IsReached)] };

    /// <summary>Whether a team or a rung has a place, and messages reach it as far as is known.</summary>
    public bool IsReached(string team) => bindings.Any(b => b.Team == team && !unreachable.Contains(b.To));

    /// <summary>Whether messages reach somebody's chat, as far as is known.</summary>
    public bool IsReachable(Person person) => !unreachable.Contains(new ToPerson(person.Id));

    /// <summary>
    /// What is owed after an event: every card brought up to date, one line in each place where people should notice. What
    /// the clock has to say can come for many at once: it may be said in a list, but for S1, which stays by itself.
    /// </summary>
    public IReadOnlyList<OutboxMessage> MessagesAfter(Escalation before, Escalation escalation, RecordedEvent happened)
    {
        var owed = Owing(before, escalation, happened);
        return happened.By.IsHuman || escalation.Decision?.Severity == Severity.S1 ? owed : InHours([.. owed.Select(message => Listable(message, happened))], escalation, happened);
    }

    /// <summary>
    /// What no deadline called for can come at night. Of an S3 or S4 it is said when working hours begin; cards that are there
    /// are changed at once, which wakes nobody.
    /// </summary>
    private IReadOnlyList<OutboxMessage> InHours(IReadOnlyList<OutboxMessage> owed, Escalation escalation, RecordedEvent happened)
    {
        if (happened.What is not (DeliveryFailed or Retimed or ClockResumed or EscalatedUp { NotReached: not null } or NobodyAbove { NotReached: not null })
            || escalation.Decision is not { } decision || decision.Severity.IsCritical())
        {
            return owed;
        }

        var open = WorkingCalendar.Of(playbook.FindCategory(decision.Category) is { } category ? playbook.CalendarOf(category) : playbook.DefaultCalendar).NextOpen(happened.At);
        if (open <= happened.At)
        {
            return owed;
        }

        var later = owed.Where(message => message.IsListable).ToList();
        return [.. owed.Except(later), .. later.Count == 0 ? [] : new[] { new OutboxMessage(new ToBackground($"at opening {escalation.Id}"), new AtOpening(escalation.Id), later, open) }];
    }

    private static OutboxMessage Listable(OutboxMessage message, RecordedEvent happened) => message.What switch
    {
        EventNotice => message with { IsListable = true },
        CardUpdate card => message with { What = card with { News = happened.Sequence }, IsListable = card.Fresh },
        _ => message,
    };

    private IReadOnlyList<OutboxMessage> Owing(Escalation before, Escalation escalation, RecordedEvent happened)
    {
        var id = escalation.Id;
        var csm = new ToPerson(escalation.Csm.Id);
        var eventNotice = new EventNotice(id, happened.Sequence);
        Target[] places = [.. TeamDirectory.Of(before.Teams.Concat(escalation.Teams).Distinct(), bindings).Where(place => place != csm)];
        switch (happened.What)
        {
            case Routed:
                // The CSM hears of it once the accountable team's card is there, so that the line can link to it. A place that is known to be gone gets its card when it is back, or linked again.
                return [.. places.Where(place => !unreachable.Contains(place)).Select((place, i) => new OutboxMessage(place, new CardUpdate(id, Fresh: true), i == 0 ? [new(csm, eventNotice), new(csm, new CardUpdate(id))] : null))];

            case Reminded reminded:
                return [.. ToRemind(escalation, reminded, places).Distinct().Select(place => new OutboxMessage(LineIn(place, escalation), eventNotice)), .. reminded.Phase == AlarmPhase.Due ? Cards(escalation, places) : []];

            case AlarmsDeferred:
                return [];

            case EscalatedUp up:
                var asked = TeamDirectory.Of([up.To], bindings);
                return
                [
                    .. asked.Where(place => place != csm).Select(place => new OutboxMessage(place, new CardUpdate(id, Fresh: true))),
                    .. Cards(escalation, [.. places.Except(asked)]),
                    .. Told(escalation, happened, places, eventNotice),
                    .. ToCsm(escalation, happened, eventNotice),
                ];

            case NobodyAbove:
                return [.. Default(escalation, happened, places, eventNotice), .. LoudestPlaces().Except(places).Where(place => place != csm).Select(place => new OutboxMessage(place, eventNotice))];

            // Also a draft may have cards: of the teams that had it before. They show what is so at last.
            case Withdrawn:
                Target[] shown = [.. places, .. before.Status == Status.Draft ? bindings.Select(b => b.To).Where(place => place != csm && lanesWithCard.Contains(place.OrderingKey)).Except(places).Distinct() : []];
                return Default(escalation, happened, shown, eventNotice);

            // Who can put it right: somebody links the team again, or is asked in its place.
            case DeliveryFailed { Team: not null }:
                return [.. Cards(escalation, places), .. ToCsm(escalation, happened, eventNotice), .. escalation.Status == Status.Routed ? [] : Above(escalation).Where(place => place != csm).Select(place => new OutboxMessage(place, eventNotice))];

            // Without its CSM or its owner, those who have it and those above can go on.
            case DeliveryFailed { Person: { } person }:
                var isCsm = person.Id == escalation.Csm.Id;
                Target[] above = [.. AllAbove(escalation).Except(places).Where(place => place != csm && place != new ToPerson(person.Id))];
                return
                [
                    .. Default(escalation, happened, places, eventNotice).Where(message => !isCsm || message.To != csm),
                    .. above.Select(place => new OutboxMessage(LineIn(place, escalation), eventNotice)),
                    .. Manager(escalation).Intersect(above).Where(_ => isCsm).Select(place => new OutboxMessage(place, new CardUpdate(id, Fresh: true))),
                ];

            case CsmReassigned:
                var former = new ToPerson(before.Csm.Id);
                return
                [
                    new(csm, new CardUpdate(id, Fresh: true)),
                    .. Cards(escalation, places),
                    .. Told(escalation, happened, places, eventNotice),
                    .. places.Contains(former) ? [] : cards.Where(card => card.OrderingKey == former.OrderingKey && card.HasMoved is not true).Select(card => new OutboxMessage(former, new RetireCard(id, card.ConversationId, card.ActivityId, card.ServiceUrl, $"{escalation.Csm.Name} is its CSM now."))),
                    .. places.Contains(former) ? [] : new OutboxMessage[] { new(former, eventNotice) },
                ];

            case Stalled:
                return
                [
                    .. Cards(escalation, places),
                    .. Told(escalation, happened, places, eventNotice),
                    new(csm, new CardUpdate(id, Fresh: true)),
                    .. Manager(escalation).Except(places).Where(place => place != csm).Select(place => new OutboxMessage(place, new CardUpdate(id, Fresh: true))),
                ];

            case UpdatePosted { Answers: not null }:
                return [.. Default(escalation, happened, places, eventNotice), new(csm, new CustomerDraft(id, happened.Sequence))];

            // The card with its buttons is the news.
            case Resolved:
                return [.. Cards(escalation, places), .. Told(escalation, happened, places, eventNotice), new(csm, new CardUpdate(id, Fresh: true))];

            case Returned or OtherPathChosen:
                return [.. Cards(escalation, places), .. Told(escalation, happened, places, eventNotice), new(csm, eventNotice), new(csm, new CardUpdate(id, Fresh: true))];

            default:
                return Default(escalation, happened, places, eventNotice);
        }
    }

    private IReadOnlyList<OutboxMessage> Default(Escalation escalation, RecordedEvent happened, IReadOnlyList<Target> places, EventNotice eventNotice) =>
        [.. Cards(escalation, places), .. Told(escalation, happened, places, eventNotice), .. ToCsm(escalation, happened, eventNotice)];

    /// <summary>A line in each place; who did it in their own chat has seen it on the card.</summary>
    private IEnumerable<OutboxMessage> Told(Escalation escalation, RecordedEvent happened, IReadOnlyList<Target> places, EventNotice eventNotice) =>
        places.Where(place => happened.By.Person is not { } person || place != new ToPerson(person.Id)).Select(place => new OutboxMessage(LineIn(place, escalation), eventNotice));

    /// <summary>The cards in these places, and those that managers have, shall show what is so.</summary>
    private IEnumerable<OutboxMessage> Cards(Escalation escalation, IReadOnlyList<Target> places) => places
        .Concat(TeamDirectory.OfManagers(escalation, playbook, bindings).Where(place => lanesWithCard.Contains(place.OrderingKey)))
        .Where(place => place != new ToPerson(escalation.Csm.Id))
        .Distinct()
        .Select(place => new OutboxMessage(place, new CardUpdate(escalation.Id)));

    /// <summary>Who does something sees it on the card; others are told in words too.</summary>
    private static IEnumerable<OutboxMessage> ToCsm(Escalation escalation, RecordedEvent happened, EventNotice eventNotice)
    {
        var csm = new ToPerson(escalation.Csm.Id);
        return happened.By.Person?.Id == escalation.Csm.Id
            ? [new(csm, new CardUpdate(escalation.Id))]
            : [new(csm, new CardUpdate(escalation.Id)), new(csm, eventNotice)];
    }

    /// <summary>Who is reminded: who owes it; and the longer it is missed, who should know.</summary>
    private IEnumerable<Target> ToRemind(Escalation escalation, Reminded reminded, IReadOnlyList<Target> places)
    {
        Target csm = new ToPerson(escalation.Csm.Id);
        IEnumerable<Target> owner = ownerHasChat && !unreachable.Contains(new ToPerson(escalation.Owner!.Id)) ? [new ToPerson(escalation.Owner.Id)] : places;
        IReadOnlyList<Target> told = [.. Asked()];
        return told.Count > 0 ? told : LoudestPlaces();

        IEnumerable<Target> Asked() => (reminded.Kind, reminded.Phase) switch
        {
            var (kind, _) when kind.OwedBy() == Party.Csm => unreachable.Contains(csm) ? [csm, .. Above(escalation)] : [csm],
            (DeadlineKind.Acknowledge, AlarmPhase.Warning) => places,
            (DeadlineKind.Acknowledge, _) => [.. places, csm, .. LoudestPlaces()],
            (DeadlineKind.Outcome, AlarmPhase.Due) => [.. owner, .. places, csm],
            (DeadlineKind.Outcome, AlarmPhase.Overdue) => [.. owner, .. Manager(escalation)],
            (DeadlineKind.Progress, not AlarmPhase.Warning) => [csm, .. Manager(escalation)],
            (_, AlarmPhase.Overdue) => [.. owner, .. places],
            _ => owner,
        };
    }

    /// <summary>The nearest rung above that somebody is linked to, else leadership, of those who can be reached; nobody when none can.</summary>
    private IEnumerable<Target> Manager(Escalation escalation) =>
        TeamDirectory.Of([.. escalation.Ladder.Skip(escalation.RungsClimbed), playbook.LeadershipTeam], bindings).Where(place => !unreachable.Contains(place)).Take(1);

    /// <summary>The manager; where there is none, wherever an alarm goes that must not be missed.</summary>
    private IReadOnlyList<Target> Above(Escalation escalation) => Manager(escalation).ToList() is { Count: > 0 } manager ? manager : LoudestPlaces();

    /// <summary>The manager and leadership; where there is neither, wherever an alarm goes that must not be missed.</summary>
    private IReadOnlyList<Target> AllAbove(Escalation escalation) =>
        Manager(escalation).Concat(TeamDirectory.Of([playbook.LeadershipTeam], bindings)).Distinct().ToList() is { Count: > 0 } all ? all : LoudestPlaces();

    /// <summary>Where an alarm goes that must not be missed: leadership; without it, it is kept for leadership, and administrators are told.</summary>
    private IReadOnlyList<Target> LoudestPlaces() => TeamDirectory.Of([playbook.LeadershipTeam], bindings) is [_, ..] leadership ? leadership : [new ToTeam(playbook.LeadershipTeam)];

    /// <summary>A line about an escalation is under its card; where none is, it is a post of its own.</summary>
    private Target LineIn(Target place, Escalation escalation) =>
        place is ToChannel channel && (lanesWithCard.Contains(place.OrderingKey) || TeamDirectory.Of(escalation.Teams, bindings).Contains(place)) ? new ToThread(channel.ChannelId, escalation.Id) : place;
}
