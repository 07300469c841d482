using EscalationAgent.Playbooks;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>Editions between the store and the process: read once, written first.</summary>
public sealed class EditionShelfTests : IDisposable
{
    private static readonly Person Sarah = new("sarah", "Sarah");
    private static readonly Playbook Written = PlaybookReader.Read("sample.yaml", "sample", SamplePlaybook.Text).Playbook!;
    private static readonly EditionText Text = new(Written.Version.Edition!, "sample", SamplePlaybook.Text, new Dictionary<string, string>());
    private static readonly Playbook Newest = Written with { Version = new("sample", "2+b", "b"), Title = "Newest" };

    private readonly TestClock clock = new(new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero));
    private readonly Editions store = new();
    private readonly KeptLog log = new();
    private readonly LoggerFactory logs;
    private readonly PlaybookCatalog catalog = new(Newest);
    private readonly EditionShelf shelf;

    public EditionShelfTests()
    {
        logs = new([log]);
        shelf = new(store, catalog, clock, logs.CreateLogger<EditionShelf>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => logs.Dispose();

    [Fact]
    public async Task An_edition_that_another_replica_stored_is_read_once()
    {
        store.Texts[Text.Edition] = Text;
        for (var turn = 0; turn < 3; turn++)
        {
            await shelf.MeetAsync(Under(Written.Version), Cancel);
        }

        Assert.Equal(1, store.Reads);
        Assert.Equal(Written.Title, catalog.Of(Under(Written.Version)).Title);
        Assert.True(catalog.IsInUse(Text.Edition));
        Assert.Empty(shelf.Faults);
    }

    [Fact]
    public async Task What_has_ended_is_answered_for_and_keeps_no_edition_in_use()
    {
        store.Texts[Text.Edition] = Text;
        await shelf.MeetAsync(Under(Written.Version) with { Status = Status.Closed }, Cancel);

        Assert.True(catalog.Knows(Text.Edition));
        Assert.False(catalog.IsInUse(Text.Edition));
    }

    [Fact]
    public async Task One_that_is_missing_is_told_once_looked_for_again_and_forgotten_when_nothing_runs_under_it()
    {
        await shelf.MeetAsync(Under(Written.Version), Cancel);
        await shelf.MeetAsync(Under(Written.Version), Cancel);
        Assert.Equal(1, store.Reads);
        Assert.Equal([$"sample: edition {Text.Edition[..8]} is not in the store"], shelf.Faults);
        Assert.Equal("Newest", catalog.Of(Under(Written.Version)).Title);

        clock.Advance(TimeSpan.FromMinutes(1));
        await shelf.MeetAsync(Under(Written.Version), Cancel);
        Assert.Equal(2, store.Reads);
        Assert.Equal(1, log.Text.Split("Error 432").Length - 1);

        shelf.ForgetAllBut([]);
        Assert.Empty(shelf.Faults);
        store.Texts[Text.Edition] = Text;
        await shelf.MeetAsync(Under(Written.Version), Cancel);
        Assert.Equal(Written.Title, catalog.Of(Under(Written.Version)).Title);
    }

    [Theory]
    [InlineData("acknowledge", "acknowledge", "\n# changed", "was changed in the store")]
    [InlineData("version:", "colour:", "", "cannot be read by this program: sample.yaml:")]
    public async Task One_that_is_not_what_it_was_is_not_used(string before, string after, string end, string why)
    {
        store.Texts[Text.Edition] = Text with { Text = Text.Text.Replace(before, after, StringComparison.Ordinal) + end };
        await shelf.MeetAsync(Under(Written.Version), Cancel);

        Assert.Contains(why, Assert.Single(shelf.Faults));
        Assert.Equal("Newest", catalog.Of(Under(Written.Version)).Title);
    }

    /// <summary>Else another replica, or the next start, would have an escalation without its rules.</summary>
    [Fact]
    public async Task Nothing_is_stored_whose_edition_could_not_be_and_then_it_is_written_once()
    {
        using var folder = new TemporaryFolder();
        using var real = SqliteStore.Open(folder.File("escalations.db"));
        var escalations = new EscalationsWithEditions(real, shelf);
        catalog.Take([Written], []);
        shelf.Put(Text);
        store.IsDown = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => escalations.CommitAsync(Begun(1), null, Cancel));
        Assert.Null(await real.FindAsync("contoso", new(2026, 1), Cancel));

        store.IsDown = false;
        await escalations.CommitAsync(Begun(1), null, Cancel);
        await escalations.CommitAsync(Begun(2), null, Cancel);
        Assert.Equal(1, store.Writes);
        Assert.Equal(Text, store.Texts[Text.Edition]);
        Assert.Equal(Text.Edition, (await escalations.FindAsync("contoso", new(2026, 2), Cancel))!.Playbook.Edition);
        Assert.Equal(0, store.Reads);
    }

    private static Escalation Under(PlaybookVersion version) => Begun(1, version).Change!.After;

    private static Commit Begun(int number, PlaybookVersion? version = null)
    {
        var at = new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
        var first = new RecordedEvent(1, at, Actor.Human(Sarah), null, new DraftStarted(Sarah, version ?? Written.Version));
        return new()
        {
            Tenant = "contoso",
            At = at,
            Change = new([first], Escalation.Begin("contoso", new(2026, number), first)),
        };
    }

    private sealed class Editions : IPlaybookEditions
    {
        public Dictionary<string, EditionText> Texts { get; } = [];

        public bool IsDown { get; set; }

        public int Reads { get; private set; }

        public int Writes { get; private set; }

        public Task KeepEditionAsync(EditionText edition, CancellationToken cancel)
        {
            if (IsDown)
            {
                throw new StoreUnavailableException("the disk is full");
            }

            Writes++;
            Texts[edition.Edition] = edition;
            return Task.CompletedTask;
        }

        public Task<EditionText?> FindEditionAsync(string edition, CancellationToken cancel)
        {
            Reads++;
            return Task.FromResult(Texts.GetValueOrDefault(edition));
        }
    }
}
