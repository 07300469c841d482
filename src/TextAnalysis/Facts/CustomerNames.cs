using TextAnalysis.Checking;

namespace TextAnalysis.Facts;

/// <summary>Names of customers, as different people write them.</summary>
public static class CustomerNames
{
    /// <summary>Whether two names can be one customer's: legal forms aside, one is a part of the other, or its initials.</summary>
    public static bool AreSame(string one, string other) =>
        one.Any(char.IsLetterOrDigit) && other.Any(char.IsLetterOrDigit) && StatedLines.IsSameName(one, other);
}
