using Escalations.Intake;

namespace Escalations.Tests.Intake;

/// <summary>A brief that belongs under another playbook is said to be, by the words that say so; a person decides.</summary>
public sealed class OtherKindsTests
{
    private static readonly Playbook People = House.Rules with
    {
        Version = new("people", "1"),
        Categories =
        [
            House.Rules.Categories[0] with
            {
                Key = "people_issue",
                IsConfidential = true,
                Signs = ["burnout", "developer|engineer ~3 quit|leave"],
            },
            House.Rules.Categories[0] with
            {
                Key = "dependency",
                Signs = ["blocked by ~2 team", "waiting for ~2 team"],
            },
        ],
    };

    [Theory]
    [InlineData("Our best developer may quit over this.", "people_issue", "developer may quit")]
    [InlineData("We are blocked by the data team; for weeks we are waiting for that team.", "dependency", "blocked by the data team")]
    [InlineData("We are blocked by the data team.", null, null)] // One sign could be anything.
    [InlineData("The customer may leave. Their developers wrote to us.", null, null)] // Not in one clause.
    public void Signs_of_another_kind_are_quoted(string notes, string? kind, string? quote)
    {
        var found = OtherKinds.Of(Sample.After([Sample.FullBrief[0]]), [notes], [House.Rules, People]);
        Assert.Equal((kind, quote), (found?.Category.Key, found?.Quotes[0]));
    }

    /// <summary>A customer that sells software for people's matters has words of them.</summary>
    [Fact]
    public void Where_a_customer_is_named_one_sign_is_not_enough()
    {
        var draft = Sample.After([Sample.FullBrief[0], new AccountNamed("Acme Corp", Origin.Stated)]);
        Assert.Null(OtherKinds.Of(draft, ["Their burnout survey shows nothing."], [People]));
        Assert.NotNull(OtherKinds.Of(draft, ["Our developer may quit: burnout."], [People]));
    }

    [Fact]
    public void What_was_routed_or_is_under_that_playbook_already_is_left_alone()
    {
        var draft = Sample.After([Sample.FullBrief[0]]);
        string[] said = ["Our best developer may quit over this."];
        Assert.NotNull(OtherKinds.Of(draft, said, [People]));
        Assert.Null(OtherKinds.Of(draft with { Playbook = People.Version }, said, [People]));
        Assert.Null(OtherKinds.Of(draft with { RoutedAt = Sample.Monday }, said, [People]));
        Assert.Null(OtherKinds.Of(draft, said, [House.Rules]));
    }
}
