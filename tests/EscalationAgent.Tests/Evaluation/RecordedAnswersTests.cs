using EscalationAgent.Evaluation;
using EscalationAgent.Tests.Drafting;
using TextAnalysis.Checking;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Evaluation;

/// <summary>
/// What a large language model answered to <c>draft-brief v2</c> for the notes of <c>labelled.later</c> and for 72 of
/// <c>labelled.strangers</c>, twelve of each category, as it came: how good the prompt is, and how much of a model's honest prose
/// the check of facts takes for invented.
/// </summary>
public sealed class RecordedAnswersTests(ITestOutputHelper output)
{
    private static readonly string Answers = Path.Combine(Peer.Root, "tests", "EscalationAgent.Tests", "Samples", "answers");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notes_of_strangers_are_read_and_classified_as_people_would()
    {
        var (scores, readings, _) = await ReplayAsync("strangers");
        output.WriteLine(scores.Table());

        Assert.Equal(72, readings);
        Assert.True(scores.Category.Recall >= 0.96, scores.Table());
        Assert.True(scores.Severity.Recall >= 0.93, scores.Table());
        Assert.True(scores.S1 is { Recall: >= 0.94, Precision: >= 0.94 }, scores.Table());
        Assert.True(scores.Missing is { Precision: >= 0.80, Recall: >= 0.80 }, scores.Table());
        Assert.True(scores.Account is { Precision: >= 0.95, Recall: >= 0.92 }, scores.Table());
        Assert.True(scores.HeadlineAccount.Recall >= 0.95, scores.Table());
    }

    [Fact]
    public async Task The_prompt_drafts_and_classifies_better_than_rules()
    {
        var (scores, _, claims) = await ReplayAsync("later");
        output.WriteLine(scores.Table());
        var unproven = claims.Where(c => c.Claim.Proof is null).ToList();
        output.WriteLine($"{claims.Count} facts, {unproven.Count} unproven: {string.Join("; ", unproven.Select(c => $"{c.Id}: {c.Claim.Fact.Text}"))}");

        Assert.True(scores.Category.Right >= 39, scores.Table());
        Assert.True(scores.Severity.Right >= 38, scores.Table());
        Assert.Equal(scores.S1.There, scores.S1.Right);
        // What is asked of everybody does not count, and one section in ten is labelled as missing.
        Assert.True(scores.Missing is { Precision: >= 0.94, Recall: >= 0.94 }, scores.Table());
        Assert.Empty(scores.Outside);
    }

    [Fact]
    public async Task Of_the_facts_in_its_prose_at_most_two_in_a_hundred_are_flagged()
    {
        var (_, readings, claims) = await ReplayAsync("later");
        Assert.Equal(40, readings);
        Assert.True(claims.Count >= 300, $"{claims.Count} facts");
        Assert.True(
            claims.Count(c => c.Claim.Proof is null) <= claims.Count * 0.02,
            string.Join("\n", claims.Where(c => c.Claim.Proof is null).Select(c => $"{c.Id}: {c.Claim.Fact.Text}"))
        );
    }

    private static async Task<(Scores Scores, int Readings, IReadOnlyList<(string Id, Claim Claim)> Claims)> ReplayAsync(string set)
    {
        var bench = LabelledNotes.Bench();
        var (scores, claims) = (new Scores(), new List<(string, Claim)>());
        var notes = LabelledNotes.Of(set).Where(note => File.Exists(Path.Combine(Answers, $"{note.Id}.json"))).ToList();
        foreach (var note in notes)
        {
            var draftWriter = bench.Replay(await File.ReadAllTextAsync(Path.Combine(Answers, $"{note.Id}.json"), Cancel));
            var noteResult = await bench.With(draftWriter).ReadAsync(note, Cancel);
            scores.Add(note, noteResult);
            var check = new FactCheck([new("your notes", note.Text)], note.WrittenOn);
            claims.AddRange(noteResult.Draft.Values.SelectMany(check.Claims).Select(c => (note.Id, c)));
        }

        return (scores, notes.Count, claims);
    }
}
