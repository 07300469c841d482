using EscalationAgent.Audit;
using EscalationAgent.Storage;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Tests.Storage;

/// <summary>Texts go when their playbook says so, and a person when somebody asks for it; each is on record, and done once.</summary>
public sealed class EraseTextsTests : IDisposable
{
    private const string Tenant = "contoso";

    private static readonly EscalationId Id = new(2026, 1);

    private readonly TemporaryFolder folder = new();
    private readonly TestClock clock = new(EventSamples.Start);
    private SqliteStore store;

    public EraseTextsTests() => store = SqliteStore.Open(Path);

    private string Path => folder.File("escalations.db");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task They_go_when_their_time_is_over_and_not_before()
    {
        await CloseAsync(Id);
        var job = Job(After(6));
        clock.Advance(TimeSpan.FromDays(180));
        Assert.Equal(0, (await job.RunAsync(Cancel)).Count);

        clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal(1, (await job.RunAsync(Cancel)).Count);
        var erased = (await store.FindAsync(Tenant, Id, Cancel))!;
        Assert.Equal(("[…]", clock.GetUtcNow()), (erased.Brief.Account, erased.ErasedAt));
        var history = await store.HistoryAsync(Tenant, Id, Cancel);
        Assert.Null(HashChain.FirstBroken(Tenant, Id, history));
        Assert.Equal(ActorKind.Clock, HashChain.Open(history[^1]).By.Kind);

        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, (await job.RunAsync(Cancel)).Count);
        Assert.Equal(history.Count, (await store.HistoryAsync(Tenant, Id, Cancel)).Count);
    }

    [Fact]
    public async Task Without_the_key_they_stay_and_a_new_edition_counts_for_what_ran_before()
    {
        await CloseAsync(Id);
        clock.Advance(TimeSpan.FromDays(900));
        var playbooks = After(null);
        var job = Job(playbooks);
        Assert.Equal(0, (await job.RunAsync(Cancel)).Count);
        playbooks.Take([Rules(12)], []);
        Assert.Equal(1, (await job.RunAsync(Cancel)).Count);
    }

    [Fact]
    public async Task What_runs_keeps_its_texts_however_old_it_is()
    {
        await CloseAsync(Id, closes: false);
        clock.Advance(TimeSpan.FromDays(3000));
        Assert.Equal(0, (await Job(After(3)).RunAsync(Cancel)).Count);
        Assert.Equal("Acme", (await store.FindAsync(Tenant, Id, Cancel))!.Brief.Account);
    }

    /// <summary>Killed after some of them: another process does the rest, and empties the log that the first one has left.</summary>
    [Fact]
    public async Task Broken_off_it_goes_on()
    {
        for (var number = 1; number <= 5; number++)
        {
            await CloseAsync(new(2026, number));
        }

        clock.Advance(TimeSpan.FromDays(400));
        using var stopping = new CancellationTokenSource();
        var first = new Stopping(store, stopping, after: 2);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new EraseTexts(first, store, After(12), clock).RunAsync(stopping.Token));
        Assert.Equal(3, (await store.EndedAsync(clock.GetUtcNow(), null, 9, Cancel)).Count);

        store.Dispose();
        store = SqliteStore.Open(Path);
        Assert.Equal(3, (await Job(After(12)).RunAsync(Cancel)).Count);
        Assert.Empty(await store.EndedAsync(clock.GetUtcNow(), null, 9, Cancel));
        var wal = new FileInfo(Path + "-wal");
        Assert.True(!wal.Exists || wal.Length == 0);
        Assert.DoesNotContain("Acme", File.ReadAllText(Path));
    }

    [Fact]
    public async Task One_that_somebody_changed_is_told_and_keeps_no_other()
    {
        await CloseAsync(Id);
        await CloseAsync(new(2026, 2));
        using (var raw = SqliteFile.Open(Path).Connect())
        {
            raw.Execute("DROP TRIGGER events_stay_as_they_are");
            raw.Execute("UPDATE events SET json = replace(json, 'Acme', 'Globex') WHERE escalation = 1");
        }

        clock.Advance(TimeSpan.FromDays(400));
        var (count, refused) = await Job(After(12)).RunAsync(Cancel);
        Assert.Equal(1, count);
        Assert.Equal(Id, Assert.Single(refused).Key.Id);
        Assert.Contains("has been changed at event", refused[0].Why);
    }

    [Fact]
    public async Task A_person_is_erased_once_and_who_asked_for_it_is_on_record()
    {
        await CloseAsync(Id);
        await store.CommitAsync(
            new()
            {
                Tenant = Tenant,
                At = clock.GetUtcNow(),
                Directory = new() { Contacts = [new(EventSamples.Mike, "29:mike", "chat", "https://smba", null, null)] },
            },
            Cancel
        );
        var (exit, output, error) = await EraseAsync("Mike Ross");
        Assert.Equal((0, ""), (exit, error));
        var name = ErasedPerson.PseudonymOf(Tenant, "mike-id");
        Assert.StartsWith($"{name} stands for them now: in 1 escalations, and in 1 other entries.", output);

        var history = await store.HistoryAsync(Tenant, Id, Cancel);
        Assert.Null(HashChain.FirstBroken(Tenant, Id, history));
        var erased = Assert.IsType<Erased>(HashChain.Open(history[^1]).What);
        Assert.Equal((name, "Data protection office"), (erased.Person, erased.AskedBy));
        Assert.Equal(name, (await store.FindAsync(Tenant, Id, Cancel))!.Work.Owner!.Name);
        var change = Assert.Single(await store.DirectoryChangesAsync(Tenant, 9, Cancel));
        Assert.Equal((DirectoryChangeKind.PersonErased, name, "Data protection office"), (change.Kind, change.Person!.Name, change.By!.Name));
        Assert.DoesNotContain("Mike", File.ReadAllText(Path));

        Assert.Contains("in 0 escalations, and in 0 other entries", (await EraseAsync("mike-id")).Output);
        Assert.Single(await store.DirectoryChangesAsync(Tenant, 9, Cancel));
    }

    [Fact]
    public async Task Who_still_has_something_to_do_hands_it_over_first()
    {
        await CloseAsync(Id, closes: false);
        await store.CommitAsync(
            new()
            {
                Tenant = Tenant,
                At = clock.GetUtcNow(),
                Directory = new()
                {
                    Contacts = [new(EventSamples.Mike, "29:mike", "chat", "https://smba", null, null)],
                    Administrators = [new(EventSamples.Mike, null, clock.GetUtcNow())],
                    Bindings = [new("cto", null, null, clock.GetUtcNow(), EventSamples.Mike)],
                },
            },
            Cancel
        );

        var (exit, output, error) = await EraseAsync("mike-id");
        Assert.Equal((3, ""), (exit, output));
        Assert.Contains("ESC-2026-0001 is running, and they are its owner: hand it over", error);
        Assert.Contains("cto is linked to them", error);
        Assert.Contains("they are an administrator", error);
        Assert.Equal("Mike Ross", (await store.FindAsync(Tenant, Id, Cancel))!.Work.Owner!.Name);
    }

    [Theory]
    [InlineData("--help", Tenant, "office", 0)]
    [InlineData("mike-id", null, "office", 2)]
    [InlineData("mike-id", Tenant, null, 2)]
    public async Task How_it_is_asked_is_said(string argument, string? tenant, string? askedBy, int exit)
    {
        using var output = new StringWriter();
        Assert.Equal(exit, await ErasePersonVerb.RunAsync([argument], tenant, askedBy, null, store, clock, output, output, Cancel));
        Assert.StartsWith("Usage: erase-person ID", output.ToString());
    }

    private static Playbook Rules(int? months) => TestSupport.Samples.House.Rules with { Version = new("customer-escalation", "1"), EraseTextsAfter = months };

    private static PlaybookCatalog After(int? months) => new(Rules(months));

    private EraseTexts Job(PlaybookCatalog playbooks) => new(store, store, playbooks, clock);

    private async Task<(int Exit, string Output, string Error)> EraseAsync(string person)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await ErasePersonVerb.RunAsync([person], Tenant, "Data protection office", null, store, clock, output, error, Cancel);
        return (exit, output.ToString(), error.ToString());
    }

    private async Task CloseAsync(EscalationId id, bool closes = true)
    {
        List<EscalationEvent> what =
        [
            new DraftStarted(EventSamples.Sarah, EventSamples.Playbook),
            new AccountNamed("Acme", Origin.Stated),
            new ClassificationDecided("product_defect", Severity.S2, "Acme asked Mike Ross"),
            new Routed(["engineering"], []),
            new Acknowledged(EventSamples.Mike),
            .. closes ? new EscalationEvent[] { new Resolved(ResolutionKind.Fix, "Acme is happy"), new Closed(null) } : [],
        ];
        var now = clock.GetUtcNow();
        var life = what.Select((e, n) => new RecordedEvent(n + 1, now.AddMinutes(n), Actor.Human(EventSamples.Sarah), null, e)).ToList();
        await store.CommitAsync(
            new()
            {
                Tenant = Tenant,
                At = now,
                Change = new(life, Escalation.Fold(Tenant, id, life)),
            },
            Cancel
        );
    }

    /// <summary>The process is asked to stop in the middle.</summary>
    private sealed class Stopping(IEscalations inner, CancellationTokenSource stopping, int after) : IEscalations
    {
        private int commits;

        public Task<CommitResult> CommitAsync(Commit commit, ClaimOffer? offer, CancellationToken cancel)
        {
            if (commits++ == after)
            {
                stopping.Cancel();
            }

            return inner.CommitAsync(commit, offer, cancel);
        }

        public Task<FirstAnswer?> FindAnswerAsync(string tenant, string delivery, CancellationToken cancel) => inner.FindAnswerAsync(tenant, delivery, cancel);

        public Task<EscalationId> NextIdAsync(string tenant, int year, CancellationToken cancel) => inner.NextIdAsync(tenant, year, cancel);

        public Task<Escalation?> FindAsync(string tenant, EscalationId id, CancellationToken cancel) => inner.FindAsync(tenant, id, cancel);

        public Task<EscalationWithCards?> FindWithCardsAsync(string tenant, EscalationId id, CancellationToken cancel) =>
            inner.FindWithCardsAsync(tenant, id, cancel);

        public Task<IReadOnlyList<SealedEvent>> HistoryAsync(string tenant, EscalationId id, CancellationToken cancel) =>
            inner.HistoryAsync(tenant, id, cancel);

        public Task<SealedEvent?> FindEventAsync(string tenant, EscalationId id, int sequence, CancellationToken cancel) =>
            inner.FindEventAsync(tenant, id, sequence, cancel);

        public Task<PostedCard?> FindCardAsync(string tenant, EscalationId id, string orderingKey, CancellationToken cancel) =>
            inner.FindCardAsync(tenant, id, orderingKey, cancel);
    }
}
