namespace TextAnalysis.Facts;

/// <summary>A fact as it is in a text.</summary>
public readonly record struct FactFound(int Start, int Length, Fact Fact)
{
    public int End => Start + Length;
}
