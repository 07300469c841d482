using System.Diagnostics;
using System.Reflection;
using EscalationAgent.Benchmarks;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using TestSupport.Samples;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

/// <summary>Reports from what is kept beside the record: after an upgrade, behind a program that does not keep it, and from a large store.</summary>
public sealed class SqliteReportsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("escalations.db");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_an_older_program_stored_is_read_page_by_page_and_a_restart_goes_on_where_it_was()
    {
        var histories = await OldFileAsync(120);
        using (var store = SqliteStore.Open(Path))
        {
            Assert.Equal(0, await store.ReportsReadyAsync(Cancel));
            Assert.Equal(50, (await store.FillReportsAsync(50, Cancel)).Count);
            Assert.Equal(41, await store.ReportsReadyAsync(Cancel));
        }

        using var again = SqliteStore.Open(Path);
        histories =
        [
            .. await GoOnAsync(again, histories, 3),
            .. await GoOnAsync(again, histories, 110),
            .. histories.Where(h => h.Id.Number is not (3 or 110)),
        ];
        var pages = 0;
        for (; await again.ReportsReadyAsync(Cancel) < 100; pages++)
        {
            await again.FillReportsAsync(50, Cancel);
        }

        Assert.Equal(2, pages);
        await SameAsync(histories, again);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_program_reads_by_itself_while_the_work_goes_on_and_tells_that_it_does()
    {
        var histories = await OldFileAsync(120);
        using var store = SqliteStore.Open(Path);
        using var log = new KeptLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        using var filling = new ReportFilling(store, Clock, loggers.CreateLogger<ReportFilling>());

        await filling.StartAsync(Cancel);
        foreach (var history in histories)
        {
            histories = [.. await GoOnAsync(store, histories, history.Id.Number), .. histories.Where(h => h.Id != history.Id)];
        }

        await filling.ExecuteTask!;

        await SameAsync(histories, store);
        Assert.Contains("302 Reading the escalations from before this version for reports: 0% so far", log.Text, StringComparison.Ordinal);
        Assert.Contains("303 Reports are ready: 120 escalations", log.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Killed_while_it_reads_the_program_goes_on_from_there()
    {
        var histories = await OldFileAsync(1_500);
        using var beside = SqliteStore.OpenBeside(Path);
        foreach (var killAt in new[] { 1, 40 })
        {
            await using var bot = await BotProcess.StartAsync(folder.File(), Cancel, ("Playground:Start", "never"));
            await ReadAsync(killAt);
            await bot.KillAsync(Cancel);
            Assert.InRange(await beside.ReportsReadyAsync(Cancel), killAt, 99);
        }

        await using var last = await BotProcess.StartAsync(folder.File(), Cancel, ("Playground:Start", "never"));
        await ReadAsync(100);
        await SameAsync(histories, beside);

        async Task ReadAsync(int percent)
        {
            while (await beside.ReportsReadyAsync(Cancel) < percent)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), Clock, Cancel);
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_record_that_cannot_be_read_is_named_and_keeps_no_other_from_the_reports()
    {
        var histories = await OldFileAsync(60, spoilt: 7);
        using var store = SqliteStore.Open(Path);
        using var log = new KeptLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        using var filling = new ReportFilling(store, Clock, loggers.CreateLogger<ReportFilling>());

        await filling.StartAsync(Cancel);
        await filling.ExecuteTask!;

        await SameAsync([.. histories.Where(h => h.Id.Number != 7)], store);
        Assert.Contains("Error 304 contoso/ESC-2026-0007", log.Text, StringComparison.Ordinal);

        // Work on it goes on, and so does the new work.
        await GoOnAsync(store, histories, 7);
        await SameAsync([.. histories.Where(h => h.Id.Number != 7)], store);
    }

    [Fact]
    public async Task What_a_program_without_figures_wrote_meanwhile_is_caught_up_with()
    {
        IReadOnlyList<History> histories = RandomHistories.Of(5, 6, "contoso");
        using var store = SqliteStore.Open(Path);
        await StoreAsync(store, histories);
        using (var raw = SqliteFile.Open(Path).Connect())
        {
            raw.Execute(
                "DELETE FROM report_states; DELETE FROM report_milestones; UPDATE report_folds SET version = version - 1, state = NULL, "
                    + "resolution = NULL; DELETE FROM report_folds WHERE escalation > 3"
            );
        }

        foreach (var history in histories)
        {
            histories = [.. await GoOnAsync(store, histories, history.Id.Number), .. histories.Where(h => h.Id != history.Id)];
        }

        await SameAsync(histories, store);
    }

    [Fact]
    public void A_report_walks_through_no_table()
    {
        using var connection = SqliteFile.Open(Path).Connect();
        foreach (var sql in new[] { SqliteReports.CountSql, SqliteReports.MilestoneSql, SqliteReports.FirstSql, SqliteReports.NextSql })
        {
            var plan = connection.Query(
                $"EXPLAIN QUERY PLAN {sql}",
                row => row.GetString(3),
                ("$tenant", ""),
                ("$at", 1L),
                ("$since", 1L),
                ("$kind", 0),
                ("$limit", 1),
                ("$severity", 0),
                ("$routed", 0L),
                ("$year", 0),
                ("$number", 0)
            );

            Assert.DoesNotContain(plan, step =>
                step.StartsWith("SCAN s", StringComparison.Ordinal) && !step.StartsWith("SCAN spans", StringComparison.Ordinal)
            );
            Assert.DoesNotContain(plan, step => step.StartsWith("SCAN report", StringComparison.Ordinal));
            Assert.Contains(plan, step => step.Contains("USING COVERING INDEX report_", StringComparison.Ordinal));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Those_who_ask_at_once_share_one_computation_and_it_ends_when_all_have_left()
    {
        using var store = SqliteStore.Open(Path);
        var slow = SlowStore.Over(store, out var control);
        var weeks = new SummariseWeek(slow, SampleCards.Playbooks, new FakeTimeProvider(RandomHistories.Begin));
        using var impatient = new CancellationTokenSource();

        var left = weeks.HandleAsync("contoso", null, impatient.Token);
        var stayed = Enumerable.Range(0, 5).Select(_ => weeks.HandleAsync("contoso", null, Cancel)).ToList();
        var other = weeks.HandleAsync("fabrikam", null, Cancel);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        control.Go.SetResult();
        var reports = await Task.WhenAll(stayed);
        await other;
        Assert.Equal(2, control.Asked);
        Assert.Single(reports.Distinct());

        control.Go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var all = new CancellationTokenSource();
        var alone = weeks.HandleAsync("contoso", null, all.Token);
        await all.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);
        await control.Cancelled.Task.WaitAsync(Cancel);
    }

    /// <summary>Every record and every snapshot is made unreadable: who reads one of them fails, and the figures are those of before.</summary>
    [Fact(Timeout = 120_000)]
    public async Task A_summary_of_thousands_reads_no_history_and_no_snapshot()
    {
        var now = new DateTimeOffset(2026, 11, 18, 10, 30, 0, TimeSpan.Zero);
        await LargeStore.FillAsync(Path, 2_000, 3_000, now, isOld: false);
        using (var before = SqliteStore.Open(Path))
        {
            foreach (var history in RandomHistories.Of(7, 40, LargeStore.Tenant))
            {
                await before.CommitAsync(
                    new()
                    {
                        Tenant = history.Tenant,
                        At = RandomHistories.Begin,
                        Change = new(history.Events, Escalation.Fold(history.Tenant, history.Id, history.Events)),
                    },
                    Cancel
                );
            }
        }

        var readable = await SummariesAsync();
        using (var raw = SqliteFile.Open(Path).Connect())
        {
            raw.Execute("DROP TRIGGER events_stay_as_they_are; UPDATE events SET json = '{'; UPDATE escalations SET snapshot = '{'");
        }

        Assert.Equal(readable, await SummariesAsync());
        using var store = SqliteStore.Open(Path);
        var open = (await store.OpenAsync(LargeStore.Tenant, null, 1, Cancel))[0].Id;
        await Assert.ThrowsAnyAsync<Exception>(() => store.FindAsync(LargeStore.Tenant, open, Cancel));

        async Task<IReadOnlyList<string>> SummariesAsync()
        {
            using var store = SqliteStore.Open(Path);
            var weeks = new SummariseWeek(store, SampleCards.Playbooks, new FakeTimeProvider(now));
            var found = new List<string>();
            foreach (var week in new[] { null, "2026-W46", "2025-W47" })
            {
                var summary = (await weeks.HandleAsync(LargeStore.Tenant, week, Cancel)).Summary!;
                Assert.True(summary.ActiveEscalations > 20, $"{week}: {summary.ActiveEscalations}");
                found.Add(System.Text.Json.JsonSerializer.Serialize(summary));
            }

            return found;
        }
    }

    /// <summary>The old way, which read all histories, takes more than ten seconds and a gigabyte here.</summary>
    [Fact(Timeout = 300_000)]
    public async Task A_summary_of_10_000_open_and_50_000_closed_takes_a_moment_and_little_memory()
    {
        var now = new DateTimeOffset(2026, 11, 18, 10, 30, 0, TimeSpan.Zero);
        await LargeStore.FillAsync(Path, 10_000, 50_000, now, isOld: false);
        using var store = SqliteStore.Open(Path);
        var weeks = new SummariseWeek(store, SampleCards.Playbooks, new FakeTimeProvider(now));
        await weeks.HandleAsync(LargeStore.Tenant, null, Cancel);

        foreach (var week in new[] { null, "2026-W46", "2025-W47" })
        {
            var allocated = GC.GetTotalAllocatedBytes();
            var watch = Stopwatch.StartNew();
            var report = await weeks.HandleAsync(LargeStore.Tenant, week, Cancel);

            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Assert.InRange(GC.GetTotalAllocatedBytes() - allocated, 0, 64L << 20);
            Assert.True(report.Summary!.ActiveEscalations > 300, $"{week}: {report.Summary.ActiveEscalations}");
            Assert.True(report.Summary.ResolvedThisWeek > (week is null ? 20 : 300), $"{week}: {report.Summary.ResolvedThisWeek}");
            Assert.Equal(SummariseWeek.First, report.Summary.Escalations.Count);
        }

        // Whoever leaves is not read for any longer.
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ActiveAtAsync(LargeStore.Tenant, now, null, 10_000, impatient.Token));
        Assert.Equal(10_000, (await store.ActiveAtAsync(LargeStore.Tenant, now, null, 20_000, Cancel)).Count);
    }

#pragma warning disable RS0030 // The pages pause in real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    private static async Task SameAsync(IReadOnlyList<History> histories, SqliteStore store)
    {
        for (var day = 0; day < 60; day += 4)
        {
            var asOf = RandomHistories.Begin.AddDays(day).AddTicks(-1);
            var (figures, first) = await store.WeekAsync("contoso", IsoWeek.Of(asOf, "UTC").Borders("UTC").Start, asOf, 1000, Cancel);
            var kept = WeeklySummary.Of(figures, first, SampleCards.Playbook, asOf, "UTC");
            var whole = WholeHistories.Of(histories, SampleCards.Playbook, asOf, "UTC");
            Assert.Equivalent(whole, kept, strict: true);
            Assert.Equal(whole.Escalations, kept.Escalations);
        }
    }

    /// <summary>One more event of one of them: it is named again.</summary>
    private static async Task<IReadOnlyList<History>> GoOnAsync(SqliteStore store, IReadOnlyList<History> histories, int number)
    {
        var history = histories.Single(h => h.Id.Number == number);
        var before = Escalation.Fold(history.Tenant, history.Id, history.Events);
        var next = new RecordedEvent(before.Version + 1, before.LastEventAt.AddHours(1), Actor.Clock, null, new AccountNamed("Named anew", Origin.Stated));
        await store.CommitAsync(
            new()
            {
                Tenant = history.Tenant,
                At = next.At,
                Change = new([next], before.After(next)),
            },
            Cancel
        );
        return [history with { Events = [.. history.Events, next] }];
    }

    private static async Task StoreAsync(SqliteStore store, IEnumerable<History> histories)
    {
        foreach (var history in histories)
        {
            await store.CommitAsync(
                new()
                {
                    Tenant = history.Tenant,
                    At = RandomHistories.Begin,
                    Change = new(history.Events, Escalation.Fold(history.Tenant, history.Id, history.Events)),
                },
                Cancel
            );
        }
    }

    /// <summary>A file as the program left it before there were figures for reports.</summary>
    private async Task<IReadOnlyList<History>> OldFileAsync(int count, int? spoilt = null)
    {
        var histories = RandomHistories.Of(11, count, "contoso");
        var newer = folder.File("newer.db");
        using (var store = SqliteStore.Open(newer))
        {
            await StoreAsync(store, histories);
        }

        var before = SqliteSchema.Steps.TakeWhile(step => !step.Contains("report_states", StringComparison.Ordinal)).ToList();
        Assert.True(before.Count < SqliteSchema.Steps.Count);
        using var old = new SqliteConnection($"Data Source={Path};Pooling=False");
        old.Open();
        old.Execute($"PRAGMA application_id = {SqliteSchema.ApplicationId}; PRAGMA user_version = {before.Count}");
        before.ForEach(step => old.Execute(step));
        old.Execute("ATTACH $newer AS newer", ("$newer", newer));
        foreach (var table in new[] { "escalations", "events" })
        {
            var columns = string.Join(", ", old.Query($"SELECT name FROM pragma_table_info('{table}')", row => row.GetString(0)));
            old.Execute(
                $"INSERT INTO {table} ({columns}) SELECT {columns} FROM newer.{table} WHERE NOT ('{table}' = 'events' AND "
                    + $"{(table == "events" ? $"escalation = {spoilt ?? 0}" : "0")})"
            );
        }

        if (spoilt is { } key)
        {
            old.Execute("INSERT INTO events SELECT escalation, sequence, '{', hash FROM newer.events WHERE escalation = $key", ("$key", key));
        }

        return histories;
    }

    /// <summary>A store whose week waits for a sign; the rest is as it is.</summary>
    public class SlowStore : DispatchProxy
    {
        private IEscalationStore store = null!;
        private int asked;

        public TaskCompletionSource Go { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Asked => asked;

        public static IEscalationStore Over(IEscalationStore store, out SlowStore control)
        {
            var proxy = Create<IEscalationStore, SlowStore>();
            control = (SlowStore)(object)proxy;
            control.store = store;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(IEscalationStore.WeekAsync)
                ? WeekAsync((string)args![0]!, (DateTimeOffset)args[1]!, (DateTimeOffset)args[2]!, (int)args[3]!, (CancellationToken)args[4]!)
                : targetMethod.Invoke(store, args);

        private async Task<(WeekFigures Figures, IReadOnlyList<ActiveEscalation> First)> WeekAsync(
            string tenant,
            DateTimeOffset since,
            DateTimeOffset asOf,
            int limit,
            CancellationToken cancel
        )
        {
            Interlocked.Increment(ref asked);
            try
            {
                await Go.Task.WaitAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                Cancelled.TrySetResult();
                throw;
            }

            return await store.WeekAsync(tenant, since, asOf, limit, cancel);
        }
    }
}
