using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>
/// Tells that software misbehaves: "the contract upload API returns 500", "the invoice PDF is blank". It takes a piece of
/// software and what goes wrong with it, or something that only software does. A word of commerce in its name changes nothing.
/// </summary>
public static class Symptom
{
    /// <summary>Only software does so, whatever it is called.</summary>
    private static readonly PhraseBook OnlySoftware = PhraseBook.Load("symptoms", "only_software");

    /// <summary>What goes wrong with software, and with other things too.</summary>
    private static readonly PhraseBook Wrong = PhraseBook.Load("symptoms", "wrong");

    private static readonly HashSet<string> Says = WordList.Of("symptoms", "says");

    private static readonly BusinessRule Business = new(null);

    /// <summary>Whether a sentence tells of software that misbehaves, and of nothing that is business.</summary>
    public static bool IsIn(string sentence)
    {
        var words = Token.WordsOf(sentence);
        return (HasOnlySoftware(words) || (GoesWrong(words) && (FeatureNames.NamesSoftware(words) || FeatureNames.CommerceIn(sentence).Count > 0)))
            && !Business.IsIn(sentence);
    }

    /// <summary>Whether something goes wrong, of whatever kind.</summary>
    internal static bool GoesWrong(IReadOnlyList<Token> words) => HasOnlySoftware(words) || Wrong.IsIn(words);

    internal static bool HasOnlySoftware(IReadOnlyList<Token> words) => Enumerable.Range(0, words.Count).Any(at => IsOnlySoftwareAt(words, at));

    internal static bool IsOnlySoftwareAt(IReadOnlyList<Token> words, int at) => OnlySoftware.IsAt(words, at) || IsStatusCode(words, at);

    /// <summary>"Returns 500", "gives a 404", "mit Fehler 503".</summary>
    private static bool IsStatusCode(IReadOnlyList<Token> words, int at) =>
        at + 1 < words.Count
            && Says.Contains(words[at].Folded)
            && words[at].Folded.Length > 3
            && words[at].Folded is not ("with" or "eine" or "einen" or "give" or "gave" or "gives")
            && Enumerable
                .Range(at + 1, Math.Min(3, words.Count - at - 1))
                .TakeWhile(i => i == at + 1 || Says.Contains(words[i - 1].Folded))
                .Any(i => IsCode(words, i))
        || (at + 1 < words.Count && words[at].Folded is "with" or "gives" or "gave" or "give" or "mit" or "a" && IsCode(words, at + 1) && at > 0);

    private static bool IsCode(IReadOnlyList<Token> words, int at) =>
        words[at].Folded is { Length: 3 } code
        && code[0] is '4' or '5'
        && int.TryParse(words[at].Folded, out var number)
        && number is >= 400 and < 430 or >= 500 and < 512
        && !(
            at + 1 < words.Count
            && words[at + 1].Folded is "eur" or "euro" or "euros" or "usd" or "dollars" or "seats" or "users" or "licences" or "licenses" or "k"
        );
}
