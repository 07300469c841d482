using Escalations;
using EscalationAgent.Playbooks;
using Microsoft.Extensions.DependencyInjection;
using Peers;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>The playbook that ships says what its source says.</summary>
public sealed class ShippedPlaybookTests
{
    private static readonly string Folder = Path.Combine(Peer.Root, "playbooks");
    private static readonly Playbook Shipped = PlaybookBook.Open(Folder, PlaybookSetup.DefaultName).Default;

    [Theory]
    [InlineData("C013", "Product defect (bug)", "route", "Engineering via support platform")]
    [InlineData("C014", "Product defect (bug)", "trigger", "P1/P2 ticket not resolved within SLA")]
    [InlineData("C015", "Product defect (bug)", "acknowledge", "4 hours acknowledge")]
    [InlineData("C016", "Product defect (bug)", "outcome", "24-72 hours resolution depending on severity")]
    [InlineData("C017", "Feature gap (blocking)", "route", "Product management")]
    [InlineData("C018", "Feature gap (blocking)", "trigger", "Customer blocked by missing capability, affecting retention")]
    [InlineData("C019", "Feature gap (blocking)", "acknowledge", "48 hours acknowledge")]
    [InlineData("C020", "Feature gap (blocking)", "outcome", "2 weeks decision on approach")]
    [InlineData("C021", "Service failure", "route", "CS leadership + support leadership")]
    [InlineData("C022", "Service failure", "trigger", "SLA breach, repeated failures, relationship damage")]
    [InlineData("C023", "Service failure", "acknowledge", "4 hours acknowledge")]
    [InlineData("C024", "Service failure", "outcome", "24 hours remediation plan")]
    [InlineData("C025", "Commercial dispute", "route", "CS leadership + finance")]
    [InlineData("C026", "Commercial dispute", "trigger", "Billing issue, contract disagreement, pricing complaint")]
    [InlineData("C027", "Commercial dispute", "acknowledge", "48 hours acknowledge")]
    [InlineData("C028", "Commercial dispute", "outcome", "1 week resolution")]
    [InlineData("C029", "Relationship at risk", "route", "CS leadership")]
    [InlineData("C030", "Relationship at risk", "trigger", "Champion departure, competitive threat, strategic account declining")]
    [InlineData("C031", "Relationship at risk", "acknowledge", "24 hours acknowledge")]
    [InlineData("C032", "Relationship at risk", "outcome", "CSM + manager strategy session within 48 hours")]
    [InlineData("C033", "Executive intervention", "route", "CRO or CEO office")]
    [InlineData("C034", "Executive intervention", "trigger", "Strategic account, board-level relationship, existential churn risk")]
    [InlineData("C035", "Executive intervention", "acknowledge", "Same day acknowledge")]
    [InlineData("C036", "Executive intervention", "outcome", "executive response within 48 hours")]
    public void C013_to_C036_route_as_the_source_says(string requirement, string title, string aspect, string source)
    {
        var category = Assert.Single(Shipped.Categories, c => c.Title == title);
        string[] said = aspect switch
        {
            "route" => [Routes(category)],
            "trigger" => [category.Trigger],
            "acknowledge" => [$"{category.Acknowledge} acknowledge"],
            _ => Outcomes(category.Outcome),
        };

        Assert.True(said.Contains(source, StringComparer.OrdinalIgnoreCase), $"{requirement}: the playbook says {string.Join(" / ", said)}");
    }

    [Fact]
    public void C013_to_C036_there_are_six_categories_and_no_other() => Assert.Equal(
        ["product_defect", "feature_gap", "service_failure", "commercial_dispute", "relationship_at_risk", "executive_intervention"],
        Shipped.Categories.Select(c => c.Key));

    [Theory]
    [InlineData(Severity.S1, "24 hours")]
    [InlineData(Severity.S2, "48 hours")]
    [InlineData(Severity.S3, "72 hours")]
    [InlineData(Severity.S4, "72 hours")]
    public void C016_a_defect_is_resolved_in_24_to_72_hours_by_severity(Severity severity, string term) =>
        Assert.Equal(term, Shipped.FindCategory("product_defect")!.Outcome.Terms[severity].ToString());

    [Theory]
    [InlineData(Severity.S1, "15 minutes", "48 hours", "1 day")]
    [InlineData(Severity.S2, "1 hour", "48 hours", "1 day")]
    [InlineData(Severity.S3, "4 hours", "5 business days", "3 business days")]
    [InlineData(Severity.S4, "1 business day", "5 business days", "3 business days")]
    public void R01_B012_to_B021_and_C055_the_severities_set_acknowledgement_stall_and_update(Severity severity, string acknowledge, string stall, string update)
    {
        var level = Shipped.LevelOf(severity);

        Assert.Equal((acknowledge, stall, update), (level.Acknowledge.ToString(), level.Stall.ToString(), level.Updates.Csm.ToString()));
    }

    [Fact]
    public void R03_every_team_names_its_manager() => Assert.All(Shipped.Teams, t => Assert.False(string.IsNullOrEmpty(t.Manager)));

    [Fact]
    public void C062_leadership_reads_the_weekly_summary() => Assert.Equal("leadership", Shipped.FindTeam(Shipped.LeadershipTeam)?.Key);

    [Fact]
    public void The_version_is_the_declared_one_with_a_hash_of_the_content()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "customer-escalation.yaml"));
        var changed = Read(text.Replace("4 hours", "5 hours", StringComparison.Ordinal));

        Assert.Equal("customer-escalation", Shipped.Version.Name);
        Assert.Matches(@"^1\.0\+[0-9a-f]{8}$", Shipped.Version.Version);
        Assert.NotEqual(Shipped.Version, changed);
        Assert.Equal(Shipped.Version, Read(text.ReplaceLineEndings("\r\n")));
    }

    [Fact]
    public void The_process_gets_the_default_playbook()
    {
        using var services = new ServiceCollection().AddPlaybooks(Folder).BuildServiceProvider();

        Assert.Equal("customer-escalation", services.GetRequiredService<Playbook>().Version.Name);
        Assert.Same(services.GetRequiredService<Playbook>(), services.GetRequiredService<PlaybookBook>().Find("customer-escalation"));
    }

    [Fact]
    public void The_playbooks_travel_with_the_program() =>
        Assert.Equal(Shipped.Version, PlaybookBook.Open(Path.Combine(AppContext.BaseDirectory, "playbooks"), PlaybookSetup.DefaultName).Default.Version);

    private static PlaybookVersion Read(string text) => PlaybookReader.Read("p", "customer-escalation", text).Playbook!.Version;

    private static string Routes(Category category) => string.Join(" + ", category.RoutesTo
        .Select(key => Shipped.FindTeam(key)!)
        .Select(team => team.Via is null ? team.Title : $"{team.Title} via {team.Via}"));

    /// <summary>The outcome in the two word orders that the source uses.</summary>
    private static string[] Outcomes(Outcome outcome)
    {
        var terms = Severities.All.Select(s => outcome.Terms[s]).ToArray();
        var term = terms.Distinct().Count() == 1 ? terms[0].ToString() : $"{terms[0].Amount}-{terms[^1]}";
        return [$"{term} {outcome.What}", $"{term} {outcome.What} depending on severity", $"{outcome.What} within {term}"];
    }
}
