namespace TextAnalysis.Checking;

/// <summary>A sentence that a writer wrote, and words that it says it copied from the sources for it.</summary>
public sealed record Evidence(string Sentence, IReadOnlyList<string> Quotes);

/// <summary>How a sentence of a draft comes from the sources.</summary>
public enum GroundsKind
{
    /// <summary>No sentence of the sources is near to it.</summary>
    None,

    /// <summary>It stands in a source word for word.</summary>
    Copied,

    /// <summary>Its writer named words for it that stand in the sources.</summary>
    Quoted,

    /// <summary>The sources have a sentence that says much the same.</summary>
    Found,
}

/// <summary>What a sentence of a draft rests on.</summary>
/// <param name="Start">Where the sentence begins in the draft.</param>
/// <param name="Quotes">The words of the sources, as they stand there; none for <see cref="GroundsKind.None"/>.</param>
/// <param name="Doubt">For people: why the words that its writer named do not prove it. Null when they do, or none were named.</param>
public sealed record Grounds(int Start, int Length, GroundsKind Kind, IReadOnlyList<Proof> Quotes, string? Doubt = null)
{
    public int End => Start + Length;

    /// <summary>The sentence with those words that its writer named for it and that stand in the sources; null for none.</summary>
    public Evidence? Believed { get; init; }
}
