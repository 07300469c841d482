using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary><c>backup FILE</c> and <c>restore FILE</c>: the SQLite file as a whole, to a copy and back.</summary>
internal static class BackupVerbs
{
    public const string Backup = "backup";
    public const string Restore = "restore";

    /// <summary>Stands alone among the arguments.</summary>
    public const string Replace = "--replace";

    public const string BackupUsage =
        "Usage: backup FILE. Copies the SQLite file while the bot runs, and checks the copy: every page, and every chain of hashes.";

    public const string RestoreUsage =
        "Usage: restore FILE [--replace]. Puts a checked copy in the place of Storage:Path, while the bot is stopped. With --replace, data "
        + "that are there are moved aside.";

    /// <summary>The question was not understood, or cannot be done as it is.</summary>
    private const int Refused = 2;

    /// <summary>The record has been changed by somebody, or is damaged.</summary>
    private const int Broken = 3;

    /// <returns>The exit code: 0, 2 when nothing was written, or 3 when the copy is not good.</returns>
    public static int RunBackup(IReadOnlyList<string> rest, StorageSettings storage, TextWriter output, TextWriter error) =>
        Run(rest, BackupUsage, storage, output, error, target =>
        {
            var found = SqliteBackup.Make(storage.Path, target);
            if (found.Fault is { } fault)
            {
                error.WriteLine($"The copy is not good: {fault}. It is {SqliteBackup.Unverified(target)}.");
                return Broken;
            }

            output.WriteLine($"{target}: {Told(found)}");
            return 0;
        });

    /// <returns>The exit code: 0, or 2 when nothing was restored.</returns>
    public static int RunRestore(IReadOnlyList<string> rest, StorageSettings storage, TimeProvider clock, TextWriter output, TextWriter error) =>
        Run(rest, RestoreUsage, storage, output, error, from =>
        {
            var aside = SqliteBackup.Restore(from, storage.Path, rest.Contains(Replace), clock.GetUtcNow());
            output.WriteLine($"{storage.Path}: restored from {from}.{(aside is null ? "" : $" What was there is {aside}.")}");
            output.WriteLine("What was owed when the copy was made is sent once more when the bot starts; see docs/deploy.md#back-up-and-restore.");
            return 0;
        });

    private static string Told(BackupFinding found) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Escalations} escalations with {found.Events} events, schema {found.Schema}. It is whole, and every chain of hashes holds."
        );

    private static int Run(IReadOnlyList<string> rest, string usage, StorageSettings storage, TextWriter output, TextWriter error, Func<string, int> work)
    {
        if (rest.Contains("--help"))
        {
            output.WriteLine(usage);
            return 0;
        }

        var (file, fault) = VerbArguments.Read(rest, [Replace]);
        if (file is null)
        {
            error.WriteLine($"{fault} {usage}");
            return Refused;
        }

        if (storage.Tables.IsConfigured)
        {
            error.WriteLine("This is about a SQLite file, and the settings name Azure tables. Use export-tenant and import-tenant.");
            return Refused;
        }

        try
        {
            return work(file);
        }
        catch (Exception refused) when (refused is UnusableStorageException or IOException or UnauthorizedAccessException or SqliteException)
        {
            error.WriteLine(refused.Message);
            return Refused;
        }
    }
}
