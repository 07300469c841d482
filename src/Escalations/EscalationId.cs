using System.Globalization;
using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace Escalations;

/// <summary>The name of an escalation, as people say it: <c>ESC-2026-0342</c>, a year and a number of at least four digits.</summary>
public readonly partial record struct EscalationId(int Year, int Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ESC-{Year:0000}-{Number:0000}");

    /// <summary>Reads an id as typed: letter case, surrounding space and the kind of dash, or a space for it, do not matter.</summary>
    public static bool TryParse(string? text, out EscalationId id)
    {
        var match = Shape().Match(TypedText.Plain(text ?? ""));
        id = match.Success
            ? new(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
            : default;
        return match.Success;
    }

    /// <exception cref="FormatException">The text is not an escalation id.</exception>
    public static EscalationId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not an escalation id such as ESC-2026-0342.");

    [GeneratedRegex(@"^ESC[- _]{0,3}([0-9]{4})[- _]{0,3}([0-9]{4,9})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
