using System.Globalization;
using Escalations;
using Escalations.Launches;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>What a copy of the file holds, and what is wrong with it.</summary>
/// <param name="Fault">Null when it is whole and every chain of hashes holds.</param>
internal sealed record BackupFinding(long Schema, int Escalations, long Events, string? Fault);

/// <summary>
/// Copies of the SQLite file: made while the program runs, by SQLite itself, so that each is of one moment; put back only where nobody works
/// with what is there. No file is ever overwritten.
/// </summary>
internal static class SqliteBackup
{
    /// <summary>What stands behind the name of the file and of those that belong to it.</summary>
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    private const int NumbersSkipped = 500;

    private static readonly TimeSpan PatienceForUse = TimeSpan.FromSeconds(2);

    /// <summary>Copies the file and looks whether the copy is good.</summary>
    /// <returns>What is in the copy. One with a fault is left beside the target, with <see cref="Unverified"/> behind its name.</returns>
    /// <exception cref="UnusableStorageException">There is no such file, or it is another program's.</exception>
    /// <exception cref="IOException">There is a file at the target, or it cannot be written.</exception>
    public static BackupFinding Make(string path, string target)
    {
        if (!File.Exists(path))
        {
            throw new UnusableStorageException(path, "there is no such file");
        }

        RefuseExisting(target);
        var draft = DraftBeside(target);
        try
        {
            using (var source = SqliteFile.ConnectTo(path, SqliteOpenMode.ReadWrite))
            {
                RequireOurs(source, path);
                Copy(source, draft);
            }

            var found = Verify(draft);
            MoveNew(draft, found.Fault is null ? target : Unverified(target));
            return found;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    public static string Unverified(string target) => target + ".unverified";

    /// <summary>A copy of all that a connection sees, compact and without anything that was removed; it is on the disk afterwards.</summary>
    public static void Copy(SqliteConnection source, string target)
    {
        source.Execute("VACUUM INTO $target", ("$target", target));
        using var written = new FileStream(target, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    /// <summary>Reads all of a file, and computes every hash again. Nothing in it is changed.</summary>
    /// <exception cref="UnusableStorageException">It is no file of this program, or a newer program's.</exception>
    public static BackupFinding Verify(string path)
    {
        if (!File.Exists(path))
        {
            throw new UnusableStorageException(path, "there is no such file");
        }

        using var copy = SqliteFile.ConnectTo(path, SqliteOpenMode.ReadOnly);
        try
        {
            RequireOurs(copy, path);
            var schema = (long)copy.Value("PRAGMA user_version")!;
            var damage = copy.Query("PRAGMA integrity_check(3)", row => row.GetString(0));
            return damage is ["ok"] ? VerifyChains(copy, schema) : new(schema, 0, 0, $"it is damaged: {string.Join("; ", damage)}");
        }
        catch (SqliteException damaged)
        {
            throw new UnusableStorageException(path, damaged.Message, damaged);
        }
    }

    /// <summary>Puts a copy in the place of the file.</summary>
    /// <param name="mayReplace">Whether data that are there may be moved aside.</param>
    /// <returns>Where the former file is now; null where there was none.</returns>
    /// <exception cref="UnusableStorageException">The copy is not good, or what is there is in use or holds data.</exception>
    public static string? Restore(string from, string path, bool mayReplace, DateTimeOffset now)
    {
        path = Path.GetFullPath(path);
        if (Verify(from).Fault is { } fault)
        {
            throw new UnusableStorageException(from, $"{fault}. Nothing was restored.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var isThere = File.Exists(path);
        if (isThere)
        {
            RequireUnused(path, mayReplace);
        }
        else if (File.Exists(path + "-wal") && !mayReplace)
        {
            throw new UnusableStorageException(path, $"the file is gone, but its log {path}-wal is there. Bring the file back, or say --replace.");
        }

        var draft = DraftBeside(path);
        try
        {
            File.Copy(from, draft);
            SkipNumbers(draft);
            using (var written = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            var aside = isThere ? Aside(path, now) : null;
            foreach (var part in Parts.Where(part => File.Exists(path + part)))
            {
                File.Move(path + part, (aside ?? Aside(path, now)) + part);
            }

            MoveNew(draft, path);
            return aside;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>What came after the copy still has its cards in Teams: its numbers are not given to something else.</summary>
    private static void SkipNumbers(string path)
    {
        using var connection = SqliteFile.ConnectTo(path, SqliteOpenMode.ReadWrite);
        connection.Execute("UPDATE numbers SET last = last + $skipped", ("$skipped", NumbersSkipped));
    }

    private static string Aside(string path, DateTimeOffset now) =>
        $"{path}.before-restore-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";

    private static BackupFinding VerifyChains(SqliteConnection copy, long schema)
    {
        var escalations = copy.Query("SELECT key, tenant, year, number, version, head_hash FROM escalations ORDER BY key", row =>
            (
                Key: row.GetInt64(0),
                Tenant: row.GetString(1),
                Id: new EscalationId(row.GetInt32(2), row.GetInt32(3)),
                Version: row.GetInt32(4),
                Hash: row.GetString(5)
            )
        );
        var events = 0L;
        foreach (var (key, tenant, id, version, hash) in escalations)
        {
            var history = copy.Query(
                "SELECT sequence, json, hash FROM events WHERE escalation = $key ORDER BY sequence",
                row => new SealedEvent(row.GetInt32(0), row.GetString(1), row.GetString(2)),
                ("$key", key)
            );
            events += history.Count;
            if (HashChain.FirstBroken(tenant, id, history) is { } broken)
            {
                return new(schema, escalations.Count, events, $"the record of {tenant}/{id} has been changed at event {broken}");
            }

            if (history.Count != version || history[^1].Hash != hash)
            {
                return new(schema, escalations.Count, events, $"the record of {tenant}/{id} has {history.Count} events and should have {version}");
            }
        }

        return new(schema, escalations.Count, events, BrokenLaunch(copy));
    }

    /// <summary>What is wrong with the record of a launch; null when all are as they were written.</summary>
    private static string? BrokenLaunch(SqliteConnection copy)
    {
        var heads = copy.Query(
            "SELECT tenant, json FROM directory WHERE kind = $kind ORDER BY tenant, key",
            row => (Tenant: row.GetString(0), Head: StoredText.LaunchHead(row.GetString(1))),
            ("$kind", DirectoryEntry.LaunchKind)
        );
        foreach (var (tenant, head) in heads)
        {
            var history = SqliteDirectory.All(copy, tenant, DirectoryEntry.LaunchEventKind, DirectoryEntry.OfLaunch(head.Id), StoredText.LaunchEvent);
            if (LaunchChain.FirstBroken(tenant, head, history) is { } broken)
            {
                return $"the record of launch {tenant}/{head.Id} has been changed at event {broken}";
            }
        }

        return null;
    }

    private static void RequireOurs(SqliteConnection connection, string path)
    {
        try
        {
            if ((long)connection.Value("PRAGMA application_id")! != SqliteSchema.ApplicationId)
            {
                throw new UnusableStorageException(path, "it is not a database of the Escalation Agent. Name another file.");
            }

            SqliteFile.RequireKnown(path, (long)connection.Value("PRAGMA user_version")!);
        }
        catch (SqliteException damaged)
        {
            throw new UnusableStorageException(path, damaged.Message, damaged);
        }
    }

    /// <summary>Brings the log into the file, which only succeeds where no other connection is open.</summary>
    private static void RequireUnused(string path, bool mayReplace)
    {
        try
        {
            using var connection = SqliteFile.ConnectTo(path, SqliteOpenMode.ReadWrite);
            connection.WaitForLocks(PatienceForUse);
            if (!mayReplace && connection.Value("SELECT EXISTS (SELECT 1 FROM escalations) OR EXISTS (SELECT 1 FROM directory)") is not 0L)
            {
                throw new UnusableStorageException(path, "it holds data. With --replace it is moved aside, not removed.");
            }

            connection.Value("PRAGMA journal_mode = DELETE");
        }
        catch (SqliteException inUse) when (inUse.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            throw new UnusableStorageException(path, "it is in use. Stop the bot first.", inUse);
        }
        catch (SqliteException damaged)
        {
            // What cannot be read is a reason to restore; it is moved aside as it is.
            if (!mayReplace)
            {
                throw new UnusableStorageException(path, $"it cannot be read ({damaged.Message}). With --replace it is moved aside, not removed.", damaged);
            }
        }
    }

    private static void RefuseExisting(string target)
    {
        if (File.Exists(target) || Directory.Exists(target))
        {
            throw new IOException($"{target} is there already; nothing is overwritten. Name another file.");
        }
    }

    private static string DraftBeside(string target) => $"{Path.GetFullPath(target)}.{Guid.NewGuid():N}";

    private static void MoveNew(string draft, string target)
    {
        RefuseExisting(target);
        OwnFile.KeepToOwner(draft);
        File.Move(draft, target, overwrite: false);
    }
}
