using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>A launch risk from its early sign to a go/no-go (document A).</summary>
public sealed class The_launch_protocol
{
    private static readonly FakePerson Paul = new("Paul Product");
    private static readonly FakePerson Erin = new("Erin Engineer");
    private static readonly FakePerson Sam = new("Sam Sponsor");
    private static readonly FakePerson Sara = new("Sara Sales");

    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_early_sign_is_logged_weighed_and_ends_in_a_go_with_conditions()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, playbooks: SampleCards.Shipped);
        turned.People.FillsChecklists = false;
        foreach (var (person, role) in new[] { (Paul, "product_owner"), (Erin, "engineering_lead"), (Sam, "senior_sponsor") })
        {
            await turned.Story.LinkToAsync(person, role, Cancel);
        }

        // The early sign (A021), with the four parts of an update (A036), weighed by three axes (A042).
        var review = await ReviewAsync(turned, "early_sign", "Load test of the new checkout shows 20 percent errors");
        var refused = await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S3", "risk_forecast"));
        Assert.Contains("Triage: still missing are", refused.Text, StringComparison.Ordinal);
        var weighed = await turned.People.PressesAsync(Ann, review, "Save", Cancel, Triage("at risk"), refused.Card);
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S3", "risk_forecast"), weighed.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.True(Shows(turned.CardIn(Paul.ChatId), "Impact on the customer journey"), "triage as fields");
        Assert.Contains(await turned.HistoryAsync(Cancel), e => e is TriggerNamed { Trigger: "risk_forecast" });

        // It becomes worse: more of the escalation team is asked (A007); and better again, which is a decision with a reason (A050).
        await turned.PressAsync(Paul, turned.CardIn(Paul.ChatId), "Acknowledge", Cancel);
        await ReclassifiedAsync(turned, "S2", "The second test is worse");
        Assert.True(Shows(turned.CardIn(Erin.ChatId), "Load test"), "engineering has it as well");
        await ReclassifiedAsync(turned, "S3", "The cause is found");

        // How it ended, how the launch stands after it, and what is planned for the cause (A045, A070).
        var form = await turned.PressAsync(Paul, turned.CardIn(Paul.ChatId), "Resolve", Cancel);
        await turned.People.PressesAsync(
            Paul,
            turned.CardIn(Paul.ChatId),
            "Resolve",
            Cancel,
            new()
            {
                ["kind"] = "decision",
                ["text"] = "Limit checkout to 50 orders a second.",
                ["item-risk_after"] = "on track",
                ["item-permanent_fix"] = "Erin rewrites the lock by 20 March",
            },
            form.Card
        );
        await turned.Story.QuietAsync(Cancel);
        Assert.True(Shows(turned.CardIn(Ann.ChatId), "Risk posture after: on track"), "the risk posture is on the CSM's card");
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Confirm and close", Cancel);
    }

    [Fact]
    public async Task A_go_no_go_ends_with_who_decided_and_the_conditions()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, playbooks: SampleCards.Shipped);
        turned.People.FillsChecklists = false;
        foreach (var (person, role) in new[] { (Paul, "product_owner"), (Erin, "engineering_lead"), (Sam, "senior_sponsor") })
        {
            await turned.Story.LinkToAsync(person, role, Cancel);
        }

        var review = await ReviewAsync(turned, "go_no_go", "Checkout 2 waits for its release");
        var refused = await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S3", "deviation"));
        var weighed = await turned.People.PressesAsync(Ann, review, "Save", Cancel, Triage("at risk"), refused.Card);
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S3", "deviation"), weighed.Card);
        await turned.Story.QuietAsync(Cancel);

        // Nobody acknowledges: the senior sponsor is asked (A039).
        await turned.TurnAsync(TimeSpan.FromHours(4), Cancel);
        Assert.True(Shows(turned.CardIn(Sam.ChatId), "Checkout 2"), "the sponsor has it");
        await turned.PressAsync(Sam, turned.CardIn(Sam.ChatId), "Acknowledge", Cancel);
        var form = await turned.PressAsync(Sam, turned.CardIn(Sam.ChatId), "Resolve", Cancel);
        await turned.People.PressesAsync(
            Sam,
            turned.CardIn(Sam.ChatId),
            "Decide",
            Cancel,
            new()
            {
                ["decision"] = "Go with conditions",
                ["text"] = "Only for Spain, until the lock is rewritten.",
                ["item-risk_after"] = "at risk",
                ["item-permanent_fix"] = "n/a: nothing is broken",
            },
            form.Card
        );
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains(turned.Said(Paul.ChatId, "Go with conditions"), line => line.Contains("Sam Sponsor", StringComparison.Ordinal));
    }

    /// <summary>They convene on Tuesdays and Thursdays; each gets, half an hour before, what they may see and have to speak of (A008, A069).</summary>
    [Fact]
    public async Task Each_of_the_launch_team_gets_the_agenda_before_they_meet()
    {
        await using var turned = await Turned.BeginAsync(Tuesday.AddHours(1), Cancel, playbooks: SampleCards.Shipped);
        turned.People.FillsChecklists = false;
        foreach (var (person, role) in new[] { (Paul, "product_owner"), (Erin, "engineering_lead"), (Sam, "senior_sponsor") })
        {
            await turned.Story.LinkToAsync(person, role, Cancel);
        }

        await turned.People.SaysAsync(Erin, "language français", Cancel);
        var review = await ReviewAsync(turned, "early_sign", "Load test of the new checkout shows 20 percent errors");
        var refused = await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S3", "risk_forecast"));
        var weighed = await turned.People.PressesAsync(Ann, review, "Save", Cancel, Triage("at risk"), refused.Card);
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S3", "risk_forecast"), weighed.Card);
        await turned.Story.QuietAsync(Cancel);
        await turned.PressAsync(Paul, turned.CardIn(Paul.ChatId), "Acknowledge", Cancel);
        await turned.TurnAsync(TimeSpan.FromHours((2 * 24) - 1) - TimeSpan.FromMinutes(1), Cancel);
        Assert.Empty(Agendas(turned, Paul));
        await turned.TurnAsync(TimeSpan.FromMinutes(2), Cancel);
        await turned.TurnAsync(TimeSpan.FromMinutes(10), Cancel);

        var agenda = Assert.Single(Agendas(turned, Paul));
        Assert.True(Shows(agenda, "Agenda: Launch huddle"));
        Assert.True(Shows(agenda, "Thu 12 Mar, 10:30 CET"), agenda.Card?.ToJsonString());
        Assert.True(Shows(agenda, "New since the last meeting"));
        Assert.True(Shows(agenda, "Load test of the new checkout"));
        await turned.People.PressesAsync(Paul, agenda, "ESC-2026-0001", Cancel);

        // Whoever has no part in it is told of nothing, in their language.
        var other = Assert.Single(Agendas(turned, Erin));
        Assert.True(Shows(other, "Ordre du jour : Point de lancement"), other.Card?.ToJsonString());
        Assert.True(Shows(other, "Rien à décider"));
        Assert.False(Shows(other, "Load test"));

        // Whoever covers has the agenda of the one who is away, and is told for whom.
        await turned.People.SaysAsync(Paul, "away until 2026-03-20, Bob Stone covers", Cancel);
        await turned.Story.QuietAsync(Cancel);

        // On the next Tuesday the bot is down, which is not made up for; on Thursday what stalls is to be decided.
        await turned.TurnAsync(TimeSpan.FromDays(7), Cancel);
        Assert.Equal(2, Agendas(turned, Paul).Count);
        Assert.True(Shows(Agendas(turned, Paul)[1], "To decide"));
        var covering = Assert.Single(Agendas(turned, Bob));
        Assert.True(Shows(covering, "In the place of Paul"), covering.Card?.ToJsonString());
        Assert.True(Shows(covering, "Load test of the new checkout"));
    }

    /// <summary>RACI (A030): who receives it is responsible, the first one accountable; who is consulted advises, who is informed reads how it ends.</summary>
    [Fact]
    public async Task Whoever_is_consulted_advises_and_whoever_is_informed_reads()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, playbooks: SampleCards.Shipped);
        turned.People.FillsChecklists = false;
        foreach (var (person, role) in new[] { (Paul, "product_owner"), (Sara, "sales_representative"), (Sam, "senior_sponsor") })
        {
            await turned.Story.LinkToAsync(person, role, Cancel);
        }

        await turned.People.SaysAsync(Erin, "hello", Cancel);
        await turned.People.SaysAsync(Sam, "language français", Cancel);
        var review = await ReviewAsync(turned, "go_no_go", "Checkout 2 waits for its release");
        var refused = await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S2", "deviation"));
        var weighed = await turned.People.PressesAsync(Ann, review, "Save", Cancel, Triage("at risk"), refused.Card);
        Assert.Contains(
            "Consulted: Sales representative and Support representative.",
            string.Join("\n", PressAnswer.Texts(weighed.Card!)),
            StringComparison.Ordinal
        );
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S2", "deviation"), weighed.Card);
        await turned.Story.QuietAsync(Cancel);

        // Both have the card, which says what they are to it and offers no more than that.
        var consulted = turned.CardIn(Sara.ChatId);
        Assert.True(Shows(consulted, "You are consulted as **Sales representative**"), string.Join("\n", PressAnswer.Texts(consulted.Card!)));
        Assert.Equal(["Give advice"], Offered(consulted));
        var informed = turned.CardIn(Sam.ChatId);
        Assert.True(Shows(informed, "Pour ton information, au titre de **Parrain de la direction**"), string.Join("\n", PressAnswer.Texts(informed.Card!)));
        Assert.Empty(Offered(informed));

        // What nobody offers them cannot be done, nor by others what only they may.
        var stranger = await turned.People.PressesAsync(Erin, consulted, "Give advice", Cancel);
        Assert.DoesNotContain("Checkout 2", stranger.Text, StringComparison.Ordinal);
        JsonObject Data() =>
            new()
            {
                ["id"] = "ESC-2026-0001",
                ["seen"] = 99,
                ["text"] = "Go!",
            };
        var forged = await turned.People.PressesAsync(Sara, consulted, "acknowledge", Data(), Cancel);
        Assert.Contains("team that received", forged.Text, StringComparison.Ordinal);
        await turned.People.PressesAsync(Sam, informed, "advise-save", Data(), Cancel);
        await turned.People.PressesAsync(Paul, turned.CardIn(Paul.ChatId), "advise-save", Data(), Cancel);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is Acknowledged or AdviceGiven);

        var form = await turned.PressAsync(Sara, consulted, "Give advice", Cancel);
        var empty = await turned.People.PressesAsync(Sara, consulted, "Give advice", Cancel, new() { ["text"] = " " }, form.Card);
        Assert.Contains("Write what you know or advise.", empty.Card!.ToJsonString(), StringComparison.Ordinal);
        await turned.People.PressesAsync(
            Sara,
            consulted,
            "Give advice",
            Cancel,
            new() { ["text"] = "Two fairs wait for it; move it by a week at most." },
            empty.Card
        );
        await turned.Story.QuietAsync(Cancel);
        Assert.NotEmpty(turned.Said(Paul.ChatId, "**Sara Sales** (Sales representative) advises: Two fairs wait for it"));
        Assert.NotEmpty(turned.Said(Ann.ChatId, "advises: Two fairs wait for it"));
        Assert.True(Shows(turned.CardIn(Paul.ChatId), "Advice of Sara Sales, Sales representative"));
        Assert.Empty(turned.Said(Sam.ChatId, "Two fairs wait for it"));

        await turned.People.SaysAsync(Sam, "open", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.NotEmpty(turned.Said(Sam.ChatId, "Pour information :"));

        // Nothing of it can be taken over by whoever only reads it, which is said and not denied.
        await turned.People.SaysAsync(Sara, "take over ESC-2026-0001 as owner", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.NotEmpty(turned.Said(Sara.ChatId, "Only somebody who stands above the team"));

        // How it ends is told to all of them, and nothing else.
        await turned.PressAsync(Paul, turned.CardIn(Paul.ChatId), "Acknowledge", Cancel);
        form = await turned.PressAsync(Paul, turned.CardIn(Paul.ChatId), "Resolve", Cancel);
        JsonObject decided = new()
        {
            ["decision"] = "Go with conditions",
            ["text"] = "Only for Spain.",
            ["item-risk_after"] = "at risk",
            ["item-permanent_fix"] = "n/a: nothing is broken",
        };
        await turned.People.PressesAsync(Paul, turned.CardIn(Paul.ChatId), "Decide", Cancel, decided, form.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Sara.ChatId, "Go with conditions"));
        Assert.Single(turned.Said(Sam.ChatId, "Go sous conditions"));
        Assert.Empty(turned.Said(Sam.ChatId, "Paul Product a "));
        Assert.DoesNotContain("Give advice", Buttons(turned.CardIn(Sara.ChatId).Card!));
    }

    /// <summary>What can be done by a card, beside unfolding it.</summary>
    private static IEnumerable<string> Offered(FakeMessage message) =>
        FakeClient.Actions(message.Card!).Where(action => (string?)action["verb"] is not (null or "explain")).Select(action => (string)action["title"]!);

    private static List<FakeMessage> Agendas(Turned turned, FakePerson person) =>
        [.. turned.Story.Teams.In(person.ChatId).Where(m => Shows(m, "Launch huddle") || Shows(m, "Point de lancement"))];

    private static async Task<FakeMessage> ReviewAsync(Turned turned, string kind, string headline)
    {
        await turned.People.SaysAsync(Ann, "escalate launch", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var form = turned.CardIn(Ann.ChatId);
        await turned.People.PressesAsync(Ann, form, "Go on", Cancel, new() { ["kind"] = $"launch-protocol/{kind}" });
        await turned.Story.QuietAsync(Cancel);
        string[] answers =
        [
            headline,
            "Checkout 2",
            "One in five orders fails in the test; the release of 20 March is at risk.",
            .. kind == "early_sign" ? [] : new[] { "9 March: first test. 10 March: second test." },
            "More servers: no change.",
            "Limit the rate and rewrite the lock.",
            "Decide by Thursday whether we limit the rate.",
        ];
        foreach (var said in answers)
        {
            await turned.People.SaysAsync(Ann, said, Cancel);
            await turned.Story.QuietAsync(Cancel);
        }

        Assert.True(Shows(turned.CardIn(Ann.ChatId), "ready for your decision"), string.Join("\n", PressAnswer.Texts(turned.CardIn(Ann.ChatId).Card!)));
        return turned.CardIn(Ann.ChatId);
    }

    private static async Task ReclassifiedAsync(Turned turned, string severity, string because) => await turned.ReclassifyAsync(severity, because, Cancel);

    private static JsonObject Decision(string severity, string trigger) =>
        new()
        {
            ["severity"] = severity,
            ["because"] = "So it is.",
            ["trigger"] = trigger,
        };

    private static JsonObject Triage(string posture) =>
        new()
        {
            ["item-customer_journey"] = "high",
            ["item-revenue_potential"] = "medium",
            ["item-regulatory"] = "none",
            ["item-risk_before"] = posture,
        };
}
