using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Recognises what a machine wrote: log lines, stack traces, queries. Each run of them is read as one line.</summary>
internal static class EvidenceLines
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int Head = 400;
    private const int LongestLine = 200;
    private const string Mark = "Evidence: ";
    private const string Level = "(ERROR|ERR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL|SEVERE|CRITICAL|NOTICE)";
    private const string Stamp =
        @"\[?(\d{4}[-/]\d{2}[-/]\d{2}|\d{2}/\p{L}{3}/\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\p{L}{3} {1,2}\d{1,2})[T :,]{1,2}"
        + @"\d{2}:\d{2}(:\d{2})?([.,]\d{1,9})?(Z| ?[+-]\d{2}:?\d{2})?\]?";

    /// <summary>One place of a stack trace.</summary>
    private static readonly Regex Frame = new(
        @"^(at (async )?[\w.$<>`\[\]/@:-]+ ?\(.*\)|at .{1,200}:(line )?\d+(:\d+)?\)?$|File "".+"", line \d+|\.\.\. \d+ more$)",
        Linear
    );

    /// <summary>No person writes so.</summary>
    private static readonly Regex Certain = new(
        "^("
            + (Stamp + @"[ |-]{0,3}(\[[^\]]{1,60}\] ?){0,3}[<(\[]?" + Level + @"\b")
            + @"|(\d{1,3}\.){3}\d{1,3} .{0,80}""(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /"
            + @"|\p{L}{3} {1,2}\d{1,2} \d{2}:\d{2}:\d{2} [\w.-]+ [\w./-]+(\[\d+\])?:"
            + @"|Traceback \(most recent call last\)|Caused by: [\w.$]+|Exception in thread |goroutine \d+ \[|panic: "
            + @"|Unhandled [Ee]xception\b|([A-Za-z_][\w$]*\.)+[\w$]*(Exception|Error|Throwable)\b"
            + @"|[$#] ?(curl|wget|ssh|ping|dig|kubectl|docker|psql|mysql|openssl|traceroute|nslookup) |PS [A-Z]:\\|HTTP/\d(\.\d)? \d{3}\b"
            + @"|SELECT .{1,200} FROM |INSERT INTO |DELETE FROM |UPDATE [\w.]+ SET "
            + ")",
        Linear
    );

    private static readonly Regex JsonRecord = new(@"^\{.*""(level|lvl|severity|ts|timestamp|@timestamp|time|msg)"" ?:.*"" ?:.*\}$", Linear);

    /// <summary>What a machine writes beside such lines, and a person might write alone.</summary>
    private static readonly Regex Beside = new(
        @"^(.{0,40}\b([A-Z][\w$]*\.)+[\w$]*(Exception|Error)\b|[\w$.]*(Exception|Error)\b|\[?" + Level + @"\]?[\s:\]-]|[A-Z]{2,5}-\d{4,5}:)",
        Linear
    );

    /// <summary>The lines with what a machine wrote folded; code that is fenced is such, a note that is fenced is not.</summary>
    public static IEnumerable<NoteLine> Fold(IReadOnlyList<string> lines)
    {
        for (var at = 0; at < lines.Count; )
        {
            var (length, isEvidence) = Fence(lines, at) ?? (LengthOfRun(lines, at), true);
            if (length == 0)
            {
                yield return new(lines[at++]);
                continue;
            }

            var run = lines.Skip(at).Take(length).Where(l => !IsFence(l)).ToList();
            if (!isEvidence)
            {
                foreach (var line in run)
                {
                    yield return new(line);
                }
            }
            else if (Abridged(run) is { Length: > 0 } text)
            {
                yield return new(text, LineKind.Evidence);
            }

            at += length;
        }
    }

    /// <summary>A line as the machine wrote it.</summary>
    public static string WithoutMark(string text) => text.StartsWith(Mark, StringComparison.Ordinal) ? text[Mark.Length..] : text;

    private static bool IsFence(string line) => line.AsSpan().TrimStart().StartsWith("```") || line.AsSpan().TrimStart().StartsWith("~~~");

    private static (int Length, bool IsEvidence)? Fence(IReadOnlyList<string> lines, int at)
    {
        if (!IsFence(lines[at]))
        {
            return null;
        }

        var end = at + 1;
        while (end < lines.Count && !IsFence(lines[end]))
        {
            end++;
        }

        var inside = lines.Skip(at + 1).Take(end - at - 1).Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        var isTagged = lines[at].Trim(' ', '`', '~') is { Length: > 0 } tag && tag is not ("text" or "txt" or "md" or "markdown");
        var isCode = isTagged || inside.Any(IsCertain) || inside.Count(IsCode) * 2 > inside.Count;
        return (Math.Min(end + 1, lines.Count) - at, isCode && end < lines.Count);
    }

    private static bool IsCode(string line) => line[^1] is ';' or '{' or '}' || line.Contains("()", StringComparison.Ordinal) || Beside.IsMatch(Start(line));

    /// <summary>How many lines of a machine begin here; 0 for none.</summary>
    private static int LengthOfRun(IReadOnlyList<string> lines, int at)
    {
        var (end, isCertain) = (at, false);
        for (; end < lines.Count; end++)
        {
            var line = LineShapes.WithoutQuoteMarks(lines[end], out _);
            if (line.Length > 0 && IsCertain(line))
            {
                isCertain = true;
            }
            else if (line.Length == 0 || !(Beside.IsMatch(Start(line)) || (isCertain && IsIndented(lines[end]))))
            {
                break;
            }
        }

        return isCertain ? end - at : 0;
    }

    private static bool IsIndented(string raw) =>
        (raw.StartsWith('\t') || raw.StartsWith("  ", StringComparison.Ordinal)) && !LineShapes.StartsItem(raw.Trim());

    private static bool IsCertain(string line) => Start(line) is var start && (Certain.IsMatch(start) || Frame.IsMatch(start) || JsonRecord.IsMatch(start));

    private static string Start(string line) => line.Length > Head ? line[..Head] : line;

    /// <summary>The first line and the last that says something; all the others stay in the notes.</summary>
    private static string Abridged(List<string> run)
    {
        var lines = run.Select(l => LineShapes.WithoutQuoteMarks(l, out _)).Where(l => l.Length > 0).ToList();
        if (lines.Count == 0)
        {
            return "";
        }

        var first = lines[0];
        var last = lines.Skip(1).LastOrDefault(l => !Frame.IsMatch(Start(l))) ?? first;
        var mark = run[0].TrimStart().StartsWith('>') ? "> " : "";
        return $"{mark}{Mark}{Cut(first)}{(last == first ? "" : $" … {Cut(last)}")}";
    }

    private static string Cut(string line)
    {
        var tidy = LineShapes.Tidy(line);
        return tidy.Length <= LongestLine ? tidy
            : tidy.LastIndexOf(' ', LongestLine) is var space and > 0 ? tidy[..space]
            : Graphemes.Head(tidy, LongestLine);
    }
}
