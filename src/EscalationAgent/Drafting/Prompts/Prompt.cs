using System.Text.Json;
using Microsoft.SemanticKernel;

namespace EscalationAgent.Drafting.Prompts;

/// <summary>One prompt as its file says it.</summary>
/// <param name="Config">Its name carries the version: <c>draft_brief_v1</c>.</param>
/// <param name="Hash">The first 12 hexadecimal digits of the SHA-256 of the file without its comments, lines ending in a line feed.</param>
internal sealed record Prompt(PromptTemplateConfig Config, string Hash)
{
    public string Name => Config.Name!;

    /// <summary>For people: <c>draft-brief v1</c>.</summary>
    public string Title => $"{Kind} {Version}";

    /// <summary>The name without its version: <c>draft-brief</c>.</summary>
    public string Kind => Name[..Name.LastIndexOf('_')].Replace('_', '-');

    /// <summary><c>v1</c>.</summary>
    public string Version => Name[(Name.LastIndexOf('_') + 1)..];

    /// <summary>The JSON Schema of the answer; null when the file gives none.</summary>
    public JsonElement? AnswerSchema { get; } = Config.OutputVariable?.JsonSchema is { Length: > 0 } schema ? JsonElement.Parse(schema) : null;

    /// <summary>Null when the file gives none.</summary>
    public double? Temperature =>
        Config.DefaultExecutionSettings?.ExtensionData?.TryGetValue("temperature", out var said) == true && said is JsonElement number
            ? number.GetDouble()
            : null;
}

/// <summary>A record that fills the prompt of a kind: one property for each input variable.</summary>
internal interface IPromptInput
{
    /// <summary>The prompt's name without its version: <c>draft-brief</c>.</summary>
    static abstract string Kind { get; }
}
