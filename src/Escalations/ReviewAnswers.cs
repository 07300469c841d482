using System.Globalization;
using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>The review of an incident as its owner publishes it.</summary>
/// <param name="ToFix">One line for each thing to fix, <c>what - who - by when</c>; or the word "nothing".</param>
public sealed record ReviewAnswers(string Timeline, string Impact, string Decided, string ToFix)
{
    private static readonly string[] Separators = [" - ", " – ", " — ", " | "];
    private static readonly string[] DateForms = ["yyyy-MM-dd", "d MMM yyyy", "d MMMM yyyy"];
    private static readonly string[] Nothing = ["nothing", "nothing to fix", "none", "rien", "rien à corriger", "nichts", "nada"];
    private static readonly string[] Nobody = ["tbd", "tba", "to be decided", "nobody", "somebody", "someone", "n/a"];

    /// <summary>Whether the knowledge base tells of it now, as was said; null where nobody was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public KnowledgeBase? KnowledgeBase { get; init; }

    /// <summary>The root cause; null while nobody has found it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cause { get; init; }

    /// <summary>The same, each answer as it is after something was done to it.</summary>
    public ReviewAnswers With(Func<string, string> change) =>
        this with
        {
            Timeline = change(Timeline),
            Impact = change(Impact),
            Decided = change(Decided),
            ToFix = change(ToFix),
            Cause = Cause is { } cause ? change(cause) : null,
        };

    /// <summary>What is to be fixed, by whom, by when, in the order of the lines; a line that says less is none.</summary>
    public IReadOnlyList<ReviewFix> Fixes() => FixesOf(ToFix);

    /// <inheritdoc cref="Fixes"/>
    public static IReadOnlyList<ReviewFix> FixesOf(string toFix)
    {
        var fixes = new List<ReviewFix>();
        foreach (var line in FixLines(toFix))
        {
            var parts = line.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length > 2 && DayOf(parts[^1]) is { } due)
            {
                fixes.Add(new(fixes.Count + 1, string.Join(" - ", parts[..^2]), parts[^2], due));
            }
        }

        return fixes;
    }

    /// <summary>The lines that say what, who and by when, with days and owners as they are meant; others are as they were.</summary>
    /// <param name="dayOf">The day that is meant; null where none is.</param>
    /// <param name="whoOf">What an owner is called.</param>
    public static string? Rewritten(string? toFix, Func<string, DateOnly?> dayOf, Func<string, string> whoOf) =>
        toFix is null || FixLines(toFix) is not { Length: > 0 } lines
            ? toFix
            : string.Join(
                '\n',
                lines.Select(line =>
                    line.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 2 } parts
                    && (DayOf(parts[^1]) ?? dayOf(parts[^1])) is { } day
                        ? $"{string.Join(" - ", parts[..^2])} - {whoOf(parts[^2])} - {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
                        : line
                )
            );

    private static string[] FixLines(string? text) =>
        [.. (text ?? "").Split(['\n', '\r'], StringSplitOptions.TrimEntries).Select(line => line.TrimStart('-', '*', '•', ' ')).Where(HasWords)];

    /// <summary>A sentence for everything that keeps the review from being published; empty when nothing is missing.</summary>
    public IReadOnlyList<string> Missing() =>
        [
            .. Unanswered(Timeline, DomainWords.Say("review.missing.timeline")),
            .. Unanswered(Impact, DomainWords.Say("review.missing.impact")),
            .. Unanswered(Decided, DomainWords.Say("review.missing.decided")),
            .. MissingToFix(ToFix),
        ];

    /// <summary>A sentence for each line that does not say what is to be fixed, by whom and by when; empty where all do, or nothing is to be fixed.</summary>
    public static IEnumerable<string> MissingToFix(string? toFix)
    {
        var lines = FixLines(toFix);
        return lines switch
        {
            [] => [DomainWords.Say("review.missing.fix")],
            [var only] when Nothing.Contains(only.TrimEnd('.'), StringComparer.OrdinalIgnoreCase) => [],
            _ => lines.SelectMany(MissingIn),
        };
    }

    /// <summary>Read from the end, because what is to be done may itself hold a dash.</summary>
    private static IEnumerable<string> MissingIn(string line)
    {
        var parts = line.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var dated = IsDate(parts[^1]);
        var left = parts.Length - (dated || parts.Length > 2 ? 1 : 0);
        var what = parts[0];
        if (left == 0)
        {
            yield return DomainWords.Say("review.missing.fix.what", what);
            yield break;
        }

        if (left < 2 || !IsSomebody(parts[left - 1]))
        {
            yield return DomainWords.Say("review.missing.fix.owner", what);
        }

        if (!dated)
        {
            yield return DomainWords.Say("review.missing.fix.date", what);
        }
    }

    private static bool IsDate(string text) => DayOf(text) is not null;

    private static DateOnly? DayOf(string text)
    {
        var day = text.TrimEnd('.').Trim();
        day = day.StartsWith("by ", StringComparison.OrdinalIgnoreCase) ? day[3..].Trim() : day;
        return DateOnly.TryParseExact(day, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
    }

    private static bool IsSomebody(string text) => text.Any(char.IsLetter) && !Nobody.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Unanswered(string text, string sentence) => HasWords(text) ? [] : [sentence];

    private static bool HasWords(string? text) => text is not null && text.Any(char.IsLetterOrDigit);
}

/// <summary>What was said of the knowledge base after an incident (D022).</summary>
public enum KnowledgeBase
{
    Updated,
    NotYet,
    NotNeeded,
}
