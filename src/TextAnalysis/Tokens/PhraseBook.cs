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

    public bool IsIn(IReadOnlyList<Token> words) => Enumerable.Range(0, words.Count).Any(at => IsAt(words, at));

    public bool IsAt(IReadOnlyList<Token> words, int at) => phrases.At(words[at]).Any(p => p.Phrase.EndAt(words, at) is not null);

    /// <summary>How many words each phrase takes that is at a place.</summary>
    public IEnumerable<int> LengthsAt(IReadOnlyList<Token> words, int at) => phrases.At(words[at]).Select(p => p.Phrase.EndAt(words, at) - at).OfType<int>().Distinct();
}
