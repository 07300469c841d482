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

    /// <summary>Those that may begin at a word. Each word of a text is asked about often, so nothing is allocated.</summary>
    public Candidates At(Token word) =>
        new(
            whole.GetValueOrDefault(word.Folded),
            stems.Count > 0
            && word.Folded.Length >= StemLength
            && stems.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word.Folded.AsSpan(0, StemLength), out var stemmed)
                ? stemmed
                : null,
            numbers.Count > 0 && char.IsAsciiDigit(word.Folded[0]) ? numbers : null,
            others
        );

    private static List<(Phrase Phrase, T Value)> ListFor(Dictionary<string, List<(Phrase Phrase, T Value)>> lists, string key) =>
        lists.TryGetValue(key, out var list) ? list : lists[key] = [];

    /// <summary>Up to four lists, one behind the other.</summary>
    public struct Candidates(
        List<(Phrase Phrase, T Value)>? first,
        List<(Phrase Phrase, T Value)>? second,
        List<(Phrase Phrase, T Value)>? third,
        List<(Phrase Phrase, T Value)>? fourth
    )
    {
        private int list = 0;
        private int at = -1;

        public readonly Candidates GetEnumerator() => this;

        public readonly (Phrase Phrase, T Value) Current => ListAt(list)![at];

        public bool MoveNext()
        {
            for (at++; list < 4; (list, at) = (list + 1, 0))
            {
                if (ListAt(list) is { } one && at < one.Count)
                {
                    return true;
                }
            }

            return false;
        }

        private readonly List<(Phrase Phrase, T Value)>? ListAt(int number) =>
            number switch
            {
                0 => first,
                1 => second,
                2 => third,
                _ => fourth,
            };
    }
}
