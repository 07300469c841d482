using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>A playbook that is tried with some first (A060), and how that went (A061, A064).</summary>
public sealed class A_pilot_first
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly PilotRule Pilot = new(["Checkout 2", "Acme Corp"], [], new(2026, 3, 31));

    private static readonly FakePerson Paul = new("Paul Product");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>As soon as it is named, and not only at the end of the interview.</summary>
    [Fact]
    public async Task Whoever_writes_of_something_else_is_told_once_it_is_named_and_finds_the_playbook_that_takes_it_A060()
    {
        await using var turned = await BeginAsync();
        await BegunAsync(turned);
        Assert.False(Shows(turned.CardIn(Ann.ChatId), "is a pilot for now"));
        await SaysAsync(turned, "Search 3");
        var told = turned.CardIn(Ann.ChatId);
        Assert.True(Shows(told, "Launch protocol is a pilot for now: for Checkout 2, Acme Corp, until 31 Mar 2026."), "it is said at once");
        Assert.True(Shows(told, "“Search 3” is not part of it"));
        Assert.True(Shows(told, "say `kind`"));

        foreach (
            var said in new[]
            {
                "One in five queries fails; the release of 20 March is at risk.",
                "More servers: no change.",
                "Limit the rate.",
                "Decide by Thursday whether we limit it.",
            }
        )
        {
            await SaysAsync(turned, said);
        }

        var review = turned.CardIn(Ann.ChatId);
        Assert.True(Shows(review, "ready for your decision"));
        Assert.True(Shows(review, "is a pilot for now"));
        var refused = await turned.People.PressesAsync(Ann, review, "Route", Cancel, Launch());
        Assert.Contains("is not part of it, so it cannot be routed under it", refused.Text, StringComparison.Ordinal);
        Assert.Equal(Status.Draft, (await turned.EscalationAsync(Cancel)).Status);

        // The same of something that is in it goes on.
        await SaysAsync(turned, "account: Checkout 2");
        Assert.False(Shows(turned.CardIn(Ann.ChatId), "is a pilot for now"));
        var form = await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Route", Cancel, Launch());
        var weighed = await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Save", Cancel, Triage, form.Card);
        await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Route", Cancel, Launch(), weighed.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(Status.Routed, (await turned.EscalationAsync(Cancel)).Status);
    }

    [Fact]
    public async Task What_was_written_is_kept_under_the_other_playbook_and_nothing_is_said_of_a_pilot_any_more()
    {
        await using var turned = await BeginAsync();
        await BegunAsync(turned);
        await SaysAsync(turned, "Search 3");
        Assert.True(Shows(turned.CardIn(Ann.ChatId), "Customer escalation takes it: say `kind`"));
        await SaysAsync(turned, "kind");
        await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Go on", Cancel, new() { ["kind"] = "customer-escalation" });
        await turned.Story.QuietAsync(Cancel);
        Assert.False(Shows(turned.CardIn(Ann.ChatId), "is a pilot for now"));
        var draft = await turned.EscalationAsync(Cancel);
        Assert.Equal(("customer-escalation", "Search 3"), (draft.Playbook.Name, draft.Brief.Account));
        Assert.Contains("20 percent errors", draft.Brief.TextOf(BriefSection.Headline), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runbook_says_so_and_administrators_hear_once_that_it_has_ended()
    {
        await using var turned = await BeginAsync();
        await turned.People.SaysAsync(Bob, "runbook launch", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.NotEmpty(turned.Said(Bob.ChatId, "Launch protocol is a pilot for now: for Checkout 2, Acme Corp, until 31 Mar 2026."));

        await turned.TurnToAsync(new(2026, 3, 31, 23, 0, 0, TimeSpan.Zero), Cancel);
        Assert.Empty(turned.Said(Bob.ChatId, "The pilot of Launch protocol ended"));
        for (var day = 1; day < 20; day++)
        {
            await turned.TurnToAsync(new(2026, 4, day, 9, 0, 0, TimeSpan.Zero), Cancel);
        }

        Assert.Contains(
            "it is for everybody from now on",
            Assert.Single(turned.Said(Bob.ChatId, "The pilot of Launch protocol ended on 31 March 2026")),
            StringComparison.Ordinal
        );
        await turned.People.SaysAsync(Bob, "runbook launch", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Bob.ChatId, "is a pilot for now"));
    }

    [Fact]
    public async Task The_month_sets_the_pilot_beside_the_others_A061_A064()
    {
        await using var turned = await BeginAsync();
        await turned.TurnToAsync(new(2026, 4, 6, 8, 0, 0, TimeSpan.Zero), Cancel);
        var review = turned.Teams.In(Leadership).Last(m => Shows(m, "S1 and S2 in March 2026"));
        Assert.True(Shows(review, "Pilot: Launch protocol"));
        Assert.True(Shows(review, "too few to compare: 0 in the pilot, 0 others; each side needs 5"));
        var month = await turned.People.Http.GetStringAsync("/api/reports/monthly?month=2026-03", Cancel);
        Assert.Contains("\"pilots\"", month, StringComparison.Ordinal);
        Assert.Contains("\"hours_to_resolve\": null", month, StringComparison.Ordinal);
    }

    /// <summary>Of the same playbook, some in the pilot and some not; and one of another playbook for other teams, which is on no side.</summary>
    [Fact]
    public async Task Matters_on_record_are_on_the_side_to_which_they_belong()
    {
        await using var turned = await BeginAsync();
        var launch = turned.Story.Bot.Get<PlaybookCatalog>().Find("launch-protocol")!;
        for (var number = 1; number <= 5; number++)
        {
            await StoredAsync(turned, number, launch, "early_sign", "Checkout 2", hours: 4);
            await StoredAsync(turned, number + 10, launch, "early_sign", $"Search {number}", hours: 30);
        }

        await StoredAsync(turned, 30, SampleCards.Shipped.Default, "product_defect", "Checkout 2", hours: 99);
        await turned.TurnToAsync(new(2026, 4, 6, 8, 0, 0, TimeSpan.Zero), Cancel);
        var review = turned.Teams.In(Leadership).Last(m => Shows(m, "S1 and S2 in March 2026"));
        Assert.True(Shows(review, "5 in the pilot, 5 others; acknowledged after **1 h** (1 h); resolved after **4 h** (30 h)"));
    }

    private static async Task StoredAsync(Turned turned, int number, Playbook playbook, string category, string subject, int hours)
    {
        var routed = Monday.AddHours(-2);
        var by = Actor.Human(new Person(Ann.AadObjectId, Ann.Name));
        IReadOnlyList<(DateTimeOffset At, EscalationEvent What)> told =
        [
            (routed, new DraftStarted(by.Person!, playbook.Version)),
            (routed, new AccountNamed(subject, Origin.Stated)),
            (routed, new ClassificationDecided(category, Severity.S3, null)),
            (routed, new Routed([.. playbook.FindCategory(category)!.ReceiversAt(Severity.S3)], [])),
            (routed.AddHours(1), new Acknowledged(by.Person!)),
            (routed.AddHours(hours), new Resolved(ResolutionKind.Fix, "Done.")),
            (routed.AddHours(hours), new Closed(null)),
        ];
        IReadOnlyList<RecordedEvent> events = [.. told.Select((one, i) => new RecordedEvent(i + 1, one.At, by, null, one.What))];
        var id = new EscalationId(2026, 100 + number);
        await turned.Store.CommitAsync(
            new()
            {
                Tenant = FakeTeams.Tenant,
                At = turned.Clock.GetUtcNow(),
                Change = new(events, Escalation.Fold(FakeTeams.Tenant, id, events)),
            },
            offer: null,
            Cancel
        );
    }

    private static async Task<Turned> BeginAsync()
    {
        var catalog = new PlaybookCatalog(
            SampleCards.Shipped.Live.Select(playbook => playbook.Version.Name == "launch-protocol" ? playbook with { Pilot = Pilot } : playbook),
            SampleCards.Shipped.Default.Version.Name
        );
        var turned = await Turned.BeginAsync(Monday, Cancel, playbooks: catalog);
        turned.People.FillsChecklists = false;
        await turned.Story.LinkToAsync(Paul, "product_owner", Cancel);
        return turned;
    }

    /// <summary>Ann has chosen the launch protocol and said what it is about, but not of what.</summary>
    private static async Task BegunAsync(Turned turned)
    {
        await SaysAsync(turned, "escalate launch");
        await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Go on", Cancel, new() { ["kind"] = "launch-protocol/early_sign" });
        await turned.Story.QuietAsync(Cancel);
        await SaysAsync(turned, "Load test of the new search shows 20 percent errors");
    }

    private static async Task SaysAsync(Turned turned, string text)
    {
        await turned.People.SaysAsync(Ann, text, Cancel);
        await turned.Story.QuietAsync(Cancel);
    }

    private static JsonObject Triage =>
        new()
        {
            ["item-customer_journey"] = "high",
            ["item-revenue_potential"] = "low",
            ["item-regulatory"] = "none",
            ["item-risk_before"] = "at risk",
        };

    private static JsonObject Launch() =>
        new()
        {
            ["severity"] = "S3",
            ["because"] = "So it is.",
            ["trigger"] = "risk_forecast",
        };
}
