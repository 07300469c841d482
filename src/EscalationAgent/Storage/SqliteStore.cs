using System.Collections.Concurrent;
using System.Diagnostics;
using EscalationAgent.Storage.Archives;
using Escalations;
using Escalations.Launches;
using Escalations.Ports;
using Escalations.Reporting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;

namespace EscalationAgent.Storage;

/// <summary>
/// The store in one SQLite file. One connection writes, in turn; others read beside it. Several processes on one machine
/// may share the file. Whatever goes wrong with a connection, the next use begins with a new one.
/// </summary>
internal sealed class SqliteStore : IEscalationStore, IErasures, ITenantStore, IStoreProbe, IDisposable
{
    private const int Readers = 8;

    /// <summary>The patience of writes while the store is known to fail: the first ones have waited already.</summary>
    private static readonly TimeSpan PatienceInFault = TimeSpan.FromMilliseconds(500);

    /// <summary>Left for a lock to whoever has waited long behind others of this process.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>So many writes go into one transaction; more of them wait for the next.</summary>
    private const int MostTogether = 64;

    /// <summary>So long, in milliseconds, what nobody waits for waits to be written together with something else.</summary>
    private const int Gathering = 5;

    /// <summary>Reports take more than a moment; most readers stay free for those who wait for an answer.</summary>
    private const int Reporters = 2;

    /// <summary>Steps of SQLite's machine between two looks whether a report is still wanted: less than a millisecond.</summary>
    private const int StepsBetweenLooks = 10_000;

    private readonly SqliteFile file;
    private readonly StoreHealth health;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly SemaphoreSlim reading = new(Readers, Readers);
    private readonly SemaphoreSlim reporting = new(Reporters, Reporters);
    private readonly ConcurrentBag<SqliteConnection> readers = [];
    private readonly ConcurrentQueue<PendingWrite> waiting = [];
    private readonly Timer gathering;

    /// <summary>
    /// Is never used. While it is open the log's index stays, which knows what of the log counts. Were it made again, the
    /// rest of a commit whose sync has failed could be taken for a whole one.
    /// </summary>
    private readonly SqliteConnection anchor;

    private SqliteConnection? writer;
    private long writeBegan = Stopwatch.GetTimestamp();
    private int isClosed;
    private int isGathering;
    private volatile bool areReportsReady;

    private SqliteStore(SqliteFile file, StoreHealth health, SqliteConnection anchor)
    {
        (this.file, this.health, this.anchor) = (file, health, anchor);
        gathering = new(_ => WriteGathered(), null, Timeout.Infinite, Timeout.Infinite);
    }

    /// <param name="path">The file; it is made when it is missing.</param>
    /// <param name="health">Where failures are told; null for nowhere.</param>
    /// <exception cref="UnusableStorageException">The file can't be used as it is.</exception>
    public static SqliteStore Open(string path, StoreHealth? health = null)
    {
        var file = SqliteFile.Open(path);
        try
        {
            var anchor = file.Connect();
            anchor.Value("SELECT count(*) FROM escalations WHERE key < 0");
            return new(file, health ?? new(NullLogger.Instance), anchor);
        }
        catch (SqliteException locked)
        {
            throw new UnusableStorageException(path, locked.Message, locked);
        }
    }

    /// <summary>A store of its own that nobody else can open, in memory: it is gone once it is disposed of.</summary>
    /// <param name="last">The number that was given last in a tenant and a year; null where all begin with 1.</param>
    public static SqliteStore InMemory((string Tenant, int Year, int Number)? last = null)
    {
        var (file, anchor) = SqliteFile.InMemory();
        if (last is { } given)
        {
            anchor.Execute(
                "INSERT INTO numbers (tenant, year, last) VALUES ($tenant, $year, $last)",
                ("$tenant", given.Tenant),
                ("$year", given.Year),
                ("$last", given.Number)
            );
        }

        return new(file, new(NullLogger.Instance), anchor) { areReportsReady = true };
    }

    /// <summary>For looking at a file that another process may be working with.</summary>
    /// <exception cref="UnusableStorageException">There is no such file, or it can't be used as it is.</exception>
    public static SqliteStore OpenBeside(string path) => File.Exists(path) ? Open(path) : throw new UnusableStorageException(path, "there is no such file");

    public Task<CommitResult> CommitAsync(Commit commit, ClaimOffer? offer, CancellationToken cancel)
    {
        CommitCheck.Check(commit);
        return WriteAsync(sqlite => SqliteCommit.Store(sqlite, commit, offer), cancel);
    }

    public Task KeepEditionAsync(EditionText edition, CancellationToken cancel) => WriteAsync(sqlite => SqliteEditions.Keep(sqlite, edition), cancel);

    public Task<EditionText?> FindEditionAsync(string edition, CancellationToken cancel) => ReadAsync(sqlite => SqliteEditions.Find(sqlite, edition), cancel);

    public Task AddModelUseAsync(ModelUse use, CancellationToken cancel)
    {
        CommitCheck.Check(use);
        return WriteAsync(
            sqlite =>
            {
                SqliteModelUse.Add(sqlite, use);
                return true;
            },
            cancel
        );
    }

    public Task<IReadOnlyList<LaunchHead>> LaunchHeadsAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.All(sqlite, tenant, DirectoryEntry.LaunchKind, "", StoredText.LaunchHead), cancel);

    public Task<LaunchHead?> FindLaunchAsync(string tenant, string id, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Find(sqlite, tenant, DirectoryEntry.LaunchKind, id, StoredText.LaunchHead), cancel);

    public Task<IReadOnlyList<SealedEvent>> LaunchHistoryAsync(string tenant, string id, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.All(sqlite, tenant, DirectoryEntry.LaunchEventKind, DirectoryEntry.OfLaunch(id), StoredText.LaunchEvent), cancel);

    public async Task<IReadOnlyList<Measure>> MeasuresAsync(string tenant, string id, CancellationToken cancel) =>
        [
            .. (
                await ReadAsync(
                    sqlite => SqliteDirectory.All(sqlite, tenant, DirectoryEntry.MeasureKind, DirectoryEntry.OfLaunch(id), StoredText.Measure),
                    cancel
                )
            ).OrderBy(measure => measure.At),
        ];

    public Task<bool> IsMeasuredAsync(string tenant, string id, string key, CancellationToken cancel) =>
        ReadAsync(
            sqlite => SqliteDirectory.Find(sqlite, tenant, DirectoryEntry.MeasureKind, DirectoryEntry.KeyOf(id, key), StoredText.Measure) is not null,
            cancel
        );

    public async Task<byte[]> FeedbackKeyAsync(string tenant, CancellationToken cancel) =>
        await ReadAsync(sqlite => SqliteFeedback.FindKey(sqlite, tenant), cancel) ?? await WriteAsync(sqlite => SqliteFeedback.Key(sqlite, tenant), cancel);

    public Task KeepFeedbackAsync(string tenant, FeedbackAnswer answer, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteFeedback.Keep(sqlite, tenant, answer), cancel);

    public Task<IReadOnlyList<FeedbackAnswer>> FeedbackAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteFeedback.All(sqlite, tenant), cancel);

    public Task<int> EraseFeedbackAsync(string? playbook, ReportMonth before, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteFeedback.Erase(sqlite, playbook, before), cancel);

    public Task<EscalationId> NextIdAsync(string tenant, int year, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteCommit.NextId(sqlite, tenant, year), cancel);

    public async Task<IReadOnlyList<ClaimedMessage>> ClaimMessagesAsync(
        OutboxQueue kind,
        DateTimeOffset now,
        TimeSpan lease,
        int limit,
        CancellationToken cancel,
        bool lists = true
    ) =>
        await ReadAsync(sqlite => SqliteOutbox.IsAnyDue(sqlite, kind, now, lists), cancel)
            ? await WriteAsync(sqlite => SqliteOutbox.Claim(sqlite, kind, now, lease, limit, lists), cancel)
            : [];

    public Task<bool> IsAnyOwedAsync(string tenant, string orderingKey, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteOutbox.IsAnyOwed(sqlite, tenant, orderingKey), cancel);

    public Task<IReadOnlyList<WaitingMessage>> WaitingBehindAsync(ClaimedMessage message, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteOutbox.Behind(sqlite, message, limit), cancel);

    public Task RenewClaimsAsync(IReadOnlyCollection<ClaimedMessage> messages, DateTimeOffset until, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteOutbox.Renew(sqlite, messages, until), cancel);

    public Task<bool> SettleAsync(ClaimedMessage message, DeliveryResult deliveryResult, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteOutbox.Settle(sqlite, message, deliveryResult), cancel, mayWait: true);

    /// <summary>Removes sent messages and remembered deliveries from before the given instant. Events and undeliverable messages stay.</summary>
    /// <returns>How many rows were removed.</returns>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteOutbox.Prune(sqlite, before) + SqliteCommit.Prune(sqlite, before), cancel);

    /// <inheritdoc cref="SqliteErasures.PruneUndeliverable"/>
    public Task<int> PruneUndeliverableAsync(DateTimeOffset before, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteErasures.PruneUndeliverable(sqlite, before), cancel);

    public Task<IReadOnlyList<EndedKey>> EndedAsync(DateTimeOffset before, EndedKey? after, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteErasures.Ended(sqlite, before, after, limit), cancel);

    public Task<IReadOnlyList<EscalationId>> AllAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteErasures.All(sqlite, tenant), cancel);

    public Task<int> EraseAsync(string tenant, ErasedPerson person, DateTimeOffset now, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteErasures.Erase(sqlite, tenant, person), cancel);

    /// <summary>
    /// Writes the file anew where that takes a moment only: pages that SQLite has copied may keep what was removed from others. Then brings
    /// the log into the file and empties it: it still has the pages as they were.
    /// </summary>
    public async Task<bool> ScrubAsync(CancellationToken cancel) =>
        (!file.IsSmall || await Task.Run(file.TryVacuum, cancel))
        && await ReadAsync(sqlite => sqlite.Query("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0) == 0) is [true], cancel);

    /// <summary>All of it as of one moment, on a connection of its own.</summary>
    public IAsyncEnumerable<TenantRecord> ReadTenantAsync(string tenant, CancellationToken cancel) => ReadTenant(tenant).ToAsyncEnumerable();

    public Task<bool> HoldsAsync(string tenant, string archive, CancellationToken cancel) => ReadAsync(sqlite => SqliteTenant.Holds(sqlite, tenant), cancel);

    /// <summary>All of it in one transaction.</summary>
    public async Task WriteTenantAsync(ArchiveReader archive, DateTimeOffset now, CancellationToken cancel)
    {
        using var connection = file.Connect();
        connection.Begin();
        try
        {
            await archive.ReadAsync(
                (record, whole) =>
                {
                    SqliteTenant.Write(connection, archive.Header.Tenant, record, whole, now);
                    return Task.CompletedTask;
                },
                cancel
            );
            connection.Commit();
        }
        catch
        {
            connection.TryRollback();
            throw;
        }
    }

    /// <summary>Removes what models cost before the given day.</summary>
    /// <returns>How many rows were removed.</returns>
    public Task<int> PruneModelUseAsync(DateOnly before, CancellationToken cancel) => WriteAsync(sqlite => SqliteModelUse.Prune(sqlite, before), cancel);

    /// <inheritdoc cref="SqliteReading.Refold"/>
    public Task<long?> RefoldAsync(long after, int limit, CancellationToken cancel) => WriteAsync(sqlite => SqliteReading.Refold(sqlite, after, limit), cancel);

    public Task<DateTimeOffset?> NextMessageAtAsync(OutboxQueue kind, CancellationToken cancel, bool lists = true) =>
        ReadAsync(sqlite => SqliteOutbox.NextAt(sqlite, kind, lists), cancel);

    public Task<ModelUseOfDay> FindModelUseAsync(string tenant, string personId, DateOnly day, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteModelUse.Find(sqlite, tenant, personId, day), cancel);

    public Task<FirstAnswer?> FindAnswerAsync(string tenant, string delivery, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteCommit.FindAnswer(sqlite, tenant, delivery), cancel);

    public Task<Escalation?> FindAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.Find(sqlite, tenant, id), cancel);

    public Task<EscalationWithCards?> FindWithCardsAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        ReadAsync(
            sqlite =>
                SqliteDirectory.Cards(sqlite, tenant, id) is var cards && SqliteReading.Find(sqlite, tenant, id) is { } escalation
                    ? new EscalationWithCards(escalation, cards)
                    : null,
            cancel
        );

    public Task<IReadOnlyList<SealedEvent>> HistoryAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.History(sqlite, tenant, id), cancel);

    public Task<SealedEvent?> FindEventAsync(string tenant, EscalationId id, int sequence, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.Event(sqlite, tenant, id, sequence), cancel);

    public Task<IReadOnlyList<Escalation>> ListAsync(string tenant, IReadOnlyCollection<Status> statuses, string? csm, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.List(sqlite, tenant, statuses, csm, limit), cancel);

    public Task<IReadOnlyList<Escalation>> UpdatedAsync(
        string tenant,
        IReadOnlyCollection<Status> statuses,
        UpdatePosition after,
        int limit,
        CancellationToken cancel
    ) => ReadAsync(sqlite => SqliteReading.Updated(sqlite, tenant, statuses, after, limit), cancel);

    public Task<IReadOnlyList<Escalation>> OfAccountAsync(string tenant, string account, DateTimeOffset since, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.OfAccount(sqlite, tenant, account, since, limit), cancel);

    public async Task<int> ReportsReadyAsync(CancellationToken cancel)
    {
        if (!areReportsReady)
        {
            var (read, last) = await ReadAsync(SqliteReports.Filled, cancel);
            if (read < last)
            {
                return (int)(100 * read / last);
            }

            areReportsReady = true;
        }

        return 100;
    }

    public Task<(WeekFigures Figures, IReadOnlyList<ActiveEscalation> First)> WeekAsync(
        string tenant,
        DateTimeOffset since,
        DateTimeOffset asOf,
        int limit,
        CancellationToken cancel
    ) => ReportAsync(sqlite => SqliteReports.Week(sqlite, tenant, since, asOf, limit), cancel);

    public Task<IReadOnlyList<ActiveEscalation>> ActiveAtAsync(
        string tenant,
        DateTimeOffset asOf,
        ActiveEscalation? after,
        int limit,
        CancellationToken cancel
    ) => ReportAsync(sqlite => SqliteReports.ActiveAt(sqlite, tenant, asOf, after, limit), cancel);

    /// <summary>Reads the next of the escalations that were stored before there were figures for reports.</summary>
    /// <returns>How many have been gone through, and which of them could not be read.</returns>
    public Task<(int Count, IReadOnlyList<UnreadableRecord> Unreadable)> FillReportsAsync(int limit, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteReports.Fill(sqlite, limit), cancel);

    public Task<IReadOnlyList<DueKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.Due(sqlite, now, limit), cancel);

    public Task<DateTimeOffset?> OldestDueAsync(DateTimeOffset now, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.OldestDue(sqlite, now), cancel);

    public Task<IReadOnlyList<Backlog>> BacklogAsync(DateTimeOffset now, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteOutbox.Backlog(sqlite, now), cancel);

    public Task<IReadOnlyList<OpenPosition>> OpenAsync(string tenant, OpenPosition? after, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.Open(sqlite, tenant, after, limit), cancel);

    public Task<Contact?> FindContactAsync(string tenant, string personId, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Find(sqlite, tenant, DirectoryEntry.ContactKind, personId, StoredText.Contact), cancel);

    public Task<Channel?> FindChannelAsync(string tenant, string channelId, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Find(sqlite, tenant, DirectoryEntry.ChannelKind, channelId, StoredText.Channel), cancel);

    public Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancel) => ReadAsync(SqliteDirectory.Tenants, cancel);

    public Task<IReadOnlyList<Channel>> ChannelsAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Channels(sqlite, tenant), cancel);

    public Task<DirectoryLookup> LookUpAsync(string tenant, string personId, string? channelId, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.LookUp(sqlite, tenant, personId, channelId), cancel);

    public Task<TeamLinks> LinksAsync(string tenant, CancellationToken cancel) => ReadAsync(sqlite => SqliteDirectory.Links(sqlite, tenant), cancel);

    public Task<IReadOnlyList<Channel>> LinkedChannelsAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.LinkedChannels(sqlite, tenant), cancel);

    public Task<IReadOnlyList<Contact>> FindContactsAsync(string tenant, string idOrName, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Contacts(sqlite, tenant, idOrName, limit), cancel);

    public Task<IReadOnlyList<Administrator>> AdministratorsAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Administrators(sqlite, tenant), cancel);

    public Task<IReadOnlyList<LinkRequest>> LinkRequestsAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.LinkRequests(sqlite, tenant), cancel);

    public Task<IReadOnlyList<DirectoryChange>> DirectoryChangesAsync(string tenant, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Changes(sqlite, tenant, limit), cancel);

    public Task<bool> IsKnownAsync(string tenant, CancellationToken cancel) => ReadAsync(sqlite => SqliteDirectory.IsKnown(sqlite, tenant), cancel);

    public Task<IReadOnlyList<KeptNews>> KeptNewsAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.KeptNews(sqlite, tenant), cancel);

    public Task<IReadOnlyList<PlayedDrills>> PlayedDrillsAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.PlayedDrills(sqlite, tenant), cancel);

    public Task<PlayedDrills?> FindPlayedDrillsAsync(string tenant, string personId, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Find(sqlite, tenant, DirectoryEntry.PlayedDrillsKind, personId, StoredText.PlayedDrills), cancel);

    public Task<NoticesTold?> FindNoticesToldAsync(string tenant, string personId, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Find(sqlite, tenant, DirectoryEntry.NoticesToldKind, personId, StoredText.NoticesTold), cancel);

    public Task<CalendarFeed?> FindCalendarFeedAsync(string tenant, string personId, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Find(sqlite, tenant, DirectoryEntry.CalendarFeedKind, personId, StoredText.CalendarFeed), cancel);

    public Task<IReadOnlyList<ShiftOverride>> ShiftOverridesAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.ShiftOverrides(sqlite, tenant), cancel);

    public Task<PendingNotes?> FindPendingNotesAsync(string tenant, string personId, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Find(sqlite, tenant, DirectoryEntry.NotesKind, personId, StoredText.PendingNotes), cancel);

    public Task<PostedCard?> FindCardAsync(string tenant, EscalationId id, string lane, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Card(sqlite, tenant, id, lane), cancel);

    /// <summary>Lets what is under way end, then closes the file. Asked again, it does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isClosed, 1) == 1)
        {
            return;
        }

        using (var over = new ManualResetEvent(false))
        {
            if (gathering.Dispose(over))
            {
                over.WaitOne();
            }
        }

        while (!waiting.IsEmpty)
        {
            WriteWaiting();
            Thread.Yield();
        }

        writing.Wait();
        for (var reporter = 0; reporter < Reporters; reporter++)
        {
            reporting.Wait();
        }

        for (var reader = 0; reader < Readers; reader++)
        {
            reading.Wait();
        }

        writer?.Dispose();
        while (readers.TryTake(out var idle))
        {
            idle.Dispose();
        }

        anchor.Dispose();
        writing.Dispose();
        reading.Dispose();
        reporting.Dispose();
    }

    /// <summary>Writes something that changes nothing, to see whether writing works.</summary>
    /// <exception cref="StoreUnavailableException">It does not.</exception>
    public async Task ProbeAsync(CancellationToken cancel)
    {
        // The number is read and written back under the lock: another process may have brought the file up to date.
        await WriteAsync(sqlite => sqlite.Execute($"PRAGMA user_version = {sqlite.Value("PRAGMA user_version")}"), cancel);
        health.Wrote();
    }

    /// <summary>
    /// Does all of the work in one transaction, or nothing of it. Once begun it is not cancelled. What waits while something
    /// else is written is written together: one transaction, and one wait for the disk.
    /// </summary>
    /// <param name="mayWait">Nobody waits for it: it is written with the next write, or after <see cref="Gathering"/>.</param>
    /// <exception cref="StoreUnavailableException">The file cannot be written just now.</exception>
    private async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancel, bool mayWait = false)
    {
        cancel.ThrowIfCancellationRequested();
        var write = new PendingWrite<T>(work);
        waiting.Enqueue(write);
        if (mayWait)
        {
            Gather();
        }
        else
        {
            WriteWaiting();
        }

        while (true)
        {
            try
            {
                return await write.Done.WaitAsync(SqliteFile.Patience, cancel);
            }
            catch (TimeoutException)
            {
                // It may have been stored just then, which counts.
                if (write.Done.IsCompleted)
                {
                    return await write.Done;
                }

                if (writing.CurrentCount == 0 && Stopwatch.GetElapsedTime(Volatile.Read(ref writeBegan)) >= SqliteFile.Patience && write.TryAbandon())
                {
                    throw Unavailable(new TimeoutException("A write that began before does not end."));
                }

                // Whoever was to write it may not have got a thread to do it.
                WriteWaiting();
            }
            catch (OperationCanceledException) when (!write.TryAbandon())
            {
                return await write.Done;
            }
        }
    }

    private IEnumerable<TenantRecord> ReadTenant(string tenant)
    {
        using var connection = file.Connect();
        using var moment = connection.BeginTransaction(deferred: true);
        foreach (var record in SqliteTenant.Read(connection, tenant))
        {
            yield return record;
        }
    }

    private void Gather()
    {
        if (Interlocked.Exchange(ref isGathering, 1) == 0)
        {
            gathering.Change(Gathering, Timeout.Infinite);
        }
    }

    private void WriteGathered()
    {
        Volatile.Write(ref isGathering, 0);
        WriteWaiting();
    }

    /// <summary>Writes what waits, unless somebody else is at it; they look again before they leave.</summary>
    private void WriteWaiting()
    {
        if (waiting.IsEmpty || !writing.Wait(0))
        {
            return;
        }

        try
        {
            var together = new List<PendingWrite>();
            while (together.Count < MostTogether && waiting.TryDequeue(out var next))
            {
                if (next.TryBegin())
                {
                    together.Add(next);
                }
            }

            if (together.Count > 0)
            {
                Volatile.Write(ref writeBegan, Stopwatch.GetTimestamp());
                Write(together);
            }
        }
        finally
        {
            writing.Release();
        }

        if (!waiting.IsEmpty)
        {
            // Whoever began this has their answer; the rest is written by nobody in particular.
            _ = Task.Run(WriteWaiting, CancellationToken.None);
        }
    }

    private void Write(List<PendingWrite> together)
    {
        PendingWrite? running = null;
        try
        {
            var left = (health.IsFailing ? PatienceInFault : SqliteFile.Patience) - Stopwatch.GetElapsedTime(together[0].Asked);
            var patience =
                left > LeastPatience ? left
                : health.IsFailing ? TimeSpan.Zero
                : LeastPatience;
            Transact(together, patience, ref running);
        }
        catch (Exception failure) when (!IsUnavailable(failure) && together.Count > 1)
        {
            // All were taken back because one was refused: the others again without it, then it alone. Were it the commit of all that
            // was refused, each is alone.
            var alone = running is null ? together : [running];
            if (running is not null)
            {
                Write([.. together.Where(write => write != running)]);
            }

            foreach (var write in alone)
            {
                Write([write]);
            }

            return;
        }
        catch (Exception failure)
        {
            var told = IsUnavailable(failure) ? Unavailable(failure) : failure;
            foreach (var write in together)
            {
                write.Failed(told);
            }

            return;
        }

        foreach (var write in together)
        {
            write.Stored();
        }
    }

    /// <param name="running">The one that is at work when this fails; null while none is.</param>
    private void Transact(List<PendingWrite> together, TimeSpan patience, ref PendingWrite? running)
    {
        // While it is used it is nobody's: only one that has proven well is there for the next write.
        var connection = Interlocked.Exchange(ref writer, null);
        try
        {
            connection ??= file.Connect();
            connection.WaitForLocks(patience);
            var before = connection.Changes;
            connection.Begin();
            foreach (var write in together)
            {
                running = write;
                write.Run(connection);
            }

            running = null;
            connection.Commit();
            if (connection.Changes != before)
            {
                health.Wrote();
            }

            writer = connection;
        }
        catch (Exception failure)
        {
            if (failure is not SqliteException && connection?.TryRollback() is true)
            {
                // The work itself has refused: nothing is wrong with the connection.
                writer = connection;
            }
            else
            {
                Discard(connection);
            }

            throw;
        }
    }

    /// <exception cref="StoreUnavailableException">The file cannot be read just now.</exception>
    private async Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancel)
    {
        await reading.WaitAsync(cancel);
        var reader = readers.TryTake(out var idle) ? idle : null;
        try
        {
            reader ??= file.Connect();
            reader.WaitForLocks(health.IsFailing ? PatienceInFault : SqliteFile.Patience);
            var result = work(reader);
            readers.Add(reader);
            return result;
        }
        catch (Exception failure)
        {
            Discard(reader);
            if (IsUnavailable(failure))
            {
                throw Unavailable(failure);
            }

            throw;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Lets go of a connection that may be broken, with what it has open and locked.</summary>
    private static void Discard(SqliteConnection? connection)
    {
        var handle = connection?.Handle;
        try
        {
            connection?.Dispose();
        }
        catch (SqliteException)
        {
            // What broke it is thrown already; its file must be closed all the same.
            handle?.Dispose();
        }
    }

    /// <summary>Whether it is the way to the disk that fails, and not what was asked of it, nor one damaged page among good ones.</summary>
    private static bool IsUnavailable(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: var code }
        && code
            is raw.SQLITE_BUSY
                or raw.SQLITE_LOCKED
                or raw.SQLITE_PROTOCOL
                or raw.SQLITE_FULL
                or raw.SQLITE_IOERR
                or raw.SQLITE_CANTOPEN
                or raw.SQLITE_READONLY
                or raw.SQLITE_PERM
                or raw.SQLITE_NOMEM;

    private StoreUnavailableException Unavailable(Exception failure)
    {
        health.Failed(failure.Message);
        return new($"The store cannot be used just now: {failure.Message}", failure);
    }

    /// <summary>Reads what may take a while: few at once, and broken off when it is cancelled.</summary>
    private async Task<T> ReportAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancel)
    {
        await reporting.WaitAsync(cancel);
        try
        {
            return await ReadAsync(
                sqlite =>
                {
                    raw.sqlite3_progress_handler(sqlite.Handle, StepsBetweenLooks, _ => cancel.IsCancellationRequested ? 1 : 0, null);
                    try
                    {
                        return work(sqlite);
                    }
                    finally
                    {
                        raw.sqlite3_progress_handler(sqlite.Handle, 0, null, null);
                    }
                },
                cancel
            );
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(interrupted.Message, interrupted, cancel);
        }
        finally
        {
            reporting.Release();
        }
    }
}
