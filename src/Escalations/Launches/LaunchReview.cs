namespace Escalations.Launches;

/// <summary>What was learnt of a launch, after its end (A051), as it was written last.</summary>
/// <param name="Fixes">What is changed for good, each with an owner and a day.</param>
/// <param name="Before">The id of an earlier launch that its figures are held against; null for none.</param>
/// <param name="At">UTC.</param>
public sealed record LaunchReview(string Learnings, IReadOnlyList<ReviewFix> Fixes, string? Before, Person By, DateTimeOffset At)
{
    /// <summary>As it was written, one line for each thing.</summary>
    public string ToFix { get; init; } = "";

    /// <summary>Those of the owners who are known, by the number of what they change.</summary>
    public IReadOnlyDictionary<int, Person> Owners { get; init; } = new Dictionary<int, Person>();

    /// <summary>What somebody is to change and has not yet.</summary>
    public IEnumerable<ReviewFix> OpenFixesOf(string personId) => OpenFixes.Where(fix => Owners.GetValueOrDefault(fix.Number)?.Id == personId);

    public IEnumerable<ReviewFix> OpenFixes => Fixes.Where(fix => fix.IsOpen);
}

/// <summary>Who changes something that a post-mortem found.</summary>
/// <param name="Number">As <see cref="ReviewFix.Number"/>.</param>
public sealed record FixOwner(int Number, Person Person);
