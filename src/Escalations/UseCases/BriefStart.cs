namespace Escalations.UseCases;

/// <summary>What is known of a brief from where it is begun, before anything was said of it.</summary>
/// <param name="Under">The playbook that was named; null for the default one.</param>
/// <param name="From">The ticket that it is begun from, which nobody typed: what its CSM has pasted stays as it is. Null for none.</param>
/// <param name="About">The name of what it is about, such as a release, where whoever begins it presses on that; null to ask for it.</param>
/// <param name="Kind">Of matter; null to ask for it.</param>
/// <param name="Trigger">What set it off, by key; null to ask for it.</param>
public sealed record BriefStart(Playbook? Under = null, BegunFromTicket? From = null, string? About = null, Category? Kind = null, string? Trigger = null)
{
    /// <summary>What its parts say, as whoever begins it has seen it.</summary>
    public IReadOnlyDictionary<BriefSection, string> Sections { get; init; } = new Dictionary<BriefSection, string>();

    /// <summary>Which severity to suggest, and why; null to read it from what is said.</summary>
    public (Severity Severity, string Because)? Severity { get; init; }
}
