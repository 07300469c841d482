using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>
/// Once a matter is closed, those who took part are asked what they thought of it (A062): each once, in their own chat, and in a week once
/// at most, however many matters are closed in it. Nobody is asked of people matters, no guest, and nobody who has muted anything.
/// </summary>
public sealed class AskForFeedback(IEscalations escalations, IDirectory directory, PlaybookCatalog playbooks, TimeProvider clock) : IChangeListener
{
    public const int Most = 10;

    public const int DaysBetween = 7;

    public IEnumerable<OutboxMessage> Owed(Change change) =>
        change.New.Any(happened => happened.What is Closed) && IsAskedOf(change.After)
            ? [new(new ToBackground("feedback"), new FeedbackRequest(change.After.Id))]
            : [];

    /// <summary>Whoever is asked is noted with the day, and with nothing of the matter.</summary>
    public async Task<DeliveryResult> HandleAsync(ClaimedMessage claimed, FeedbackRequest work, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (asked, cards) = (new List<Contact>(), new List<OutboxMessage>());
        if (await escalations.FindAsync(claimed.Tenant, work.Id, cancel) is { } escalation && IsAskedOf(escalation))
        {
            var today = IsoWeek.DayOf(now, playbooks.Default.DefaultCalendar.TimeZone);
            var links = await directory.LinksAsync(claimed.Tenant, cancel);
            var history = (await escalations.HistoryAsync(claimed.Tenant, work.Id, cancel)).Select(HashChain.Open);
            foreach (var person in TookPart(escalation, history))
            {
                if (
                    asked.Count < Most
                    && links.IsReachable(new ToPerson(person))
                    && await directory.FindContactAsync(claimed.Tenant, person, cancel) is { ChatId: not null, IsGuest: false } contact
                    && !contact.HasMutedAnything(now)
                    && !(contact.FeedbackAskedOn?.AddDays(DaysBetween) > today)
                )
                {
                    asked.Add(contact with { FeedbackAskedOn = today });
                    cards.Add(new(new ToPerson(person), new FeedbackAsked(escalation.Playbook.Name, Pilots.IsOf(playbooks, escalation))));
                }
            }
        }

        return new Delivered(now) { Contacts = asked, FollowUps = cards };
    }

    /// <summary>Ids of those who did something for it, its CSM first, then as they came.</summary>
    public static IEnumerable<string> TookPart(Escalation escalation, IEnumerable<RecordedEvent> history) =>
        history
            .Select(happened =>
                happened.What switch
                {
                    Acknowledged e => e.Owner.Id,
                    HandedOver e => e.To.Id,
                    ShiftAccepted e => e.To.Id,
                    UpdatePosted
                    or DecisionLogged
                    or AdviceGiven
                    or ReproductionReported
                    or FixDateSet
                    or FixDone
                    or Resolved
                    or ReviewPublished when happened.By is { IsHuman: true, Person: { } by } => by.Id,
                    _ => null,
                }
            )
            .OfType<string>()
            .Prepend(escalation.Csm.Id)
            .Distinct();

    private bool IsAskedOf(Escalation escalation) =>
        escalation is { IsConfidential: false, Status: Status.Closed } && playbooks.NewestOf(escalation).AsksForFeedback;
}
