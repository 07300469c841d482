using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Routing;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>The shipped support playbook holds what its document says, line by line.</summary>
public sealed class ShippedSupportTests
{
    private static readonly Playbook Support = SampleCards.Shipped.Find("support-to-engineering")!;

    private static readonly Category Case = Assert.Single(Support.Categories);

    [Theory]
    [InlineData("D003", "tier_1", "L1", "Tier 1", "Executes playbooks; collects baseline data; performs replication steps")]
    [InlineData("D004", "tier_2", "L2", "Tier 2", "Technical investigation; troubleshooting; log and data analysis; reproduction validation")]
    [InlineData(
        "D005",
        "tier_3",
        "L3",
        "Tier 3",
        "Product-level diagnosis; bug-pattern identification; advanced troubleshooting; engineering-ready reproduction"
    )]
    [InlineData("D006", "engineering", "L4", "Engineering", "Code-level debugging; SEV ownership; bug-fix creation")]
    [InlineData("D007", "leadership", "L5", "Leadership", "Customer-communication alignment; contract or PR risk review; executive outreach")]
    public void Each_level_has_its_owner_and_duties(string line, string key, string level, string owner, string duties)
    {
        var team = Support.FindTeam(key);
        Assert.True(team is not null, line);
        Assert.Equal((level, owner, duties), (team.Level, team.Title, team.Duties));
    }

    [Theory]
    [InlineData("D002 D010", Severity.S1, "Engineering, Tier 3", "leadership")]
    [InlineData("D016", Severity.S2, "Tier 3, Engineering", "leadership")]
    [InlineData("D018 D019", Severity.S3, "Tier 3", "engineering, leadership")]
    [InlineData("D021", Severity.S4, "Tier 2", "tier_3, engineering, leadership")]
    public void Levels_are_taken_one_after_the_other_unless_the_severity_warrants_a_leap(string line, Severity severity, string receivers, string above)
    {
        var route = Assert.IsType<Route>(RouteTable.Route(Support, Case.Key, severity));
        Assert.True(receivers == string.Join(", ", route.Teams.Select(t => t.Title)), line);
        Assert.Equal(above, string.Join(", ", Case.Ladders[severity]));
    }

    [Theory]
    [InlineData("D012", Severity.S1, "30-60 minutes", null)]
    [InlineData("D017", Severity.S2, null, "2-3 hours")]
    [InlineData("D020", Severity.S3, null, "24 hours")]
    public void Updates_have_their_rhythm(string line, Severity severity, string? everyone, string? customer)
    {
        var updates = Support.LevelOf(severity).Updates;
        Assert.True(everyone is null || everyone == updates.Everyone?.ToString(), line);
        Assert.True(customer is null || customer == updates.Customer?.ToString(), line);
    }

    [Fact]
    public void D014_a_review_is_owed_48_hours_after_an_S1() => Assert.Equal("48 hours", Support.LevelOf(Severity.S1).Review?.ToString());

    [Theory]
    [InlineData("D057 D038", "summary", "Summary of the issue")]
    [InlineData("D058 D040", "reproduction_steps", "Reproduction steps")]
    [InlineData("D059 D046", "expected_vs_actual", "Expected and actual behaviour")]
    [InlineData("D060 D043", "logs_and_data", "Logs and data")]
    [InlineData("D061", "customer_impact", "Customer impact")]
    [InlineData("D062 D045", "severity", "Severity")]
    [InlineData("D063", "steps_taken", "Steps already taken")]
    [InlineData("D064 D041", "screenshots", "Screenshots or video")]
    [InlineData("D065 D049", "supporting_tickets", "Supporting tickets")]
    [InlineData("D066 D050", "case_owner", "Case owner")]
    [InlineData("D039", "affected_users", "Affected users")]
    [InlineData("D042", "environment", "Environment")]
    [InlineData("D044", "workflow", "Workflow")]
    [InlineData("D048", "version_numbers", "Version numbers")]
    public void D037_every_case_holds_every_item(string line, string key, string title)
    {
        Assert.True(Case.Checklist!.Items.FirstOrDefault(item => item.Key == key)?.Title == title, line);
        Assert.Equal(14, Case.Checklist.Items.Count);
    }

    [Fact]
    public void A_customers_defect_holds_the_ten_of_the_signature_checklist_D055() =>
        Assert.Equal(
            Case.Checklist!.Items.Take(10).Select(item => (item.Key, item.Title)),
            SampleCards.Playbook.FindCategory("product_defect")!.Checklist!.Items.Select(item => (item.Key, item.Title))
        );

    [Fact]
    public void Engineering_owes_reproduction_a_fix_date_and_how_it_was_validated_D052_D053_D054_and_to_look_after_the_knowledge_base_D022()
    {
        Assert.Equal([Report.Reproduction, Report.FixDate], Case.Reports);
        Assert.Equal(["validation", "knowledge_base"], Case.ResolveChecklist!.Items.Select(item => item.Key));
    }
}
