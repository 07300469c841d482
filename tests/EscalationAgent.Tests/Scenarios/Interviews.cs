using System.Text;
using EscalationAgent.Tests.Fakes;
using Escalations;
using TeamsBot.Activities;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;
using ActivityRouter = EscalationAgent.Teams.ActivityRouter;

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

        var review = await teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review card", Cancel);
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
    /// <summary>The first question says that notes can be pasted; few words in several lines are notes too.</summary>
    [Fact]
    public async Task Labelled_lines_in_place_of_a_headline_are_read_as_notes()
    {
        await using var story = await BeginAsync();
        await SayAsync(story, "escalate", "In one line");
        await SayAsync(
            story,
            "Customer: Globex\nTimeline: since 2 March 2026 the export fails.\nAttempts: we restarted the job, no change.\nAsk: a fix by Friday.",
            "4 parts to go"
        );
        var brief = (await story.FindAsync(1, Cancel)).Brief;
        Assert.Equal("Globex", brief.Account);
        Assert.Contains("restarted the job", brief.TextOf(Escalations.BriefSection.ResolutionAttempts), StringComparison.Ordinal);
    }

    /// <summary>Nobody is asked by a name that no team or role has.</summary>
    [Theory]
    [InlineData("the moon", true)]
    [InlineData("the Head of Engineering", false)]
    [InlineData("head_of_engineering.", false)]
    public async Task A_wish_to_ask_somebody_says_when_nobody_is_called_so(string whom, bool isStranger)
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.RouteAsync(Cancel);
        await story.People.SaysAsync(Ann, $"escalate ESC-2026-0001 to {whom}", Cancel);
        var answer = await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => m.Text?.Contains("goes up, never across", StringComparison.Ordinal) is true,
            "who is next",
            Cancel
        );
        Assert.Equal(isStranger, answer.Text!.StartsWith("Nobody is called", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answers_in_quick_succession_keep_their_order()
    {
        await using var story = await BeginAsync();
        await SayAsync(story, "escalate", "In one line");
        var activityRouter = story.Bot.Get<ActivityRouter>();
        var sent = new List<Task>();
        foreach (var text in new[] { "Checkout fails for all shops since Monday", "Globex", "Their shop loses 200 orders a day.", "2 March: first reports." })
        {
            // Handed in one after the other, so that their order of arrival is known; none waits for the one before.
            var activity = story.People.Activity(Ann, "message", FakeClient.Chat(Ann), null);
            activity["text"] = text;
            sent.Add(activityRouter.HandleAsync(((Understood)ActivityParser.Parse(Encoding.UTF8.GetBytes(activity.ToJsonString()))).Activity, Cancel));
        }

        await Task.WhenAll(sent);
        await story.People.SaysAsync(Ann, "preview", Cancel);
        var preview = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Missing"), "the preview", Cancel);
        Assert.True(Shows(preview, "Globex"));
        Assert.Equal(
            ["Checkout fails for all shops since Monday", "Their shop loses 200 orders a day.", "2 March: first reports."],
            PressAnswer.Texts(preview.Card).Where(t => t.Contains("Checkout") || t.Contains("200 orders") || t.Contains("2 March"))
        );
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
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review card", Cancel);

        // The whole brief as a form.
        var form = await story.People.PressesAsync(Ann, review, "Edit", Cancel);
        var saved = await story.People.PressesAsync(
            Ann,
            review,
            "Save",
            Cancel,
            new()
            {
                ["headline"] = "Reports fail at Acme",
                ["commercial_context"] = "",
                ["timeline"] = "",
            },
            form.Card
        );
        Assert.Contains("Reports fail at Acme", saved.Text);
        Assert.Contains("Left out", saved.Text);
        Assert.Contains("ticket raised to P1", saved.Text);
    }

    [Fact]
    public async Task A_cancelled_brief_can_be_brought_back()
    {
        await using var story = await BeginAsync();
        var review = await story.ReviewAsync(Cancel);
        var asked = await story.People.PressesAsync(Ann, review, "Cancel", Cancel);
        var cancelled = await story.People.PressesAsync(Ann, review, "Yes, cancel it", Cancel, card: asked.Card);
        Assert.Contains("Withdrawn", cancelled.Text);
        var back = await story.People.PressesAsync(Ann, review, "Bring it back", Cancel, card: cancelled.Card);
        Assert.Contains("ready for your decision", back.Text);
    }

    /// <summary>By the buttons and in words, before it is complete and after.</summary>
    [Fact]
    public async Task A_brief_that_holds_something_is_not_thrown_away_unasked()
    {
        await using var story = await BeginAsync();
        await SayAsync(story, "escalate", "In one line");
        await SayAsync(story, "Checkout fails for Globex Corp since Monday", "customer's business");
        var question = story.Teams.In(Ann.ChatId).Last(m => Shows(m, "customer's business"));
        var asked = await story.People.PressesAsync(Ann, question, "Cancel", Cancel);
        Assert.Contains("You would throw away 2 of 9 parts (headline, customer)", asked.Text);
        Assert.Equal(["Yes, cancel it", "Go on with it"], Buttons(asked.Card!));
        await story.People.PressesAsync(Ann, question, "Go on with it", Cancel, card: asked.Card);
        Assert.Equal(Status.Draft, (await story.FindAsync(1, Cancel)).Status);

        // What was said after the question makes it ask again.
        await SayAsync(story, "Their shop loses 200 orders a day.", "What happened when");
        var again = await story.People.PressesAsync(Ann, question, "Yes, cancel it", Cancel, card: asked.Card);
        Assert.Contains("It has changed since you were asked. You would throw away 3 of 9 parts (headline, customer, customer impact)", again.Text);
        Assert.Equal(Status.Draft, (await story.FindAsync(1, Cancel)).Status);

        await story.People.SaysAsync(Ann, "cancel", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Cancel this brief?"), "the question", Cancel);
        await story.People.SaysAsync(Ann, "cancel ESC-2026-0001", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Equal(2, story.Teams.In(Ann.ChatId).Count(m => Shows(m, "Cancel this brief?")));
        Assert.Equal(Status.Draft, (await story.FindAsync(1, Cancel)).Status);
        await story.People.SaysAsync(Ann, "cancel yes", Cancel);
        Assert.Equal(Status.Withdrawn, (await story.FindAsync(1, Cancel)).Status);

        // An empty one holds nothing to be asked about.
        await SayAsync(story, "escalate", "In one line");
        await story.QuietAsync(Cancel);
        var empty = story.Teams.In(Ann.ChatId).Last(m => Shows(m, "In one line"));
        await story.People.PressesAsync(Ann, empty, "Cancel", Cancel);
        Assert.Equal(Status.Withdrawn, (await story.FindAsync(2, Cancel)).Status);
    }

    [Theory]
    [InlineData("Back")]
    [InlineData("Skip")]
    public async Task A_button_under_an_old_question_changes_nothing_and_shows_the_open_one(string button)
    {
        await using var story = await BeginAsync();
        await SayAsync(story, "escalate", "In one line");
        foreach (
            var (answer, next) in new[]
            {
                ("Checkout fails for Globex Corp since Monday", "customer's business"),
                ("Their shop loses 200 orders a day.", "What happened when"),
                ("2 March: first reports.", "What has been tried"),
                ("Restarted the gateway: no change.", "What exactly do you need"),
                ("Find the cause by Friday.", "been told"),
                ("They know that we look into it.", "commercially at stake"),
            }
        )
        {
            await SayAsync(story, answer, next);
        }

        var old = story.Teams.In(Ann.ChatId).Last(m => Shows(m, "commercially at stake"));
        await SayAsync(story, "EUR 40k ARR, renewal on 1 June 2027.", "What do you recommend");
        var before = await story.FindAsync(1, Cancel);

        var pressed = await story.People.PressesAsync(Ann, old, button, Cancel);
        Assert.Contains("No harm done", pressed.Text);
        await story.QuietAsync(Cancel);
        Assert.Equal(before.Version, (await story.FindAsync(1, Cancel)).Version);
        Assert.Equal(2, story.Teams.In(Ann.ChatId).Count(m => Shows(m, "What do you recommend")));

        // Once it is complete there is no question, and once it is routed no draft.
        await SayAsync(story, "Move them to the second gateway.", "ready for your decision");
        Assert.Contains("Your brief is complete", (await story.People.PressesAsync(Ann, old, button, Cancel)).Text);
        await story.QuietAsync(Cancel);
        await story.LinkAsync(Cancel);
        await story.People.PressesAsync(
            Ann,
            story.Teams.In(Ann.ChatId).Last(m => Shows(m, "ready for your decision")),
            "Route",
            Cancel,
            Decision("S2", because: "So it is.")
        );
        Assert.Equal(Status.Routed, (await story.FindAsync(1, Cancel)).Status);
        Assert.Contains("that question is closed", (await story.People.PressesAsync(Ann, old, button, Cancel)).Text);
        Assert.Contains("no draft that could be cancelled", (await story.People.PressesAsync(Ann, old, "Cancel", Cancel)).Text);
        Assert.Equal(Status.Routed, (await story.FindAsync(1, Cancel)).Status);
    }

    [Fact]
    public async Task Withdrawing_in_words_asks_for_the_reason_as_the_button_does()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.RouteAsync(Cancel);
        foreach (var words in new[] { "withdraw ESC-2026-0001", "cancel ESC-2026-0001" })
        {
            await story.People.SaysAsync(Ann, words, Cancel);
            await story.QuietAsync(Cancel);
        }

        Assert.Equal(Status.Routed, (await story.FindAsync(1, Cancel)).Status);
        var form = story.Teams.In(Ann.ChatId).Last(m => m.Card is not null);
        Assert.True(Shows(form, "Why is it no longer needed?"));
        Assert.Contains("Give a reason", (await story.People.PressesAsync(Ann, form, "Withdraw", Cancel, new() { ["because"] = " " })).Text);
        await story.People.PressesAsync(Ann, form, "Withdraw", Cancel, new() { ["because"] = "They found it themselves." });
        Assert.Equal(Status.Withdrawn, (await story.FindAsync(1, Cancel)).Status);
        await story.Teams.ShowsAsync(Engineering, m => m.Text?.Contains("withdrew it: They found it themselves.") is true, "the reason", Cancel);

        // Nobody else gets the form.
        await story.People.SaysAsync(Cleo, "withdraw ESC-2026-0001", Cancel);
        await story.QuietAsync(Cancel);
        Assert.DoesNotContain(story.Teams.In(Cleo.ChatId), m => m.Card is not null);
    }

    [Theory]
    [InlineData("withdraw ESC-2026-0001 because the customer fixed it")]
    [InlineData("cancel ESC-2026-0001: the customer fixed it")]
    [InlineData("Withdraw ESC-2026-0001, since the customer fixed it")]
    public async Task A_reason_that_was_given_with_it_is_taken(string words)
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.RouteAsync(Cancel);
        await story.People.SaysAsync(Cleo, words, Cancel);
        await story.QuietAsync(Cancel);
        Assert.Equal(Status.Routed, (await story.FindAsync(1, Cancel)).Status);

        await story.People.SaysAsync(Ann, words, Cancel);
        await story.Teams.ShowsAsync(Engineering, m => m.Text?.Contains("withdrew it: the customer fixed it") is true, "the reason", Cancel);
        Assert.Equal(Status.Withdrawn, (await story.FindAsync(1, Cancel)).Status);
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
        await bot.QuietAsync(Cancel);
    }
}
