using System.Text.Json.Nodes;
using EscalationAgent.Playbooks;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Somebody practises on a made-up case, in the running bot and in their own chat (A022, A074, D076).</summary>
public sealed class Drills
{
    private const string Rest = """
        Customer communication: told an hour ago that we look into it. They expect a plan by tomorrow.
        Commercial: EUR 240k ARR, renewal in 40 days.
        Recommendation: have an engineer look at it now.
        Ask: Assign an engineer by noon and give us a fix date by 15:00; they call it resolved when it works for an hour.
        """;

    private static readonly Dictionary<string, (string Notes, string Category, string Severity)> Plays = new()
    {
        ["calm-disaster"] = (
            "Customer: Norvia Energy\nSubject: Norvia Energy cannot bill, nobody can sign in since 06:00\n"
                + "Impact: none of their 180 clerks can sign in, no invoice leaves.\nTimeline:\n"
                + "- 06:00 today: the billing run did not start\nTried so far: cleared the browser at 09:10, no change.",
            "service_failure",
            "S1"
        ),
        ["loud-trifle"] = (
            "Customer: Kastor Retail\nSubject: Kastor Retail sees the old logo in the PDF export\n"
                + "Impact: 3 monthly reports show the old logo; nobody is kept from working.\nTimeline:\n"
                + "- Monday: old logo first seen\nTried so far: looked for a setting today, none found.",
            "feature_gap",
            "S4"
        ),
        ["silent-team"] = (
            "Customer: Acme Corp\nSubject: Acme Corp works on paper since the service fails\n"
                + "Impact: their whole warehouse, 60 people, works on paper.\nTimeline:\n- 08:00 today: every order fails\n"
                + "Tried so far: restarted the connector at 08:40, better for ten minutes, then the same.",
            "service_failure",
            "S1"
        ),
        ["angry-customer"] = (
            "Customer: Helios Clinics\nSubject: Helios Clinics had the fourth outage of the appointment service\n"
                + "Impact: 25 receptionists phoned patients by hand.\nTimeline:\n- 3 February: first outage\n"
                + "- Friday: the fourth, 3 hours\nTried so far: restarted the service each time, no lasting effect.",
            "service_failure",
            "S2"
        ),
        ["not-ours"] = (
            "Customer: Borealis Shipping\nSubject: Borealis Shipping was billed twice for March\n"
                + "Impact: EUR 10k too much, 1 of 3 contracts is on hold.\nTimeline:\n"
                + "- 2 April: their accounting stopped all payments\n"
                + "Tried so far: sent the invoice once more on Monday, no effect.",
            "commercial_dispute",
            "S3"
        ),
        ["stalled-matter"] = (
            "Customer: Quarz Media\nSubject: Quarz Media cannot prolong without single sign-on\n"
                + "Impact: 300 editors wait for it before their audit.\nTimeline:\n- 1 March: it was promised\n"
                + "Tried so far: offered a workaround on 5 March, their auditor refused it.",
            "feature_gap",
            "S2"
        ),
        ["missing-facts"] = (
            "Customer: Larch Logistics\nSubject: Larch Logistics gets error 504 in the weekly stock report\n"
                + "Impact: 42 planners count by hand, 3 hours a day.\nTimeline:\n- Monday 08:00: the report first failed\n"
                + "Tried so far: a smaller region on Tuesday, which works.",
            "service_failure",
            "S2"
        ),
        ["the-same-again"] = (
            "Customer: Fenwick Foods\n"
                + "Subject: Fenwick Foods deliveries are late because the route planner service times out since Tuesday\n"
                + "Impact: their 12 dispatchers plan routes by hand; 8 deliveries a day are late, because the route planner service times out.\n"
                + "Timeline:\n- Tuesday: it began\nTried so far: restarted on Wednesday, no change.",
            "service_failure",
            "S2"
        ),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> ByCategory => [.. Plays.Keys];

    [Theory]
    [MemberData(nameof(ByCategory))]
    public async Task Every_shipped_drill_can_be_played_to_its_score(string name)
    {
        await using var story = await BeginAsync(name);
        await RouteAsync(story, name);
        var score = await PlayOnAsync(story);

        Assert.True(Shows(score, "were done well"));
        Assert.Equal("real", await StateAsync(story));
    }

    [Theory]
    [InlineData("people-matter", "people_issue")]
    [InlineData("go-no-go", "go_no_go")]
    public async Task Those_of_the_matrix_are_played_too(string name, string kind)
    {
        await using var story = await BeginAsync(name);
        await story.People.SaysAsync(Ann, "escalate matrix", Cancel);
        var form = story.Teams.In(Ann.ChatId).Last(m => m.Card is { } card && Buttons(card).Contains("Go on", StringComparer.Ordinal));
        await story.People.PressesAsync(Ann, form, "Go on", Cancel, new() { ["kind"] = $"escalation-matrix/{kind}" });
        await story.People.SaysAsync(
            Ann,
            kind == "people_issue"
                ? "Subject: Jo cannot go on and thinks of handing in notice\nTimeline:\n- Monday: Jo hardly slept since then\n"
                    + "Tried so far: advised a day off on Wednesday, Jo declined.\n"
                    + "Recommendation: somebody from People speaks with Jo.\n"
                    + "Ask: Please have somebody speak with Jo by Friday noon; it is resolved when both have talked."
                : "Subject: Release 8.4 waits for a decision, invoices are rounded wrongly\n"
                    + "Impact: 12 of 400 customers have invoices above EUR 10,000.\nTimeline:\n- 12:40 today: a test found it\n"
                    + "Tried so far: switched the rounding off by its flag at 12:55, it helps.\n"
                    + "Recommendation: go at 16:00 with the flag off.\n"
                    + "Ask: We need a go or no-go by 14:30; it is resolved when the decision is made.",
            Cancel
        );
        await AnswerAsync(story, kind == "people_issue" ? "Jo" : "Release 8.4");
        await PressRouteAsync(story, kind, "S2");
        Assert.True(Shows(await PlayOnAsync(story), "were done well"));
    }

    /// <summary>From the list to the score; nothing of it is left anywhere.</summary>
    [Fact]
    public async Task A_newcomer_plays_one_and_nothing_of_it_is_found_anywhere()
    {
        await using var story = await BeginAsync("calm-disaster", fromList: true);
        var elsewhere = story.Teams.Journal.Count(entry => entry.Conversation != Ann.ChatId);
        await RouteAsync(story, "calm-disaster");
        var mine = story.Teams.In(Ann.ChatId).Where(m => m.Card is not null).ToList();
        Assert.All(mine.Skip(1), m => Assert.True(Shows(m, "**Drill** ·"), string.Join('|', PressAnswer.Texts(m.Card!))));
        Assert.Contains(story.Teams.In(Ann.ChatId), m => m.Text?.StartsWith("**Drill** · Elsewhere", StringComparison.Ordinal) is true);

        // The real store knows nothing of it while it runs, and afterwards only that it was played.
        Assert.Empty(await story.AllAsync(Cancel));
        var score = await PlayOnAsync(story);
        Assert.True(Shows(score, "You said how many are hurt"));
        Assert.Empty(await story.AllAsync(Cancel));
        Assert.Equal(elsewhere, story.Teams.Journal.Count(entry => entry.Conversation != Ann.ChatId));
        foreach (var command in new[] { "my escalations", "find Norvia", "open" })
        {
            var before = story.Teams.In(Ann.ChatId).Count;
            await story.People.SaysAsync(Ann, command, Cancel);
            await story.QuietAsync(Cancel);
            var answer = story.Teams.In(Ann.ChatId).Skip(before).ToList();
            Assert.NotEmpty(answer);
            Assert.DoesNotContain(answer, m => $"{m.Text}{m.Card}".Contains("ESC-20", StringComparison.Ordinal));
        }

        Assert.Equal(new DrillCount(1, 1), await story.Bot.Get<PlayDrills>().CountAsync(FakeTeams.Tenant, Cancel));
        Assert.Equal(0, (await story.Bot.Get<SummariseWeek>().HandleAsync(FakeTeams.Tenant, null, Cancel)).Summary?.NewThisWeek ?? 0);
    }

    [Fact]
    public async Task A_good_play_is_scored_above_a_bad_one()
    {
        await using var story = await BeginAsync("calm-disaster");
        await RouteAsync(story, "calm-disaster", "S4");
        Assert.True(Shows(await StopAsync(story), "To do better"));
        var bad = await PlayedAsync(story);

        await story.People.PressesAsync(Ann, Score(story)!, "Play it again", Cancel);
        await RouteAsync(story, "calm-disaster");
        await PassAsync(story);
        await TellAsync(story, "We are sorry, and we understand what it costs you. Tom has it; you hear from us again by 11:00.");
        await StopAsync(story);
        var good = await PlayedAsync(story);

        Assert.True(good.Done > bad.Done, $"{good.Done} of {good.Of} against {bad.Done}");
    }

    [Fact]
    public async Task A_silent_team_climbs_the_ladder_on_the_drills_clock()
    {
        await using var story = await BeginAsync("silent-team");
        await RouteAsync(story, "silent-team");
        await PassAsync(story);
        await PassAsync(story);
        Assert.Contains(story.Teams.In(Ann.ChatId), m => m.Text?.Contains("goes up to", StringComparison.Ordinal) is true);
    }

    /// <summary>Its clock is turned by words too, its card is there again, and from the message box nothing real gets into it.</summary>
    [Fact]
    public async Task Who_is_in_one_finds_its_card_again_and_begins_nothing_real()
    {
        await using var story = await BeginAsync("silent-team");
        var cards = story.Teams.In(Ann.ChatId).Count(m => Shows(m, "A silent team"));
        await story.People.SaysAsync(Ann, "drill", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, _ => story.Teams.In(Ann.ChatId).Count(m => Shows(m, "A silent team")) > cards, "its card", Cancel);
        await RouteAsync(story, "silent-team");
        Assert.Contains(story.Teams.In(Ann.ChatId), m => $"{m.Text}{m.Card}".Contains("-90001", StringComparison.Ordinal));
        await story.People.SaysAsync(Ann, "let time pass", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Ten minutes, and nobody has said a word"), "that time has passed", Cancel);

        var fetch = new JsonObject { ["commandId"] = "escalate", ["commandContext"] = "compose" };
        var refused = await story.People.AsksElsewhereAsync(Ann, "fetchTask", fetch, Cancel);
        Assert.Contains("You are in a drill", refused.Text!, StringComparison.Ordinal);
        Assert.Empty(await story.AllAsync(Cancel));
    }

    /// <summary>A card that lies in the chat afterwards does nothing, kindly; a real card is real all the time.</summary>
    [Fact]
    public async Task A_card_of_a_drill_that_is_over_says_so()
    {
        await using var story = await BeginAsync("silent-team");
        var card = Step(story);
        await StopAsync(story);
        var answer = await story.People.PressesAsync(Ann, card, "Let time pass", Cancel);
        Assert.Contains("That drill has ended", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_do_not_meet_and_who_is_in_none_is_told()
    {
        await using var story = await BeginAsync("silent-team");
        await story.People.SaysAsync(Bob, "drill silent-team", Cancel);
        await RouteAsync(story, "silent-team");
        Assert.DoesNotContain(story.Teams.In(Bob.ChatId), m => $"{m.Text}{m.Card}".Contains("ESC-20", StringComparison.Ordinal));
        await story.People.SaysAsync(Cleo, "drill stop", Cancel);
        await story.Teams.ShowsAsync(Cleo.ChatId, m => m.Text?.Contains("You are in no drill") is true, "that there is none", Cancel);
    }

    /// <summary>Its world is gone with the process; what was meant for it begins nothing real.</summary>
    [Fact]
    public async Task A_drill_that_was_lost_is_told_and_what_was_said_into_it_goes_nowhere()
    {
        await using var story = await BeginAsync("silent-team");
        await story.Bot.Get<DrillWorlds>().DisposeAsync();
        await story.People.SaysAsync(Ann, "escalate Acme Corp is down since this morning, 60 people cannot work", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("The drill **silent-team** is over") is true, "that it is over", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Empty(await story.AllAsync(Cancel));
        Assert.Equal("real", await StateAsync(story));

        await story.People.SaysAsync(Ann, "escalate", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Single(await story.AllAsync(Cancel));
    }

    [Fact]
    public void The_shipped_drills_are_read_and_can_be_played()
    {
        var playbooks = PlaybookBook.Open(Path.Combine(Peer.Root, "playbooks"), PlaybookSetup.DefaultName);
        var drills = DrillBook.Open(Path.Combine(Peer.Root, "drills")).Playable(new PlaybookCatalog(playbooks.All, PlaybookSetup.DefaultName));
        Assert.Equal(10, drills.Count);
        Assert.Equal(
            [.. Plays.Keys.Concat(["people-matter", "go-no-go"]).Order(StringComparer.Ordinal)],
            drills.Select(d => d.Name).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("title: A\n", "lacks 'story'")]
    [InlineData(
        "name: z-y\ntitle: A\nabout: B\nbegins: tuesday 09:00\nlasts: 2 hours\nstory: [C]\nchecks: [{check: calm, what: a, rests_on: b, advice: c}]\n",
        "1:7: name is 'z-y'"
    )]
    [InlineData(
        "name: x-y\ntitle: A\nabout: B\nbegins: noon\nlasts: 2 hours\nstory: [C]\nchecks: [{check: calm, what: a, rests_on: b, advice: c}]\n",
        "4:9: begins is 'noon'"
    )]
    [InlineData(
        "name: x-y\ntitle: A\nabout: B\nbegins: tuesday 09:00\nlasts: 2 hours\nstory: [C]\nchecks: [{check: luck, what: a, rests_on: b, advice: c}]\n",
        "check is 'luck'"
    )]
    [InlineData(
        "name: x-y\ntitle: A\nabout: B\nbegins: tuesday 09:00\nlasts: 2 hours\nstory: [C]\n"
            + "steps: [{when: begin, says: a, who: z}]\nchecks: [{check: calm, what: a, rests_on: b, advice: c}]\n",
        "who is 'z'"
    )]
    public void A_broken_drill_is_refused_with_its_place(string text, string fault)
    {
        var (drill, faults) = DrillReader.Read("drills/x-y.yaml", "x-y", text);
        Assert.Null(drill);
        Assert.Contains(faults, one => one.ToString().Contains(fault, StringComparison.Ordinal));
    }

    private static async Task<Story> BeginAsync(string name, bool fromList = false)
    {
        var story = await Story.BeginAsync();
        await story.LinkAsync(Cancel);
        if (fromList)
        {
            await story.People.SaysAsync(Ann, "drill", Cancel);
            var list = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "A made-up case"), "the list", Cancel);
            await story.People.PressesAsync(Ann, list, "Begin", Cancel, new() { ["scenario"] = name });
        }
        else
        {
            await story.People.SaysAsync(Ann, $"drill {name}", Cancel);
        }

        Assert.True(story.Teams.In(Ann.ChatId).Any(m => Shows(m, "In the drill it is")), story.Bot.Log);
        return story;
    }

    private static async Task RouteAsync(Story story, string name, string? severity = null)
    {
        var (notes, category, usual) = Plays[name];
        await story.People.SaysAsync(Ann, $"escalate {notes}\n{Rest}", Cancel);
        await AnswerAsync(story);
        await PressRouteAsync(story, category, severity ?? usual);
    }

    /// <summary>What is still asked is not known yet.</summary>
    private static async Task AnswerAsync(Story story, string? about = null)
    {
        if (about is not null)
        {
            await story.People.SaysAsync(Ann, about, Cancel);
        }

        for (var asked = 0; asked < 8 && Review(story) is null; asked++)
        {
            await story.People.SaysAsync(Ann, "They expect it by Friday; EUR 85k a year, renewal in 67 days; resolved when it works for a day.", Cancel);
        }
    }

    private static FakeMessage? Review(Story story) =>
        story.Teams.In(Ann.ChatId).LastOrDefault(m => m.Card is { } card && Buttons(card).Contains("Route", StringComparer.Ordinal));

    private static async Task PressRouteAsync(Story story, string category, string severity)
    {
        var review = Review(story);
        Assert.True(
            review is not null,
            string.Join("\n--\n", story.Teams.In(Ann.ChatId).TakeLast(3).Select(m => m.Text ?? string.Join('|', PressAnswer.Texts(m.Card!))))
        );
        await story.People.PressesAsync(
            Ann,
            review,
            "Route",
            Cancel,
            new()
            {
                ["category"] = category,
                ["severity"] = severity,
                ["because"] = "It is what it deserves.",
                ["trigger"] = "went_wrong",
            }
        );
        Assert.Contains(story.Teams.In(Ann.ChatId), m => m.Text?.Contains("Elsewhere in it they read", StringComparison.Ordinal) is true);
    }

    private static FakeMessage Step(Story story) =>
        story.Teams.In(Ann.ChatId).Last(m => m.Card is { } card && Buttons(card).Contains("Let time pass", StringComparer.Ordinal));

    private static Task<PressAnswer> PassAsync(Story story) => story.People.PressesAsync(Ann, Step(story), "Let time pass", Cancel);

    private static FakeMessage? Score(Story story) => story.Teams.In(Ann.ChatId).LastOrDefault(m => Shows(m, "How it went"));

    private static async Task<FakeMessage> StopAsync(Story story)
    {
        await story.People.PressesAsync(Ann, Step(story), "Stop and see", Cancel);
        return Score(story)!;
    }

    private static async Task<FakeMessage> PlayOnAsync(Story story)
    {
        for (var pressed = 0; pressed < 40; pressed++)
        {
            if (Score(story) is { } score)
            {
                return score;
            }

            await PassAsync(story);
        }

        throw new InvalidOperationException("It does not come to its end.");
    }

    private static async Task TellAsync(Story story, string text)
    {
        var card = story
            .Teams.In(Ann.ChatId)
            .Last(m => m.Card is { } one && Buttons(one).Any(button => button.Contains("customer", StringComparison.OrdinalIgnoreCase)));
        var button = Buttons(card.Card!).First(title => title.Contains("customer", StringComparison.OrdinalIgnoreCase));
        var form = await story.People.PressesAsync(Ann, card, button, Cancel);
        var save = Buttons(form.Card!)[0];
        await story.People.PressesAsync(Ann, card, save, Cancel, new JsonObject { ["text"] = text }, form.Card);
    }

    private static async Task<PlayedDrill> PlayedAsync(Story story) =>
        (await story.Bot.Get<IDirectory>().FindPlayedDrillsAsync(FakeTeams.Tenant, Ann.AadObjectId, Cancel))!.Played[^1];

    private static async Task<string> StateAsync(Story story) =>
        (await story.Bot.Get<IDirectory>().FindContactAsync(FakeTeams.Tenant, Ann.AadObjectId, Cancel))?.Drill ?? "real";
}
