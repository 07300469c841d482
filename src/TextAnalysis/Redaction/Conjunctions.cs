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

    private static readonly HashSet<string> Adding = Words("and but or then und aber oder sondern et mais ou puis y e pero mas luego depois");

    private static readonly HashSet<string> Explaining = Words(
        "because since so while although though weil denn wahrend obwohl parce puisque alors porque pues mientras aunque pois enquanto embora"
    );

    private static readonly HashSet<string> Hanging = Words(
        "with without before ahead after worth who which whose that costing risking threatening given despite due until till for if when "
            + "as at over in on by about "
            + "mit ohne vor nach wegen trotz bis dass falls wenn bei uber zum zur um fur auf "
            + "avec sans avant apres malgre jusqu qui dont que si quand pour sur dans "
            + "con sin antes despues hasta quien cuyo cuando para sobre "
            + "com sem depois ate quem cujo quando para sobre"
    );

    private static readonly HashSet<string> Relatives = Words(
        "which who whose that where dass welche welcher welches wodurch weshalb was qui dont que lequel laquelle que quien cual cuyo "
            + "quem qual cujo said says told wrote sagte sagt dit ecrit dijo dice disse diz is are was were has ist sind war hat est sont esta "
            + "son foi"
    );

    private static readonly HashSet<string> Verbs = Words(
        "is are was were has have had can cannot will would does did fails ist sind war hat haben kann wird est sont etait ont peut son "
            + "tiene puede foi sao tem pode"
    );

    private static readonly HashSet<string> Conditions = Words(
        "if unless when whenever wenn falls sobald sollte solange si quand lorsque cuando quando se caso"
    );

    private static readonly HashSet<string> CannotEnd = Words(
        "the a an of to for with and or but in on at by from their its our his her is are was were be been being has have had will would "
            + "can cannot could should may might must than as very that which who not no into per about over if when before after without "
            + "worth if "
            + "der die das den dem des ein eine einen einem einer ihr ihre ihren und oder aber mit von zu im am bei fur ist sind war hat "
            + "haben wird werden kann als sehr dass nicht um auf uber "
            + "le la les un une des du de leur leurs et ou mais avec a au aux en dans pour est sont sera plus tres que qui ne sur "
            + "el los las una su sus y o pero con del al es son esta muy que no para por sobre "
            + "os as um uma seu sua seus suas e mas com do da dos das ao em no na sao muito nao"
    );

    private static readonly HashSet<string> Determiners = Words(
        "the a an their its our his her this der die das ein eine ihr ihre unser unsere le la les un une leur leurs notre el los las una "
            + "su sus nuestro o os as um uma seu sua nosso they we it i he she sie wir es er ils elles nous il elle on ellos ellas nosotros "
            + "eles elas nos"
    );

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

    private static HashSet<string> Words(string words) => [.. words.Split(' ')];
}
