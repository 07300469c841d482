using System.Text.RegularExpressions;
using Escalations;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>
/// Finds what notes say to the items of a checklist, in their own words: what stands under a label of the item, else the sentences
/// that speak of it, and for logs what a machine wrote.
/// </summary>
internal sealed class ChecklistFinder
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int Longest = 1_500;
    private const int MostSentences = 4;
    private const string Logs = "logs_and_data";

    /// <summary>"The ticket does not print" is about paper: a ticket that helps has a number.</summary>
    private const string Tickets = "supporting_tickets";

    /// <summary>The words that speak of an item: the lexicon <c>checklist</c>.</summary>
    public static readonly Lexicon<string> Cues = Lexicon.Load("checklist", item => item);

    /// <summary>Between sentences, where the second one may begin with a label.</summary>
    private static readonly Regex BetweenSentences = new(@"(?<=[.!?;])\s+(?=\p{Lu}[^.:;!?]{1,40}:)", RegexOptions.CultureInvariant);

    /// <summary>What speaks of an item by its shape.</summary>
    private static readonly Dictionary<string, Regex> Shapes = new()
    {
        ["version_numbers"] = new(@"\b([vV]\d+(\.\d+)+|([vV]ersion|[bB]uild|[rR]elease|[vV]ersi[oó]n|[vV]ersão) [vV]?\d+(\.\d+)*)", Linear),
        ["screenshots"] = new(@"\b[\w-]+\.(png|jpe?g|gif|webp|mp4|mov|webm)\b", Linear | RegexOptions.IgnoreCase),
        [Logs] = new(@"\b[\w-]+\.(har|log|dmp)\b", Linear | RegexOptions.IgnoreCase),
        [Tickets] = new(@"\b[A-Z]{2,10}-\d{1,9}\b|(^|\s)#\d{3,9}\b", Linear),
    };

    private readonly NotesRead notes;
    private readonly IReadOnlyList<ChecklistItem> items;
    private readonly Dictionary<string, string> labelled;
    private readonly IReadOnlyList<string> lines;

    /// <param name="notes">What is searched.</param>
    /// <param name="items">What is looked for; empty for nothing.</param>
    public ChecklistFinder(NotesRead notes, IReadOnlyList<ChecklistItem> items)
    {
        (this.notes, this.items) = (notes, items);
        (labelled, lines) = items.Count == 0 ? ([], []) : Labelled(notes.Raw, items);
    }

    /// <summary>An answer for each item of which something is found.</summary>
    public IReadOnlyList<ChecklistAnswer> Answers() =>
        [
            .. from item in items
            let text = labelled.GetValueOrDefault(item.Key) ?? Told(item)
            let chosen = item.ChoiceOf(text?.Trim('.', ' ')) ?? text
            where chosen is not null
            let answer = item.Read(chosen.Length <= Longest ? chosen : Graphemes.Head(chosen, Longest - 1) + "…")
            where answer is not null
            select answer with
            {
                Origin = Origin.Extracted,
            },
        ];

    private string? Told(ChecklistItem item)
    {
        if (item.Finds is not { } topic)
        {
            return null;
        }

        var shape = Shapes.GetValueOrDefault(topic);
        IEnumerable<Statement> told = notes
            .Statements.Where(s =>
                shape?.IsMatch(s.Text) is true
                || ((topic != Tickets || s.Text.Any(char.IsAsciiDigit)) && Cues.In(s.Words).Any(h => h.Entry.For == topic && !Denial.Of(s, h)))
            )
            .Concat(topic == Logs ? notes.Evidence : [])
            .OrderBy(s => s.Order);
        return string.Join('\n', told.Select(s => EvidenceLines.WithoutMark(s.Text)).Distinct().Take(MostSentences)) is { Length: > 0 } text ? text : null;
    }

    /// <summary>
    /// What stands under the labels of items, by item: in the line of the label, with the list below it; else in the lines below a
    /// label that stands alone.
    /// </summary>
    private static (Dictionary<string, string> Texts, IReadOnlyList<string> Lines) Labelled(string notes, IReadOnlyList<ChecklistItem> items)
    {
        var lines = new List<string>();
        var known = items.SelectMany(item => item.SaidAs.Append(item.Title), (item, label) => (item.Key, Label: Folding.Fold(label))).ToList();
        var found = new Dictionary<string, List<(string Label, List<string> Lines)>>();
        List<string>? open = null;
        var (isGap, isInline) = (false, false);
        string[] written = [.. notes.ReplaceLineEndings("\n").Split('\n').SelectMany(raw => Parted(LineShapes.WithoutQuoteMarks(raw, out _).Trim(), known))];
        for (var at = 0; at < written.Length; at++)
        {
            var line = written[at];
            var isAboveList = at + 1 < written.Length && LineShapes.StartsItem(written[at + 1]);
            var text = LineShapes.WithoutMarkers(line).Trim('*', '_', ' ');
            if (LabelOf(text, line, known, isAboveList) is var (key, label, rest))
            {
                isInline = rest.Length > 0;
                open = isInline ? [rest] : [];
                found.TryAdd(key, []);
                found[key].Add((label, open));
                lines.Add(text);
            }
            else if (text.Length == 0)
            {
                isGap = true;
                continue;
            }
            else if (open is not null)
            {
                if (line[0] == '#' || LineShapes.ReadLabel(text) is not null || (open.Count > 0 && IsBehind(line, open[0], isGap || isInline)))
                {
                    open = null;
                }
                else
                {
                    open.Add(line);
                    lines.Add(text);
                }
            }

            isGap = false;
        }

        var texts = found
            .Select(f => (f.Key, Blocks: WithoutRepeats(f.Value.Where(block => block.Lines.Count > 0))))
            .Where(f => f.Blocks.Count > 0)
            .ToDictionary(f => f.Key, f => string.Join('\n', f.Blocks.Select(b => (f.Blocks.Count > 1 ? $"{b.Label}: " : "") + string.Join('\n', b.Lines))));
        return (texts, lines);
    }

    /// <summary>What stands in notes and in a part of the brief that was taken from them counts once.</summary>
    private static List<(string Label, List<string> Lines)> WithoutRepeats(IEnumerable<(string Label, List<string> Lines)> blocks)
    {
        var kept = new List<(string Label, List<string> Lines)>();
        foreach (var block in blocks)
        {
            if (!kept.Exists(k => k.Label == block.Label && block.Lines[0].StartsWith(k.Lines[0], StringComparison.Ordinal)))
            {
                kept.Add(block);
            }
        }

        return kept;
    }

    /// <summary>The notes for the brief: sentences under a label of an item are for the checklist, and for no section.</summary>
    public NotesRead ForBrief()
    {
        var tidy = lines.Select(LineShapes.Tidy).ToList();
        return tidy.Count == 0
            ? notes
            : notes with
            {
                Statements =
                [
                    .. notes.Statements.Select(s => tidy.Exists(line => line.Contains(s.Text, StringComparison.Ordinal)) ? s with { Field = Field.Meta } : s),
                ],
            };
    }

    /// <summary>Whether a line is no part of what stands under a label any more: a list goes on with its items alone.</summary>
    /// <param name="first">The first line under the label.</param>
    /// <param name="isApart">Whether only a list could go on.</param>
    private static bool IsBehind(string line, string first, bool isApart) =>
        !LineShapes.StartsItem(line) && (isApart || (LineShapes.StartsItem(first) && !char.IsLower(line[0])));

    /// <summary>A line with the labels in it each at the beginning of one: "It fails. Expected: a file. Actual: a spinner".</summary>
    private static List<string> Parted(string line, List<(string Key, string Label)> known)
    {
        var parts = new List<string>();
        foreach (var part in BetweenSentences.Split(line))
        {
            var isLabelled = parts.Count == 0 || LabelOf(part, part, known, isAboveList: false) is not null;
            if (isLabelled)
            {
                parts.Add(part);
            }
            else
            {
                parts[^1] += $" {part}";
            }
        }

        return parts;
    }

    /// <summary>The item whose label a line begins with, the label as it is written, and what stands behind it; null for none.</summary>
    private static (string Key, string Label, string After)? LabelOf(string text, string line, List<(string Key, string Label)> known, bool isAboveList)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var isHeading = line.StartsWith('#') || line.StartsWith("**", StringComparison.Ordinal);
        var said = colon > 0 ? text[..colon].Trim('*', '_', ' ') : text;
        if (said.Length is 0 or > 60 || (colon < 0 && !isHeading && !isAboveList && !IsAlone(said, known)))
        {
            return null;
        }

        var folded = Folding.Fold(said);
        return known.FirstOrDefault(k => k.Label == folded).Key is { } key ? (key, said, colon > 0 ? text[(colon + 1)..].Trim('*', '_', ' ') : "") : null;
    }

    /// <summary>A label of several words that stands alone in its line needs no colon; one word could be anything.</summary>
    private static bool IsAlone(string said, List<(string Key, string Label)> known) => said.Contains(' ') && known.Any(k => k.Label == Folding.Fold(said));
}
