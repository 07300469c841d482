namespace Escalations.Deadlines;

/// <summary>Finds the plannings with which sprints begin.</summary>
internal static class Sprints
{
    /// <summary>
    /// When the first sprint opens that begins at least a business day from now; where it begins on a closed day, the next
    /// opening.
    /// </summary>
    public static DateTimeOffset NextPlanning(SprintRule sprints, WorkingCalendar calendar, DateTimeOffset from)
    {
        var earliest = calendar.AfterDays(from, 1);
        var length = 7 * sprints.Weeks;
        var days = calendar.DateOf(earliest).DayNumber - sprints.FirstDay.DayNumber;
        var planning = calendar.OpeningOn(sprints.FirstDay.AddDays(length * (int)Floor.Divide(days, length)));
        for (var next = 1; planning < earliest; next++)
        {
            planning = calendar.OpeningOn(sprints.FirstDay.AddDays(length * ((int)Floor.Divide(days, length) + next)));
        }

        return planning;
    }
}
