using System.Text.RegularExpressions;
using Escalations;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>
/// Finds what notes say to the items of a checklist, in their own words: what stands under a label of the item, else the sentences
/// that speak of it, and for logs what a machine wrote.
/// </summary>
internal static class ChecklistFinder
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int Longest = 1_500;
    private const int MostSentences = 4;
    private const string Logs = "logs_and_data";

    /// <summary>The words that speak of an item: the lexicon <c>checklist</c>.</summary>
    public static readonly Lexicon<string> Cues = Lexicon.Load("checklist", item => item);

    /// <summary>What speaks of an item by its shape.</summary>
    private static readonly Dictionary<string, Regex> Shapes = new()
    {
        ["version_numbers"] = new(@"\b([vV]\d+(\.\d+)+|([vV]ersion|[bB]uild|[rR]elease|[vV]ersi[oó]n|[vV]ersão) [vV]?\d+(\.\d+)*)", Linear),
        ["screenshots"] = new(@"\b[\w-]+\.(png|jpe?g|gif|webp|mp4|mov|webm)\b", Linear | RegexOptions.IgnoreCase),
        [Logs] = new(@"\b[\w-]+\.(har|log|dmp)\b", Linear | RegexOptions.IgnoreCase),
        ["supporting_tickets"] = new(@"\b[A-Z]{2,10}-\d{1,9}\b|(^|\s)#\d{3,9}\b", Linear),
    };

    /// <returns>An answer for each item of which something is found.</returns>
    public static IReadOnlyList<ChecklistAnswer> Find(NotesRead notes, IReadOnlyList<ChecklistItem> items)
    {
        var labelled = Labelled(notes.Raw, items);
        return
        [
            .. from item in items
            let text = labelled.GetValueOrDefault(item.Key) ?? Told(notes, item)
            where text is not null && (item.Choices.Count == 0 || item.Choices.Contains(text, StringComparer.OrdinalIgnoreCase))
            select new ChecklistAnswer(item.Key, text.Length <= Longest ? text : Graphemes.Head(text, Longest - 1) + "…") { Origin = Origin.Extracted },
        ];
    }

    private static string? Told(NotesRead notes, ChecklistItem item)
    {
        if (item.Finds is not { } topic)
        {
            return null;
        }

        var shape = Shapes.GetValueOrDefault(topic);
        IEnumerable<Statement> told = notes
            .Statements.Where(s => shape?.IsMatch(s.Text) is true || Cues.In(s.Words).Any(h => h.Entry.For == topic && !Denial.Of(s, h)))
            .Concat(topic == Logs ? notes.Evidence : [])
            .OrderBy(s => s.Order);
        return string.Join('\n', told.Select(s => EvidenceLines.WithoutMark(s.Text)).Distinct().Take(MostSentences)) is { Length: > 0 } text ? text : null;
    }

    /// <summary>
    /// What stands under the labels of items, by item: in the line of the label, with the list below it; else in the lines below a
    /// label that stands alone.
    /// </summary>
    private static Dictionary<string, string> Labelled(string notes, IReadOnlyList<ChecklistItem> items)
    {
        var known = items.SelectMany(item => item.SaidAs.Append(item.Title), (item, label) => (item.Key, Label: Folding.Fold(label))).ToList();
        var found = new Dictionary<string, List<(string Label, List<string> Lines)>>();
        List<string>? open = null;
        var (isGap, isInline) = (false, false);
        foreach (var raw in notes.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = LineShapes.WithoutQuoteMarks(raw, out _).Trim();
            var text = LineShapes.WithoutMarkers(line).Trim('*', '_', ' ');
            if (LabelOf(text, line, known) is var (key, label, rest))
            {
                isInline = rest.Length > 0;
                open = isInline ? [rest] : [];
                found.TryAdd(key, []);
                found[key].Add((label, open));
            }
            else if (text.Length == 0)
            {
                isGap = true;
                continue;
            }
            else if (open is not null)
            {
                if (line[0] == '#' || LineShapes.ReadLabel(text) is not null || ((isGap || isInline) && open.Count > 0 && !LineShapes.StartsItem(line)))
                {
                    open = null;
                }
                else
                {
                    open.Add(line);
                }
            }

            isGap = false;
        }

        return found
            .Select(f => (f.Key, Blocks: f.Value.Where(block => block.Lines.Count > 0).DistinctBy(block => string.Join('\n', block.Lines)).ToList()))
            .Where(f => f.Blocks.Count > 0)
            .ToDictionary(f => f.Key, f => string.Join('\n', f.Blocks.Select(b => (f.Blocks.Count > 1 ? $"{b.Label}: " : "") + string.Join('\n', b.Lines))));
    }

    /// <summary>The item whose label a line begins with, the label as it is written, and what stands behind it; null for none.</summary>
    private static (string Key, string Label, string After)? LabelOf(string text, string line, List<(string Key, string Label)> known)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var isHeading = line.StartsWith('#') || line.StartsWith("**", StringComparison.Ordinal);
        var said = colon > 0 ? text[..colon].Trim('*', '_', ' ') : text;
        if (said.Length is 0 or > 60 || (colon < 0 && !isHeading && !IsAlone(said, known)))
        {
            return null;
        }

        var folded = Folding.Fold(said);
        return known.FirstOrDefault(k => k.Label == folded).Key is { } key ? (key, said, colon > 0 ? text[(colon + 1)..].Trim('*', '_', ' ') : "") : null;
    }

    /// <summary>A label of several words that stands alone in its line needs no colon; one word could be anything.</summary>
    private static bool IsAlone(string said, List<(string Key, string Label)> known) => said.Contains(' ') && known.Any(k => k.Label == Folding.Fold(said));
}
