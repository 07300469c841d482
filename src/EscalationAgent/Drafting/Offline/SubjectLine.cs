using Escalations.Intake;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>The line of notes that names what a matter is about, where that is no customer: "Release: Vega 2", "Betrifft: Orion".</summary>
internal static class SubjectLine
{
    private static readonly HashSet<string> Labels = WordList.Of("names", "subject_label");

    /// <summary>The name behind such a label, and the notes without the line; null and the notes as they are where there is none.</summary>
    public static (string? Subject, IReadOnlyList<string> Others) TakenFrom(IReadOnlyList<string> notes)
    {
        for (var note = 0; note < notes.Count; note++)
        {
            var lines = notes[note].ReplaceLineEndings("\n").Split('\n');
            if (Array.FindIndex(lines, line => SubjectOf(line) is not null) is >= 0 and var at)
            {
                var rest = string.Join('\n', lines.Where((_, i) => i != at));
                return (SubjectOf(lines[at]), [.. notes.Take(note), rest, .. notes.Skip(note + 1)]);
            }
        }

        return (null, notes);
    }

    private static string? SubjectOf(string line) =>
        line.IndexOf(':') is > 0 and var colon
        && Labels.Contains(Folding.Fold(line[..colon].Trim(' ', '*', '-', '•', '#')))
        && line[(colon + 1)..].Trim(' ', '*', '.', '\t') is { Length: > 0 and <= Interview.LongestAccount } name
        && name.Split(' ').Length <= Interview.LongestAccountWords
            ? name
            : null;
}
