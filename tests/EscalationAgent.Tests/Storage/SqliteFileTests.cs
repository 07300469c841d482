using System.IO.Compression;
using System.Text.Json.Nodes;
using EscalationAgent.Storage;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

/// <summary>A file that can't be trusted is refused in clear words and left as it is.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("data", "escalations.db");

    public void Dispose() => folder.Dispose();

    /// <summary>What was written before there were ladders and alarms is read, woken in time, and written on.</summary>
    [Fact]
    public async Task A_file_of_the_first_edition_is_brought_up_to_date()
    {
        var due = EventSamples.Start.AddHours(4);
        EscalationId id = new(2026, 1);
        RecordedEvent[] life =
        [
            .. EventSamples
                .Life.Where(e => e.What is DraftStarted or AccountNamed or ClassificationDecided)
                .Append(EventSamples.Life.First(e => e.What is Routed))
                .Select((e, n) => e with { Sequence = n + 1 }),
        ];
        var routed = Escalation.Fold("contoso", id, life);
        var snapshot = new JsonObject
        {
            ["id"] = id.ToString(),
            ["tenant"] = "contoso",
            ["status"] = "routed",
            ["teams"] = new JsonArray("engineering"),
        };

        Directory.CreateDirectory(folder.File("data"));
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            connection.Execute($"PRAGMA application_id = {SqliteSchema.ApplicationId}; PRAGMA user_version = 1");
            connection.Execute(SqliteSchema.Steps[0]);
            var hash = HashChain.Genesis("contoso", id);
            var seals = life.Select(happened =>
                {
                    var stored = HashChain.Seal(hash, happened);
                    hash = stored.Hash;
                    return stored;
                })
                .ToList();
            connection.Execute(
                "INSERT INTO escalations VALUES (1, 'contoso', 2026, 1, $version, $hash, 'routed', 'sarah-id', $at, $at, NULL, $wake, $snapshot)",
                ("$version", life.Length),
                ("$hash", hash),
                ("$at", Sql.Ticks(EventSamples.Start)),
                ("$wake", Sql.Ticks(due)),
                ("$snapshot", snapshot.ToJsonString())
            );
            connection.Execute(
                "INSERT INTO owed (tenant, lane, json, owed_at, ready_at, head) VALUES ('contoso', 'person:p', $json, $at, $at, 1)",
                ("$json", StoredText.Of(new OutboxMessage(new ToPerson("p"), new TextMessage("owed since then")))),
                ("$at", Sql.Ticks(EventSamples.Start))
            );
            seals.ForEach(stored =>
                connection.Execute(
                    "INSERT INTO events VALUES (1, $sequence, $json, $hash)",
                    ("$sequence", stored.Sequence),
                    ("$json", stored.Json),
                    ("$hash", stored.Hash)
                )
            );
        }

        using var store = SqliteStore.Open(Path);
        var cancel = TestContext.Current.CancellationToken;
        Assert.Empty(await store.ClaimMessagesAsync(OutboxQueue.Work, due, TimeSpan.FromMinutes(1), 9, cancel));
        Assert.Equal(
            new TextMessage("owed since then"),
            Assert.Single(await store.ClaimMessagesAsync(OutboxQueue.Message, due, TimeSpan.FromMinutes(1), 9, cancel)).Message.What
        );
        Assert.Empty(await store.DueAsync(due.AddTicks(-1), 9, cancel));
        Assert.Equal([new("contoso", id)], await store.DueAsync(due, 9, cancel));
        var read = (await store.FindAsync("contoso", id, cancel))!;
        Assert.Equal(StoredText.Of(routed), StoredText.Of(read));
        Assert.Equal(StoredText.Of(routed), StoredText.Of(Assert.Single(await store.ListAsync("contoso", [Status.Routed], null, 9, cancel))));

        // Once it was folded again, nothing needs the events to know what is so.
        Assert.Equal(1L, await store.RefoldAsync(0, 9, cancel));
        Assert.Null(await store.RefoldAsync(1, 9, cancel));
        Assert.Null(await store.RefoldAsync(0, 9, cancel));
        Assert.Equal(StoredText.Of(routed), Stored("SELECT snapshot FROM escalations"));

        await Scheduling.WatchDeadlinesTests.Watch(store, new OutboxSignal(), new FakeTimeProvider(due)).RunAsync(cancel);
        Assert.Contains(await store.HistoryAsync("contoso", id, cancel), e => HashChain.Open(e).What is NobodyAbove);
        Assert.Empty(await store.DueAsync(due, 9, cancel));
    }

    /// <summary>
    /// The sample was written by SQLite 3.35.5 through version 6.0.0 of the provider, in a process that was killed: its
    /// second escalation is in the write-ahead log only.
    /// </summary>
    [Fact]
    public async Task A_file_and_a_log_of_an_older_SQLite_are_read_and_written_on()
    {
        var cancel = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(folder.File("data"));
        ZipFile.ExtractToDirectory(
            System.IO.Path.Combine(Peer.Root, "tests", "EscalationAgent.Tests", "Samples", "storage", "sqlite-3.35.5.zip"),
            folder.File("data")
        );

        using var store = SqliteStore.Open(Path);

        foreach (var id in (EscalationId[])[new(2026, 1), new(2026, 2)])
        {
            var history = await store.HistoryAsync("contoso", id, cancel);
            Assert.Equal(Status.Closed, (await store.FindAsync("contoso", id, cancel))!.Status);
            Assert.Null(HashChain.FirstBroken("contoso", id, history));
            Assert.Equal(Status.Closed, Escalation.Fold("contoso", id, [.. history.Select(HashChain.Open)]).Status);
        }

        Assert.Equal(new("answer"), await store.FindAnswerAsync("contoso", "delivery in the log", cancel));
        Assert.NotNull(await store.FindCardAsync("contoso", new(2026, 1), "lane", cancel));
        Assert.Equal(2, (await store.FindModelUseAsync("contoso", "sarah-id", new(2026, 3, 2), cancel)).OfTenant.Calls);
        var owed = await store.ClaimMessagesAsync(OutboxQueue.Message, EventSamples.Start, TimeSpan.FromMinutes(1), 9, cancel);
        Assert.Equal(["owed 2", "then 1"], owed.Select(message => ((TextMessage)message.Message.What).Text).Order());
        Assert.True(await store.SettleAsync(owed[0], new Delivered(EventSamples.Start), cancel));
        Assert.Equal(new EscalationId(2026, 3), await store.NextIdAsync("contoso", 2026, cancel));
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        Assert.Equal("ok", connection.Value("PRAGMA integrity_check"));
    }

    /// <summary>Before 3.51.3 two connections that write and checkpoint at once could damage a file with a write-ahead log.</summary>
    [Fact]
    public void The_SQLite_in_use_has_no_known_fault_of_the_write_ahead_log()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();

        Assert.InRange(Version.Parse((string)connection.Value("SELECT sqlite_version()")!), new Version(3, 51, 3), new Version(4, 0));
    }

    [Fact]
    public void A_missing_file_is_made_with_its_folder_and_nothing_beside_it()
    {
        SqliteStore.Open(Path).Dispose();

        Assert.Equal(["escalations.db"], Directory.GetFiles(folder.File("data")).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public async Task Opening_a_good_file_changes_nothing_in_it()
    {
        await FilledAsync();
        var before = File.ReadAllBytes(Path);

        SqliteStore.Open(Path).Dispose();

        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public async Task Processes_that_start_at_once_share_one_file()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SqliteStore.Open(Path))));

        var ids = new List<EscalationId>();
        foreach (var store in stores)
        {
            ids.Add(await store.NextIdAsync("contoso", 2026, TestContext.Current.CancellationToken));
            store.Dispose();
        }

        Assert.Equal(Enumerable.Range(1, 8), ids.Select(id => id.Number));
        Assert.Equal(["escalations.db"], Directory.GetFiles(folder.File("data")).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        Directory.CreateDirectory(folder.File("data"));
        File.WriteAllText(Path, string.Concat(Enumerable.Repeat("These are my notes. ", 500)));

        Refused("file is not a database");
    }

    [Fact]
    public void An_empty_file_is_refused()
    {
        Directory.CreateDirectory(folder.File("data"));
        File.WriteAllBytes(Path, []);

        Refused("it is empty");
    }

    [Fact]
    public async Task A_file_with_a_page_of_garbage_is_refused()
    {
        await FilledAsync();
        using (var file = File.OpenWrite(Path))
        {
            file.Position = file.Length / 4096 / 2 * 4096;
            file.Write([.. Enumerable.Repeat((byte)0x5A, 4096)]);
        }

        Refused("it is damaged");
    }

    [Fact]
    public async Task A_file_that_does_not_add_up_is_refused()
    {
        await FilledAsync();
        using (var file = File.OpenWrite(Path))
        {
            file.Position = 36; // how many free pages there are, as the header says
            file.Write([0, 0, 0, 5]);
        }

        Refused("it is damaged (");
    }

    [Fact]
    public async Task A_file_that_was_cut_short_is_refused()
    {
        await FilledAsync();
        using (var file = File.OpenWrite(Path))
        {
            file.SetLength(file.Length - (2 * 4096));
        }

        Refused("malformed");
    }

    [Fact]
    public void The_database_of_another_program_is_refused()
    {
        Directory.CreateDirectory(folder.File("data"));
        Raw("CREATE TABLE theirs (a)");

        Refused("not a database of the Escalation Agent");
    }

    [Fact]
    public void A_newer_schema_is_refused()
    {
        SqliteStore.Open(Path).Dispose();
        Raw($"PRAGMA user_version = {SqliteSchema.Version + 1}");

        Refused("newer version of the program");
    }

    [Fact]
    public void A_log_whose_file_is_gone_is_refused_and_no_new_file_is_made()
    {
        Directory.CreateDirectory(folder.File("data"));
        File.WriteAllText(Path + "-wal", "what is left");

        var refused = Assert.Throws<UnusableStorageException>(() => SqliteStore.Open(Path));

        Assert.Contains("the file is gone", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
        Assert.Equal("what is left", File.ReadAllText(Path + "-wal"));
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_refused()
    {
        Directory.CreateDirectory(Path);

        var refused = Assert.Throws<UnusableStorageException>(() => SqliteStore.Open(Path));

        Assert.Contains(Path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_whose_file_is_refused_does_not_start()
    {
        Directory.CreateDirectory(folder.File("data"));
        File.WriteAllBytes(Path, []);
        using var host = HostWith(Path);

        var refused = await Assert.ThrowsAsync<UnusableStorageException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(Path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_starts_with_the_store_in_the_named_file()
    {
        using var host = HostWith(Path);

        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.True(File.Exists(Path));
        Assert.IsType<SqliteStore>(host.Services.GetRequiredService<IEscalationStore>());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_setting_without_a_path_is_a_fault()
    {
        Assert.Empty(new StorageSettings().Faults());
        Assert.Contains("Storage:Path", Assert.Single(new StorageSettings { Path = " " }.Faults()), StringComparison.Ordinal);
    }

    private static IHost HostWith(string path)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging().AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UnixEpoch));
        builder.Services.AddStorage(new() { Path = path });
        return builder.Build();
    }

    private void Refused(string why)
    {
        var before = File.ReadAllBytes(Path);

        var refused = Assert.Throws<UnusableStorageException>(() => SqliteStore.Open(Path));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains(Path, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    private async Task FilledAsync()
    {
        using var store = SqliteStore.Open(Path);
        for (var i = 1; i <= 40; i++)
        {
            EscalationId id = new(2026, i);
            await store.CommitAsync(
                new()
                {
                    Tenant = "contoso",
                    At = EventSamples.Start,
                    Change = new(EventSamples.Life, Escalation.Fold("contoso", id, EventSamples.Life)),
                },
                TestContext.Current.CancellationToken
            );
        }
    }

    private object? Stored(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection.Value(sql);
    }

    private void Raw(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }
}
