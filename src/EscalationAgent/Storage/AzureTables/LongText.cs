using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>A row with its text, however many properties and rows that takes.</summary>
internal sealed record LongRow(TableEntity First, string Text);

/// <summary>
/// Texts that do not fit into one property, or one row. The first row has what is asked for by itself and how many rows there
/// are; those after it have their number behind its key, so that they are read with it. All that were written together have one stamp.
/// </summary>
internal static class LongText
{
    private const int PartsInRow = 13;

    private const string Rows = "Rows";

    private const string Stamp = "Stamp";

    /// <summary>Stands before the number of a further row; it sorts before all that keys are written with.</summary>
    private const char Further = '+';

    /// <summary>How many characters go into one property: half of what the service takes would be safe in any encoding, and this is below it.</summary>
    private const int PartLength = 32_000;

    /// <summary>The rows to write.</summary>
    /// <param name="first">With its keys and its own properties.</param>
    public static IReadOnlyList<TableEntity> Write(TableEntity first, string text)
    {
        var parts = Split(text);
        var count = RowsFor(parts.Count);
        var stamp = $"{Guid.NewGuid():N}";
        var rows = new List<TableEntity>(count);
        for (var i = 0; i < count; i++)
        {
            var row = i == 0 ? first : new TableEntity(first.PartitionKey, FurtherKey(first.RowKey, i));
            row[Stamp] = stamp;
            foreach (var (n, part) in parts.Skip(i * PartsInRow).Take(PartsInRow).Index())
            {
                row[Name(n)] = part;
            }

            rows.Add(row);
        }

        first[Rows] = count;
        return rows;
    }

    /// <summary>How many rows a stored one takes, itself included.</summary>
    public static int RowsOf(TableEntity first) => first.GetInt32(Rows) ?? 1;

    /// <summary>How many rows a text takes.</summary>
    public static int RowsFor(string text) => RowsFor(Split(text).Count);

    /// <summary>The key of a further row, from 1 on.</summary>
    public static string FurtherKey(string first, int number) => string.Create(CultureInfo.InvariantCulture, $"{first}{Further}{number:D3}");

    public static bool IsFurther(TableEntity row) => row.RowKey.Contains(Further, StringComparison.Ordinal);

    /// <summary>Puts rows together that were read in the order of their keys.</summary>
    /// <returns>Null when one of them was read before and another after a change; read again.</returns>
    public static IReadOnlyList<LongRow>? TryRead(IReadOnlyList<TableEntity> rows)
    {
        var read = new List<LongRow>();
        for (var i = 0; i < rows.Count; i++)
        {
            var first = rows[i];
            if (IsFurther(first))
            {
                // Left from when the text before it was longer.
                continue;
            }

            var text = new StringBuilder();
            for (var n = 0; n < RowsOf(first); n++)
            {
                if (
                    n > 0
                    && (i + n >= rows.Count || rows[i + n].RowKey != FurtherKey(first.RowKey, n) || rows[i + n].GetString(Stamp) != first.GetString(Stamp))
                )
                {
                    return null;
                }

                for (var part = 0; part < PartsInRow && rows[i + n].GetString(Name(part)) is { } some; part++)
                {
                    text.Append(some);
                }
            }

            read.Add(new(first, text.ToString()));
        }

        return read;
    }

    private static int RowsFor(int parts) => Math.Max(1, (parts + PartsInRow - 1) / PartsInRow);

    /// <summary>Never between the two halves of one character: each part is sent by itself.</summary>
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        for (var at = 0; at < text.Length; )
        {
            var length = Math.Min(PartLength, text.Length - at);
            if (at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]))
            {
                length--;
            }

            parts.Add(text.Substring(at, length));
            at += length;
        }

        return parts;
    }

    private static string Name(int part) => string.Create(CultureInfo.InvariantCulture, $"Text{part:D2}");
}
