namespace Escalations.Reporting;

/// <summary>Something that is due from somebody.</summary>
/// <param name="Of">The escalation as they may read it.</param>
/// <param name="IsOver">It was done, its clock stands, or it ended: nothing is due any more.</param>
public sealed record DueDate(Escalation Of, Deadline What, bool IsOver);

/// <summary>Which deadlines of an escalation are whose.</summary>
public static class DueDates
{
    /// <param name="former">Deadlines of one that has ended, as they were last.</param>
    /// <param name="people">Ids of the person, and of those for whom they cover.</param>
    /// <param name="receives">Whether one of them has it in their own chat.</param>
    public static IEnumerable<DueDate> Of(Escalation escalation, IReadOnlyList<Deadline> former, IReadOnlySet<string> people, bool receives) =>
        escalation
            .Deadlines.Concat(former.Where(was => escalation.Find(was.Kind) is null))
            .Where(deadline => IsTheirs(deadline.Kind, escalation, people, receives))
            .Select(deadline => new DueDate(escalation, deadline, deadline.MetAt is not null || deadline.IsPaused || escalation.Find(deadline.Kind) is null));

    private static bool IsTheirs(DeadlineKind kind, Escalation escalation, IReadOnlySet<string> people, bool receives)
    {
        var isCsm = people.Contains(escalation.Csm.Id);
        return kind switch
        {
            DeadlineKind.Acceptance => escalation.Work.HandOver is { } offer && people.Contains(offer.To.Id),
            DeadlineKind.ShiftHandover => escalation.Assignment.AskedToTakeOver.Any(next => people.Contains(next.Id)),
            _ when kind.OwedBy() == Party.Csm => isCsm,
            DeadlineKind.Outcome or DeadlineKind.FixDate when isCsm => true,
            _ when escalation.Work.Owner is { } owner => people.Contains(owner.Id),
            _ => receives,
        };
    }
}
