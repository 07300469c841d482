using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What is in a brief and is not for every place: secrets, and talk of business that is none or that the CSM lets through.</summary>
public sealed class Secrets_and_what_teams_see
{
    private static readonly string Logged = Notes
        .Replace("9 March: hotfix tried, no change", "9 March: hotfix tried, no change; log: user=svc password=Sommer-2026 host=db01", StringComparison.Ordinal)
        .Replace(
            "raised the cache to 8 GB, no effect.",
            "raised the cache to 8 GB, no effect. Request had Authorization: Bearer abcdefghijklmnop in it.",
            StringComparison.Ordinal
        );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_in_a_pasted_log_is_shown_to_the_CSM_before_Route_and_to_nobody_else()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await ReviewAsync(story, Logged);
        Assert.True(Shows(review, "2 secrets will be hidden"));
        Assert.True(Shows(review, "🔒 Sommer-2026") || Shows(review, "🔒 Sommer\\-2026"));

        await story.People.PressesAsync(
            Ann,
            review,
            "Route",
            Cancel,
            new()
            {
                ["category"] = "product_defect",
                ["severity"] = "S2",
                ["because"] = "password: Because-1 it blocks.",
                ["context"] = "token=Context-1 is theirs",
            }
        );
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        Assert.True(Shows(card, "hotfix tried, no change"));
        Assert.True(Shows(card, "[secret"));
        await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel);
        await story.QuietAsync(Cancel);
        var now = story.Teams.In(Engineering).Last(m => m.Card is not null);
        var form = await story.People.PressesAsync(Bob, now, "Post update", Cancel);
        await story.People.PressesAsync(Bob, now, "Post update", Cancel, Update("The service password is Winter2026 now, we rotate it."), form.Card);
        await story.People.SaysInAsync(Bob, Engineering, "status ESC-2026-0001", Cancel);
        await story.QuietAsync(Cancel);

        var elsewhere = string.Join(
            '\n',
            story.Teams.Journal.Where(asked => !asked.Conversation.StartsWith(Ann.ChatId, StringComparison.Ordinal)).Select(asked => asked.Body.ToJsonString())
        );
        Assert.Contains("posted an update", elsewhere, StringComparison.Ordinal);
        foreach (var secret in (string[])["Sommer", "abcdefghijklmnop", "Because-1", "Context-1", "Winter2026"])
        {
            Assert.DoesNotContain(secret, elsewhere, StringComparison.Ordinal);
        }

        // On record everything stays as it was typed.
        Assert.Contains("Sommer-2026", (await EscalationAsync(story)).Brief.TextOf(BriefSection.Timeline), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_takes_over_as_CSM_reads_no_secret_of_the_one_before()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await ReviewAsync(story, Logged);
        await story.People.PressesAsync(
            Ann,
            review,
            "Route",
            Cancel,
            new()
            {
                ["category"] = "product_defect",
                ["severity"] = "S2",
                ["because"] = "It blocks a team.",
                ["context"] = "login admin with password Told-1 please",
            }
        );
        await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        var admin = new FakePerson("Ada Admin");
        await story
            .Bot.Get<IEscalationStore>()
            .CommitAsync(
                new()
                {
                    Tenant = FakeTeams.Tenant,
                    At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
                    Directory = new()
                    {
                        Administrators =
                        [
                            new(new(admin.AadObjectId, admin.Name), new(Bob.AadObjectId, Bob.Name), new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)),
                        ],
                    },
                },
                Cancel
            );
        await story.People.SaysAsync(admin, "take over ESC-2026-0001 as CSM because Ann is on leave.", Cancel);
        await story.People.SaysAsync(admin, "status ESC-2026-0001", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Equal("Ada Admin", (await EscalationAsync(story)).Csm.Name);

        var theirs = string.Join(
            '\n',
            story.Teams.Journal.Where(asked => asked.Conversation.StartsWith(admin.ChatId, StringComparison.Ordinal)).Select(asked => asked.Body.ToJsonString())
        );
        Assert.Contains("[secret", theirs, StringComparison.Ordinal);
        Assert.All((string[])["Sommer", "abcdefghijklmnop", "Told-1"], secret => Assert.DoesNotContain(secret, theirs, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_name_of_a_feature_reaches_engineering_with_the_ask()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await ReviewAsync(
            story,
            Notes.Replace(
                "their analytics team cannot run reports,",
                "Revenue by region export gives 504, the churn dashboard is blank, the discount calculation service times out,",
                StringComparison.Ordinal
            ),
            "Fix the revenue export by 4 December; Acme calls it resolved when it has 10,000 rows."
        );
        await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision());
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);

        Assert.True(Shows(card, "Revenue by region export gives 504, the churn dashboard is blank, the discount calculation service times out"));
        Assert.True(Shows(card, "Fix the revenue export by 4 December"));
        Assert.False(Shows(card, "85k"));
    }

    [Fact]
    public async Task The_review_says_what_engineering_will_not_see_and_the_CSM_lets_it_read_a_sentence()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await ReviewAsync(story, Notes, "Fix it before their renewal. Assign an engineer by Thursday.");
        Assert.True(Shows(review, "Engineering will not see"));
        Assert.True(Shows(review, "Fix it before their renewal"));

        var form = await story.People.PressesAsync(Ann, review, "What teams see", Cancel);
        var options = Options(form.Card!, "release-Technical");
        var place = Assert.Single(options, o => o.Title.Contains("before their renewal", StringComparison.Ordinal)).Value;
        var saved = await story.People.PressesAsync(Ann, review, "Save", Cancel, new() { ["release-Technical"] = place }, form.Card);
        Assert.Contains("What teams see", Buttons(saved.Card!));
        Assert.Equal(["Fix it before their renewal."], Assert.Single((await EscalationAsync(story)).Brief.Released).Sentences);

        // The tick is there when the form is opened again.
        var again = await story.People.PressesAsync(Ann, review, "What teams see", Cancel, card: saved.Card);
        Assert.Equal(place, Input(again.Card!, "release-Technical")!["value"]!.ToString());

        await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision(), saved.Card);
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        Assert.True(Shows(card, "Fix it before their renewal. Assign an engineer by Thursday."));
        Assert.False(Shows(card, "85k"));
        Assert.Contains(
            (await story.Bot.Get<IEscalationStore>().HistoryAsync(FakeTeams.Tenant, (await EscalationAsync(story)).Id, Cancel)).Select(HashChain.Open),
            e => e.What is SentencesReleased && e.By.Person?.Id == Ann.AadObjectId
        );
    }

    /// <summary>What the writer put into the commercial context is the CSM's to give as well.</summary>
    [Fact]
    public async Task All_that_engineering_will_not_see_is_named_and_each_sentence_can_be_released()
    {
        string[] business =
        [
            "Fix it before their renewal.",
            "They threaten to churn.",
            "Their CFO is angry.",
            "They want a discount.",
            "We promised a refund.",
            "Their budget is tight.",
            "They pay EUR 30k.",
            "Their champion left.",
            "Legal is looking at it.",
        ];
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var notes = Notes.Replace(
            "Commercial: EUR 85k ARR, renewal in 67 days.",
            "Commercial: EUR 85k ARR, renewal in 67 days. Their renewal quote comes out of the same reports.",
            StringComparison.Ordinal
        );
        var review = await ReviewAsync(story, notes, $"{string.Join(' ', business)} Assign an engineer by Thursday.");
        Assert.All(business, sentence => Assert.True(Shows(review, sentence.TrimEnd('.')), sentence));
        var named = Assert.Single(PressAnswer.Texts(review.Card!), t => t.Contains("**Engineering will not see**", StringComparison.Ordinal));
        Assert.All(business, sentence => Assert.Contains(sentence.TrimEnd('.'), named, StringComparison.Ordinal));
        Assert.Contains("the commercial context (2 sentences)", named, StringComparison.Ordinal);

        var form = await story.People.PressesAsync(Ann, review, "What teams see", Cancel);
        var options = Options(form.Card!, "release-Technical");
        Assert.All(business, sentence => Assert.Single(options, o => o.Title.Contains(sentence, StringComparison.Ordinal)));
        var place = Assert
            .Single(options, o =>
                o.Title.Contains("same reports", StringComparison.Ordinal) && o.Title.Contains("(commercial context)", StringComparison.Ordinal)
            )
            .Value;
        var saved = await story.People.PressesAsync(Ann, review, "Save", Cancel, new() { ["release-Technical"] = place }, form.Card);

        await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision(), saved.Card);
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        Assert.True(Shows(card, "Their renewal quote comes out of the same reports."));
        Assert.False(Shows(card, "85k"));
        Assert.False(Shows(card, "renewal in 67 days"));
        Assert.All(business, sentence => Assert.False(Shows(card, sentence.TrimEnd('.')), sentence));
    }

    [Fact]
    public async Task Exactly_what_was_ticked_is_stored_and_nothing_is_routed_before()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await ReviewAsync(story, Disagreeing);
        Assert.DoesNotContain("Route", Buttons(review.Card!));
        Assert.True(Shows(review, "until then it cannot be routed"));
        var forced = await story.People.PressesAsync(
            Ann,
            review,
            "route",
            new JsonObject
            {
                ["verb"] = "route",
                ["id"] = "ESC-2026-0001",
                ["seen"] = (await EscalationAsync(story)).Version,
                ["category"] = "product_defect",
                ["severity"] = "S2",
                ["because"] = "so",
            },
            Cancel
        );
        Assert.Contains("What you wrote disagrees on ARR and renewal date", forced.Text, StringComparison.Ordinal);
        Assert.Equal(Status.Draft, (await EscalationAsync(story)).Status);

        var form = await story.People.PressesAsync(Ann, review, "Check facts", Cancel, card: forced.Card);
        var (arr, renewal) = (Options(form.Card!, "settle0"), Options(form.Card!, "settle1"));
        Assert.Equal(3, arr.Count);
        var chosen = new JsonObject
        {
            ["settle0"] = Assert.Single(arr, o => o.Title.StartsWith("EUR 85k", StringComparison.Ordinal)).Value,
            ["settle1"] = Assert.Single(renewal, o => o.Title.StartsWith("12 February", StringComparison.Ordinal)).Value,
        };
        var saved = await story.People.PressesAsync(Ann, review, "Save", Cancel, chosen, form.Card);

        var brief = (await EscalationAsync(story)).Brief;
        Assert.Equal(new Money(85_000, "EUR"), brief.ArrAtRisk);
        Assert.Equal((2, 12), (brief.Renewal!.Value.Month, brief.Renewal.Value.Day));
        Assert.Equal([("ARR", "EUR 85k"), ("renewal date", "12 February")], brief.Settled.Select(s => (s.About, s.Value!)));
        Assert.Contains("Route", Buttons(saved.Card!));
    }

    /// <summary>However the two are told: without a currency, in one breath, in notes and then typed.</summary>
    [Theory]
    [InlineData("ARR is 85k. ARR is 95k.", null, "ARR")]
    [InlineData("ARR 85k EUR, according to CRM 95k EUR.", null, "ARR")]
    [InlineData("ARR is 85k.", "notes: ARR is 95k.", "ARR")]
    [InlineData("Renewal on 12 February.", "notes: Renewal on 27 January.", "renewal date")]
    [InlineData("EUR 85k ARR.", "account: Globex", "customer")]
    public async Task Two_values_hold_back_the_route_until_one_is_ticked(string commercial, string? typed, string about)
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await ReviewAsync(
            story,
            string.Join(
                '\n',
                Disagreeing.Split('\n').Select(line => line.StartsWith("Commercial:", StringComparison.Ordinal) ? $"Commercial: {commercial}" : line)
            )
        );
        if (typed is not null)
        {
            await story.People.SaysAsync(Ann, typed, Cancel);
            await story.QuietAsync(Cancel);
        }

        var forced = await story.People.PressesAsync(
            Ann,
            review,
            "route",
            new JsonObject
            {
                ["verb"] = "route",
                ["id"] = "ESC-2026-0001",
                ["seen"] = (await EscalationAsync(story)).Version,
                ["category"] = "product_defect",
                ["severity"] = "S2",
                ["because"] = "so",
            },
            Cancel
        );
        Assert.Contains($"What you wrote disagrees on {about}", forced.Text, StringComparison.Ordinal);
        Assert.Equal(Status.Draft, (await EscalationAsync(story)).Status);

        var form = await story.People.PressesAsync(Ann, review, "Check facts", Cancel, card: forced.Card);
        var saved = await story.People.PressesAsync(Ann, review, "Save", Cancel, new() { ["settle0"] = Options(form.Card!, "settle0")[0].Value }, form.Card);
        Assert.Contains("Route", Buttons(saved.Card!));
    }

    [Fact]
    public async Task What_is_left_open_is_on_record_with_a_name_and_stores_no_value()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await ReviewAsync(story, Disagreeing);
        var form = await story.People.PressesAsync(Ann, review, "Check facts", Cancel);
        var saved = await story.People.PressesAsync(Ann, review, "Save", Cancel, new() { ["settle0"] = "open", ["settle1"] = "open" }, form.Card);
        Assert.Contains("Route", Buttons(saved.Card!));

        var brief = (await EscalationAsync(story)).Brief;
        Assert.Null(brief.ArrAtRisk);
        Assert.Null(brief.Renewal);
        await story.People.SaysAsync(Ann, "status ESC-2026-0001", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "left open what the notes say of ARR: both stand"), "who left it open", Cancel);

        // A third value opens the question again.
        await story.People.SaysAsync(Ann, "notes: Finance says ARR is EUR 70k.", Cancel);
        var third = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision") && Shows(m, "70k"), "the review again", Cancel);
        Assert.DoesNotContain("Route", Buttons(third.Card!));
    }

    [Fact]
    public async Task What_is_left_open_takes_back_the_value_that_was_ticked_before()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await ReviewAsync(story, Disagreeing);
        var form = await story.People.PressesAsync(Ann, review, "Check facts", Cancel);
        await story.People.PressesAsync(
            Ann,
            review,
            "Save",
            Cancel,
            new() { ["settle0"] = Options(form.Card!, "settle0")[0].Value, ["settle1"] = "open" },
            form.Card
        );
        Assert.NotNull((await EscalationAsync(story)).Brief.ArrAtRisk);

        await story.People.SaysAsync(Ann, "notes: Finance says ARR is EUR 70k.", Cancel);
        var third = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision") && Shows(m, "70k"), "the review again", Cancel);
        var again = await story.People.PressesAsync(Ann, third, "Check facts", Cancel);
        await story.People.PressesAsync(Ann, third, "Save", Cancel, new() { ["settle0"] = "open" }, again.Card);
        Assert.Null((await EscalationAsync(story)).Brief.ArrAtRisk);
    }

    /// <summary>Each pair is close together, so that every quote holds both values.</summary>
    private static string Disagreeing =>
        Notes
            .Replace(" -- P1 open 12 days, EUR 85k ARR, renewal in 67 days", "", StringComparison.Ordinal)
            .Replace(
                "Commercial: EUR 85k ARR, renewal in 67 days.",
                "Commercial: ARR EUR 85k per CRM; ARR EUR 95,000 per contract. Renewal on 12 February. Renewal on 27 January.",
                StringComparison.Ordinal
            );

    private static async Task<FakeMessage> ReviewAsync(Story story, string notes, string ask = Ask)
    {
        await story.People.SaysAsync(Ann, $"escalate {notes}", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What exactly do you need"), "the question for the ask", Cancel);
        await story.People.SaysAsync(Ann, ask, Cancel);
        return await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review card", Cancel);
    }

    private static async Task<Escalation> EscalationAsync(Story story) =>
        Assert.Single(await story.Bot.Get<IEscalationStore>().ListAsync(FakeTeams.Tenant, [], null, 10, Cancel));

    private static IReadOnlyList<(string Title, string Value)> Options(JsonObject card, string id) =>
        [.. Input(card, id)!["choices"]!.AsArray().Select(c => ((string)c!["title"]!, (string)c["value"]!))];

    private static JsonObject? Input(JsonNode? node, string id) =>
        node switch
        {
            JsonObject o when (string?)o["id"] == id && ((string?)o["type"])?.StartsWith("Input.", StringComparison.Ordinal) is true => o,
            JsonObject o => o.Select(p => Input(p.Value, id)).FirstOrDefault(found => found is not null),
            JsonArray a => a.Select(item => Input(item, id)).FirstOrDefault(found => found is not null),
            _ => null,
        };
}
