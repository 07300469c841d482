using EscalationAgent.Playbooks;
using Escalations;
using Microsoft.Extensions.DependencyInjection;
using TextAnalysis.Facts;

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
    public void C013_to_C036_there_are_six_categories_and_no_other() =>
        Assert.Equal(
            ["product_defect", "feature_gap", "service_failure", "commercial_dispute", "relationship_at_risk", "executive_intervention"],
            Shipped.Categories.Select(c => c.Key)
        );

    [Theory]
    [InlineData(Severity.S1, "24 hours")]
    [InlineData(Severity.S2, "48 hours")]
    [InlineData(Severity.S3, "72 hours")]
    [InlineData(Severity.S4, "72 hours")]
    public void C016_a_defect_is_resolved_in_24_to_72_hours_by_severity(Severity severity, string term) =>
        Assert.Equal(term, Shipped.FindCategory("product_defect")!.Outcome.Terms[severity].ToString());

    [Theory]
    [InlineData("R01", Severity.S1, "stall", "48 hours")]
    [InlineData("R01", Severity.S2, "stall", "48 hours")]
    [InlineData("R01", Severity.S3, "stall", "5 business days")]
    [InlineData("R01", Severity.S4, "stall", "5 business days")]
    [InlineData("R01", Severity.S1, "csm", "1 day")]
    [InlineData("R01", Severity.S2, "csm", "1 day")]
    [InlineData("R01", Severity.S3, "csm", "3 business days")]
    [InlineData("R01", Severity.S4, "csm", "3 business days")]
    [InlineData("B011", Severity.S1, "meaning", "Production down, revenue-blocking, legal or security")]
    [InlineData("B012", Severity.S1, "acknowledge", "15 minutes")]
    [InlineData("B013", Severity.S1, "resolve", "4 hours")]
    [InlineData("B014", Severity.S2, "meaning", "Significant impact on a segment or workflow")]
    [InlineData("B015", Severity.S2, "acknowledge", "1 hour")]
    [InlineData("B016", Severity.S2, "resolve", "1 business day")]
    [InlineData("B017", Severity.S3, "meaning", "Sprint-level issue, no immediate revenue impact")]
    [InlineData("B018", Severity.S3, "acknowledge", "4 hours")]
    [InlineData("B019", Severity.S3, "resolve", "1 sprint")]
    [InlineData("B020", Severity.S4, "meaning", "Cosmetic, low frequency, no blocker")]
    [InlineData("B021", Severity.S4, "acknowledge", "1 business day")]
    [InlineData("B022", Severity.S4, "resolve", "next planning")]
    [InlineData("D012", Severity.S1, "everyone", "30-60 minutes")]
    [InlineData("D014", Severity.S1, "review", "48 hours")]
    [InlineData("D017", Severity.S2, "customer", "2-3 hours")]
    [InlineData("D020", Severity.S3, "customer", "24 hours")]
    public void R01_B011_to_B022_and_D012_to_D020_the_severities_ask_for_what_the_sources_say(
        string requirement,
        Severity severity,
        string aspect,
        string source
    )
    {
        var level = Shipped.LevelOf(severity);
        var said = aspect switch
        {
            "meaning" => level.Meaning,
            "acknowledge" => level.Acknowledge.ToString(),
            "resolve" => level.Resolve?.ToString(),
            "stall" => level.Stall.ToString(),
            "review" => level.Review?.ToString(),
            "csm" => level.Updates.Csm.ToString(),
            "everyone" => level.Updates.Everyone?.ToString(),
            _ => level.Updates.Customer?.ToString(),
        };

        Assert.True(source == said, $"{requirement}: the playbook says {said}");
    }

    [Fact]
    public void C055_what_is_critical_stalls_after_48_hours_and_the_rest_after_5_business_days() =>
        Assert.All(Shipped.Severities, level => Assert.Equal(level.Severity.IsCritical() ? "48 hours" : "5 business days", level.Stall.ToString()));

    [Fact]
    public void D012_to_D020_nobody_else_owes_updates_or_a_review()
    {
        Assert.Equal([Severity.S1], Shipped.Severities.Where(l => l.Updates.Everyone is not null).Select(l => l.Severity));
        Assert.Equal([Severity.S1, Severity.S2, Severity.S3], Shipped.Severities.Where(l => l.Updates.Customer is not null).Select(l => l.Severity));
        Assert.Equal([Severity.S1], Shipped.Severities.Where(l => l.Review is not null).Select(l => l.Severity));
    }

    [Fact]
    public void As_4D_4_asks_two_weeks_are_a_sprint_and_one_began_on_the_first_Monday_of_2026() =>
        Assert.Equal(new SprintRule(new(2026, 1, 5), 2), Shipped.Sprints);

    [Fact]
    public void Reminders_confirmations_and_new_routes_are_as_written()
    {
        Assert.Equal(new ReminderRule(25, 25, 3), Shipped.Reminders);
        Assert.Equal(("2 business days", "4 working hours"), (Shipped.ConfirmWithin.ToString(), Shipped.RerouteWithin.ToString()));
    }

    [Fact]
    public void R03_every_ladder_begins_with_the_manager_of_the_accountable_team() => Assert.All(Ladders, l =>
        {
            Assert.NotEmpty(l.Rungs);
            Assert.Equal(Shipped.FindTeam(l.Category.RoutesTo[0])!.Manager, l.Rungs[0]);
        });

    [Fact]
    public void R03_every_team_that_receives_has_a_manager() =>
        Assert.All(Shipped.Categories.SelectMany(c => c.RoutesTo), key => Assert.NotNull(Shipped.FindTeam(key)!.Manager));

    [Fact]
    public void B061_ladders_lead_from_manager_to_manager_and_never_back() => Assert.All(Ladders, l =>
        {
            string[] way = [l.Category.RoutesTo[0], .. l.Rungs];
            Assert.Equal(way.Skip(1), way.SkipLast(1).Select(key => Shipped.FindTeam(key)!.Manager));
            Assert.Distinct(way);
            Assert.Empty(l.Rungs.Intersect(l.Category.RoutesTo));
        });

    [Fact]
    public void As_4D_7_decides_no_category_lacks_a_ladder_for_any_severity() =>
        Assert.All(Shipped.Categories, c => Assert.Equal(Severities.All, c.Ladders.Keys.Order()));

    [Fact]
    public void As_4D_7_decides_S1_goes_up_to_the_chief_executive() =>
        Assert.All(Ladders.Where(l => l.Severity == Severity.S1), l => Assert.Equal("chief_executive_officer", l.Rungs[^1]));

    [Fact]
    public void As_4D_7_decides_S2_goes_up_two_rungs_where_there_are_two_and_S3_and_S4_one() =>
        Assert.All(Ladders.Where(l => l.Severity != Severity.S1), l =>
            Assert.Equal(l.Severity == Severity.S2 ? Math.Min(2, l.Category.Ladders[Severity.S1].Count) : 1, l.Rungs.Count)
        );

    [Fact]
    public void R20_engineering_and_product_read_as_technical_finance_and_executives_as_such_and_the_rest_all()
    {
        Assert.Equal(
            ["engineering", "product", "head_of_engineering", "head_of_product"],
            Shipped.Teams.Where(t => t.Audience == Audience.Technical).Select(t => t.Key)
        );
        Assert.Equal(
            ["finance", "executive_office", "chief_financial_officer", "chief_executive_officer"],
            Shipped.Teams.Where(t => t.Audience == Audience.Executive).Select(t => t.Key)
        );
        Assert.Equal(
            ["cs_leadership", "support_leadership", "leadership", "chief_customer_officer"],
            Shipped.Teams.Where(t => t.Audience == Audience.Full).Select(t => t.Key)
        );
    }

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

        var playbooks = services.GetRequiredService<PlaybookCatalog>();
        Assert.Equal("customer-escalation", playbooks.Default.Version.Name);
        Assert.Same(playbooks.Default, playbooks.Live[0]);
        Assert.Equal(playbooks.Newest.Count, playbooks.Live.Count);
    }

    [Theory]
    [InlineData("no-such-playbook", "Playbooks:Off names 'no-such-playbook', which is no playbook")]
    [InlineData("customer-escalation", "Playbooks:Off names 'customer-escalation', which is the default one")]
    public void A_playbook_that_cannot_be_switched_off_stops_the_start(string name, string fault) =>
        Assert.Contains(
            fault,
            Assert.Throws<PlaybookException>(() => new ServiceCollection().AddPlaybooks(Folder, off: [name])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_playbooks_travel_with_the_program() =>
        Assert.Equal(Shipped.Version, PlaybookBook.Open(Path.Combine(AppContext.BaseDirectory, "playbooks"), PlaybookSetup.DefaultName).Default.Version);

    private static IEnumerable<(Category Category, Severity Severity, IReadOnlyList<string> Rungs)> Ladders =>
        from category in Shipped.Categories
        from severity in Severities.All
        select (category, severity, category.Ladders[severity]);

    private static PlaybookVersion Read(string text) => PlaybookReader.Read("p", "customer-escalation", text).Playbook!.Version;

    private static string Routes(Category category) =>
        string.Join(
            " + ",
            category.RoutesTo.Select(key => Shipped.FindTeam(key)!).Select(team => team.Via is null ? team.Title : $"{team.Title} via {team.Via}")
        );

    /// <summary>The outcome in the two word orders that the source uses.</summary>
    private static string[] Outcomes(OwedOutcome outcome)
    {
        var terms = Severities.All.Select(s => outcome.Terms[s]).ToArray();
        var term = terms.Distinct().Count() == 1 ? terms[0].ToString() : $"{terms[0].Amount}-{terms[^1]}";
        return [$"{term} {outcome.What}", $"{term} {outcome.What} depending on severity", $"{outcome.What} within {term}"];
    }
}
