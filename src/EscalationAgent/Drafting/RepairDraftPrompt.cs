using EscalationAgent.Drafting.Prompts;

namespace EscalationAgent.Drafting;

/// <summary>Fills <c>prompts/repair-draft.yaml</c>, whose messages follow those of the draft.</summary>
/// <param name="Answer">The beginning of the answer that could not be used; untrusted.</param>
/// <param name="Wrong">What was wrong with it, in words of ours.</param>
internal sealed record RepairDraftPrompt(string Answer, string Wrong) : IPromptInput
{
    public static string Kind => "repair-draft";
}
