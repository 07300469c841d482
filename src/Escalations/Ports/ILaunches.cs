using Escalations.Launches;

namespace Escalations.Ports;

/// <summary>Launches: a stream of events each, with what was measured beside it. They are written by <see cref="DirectoryEdit.Launch"/>.</summary>
public interface ILaunches
{
    /// <summary>All launches of a tenant, by id, closed ones among them.</summary>
    Task<IReadOnlyList<LaunchHead>> LaunchHeadsAsync(string tenant, CancellationToken cancel);

    /// <summary>Where a launch's record ends; null when there is no such launch.</summary>
    Task<LaunchHead?> FindLaunchAsync(string tenant, string id, CancellationToken cancel);

    /// <summary>The stored events of a launch, oldest first; those that were stored after <see cref="FindLaunchAsync"/> may be among them.</summary>
    Task<IReadOnlyList<SealedEvent>> LaunchHistoryAsync(string tenant, string id, CancellationToken cancel);

    /// <summary>All that was measured for a launch, by instant.</summary>
    Task<IReadOnlyList<Measure>> MeasuresAsync(string tenant, string id, CancellationToken cancel);

    /// <summary>Whether a measure of this key (<see cref="Measure.Key"/>) was taken.</summary>
    Task<bool> IsMeasuredAsync(string tenant, string id, string key, CancellationToken cancel);
}

/// <summary>What becomes different of one launch: stored as a whole, unless somebody else has changed it since it was read.</summary>
/// <param name="Before">As it was read; <see cref="LaunchHead.Empty"/> for a new one.</param>
/// <param name="New">Further events; may be empty when something was measured.</param>
/// <param name="Measures">A batch of measures; empty for none.</param>
public sealed record LaunchChange(LaunchHead Before, LaunchHead After, IReadOnlyList<SealedEvent> New, IReadOnlyList<Measure> Measures)
{
    /// <summary>So many measures, with an alarm for each, fit into one transaction of any store.</summary>
    public const int Most = 30;

    /// <inheritdoc cref="Change.Rewritten"/>
    public IReadOnlyList<SealedEvent> Rewritten { get; init; } = [];
}
