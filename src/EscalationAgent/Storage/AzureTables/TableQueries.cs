using Azure.Data.Tables;
using Escalations;
using Escalations.Ports;
using Escalations.Reporting;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>Looks across many escalations, by the index; what it finds is held against the heads wherever that matters.</summary>
internal sealed class TableQueries(TableAccess tables, TableEscalations escalations)
{
    private const int LoadedAtOnce = 16;

    /// <summary>As <see cref="TableOutbox"/> for rows that belong to nothing.</summary>
    private static readonly TimeSpan StrayKept = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<Escalation>> ListAsync(
        string tenant,
        IReadOnlyCollection<Status> statuses,
        string? csm,
        int limit,
        CancellationToken cancel
    )
    {
        var wanted = (statuses.Count > 0 ? statuses : Enum.GetValues<Status>()).Distinct().ToList();
        var filter = csm is null ? "" : " and " + TableClient.CreateQueryFilter($"Csm eq {csm}");
        if (statuses.Count > 0)
        {
            filter += $" and ({string.Join(" or ", wanted.Select(status => TableClient.CreateQueryFilter($"Status eq {status.Key()}")))})";
        }

        var open = await SummariesAsync(IndexRows.OpenPartition(tenant), filter, null, cancel);

        // They lie in the order in which reports see their last events: no more than these can be among the newest.
        var ended = wanted.Exists(status => IndexRows.Ends.Contains(status.Key()))
            ? await SummariesAsync(IndexRows.EndedPartition(tenant), filter, Math.Max(limit, 0), cancel)
            : [];
        var newest = open.Concat(ended)
            .GroupBy(head => head.Id)
            .Select(same => same.MaxBy(head => head.Version)!)
            .OrderByDescending(head => head.LastEventAt)
            .ThenByDescending(head => head.Id.Year)
            .ThenByDescending(head => head.Id.Number);
        return await LoadAsync(newest, head => wanted.Exists(status => status.Key() == head.Status) && (csm is null || head.Csm == csm), limit, cancel);
    }

    public async Task<IReadOnlyList<Escalation>> UpdatedAsync(
        string tenant,
        IReadOnlyCollection<Status> statuses,
        UpdatePosition after,
        int limit,
        CancellationToken cancel
    )
    {
        var wanted = (statuses.Count > 0 ? statuses : Enum.GetValues<Status>()).Select(status => status.Key()).ToHashSet();
        var since = TableClient.CreateQueryFilter($" and LastEventAt ge {after.At.UtcTicks}");

        // A report sees an event no earlier than it was: what lies behind this row has its last event before.
        var ended = wanted.Overlaps(IndexRows.Ends)
            ? await SummariesAsync(
                IndexRows.EndedPartition(tenant),
                since + TableClient.CreateQueryFilter($" and RowKey lt {TableKey.After(TableKey.Descending(after.At.UtcTicks))}"),
                null,
                cancel
            )
            : [];
        var next = (await SummariesAsync(IndexRows.OpenPartition(tenant), since, null, cancel))
            .Concat(ended)
            .GroupBy(head => head.Id)
            .Select(same => same.MaxBy(head => head.Version)!)
            .Where(head => wanted.Contains(head.Status) && Place(head).CompareTo((after.At.UtcTicks, after.Id.Year, after.Id.Number)) > 0)
            .OrderBy(Place)
            .ToList();

        // One that has changed meanwhile has its place on a later page.
        var places = next.ToDictionary(head => head.Id, head => head.LastEventAt);
        return await LoadAsync(next, head => wanted.Contains(head.Status) && places[head.Id] == head.LastEventAt, limit, cancel);

        static (long, int, int) Place(Head head) => (head.LastEventAt, head.Id.Year, head.Id.Number);
    }

    public async Task<IReadOnlyList<Escalation>> OfAccountAsync(string tenant, string account, DateTimeOffset since, int limit, CancellationToken cancel)
    {
        var (key, earlier) = StoredText.AccountKeys(account);
        var found = new List<Head>();
        foreach (var stored in new[] { key, earlier }.Distinct())
        {
            var filter =
                TableClient.CreateQueryFilter($"PartitionKey eq {IndexRows.AccountPartition(tenant, stored)} and RowKey lt ")
                + TableClient.CreateQueryFilter($"{TableKey.After(TableKey.Descending(since.UtcTicks))}");
            found.AddRange((await tables.QueryAsync(tables.Index, filter, cancel, select: Head.Summary)).Select(Head.Summarised));
        }

        return await LoadAsync(
            found.OrderByDescending(head => head.RoutedAt).DistinctBy(head => head.Id),
            head => (head.Account == key || head.Account == earlier) && head.RoutedAt >= since.UtcTicks,
            limit,
            cancel
        );
    }

    public async Task<DateTimeOffset?> OldestDueAsync(DateTimeOffset now, CancellationToken cancel)
    {
        long? oldest = null;
        foreach (var severity in Severities.All)
        {
            var partition = IndexRows.WakePartition((int)severity);
            var before = TableKey.Sortable(Math.Min(now.UtcTicks, oldest ?? long.MaxValue) + 1);
            var after = "";
            for (var isFound = false; !isFound; )
            {
                var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {before}");
                if (await tables.QueryAsync(tables.Index, filter, cancel, limit: 1) is not [var row])
                {
                    break;
                }

                isFound = await IsSoAsync(row, cancel);
                oldest = isFound ? IndexRows.WakeOf(row.RowKey) : oldest;
                after = row.RowKey;
            }
        }

        return oldest is { } ticks ? new(ticks, TimeSpan.Zero) : null;
    }

    public async Task<IReadOnlyList<DueKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel)
    {
        var due = new List<DueKey>();
        foreach (var severity in Severities.All)
        {
            var partition = IndexRows.WakePartition((int)severity);
            var after = "";
            while (due.Count < limit)
            {
                var wanted = limit - due.Count;
                var rows = await tables.QueryAsync(
                    tables.Index,
                    TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {TableKey.Sortable(now.UtcTicks + 1)}"),
                    cancel,
                    wanted
                );
                foreach (var (row, isSo) in rows.Zip(await InParallelAsync(rows, row => IsSoAsync(row, cancel), cancel)))
                {
                    if (isSo)
                    {
                        due.Add(new(row.GetString(nameof(Head.Tenant)), Head.IdOf(row)));
                    }
                }

                if (rows.Count < wanted)
                {
                    break;
                }

                after = rows[^1].RowKey;
            }
        }

        return due;
    }

    public async Task<IReadOnlyList<OpenPosition>> OpenAsync(string tenant, OpenPosition? after, int limit, CancellationToken cancel) =>
        [
            .. (await SummariesAsync(IndexRows.OpenPartition(tenant), "", null, cancel))
                .Where(head => head.EndedAt is null)
                .Select(head => (head.Urgency, head.Id.Year, head.Id.Number))
                .Where(position => after is null || position.CompareTo((after.Urgency, after.Id.Year, after.Id.Number)) > 0)
                .Order()
                .Take(Math.Max(limit, 0))
                .Select(position => new OpenPosition(position.Urgency, new(position.Year, position.Number))),
        ];

    public async Task<(WeekFigures Figures, IReadOnlyList<ActiveEscalation> First)> WeekAsync(
        string tenant,
        DateTimeOffset since,
        DateTimeOffset asOf,
        int limit,
        CancellationToken cancel
    )
    {
        var records = await RecordsAsync(tenant, since < asOf ? since : asOf, cancel);
        var active = Active(records, asOf).ToList();
        return (
            new(
                [.. active.GroupBy(one => (one.State.Status, one.State.Category)).Select(group => (group.Key.Status, group.Key.Category, group.Count()))],
                Reached(MilestoneKind.Routed).Count(),
                [.. Reached(MilestoneKind.Resolved).GroupBy(milestone => milestone.Category).Select(group => (group.Key, Sum(group)))],
                Sum(Reached(MilestoneKind.Acknowledged))
            )
            {
                Choices = ChoiceCounts.Of(kind => Reached(kind).Count()),
            },
            [.. InOrder(active).Take(Math.Max(limit, 0))]
        );

        IEnumerable<Milestone> Reached(MilestoneKind kind) => records.SelectMany(record => record.Report.Reached(kind, since, asOf));

        static Durations Sum(IEnumerable<Milestone> milestones) =>
            milestones.Aggregate(Durations.None, (sum, milestone) => sum + new Durations(1, milestone.Took.Ticks));
    }

    public async Task<IReadOnlyList<ActiveEscalation>> ActiveAtAsync(
        string tenant,
        DateTimeOffset asOf,
        ActiveEscalation? after,
        int limit,
        CancellationToken cancel
    ) =>
        [
            .. InOrder(Active(await RecordsAsync(tenant, asOf, cancel), asOf))
                .SkipWhile(one => after is not null && Order(one).CompareTo(Order(after)) <= 0)
                .Take(Math.Max(limit, 0)),
        ];

    public async Task<bool> HasAnyAsync(string tenant, CancellationToken cancel)
    {
        foreach (var partition in new[] { IndexRows.OpenPartition(tenant), IndexRows.EndedPartition(tenant) })
        {
            if (await SummariesAsync(partition, "", 1, cancel) is { Count: > 0 })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is stored of open escalations, for looking whether all of it is found.</summary>
    public Task<List<TableEntity>> AllOpenAsync(CancellationToken cancel)
    {
        const string Prefix = "open";
        var (first, last) = ($"{Prefix}{TableKey.Separator}", TableKey.After(Prefix));
        return tables.QueryAsync(
            tables.Index,
            TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {last} and Version ge {0}"),
            cancel,
            select: Head.Summary
        );
    }

    private static IEnumerable<ActiveEscalation> Active(IEnumerable<(EscalationId Id, ReportRecord Report)> records, DateTimeOffset asOf) =>
        records.Select(record => record.Report.At(asOf) is { } state ? new ActiveEscalation(record.Id, state) : null).OfType<ActiveEscalation>();

    private static IEnumerable<ActiveEscalation> InOrder(IEnumerable<ActiveEscalation> active) => active.OrderBy(Order);

    private static (int, DateTimeOffset, int, int) Order(ActiveEscalation one) =>
        ((int)(one.State.Severity ?? Severity.S4), one.State.RoutedAt, one.Id.Year, one.Id.Number);

    /// <summary>What reports need of all that has not ended before an instant.</summary>
    private async Task<IReadOnlyList<(EscalationId Id, ReportRecord Report)>> RecordsAsync(string tenant, DateTimeOffset since, CancellationToken cancel)
    {
        var open = IndexRows.OpenPartition(tenant);
        var (ended, last) = (IndexRows.EndedPartition(tenant), TableKey.After(TableKey.Descending(since.UtcTicks)));
        var read = await Task.WhenAll(
            tables.QueryLongAsync(tables.Index, TableClient.CreateQueryFilter($"PartitionKey eq {open}"), cancel),
            tables.QueryLongAsync(tables.Index, TableClient.CreateQueryFilter($"PartitionKey eq {ended} and RowKey lt {last}"), cancel)
        );
        return
        [
            .. read.SelectMany(rows => rows)
                .GroupBy(row => Head.IdOf(row.First))
                .Select(same => (same.Key, Head.ReportOf(same.MaxBy(row => row.First.GetInt32(nameof(Head.Version)))!.Text))),
        ];
    }

    private async Task<IReadOnlyList<Head>> SummariesAsync(string partition, string filter, int? limit, CancellationToken cancel) =>
        [
            .. (
                await tables.QueryAsync(
                    tables.Index,
                    TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Version ge {0}") + filter,
                    cancel,
                    limit,
                    Head.Summary
                )
            ).Select(Head.Summarised),
        ];

    /// <summary>The escalations themselves, as far as they still are what the index says.</summary>
    private async Task<IReadOnlyList<Escalation>> LoadAsync(IEnumerable<Head> found, Func<Head, bool> isWanted, int limit, CancellationToken cancel)
    {
        var loaded = new List<Escalation>();
        foreach (var some in found.Chunk(Math.Clamp(limit, 1, LoadedAtOnce)))
        {
            if (loaded.Count >= limit)
            {
                break;
            }

            foreach (var head in await InParallelAsync(some, one => escalations.LoadAsync(one.Tenant, one.Id, cancel), cancel))
            {
                if (head is not null && isWanted(head) && loaded.Count < limit)
                {
                    loaded.Add(await escalations.ReadAsync(head, cancel));
                }
            }
        }

        return loaded;
    }

    /// <summary>Whether a wake-up is still what its escalation wants. One that is not is removed once it is certain that nobody is just storing it.</summary>
    private async Task<bool> IsSoAsync(TableEntity wake, CancellationToken cancel)
    {
        var head = await escalations.SummaryAsync(wake.GetString(nameof(Head.Tenant)), Head.IdOf(wake), cancel);
        if (
            head is not null
            && IndexRows.WakeKey(head) == wake.RowKey
            && IndexRows.WakePartition(head.Urgency) == wake.PartitionKey
            && head.NextWake is not null
        )
        {
            return true;
        }

        if (wake.Timestamp is { } written && await tables.NowAsync() - written > StrayKept)
        {
            await tables.TryDeleteAsync(tables.Index, wake.PartitionKey, wake.RowKey, wake.ETag);
        }

        return false;
    }

    private static async Task<IReadOnlyList<TOut>> InParallelAsync<TIn, TOut>(IReadOnlyList<TIn> each, Func<TIn, Task<TOut>> work, CancellationToken cancel)
    {
        var results = new TOut[each.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, each.Count),
            new ParallelOptions { MaxDegreeOfParallelism = LoadedAtOnce, CancellationToken = cancel },
            async (i, _) => results[i] = await work(each[i])
        );
        return results;
    }
}
