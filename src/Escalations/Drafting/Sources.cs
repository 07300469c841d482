using TextAnalysis.Checking;
using TextAnalysis.Instructions;

namespace Escalations.Drafting;

/// <summary>What a draft may rest on: what the CSM said, never what a writer made of it.</summary>
public static class Sources
{
    /// <summary>The build of the rules and of their lexicons, which are part of it.</summary>
    private static readonly Guid Rules = typeof(ContradictionFinder).Module.ModuleVersionId;

    public static IReadOnlyList<Source> Of(Escalation escalation)
    {
        var (brief, notes) = (escalation.Brief, escalation.Draft.Notes);
        return
        [
            .. notes.Select((text, i) => new Source(notes.Count == 1 ? "your notes" : $"your notes, part {i + 1}", text)),
            .. BriefSections
                .All.Where(s => brief.Passages.GetValueOrDefault(s)?.Origin == Origin.Stated)
                .Select(s => new Source($"your words on {s.Title().ToLowerInvariant()}", brief.TextOf(s)!)),
            .. brief.Passages.OrderBy(p => p.Key).SelectMany(p => p.Value.Confirmed).Distinct().Select(fact => new Source("what you confirmed", fact)),
            .. brief.Account is { } account ? [new Source("the customer's name", account) { IsCustomersName = true }] : Array.Empty<Source>(),
        ];
    }

    /// <summary>The day by which "yesterday" is read: when the CSM last said something of it.</summary>
    public static DateOnly DayOf(Escalation escalation) => DateOnly.FromDateTime((escalation.Draft.SaidAt ?? escalation.LastEventAt).UtcDateTime);

    /// <summary>What is on record of them for this version of the escalation, else what is found now.</summary>
    public static SourceFindings FindingsIn(Escalation escalation) =>
        KeptIn(escalation) ?? new(Found(escalation), [.. escalation.Draft.Notes.SelectMany(InstructionFinder.Find).Distinct()], escalation.Version, Rules);

    /// <summary>Of these only the contradictions.</summary>
    public static IReadOnlyList<FoundContradiction> ContradictionsIn(Escalation escalation) => KeptIn(escalation)?.Contradictions ?? Found(escalation);

    /// <summary>What is on record of them for this version of the escalation, as today's rules find it; null when it has to be found.</summary>
    public static SourceFindings? KeptIn(Escalation escalation) =>
        escalation.Draft.Findings is { } kept && kept.AsOf == escalation.Version && kept.By == Rules ? kept : null;

    private static IReadOnlyList<FoundContradiction> Found(Escalation escalation) =>
        [.. ContradictionFinder.Find(Of(escalation), DayOf(escalation)).Select(found => new FoundContradiction(found.About, found.Quotes, found.Values))];

    /// <summary>Whether two versions of an escalation rest on the same.</summary>
    public static bool AreSame(Escalation one, Escalation other) => DayOf(one) == DayOf(other) && Of(one).SequenceEqual(Of(other));
}
