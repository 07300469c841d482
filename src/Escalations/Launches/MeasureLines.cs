using System.Globalization;
using System.Text;

namespace Escalations.Launches;

/// <summary>A measure as it was sent, before anything of it is believed; null for what is not there.</summary>
/// <param name="Line">Where it was in what was sent, from 1.</param>
public sealed record SentMeasure(int Line, string? Id, string? Criterion, string? At, string? Value, string? Source)
{
    /// <summary>It has not the shape of a measure: too many fields, or too few, or another kind of thing.</summary>
    public bool IsMisshapen { get; init; }

    public static SentMeasure Misshapen(int line) => new(line, null, null, null, null, null) { IsMisshapen = true };
}

/// <summary>
/// Reads lines of measures as people type and spreadsheets write them: fields between commas, semicolons or tabs, in quotation marks where
/// they hold one. With a heading (<c>id</c>, <c>criterion</c>, <c>at</c>, <c>value</c>, <c>source</c>) in any order; without one
/// <c>criterion; value</c>, <c>criterion; at; value</c> or <c>criterion; at; value; source</c>.
/// </summary>
public static class MeasureLines
{
    /// <summary>What separates fields; what is found first separates all.</summary>
    private static readonly char[] Separators = ['\t', ';', ','];

    /// <summary>What fields are without a heading, by how many there are.</summary>
    private static readonly Dictionary<int, IReadOnlyList<string>> Usual = new()
    {
        [2] = ["criterion", "value"],
        [3] = ["criterion", "at", "value"],
        [4] = ["criterion", "at", "value", "source"],
    };

    /// <param name="now">Stands for the instant where a line has none; null where each must say it.</param>
    /// <param name="by">Stands for the source where a line has none; null where each must say it.</param>
    public static IReadOnlyList<SentMeasure> Read(string text, DateTimeOffset? now, string? by)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)).ToList();
        if (lines.Count == 0)
        {
            return [];
        }

        var separator = Separators.FirstOrDefault(mark => lines[0].Item.Contains(mark), ',');
        var first = Fields(lines[0].Item, separator);
        IReadOnlyList<string>? heading =
            first.Contains("criterion", StringComparer.OrdinalIgnoreCase) && first.Contains("value", StringComparer.OrdinalIgnoreCase) ? first : null;
        return [.. lines.Skip(heading is null ? 0 : 1).Select(line => Of(line.Index + 1, Fields(line.Item, separator)))];

        SentMeasure Of(int number, IReadOnlyList<string> fields)
        {
            var names = heading ?? Usual.GetValueOrDefault(fields.Count);

            // More fields than there are names: a mark inside of one that has no quotation marks around it.
            return names is null || fields.Count > names.Count
                ? SentMeasure.Misshapen(number)
                : new(number, In("id"), In("criterion"), In("at") ?? now?.ToString("O", CultureInfo.InvariantCulture), In("value"), In("source") ?? by);

            string? In(string column) =>
                names.Index().Where(name => name.Item.Equals(column, StringComparison.OrdinalIgnoreCase)).Select(name => name.Index).ToList() is [var at, ..]
                && at < fields.Count
                && fields[at].Length > 0
                    ? fields[at]
                    : null;
        }
    }

    private static List<string> Fields(string line, char separator)
    {
        var (fields, field, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                // Two of them in a quoted field are one.
                if (isQuoted && i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                    continue;
                }

                isQuoted = !isQuoted;
            }
            else if (line[i] == separator && !isQuoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString().Trim());
        return fields;
    }
}
