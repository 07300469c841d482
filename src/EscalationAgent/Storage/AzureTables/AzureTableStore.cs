using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using EscalationAgent.Storage.Archives;
using Escalations;
using Escalations.Launches;
using Escalations.Ports;
using Escalations.Reporting;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// The store in Azure Table storage, for any number of replicas. A transaction holds one partition, so an escalation, what
/// waits for one place, and the directory of one tenant are a partition each; what follows from one in another is stored with
/// it and carried there (<see cref="Carrying"/>). Nothing is kept in the process that another replica could change, but for
/// what is stored only if it was still so.
/// </summary>
internal sealed class AzureTableStore : IEscalationStore, IErasures, ITenantStore, IStoreProbe, IAsyncDisposable
{
    private readonly TableAccess tables;
    private readonly StoreHealth health;
    private readonly MessageNumbers numbers;
    private readonly BackgroundTasks background;
    private readonly TableEscalations escalations;
    private readonly TableDirectory directory;
    private readonly TableCommits commits;
    private readonly TableOutbox outbox;
    private readonly TableQueries queries;
    private readonly TableUsage usage;
    private readonly TableEditions editions;
    private readonly TableFeedback feedback;
    private readonly TableSweeping sweeping;
    private readonly TableErasures erasures;
    private readonly TableTenant archives;
    private readonly Lock gate = new();
    private Task? opening;

    /// <param name="service">Where the tables are; they are made when they are missing.</param>
    /// <param name="prefix">Begins the names of all tables.</param>
    /// <param name="health">Where failures are told.</param>
    /// <param name="failed">Told of failures that nobody waits for, and of those of one thing of many, where the others go on.</param>
    public AzureTableStore(TableServiceClient service, string prefix, TimeProvider clock, StoreHealth health, Action<Exception> failed)
    {
        this.health = health;
        tables = new(service, prefix, health);
        numbers = new(clock);
        background = new(failed);
        escalations = new(tables);
        directory = new(tables, numbers);
        var lanes = new Lanes(tables, background);
        var carrying = new Carrying(tables, lanes, directory);
        commits = new(tables, escalations, directory, carrying, numbers, background);
        outbox = new(tables, lanes, carrying, directory, commits, numbers, background, failed);
        queries = new(tables, escalations);
        usage = new(tables);
        editions = new(tables);
        feedback = new(tables);
        erasures = new(tables, directory);
        archives = new(tables, escalations, directory, commits, erasures, editions, feedback, carrying, lanes, background);
        sweeping = new(tables, escalations, queries, lanes, carrying, usage, failed);
    }

    /// <summary>Whether tables may be used into which an archive has not been read to its end: by whoever reads it.</summary>
    public bool MayBeHalf { get; init; }

    /// <remarks>Nothing is claimed with it: what waits for one place is in another partition than what it follows from.</remarks>
    public async Task<CommitResult> CommitAsync(Commit commit, ClaimOffer? offer, CancellationToken cancel)
    {
        CommitCheck.Check(commit);
        await ReadyAsync(cancel);
        return new(await commits.AcceptAsync(commit), []);
    }

    public async Task<FirstAnswer?> FindAnswerAsync(string tenant, string delivery, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await commits.FindAnswerAsync(tenant, delivery, cancel);
    }

    public async Task<EscalationId> NextIdAsync(string tenant, int year, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await commits.NextIdAsync(tenant, year);
    }

    public async Task<Escalation?> FindAsync(string tenant, EscalationId id, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await escalations.FindAsync(tenant, id, cancel);
    }

    public async Task<EscalationWithCards?> FindWithCardsAsync(string tenant, EscalationId id, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await escalations.FindWithCardsAsync(tenant, id, cancel);
    }

    public async Task<IReadOnlyList<SealedEvent>> HistoryAsync(string tenant, EscalationId id, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await escalations.HistoryAsync(tenant, id, cancel);
    }

    public async Task<SealedEvent?> FindEventAsync(string tenant, EscalationId id, int sequence, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await escalations.FindEventAsync(tenant, id, sequence, cancel);
    }

    public async Task<PostedCard?> FindCardAsync(string tenant, EscalationId id, string orderingKey, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await escalations.FindCardAsync(tenant, id, orderingKey, cancel);
    }

    public async Task<IReadOnlyList<Escalation>> ListAsync(
        string tenant,
        IReadOnlyCollection<Status> statuses,
        string? csm,
        int limit,
        CancellationToken cancel
    )
    {
        await FoundAsync(cancel);
        return await queries.ListAsync(tenant, statuses, csm, limit, cancel);
    }

    public async Task<IReadOnlyList<Escalation>> UpdatedAsync(
        string tenant,
        IReadOnlyCollection<Status> statuses,
        UpdatePosition after,
        int limit,
        CancellationToken cancel
    )
    {
        await FoundAsync(cancel);
        return await queries.UpdatedAsync(tenant, statuses, after, limit, cancel);
    }

    public async Task<IReadOnlyList<Escalation>> OfAccountAsync(string tenant, string account, DateTimeOffset since, int limit, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await queries.OfAccountAsync(tenant, account, since, limit, cancel);
    }

    public async Task<IReadOnlyList<DueKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await queries.DueAsync(now, limit, cancel);
    }

    public async Task<DateTimeOffset?> OldestDueAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await queries.OldestDueAsync(now, cancel);
    }

    public async Task<IReadOnlyList<OpenPosition>> OpenAsync(string tenant, OpenPosition? after, int limit, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await queries.OpenAsync(tenant, after, limit, cancel);
    }

    /// <summary>What reports read is stored with each commit, and has been from the first one on.</summary>
    public Task<int> ReportsReadyAsync(CancellationToken cancel) => Task.FromResult(100);

    public async Task<(WeekFigures Figures, IReadOnlyList<ActiveEscalation> First)> WeekAsync(
        string tenant,
        DateTimeOffset since,
        DateTimeOffset asOf,
        int limit,
        CancellationToken cancel
    )
    {
        await FoundAsync(cancel);
        return await queries.WeekAsync(tenant, since, asOf, limit, cancel);
    }

    public async Task<IReadOnlyList<ActiveEscalation>> ActiveAtAsync(
        string tenant,
        DateTimeOffset asOf,
        ActiveEscalation? after,
        int limit,
        CancellationToken cancel
    )
    {
        await FoundAsync(cancel);
        return await queries.ActiveAtAsync(tenant, asOf, after, limit, cancel);
    }

    public async Task<IReadOnlyList<ClaimedMessage>> ClaimMessagesAsync(
        OutboxQueue kind,
        DateTimeOffset now,
        TimeSpan lease,
        int limit,
        CancellationToken cancel,
        bool lists = true
    )
    {
        await FoundAsync(cancel);
        return await outbox.ClaimAsync(kind, now, lease, limit, lists, cancel);
    }

    public async Task RenewClaimsAsync(IReadOnlyCollection<ClaimedMessage> messages, DateTimeOffset until, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        await outbox.RenewAsync(messages, until);
    }

    public async Task<bool> IsAnyOwedAsync(string tenant, string orderingKey, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await outbox.IsAnyOwedAsync(tenant, orderingKey, cancel);
    }

    public async Task<IReadOnlyList<WaitingMessage>> WaitingBehindAsync(ClaimedMessage message, int limit, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await outbox.BehindAsync(message, limit, cancel);
    }

    public async Task<bool> SettleAsync(ClaimedMessage message, DeliveryResult deliveryResult, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await outbox.SettleAsync(message, deliveryResult);
    }

    public async Task<DateTimeOffset?> NextMessageAtAsync(OutboxQueue kind, CancellationToken cancel, bool lists = true)
    {
        await FoundAsync(cancel);
        return await outbox.NextAtAsync(kind, lists, cancel);
    }

    public async Task<IReadOnlyList<Backlog>> BacklogAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await outbox.BacklogAsync(now, cancel);
    }

    public async Task<DirectoryLookup> LookUpAsync(string tenant, string personId, string? channelId, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await directory.LookUpAsync(tenant, personId, channelId, cancel);
    }

    public async Task<TeamLinks> LinksAsync(string tenant, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await directory.LinksAsync(tenant, cancel);
    }

    public async Task<IReadOnlyList<Channel>> LinkedChannelsAsync(string tenant, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await directory.LinkedChannelsAsync(tenant, cancel);
    }

    public Task<Contact?> FindContactAsync(string tenant, string personId, CancellationToken cancel) =>
        FindEntryAsync(tenant, DirectoryEntry.ContactKind, personId, StoredText.Contact, cancel);

    public async Task<IReadOnlyList<Contact>> FindContactsAsync(string tenant, string idOrName, int limit, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await directory.ContactsAsync(tenant, idOrName, limit, cancel);
    }

    public Task<Channel?> FindChannelAsync(string tenant, string channelId, CancellationToken cancel) =>
        FindEntryAsync(tenant, DirectoryEntry.ChannelKind, channelId, StoredText.Channel, cancel);

    public Task<IReadOnlyList<Channel>> ChannelsAsync(string tenant, CancellationToken cancel) =>
        AllEntriesAsync(tenant, DirectoryEntry.ChannelKind, StoredText.Channel, cancel);

    public async Task<IReadOnlyList<Administrator>> AdministratorsAsync(string tenant, CancellationToken cancel) =>
        [
            .. (await AllEntriesAsync(tenant, DirectoryEntry.AdministratorKind, StoredText.Administrator, cancel))
                .OrderBy(administrator => administrator.Since)
                .ThenBy(administrator => administrator.Person.Id, StringComparer.Ordinal),
        ];

    public async Task<IReadOnlyList<LinkRequest>> LinkRequestsAsync(string tenant, CancellationToken cancel) =>
        [.. (await AllEntriesAsync(tenant, DirectoryEntry.LinkRequestKind, StoredText.LinkRequest, cancel)).OrderBy(request => request.At)];

    public async Task<IReadOnlyList<DirectoryChange>> DirectoryChangesAsync(string tenant, int limit, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await directory.ChangesAsync(tenant, limit, cancel);
    }

    public async Task<bool> IsKnownAsync(string tenant, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await directory.HasAnythingAsync(tenant, cancel) || await queries.HasAnyAsync(tenant, cancel);
    }

    public async Task<IReadOnlyList<KeptNews>> KeptNewsAsync(string tenant, CancellationToken cancel) =>
        [.. (await AllEntriesAsync(tenant, DirectoryEntry.KeptNewsKind, StoredText.KeptNews, cancel)).OrderBy(kept => kept.At)];

    public async Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await directory.TenantsAsync(cancel);
    }

    public Task<IReadOnlyList<PlayedDrills>> PlayedDrillsAsync(string tenant, CancellationToken cancel) =>
        AllEntriesAsync(tenant, DirectoryEntry.PlayedDrillsKind, StoredText.PlayedDrills, cancel);

    public Task<PlayedDrills?> FindPlayedDrillsAsync(string tenant, string personId, CancellationToken cancel) =>
        FindEntryAsync(tenant, DirectoryEntry.PlayedDrillsKind, personId, StoredText.PlayedDrills, cancel);

    public Task<NoticesTold?> FindNoticesToldAsync(string tenant, string personId, CancellationToken cancel) =>
        FindEntryAsync(tenant, DirectoryEntry.NoticesToldKind, personId, StoredText.NoticesTold, cancel);

    public Task<CalendarFeed?> FindCalendarFeedAsync(string tenant, string personId, CancellationToken cancel) =>
        FindEntryAsync(tenant, DirectoryEntry.CalendarFeedKind, personId, StoredText.CalendarFeed, cancel);

    public Task<IReadOnlyList<ShiftOverride>> ShiftOverridesAsync(string tenant, CancellationToken cancel) =>
        AllEntriesAsync(tenant, DirectoryEntry.ShiftOverrideKind, StoredText.ShiftOverride, cancel);

    public Task<PendingNotes?> FindPendingNotesAsync(string tenant, string personId, CancellationToken cancel) =>
        FindEntryAsync(tenant, DirectoryEntry.NotesKind, personId, StoredText.PendingNotes, cancel);

    public async Task AddModelUseAsync(ModelUse use, CancellationToken cancel)
    {
        CommitCheck.Check(use);
        await ReadyAsync(cancel);
        await usage.AddAsync(use);
    }

    public async Task<ModelUseOfDay> FindModelUseAsync(string tenant, string personId, DateOnly day, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await usage.FindAsync(tenant, personId, day, cancel);
    }

    public Task<IReadOnlyList<LaunchHead>> LaunchHeadsAsync(string tenant, CancellationToken cancel) =>
        AllEntriesAsync(tenant, DirectoryEntry.LaunchKind, StoredText.LaunchHead, cancel);

    public Task<LaunchHead?> FindLaunchAsync(string tenant, string id, CancellationToken cancel) =>
        FindEntryAsync(tenant, DirectoryEntry.LaunchKind, id, StoredText.LaunchHead, cancel);

    public async Task<IReadOnlyList<SealedEvent>> LaunchHistoryAsync(string tenant, string id, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await directory.BeginningAsync(tenant, DirectoryEntry.LaunchEventKind, DirectoryEntry.OfLaunch(id), StoredText.LaunchEvent, cancel);
    }

    public async Task<IReadOnlyList<Measure>> MeasuresAsync(string tenant, string id, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        var all = await directory.BeginningAsync(tenant, DirectoryEntry.MeasureKind, DirectoryEntry.OfLaunch(id), StoredText.Measure, cancel);
        return [.. all.OrderBy(measure => measure.At)];
    }

    public async Task<bool> IsMeasuredAsync(string tenant, string id, string key, CancellationToken cancel) =>
        await FindEntryAsync(tenant, DirectoryEntry.MeasureKind, DirectoryEntry.KeyOf(id, key), StoredText.Measure, cancel) is not null;

    public async Task<byte[]> FeedbackKeyAsync(string tenant, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await feedback.KeyAsync(tenant, cancel);
    }

    public async Task KeepFeedbackAsync(string tenant, FeedbackAnswer answer, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        await feedback.KeepAsync(tenant, answer);
    }

    public async Task<IReadOnlyList<FeedbackAnswer>> FeedbackAsync(string tenant, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await feedback.AllAsync(tenant, cancel);
    }

    public async Task<int> EraseFeedbackAsync(string? playbook, ReportMonth before, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await feedback.EraseAsync(playbook, before, cancel);
    }

    public async Task KeepEditionAsync(EditionText edition, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        await editions.KeepAsync(edition);
    }

    public async Task<EditionText?> FindEditionAsync(string edition, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await editions.FindAsync(edition, cancel);
    }

    public async Task<IReadOnlyList<EndedKey>> EndedAsync(DateTimeOffset before, EndedKey? after, int limit, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await erasures.EndedAsync(before, after, limit, cancel);
    }

    public async IAsyncEnumerable<TenantRecord> ReadTenantAsync(string tenant, [EnumeratorCancellation] CancellationToken cancel)
    {
        await FoundAsync(cancel);
        await foreach (var record in archives.ReadAsync(tenant, cancel))
        {
            yield return record;
        }
    }

    public async Task<bool> HoldsAsync(string tenant, string archive, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await archives.HoldsAsync(tenant, archive, cancel);
    }

    public async Task WriteTenantAsync(ArchiveReader archive, DateTimeOffset now, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        await archives.WriteAsync(archive, now, cancel);
    }

    /// <summary>What was replaced is gone.</summary>
    public Task<bool> ScrubAsync(CancellationToken cancel) => Task.FromResult(true);

    public async Task<IReadOnlyList<EscalationId>> AllAsync(string tenant, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await erasures.AllAsync(tenant, cancel);
    }

    public async Task<int> EraseAsync(string tenant, ErasedPerson person, DateTimeOffset now, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await erasures.EraseAsync(tenant, person, now, cancel);
    }

    /// <summary>Writes something that changes nothing, to see whether writing works.</summary>
    /// <exception cref="StoreUnavailableException">It does not.</exception>
    public async Task ProbeAsync(CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        await tables.PutAsync(tables.Index, new("probe", "probe"));
        health.Wrote();
    }

    /// <summary>What is left to do: what could be sent now or is being sent, and commits whose consequences are on their way.</summary>
    public async Task<IReadOnlyList<string>> UnfinishedAsync(DateTimeOffset now, CancellationToken cancel)
    {
        // Twice: what was settled meanwhile may have made owed what the first look had passed.
        for (var look = 0; look < 2; look++)
        {
            await FoundAsync(cancel);
            IReadOnlyList<string> left = [.. await outbox.UnfinishedAsync(now, cancel), .. await sweeping.NotesAsync(cancel)];
            if (left.Count > 0)
            {
                return left;
            }
        }

        return [];
    }

    /// <inheritdoc cref="TableSweeping.FinishAsync"/>
    public async Task<int> FinishAsync(TimeSpan madeBefore, TimeSpan begunBefore, DateTimeOffset at, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        return await sweeping.FinishAsync(madeBefore, begunBefore, at, cancel);
    }

    /// <inheritdoc cref="TableSweeping.SweepAsync"/>
    public async Task<Sweep> SweepAsync(DateTimeOffset now, bool isWhole, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await sweeping.SweepAsync(now, isWhole, cancel);
    }

    /// <inheritdoc cref="TableSweeping.PruneAsync"/>
    public async Task<int> PruneAsync(DateTimeOffset before, DateTimeOffset undeliverableBefore, DateOnly usedBefore, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await sweeping.PruneAsync(before, undeliverableBefore, usedBefore, cancel);
    }

    /// <summary>Until the tables are there. What fails is tried again by whoever comes next.</summary>
    /// <exception cref="StoreUnavailableException">The service cannot be reached.</exception>
    public Task ReadyAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            if (opening is { IsCompletedSuccessfully: true })
            {
                return cancel.IsCancellationRequested ? Task.FromCanceled(cancel) : Task.CompletedTask;
            }

            if (opening is not { IsCompleted: false })
            {
                opening = OpenAsync();
            }

            return opening.WaitAsync(cancel);
        }
    }

    /// <summary>Lets what is under way end.</summary>
    public async ValueTask DisposeAsync() => await background.EndedAsync(CancellationToken.None);

    private async Task OpenAsync()
    {
        await tables.CreateAsync(CancellationToken.None);
        if (!MayBeHalf && await archives.HalfAsync(CancellationToken.None) is [var half, ..])
        {
            throw new StoreUnavailableException($"The import of tenant {half} was broken off. Run import-tenant with the same file again; it goes on.");
        }

        numbers.Giver = await commits.NextGiverAsync();
    }

    /// <summary>Until all that was committed in this process is found.</summary>
    private async Task FoundAsync(CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        await background.EndedAsync(cancel);
    }

    private async Task<T?> FindEntryAsync<T>(string tenant, string kind, string key, Func<string, T> read, CancellationToken cancel)
        where T : class
    {
        await FoundAsync(cancel);
        return await directory.FindAsync(tenant, kind, key, read, cancel);
    }

    private async Task<IReadOnlyList<T>> AllEntriesAsync<T>(string tenant, string kind, Func<string, T> read, CancellationToken cancel)
    {
        await FoundAsync(cancel);
        return await directory.AllAsync(tenant, kind, read, cancel);
    }
}
