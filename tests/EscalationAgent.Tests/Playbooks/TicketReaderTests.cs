using EscalationAgent.Playbooks;
using Escalations;
using TestSupport.Samples;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>Which matters get a ticket, as a playbook says it (B083).</summary>
public sealed class TicketReaderTests
{
    public const string Rule =
        "\ntickets:\n  engineering: {project: ENG, issue_type: Bug, labels: [customer], severities: [S1, S2]}\n"
        + "  dispute: {project: FIN, issue_type: Task}\n";

    [Fact]
    public void Rules_are_read_and_the_categorys_comes_before_the_teams()
    {
        var (playbook, faults) = Read(Rule);
        Assert.Empty(faults);
        Assert.Equal(["engineering", "dispute"], playbook!.Tickets.Select(rule => rule.For));
        Assert.Equal(("ENG", "Bug"), (playbook.Tickets[0].Project, playbook.Tickets[0].IssueType));
        Assert.Equal(["customer"], playbook.Tickets[0].Labels);
        Assert.Equal([Severity.S1, Severity.S2], playbook.Tickets[0].Severities);

        Assert.Equal("FIN", playbook.TicketRuleOf(Routed("dispute", Severity.S1, "engineering"))?.Project);
        Assert.Equal("ENG", playbook.TicketRuleOf(Routed("bug", Severity.S2, "engineering"))?.Project);
        Assert.Null(playbook.TicketRuleOf(Routed("bug", Severity.S3, "engineering")));
        Assert.Null(playbook.TicketRuleOf(Routed("bug", Severity.S1, "leads", "engineering")));
    }

    [Theory]
    [InlineData("engineering:", "engineerin:", "tickets names 'engineerin', which is no category, team or role")]
    [InlineData("project: ENG", "project: eng", "tickets for 'engineering': project is 'eng'; write the project's key, such as ENG")]
    [InlineData("project: ENG, ", "", "tickets for 'engineering' lacks 'project'")]
    [InlineData("[customer]", "[two words]", "tickets for 'engineering': labels is 'two words'; write up to 64 characters without spaces")]
    [InlineData("[S1, S2]", "[S1, S7]", "tickets for 'engineering': severities is 'S7'; write S1, S2, S3 or S4")]
    [InlineData("issue_type: Bug", "type: Bug", "tickets for 'engineering' has no key 'type'; it has project, issue_type, labels, severities")]
    public void What_is_wrong_is_told_with_its_line(string piece, string instead, string reason)
    {
        Assert.Contains(piece, Rule);
        var (playbook, faults) = Read(Rule.Replace(piece, instead, StringComparison.Ordinal));
        Assert.Null(playbook);
        var fault = Assert.Single(faults, fault => fault.Reason == reason);
        Assert.Equal(SamplePlaybook.Text.Split('\n').Length + 2, fault.Line);
    }

    private static (Playbook? Playbook, IReadOnlyList<PlaybookFault> Faults) Read(string rule) =>
        PlaybookReader.Read("sample.yaml", "sample", SamplePlaybook.Text.ReplaceLineEndings("\n") + rule);

    private static Escalation Routed(string category, Severity severity, params string[] teams) =>
        Sample.In(Status.Routed) with
        {
            Decision = new(category, severity, null, Sample.Csm, Sample.Monday),
            Assignment = new() { Teams = teams },
        };
}
