using TextAnalysis.Tokens;

namespace TextAnalysis.Style;

/// <summary>Phrases that give one finding.</summary>
/// <param name="Hint">How to say it instead.</param>
/// <param name="IsGuess">It says what may be, which is allowed where people say what they do not know.</param>
/// <param name="UnlessAfter">Words that turn what follows them round.</param>
internal sealed record WordingRule(WordingKind Kind, string Hint, bool IsGuess, IReadOnlyList<string> UnlessAfter, IReadOnlyList<Phrase> Phrases)
{
    private const int LookBack = 4;

    /// <summary>The longest match that begins at a word, as the number after its last word; null when there is none.</summary>
    public int? MatchAt(IReadOnlyList<Token> words, int at)
    {
        int? best = null;
        foreach (var phrase in Phrases)
        {
            best = phrase.EndAt(words, at) is { } end && end > (best ?? 0) ? end : best;
        }

        return best is not null && IsUndone(words, at) ? null : best;
    }

    /// <summary>"No one is to blame": a word before turns the phrase into its opposite.</summary>
    private bool IsUndone(IReadOnlyList<Token> words, int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - LookBack && words[i].Clause == words[at].Clause; i--)
        {
            if (UnlessAfter.Contains(words[i].Folded))
            {
                return true;
            }
        }

        return false;
    }
}
