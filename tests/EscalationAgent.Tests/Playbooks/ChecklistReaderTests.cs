using EscalationAgent.Playbooks;
using Escalations;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>Checklists of a playbook are read strictly: whatever could not be asked or answered is a fault.</summary>
public sealed class ChecklistReaderTests
{
    private const string Defect = "acknowledge: 4 hours\n    outcome:\n      what: resolution";

    private const string Lists = """

        checklists:
          ticket:
            title: What we need
            items:
              summary: {title: Summary, from: headline}
              level: {title: Level, from: severity}
              owner: {title: Owner, from: case_owner}
              logs: {title: Logs, ask: Where they are, said_as: [Log files], finds: logs_and_data}
              risk: {title: Risk, choices: [low, high]}
          end:
            title: At the end
            items:
              proof: {title: Proof}
        """;

    [Fact]
    public void A_category_names_what_is_needed_before_and_at_the_end()
    {
        var (playbook, faults) = Read(With("checklist: ticket\n    resolve_checklist: end\n    reports: [reproduction, fix_date]"));

        Assert.Empty(faults);
        var defect = playbook!.Categories[0];
        Assert.Equal(["summary", "level", "owner", "logs", "risk"], defect.Checklist!.Items.Select(item => item.Key));
        Assert.Equal(["logs", "risk"], defect.Checklist.OwnItems.Select(item => item.Key));
        Assert.Equal(("Where they are", "logs_and_data"), (defect.Checklist.Items[3].Hint, defect.Checklist.Items[3].Finds));
        Assert.Equal(["low", "high"], defect.Checklist.Items[4].Choices);
        Assert.Equal(["proof"], defect.ResolveChecklist!.Items.Select(item => item.Key));
        Assert.Equal([Report.Reproduction, Report.FixDate], defect.Reports);
        Assert.All(playbook.Categories.Skip(1), other => Assert.Null(other.Checklist));
    }

    [Theory]
    [InlineData("checklist: tickets", "checklist names 'tickets', which is not defined under checklists")]
    [InlineData("resolve_checklist: ticket", "has the item 'summary', which is taken from the brief and so never asked at the end")]
    [InlineData("reports: [weather]", "reports is 'weather'; write reproduction or fix_date")]
    public void A_category_can_only_name_what_there_is(string said, string reason) => Refused(With(said), reason);

    [Theory]
    [InlineData("from: headline}", "from: title}", "is taken from 'title'; write severity, case_owner or a part of the brief")]
    [InlineData("from: headline}", "from: headline, finds: screenshots}", "is taken from the brief, so nothing else can fill it")]
    [InlineData("finds: logs_and_data", "finds: weather", "finds 'weather'; rules can find reproduction_steps")]
    [InlineData("{title: Proof}", "{}", "lacks 'title'")]
    public void An_item_says_what_fills_it(string piece, string instead, string reason) =>
        Refused(With("checklist: ticket").Replace(piece, instead, StringComparison.Ordinal), reason);

    private static void Refused(string text, string reason)
    {
        var (playbook, faults) = Read(text);
        Assert.Null(playbook);
        Assert.Contains(faults, fault => fault.ToString().Contains(reason, StringComparison.Ordinal));
    }

    private static string With(string said) =>
        SamplePlaybook.Text.ReplaceLineEndings("\n").Replace(Defect, $"{said}\n    {Defect}", StringComparison.Ordinal) + Lists.ReplaceLineEndings("\n");

    private static (Playbook? Playbook, IReadOnlyList<PlaybookFault> Faults) Read(string text) => PlaybookReader.Read("playbooks/sample.yaml", "sample", text);
}
