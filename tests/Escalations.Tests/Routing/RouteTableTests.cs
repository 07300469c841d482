namespace Escalations.Tests.Routing;

using Escalations.Routing;
using TextAnalysis.Facts;

/// <summary>Who receives what.</summary>
public sealed class RouteTableTests
{
    private static readonly Term Day = new(1, TermUnit.Days);

    private static readonly Playbook Sample = new()
    {
        Version = new("sample", "1"),
        Title = "Sample",
        Calendars = [Calendars.Utc],
        Severities = [],
        LeadershipTeam = "cs",
        Teams = [new("finance", "Finance"), new("cs", "CS leadership")],
        Categories = [Category("dispute", "cs", "finance"), Category("risk", "cs"), Category("stray", "cs", "nobody"), Category("nowhere")],
    };

    [Fact]
    public void The_teams_come_in_the_playbooks_order_and_the_first_is_accountable()
    {
        var route = Assert.IsType<Route>(RouteTable.Route(Sample, "dispute", Severity.S2));

        Assert.Equal(["cs", "finance"], route.Teams.Select(t => t.Key));
        Assert.Equal("cs", route.Accountable.Key);
        Assert.Equal(("dispute", Severity.S2), (route.Category.Key, route.Severity));
    }

    [Theory]
    [InlineData("nonsense", "'nonsense' is not a category of Sample. There are: Dispute, Risk, Stray, Nowhere.")]
    [InlineData("DISPUTE", "'DISPUTE' is not a category of Sample. There are: Dispute, Risk, Stray, Nowhere.")]
    [InlineData(null, "Choose a category first: Dispute, Risk, Stray, Nowhere.")]
    [InlineData(" ", "Choose a category first: Dispute, Risk, Stray, Nowhere.")]
    [InlineData("stray", "Stray routes to a team that Sample does not define.")]
    [InlineData("nowhere", "Nowhere routes to a team that Sample does not define.")]
    public void What_can_not_be_routed_is_refused_with_a_sentence(string? category, string why) =>
        Assert.Equal(new NoRoute(why), RouteTable.Route(Sample, category, Severity.S1));

    private static Category Category(string key, params string[] teams) =>
        new(key, char.ToUpperInvariant(key[0]) + key[1..], "", teams, Day, new("resolution", Severities.All.ToDictionary(s => s, _ => Day)));
}
