namespace Escalations.Deadlines;

/// <summary>Finds when a meeting is held: on its days of the week that are working days.</summary>
public static class MeetingTimes
{
    /// <summary>Longer than any holidays: a meeting that is not held for so long is held no more.</summary>
    private const int MostDays = 60;

    /// <summary>The meeting that is held at or after an instant, UTC; null where none is.</summary>
    public static DateTimeOffset? Next(Meeting meeting, CalendarRule calendar, DateTimeOffset from) =>
        Days(calendar, from, 1).Select(day => On(meeting, calendar, day)).FirstOrDefault(at => at >= from);

    /// <summary>The meetings before and after the one at an instant, UTC; null where there is none.</summary>
    public static (DateTimeOffset? Last, DateTimeOffset? Next) Around(Meeting meeting, CalendarRule calendar, DateTimeOffset at) =>
        (Days(calendar, at, -1).Select(day => On(meeting, calendar, day)).FirstOrDefault(held => held < at), Next(meeting, calendar, at.AddTicks(1)));

    private static IEnumerable<DateOnly> Days(CalendarRule calendar, DateTimeOffset from, int step)
    {
        var today = WorkingCalendar.Of(calendar).DateOf(from);
        return Enumerable.Range(0, MostDays).Select(ahead => today.AddDays(step * ahead));
    }

    private static DateTimeOffset? On(Meeting meeting, CalendarRule calendar, DateOnly day) =>
        meeting.Days.Contains(day.DayOfWeek) && WorkingCalendar.Of(calendar).IsWorkingDay(day) ? WeeklyTimes.At(calendar.TimeZone, day, meeting.At) : null;
}
