using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>
/// What a word is about, across English, German, French, Spanish and Portuguese: its row, or its first letters, which
/// related languages share. Small words and units are about nothing.
/// </summary>
internal static class Concepts
{
    private static readonly Dictionary<string, string> Whole = Read(whole: true);
    private static readonly Dictionary<string, string> Beginnings = Read(whole: false);

    private static readonly HashSet<string> Empty = WordList.Of("grammar", "about_nothing");

    /// <summary>What the word is about; null for a small word.</summary>
    public static string? Of(string folded)
    {
        if (folded.Length < 2 || Empty.Contains(folded) || Months.IsOnlyMonth(folded))
        {
            return null;
        }

        if (Whole.TryGetValue(folded, out var whole))
        {
            return whole;
        }

        for (var length = Math.Min(folded.Length, 14); length >= 3; length--)
        {
            if (Beginnings.TryGetValue(folded[..length], out var concept))
            {
                return concept;
            }
        }

        return folded.Length < 4 ? (folded.Length == 2 ? null : folded) : folded[..Math.Min(folded.Length, 5)];
    }

    /// <summary>Whether it is a word of the trade.</summary>
    public static bool IsListed(string folded) =>
        Empty.Contains(folded)
        || Whole.ContainsKey(folded)
        || Enumerable.Range(3, Math.Max(0, Math.Min(folded.Length, 14) - 2)).Any(length => Beginnings.ContainsKey(folded[..length]));

    private static readonly HashSet<string> Roles =
    [
        .. (
            "*cfo *ceo *cto *owner *treasurer *president *founder *director *manager *partner *project *liaison *duty *editor *publisher "
            + "*stage *commerce *operations"
        ).Split(' '),
    ];

    /// <summary>Whether the word is what somebody does, such as "Managerin".</summary>
    public static bool IsRole(string folded) => Of(folded) is { } concept && Roles.Contains(concept);

    public static bool IsSmall(string folded) => Empty.Contains(folded);

    /// <summary>Whether it tells one value of a kind from another by itself: a role tells people, "renewal" tells days.</summary>
    public static bool IsLabel(string concept, FactKind kind) =>
        concept[0] == '*'
        && kind switch
        {
            FactKind.Name => Roles.Contains(concept),
            FactKind.Date or FactKind.Time => concept == "*renew",
            _ => !Roles.Contains(concept),
        };

    private static Dictionary<string, string> Read(bool whole) =>
        (from row in LexiconFile.Read("concepts") where row.Phrase.EndsWith('*') != whole select (Word: row.Phrase.TrimEnd('*'), row.For))
            .DistinctBy(p => p.Word)
            .ToDictionary(p => p.Word, p => p.For);
}
