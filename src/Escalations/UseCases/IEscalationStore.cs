using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>
/// Everything that is remembered. Each tenant's data is apart from every other's: no call crosses tenants but
/// those that the clock makes. All implementations pass one contract suite. Every call may throw
/// <see cref="StoreUnavailableException"/>; the next one after the fault works.
/// </summary>
public interface IEscalationStore
{
    /// <summary>
    /// Stores all of a commit or none of it, durably, before it returns.
    /// </summary>
    /// <returns>Null when it was stored now; the first answer when the same delivery had been stored before (and nothing is changed).</returns>
    /// <exception cref="ChangedMeanwhileException">One of the escalations has moved on since it was loaded, or the id is taken, or the wish to be linked has been decided; nothing was stored.</exception>
    Task<FirstAnswer?> CommitAsync(Commit commit, CancellationToken cancel);

    /// <summary>The answer that a delivery got when it first came; null when it has not been seen.</summary>
    Task<FirstAnswer?> FindAnswerAsync(string tenant, string delivery, CancellationToken cancel);

    /// <summary>A number that no other escalation of the tenant and year has or will get, from 1 upward. Gaps are allowed.</summary>
    Task<EscalationId> NextIdAsync(string tenant, int year, CancellationToken cancel);

    Task<Escalation?> FindAsync(string tenant, EscalationId id, CancellationToken cancel);

    /// <summary>The stored events, oldest first; empty when there is no such escalation.</summary>
    Task<IReadOnlyList<SealedEvent>> HistoryAsync(string tenant, EscalationId id, CancellationToken cancel);

    /// <summary>One stored event by its number in the escalation's history; null when there is no such event.</summary>
    Task<SealedEvent?> FindEventAsync(string tenant, EscalationId id, int sequence, CancellationToken cancel);

    /// <summary>Escalations with one of the statuses (all when empty), newest event first.</summary>
    /// <param name="csm">Only those raised by this person; null for everybody's.</param>
    Task<IReadOnlyList<Escalation>> ListAsync(string tenant, IReadOnlyCollection<Status> statuses, string? csm, int limit, CancellationToken cancel);

    /// <summary>What was first routed for a customer since then, newest first; letter case does not matter.</summary>
    Task<IReadOnlyList<Escalation>> OfAccountAsync(string tenant, string account, DateTimeOffset since, int limit, CancellationToken cancel);

    /// <summary>
    /// How much of the record has been read for reports, in percent: less than 100 after an upgrade, until what was stored
    /// before it has been gone through. Until then the figures below would be wrong.
    /// </summary>
    Task<int> ReportsReadyAsync(CancellationToken cancel);

    /// <summary>What a summary of the week that began at <paramref name="since"/> shows as of an instant: its counts, and the first active escalations, of one moment. What happened later is not seen.</summary>
    /// <param name="limit">How many escalations are wanted.</param>
    Task<(WeekFigures Figures, IReadOnlyList<ActiveEscalation> First)> WeekAsync(string tenant, DateTimeOffset since, DateTimeOffset asOf, int limit, CancellationToken cancel);

    /// <summary>What was active at an instant, by severity, then the oldest first: a page of it.</summary>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    Task<IReadOnlyList<ActiveEscalation>> ActiveAtAsync(string tenant, DateTimeOffset asOf, ActiveEscalation? after, int limit, CancellationToken cancel);

    /// <summary>
    /// Escalations whose next wake-up has come, the most severe first, then the earliest, of all tenants. They are not read,
    /// so that one that cannot be read hides no other.
    /// </summary>
    Task<IReadOnlyList<DueKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel);

    /// <summary>
    /// Which escalations have not ended, the most severe first, then by number: a page after a position. They are not read,
    /// so that one that cannot be read hides no other.
    /// </summary>
    /// <param name="after">Null for the first page.</param>
    Task<IReadOnlyList<OpenPosition>> OpenAsync(string tenant, OpenPosition? after, int limit, CancellationToken cancel);

    Task<Contact?> FindContactAsync(string tenant, string personId, CancellationToken cancel);

    /// <summary>People whose id, chat service id or name is this; letter case of ids and of plain Latin names does not matter.</summary>
    Task<IReadOnlyList<Contact>> FindContactsAsync(string tenant, string idOrName, int limit, CancellationToken cancel);

    Task<Channel?> FindChannelAsync(string tenant, string channelId, CancellationToken cancel);

    /// <summary>All channels that the bot has been added to or has heard from.</summary>
    Task<IReadOnlyList<Channel>> ChannelsAsync(string tenant, CancellationToken cancel);

    Task<IReadOnlyList<Binding>> BindingsAsync(string tenant, CancellationToken cancel);

    /// <summary>Those who were stored as administrators, the first one first. Whom the settings name is not among them.</summary>
    Task<IReadOnlyList<Administrator>> AdministratorsAsync(string tenant, CancellationToken cancel);

    /// <summary>The wishes to be linked that nobody has decided, the oldest first; those that are too old are among them.</summary>
    Task<IReadOnlyList<LinkRequest>> LinkRequestsAsync(string tenant, CancellationToken cancel);

    /// <summary>What has changed in the directory, newest first.</summary>
    Task<IReadOnlyList<DirectoryChange>> DirectoryChangesAsync(string tenant, int limit, CancellationToken cancel);

    /// <summary>Whether anything is stored of this tenant: anybody met, any channel, any escalation.</summary>
    Task<bool> IsKnownAsync(string tenant, CancellationToken cancel);

    /// <summary>The people and channels that messages do not reach any more.</summary>
    Task<IReadOnlyList<Unreachable>> UnreachableAsync(string tenant, CancellationToken cancel);

    /// <summary>News that waits for its team to have a place, oldest first.</summary>
    Task<IReadOnlyList<KeptNews>> KeptNewsAsync(string tenant, CancellationToken cancel);

    /// <summary>The tenants in which any team has a channel, in no particular order.</summary>
    Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancel);

    Task<PendingNotes?> FindPendingNotesAsync(string tenant, string personId, CancellationToken cancel);

    Task<PostedCard?> FindCardAsync(string tenant, EscalationId id, string lane, CancellationToken cancel);

    /// <summary>All live cards of an escalation.</summary>
    Task<IReadOnlyList<PostedCard>> CardsAsync(string tenant, EscalationId id, CancellationToken cancel);

    /// <summary>
    /// Takes messages of one kind that are due, at most one for each lane and only the lane's first, for the length of the
    /// lease. Nobody else gets them until it ends. What is owed of the other kind costs nothing here. First comes what is
    /// about an S1 or awaited, then what is about an S2, then the rest: within a lane and among lanes. What concerns one
    /// escalation keeps its order within a lane, and goes by the most severe of it that waits there. A wait that was stored
    /// before the clock was set back counts from now.
    /// </summary>
    /// <param name="lists">False leaves what may be said in a list where it is; what comes before it in its lane is still taken.</param>
    Task<IReadOnlyList<ClaimedMessage>> ClaimMessagesAsync(OutboxQueue kind, DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancel, bool lists = true);

    /// <summary>Lets claims that are still alive last until the given instant; others are left as they are.</summary>
    Task RenewClaimsAsync(IReadOnlyCollection<ClaimedMessage> messages, DateTimeOffset until, CancellationToken cancel);

    /// <summary>What is owed to the same place after a claimed message, in the order in which it will leave.</summary>
    Task<IReadOnlyList<WaitingMessage>> WaitingBehindAsync(ClaimedMessage message, int limit, CancellationToken cancel);

    /// <summary>Records what became of a claimed message, with all that follows from it, in one transaction.</summary>
    /// <returns>False when the claim had been lost meanwhile; then nothing was stored.</returns>
    Task<bool> SettleAsync(ClaimedMessage message, DeliveryResult deliveryResult, CancellationToken cancel);

    /// <summary>When the next owed message of a kind can be claimed: past or present when one can be now, null when none is owed.</summary>
    /// <param name="lists">False passes over lanes whose first may be said in a list.</param>
    Task<DateTimeOffset?> NextMessageAtAsync(OutboxQueue kind, CancellationToken cancel, bool lists = true);

    /// <summary>What models have cost on one day, as far as it is still kept: 35 days.</summary>
    Task<ModelUseOfDay> FindModelUseAsync(string tenant, string personId, DateOnly day, CancellationToken cancel);
}

/// <summary>One thing that was accepted, with all that follows from it: stored as a whole or not at all.</summary>
public sealed record Commit
{
    public required string Tenant { get; init; }

    /// <summary>When it is stored, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The key of the delivery that caused it; a second commit with the same key is not stored. Null when nothing was delivered.</summary>
    public string? Delivery { get; init; }

    /// <summary>What the delivery is answered; a repeated delivery gets the same.</summary>
    public string? Answer { get; init; }

    public IReadOnlyList<Change> Changes { get; init; } = [];

    public IReadOnlyList<OutboxMessage> Messages { get; init; } = [];

    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>A binding replaces the team's earlier one.</summary>
    public IReadOnlyList<Binding> Bindings { get; init; } = [];

    /// <summary>An administrator replaces what was stored of the same person.</summary>
    public IReadOnlyList<Administrator> Administrators { get; init; } = [];

    /// <summary>Ids of people who are administrators no longer.</summary>
    public IReadOnlyList<string> FormerAdministrators { get; init; } = [];

    /// <summary>Keys of teams that are linked to nothing any more.</summary>
    public IReadOnlyList<string> Unlinked { get; init; } = [];

    /// <summary>A wish to be linked; it replaces an earlier one with the same key.</summary>
    public LinkRequest? LinkRequest { get; init; }

    /// <summary>The key of a wish to be linked that is decided by this commit; it must be there still.</summary>
    public string? DecidedLinkRequest { get; init; }

    /// <summary>What changes in the directory by this commit, for the record.</summary>
    public IReadOnlyList<DirectoryChange> DirectoryChanges { get; init; } = [];

    /// <summary>Places that messages do not reach any more.</summary>
    public IReadOnlyList<Unreachable> Unreachable { get; init; } = [];

    /// <summary>People and channels that were heard from, so that messages may reach them again.</summary>
    public IReadOnlyList<Target> HeardFrom { get; init; } = [];

    /// <summary>News to keep until a team has a place; what is kept already is not kept twice.</summary>
    public IReadOnlyList<KeptNews> KeptNews { get; init; } = [];

    /// <summary>Kept news that is done with.</summary>
    public IReadOnlyList<KeptNews> ForgottenNews { get; init; } = [];

    /// <summary>Notes to keep for somebody; they replace that person's earlier ones.</summary>
    public PendingNotes? PendingNotes { get; init; }

    /// <summary>The person whose pending notes are done with.</summary>
    public string? ForgetPendingNotesOf { get; init; }

    /// <summary>What a model has cost; it is added to what is counted already for that person and day.</summary>
    public ModelUse? ModelUse { get; init; }
}

/// <summary>New events of one escalation, and what is so after them.</summary>
/// <param name="New">At least one; the first one's sequence is the version that was loaded plus one.</param>
/// <param name="After">The escalation with the new events applied.</param>
public sealed record Change(IReadOnlyList<RecordedEvent> New, Escalation After)
{
    /// <summary>The version that the escalation must still have; 0 when it is new.</summary>
    public int ExpectedVersion => New[0].Sequence - 1;
}

/// <summary>An escalation whose time has come.</summary>
public readonly record struct DueKey(string Tenant, EscalationId Id);

/// <summary>The answer that a delivery first got.</summary>
public sealed record FirstAnswer(string? Text);

/// <summary>An owed message that this process may now send, or owed work that it may now do.</summary>
/// <param name="Token">The fence: a settlement counts only while the claim is still this one.</param>
/// <param name="Attempts">How many times it has been claimed, this time included.</param>
public sealed record ClaimedMessage(long Number, string Tenant, OutboxMessage Message, int Attempts, DateTimeOffset OwedSince, string Token)
{
    /// <summary>
    /// How many earlier attempts may have delivered it: those that were settled as <see cref="Retry.InDoubt"/>, and those that were
    /// never settled because their process died.
    /// </summary>
    public int Doubts { get; init; }

    /// <summary>How many earlier attempts found its place missing (<see cref="Retry.Missing"/>).</summary>
    public int Misses { get; init; }
}

/// <summary>A message whose turn has not come.</summary>
public sealed record WaitingMessage(long Number, OutboxMessage Message);

/// <summary>What became of a claimed message.</summary>
public abstract record DeliveryResult;

/// <summary>It was delivered.</summary>
public sealed record Delivered(DateTimeOffset At) : DeliveryResult
{
    /// <summary>The card that was posted or updated; it replaces the earlier one of the same escalation and lane.</summary>
    public PostedCard? Card { get; init; }

    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>Messages behind it in its lane that were said together with it; they count as sent too.</summary>
    public IReadOnlyList<long> AlsoDelivered { get; init; } = [];

    /// <summary>True when it was posted, so that its place can be reached; a change of what is there already shows nothing.</summary>
    public bool HasReached { get; init; }

    /// <summary>What becomes owed now, besides the message's own <see cref="OutboxMessage.FollowUps"/>, which the store adds by itself.</summary>
    public IReadOnlyList<OutboxMessage> FollowUps { get; init; } = [];
}

/// <summary>It is tried again, not before the given instant. Its lane waits.</summary>
public sealed record Retry(DateTimeOffset NotBefore, string Why) : DeliveryResult
{
    /// <summary>This attempt may have delivered it; counted in <see cref="ClaimedMessage.Doubts"/>.</summary>
    public bool InDoubt { get; init; }

    /// <summary>This attempt did not find its place; counted in <see cref="ClaimedMessage.Misses"/>.</summary>
    public bool Missing { get; init; }

    /// <summary>The message failed, not its place: only what concerns the same escalation waits for it there, the others go on.</summary>
    public bool IsItsOwn { get; init; }
}

/// <summary>It can't be delivered. It is kept as such, its lane goes on, and its <see cref="OutboxMessage.FollowUps"/> does not become owed.</summary>
public sealed record DeadLettered(DateTimeOffset At, string Why) : DeliveryResult
{
    /// <summary>What kind of end it is; what is said and done about it depends on it.</summary>
    public DeadLetterCause Cause { get; init; }

    /// <summary>For the log, not for people: what the other side said.</summary>
    public string? Detail { get; init; }

    /// <summary>What becomes owed instead.</summary>
    public IReadOnlyList<OutboxMessage> Fallbacks { get; init; } = [];
}

/// <summary>Somebody else was first: what was loaded is no longer so. Look again and decide again.</summary>
public sealed class ChangedMeanwhileException(string what) : Exception($"{what} changed meanwhile.");
