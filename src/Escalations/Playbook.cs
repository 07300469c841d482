namespace Escalations;

/// <summary>The rules of one kind of escalation: who handles what, by when. Data, from <c>playbooks/*.yaml</c>.</summary>
public sealed record Playbook
{
    public required PlaybookVersion Version { get; init; }

    public required string Title { get; init; }

    /// <summary>One of them is the default.</summary>
    public required IReadOnlyList<CalendarRule> Calendars { get; init; }

    public required IReadOnlyList<SeverityLevel> Severities { get; init; }

    public required IReadOnlyList<Team> Teams { get; init; }

    public required IReadOnlyList<Category> Categories { get; init; }

    /// <summary>Who reads the weekly summary: the key of a channel that is bound like a team's.</summary>
    public required string LeadershipTeam { get; init; }

    /// <summary>When leadership gets the summary of the week that has ended, in the default calendar's zone.</summary>
    public WeeklySlot WeeklySummaryAt { get; init; } = new(DayOfWeek.Monday, new(8, 0));

    public Category? FindCategory(string? key) => Categories.FirstOrDefault(c => c.Key == key);

    public Team? FindTeam(string? key) => Teams.FirstOrDefault(t => t.Key == key);

    /// <summary>The calendar of teams that name none, and of what belongs to no team.</summary>
    public CalendarRule DefaultCalendar => Calendars.Single(c => c.Key == CalendarRule.DefaultKey);

    /// <summary>The calendar that governs a category's terms: the accountable team's.</summary>
    public CalendarRule CalendarOf(Category category) =>
        category.RoutesTo is [var accountable, ..] && FindTeam(accountable)?.Calendar is { } key ? Calendars.Single(c => c.Key == key) : DefaultCalendar;

    public SeverityLevel LevelOf(Severity severity) => Severities.Single(s => s.Severity == severity);
}

/// <summary>A day of the week and a time of that day.</summary>
public sealed record WeeklySlot(DayOfWeek Day, TimeOnly At);

/// <summary>Which playbook, and which edition of it; an escalation keeps the one it was started under.</summary>
public sealed record PlaybookVersion(string Name, string Version);

/// <summary>A team that can receive escalations.</summary>
/// <param name="Key">The name in data and in <c>link engineering</c>.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Via">How the team wants to be reached, when the playbook says so: "support platform".</param>
/// <param name="Manager">Who is told when the team does not acknowledge in time, in words.</param>
/// <param name="Calendar">The key of the calendar that it works by; null for the default.</param>
public sealed record Team(string Key, string Title, string? Via = null, string? Manager = null, string? Calendar = null);

/// <summary>A kind of matter, with its way through the company.</summary>
/// <param name="Trigger">What typically sets it off.</param>
/// <param name="RoutesTo">Keys of the teams that receive it; the first one is accountable.</param>
/// <param name="Outcome">What the team owes beyond the acknowledgement.</param>
public sealed record Category(string Key, string Title, string Trigger, IReadOnlyList<string> RoutesTo, Term Acknowledge, Outcome Outcome);

/// <summary>What is owed as a result, and by when.</summary>
/// <param name="What">"resolution", "decision on approach".</param>
/// <param name="Terms">One for each severity.</param>
public sealed record Outcome(string What, IReadOnlyDictionary<Severity, Term> Terms);

/// <summary>What a severity means and asks for.</summary>
/// <param name="Stall">How long without progress until it counts as stalled.</param>
/// <param name="UpdateEvery">How often the CSM hears of it.</param>
public sealed record SeverityLevel(Severity Severity, string Meaning, Term Acknowledge, Term Stall, Term UpdateEvery);

/// <summary>A length of time as a playbook writes it: "4 hours", "4 working hours", "5 business days", "2 weeks", "same day".</summary>
public sealed record Term(int Amount, TermUnit Unit)
{
    public static readonly Term SameDay = new(0, TermUnit.SameDay);

    public override string ToString() => Unit == TermUnit.SameDay ? "same day" : $"{Amount} {Word}{(Amount == 1 ? "" : "s")}";

    private string Word => Unit switch
    {
        TermUnit.Minutes => "minute",
        TermUnit.Hours => "hour",
        TermUnit.Days => "day",
        TermUnit.Weeks => "week",
        TermUnit.WorkingMinutes => "working minute",
        TermUnit.WorkingHours => "working hour",
        _ => "business day",
    };
}

/// <summary>The units of a <see cref="Term"/>. They say what they count: the first four count by the clock, nights and weekends too.</summary>
public enum TermUnit
{
    Minutes,
    Hours,
    Days,
    Weeks,

    /// <summary>Minutes of the calendar's open hours.</summary>
    WorkingMinutes,

    /// <summary>60 minutes of the calendar's open hours each.</summary>
    WorkingHours,

    /// <summary>The same clock time, so many of the calendar's working days later.</summary>
    BusinessDays,

    /// <summary>Until the end of the receiving team's business day; after the cut-off, until noon of the next.</summary>
    SameDay,
}
