using System.Text.Json.Serialization;

namespace EscalationAgent.Drafting;

/// <summary>What a model answers to <c>draft-brief</c>, as it is in its JSON. Nothing of it is believed yet.</summary>
/// <param name="Sections">Section key to text.</param>
/// <param name="Evidence">The sentences of the sections, each with the words it rests on.</param>
/// <param name="Missing">Keys of parts that the sources do not say.</param>
/// <param name="Renewal">A day as yyyy-mm-dd.</param>
internal sealed record DraftBriefAnswer(
    IReadOnlyDictionary<string, string?>? Sections,
    IReadOnlyList<AnsweredEvidence?>? Evidence = null,
    IReadOnlyList<string?>? Missing = null,
    string? Account = null,
    AnsweredMoney? ArrAtRisk = null,
    string? Renewal = null,
    string? Sentiment = null,
    string? Category = null,
    IReadOnlyList<AnsweredReason?>? CategoryReasons = null,
    double? CategoryConfidence = null,
    string? OtherCategory = null,
    string? Severity = null,
    IReadOnlyList<AnsweredReason?>? SeverityReasons = null,
    double? SeverityConfidence = null,
    string? OtherSeverity = null,
    IReadOnlyList<string?>? MissingInformation = null,
    IReadOnlyList<AnsweredContradiction?>? Contradictions = null,
    IReadOnlyList<AnsweredDuplicate?>? PossibleDuplicates = null
);

internal sealed record AnsweredMoney(double? Amount, string? Currency);

internal sealed record AnsweredReason(string? Text, string? Quote);

internal sealed record AnsweredContradiction(string? About, IReadOnlyList<string?>? Quotes);

internal sealed record AnsweredEvidence(string? Sentence, IReadOnlyList<string?>? Quotes);

internal sealed record AnsweredDuplicate(string? Id, string? Why);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DraftBriefAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
