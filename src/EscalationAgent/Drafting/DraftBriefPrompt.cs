using EscalationAgent.Drafting.Prompts;

namespace EscalationAgent.Drafting;

/// <summary>Fills <c>prompts/draft-brief.yaml</c>.</summary>
/// <param name="Today">The day on which the notes were written: "2026-03-02, a Monday".</param>
/// <param name="Language">The language of the notes, in English; empty when it is not known for sure.</param>
/// <param name="Sections">The keys of the sections that are wanted, separated by commas.</param>
/// <param name="Categories">The categories that may be suggested, one a line.</param>
/// <param name="Fence">A hash of all that others wrote.</param>
/// <param name="Known">What is in the brief already; untrusted.</param>
/// <param name="OpenMatters">The CSM's other open escalations, one a line; untrusted.</param>
/// <param name="Notes">What the CSM pasted; untrusted.</param>
internal sealed record DraftBriefPrompt(
    string Today,
    string Language,
    string Sections,
    string Categories,
    string Fence,
    string Known,
    string OpenMatters,
    string Notes
) : IPromptInput
{
    public static string Kind => "draft-brief";
}
