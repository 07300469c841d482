namespace Escalations;

/// <summary>When a team works, as a playbook writes it: zone, hours, holidays. <c>Deadlines</c> counts with it.</summary>
public sealed record CalendarRule
{
    /// <summary>The key of the calendar that governs where a team names none.</summary>
    public const string DefaultKey = "default";

    public required string Key { get; init; }

    /// <summary>The name for people; a deadline's reason says it.</summary>
    public required string Title { get; init; }

    /// <summary>IANA name.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The open hours by the day on which they begin; a day without any is no working day.</summary>
    public required IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenHours>> Week { get; init; }

    /// <summary>Clock times that are closed within the hours, the same on every day.</summary>
    public IReadOnlyList<OpenHours> Breaks { get; init; } = [];

    public IReadOnlyList<Holiday> Holidays { get; init; } = [];

    /// <summary>Working days with hours of their own; of several for one day the first holds. They open no day that is closed.</summary>
    public IReadOnlyList<ShortDay> ShortDays { get; init; } = [];

    /// <summary>Days that open although they are holidays or have no hours in the week.</summary>
    public IReadOnlyList<WorkingDay> WorkingDays { get; init; } = [];

    /// <summary>Where a file of holidays ends, when it does; null when there is none, or when it goes on forever.</summary>
    public HolidayHorizon? HolidayHorizon { get; init; }

    /// <summary>"Same day" means the next working day for what comes in later than this.</summary>
    public required TimeOnly CutOff { get; init; }
}

/// <summary>A stretch of clock time that holds its first instant and not its last.</summary>
/// <param name="Opens">Since midnight of the day on which it begins, less than 24 hours.</param>
/// <param name="Closes">Since the same midnight; more than 24 hours when it ends on the next day.</param>
public readonly record struct OpenHours(TimeSpan Opens, TimeSpan Closes);

/// <summary>A rule that closes days. Hours that begin on such a day stay closed to their end, past midnight too.</summary>
/// <param name="Name">As people call it.</param>
public abstract record Holiday(string Name)
{
    /// <summary>Where it goes when it falls on a day that the week leaves closed anyway.</summary>
    public ObservedOn Observed { get; init; }
}

/// <summary>Which day is closed for a holiday that falls on a day without hours, such as a Sunday.</summary>
public enum ObservedOn
{
    /// <summary>No other.</summary>
    TheDayItself,

    /// <summary>The next one that opens by the week and is no holiday and no <see cref="WorkingDay"/> itself.</summary>
    NextWorkingDay,

    /// <summary>The nearest such day before or after it; of two equally near ones the later.</summary>
    NearestWorkingDay,
}

/// <summary>Closes one day.</summary>
public sealed record DatedHoliday(string Name, DateOnly Date) : Holiday(Name);

/// <summary>Closes the same date each year; 29 February in leap years alone.</summary>
/// <param name="FirstYear">Not before this year.</param>
public sealed record YearlyHoliday(string Name, int Month, int Day, int FirstYear = 1) : Holiday(Name);

/// <summary>Closes such a day as the last Monday of May.</summary>
/// <param name="Nth">1 to 4, or 0 for the last.</param>
/// <param name="FirstYear">Not before this year.</param>
public sealed record WeekdayHoliday(string Name, int Nth, DayOfWeek Weekday, int Month, int FirstYear = 1) : Holiday(Name);

/// <summary>Closes a day that moves with Easter Sunday of the western churches.</summary>
/// <param name="Days">After it; negative before it.</param>
public sealed record EasterHoliday(string Name, int Days) : Holiday(Name);

/// <summary>Hours that stand in for those of the week, less the breaks.</summary>
/// <param name="When">The days; its name is how the playbook writes them.</param>
public sealed record ShortDay(Holiday When, IReadOnlyList<OpenHours> Hours);

/// <summary>A day that is worked in spite of the week and the holidays.</summary>
/// <param name="Hours">Null for those of its <see cref="ShortDay"/>, else of its weekday, else of the last weekday before it that has any.</param>
public sealed record WorkingDay(DateOnly Date, IReadOnlyList<OpenHours>? Hours = null);

/// <summary>The last day that a file of holidays knows.</summary>
/// <param name="File">As an operator names it.</param>
public sealed record HolidayHorizon(string File, DateOnly LastDay);
