using EscalationAgent.Audit;
using EscalationAgent.Drafting;
using EscalationAgent.Drafting.Offline;
using EscalationAgent.Drafting.Prompts;
using EscalationAgent.Evaluation;
using EscalationAgent.Packaging;
using EscalationAgent.Playbooks;
using EscalationAgent.Storage;
using EscalationAgent.Storage.AzureTables;
using Escalations.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace EscalationAgent;

/// <summary>What the program does when it is not asked to serve: the first argument names it.</summary>
internal static class ProgramVerbs
{
    /// <param name="tenant">Whose record is exported; null to look in all.</param>
    /// <param name="bot">The app id of the settings, which the Teams app is packed for where no other one is named.</param>
    /// <returns>The exit code; null when the arguments name no verb, so that the bot is to be started.</returns>
    public static async Task<int?> TryRunAsync(
        string[] args,
        string playbooks,
        string prompts,
        StorageSettings storage,
        LlmSettings llm,
        string? tenant,
        string bot
    )
    {
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
                        return await ExportVerb.RunAsync(rest.FirstOrDefault(), tenant, record, record, Console.Out, Console.Error, CancellationToken.None);
                    }

                case [ExportVerb.Name, .. var rest]:
                    using (var record = SqliteStore.OpenBeside(storage.Path))
                    {
                        return await ExportVerb.RunAsync(rest.FirstOrDefault(), tenant, record, record, Console.Out, Console.Error, CancellationToken.None);
                    }

                case [PackageVerb.Name, .. var rest]:
                    return PackageVerb.Run(rest, bot, Console.Out, Console.Error);

                default:
                    return null;
            }
        }
        catch (Exception fault) when (fault is PlaybookException or PromptException or UnusableStorageException or StoreUnavailableException)
        {
            return StartupFailure.ToStart([fault.Message]);
        }
    }

    private static Bench BenchOf(string playbooks, string prompts, LlmSettings llm)
    {
        var book = PromptBook.Open(prompts);
#pragma warning disable RS0030 // This verb runs without the services that a clock comes from.
        var clock = TimeProvider.System;
#pragma warning restore RS0030
        var requestReplay = new RequestReplay(llm, book, clock);
        return new(
            PlaybookBook.Open(playbooks, PlaybookSetup.DefaultName).Default.Categories,
            SignatureChecklist.Read,
            new OfflineWriter(),
            llm.IsConfigured ? DraftingSetup.WriterOf(llm, book, clock, NullLogger.Instance) : null,
            requestReplay.RenderAsync,
            requestReplay.Replay
        );
    }
}
