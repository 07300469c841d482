using System.Text.Json.Serialization;

namespace EscalationAgent.Evaluation;

/// <summary>One line of the file that is handed in: notes, and what a careful reader says about them.</summary>
/// <param name="Text">The notes as a CSM pastes them.</param>
/// <param name="WrittenOn">The day by which "yesterday" is read.</param>
/// <param name="MissingSections">The sections that the notes say nothing about; null when that is not labelled.</param>
/// <param name="AllowedFacts">Every figure and name that a draft may hold; null when that is not labelled.</param>
internal sealed record LabelledNote(
    string Id,
    string Text,
    DateOnly WrittenOn,
    string? Category = null,
    string? Severity = null,
    IReadOnlyList<string>? MissingSections = null,
    IReadOnlyList<string>? AllowedFacts = null
)
{
    /// <summary>The second-best label, where careful readers differ: it counts as right in a figure of its own.</summary>
    public string? SecondCategory { get; init; }

    /// <inheritdoc cref="SecondCategory"/>
    public string? SecondSeverity { get; init; }

    /// <summary>Sections that may be asked for or not.</summary>
    public IReadOnlyList<string> SoftSections { get; init; } = [];

    /// <summary>Null when they are not labelled.</summary>
    public LabelledFigures? Figures { get; init; }
}

/// <summary>Whose notes these are and what is at stake. Null is what the notes do not tell.</summary>
/// <param name="Account">The customer, as the notes write it.</param>
/// <param name="ArrAtRisk">What they pay in a year.</param>
/// <param name="Renewal">The day of renewal, or of the end of the term.</param>
/// <param name="About">Words of which a headline must have one.</param>
internal sealed record LabelledFigures(string? Account, AmountRead? ArrAtRisk, DateOnly? Renewal, IReadOnlyList<string> About);

/// <summary>What the writer makes of one note, as it is written out.</summary>
/// <param name="Confidence">The lower of the two that follow.</param>
/// <param name="CategoryConfidence">From 0 to 1; null when the writer does not tell.</param>
/// <param name="SeverityConfidence">As of the category.</param>
/// <param name="MissingSections">The sections that the CSM would be asked for.</param>
/// <param name="MissingParts">What the sections that were found lack, as <c>specific_ask.by_when</c>: the CSM would be asked for it.</param>
/// <param name="Draft">The text of each section that was found.</param>
/// <param name="Checklist">For a product defect, which items of the signature checklist the notes hold; else empty.</param>
/// <param name="Unproven">Facts of the draft that the notes do not hold.</param>
/// <param name="NotPlaced">Sentences of the notes that stand in no section.</param>
/// <param name="LeftOut">Sentences of the notes that are not for the brief.</param>
internal sealed record NoteResult(
    string Id,
    string? Category,
    string? Severity,
    double? Confidence,
    double? CategoryConfidence,
    double? SeverityConfidence,
    IReadOnlyList<string> MissingSections,
    IReadOnlyList<string> MissingParts,
    IReadOnlyDictionary<string, string> Draft,
    string? Account,
    AmountRead? ArrAtRisk,
    DateOnly? Renewal,
    IReadOnlyDictionary<string, bool> Checklist,
    IReadOnlyList<string> Unproven,
    IReadOnlyList<string> NotPlaced,
    IReadOnlyList<LeftOutRead> LeftOut
);

/// <summary>A sentence that was left out, as it is written out.</summary>
internal sealed record LeftOutRead(string Text, string Because);

/// <summary>An amount as it is written out.</summary>
internal sealed record AmountRead(decimal Amount, string? Currency);

/// <summary>How the lines are read and written. Absence is written too: a null says that nothing was found.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NoteResult))]
[JsonSerializable(typeof(LabelledFigures))]
internal sealed partial class ReadingJson : JsonSerializerContext;
