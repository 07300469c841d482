using TextAnalysis.Checking;

namespace Escalations;

/// <summary>What was found in what the CSM said. It follows from that alone: a record without it is read again.</summary>
/// <param name="Contradictions">Those that rules see, settled ones too.</param>
/// <param name="Orders">Passages of the notes that read like instructions to a machine.</param>
/// <param name="AsOf">The version of the escalation that it holds for.</param>
/// <param name="By">Which rules and lexicons found it: another release may find something else.</param>
public sealed record SourceFindings(IReadOnlyList<FoundContradiction> Contradictions, IReadOnlyList<string> Orders, int AsOf, Guid By);

/// <summary>A <see cref="Contradiction"/> with its values, as it is kept.</summary>
public sealed record FoundContradiction(string About, IReadOnlyList<string> Quotes, IReadOnlyList<StatedValue> Values)
{
    public Contradiction AsContradiction() => new(About, Quotes) { Values = Values };
}
