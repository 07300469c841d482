namespace Escalations;

/// <summary>The rules of one kind of escalation: who handles what, by when. Data, from <c>playbooks/*.yaml</c>.</summary>
public sealed record Playbook
{
    public required PlaybookVersion Version { get; init; }

    public required string Title { get; init; }

    public required WorkingDay WorkingDay { get; init; }

    public required IReadOnlyList<SeverityLevel> Severities { get; init; }

    public required IReadOnlyList<Team> Teams { get; init; }

    public required IReadOnlyList<Category> Categories { get; init; }

    /// <summary>Who reads the weekly summary: the key of a channel that is bound like a team's.</summary>
    public required string LeadershipTeam { get; init; }

    /// <summary>When leadership gets the summary of the week that has ended, in the working day's zone.</summary>
    public WeeklySlot WeeklySummaryAt { get; init; } = new(DayOfWeek.Monday, new(8, 0));

    public Category? FindCategory(string? key) => Categories.FirstOrDefault(c => c.Key == key);

    public Team? FindTeam(string? key) => Teams.FirstOrDefault(t => t.Key == key);

    public SeverityLevel LevelOf(Severity severity) => Severities.Single(s => s.Severity == severity);
}

/// <summary>A day of the week and a time of that day.</summary>
public sealed record WeeklySlot(DayOfWeek Day, TimeOnly At);

/// <summary>Which playbook, and which edition of it; an escalation keeps the one it was started under.</summary>
public sealed record PlaybookVersion(string Name, string Version);

/// <summary>The zone and hours that "same day" is measured in.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="CutOff">What comes in later than this counts as the next business day.</param>
public sealed record WorkingDay(string TimeZone, TimeOnly Opens, TimeOnly Closes, TimeOnly CutOff);

/// <summary>A team that can receive escalations.</summary>
/// <param name="Key">The name in data and in <c>link engineering</c>.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Via">How the team wants to be reached, when the playbook says so: "support platform".</param>
/// <param name="Manager">Who is told when the team does not acknowledge in time, in words.</param>
public sealed record Team(string Key, string Title, string? Via = null, string? Manager = null);

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

/// <summary>A length of time as a playbook writes it: "4 hours", "5 business days", "2 weeks", "same day".</summary>
public sealed record Term(int Amount, TermUnit Unit)
{
    public static readonly Term SameDay = new(0, TermUnit.SameDay);

    public override string ToString() => Unit switch
    {
        TermUnit.SameDay => "same day",
        TermUnit.BusinessDays => Amount == 1 ? "1 business day" : $"{Amount} business days",
        _ => Amount == 1 ? $"1 {Unit.ToString().ToLowerInvariant().TrimEnd('s')}" : $"{Amount} {Unit.ToString().ToLowerInvariant()}",
    };
}

/// <summary>The units of a <see cref="Term"/>.</summary>
public enum TermUnit
{
    Minutes,
    Hours,
    Days,
    Weeks,
    BusinessDays,

    /// <summary>Until the end of the receiving team's business day; after the cut-off, until noon of the next.</summary>
    SameDay,
}
