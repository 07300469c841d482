namespace Escalations.Launches;

/// <summary>What was learnt of a launch, after its end (A051).</summary>
/// <param name="Fixes">What is changed for good, each with an owner and a day.</param>
/// <param name="Before">The id of an earlier launch that its figures are held against; null for none.</param>
/// <param name="At">UTC.</param>
public sealed record LaunchReview(string Learnings, IReadOnlyList<ReviewFix> Fixes, string? Before, Person By, DateTimeOffset At)
{
    public IEnumerable<ReviewFix> OpenFixes => Fixes.Where(fix => fix.IsOpen);
}
