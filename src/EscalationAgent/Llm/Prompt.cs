using System.Text.Json;

namespace EscalationAgent.Llm;

/// <summary>What a prompt wants to be filled with.</summary>
/// <param name="Name">As in the file: <c>open_matters</c>.</param>
internal sealed record PromptVariable(string Name, string Description, bool IsRequired);

/// <summary>One prompt as its file says it.</summary>
/// <param name="Name">With its version, as in the file: <c>draft_brief_v1</c>.</param>
/// <param name="Hash">The first 12 hexadecimal digits of the file's SHA-256, lines ending in a line feed.</param>
/// <param name="AnswerSchema">The JSON Schema of the answer; null when the file gives none.</param>
internal sealed record Prompt(
    string Name,
    string Hash,
    string Template,
    IReadOnlyList<PromptVariable> Variables,
    JsonElement? AnswerSchema,
    float? Temperature,
    long? Seed
)
{
    /// <summary>For people: <c>draft-brief v1</c>.</summary>
    public string Title => $"{Kind} {Version}";

    /// <summary>The name without its version: <c>draft-brief</c>.</summary>
    public string Kind => Name[..Name.LastIndexOf('_')].Replace('_', '-');

    /// <summary><c>v1</c>.</summary>
    public string Version => Name[(Name.LastIndexOf('_') + 1)..];
}

/// <summary>A record that fills the prompt of a kind: one property for each input variable.</summary>
internal interface IPromptInput
{
    /// <summary>The prompt's name without its version: <c>draft-brief</c>.</summary>
    static abstract string Kind { get; }
}
