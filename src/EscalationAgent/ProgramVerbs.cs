using EscalationAgent.Evaluation;
using EscalationAgent.Llm;
using EscalationAgent.Playbooks;

namespace EscalationAgent;

/// <summary>What the program does when it is not asked to serve: the first argument names it.</summary>
internal static class ProgramVerbs
{
    /// <returns>The exit code; null when the arguments name no verb, so that the bot is to be started.</returns>
    public static async Task<int?> TryRunAsync(string[] args, string playbooks)
    {
        if (args is not [EvaluateVerb.Name, .. var rest])
        {
            return null;
        }

        try
        {
            var categories = PlaybookBook.Open(playbooks, PlaybookSetup.DefaultName).Default.Categories;
            return await EvaluateVerb.RunAsync(rest, new Evaluator(new OfflineWriter(), categories, SignatureChecklist.Read));
        }
        catch (PlaybookException fault)
        {
            return Refusal.ToStart([fault.Message]);
        }
    }
}
