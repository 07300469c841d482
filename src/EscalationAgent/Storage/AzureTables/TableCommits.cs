using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Escalations;
using Escalations.Ports;
using Escalations.Reporting;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// Storing what was accepted: one transaction in one partition. That a delivery counts once is decided by a row of its own,
/// which names the commit that it led to; whether that took place says the mark that is stored with it.
/// </summary>
internal sealed class TableCommits(
    TableAccess tables,
    TableEscalations escalations,
    TableDirectory directory,
    Carrying carrying,
    MessageNumbers numbers,
    BackgroundTasks background
)
{
    /// <summary>What is about an escalation of which nothing is stored, or about none, goes last.</summary>
    private const int LastRank = Lane.Ranks - 1;

    /// <summary>Left for what else is stored with an erasure.</summary>
    private const int MostRowsErased = 70;

    private const long MostBytesErased = 2 * 1024 * 1024;

    public const string DeliveryPrefix = "delivery";
    private const string DeliveryRow = "delivery";
    private const string NumberRow = "last";

    /// <summary>How long somebody else is given to bring a commit of the same delivery to its end.</summary>
    private const int LooksAtOther = 50;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly KeyedLock deliveries = new();
    private readonly KeyedLock counters = new();

    public Task<FirstAnswer?> AcceptAsync(Commit commit)
    {
        // What cannot be written is refused before anything is.
        var texts = commit.Messages.Select(StoredText.Of).ToList();
        return commit.Delivery is { } delivery
            ? deliveries.RunAsync(TableKey.Of(commit.Tenant, delivery), () => DeliverAsync(commit, delivery, texts))
            : StoreAsync(commit, NewCommit(), texts);
    }

    public async Task<FirstAnswer?> FindAnswerAsync(string tenant, string delivery, CancellationToken cancel) =>
        await tables.GetAsync(tables.Index, DeliveryPartition(tenant, delivery), DeliveryRow, cancel) is { } row
        && await carrying.OutcomeAsync(Carrying.SourceOf(row), row.GetString("Commit"), cancel) is { IsStored: true, Answer: var answer }
            ? new(answer)
            : null;

    public Task<EscalationId> NextIdAsync(string tenant, int year) =>
        counters.RunAsync(CounterPartition(tenant, year), async () => new EscalationId(year, await CountAsync(tenant, year, last => last + 1)));

    /// <summary>A number that no other start of the program has, as long as there are not too many.</summary>
    public async Task<int> NextGiverAsync()
    {
        const string Partition = "givers";
        return (int)((await RaiseAsync(Partition, last => last + 1) ?? 0) % MessageNumbers.Givers);
    }

    /// <summary>The messages as what a commit or a settlement owes, with the ranks that they have now.</summary>
    /// <param name="after">What an escalation is after the commit, where it changes one.</param>
    public async Task<List<OwedItem>> OweAsync(
        string tenant,
        IReadOnlyList<OutboxMessage> messages,
        IReadOnlyList<string> texts,
        DateTimeOffset at,
        Escalation? after = null
    )
    {
        var urgencies = new Dictionary<EscalationId, int?>();
        if (after is not null)
        {
            urgencies[after.Id] = (int)(after.Decision?.Severity ?? Severity.S4);
        }

        var owed = new List<OwedItem>(messages.Count);
        foreach (var (message, text) in messages.Zip(texts))
        {
            var rank = 0;
            if (!message.IsAwaited)
            {
                if (message.Concerns is { } id && !urgencies.ContainsKey(id))
                {
                    urgencies[id] = (await escalations.SummaryAsync(tenant, id, CancellationToken.None))?.Urgency;
                }

                rank = Math.Min((message.Concerns is { } about ? urgencies[about] : null) ?? LastRank, LastRank);
            }

            owed.Add(
                new()
                {
                    At = at.UtcTicks,
                    Message = new(
                        numbers.Next(),
                        message.To.OrderingKey,
                        message.To.Kind,
                        rank,
                        message.Concerns?.ToString(),
                        message.IsListable,
                        (message.NotBefore > at ? message.NotBefore.Value : at).UtcTicks,
                        text,
                        message.MayHaveArrived
                    ),
                }
            );
        }

        return owed;
    }

    public static string NewCommit() => $"{Guid.NewGuid():N}";

    private static string DeliveryPartition(string tenant, string delivery) => $"{DeliveryPrefix}{TableKey.Separator}{TableKey.Of(tenant, delivery)}";

    /// <summary>Begins the partitions of a tenant's numbers; behind it stands the year.</summary>
    public static string CounterPrefix(string tenant) => $"number{TableKey.Separator}{TableKey.Encode(tenant)}";

    private static string CounterPartition(string tenant, int year) =>
        $"{CounterPrefix(tenant)}{TableKey.Separator}{year.ToString(CultureInfo.InvariantCulture)}";

    private static Source SourceOf(Commit commit, string name) =>
        commit switch
        {
            { Change: { } change } => new(nameof(tables.Escalations), Head.PartitionOf(commit.Tenant, change.After.Id), commit.Tenant, change.After.Id),
            { Directory: not null } => new(nameof(tables.Directory), TableDirectory.PartitionOf(commit.Tenant), commit.Tenant),
            _ => new(nameof(tables.Outbox), $"{TableKey.Encode(commit.Tenant)}{TableKey.Separator}+{name}", commit.Tenant),
        };

    /// <summary>Stores the commit unless the same delivery has led to one already.</summary>
    private async Task<FirstAnswer?> DeliverAsync(Commit commit, string delivery, IReadOnlyList<string> texts)
    {
        var partition = DeliveryPartition(commit.Tenant, delivery);
        var name = NewCommit();
        var source = SourceOf(commit, name);
        var row = new TableEntity(partition, DeliveryRow)
        {
            ["Commit"] = name,
            ["Table"] = source.Table,
            ["Partition"] = source.Partition,
            ["Tenant"] = source.Tenant,
            ["Id"] = source.Id?.ToString(),
            ["Giver"] = numbers.Giver,
            [TableDirectory.At] = commit.At.UtcTicks,
        };
        while (!await tables.TryAddAsync(tables.Index, row))
        {
            if (await tables.GetAsync(tables.Index, partition, DeliveryRow, CancellationToken.None) is not { } other)
            {
                continue;
            }

            if (other.GetString("Commit") == name || await EndOfAsync(other, commit.At) is not { IsStored: true, Answer: var answer })
            {
                if (other.GetString("Commit") == name || await tables.TryReplaceAsync(tables.Index, row, other.ETag))
                {
                    break;
                }
            }
            else
            {
                return new(answer);
            }
        }

        try
        {
            return await StoreAsync(commit, name, texts);
        }
        catch (Exception failure) when (failure is not StoreUnavailableException)
        {
            // It has not led to anything. Somebody else may have taken it over meanwhile.
            if (await tables.GetAsync(tables.Index, partition, DeliveryRow, CancellationToken.None) is { } still && still.GetString("Commit") == name)
            {
                await tables.TryDeleteAsync(tables.Index, partition, DeliveryRow, still.ETag);
            }

            throw;
        }
    }

    /// <summary>What became of the commit of a delivery. Somebody else may be at it still; who is not heard of in time is kept from it.</summary>
    private async Task<CommitOutcome> EndOfAsync(TableEntity delivery, DateTimeOffset at)
    {
        var (source, name) = (Carrying.SourceOf(delivery), delivery.GetString("Commit"));

        // In this process deliveries of one key go one after the other: what is left was broken off.
        var looks = delivery.GetInt32("Giver") == numbers.Giver ? 1 : LooksAtOther;
        using var pause = new PeriodicTimer(BetweenLooks);
        for (var look = 0; look < looks; look++)
        {
            if (await carrying.OutcomeAsync(source, name, CancellationToken.None) is { } decided)
            {
                return decided;
            }

            if (look + 1 < looks)
            {
                await pause.WaitForNextTickAsync();
            }
        }

        return await carrying.AbandonAsync(source, name, at);
    }

    /// <summary>Stores the commit under a name that its mark is known by.</summary>
    private async Task<FirstAnswer?> StoreAsync(Commit commit, string name, IReadOnlyList<string> texts)
    {
        var source = SourceOf(commit, name);
        var owed = await OweAsync(commit.Tenant, commit.Messages, texts, commit.At, commit.Change?.After);
        var (before, after) = commit.Change is { } change ? await FollowAsync(commit.Tenant, change, owed.Count > 0, commit.At) : default;
        owed = [.. after?.Later ?? [], .. owed];
        var order = after?.Head.Version ?? numbers.Next();
        List<TableTransactionAction> actions = [.. Carrying.Mark(source, name, commit.Answer, commit.At)];
        if (after is not null)
        {
            actions.AddRange(ActionsOf(before, after));
        }

        if (commit.Directory is { } edit)
        {
            var (now, later) = await directory.PrepareAsync(commit.Tenant, edit, commit.At);
            actions.AddRange(now);
            owed = [.. later, .. owed];
        }

        actions.AddRange(Carrying.Owe(source, order, owed));
        TableLimits.Check(actions);
        var isNoted = after is not null || owed.Count > 0;
        await Task.WhenAll(
            isNoted ? carrying.NoteAsync(source, name) : Task.CompletedTask,
            after is { Head.Version: var version } && version == after.Seals.Count ? CountAtLeastAsync(commit.Tenant, after.Head.Id) : Task.CompletedTask,
            commit.Directory is { Bindings.Count: > 0 } ? directory.NoteTenantAsync(commit.Tenant) : Task.CompletedTask
        );
        if (!await TryStoreAsync(source, name, actions, after?.Head, commit.At))
        {
            escalations.Know(source.Partition, null);
            if (isNoted)
            {
                background.Run(() => carrying.ForgetNoteAsync(name));
            }

            throw commit is { Change: null, Directory: not { DecidedLinkRequest: not null }, Directory.Launch: null } or { Change: null, Directory: null }
                ? new StoreUnavailableException("It took so long to store this that another replica has given it up.")
                : new ChangedMeanwhileException(source.Id?.ToString() ?? commit.Directory?.Launch?.After.Id ?? "The wish to be linked");
        }

        if (isNoted)
        {
            // An escalation says what it owed before; the directory does not, and what is stored alone has no before.
            var lastOwed =
                commit.Change is not null ? before?.LastOwed ?? 0
                : commit.Directory is not null ? (long?)null
                : 0;
            background.Run(() => FinishAsync(source, name, order, owed, lastOwed, after?.Head));
        }

        return null;
    }

    /// <summary>What follows a commit in other partitions; a note of it is there until all of it is done.</summary>
    private async Task FinishAsync(Source source, string name, long order, List<OwedItem> owed, long? lastOwed, Head? head)
    {
        await Task.WhenAll(
            owed.Count > 0 ? carrying.CarryAsync(source, order, owed, lastOwed) : Task.CompletedTask,
            head is not null ? escalations.IndexAsync(head.Tenant, head.Id, head) : Task.CompletedTask
        );
        await carrying.ForgetNoteAsync(name);
    }

    /// <returns>False when something else was stored before, or the commit was abandoned; then nothing is stored and nothing will be.</returns>
    private async Task<bool> TryStoreAsync(Source source, string name, IReadOnlyList<TableTransactionAction> actions, Head? head, DateTimeOffset at)
    {
        try
        {
            if (await tables.TransactAsync(tables.Named(source.Table), actions) is { } tags)
            {
                if (head is not null)
                {
                    // The head is the first that is stored after the mark.
                    escalations.Know(source.Partition, head with { Tag = tags[actions.Index().First(a => a.Item.Entity.RowKey == Head.Row).Index] });
                }

                return true;
            }
        }
        catch (StoreUnavailableException)
        {
            // It may have been stored, or may yet be: that is decided here, if anything can be.
            escalations.Know(source.Partition, null);
            if (await carrying.AbandonAsync(source, name, at) is { IsStored: true })
            {
                return true;
            }

            throw;
        }

        // A first try may have been stored though its answer was lost; the second then was refused.
        return await carrying.OutcomeAsync(source, name, CancellationToken.None) is { IsStored: true };
    }

    /// <summary>What an escalation is after a change.</summary>
    /// <exception cref="ChangedMeanwhileException">It has moved on, or the id is taken.</exception>
    private async Task<(Head? Before, Followed? After)> FollowAsync(string tenant, Change change, bool owes, DateTimeOffset at)
    {
        var id = change.After.Id;
        Head? before = null;
        if (change.ExpectedVersion > 0)
        {
            before = escalations.Known(tenant, id);
            if (before?.Version != change.ExpectedVersion)
            {
                before = await escalations.LoadAsync(tenant, id, CancellationToken.None);
            }

            if (before?.Version != change.ExpectedVersion)
            {
                throw new ChangedMeanwhileException(id.ToString());
            }
        }

        var seals = new List<SealedEvent>(change.New.Count);
        foreach (var happened in change.New)
        {
            seals.Add(HashChain.Seal(seals.Count > 0 ? seals[^1].Hash : before?.Hash ?? HashChain.Genesis(tenant, id), happened));
        }

        if (change.Rewritten.Count > 0)
        {
            return (before, await EraseAsync(before!, change, seals, owes, at));
        }

        // What is so after the last event is at hand; only where there are several, those before it are folded.
        var escalation = before is null || change.New.Count == 1 ? null : await escalations.ReadAsync(before, CancellationToken.None);
        var fold = before?.Report.Fold ?? ReportFold.Empty;
        var reported = new List<ReportChange>();
        foreach (var (i, happened) in change.New.Index())
        {
            escalation =
                i == change.New.Count - 1 ? change.After
                : escalation is null ? Escalation.Begin(tenant, id, happened)
                : escalation.After(happened);
            fold = fold.After(happened, escalation, reported);
        }

        var report = (before?.Report ?? new()).With(fold, reported);
        return (before, new(Head.Of(before, change.After, seals[^1].Hash, report, owes ? change.After.Version : before?.LastOwed ?? 0), seals));
    }

    /// <summary>
    /// What an escalation is after an erasure: its report is made anew, and what is left of its events is stored with it, as much as a
    /// transaction takes. The rest is owed, and carried there like all else that is.
    /// </summary>
    private async Task<Followed> EraseAsync(Head before, Change change, IReadOnlyList<SealedEvent> seals, bool owes, DateTimeOffset at)
    {
        var (tenant, id) = (before.Tenant, before.Id);
        var stored = (await escalations.HistoryAsync(tenant, id, CancellationToken.None)).ToDictionary(happened => happened.Sequence);
        var (now, later) = (new List<TableTransactionAction>(), new List<OwedItem>());
        var size = 0L;
        foreach (var left in change.Rewritten)
        {
            if (stored.GetValueOrDefault(left.Sequence)?.Hash != left.Hash)
            {
                throw new ChangedMeanwhileException(id.ToString());
            }

            var rows = TableEscalations.LeftRows(before.Partition, left, at.UtcTicks);
            var gone = Beyond(before.Partition, rows[0].RowKey, LongText.RowsFor(stored[left.Sequence].Json), rows.Count);
            size += rows.Sum(TableLimits.PayloadOf);
            if (later.Count > 0 || now.Count + rows.Count + gone.Count > MostRowsErased || size > MostBytesErased)
            {
                later.Add(new() { At = at.UtcTicks, Left = new(id.Year, id.Number, left.Sequence, left.Hash, left.Json) });
            }
            else
            {
                now.Add(new(TableTransactionActionType.UpdateReplace, rows[0], ETag.All));
                now.AddRange(rows.Skip(1).Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)));
                now.AddRange(gone);
            }

            stored[left.Sequence] = left;
        }

        var reported = new List<ReportChange>();
        var fold = ReportFold.Of(tenant, id, stored.Values.OrderBy(e => e.Sequence).Select(HashChain.Open).Append(change.New[0]), reported);
        var lastOwed = owes || later.Count > 0 ? change.After.Version : before.LastOwed;
        var head = Head.Of(before, change.After, seals[^1].Hash, new ReportRecord().With(fold, reported), lastOwed);
        var rowsBefore = LongText.RowsFor(before.Snapshot + '\n' + before.ReportText());
        now.AddRange(Beyond(before.Partition, Head.Row, rowsBefore, head.Rows().Count));
        return new(head, seals) { Left = now, Later = later };
    }

    /// <summary>Removes the further rows of a text that has become shorter.</summary>
    private static List<TableTransactionAction> Beyond(string partition, string first, int before, int after) =>
        [
            .. Enumerable
                .Range(after, Math.Max(before - after, 0))
                .Select(further => new TableTransactionAction(
                    TableTransactionActionType.Delete,
                    new TableEntity(partition, LongText.FurtherKey(first, further)),
                    ETag.All
                )),
        ];

    private static IEnumerable<TableTransactionAction> ActionsOf(Head? before, Followed after)
    {
        var rows = after.Head.Rows();
        yield return before is null
            ? new(TableTransactionActionType.Add, rows[0])
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, rows[0], before.Tag);
        foreach (var row in rows.Skip(1))
        {
            yield return new(TableTransactionActionType.UpsertReplace, row);
        }

        foreach (var action in after.Left)
        {
            yield return action;
        }

        foreach (var action in after.Seals.SelectMany(seal => TableEscalations.EventRows(after.Head.Partition, seal)))
        {
            yield return action;
        }
    }

    /// <summary>A number that an escalation has counts as given out, wherever it came from.</summary>
    public Task<int> CountAtLeastAsync(string tenant, EscalationId id) =>
        counters.RunAsync(CounterPartition(tenant, id.Year), async () => await CountAsync(tenant, id.Year, last => last >= id.Number ? null : id.Number));

    private async Task<int> CountAsync(string tenant, int year, Func<long, long?> next) => (int)(await RaiseAsync(CounterPartition(tenant, year), next) ?? 0);

    /// <summary>Raises a number that is stored.</summary>
    /// <param name="next">Null to leave it as it is.</param>
    private async Task<long?> RaiseAsync(string partition, Func<long, long?> next)
    {
        while (true)
        {
            var row = await tables.GetAsync(tables.Index, partition, NumberRow, CancellationToken.None);
            if (next(row?.GetInt64("Last") ?? 0) is not { } raised)
            {
                return null;
            }

            var after = new TableEntity(partition, NumberRow) { ["Last"] = raised };
            if (row is null ? await tables.TryAddAsync(tables.Index, after) : await tables.TryReplaceAsync(tables.Index, after, row.ETag))
            {
                return raised;
            }
        }
    }

    /// <summary>What an escalation is after its new events, and these.</summary>
    private sealed record Followed(Head Head, IReadOnlyList<SealedEvent> Seals)
    {
        /// <summary>What is left of events after an erasure.</summary>
        public IReadOnlyList<TableTransactionAction> Left { get; init; } = [];

        /// <summary>The same, as far as it is stored afterwards.</summary>
        public IReadOnlyList<OwedItem> Later { get; init; } = [];
    }
}
