using System.Globalization;
using System.Text.Json.Serialization;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// All that waits under one ordering key: by rank, then by number; what concerns one escalation in the order in which it came,
/// which is that of its commits, though the clocks of two replicas may have numbered it otherwise. A message lifts the earlier ones that
/// concern the same escalation to its own rank, so that order by rank never turns theirs round. Pure: it is loaded, changed
/// and stored as a whole, on condition that nobody else has stored it meanwhile. The texts of the messages are beside it.
/// </summary>
internal sealed record Lane
{
    /// <summary>The most severe, and what somebody waits for; S2; the rest.</summary>
    public const int Ranks = 3;

    public required string Tenant { get; init; }

    public required string Key { get; init; }

    public required OutboxQueue Kind { get; init; }

    public List<LaneEntry> Waiting { get; init; } = [];

    /// <summary>What was settled here may owe something elsewhere that is not there yet.</summary>
    public bool Owes { get; set; }

    /// <summary>The first of a group by rank and number, and the only one of it that can be claimed.</summary>
    [JsonIgnore]
    public IEnumerable<LaneEntry> Heads => Waiting.Where(entry => entry.IsHead);

    /// <summary>Puts a message among those of its rank.</summary>
    public void Add(LaneEntry entry)
    {
        if (entry.About is { } about)
        {
            foreach (var earlier in Waiting.Where(e => e.About == about && e.Rank > entry.Rank))
            {
                earlier.Rank = entry.Rank;
            }

            // What waits beside the others is followed by all that concerns the same escalation.
            entry.Aside = Waiting.LastOrDefault(e => e.About == about)?.Aside ?? "";
            var before = Waiting.Where(e => e.About == about).Select(e => e.Place).DefaultIfEmpty().Max();
            entry.NotBefore = before > entry.Number ? before : null;
        }

        Waiting.Add(entry);
        Seat(entry.Aside);
    }

    /// <summary>A token that is still there belongs to somebody who died over the message: it may have been sent.</summary>
    public static void Claim(LaneEntry head, DateTimeOffset now, TimeSpan lease, string token)
    {
        head.Attempts++;
        head.Doubts += head.Token is null ? 0 : 1;
        head.Token = token;
        head.ReadyAt = (now + lease).UtcTicks;
        head.WaitsFrom = now.UtcTicks;
    }

    /// <summary>A wait that began later than now was stored before the clock was set back: it counts from now, in its old length.</summary>
    public void SetBack(DateTimeOffset now)
    {
        foreach (var head in Heads.Where(head => head.WaitsFrom > now.UtcTicks))
        {
            head.ReadyAt = now.UtcTicks + Math.Max(head.ReadyAt - head.WaitsFrom, 0);
            head.WaitsFrom = now.UtcTicks;
        }
    }

    /// <summary>Does to the lane what became of a claimed message.</summary>
    /// <returns>Those that wait no longer.</returns>
    public IReadOnlyList<LaneEntry> Settle(LaneEntry claimed, DeliveryResult result)
    {
        switch (result)
        {
            case Retry again:
                claimed.ReadyAt = again.NotBefore.UtcTicks;
                claimed.Token = null;
                claimed.Doubts += again.InDoubt ? 1 : 0;
                claimed.Misses += again.Missing ? 1 : 0;
                var before = claimed.Aside;
                if (again.IsItsOwn && before.Length == 0)
                {
                    PutAside(claimed);
                }

                Seat(before);
                return [];
            case Delivered sent:
                var along = Waiting.Where(entry => !entry.IsHead && sent.AlsoDelivered.Contains(entry.Number)).ToList();
                Waiting.RemoveAll(entry => entry == claimed || along.Contains(entry));
                Seat(claimed.Aside);
                return [claimed, .. along];
            case DeadLettered:
                Waiting.Remove(claimed);
                Seat(claimed.Aside);
                return [claimed];
            default:
                throw new ArgumentException($"A settlement of an unknown kind: {result.GetType().Name}.", nameof(result));
        }
    }

    /// <summary>In the order in which they will leave.</summary>
    public IEnumerable<LaneEntry> Behind(LaneEntry claimed) =>
        Waiting.Where(entry => entry != claimed && entry.Aside == claimed.Aside && entry.Token is null).OrderBy(entry => (entry.Rank, entry.Place));

    /// <summary>Takes a message that failed by itself out of its lane, with what follows it about the same escalation: the others go on.</summary>
    private void PutAside(LaneEntry failed)
    {
        var beside = failed.About ?? string.Create(CultureInfo.InvariantCulture, $"#{failed.Number}");
        foreach (var entry in Waiting.Where(e => e == failed || (failed.About is not null && e.About == failed.About && e.Aside.Length == 0)))
        {
            entry.Aside = beside;
            entry.IsHead = false;
        }

        Seat(beside);
    }

    /// <summary>
    /// Makes the first of those that wait the head. One that is being sent stays it. A head that waits because its place did not
    /// take it hands its wait on to the one that comes before it: the place is left alone, whoever is first.
    /// </summary>
    private void Seat(string aside)
    {
        if (Waiting.Where(entry => entry.Aside == aside).MinBy(entry => (entry.Rank, entry.Place)) is not { } first)
        {
            return;
        }

        if (Waiting.Find(entry => entry.Aside == aside && entry.IsHead) is { } head)
        {
            if (head == first || head.Token is not null)
            {
                return;
            }

            head.IsHead = false;
            if (head.Attempts > 0)
            {
                first.ReadyAt = Math.Max(first.ReadyAt, head.ReadyAt);
                first.WaitsFrom = head.WaitsFrom;
            }
        }

        first.IsHead = true;
    }
}

/// <summary>One message of a lane, without its text. Instants are UTC ticks.</summary>
internal sealed class LaneEntry
{
    public required long Number { get; init; }

    public int Rank { get; set; }

    /// <summary>The place of what came before it and concerns the same escalation, where that has a greater number.</summary>
    public long? NotBefore { get; set; }

    /// <summary>By what it is ordered within its rank; of two with the same place that first which came first.</summary>
    [JsonIgnore]
    public long Place => NotBefore ?? Number;

    /// <summary>The escalation that it concerns.</summary>
    public string? About { get; init; }

    /// <summary>Not empty: after a failure of its own it waits beside its lane, with all that concerns the same escalation there.</summary>
    public string Aside { get; set; } = "";

    public long OwedAt { get; init; }

    /// <summary>When it can be claimed next; while a claim lives, its end.</summary>
    public long ReadyAt { get; set; }

    /// <summary>From when the wait until <see cref="ReadyAt"/> counts. It is never later than now, but when the clock was set back.</summary>
    public long WaitsFrom { get; set; }

    public int Attempts { get; set; }

    public string? Token { get; set; }

    public int Doubts { get; set; }

    public int Misses { get; set; }

    public bool IsListable { get; init; }

    public bool IsHead { get; set; }

    /// <summary>The row of the index by which a head is found; null for all others.</summary>
    public DueRow? Due { get; set; }
}

/// <summary>A row of the index of what can be claimed, by rank and instant.</summary>
/// <param name="Row">Its key; no two are ever the same.</param>
internal sealed record DueRow(string Row, int Rank, long ReadyAt, long WaitsFrom);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Lane))]
[JsonSerializable(typeof(List<OwedItem>))]
[JsonSerializable(typeof(ReportRecord))]
internal sealed partial class TableJson : JsonSerializerContext;
