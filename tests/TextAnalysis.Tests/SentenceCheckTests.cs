using TextAnalysis.Checking;

namespace TextAnalysis.Tests;

/// <summary>
/// Lies in words, and honest words. The set "apart" was written before the check and was not looked at while it was made.
/// </summary>
public sealed class SentenceCheckTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("working", 0.8, 0)]
    [InlineData("apart", 0.5, 0)]
    public void Lies_in_words_are_marked_and_honest_words_are_not(string set, double atLeast, int mostFlagged)
    {
        var drafts = WordedLies
            .Of(set)
            .Select(d => (Draft: d, Doubted: Check(d.Notes, d.WrittenOn).Claims(d.Draft).Where(c => c.Proof is null).ToList()))
            .ToList();
        var (lies, honest) = (drafts.Where(d => d.Draft.Kind is not null).ToList(), drafts.Where(d => d.Draft.Kind is null).ToList());

        foreach (var kind in lies.GroupBy(l => l.Draft.Kind))
        {
            output.WriteLine($"{kind.Key, -10} {kind.Count(l => l.Doubted.Count > 0), 3} of {kind.Count(), 3}, at its words {kind.Count(IsAtItsWords)}");
        }

        var flagged = honest.Where(h => h.Doubted.Count > 0).ToList();
        output.WriteLine($"{set}: {lies.Count(l => l.Doubted.Count > 0)} of {lies.Count} lies, {flagged.Count} of {honest.Count} honest drafts");
        if (set == "working" || Environment.GetEnvironmentVariable("LYING_SHOW") is not null)
        {
            foreach (var (draft, doubted) in lies.Where(l => !IsAtItsWords(l)).Concat(flagged))
            {
                output.WriteLine(
                    $"{(draft.Kind is null ? "FLAGGED" : doubted.Count == 0 ? "UNMARKED" : "ELSEWHERE")} {draft.Case} | {draft.Kind} | {draft.Draft} | {draft.Lie} | "
                        + string.Join("; ", doubted.Select(c => $"{c.Fact.Kind} [{c.Fact.Text}] {c.Doubt}"))
                );
            }
        }

        Assert.True(lies.Count(l => l.Doubted.Count > 0) >= atLeast * lies.Count);
        Assert.True(flagged.Count <= mostFlagged);
    }

    private static bool IsAtItsWords((WordedDraft Draft, List<Claim> Doubted) lie) =>
        lie.Doubted.Exists(c => c.Start < lie.Draft.LieStart + lie.Draft.Lie!.Length && lie.Draft.LieStart < c.End);

    private static FactCheck Check(string notes, DateOnly writtenOn) => new([new("your notes", notes)], writtenOn);
}
