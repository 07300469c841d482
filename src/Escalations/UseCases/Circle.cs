using Escalations.Lifecycle;
using Escalations.Routing;

namespace Escalations.UseCases;

/// <summary>The people and places around an escalation: who has it, who stands above, and who hears of what.</summary>
internal sealed class Circle
{
    private readonly Playbook playbook;
    private readonly IReadOnlyList<Binding> bindings;
    private readonly HashSet<string> lanesWithCard;
    private readonly bool ownerHasChat;

    private Circle(Playbook playbook, IReadOnlyList<Binding> bindings, HashSet<string> lanesWithCard, bool ownerHasChat)
    {
        this.playbook = playbook;
        this.bindings = bindings;
        this.lanesWithCard = lanesWithCard;
        this.ownerHasChat = ownerHasChat;
    }

    /// <summary>Looks up what is needed to say who is around an escalation.</summary>
    public static async Task<Circle> AroundAsync(Escalation escalation, Playbook playbook, IEscalationStore store, CancellationToken cancel) => new(
        playbook,
        await store.BindingsAsync(escalation.Tenant, cancel),
        [.. (await store.CardsAsync(escalation.Tenant, escalation.Id, cancel)).Select(card => card.Lane)],
        escalation.Owner is { } owner && await store.FindContactAsync(escalation.Tenant, owner.Id, cancel) is { ChatId: not null });

    /// <summary>Where the person who asks stands towards the escalation.</summary>
    public Standing StandingOf(Request request, Escalation escalation) =>
        Places.StandingOf(request, escalation, playbook, bindings);

    /// <summary>Who is next above. The CSM, who knows already, is nobody to go up to.</summary>
    public StepUp NextRung(Escalation escalation) => Ladder.Next(escalation, rung => bindings.Any(b => b.Team == rung && b.To != new ToPerson(escalation.Csm.Id)));

    /// <summary>
    /// What is owed after an event: every card brought up to date, one line in each place where people should notice. What
    /// the clock has to say can come for many at once: it may be said in a list, but for S1, which stays by itself.
    /// </summary>
    public IReadOnlyList<Owed> After(Escalation before, Escalation escalation, RecordedEvent happened)
    {
        var owed = Owing(before, escalation, happened);
        return happened.By.IsHuman || escalation.Decision?.Severity == Severity.S1 ? owed : [.. owed.Select(message => Listable(message, happened))];
    }

    private static Owed Listable(Owed message, RecordedEvent happened) => message.What switch
    {
        Telling => message with { IsListable = true },
        LiveCard card => message with { What = card with { News = happened.Sequence }, IsListable = card.Fresh },
        _ => message,
    };

    private IReadOnlyList<Owed> Owing(Escalation before, Escalation escalation, RecordedEvent happened)
    {
        var id = escalation.Id;
        var csm = new ToPerson(escalation.Csm.Id);
        var telling = new Telling(id, happened.Sequence);
        Target[] places = [.. Places.Of(before.Teams.Concat(escalation.Teams).Distinct(), bindings).Where(place => place != csm)];
        switch (happened.What)
        {
            case Routed:
                // The CSM hears of it once the accountable team's card is there, so that the line can link to it.
                return [.. places.Select((place, i) => new Owed(place, new LiveCard(id, Fresh: true), i == 0 ? [new(csm, telling), new(csm, new LiveCard(id))] : null))];

            case Reminded reminded:
                return [.. ToRemind(escalation, reminded, places).Distinct().Select(place => new Owed(LineIn(place, escalation), telling)), .. reminded.Phase == AlarmPhase.Due ? Cards(escalation, places) : []];

            case AlarmsDeferred:
                return [];

            case EscalatedUp up:
                var asked = Places.Of([up.To], bindings);
                return
                [
                    .. asked.Where(place => place != csm).Select(place => new Owed(place, new LiveCard(id, Fresh: true))),
                    .. Cards(escalation, [.. places.Except(asked)]),
                    .. Told(escalation, happened, places, telling),
                    .. ToCsm(escalation, happened, telling),
                ];

            case NobodyAbove:
                return [.. Default(escalation, happened, places, telling), .. LoudestPlaces().Except(places).Where(place => place != csm).Select(place => new Owed(place, telling))];

            case Stalled:
                return
                [
                    .. Cards(escalation, places),
                    .. Told(escalation, happened, places, telling),
                    new(csm, new LiveCard(id, Fresh: true)),
                    .. Manager(escalation).Except(places).Where(place => place != csm).Select(place => new Owed(place, new LiveCard(id, Fresh: true))),
                ];

            case UpdatePosted { Answers: not null }:
                return [.. Default(escalation, happened, places, telling), new(csm, new CustomerDraft(id, happened.Sequence))];

            // The card with its buttons is the news.
            case Resolved:
                return [.. Cards(escalation, places), .. Told(escalation, happened, places, telling), new(csm, new LiveCard(id, Fresh: true))];

            case Returned or OtherPathChosen:
                return [.. Cards(escalation, places), .. Told(escalation, happened, places, telling), new(csm, telling), new(csm, new LiveCard(id, Fresh: true))];

            default:
                return Default(escalation, happened, places, telling);
        }
    }

    private IReadOnlyList<Owed> Default(Escalation escalation, RecordedEvent happened, IReadOnlyList<Target> places, Telling telling) =>
        [.. Cards(escalation, places), .. Told(escalation, happened, places, telling), .. ToCsm(escalation, happened, telling)];

    /// <summary>A line in each place; who did it in their own chat has seen it on the card.</summary>
    private IEnumerable<Owed> Told(Escalation escalation, RecordedEvent happened, IReadOnlyList<Target> places, Telling telling) =>
        places.Where(place => happened.By.Person is not { } person || place != new ToPerson(person.Id)).Select(place => new Owed(LineIn(place, escalation), telling));

    /// <summary>The cards in these places, and those that managers have, shall show what is so.</summary>
    private IEnumerable<Owed> Cards(Escalation escalation, IReadOnlyList<Target> places) => places
        .Concat(Places.OfManagers(escalation, playbook, bindings).Where(place => lanesWithCard.Contains(place.Lane)))
        .Where(place => place != new ToPerson(escalation.Csm.Id))
        .Distinct()
        .Select(place => new Owed(place, new LiveCard(escalation.Id)));

    /// <summary>Who does something sees it on the card; others are told in words too.</summary>
    private static IEnumerable<Owed> ToCsm(Escalation escalation, RecordedEvent happened, Telling telling)
    {
        var csm = new ToPerson(escalation.Csm.Id);
        return happened.By.Person?.Id == escalation.Csm.Id
            ? [new(csm, new LiveCard(escalation.Id))]
            : [new(csm, new LiveCard(escalation.Id)), new(csm, telling)];
    }

    /// <summary>Who is reminded: who owes it; and the longer it is missed, who should know.</summary>
    private IEnumerable<Target> ToRemind(Escalation escalation, Reminded reminded, IReadOnlyList<Target> places)
    {
        Target csm = new ToPerson(escalation.Csm.Id);
        IEnumerable<Target> owner = ownerHasChat ? [new ToPerson(escalation.Owner!.Id)] : places;
        return (reminded.Kind, reminded.Phase) switch
        {
            var (kind, _) when kind.OwedBy() == Side.Csm => [csm],
            (DeadlineKind.Acknowledge, AlarmPhase.Warning) => places,
            (DeadlineKind.Acknowledge, _) => [.. places, csm, .. LoudestPlaces()],
            (DeadlineKind.Outcome, AlarmPhase.Due) => [.. owner, .. places, csm],
            (DeadlineKind.Outcome, AlarmPhase.Overdue) => [.. owner, .. Manager(escalation)],
            (DeadlineKind.Progress, not AlarmPhase.Warning) => [csm, .. Manager(escalation)],
            (_, AlarmPhase.Overdue) => [.. owner, .. places],
            _ => owner,
        };
    }

    /// <summary>The nearest rung above that somebody is linked to, else leadership; nobody when neither is linked.</summary>
    private IEnumerable<Target> Manager(Escalation escalation) =>
        Places.Of([.. escalation.Ladder.Skip(escalation.RungsClimbed), playbook.LeadershipTeam], bindings).Take(1);

    /// <summary>Where an alarm goes that must not be missed: leadership, else those who set the bot up.</summary>
    private IEnumerable<Target> LoudestPlaces() => Places.Of([playbook.LeadershipTeam], bindings) is [_, ..] leadership
        ? leadership
        : [.. bindings.Select(b => b.By?.Id).OfType<string>().Distinct().Select(person => new ToPerson(person))];

    /// <summary>A line about an escalation stands under its card; where none is, it is a post of its own.</summary>
    private Target LineIn(Target place, Escalation escalation) =>
        place is ToChannel channel && (lanesWithCard.Contains(place.Lane) || Places.Of(escalation.Teams, bindings).Contains(place)) ? new ToThread(channel.ChannelId, escalation.Id) : place;
}
