using System.Globalization;
using System.Text.RegularExpressions;

namespace EscalationAgent.Tests.Evaluation;

/// <summary>Writes the amounts and dates of a note another way, by rules of its own.</summary>
internal static partial class Reformatted
{
    private static readonly string[] Months = (
        "january|januar|janvier|enero|janeiro february|februar|février|febrero|fevereiro march|märz|mars|marzo|março april|avril|abril "
        + "may|mai|mayo|maio june|juni|juin|junio|junho july|juli|juillet|julio|julho august|août|agosto "
        + "september|septembre|septiembre|setembro october|oktober|octobre|octubre|outubro november|novembre|noviembre|novembro "
        + "december|dezember|décembre|diciembre|dezembro"
    ).Split(' ');

    public static string Of(string text, DateOnly writtenOn, out int changed)
    {
        var count = 0;
        text = Thousands()
            .Replace(text, m =>
            {
                count++;
                return int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) * 1000 + "";
            });
        text = DayMonth()
            .Replace(text, m =>
            {
                var month = Array.FindIndex(Months, names => names.Split('|').Contains(m.Groups[2].Value, StringComparer.OrdinalIgnoreCase)) + 1;
                var day = int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture);
                if (month == 0 || day is 0 or > 28)
                {
                    return m.Value;
                }

                count++;
                var year = Enumerable.Range(writtenOn.Year - 1, 3).MinBy(y => Math.Abs(new DateOnly(y, month, day).DayNumber - writtenOn.DayNumber));
                return string.Create(CultureInfo.InvariantCulture, $"{year}-{month:00}-{day:00}");
            });
        changed = count;
        return text;
    }

    [GeneratedRegex(@"\b(\d{2,3})k\b")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\b(\d{1,2})\.? (?:de )?(\p{L}+)\b(?! (?:de )?\d{4})")]
    private static partial Regex DayMonth();
}
