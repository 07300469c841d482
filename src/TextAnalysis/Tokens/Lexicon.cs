namespace TextAnalysis.Tokens;

/// <summary>Words that speak for something, and how loudly.</summary>
/// <param name="For">What they speak for: a section, a category, a severity, a mood.</param>
/// <param name="Weight">One is a hint, four is nearly enough alone.</param>
/// <param name="Reason">What a person reads when this entry decided; empty where no reason is shown.</param>
/// <param name="Phrases">As <see cref="Phrase"/> reads them.</param>
public sealed record LexiconEntry<T>(T For, double Weight, string Reason, params string[] Phrases);

/// <summary>An entry that was met, from its first word to its last.</summary>
/// <param name="SaysNo">The phrase has a "not" of its own: another one near it does not turn it round.</param>
public readonly record struct Hit<T>(LexiconEntry<T> Entry, int First, int Last, bool SaysNo);

/// <summary>Finds all entries in one pass over the words, however many there are.</summary>
public sealed class Lexicon<T>
{
    private readonly PhraseIndex<(LexiconEntry<T> Entry, bool SaysNo)> phrases = new();

    public Lexicon(IEnumerable<LexiconEntry<T>> entries)
    {
        foreach (var entry in entries)
        {
            foreach (var phrase in entry.Phrases.SelectMany(p => Phrase.Parse(p)))
            {
                phrases.Add(phrase, (entry, phrase.Words.Any(Negations.IsOne)));
            }
        }
    }

    /// <summary>Every entry at most once, at its first place, in the order of the text.</summary>
    public IReadOnlyList<Hit<T>> In(IReadOnlyList<Token> words)
    {
        var hits = new List<Hit<T>>();
        for (var at = 0; at < words.Count; at++)
        {
            foreach (var (phrase, (entry, saysNo)) in phrases.At(words[at]))
            {
                if (phrase.EndAt(words, at) is { } end && !hits.Exists(h => ReferenceEquals(h.Entry, entry)))
                {
                    hits.Add(new(entry, at, end - 1, saysNo));
                }
            }
        }

        return hits;
    }
}
