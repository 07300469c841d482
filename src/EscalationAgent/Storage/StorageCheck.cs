using System.Runtime.CompilerServices;
using Azure;
using Azure.Identity;
using EscalationAgent.Storage.AzureTables;
using Escalations.Ports;

namespace EscalationAgent.Storage;

/// <summary>Whether what is accepted could be kept.</summary>
internal static class StorageCheck
{
    private static ReadOnlySpan<byte> Sqlite => "SQLite format 3\0"u8;

    public static Check Of(StorageSettings settings) =>
        new Check("storage", settings.Tables.IsConfigured ? cancel => TablesAsync(settings.Tables, cancel) : _ => Task.FromResult(File(settings.Path))).Unless(
            settings.Faults()
        );

    /// <summary>Does what the bot does at its start: makes its tables where they are missing, and writes a row that means nothing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<Finding> TablesAsync(TablesSettings settings, CancellationToken cancel)
    {
        await using var store = AzureTablesSetup.Open(settings);
        try
        {
            await store.ProbeAsync(cancel);
            return Finding.Ok("its tables can be read and written.");
        }
        catch (StoreUnavailableException failed)
        {
            return failed.InnerException is null ? Finding.Wrong(failed.Message, DeploySteps.Storage) : Failed(SignIn.Causes(failed).ToList());
        }
    }

    private static Finding Failed(List<Exception> causes)
    {
        if (causes.OfType<AuthenticationFailedException>().FirstOrDefault() is { } refused)
        {
            return SignIn.Failed(refused);
        }

        var answer = causes.OfType<RequestFailedException>().FirstOrDefault();
        return answer switch
        {
            { Status: 403, ErrorCode: "AuthorizationPermissionMismatch" } => Finding.Wrong(
                "403: the role Storage Table Data Contributor is missing; a new one takes some minutes to hold.",
                DeploySteps.Storage
            ),
            { Status: 403, ErrorCode: "KeyBasedAuthenticationNotPermitted" } => Finding.Wrong(
                "403: the account takes no keys: set Storage:Tables:Endpoint in place of the connection string.",
                DeploySteps.Storage
            ),
            { Status: 403 } => Finding.Wrong(
                $"403 {answer.ErrorCode}: a role is missing (Storage Table Data Contributor), a key is wrong, or the account's network rules keep "
                    + "this machine out.",
                DeploySteps.Storage
            ),
            { Status: 401 } => Finding.Wrong("401: the account is in another tenant than the identity.", DeploySteps.Storage),
            { Status: > 0 } => Finding.Wrong($"the account answered {answer.Status} {answer.ErrorCode}".TrimEnd() + ".", DeploySteps.Storage),
            _ => Finding.Wrong("the account cannot be reached: its name is wrong, or the network keeps it away.", DeploySteps.Storage),
        };
    }

    /// <summary>Looks without opening it: opening brings an older file up to date, which is for the start to do.</summary>
    private static Finding File(string path)
    {
        var file = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(file)!;
        try
        {
            if (System.IO.File.Exists(file))
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
                Span<byte> start = stackalloc byte[Sqlite.Length];
                if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) is var read and > 0 && !start[..read].SequenceEqual(Sqlite))
                {
                    return Finding.Wrong($"{file} is no SQLite file; nothing of it is overwritten.", DeploySteps.Storage);
                }
            }

            if (System.IO.File.Exists(file) && new FileInfo(file).Length > 0 && SqliteBackup.Verify(file).Fault is { } fault)
            {
                return Finding.Wrong($"{file}: {fault}. Restore it from a backup.", DeploySteps.Storage);
            }

            // SQLite keeps its log beside the file; the folder is made where it is missing.
            var existing = folder;
            while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } above)
            {
                if (System.IO.File.Exists(existing))
                {
                    return Finding.Wrong($"{existing} is a file, and a folder for {file} is needed there.", DeploySteps.Storage);
                }

                existing = above;
            }

            using (
                new FileStream(
                    Path.Combine(existing, Path.GetRandomFileName()),
                    FileMode.CreateNew,
                    FileAccess.Write,
                    FileShare.None,
                    1,
                    FileOptions.DeleteOnClose
                )
            )
            {
                return Finding.Ok(System.IO.File.Exists(file) ? $"{file} can be read and written." : $"{file} can be made.");
            }
        }
        catch (UnusableStorageException unusable)
        {
            return Finding.Wrong(unusable.Message, DeploySteps.Storage);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Finding.Wrong(
                $"{file} cannot be written here: {refused.GetType().Name}. The folder must belong to the account that runs the bot.",
                DeploySteps.Storage
            );
        }
    }
}
