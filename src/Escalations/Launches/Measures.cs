using System.Globalization;
using System.Text.Json.Serialization;

namespace Escalations.Launches;

/// <summary>What was measured of a criterion.</summary>
/// <param name="Criterion">The criterion's name.</param>
/// <param name="At">When it was measured, UTC.</param>
/// <param name="Source">What, or who, measured it.</param>
public sealed record Measure(string Criterion, DateTimeOffset At, decimal Value, string Source)
{
    /// <summary>The sender's own id of it; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>By which it is known when it comes again: by its id, and without one by all that it says.</summary>
    [JsonIgnore]
    public string Key =>
        HashChain.Digest(
            Id is { } id
                ? $"id|{id}"
                : string.Create(CultureInfo.InvariantCulture, $"{Launch.KeyOf(Criterion)}|{At.UtcTicks}|{Value:0.############################}|{Source}")
        )[..32];
}

/// <summary>What has been measured of a criterion so far.</summary>
/// <param name="Newest">The one with the latest instant that counted.</param>
/// <param name="Before">The value of the one before it; null for none.</param>
/// <param name="Count">How many there are, late ones among them.</param>
public sealed record MeasuredSoFar(Measure Newest, decimal? Before, int Count);

/// <summary>Where a launch's record ends, and what is kept beside it: changed with every commit of it.</summary>
/// <param name="Version">How many events it has.</param>
/// <param name="Hash">Of the last one.</param>
/// <param name="Batches">How many batches of measures have been taken.</param>
/// <param name="Measured">By the keys of criteria.</param>
public sealed record LaunchHead(string Id, int Version, string Hash, int Batches, IReadOnlyDictionary<string, MeasuredSoFar> Measured)
{
    public static LaunchHead Empty(string id) => new(id, 0, "", 0, new Dictionary<string, MeasuredSoFar>());
}

/// <summary>Holds measures against the criteria: an alarm is raised once when a threshold is crossed, and cleared once (A067).</summary>
public static class Thresholds
{
    /// <summary>
    /// What follows from further measures, in the order in which they were measured. One that is older than the newest of its criterion is late:
    /// it is kept, and judges nothing. Of several of one instant the worst counts, whichever comes first. So whatever arrives when, alarms are
    /// raised and cleared in turn.
    /// </summary>
    /// <param name="measures">Of criteria that the launch has.</param>
    public static (IReadOnlyDictionary<string, MeasuredSoFar> Measured, IReadOnlyList<LaunchEvent> Alarms) Judge(
        Launch launch,
        IReadOnlyDictionary<string, MeasuredSoFar> measured,
        IEnumerable<Measure> measures
    )
    {
        var (now, events, raised) = (new Dictionary<string, MeasuredSoFar>(measured), new List<LaunchEvent>(), launch.Alarms.ToHashSet());
        foreach (
            var (measure, criterion) in measures.Select(m => (m, Criterion: Of(m))).OrderBy(m => m.m.At).ThenByDescending(m => m.Criterion.BadnessOf(m.m.Value))
        )
        {
            var soFar = now.GetValueOrDefault(criterion.Key);
            if (soFar is not null && !Counts(measure, criterion, soFar.Newest))
            {
                now[criterion.Key] = soFar with { Count = soFar.Count + 1 };
                continue;
            }

            var before = soFar?.Newest.At == measure.At ? soFar.Before : soFar?.Newest.Value;
            now[criterion.Key] = new(measure, before, (soFar?.Count ?? 0) + 1);
            if (!criterion.IsMetBy(measure.Value) && raised.Add(criterion.Key))
            {
                events.Add(new AlarmRaised(measure, criterion));
            }
            else if (criterion.IsClearedBy(measure.Value) && raised.Remove(criterion.Key))
            {
                events.Add(new AlarmCleared(measure, criterion));
            }
        }

        return (now, events);

        Criterion Of(Measure measure) =>
            launch.FindCriterion(measure.Criterion)?.Criterion ?? throw new ArgumentException($"There is no criterion {measure.Criterion}.", nameof(measures));
    }

    /// <summary>Whether a measure judges in the place of the newest so far: it is newer, or of the same instant and worse.</summary>
    public static bool Counts(Measure measure, Criterion criterion, Measure newest) =>
        measure.At > newest.At || (measure.At == newest.At && criterion.BadnessOf(measure.Value) > criterion.BadnessOf(newest.Value));

    /// <summary>What follows at once from a criterion that was changed: its last measure is held against it as it is now.</summary>
    /// <returns>The alarm that is raised or over with it; null where nothing changes.</returns>
    public static LaunchEvent? Rejudge(Launch launch, IReadOnlyDictionary<string, MeasuredSoFar> measured, Criterion criterion) =>
        measured.GetValueOrDefault(criterion.Key) is not { Newest: var newest } ? null
        : launch.Alarms.Contains(criterion.Key)
            ? criterion.IsMetBy(newest.Value) ? new AlarmCleared(newest, criterion)
                : null
        : criterion.IsMetBy(newest.Value) ? null
        : new AlarmRaised(newest, criterion);
}
