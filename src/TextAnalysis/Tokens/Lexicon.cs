namespace TextAnalysis.Tokens;

/// <summary>Phrases that speak for one thing, and how loudly.</summary>
/// <param name="For">What they speak for: a section, a category, a severity, a mood.</param>
/// <param name="Weight">One is a hint, four is nearly enough alone.</param>
/// <param name="Reason">What a person reads when this entry decided; empty where no reason is shown.</param>
public sealed record LexiconEntry<T>(T For, double Weight, string Reason);

/// <summary>An entry that was met, from its first word to its last.</summary>
/// <param name="SaysNo">The phrase has a "not" of its own: another one near it does not turn it round.</param>
public readonly record struct Hit<T>(LexiconEntry<T> Entry, int First, int Last, bool SaysNo);

/// <summary>Finds all entries in one pass over the words, however many there are.</summary>
public sealed class Lexicon<T>
{
    private readonly PhraseIndex<(LexiconEntry<T> Entry, bool SaysNo)> phrases = new();

    internal Lexicon(IReadOnlyList<LexiconEntry<T>> entries) => Entries = entries;

    public IReadOnlyList<LexiconEntry<T>> Entries { get; }

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

    internal void Add(LexiconEntry<T> entry, Phrase phrase) => phrases.Add(phrase, (entry, phrase.Words.Any(Negations.IsOne)));
}

/// <summary>Reads lexicons.</summary>
public static class Lexicon
{
    /// <param name="name">A file in <c>Lexicons</c>, without its ending.</param>
    /// <param name="meaning">What the second column stands for.</param>
    /// <param name="topics">Only rows whose second column is one of these; all where none is given.</param>
    /// <exception cref="FormatException">The file has faults; the message names them all, with their lines.</exception>
    public static Lexicon<T> Load<T>(string name, Func<string, T> meaning, params string[] topics)
    {
        var entries = LexiconFile
            .Read(name, topics)
            .GroupBy(row => (row.For, row.Entry, row.Weight, row.Reason))
            .Select(rows => (Entry: new LexiconEntry<T>(meaning(rows.Key.For), rows.Key.Weight, rows.Key.Reason), Rows: rows.ToList()))
            .ToList();
        var loaded = new Lexicon<T>([.. entries.Select(e => e.Entry)]);
        foreach (var (entry, row) in entries.SelectMany(e => e.Rows.Select(row => (e.Entry, row))))
        {
            foreach (var phrase in row.Phrases)
            {
                loaded.Add(entry, phrase);
            }
        }

        return loaded;
    }
}
