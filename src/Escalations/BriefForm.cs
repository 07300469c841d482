namespace Escalations;

/// <summary>What a brief is about, and which parts it has: as its playbook said when the kind of matter was chosen.</summary>
/// <param name="Sections">In the order in which they are asked and shown.</param>
public sealed record BriefForm(Subject Subject, IReadOnlyList<BriefSection> Sections)
{
    /// <summary>A customer's matter: all sections.</summary>
    public static readonly BriefForm Customer = new(Subject.Customer, BriefSections.All);

    /// <summary>Whether the CSM has still to say which kind of matter it is; nothing else is asked before.</summary>
    public bool IsKindOpen { get; init; }

    public bool Equals(BriefForm? other) =>
        other is not null && Subject == other.Subject && IsKindOpen == other.IsKindOpen && Sections.SequenceEqual(other.Sections);

    public override int GetHashCode() => HashCode.Combine(Subject, IsKindOpen, Sections.Count);
}
