using TextAnalysis.Facts;

namespace Escalations.Tests;

/// <summary>A review is published when nothing is missing.</summary>
public sealed class ReviewAnswersTests
{
    [Theory]
    [InlineData("Add alert - Mike Ross - 2026-12-01")]
    [InlineData("Add alert | Mike Ross | 1 Dec 2026")]
    [InlineData("- Add alert - for disks - Mike Ross - by 2026-12-01\n- Write guide – Ann – 2 December 2026.")]
    [InlineData("Nothing.")]
    [InlineData("rien")]
    public void A_complete_list_is_taken(string toFix) => Assert.Empty(Review(toFix).Missing());

    [Theory]
    [InlineData("Add alert - 2026-12-01", "\"Add alert\" has no owner. Write: what - who - by when.")]
    [InlineData("Add alert - TBD - 2026-12-01", "\"Add alert\" has no owner. Write: what - who - by when.")]
    [InlineData("Add alert - Mike Ross", "\"Add alert\" has no date. Write it as 2026-12-01 or 1 Dec 2026.")]
    [InlineData("Add alert - Mike Ross - 2026-02-30", "\"Add alert\" has no date. Write it as 2026-12-01 or 1 Dec 2026.")]
    [InlineData("2026-12-01", "\"2026-12-01\" does not say what is to be fixed. Write: what - who - by when.")]
    [InlineData(" \n", "Say what is to be fixed, one line each: what - who - by when. Or \"nothing\".")]
    public void What_is_missing_is_said(string toFix, string sentence) => Assert.Equal([sentence], Review(toFix).Missing());

    [Fact]
    public void An_item_without_owner_and_date_lacks_both() => Assert.Equal(2, Review("Add alert").Missing().Count);

    [Fact]
    public void Every_part_is_needed() => Assert.Equal(4, new ReviewAnswers("", " ", "-", "").Missing().Count);

    private static ReviewAnswers Review(string toFix) => new("09:00 it began.", "No exports.", "To restore.", toFix);

    [Fact]
    public void Days_and_owners_are_written_as_they_are_meant_and_other_lines_stay()
    {
        var rewritten = ReviewAnswers.Rewritten(
            "- Rehearse - the way back - cy - Friday\nNo owner - 2026-03-20\nWatch - Erin - 20 Mar 2026\nCall - Erin - one day",
            day => day == "Friday" ? new(2026, 3, 13) : null,
            who => who == "cy" ? "Cy Cole" : who
        );

        Assert.Equal("Rehearse - the way back - Cy Cole - 2026-03-13\nNo owner - 2026-03-20\nWatch - Erin - 2026-03-20\nCall - Erin - one day", rewritten);
        Assert.Equal(rewritten, ReviewAnswers.Rewritten(rewritten, _ => null, who => who));
        Assert.Equal("nothing", ReviewAnswers.Rewritten("nothing", _ => null, who => who));
    }
}
