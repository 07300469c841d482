namespace Escalations.Drafting;

/// <summary>What a writer is asked: these notes, this much known already, written on this day.</summary>
/// <param name="Notes">What the CSM pasted, oldest first; untrusted text.</param>
/// <param name="SoFar">What stands in the brief; a writer fills only what is missing.</param>
/// <param name="WrittenOn">The day by which "yesterday" and "in 67 days" are read.</param>
/// <param name="Categories">What it may suggest from.</param>
public sealed record DraftRequest(IReadOnlyList<string> Notes, Brief SoFar, DateOnly WrittenOn, IReadOnlyList<Category> Categories);

/// <summary>What a writer found. Nothing in it was invented: what the sources do not say is absent.</summary>
/// <param name="Suggestion">Null when the sources give nothing to go by.</param>
public sealed record Draft(
    string? Account,
    IReadOnlyDictionary<BriefSection, string> Sections,
    Money? ArrAtRisk,
    DateOnly? Renewal,
    Sentiment? Sentiment,
    Suggestion? Suggestion);
