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
