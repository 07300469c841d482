namespace Escalations;

/// <summary>How a draft came about: by whom, with which prompt, at what cost.</summary>
/// <param name="By">What people are told: "gpt-4.1-mini with prompt draft-brief v1", or "offline rules 3".</param>
/// <param name="Model">The model as the endpoint names it; null for rules.</param>
/// <param name="Prompt">Name and version, such as <c>draft-brief v1</c>; null for rules.</param>
/// <param name="PromptHash">The first 12 hexadecimal digits of the prompt file's SHA-256.</param>
/// <param name="InputTokens">Of all calls together, as the endpoint counts them; 0 when it does not tell.</param>
/// <param name="Milliseconds">From the request to the answer, repair included.</param>
public sealed record DraftProvenance(
    string By,
    string? Model = null,
    string? Prompt = null,
    string? PromptHash = null,
    int InputTokens = 0,
    int OutputTokens = 0,
    int Milliseconds = 0,
    bool IsRepaired = false
);

/// <summary>Another escalation of the same CSM that may be the same matter.</summary>
public sealed record PossibleDuplicate(EscalationId Id, string Why);
