using TextAnalysis.Checking;

namespace Escalations.Tests.Drafting;

/// <summary>
/// How many lies are marked, and how much of what is honest. The held-out cases were written before the check was tuned, and
/// were not looked at while it was. The strangers' were written by somebody who had not seen the check; at first sight one
/// in ten of their honest facts was flagged, and some of the causes were mended.
/// </summary>
public sealed class LieTests(ITestOutputHelper output)
{
    private const int Seed = 20260302;

    private static readonly string[] MustBeMarked =
    [
        "currency",
        "decimal mark",
        "invented address",
        "invented amount",
        "invented name",
        "invented quotation",
        "invented ticket",
        "rounded",
        "scale",
        "wrong month",
        "wrong time",
    ];

    [Theory]
    [InlineData("tuning", 300, 0)]
    [InlineData("heldout", 150, 0.02)]
    [InlineData("strangers", 300, 0.08)]
    public void Lies_are_marked(string set, int atLeast, double mostMissed)
    {
        var lies = Lies.Of(set, Seed).Select(l => (Lie: l, IsMarked: IsMarked(l))).ToList();

        foreach (var kind in lies.GroupBy(l => l.Lie.Kind).OrderBy(g => g.Key))
        {
            output.WriteLine($"{kind.Key, -26} {kind.Count(l => l.IsMarked), 4} of {kind.Count(), 4}");
        }

        output.WriteLine($"{set}: {lies.Count(l => l.IsMarked)} of {lies.Count}");
        if (set == "tuning" || Environment.GetEnvironmentVariable("LYING_SHOW") is not null)
        {
            foreach (var (lie, _) in lies.Where(l => !l.IsMarked))
            {
                output.WriteLine($"UNMARKED {lie.Kind} | {lie.Case} | {lie.LieText} | {lie.DraftText.ReplaceLineEndings(" / ")}");
            }
        }

        // What is left are values of one kind that changed places, and single days, counts and rates.
        Assert.Empty(lies.Where(l => set != "strangers" && !l.IsMarked && MustBeMarked.Contains(l.Lie.Kind)).Select(l => l.Lie.LieText));
        Assert.True(lies.Count >= atLeast);
        Assert.True(lies.Count(l => !l.IsMarked) <= mostMissed * lies.Count);
    }

    [Theory]
    [InlineData("tuning", 300, 0)]
    [InlineData("heldout", 150, 0.02)]
    [InlineData("strangers", 300, 0.065)]
    public void Honest_drafts_are_left_alone(string set, int atLeast, double mostFlagged)
    {
        var drafts = Lies.HonestDrafts(set, Seed, 4).Select(d => (Draft: d, Claims: Check(d.Notes, d.WrittenOn).Claims(d.DraftText))).ToList();
        var claims = drafts.SelectMany(d => d.Claims.Select(c => (d.Draft, Claim: c))).ToList();
        var flagged = claims.Where(c => c.Claim.Proof is null).ToList();

        output.WriteLine($"{set}: {drafts.Count} drafts, {claims.Count} facts, {flagged.Count} flagged ({(double)flagged.Count / claims.Count:P2})");
        foreach (var kind in flagged.GroupBy(f => (f.Claim.Fact.Kind, HasDoubt: f.Claim.Doubt is not null)))
        {
            output.WriteLine($"flagged {kind.Key.Kind}{(kind.Key.HasDoubt ? " for another thing" : "")}: {kind.Count()}");
        }

        if (set == "tuning" || Environment.GetEnvironmentVariable("LYING_SHOW") is not null)
        {
            foreach (var (draft, claim) in flagged)
            {
                output.WriteLine(
                    $"FLAGGED {draft.Case} | {claim.Fact.Kind} {claim.Fact.Text} [{string.Join(" ", claim.Fact.Readings)}] | "
                        + $"{claim.Doubt} | {draft.DraftText.ReplaceLineEndings(" / ")}"
                );
            }
        }

        Assert.True(drafts.Count >= atLeast);
        Assert.True(flagged.Count <= mostFlagged * claims.Count);
    }

    private static bool IsMarked(Lie lie) =>
        Check(lie.Notes, lie.WrittenOn).Claims(lie.DraftText).Any(c => c.Proof is null && c.Start < lie.Start + lie.LieText.Length && lie.Start < c.End);

    private static FactCheck Check(string notes, DateOnly writtenOn) => new([new("your notes", notes)], writtenOn);
}
