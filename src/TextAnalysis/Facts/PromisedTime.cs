namespace TextAnalysis.Facts;

/// <summary>Which part of a day somebody named where they named no clock time.</summary>
public enum DayPart
{
    /// <summary>When the day closes.</summary>
    End,

    /// <summary>When work begins.</summary>
    Morning,

    /// <summary>Until noon.</summary>
    LateMorning,
    Afternoon,
    Evening,
}

/// <summary>When somebody promised to be heard from again, as their words say it, before anybody has looked at a clock or a calendar.</summary>
public sealed record PromisedTime
{
    /// <summary>So long from now; everything but <see cref="Zone"/> is null then.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>So many business days from now, as above.</summary>
    public int? BusinessDays { get; init; }

    /// <summary>0 for today.</summary>
    public int? DaysAhead { get; init; }

    public DayOfWeek? Weekday { get; init; }

    /// <summary>A date; the year is 0 where none was said.</summary>
    public (int Year, int Month, int Day)? Date { get; init; }

    /// <summary>Since midnight, up to 24 hours; null where only a day or a part of it was named.</summary>
    public TimeSpan? Clock { get; init; }

    /// <summary>Whether the hour could also be that of the afternoon: "at 5".</summary>
    public bool IsHalfDay { get; init; }

    /// <summary>The part of the day; it counts where there is no clock time.</summary>
    public DayPart Part { get; init; }

    /// <summary>"CET", "UTC+2", "London"; null where none was said.</summary>
    public string? Zone { get; init; }
}
