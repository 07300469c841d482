using TextAnalysis.Tokens;

namespace TextAnalysis.Instructions;

/// <summary>The words for what opens a system. They stand in orders to a machine, and in "the API key is expired" as well.</summary>
internal static class Credentials
{
    private static readonly PhraseBook Book = PhraseBook.Load("credentials", "credential");

    private static readonly PhraseBook StateBook = PhraseBook.Load("credentials", "state");

    public static bool AreAt(IReadOnlyList<Token> words, int at) => Book.IsAt(words, at);

    /// <summary>Whether it is said how they are.</summary>
    public static bool States(IReadOnlyList<Token> words) => StateBook.IsIn(words);
}
