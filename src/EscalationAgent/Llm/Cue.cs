namespace EscalationAgent.Llm;

/// <summary>Words that speak for something, and how loudly.</summary>
/// <param name="For">What they speak for: a section, a category, a severity, a mood.</param>
/// <param name="Weight">One is a hint, four is nearly enough alone.</param>
/// <param name="Reason">What a person reads when this cue decided; empty where no reason is shown.</param>
/// <param name="Phrases">
/// Words in order. <c>a|b</c> is either, <c>fail*</c> any word that begins so, <c>#</c> any word that begins with
/// a digit, <c>..</c> up to four words between.
/// </param>
internal sealed record Cue<T>(T For, double Weight, string Reason, params string[] Phrases);

/// <summary>A cue that was met, from its first word to its last.</summary>
internal readonly record struct Hit<T>(Cue<T> Cue, int First, int Last, bool SaysNo);

/// <summary>Finds all cues of a table in one pass over the words, however many cues there are.</summary>
internal sealed class CueBook<T>
{
    private const int WidestGap = 4;
    private const int StemLength = 2;

    private readonly Dictionary<string, List<Pattern>> whole = [];
    private readonly Dictionary<string, List<Pattern>> stems = [];
    private readonly List<Pattern> numbers = [];

    public CueBook(IEnumerable<Cue<T>> cues)
    {
        foreach (var cue in cues)
        {
            foreach (var phrase in cue.Phrases)
            {
                Add(cue, phrase);
            }
        }
    }

    /// <summary>Every cue at most once, at its first place, in the order of the text.</summary>
    public IReadOnlyList<Hit<T>> In(IReadOnlyList<Word> words)
    {
        var hits = new List<Hit<T>>();
        for (var at = 0; at < words.Count; at++)
        {
            foreach (var pattern in StartingWith(words[at].Folded))
            {
                var last = pattern.MatchAt(words, at);
                if (last >= 0 && !hits.Any(h => ReferenceEquals(h.Cue, pattern.Cue)))
                {
                    hits.Add(new(pattern.Cue, at, last, pattern.SaysNo));
                }
            }
        }

        return hits;
    }

    private IEnumerable<Pattern> StartingWith(string word)
    {
        IEnumerable<Pattern> found = whole.GetValueOrDefault(word) ?? [];
        if (word.Length >= StemLength && stems.TryGetValue(word[..StemLength], out var stemmed))
        {
            found = found.Concat(stemmed);
        }

        return char.IsAsciiDigit(word[0]) ? found.Concat(numbers) : found;
    }

    private void Add(Cue<T> cue, string phrase)
    {
        var pattern = new Pattern(cue, [.. phrase.Replace('-', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => Words.Fold(p).Split('|'))]);
        foreach (var first in pattern.Parts[0])
        {
            if (first == "#")
            {
                numbers.Add(pattern);
            }
            else if (first.EndsWith('*'))
            {
                ListFor(stems, first[..StemLength]).Add(pattern);
            }
            else
            {
                ListFor(whole, first).Add(pattern);
            }
        }
    }

    private static List<Pattern> ListFor(Dictionary<string, List<Pattern>> index, string key) =>
        index.TryGetValue(key, out var list) ? list : index[key] = [];

    private sealed record Pattern(Cue<T> Cue, string[][] Parts)
    {
        /// <summary>A phrase with its own "not" means what it says; another "not" near it does not turn it round.</summary>
        public bool SaysNo { get; } = Parts.Any(p => p.Any(OfflineCues.IsNo));

        public int MatchAt(IReadOnlyList<Word> words, int at) => Match(words, at, 0);

        private int Match(IReadOnlyList<Word> words, int at, int part)
        {
            for (; part < Parts.Length; part++, at++)
            {
                if (Parts[part] is [".."])
                {
                    return MatchAfterGap(words, at, part + 1);
                }

                if (at >= words.Count || !Parts[part].Any(p => Fits(p, words[at].Folded)))
                {
                    return -1;
                }
            }

            return at - 1;
        }

        private int MatchAfterGap(IReadOnlyList<Word> words, int at, int part)
        {
            for (var gap = 0; gap <= WidestGap; gap++)
            {
                var last = Match(words, at + gap, part);
                if (last >= 0)
                {
                    return last;
                }
            }

            return -1;
        }

        private static bool Fits(string part, string word) =>
            part == "#" ? char.IsAsciiDigit(word[0])
            : part.EndsWith('*') ? word.StartsWith(part.AsSpan(0, part.Length - 1), StringComparison.Ordinal)
            : part == word;
    }
}
