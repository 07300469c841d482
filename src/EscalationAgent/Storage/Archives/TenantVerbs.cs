using System.Globalization;
using Escalations.Ports;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage.Archives;

/// <summary><c>export-tenant FILE</c> and <c>import-tenant FILE</c>: all data of one tenant, from one store to another of any kind.</summary>
internal static class TenantVerbs
{
    public const string Export = "export-tenant";
    public const string Import = "import-tenant";

    public const string ExportUsage =
        "Usage: export-tenant FILE --tenant TENANT. Writes all data of a tenant as lines of JSON, and checks every chain of hashes. Stop the bot first.";

    public const string ImportUsage =
        "Usage: import-tenant FILE --tenant TENANT. Reads what export-tenant wrote into a store that holds nothing of the tenant. It is checked as a "
        + "whole before anything is written.";

    /// <summary>The question was not understood, or nothing was written.</summary>
    private const int Refused = 2;

    /// <returns>The exit code: 0, or 2 when no archive was written.</returns>
    public static Task<int> ExportAsync(
        IReadOnlyList<string> rest,
        string? tenant,
        Func<ITenantStore> open,
        TimeProvider clock,
        TextWriter output,
        TextWriter error,
        CancellationToken cancel
    ) => RunAsync(rest, tenant, ExportUsage, open, output, error, async (file, of, store) =>
        {
            var header = await TenantArchive.WriteAsync(file, of, store.ReadTenantAsync(of, cancel), clock.GetUtcNow(), cancel);
            if (header.Lines == 0)
            {
                File.Delete(file);
                await error.WriteLineAsync($"Nothing is stored of tenant {of}.");
                return Refused;
            }

            await output.WriteLineAsync($"{file}: {Told(header)}");
            return 0;
        });

    /// <returns>The exit code: 0, or 2 when nothing was stored.</returns>
    public static Task<int> ImportAsync(
        IReadOnlyList<string> rest,
        string? tenant,
        Func<ITenantStore> open,
        TimeProvider clock,
        TextWriter output,
        TextWriter error,
        CancellationToken cancel
    ) => RunAsync(rest, tenant, ImportUsage, open, output, error, async (file, of, store) =>
        {
            var archive = ArchiveReader.Open(file, of);
            await archive.ReadAsync((_, _) => Task.CompletedTask, cancel);
            if (await store.HoldsAsync(of, archive.Header.Hash, cancel))
            {
                await error.WriteLineAsync($"The store holds data of tenant {of} already. Nothing was written; name an empty store.");
                return Refused;
            }

            await store.WriteTenantAsync(archive, clock.GetUtcNow(), cancel);
            await output.WriteLineAsync($"{file}: {Told(archive.Header)} All of it is stored. Run the bot on this store only from now on.");
            return 0;
        });

    private static string Told(ArchiveHeader header) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{header.Escalations} escalations with {header.Events} events, {header.Owed} messages that are owed. Every chain of hashes holds."
        );

    private static async Task<int> RunAsync(
        IReadOnlyList<string> rest,
        string? tenant,
        string usage,
        Func<ITenantStore> open,
        TextWriter output,
        TextWriter error,
        Func<string, string, ITenantStore, Task<int>> work
    )
    {
        if (rest.Contains("--help"))
        {
            await output.WriteLineAsync(usage);
            return 0;
        }

        var (file, fault) = VerbArguments.Read(rest, [], "--tenant");
        if (file is null || string.IsNullOrWhiteSpace(tenant))
        {
            await error.WriteLineAsync(fault is null ? usage : $"{fault} {usage}");
            return Refused;
        }

        ITenantStore? store = null;
        try
        {
            store = open();
            return await work(file, tenant, store);
        }
        catch (Exception refused)
            when (refused
                    is ArchiveException
                        or InvalidDataException
                        or IOException
                        or UnauthorizedAccessException
                        or StoreUnavailableException
                        or SqliteException
            )
        {
            await error.WriteLineAsync(refused.Message);
            return Refused;
        }
        finally
        {
            if (store is IAsyncDisposable remote)
            {
                await remote.DisposeAsync();
            }

            (store as IDisposable)?.Dispose();
        }
    }
}
