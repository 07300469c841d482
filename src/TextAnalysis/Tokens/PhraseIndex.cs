namespace TextAnalysis.Tokens;

/// <summary>Phrases with what they stand for, found by the word that they begin with, however many there are.</summary>
internal sealed class PhraseIndex<T>
{
    private const int StemLength = 2;

    private readonly Dictionary<string, List<(Phrase Phrase, T Value)>> whole = [];
    private readonly Dictionary<string, List<(Phrase Phrase, T Value)>> stems = [];
    private readonly List<(Phrase Phrase, T Value)> numbers = [];
    private readonly List<(Phrase Phrase, T Value)> others = [];

    public void Add(Phrase phrase, T value)
    {
        if (phrase.Openers is not { } openers)
        {
            others.Add((phrase, value));
            return;
        }

        foreach (
            var opener in openers
                .Select(o =>
                    o == "#" ? "#"
                    : o[^1] == '*' && o.Length > StemLength ? o[..StemLength] + "*"
                    : o
                )
                .Distinct()
        )
        {
            var list =
                opener == "#" ? numbers
                : opener[^1] != '*' ? ListFor(whole, opener)
                : opener.Length > StemLength ? ListFor(stems, opener[..StemLength])
                : others;
            list.Add((phrase, value));
        }
    }

    /// <summary>Those that may begin at a word.</summary>
    public IEnumerable<(Phrase Phrase, T Value)> At(Token word)
    {
        IEnumerable<(Phrase, T)> found = whole.GetValueOrDefault(word.Folded) ?? [];
        if (stems.Count > 0 && word.Folded.Length >= StemLength && stems.TryGetValue(word.Folded[..StemLength], out var stemmed))
        {
            found = found.Concat(stemmed);
        }

        found = numbers.Count > 0 && char.IsAsciiDigit(word.Folded[0]) ? found.Concat(numbers) : found;
        return others.Count > 0 ? found.Concat(others) : found;
    }

    private static List<(Phrase Phrase, T Value)> ListFor(Dictionary<string, List<(Phrase Phrase, T Value)>> lists, string key) =>
        lists.TryGetValue(key, out var list) ? list : lists[key] = [];
}
