namespace Escalations.Reporting;

/// <summary>What is typical of several times, the same in all figures.</summary>
internal static class Percentiles
{
    /// <summary>The middle one; of an even number the mean of the two in the middle. Null over none.</summary>
    /// <param name="ordered">Shortest first.</param>
    public static TimeSpan? Median(IReadOnlyList<TimeSpan> ordered) =>
        ordered.Count == 0 ? null : (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;

    /// <summary>The time that nine in ten did not exceed, by nearest rank: one that something really took. Null over none.</summary>
    /// <param name="ordered">Shortest first.</param>
    public static TimeSpan? Ninetieth(IReadOnlyList<TimeSpan> ordered) => ordered.Count == 0 ? null : ordered[(int)Math.Ceiling(0.9 * ordered.Count) - 1];
}
