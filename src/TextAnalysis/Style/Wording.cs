using TextAnalysis.Tokens;

namespace TextAnalysis.Style;

/// <summary>What a text for a customer or a team should do without.</summary>
public enum WordingKind
{
    /// <summary>Somebody is named as the culprit.</summary>
    Blame,

    /// <summary>A guess or a promise that nothing supports.</summary>
    Speculation,

    /// <summary>A word that a customer cannot be expected to know.</summary>
    Jargon,
}

/// <summary>Words that an editor would ask about. It advises; a person decides.</summary>
/// <param name="Words">The words exactly as they stand in the text.</param>
/// <param name="Hint">How to say it instead, in a short sentence.</param>
public sealed record WordingFinding(WordingKind Kind, string Words, int Start, int Length, string Hint);

/// <summary>Reads a text as a careful editor would: no blame (in all five languages), no speculation, simple words (in English and French).</summary>
public static class Wording
{
    private static readonly IReadOnlyList<WordingRule> Rules = WordingRules.All;

    /// <summary>What is out, in the order of the text. What is in quotation marks is somebody else's words and is left alone.</summary>
    /// <param name="mayGuess">Whether possibilities may be named openly, as where people say what they do not know yet; promises are
    /// pointed out there too.</param>
    public static IReadOnlyList<WordingFinding> Check(string text, bool mayGuess = false)
    {
        var words = OwnWords.Of(text);
        var findings = new List<WordingFinding>();
        foreach (var rule in Rules.Where(r => !(r.IsGuess && mayGuess)))
        {
            for (var at = 0; at < words.Count; at++)
            {
                if (rule.MatchAt(words, at) is { } end && end > at && !(rule.Kind == WordingKind.Jargon && IsInName(words, at, end)))
                {
                    var (start, stop) = (words[at].Start, words[end - 1].End);
                    findings.Add(new(rule.Kind, text[start..stop], start, stop - start, rule.Hint));
                }
            }
        }

        return
        [
            .. findings
                .Where(f => !findings.Any(other => Covers(other, f)))
                .DistinctBy(f => (f.Kind, f.Start, f.Length))
                .OrderBy(f => f.Start)
                .ThenBy(f => f.Kind),
        ];
    }

    /// <summary>A product may be called "Rollback Manager": a capital within the sentence, or another one beside it.</summary>
    private static bool IsInName(IReadOnlyList<Token> words, int at, int end) =>
        words[at].Case == LetterCase.Capitalised
        && (
            (at > 0 && words[at - 1].Clause == words[at].Clause)
            || (end < words.Count && words[end].Clause == words[at].Clause && words[end].Case == LetterCase.Capitalised)
        );

    /// <summary>Of two findings of one kind that overlap, the longer one tells more; of equals, the first.</summary>
    private static bool Covers(WordingFinding other, WordingFinding f) =>
        other.Kind == f.Kind
        && other.Start < f.Start + f.Length
        && f.Start < other.Start + other.Length
        && (other.Length > f.Length || (other.Length == f.Length && other.Start < f.Start));
}
