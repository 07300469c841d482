using TextAnalysis.Checking;
using TextAnalysis.Facts;

namespace TextAnalysis.Tests;

public sealed class RemovalTests
{
    [Theory]
    [InlineData("It fails since 3 March. They lose EUR 40k a day. We are on it.", "EUR 40k", "It fails since 3 March. We are on it.")]
    [InlineData("It fails. They lose EUR 40k.", "EUR 40k", "It fails.")]
    [InlineData("They lose EUR 40k.", "EUR 40k", "")]
    [InlineData("- 3 March: it failed\n- 4 March: Pavel Novak called\n- 5 March: fixed", "Pavel Novak", "- 3 March: it failed\n- 5 March: fixed")]
    [InlineData("First.\n\nSecond with INC-9.\n\nThird.", "INC-9", "First.\n\nThird.")]
    [InlineData("Kosten: 1,2 Mio. Euro im Jahr. Am 16. Mai wird verlängert.", "1,2 Mio. Euro", "Am 16. Mai wird verlängert.")]
    [InlineData("Nothing of it stands here.", "EUR 40k", "Nothing of it stands here.")]
    public void The_sentence_or_line_goes_and_the_rest_is_tidy(string text, string fact, string left) => Assert.Equal(left, Removal.Without(text, [fact]));

    [Fact]
    public void Several_facts_go_at_once_and_an_empty_one_takes_nothing() => Assert.Equal("Two.", Removal.Without("One 11. Two. Three 33.", ["11", "33", ""]));

    [Fact]
    public void A_figure_inside_a_longer_one_takes_only_its_own_sentence() =>
        Assert.Equal("They pay EUR 140k.", Removal.Without("They lost 40k. They pay EUR 140k.", ["40k"]));
}
