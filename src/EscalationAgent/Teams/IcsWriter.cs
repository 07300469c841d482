using System.Globalization;
using System.Text;

namespace EscalationAgent.Teams;

/// <summary>Writes iCalendar (RFC 5545): lines end with CRLF and are folded at 75 bytes, texts are escaped.</summary>
internal sealed class IcsWriter
{
    private const int LongestLine = 75;

    private readonly StringBuilder text = new();

    /// <summary>A property whose value is written as it is, such as <c>BEGIN</c> or <c>DTSTART</c>.</summary>
    public IcsWriter Line(string name, string value)
    {
        Folded($"{name}:{value}");
        return this;
    }

    /// <summary>A property whose value is a text that somebody may have written.</summary>
    public IcsWriter Text(string name, string value) => Line(name, Escaped(value));

    public IcsWriter At(string name, DateTimeOffset instant) => Line(name, instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();

    private static string Escaped(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var c in value.ReplaceLineEndings("\n"))
        {
            escaped.Append(
                c switch
                {
                    '\\' => @"\\",
                    ';' => @"\;",
                    ',' => @"\,",
                    '\n' => @"\n",
                    // No control character may be in a text, and half of a character is none.
                    _ when char.IsControl(c) => "",
                    _ => c.ToString(),
                }
            );
        }

        return escaped.ToString();
    }

    /// <summary>The blank that begins a line goes on with the one before; no character is cut in two.</summary>
    private void Folded(string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                bytes = 1;
            }

            text.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
