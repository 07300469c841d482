using System.Collections.Concurrent;
using Escalations;
using Escalations.UseCases;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>
/// The store in one SQLite file. One connection writes, in turn; others read beside it.
/// Several processes on one machine may share the file; one that starts takes over what another is just sending,
/// because it cannot know whether that one still lives, so such a message may be seen twice.
/// </summary>
internal sealed class SqliteStore : IEscalationStore, IDisposable
{
    private const int Readers = 8;

    private readonly SqliteFile file;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly SemaphoreSlim reading = new(Readers, Readers);
    private readonly ConcurrentBag<SqliteConnection> readers = [];
    private SqliteConnection? writer;
    private int isClosed;

    private SqliteStore(SqliteFile file) => this.file = file;

    /// <exception cref="UnusableStorageException">The file can't be used as it is.</exception>
    public static SqliteStore Open(string path)
    {
        var file = SqliteFile.Open(path);
        try
        {
            using var connection = file.Connect();
            SqliteOutbox.ReleaseClaims(connection);
            return new(file);
        }
        catch (SqliteException locked)
        {
            throw new UnusableStorageException(path, locked.Message, locked);
        }
    }

    /// <summary>For looking at a file that another process may be working with: what that one is sending stays its own.</summary>
    /// <exception cref="UnusableStorageException">There is no such file, or it can't be used as it is.</exception>
    public static SqliteStore OpenBeside(string path) =>
        File.Exists(path) ? new(SqliteFile.Open(path)) : throw new UnusableStorageException(path, "there is no such file");

    public Task<FirstAnswer?> CommitAsync(Commit commit, CancellationToken cancel)
    {
        CommitCheck.Check(commit);
        return WriteAsync(sqlite => SqliteCommit.Store(sqlite, commit), cancel);
    }

    public Task<EscalationId> NextIdAsync(string tenant, int year, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteCommit.NextId(sqlite, tenant, year), cancel);

    public Task<IReadOnlyList<ClaimedMessage>> ClaimOwedAsync(OwedKind kind, DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteOutbox.Claim(sqlite, kind, now, lease, limit), cancel);

    public Task<IReadOnlyList<WaitingMessage>> WaitingBehindAsync(ClaimedMessage message, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteOutbox.Behind(sqlite, message, limit), cancel);

    public Task<bool> SettleAsync(ClaimedMessage message, Settlement settlement, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteOutbox.Settle(sqlite, message, settlement), cancel);

    /// <summary>Removes sent messages and remembered deliveries from before the given instant. Events and undeliverable messages stay.</summary>
    /// <returns>How many rows were removed.</returns>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteOutbox.Prune(sqlite, before) + SqliteCommit.Prune(sqlite, before), cancel);

    /// <summary>Removes what models cost before the given day.</summary>
    /// <returns>How many rows were removed.</returns>
    public Task<int> PruneModelUseAsync(DateOnly before, CancellationToken cancel) =>
        WriteAsync(sqlite => SqliteModelUse.Prune(sqlite, before), cancel);

    public Task<DateTimeOffset?> NextOwedAtAsync(OwedKind kind, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteOutbox.NextAt(sqlite, kind), cancel);

    public Task<ModelUseOfDay> FindModelUseAsync(string tenant, string personId, DateOnly day, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteModelUse.Find(sqlite, tenant, personId, day), cancel);

    public Task<FirstAnswer?> FindAnswerAsync(string tenant, string delivery, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteCommit.FindAnswer(sqlite, tenant, delivery), cancel);

    public Task<Escalation?> FindAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.Find(sqlite, tenant, id), cancel);

    public Task<IReadOnlyList<SealedEvent>> HistoryAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.History(sqlite, tenant, id), cancel);

    public Task<SealedEvent?> FindEventAsync(string tenant, EscalationId id, int sequence, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.Event(sqlite, tenant, id, sequence), cancel);

    public Task<IReadOnlyList<Escalation>> ListAsync(string tenant, IReadOnlyCollection<Status> statuses, string? csm, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.List(sqlite, tenant, statuses, csm, limit), cancel);

    public Task<IReadOnlyList<Escalation>> OfAccountAsync(string tenant, string account, DateTimeOffset since, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.OfAccount(sqlite, tenant, account, since, limit), cancel);

    public Task<IReadOnlyList<(EscalationId Id, IReadOnlyList<SealedEvent> History)>> AliveBetweenAsync(string tenant, DateTimeOffset since, DateTimeOffset until, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.AliveBetween(sqlite, tenant, since, until), cancel);

    public Task<IReadOnlyList<DueKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.Due(sqlite, now, limit), cancel);

    public Task<IReadOnlyList<OpenPosition>> OpenAsync(string tenant, OpenPosition? after, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteReading.Open(sqlite, tenant, after, limit), cancel);

    public Task<Contact?> FindContactAsync(string tenant, string personId, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Find(sqlite, tenant, DirectoryEntry.ContactKind, personId, StoredText.Contact), cancel);

    public Task<Channel?> FindChannelAsync(string tenant, string channelId, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Find(sqlite, tenant, DirectoryEntry.ChannelKind, channelId, StoredText.Channel), cancel);

    public Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancel) =>
        ReadAsync(SqliteDirectory.Tenants, cancel);

    public Task<IReadOnlyList<Binding>> BindingsAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Bindings(sqlite, tenant), cancel);

    public Task<IReadOnlyList<Contact>> FindContactsAsync(string tenant, string idOrName, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Contacts(sqlite, tenant, idOrName, limit), cancel);

    public Task<IReadOnlyList<Administrator>> AdministratorsAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Administrators(sqlite, tenant), cancel);

    public Task<IReadOnlyList<DirectoryChange>> DirectoryChangesAsync(string tenant, int limit, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Changes(sqlite, tenant, limit), cancel);

    public Task<bool> IsKnownAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.IsKnown(sqlite, tenant), cancel);

    public Task<IReadOnlyList<Unreachable>> UnreachableAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Unreachable(sqlite, tenant), cancel);

    public Task<IReadOnlyList<KeptNews>> KeptNewsAsync(string tenant, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.KeptNews(sqlite, tenant), cancel);

    public Task<PendingNotes?> FindPendingNotesAsync(string tenant, string personId, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Find(sqlite, tenant, DirectoryEntry.NotesKind, personId, StoredText.PendingNotes), cancel);

    public Task<PostedCard?> FindCardAsync(string tenant, EscalationId id, string lane, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Card(sqlite, tenant, id, lane), cancel);

    public Task<IReadOnlyList<PostedCard>> CardsAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        ReadAsync(sqlite => SqliteDirectory.Cards(sqlite, tenant, id), cancel);

    /// <summary>Lets what is under way end, then closes the file. Asked again, it does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isClosed, 1) == 1)
        {
            return;
        }

        writing.Wait();
        for (var reader = 0; reader < Readers; reader++)
        {
            reading.Wait();
        }

        writer?.Dispose();
        while (readers.TryTake(out var idle))
        {
            idle.Dispose();
        }

        writing.Dispose();
        reading.Dispose();
    }

    /// <summary>Does all of the work in one transaction, or nothing of it. Once begun it is not cancelled.</summary>
    private async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            writer ??= file.Connect();
            using var transaction = writer.BeginTransaction(deferred: false);
            var result = work(writer);
            transaction.Commit();
            return result;
        }
        catch (SqliteException)
        {
            // After a full disk or a failed sync nobody knows what state the connection is in; the next one begins afresh.
            writer?.Dispose();
            writer = null;
            throw;
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancel)
    {
        await reading.WaitAsync(cancel);
        try
        {
            var reader = readers.TryTake(out var idle) ? idle : file.Connect();
            try
            {
                var result = work(reader);
                readers.Add(reader);
                return result;
            }
            catch
            {
                reader.Dispose();
                throw;
            }
        }
        finally
        {
            reading.Release();
        }
    }
}
