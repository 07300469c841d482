using EscalationAgent.Teams.Tab;
using TeamsBot.Cards;

namespace EscalationAgent.Tests.Teams;

/// <summary>What was escaped for a card is read on the page as it was typed.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("a * b_c ~ [x](y) `code` <b> \\ #1 & ${x} {{y}}")]
    [InlineData("<at>Bob</at> http://evil.example mailto:a@b.example")]
    [InlineData("1. first\n- second\n# third")]
    [InlineData("C:\\temp\\*.log")]
    public void What_was_escaped_is_read_as_it_was_typed(string typed) => Assert.Equal(typed, PlainText.Of(CardText.Escape(typed)));

    [Fact]
    public void Signs_of_formats_and_links_are_left_out()
    {
        Assert.Equal("Bob acknowledged it, see ENG-1.", PlainText.Of("**Bob** acknowledged it, see [ENG-1](https://jira.example/ENG-1)."));
        Assert.Equal("https://jira.example/ENG-1", PlainText.LinkOf("[ENG-1](https://jira.example/ENG-1)"));
        Assert.Null(PlainText.LinkOf("see [ENG-1](https://jira.example/ENG-1)"));
        Assert.Null(PlainText.LinkOf("[ENG-1](javascript:alert(1))"));
        Assert.Null(PlainText.LinkOf(CardText.Escape("[ENG-1](https://jira.example/ENG-1)")));
    }
}
