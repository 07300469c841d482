using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>What a line of notes is.</summary>
internal enum LineKind
{
    Text,

    /// <summary>A row of a table, with the headings of its columns.</summary>
    Row,

    /// <summary>What a machine wrote, folded.</summary>
    Evidence,
}

/// <summary>A line of notes as it is read.</summary>
/// <param name="Stamp">The time, or the speaker and the time, that stood in a line of its own above or below it.</param>
/// <param name="IsStep">An entry of a status page.</param>
internal readonly record struct NoteLine(string Text, LineKind Kind = LineKind.Text, string Stamp = "", bool IsStep = false);

/// <summary>Takes notes apart into lines, and puts together what belongs together: tables, logs, entries with their times.</summary>
internal static partial class NoteLines
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int LongestStamp = 60;
    private const int FewestInLine = 3;
    private const string Zone = @"( ?(UTC|GMT|Uhr|[A-Z]{2,4}T|Z)([+-]\d{1,2})?)?";
    private const string Date =
        @"(\p{L}{2,10}\.?,? )?(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}([./]\d{2,4})?\.?|\d{1,2}(st|nd|rd|th)?\.? (de )?\p{L}{3,10}\.?( (de )?\d{4})?"
        + @"|\p{L}{3,10}\.? \d{1,2}(st|nd|rd|th)?(,? \d{4})?)";
    private const string Time = @"\d{1,2}[:h]\d{2}(:\d{2})?( ?[AaPp]\.?[Mm]\.?)?";

    private static readonly Regex TimeAlone = new(@"^[\[(]?(" + Date + @"[,\s–-]{1,3}((at|um|à|às|a las) )?)?" + Time + Zone + @"[\])]?$", Linear);
    private static readonly Regex TimeFirst = new(@"^[\[(]?(" + Date + @"[,\s–-]{1,3})?" + Time + Zone + @"[\])]?[\s:–-]{1,3}", Linear);
    private static readonly Regex SpeakerThenTime = new(
        @"^(\p{Lu}[\p{L}\p{M}.'’-]*( \p{Lu}[\p{L}\p{M}.'’-]*| \([^()]{1,30}\)){0,3},?[ \t]+[\[(]?("
            + Date
            + @"[, ]{1,2})?"
            + Time
            + @"[\])]?"
            + @"|[\p{L}][\w.'-]{1,30}[ \t]+\[("
            + Date
            + @"[, ]{1,2})?"
            + Time
            + @"\])$",
        Linear
    );
    private static readonly Regex TimeThenSpeaker = new(
        @"^[\[(]?(" + Date + @"[, ]{1,2})?" + Time + @"[\])]?[ \t–-]{1,3}\p{Lu}[\p{L}\p{M}.'’-]*( \p{Lu}[\p{L}\p{M}.'’-]*| \([^()]{1,30}\)){0,3}$",
        Linear
    );
    private static readonly Regex BoldLabel = new(@"\*\*[^*]{1,40}:\*\*", Linear);
    private static readonly Lexicon<string> StatusEntries = OfflineCues.Hints("status_entry");

    public static IReadOnlyList<NoteLine> Of(string note) =>
        WithStamps(TableRows.Read([.. EvidenceLines.Fold(note.ReplaceLineEndings("\n").Split('\n'))]).SelectMany(Parted).ToList());

    /// <summary>Several labels in one line, each with what it labels: "**Owner:** Jo  **Priority:** high", "ARR: 85k | Renewal: 3 May".</summary>
    private static IEnumerable<NoteLine> Parted(NoteLine line)
    {
        if (line.Kind != LineKind.Text)
        {
            return [line];
        }

        if (BoldLabel.Matches(line.Text) is { Count: > 1 } labels)
        {
            int[] starts = [0, .. labels.Skip(1).Select(m => m.Index), line.Text.Length];
            return starts.Zip(starts.Skip(1), (from, to) => line with { Text = line.Text[from..to].TrimEnd(' ', '|', '\t') });
        }

        var parts = line.Text.Split(" | ");
        return parts.Length > 1 && parts.All(p => LineShapes.ReadLabel(p.Trim()) is not null) ? parts.Select(p => line with { Text = p.Trim() })
            : Labelled(line.Text) is { Count: > 0 } labelled ? labelled.Select(text => line with { Text = text })
            : Numbered(line.Text) is { Count: > 0 } numbered ? numbered.Select(text => line with { Text = text })
            : [line];
    }

    /// <summary>"acct: 7-Eleven / issue: price feed late / since: 2 days": what has no label belongs to what is before it. Empty where it is none.</summary>
    private static List<string> Labelled(string line)
    {
        var read = new List<string>();
        foreach (var part in line.Split(" / "))
        {
            if (read.Count == 0 || LineShapes.ReadLabel(part.Trim()) is not null)
            {
                read.Add(part.Trim());
            }
            else
            {
                read[^1] += $" / {part.Trim()}";
            }
        }

        return read.Count >= FewestInLine && LineShapes.ReadLabel(read[0]) is not null && read.Count(part => Labels.IsKnown(part)) * 2 >= read.Count
            ? read
            : [];
    }

    /// <summary>"1) the API returns 401 2) they cannot ship 3) we rolled back": a list in one line. Empty where it is none.</summary>
    private static List<string> Numbered(string line)
    {
        var starts = new List<int>();
        foreach (Match mark in ItemInLine().Matches(line))
        {
            if (mark.Groups["n"].Value == (starts.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                starts.Add(mark.Index);
            }
        }

        return starts.Count >= FewestInLine && line[..starts[0]].Trim().Length == 0
            ? [.. starts.Zip(starts.Skip(1).Append(line.Length), (from, to) => line[from..to].Trim())]
            : [];
    }

    [GeneratedRegex(@"(?<![^\s])\(?(?<n>\d{1,2})[).]\s+(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex ItemInLine();

    private static List<NoteLine> WithStamps(List<NoteLine> lines)
    {
        bool[] isSpeaker = [.. lines.Select(l => IsShort(l) && l.Text.Trim() is var text && (SpeakerThenTime.IsMatch(text) || TimeThenSpeaker.IsMatch(text)))];
        var isTalk = isSpeaker.Count(found => found) > 1;
        bool[] isStamp = [.. lines.Select((l, at) => (isTalk && isSpeaker[at]) || (IsShort(l) && TimeAlone.IsMatch(l.Text.Trim())))];
        var first = Array.IndexOf(isStamp, true);
        var isUnder = first >= 0 && StartOfEntryAbove(lines, isStamp, first) is not null;
        var read = new List<NoteLine>();
        for (var at = 0; at < lines.Count; at++)
        {
            if (isUnder && EndOfEntry(lines, isStamp, at) is { } time)
            {
                read.Add(new(Entry(lines.Skip(at).Take(time - at)), Stamp: lines[time].Text.Trim(), IsStep: true));
                at = time;
            }
            else if (isStamp[at])
            {
                var below = LengthBelow(lines, isStamp, at + 1);
                var stamp = lines[at].Text.Trim();
                if (below > 0 && IsStatus(lines[at + 1].Text))
                {
                    read.Add(new(Entry(lines.Skip(at + 1).Take(below)), Stamp: stamp, IsStep: true));
                    at += below;
                }
                else if (below > 0)
                {
                    read.Add(lines[++at] with { Stamp = stamp });
                }
                else
                {
                    read.Add(lines[at]);
                }
            }
            else
            {
                read.Add(lines[at] with { IsStep = IsStampedStatus(lines[at]) });
            }
        }

        return read;
    }

    private static bool IsShort(NoteLine line) => line.Kind == LineKind.Text && line.Text.Length <= LongestStamp && line.Text.Any(char.IsAsciiDigit);

    private static bool IsBlank(NoteLine line) => string.IsNullOrWhiteSpace(line.Text);

    /// <summary>The line of a status page that the entry begins with whose time is here, below it; null when there is none.</summary>
    private static int? StartOfEntryAbove(List<NoteLine> lines, bool[] isStamp, int stamp)
    {
        for (var at = stamp - 1; at >= 0 && !IsBlank(lines[at]) && !isStamp[at]; at--)
        {
            if (IsStatus(lines[at].Text))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Where the time of the entry stands that begins here; null when none begins.</summary>
    private static int? EndOfEntry(List<NoteLine> lines, bool[] isStamp, int at)
    {
        if (!IsStatus(lines[at].Text))
        {
            return null;
        }

        var end = at + 1 + LengthBelow(lines, isStamp, at + 1);
        return end < lines.Count && isStamp[end] ? end : null;
    }

    private static int LengthBelow(List<NoteLine> lines, bool[] isStamp, int from)
    {
        var end = from;
        while (end < lines.Count && !IsBlank(lines[end]) && !isStamp[end] && lines[end].Kind == LineKind.Text)
        {
            end++;
        }

        return end - from;
    }

    /// <summary>"Resolved" or "Update - we are on it".</summary>
    private static bool IsStatus(string line)
    {
        var text = LineShapes.WithoutMarkers(line.Trim()).Trim('*', '_');
        var words = Token.WordsOf(text.Length > LongestStamp ? text[..LongestStamp] : text);
        return StatusEntries.In(words).Any(h => h.First == 0 && text[words[h.Last].End..].TrimStart(' ', '*', '_') is "" or ['-' or '–' or '—' or ':', ..]);
    }

    /// <summary>"08:55 UTC - Investigating: ..."</summary>
    private static bool IsStampedStatus(NoteLine line) =>
        line.Kind == LineKind.Text
        && line.Text.Any(char.IsAsciiDigit)
        && LineShapes.WithoutMarkers(line.Text.Trim()) is var text
        && TimeFirst.Match(text.Length > 2 * LongestStamp ? text[..(2 * LongestStamp)] : text) is { Success: true, Length: var stamp }
        && IsStatus(text[stamp..]);

    private static string Entry(IEnumerable<NoteLine> lines)
    {
        var texts = lines.Select(l => LineShapes.WithoutMarkers(l.Text.Trim()).Trim('*', '_')).Where(t => t.Length > 0).ToList();
        return string.Join(texts[0].Contains(' ') ? " " : " - ", texts.Take(2)) + string.Concat(texts.Skip(2).Select(t => $" {t}"));
    }
}
