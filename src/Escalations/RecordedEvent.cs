using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>An event with its place in the record.</summary>
/// <param name="Sequence">1 for the first event of an escalation, without gaps.</param>
/// <param name="At">UTC.</param>
/// <param name="Cause">The delivery that caused it (an activity's key); null when the machine did it by itself.</param>
public sealed record RecordedEvent(int Sequence, DateTimeOffset At, Actor By, string? Cause, EscalationEvent What)
{
    /// <summary>All deadlines as they are after it; null when it left them as they were, or says them itself.</summary>
    public IReadOnlyList<Deadline>? Clocks { get; init; }

    /// <summary>
    /// Chance, given when it is sealed: once its texts are erased, its hash cannot be used to find out what they were. Null in old
    /// records, and after the erasure.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Salt { get; init; }
}

/// <summary>An event as it is stored: its exact text, and a hash that binds it to all before it.</summary>
public sealed record SealedEvent(int Sequence, string Json, string Hash);

/// <summary>
/// The hash chain of an escalation's history. Each hash is SHA-256 over the previous hash and the event's stored text,
/// so that a change, a gap or a swap anywhere shows. Where texts were erased, an event keeps the hash that it was sealed with, and a
/// later <see cref="Erased"/>, which is in the chain itself, vouches for it and for what is left of the text.
/// </summary>
public static class HashChain
{
    /// <summary>The hash that is before the first event.</summary>
    public static string Genesis(string tenant, EscalationId id) => Hash("genesis", $"{tenant}/{id}");

    /// <summary>The hash that is before the first event of a stream of another kind.</summary>
    public static string Genesis(string tenant, string stream) => Hash("genesis", $"{tenant}/{stream}");

    public static SealedEvent Seal(string previousHash, RecordedEvent happened) =>
        Seal(previousHash, happened.Sequence, JsonSerializer.Serialize(happened with { Salt = NewSalt() }, EventJson.Default.RecordedEvent));

    /// <param name="json">The event's text, with a salt of its own.</param>
    public static SealedEvent Seal(string previousHash, int sequence, string json) => new(sequence, json, Hash(previousHash, json));

    public static RecordedEvent Open(SealedEvent stored) =>
        JsonSerializer.Deserialize(stored.Json, EventJson.Default.RecordedEvent) ?? throw new InvalidDataException($"Event {stored.Sequence} is empty.");

    /// <summary>The sequence number of the first event that does not fit; null when all fit.</summary>
    public static int? FirstBroken(string tenant, EscalationId id, IReadOnlyList<SealedEvent> history) =>
        FirstBroken(Genesis(tenant, id), history, stored =>
            Open(stored) is var happened && happened.What is Erased erased ? (happened.Sequence, erased.Events) : (happened.Sequence, [])
        );

    /// <inheritdoc cref="FirstBroken(string, EscalationId, IReadOnlyList{SealedEvent})"/>
    /// <param name="genesis">The hash that is before the first event.</param>
    /// <param name="open">The number of an event as its text has it, and what it vouches for.</param>
    public static int? FirstBroken(
        string genesis,
        IReadOnlyList<SealedEvent> history,
        Func<SealedEvent, (int Sequence, IReadOnlyList<ErasedEvent> Vouches)> open
    )
    {
        // From the end: an erasure is known to be good before what it vouches for is looked at, and the last one counts.
        var vouched = new Dictionary<int, ErasedEvent>();
        int? broken = null;
        for (var i = history.Count - 1; i >= 0; i--)
        {
            var stored = history[i];
            var isIntact =
                stored.Sequence == i + 1
                && (
                    Hash(i == 0 ? genesis : history[i - 1].Hash, stored.Json) == stored.Hash
                    || (vouched.TryGetValue(i + 1, out var left) && left.Hash == stored.Hash && left.Digest == Digest(stored.Json))
                );
            var (sequence, vouches) = isIntact ? open(stored) : default;
            if (sequence != i + 1)
            {
                broken = i + 1;
                continue;
            }

            foreach (var one in vouches)
            {
                vouched.TryAdd(one.Sequence, one);
            }
        }

        return broken;
    }

    /// <summary>What is left of an event after an erasure, as its erasure names it.</summary>
    public static string Digest(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    /// <summary>Chance, to be sealed in with an event.</summary>
    public static string NewSalt() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    private static string Hash(string previous, string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{previous}\n{text}")));
}

/// <summary>How events and snapshots are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(RecordedEvent))]
[JsonSerializable(typeof(Escalation))]
[JsonSerializable(typeof(OutboxMessage))]
[JsonSerializable(typeof(Unreachable))]
[JsonSerializable(typeof(KeptNews))]
public sealed partial class EventJson : JsonSerializerContext;
