using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Deadlines;
using Escalations.Routing;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>The shipped escalation matrix holds what its document says, cell by cell.</summary>
public sealed class ShippedMatrixTests
{
    private static readonly Playbook Matrix = SampleCards.Shipped.Find("escalation-matrix")!;

    /// <summary>The least reaches the Product Owner, and not the CPO.</summary>
    [Fact]
    public void B009_not_everything_goes_to_the_CPO() =>
        Assert.All(Matrix.Categories.Where(type => !type.IsConfidential), type =>
            Assert.DoesNotContain("cpo", type.ReceiversAt(Severity.S3).Concat(type.ReceiversAt(Severity.S4)))
        );

    [Fact]
    public void B074_a_decision_resolves_as_well_as_a_fix() =>
        Assert.All(Matrix.Categories, type => Assert.Contains("decision", type.Outcome.What, StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData("B023", "production_incident", "Production incident", "Bug in production, outage, data issue")]
    [InlineData("B024", "cross_team_dependency", "Cross-team dependency blocked", "")]
    [InlineData("B025", "scope_disagreement", "Scope or priority disagreement", "")]
    [InlineData("B026", "stakeholder_request", "Stakeholder request", "Sales, Marketing, CS or C-level")]
    [InlineData("B027", "people_issue", "People issue", "Conflict, burnout, misconduct, attrition risk")]
    [InlineData("B028", "go_no_go", "Release or go/no-go decision", "")]
    public void B010_there_are_six_types_and_each_says_what_it_is(string line, string key, string title, string trigger)
    {
        var type = Matrix.FindCategory(key);
        Assert.True(type is not null, line);
        Assert.Equal(title, type.Title);
        Assert.Contains(trigger, type.Trigger, StringComparison.Ordinal);
        Assert.Equal(6, Matrix.Categories.Count);
    }

    [Theory]
    [InlineData("B029", "production_incident", Severity.S1, "CPO, CTO")]
    [InlineData("B030", "production_incident", Severity.S2, "Product Director, Tech Lead")]
    [InlineData("B031", "production_incident", Severity.S3, "Product Owner, Dev squad")]
    [InlineData("B032", "production_incident", Severity.S4, "Product Owner")]
    [InlineData("B033", "cross_team_dependency", Severity.S1, "CPO, Counterpart C-level")]
    [InlineData("B034", "cross_team_dependency", Severity.S2, "Product Director")]
    [InlineData("B035", "cross_team_dependency", Severity.S3, "Product Owner, Counterpart Lead")]
    [InlineData("B036", "cross_team_dependency", Severity.S4, "Product Owner")]
    [InlineData("B037", "scope_disagreement", Severity.S1, "CPO")]
    [InlineData("B038", "scope_disagreement", Severity.S2, "Product Director")]
    [InlineData("B039", "scope_disagreement", Severity.S3, "Product Owner, Lead Developer")]
    [InlineData("B040", "scope_disagreement", Severity.S4, "Product Owner")]
    [InlineData("B041", "stakeholder_request", Severity.S1, "CPO")]
    [InlineData("B042", "stakeholder_request", Severity.S2, "Product Director")]
    [InlineData("B043", "stakeholder_request", Severity.S3, "Product Owner")]
    [InlineData("B044", "stakeholder_request", Severity.S4, "Product Owner")]
    [InlineData("B045", "people_issue", Severity.S1, "CPO, People")]
    [InlineData("B046", "people_issue", Severity.S2, "Product Director, People")]
    [InlineData("B047", "people_issue", Severity.S3, "Direct manager")]
    [InlineData("B048", "people_issue", Severity.S4, "Direct manager")]
    [InlineData("B049", "go_no_go", Severity.S1, "CPO, CTO, CEO")]
    [InlineData("B050", "go_no_go", Severity.S2, "CPO, CTO")]
    [InlineData("B051", "go_no_go", Severity.S3, "Product Director, Tech Lead")]
    [InlineData("B052", "go_no_go", Severity.S4, "Product Owner, Lead Developer")]
    public void Each_cell_names_who_receives(string line, string type, Severity severity, string receivers)
    {
        var route = Assert.IsType<Route>(RouteTable.Route(Matrix, type, severity));
        Assert.True(receivers == string.Join(", ", route.Teams.Select(t => t.Title)), $"{line}: {string.Join(", ", route.Teams.Select(t => t.Title))}");
    }

    [Theory]
    [InlineData("B011 B012 B013", Severity.S1, "15 minutes", "4 hours")]
    [InlineData("B014 B015 B016", Severity.S2, "1 hour", "1 business day")]
    [InlineData("B017 B018 B019", Severity.S3, "4 hours", "1 sprint")]
    [InlineData("B020 B021 B022", Severity.S4, "1 business day", "next planning")]
    public void B007_the_severity_alone_says_how_fast(string lines, Severity severity, string acknowledge, string resolve)
    {
        var level = Matrix.LevelOf(severity);
        Assert.True((acknowledge, resolve) == (level.Acknowledge.ToString(), level.Resolve!.ToString()), lines);
        Assert.All(Matrix.Categories, type =>
        {
            var terms = Terms.For(Matrix, type, severity, new(2026, 3, 10, 10, 0, 0, TimeSpan.Zero));
            Assert.All(terms, term => Assert.StartsWith($"{severity} {severity.Title()}", term.Because, StringComparison.Ordinal));
            Assert.Equal([DeadlineKind.Acknowledge, DeadlineKind.Outcome], terms.Select(t => t.Kind));
        });
    }

    [Theory]
    [InlineData("production_incident", Severity.S4, "Product Director + Tech Lead > CPO + CTO > CEO")]
    [InlineData("production_incident", Severity.S2, "CPO + CTO > CEO")]
    [InlineData("production_incident", Severity.S1, "CEO")]
    [InlineData("cross_team_dependency", Severity.S3, "Product Director > CPO + Counterpart C-level > CEO")]
    [InlineData("scope_disagreement", Severity.S4, "Product Director > CPO > CEO")]
    [InlineData("people_issue", Severity.S4, "Product Director + People > CPO > CEO")]
    [InlineData("go_no_go", Severity.S3, "CPO + CTO > CEO")]
    [InlineData("go_no_go", Severity.S1, "")]
    public void B061_B063_4D7_it_goes_to_the_same_rows_next_severity_and_then_to_the_top(string type, Severity severity, string rungs)
    {
        var category = Matrix.FindCategory(type)!;
        var ladder = category
            .Ladders[severity]
            .Select(rung =>
                string.Join(
                    " + ",
                    category.Beside.GetValueOrDefault(rung, []).Prepend(rung).Except(category.ReceiversAt(severity)).Select(key => Matrix.FindTeam(key)!.Title)
                )
            );
        Assert.Equal(rungs, string.Join(" > ", ladder));
    }

    /// <summary>A card in a chat of their own is a direct message to each role; the source leaves the other ways of S3 and S4 blank.</summary>
    [Fact]
    public void B053_B054_B055_B056_B058_B060_what_is_severe_reaches_people_by_phone_and_mail_too()
    {
        Assert.Equal(
            [
                (BackupKind.ByHand, BackupKind.ByHand, BridgeKind.Call),
                ((BackupKind?)null, BackupKind.Mail, (BridgeKind?)null),
                (null, null, null),
                (null, null, null),
            ],
            Severities.All.Select(Matrix.LevelOf).Select(level => (level.Primary?.Kind, level.Backup?.Kind, level.Bridge?.Kind))
        );
        Assert.Contains("phone", Matrix.LevelOf(Severity.S1).Primary!.Text, StringComparison.Ordinal);
        Assert.Contains("SMS", Matrix.LevelOf(Severity.S1).Backup!.Text, StringComparison.Ordinal);
        Assert.All(Matrix.Categories.SelectMany(type => type.ReceiversAt(Severity.S2)), key => Assert.NotEqual(ReceiverKind.Team, Matrix.FindTeam(key)!.Kind));
    }

    [Fact]
    public void B006_both_reasons_can_be_chosen() =>
        Assert.Equal(["Something went wrong", "A decision cannot be made at my level"], Matrix.Triggers.Select(t => t.Title));

    [Fact]
    public void B067_to_B071_every_brief_asks_what_happened_what_was_tried_what_is_recommended_and_what_is_needed() =>
        Assert.All(Matrix.Categories, type =>
            Assert.All(new[] { BriefSection.Timeline, BriefSection.ResolutionAttempts, BriefSection.Recommendation, BriefSection.SpecificAsk }, section =>
                Assert.Contains(section, type.Form.Sections)
            )
        );

    [Fact]
    public void B079_what_is_severe_is_reviewed() => Assert.Equal([true, true, false, false], Severities.All.Select(s => Matrix.LevelOf(s).Review is not null));

    [Fact]
    public void Only_people_matters_are_confidential_and_only_a_go_no_go_is_decided_by_choice()
    {
        Assert.Equal(["people_issue"], Matrix.Categories.Where(c => c.IsConfidential).Select(c => c.Key));
        Assert.Equal(["Go", "Go with conditions", "No-go"], Matrix.FindCategory("go_no_go")!.Decisions);
    }
}
