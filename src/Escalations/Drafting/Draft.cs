using TextAnalysis.Checking;
using TextAnalysis.Facts;

namespace Escalations.Drafting;

/// <summary>What a writer is asked: these notes, this much known already, written on this day.</summary>
/// <param name="Notes">What the CSM pasted, oldest first; untrusted text.</param>
/// <param name="SoFar">What is in the brief; a writer fills only what is missing.</param>
/// <param name="WrittenOn">The day by which "yesterday" and "in 67 days" are read.</param>
/// <param name="Categories">What it may suggest from.</param>
public sealed record DraftRequest(IReadOnlyList<string> Notes, Brief SoFar, DateOnly WrittenOn, IReadOnlyList<Category> Categories)
{
    /// <summary>Whether nothing below S2 may be suggested where the customer's top management is behind it.</summary>
    public bool HasExecutiveFloor { get; init; } = true;

    /// <summary>
    /// Where the notes are an answer: the section that was asked. Then only what clearly belongs to others is taken for them, and no
    /// headline is made of it.
    /// </summary>
    public BriefSection? AnswerTo { get; init; }

    /// <summary>Items of checklists that rules may find in the notes.</summary>
    public IReadOnlyList<ChecklistItem> Checklist { get; init; } = [];

    /// <summary>The CSM's other escalations that are open; this one may be one of them.</summary>
    public IReadOnlyList<OpenMatter> OpenMatters { get; init; } = [];
}

/// <summary>An open escalation, in a line.</summary>
public sealed record OpenMatter(EscalationId Id, string? Account, string? Headline);

/// <summary>
/// What a writer found. It is not believed: <see cref="FactCheck"/> holds every fact of it against the sources before a
/// person sees it.
/// </summary>
/// <param name="Suggestion">Null when the sources give nothing to go by.</param>
public sealed record Draft(
    string? Account,
    IReadOnlyDictionary<BriefSection, string> Sections,
    Money? ArrAtRisk,
    DateOnly? Renewal,
    Sentiment? Sentiment,
    Suggestion? Suggestion
)
{
    /// <summary>What the matter is about, where that is no customer; null where the notes do not label it.</summary>
    public string? Subject { get; init; }

    public IReadOnlyList<Contradiction> Contradictions { get; init; } = [];

    public IReadOnlyList<PossibleDuplicate> Duplicates { get; init; } = [];

    /// <summary>What the CSM should be asked, in short questions.</summary>
    public IReadOnlyList<string> MissingInformation { get; init; } = [];

    /// <summary>What the sections lack although their readers need it; null when the writer did not look.</summary>
    public IReadOnlyList<BriefPart>? MissingParts { get; init; }

    /// <summary>Sentences of the sections with the words that the writer says they rest on: not yet believed either.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Words of the sources that show the customer's top management behind the matter; null when none do, or it was not looked for.</summary>
    public string? Executive { get; init; }

    /// <summary>Sentences of the notes that it put into no section, because it found none for them.</summary>
    public IReadOnlyList<UnplacedSentence> NotPlaced { get; init; } = [];

    /// <summary>Sentences of the notes that are not for the brief, and why.</summary>
    public IReadOnlyList<LeftOutSentence> LeftOut { get; init; } = [];

    /// <summary>What the notes say to the items of checklists, in their own words.</summary>
    public IReadOnlyList<ChecklistAnswer> Checklist { get; init; } = [];

    /// <summary>How it came about; null for rules, which cost nothing.</summary>
    public DraftProvenance? Making { get; init; }
}
