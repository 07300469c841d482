using EscalationAgent.Audit;
using EscalationAgent.Evaluation;
using EscalationAgent.Llm;
using EscalationAgent.Playbooks;
using EscalationAgent.Storage;

namespace EscalationAgent;

/// <summary>What the program does when it is not asked to serve: the first argument names it.</summary>
internal static class ProgramVerbs
{
    /// <param name="tenant">Whose record is exported; null to look in all.</param>
    /// <returns>The exit code; null when the arguments name no verb, so that the bot is to be started.</returns>
    public static async Task<int?> TryRunAsync(string[] args, string playbooks, StorageSettings storage, string? tenant)
    {
        try
        {
            switch (args)
            {
                case [EvaluateVerb.Name, .. var rest]:
                    var categories = PlaybookBook.Open(playbooks, PlaybookSetup.DefaultName).Default.Categories;
                    return await EvaluateVerb.RunAsync(rest, new Evaluator(new OfflineWriter(), categories, SignatureChecklist.Read));

                case [ExportVerb.Name, .. var rest]:
                    using (var record = SqliteStore.OpenBeside(storage.Path))
                    {
                        return await ExportVerb.RunAsync(rest.FirstOrDefault(), tenant, record, Console.Out, Console.Error, CancellationToken.None);
                    }

                default:
                    return null;
            }
        }
        catch (Exception fault) when (fault is PlaybookException or UnusableStorageException)
        {
            return Refusal.ToStart([fault.Message]);
        }
    }
}
