using Escalations;

namespace EscalationAgent.Drafting.Offline;

/// <summary>The ten items that a defect should come with, and which of them the notes hold (D057-D066).</summary>
internal static class SignatureChecklist
{
    private static readonly string[] Items =
    [
        "summary",
        "reproduction_steps",
        "expected_vs_actual",
        "logs_and_data",
        "customer_impact",
        "severity",
        "steps_taken",
        "screenshots",
        "supporting_tickets",
        "case_owner",
    ];

    /// <summary>Every item, in the checklist's order, and whether it is there.</summary>
    public static IReadOnlyDictionary<string, bool> Read(string text, DateOnly writtenOn)
    {
        var notes = NotesReader.Read([text], writtenOn);
        var statements = notes.Statements;
        var roles = RoleShares.Of(statements, writtenOn);
        var sections = new SectionSorter(writtenOn).Sort(notes, roles, [], null, []).Sections;
        var held = statements.SelectMany(s => ChecklistFinder.Cues.In(s.Words).Where(h => !Denial.Of(s, h)).Select(h => h.Entry.For)).ToHashSet();
        Hold(held, "summary", HeadlineChooser.Choose(statements, roles, null) is not null);
        Hold(held, "customer_impact", sections.ContainsKey(BriefSection.CustomerImpact));
        Hold(held, "steps_taken", sections.ContainsKey(BriefSection.ResolutionAttempts));
        return Items.ToDictionary(item => item, held.Contains);
    }

    private static void Hold(HashSet<string> held, string item, bool isThere)
    {
        if (isThere)
        {
            held.Add(item);
        }
    }
}
