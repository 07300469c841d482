using EscalationAgent.Audit;
using EscalationAgent.Drafting;
using EscalationAgent.Drafting.Offline;
using EscalationAgent.Drafting.Prompts;
using EscalationAgent.Evaluation;
using EscalationAgent.Packaging;
using EscalationAgent.Playbooks;
using EscalationAgent.Storage;
using EscalationAgent.Storage.Archives;
using EscalationAgent.Storage.AzureTables;
using Escalations.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace EscalationAgent;

/// <summary>What the program does when it is not asked to serve: the first argument names it.</summary>
internal static class ProgramVerbs
{
    private static readonly IReadOnlyList<string> Names =
    [
        BackupVerbs.Backup,
        DoctorVerb.Name,
        ErasePersonVerb.Name,
        EvaluateVerb.Name,
        ExportVerb.Name,
        TenantVerbs.Export,
        TenantVerbs.Import,
        PackageVerb.Name,
        BackupVerbs.Restore,
    ];

    /// <summary>Arguments that stand alone, and would be taken for the name of a setting with its value behind it.</summary>
    private static readonly IReadOnlyCollection<string> Flags = [BackupVerbs.Replace, "--help"];

#pragma warning disable RS0030 // Verbs run without the services that a clock comes from.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    /// <summary>
    /// What of the arguments are settings: a verb and what it is about are not, wherever they stand. A path from the root would be taken for
    /// the name of one, and what follows it for its value.
    /// </summary>
    public static string[] SettingsIn(string[] args)
    {
        var isVerb = args is [{ Length: > 0 } first, ..] && char.IsLetter(first[0]) && !first.Contains('=');
        return isVerb ? VerbArguments.SettingsIn(args, Flags) : args;
    }

    /// <param name="settings">Which also hold what stands behind the verb, such as <c>--tenant</c>.</param>
    /// <param name="bot">The app id of the settings, which the Teams app is packed for where no other one is named.</param>
    /// <returns>The exit code; null when the arguments name no verb, so that the bot is to be started.</returns>
    public static async Task<int?> TryRunAsync(
        string[] args,
        string playbooks,
        string prompts,
        StorageSettings storage,
        LlmSettings llm,
        IConfiguration settings,
        string bot
    )
    {
        var tenant = settings["tenant"];
        try
        {
            switch (args)
            {
                case [EvaluateVerb.Name, .. var rest]:
                    return llm.Faults().ToList() is { Count: > 0 } faults
                        ? StartupFailure.ToStart(faults)
                        : await EvaluateVerb.RunAsync(rest, BenchOf(playbooks, prompts, llm));

                case [ExportVerb.Name, ..] when storage.Faults().ToList() is { Count: > 0 } wrong:
                    return StartupFailure.ToStart(wrong);

                case [ExportVerb.Name, .. var rest] when storage.Tables.IsConfigured:
                    await using (var record = AzureTablesSetup.Open(storage.Tables))
                    {
                        return await ExportAsync(rest, record);
                    }

                case [ExportVerb.Name, .. var rest]:
                    using (var record = SqliteStore.OpenBeside(storage.Path))
                    {
                        return await ExportAsync(rest, record);
                    }

                case [BackupVerbs.Backup or BackupVerbs.Restore, ..] when storage.Faults().ToList() is { Count: > 0 } wrong:
                    return StartupFailure.ToStart(wrong);

                case [BackupVerbs.Backup, .. var rest]:
                    return BackupVerbs.RunBackup(rest, storage, Console.Out, Console.Error);

                case [BackupVerbs.Restore, .. var rest]:
                    return BackupVerbs.RunRestore(rest, storage, Clock, Console.Out, Console.Error);

                case [TenantVerbs.Export or TenantVerbs.Import, ..] when storage.Faults().ToList() is { Count: > 0 } wrong:
                    return StartupFailure.ToStart(wrong);

                case [TenantVerbs.Export, .. var rest]:
                    return await TenantVerbs.ExportAsync(rest, tenant, () => Beside(storage), Clock, Console.Out, Console.Error, CancellationToken.None);

                case [TenantVerbs.Import, .. var rest]:
                    return await TenantVerbs.ImportAsync(rest, tenant, () => ToFill(storage), Clock, Console.Out, Console.Error, CancellationToken.None);

                case [ErasePersonVerb.Name, ..] when storage.Faults().ToList() is { Count: > 0 } wrong:
                    return StartupFailure.ToStart(wrong);

                case [ErasePersonVerb.Name, .. var rest] when storage.Tables.IsConfigured:
                    await using (var record = AzureTablesSetup.Open(storage.Tables))
                    {
                        return await EraseAsync(rest, record);
                    }

                case [ErasePersonVerb.Name, .. var rest]:
                    using (var record = SqliteStore.OpenBeside(storage.Path))
                    {
                        return await EraseAsync(rest, record);
                    }

                case [PackageVerb.Name, .. var rest]:
                    return PackageVerb.Run(rest, bot, Console.Out, Console.Error);

                // A command that is misspelt starts no bot beside the one that runs.
                case [{ Length: > 0 } word, ..] when char.IsLetter(word[0]) && !word.Contains('=') && word != DoctorVerb.Name:
                    await Console.Error.WriteLineAsync($"There is no command '{word}'. There are {string.Join(", ", Names)}; without one the bot starts.");
                    return 2;

                default:
                    return null;
            }
        }
        catch (Exception fault) when (fault is PlaybookException or PromptException or UnusableStorageException or StoreUnavailableException)
        {
            return StartupFailure.ToStart([fault.Message]);
        }

        Task<int> ExportAsync(string[] rest, IEscalationStore record) =>
            ExportVerb.RunAsync(rest.FirstOrDefault(), settings["launch"], tenant, record, Console.Out, Console.Error, CancellationToken.None);

        Task<int> EraseAsync(string[] rest, IEscalationStore store) =>
            ErasePersonVerb.RunAsync(rest, tenant, settings["asked-by"], settings["also"], store, Clock, Console.Out, Console.Error, CancellationToken.None);
    }

    private static ITenantStore Beside(StorageSettings storage) =>
        storage.Tables.IsConfigured ? AzureTablesSetup.Open(storage.Tables) : SqliteStore.OpenBeside(storage.Path);

    /// <summary>It need not be there yet, and may have been filled in part.</summary>
    private static ITenantStore ToFill(StorageSettings storage) =>
        storage.Tables.IsConfigured ? AzureTablesSetup.Open(storage.Tables, mayBeHalf: true) : SqliteStore.Open(storage.Path);

    private static Bench BenchOf(string playbooks, string prompts, LlmSettings llm)
    {
        var book = PromptBook.Open(prompts);
        var requestReplay = new RequestReplay(llm, book, Clock);
        return new(
            PlaybookBook.Open(playbooks, PlaybookSetup.DefaultName).Default.Categories,
            SignatureChecklist.Read,
            new OfflineWriter(),
            llm.IsConfigured ? DraftingSetup.WriterOf(llm, book, Clock, NullLogger.Instance) : null,
            requestReplay.RenderAsync,
            requestReplay.Replay
        );
    }
}
