using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Names of customers, as different people write them.</summary>
public static class CustomerNames
{
    private static readonly HashSet<string> Legal = WordList.Of("names", "legal_form");

    /// <summary>Whether two names can be one customer's: legal forms aside, one is a part of the other, or its initials.</summary>
    public static bool AreSame(string one, string other)
    {
        var (words, others) = (WordsOf(one), WordsOf(other));
        return words.Count > 0
            && others.Count > 0
            && (words.IsSubsetOf(others) || others.IsSubsetOf(words) || IsInitials(words, others) || IsInitials(others, words));

        static HashSet<string> WordsOf(string name) =>
            [.. name.Split([' ', '-', '/'], StringSplitOptions.RemoveEmptyEntries).Select(Letters).Where(word => word.Length > 0 && !Legal.Contains(word))];
        static bool IsInitials(HashSet<string> words, HashSet<string> of) =>
            words is { Count: 1 } && of.Count > 1 && words.First() == string.Concat(of.Select(word => word[0]));
    }

    /// <summary>Whether a word in small letters is a legal form: "gmbh".</summary>
    internal static bool IsLegalForm(string word) => Legal.Contains(word);

    /// <summary>The letters and digits of a word, folded and without the "'s" of a genitive.</summary>
    internal static string Letters(string word) =>
        new([
            .. Folding
                .Fold(word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal) ? word[..^2] : word)
                .Where(char.IsLetterOrDigit),
        ]);
}
