namespace Escalations.Deadlines;

/// <summary>
/// When a deadline makes itself heard: once before it, at it, and a few times after it, further and further apart.
/// What can wait is heard in working hours alone: warnings earlier, walking the calendar backwards, the others later.
/// </summary>
internal static class Alarms
{
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestStep = TimeSpan.FromHours(24);

    public static IReadOnlyList<Alarm> Of(Deadline deadline, Basis basis)
    {
        var calendar = WorkingCalendar.Of(basis.Calendar);
        var canWait = !basis.Severity.IsCritical();
        var rule = basis.Playbook.Reminders;
        var given = (canWait ? calendar.Between(deadline.From, deadline.DueAt) : deadline.DueAt - deadline.From) - (deadline.Counted?.Paused ?? TimeSpan.Zero);
        var now = basis.Now ?? basis.From;

        var alarms = new List<Alarm>();
        var left = given * rule.WarnWithLeft / 100;
        if (left > TimeSpan.Zero)
        {
            alarms.Add(new(canWait ? calendar.Before(deadline.DueAt, left) : deadline.DueAt - left, AlarmPhase.Warning));
        }

        var due = canWait && !deadline.Kind.Acts(AlarmPhase.Due) ? calendar.InHours(deadline.DueAt) : deadline.DueAt;
        alarms.Add(new(due, AlarmPhase.Due));

        var step = Clamped(given * rule.RepeatAfter / 100);
        for (var (at, n) = (due, 0); n < rule.AtMost; n++)
        {
            at = canWait ? calendar.After(at, step) : at + step;
            alarms.Add(new(at, AlarmPhase.Overdue));
            step = Clamped(step * 2);
        }

        return StillToCome(alarms, wasCalled: false, now);
    }

    /// <summary>
    /// The alarms of a deadline that was counted again: those to come, and when it is late already the one at it, unless it was
    /// called due before.
    /// </summary>
    public static IReadOnlyList<Alarm> StillToCome(IReadOnlyList<Alarm> all, bool wasCalled, DateTimeOffset now) =>
        [.. all.Where(alarm => alarm.At > now || (alarm.Phase == AlarmPhase.Due && !wasCalled))];

    private static TimeSpan Clamped(TimeSpan step) =>
        step < ShortestStep ? ShortestStep
        : step > LongestStep ? LongestStep
        : step;
}
