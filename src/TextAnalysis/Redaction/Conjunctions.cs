using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>How a segment is joined to what is before it.</summary>
internal enum Conjunction
{
    /// <summary>It begins the part.</summary>
    None,

    /// <summary>"and", "but": the next thing.</summary>
    Adds,

    /// <summary>"because": a sentence of its own.</summary>
    Explains,

    /// <summary>"with", "before", "who": it means nothing without what is before it.</summary>
    Hangs,
}

/// <summary>The words that join clauses, in English, German, French, Spanish and Portuguese, and what can be kept around them.</summary>
internal static class Conjunctions
{
    public const int LongestLabel = 4;

    private static readonly HashSet<string> Adding = WordList.Of("grammar", "adding");

    private static readonly HashSet<string> Explaining = WordList.Of("grammar", "explaining");

    private static readonly HashSet<string> Hanging = WordList.Of("grammar", "hanging");

    private static readonly HashSet<string> Relatives = WordList.Of("grammar", "relative");

    private static readonly HashSet<string> Verbs = WordList.Of("grammar", "verb");

    private static readonly HashSet<string> Conditions = WordList.Of("grammar", "condition");

    private static readonly HashSet<string> CannotEnd = WordList.Of("grammar", "cannot_end");

    private static readonly HashSet<string> Determiners = WordList.Of("grammar", "determiner");

    /// <summary>The pieces of a part, each beginning with its joining word; together they are the part.</summary>
    public static List<(string Text, Conjunction Conjunction)> Segments(string part)
    {
        var segments = new List<(string, Conjunction)>();
        var (start, joint) = (0, Conjunction.None);
        var words = Token.WordsOf(part);
        var names = FeatureNames.In(part, words);
        foreach (
            var word in words.Where(w => w.Start > 0 && char.IsWhiteSpace(part[w.Start - 1]) && !names.Any(name => name.Start < w.Start && w.Start < name.End))
        )
        {
            // "parce que" is one.
            var isSecondHalf = word.Folded == "que" && joint == Conjunction.Explains && Token.WordsOf(part[start..word.Start]).Count == 1;
            if (!isSecondHalf && JointOf(part, word) is var next && next != Conjunction.None)
            {
                segments.Add((part[start..word.Start], joint));
                (start, joint) = (word.Start, next);
            }
        }

        segments.Add((part[start..], joint));
        return segments;
    }

    /// <summary>Whether a sentence can end here, with what followed taken away.</summary>
    public static bool CanEnd(string head, Conjunction cutAt)
    {
        var words = Token.WordsOf(head);
        return words.Count > 1
            && !CannotEnd.Contains(words[^1].Folded)
            && (words.Count > 3 || (cutAt != Conjunction.None && !Determiners.Contains(words[0].Folded)));
    }

    /// <summary>Whether a segment reads alone, without its joining word.</summary>
    public static bool CanStand(string segment) =>
        Token.WordsOf(WithoutLeading(segment)) is { Count: > 2 } words && words.Count(w => !w.IsNumber) > 2 && !CannotEnd.Contains(words[^1].Folded);

    public static bool IsRelative(string text) => Token.WordsOf(text) is [var first, ..] && Relatives.Contains(first.Folded);

    public static bool IsCondition(string text) => Token.WordsOf(text) is [var first, ..] && Conditions.Contains(first.Folded);

    public static bool IsVerb(string text) =>
        Token.WordsOf(text) is [var first, ..] && Verbs.Contains(first.Folded) && text.Length > 0 && char.IsLower(text[0]);

    /// <summary>The text without the words at its beginning that join it to something.</summary>
    public static string WithoutLeading(string text)
    {
        while (Token.WordsOf(text) is [var first, var second, ..] && JointOf(text, first) is Conjunction.Adds or Conjunction.Explains)
        {
            text = second.Folded == "que" && Token.WordsOf(text) is [_, _, var third, ..] ? text[third.Start..] : text[second.Start..];
        }

        return text.Trim();
    }

    private static Conjunction JointOf(string text, Token word) =>
        text[word.Start] is 'é' or 'É' or 'à' ? Conjunction.None
        : Adding.Contains(word.Folded) ? Conjunction.Adds
        : Explaining.Contains(word.Folded) ? Conjunction.Explains
        : Hanging.Contains(word.Folded) ? Conjunction.Hangs
        : Conjunction.None;
}
