using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>The database file: made when there is none, checked before it is used, and connected to in one way only.</summary>
internal sealed class SqliteFile
{
    /// <summary>How long a start waits for another process that is just bringing the file up to date.</summary>
    private static readonly TimeSpan PatienceAtStart = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection waits for another one's lock before it gives up: people and the Connector wait behind it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const long LargestRewritten = 256L * 1024 * 1024;

    private readonly string path;

    private SqliteFile(string path) => this.path = path;

    /// <exception cref="UnusableStorageException">What is there is damaged, another program's, or newer than this program.</exception>
    public static SqliteFile Open(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        var file = new SqliteFile(Path.GetFullPath(path));
        try
        {
            file.CreateIfMissing();
            file.Check();
            return file;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new UnusableStorageException(file.path, $"{e.Message} If it is damaged, restore it from a backup; it is left as it is.", e);
        }
    }

    /// <summary>A database in memory that all connections of this process share by a name which nobody else knows.</summary>
    /// <returns>It, and a connection; it lives as long as any is open.</returns>
    public static (SqliteFile File, SqliteConnection Anchor) InMemory()
    {
        SQLitePCL.Batteries_V2.Init();
        var file = new SqliteFile($"file:/{Guid.NewGuid():N}?vfs=memdb");
        var anchor = ConnectTo(file.path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Upgrade(anchor);
            return (file, anchor);
        }
        catch
        {
            anchor.Dispose();
            throw;
        }
    }

    /// <summary>A connection that waits for locks, and whose commits are on the disk when they return.</summary>
    public SqliteConnection Connect()
    {
        var connection = new StoreConnection(ConnectionString(path, SqliteOpenMode.ReadWrite));
        try
        {
            connection.Open();
            connection.WaitForLocks(Patience);
            // What is removed is overwritten, so that texts that were erased are not in the file any more.
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether writing it anew keeps nobody waiting for long.</summary>
    public bool IsSmall => new FileInfo(path).Length <= LargestRewritten;

    /// <summary>Writes it anew, without anything that was removed.</summary>
    /// <returns>False where somebody else works with it just now.</returns>
    public bool TryVacuum()
    {
        try
        {
            using var connection = Connect();
            connection.Execute("VACUUM");
            return true;
        }
        catch (SqliteException inUse) when (inUse.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return false;
        }
    }

    /// <summary>
    /// Makes the file under another name and moves it into place, so that a crash in between leaves no half database.
    /// It has no write-ahead log before it is in its place; nothing of it could be left behind.
    /// </summary>
    private void CreateIfMissing()
    {
        if (File.Exists(path))
        {
            return;
        }

        if (File.Exists(path + "-wal"))
        {
            throw new UnusableStorageException(path, $"the file is gone, but its log {path}-wal is there. Bring the file back, or restore both from a backup.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var connection = ConnectTo(draft, SqliteOpenMode.ReadWriteCreate))
        {
            connection.Execute($"PRAGMA synchronous = FULL; PRAGMA application_id = {SqliteSchema.ApplicationId};");
            Upgrade(connection);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first; what it made is as good.
            File.Delete(draft);
        }
    }

    private void Check()
    {
        if (new FileInfo(path).Length == 0)
        {
            throw new UnusableStorageException(path, "it is empty, as a lost file is. Restore it from a backup; or remove it, to begin anew.");
        }

        using var connection = ConnectTo(path, SqliteOpenMode.ReadWrite);
        connection.WaitForLocks(PatienceAtStart);
        var version = (long)connection.Value("PRAGMA user_version")!;
        if ((long)connection.Value("PRAGMA application_id")! != SqliteSchema.ApplicationId)
        {
            throw new UnusableStorageException(path, "it is not a database of the Escalation Agent. Name another file.");
        }

        RequireKnown(path, version);

        var found = connection.Query("PRAGMA quick_check(3)", row => row.GetString(0));
        if (found is not ["ok"])
        {
            throw new UnusableStorageException(path, $"it is damaged ({string.Join("; ", found)}). Restore it from a backup; it is left as it is.");
        }

        if (version < SqliteSchema.Version)
        {
            Keep(connection);
            if (version < SqliteSchema.FirstThatErases)
            {
                // So far what was removed stayed in free pages.
                connection.Execute("VACUUM");
            }

            Upgrade(connection);
            connection.Value("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /// <exception cref="UnusableStorageException">A newer program wrote the file.</exception>
    public static void RequireKnown(string path, long version)
    {
        if (version > SqliteSchema.Version)
        {
            throw new UnusableStorageException(
                path,
                $"a newer version of the program wrote it (schema {version}; this one knows up to {SqliteSchema.Version}). Run the newer version, "
                    + "or restore the copy that it made before it brought the file up to date (its name ends in .before-schema-…)."
            );
        }
    }

    /// <summary>The file as it is before it is brought up to date stays beside it, for the way back to the program before this one.</summary>
    private void Keep(SqliteConnection connection)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{path}.before-schema-{SqliteSchema.Version}");
        for (var n = 2; File.Exists(name); n++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{path}.before-schema-{SqliteSchema.Version}-{n}");
        }

        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            SqliteBackup.Copy(connection, draft);
            File.Move(draft, name, overwrite: false);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            File.Delete(draft);
            throw new UnusableStorageException(
                path,
                $"it is to be brought up to date, and the copy that is made before ({name}) cannot be written: {failure.Message} It is left as it is.",
                failure
            );
        }
    }

    /// <summary>Takes the steps that are missing, all or none; of two processes at once, one takes them.</summary>
    private static void Upgrade(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = (int)(long)connection.Value("PRAGMA user_version")!;
        foreach (var step in SqliteSchema.Steps.Skip(version))
        {
            connection.Execute(step);
        }

        // Meanwhile another process may have taken them, and more.
        connection.Execute($"PRAGMA user_version = {Math.Max(version, SqliteSchema.Version)}");
        transaction.Commit();
    }

    public static SqliteConnection ConnectTo(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(ConnectionString(path, mode));
        connection.Open();
        return connection;
    }

    private static string ConnectionString(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            ForeignKeys = true,
            Pooling = false,

            // SQLite waits for locks itself; the provider's own repeating would only double that. It cannot be less than a second.
            DefaultTimeout = 1,
        }.ToString();
}
