using TextAnalysis.Checking;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Evaluation;

/// <summary>Notes as people write them do not contradict themselves; a claim that they do costs a question.</summary>
public sealed class ContradictionsInNotesTests(ITestOutputHelper output)
{
    [Fact]
    public void No_note_is_said_to_contradict_itself()
    {
        var notes = ((string[])["tuning", "heldout", "later", "plain"]).SelectMany(Drafting.LabelledNotes.Of).ToList();

        var claimed = notes
            .SelectMany(n =>
                ContradictionFinder.Find([new("your notes", n.Text)], n.WrittenOn).Select(c => $"{n.Id}: {c.About}: {string.Join(" | ", c.Quotes)}")
            )
            .ToList();

        output.WriteLine($"{claimed.Count} in {notes.Count} notes");
        claimed.ForEach(output.WriteLine);
        Assert.True(notes.Count >= 476);
        Assert.Empty(claimed);
    }
}
