using System.Globalization;
using Escalations.Launches;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>A launch with where its record ends.</summary>
public sealed record FoundLaunch(LaunchHead Head, Launch Launch);

/// <summary>Reads launches, says who may see them, and puts their changes together. Whoever is not named here sees nothing of one.</summary>
public sealed class LaunchRecords(
    ILaunches launches,
    IDirectory directory,
    Administrators administrators,
    Guests guests,
    Memberships memberships,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>The playbook under which what threatens a launch is escalated.</summary>
    public const string Protocol = "launch-protocol";

    /// <summary>The open launch of this name; the latest closed one where none is open; null for none.</summary>
    public async Task<FoundLaunch?> FindNamedAsync(string tenant, string name, CancellationToken cancel)
    {
        FoundLaunch? latest = null;
        for (var number = 1; await FindAsync(tenant, IdOf(name, number), cancel) is { } found; number++)
        {
            latest = found;
        }

        return latest;
    }

    /// <summary>
    /// Who receives a matter of an open launch, by role: those who hold the roles of that launch, in the place of whoever is linked (A006,
    /// A007). Its CSM does not receive what they raise, so there whoever is linked does.
    /// </summary>
    /// <returns>Empty where the matter is of no launch that is open.</returns>
    public async Task<IReadOnlyDictionary<string, Person>> HoldersForAsync(Escalation matter, CancellationToken cancel) =>
        matter is { Playbook.Name: Protocol, Brief.Account: { } name }
        && await FindNamedAsync(matter.Tenant, name, cancel) is { Launch: { IsOpen: true } launch }
            ? launch.Roles.Where(role => role.Key != Launch.Lead && role.Value.Id != matter.Csm.Id).ToDictionary()
            : new Dictionary<string, Person>();

    /// <summary>The chats of those who hold these roles in a launch that is open.</summary>
    private async Task<IReadOnlyList<Target>> HoldersAsync(string tenant, IReadOnlyCollection<string> roles, CancellationToken cancel)
    {
        var holders = new HashSet<Target>();
        foreach (var head in await launches.LaunchHeadsAsync(tenant, cancel))
        {
            if (await FindAsync(tenant, head.Id, cancel) is { Launch: { IsOpen: true } launch })
            {
                holders.UnionWith(roles.Select(role => launch.Roles.GetValueOrDefault(role)).OfType<Person>().Select(holder => new ToPerson(holder.Id)));
            }
        }

        return [.. holders];
    }

    /// <summary>Who convenes in a meeting of a playbook: whoever is linked to what attends it, and who holds such a role in an open launch.</summary>
    public async Task<IReadOnlyList<Target>> AttendeesAsync(
        string tenant,
        string playbook,
        Meeting meeting,
        IReadOnlyList<Binding> bindings,
        CancellationToken cancel
    ) => [.. TeamDirectory.Of(meeting.Attendees, bindings).Union(playbook == Protocol ? await HoldersAsync(tenant, meeting.Attendees, cancel) : [])];

    /// <summary>The newest launch of this name that somebody may see; null for none.</summary>
    public async Task<FoundLaunch?> FindNamedAsync(Viewer viewer, string name, CancellationToken cancel)
    {
        FoundLaunch? latest = null;
        for (var number = 1; await FindAsync(viewer.Tenant, IdOf(name, number), cancel) is { } found; number++)
        {
            latest = await MaySeeAsync(viewer, found.Launch, cancel) ? found : latest;
        }

        return latest;
    }

    /// <summary>A launch as it was after so many events, such as a form showed it; null when it never was so.</summary>
    public async Task<Launch?> FindEarlierAsync(string tenant, string id, int version, CancellationToken cancel) =>
        IsId(id) && version > 0 && await launches.LaunchHistoryAsync(tenant, id, cancel) is var history && history.Count >= version
            ? Launch.Fold(tenant, id, history.Take(version).Select(LaunchChain.Open)).WithoutSecrets()
            : null;

    public async Task<FoundLaunch?> FindAsync(string tenant, string id, CancellationToken cancel)
    {
        if (!IsId(id) || await launches.FindLaunchAsync(tenant, id, cancel) is not { } head)
        {
            return null;
        }

        var history = await launches.LaunchHistoryAsync(tenant, id, cancel);
        return new(head, Launch.Fold(tenant, id, history.Take(head.Version).Select(LaunchChain.Open)).WithoutSecrets());
    }

    /// <summary>One event of a launch, and the launch as it is now; null when there is none.</summary>
    public async Task<(FoundLaunch Found, LaunchRecorded Happened)?> FindEventAsync(string tenant, string id, int sequence, CancellationToken cancel) =>
        await FindAsync(tenant, id, cancel) is { } found
        && (await launches.LaunchHistoryAsync(tenant, id, cancel)).FirstOrDefault(stored => stored.Sequence == sequence) is { } happened
            ? (found, LaunchChain.Open(happened))
            : null;

    /// <summary>The launch of this id; null when there is none that somebody may see.</summary>
    public async Task<FoundLaunch?> FindVisibleAsync(Viewer viewer, string id, CancellationToken cancel) =>
        await FindAsync(viewer.Tenant, id, cancel) is { } found && await MaySeeAsync(viewer, found.Launch, cancel) ? found : null;

    /// <summary>
    /// From when until when a matter that names it is routed: all of them, but those of an earlier or a later launch of the same name, whose
    /// border is when the later one was started.
    /// </summary>
    public async Task<(DateTimeOffset Since, DateTimeOffset Until)> SpanAsync(Launch launch, CancellationToken cancel)
    {
        var (name, number) = launch.Id.Split('#') is [var first, var later] ? (first, int.Parse(later, CultureInfo.InvariantCulture)) : (launch.Id, 1);
        var next = await FindAsync(launch.Tenant, IdOf(name, number + 1), cancel);
        return (number == 1 ? DateTimeOffset.MinValue : launch.StartedAt, next?.Launch.StartedAt ?? DateTimeOffset.MaxValue);
    }

    /// <summary>All launches that somebody may see, those that run first, then the latest.</summary>
    public async Task<IReadOnlyList<FoundLaunch>> VisibleAsync(Viewer viewer, CancellationToken cancel)
    {
        var all = new List<FoundLaunch>();
        foreach (var head in await launches.LaunchHeadsAsync(viewer.Tenant, cancel))
        {
            if (await FindAsync(viewer.Tenant, head.Id, cancel) is { } found && await MaySeeAsync(viewer, found.Launch, cancel))
            {
                all.Add(found);
            }
        }

        return [.. all.OrderBy(found => !found.Launch.IsOpen).ThenByDescending(found => found.Launch.StartedAt)];
    }

    /// <summary>What a button names may be anything.</summary>
    private static bool IsId(string id)
    {
        var parts = id.Split('#');
        return parts[0].Length is > 0 and <= Launch.LongestName
            && parts[0] == Launch.KeyOf(parts[0])
            && (parts.Length == 1 || (parts.Length == 2 && parts[1].Length is > 0 and < 10 && parts[1].All(char.IsAsciiDigit)));
    }

    /// <summary>
    /// In its channel and in leadership's everybody; in their own chat its people, who holds a role of the launch protocol, who is of its
    /// leadership, and administrators. No guest anywhere.
    /// </summary>
    public async Task<bool> MaySeeAsync(Viewer viewer, Launch launch, CancellationToken cancel)
    {
        return !await IsGuestAsync(viewer, cancel)
            && (
                viewer.Channel is { } channel
                    ? IsIn(launch, new ToChannel(channel.ChannelId), viewer.Links)
                    : viewer.IsAlone && await MayReadWhereLinkedAsync(launch, viewer.Person, viewer.Links, cancel)
            );
    }

    /// <summary>The open launches that are shown in a place to which something is sent by itself, such as an agenda: the oldest first.</summary>
    public async Task<IReadOnlyList<Launch>> OpenAtAsync(string tenant, Target place, TeamLinks links, CancellationToken cancel)
    {
        if (place is ToPerson { PersonId: var guest } && await guests.IncludesAsync(tenant, new Person(guest, ""), null, cancel))
        {
            return [];
        }

        var open = new List<Launch>();
        foreach (var head in await launches.LaunchHeadsAsync(tenant, cancel))
        {
            if (await FindAsync(tenant, head.Id, cancel) is { Launch: { IsOpen: true } launch } && await MaySeeAtAsync(launch, place, links, cancel))
            {
                open.Add(launch);
            }
        }

        return [.. open.OrderBy(launch => launch.StartedAt)];
    }

    /// <summary>Whether it is shown in a place, whoever asks there; guests are kept from asking before.</summary>
    public async Task<bool> MaySeeAtAsync(Launch launch, Target place, TeamLinks links, CancellationToken cancel) =>
        place is ToPerson person ? await MayReadWhereLinkedAsync(launch, new(person.PersonId, ""), links, cancel) : IsIn(launch, place, links);

    private IReadOnlyCollection<Target> Leadership(TeamLinks links) =>
        Playbook is { } protocol ? TeamDirectory.Of([protocol.LeadershipTeam], links.Bindings) : [];

    private bool IsIn(Launch launch, Target place, TeamLinks links) =>
        (launch.ChannelId is { } own && place == new ToChannel(own)) || Leadership(links).Contains(place);

    private async Task<bool> MayReadWhereLinkedAsync(Launch launch, Person person, TeamLinks links, CancellationToken cancel) =>
        IncludesOrCovers(launch, person.Id, links)
        || links.Bindings.Any(b => b.Person?.Id == person.Id && Roles.Contains(b.Team))
        || await memberships.PlacesOfAsync(launch.Tenant, person.Id, [.. Leadership(links)], cancel).AnyAsync(cancel)
        || await administrators.IncludesAsync(launch.Tenant, person, cancel);

    /// <summary>Whether somebody is one of its people, or covers for one who is away.</summary>
    private bool IncludesOrCovers(Launch launch, string personId, TeamLinks links) => launch.Includes(personId) || CoveredIn(launch, personId, links).Any();

    /// <summary>Whether somebody leads it, or covers for whoever does.</summary>
    public bool Leads(Launch launch, string personId, TeamLinks links) =>
        launch.LeadPerson.Id == personId || CoveredIn(launch, personId, links).Any(one => one.Id == launch.LeadPerson.Id);

    /// <summary>Its people who are away, and for whom somebody covers.</summary>
    public IEnumerable<Person> CoveredIn(Launch launch, string personId, TeamLinks links) =>
        links.AwayAt(clock.GetUtcNow()).CoveredBy(personId).Select(absence => absence.Person).Where(person => launch.Includes(person.Id));

    /// <summary>Whether news of it that is for a person may be read by them now: its people, whoever covers for them, and administrators.</summary>
    public async Task<bool> MayReadAsync(Launch launch, string personId, TeamLinks links, CancellationToken cancel) =>
        IncludesOrCovers(launch, personId, links) || await administrators.IncludesAsync(launch.Tenant, new Person(personId, ""), cancel);

    /// <summary>Its people and administrators change it.</summary>
    public async Task<bool> MayChangeAsync(Viewer viewer, Launch launch, CancellationToken cancel) =>
        !await IsGuestAsync(viewer, cancel)
        && (IncludesOrCovers(launch, viewer.Person.Id, viewer.Links) || await administrators.IncludesAsync(viewer.Tenant, viewer.Person, cancel));

    public async Task<bool> IsGuestAsync(Viewer viewer, CancellationToken cancel) =>
        viewer.IsGuest || await guests.IncludesAsync(viewer.Tenant, viewer.Person, viewer.Channel, cancel);

    /// <summary>The roles that a launch has: its lead, and those of the launch protocol as its file says them, their sponsor among them.</summary>
    public IReadOnlyList<string> Roles =>
        [Launch.Lead, .. Playbook?.Teams.Where(team => team.Kind == ReceiverKind.Role).Select(team => team.Key) ?? Array.Empty<string>()];

    /// <summary>The playbook under which what threatens a launch is escalated; null where it is not there.</summary>
    public Playbook? Playbook => playbooks.Newest.FirstOrDefault(p => p.Version.Name == Protocol);

    /// <summary>
    /// What is to be stored, and whom alarms are told, when this happens to a launch now: whoever covers hears what they would for whom they do.
    /// </summary>
    public async Task<Response> StoredAsync(
        Request request,
        FoundLaunch found,
        DateTimeOffset now,
        IReadOnlyList<LaunchEvent> events,
        CancellationToken cancel,
        IReadOnlyDictionary<string, MeasuredSoFar>? measured = null,
        IReadOnlyList<Measure>? measures = null
    )
    {
        var told = Told(request, found, now, events).ToList();
        var away = told.Count == 0 ? null : (await directory.LinksAsync(request.Tenant, cancel)).AwayAt(now);
        return new()
        {
            Directory = new() { Launch = Changed(request.Tenant, found.Head, request.By, now, events, measured, measures) },
            Messages =
            [
                .. told.SelectMany(message => away!.WithBackup(message.To).Select(to => message with { To = to }))
                    .DistinctBy(message => (message.To, message.What)),
            ],
        };
    }

    /// <summary>
    /// Of an alarm its lead, the owner of the criterion and its channel hear, each once; that somebody holds a role now or has something to do
    /// they hear themselves, and that it is live, closed or has its post-mortem all its people and its channel, with its card. Who did it knows.
    /// </summary>
    private static IEnumerable<OutboxMessage> Told(Request request, FoundLaunch found, DateTimeOffset now, IReadOnlyList<LaunchEvent> events)
    {
        var (launch, news, last) = (found.Launch, new HashSet<Target>(), found.Head.Version + events.Count);
        var after = launch;
        IEnumerable<Target> channel = launch.ChannelId is { } id ? [new ToChannel(id)] : [];
        foreach (var (index, what) in events.Index())
        {
            var before = after;
            var sequence = found.Head.Version + index + 1;
            after = before.After(new(sequence, now, request.By, what));
            foreach (var person in AskedOfRisk(before, after, sequence, what, request.By).Concat(GivenBy(before, after, what, request.By)))
            {
                yield return new(new ToPerson(person.Id), new LaunchNotice(launch.Id, sequence));
            }

            var criterion = what switch
            {
                AlarmRaised raised => raised.Against,
                AlarmCleared cleared => cleared.Against,
                _ => null,
            };
            if (criterion is not null)
            {
                IEnumerable<Target> places =
                [
                    new ToPerson(launch.LeadPerson.Id),
                    .. criterion.Owner is { } owner ? [new ToPerson(owner.Id)] : Array.Empty<Target>(),
                    .. channel,
                ];
                foreach (var place in places.Distinct())
                {
                    yield return new(place, new LaunchNotice(launch.Id, sequence));
                }
            }

            if (what is LaunchClosed)
            {
                yield return new(new ToPerson(launch.LeadPerson.Id), new LaunchReminder(launch.Id));
            }

            news.UnionWith(
                what switch
                {
                    RoleGiven given => [new ToPerson(given.To.Id)],
                    WentLive or LaunchClosed => [.. launch.Responsible.Append(launch.StartedBy).Select(one => new ToPerson(one.Id)), .. channel],
                    LaunchReviewed when before.Review is null =>
                    [
                        .. launch
                            .Responsible.Select(one => new ToPerson(one.Id))
                            .Where(one => after.Review!.OpenFixesOf(one.PersonId).FirstOrDefault() is null),
                        .. channel,
                    ],
                    _ => Array.Empty<Target>(),
                }
            );
        }

        news.Remove(new ToPerson(request.By.Id));
        foreach (var place in news.Where(place => place != request.ReplyTo))
        {
            yield return new(place, new LaunchNotice(launch.Id, last));
        }
    }

    /// <summary>
    /// Lead and owner are asked whether to escalate a risk each time it becomes worse, whoever said so; else who owns one from now on hears that.
    /// </summary>
    private static IEnumerable<Person> AskedOfRisk(Launch before, Launch after, int sequence, LaunchEvent what, Person by)
    {
        var number = what switch
        {
            RiskLogged => after.Risks.Count,
            RiskChanged changed => changed.Number,
            _ => 0,
        };
        if (after.FindRisk(number) is not { } risk)
        {
            return [];
        }

        return risk.Worsened == sequence ? new[] { after.LeadPerson, risk.Owner }.OfType<Person>().DistinctBy(person => person.Id)
            : risk.Owner is { } owner && owner.Id != by.Id && owner.Id != before.FindRisk(number)?.Owner?.Id ? [owner]
            : [];
    }

    /// <summary>Who has something to do from now on that somebody else gave them: work, a criterion, or what a post-mortem found to change.</summary>
    private static IEnumerable<Person> GivenBy(Launch before, Launch after, LaunchEvent what, Person by) =>
        what switch
        {
            WorkAdded { Owner: { } owner } => [owner],
            CriterionAgreed { Criterion: { Owner: { } owner } criterion } when before.FindCriterion(criterion.Name)?.Criterion.Owner?.Id != owner.Id => [owner],
            LaunchReviewed => after
                .Review!.Owners.Values.DistinctBy(owner => owner.Id)
                .Where(owner =>
                    after.Review.OpenFixesOf(owner.Id).Select(fix => fix.What).Except(before.Review?.OpenFixesOf(owner.Id).Select(fix => fix.What) ?? []).Any()
                ),
            _ => Enumerable.Empty<Person>(),
        }
            is var given
            ? given.Where(person => person.Id != by.Id)
            : [];

    /// <summary>The first name of a launch that is free for a new one, while none of that name is open.</summary>
    public static string IdOf(string name, int number) => number == 1 ? Launch.KeyOf(name) : $"{Launch.KeyOf(name)}#{number}";

    /// <summary>What is stored when this happens to a launch now.</summary>
    /// <param name="measured">What is measured of it afterwards; null for no change.</param>
    public static LaunchChange Changed(
        string tenant,
        LaunchHead head,
        Person by,
        DateTimeOffset now,
        IReadOnlyList<LaunchEvent> events,
        IReadOnlyDictionary<string, MeasuredSoFar>? measured = null,
        IReadOnlyList<Measure>? measures = null
    )
    {
        var (hash, seals) = (head.Version == 0 ? LaunchChain.Genesis(tenant, head.Id) : head.Hash, new List<SealedEvent>());
        foreach (var what in events)
        {
            seals.Add(LaunchChain.Seal(hash, new(head.Version + seals.Count + 1, now, by, what)));
            hash = seals[^1].Hash;
        }

        var after = head with
        {
            Version = head.Version + seals.Count,
            Hash = hash,
            Batches = head.Batches + (measures is { Count: > 0 } ? 1 : 0),
            Measured = measured ?? head.Measured,
        };
        return new(head, after, seals, measures ?? []);
    }
}
