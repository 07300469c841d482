using EscalationAgent.Storage;
using Escalations;
using Escalations.Launches;
using Escalations.Ports;
using Escalations.UseCases;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Tests.Storage;

/// <summary>A copy is made beside the bot, is looked at before it is called good, and comes back only where nothing is lost by it.</summary>
public sealed class SqliteBackupTests : IDisposable
{
    private const string Tenant = "contoso";

    private static readonly EscalationId Id = new(2026, 1);

    private static readonly DateTimeOffset Now = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => folder.File("escalations.db");

    private string Copy => folder.File("copy.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_copy_is_made_while_the_bot_works_and_comes_back_as_it_was()
    {
        using (var store = await StoredAsync())
        {
            var (exit, output, _) = Backup(Copy);
            Assert.Equal(0, exit);
            Assert.Equal(
                $"{Copy}: 1 escalations with {EventSamples.Life.Count} events, schema {SqliteSchema.Version}. It is whole, and every chain of hashes holds.\n",
                output
            );
            await store.CommitAsync(Owing("after the copy"), Cancel);
        }

        var (restored, told, error) = Restore(Copy, BackupVerbs.Replace);
        Assert.Equal((0, ""), (restored, error));
        var aside = Assert.Single(Directory.GetFiles(folder.Path, "escalations.db.before-restore-*"));
        Assert.Contains(aside, told);
        using var again = SqliteStore.Open(Path);
        Assert.Null(HashChain.FirstBroken(Tenant, Id, await again.HistoryAsync(Tenant, Id, Cancel)));
        Assert.Equal(["owed"], (await ClaimAsync(again)).Select(message => ((TextMessage)message.Message.What).Text));

        // What was moved aside is a whole file of its own.
        using var former = SqliteStore.Open(aside);
        Assert.Equal(2, (await ClaimAsync(former)).Count);
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        using var store = await StoredAsync();
        File.WriteAllText(Copy, "mine");
        var (exit, _, error) = Backup(Copy);
        Assert.Equal(2, exit);
        Assert.Contains("nothing is overwritten", error);
        Assert.Equal("mine", File.ReadAllText(Copy));
        Assert.Equal(2, Backup(Path).Exit);
    }

    [Fact]
    public async Task A_copy_of_a_record_that_somebody_changed_is_not_called_good()
    {
        using (var store = await StoredAsync())
        {
            using var raw = SqliteFile.Open(Path).Connect();
            raw.Execute("DROP TRIGGER events_stay_as_they_are");
            raw.Execute("UPDATE events SET json = replace(json, 'Export', 'Import') WHERE sequence = 4");
        }

        var (exit, output, error) = Backup(Copy);
        Assert.Equal((3, ""), (exit, output));
        Assert.Contains("contoso/ESC-2026-0001 has been changed at event 4", error);
        Assert.False(File.Exists(Copy));
        Assert.True(File.Exists(Copy + ".unverified"));

        File.Delete(Path);
        Assert.Contains("event 4", Restore(Copy + ".unverified").Error);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public async Task Events_of_a_launch_stay_as_they_are_and_a_copy_is_not_called_good_where_they_were_changed()
    {
        using (var store = await StoredAsync())
        {
            var started = LaunchRecords.Changed(Tenant, LaunchHead.Empty("orion"), EventSamples.Sarah, Now, [new LaunchStarted("Orion", null)]);
            await store.CommitAsync(
                new()
                {
                    Tenant = Tenant,
                    At = Now,
                    Directory = new() { Launch = started },
                },
                Cancel
            );
            using var raw = SqliteFile.Open(Path).Connect();
            const string Change = "UPDATE directory SET json = replace(json, 'Orion', 'Onion') WHERE kind = 'launch_event'";
            Assert.Contains("never changed", Assert.Throws<SqliteException>(() => raw.Execute(Change)).Message);
            foreach (var kind in new[] { "launch_event", "launch" })
            {
                var removing = Assert.Throws<SqliteException>(() => raw.Execute($"DELETE FROM directory WHERE kind = '{kind}'"));
                Assert.Contains("never removed", removing.Message);
            }

            Assert.Equal(0, Backup(Copy).Exit);
            File.Delete(Copy);
            raw.Execute("DROP TRIGGER launch_events_stay_as_they_are");
            raw.Execute(Change);
        }

        var (exit, _, error) = Backup(Copy);
        Assert.Equal(3, exit);
        Assert.Contains("the record of launch contoso/orion has been changed at event 1", error);
    }

    [Fact]
    public async Task Data_are_replaced_only_where_that_is_said_and_never_under_a_running_bot()
    {
        using (var store = await StoredAsync())
        {
            Backup(Copy);
            Assert.Contains("it holds data. With --replace it is moved aside", Restore(Copy).Error);
            Assert.Contains("it is in use. Stop the bot first.", Restore(Copy, BackupVerbs.Replace).Error);
        }

        Assert.Equal(2, Restore(Copy).Exit);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        File.Delete(Path);
        Assert.Equal(0, Restore(Copy).Exit);
    }

    [Theory]
    [InlineData("half", "malformed")]
    [InlineData("theirs", "not a database of the Escalation Agent")]
    [InlineData("newer", "a newer version of the program wrote it")]
    [InlineData("missing", "there is no such file")]
    public async Task What_is_no_good_copy_is_not_restored(string what, string says)
    {
        (await StoredAsync()).Dispose();
        Backup(Copy);
        switch (what)
        {
            case "half":
                using (var cut = new FileStream(Copy, FileMode.Open))
                {
                    cut.SetLength(cut.Length / 2);
                }

                break;
            case "theirs":
                Raw(Copy, "PRAGMA application_id = 7");
                break;
            case "newer":
                Raw(Copy, $"PRAGMA user_version = {SqliteSchema.Version + 1}");
                break;
            default:
                File.Delete(Copy);
                break;
        }

        var (exit, _, error) = Restore(Copy, BackupVerbs.Replace);
        Assert.Equal(2, exit);
        Assert.Contains(says, error);
        using var store = SqliteStore.Open(Path);
        Assert.NotNull(await store.FindAsync(Tenant, Id, Cancel));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.before-restore-*"));
    }

    /// <summary>The lost file is why somebody restores.</summary>
    [Fact]
    public async Task A_damaged_file_is_moved_aside()
    {
        (await StoredAsync()).Dispose();
        Backup(Copy);
        File.WriteAllText(Path, new string('x', 9000));
        Assert.Contains("With --replace it is moved aside", Restore(Copy).Error);
        Assert.Equal(0, Restore(Copy, BackupVerbs.Replace).Exit);
        Assert.StartsWith("xxx", File.ReadAllText(Assert.Single(Directory.GetFiles(folder.Path, "*.before-restore-*"))));
    }

    /// <summary>There and back over the last versions: the former program refuses the file in clear words, and reads the copy that was made before.</summary>
    [Fact]
    public async Task Before_a_file_is_brought_up_to_date_a_copy_is_made_for_the_way_back()
    {
        (await StoredAsync()).Dispose();
        Raw(
            Path,
            """
            DROP TRIGGER launch_events_stay_as_they_are; DROP TRIGGER launch_events_stay;
            DROP TABLE feedback; DROP TABLE feedback_keys;
            DROP INDEX escalations_with_texts; ALTER TABLE escalations DROP COLUMN erased_at; DROP TABLE erasing;
            DROP TRIGGER events_stay_as_they_are; CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'no'); END;
            DROP TRIGGER directory_changes_stay_as_they_are; CREATE TRIGGER directory_changes_stay_as_they_are BEFORE UPDATE ON directory_changes BEGIN SELECT RAISE(ABORT, 'no'); END;
            PRAGMA user_version = 11
            """
        );
        using (var upgraded = SqliteStore.Open(Path))
        {
            Assert.NotNull(await upgraded.FindAsync(Tenant, Id, Cancel));
        }

        var before = $"{Path}.before-schema-{SqliteSchema.Version}";
        Assert.Equal(11, SqliteBackup.Verify(before).Schema);
        Assert.Equal((11L, (long)SqliteSchema.Version), (Version(before), Version(Path)));

        // As the former program, which knew up to 11, said it.
        Raw(Path, $"PRAGMA user_version = {SqliteSchema.Version + 1}");
        var refused = Assert.Throws<UnusableStorageException>(() => SqliteStore.Open(Path));
        Assert.Contains("restore the copy that it made before it brought the file up to date", refused.Message);

        Assert.Equal(0, Restore(before, BackupVerbs.Replace).Exit);
        Assert.Equal(11L, Version(Path));
        using var again = SqliteStore.Open(Path);
        Assert.Null(HashChain.FirstBroken(Tenant, Id, await again.HistoryAsync(Tenant, Id, Cancel)));
        Assert.True(File.Exists($"{before}-2"));
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("", 2)]
    public void How_it_is_asked_is_said(string argument, int exit)
    {
        using var output = new StringWriter();
        string[] rest = argument.Length == 0 ? [] : [argument];
        Assert.Equal(exit, BackupVerbs.RunBackup(rest, new(), output, output));
        Assert.Equal(exit, BackupVerbs.RunRestore(rest, new(), TestClockNow, output, output));
        Assert.Contains("Usage: backup FILE.", output.ToString());
        Assert.Contains("Usage: restore FILE [--replace].", output.ToString());
    }

    [Fact]
    public async Task The_program_itself_copies_beside_one_that_runs()
    {
        using var running = await StoredAsync();
        string[] program = [System.IO.Path.Combine(AppContext.BaseDirectory, "EscalationAgent.dll")];
        var (exit, output) = await Peer.RunAsync("dotnet", [.. program, "backup", Copy, "--Storage:Path", Path], Peer.Root, Cancel);
        Assert.True(exit == 0, output);
        Assert.Contains("every chain of hashes holds", output);
        (exit, output) = await Peer.RunAsync("dotnet", [.. program, "restore", Copy, "--replace", "--Storage:Path", Path], Peer.Root, Cancel);
        Assert.Equal(2, exit);
        Assert.Contains("it is in use", output);
    }

    private static TimeProvider TestClockNow => new TestClock(Now);

    private static Commit Owing(string text) =>
        new()
        {
            Tenant = Tenant,
            At = Now,
            Messages = [new(new ToPerson($"for {text}"), new TextMessage(text))],
        };

    private async Task<SqliteStore> StoredAsync()
    {
        var store = SqliteStore.Open(Path);
        await store.CommitAsync(Owing("owed") with { Change = new(EventSamples.Life, Escalation.Fold(Tenant, Id, EventSamples.Life)) }, Cancel);
        return store;
    }

    private static Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(SqliteStore store) =>
        store.ClaimMessagesAsync(OutboxQueue.Message, Now, TimeSpan.FromSeconds(30), 9, Cancel);

    private (int Exit, string Output, string Error) Backup(string target) =>
        Run((output, error) => BackupVerbs.RunBackup([target], new() { Path = Path }, output, error));

    private (int Exit, string Output, string Error) Restore(string from, params string[] flags) =>
        Run((output, error) => BackupVerbs.RunRestore([from, .. flags], new() { Path = Path }, TestClockNow, output, error));

    private static (int Exit, string Output, string Error) Run(Func<TextWriter, TextWriter, int> verb)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (verb(output, error), output.ToString(), error.ToString());
    }

    private static void Raw(string path, string sql)
    {
        using var raw = new SqliteConnection($"Data Source={path};Pooling=False");
        raw.Open();
        raw.Execute(sql);
    }

    private static long Version(string path)
    {
        using var raw = new SqliteConnection($"Data Source={path};Pooling=False");
        raw.Open();
        return (long)raw.Value("PRAGMA user_version")!;
    }
}
