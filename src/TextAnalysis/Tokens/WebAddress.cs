namespace TextAnalysis.Tokens;

/// <summary>Tells links from words.</summary>
public static class WebAddress
{
    /// <summary>Whether a text is a link and nothing else: it leads somewhere, and says nothing itself.</summary>
    public static bool IsAllOf(string text) => text.Contains("://", StringComparison.Ordinal) && !text.Trim().Any(char.IsWhiteSpace);
}
