using Escalations;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>Finds what people mean by a few words: a kind of matter of the playbook, or a team; and whether they tell of a problem.</summary>
internal static class Topics
{
    /// <summary>Shorter words are in everything.</summary>
    private const int ShortestWord = 3;

    /// <summary>Words of one stem begin with so many same letters: "contract", "contracts".</summary>
    private const int Stem = 6;

    private const double OwnName = 4;
    private const double OwnTrigger = 2;

    /// <summary>One strong phrase of the lexicons, or two weak ones.</summary>
    private const double EnoughForProblem = 3;

    private const int FewestWordsOfProblem = 3;

    private static readonly Lexicon<string> Categories = Lexicon.Load("categories", key => key);

    private static readonly PhraseBook GoesWrong = PhraseBook.Load("symptoms", "wrong", "only_software");

    /// <summary>How people tell of trouble in a sentence, with software or without.</summary>
    private static readonly PhraseBook Trouble = PhraseBook.Load("intents", "problem");

    /// <summary>Who praises speaks of contracts and renewals as well.</summary>
    private static readonly PhraseBook Praise = PhraseBook.Load("hints", "kindly");

    /// <summary>The kind of matter that the words name best; null for none.</summary>
    public static Category? CategoryOf(string topic, Playbook playbook)
    {
        var words = Token.WordsOf(topic);
        var cues = Categories.In(words);
        return playbook
            .Categories.Select(c =>
                (
                    Category: c,
                    Score: (OwnName * Shared(words, $"{c.Title} {c.Key.Replace('_', ' ')}"))
                        + (OwnTrigger * Shared(words, c.Trigger))
                        + cues.Where(h => h.Entry.For == c.Key).Sum(h => h.Entry.Weight)
                )
            )
            .Where(c => c.Score > 0)
            .OrderByDescending(c => c.Score)
            .FirstOrDefault()
            .Category;
    }

    /// <summary>The team that the words name; null for none.</summary>
    public static Team? TeamOf(string topic, Playbook playbook)
    {
        var said = Folding.Squeeze(topic);
        return playbook.Teams.FirstOrDefault(t => Folding.Squeeze(t.Title) == said || Folding.Squeeze(t.Key) == said);
    }

    /// <summary>Whether a text tells that something goes wrong for a customer, in one of the five languages.</summary>
    public static bool TellsOfProblem(string text)
    {
        var words = Token.WordsOf(text);
        return words.Count >= FewestWordsOfProblem
            && (
                Trouble.IsIn(words)
                || GoesWrong.IsIn(words)
                || (!Praise.IsIn(words) && Categories.In(words).GroupBy(h => h.Entry.For).Any(g => g.Sum(h => h.Entry.Weight) >= EnoughForProblem))
            );
    }

    private static int Shared(IReadOnlyList<Token> words, string text)
    {
        var own = Token.WordsOf(text).Select(w => StemOf(w.Folded)).ToHashSet();
        return words.Where(w => w.Length >= ShortestWord).Count(w => own.Contains(StemOf(w.Folded)));
    }

    private static string StemOf(string word) => word.Length > Stem ? word[..Stem] : word;
}
