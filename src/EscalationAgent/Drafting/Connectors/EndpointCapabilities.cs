using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EscalationAgent.Drafting.Connectors;

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
    public const string OldTokensField = "max_tokens";

    private const string NewTokensField = "max_completion_tokens";

    /// <summary>What is tried first: OpenAI and Azure know the new field, and most of the others only the old one.</summary>
    public static EndpointCapabilities For(LlmSettings settings) =>
        new(
            settings.StructuredOutput switch
            {
                "json_object" => AnswerForm.JsonObject,
                "text" => AnswerForm.Text,
                _ => AnswerForm.JsonSchema,
            },
            settings.Connector != LlmProvider.Compatible || settings.IsOfAzure ? NewTokensField : OldTokensField
        );

    /// <summary>The body of a request, whichever connector wrote it, as this endpoint understands it.</summary>
    public JsonObject Applied(JsonObject body)
    {
        var spoken = new JsonObject();
        foreach (var (name, value) in body)
        {
            switch (name)
            {
                case OldTokensField or NewTokensField:
                    spoken[TokensField] = value?.DeepClone();
                    break;
                case "temperature" or "seed" when !Sampling:
                case "response_format" when Strictest == AnswerForm.Text:
                    break;
                case "response_format" when Strictest == AnswerForm.JsonObject:
                    spoken[name] = new JsonObject { ["type"] = "json_object" };
                    break;
                default:
                    spoken[name] = value?.DeepClone();
                    break;
            }
        }

        return spoken;
    }

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
