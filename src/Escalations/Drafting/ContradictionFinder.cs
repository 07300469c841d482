namespace Escalations.Drafting;

/// <summary>Finds places of the sources that cannot both be so.</summary>
public static class ContradictionFinder
{
    /// <param name="writtenOn">The day by which "in 67 days" is a date.</param>
    public static IReadOnlyList<Contradiction> Find(IReadOnlyList<Source> sources, DateOnly writtenOn) => [];
}
