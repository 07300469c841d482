using System.Text;
using EscalationAgent.Tests.Fakes;
using TeamsBot.Activities;
using static EscalationAgent.Tests.Scenarios.Story;
using Inbox = EscalationAgent.Teams.Inbox;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The brief, part by part, in the chat.</summary>
public sealed class Interviews
{
    private static readonly (string Question, string Answer)[] Talk =
    [
        ("In one line", "Checkout fails for Globex since Monday"),
        ("Which customer", "Globex"),
        ("customer's business", "Their shop loses 200 orders a day."),
        ("What happened when", "2 March: first reports. Today: still failing."),
        ("What has been tried", "Restarted the gateway: no change."),
        ("What exactly do you need", "Find the cause by Friday."),
        ("been told", "They know that we look into it. Patient."),
        ("commercially at stake", "EUR 40k ARR, renewal on 1 June 2027."),
        ("What do you recommend", "Move them to the second gateway."),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The process may stop after any answer; the next one goes on where it was.</summary>
    [Fact]
    public async Task It_survives_a_restart_after_every_answer()
    {
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        await SayAsync(teams, folder, "escalate");
        foreach (var (question, answer) in Talk)
        {
            if (question == "Which customer" && !teams.In(Ann.ChatId).Any(m => Shows(m, question)))
            {
                // The name was found in the headline.
                continue;
            }

            await teams.ShowsAsync(Ann.ChatId, m => Shows(m, question), question, Cancel);
            await SayAsync(teams, folder, answer);
        }

        var review = await teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Your decision"), "the review card", Cancel);
        Assert.All(Talk.Where(t => t.Question != "Which customer"), t => Assert.True(Shows(review, t.Answer), t.Answer));
        Assert.True(Shows(review, "Globex"));
    }

    [Fact]
    public async Task A_mood_is_asked_back_about_and_kept_only_when_the_csm_insists()
    {
        await using var story = await BeginAsync();
        await SayAsync(story, "escalate", "In one line");
        await SayAsync(story, "Checkout fails for Globex Corp since Monday", "customer's business");
        await story.People.SaysAsync(Ann, "They are unhappy", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("not what it does to their business") is true, "the question back", Cancel);
        await SayAsync(story, "keep", "What happened when");
    }

    /// <summary>People send the next line before the bot has spoken; what they said keeps its order.</summary>
    [Fact]
    public async Task Answers_in_quick_succession_keep_their_order()
    {
        await using var story = await BeginAsync();
        await SayAsync(story, "escalate", "In one line");
        var inbox = story.Bot.Get<Inbox>();
        var sent = new List<Task>();
        foreach (var text in new[] { "Checkout fails for all shops since Monday", "Globex", "Their shop loses 200 orders a day.", "2 March: first reports." })
        {
            // Handed in one after the other, so that their order of arrival is known; none waits for the one before.
            var activity = story.People.Activity(Ann, "message", FakeClient.Chat(Ann), null);
            activity["text"] = text;
            sent.Add(inbox.HandleAsync(((Understood)ActivityParser.Parse(Encoding.UTF8.GetBytes(activity.ToJsonString()))).Activity, Cancel));
        }

        await Task.WhenAll(sent);
        await story.People.SaysAsync(Ann, "preview", Cancel);
        var preview = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Missing"), "the preview", Cancel);
        Assert.True(Shows(preview, "Globex"));
        Assert.Equal(["Checkout fails for all shops since Monday", "Their shop loses 200 orders a day.", "2 March: first reports."], PressAnswer.Texts(preview.Card).Where(t => t.Contains("Checkout") || t.Contains("200 orders") || t.Contains("2 March")));
    }

    [Fact]
    public async Task Back_edit_and_preview_work_in_any_order()
    {
        await using var story = await BeginAsync();
        await SayAsync(story, $"escalate {Notes}", "What exactly do you need");
        await SayAsync(story, "edit timeline", "What happened when");
        var again = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What you have now"), "the text so far", Cancel);
        Assert.True(Shows(again, "ticket raised to P1"));
        await SayAsync(story, "back", "customer's business");
        await story.People.SaysAsync(Ann, "keep", Cancel);
        await story.People.SaysAsync(Ann, "preview", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Missing"), "the preview", Cancel);
        await story.People.SaysAsync(Ann, Ask, Cancel);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Your decision"), "the review card", Cancel);

        // The whole brief as a form.
        var form = await story.People.PressesAsync(Ann, review, "Edit", Cancel);
        var saved = await story.People.PressesAsync(Ann, review, "Save", Cancel, new() { ["headline"] = "Reports fail at Acme", ["commercial_context"] = "", ["timeline"] = "" }, form.Card);
        Assert.Contains("Reports fail at Acme", saved.Text);
        Assert.Contains("Left out", saved.Text);
        Assert.Contains("ticket raised to P1", saved.Text);
    }

    [Fact]
    public async Task A_cancelled_brief_can_be_brought_back()
    {
        await using var story = await BeginAsync();
        var review = await story.ReviewAsync(Cancel);
        var cancelled = await story.People.PressesAsync(Ann, review, "Cancel", Cancel);
        Assert.Contains("Withdrawn", cancelled.Text);
        var back = await story.People.PressesAsync(Ann, review, "Bring it back", Cancel, card: cancelled.Card);
        Assert.Contains("Your decision", back.Text);
    }

    [Fact]
    public async Task Long_free_text_is_offered_as_a_brief_and_forgotten_on_request()
    {
        await using var story = await BeginAsync();
        await story.People.SaysAsync(Ann, Notes, Cancel);
        var offer = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Shall I make a brief"), "the offer", Cancel);
        await story.People.PressesAsync(Ann, offer, "No, thanks", Cancel);
        var late = await story.People.PressesAsync(Ann, offer, "Start a brief", Cancel);
        Assert.Contains("no longer have those notes", late.Text);
        await story.People.SaysAsync(Ann, "my escalations", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "There are none"), "an empty list", Cancel);
    }

    private static async Task SayAsync(Story story, string text, string thenAsked)
    {
        await story.People.SaysAsync(Ann, text, Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, thenAsked), thenAsked, Cancel);
    }

    /// <summary>Starts the program, says one thing, waits for the answer, stops the program.</summary>
    private static async Task SayAsync(FakeTeams teams, TemporaryFolder folder, string text)
    {
        var before = teams.In(Ann.ChatId).Count;
        await using var bot = await RunningBot.StartAsync(teams, folder: folder.Path);
        await bot.People.SaysAsync(Ann, text, Cancel);
        await teams.ShowsAsync(Ann.ChatId, _ => teams.In(Ann.ChatId).Count > before, $"an answer to {text}", Cancel);
        await teams.QuietAsync(Cancel);
    }
}
