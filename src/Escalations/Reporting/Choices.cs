namespace Escalations.Reporting;

/// <summary>
/// How well it was chosen what to escalate, how severe and when. The definitions are plain ones, for all playbooks alike: a person
/// can hold them against any history.
/// </summary>
public static class Choices
{
    /// <summary>What an event is, of those that are counted once for each escalation.</summary>
    /// <param name="after">The escalation after it.</param>
    /// <param name="severityBefore">Before it, while a team had it; null while none did, or nobody had decided.</param>
    /// <param name="isFirstRouting">Whether it had never been routed before.</param>
    public static IEnumerable<MilestoneKind> In(RecordedEvent happened, Escalation after, Severity? severityBefore, bool isFirstRouting)
    {
        switch (happened.What)
        {
            case HandledDirectly:
                yield return MilestoneKind.HandledDirectly;
                break;
            case CombinedInto:
                yield return MilestoneKind.Combined;
                break;
            case Returned:
                yield return MilestoneKind.OverEscalated;
                break;
            case Reclassified lowered when lowered.Severity > severityBefore:
                yield return MilestoneKind.OverEscalated;
                break;
            case Reclassified raised when raised.Severity < severityBefore:
                yield return MilestoneKind.UnderEscalated;
                break;
            case Routed routed when isFirstRouting && IsLate(routed, happened.At, after):
                yield return MilestoneKind.RoutedLate;
                break;
        }
    }

    /// <summary>
    /// Whether a brief took longer, from its beginning to its first routing, than the team then had to acknowledge it. By the clock;
    /// of what is no critical severity, Saturdays and Sundays (UTC) are left out of the brief's time.
    /// </summary>
    private static bool IsLate(Routed routed, DateTimeOffset at, Escalation after) =>
        routed.Deadlines.FirstOrDefault(deadline => deadline.Kind == DeadlineKind.Acknowledge) is { } acknowledge
        && Taken(after.StartedAt, at, withWeekends: after.Decision?.Severity.IsCritical() == true) > acknowledge.DueAt - at;

    private static TimeSpan Taken(DateTimeOffset from, DateTimeOffset to, bool withWeekends)
    {
        if (withWeekends || to <= from)
        {
            return to - from;
        }

        var taken = TimeSpan.Zero;
        for (var day = from.UtcDateTime.Date; day < to.UtcDateTime; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                taken += Min(to.UtcDateTime, day.AddDays(1)) - Max(from.UtcDateTime, day);
            }
        }

        return taken;

        static DateTime Min(DateTime one, DateTime other) => one < other ? one : other;
        static DateTime Max(DateTime one, DateTime other) => one > other ? one : other;
    }
}

/// <summary>How many escalations were what <see cref="Choices"/> says, in one week up to one instant; each counts once, whatever became of it.</summary>
/// <param name="HandledDirectly">Briefs of which their CSM decided to deal with the matter without a team.</param>
/// <param name="Combined">Briefs that ended for another escalation, which stands for them too.</param>
/// <param name="OverEscalated">Given back for the first time as not theirs, or set to a lower severity while a team had it.</param>
/// <param name="UnderEscalated">Set to a higher severity while a team had it.</param>
/// <param name="RoutedLate">First routed after a brief that took longer than the team then had to acknowledge it.</param>
public sealed record ChoiceCounts(int HandledDirectly, int Combined, int OverEscalated, int UnderEscalated, int RoutedLate)
{
    public static readonly ChoiceCounts None = new(0, 0, 0, 0, 0);

    /// <param name="count">How many milestones of a kind were reached.</param>
    public static ChoiceCounts Of(Func<MilestoneKind, int> count) =>
        new(
            count(MilestoneKind.HandledDirectly),
            count(MilestoneKind.Combined),
            count(MilestoneKind.OverEscalated),
            count(MilestoneKind.UnderEscalated),
            count(MilestoneKind.RoutedLate)
        );
}
