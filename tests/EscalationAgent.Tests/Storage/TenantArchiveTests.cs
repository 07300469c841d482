using Azure.Core;
using EscalationAgent.Storage;
using EscalationAgent.Storage.Archives;
using EscalationAgent.Storage.AzureTables;
using EscalationAgent.Tests.Storage.AzureTables;
using Escalations;
using Escalations.Launches;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Tests.Storage;

/// <summary>All data of a tenant go from one store into another of any kind, and are proven on both sides.</summary>
public sealed class TenantArchiveTests : IDisposable
{
    private const string Tenant = "contoso";

    private static readonly DateTimeOffset Now = EventSamples.Start;

    private static readonly EscalationId Id = new(2026, 1);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Archive => folder.File("contoso.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_goes_from_a_file_to_tables_and_back_as_it_was()
    {
        using (var first = Sqlite("first.db"))
        {
            await FillAsync(first);
            Assert.Equal((0, ""), await ExportAsync(first));
        }

        var prefix = Azurite.NewPrefix();
        Assert.Equal((0, ""), await ImportAsync(await TablesAsync(prefix)));
        await using (var tables = await TablesAsync(prefix))
        {
            Assert.Equal((0, ""), await ExportAsync(tables, "again.jsonl"));
        }

        Assert.Equal((0, ""), await ImportAsync(Sqlite("second.db"), "again.jsonl"));

        using var original = Sqlite("first.db");
        using var second = Sqlite("second.db");
        foreach (var id in new EscalationId[] { Id, new(2026, 2) })
        {
            var (was, now) = (await original.HistoryAsync(Tenant, id, Cancel), await second.HistoryAsync(Tenant, id, Cancel));
            Assert.Equal(was, now);
            Assert.Null(HashChain.FirstBroken(Tenant, id, now));
            Assert.Equal(StoredText.Of((await original.FindAsync(Tenant, id, Cancel))!), StoredText.Of((await second.FindAsync(Tenant, id, Cancel))!));
        }

        var launch = (await second.FindLaunchAsync(Tenant, "orion", Cancel))!;
        Assert.Null(LaunchChain.FirstBroken(Tenant, launch, await second.LaunchHistoryAsync(Tenant, "orion", Cancel)));
        Assert.Equal("probe", Assert.Single(await second.MeasuresAsync(Tenant, "orion", Cancel)).Source);
        Assert.Equal("19:c", (await second.FindCardAsync(Tenant, Id, "channel:19:c", Cancel))!.ConversationId);
        Assert.Equal([StoreContract.Answer("a"), StoreContract.Answer("b") with { Text = "Clear at last." }], await second.FeedbackAsync(Tenant, Cancel));
        Assert.Equal(await original.FeedbackKeyAsync(Tenant, Cancel), await second.FeedbackKeyAsync(Tenant, Cancel));
        Assert.Equal(EventSamples.Mike, (await second.FindContactAsync(Tenant, "mike-id", Cancel))!.Person);
        Assert.Equal("engineering", Assert.Single((await second.LinksAsync(Tenant, Cancel)).Bindings).Team);
        Assert.Equal([DirectoryChangeKind.Unlinked, DirectoryChangeKind.Linked], (await second.DirectoryChangesAsync(Tenant, 9, Cancel)).Select(c => c.Kind));
        Assert.Equal("the rules", (await second.FindEditionAsync("abc", Cancel))!.Text);
        Assert.Equal(new EscalationId(2026, 10), await second.NextIdAsync(Tenant, 2026, Cancel));
        Assert.Equal(
            (await original.WeekAsync(Tenant, Now.AddDays(-1), Now.AddDays(6), 9, Cancel)).Figures.Acknowledged,
            (await second.WeekAsync(Tenant, Now.AddDays(-1), Now.AddDays(6), 9, Cancel)).Figures.Acknowledged
        );

        // What is owed leaves in its order; what may have arrived says so.
        var claimed = await second.ClaimMessagesAsync(OutboxQueue.Message, Now.AddDays(2), TimeSpan.FromSeconds(30), 9, Cancel);
        Assert.Equal(["to Ann 1", "tried"], claimed.Select(message => ((TextMessage)message.Message.What).Text).Order(StringComparer.Ordinal));
        Assert.Equal([false, true], claimed.OrderBy(m => ((TextMessage)m.Message.What).Text).Select(m => m.Message.MayHaveArrived).Order());
        Assert.Equal(
            ["to Ann 2"],
            (await second.WaitingBehindAsync(claimed.Single(m => ((TextMessage)m.Message.What).Text == "to Ann 1"), 9, Cancel)).Select(w =>
                ((TextMessage)w.Message.What).Text
            )
        );
        Assert.False(await second.IsKnownAsync("fabrikam", Cancel));
    }

    [Theory]
    [InlineData("half", ":4: it ends after 3 of ")]
    [InlineData("changed", ":5: it is not as it was written, or a line before it is missing")]
    [InlineData("lost", ":5: it is not as it was written, or a line before it is missing")]
    [InlineData("version", ":1: it is of version 2, and this program reads 1")]
    [InlineData("tenant", ":1: it is of tenant fabrikam, not of contoso")]
    [InlineData("more", "it is more than the header says")]
    [InlineData("theirs", ":1: it is no archive of a tenant: its header cannot be read")]
    public async Task What_is_not_as_it_was_written_is_refused_and_nothing_is_stored(string what, string says)
    {
        using (var first = Sqlite("first.db"))
        {
            await FillAsync(first);
            await ExportAsync(first);
        }

        var lines = File.ReadAllLines(Archive).ToList();
        switch (what)
        {
            case "half":
                lines.RemoveRange(4, lines.Count - 4);
                break;
            case "changed":
                Assert.Contains("sarah-id", lines[4]);
                lines[4] = lines[4].Replace("sarah-id", "mallory", StringComparison.Ordinal);
                break;
            case "lost":
                lines.RemoveAt(4);
                break;
            case "version":
                lines[0] = lines[0].Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal);
                break;
            case "tenant":
                lines[0] = lines[0].Replace("contoso", "fabrikam", StringComparison.Ordinal);
                break;
            case "more":
                lines.Add(lines[^1]);
                break;
            default:
                lines[0] = "{}";
                break;
        }

        File.WriteAllLines(Archive, lines);
        var (exit, error) = await ImportAsync(Sqlite("second.db"));
        Assert.Equal(2, exit);
        Assert.StartsWith(Archive, error);
        Assert.Contains(says, error);
        using var second = Sqlite("second.db");
        Assert.False(await second.IsKnownAsync(Tenant, Cancel));
    }

    [Fact]
    public async Task A_store_that_holds_the_tenant_is_left_as_it_is()
    {
        using (var first = Sqlite("first.db"))
        {
            await FillAsync(first);
            await ExportAsync(first);
        }

        Assert.Contains("holds data of tenant contoso already", (await ImportAsync(Sqlite("first.db"))).Error);
        var prefix = Azurite.NewPrefix();
        Assert.Equal(0, (await ImportAsync(await TablesAsync(prefix))).Exit);
        Assert.Contains("holds data of tenant contoso already", (await ImportAsync(await TablesAsync(prefix))).Error);
        using var again = Sqlite("first.db");
        Assert.Contains("nothing is overwritten", (await ExportAsync(again)).Error);
        Assert.Contains("Nothing is stored of tenant fabrikam", (await ExportAsync(again, "f.jsonl", "fabrikam")).Error);
        Assert.False(File.Exists(folder.File("f.jsonl")));
    }

    [Fact]
    public async Task A_record_that_somebody_changed_is_not_exported()
    {
        using var first = Sqlite("first.db");
        await FillAsync(first);
        using (var raw = SqliteFile.Open(folder.File("first.db")).Connect())
        {
            raw.Execute("DROP TRIGGER events_stay_as_they_are");
            raw.Execute("UPDATE events SET json = replace(json, 'Export', 'Import') WHERE sequence = 4");
        }

        var (exit, error) = await ExportAsync(first);
        Assert.Equal(2, exit);
        Assert.Contains("ESC-2026-0001 has been changed at event 4", error);
        Assert.Empty(Directory.GetFiles(folder.Path, "contoso.jsonl*"));
    }

    [Fact]
    public async Task A_launch_that_somebody_changed_is_not_exported()
    {
        using var first = Sqlite("first.db");
        await FillAsync(first);
        using (var raw = SqliteFile.Open(folder.File("first.db")).Connect())
        {
            raw.Execute("DROP TRIGGER launch_events_stay_as_they_are");
            raw.Execute("UPDATE directory SET json = replace(json, 'Orion', 'Onion') WHERE kind = 'launch_event'");
        }

        var (exit, error) = await ExportAsync(first);
        Assert.Equal(2, exit);
        Assert.Contains("the record of launch orion has been changed at event 1", error);
    }

    /// <summary>Tables cannot store it as a whole: while it is not, no bot works on them, and the same archive goes on.</summary>
    [Fact]
    public async Task An_import_that_is_broken_off_goes_on_and_nothing_is_there_twice()
    {
        using (var first = Sqlite("first.db"))
        {
            await FillAsync(first);
            await ExportAsync(first);
        }

        var prefix = Azurite.NewPrefix();
        var wire = new TableWire();
        wire.IsCut = request => request.Method != RequestMethod.Get && request.Uri.Path.Contains($"{prefix}Directory", StringComparison.Ordinal);
        Assert.Equal(2, (await ImportAsync(await TablesAsync(prefix, wire))).Exit);
        await using (var bot = await Azurite.OpenAsync(prefix, Cancel))
        {
            var half = await Assert.ThrowsAsync<StoreUnavailableException>(() => bot.FindAsync(Tenant, Id, Cancel));
            Assert.Contains("The import of tenant contoso was broken off", half.Message);
        }

        Assert.Equal((0, ""), await ImportAsync(await TablesAsync(prefix)));
        await using var whole = await Azurite.OpenAsync(prefix, Cancel);
        Assert.Null(HashChain.FirstBroken(Tenant, Id, await whole.HistoryAsync(Tenant, Id, Cancel)));
        Assert.Equal(2, (await whole.DirectoryChangesAsync(Tenant, 9, Cancel)).Count);
        Assert.Equal(3, (await whole.BacklogAsync(Now.AddDays(2), Cancel)).Sum(b => b.Count));
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("", 2)]
    public async Task How_it_is_asked_is_said(string argument, int exit)
    {
        using var output = new StringWriter();
        string[] rest = argument.Length == 0 ? [] : [argument];
        static ITenantStore None() => throw new InvalidOperationException("It is not opened.");
        Assert.Equal(exit, await TenantVerbs.ExportAsync(rest, Tenant, None, new TestClock(Now), output, output, Cancel));
        Assert.Equal(exit, await TenantVerbs.ImportAsync(rest, Tenant, None, new TestClock(Now), output, output, Cancel));
        Assert.Equal(2, await TenantVerbs.ImportAsync(["file"], null, None, new TestClock(Now), output, output, Cancel));
        Assert.Contains("Usage: export-tenant FILE --tenant TENANT.", output.ToString());
    }

    [Fact]
    public async Task The_program_itself_carries_a_tenant_over()
    {
        using (var first = Sqlite("first.db"))
        {
            await FillAsync(first);
        }

        string[] program = [Path.Combine(AppContext.BaseDirectory, "EscalationAgent.dll")];
        string[] of = ["--tenant", Tenant, "--Storage:Path"];
        var (exit, output) = await Peer.RunAsync("dotnet", [.. program, "export-tenant", Archive, .. of, folder.File("first.db")], Peer.Root, Cancel);
        Assert.True(exit == 0, output);
        Assert.Contains("2 escalations", output);
        (exit, output) = await Peer.RunAsync("dotnet", [.. program, "import-tenant", Archive, .. of, folder.File("second.db")], Peer.Root, Cancel);
        Assert.Equal(0, exit);
        Assert.Contains("Run the bot on this store only from now on.", output);
    }

    /// <summary>Everything that a tenant can have: one record with its erasure, one as it was sealed.</summary>
    private static async Task FillAsync(SqliteStore store)
    {
        await store.KeepEditionAsync(new("abc", "house", "the rules", new Dictionary<string, string> { ["days.ics"] = "BEGIN" }), Cancel);
        await CommitAsync(new(EventSamples.Life, Escalation.Fold(Tenant, Id, EventSamples.Life)));
        var begun = new RecordedEvent(1, Now, Actor.Human(EventSamples.Sarah), "cause", new DraftStarted(EventSamples.Sarah, new("house", "1+abc", "abc")));
        var named = new RecordedEvent(2, Now, Actor.Human(EventSamples.Sarah), null, new AccountNamed("Zebra", Origin.Stated));
        await CommitAsync(new([begun, named], Escalation.Fold(Tenant, new(2026, 2), [begun, named])));
        var person = new ErasedPerson(Tenant, ["ann-id"], ["Ann Alone"]);
        var history = await store.HistoryAsync(Tenant, Id, Cancel);
        await CommitAsync(Erasure.Of(Tenant, Id, history, json => ErasedText.WithoutPerson(json, person), Now.AddDays(3), person.Pseudonym, "office")!);

        var mike = new Contact(EventSamples.Mike, "29:mike", "chat", "https://smba", null, null);
        await DirectAsync(new() { Contacts = [mike], Changes = [new(DirectoryChangeKind.Linked, Now, EventSamples.Mike, Team: "product")] });
        var risk = new RiskLogged("The test bed may come late", Likelihood.High, RiskTrend.Worse, null, EventSamples.Mike, null);
        var started = LaunchRecords.Changed(Tenant, LaunchHead.Empty("orion"), EventSamples.Mike, Now, [new LaunchStarted("Orion", null)]);
        await DirectAsync(new() { Launch = started });
        Measure measure = new("Errors", Now, 4, "probe");
        var measured = new Dictionary<string, MeasuredSoFar> { ["errors"] = new(measure, null, 1) };
        await DirectAsync(new() { Launch = LaunchRecords.Changed(Tenant, started.After, EventSamples.Mike, Now, [new WentLive(), risk], measured, [measure]) });
        await DirectAsync(
            new()
            {
                Bindings = [new("engineering", "19:c", EventSamples.Mike, Now)],
                Changes = [new(DirectoryChangeKind.Unlinked, Now, EventSamples.Mike, Team: "product")],
            }
        );
        for (var number = 0; number < 7; number++)
        {
            await store.NextIdAsync(Tenant, 2026, Cancel);
        }

        await OweAsync(new ToChannel("19:c"), "card");
        var posted = Assert.Single(await ClaimAsync());
        await store.SettleAsync(posted, new Delivered(Now) { Card = new(Id, "channel:19:c", "19:c", "a", "https://smba", 3) }, Cancel);
        await OweAsync(new ToPerson("bob"), "tried");
        await store.SettleAsync(Assert.Single(await ClaimAsync()), new Retry(Now.AddHours(1), "no answer") { InDoubt = true }, Cancel);
        await OweAsync(new ToPerson("ann"), "to Ann 1", "to Ann 2");
        await store.FeedbackKeyAsync(Tenant, Cancel);
        await store.KeepFeedbackAsync(Tenant, StoreContract.Answer("b") with { Text = "Clear at last." }, Cancel);
        await store.KeepFeedbackAsync(Tenant, StoreContract.Answer("a"), Cancel);

        Task CommitAsync(Change change) =>
            store.CommitAsync(
                new()
                {
                    Tenant = Tenant,
                    At = Now,
                    Change = change,
                },
                Cancel
            );
        Task DirectAsync(DirectoryEdit edit) =>
            store.CommitAsync(
                new()
                {
                    Tenant = Tenant,
                    At = Now,
                    Directory = edit,
                },
                Cancel
            );
        Task OweAsync(Target to, params string[] texts) =>
            store.CommitAsync(
                new()
                {
                    Tenant = Tenant,
                    At = Now,
                    Messages = [.. texts.Select(text => new OutboxMessage(to, new TextMessage(text)))],
                },
                Cancel
            );
        Task<IReadOnlyList<ClaimedMessage>> ClaimAsync() => store.ClaimMessagesAsync(OutboxQueue.Message, Now, TimeSpan.FromSeconds(30), 9, Cancel);
    }

    private SqliteStore Sqlite(string name) => SqliteStore.Open(folder.File(name));

    private static async Task<AzureTableStore> TablesAsync(string prefix, TableWire? wire = null)
    {
        var settings = new TablesSettings { ConnectionString = await Azurite.ConnectionStringAsync(Cancel), Prefix = prefix };
        if (wire is null)
        {
            return AzureTablesSetup.Open(settings, mayBeHalf: true);
        }

        return await Azurite.OpenAsync(prefix, Cancel, with: wire.AddTo);
    }

    private async Task<(int Exit, string Error)> ExportAsync(ITenantStore store, string file = "contoso.jsonl", string tenant = Tenant)
    {
        using var error = new StringWriter { NewLine = "\n" };
        return (
            await TenantVerbs.ExportAsync([folder.File(file)], tenant, () => new Kept(store), new TestClock(Now), TextWriter.Null, error, Cancel),
            error.ToString()
        );
    }

    private async Task<(int Exit, string Error)> ImportAsync(ITenantStore store, string file = "contoso.jsonl")
    {
        using var error = new StringWriter { NewLine = "\n" };
        return (await TenantVerbs.ImportAsync([folder.File(file)], Tenant, () => store, new TestClock(Now), TextWriter.Null, error, Cancel), error.ToString());
    }

    /// <summary>A store that is still used after the verb.</summary>
    private sealed class Kept(ITenantStore store) : ITenantStore
    {
        public IAsyncEnumerable<TenantRecord> ReadTenantAsync(string tenant, CancellationToken cancel) => store.ReadTenantAsync(tenant, cancel);

        public Task<bool> HoldsAsync(string tenant, string archive, CancellationToken cancel) => store.HoldsAsync(tenant, archive, cancel);

        public Task WriteTenantAsync(ArchiveReader archive, DateTimeOffset now, CancellationToken cancel) => store.WriteTenantAsync(archive, now, cancel);
    }
}
