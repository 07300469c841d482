using Escalations.Access;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Another system that is told of events.</summary>
/// <param name="Name">What its deliveries are kept by.</param>
/// <param name="Tenant">Whose events; null for those of all who use the bot.</param>
/// <param name="Audience">What it reads of them.</param>
/// <param name="Playbooks">Names of playbooks; empty for all.</param>
/// <param name="Severities">Empty for all.</param>
/// <param name="Kinds">As <see cref="EventVisibility.Kinds"/> names them; empty for all.</param>
public sealed record EventSubscription(
    string Name,
    string? Tenant,
    Audience Audience,
    IReadOnlyCollection<string> Playbooks,
    IReadOnlyCollection<Severity> Severities,
    IReadOnlyCollection<string> Kinds
);

/// <summary>An event that a subscriber is told of.</summary>
/// <param name="After">The escalation as it was right after it, as the subscriber may read it.</param>
/// <param name="Happened">The event, as the subscriber may read it.</param>
public sealed record ToldEvent(Escalation After, RecordedEvent Happened);

/// <summary>Which other systems are told of what. What is owed to them is stored with the event itself.</summary>
public sealed class EventSubscriptions(IReadOnlyList<EventSubscription> subscriptions, IEscalations escalations) : IChangeListener
{
    public EventSubscription? Find(string name) => subscriptions.FirstOrDefault(s => s.Name == name);

    /// <summary>Whether an endpoint of this name is told of events of this kind.</summary>
    public bool Tells(string name, string tenant, string kind) =>
        Find(name) is { } subscription && (subscription.Tenant is null || subscription.Tenant == tenant) && Includes(subscription.Kinds, kind);

    /// <summary>What is owed because of a change. Severity is looked at when it is told, where what was so before is known too.</summary>
    public IEnumerable<OutboxMessage> Owed(Change change) =>
        from happened in change.New
        where EventVisibility.IsTold(change.After, happened.What)
        let kind = EventVisibility.KindOf(happened.What)
        from subscription in subscriptions
        where
            (subscription.Tenant is null || subscription.Tenant == change.After.Tenant)
            && Includes(subscription.Playbooks, change.After.Playbook.Name)
            && Includes(subscription.Kinds, kind)
        select new OutboxMessage(new ToWebhook(subscription.Name), new EventPost(change.After.Id, happened.Sequence));

    /// <summary>What a subscriber is told of an event; null for nothing, because it may not be, or does not want to.</summary>
    public async Task<ToldEvent?> FindAsync(EventSubscription subscription, string tenant, EscalationId id, int sequence, CancellationToken cancel)
    {
        // What has become confidential since then is not told any more.
        if (await escalations.FindAsync(tenant, id, cancel) is not { IsConfidential: false })
        {
            return null;
        }

        var history = (await escalations.HistoryAsync(tenant, id, cancel)).Take(sequence).Select(HashChain.Open).ToList();
        if (history.Count < sequence || sequence < 2)
        {
            return null;
        }

        var before = Escalation.Fold(tenant, id, history.Take(sequence - 1));
        var happened = history[^1];
        var after = before.After(happened);
        if (!EventVisibility.IsTold(before, after, happened.What) || !IsWanted(before) && !IsWanted(after))
        {
            return null;
        }

        var view = new AudienceView(subscription.Audience, after.Brief);
        return new(view.Of(after), view.Of(happened));

        // Who hears of S1 only hears, too, that it is none any more.
        bool IsWanted(Escalation escalation) =>
            subscription.Severities.Count == 0 || (escalation.Decision is { } decision && subscription.Severities.Contains(decision.Severity));
    }

    private static bool Includes(IReadOnlyCollection<string> wanted, string name) => wanted.Count == 0 || wanted.Contains(name);
}
