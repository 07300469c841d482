using EscalationAgent.Drafting.Offline;
using Escalations;
using Escalations.Drafting;

namespace EscalationAgent.Tests.Drafting;

public sealed class OfflineWriterNotesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false, 0.90)]
    [InlineData(true, 0.80)]
    public async Task Most_points_are_right_also_in_notes_that_the_rules_never_saw(bool heldOut, double atLeast)
    {
        var (points, wrong) = (0, 0);
        foreach (var note in SampleNote.All.Where(n => n.HeldOut == heldOut))
        {
            var draft = await new OfflineWriter().WriteAsync(note.Request, TestContext.Current.CancellationToken);
            Show(draft);
            var differences = note.Differences(draft);
            output.WriteLine(
                $"{note.Name}: {note.Points - differences.Count} of {note.Points} {string.Join("; ", differences.Select(d => $"{d.Point} = {d.Said}"))}"
            );
            (points, wrong) = (points + note.Points, wrong + differences.Count);
        }

        output.WriteLine($"{points - wrong} of {points}");
        Assert.True(points - wrong >= atLeast * points, $"{points - wrong} of {points}");
    }

    private void Show(Draft draft)
    {
        output.WriteLine(
            $"{draft.Account} | {draft.ArrAtRisk} | {draft.Renewal:yyyy-MM-dd} | {draft.Sentiment} | {draft.Suggestion?.Category} {draft.Suggestion?.Severity}"
        );
        foreach (var reason in (draft.Suggestion?.CategoryReasons ?? []).Concat(draft.Suggestion?.SeverityReasons ?? []))
        {
            output.WriteLine($"   {reason.Text} <{reason.Quote}>");
        }

        foreach (var section in BriefSections.All.Where(draft.Sections.ContainsKey))
        {
            output.WriteLine($"[{section}] {draft.Sections[section]}");
        }
    }
}
