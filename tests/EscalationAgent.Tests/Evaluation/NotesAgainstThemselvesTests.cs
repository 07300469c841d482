using TextAnalysis.Checking;

namespace EscalationAgent.Tests.Evaluation;

/// <summary>Notes as people write them, held against themselves: nothing in them is an invention.</summary>
public sealed class NotesAgainstThemselvesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("tuning")]
    [InlineData("heldout")]
    [InlineData("later")]
    [InlineData("plain")]
    public void A_note_says_what_it_says(string set)
    {
        var notes = Drafting.LabelledNotes.Of(set);

        var unproven = notes
            .SelectMany(n =>
                Check(n.Text, n.WrittenOn).Claims(n.Text).Where(c => c.Proof is null).Select(c => $"{n.Id}: {c.Fact.Kind} \"{c.Fact.Text}\" {c.Doubt}")
            )
            .ToList();

        unproven.ForEach(output.WriteLine);
        Assert.Empty(unproven);
    }

    [Theory]
    [InlineData("tuning")]
    [InlineData("heldout")]
    [InlineData("later")]
    [InlineData("plain")]
    public void Sentences_in_another_order_are_no_inventions(string set)
    {
        var random = new Random(7);
        var (all, unproven) = (0, new List<string>());
        foreach (var note in Drafting.LabelledNotes.Of(set))
        {
            var sentences = note
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(l => EscalationAgent.Drafting.Offline.Sentences.Of(l))
                .ToArray();
            random.Shuffle(sentences);
            var claims = Check(note.Text, note.WrittenOn).Claims(string.Join('\n', sentences));
            all += claims.Count;
            unproven.AddRange(claims.Where(c => c.Proof is null).Select(c => $"{note.Id}: {c.Fact.Kind} \"{c.Fact.Text}\" {c.Doubt}"));
        }

        output.WriteLine($"{set}: {unproven.Count} of {all}");
        unproven.ForEach(output.WriteLine);
        Assert.True(unproven.Count <= all * 0.02);
    }

    [Theory]
    [InlineData("tuning")]
    [InlineData("heldout")]
    [InlineData("later")]
    public void Figures_and_dates_in_another_format_are_no_inventions(string set)
    {
        var (all, changed, unproven) = (0, 0, new List<string>());
        foreach (var note in Drafting.LabelledNotes.Of(set))
        {
            var text = Reformatted.Of(note.Text, note.WrittenOn, out var count);
            changed += count;
            var claims = Check(note.Text, note.WrittenOn).Claims(text);
            all += claims.Count;
            unproven.AddRange(claims.Where(c => c.Proof is null).Select(c => $"{note.Id}: {c.Fact.Kind} \"{c.Fact.Text}\" {c.Doubt}"));
        }

        output.WriteLine($"{set}: {unproven.Count} of {all}, {changed} in another format");
        unproven.ForEach(output.WriteLine);
        Assert.True(changed > 20);
        Assert.True(unproven.Count <= all * 0.02);
    }

    private static FactCheck Check(string notes, DateOnly writtenOn) => new([new("your notes", notes)], writtenOn);
}
