namespace TextAnalysis.Tokens;

/// <summary>Phrases that are looked for in texts, written as <see cref="Phrase"/> reads them.</summary>
public sealed class PhraseBook
{
    private readonly PhraseIndex<bool> phrases = new();

    public PhraseBook(params IEnumerable<string> phrases)
    {
        foreach (var phrase in phrases.SelectMany(p => Phrase.Parse(p)))
        {
            this.phrases.Add(phrase, true);
        }
    }

    /// <param name="lexicon">A file in <c>Lexicons</c>, without its ending.</param>
    /// <param name="topics">Only rows whose second column is one of these; all where none is given.</param>
    public static PhraseBook Load(string lexicon, params string[] topics)
    {
        var book = new PhraseBook();
        foreach (var row in LexiconFile.Read(lexicon, topics))
        {
            foreach (var phrase in row.Phrases)
            {
                book.phrases.Add(phrase, true);
            }
        }

        return book;
    }

    public bool IsIn(IReadOnlyList<Token> words) => Enumerable.Range(0, words.Count).Any(at => IsAt(words, at));

    public bool IsAt(IReadOnlyList<Token> words, int at)
    {
        foreach (var (phrase, _) in phrases.At(words[at]))
        {
            if (phrase.EndAt(words, at) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many words each phrase takes that is at a place, each number once.</summary>
    public IReadOnlyList<int> LengthsAt(IReadOnlyList<Token> words, int at)
    {
        List<int>? lengths = null;
        foreach (var (phrase, _) in phrases.At(words[at]))
        {
            if (phrase.EndAt(words, at) is { } end && lengths?.Contains(end - at) is not true)
            {
                (lengths ??= []).Add(end - at);
            }
        }

        return lengths ?? (IReadOnlyList<int>)[];
    }
}
