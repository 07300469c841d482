using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>Something that is to be fixed so that what happened does not happen again, as the review names it.</summary>
/// <param name="Number">From 1, in the review's order.</param>
/// <param name="Who">As the review names its owner.</param>
public sealed record ReviewFix(int Number, string What, string Who, DateOnly Due)
{
    /// <summary>When it was ticked off; null while it is open.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    [JsonIgnore]
    public bool IsOpen => DoneAt is null;
}
