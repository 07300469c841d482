using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace Escalations;

/// <summary>What the rules themselves say to people, in the reader's language: <c>Words/*.tsv</c>, one file for each language.</summary>
public static class DomainWords
{
    public static readonly SentenceBook Book = SentenceBook.Load(typeof(DomainWords).Assembly);

    private static readonly Dictionary<string, string> RecordedPhrases = Book
        .Keys.Where(key => key.StartsWith("record.", StringComparison.Ordinal))
        .ToDictionary(key => Book.Say(key, Language.English));

    /// <inheritdoc cref="SentenceBook.Say(string, object?[])"/>
    public static string Say(string key, params object?[] values) => Book.Say(key, values);

    /// <inheritdoc cref="SentenceBook.Count"/>
    public static string Count(string key, int number, params object?[] values) => Book.Count(key, number, values);

    /// <summary>A phrase as it goes on record, and as earlier editions wrote it there: in English.</summary>
    /// <param name="key">One of <c>record.*</c>.</param>
    public static string ForRecord(string key) => Book.Say(key, Language.English);

    /// <summary>A phrase that is on record, as the reader says it; as it is where it is none of <c>record.*</c>.</summary>
    public static string OfRecord(string phrase) => RecordedPhrases.TryGetValue(phrase, out var key) ? Say(key) : phrase;

    /// <summary>A title within a sentence: in small letters, where the language has them there.</summary>
    public static string InSentence(string title) => Say("culture.titles") == "lower" ? title.ToLowerInvariant() : title;

    /// <summary>The name of a section, as the reader knows it.</summary>
    public static string ReaderTitle(this BriefSection section) => Say($"{section.Key()}.title");

    /// <inheritdoc cref="ReaderTitle(BriefSection)"/>
    /// <summary>A length of time, as the reader says it.</summary>
    public static string InReaderLanguage(this Term term) =>
        term.Unit is TermUnit.SameDay or TermUnit.NextPlanning ? Say($"term.{term.Unit}") : Count($"term.{term.Unit}", term.Amount, term.Amount);

    /// <summary>A rhythm, as the reader says it.</summary>
    public static string InReaderLanguage(this Cadence cadence) =>
        (cadence.RemindAfter is { } early ? $"{early.Amount}-" : "") + cadence.Within.InReaderLanguage();

    public static string ReaderTitle(this Status status) => Say($"status.{status}");

    /// <summary>Where an escalation is, and how it got there if no team ever had it.</summary>
    public static string ReaderStatus(this Escalation escalation) =>
        escalation.Outcome switch
        {
            { CombinedInto: { } other } => Say("status.combined", other),
            { Handling: not null } => Say("status.handled"),
            _ => escalation.Status.ReaderTitle(),
        };

    /// <inheritdoc cref="ReaderTitle(BriefSection)"/>
    public static string ReaderTitle(this Severity severity) => Say($"severity.{severity}");
}
