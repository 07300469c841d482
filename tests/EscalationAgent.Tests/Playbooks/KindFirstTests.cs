using EscalationAgent.Playbooks;
using Escalations;
using Escalations.Routing;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>Playbooks of another field, written without a line of code; and what is refused of them.</summary>
public sealed class KindFirstTests
{
    /// <summary>How a hospital escalates what is broken.</summary>
    private const string Hospital = """
        name: hospital-maintenance
        version: "1"
        title: Hospital maintenance
        said_as: [maintenance]
        kind_first: yes
        governs: severity
        severity_may_go_down: no
        weekly_summary_to: technical_services
        triggers:
          alarm: A device raised an alarm
          round: Found on a round
        calendars:
          default: {title: Round the clock, time_zone: Europe/Paris, hours: 24x7, cut_off: "15:00"}
        severities:
          S1: {meaning: Patients in danger, acknowledge: 5 minutes, resolve: 1 hour, stall: 1 hour, updates: {csm: 1 hour}}
          S2: {meaning: A ward cannot work, acknowledge: 30 minutes, resolve: 8 hours, stall: 8 hours, updates: {csm: 4 hours}}
          S3: {meaning: A room cannot be used, acknowledge: 4 hours, resolve: 3 days, stall: 2 days, updates: {csm: 1 day}}
          S4: {meaning: Wear, acknowledge: 1 day, resolve: 4 weeks, stall: 1 week, updates: {csm: 1 week}}
        roles:
          ward_technician: {title: Ward technician}
          head_technician: {title: Head technician}
          medical_director: {title: Medical director}
          supplier: {title: Supplier's engineer, named: for each matter}
        teams:
          technical_services: {title: Technical services}
        top: medical_director
        categories:
          device:
            title: Medical device
            trigger: A pump, a monitor, an imaging device
            about: work
            brief: [headline, customer_impact, timeline, specific_ask]
            routes_to:
              S1: [head_technician, supplier]
              S2: [head_technician]
              S3: [ward_technician]
              S4: [ward_technician]
            outcome: {what: repair or replacement}
          staff:
            title: Complaint about staff
            trigger: Conduct on a ward
            about: person
            confidential: yes
            brief: [headline, specific_ask]
            routes_to: {S1: [medical_director], S2: [medical_director], S3: [head_technician], S4: [head_technician]}
            decisions: [Upheld, Not upheld]
            outcome: {what: answer, within: 1 week}
        """;

    [Fact]
    public void Somebody_elses_playbook_needs_no_code_A063()
    {
        var (read, faults) = PlaybookReader.Read("p", "hospital-maintenance", Hospital);
        Assert.Empty(faults);
        var playbook = read!;
        Assert.Equal((true, TermGovernor.Severity, false), (playbook.IsKindAskedFirst, playbook.Governs, playbook.MayLowerSeverity));
        Assert.Equal(["alarm", "round"], playbook.Triggers.Select(t => t.Key));
        Assert.Equal(ReceiverKind.Counterpart, playbook.FindTeam("supplier")!.Kind);
        var device = playbook.FindCategory("device")!;
        Assert.Equal(
            new BriefForm(Subject.Work, [BriefSection.Headline, BriefSection.CustomerImpact, BriefSection.Timeline, BriefSection.SpecificAsk]),
            device.Form
        );
        Assert.Equal(["head_technician", "supplier"], Assert.IsType<Route>(RouteTable.Route(playbook, "device", Severity.S1)).Teams.Select(t => t.Key));
        Assert.Equal(["head_technician", "medical_director"], device.Ladders[Severity.S4]);
        var staff = playbook.FindCategory("staff")!;
        Assert.Equal((true, 2), (staff.IsConfidential, staff.Decisions.Count));
        Assert.Equal("1 week", staff.Outcome.Terms[Severity.S2].ToString());
    }

    [Theory]
    [InlineData("S3: [ward_technician]", "S3: []", "category 'device': routes_to S3 must be a list with at least one entry")]
    [InlineData("S3: [ward_technician]", "S3: [porter]", "category 'device', S3, routes to team 'porter', which is not defined under teams")]
    [InlineData("top: medical_director", "top: minister", "top names 'minister', which is not defined under teams")]
    [InlineData("kind_first: yes\n", "", "category 'device' can only say what its brief holds where the kind is asked first")]
    [InlineData("kind_first: yes", "kind_first: perhaps", "kind_first is 'perhaps'; write yes or no")]
    [InlineData("[headline, specific_ask]", "[headline]", "category 'staff': brief lacks specific_ask, without which nobody knows")]
    [InlineData("[headline, specific_ask]", "[headline, mood]", "category 'staff': brief names 'mood', which is no part of a brief")]
    [InlineData("about: person", "about: staff", "category 'staff': about is 'staff'; write customer, work, person or release")]
    [InlineData("named: for each matter", "named: sometimes", "role 'supplier': named is 'sometimes'; write 'for each matter' or 'manager'")]
    [InlineData("resolve: 8 hours, ", "", "category 'device': outcome lacks 'within', and severity S2 has no 'resolve' in its place")]
    [InlineData("technical_services: {title: Technical services}", "supplier: {title: Twice}", "'supplier' stands under teams and under roles")]
    [InlineData("said_as: [maintenance]", "said_as: [The House]", "said_as is 'The House'; write one small word, such as 'matrix'")]
    public void What_cannot_work_is_refused_with_its_place(string piece, string instead, string reason)
    {
        Assert.Contains(piece, Hospital, StringComparison.Ordinal);
        var (read, faults) = PlaybookReader.Read("p", "hospital-maintenance", Hospital.Replace(piece, instead, StringComparison.Ordinal));
        Assert.Null(read);
        var told = faults.Select(f => f.ToString()).ToList();
        Assert.Contains(told, fault => fault.Contains(reason, StringComparison.Ordinal));
        Assert.All(told, fault => Assert.Matches(@"^p:\d+:\d+: ", fault));
    }
}
