using Escalations.Reporting;

namespace Escalations.Tests.Reporting;

/// <summary>What the public reads of an incident (D011): whole sentences of the update, and none that names anybody, tells of money, or blames.</summary>
public sealed class StatusTextTests
{
    private static readonly string[] Names = ["Ann Alvarez", "Bob Stone", "Acme Corp"];

    [Fact]
    public void What_everybody_may_read_stays_and_the_rest_is_counted()
    {
        var answers = new UpdateAnswers(
            "Reports load slowly since 09:10. Acme sees it most. The night team botched deployment 4.2. It costs them EUR 85k.",
            "Whether caching is enough.",
            "We restore the index. Bob watches it.",
            "Today at 14:00",
            "Please export smaller ranges."
        );
        var read = answers with { Known = answers.Known.Replace("EUR 85k", "[…]", StringComparison.Ordinal) };

        var (text, leftOut) = StatusText.Compose(answers, read, Names);

        Assert.Equal(
            """
            Reports load slowly since 09:10.

            What comes next: We restore the index.

            Please export smaller ranges.

            Next update: Today at 14:00
            """.ReplaceLineEndings("\n"),
            text
        );
        Assert.Equal(4, leftOut);
    }

    /// <summary>Updates are written for everybody inside; the public reads nothing of money, whoever writes of it.</summary>
    [Theory]
    [InlineData("The cost is 20,000 EUR a day.")]
    [InlineData("We lost 45k in orders.")]
    [InlineData("It costs 3 000 € per hour.")]
    [InlineData("Der Vertrag über 480.000 Euro ist in Gefahr.")]
    public void Money_is_not_told(string sentence)
    {
        var answers = new UpdateAnswers($"Reports load slowly since 09:10. {sentence}", null, "", "", null);
        Assert.Equal(("Reports load slowly since 09:10.", 1), StatusText.Compose(answers, answers, []));
    }

    [Fact]
    public void It_is_in_the_language_of_the_update_and_empty_where_nothing_can_be_told()
    {
        var french = new UpdateAnswers("Les rapports sont lents depuis ce matin.", null, "Nous reconstruisons l'index.", "demain à midi", null);
        Assert.Contains("La suite : Nous reconstruisons l'index.", StatusText.Compose(french, french, Names).Text, StringComparison.Ordinal);

        var secret = new UpdateAnswers("Ann found it.", null, "Bob mends it.", "Ask Bob Stone.", null);
        Assert.Equal(("", 3), StatusText.Compose(secret, secret, Names));
    }
}
