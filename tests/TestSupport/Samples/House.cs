using Escalations;

namespace TestSupport.Samples;

/// <summary>The rules of a house like that of the shipped playbook, small enough to count with in one's head.</summary>
internal static class House
{
    public static readonly CalendarRule Paris = Calendars.Office("Europe/Paris", "09:00-17:00", new(15, 0)) with
    {
        Key = "paris",
        Title = "Paris office",
        Holidays = [new DatedHoliday("Founders' day", new(2026, 11, 23))],
    };

    public static readonly Playbook Rules = new()
    {
        Version = new("house", "7"),
        Title = "House rules",
        Calendars = [Calendars.Utc, Paris],
        Sprints = new(new(2026, 11, 9), 2),
        Severities =
        [
            Level(
                Severity.S1,
                new(15, TermUnit.Minutes),
                new(4, TermUnit.Hours),
                new(48, TermUnit.Hours),
                new(Daily, new(new(60, TermUnit.Minutes), new(30, TermUnit.Minutes)), Twice)
            ) with
            {
                Review = new(48, TermUnit.Hours),
            },
            Level(Severity.S2, new(1, TermUnit.Hours), new(1, TermUnit.BusinessDays), new(48, TermUnit.Hours), new(Daily, null, Twice)),
            Level(
                Severity.S3,
                new(4, TermUnit.Hours),
                new(1, TermUnit.Sprints),
                new(5, TermUnit.BusinessDays),
                new(new(new(3, TermUnit.BusinessDays)), null, new(new(24, TermUnit.Hours)))
            ),
            Level(Severity.S4, new(1, TermUnit.BusinessDays), Term.NextPlanning, new(5, TermUnit.BusinessDays), new(new(new(3, TermUnit.BusinessDays)))),
        ],
        Teams =
        [
            new("engineering", "Engineering", Manager: "head"),
            new("parisians", "Parisians", Manager: "head", Calendar: "paris"),
            new("head", "Head of Engineering", Manager: "office"),
            new("office", "CEO office"),
        ],
        Categories =
        [
            Category("product_defect", "Product defect", "engineering", new(4, TermUnit.Hours), new(72, TermUnit.Hours), "resolution"),
            Category("feature_gap", "Feature gap", "parisians", new(48, TermUnit.Hours), new(2, TermUnit.Weeks), "decision on approach"),
            Category("service_failure", "Service failure", "parisians", new(4, TermUnit.Hours), new(24, TermUnit.Hours), "remediation plan"),
            Category("intervention", "Executive intervention", "engineering", Term.SameDay, new(48, TermUnit.Hours), "executive response"),
        ],
        LeadershipTeam = "office",
    };

    private static Cadence Daily => new(new(1, TermUnit.Days));

    private static Cadence Twice => new(new(3, TermUnit.Hours), new(2, TermUnit.Hours));

    /// <summary>The same rules, one severity's changed.</summary>
    public static Playbook With(this Playbook playbook, Severity severity, Func<SeverityLevel, SeverityLevel> change) =>
        playbook with
        {
            Severities = [.. playbook.Severities.Select(level => level.Severity == severity ? change(level) : level)],
        };

    private static SeverityLevel Level(Severity severity, Term acknowledge, Term resolve, Term stall, Cadences updates) =>
        new(severity, "", acknowledge, stall, updates) { Resolve = resolve };

    private static Category Category(string key, string title, string team, Term acknowledge, Term outcome, string what) =>
        new(key, title, "", [team], acknowledge, new(what, Severities.All.ToDictionary(s => s, _ => outcome)))
        {
            Ladders = Severities.All.ToDictionary(s => s, s => (IReadOnlyList<string>)(s.IsCritical() ? ["head", "office"] : ["head"])),
        };
}
