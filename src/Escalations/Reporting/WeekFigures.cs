namespace Escalations.Reporting;

/// <summary>The counts behind a weekly summary, for one week up to one instant.</summary>
/// <param name="Active">Active at that instant, by status and category; no category while nobody has decided.</param>
/// <param name="New">First routed in the week.</param>
/// <param name="Resolved">Resolutions that fell into the week and stood at that instant, by category.</param>
/// <param name="Acknowledged">Acknowledgements in the week, each with the wait for it.</param>
public sealed record WeekFigures(
    IReadOnlyList<(Status Status, string? Category, int Count)> Active,
    int New,
    IReadOnlyList<(string? Category, Durations Took)> Resolved,
    Durations Acknowledged
)
{
    /// <summary>How well it was chosen what to escalate, how severe and when.</summary>
    public ChoiceCounts Choices { get; init; } = ChoiceCounts.None;
}

/// <summary>Several lengths of time, added up. A long of ticks would not hold the sum of many.</summary>
public sealed record Durations(int Count, decimal TotalTicks)
{
    public static readonly Durations None = new(0, 0);

    public static Durations operator +(Durations one, Durations other) => new(one.Count + other.Count, one.TotalTicks + other.TotalTicks);

    public static Durations Add(Durations left, Durations right) => left + right;

    /// <summary>Their average in a unit; null when there are none.</summary>
    internal decimal? Average(TimeSpan unit) => Count == 0 ? null : TotalTicks / Count / unit.Ticks;
}
