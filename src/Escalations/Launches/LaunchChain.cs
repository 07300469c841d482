using System.Text.Json;
using System.Text.Json.Serialization;

namespace Escalations.Launches;

/// <summary>The hash chain of a launch's record: the same as that of an escalation, with a beginning of its own.</summary>
public static class LaunchChain
{
    public static string Genesis(string tenant, string id) => HashChain.Genesis(tenant, $"launch {id}");

    public static SealedEvent Seal(string previousHash, LaunchRecorded happened) =>
        HashChain.Seal(
            previousHash,
            happened.Sequence,
            JsonSerializer.Serialize(happened with { Salt = HashChain.NewSalt() }, LaunchJson.Default.LaunchRecorded)
        );

    public static LaunchRecorded Open(SealedEvent stored) =>
        JsonSerializer.Deserialize(stored.Json, LaunchJson.Default.LaunchRecorded) ?? throw new InvalidDataException($"Event {stored.Sequence} is empty.");

    /// <summary>The number of the first event that does not fit, one that is missing at the end among them; null when the record is whole.</summary>
    public static int? FirstBroken(string tenant, LaunchHead head, IReadOnlyList<SealedEvent> history) =>
        FirstBroken(tenant, head.Id, history)
        ?? (history.Count == head.Version && (history.Count == 0 || history[^1].Hash == head.Hash) ? null : Math.Min(history.Count, head.Version) + 1);

    /// <inheritdoc cref="HashChain.FirstBroken(string, EscalationId, IReadOnlyList{SealedEvent})"/>
    public static int? FirstBroken(string tenant, string id, IReadOnlyList<SealedEvent> history) =>
        HashChain.FirstBroken(Genesis(tenant, id), history, stored =>
            Open(stored) is var happened && happened.What is LaunchErased erased ? (happened.Sequence, erased.Events) : (happened.Sequence, [])
        );
}

/// <summary>How launches are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true
)]
[JsonSerializable(typeof(LaunchRecorded))]
[JsonSerializable(typeof(LaunchHead))]
[JsonSerializable(typeof(SealedEvent))]
[JsonSerializable(typeof(Measure))]
public sealed partial class LaunchJson : JsonSerializerContext;
