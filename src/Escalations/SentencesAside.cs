using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>A sentence of the notes for which no section was found.</summary>
/// <param name="Likely">The section that it would serve best; null where nothing tells.</param>
public sealed record UnplacedSentence(string Text, BriefSection? Likely = null)
{
    /// <inheritdoc cref="SentenceKey.Of"/>
    [JsonIgnore]
    public string Key { get; private init; } = SentenceKey.Of(Text);
}

/// <summary>A sentence of the notes that a writer left out of the brief on purpose.</summary>
public sealed record LeftOutSentence(string Text, LeftOutBecause Because)
{
    /// <inheritdoc cref="SentenceKey.Of"/>
    [JsonIgnore]
    public string Key { get; private init; } = SentenceKey.Of(Text);
}

/// <summary>Why a sentence of the notes is not for the brief.</summary>
public enum LeftOutBecause
{
    /// <summary>It is about another customer, or another matter of this one.</summary>
    AnotherMatter,
    OffTheRecord,

    /// <summary>The notes say that it does not belong here.</summary>
    NotPartOfThis,
    Joke,

    /// <summary>It tells a machine what to do.</summary>
    Instruction,
}

/// <summary>Names sentences to buttons, which have no room for them.</summary>
internal static class SentenceKey
{
    private const int Bytes = 6;

    /// <summary>The same for the same words, whatever was read since the button was drawn.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
}
