using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>Words of a sentence that turn, count or order what it says, or tell who says it.</summary>
/// <param name="Topic">As <c>sentences.tsv</c> calls it.</param>
/// <param name="Entry">Which of its kind: "all", "consent+", "cfo".</param>
/// <param name="At">The number of its first word.</param>
internal sealed record SentenceCue(string Topic, string Entry, int At, int Length)
{
    public int End => At + Length;

    public bool Covers(int word) => word >= At && word < End;
}

/// <summary>Finds those words, in the language of the sentence.</summary>
internal static class SentenceCues
{
    private const string Lexicon = "sentences";

    /// <summary>Topics whose words are looked up one by one.</summary>
    private static readonly HashSet<string> PlainWords = ["between_name_and_post", "between_post_and_company", "known", "first"];

    private static readonly Dictionary<Language, PhraseIndex<LexiconRow>> ByLanguage = Enum.GetValues<Language>().ToDictionary(l => l, IndexOf);

    private static readonly Dictionary<Language, HashSet<string>> Titles = WordsFor("title");

    private static readonly Dictionary<Language, HashSet<string>> Speech = WordsFor("speech");

    /// <summary>Of those of one topic that share words only the longest, in the order of their places.</summary>
    public static List<SentenceCue> In(IReadOnlyList<Token> words, Language language)
    {
        var cues = new List<SentenceCue>();
        var index = ByLanguage[language];
        for (var at = 0; at < words.Count; at++)
        {
            foreach (var (phrase, row) in index.At(words[at]))
            {
                if (phrase.EndAt(words, at) is { } end)
                {
                    Add(cues, new(row.For, row.Entry, at, end - at));
                }
            }
        }

        return cues;
    }

    public static bool IsTitle(string folded, Language language) => Titles[language].Contains(folded);

    /// <summary>What people do: "said", "promised".</summary>
    public static bool IsSpeech(string folded, Language language) =>
        Speech[language].Any(verb => verb[^1] == '*' ? folded.StartsWith(verb[..^1], StringComparison.Ordinal) : folded == verb);

    /// <summary>Whether a cue may begin with the word.</summary>
    public static bool IsAny(string folded, Language language) =>
        ByLanguage[language].At(new(TokenKind.Word, 0, folded.Length, folded, 0)).GetEnumerator().MoveNext();

    private static void Add(List<SentenceCue> cues, SentenceCue cue)
    {
        for (var i = cues.Count - 1; i >= 0; i--)
        {
            if (cues[i].Topic == cue.Topic && cues[i].End > cue.At)
            {
                if (cues[i].Length > cue.Length || (cues[i].Length == cue.Length && cues[i].Entry == cue.Entry))
                {
                    return;
                }

                if (cues[i].Length < cue.Length)
                {
                    cues.RemoveAt(i);
                }
            }
        }

        cues.Add(cue);
    }

    private static PhraseIndex<LexiconRow> IndexOf(Language language)
    {
        var index = new PhraseIndex<LexiconRow>();
        foreach (var row in LexiconFile.Read(Lexicon).Where(row => (row.Language is null || row.Language == language) && !PlainWords.Contains(row.For)))
        {
            foreach (var phrase in row.Phrases)
            {
                index.Add(phrase, row);
            }
        }

        return index;
    }

    private static Dictionary<Language, HashSet<string>> WordsFor(string topic) =>
        Enum.GetValues<Language>()
            .ToDictionary(
                l => l,
                l => LexiconFile.Read(Lexicon, topic).Where(row => row.Language is null || row.Language == l).Select(row => row.Phrase).ToHashSet()
            );
}
