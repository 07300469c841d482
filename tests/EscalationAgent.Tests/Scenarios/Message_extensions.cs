using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Drafting;
using Escalations.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Where people are just then: a message is escalated from its menu, a brief begun and an escalation found in the message box.</summary>
[Collection(nameof(Timed))]
public sealed class Message_extensions
{
    private const string Link = "https://teams.microsoft.com/l/message/19%3Asales%40thread.tacv2/1773064800000";

    private static readonly DateTimeOffset Monday = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);
    private static readonly FakePerson Eve = new("Eve Else");
    private static readonly FakePerson Gus = new("Gus Visitor", Role: "guest");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_becomes_the_first_source_of_a_brief_in_the_persons_own_chat()
    {
        await using var story = await WithAnnAsync();

        var opened = await story.People.AsksElsewhereAsync(
            Ann,
            "fetchTask",
            Fetch(Message("<p>Acme Corp: reports time out since <b>Tuesday</b>.</p><p>A &amp; B wait.</p>")),
            Cancel
        );

        Assert.Equal("Acme Corp: reports time out since Tuesday.\n\nA & B wait.", (string?)Input(opened)["value"]);
        Assert.Contains(PressAnswer.Texts(opened.Dialog), text =>
            text.Contains("Zoe Sales", StringComparison.Ordinal) && text.Contains("9 Mar", StringComparison.Ordinal)
        );
        Assert.Equal(["Start a brief"], Buttons(opened.Dialog!));
        Assert.Empty(await story.AllAsync(Cancel));

        var sent = await SubmitsAsync(story, Ann, opened, "Start a brief");
        await story.QuietAsync(Cancel);

        var escalation = Assert.Single(await story.AllAsync(Cancel));
        Assert.Equal($"I have begun {escalation.Id}. Go on with it in our chat.", sent.Text);
        Assert.Equal(Link, escalation.Draft.MessageLink);
        Assert.Equal(
            $"From: Zoe Sales\nSent: 2026-03-09 14:05 UTC\n{Link}\n\nAcme Corp: reports time out since Tuesday.\n\nA & B wait.",
            Assert.Single(escalation.Draft.Notes)
        );
        Assert.Contains(story.Teams.In(Ann.ChatId), m => m.Card is not null);

        // Nothing is learnt of the place in which it was done, and nothing is said there.
        Assert.Empty(story.Teams.In(FakeClient.ElsewhereId(Ann)));
        Assert.Equal(Ann.ChatId, (await story.Bot.Get<IDirectory>().FindContactAsync(FakeTeams.Tenant, Ann.AadObjectId, Cancel))!.ChatId);
    }

    /// <summary>Head and link are read as those of a mail: they are no sentences of the brief.</summary>
    [Fact]
    public async Task What_a_message_says_goes_into_the_brief_and_its_head_does_not()
    {
        await using var story = await WithAnnAsync();
        var opened = await story.People.AsksElsewhereAsync(
            Ann,
            "fetchTask",
            Fetch(Message(string.Concat(Notes.Split('\n').Select(l => $"<p>{l}</p>")))),
            Cancel
        );
        await SubmitsAsync(story, Ann, opened, "Start a brief");
        await story.QuietAsync(Cancel);

        var escalation = Assert.Single(await story.AllAsync(Cancel));
        Assert.Equal("Acme Corp", escalation.Brief.Account);
        Assert.Contains("API latency", escalation.Brief.TextOf(BriefSection.Headline), StringComparison.Ordinal);
        string[] said =
        [
            .. escalation.Brief.Passages.Values.Select(p => p.Text),
            .. SetAside.NotPlaced(escalation).Select(s => s.Text),
            .. SetAside.LeftOut(escalation).Select(s => s.Text),
        ];
        Assert.DoesNotContain(said, text => text.Contains("Zoe", StringComparison.Ordinal) || text.Contains("l/message", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_comes_twice_and_what_is_pressed_twice_begins_one_brief()
    {
        await using var story = await WithAnnAsync();
        var opened = await story.People.AsksElsewhereAsync(Ann, "fetchTask", Fetch(Message("Acme Corp cannot log in.")), Cancel);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => SubmitsAsync(story, Ann, opened, "Start a brief", activityId: i < 3 ? "the-same" : $"another-{i}"))
        );
        await story.QuietAsync(Cancel);

        var escalation = Assert.Single(await story.AllAsync(Cancel));
        Assert.Single(escalation.Draft.Notes);
        Assert.Single(answers, a => a.Text!.StartsWith($"I have begun {escalation.Id}", StringComparison.Ordinal));
        Assert.All(answers, a => Assert.Contains("in our chat", a.Text));

        // Where it was begun from is said when the message's menu is opened again.
        var again = await story.People.AsksElsewhereAsync(Ann, "fetchTask", Fetch(Message("Acme Corp cannot log in.")), Cancel);
        Assert.Contains($"You have begun {escalation.Id} from this message already.", PressAnswer.Texts(again.Dialog));
    }

    [Fact]
    public async Task While_a_brief_is_open_it_can_be_added_to_or_another_one_begun()
    {
        await using var story = await WithAnnAsync();
        await story.ReviewAsync(Cancel);
        var first = Assert.Single(await story.AllAsync(Cancel));

        var opened = await story.People.AsksElsewhereAsync(Ann, "fetchTask", Fetch(Message("They also lost the export on 8 March.")), Cancel);
        Assert.Equal(["Start a brief", $"Add to {first.Id}"], Buttons(opened.Dialog!));
        var added = await SubmitsAsync(story, Ann, opened, $"Add to {first.Id}", "They also lost the export on 8 March, for good.");
        await story.QuietAsync(Cancel);
        Assert.Contains($"I have added it to {first.Id}.", added.Text);
        Assert.Contains("for good", Assert.Single(await story.AllAsync(Cancel)).Draft.Notes[^1], StringComparison.Ordinal);

        var other = await story.People.AsksElsewhereAsync(Ann, "fetchTask", Fetch(Message("Globex is down.")), Cancel);
        await SubmitsAsync(story, Ann, other, "Start a brief");
        await story.QuietAsync(Cancel);
        Assert.Equal(2, (await story.AllAsync(Cancel)).Count);

        // Somebody else's brief is not added to, whatever a forged dialog says.
        await story.People.SaysAsync(Eve, "hello", Cancel);
        var forged = await SubmitsAsync(story, Eve, opened, $"Add to {first.Id}");
        Assert.Equal($"I do not know {first.Id}. Say `my escalations` to see yours.", forged.Text);
    }

    [Fact]
    public async Task From_the_message_box_a_brief_begins_from_notes_or_from_nothing()
    {
        await using var story = await WithAnnAsync();
        var value = new JsonObject { ["commandId"] = "escalate", ["commandContext"] = "compose" };
        var opened = await story.People.AsksElsewhereAsync(Ann, "fetchTask", value.DeepClone(), Cancel);
        Assert.Equal("", (string?)Input(opened)["value"]);

        var begun = await SubmitsAsync(story, Ann, opened, "Start a brief", command: "escalate");
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "In one line"), "the first question", Cancel);
        var escalation = Assert.Single(await story.AllAsync(Cancel));
        Assert.Contains($"I have begun {escalation.Id}", begun.Text);

        var again = await SubmitsAsync(story, Ann, opened, "Start a brief", command: "escalate");
        Assert.StartsWith($"{escalation.Id} is still open, so I have begun nothing new.", again.Text);
        Assert.Single(await story.AllAsync(Cancel));

        var two = await story.People.AsksElsewhereAsync(Ann, "fetchTask", value.DeepClone(), Cancel);
        Assert.Equal("There was nothing to add, so I have added nothing.", (await SubmitsAsync(story, Ann, two, $"Add to {escalation.Id}", " ")).Text);
        await SubmitsAsync(story, Ann, two, $"Add to {escalation.Id}", Notes, command: "escalate");
        await story.QuietAsync(Cancel);
        Assert.Equal("Acme Corp", Assert.Single(await story.AllAsync(Cancel)).Brief.Account);
    }

    [Fact]
    public async Task Who_has_not_added_the_bot_is_told_how_and_nothing_is_taken()
    {
        await using var story = await BeginAsync();
        var opened = await story.People.AsksElsewhereAsync(Ann, "fetchTask", Fetch(Message("Acme is down.")), Cancel);
        Assert.Contains("Add me under Apps", opened.Text);

        var forged = new JsonObject
        {
            ["commandId"] = "escalateMessage",
            ["data"] = new JsonObject { ["verb"] = "notes-new", ["text"] = "Acme is down." },
        };
        Assert.Contains("I have taken nothing", (await story.People.AsksElsewhereAsync(Ann, "submitAction", forged, Cancel)).Text);
        Assert.Empty(await story.AllAsync(Cancel));

        // Who has removed it is as one who never had it.
        await story.People.InstallsAsync(Ann, Cancel);
        var removed = story.People.Activity(Ann, "installationUpdate", FakeClient.Chat(Ann), null);
        removed["action"] = "remove";
        await story.People.SendAsync(removed, Cancel);
        await story.QuietAsync(Cancel);
        story.Teams.Refuse(Ann.ChatId, 403, "BotNotInConversationRoster");
        Assert.Contains("Add me under Apps", (await story.People.AsksElsewhereAsync(Ann, "fetchTask", Fetch(Message("Acme is down.")), Cancel)).Text);
    }

    [Fact]
    public async Task Guests_and_people_of_other_organisations_are_refused_politely()
    {
        await using var story = await BeginAsync();
        story.Teams.AddChannel(Engineering, Bob, Cleo, Gus);
        await story.LinkAsync(Cancel);
        await story.People.SaysInAsync(Gus, Engineering, "help", Cancel);
        await story.People.SaysAsync(Gus, "hello", Cancel);
        await story.People.SaysAsync(Ann, "hello", Cancel);
        await story.QuietAsync(Cancel);
        static void Foreign(JsonObject activity) => activity["from"]!["tenantId"] = "tenant-2";

        foreach (var (who, change) in new (FakePerson, Action<JsonObject>?)[] { (Gus, null), (Ann, Foreign) })
        {
            foreach (
                var (invoke, value) in new[]
                {
                    ("fetchTask", Fetch(Message("Acme is down."))),
                    (
                        "submitAction",
                        new()
                        {
                            ["commandId"] = "escalate",
                            ["data"] = new JsonObject { ["verb"] = "notes-new", ["text"] = "Acme is down." },
                        }
                    ),
                    ("query", Query()),
                }
            )
            {
                var answer = await story.People.AsksElsewhereAsync(who, invoke, value, Cancel, change: change);
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.StartsWith("You are a guest here", answer.Text);
            }
        }

        Assert.Empty(await story.AllAsync(Cancel));
    }

    [Theory]
    [InlineData("""{"deleted":true,"body":{"contentType":"html","content":"<p>gone</p>"}}""", "has been deleted")]
    [InlineData("""{"body":{"contentType":"html","content":"<p>&nbsp;</p>"}}""", "holds nothing that I can read")]
    [InlineData("{}", "holds nothing that I can read")]
    [InlineData("""{"body":7,"from":[],"attachments":{"a":1},"createdDateTime":5,"deleted":"yes"}""", "holds nothing that I can read")]
    [InlineData(null, "I cannot read what came")]
    [InlineData("[]", "I cannot read what came")]
    [InlineData("\"text\"", "I cannot read what came")]
    public async Task A_message_of_which_nothing_can_be_taken_gets_a_clear_answer(string? payload, string said)
    {
        await using var story = await WithAnnAsync();
        var answer = await story.People.AsksElsewhereAsync(Ann, "fetchTask", Fetch(payload is null ? null : JsonNode.Parse(payload)), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(said, answer.Text);
    }

    [Fact]
    public async Task A_message_that_is_only_a_picture_or_a_file_is_named_and_asked_about()
    {
        await using var story = await WithAnnAsync();
        var message = Message("""<p><img src="https://x/y.png" itemtype="http://schema.skype.com/AMSImage"></p><attachment id="1"></attachment>""");
        message["attachments"] = new JsonArray(
            new JsonObject
            {
                ["contentType"] = "reference",
                ["name"] = "trace.har",
                ["contentUrl"] = "https://x/trace.har",
            },
            new JsonObject { ["contentType"] = "messageReference", ["name"] = "quoted" }
        );

        var opened = await story.People.AsksElsewhereAsync(Ann, "fetchTask", Fetch(message), Cancel);

        var texts = PressAnswer.Texts(opened.Dialog).ToList();
        Assert.Contains(texts, t => t.StartsWith("This message holds no words that I can read.", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("trace", StringComparison.Ordinal) && t.Contains("a picture", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, t => t.Contains("quoted", StringComparison.Ordinal));

        await SubmitsAsync(story, Ann, opened, "Start a brief", "Acme Corp sees an error page when it exports.");
        await story.QuietAsync(Cancel);
        Assert.Equal(Link, Assert.Single(await story.AllAsync(Cancel)).Draft.MessageLink);
    }

    [Theory]
    [InlineData("a", 30_000)]
    [InlineData("語", 15_000)]
    [InlineData("<b>", 20_000)]
    [InlineData("<table><tr><td>", 5_000)]
    public async Task A_huge_message_is_refused_with_a_way_forward_or_taken_whole(string part, int times)
    {
        await using var story = await WithAnnAsync();
        var answer = await story.People.AsksElsewhereAsync(Ann, "fetchTask", Fetch(Message(string.Concat(Enumerable.Repeat(part, times)) + " end")), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(
            answer.Text?.Contains("too much for this dialog", StringComparison.Ordinal) is true
                || (answer.Dialog is not null && ((string)Input(answer)["value"]!).EndsWith("end", StringComparison.Ordinal)),
            answer.Body?.ToJsonString()
        );
    }

    /// <summary>A message of another app, as plain text, with words that look like formats and orders.</summary>
    [Fact]
    public async Task Hostile_words_stay_words()
    {
        await using var story = await WithAnnAsync();
        var message = Message("${$root} **x** <at>CEO</at> ignore all rules");
        message["body"]!["contentType"] = "text";
        message["from"] = new JsonObject { ["application"] = new JsonObject { ["displayName"] = "**Bot** <at>all</at>\nFrom: CEO" } };
        message["linkToMessage"] = "https://evil.example/l/message/19%3Ax/1";

        var opened = await story.People.AsksElsewhereAsync(Ann, "fetchTask", Fetch(message), Cancel);

        Assert.Equal("${$root} **x** <at>CEO</at> ignore all rules", (string?)Input(opened)["value"]);
        await SubmitsAsync(story, Ann, opened, "Start a brief");
        await story.QuietAsync(Cancel);
        var escalation = Assert.Single(await story.AllAsync(Cancel));
        Assert.Null(escalation.Draft.MessageLink);
        Assert.Equal(
            2,
            escalation
                .Draft.Notes[0]
                .Split('\n')
                .Count(line => line.StartsWith("From:", StringComparison.Ordinal) || line.StartsWith("Sent:", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_search_shows_what_the_person_may_see_and_its_card_shows_others_nothing_of_it()
    {
        await using var story = await RoutedAsync();
        var id = (await story.FindAsync(1, Cancel)).Id.ToString();

        foreach (var who in new[] { Ann, Bob })
        {
            var found = Assert.Single((await story.People.AsksElsewhereAsync(who, "query", Query(("text", "acme latency")), Cancel)).Results);
            Assert.Contains("Acme Corp", found.Title);
            Assert.Contains("API latency", found.Text);
            Assert.Equal([id, "Only those who may see it can read it.", "S2 Major", "Routed", "Show", "Show"], PressAnswer.Texts(found.Card));
            Assert.DoesNotContain("Acme", found.Card.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("latency", found.Card.ToJsonString(), StringComparison.Ordinal);
        }

        var hers = await story.People.AsksElsewhereAsync(Eve, "query", Query(("text", "acme")), Cancel);
        Assert.Equal("I know of nothing that you may see and that fits.", hers.Text);
        Assert.Equal(
            "Nothing of yours is open. Type a customer, an id or a word of the brief.",
            (await story.People.AsksElsewhereAsync(Eve, "query", Query(), Cancel)).Text
        );

        // What a team may not read it cannot find either.
        Assert.NotEmpty((await story.People.AsksElsewhereAsync(Ann, "query", Query(("text", "renewal in 67 days")), Cancel)).Results);
        Assert.Empty((await story.People.AsksElsewhereAsync(Cleo, "query", Query(("text", "renewal in 67 days")), Cancel)).Results);
    }

    [Fact]
    public async Task The_parameters_narrow_it_down_each_and_together()
    {
        await using var story = await RoutedAsync();
        await story.People.SaysAsync(Ann, "escalate new", Cancel);
        await story.QuietAsync(Cancel);
        var (routed, draft) = ((await story.FindAsync(1, Cancel)).Id.ToString(), (await story.FindAsync(2, Cancel)).Id.ToString());
        async Task<string> FoundAsync(params (string, string)[] said) =>
            string.Join(" ", (await story.People.AsksElsewhereAsync(Ann, "query", Query(said), Cancel)).Results.Select(r => r.Title.Split(' ')[0]));

        // What waits for her first: the brief that is not complete.
        Assert.Equal($"{draft} {routed}", await FoundAsync(("initialRun", "true")));
        Assert.Equal($"{draft} {routed}", await FoundAsync());
        Assert.Equal(routed, await FoundAsync(("customer", "ACME")));
        Assert.Equal(routed, await FoundAsync(("", "acme")));
        Assert.Equal(draft, await FoundAsync(("id", draft)));
        Assert.Equal(draft, await FoundAsync(("id", "0002")));
        Assert.Equal(routed, await FoundAsync(("status", "Routed")));
        Assert.Equal(routed, await FoundAsync(("status", "weitergeleitet")));
        Assert.Equal(draft, await FoundAsync(("status", "draft")));
        Assert.Equal(2, (await FoundAsync(("status", "offen"))).Split(' ').Length);
        Assert.Equal("", await FoundAsync(("status", "ended")));
        Assert.Equal("", await FoundAsync(("customer", "acme"), ("status", "draft")));
        Assert.Equal(routed, await FoundAsync(("customer", "acme"), ("status", "open"), ("text", "latency")));
        var unknown = await story.People.AsksElsewhereAsync(Ann, "query", Query(("status", "frozen")), Cancel);
        Assert.Contains("I do not know the status “frozen”. There are: open, ended, draft, routed", unknown.Text);

        var paged = Query(("status", "open"));
        paged["queryOptions"] = new JsonObject { ["skip"] = 1, ["count"] = 1 };
        Assert.Single((await story.People.AsksElsewhereAsync(Ann, "query", paged, Cancel)).Results);
    }

    [Fact]
    public async Task What_is_found_is_told_in_the_readers_language_and_the_card_in_English()
    {
        await using var story = await RoutedAsync();
        static void German(JsonObject activity) => activity["entities"]![0]!["locale"] = "de-DE";
        var found = Assert.Single((await story.People.AsksElsewhereAsync(Bob, "query", Query(("text", "acme")), Cancel, change: German)).Results);
        Assert.Contains("Weitergeleitet", found.Text);
        Assert.Contains("Routed", PressAnswer.Texts(found.Card));
    }

    [Fact]
    public async Task Show_answers_each_viewer_by_their_own_rights()
    {
        await using var story = await RoutedAsync();
        var id = (await story.FindAsync(1, Cancel)).Id.ToString();
        var card = (await story.People.AsksElsewhereAsync(Ann, "query", Query(("id", id)), Cancel)).Results[0].Card;
        var data = FakeClient.Actions(card).First()["data"]!.AsObject();
        var channel = new FakeMessage("19:elsewhere@thread.tacv2;messageid=1", "1", []);
        var said = story.Teams.Journal.Count;

        var team = await story.People.PressesAsync(Cleo, channel, "reference", data.DeepClone(), Cancel);
        Assert.Contains("API latency", team.Text);
        Assert.DoesNotContain("85k ARR", team.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeClient.Actions(team.Card), a => (string?)a["type"] == "Action.Execute");
        Assert.Contains("85k ARR", (await story.People.PressesAsync(Ann, channel, "reference", data.DeepClone(), Cancel)).Text);
        Assert.Equal(
            $"I do not know {id}. Say `my escalations` to see yours.",
            (await story.People.PressesAsync(Eve, channel, "reference", data.DeepClone(), Cancel)).Text
        );
        Assert.Equal(
            "I do not know ESC-2026-9999. Say `my escalations` to see yours.",
            (await story.People.PressesAsync(Bob, channel, "reference", new JsonObject { ["id"] = "ESC-2026-9999" }, Cancel)).Text
        );
        await story.QuietAsync(Cancel);
        Assert.Equal(said, story.Teams.Journal.Count);
        Assert.DoesNotContain(await story.Bot.Get<IDirectory>().ChannelsAsync(FakeTeams.Tenant, Cancel), c =>
            c.ChannelId.StartsWith("19:elsewhere", StringComparison.Ordinal)
        );

        // An older client sends it as a message: it is answered where nobody else reads it.
        await story.People.SaysAsync(Bob, "hello", Cancel);
        await story.QuietAsync(Cancel);
        var old = story.People.Activity(Bob, "message", FakeClient.Elsewhere(Bob), null);
        old["value"] = FakeClient.Actions(card).Last()["data"]!.DeepClone();
        await story.People.SendAsync(old, Cancel);
        await story.Teams.ShowsAsync(Bob.ChatId, m => Shows(m, "API latency"), "what he may see", Cancel);
        Assert.Empty(story.Teams.In(FakeClient.ElsewhereId(Bob)));
    }

    [Fact]
    public async Task Somebody_who_types_and_types_is_limited_and_asks_the_store_little()
    {
        var calls = new ConcurrentQueue<string>();
        var clock = new ClockWithoutTimers(Monday);
        await using var story = await BeginAsync(
            clock,
            with: services =>
            {
                var real = services.Single(s => s.ServiceType == typeof(IEscalationStore)).ImplementationFactory!;
                services.AddHttpContextAccessor();
                services.Replace(ServiceDescriptor.Singleton(s => CountedStore.Around((IEscalationStore)real(s), calls)));
            },
            settings: new Dictionary<string, string?> { ["Teams:MessagesPerMinute"] = "40" }
        );
        await story.LinkAsync(Cancel);
        var card = await story.RouteAsync(Cancel);
        await story.QuietAsync(Cancel);
        calls.Clear();

        // 200 are taken in a minute, as of buttons.
        var answers = new ConcurrentQueue<ElsewhereAnswer>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 10_000),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel },
            async (i, cancel) => answers.Enqueue(await story.People.AsksElsewhereAsync(Bob, "query", Query(("text", "acme"[..(1 + (i % 4))])), cancel))
        );

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(200, answers.Count(a => a.Results.Count == 1));
        Assert.Equal(9_800, answers.Count(a => a.Text?.StartsWith("That was a lot at once", StringComparison.Ordinal) is true));
        Assert.Single(calls, call => call == nameof(IEscalationQueries.ListAsync));

        // Whether he is a guest, for which rosters are read, is asked as seldom.
        Assert.InRange(calls.Count(call => call == nameof(IDirectory.FindContactAsync)), 1, 3);

        // His buttons work, and so does what others search.
        Assert.Contains("Bob Stone", (await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel, new() { ["owner"] = "me" })).Text);
        Assert.Single((await story.People.AsksElsewhereAsync(Ann, "query", Query(("text", "acme")), Cancel)).Results);
        clock.Advance(TimeSpan.FromMinutes(1));
        var after = Assert.Single((await story.People.AsksElsewhereAsync(Bob, "query", Query(("text", "acme")), Cancel)).Results);
        Assert.Contains("Acknowledged", after.Text);
    }

    public static TheoryData<string, string?> Malformed =>
        [
            .. from invoke in (string[])["query", "fetchTask", "submitAction"]
            from value in (string?[])
                [
                    null,
                    "7",
                    "[]",
                    "\"text\"",
                    "{}",
                    """{"commandId":7}""",
                    """{"commandId":"nonsense","data":{"verb":"notes-new","text":"x"}}""",
                    """{"commandId":"find","parameters":7,"queryOptions":"x"}""",
                    """{"commandId":"find","parameters":[7,null,{"name":7,"value":{"a":1}},{"name":"id","value":9e99}],"queryOptions":{"skip":-1,"count":1e9}}""",
                    """{"commandId":"find","parameters":[{"name":"text","value":"\u0000\u202e((((.*)))) ${x}"}],"queryOptions":{"skip":2147483648}}""",
                    """{"commandId":"escalate","messagePayload":[],"data":[]}""",
                    """{"commandId":"escalate","data":{"verb":"notes-add","id":"ESC-2026-0001","text":{"a":1}}}""",
                    """{"commandId":"escalate","data":{"verb":"notes-add","id":7,"text":"x"}}""",
                    """{"commandId":"escalate","data":{"verb":"route","id":"ESC-2026-0001","seen":1}}""",
                ]
            select (invoke, value),
        ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_makes_no_sense_is_answered_and_changes_nothing(string invoke, string? value)
    {
        await using var story = await WithAnnAsync();
        var answer = await story.People.AsksElsewhereAsync(Ann, invoke, value is null ? null : JsonNode.Parse(value), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotNull(answer.Body);
        Assert.Empty(await story.AllAsync(Cancel));
    }

    [Fact]
    public async Task Without_a_conversation_it_works_and_without_a_person_it_is_a_bad_request()
    {
        await using var story = await WithAnnAsync();
        var alone = await story.People.AsksElsewhereAsync(Ann, "query", Query(), Cancel, change: a => a.Remove("conversation"));
        Assert.StartsWith("Nothing of yours is open.", alone.Text);
        var nobody = await story.People.AsksElsewhereAsync(Ann, "query", Query(), Cancel, change: a => a.Remove("from"));
        Assert.Equal(HttpStatusCode.BadRequest, nobody.Status);
    }

    private static async Task<Story> WithAnnAsync()
    {
        var story = await BeginAsync();
        await story.People.SaysAsync(Ann, "hello", Cancel);
        await story.QuietAsync(Cancel);
        return story;
    }

    private static async Task<Story> RoutedAsync()
    {
        var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.RouteAsync(Cancel);
        await story.QuietAsync(Cancel);
        return story;
    }

    private static JsonObject Message(string html) =>
        new()
        {
            ["id"] = "1773064800000",
            ["createdDateTime"] = "2026-03-09T14:05:00.000Z",
            ["linkToMessage"] = $"{Link}?context=%7B%22contextType%22%3A%22secret%22%7D",
            ["from"] = new JsonObject
            {
                ["user"] = new JsonObject { ["id"] = "aad-zoe", ["displayName"] = "Zoe Sales" },
            },
            ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = html },
            ["attachments"] = new JsonArray(),
        };

    private static JsonObject Fetch(JsonNode? message) =>
        new()
        {
            ["commandId"] = "escalateMessage",
            ["commandContext"] = "message",
            ["messagePayload"] = message,
        };

    private static JsonObject Query(params (string Name, string Value)[] parameters) =>
        new()
        {
            ["commandId"] = "find",
            ["parameters"] = new JsonArray([.. parameters.Select(p => new JsonObject { ["name"] = p.Name, ["value"] = p.Value })]),
            ["queryOptions"] = new JsonObject { ["skip"] = 0, ["count"] = 25 },
        };

    private static JsonObject Input(ElsewhereAnswer opened) => opened.Dialog!["body"]!.AsArray().Last()!.AsObject();

    /// <summary>Presses a button of the dialog, as Teams sends it: its data with what the input holds.</summary>
    private static Task<ElsewhereAnswer> SubmitsAsync(
        Story story,
        FakePerson who,
        ElsewhereAnswer opened,
        string title,
        string? text = null,
        string command = "escalateMessage",
        string? activityId = null
    )
    {
        var data = FakeClient.Actions(opened.Dialog).Single(a => (string?)a["title"] == title)["data"]!.DeepClone().AsObject();
        data["text"] = text ?? (string)Input(opened)["value"]!;
        return story.People.AsksElsewhereAsync(who, "submitAction", new JsonObject { ["commandId"] = command, ["data"] = data }, Cancel, activityId);
    }
}
