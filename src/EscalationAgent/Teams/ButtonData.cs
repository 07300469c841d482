using System.Globalization;
using System.Text.Json;
using Escalations;
using Escalations.Intake;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>What came with a pressed button. Anybody can forge it: it names things, it never says who acts.</summary>
internal sealed class ButtonData(JsonElement data)
{
    public const int LongestInput = 20_000;

    public string? Verb => Text("verb");

    public EscalationId? Id => EscalationId.TryParse(Text("id"), out var id) ? id : null;

    /// <summary>The version that the card showed; null when it is missing or no number.</summary>
    public int? Seen => Number("seen");

    /// <summary>A whole number without a sign; null where it is anything else.</summary>
    public int? Number(string name) => NumberIn(Text(name));

    /// <inheritdoc cref="Number"/>
    public static int? NumberIn(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether one of its inputs is longer than is taken: nothing of it must count then.</summary>
    public bool IsTooLong =>
        data.ValueKind == JsonValueKind.Object
        && data.EnumerateObject().Any(input => input.Value is { ValueKind: JsonValueKind.String } text && text.GetString()!.Length > LongestInput);

    /// <summary>An input's value; null when there is none, or one that no card of ours sends.</summary>
    public string? Text(string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is { Length: <= LongestInput } text ? text : null,
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    /// <summary>What was chosen of several; null when nothing was, or something that no card of ours offers.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum => Enum.TryParse<T>(Text(name), out var chosen) && Enum.GetName(chosen) == Text(name) ? chosen : null;

    /// <summary>What somebody wrote into an input, without blanks around it; null when it is empty.</summary>
    public string? Line(string name) => Text(name)?.Trim() is { Length: > 0 } text ? Graphemes.Head(text, Interview.LongestAnswer) : null;
}
