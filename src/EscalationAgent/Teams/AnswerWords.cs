using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>What is said in answer to free words, in the language they are written in: <c>answers.tsv</c>.</summary>
internal static class AnswerWords
{
    public static readonly SentenceBook Book = SentenceBook.Load(typeof(AnswerWords).Assembly, "answers.tsv");

    public static string Say(string key, Language language, params object[] values) => Book.Say(key, language, values);

    /// <summary>"engineering, finance and product".</summary>
    public static string List(IReadOnlyList<string> items, Language language) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))}{Say("and", language)}{items[^1]}";
}
