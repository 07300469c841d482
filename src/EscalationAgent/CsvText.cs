using System.Globalization;
using System.Text;

namespace EscalationAgent;

/// <summary>
/// A table as CSV (RFC 4180). A cell that begins like a formula would be one in a spreadsheet, with whatever somebody put into a customer's
/// name: it gets a mark before it that makes it a text.
/// </summary>
internal sealed class CsvText
{
    /// <summary>Also as they are typed in East Asia, which spreadsheets there take for the same.</summary>
    private const string BeginsFormula = "=+-@\t\r\n＝＋－＠";

    private readonly StringBuilder text = new();

    public CsvText Line(params IEnumerable<string> cells)
    {
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        return this;
    }

    public override string ToString() => text.ToString();

    public static string Number(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && BeginsFormula.Contains(text[0]) && !IsNumber(text) ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    /// <summary>A number below zero is one, and nothing else that begins so.</summary>
    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) && text[0] == '-';
}
