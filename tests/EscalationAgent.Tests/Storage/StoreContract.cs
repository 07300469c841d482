using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Tests.Storage;

/// <summary>What every store must do. A new store is one more class that says how it is made.</summary>
public abstract partial class StoreContract
{
    private protected const string Tenant = "contoso";
    private protected const string Elsewhere = "fabrikam";

    private protected static readonly DateTimeOffset Now = EventSamples.Start;
    private protected static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private protected static readonly EscalationId Id = new(2026, 1);
    private protected static readonly Person Sarah = EventSamples.Sarah;
    private protected static readonly Person Mike = EventSamples.Mike;

    private protected abstract IEscalationStore Store { get; }

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected static Commit Of(Change? change = null) =>
        new()
        {
            Tenant = Tenant,
            At = Now,
            Change = change,
        };

    private protected static Commit Of(DirectoryEdit edit) =>
        new()
        {
            Tenant = Tenant,
            At = Now,
            Directory = edit,
        };

    private protected static Commit Owing(params OutboxMessage[] messages) =>
        new()
        {
            Tenant = Tenant,
            At = Now,
            Messages = messages,
        };

    private protected static Change Begun(EscalationId id, string tenant = Tenant, Person? csm = null, DateTimeOffset? at = null)
    {
        csm ??= Sarah;
        var first = new RecordedEvent(1, at ?? Now, Actor.Human(csm), "cause", new DraftStarted(csm, EventSamples.Playbook));
        return new([first], Escalation.Begin(tenant, id, first));
    }

    private protected static Change Next(Escalation before, EscalationEvent what, DateTimeOffset? at = null)
    {
        var happened = new RecordedEvent(before.Version + 1, at ?? before.LastEventAt.AddMinutes(1), Actor.Human(Sarah), null, what);
        return new([happened], before.After(happened));
    }

    private protected static Change Whole(EscalationId id) => new(EventSamples.Life, Escalation.Fold(Tenant, id, EventSamples.Life));

    private protected static Routed RoutedDue(DateTimeOffset due) =>
        new(["engineering"], [new(DeadlineKind.Acknowledge, due, Now, "acknowledgement", "4 hours")]);

    private protected static OutboxMessage To(string person, string text, params OutboxMessage[] then) =>
        new(new ToPerson(person), new TextMessage(text), then.Length == 0 ? null : then);

    private protected static string Said(ClaimedMessage message) => Said(message.Message);

    private protected static string Said(OutboxMessage message) => Assert.IsType<TextMessage>(message.What).Text;

    private protected static Contact Known(Person person, string chat = "chat") =>
        new(person, $"29:{person.Id}", chat, "https://smba", "Europe/Berlin", "de-DE");

    private const int MostAtOnce = 60;

    private protected async Task<Escalation> StoredAsync(Change change, string tenant = Tenant)
    {
        // A transaction of tables holds a hundred rows.
        for (var stored = MostAtOnce; stored < change.New.Count; stored += MostAtOnce)
        {
            var part = new Change(
                [.. change.New.Skip(stored - MostAtOnce).Take(MostAtOnce)],
                Escalation.Fold(tenant, change.After.Id, change.New.Take(stored))
            );
            Assert.Null(await Store.CommitAsync(Of(part) with { Tenant = tenant }, Cancel));
        }

        var last = change.New.Count <= MostAtOnce ? change : change with { New = [.. change.New.Skip((change.New.Count - 1) / MostAtOnce * MostAtOnce)] };
        Assert.Null(await Store.CommitAsync(Of(last) with { Tenant = tenant }, Cancel));
        return change.After;
    }

    private protected async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(DateTimeOffset at, int limit = 100) =>
        await Store.ClaimMessagesAsync(OutboxQueue.Message, at, Lease, limit, Cancel);

    private protected async Task<ClaimedMessage> ClaimOneAsync(DateTimeOffset at) => Assert.Single(await ClaimAsync(at));

    /// <summary>Sends all that is owed, round after round, and says what was sent in which order.</summary>
    private protected async Task<IReadOnlyList<string>> SendAllAsync(DateTimeOffset at)
    {
        var sent = new List<string>();
        while (await ClaimAsync(at) is { Count: > 0 } claimed)
        {
            foreach (var message in claimed)
            {
                sent.Add(Said(message));
                Assert.True(await Store.SettleAsync(message, new Delivered(at), Cancel));
            }
        }

        return sent;
    }
}
