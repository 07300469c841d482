using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What the receiving team does with its card.</summary>
public sealed class Teams_and_their_cards
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A form would ask about a state that the card did not show.</summary>
    [Fact]
    public async Task A_button_of_an_old_card_answers_the_csm_with_the_fresh_one()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await story.ReviewAsync(Cancel);
        var oldBrief = review.Card!.DeepClone().AsObject();
        await story.People.SaysAsync(Ann, "account: Acme Corporation", Cancel);
        await story.QuietAsync(Cancel);
        var edit = await story.People.PressesAsync(Ann, review, "Edit", Cancel, card: oldBrief);
        Assert.Contains("No harm done: ESC-2026-0001 has changed since that card was drawn.", edit.Text);
        Assert.Contains("Acme Corporation", edit.Text);
        Assert.Contains("Save", Buttons((await story.People.PressesAsync(Ann, review, "Edit", Cancel, card: edit.Card)).Card!));

        var routed = await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S2", because: "So it is."), edit.Card);
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel);
        await story.QuietAsync(Cancel);
        var withdraw = await story.People.PressesAsync(Ann, review, "Withdraw", Cancel, card: routed.Card);
        Assert.Contains("has changed since that card was drawn", withdraw.Text);
        Assert.Contains("Bob Stone", withdraw.Text);
        Assert.Contains("Why is it no longer needed?", (await story.People.PressesAsync(Ann, review, "Withdraw", Cancel, card: withdraw.Card)).Text);
    }

    [Fact]
    public async Task An_unbound_team_is_told_to_the_csm_and_nothing_is_lost()
    {
        await using var story = await BeginAsync();
        var review = await story.ReviewAsync(Cancel);
        var choices = Decision();
        var held = await story.People.PressesAsync(Ann, review, "Route", Cancel, choices);
        Assert.Contains("@Escalation Agent link engineering", held.Text);
        Assert.Contains("ready for your decision", held.Text);

        Assert.Contains("Engineering has no channel yet", held.Text);

        await story.People.SaysInAsync(Bob, Engineering, "link engineering", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("has a channel now") is true, "that it can be routed", Cancel);
        var fresh = await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => m.Card is { } c && Buttons(c).Contains("Route") && Shows(m, "in engineering") is false && m.Id != review.Id,
            "a fresh review card",
            Cancel
        );
        var routed = await story.People.PressesAsync(Ann, fresh, "Route", Cancel, choices);
        Assert.Contains("Routed", routed.Text);
        await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Who takes it on?"), "the team's card", Cancel);
    }

    [Fact]
    public async Task Several_unbound_teams_are_told_together()
    {
        await using var story = await BeginAsync();
        var review = await story.ReviewAsync(Cancel);
        var held = await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S2", "service_failure"));
        Assert.Contains("CS leadership and Support leadership have no channel yet, so nothing was sent.", held.Text);
    }

    [Fact]
    public async Task A_team_cannot_be_linked_away_unseen()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.People.SaysInAsync(Bob, Leadership, "link engineering", Cancel);
        var told = await story.Teams.ShowsAsync(Engineering, m => m.Text?.Contains("to another channel") is true, "who linked it away", Cancel);
        Assert.Equal(
            "Bob Stone has linked Engineering to another channel; this one no longer receives for that team. If that is a mistake, tell "
                + "Bob Stone or one of those who administer me: Bob Stone; `links` shows who is linked to what.",
            told.Text
        );
    }

    [Fact]
    public async Task Of_two_teams_the_one_without_a_channel_gets_its_card_when_it_has_one()
    {
        await using var story = await BeginAsync();
        const string Success = "19:success@thread.tacv2";
        const string Support = "19:support@thread.tacv2";
        story.Teams.AddChannel(Success, Bob);
        story.Teams.AddChannel(Support, Cleo);
        await story.People.SaysInAsync(Bob, Success, "link CS leadership", Cancel);
        await story.Teams.ShowsAsync(Success, m => m.Text?.Contains("now receives") is true, "that it is linked", Cancel);
        var review = await story.ReviewAsync(Cancel);
        var routed = await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S2", "service_failure", "Third time."));
        Assert.Contains("link support_leadership", routed.Text);
        await story.Teams.ShowsAsync(Success, m => Shows(m, "Who takes it on?"), "the first team's card", Cancel);

        await story.People.SaysInAsync(Bob, Support, "link support_leadership", Cancel);
        var second = await story.Teams.ShowsAsync(Support, m => Shows(m, "Who takes it on?"), "the second team's card", Cancel);

        // Whoever acknowledges: both cards tell it, there is one owner.
        await story.People.PressesAsync(Cleo, second, "Acknowledge", Cancel);
        await story.Teams.ShowsAsync(Success, m => Shows(m, "Cleo Park (Engineer)"), "the owner on the other card", Cancel);
    }

    [Fact]
    public async Task A_card_that_cannot_be_posted_is_told_to_the_csm_and_follows_when_the_channel_is_linked_anew()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await story.ReviewAsync(Cancel);
        story.Teams.Refuse(Engineering, 403, "BotNotInConversationRoster");
        await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision());
        var told = await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("I could not post") is true, "that it could not be posted", Cancel);
        Assert.Contains("I am not, or no longer, in it", told.Text);

        story.Teams.Accept(Engineering);
        await story.People.SaysInAsync(Bob, Engineering, "link engineering", Cancel);
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Who takes it on?"), "the team's card", Cancel);
        var acknowledged = await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel);
        Assert.Contains("Bob Stone (Eng Lead)", acknowledged.Text);
    }

    /// <summary>A peer that is down for a while: what was accepted is delivered once it is back, in order.</summary>
    [Fact]
    public async Task What_Teams_cannot_take_now_is_delivered_later()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await story.ReviewAsync(Cancel);
        story.Teams.Refuse(Engineering, 500, "ServiceError");
        await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision());
        await story.QuietAsync(Cancel);
        Assert.DoesNotContain(story.Teams.In(Engineering), m => m.Card is not null);
        story.Teams.Accept(Engineering);
        await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Who takes it on?"), "the team's card", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("is with Engineering") is true, "that it is routed", Cancel);
    }

    [Fact]
    public async Task Of_many_who_press_acknowledge_at_once_one_owns_it_and_the_others_are_told_who()
    {
        await using var story = await BeginAsync();
        var people = Enumerable.Range(0, 8).Select(i => new FakePerson($"P{i} Person")).ToList();
        story.Teams.AddChannel(Engineering, [Bob, .. people]);
        await story.LinkAsync(Cancel);
        var card = await story.RouteAsync(Cancel);
        var answers = await Task.WhenAll(people.Select(p => story.People.PressesAsync(p, card, "Acknowledge", Cancel)));

        var owner = people.Single(p => answers.All(a => a.Text.Contains(p.Name, StringComparison.Ordinal)));
        Assert.Equal(7, answers.Count(a => a.Text.Contains($"{owner.Name} has already acknowledged", StringComparison.Ordinal)));
        await story.Teams.ShowsAsync(Engineering, m => m.Id == card.Id && Shows(m, $"{owner.Name} (Engineering)"), "the owner", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Single(story.Teams.In(Engineering), m => m.Text?.Contains("acknowledged it") is true);
    }

    [Fact]
    public async Task Whoever_is_named_as_owner_has_to_accept_and_until_then_it_stays_with_its_owner_B075_B076()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var card = await story.RouteAsync(Cancel);
        await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Cleo Park (Engineer)"), "the choice of owners", Cancel);

        var stranger = await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel, new() { ["owner"] = "aad-eve" });
        Assert.Contains("I do not know that person", stranger.Text);
        var named = await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel, new() { ["owner"] = Cleo.AadObjectId });
        Assert.Contains("Bob Stone (Eng Lead)", named.Text);
        Assert.Contains("**Cleo Park** is asked to own it, and has to accept. Until then it is Bob Stone’s.", named.Text);

        // Nobody accepts in somebody else's place, and not a second time.
        var notAsked = await story.People.PressesAsync(Bob, card, "Accept", Cancel, card: named.Card);
        Assert.Contains("Only Cleo Park was asked, and can accept.", notAsked.Text);
        var accepted = await story.People.PressesAsync(Cleo, card, "Accept", Cancel, card: named.Card);
        Assert.Contains("Cleo Park (Engineer)", accepted.Text);
        var tooLate = await story.People.PressesAsync(Bob, card, "Accept", Cancel, card: named.Card);
        Assert.Contains("It is handed to nobody any more: Cleo Park owns it.", tooLate.Text);
        Assert.Contains("Cleo Park (Engineer)", tooLate.Text);

        var form = await story.People.PressesAsync(Cleo, card, "Hand over", Cancel, card: accepted.Card);
        JsonObject toBob = new() { ["owner"] = Bob.AadObjectId, ["because"] = "Holiday from tomorrow." };
        var offered = await story.People.PressesAsync(Cleo, card, "Hand over", Cancel, toBob, form.Card);
        Assert.Contains("Cleo Park (Engineer)", offered.Text);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("Holiday from tomorrow") is true, "that it is handed over", Cancel);

        var decline = await story.People.PressesAsync(Bob, card, "Keep with Cleo Park", Cancel, card: offered.Card);
        var declined = await story.People.PressesAsync(Bob, card, "Decline", Cancel, new() { ["because"] = "I am away, too." }, decline.Card);
        Assert.DoesNotContain("is asked to own it", declined.Text);
        Assert.Contains("Cleo Park (Engineer)", declined.Text);
        await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => m.Text?.Contains("**Bob Stone** declined the hand-over (it stays with Cleo Park): I am away, too.") is true,
            "that it stays",
            Cancel
        );
    }

    [Fact]
    public async Task Not_ours_gives_it_back_with_the_reason_and_it_can_be_routed_anew()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.People.SaysInAsync(Bob, Leadership, "link product", Cancel);
        var card = await story.RouteAsync(Cancel);
        var form = await story.People.PressesAsync(Bob, card, "Not ours", Cancel);
        var refused = await story.People.PressesAsync(Bob, card, "Give it back", Cancel, new() { ["because"] = "  " }, form.Card);
        Assert.Contains("Give a reason", refused.Text);
        var returned = await story.People.PressesAsync(Bob, card, "Give it back", Cancel, new() { ["because"] = "This is a missing feature." }, form.Card);
        Assert.Contains("Given back", returned.Text);

        var review = await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => Shows(m, "This is a missing feature.") && Buttons(m.Card!).Contains("Route"),
            "the review card with the reason",
            Cancel
        );
        await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S2", "feature_gap", "The team says so."));
        await story.Teams.ShowsAsync(Leadership, m => Shows(m, "Who takes it on?"), "the other team's card", Cancel);
    }

    /// <summary>The card of what came back leads with the others; the same team again is asked about, and reads the answer.</summary>
    [Fact]
    public async Task What_came_back_leads_with_the_other_teams_and_the_same_team_again_asks_why()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var card = await story.RouteAsync(Cancel);
        var form = await story.People.PressesAsync(Bob, card, "Not ours", Cancel);
        await story.People.PressesAsync(Bob, card, "Give it back", Cancel, new() { ["because"] = "This belongs to Product management." }, form.Card);

        var review = await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => Shows(m, "Engineering gave it back: This belongs to Product management.") && Buttons(m.Card!).Contains("Route"),
            "the review card",
            Cancel
        );
        var texts = PressAnswer.Texts(review.Card!).ToList();
        var lead = texts.IndexOf("Where could it go instead?");
        Assert.InRange(lead, 0, 6);
        Assert.Equal("**Product management**, as Feature gap (blocking)", texts[lead + 1]);
        Assert.Contains("What teams see", Buttons(review.Card!));
        Assert.Contains(texts, t =>
            t.Contains("Technical teams will not see", StringComparison.Ordinal) && t.Contains("EUR 85k ARR", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(texts, t => t.StartsWith("**Engineering**, as", StringComparison.Ordinal));
        var category = Inputs(review.Card!).Single(i => (string?)i["id"] == "category");
        Assert.Equal("", (string?)category["value"]);
        Assert.Equal(("feature_gap", "product_defect"), ((string?)category["choices"]![0]!["value"], (string?)category["choices"]!.AsArray()[^1]!["value"]));

        var choices = Decision("S2", because: " ");
        var suggested = await story.People.PressesAsync(Ann, review, "Route", Cancel, choices);
        Assert.Contains("Say ", suggested.Text); // why in one line
        Assert.Contains("ready for your decision", suggested.Text);
        Assert.Equal(Escalations.Status.Draft, (await story.FindAsync(1, Cancel)).Status);

        choices["because"] = "The slow query is in their service.";
        await story.People.PressesAsync(Ann, review, "Route", Cancel, choices, suggested.Card);
        await story.Teams.ShowsAsync(
            Engineering,
            m => Shows(m, "Why it comes to you again") && Shows(m, "The slow query is in their service."),
            "the reason on the team's card",
            Cancel
        );
        Assert.Contains(story.Teams.In(Engineering), m =>
            m.Text?.Contains("routed it to Engineering again: The slow query is in their service.") is true || Shows(m, "Why it comes to you again")
        );
    }

    private static IEnumerable<JsonObject> Inputs(JsonNode? node) =>
        node switch
        {
            JsonObject o when ((string?)o["type"])?.StartsWith("Input.", StringComparison.Ordinal) is true => [o],
            JsonObject o => o.SelectMany(p => Inputs(p.Value)),
            JsonArray a => a.SelectMany(Inputs),
            _ => [],
        };

    [Fact]
    public async Task The_csm_reopens_with_a_reason_and_confirms_the_second_time()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var card = await story.RouteAsync(Cancel);
        await ResolveAsync(story, card);
        var asked = await story.Teams.ShowsAsync(Ann.ChatId, m => m.Card is { } c && Buttons(c).Contains("Reopen"), "the question", Cancel);
        var form = await story.People.PressesAsync(Ann, asked, "Reopen", Cancel);
        await story.People.PressesAsync(Ann, asked, "Reopen", Cancel, new() { ["because"] = "Reports still time out on Mondays." }, form.Card);
        await story.Teams.ShowsAsync(Engineering, m => m.Text?.Contains("still time out") is true, "the reason in the thread", Cancel);
        await story.Teams.ShowsAsync(Engineering, m => m.Id == card.Id && Shows(m, "In progress"), "the reopened card", Cancel);

        await ResolveAsync(story, card, acknowledge: false);
        var again = await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => m.Id != asked.Id && m.Card is { } c && Buttons(c).Contains("Confirm and close"),
            "the question again",
            Cancel
        );
        var closed = await story.People.PressesAsync(Ann, again, "Confirm and close", Cancel);
        Assert.Contains("Closed", closed.Text);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Id == asked.Id && Shows(m, "moved down"), "the first question gives way", Cancel);
    }

    [Fact]
    public async Task A_press_on_an_old_card_shows_the_new_one()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var card = await story.RouteAsync(Cancel);
        var old = card.Card!.DeepClone().AsObject();
        await ResolveAsync(story, card);

        var late = await story.People.PressesAsync(Cleo, card, "Acknowledge", Cancel, card: old);
        Assert.Contains("Resolved", late.Text);
        Assert.Contains("has already acknowledged", late.Text);
    }

    /// <summary>Teams delivers a press again: with the same id, and later with a new one.</summary>
    [Fact]
    public async Task A_repeated_press_has_one_effect_and_the_same_answer()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await story.FillChecklistAsync(await story.ReviewAsync(Cancel), Cancel);
        var choices = Decision();
        var routes = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => story.People.PressesAsync(Ann, review, "Route", Cancel, choices, activityId: i < 8 ? "same" : $"other-{i}"))
        );
        Assert.All(routes, r => Assert.Contains("Routed", r.Text));
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Who takes it on?"), "the team's card", Cancel);

        var acknowledged = await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel);
        var form = await story.People.PressesAsync(Bob, card, "Post update", Cancel, card: acknowledged.Card);
        var update = Update("Found it.");
        foreach (var id in new[] { "u-1", "u-1", "u-2", "u-3" })
        {
            var answer = await story.People.PressesAsync(Bob, card, "Post update", Cancel, update, form.Card, id);
            Assert.Contains("Found it.", answer.Text);
        }

        await story.QuietAsync(Cancel);
        Assert.Single(story.Teams.In(Engineering), m => m.Card is not null);
        Assert.Single(story.Teams.In(Engineering), m => m.Text?.Contains("Found it.") is true);
        Assert.Single(story.Teams.In(Ann.ChatId), m => m.Text?.Contains("is with Engineering") is true);
    }

    private static async Task ResolveAsync(Story story, FakeMessage card, bool acknowledge = true)
    {
        JsonObject? now = null;
        if (acknowledge)
        {
            now = (await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel)).Card;
        }
        else
        {
            now = (await story.Teams.ShowsAsync(Engineering, m => m.Id == card.Id && Buttons(m.Card!).Contains("Resolve"), "the button Resolve", Cancel)).Card;
        }

        var form = await story.People.PressesAsync(Bob, card, "Resolve", Cancel, card: now);
        await story.People.PressesAsync(Bob, card, "Resolve", Cancel, new() { ["kind"] = "fix", ["text"] = "Index added." }, form.Card);
    }
}
