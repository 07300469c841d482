using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>
/// How English, German, French, Spanish and Portuguese speak of revenue, contracts, strategy and mood. Words that engineers
/// need as well (pipeline, contract, threat, relationship, concurrency) count only with a second one beside them.
/// </summary>
internal static class BusinessWords
{
    public static readonly PhraseBook Book = PhraseBook.Load("business", "money", "contract", "mood");
}
