namespace Escalations.Launches;

/// <summary>How likely it is that a risk comes true, as somebody judges it.</summary>
public enum Likelihood
{
    Low,
    Medium,
    High,
}

/// <summary>Where a risk is going, as somebody judges it.</summary>
public enum RiskTrend
{
    Better,
    Same,
    Worse,
}

/// <summary>How a risk ended.</summary>
/// <param name="At">UTC.</param>
public sealed record RiskEnd(string How, Person By, DateTimeOffset At);

/// <summary>An early sign of something that could derail a launch (A021).</summary>
/// <param name="Number">From 1, in the order in which they were logged.</param>
/// <param name="Milestone">The name of the milestone at risk; null for the day of the launch itself.</param>
/// <param name="Owner">Who watches it; null for nobody.</param>
/// <param name="Mitigation">What is done against it; null while nothing is.</param>
/// <param name="LoggedAt">UTC.</param>
public sealed record Risk(
    int Number,
    string What,
    Likelihood Likelihood,
    RiskTrend Trend,
    string? Milestone,
    Person? Owner,
    string? Mitigation,
    Person LoggedBy,
    DateTimeOffset LoggedAt
)
{
    /// <summary>When somebody looked at it last, UTC.</summary>
    public DateTimeOffset LookedAt { get; init; } = LoggedAt;

    /// <summary>The number of the event by which it became worse; null where it never did, or has become better since.</summary>
    public int? Worsened { get; init; }

    /// <summary>The brief that was begun since it became worse the last time; null for none.</summary>
    public BegunEscalation? Begun { get; init; }

    /// <summary>Null while it is open.</summary>
    public RiskEnd? End { get; init; }

    public bool IsOpen => End is null;

    /// <summary>
    /// How severe a matter is that is begun from it, as far as its judgement says: S2 where it is likely, less where not, and one more while it
    /// gets worse.
    /// </summary>
    public Severity Severity =>
        (Likelihood, Trend) switch
        {
            (Likelihood.High, _) or (Likelihood.Medium, RiskTrend.Worse) => Severity.S2,
            (Likelihood.Medium, _) or (Likelihood.Low, RiskTrend.Worse) => Severity.S3,
            _ => Severity.S4,
        };

    /// <summary>Whether these are a worsening: it is more likely, or is getting worse and was not.</summary>
    public bool IsWorseWith(Likelihood likelihood, RiskTrend trend) =>
        likelihood > Likelihood || (trend == RiskTrend.Worse && Trend != RiskTrend.Worse && likelihood >= Likelihood);

    /// <summary>It and what is so of it once somebody has judged it again.</summary>
    internal Risk Judged(RiskChanged change, LaunchRecorded happened)
    {
        var isWorse = IsWorseWith(change.Likelihood, change.Trend);
        var isBetter = change.Likelihood < Likelihood || (change.Trend == RiskTrend.Better && Trend != RiskTrend.Better);
        return this with
        {
            Likelihood = change.Likelihood,
            Trend = change.Trend,
            Owner = change.Owner,
            Mitigation = change.Mitigation,
            LookedAt = happened.At,
            Worsened =
                isWorse ? happened.Sequence
                : isBetter ? null
                : Worsened,
            Begun = isWorse || isBetter ? null : Begun,
        };
    }

    /// <summary>The worst first: the most likely, then what is getting worse, then the oldest.</summary>
    public static IEnumerable<Risk> WorstFirst(IEnumerable<Risk> risks) =>
        risks.OrderByDescending(risk => risk.Likelihood).ThenByDescending(risk => risk.Trend).ThenBy(risk => risk.Number);
}
