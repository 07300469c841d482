using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <content>What is in brackets.</content>
public sealed partial class Redactor
{
    private static readonly char[] Opening = ['(', '['];

    /// <summary>The first that have something in them.</summary>
    private static (int From, int To)? FirstBracket(string text)
    {
        for (var from = text.IndexOfAny(Opening); from >= 0; from = text.IndexOfAny(Opening, from + 1))
        {
            if (text.IndexOf(text[from] == '(' ? ')' : ']', from) is var to && to > from + 1)
            {
                return (from, to);
            }
        }

        return null;
    }

    /// <summary>What stood in brackets is kept beside what is left, or alone when it can stand so.</summary>
    private string RescuedAround(string outside, string inside)
    {
        var main = withheld.IsIn(outside) ? Rescued(outside) : outside.Trim();
        var isTheirs = !withheld.IsIn(inside) && Token.WordsOf(inside) is var words && !TimeWords.IsAllOf(words);
        return main.Length == 0
            ? isTheirs && Conjunctions.CanStand(inside)
                ? inside
                : ""
            : isTheirs
                ? $"{main} ({inside})"
                : main;
    }

    /// <summary>What is in brackets is cut by itself; brackets with nothing in them go.</summary>
    private string Brackets(string sentence)
    {
        var from = sentence.IndexOfAny(Opening);
        while (from >= 0)
        {
            var to = sentence.IndexOf(sentence[from] == '(' ? ')' : ']', from);
            if (to < 0)
            {
                break;
            }

            var inside = sentence[(from + 1)..to];
            var kept = string.IsNullOrWhiteSpace(inside) || inside is "…" || !withheld.IsIn(inside) ? inside : Sentence(inside, fewestWords: 1);
            var left = kept.Length == 0 && inside.Length > 0 ? sentence[..from].TrimEnd() : $"{sentence[..(from + 1)]}{kept}{sentence[to]}";
            sentence = left + sentence[(to + 1)..];
            from = left.Length < sentence.Length ? sentence.IndexOfAny(Opening, left.Length) : -1;
        }

        return sentence;
    }
}
