using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <content>
/// Figures that software shows wrongly, and what people do in it: "the invoice screen shows the wrong discount", "the page
/// crashes when they renew a licence". Where somebody wants, offers, loses or threatens something it stays talk of business.
/// </content>
public static partial class FeatureNames
{
    /// <summary>How many words before a verb of use may stand.</summary>
    private const int NearUse = 5;

    /// <summary>What software stores and shows; of the other words of commerce only their dates, scores and amounts are.</summary>
    private static readonly PhraseBook Figures = PhraseBook.Load("features", "figure");

    /// <summary>What is done to data, by software only.</summary>
    private static readonly PhraseBook Handled = PhraseBook.Load("features", "handled");

    /// <summary>What software does to data, said of the data: "are exported", "werden gerundet".</summary>
    private static readonly PhraseBook Processed = PhraseBook.Load("features", "processed");

    /// <summary>How data is that software should have: "scores are missing".</summary>
    private static readonly PhraseBook Amiss = PhraseBook.Load("features", "amiss");

    /// <summary>Somebody bargains, or something is at stake.</summary>
    private static readonly PhraseBook Stakes = PhraseBook.Load("features", "stake");

    private static readonly HashSet<string> ClauseBreaks = WordList.Of("features", "clause_break");

    private static readonly HashSet<string> Using = WordList.Of("features", "using");

    private static readonly HashSet<string> Intending = WordList.Of("features", "intending");

    /// <summary>Too wide to say that software shows something.</summary>
    private static readonly HashSet<string> Vague = WordList.Of("features", "vague");

    private static readonly HashSet<string> BeforeDays = WordList.Of("features", "before_day");

    /// <summary>Behind "as" these begin a clause: "as they told us".</summary>
    private static readonly HashSet<string> AfterAs = WordList.Of("features", "after_as");

    private static readonly HashSet<string> Shops = WordList.Of("features", "shop");

    /// <summary>A figure in a clause that tells of software that shows or handles it wrongly.</summary>
    private static bool IsShownBySoftware(string text, IReadOnlyList<Token> words, int at, int count)
    {
        var isFigure = Figures.IsAt(words, at) || (at + count < words.Count && Describing.Contains(words[at + count].Folded));
        if (!isFigure || (at > 0 && Possessives.Contains(words[at - 1].Folded)))
        {
            return false;
        }

        var clause = ClauseAround(text, words, at);
        return Symptom.GoesWrong(clause) && (clause.Any(NamesShowing) || Handled.IsIn(clause)) && !IsAtStake(text, clause);
    }

    /// <summary>"Credit notes are exported without tax", "sentiment scores are missing": only data is handled so.</summary>
    private static bool IsData(string text, IReadOnlyList<Token> words, int at, int count)
    {
        var next = at + count;
        var isDescribed = next < words.Count && Describing.Contains(words[next].Folded) && IsJoined(text, words, next);
        if ((at > 0 && Possessives.Contains(words[at - 1].Folded)) || !(isDescribed || Figures.IsAt(words, at)))
        {
            return false;
        }

        next += isDescribed ? 1 : 0;
        return next < words.Count
            && (Processed.IsAt(words, next) || (isDescribed && Amiss.IsAt(words, next)))
            && !IsAtStake(text, ClauseAround(text, words, at));
    }

    /// <summary>What is in quotes and goes wrong is written on a screen: "the “Renewal” button", "„Umsatz“ ist ausgegraut".</summary>
    private static bool IsInQuotes(string text, IReadOnlyList<Token> words, int at, int count)
    {
        var (start, end) = (words[at].Start, words[at + count - 1].End);
        return start > 0
            && end < text.Length
            && text[start - 1] is '"' or '“' or '„' or '«' or '\u00a0' or '‘'
            && text[end] is '"' or '”' or '“' or '»' or '\u00a0' or '’'
            && ClauseAround(text, words, at) is var clause
            && Symptom.GoesWrong(clause)
            && !IsAtStake(text, clause);
    }

    /// <summary>"The page crashes when they renew a licence": done in software, and no contract is spoken of.</summary>
    private static bool IsUseOfSoftware(string text, IReadOnlyList<Token> words, int at)
    {
        if (!words[at].Folded.StartsWith("ren", StringComparison.Ordinal) || IsNamedDay(words, at + 1))
        {
            return false;
        }

        var before = words.Take(at).Reverse().Take(NearUse).ToList();
        var used = before.FindIndex(word => Using.Contains(word.Folded));
        return used >= 0
            && Enumerable.Range(at - used, used + 1).All(i => IsJoined(text, words, i))
            && !before.Take(used).Any(word => Intending.Contains(word.Folded))
            && Symptom.GoesWrong(words)
            && words.Any(NamesShowing)
            && !Stakes.IsIn(words);
    }

    private static bool IsNamedDay(IReadOnlyList<Token> words, int from) =>
        words.Skip(from).Take(2).ToList() is [var first, var second] && BeforeDays.Contains(first.Folded) && (second.IsNumber || Months.IsMonth(second.Folded));

    private static bool NamesShowing(Token word) =>
        (
            Followed.Contains(word.Folded)
            || Leading.Contains(word.Folded)
            || OnScreen.Contains(word.Folded)
            || Shops.Contains(word.Folded)
            || IsNounWithin(word.Folded)
        ) && !Vague.Contains(word.Folded);

    /// <summary>A share in percent is bargained for, or was lost.</summary>
    private static bool IsAtStake(string text, List<Token> clause) =>
        Stakes.IsIn(clause) || text[Math.Max(0, clause[0].Start - 3)..Math.Min(text.Length, clause[^1].End + 2)].Contains('%', StringComparison.Ordinal);

    /// <summary>The words up to the next mark, or a word that begins another clause.</summary>
    private static List<Token> ClauseAround(string text, IReadOnlyList<Token> words, int at)
    {
        var (from, to) = (at, at + 1);
        while (from > 0 && IsJoined(text, words, from) && !IsBreak(words, from) && !ClauseBreaks.Contains(words[from - 1].Folded))
        {
            from--;
        }

        while (to < words.Count && IsJoined(text, words, to) && !IsBreak(words, to))
        {
            to++;
        }

        return [.. words.Skip(from).Take(to - from)];
    }

    /// <summary>Whether another clause begins here; "revenue and discounts" goes on.</summary>
    private static bool IsBreak(IReadOnlyList<Token> words, int at) =>
        ClauseBreaks.Contains(words[at].Folded)
        || (words[at].Folded == "as" && at + 1 < words.Count && AfterAs.Contains(words[at + 1].Folded))
        || (And.Contains(words[at].Folded) && !(at + 1 < words.Count && (Commerce.IsAt(words, at + 1) || Describing.Contains(words[at + 1].Folded))));
}
