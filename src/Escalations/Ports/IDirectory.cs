namespace Escalations.Ports;

/// <summary>The people and channels of each tenant, who is linked to what, and who may say so.</summary>
public interface IDirectory
{
    /// <summary>What a turn needs to know of the one who speaks and of where they are, read at once.</summary>
    /// <param name="channelId">Null when it is said in no channel.</param>
    Task<DirectoryLookup> LookUpAsync(string tenant, string personId, string? channelId, CancellationToken cancel);

    /// <summary>Who is linked to what, what messages do not reach any more, and who is away.</summary>
    Task<TeamLinks> LinksAsync(string tenant, CancellationToken cancel);

    /// <summary>The channels that anybody is linked to.</summary>
    Task<IReadOnlyList<Channel>> LinkedChannelsAsync(string tenant, CancellationToken cancel);

    Task<Contact?> FindContactAsync(string tenant, string personId, CancellationToken cancel);

    /// <summary>People whose id, chat service id or name is this; letter case of ids and of plain Latin names does not matter.</summary>
    Task<IReadOnlyList<Contact>> FindContactsAsync(string tenant, string idOrName, int limit, CancellationToken cancel);

    Task<Channel?> FindChannelAsync(string tenant, string channelId, CancellationToken cancel);

    /// <summary>All channels that the bot has been added to or has heard from.</summary>
    Task<IReadOnlyList<Channel>> ChannelsAsync(string tenant, CancellationToken cancel);

    /// <summary>Those who were stored as administrators, the first one first. Whom the settings name is not among them.</summary>
    Task<IReadOnlyList<Administrator>> AdministratorsAsync(string tenant, CancellationToken cancel);

    /// <summary>The wishes to be linked that nobody has decided, the oldest first; those that are too old are among them.</summary>
    Task<IReadOnlyList<LinkRequest>> LinkRequestsAsync(string tenant, CancellationToken cancel);

    /// <summary>What has changed in the directory, newest first.</summary>
    Task<IReadOnlyList<DirectoryChange>> DirectoryChangesAsync(string tenant, int limit, CancellationToken cancel);

    /// <summary>Whether anything is stored of this tenant: anybody met, any channel, any escalation.</summary>
    Task<bool> IsKnownAsync(string tenant, CancellationToken cancel);

    /// <summary>News that waits for its team to have a place, oldest first.</summary>
    Task<IReadOnlyList<KeptNews>> KeptNewsAsync(string tenant, CancellationToken cancel);

    /// <summary>Who was said in chat to be on call in place of others, in the order in which it was said.</summary>
    Task<IReadOnlyList<ShiftOverride>> ShiftOverridesAsync(string tenant, CancellationToken cancel);

    /// <summary>Who has played drills, and which; in no particular order.</summary>
    Task<IReadOnlyList<PlayedDrills>> PlayedDrillsAsync(string tenant, CancellationToken cancel);

    Task<PlayedDrills?> FindPlayedDrillsAsync(string tenant, string personId, CancellationToken cancel);

    /// <summary>How many lines somebody was told, on the last day on which they were told any; null for never.</summary>
    Task<NoticesTold?> FindNoticesToldAsync(string tenant, string personId, CancellationToken cancel);

    /// <summary>Somebody's feed of what is due from them; null for none.</summary>
    Task<CalendarFeed?> FindCalendarFeedAsync(string tenant, string personId, CancellationToken cancel);

    /// <summary>The tenants in which any team has a channel, in no particular order.</summary>
    Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancel);

    Task<PendingNotes?> FindPendingNotesAsync(string tenant, string personId, CancellationToken cancel);
}

/// <summary>Who is linked to what, which people and channels messages do not reach any more, and who is away.</summary>
public sealed record TeamLinks(IReadOnlyList<Binding> Bindings, IReadOnlyList<Unreachable> Unreachable)
{
    /// <summary>Nobody is linked to anything.</summary>
    public static TeamLinks None { get; } = new([], []);

    /// <summary>Who has said that they are away; what has ended may be among it.</summary>
    public IReadOnlyList<Absence> Absences { get; init; } = [];

    public AwayNow AwayAt(DateTimeOffset now) => new(Absences, now);

    /// <summary>Whether messages reach a place, as far as is known.</summary>
    public bool IsReachable(Target place) => !Unreachable.Any(lost => lost.Place == place);
}

/// <summary>What is known of the one who speaks, and of where they are.</summary>
/// <param name="Contact">Null when they were never met.</param>
/// <param name="Channel">Null when they speak in none, or it is new.</param>
public sealed record DirectoryLookup(Contact? Contact, Channel? Channel, TeamLinks Links);
