namespace Escalations.UseCases;

/// <summary>Who has to act because of what happened: where many read along, Teams tells nobody of a line that does not mention them.</summary>
public static class WhoMustAct
{
    /// <param name="escalation">As it is now.</param>
    /// <returns>Without whoever did it; empty where all may go on with what they do.</returns>
    public static IReadOnlyList<Person> After(RecordedEvent happened, Escalation escalation)
    {
        IEnumerable<Person> asked = happened.What switch
        {
            Reminded { Kind: DeadlineKind.Acceptance } or HandOverOffered => Those(escalation.Work.HandOver?.To),
            Reminded { Kind: DeadlineKind.ShiftHandover } or ShiftOffered => escalation.Assignment.AskedToTakeOver,
            Reminded reminded when reminded.Kind.OwedBy() == Party.Team => WhoHasIt(escalation),
            ClockPaused { For: WaitingFor.Csm } => Those(escalation.Csm),
            OnCallNamed named => Those(named.Person),
            Stalled or Reopened or PushedHarder or Reclassified or BackupUsed => WhoHasIt(escalation),
            _ => [],
        };
        return [.. asked.Where(person => person.Id != happened.By.Person?.Id).DistinctBy(person => person.Id)];
    }

    /// <summary>Its owner; before there is one, whoever is on call for it.</summary>
    private static IEnumerable<Person> WhoHasIt(Escalation escalation) => escalation.Work.Owner is { } owner ? [owner] : escalation.Assignment.OnCall;

    private static IEnumerable<Person> Those(Person? person) => person is null ? [] : [person];
}
