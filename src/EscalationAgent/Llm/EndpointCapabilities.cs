using System.Text.RegularExpressions;

namespace EscalationAgent.Llm;

/// <summary>How an endpoint is told the form of the answer, from the strictest.</summary>
internal enum AnswerForm
{
    JsonSchema,
    JsonObject,
    Text,
}

/// <summary>
/// What an endpoint understands of chat completions. They all claim to speak the same; some refuse a field that others
/// insist on.
/// </summary>
/// <param name="Strictest">The strictest form that is asked for.</param>
/// <param name="TokensField">Where the most tokens of an answer are said.</param>
/// <param name="Sampling">Whether temperature and seed are sent; models that reason take neither.</param>
internal sealed partial record EndpointCapabilities(AnswerForm Strictest, string TokensField, bool Sampling = true)
{
    private const string NewTokensField = "max_completion_tokens";
    private const string OldTokensField = "max_tokens";

    private static readonly string[] HostsOfTheNewField = ["api.openai.com", ".openai.azure.com", ".services.ai.azure.com", ".cognitiveservices.azure.com"];

    /// <summary>What is tried first: OpenAI and Azure know the new field, and most of the others only the old one.</summary>
    public static EndpointCapabilities For(Uri endpoint, string structuredOutput) =>
        new(
            structuredOutput switch
            {
                "json_object" => AnswerForm.JsonObject,
                "text" => AnswerForm.Text,
                _ => AnswerForm.JsonSchema,
            },
            HostsOfTheNewField.Any(h =>
                h[0] == '.' ? endpoint.Host.EndsWith(h, StringComparison.OrdinalIgnoreCase) : endpoint.Host.Equals(h, StringComparison.OrdinalIgnoreCase)
            )
                ? NewTokensField
                : OldTokensField
        );

    /// <summary>What to try after a refusal; null when the refusal is about something else.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="refusal">What the endpoint said.</param>
    /// <param name="formIsFree">False when the settings insist on a form.</param>
    public EndpointCapabilities? After(int status, string refusal, bool formIsFree)
    {
        if (status is not (400 or 404 or 422))
        {
            return null;
        }

        return formIsFree && Strictest != AnswerForm.Text && SpeaksOfForm().IsMatch(refusal) ? this with { Strictest = Strictest + 1 }
            : Sampling && SpeaksOfSampling().IsMatch(refusal) ? this with { Sampling = false }
            : TokensField == OldTokensField && refusal.Contains(NewTokensField, StringComparison.Ordinal) ? this with { TokensField = NewTokensField }
            : TokensField == NewTokensField && refusal.Contains(NewTokensField, StringComparison.Ordinal) ? this with { TokensField = OldTokensField }
            : null;
    }

    [GeneratedRegex(
        @"response_?format|json_?schema|json_?object|structured output",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex SpeaksOfForm();

    [GeneratedRegex(@"\b(temperature|seed)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SpeaksOfSampling();
}
