using BenchmarkDotNet.Attributes;
using EscalationAgent.Playbooks;
using EscalationAgent.Storage;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Benchmarks;

/// <summary>The watch over deadlines on a SQLite file with 100,000 open escalations.</summary>
public class WatchBenchmarks
{
    private const int Open = 100_000;
    private const int Overdue = 1_000;

    private static readonly DateTimeOffset Now = new(2026, 11, 18, 10, 30, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Now);
    private readonly string folder = Directory.CreateTempSubdirectory("escalation-agent-benchmark-").FullName;
    private SqliteStore store = null!;
    private WatchDeadlines watch = null!;
    private int year = 2030;

    [GlobalSetup]
    public async Task FillAsync()
    {
        store = SqliteStore.Open(Path.Combine(folder, "escalations.db"));
        var playbooks = new PlaybookCatalog(PlaybookBook.Open(Path.Combine(AppContext.BaseDirectory, "playbooks"), PlaybookSetup.DefaultName).Default);
        var signal = new OutboxSignal();
        watch = new(
            store,
            new CommandExecutor(store, store, signal, playbooks, clock),
            signal,
            new(new NoUserDirectory(), new([], store), playbooks),
            playbooks,
            clock
        );
        await AddAsync(2026, Open, Now.AddDays(30));
    }

    [GlobalCleanup]
    public void Clean()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark]
    public Task ABeatWithNothingDue() => watch.RunAsync(CancellationToken.None);

    [IterationSetup(Target = nameof(ABeatWithAThousandOverdue))]
    public void AddOverdue() => AddAsync(year++, Overdue, Now).GetAwaiter().GetResult();

    [Benchmark]
    public Task ABeatWithAThousandOverdue() => watch.RunAsync(CancellationToken.None);

    private async Task AddAsync(int inYear, int count, DateTimeOffset due)
    {
        var csm = new Person("ann", "Ann Alvarez");
        foreach (var numbers in Enumerable.Range(1, count).Chunk(200))
        {
            await Task.WhenAll(
                numbers.Select(number =>
                    store.CommitAsync(
                        new()
                        {
                            Tenant = "contoso",
                            At = Now,
                            Change = Routed(new(inYear, number), csm, due),
                        },
                        CancellationToken.None
                    )
                )
            );
        }
    }

    private static Change Routed(EscalationId id, Person csm, DateTimeOffset due)
    {
        EscalationEvent[] events =
        [
            new DraftStarted(csm, new("customer-escalation", "1")),
            new AccountNamed("Acme Corp", Origin.Stated),
            new ClassificationDecided("product_defect", (Severity)(id.Number % 4), null),
            new Routed(
                ["engineering"],
                [new(DeadlineKind.Outcome, due, Now.AddDays(-1), "resolution", "a rule") { Alarms = [new(due, AlarmPhase.Due)] }],
                ["head_of_engineering"]
            ),
        ];
        RecordedEvent[] recorded = [.. events.Select((what, i) => new RecordedEvent(i + 1, Now.AddDays(-1), Actor.Human(csm), null, what))];
        return new(recorded, Escalation.Fold("contoso", id, recorded));
    }
}
