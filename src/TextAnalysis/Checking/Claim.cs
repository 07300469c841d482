using TextAnalysis.Facts;

namespace TextAnalysis.Checking;

/// <summary>Something that a person wrote, by which a draft is held.</summary>
/// <param name="Name">For people: "your notes", "your answer on the timeline".</param>
public sealed record Source(string Name, string Text)
{
    /// <summary>The text is the name of the customer and nothing else.</summary>
    public bool IsCustomersName { get; init; }
}

/// <summary>Where a fact comes from.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Quote">Its words with a little around them: at most 120 characters that stand in the source exactly so.</param>
/// <param name="Rule">How the fact follows where it is not said: "sum of EUR 60k and EUR 25k". Null when it is said.</param>
public sealed record Proof(string Source, string Quote, string? Rule = null);

/// <summary>A fact of a draft, in its place.</summary>
/// <param name="Proof">Null when no source says it and nothing that they say leads to it.</param>
/// <param name="Doubt">For people, where there is more to say than that it is not in what they wrote: "your notes say EUR 85k of the ARR".</param>
public sealed record Claim(Fact Fact, int Start, int Length, Proof? Proof, string? Doubt = null)
{
    public int End => Start + Length;
}
