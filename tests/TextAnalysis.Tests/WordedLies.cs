using System.Globalization;
using System.Text.RegularExpressions;

namespace TextAnalysis.Tests;

/// <summary>A drafted text, and what the notes are that it was drafted from.</summary>
/// <param name="Kind">How it lies; null for an honest one.</param>
/// <param name="Lie">The words that are untrue; null for an honest one.</param>
internal sealed record WordedDraft(string Case, DateOnly WrittenOn, string Notes, string Draft, string? Kind, string? Lie)
{
    /// <summary>Where the untrue words stand.</summary>
    public required int LieStart { get; init; }
}

/// <summary>
/// Reads drafts that lie in words and honest ones: a heading for each case, its notes, then lines that begin with "= " (honest)
/// or "! kind | " (a lie, its words in double brackets).
/// </summary>
internal static partial class WordedLies
{
    public static IReadOnlyList<WordedDraft> Of(string set)
    {
        using var stream = typeof(WordedLies).Assembly.GetManifestResourceStream($"wording.{set}.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split("## ", StringSplitOptions.RemoveEmptyEntries).SelectMany(Read)];
    }

    private static IEnumerable<WordedDraft> Read(string block)
    {
        var lines = block.Trim().Split('\n');
        var head = lines[0].Split(' ');
        var written = DateOnly.ParseExact(head[1], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var notes = string.Join('\n', lines.Skip(1).Where(l => !IsDraft(l)));
        foreach (var line in lines.Where(IsDraft))
        {
            var (kind, text) =
                line[0] == '!'
                    ? (line[2..line.IndexOf(" | ", StringComparison.Ordinal)], line[(line.IndexOf(" | ", StringComparison.Ordinal) + 3)..])
                    : (null, line[2..]);
            var lie = Marked().Match(text);
            yield return new(head[0], written, notes, Marked().Replace(text, "$1"), kind, lie.Success ? lie.Groups[1].Value : null) { LieStart = lie.Index };
        }
    }

    private static bool IsDraft(string line) => line.StartsWith("= ", StringComparison.Ordinal) || line.StartsWith("! ", StringComparison.Ordinal);

    [GeneratedRegex(@"\[\[(.+?)\]\]")]
    private static partial Regex Marked();
}
