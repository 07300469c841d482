namespace EscalationAgent.Tests.Drafting;

/// <summary>
/// How well the offline writer reads notes by hands that wrote nothing else here. Nothing is learnt from them. Some rules were chosen by
/// <c>strangers</c>; by <c>unseen</c> none may be: whoever looks into one of them has used the set up.
/// </summary>
public sealed class StrangersNotesTests(ITestOutputHelper output)
{
    /// <summary>Whatever is drafted stands in the notes, so each doubt is a false alarm.</summary>
    private const int MostDoubted = 6;

    [Fact]
    public async Task Notes_of_strangers_are_read_well_enough()
    {
        var (scores, readings) = await LabelledNotes.ScoreAsync(LabelledNotes.Of("strangers"), TestContext.Current.CancellationToken);
        output.WriteLine(scores.Table());

        Assert.Multiple(
            () => AtLeast(0.76, scores.Category.Recall, "category"),
            () => AtLeast(0.70, scores.Severity.Recall, "severity"),
            () => AtLeast(0.85, scores.S1.Recall, "S1 recall"),
            () => Assert.True(scores.S1Low <= 5, $"{scores.S1Low} of S1 are taken for S3 or S4"),
            () => AtLeast(0.73, scores.Missing.Precision, "missing, precision"),
            () => AtLeast(0.77, scores.Missing.Recall, "missing, recall"),
            () => AtLeast(0.83, scores.Account.Recall, "account"),
            () => AtLeast(0.77, scores.ArrAtRisk.Recall, "yearly value"),
            () => AtLeast(0.85, scores.Renewal.Recall, "renewal"),
            () => AtLeast(0.89, scores.HeadlineAccount.Recall, "headline names the customer"),
            () => Assert.InRange(readings.Sum(r => r.Unproven.Count), 0, MostDoubted)
        );
    }

    [Fact]
    public async Task Notes_that_nobody_has_looked_into_are_read_well_enough()
    {
        var (scores, readings) = await LabelledNotes.ScoreAsync(LabelledNotes.Of("unseen"), TestContext.Current.CancellationToken);
        output.WriteLine(scores.Table());

        Assert.Multiple(
            () => AtLeast(0.85, scores.Category.Recall, "category"),
            () => AtLeast(0.77, scores.Severity.Recall, "severity"),
            () => AtLeast(0.88, scores.S1.Recall, "S1 recall"),
            () => Assert.True(scores.S1Low <= 2, $"{scores.S1Low} of S1 are taken for S3 or S4"),
            () => AtLeast(0.55, scores.Missing.Precision, "missing, precision"),
            () => AtLeast(0.72, scores.Missing.Recall, "missing, recall"),
            () => AtLeast(0.79, scores.Account.Recall, "account"),
            () => AtLeast(0.85, scores.ArrAtRisk.Recall, "yearly value"),
            () => AtLeast(0.85, scores.Renewal.Recall, "renewal"),
            () => AtLeast(0.90, scores.HeadlineAccount.Recall, "headline names the customer"),
            () => Assert.InRange(readings.Sum(r => r.Unproven.Count), 0, MostDoubted)
        );
    }

    private static void AtLeast(double aim, double? reached, string what) => Assert.True(reached >= aim, $"{what}: {reached:0.000}, at least {aim}");
}
