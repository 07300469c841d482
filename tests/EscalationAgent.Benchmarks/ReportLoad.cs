using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EscalationAgent.Playbooks;
using EscalationAgent.Storage;
using Escalations;
using Escalations.Reporting;
using Escalations.UseCases;
using Microsoft.Extensions.Logging.Abstractions;

namespace EscalationAgent.Benchmarks;

/// <summary>
/// <c>reports [OPEN] [CLOSED]</c>: what summaries cost on a large file, and what turns beside them take.
/// <c>filling [OPEN] [CLOSED]</c>: the same for reading a large file from before there were figures.
/// A turn finds an escalation and stores an update of it.
/// </summary>
internal static class ReportLoad
{
    public const string Reports = "reports";

    public const string Filling = "filling";

    private static readonly DateTimeOffset Now = new(2026, 11, 18, 10, 30, 0, TimeSpan.Zero);

    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task<int> RunAsync(string what, string[] sizes)
    {
        var open = sizes.Length > 0 ? int.Parse(sizes[0], CultureInfo.InvariantCulture) : 100_000;
        var closed = sizes.Length > 1 ? int.Parse(sizes[1], CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("escalation-agent-benchmark-").FullName;
        try
        {
            var path = Path.Combine(folder, "escalations.db");
            var making = Stopwatch.StartNew();
            await LargeStore.FillAsync(path, open, closed, Now, isOld: what == Filling);
            Console.WriteLine($"{open:N0} open and {closed:N0} closed: {new FileInfo(path).Length >> 20} MB, made in {making.Elapsed.TotalSeconds:0} s");
            using var store = SqliteStore.Open(path);
            await (what == Filling ? FillAsync(store) : ReportAsync(store));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ReportAsync(SqliteStore store)
    {
        var weeks = new SummariseWeek(
            store,
            new PlaybookCatalog(PlaybookBook.Open(Path.Combine(AppContext.BaseDirectory, "playbooks"), PlaybookSetup.DefaultName).Default),
            new FakeTimeProvider(Now)
        );
        var number = 0;
        await MeasureAsync("turn, alone", 300, () => TurnAsync(store, ++number));
        var before = Memory();
        foreach (
            var (what, week, times) in new (string, string?, int)[]
            {
                ("this week", null, 100),
                ("last week", "2026-W46", 100),
                ("a year ago", "2025-W47", 100),
            }
        )
        {
            await MeasureAsync($"summary of {what}", times, () => weeks.HandleAsync(LargeStore.Tenant, week, None));
        }

        await MeasureAsync("four at once, for the same week", 50, () =>
            Task.WhenAll(Enumerable.Range(0, 4).Select(_ => weeks.HandleAsync(LargeStore.Tenant, null, None)))
        );
        await MeasureAsync("four at once, for different weeks", 50, () =>
            Task.WhenAll(Enumerable.Range(0, 4).Select(i => weeks.HandleAsync(LargeStore.Tenant, $"2026-W{46 - i}", None)))
        );
        Console.WriteLine($"memory: {Memory() - before} MB more at its highest");
        await MeasureAsync("all lines of this week as JSON", 20, () => WriteAsync(weeks));
        Console.WriteLine($"memory: {Memory() - before} MB more at its highest");

        using var stop = new CancellationTokenSource();
        var reports = Enumerable
            .Range(0, 4)
            .Select(i =>
                Task.Run(async () =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        await weeks.HandleAsync(LargeStore.Tenant, i == 0 ? null : $"2026-W{47 - i}", None);
                    }
                })
            )
            .ToArray();
        await MeasureAsync("turn, beside four who ask for reports without a pause", 1000, () => TurnAsync(store, ++number));
        await stop.CancelAsync();
        await Task.WhenAll(reports);
        Console.WriteLine($"memory: {Memory() - before} MB more at its highest");
    }

    private static async Task FillAsync(SqliteStore store)
    {
        var number = 0;
        await MeasureAsync("turn, without figures", 1000, () => TurnAsync(store, ++number));
        var before = Memory();
#pragma warning disable RS0030 // The pages pause in real time.
        using var filling = new ReportFilling(store, TimeProvider.System, NullLogger<ReportFilling>.Instance);
#pragma warning restore RS0030
        var watch = Stopwatch.StartNew();
        await filling.StartAsync(None);
        await MeasureAsync("turn, beside the filling", 1000, () => TurnAsync(store, ++number));
        await filling.ExecuteTask!;
        Console.WriteLine($"filled in {watch.Elapsed.TotalSeconds:0} s; memory: {Memory() - before} MB more at its highest");
        number = 0;
        await MeasureAsync("turn, with figures", 1000, () => TurnAsync(store, ++number));
    }

    private static async Task WriteAsync(SummariseWeek weeks)
    {
        var report = await weeks.HandleAsync(LargeStore.Tenant, null, None);
        await JsonSerializer.SerializeAsync(
            Stream.Null,
            report.Summary!.With(weeks.EscalationsAsync(LargeStore.Tenant, report, None)),
            WeeklyDocument.Json,
            None
        );
    }

    private static async Task TurnAsync(SqliteStore store, int number)
    {
        var id = new EscalationId(2021, number);
        var found = await store.FindAsync(LargeStore.Tenant, id, None) ?? throw new InvalidOperationException($"{id} is not there.");
        var update = new RecordedEvent(found.Version + 1, Now, Actor.Clock, null, new UpdatePosted("half way"));

        // A copy's snapshot names what it was copied from.
        var after = found.After(update) with { Id = id, Tenant = LargeStore.Tenant };
        await store.CommitAsync(
            new()
            {
                Tenant = LargeStore.Tenant,
                At = Now,
                Change = new([update], after),
            },
            None
        );
    }

    /// <summary>The most memory that this process has used so far, in MB.</summary>
    private static long Memory()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 >> 20;
    }

    private static async Task MeasureAsync(string what, int times, Func<Task> work)
    {
        await work();
        var took = new List<double>(times);
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            await work();
            took.Add(clock.Elapsed.TotalMilliseconds);
        }

        took.Sort();
        Console.WriteLine($"{what}: p50 {took[times / 2]:0.0} ms, p99 {took[Math.Min(times - 1, times * 99 / 100)]:0.0} ms");
    }
}
