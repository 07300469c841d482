using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>Why something is suggested: a sentence, and the words of the source that it rests on.</summary>
/// <param name="Text">The reason in a short sentence.</param>
/// <param name="Quote">Words that stand in the source exactly so; null when the reason rests on a figure or a rule.</param>
public sealed record Reason(string Text, string? Quote = null);

/// <summary>
/// What a writer proposes for category and severity, each for itself. It counts for nothing until a person decides.
/// </summary>
/// <param name="Category">Null when the writer proposes none.</param>
/// <param name="CategoryReasons">Empty when none can be believed.</param>
/// <param name="Severity">Null when the writer proposes none.</param>
/// <param name="SeverityReasons">Empty when none can be believed.</param>
/// <param name="By">The rule set, or the model and prompt, that made it.</param>
/// <param name="Confidence">How sure the writer is of both together, from 0 to 1: so in old records, and where a writer does not tell them apart.</param>
public sealed record Suggestion(
    string? Category,
    IReadOnlyList<Reason> CategoryReasons,
    Severity? Severity,
    IReadOnlyList<Reason> SeverityReasons,
    string By,
    double? Confidence = null
)
{
    /// <summary>Below this a class is as good as open: the card names the next likeliest as well.</summary>
    public const double SureEnough = 0.5;

    /// <summary>How sure the writer is of the category, from 0 to 1; null when it does not tell.</summary>
    public double? CategoryConfidence { get; init; }

    /// <inheritdoc cref="CategoryConfidence"/>
    public double? SeverityConfidence { get; init; }

    /// <summary>The next likeliest category; null when there is none worth a thought.</summary>
    public string? OtherCategory { get; init; }

    /// <inheritdoc cref="OtherCategory"/>
    public Severity? OtherSeverity { get; init; }

    /// <summary>Who proposes the category, where that is somebody else than <see cref="By"/>.</summary>
    public string? CategoryBy { get; init; }

    /// <inheritdoc cref="CategoryBy"/>
    public string? SeverityBy { get; init; }

    /// <summary>What is suggested for the category.</summary>
    [JsonIgnore]
    internal SuggestedClass<string?> OfCategory
    {
        get => new(Category, CategoryReasons, CategoryConfidence, OtherCategory, CategoryBy);
        init => (Category, CategoryReasons, CategoryConfidence, OtherCategory, CategoryBy) = value;
    }

    /// <summary>What is suggested for the severity.</summary>
    [JsonIgnore]
    internal SuggestedClass<Severity?> OfSeverity
    {
        get => new(Severity, SeverityReasons, SeverityConfidence, OtherSeverity, SeverityBy);
        init => (Severity, SeverityReasons, SeverityConfidence, OtherSeverity, SeverityBy) = value;
    }

    /// <summary>Whether the category could as well be the other one.</summary>
    [JsonIgnore]
    public bool IsCategoryOpen => OfCategory.IsOpen(Confidence);

    /// <summary>Whether the severity could as well be the other one.</summary>
    [JsonIgnore]
    public bool IsSeverityOpen => OfSeverity.IsOpen(Confidence);

    /// <summary>The lower of the two confidences; null when the writer tells neither.</summary>
    [JsonIgnore]
    public double? Lowest =>
        (CategoryConfidence, SeverityConfidence) switch
        {
            ({ } category, { } severity) => Math.Min(category, severity),
            _ => CategoryConfidence ?? SeverityConfidence ?? Confidence,
        };

    /// <summary>Whether a decision is what was suggested, or was left open by it.</summary>
    public bool Admits(string category, Severity severity) =>
        (Category is null || Category == category || (IsCategoryOpen && OtherCategory == category))
        && (Severity is null || Severity == severity || (IsSeverityOpen && OtherSeverity == severity));
}

/// <summary>A class that is suggested, category or severity.</summary>
/// <param name="Class">Null when none is.</param>
/// <param name="Reasons">Empty when none can be believed.</param>
/// <param name="Confidence">From 0 to 1; null when the writer does not tell.</param>
/// <param name="Other">The next likeliest; null when there is none worth a thought.</param>
/// <param name="By">Who proposes it, where that is somebody else than who made the whole suggestion.</param>
internal sealed record SuggestedClass<T>(T Class, IReadOnlyList<Reason> Reasons, double? Confidence, T Other, string? By)
{
    /// <summary>How sure a suggestion can be at most for which there is no reason that can be believed.</summary>
    private const double Unsure = 0.4;

    /// <summary>Whether it could as well be the other one.</summary>
    /// <param name="ofBoth">How sure the writer is, where it does not tell the two classes apart.</param>
    public bool IsOpen(double? ofBoth) => Class is not null && Other is not null && (Confidence ?? ofBoth) < Suggestion.SureEnough;

    /// <summary>What rules suggest, where nothing is suggested.</summary>
    public SuggestedClass<T> Or(SuggestedClass<T>? rules, string by) => Class is null && rules is { Class: not null } ? rules with { By = by } : this;

    /// <summary>A class for which no reason can be believed may have been talked into the model: it is shown as unsure, beside what rules suggest.</summary>
    public SuggestedClass<T> Doubted(SuggestedClass<T>? rules) =>
        Class is null || Reasons.Count > 0
            ? this
            : this with
            {
                Confidence = Math.Min(Confidence ?? 1, Unsure),
                Other = rules is { Class: { } theirs } && !theirs.Equals(Class) ? rules.Class : Other,
            };
}

/// <summary>What a person decided, and why when it differs from what was suggested.</summary>
public sealed record Decision(string Category, Severity Severity, string? Because, Person By, DateTimeOffset At);
