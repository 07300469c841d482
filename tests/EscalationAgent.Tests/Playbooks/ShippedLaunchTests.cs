using EscalationAgent.Tests.Teams;
using Escalations;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>The shipped launch protocol holds what its document says of who, when and what.</summary>
public sealed class ShippedLaunchTests
{
    private static readonly Playbook Launch = SampleCards.Shipped.Find("launch-protocol")!;

    [Theory]
    [InlineData("A003", "deviation", "A deviation from plan")]
    [InlineData("A004", "defect", "A defect with customer impact")]
    [InlineData("A005", "risk_forecast", "A risk forecast that could derail milestones")]
    public void A002_what_set_it_off_is_one_of_three(string line, string key, string title)
    {
        Assert.True(Launch.Triggers.Contains(new(key, title)), line);
        Assert.Equal(3, Launch.Triggers.Count);
    }

    [Theory]
    [InlineData(Severity.S1)]
    [InlineData(Severity.S2)]
    public void A007_the_escalation_team_has_four_roles(Severity severity) =>
        Assert.Equal(
            ["Product Owner", "Engineering lead", "Marketing representative", "Customer success manager"],
            Launch.FindCategory("launch_issue")!.ReceiversAt(severity).Take(4).Select(key => Launch.FindTeam(key)!.Title)
        );

    [Fact]
    public void A028_A029_sales_and_support_are_asked_where_the_launch_stops() =>
        Assert.Equal(["sales_representative", "support_representative"], Launch.FindCategory("launch_issue")!.ReceiversAt(Severity.S1).Skip(4));

    [Fact]
    public void A021_an_early_sign_is_a_matter_of_its_own() => Assert.Equal("Early sign", Launch.FindCategory("early_sign")?.Title);

    [Theory]
    [InlineData("launch_issue")]
    [InlineData("early_sign")]
    [InlineData("go_no_go")]
    public void A036_problem_impact_mitigation_and_the_decision_required_are_asked(string key) =>
        Assert.Subset(
            Launch.FindCategory(key)!.Form.Sections.ToHashSet(),
            new HashSet<BriefSection> { BriefSection.Headline, BriefSection.CustomerImpact, BriefSection.Recommendation, BriefSection.SpecificAsk }
        );

    [Theory]
    [InlineData("launch_issue")]
    [InlineData("early_sign")]
    [InlineData("go_no_go")]
    public void A042_triage_is_by_three_axes_and_A070_the_risk_posture_is_recorded_before_and_after(string key)
    {
        var kind = Launch.FindCategory(key)!;
        Assert.Equal(["customer_journey", "revenue_potential", "regulatory", "risk_before"], kind.Checklist!.Items.Select(item => item.Key));
        Assert.All(kind.Checklist.Items.Take(3), item => Assert.Equal(["none", "low", "medium", "high"], item.Choices));
        Assert.Equal(["risk_after", "permanent_fix"], kind.ResolveChecklist!.Items.Select(item => item.Key));
    }

    [Fact]
    public void A035_updates_are_daily_while_it_is_critical() =>
        Assert.All([Severity.S1, Severity.S2], severity => Assert.Equal("1 day", Launch.LevelOf(severity).Updates.Everyone?.ToString()));

    [Fact]
    public void A039_a_decision_that_stalls_goes_to_the_senior_sponsor() =>
        Assert.All(Launch.Categories, kind => Assert.Equal(["senior_sponsor"], kind.Ladders[Severity.S2]));

    [Fact]
    public void A051_A052_every_major_issue_has_its_review() =>
        Assert.Equal(["48 hours", "5 business days"], new[] { Severity.S1, Severity.S2 }.Select(s => Launch.LevelOf(s).Review?.ToString()));

    [Theory]
    [InlineData("A025", "product_owner", "Product Owner")]
    [InlineData("A026", "engineering_lead", "Engineering lead")]
    [InlineData("A027", "marketing_representative", "Marketing representative")]
    public void Each_function_has_its_role(string line, string key, string title) => Assert.True(Launch.FindTeam(key)?.Title == title, line);

    [Fact]
    public void A013_A014_A015_a_red_flag_its_response_time_and_what_goes_to_executives_are_agreed()
    {
        Assert.Equal("The launch stops, or the law or customers' trust is at risk", Launch.LevelOf(Severity.S1).Meaning);
        Assert.Equal(["15 minutes", "1 hour", "4 hours", "1 business day"], Severities.All.Select(s => Launch.LevelOf(s).Acknowledge.ToString()));
        Assert.Equal(["senior_sponsor"], Launch.FindCategory("launch_issue")!.Ladders[Severity.S1]);
        Assert.Empty(Launch.FindCategory("launch_issue")!.Ladders[Severity.S4]);
    }

    [Fact]
    public void A050_to_deescalate_is_a_decision_that_can_be_made() => Assert.True(Launch.MayLowerSeverity);
}
