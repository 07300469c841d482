using Escalations.Access;
using Escalations.Lifecycle;
using Escalations.Ports;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>Somebody who reads, and where they do.</summary>
/// <param name="Place">The channel, or the chat; anything else is read by all who are there.</param>
/// <param name="Channel">Null in chats.</param>
/// <param name="Conversation">Where it is read, with its service address, as its roster is asked for.</param>
/// <param name="IsGuest">As was ever told.</param>
public sealed record Viewer(
    string Tenant,
    Person Person,
    Target Place,
    Channel? Channel,
    (string ServiceUrl, string Id) Conversation,
    bool IsGuest,
    TeamLinks Links
)
{
    /// <summary>Nobody else reads along.</summary>
    public bool IsAlone => Place is ToPerson;
}

/// <summary>
/// Who may see which escalation, what they read of it (R20), and what they are to it. Whoever is not named here sees nothing.
/// Every front end asks here, and decides nothing of it by itself.
/// </summary>
public sealed class EscalationAccess(
    IEscalations escalations,
    IEscalationQueries queries,
    IDirectory directory,
    Memberships memberships,
    Guests guests,
    IRosterReader rosters,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    private const int MostOpen = 5_000;

    private static readonly Status[] Open = [Status.Routed, Status.Acknowledged, Status.InProgress, Status.Stalled, Status.Resolved];

    /// <summary>What somebody is to an escalation, by who they are and where they act.</summary>
    public Authority AuthorityOf(Request request, Escalation escalation, TeamLinks links) =>
        TeamDirectory.AuthorityOf(request, escalation, playbooks.Of(escalation), links, clock.GetUtcNow());

    /// <summary>For whom somebody covers in an escalation; nobody where they have it themselves.</summary>
    public IReadOnlyList<Absence> CoveredIn(Escalation escalation, Target place, TeamLinks links) =>
        place is ToPerson person && !HasCardThemselves(escalation, person, links)
            ? TeamDirectory.CoveredBy(person.PersonId, escalation, playbooks.Of(escalation), links, clock.GetUtcNow())
            : [];

    /// <summary>
    /// The escalation with this id; null when there is none, or when those who read the answer may not see it. The same is
    /// looked up for both, so that they cannot be told apart.
    /// </summary>
    public async Task<EscalationWithCards?> FindVisibleAsync(Viewer viewer, EscalationId id, CancellationToken cancel)
    {
        var found = await escalations.FindWithCardsAsync(viewer.Tenant, id, cancel);
        var escalation = found?.Escalation;
        if (viewer.Channel is not null)
        {
            return
                escalation is { RoutedAt: not null, IsConfidential: false }
                && (PlacesOf(escalation, viewer.Links).Contains(viewer.Place) || found!.CardIn(viewer.Place) is { HasMoved: not true })
                ? found
                : null;
        }

        if (viewer.IsAlone && escalation?.Csm.Id == viewer.Person.Id)
        {
            return found;
        }

        var sight = await SightAsync(viewer.Tenant, viewer.Links, cancel);
        if (viewer.IsAlone)
        {
            // Who was its CSM before reads on what was theirs, and no more; guests never.
            return
                escalation is not null
                && (Includes(sight, escalation, viewer.Person) || (escalation.FormerCsms.Contains(viewer.Person.Id) && !await IsGuestAsync(viewer, cancel)))
                ? found
                : null;
        }

        if (escalation?.IsConfidential is true)
        {
            return null;
        }

        // In a group chat all of its members read along.
        var readers = await rosters.ReadAsync(viewer.Tenant, viewer.Conversation.ServiceUrl, viewer.Conversation.Id, cancel) ?? [];
        return escalation is not null && readers.Count > 0 && readers.All(reader => Includes(sight, escalation, reader.Person)) ? found : null;
    }

    /// <summary>
    /// Whether somebody may see an escalation in their chat: its CSM, who is asked to own it, the people of its teams, of the rungs above
    /// them and of leadership, as they are today. Its owner is one of these, or has left. What was never routed is its CSM's alone.
    /// Everybody else is told that it is unknown.
    /// </summary>
    public async Task<bool> MaySeeAsync(Escalation escalation, Person person, CancellationToken cancel) =>
        Includes(await SightAsync(escalation.Tenant, await directory.LinksAsync(escalation.Tenant, cancel), cancel), escalation, person);

    /// <summary>What is open where somebody asks, the most severe first: in a channel what it has, in a chat what is theirs.</summary>
    public async Task<IReadOnlyList<Escalation>> OpenToAsync(Viewer viewer, CancellationToken cancel)
    {
        var open = await queries.ListAsync(viewer.Tenant, Open, null, MostOpen, cancel);
        var sight = await SightAsync(viewer.Tenant, viewer.Links, cancel);
        return
        [
            .. open.Where(e =>
                    PlacesOf(e, viewer.Links).Contains(viewer.Place)
                    || (viewer.IsAlone && (e.Csm.Id == viewer.Person.Id || e.Work.Owner?.Id == viewer.Person.Id || e.Work.HandOver?.To.Id == viewer.Person.Id))
                    || CoveredIn(e, viewer.Place, viewer.Links).Count > 0
                )
                .Where(e => !viewer.IsAlone || Includes(sight, e, viewer.Person)) // Who has left a team no longer sees what they owned there.
                .OrderBy(e => e.Decision?.Severity ?? Severity.S4)
                .ThenBy(e => e.Id.Year)
                .ThenBy(e => e.Id.Number),
        ];
    }

    /// <summary>
    /// What somebody may see in their chat whose id, customer, brief or owner's name holds all of these words, the newest first, each as they
    /// may read it. Only that is looked at, so that what is kept from them cannot be guessed.
    /// </summary>
    /// <param name="inWholeBrief">False to look at the headline alone of what was written.</param>
    public async Task<IReadOnlyList<Escalation>> SearchAsync(Viewer viewer, string words, bool inWholeBrief, CancellationToken cancel)
    {
        IReadOnlyList<string> sought = [.. Token.WordsOf(words).Select(w => w.Folded)];
        if (!viewer.IsAlone || sought.Count == 0)
        {
            return [];
        }

        bool IsSought(Escalation escalation) => Holds(escalation, sought, inWholeBrief);
        return await ReadAsync(viewer, await VisibleAsync(viewer, IsSought, cancel), IsSought, MostOpen, cancel);
    }

    /// <summary>
    /// All that somebody may see in their chat but what is confidential, the newest first. How much they may read of each is not decided by it.
    /// </summary>
    public Task<IReadOnlyList<Escalation>> VisibleAsync(Viewer viewer, CancellationToken cancel) => VisibleAsync(viewer, _ => true, cancel);

    private async Task<IReadOnlyList<Escalation>> VisibleAsync(Viewer viewer, Func<Escalation, bool> where, CancellationToken cancel)
    {
        if (!viewer.IsAlone)
        {
            return [];
        }

        var all = await queries.ListAsync(viewer.Tenant, [], null, MostOpen, cancel);
        var sight = await SightAsync(viewer.Tenant, viewer.Links, cancel);
        var visible = new List<Escalation>();
        bool? isGuest = null;
        foreach (var escalation in all.Where(e => !e.IsConfidential && where(e)))
        {
            // Rosters are asked who is a guest: only where it matters, and once.
            if (
                Includes(sight, escalation, viewer.Person)
                || (escalation.FormerCsms.Contains(viewer.Person.Id) && !(isGuest ??= await IsGuestAsync(viewer, cancel)))
            )
            {
                visible.Add(escalation);
            }
        }

        return visible;
    }

    /// <summary>
    /// Which outlines somebody may see in their chat: the same that <see cref="FindVisibleAsync"/> would find for them, one by one. No guest
    /// is asked for here.
    /// </summary>
    public Task<OutlineSight> SightOfAsync(Viewer viewer, CancellationToken cancel) => SightOfAsync(viewer.Tenant, viewer.Person.Id, viewer.Links, cancel);

    /// <inheritdoc cref="SightOfAsync(Viewer, CancellationToken)"/>
    public async Task<OutlineSight> SightOfAsync(string tenant, string personId, TeamLinks links, CancellationToken cancel)
    {
        var sight = await SightAsync(tenant, links, cancel);
        var covered = links.AwayAt(clock.GetUtcNow()).CoveredBy(personId).Select(absence => Of(absence.Person.Id, []));
        return Of(personId, [.. covered]);

        OutlineSight Of(string person, IReadOnlyList<OutlineSight> covers)
        {
            var me = new ToPerson(person);
            var theirs = sight.Members.Where(channel => channel.Value.Contains(person)).Select(channel => (Target)new ToChannel(channel.Key)).Append(me);
            return new(
                person,
                theirs.ToHashSet(),
                covers,
                escalation => PlacesOf(escalation, links),
                escalation => TeamDirectory.OfTeams(escalation, playbooks.Of(escalation), links.Bindings),
                (escalation, near) => AudienceOf(escalation, me, near, links)
            );
        }
    }

    /// <summary>Of what somebody may see, as they may read it: the first of which something is so. Only what they may read is looked at.</summary>
    /// <param name="visible">From <see cref="VisibleAsync(Viewer, CancellationToken)"/>.</param>
    public async Task<IReadOnlyList<Escalation>> ReadAsync(
        Viewer viewer,
        IEnumerable<Escalation> visible,
        Func<Escalation, bool> where,
        int most,
        CancellationToken cancel
    )
    {
        var found = new List<Escalation>();
        foreach (var escalation in visible.Where(where))
        {
            var view = (await ViewAtAsync(escalation, viewer.Place, viewer.Links, cancel)).Of(escalation);
            if (where(view))
            {
                found.Add(view);
            }

            if (found.Count >= most)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Of these, what a person may see in their own chat, each as they may read it there. What is confidential is not among it.</summary>
    public async Task<IReadOnlyList<Escalation>> ReadByAsync(
        string tenant,
        IEnumerable<Escalation> escalations,
        Person person,
        TeamLinks links,
        CancellationToken cancel
    )
    {
        var sight = await SightAsync(tenant, links, cancel);
        var read = new List<Escalation>();
        foreach (var escalation in escalations.Where(e => !e.IsConfidential && Includes(sight, e, person)))
        {
            read.Add((await ViewAtAsync(escalation, new ToPerson(person.Id), links, cancel)).Of(escalation));
        }

        return read;
    }

    /// <summary>Of these, what those in a place may see there, each as they may read it. What is confidential is not among it.</summary>
    public async Task<IReadOnlyList<Escalation>> ReadAtAsync(
        string tenant,
        IEnumerable<Escalation> escalations,
        Target place,
        TeamLinks links,
        CancellationToken cancel
    )
    {
        if (place is ToPerson { PersonId: var person })
        {
            return await ReadByAsync(tenant, escalations, new(person, ""), links, cancel);
        }

        var read = new List<Escalation>();
        foreach (var escalation in escalations.Where(e => !e.IsConfidential && HasCardIn(e, place, links)))
        {
            read.Add((await ViewAtAsync(escalation, place, links, cancel)).Of(escalation));
        }

        return read;
    }

    /// <summary>Whether id, customer, brief or owner's name hold all of these words.</summary>
    /// <param name="sought">Folded.</param>
    public static bool Holds(Escalation escalation, IReadOnlyList<string> sought, bool inWholeBrief)
    {
        var text = Folding.FoldInPlace(
            string.Join(
                ' ',
                [
                    $"{escalation.Id}",
                    escalation.Brief.Account,
                    escalation.Work.Owner?.Name,
                    .. escalation.Brief.Passages.Where(p => inWholeBrief || p.Key == BriefSection.Headline).Select(p => p.Value.Text),
                ]
            )
        );
        return sought.All(word => text.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>Whether an escalation can have its card in a place: with its CSM, its teams, and those above them.</summary>
    public bool HasCardIn(Escalation escalation, Target place, TeamLinks links) =>
        HasCardThemselves(escalation, place, links) || CoveredIn(escalation, place, links).Count > 0;

    private bool HasCardThemselves(Escalation escalation, Target place, TeamLinks links) =>
        place == new ToPerson(escalation.Csm.Id)
        || PlacesOf(escalation, links).Contains(place)
        || (escalation.Work.HandOver is { } offer && place == new ToPerson(offer.To.Id));

    /// <summary>
    /// What those in a place may read of an escalation; the CSM reads all in their chat, and the secrets that they wrote
    /// themselves. Whoever is where all is read reads all but secrets. All that is shown or said of an escalation in a place passes through here.
    /// </summary>
    public async Task<AudienceView> ViewAtAsync(Escalation escalation, Target place, TeamLinks links, CancellationToken cancel) =>
        place == new ToPerson(escalation.Csm.Id)
            ? AudienceView.OfCsm(escalation)
            : new(await AudienceAtAsync(escalation, place, links, cancel), escalation.Brief);

    /// <summary>Whether Teams says, or has ever said, that the person belongs to another organisation.</summary>
    public async Task<bool> IsGuestAsync(Viewer viewer, CancellationToken cancel) =>
        viewer.IsGuest || await guests.IncludesAsync(viewer.Tenant, viewer.Person, viewer.Channel, cancel);

    /// <summary>Whether somebody who is no guest may read the weekly summary here: in leadership's channel, or as one of its people.</summary>
    public async Task<bool> MaySeeSummaryAsync(Viewer viewer, CancellationToken cancel)
    {
        var rooms = TeamDirectory.Of([playbooks.Default.LeadershipTeam], viewer.Links.Bindings);
        return viewer.Channel is not null
            ? rooms.Contains(viewer.Place)
            : viewer.IsAlone && await memberships.PlacesOfAsync(viewer.Tenant, viewer.Person.Id, rooms, cancel).AnyAsync(cancel);
    }

    private async Task<Audience> AudienceAtAsync(Escalation escalation, Target place, TeamLinks links, CancellationToken cancel)
    {
        place = place.Whole;
        if (place is not ToPerson person)
        {
            return TeamDirectory.AudienceAt(place, escalation, playbooks.Of(escalation), links.Bindings);
        }

        if (person.PersonId == escalation.Csm.Id || escalation.FormerCsms.Contains(person.PersonId))
        {
            return Audience.Full;
        }

        var theirs = await memberships.PlacesOfAsync(escalation.Tenant, person.PersonId, PlacesOf(escalation, links), cancel).ToListAsync(cancel);
        return theirs.Count == 0 && CoveredIn(escalation, person, links) is [var absent, ..]
            ? await AudienceAtAsync(escalation, new ToPerson(absent.Person.Id), links, cancel)
            : AudienceOf(escalation, person, theirs, links);
    }

    /// <param name="theirs">The places around the escalation where the person is.</param>
    private Audience AudienceOf(Escalation escalation, ToPerson person, IEnumerable<Target> theirs, TeamLinks links)
    {
        var (playbook, read) = (playbooks.Of(escalation), new List<Audience>());
        read.AddRange(theirs.Select(near => TeamDirectory.AudienceAt(near, escalation, playbook, links.Bindings)));
        return read.Contains(Audience.Full) ? Audience.Full : read.FirstOrDefault(TeamDirectory.AudienceAt(person, escalation, playbook, links.Bindings));
    }

    private IReadOnlyList<Target> PlacesOf(Escalation escalation, TeamLinks links) => TeamDirectory.OfAll(escalation, playbooks.Of(escalation), links.Bindings);

    /// <summary>Who is in the linked channels today, and who is linked in person.</summary>
    private async Task<Sight> SightAsync(string tenant, TeamLinks links, CancellationToken cancel)
    {
        var members = new Dictionary<string, HashSet<string>>();
        foreach (var channel in await directory.LinkedChannelsAsync(tenant, cancel))
        {
            members[channel.ChannelId] = [.. (await memberships.OfAsync(tenant, channel, cancel)).Select(m => m.Id)];
        }

        return new(links, members);
    }

    private bool Includes(Sight sight, Escalation escalation, Person person) =>
        IsIncluded(sight, escalation, person)
        // Whoever covers sees what those may see for whom they do, and have in person.
        || TeamDirectory
            .CoveredBy(person.Id, escalation, playbooks.Of(escalation), sight.Links, clock.GetUtcNow())
            .Any(absence => IsIncluded(sight, escalation, absence.Person));

    private bool IsIncluded(Sight sight, Escalation escalation, Person person) =>
        escalation.Csm.Id == person.Id
        || escalation.Work.HandOver?.To.Id == person.Id
        // A brief that was never routed is its CSM's alone.
        || (
            escalation.RoutedAt is not null
            && PlacesOf(escalation, sight.Links)
                .Any(place =>
                    place == new ToPerson(person.Id)
                    || (place is ToChannel channel && sight.Members.TryGetValue(channel.ChannelId, out var members) && members.Contains(person.Id))
                )
        );

    private sealed record Sight(TeamLinks Links, IReadOnlyDictionary<string, HashSet<string>> Members);
}
