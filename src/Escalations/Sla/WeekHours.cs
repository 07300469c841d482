namespace Escalations.Sla;

/// <summary>The hours of each weekday less the breaks, in ticks since its midnight; they may end on the next day.</summary>
internal sealed class WeekHours
{
    private readonly (long Opens, long Closes)[][] days;

    private WeekHours((long Opens, long Closes)[][] days) => this.days = days;

    public static WeekHours Of(CalendarRule rule) => new(
        [.. Enumerable.Range(0, 7).Select(weekday => Hours(rule, weekday).SelectMany(h => Without(h, rule.Breaks)).Select(h => (h.Opens.Ticks, h.Closes.Ticks)).ToArray())]);

    /// <param name="weekday">0 for Monday.</param>
    public long Worth(int weekday) => days[weekday].Sum(h => h.Closes - h.Opens);

    public bool HasAny(int weekday) => days[weekday].Length > 0;

    public long FirstOpening(int weekday) => days[weekday][0].Opens;

    public long LastClosing(int weekday) => days[weekday][^1].Closes;

    /// <summary>How much of the weekday's open time has passed, so long after its midnight.</summary>
    public long Passed(int weekday, long sinceMidnight)
    {
        var passed = 0L;
        foreach (var (opens, closes) in days[weekday])
        {
            passed += Math.Clamp(sinceMidnight - opens, 0, closes - opens);
        }

        return passed;
    }

    /// <summary>When so much has passed and more is to come.</summary>
    public long At(int weekday, long passed)
    {
        var left = passed;
        foreach (var (opens, closes) in days[weekday])
        {
            if (left < closes - opens)
            {
                return opens + left;
            }

            left -= closes - opens;
        }

        throw new ArgumentOutOfRangeException(nameof(passed), "More than the day has.");
    }

    private static IEnumerable<OpenHours> Hours(CalendarRule rule, int weekday) =>
        rule.Week.GetValueOrDefault((DayOfWeek)((weekday + 1) % 7), []).OrderBy(h => h.Opens);

    /// <summary>What breaks leave of the hours. A break has its clock time on the day after too, where the hours go on past midnight.</summary>
    private static IEnumerable<OpenHours> Without(OpenHours hours, IReadOnlyList<OpenHours> breaks)
    {
        var day = TimeSpan.FromDays(1);
        IEnumerable<OpenHours> left = [hours];
        foreach (var pause in breaks.SelectMany(b => new[] { new OpenHours(b.Opens - day, b.Closes - day), b, new OpenHours(b.Opens + day, b.Closes + day) }))
        {
            left = left.SelectMany(h => new[] { h with { Closes = Min(h.Closes, pause.Opens) }, h with { Opens = Max(h.Opens, pause.Closes) } })
                .Where(h => h.Opens < h.Closes);
        }

        return [.. left.OrderBy(h => h.Opens)];
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
