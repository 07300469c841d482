using Escalations;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>What a label is for.</summary>
/// <param name="IsTitle">Whether a title, a subject or a summary stands behind it.</param>
/// <param name="IsHeadline">Whether it is the title itself, in the words of whoever wrote the notes.</param>
internal readonly record struct Label(BriefSection? Section, Field Field, bool IsTitle, bool IsHeadline = false);

/// <summary>The labels that people put before their notes, in five languages: the lexicon <c>labels</c>.</summary>
internal static class Labels
{
    private const int LongestLabel = 80;

    private static readonly Lexicon<Label> Known = Lexicon.Load("labels", Meaning);

    /// <summary>Null when it is not one of the labels that we know.</summary>
    public static Label? Find(string said)
    {
        if (said.Length > LongestLabel)
        {
            return null;
        }

        // "TL;DR" is one word, and "impact_on_customer" four.
        var words = Token.WordsOf(said.Replace(";", "", StringComparison.Ordinal).Replace('_', ' '));
        foreach (var hit in Known.In(words))
        {
            if (hit.First == 0 && hit.Last == words.Count - 1)
            {
                return hit.Entry.For;
            }
        }

        return null;
    }

    /// <summary>Whether a line begins with one of them and a colon.</summary>
    public static bool IsKnown(string line) => line.IndexOf(':') is > 0 and <= LongestLabel and var colon && Find(line[..colon]) is not null;

    /// <summary>"Kunde", "Cliente": it says what the name behind it is, and is no part of it.</summary>
    public static bool IsAccount(string word) => Find(word)?.Field == Field.Account;

    private static Label Meaning(string topic) =>
        topic switch
        {
            "headline" => new(null, Field.None, true, true),
            "title" => new(null, Field.None, true),
            "account" => new(null, Field.Account, false),
            "fact" => new(null, Field.Fact, false),
            "meta" => new(null, Field.Meta, false),
            "prose" => new(null, Field.None, false),
            _ => new(
                BriefSections.All.FirstOrDefault(s => s.Key() == topic) is var section && section.Key() == topic
                    ? section
                    : throw new FormatException($"There is no section \"{topic}\"."),
                Field.None,
                false
            ),
        };
}
