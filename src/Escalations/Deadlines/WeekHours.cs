namespace Escalations.Deadlines;

/// <summary>The hours of each weekday less the breaks, and what days without any borrow.</summary>
internal sealed class WeekHours
{
    private readonly DayHours[] days;

    private WeekHours(DayHours[] days) => this.days = days;

    public static WeekHours Of(CalendarRule rule) =>
        new([.. Enumerable.Range(0, 7).Select(weekday => DayHours.Of(rule.Week.GetValueOrDefault((DayOfWeek)((weekday + 1) % 7), []), rule.Breaks))]);

    /// <param name="weekday">0 for Monday.</param>
    public DayHours On(int weekday) => days[weekday];

    /// <summary>Its own hours, else those of the last weekday before it that has any.</summary>
    public DayHours LikeTheLastBefore(int weekday) => Enumerable.Range(0, 7).Select(back => days[(weekday + 7 - back) % 7]).First(day => day.HasAny);
}
