namespace Escalations.Deadlines;

/// <summary>An alarm whose time has come.</summary>
/// <param name="LeftOut">How many earlier alarms of the same deadline no longer matter.</param>
public sealed record DueAlarm(Deadline Deadline, Alarm Alarm, int LeftOut);

/// <summary>Says what has come due, never early, and of each deadline only what matters now.</summary>
public static class DueAlarms
{
    /// <summary>A reminder that is later than this was missed: the process was down, or reminders were held.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    /// <summary>What has come due, what changes the escalation first. Of several alarms of one deadline the one that acts, else the latest.</summary>
    public static IReadOnlyList<DueAlarm> Due(Escalation escalation, DateTimeOffset now) =>
        [
            .. escalation
                .Deadlines.Select(deadline =>
                    (Deadline: deadline, Passed: deadline.PendingAlarms.Where(alarm => escalation.WakesAt(deadline, alarm) <= now).ToList())
                )
                .Where(d => d.Passed.Count > 0)
                .Select(d => new DueAlarm(d.Deadline, d.Passed.Find(alarm => d.Deadline.Kind.Acts(alarm.Phase)) ?? d.Passed[^1], d.Passed.Count - 1))
                .OrderByDescending(f => f.Deadline.Kind.Acts(f.Alarm.Phase))
                .ThenBy(f => f.Deadline.DueAt),
        ];

    /// <summary>
    /// When a late alarm is better heard, so that nobody is woken at night by what has waited for days: also when it would go up, or
    /// nobody is above; null for now.
    /// </summary>
    public static DateTimeOffset? BetterAt(Playbook playbook, Escalation escalation, DueAlarm dueAlarm, DateTimeOffset now)
    {
        if (escalation.Decision is not { } decision || decision.Severity.IsCritical() || now - dueAlarm.Alarm.At < Late)
        {
            return null;
        }

        var calendar = playbook.Calendars.FirstOrDefault(c => c.Key == dueAlarm.Deadline.Counted?.Calendar)
            ?? (dueAlarm.Deadline.Kind.OwedBy() == Party.Team ? playbook.CalendarOf(escalation) : playbook.DefaultCalendar);
        var open = WorkingCalendar.Of(calendar).NextOpen(now);
        return open > now ? open : null;
    }
}
