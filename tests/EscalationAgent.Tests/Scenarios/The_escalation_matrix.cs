using EscalationAgent.Drafting.Offline;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The escalation matrix runs beside the customers' playbook: kinds first, roles in their chats, up the columns.</summary>
public sealed class The_escalation_matrix
{
    private const string Secret = "Zappelphilipp";

    private static readonly DateTimeOffset Friday = new(2026, 3, 13, 16, 0, 0, TimeSpan.Zero);

    private static readonly FakePerson Pia = new("Pia Director");
    private static readonly FakePerson Tom = new("Tom Techlead");
    private static readonly FakePerson Cora = new("Cora Product");
    private static readonly FakePerson Ted = new("Ted Technology");
    private static readonly FakePerson Eve = new("Eve Chief");
    private static readonly FakePerson Mona = new("Mona Manager");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Friday_S2_incident_climbs_the_columns_until_somebody_has_it()
    {
        await using var turned = await TurnedAsync((Pia, "product_director"), (Tom, "tech_lead"), (Cora, "cpo"), (Ted, "cto"), (Eve, "ceo"));
        var review = await ReviewAsync(turned, "production_incident", "Checkout", "Checkout rejects all cards since 15:20, orders are lost");
        Assert.True(Shows(review, "Product Director") is false, "nothing is decided yet");

        // What set it off has to be said (B006).
        var refused = await turned.People.PressesAsync(Ann, review, "Route", Cancel, new() { ["severity"] = "S2", ["because"] = "So it is." });
        Assert.Contains("Choose what set it off first", refused.Text);
        await RoutedAsync(turned, turned.CardIn(Ann.ChatId), "S2", "went_wrong");

        // Both of the cell have it in their chats, for an hour by the clock, Friday evening or not (B015).
        Assert.True(Shows(turned.CardIn(Pia.ChatId), "Acknowledge by"));
        Assert.True(Shows(turned.CardIn(Tom.ChatId), "17:00"));
        Assert.DoesNotContain(turned.Teams.In(Cora.ChatId), m => Shows(m, "Checkout"));

        // Up, never across (B061, B062, 4D-8).
        await turned.People.SaysAsync(Ann, $"escalate {(await turned.EscalationAsync(Cancel)).Id} to the CEO", Cancel);
        await turned.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("next above is **CPO** and **CTO**") is true, "who is next", Cancel);

        await turned.TurnAsync(TimeSpan.FromHours(1), Cancel);
        Assert.True(Shows(turned.CardIn(Cora.ChatId), "Acknowledge by"), "the next column");
        Assert.True(Shows(turned.CardIn(Ted.ChatId), "Acknowledge by"), "who shares it");
        Assert.DoesNotContain(turned.Teams.In(Eve.ChatId), m => Shows(m, "Checkout"));
        Assert.Contains(turned.Said(Ann.ChatId, "CPO"), line => line.Contains("CTO", StringComparison.Ordinal));

        var his = turned.CardIn(Ted.ChatId);
        await turned.People.SaysAsync(Ted, "my escalations", Cancel);
        await turned.Teams.ShowsAsync(
            Ted.ChatId,
            m => Shows(m, "Waiting for you") && Shows(m, "**Say that you have it**") && Shows(m, "Checkout"),
            "what waits for him",
            Cancel
        );
        await turned.PressAsync(Ted, his, "Acknowledge", Cancel);
        Assert.Equal("Ted Technology", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);
        foreach (var other in new[] { Pia, Tom, Cora })
        {
            Assert.True(Shows(turned.CardIn(other.ChatId), "Ted Technology"), $"{other.Name} sees who has it");
        }

        await turned.TurnAsync(TimeSpan.FromHours(3), Cancel);
        Assert.DoesNotContain(turned.Teams.In(Eve.ChatId), m => Shows(m, "Checkout"));

        // The customers' playbook is not touched: its leadership sees nothing of the matrix but what is theirs.
        Assert.Equal("escalation-matrix", (await turned.EscalationAsync(Cancel)).Playbook.Name);
        Assert.Contains(await turned.HistoryAsync(Cancel), e => e is TriggerNamed { Trigger: "went_wrong" });
    }

    /// <summary>Who cannot wait says why: rung by rung, and of an S1 at once to the top (4D-8).</summary>
    [Fact]
    public async Task Somebody_above_is_asked_before_the_time_is_over_and_only_an_S1_leaps()
    {
        await using var turned = await TurnedAsync((Pia, "product_director"), (Tom, "tech_lead"), (Cora, "cpo"), (Ted, "cto"), (Eve, "ceo"));
        await ReviewAsync(turned, "production_incident", "Checkout", "Checkout rejects all cards since 15:20, orders are lost");
        await RoutedAsync(turned, turned.CardIn(Ann.ChatId), "S2", "went_wrong");
        var id = (await turned.EscalationAsync(Cancel)).Id;

        await turned.People.SaysAsync(Ann, $"escalate {id} to the CEO", Cancel);
        var form = await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Whom (up goes rung by rung"), "whom to ask", Cancel);
        Assert.False(Shows(form, "CEO"), "an S2 does not leap");
        var silent = await turned.People.PressesAsync(Ann, form, "Ask them too", Cancel, new() { ["rung"] = "cpo", ["because"] = " " });
        Assert.Contains("Give a reason", silent.Text);
        var forged = await turned.People.PressesAsync(Ann, form, "Ask them too", Cancel, new() { ["rung"] = "ceo", ["because"] = "I know her." });
        Assert.Contains("rung by rung", forged.Text);
        var stranger = await turned.People.PressesAsync(Mona, form, "Ask them too", Cancel, new() { ["rung"] = "cpo", ["because"] = "I am curious." });
        Assert.DoesNotContain("Checkout", stranger.Text);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is EscalatedUp);

        var due = (await turned.EscalationAsync(Cancel)).DueAt(DeadlineKind.Acknowledge);
        var why = new System.Text.Json.Nodes.JsonObject { ["rung"] = "cpo", ["because"] = "The press has called." };
        await turned.People.PressesAsync(Ann, form, "Ask them too", Cancel, why);
        await turned.Story.QuietAsync(Cancel);
        foreach (var other in new[] { Cora, Ted })
        {
            Assert.True(Shows(turned.CardIn(other.ChatId), "Checkout"), $"{other.Name} has it too");
        }

        Assert.Contains(turned.Said(Ted.ChatId, "asks"), line => line.Contains("The press has called.", StringComparison.Ordinal));
        Assert.Equal(due, (await turned.EscalationAsync(Cancel)).DueAt(DeadlineKind.Acknowledge));

        // The same press again, and the same rung again, bring it no further.
        await turned.People.PressesAsync(Ann, form, "Ask them too", Cancel, why);
        await turned.People.PressesAsync(Ann, form, "Ask them too", Cancel, new() { ["rung"] = "cpo", ["because"] = "Again." });
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is EscalatedUp);
    }

    /// <summary>Who receives in person delegates to somebody specific, who has it in their own chat once they have accepted, and only then.</summary>
    [Fact]
    public async Task Who_receives_in_person_hands_it_to_a_named_person_who_has_to_accept_B076()
    {
        await using var turned = await TurnedAsync((Pia, "product_director"), (Tom, "tech_lead"), (Cora, "cpo"), (Ted, "cto"), (Eve, "ceo"));
        await turned.People.SaysAsync(Mona, "hello", Cancel);
        var review = await ReviewAsync(turned, "production_incident", "Checkout", "Checkout rejects all cards since 15:20, orders are lost");
        await RoutedAsync(turned, review, "S2", "went_wrong");
        await turned.PressAsync(Tom, turned.CardIn(Tom.ChatId), "Acknowledge", Cancel);
        var id = (await turned.EscalationAsync(Cancel)).Id;

        var had = turned.CardIn(Tom.ChatId);
        var form = await turned.PressAsync(Tom, had, "Hand over", Cancel);
        var nobody = await turned.People.PressesAsync(Tom, turned.CardIn(Tom.ChatId), "Hand over", Cancel, new() { ["name"] = "Zoe Nobody" }, form.Card);
        Assert.Contains("I do not know “Zoe Nobody”", nobody.Text);
        await turned.People.PressesAsync(
            Tom,
            turned.CardIn(Tom.ChatId),
            "Hand over",
            Cancel,
            new() { ["name"] = "Mona Manager", ["because"] = "She runs the payment service." },
            nobody.Card
        );
        await turned.Story.QuietAsync(Cancel);

        // She is asked, and it is still his.
        var hers = turned.CardIn(Mona.ChatId);
        Assert.True(Shows(hers, "Tom Techlead asks you to own this: She runs the payment service."));
        Assert.Equal(["Accept", "Decline"], Buttons(hers.Card!).Intersect(["Accept", "Decline", "Post update", "Resolve"]));
        Assert.Equal("Tom Techlead", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);
        await turned.People.SaysAsync(Mona, "my escalations", Cancel);
        await turned.Teams.ShowsAsync(Mona.ChatId, m => Shows(m, "Waiting for you") && Shows(m, "accept, or decline"), "what waits for her", Cancel);

        // Nobody else accepts in her place, and she is reminded as a team is that has not acknowledged.
        var above = await turned.People.PressesAsync(Eve, hers, "Accept", Cancel);
        Assert.Contains("Only Mona Manager was asked, and can accept.", above.Text);
        await turned.People.SaysAsync(Bob, "hello", Cancel);
        var stranger = await turned.People.PressesAsync(Bob, hers, "Accept", Cancel);
        Assert.Contains($"I do not know {id}", stranger.Text);
        await turned.TurnAsync(TimeSpan.FromHours(1), Cancel);
        Assert.NotEmpty(turned.Said(Mona.ChatId, "has neither accepted nor declined; until then it stays with Tom Techlead"));
        Assert.NotEmpty(turned.Said(Tom.ChatId, "has neither accepted nor declined"));

        var once = had.Card!.DeepClone().AsObject();
        await turned.PressAsync(Mona, hers, "Accept", Cancel);
        var now = await turned.EscalationAsync(Cancel);
        Assert.Equal("Mona Manager (Tech Lead)", now.Work.Owner?.Signature);
        Assert.DoesNotContain(now.Deadlines, d => d.Kind == DeadlineKind.Acceptance);
        Assert.True(Shows(turned.Teams.In(Mona.ChatId).Single(m => m.Id == hers.Id), "Post update"), "she works on it in her chat");
        var his = await turned.People.PressesAsync(Tom, had, "Post update", Cancel, card: once);
        Assert.Contains($"I do not know {id}", his.Text);
        Assert.True(Shows(turned.CardIn(Pia.ChatId), "Mona Manager"), "the others see who has it");
    }

    [Fact]
    public async Task A_people_matter_leaves_no_trace_in_any_channel_list_search_or_report()
    {
        await using var receiver = await FakeReceiver.StartAsync();
        var settings = receiver.Settings();
        settings["Webhooks:0:Audience"] = "full";
        await using var turned = await TurnedAsync(settings, (Pia, "product_director"), (Cora, "cpo"), (Eve, "ceo"));
        await turned.People.SaysAsync(Mona, "hello", Cancel);
        var review = await ReviewAsync(turned, "people_issue", $"A developer, {Secret}", $"{Secret} wants to leave because of a conflict");
        Assert.True(Shows(review, "Confidential"));

        // Who the direct manager is, is asked for (B047).
        var choice = new System.Text.Json.Nodes.JsonObject
        {
            ["severity"] = "S3",
            ["because"] = "So it is.",
            ["trigger"] = "went_wrong",
        };
        var refused = await turned.People.PressesAsync(Ann, review, "Route", Cancel, choice);
        Assert.Contains("Say who the direct manager is", refused.Text);
        await turned.People.SaysAsync(Ann, "direct manager: Mona Manager", Cancel);
        await turned.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("Mona Manager will receive it") is true, "that she is named", Cancel);
        await turned.Story.QuietAsync(Cancel);
        await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Route", Cancel, choice.DeepClone().AsObject());
        await turned.Story.QuietAsync(Cancel);

        var hers = turned.CardIn(Mona.ChatId);
        Assert.True(Shows(hers, Secret));

        // Whoever is linked later gets nothing of it, and nobody is linked to a role that is named for each matter.
        foreach (var role in new[] { "direct_manager", "product_director", "people", "all" })
        {
            await turned.People.SaysAsync(Bob, $"link {role} to me", Cancel);
            await turned.People.SaysInAsync(Bob, Engineering, $"link {role}", Cancel);
        }

        await turned.Story.QuietAsync(Cancel);
        await turned.Story.LinkToAsync(Pia, "product_director", Cancel);
        await turned.Story.LinkToAsync(Cora, "people", Cancel);
        await turned.People.SaysInAsync(Bob, Leadership, "link leadership", Cancel);
        var id = (await turned.EscalationAsync(Cancel)).Id;

        // Nobody else can find it: not who stands above, not who administers.
        foreach (
            var (who, said) in new[]
            {
                (Cora, $"status {id}"),
                (Bob, $"status {id}"),
                (Bob, $"take over {id} as csm because I administer"),
                (Eve, $"explain {id}"),
                (Ann, $"find {Secret}"),
                (Mona, $"find {Secret}"),
            }
        )
        {
            await turned.People.SaysAsync(who, said, Cancel);
        }

        foreach (var where in new[] { Engineering, Leadership })
        {
            await turned.People.SaysInAsync(Bob, where, "open", Cancel);
            await turned.People.SaysInAsync(Bob, where, "summary", Cancel);
            await turned.People.SaysInAsync(Bob, where, $"status {id}", Cancel);
        }

        // Nor in the message box, whose results are put where others read.
        foreach (var who in new[] { Ann, Mona, Cora, Bob, Eve })
        {
            var query = new System.Text.Json.Nodes.JsonObject { ["commandId"] = "find" };
            Assert.Empty((await turned.People.AsksElsewhereAsync(who, "query", query, Cancel)).Results);
            var data = new System.Text.Json.Nodes.JsonObject { ["id"] = id.ToString() };
            var shown = await turned.People.PressesAsync(who, new FakeMessage(Leadership, "1", []), "reference", data, Cancel);
            Assert.Equal($"I do not know {id}. Say `my escalations` to see yours.", shown.Text);
        }

        await turned.Story.QuietAsync(Cancel);
        Assert.Equal("Ann Csm", (await turned.EscalationAsync(Cancel)).Csm.Name);

        // It is not acknowledged for long: it goes up to the next column, and to nobody between.
        await turned.TurnToAsync(Friday.AddDays(4), Cancel);
        Assert.True(Shows(turned.CardIn(Pia.ChatId), Secret), "the next column has it now");

        // No other system hears of it.
        Assert.Empty(receiver.Tried);
        Assert.DoesNotContain("ESC-", await turned.People.Http.GetStringAsync("/api/escalations", Cancel));
        await turned.People.SaysAsync(Bob, "link product_director to me", Cancel);
        await turned.Story.QuietAsync(Cancel);

        // It was with others, so it cannot become open.
        await turned.PressAsync(Mona, turned.CardIn(Mona.ChatId), "Not ours", Cancel, "Give it back", new() { ["because"] = "It is Pia's." });
        Assert.Equal(Status.Draft, (await turned.EscalationAsync(Cancel)).Status);
        await turned.People.SaysAsync(Ann, "kind", Cancel);
        var kinds = await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Customer escalation"), "all kinds", Cancel);
        var kept = await turned.People.PressesAsync(Ann, kinds, "Go on", Cancel, new() { ["kind"] = "customer-escalation" });
        Assert.Contains("neither become confidential nor stop being so", kept.Text);
        await turned.Story.QuietAsync(Cancel);
        Assert.DoesNotContain(turned.Teams.In(Mona.ChatId), m => Shows(m, Secret));
        await turned.People.PressesAsync(
            Ann,
            turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "ready for your decision")),
            "Route",
            Cancel,
            new()
            {
                ["severity"] = "S3",
                ["because"] = "She is their manager.",
                ["trigger"] = "went_wrong",
            }
        );
        await turned.Story.QuietAsync(Cancel);
        hers = turned.CardIn(Mona.ChatId);
        await turned.PressAsync(Mona, hers, "Acknowledge", Cancel);
        await turned.PressAsync(Mona, hers, "Post update", Cancel, "Post update", Update($"{Secret} and I have talked."));
        Assert.DoesNotContain(turned.Teams.In(Ann.ChatId), m => Shows(m, "A text for"));
        Assert.DoesNotContain("I told the customer", Buttons(turned.CardIn(Ann.ChatId).Card!));
        await turned.PressAsync(Mona, hers, "Resolve", Cancel, "Resolve", new() { ["kind"] = "decision", ["text"] = $"{Secret} moves to another squad." });
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Confirm and close", Cancel);
        await turned.TurnToAsync(Friday.AddDays(11), Cancel);
        Assert.Equal(Status.Closed, (await turned.EscalationAsync(Cancel)).Status);

        // The week's summary counts it and names it nowhere.
        await turned.People.SaysInAsync(Bob, Leadership, "summary 2026-W11", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var summary = await turned.Teams.ShowsAsync(Leadership, m => m.Card is not null && Shows(m, "active"), "the summary", Cancel);
        Assert.True(Shows(summary, "1"));
        Assert.False(Shows(summary, "People issue"));
        string[] knowing = [Ann.ChatId, Mona.ChatId, Pia.ChatId, Cora.ChatId];
        foreach (var (_, conversation, body) in turned.Teams.Journal.Where(asked => !knowing.Contains(asked.Conversation)))
        {
            Assert.DoesNotContain(Secret, body.ToJsonString(), StringComparison.Ordinal);
            if (conversation is Engineering or Leadership)
            {
                Assert.DoesNotContain($"**{id}**", body.ToJsonString(), StringComparison.Ordinal);
            }
        }

        Assert.Contains(turned.Said(Cora.ChatId, id.ToString()), said => said == Unknown(id));
        Assert.DoesNotContain(turned.Teams.In(Ann.ChatId), m => m.Text?.StartsWith("1 found", StringComparison.Ordinal) is true);
    }

    /// <summary>The crossing of type and severity says who has it: also when the severity rises later.</summary>
    /// <summary>Nobody comes to know of it because somebody is away: whoever is next above hears that something waits, and not what.</summary>
    [Fact]
    public async Task A_people_matter_comes_to_nobody_who_covers()
    {
        await using var turned = await TurnedAsync((Pia, "product_director"), (Cora, "cpo"));
        await turned.People.SaysAsync(Mona, "hello", Cancel);
        await turned.People.SaysAsync(Eve, "hello", Cancel);
        await turned.Story.QuietAsync(Cancel);
        await turned.People.SaysAsync(Mona, "away until 2026-03-20, Eve Chief covers", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Eve.ChatId, "named you to cover"));
        var review = await ReviewAsync(turned, "people_issue", $"A developer, {Secret}", $"{Secret} wants to leave because of a conflict");
        await turned.People.SaysAsync(Ann, "direct manager: Mona Manager", Cancel);
        await turned.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("Mona Manager will receive it") is true, "that she is named", Cancel);
        await turned.Story.QuietAsync(Cancel);

        // Whoever asks for her is told at once.
        Assert.Single(turned.Said(Ann.ChatId, "Mona Manager is away until Fri 20 Mar, 23:00 UTC, and nobody else may know of it."));
        var said = turned.Teams.In(Eve.ChatId).Count;
        await RoutedAsync(turned, turned.CardIn(Ann.ChatId), "S3", "went_wrong");

        Assert.True(Shows(turned.CardIn(Mona.ChatId), Secret));
        Assert.Equal(said, turned.Teams.In(Eve.ChatId).Count);
        var told = Assert.Single(turned.Said(Pia.ChatId, "is away until"));
        Assert.Contains("something confidential waits there", told, StringComparison.Ordinal);
        Assert.DoesNotContain("ESC-", told, StringComparison.Ordinal);
        Assert.DoesNotContain(turned.Teams.In(Pia.ChatId), m => Shows(m, Secret));
        var id = (await turned.EscalationAsync(Cancel)).Id;
        await turned.People.SaysAsync(Eve, $"status {id}", Cancel);
        await turned.People.SaysAsync(Eve, $"take over {id} as csm because I cover", Cancel);

        // In Mona's calendar is when, and not whom it concerns.
        await turned.People.SaysAsync(Mona, "calendar", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var address = turned.Teams.In(Mona.ChatId)[^1].Text!;
        var feed = await turned.People.Http.GetStringAsync(
            new Uri(address[(address.IndexOf("](", StringComparison.Ordinal) + 2)..address.IndexOf(')')]).AbsolutePath,
            Cancel
        );
        Assert.Contains($"SUMMARY:{id}: ", feed, StringComparison.Ordinal);
        Assert.DoesNotContain("developer", feed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, feed, StringComparison.Ordinal);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(2, turned.Said(Eve.ChatId, $"I do not know {id}").Count);
    }

    [Fact]
    public async Task A_confidential_matter_that_gets_worse_goes_to_those_of_its_new_severity_and_on_up_from_there()
    {
        await using var turned = await TurnedAsync((Pia, "people"), (Cora, "cpo"), (Eve, "ceo"));
        await turned.People.SaysAsync(Mona, "hello", Cancel);
        var review = await ReviewAsync(turned, "people_issue", $"A developer, {Secret}", $"{Secret} wants to leave because of a conflict");
        await turned.People.SaysAsync(Ann, "direct manager: Mona Manager", Cancel);
        await turned.Story.QuietAsync(Cancel);
        await RoutedAsync(turned, turned.CardIn(Ann.ChatId), "S3", "went_wrong");
        Assert.DoesNotContain(turned.Teams.In(Cora.ChatId), m => Shows(m, Secret));

        await turned.ReclassifyAsync("S1", "There was a threat.", Cancel);
        foreach (var now in new[] { Cora, Pia, Mona })
        {
            Assert.True(Shows(turned.CardIn(now.ChatId), Secret), $"{now.Name} has it");
        }

        Assert.DoesNotContain(turned.Teams.In(Eve.ChatId), m => Shows(m, Secret));
        await turned.TurnAsync(TimeSpan.FromMinutes(15), Cancel);
        Assert.True(Shows(turned.CardIn(Eve.ChatId), Secret), "the top");
    }

    [Fact]
    public async Task A_go_no_go_ends_in_a_decision_on_record_with_its_conditions()
    {
        await using var turned = await TurnedAsync((Pia, "product_director"), (Tom, "tech_lead"), (Cora, "cpo"), (Ted, "cto"), (Eve, "ceo"));
        var review = await ReviewAsync(turned, "go_no_go", "Mobile 4.12", "Mobile 4.12 has two payment defects, decision needed by Thursday");
        await RoutedAsync(turned, review, "S2", "decision_needed");
        await turned.PressAsync(Cora, turned.CardIn(Cora.ChatId), "Acknowledge", Cancel);
        var form = await turned.PressAsync(Cora, turned.CardIn(Cora.ChatId), "Resolve", Cancel);
        Assert.Contains("What is decided?", form.Text);
        var card = turned.CardIn(Cora.ChatId);
        var undecided = await turned.PressAsync(Cora, card, "Resolve", Cancel, "Decide", new() { ["text"] = "Payments stay behind the flag." });
        Assert.Contains("Choose what is decided: Go, Go with conditions, No-go.", undecided.Text);
        await turned.PressAsync(
            Cora,
            card,
            "Resolve",
            Cancel,
            "Decide",
            new() { ["decision"] = "Go with conditions", ["text"] = "Payments stay behind the flag." }
        );
        Assert.Equal(
            new Resolved(ResolutionKind.Decision, "Payments stay behind the flag.", "Go with conditions"),
            (await turned.EscalationAsync(Cancel)).Outcome.Resolution
        );
        Assert.True(Shows(turned.CardIn(Ann.ChatId), "Decided: Go with conditions"));
        Assert.True(Shows(turned.CardIn(Ted.ChatId), "Decided: Go with conditions"));
    }

    [Fact]
    public async Task Notes_that_are_pasted_before_the_kind_is_chosen_are_kept_and_read_then()
    {
        await using var turned = await TurnedAsync();
        await turned.People.SaysAsync(
            Ann,
            "escalate matrix The search migration is blocked: Platform promised the new index for 9 March and has no date any more. "
                + "I asked their lead twice. Please decide by Thursday who moves. I recommend to move it before the reporting work.",
            Cancel
        );
        var form = await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Which kind of matter is it?"), "the kinds", Cancel);
        await turned.People.SaysAsync(Ann, "The reporting work waits for the same two people.", Cancel);
        await turned.Story.QuietAsync(Cancel);
        form = turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "Which kind of matter is it?"));
        Assert.Equal(2, (await turned.EscalationAsync(Cancel)).Draft.Notes.Count);
        Assert.Empty((await turned.EscalationAsync(Cancel)).Brief.Passages);
        await turned.People.PressesAsync(Ann, form, "Go on", Cancel, new() { ["kind"] = "escalation-matrix/cross_team_dependency" });
        await turned.Story.QuietAsync(Cancel);
        var escalation = await turned.EscalationAsync(Cancel);
        Assert.NotEmpty(escalation.Brief.Passages);
        Assert.Equal(("cross_team_dependency", false), (escalation.Draft.Kind, escalation.IsConfidential));
        Assert.Null(escalation.Brief.Account);
        await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What is it about?"), "what is missing", Cancel);

        // It can become another kind, or a customer's matter after all.
        await turned.People.SaysAsync(Ann, "kind", Cancel);
        var other = await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Customer escalation"), "all kinds", Cancel);
        await turned.People.PressesAsync(Ann, other, "Go on", Cancel, new() { ["kind"] = "customer-escalation" });
        await turned.Story.QuietAsync(Cancel);
        escalation = await turned.EscalationAsync(Cancel);
        Assert.Equal(("customer-escalation", null, BriefForm.Customer), (escalation.Playbook.Name, escalation.Draft.Kind, escalation.Brief.Form));
        await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Which customer is this about?"), "the customer's name", Cancel);
    }

    [Theory]
    [InlineData("people_issue", false, 0)]
    [InlineData("people_issue", true, 1)]
    [InlineData("scope_disagreement", false, 1)]
    public async Task A_model_reads_nothing_before_the_kind_is_known_and_nothing_confidential_unless_the_tenant_lets_it(string kind, bool isLet, int asked)
    {
        var writer = new FakeWriter(_ => new(null, new Dictionary<BriefSection, string>(), null, null, null, null));
        await using var story = await Story.BeginAsync(with: services =>
            services
                .Replace(ServiceDescriptor.Singleton(SampleCards.Shipped))
                .Replace(ServiceDescriptor.Singleton(new Writers(new OfflineWriter(), writer, Confidential: isLet ? [FakeTeams.Tenant] : null)))
        );
        await story.People.SaysAsync(
            Ann,
            $"escalate matrix {Secret} quarrels with everybody in the squad. I talked to both last week. Please decide by Friday.",
            Cancel
        );
        var form = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Which kind of matter is it?"), "the kinds", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Empty(writer.Asked);
        await story.People.PressesAsync(Ann, form, "Go on", Cancel, new() { ["kind"] = $"escalation-matrix/{kind}" });
        await story.QuietAsync(Cancel);
        Assert.Equal(asked, writer.Asked.Count);
    }

    private static string Unknown(EscalationId id) => EscalationAgent.Teams.Answers.Unknown(id);

    private static Task<Turned> TurnedAsync(params (FakePerson Person, string Role)[] roles) => TurnedAsync(null, roles);

    private static async Task<Turned> TurnedAsync(IReadOnlyDictionary<string, string?>? settings, params (FakePerson Person, string Role)[] roles)
    {
        var turned = await Turned.BeginAsync(Friday, Cancel, settings: settings, playbooks: SampleCards.Shipped);
        foreach (var (person, role) in roles)
        {
            await turned.Story.LinkToAsync(person, role, Cancel);
        }

        return turned;
    }

    private static async Task RoutedAsync(Turned turned, FakeMessage review, string severity, string trigger)
    {
        await turned.People.PressesAsync(
            Ann,
            review,
            "Route",
            Cancel,
            new()
            {
                ["severity"] = severity,
                ["because"] = "So it is.",
                ["trigger"] = trigger,
            }
        );
        await turned.Story.QuietAsync(Cancel);
    }

    /// <summary>Ann says which kind it is, answers each question, and has the review card before her.</summary>
    private static async Task<FakeMessage> ReviewAsync(Turned turned, string kind, string about, string headline)
    {
        await turned.People.SaysAsync(Ann, "escalate matrix", Cancel);
        var form = await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Which kind of matter is it?"), "the kinds", Cancel);
        await turned.People.PressesAsync(Ann, form, "Go on", Cancel, new() { ["kind"] = $"escalation-matrix/{kind}" });
        await turned.Story.QuietAsync(Cancel);
        while (Escalations.Intake.Interview.NextFor((await turned.EscalationAsync(Cancel)).Brief) is { } asked)
        {
            await turned.People.SaysAsync(
                Ann,
                asked.Section switch
                {
                    null => about,
                    BriefSection.Headline => headline,
                    BriefSection.CustomerImpact => "About 300 orders an hour are lost since 15:20.",
                    BriefSection.Timeline => "It began on 13 March at 15:20. At 15:40 the provider was called.",
                    BriefSection.ResolutionAttempts => "Restarted the gateway: no change.",
                    BriefSection.Recommendation => "Roll back to the version of Thursday.",
                    _ => "Decide by tonight at 18:00 whether we roll back.",
                },
                Cancel
            );
            await turned.Story.QuietAsync(Cancel);
        }

        return await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review card", Cancel);
    }
}
