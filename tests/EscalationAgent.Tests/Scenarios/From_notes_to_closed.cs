using System.Diagnostics;
using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Tests that are timed run when the others of this project are done.</summary>
[CollectionDefinition(nameof(Timed), DisableParallelization = true)]
public sealed class Timed;

[Collection(nameof(Timed))]
public sealed class From_notes_to_closed
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_whole_story_over_http_in_under_five_seconds()
    {
        await using var story = await BeginAsync();
        await story.People.InstallsAsync(Ann, Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Escalation Agent"), "a welcome", Cancel);
        await story.LinkAsync(Cancel);
        var watch = Stopwatch.StartNew();

        // Notes, and only the missing part is asked for.
        var review = await story.ReviewAsync(Cancel);
        Assert.Single(story.Teams.In(Ann.ChatId), m => Shows(m, "For example"));

        // Otherwise than suggested without a reason: the card comes back, with what was chosen.
        var choices = new JsonObject { ["category"] = "product_defect", ["severity"] = "S4" };
        var refused = await story.People.PressesAsync(Ann, review, "Route", Cancel, choices);
        Assert.Contains("Say why in one line", refused.Text);
        Assert.DoesNotContain(story.Teams.In(Engineering), m => Shows(m, "Acknowledge"));

        choices["because"] = "They can live with it until May.";
        var routed = await story.People.PressesAsync(Ann, review, "Route", Cancel, choices);
        Assert.Contains("Routed", routed.Text);
        var told = await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("is with Engineering") is true, "that it is routed", Cancel);
        Assert.Matches(@"ESC-\d{4}-0001", told.Text);
        Assert.Contains("https://teams.microsoft.com/l/message/", told.Text);

        // The team.
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        Assert.Equal(["Why these dates?", "Whole brief", "Acknowledge", "Not ours", "Wait", "Ask higher up"], Buttons(card.Card!));
        Assert.StartsWith("Routed", card.Summary);
        var acknowledged = await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel, new() { ["owner"] = "me" });
        Assert.Contains("Bob Stone (Eng Lead)", acknowledged.Text);
        var beaten = await story.People.PressesAsync(Cleo, card, "acknowledge", card.Card!["actions"]![0]!["data"]!.DeepClone(), Cancel);
        Assert.Contains("Bob Stone has already acknowledged", beaten.Text);

        await PressAsync(story, Bob, card, "Start work");
        await PressAsync(story, Bob, card, "Post update", "Post update", Update("Found the slow query; fix in review."));
        await PressAsync(story, Cleo, card, "Resolve", "Resolve", new() { ["kind"] = "fix", ["text"] = "Index added; reports load in 3 seconds." });
        await story.Teams.ShowsAsync(Engineering, m => m.Text?.Contains("resolved it with a fix") is true, "the line in the thread", Cancel);
        Assert.All(story.Teams.In(Engineering).Where(m => m.Text?.Contains("Bob Stone") is true), m => Assert.Equal(card.ConversationId, m.ConversationId));

        // Back to the CSM.
        var asked = await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => m.Card is { } c && Buttons(c).Contains("Confirm and close"),
            "the question whether it is solved",
            Cancel
        );
        Assert.Contains(story.Teams.In(Ann.ChatId), m => m.Text?.Contains("Found the slow query") is true);
        var closed = await story.People.PressesAsync(Ann, asked, "Confirm and close", Cancel);
        Assert.Contains("Closed", closed.Text);
        await story.Teams.ShowsAsync(Engineering, m => m.Id == card.Id && Shows(m, "Closed"), "the closed card", Cancel);

        await story.People.SaysAsync(Ann, "summary", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "resolved this week"), "the summary", Cancel);
        watch.Stop();

        // The emulator of the tables does one thing at a time.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(TestStore.IsTables ? 30 : 5), $"The story took {watch.Elapsed.TotalSeconds:0.0} s.");

        using var report = JsonDocumentOf(await story.People.Http.GetStringAsync("/api/reports/weekly", Cancel));
        Assert.Equal(1, report.RootElement.GetProperty("resolved_this_week").GetInt32());
        Assert.Equal(0, report.RootElement.GetProperty("active_escalations").GetInt32());
    }

    private static System.Text.Json.JsonDocument JsonDocumentOf(string json) => System.Text.Json.JsonDocument.Parse(json);

    /// <summary>Presses a button that is on the card by then and, where it opens a form, fills and sends it.</summary>
    private static async Task PressAsync(Story story, FakePerson who, FakeMessage card, string title, string? submit = null, JsonObject? inputs = null)
    {
        await story.Teams.ShowsAsync(card.ConversationId, m => m.Id == card.Id && Buttons(m.Card!).Contains(title), $"the button {title}", Cancel);
        var answer = await story.People.PressesAsync(who, card, title, Cancel);
        if (submit is not null)
        {
            answer = await story.People.PressesAsync(who, card, submit, Cancel, inputs, answer.Card);
        }

        Assert.NotNull(answer.Card);
    }
}
