using Escalations;
using TextAnalysis.Style;

namespace EscalationAgent.Teams;

/// <summary>What is said and shown in Teams, in the reader's language: <c>Words/*.tsv</c>, one file for each language.</summary>
internal static class Words
{
    public static readonly SentenceBook Book = SentenceBook.Load(typeof(Words).Assembly, DomainWords.Book);

    /// <inheritdoc cref="SentenceBook.Say(string, object?[])"/>
    public static string Say(string key, params object?[] values) => Book.Say(key, values);

    /// <inheritdoc cref="SentenceBook.Count"/>
    public static string Count(string key, int number, params object?[] values) => Book.Count(key, number, values);

    /// <summary>"engineering, finance and product".</summary>
    public static string List(IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))}{Say("and")}{items[^1]}";
}
