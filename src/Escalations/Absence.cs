namespace Escalations;

/// <summary>Somebody is away for a while, and somebody else covers: what comes for the one comes for both.</summary>
/// <param name="Person">Who is away.</param>
/// <param name="Backup">Who covers, unless they are away as well.</param>
/// <param name="Since">When it was said, UTC.</param>
/// <param name="Until">When it ends by itself, UTC.</param>
public sealed record Absence(Person Person, Person Backup, DateTimeOffset Since, DateTimeOffset Until)
{
    public bool IsSoAt(DateTimeOffset now) => now < Until;
}

/// <summary>Who is away at one moment, and who covers then.</summary>
public sealed class AwayNow
{
    private readonly Dictionary<string, Absence> all;

    /// <param name="said">All that was said; what has ended does not count.</param>
    public AwayNow(IEnumerable<Absence> said, DateTimeOffset now) =>
        all = said.Where(absence => absence.IsSoAt(now)).GroupBy(absence => absence.Person.Id).ToDictionary(of => of.Key, of => of.MaxBy(a => a.Since)!);

    public IEnumerable<Absence> All => all.Values;

    /// <summary>Null for whoever is there.</summary>
    public Absence? Of(string personId) => all.GetValueOrDefault(personId);

    /// <summary>Who covers for somebody: their backup; where that one is away as well, the next one. Null for whoever is there.</summary>
    public Person? BackupOf(string personId)
    {
        var passed = new HashSet<string>();
        Person? backup = null;
        for (var at = personId; all.TryGetValue(at, out var absence); at = backup.Id)
        {
            if (!passed.Add(at))
            {
                // Two said so at once: nobody of them is there.
                return null;
            }

            backup = absence.Backup;
        }

        return backup;
    }

    /// <summary>A place, and that of whoever covers there.</summary>
    public IEnumerable<Target> WithBackup(Target place) =>
        place is ToPerson person && BackupOf(person.PersonId) is { } backup ? [place, new ToPerson(backup.Id)] : [place];

    /// <summary>In whose place somebody gets what goes to some places; nobody's where they get it themselves.</summary>
    public IReadOnlyList<Person> InPlaceOf(Target to, IReadOnlyCollection<Target> places) =>
        to is ToPerson person && !places.Contains(to)
            ? [.. CoveredBy(person.PersonId).Select(absence => absence.Person).Where(away => places.Contains(new ToPerson(away.Id)))]
            : [];

    /// <summary>For whom somebody covers.</summary>
    public IEnumerable<Absence> CoveredBy(string personId) => all.Values.Where(absence => BackupOf(absence.Person.Id)?.Id == personId);

    /// <summary>Whether nobody would be there if somebody named this backup: who covers would, in the end, be covered by them.</summary>
    public bool WouldLoop(string personId, string backupId)
    {
        var passed = new HashSet<string> { personId };
        for (var at = backupId; passed.Add(at); at = all[at].Backup.Id)
        {
            if (!all.ContainsKey(at))
            {
                return false;
            }
        }

        return true;
    }
}
