using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Storage;

/// <summary>The owed messages of <see cref="InMemoryStore"/>, which sees to it that one caller is here at a time.</summary>
internal sealed class InMemoryOutbox
{
    /// <summary>By kind; the numbers are of one row.</summary>
    private readonly SortedDictionary<long, Row>[] kinds = [.. Enum.GetValues<OwedKind>().Select(_ => new SortedDictionary<long, Row>())];
    private long last;

    public static List<(Target To, string Json)> Written(IEnumerable<Owed> messages) => [.. messages.Select(message => (message.To, StoredText.Of(message)))];

    public void Owe(string tenant, List<(Target To, string Json)> messages, DateTimeOffset at) =>
        messages.ForEach(message => kinds[(int)message.To.Kind].Add(++last, new(tenant, message.To.Lane, message.Json, at, at, Attempts: 0, Token: null)));

    public IReadOnlyList<ClaimedMessage> Claim(OwedKind kind, DateTimeOffset now, TimeSpan lease, int limit)
    {
        var token = $"{Guid.NewGuid():N}";
        var due = Heads(kind).Where(head => head.Value.ReadyAt <= now).OrderBy(head => head.Value.ReadyAt).Take(limit).OrderBy(head => head.Key).ToList();
        foreach (var (number, row) in due)
        {
            kinds[(int)kind][number] = row with { ReadyAt = now + lease, Token = token, Attempts = row.Attempts + 1 };
        }

        return [.. due.Select(head => new ClaimedMessage(head.Key, head.Value.Tenant, StoredText.Owed(head.Value.Json), head.Value.Attempts + 1, head.Value.OwedAt, token))];
    }

    public IReadOnlyList<WaitingMessage> Behind(ClaimedMessage claimed, int limit) =>
    [
        .. kinds[(int)claimed.Message.To.Kind].Where(row => row.Key > claimed.Number && !row.Value.IsUndeliverable && row.Value.Tenant == claimed.Tenant && row.Value.Lane == claimed.Message.To.Lane)
            .Take(limit).Select(row => new WaitingMessage(row.Key, StoredText.Owed(row.Value.Json))),
    ];

    /// <returns>The message's tenant; null when the claim had been lost.</returns>
    public string? Settle(ClaimedMessage claimed, Settlement settlement)
    {
        var rows = kinds.FirstOrDefault(kind => kind.ContainsKey(claimed.Number));
        if (rows is null || rows[claimed.Number] is not { IsUndeliverable: false } row || row.Token != claimed.Token)
        {
            return null;
        }

        switch (settlement)
        {
            case TryAgain again:
                rows[claimed.Number] = row with { ReadyAt = again.NotBefore, Token = null };
                break;
            case Sent sent:
                var follows = Written([.. StoredText.Owed(row.Json).Then ?? [], .. sent.AlsoOwed]);
                rows.Remove(claimed.Number);
                foreach (var along in sent.Along.Where(number => rows.TryGetValue(number, out var other) && other.Tenant == row.Tenant && other.Lane == row.Lane))
                {
                    rows.Remove(along);
                }

                Owe(row.Tenant, follows, sent.At);
                break;
            case Undeliverable undeliverable:
                var instead = Written(undeliverable.Instead);
                rows[claimed.Number] = row with { IsUndeliverable = true };
                Owe(row.Tenant, instead, undeliverable.At);
                break;
            default:
                throw new ArgumentException($"A settlement of an unknown kind: {settlement.GetType().Name}.", nameof(settlement));
        }

        return row.Tenant;
    }

    public DateTimeOffset? NextAt(OwedKind kind) => Heads(kind).Select(head => (DateTimeOffset?)head.Value.ReadyAt).Min();

    /// <summary>The oldest message of each lane that is still owed.</summary>
    private IEnumerable<KeyValuePair<long, Row>> Heads(OwedKind kind) => kinds[(int)kind].Where(row => !row.Value.IsUndeliverable).DistinctBy(row => (row.Value.Tenant, row.Value.Lane));

    /// <param name="ReadyAt">When it can be claimed next; while a claim lives, its end.</param>
    private sealed record Row(string Tenant, string Lane, string Json, DateTimeOffset OwedAt, DateTimeOffset ReadyAt, int Attempts, string? Token)
    {
        public bool IsUndeliverable { get; init; }
    }
}
