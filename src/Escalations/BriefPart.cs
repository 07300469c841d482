namespace Escalations;

/// <summary>What the readers of a section need to find in it. A section that lacks one of its parts is half filled.</summary>
public enum BriefPart
{
    /// <summary>When it began.</summary>
    Began,

    /// <summary>How an attempt ended.</summary>
    Outcome,

    /// <summary>By when the CSM needs it.</summary>
    ByWhen,

    /// <summary>What the customer would call resolved.</summary>
    Resolved,

    /// <summary>What the customer was told.</summary>
    Told,

    /// <summary>What the customer expects, and by when.</summary>
    Expects,

    /// <summary>What the customer pays in a year.</summary>
    Value,

    /// <summary>When the contract renews or ends.</summary>
    Renewal,
}

/// <summary>The parts as lists and names.</summary>
public static class BriefParts
{
    public static readonly IReadOnlyList<BriefPart> All = Enum.GetValues<BriefPart>();

    /// <summary>The section that a part belongs to.</summary>
    public static BriefSection Section(this BriefPart part) =>
        part switch
        {
            BriefPart.Began => BriefSection.Timeline,
            BriefPart.Outcome => BriefSection.ResolutionAttempts,
            BriefPart.ByWhen or BriefPart.Resolved => BriefSection.SpecificAsk,
            BriefPart.Told or BriefPart.Expects => BriefSection.CustomerCommunication,
            _ => BriefSection.CommercialContext,
        };

    /// <summary>The name in data: <c>by_when</c>.</summary>
    public static string Key(this BriefPart part) =>
        part switch
        {
            BriefPart.Began => "began",
            BriefPart.Outcome => "outcome",
            BriefPart.ByWhen => "by_when",
            BriefPart.Resolved => "resolved",
            BriefPart.Told => "told",
            BriefPart.Expects => "expects",
            BriefPart.Value => "value",
            _ => "renewal",
        };

    /// <summary>What is not said, as the end of a sentence: "by when you need it".</summary>
    public static string Title(this BriefPart part) =>
        part switch
        {
            BriefPart.Began => "when it began",
            BriefPart.Outcome => "how each attempt ended",
            BriefPart.ByWhen => "by when you need it",
            BriefPart.Resolved => "what the customer would call resolved",
            BriefPart.Told => "what the customer was told",
            BriefPart.Expects => "what the customer expects, and by when",
            BriefPart.Value => "what the customer pays in a year",
            _ => "when the contract renews",
        };

    /// <summary>An example of an answer.</summary>
    public static string Example(this BriefPart part) =>
        part switch
        {
            BriefPart.Began => "It began on 2 March.",
            BriefPart.Outcome => "The restart helped for a day; the bigger cache changed nothing.",
            BriefPart.ByWhen => "By Thursday noon.",
            BriefPart.Resolved => "Acme calls it resolved when reports load in under 10 seconds.",
            BriefPart.Told => "Told on 9 March that engineering is looking into it.",
            BriefPart.Expects => "They expect a fix date by Friday.",
            BriefPart.Value => "EUR 85k ARR.",
            _ => "The contract renews on 16 May.",
        };

    public static bool TryParse(string? key, out BriefPart part)
    {
        foreach (var candidate in All)
        {
            if (candidate.Key().Equals(key?.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                part = candidate;
                return true;
            }
        }

        part = default;
        return false;
    }
}
