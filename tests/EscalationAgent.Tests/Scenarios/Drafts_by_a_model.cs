using System.Text.Json.Nodes;
using EscalationAgent.Drafting.Offline;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Drafting;
using Escalations.Ports;
using Escalations.UseCases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>A model drafts, outside of the turn; what it says is proven or marked, and the CSM decides.</summary>
public sealed class Drafts_by_a_model
{
    private const string Notes = """
        Acme Corp called again. Reports have been slow since 26 February, ticket ACME-4711 was raised on 28 February.
        Their analytics team loses 4 hours per week. ARR is EUR 85k, renewal on 16 May 2026.
        Support restarted the ingest workers: better for a day. We told them on 5 March that engineering is looking into it.
        Please assign an engineer by Thursday. I would fast-track the fix.
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_chat_shows_that_it_is_read_and_then_the_card_in_place()
    {
        var gate = new TaskCompletionSource();
        var writer = new FakeWriter(
            async (_, cancel) =>
            {
                await gate.Task.WaitAsync(cancel);
                return Honest;
            }
        );
        await using var story = await BeginAsync(with: Asking(writer));
        await story.LinkAsync(Cancel);
        await story.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        var reading = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Reading your notes"), "that it is being read", Cancel);

        gate.SetResult();
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review", Cancel);
        Assert.Equal(reading.Id, review.Id);
        Assert.True(Shows(review, "drafted by fake-model"));
        Assert.True(Shows(review, "Suggested by fake-model with prompt draft-brief v1, with medium confidence. You decide."));
        Assert.Equal(
            ["Fill in the checklist", "Handle it myself, without a team", "Route", "Edit", "What teams see", "Ask the model again", "Cancel"],
            FakeClient
                .Actions(review.Card!)
                .Where(a => (string?)a["type"] == "Action.Execute")
                .Select(a => (string)a["title"]!)
                .Where(b => b != "Where is this from?")
        );
        Assert.Equal(Acme, Assert.Single(writer.Asked).Notes[0].Split(' ')[0]);

        // Where a section's facts come from, on demand.
        var proof = FakeClient.Actions(review.Card).First(a => (string?)a["data"]?["section"] == "commercial_context");
        await story.People.PressesAsync(Ann, review, "proof", proof["data"]!.DeepClone(), Cancel);
        var shown = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Where the facts come from"), "the proof", Cancel);
        Assert.True(Shows(shown, "EUR 85k"));
        Assert.True(Shows(shown, "Your notes: “"));
        Assert.False(Shows(shown, "not in what you wrote"));

        var routed = await story.People.PressesAsync(
            Ann,
            review,
            "Route",
            Cancel,
            new()
            {
                ["category"] = "product_defect",
                ["severity"] = "S3",
                ["because"] = "They can wait.",
                ["context"] = "Their data team works from Lisbon this week.",
            }
        );
        Assert.Contains("Routed", routed.Text);

        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        Assert.True(Shows(card, "What only Ann knows"));
        Assert.True(Shows(card, "Their data team works from Lisbon this week."));

        // The suggestion and the decision are both on record, each with who made it.
        await story.People.SaysAsync(Ann, $"status {await IdAsync(story)}", Cancel);
        var history = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "drafted it"), "the history", Cancel);
        Assert.True(Shows(history, "(suggested by fake-model with prompt draft-brief v1: Product defect (bug), S2): They can wait."));
    }

    [Fact]
    public async Task What_the_model_invents_is_marked_and_goes_nowhere_until_it_is_checked()
    {
        var lying = Honest with
        {
            Sections = new Dictionary<BriefSection, string>(Honest.Sections)
            {
                [BriefSection.CustomerImpact] = "The analytics team loses 4 hours per week. In all 120 users are affected.",
                [BriefSection.Recommendation] = "Fast-track the fix; Zoe Miller has agreed. Call them on 9 April.",
            },
        };
        await using var story = await BeginAsync(with: Asking(new FakeWriter(_ => lying)));
        await story.LinkAsync(Cancel);
        await story.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review", Cancel);
        Assert.True(Shows(review, "**⚠ 120**"));
        Assert.DoesNotContain("Route", Buttons(review.Card!));

        // A forged press on Route is refused as well.
        var forged = await story.People.PressesAsync(
            Ann,
            review,
            "route",
            new JsonObject
            {
                ["id"] = await IdAsync(story),
                ["seen"] = Seen(review),
                ["category"] = "product_defect",
                ["severity"] = "S2",
            },
            Cancel
        );
        Assert.Contains("not in what you wrote", forged.Text);

        var form = await story.People.PressesAsync(Ann, review, "Check facts", Cancel);
        var doubts = Doubts(form.Card!);
        Assert.Equal(["120", "Zoe Miller", "9 April"], doubts.Select(d => d.Fact));
        Assert.Contains("In all **⚠ 120** users are affected.", doubts[0].Sentence);
        JsonObject Answers() => new(doubts.Select(d => KeyValuePair.Create<string, JsonNode?>(d.Choice, d.Fact == "120" ? "right" : "wrong")));
        var saved = await story.People.PressesAsync(Ann, review, "Save", Cancel, Answers(), form.Card);
        Assert.Contains("In all 120 users are affected.", saved.Text);
        Assert.DoesNotContain("Zoe Miller", saved.Text);
        Assert.DoesNotContain("9 April", saved.Text);
        Assert.DoesNotContain("⚠", saved.Text);

        // The same form once more, from another device: the brief has moved on.
        var late = await story.People.PressesAsync(Ann, review, "Save", Cancel, Answers(), form.Card);
        Assert.Contains("The brief has changed since this form was drawn", late.Text);
        Assert.Contains("In all 120 users are affected.", late.Text);

        // Nothing was left of the recommendation, so it is asked for; then it can be routed.
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What do you recommend?"), "the question", Cancel);
        await story.People.SaysAsync(Ann, "Put the fix on a fast track.", Cancel);
        var complete = await story.Teams.ShowsAsync(Ann.ChatId, m => Buttons(m.Card!).Contains("Route"), "that it can be routed", Cancel);
        await story.People.PressesAsync(Ann, complete, "Route", Cancel, new() { ["category"] = "product_defect", ["severity"] = "S2" });
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        Assert.True(Shows(card, "120 users"));
        Assert.DoesNotContain("⚠", card.Card!.ToJsonString());
    }

    [Fact]
    public async Task Each_doubt_is_decided_by_itself_and_exactly_that_is_on_record()
    {
        const string unfounded = "Their warehouse stands still and drivers wait at the gate.";
        var lying = Honest with
        {
            Sections = new Dictionary<BriefSection, string>(Honest.Sections)
            {
                [BriefSection.CustomerImpact] = $"The analytics team loses 40 hours per week. In all 120 users are affected. {unfounded}",
                [BriefSection.Recommendation] = "Zoe Miller has agreed to 9 April.",
            },
            Evidence = [new("The analytics team loses 40 hours per week.", ["analytics team loses 4 hours"]), new(unfounded, ["the warehouse stands still"])],
        };
        await using var story = await BeginAsync(with: Asking(new FakeWriter(_ => lying)));
        await story.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review", Cancel);
        var store = story.Bot.Get<IEscalationStore>();
        var id = EscalationId.Parse(await IdAsync(story));

        var form = await story.People.PressesAsync(Ann, review, "Check facts", Cancel);
        var doubts = Doubts(form.Card!);
        Assert.Equal(["40 hours", "120", "This sentence", "Zoe Miller", "9 April"], doubts.Select(d => d.Fact));
        Assert.Contains($"**⚠ {unfounded}**", doubts[2].Sentence);
        Assert.Contains("Their analytics team loses 4 hours per week.", doubts[0].Reason);
        Assert.Equal("Its writer quotes \"the warehouse stands still\" for it, which you did not write", doubts[2].Reason);

        // One sentence cannot go and stay: the form comes back as it was filled.
        var clashing = new JsonObject
        {
            [doubts[0].Instead] = "4 hours",
            [doubts[3].Choice] = "right",
            [doubts[4].Choice] = "wrong",
        };
        var again = await story.People.PressesAsync(Ann, review, "Save", Cancel, clashing, form.Card);
        Assert.Contains("“9 April” and “Zoe Miller” stand in one sentence", again.Text);
        Assert.Equal(doubts, Doubts(again.Card!));
        Assert.Contains("\"value\":\"4 hours\"", again.Card!.ToJsonString());

        // Nothing is said of the 120, so it stays doubted.
        var saved = await story.People.PressesAsync(
            Ann,
            review,
            "Save",
            Cancel,
            new()
            {
                [doubts[0].Instead] = "4 hours",
                [doubts[2].Choice] = "wrong",
                [doubts[3].Choice] = "right",
                [doubts[4].Instead] = "the week of 9 March",
            },
            again.Card
        );
        Assert.Contains("**⚠ 120**", saved.Text);
        var brief = (await store.FindAsync(FakeTeams.Tenant, id, Cancel))!.Brief;
        Assert.Equal("The analytics team loses 4 hours per week. In all 120 users are affected.", brief.TextOf(BriefSection.CustomerImpact));
        Assert.Equal("Zoe Miller has agreed to the week of 9 March.", brief.TextOf(BriefSection.Recommendation));
        Assert.Equal(["120"], brief.Unproven.Select(u => u.Fact.Text));
        var stored = (await store.HistoryAsync(FakeTeams.Tenant, id, Cancel))
            .Select(e => JsonNode.Parse(e.Json)!["what"]!)
            .Where(what => (string?)what["event"] == "facts_checked.1")
            .ToList();
        Assert.Equal(["CustomerImpact", "Recommendation"], stored.Select(what => (string?)what["section"]));
        Assert.Equal(["[]", """["Zoe Miller"]"""], stored.Select(what => what["confirmed"]!.ToJsonString()));
        Assert.Equal([$"""["{unfounded}"]""", "[]"], stored.Select(what => what["removed"]!.ToJsonString()));
        Assert.Equal(
            ["""[{"fact":"40 hours","right":"4 hours"}]""", """[{"fact":"9 April","right":"the week of 9 March"}]"""],
            stored.Select(what => what["corrected"]!.ToJsonString())
        );

        // The form of before, pressed late, changes nothing.
        var late = await story.People.PressesAsync(
            Ann,
            review,
            "Save",
            Cancel,
            new() { [doubts[0].Choice] = "wrong", [doubts[1].Choice] = "wrong" },
            form.Card
        );
        Assert.Contains("The brief has changed since this form was drawn", late.Text);
        Assert.Equal(
            brief.TextOf(BriefSection.CustomerImpact),
            (await store.FindAsync(FakeTeams.Tenant, id, Cancel))!.Brief.TextOf(BriefSection.CustomerImpact)
        );
    }

    [Fact]
    public async Task An_edit_that_leaves_an_invention_where_it_is_does_not_confirm_it()
    {
        var lying = Honest with
        {
            Sections = new Dictionary<BriefSection, string>(Honest.Sections) { [BriefSection.CustomerImpact] = "In all 120 users are affected." },
        };
        await using var story = await BeginAsync(with: Asking(new FakeWriter(_ => lying)));
        await story.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review", Cancel);

        var form = await story.People.PressesAsync(Ann, review, "Edit", Cancel);
        var saved = await story.People.PressesAsync(
            Ann,
            review,
            "Save",
            Cancel,
            new() { ["customer_impact"] = "In all 120 users are affected, every day." },
            form.Card
        );
        Assert.Contains("**⚠ 120**", saved.Text);
        form = await story.People.PressesAsync(Ann, review, "Edit", Cancel, card: saved.Card);
        saved = await story.People.PressesAsync(
            Ann,
            review,
            "Save",
            Cancel,
            new() { ["customer_impact"] = "In all 60 users are affected, every day." },
            form.Card
        );
        Assert.DoesNotContain("⚠", saved.Text);
        Assert.Contains("Route", Buttons(saved.Card!));
    }

    [Fact]
    public async Task What_is_said_meanwhile_is_read_as_well()
    {
        var gate = new TaskCompletionSource();
        var writer = new FakeWriter(
            async (request, cancel) =>
            {
                await gate.Task.WaitAsync(cancel);
                return Honest with { Sections = Honest.Sections.Where(s => s.Key != BriefSection.SpecificAsk || request.Notes.Count > 1).ToDictionary() };
            }
        );
        await using var story = await BeginAsync(with: Asking(writer));
        await story.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Reading your notes"), "that it is being read", Cancel);
        await story.People.SaysAsync(Ann, "They also want a call by Thursday.", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text == "I read that with the rest.", "that it was heard", Cancel);
        gate.SetResult();
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review", Cancel);
        Assert.True(Shows(review, "ready for your decision"));
        Assert.Equal([1, 2], writer.Asked.Select(r => r.Notes.Count));
        Assert.DoesNotContain(story.Teams.In(Ann.ChatId), m => Shows(m, "What exactly do you need"));
    }

    [Fact]
    public async Task A_model_that_fails_is_replaced_by_rules_and_can_be_asked_again()
    {
        var fails = true;
        await using var story = await BeginAsync(with: Asking(new FakeWriter(_ => fails ? throw new WriterFailedException("did not answer in time") : Honest)));
        await story.People.SaysAsync(Ann, $"escalate {Story.Notes}\n{Ask}", Cancel);
        var draft = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "did not answer in time"), "that rules drafted it", Cancel);
        Assert.True(Shows(draft, "by rule"));
        Assert.True(Shows(draft, "from your notes"));

        fails = false;
        await story.People.PressesAsync(Ann, draft, "Ask the model again", Cancel);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "drafted by fake-model"), "the model's draft", Cancel);
        Assert.Equal(draft.Id, review.Id);
        Assert.False(Shows(review, "did not answer in time"));
    }

    [Fact]
    public async Task Asking_again_in_vain_takes_nothing_away()
    {
        var fails = false;
        await using var story = await BeginAsync(with: Asking(new FakeWriter(_ => fails ? throw new WriterFailedException("is busy") : Honest)));
        await story.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "drafted by fake-model"), "the model's draft", Cancel);
        fails = true;
        await story.People.SaysAsync(Ann, "again", Cancel);
        var same = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "The model is busy"), "that it failed", Cancel);
        Assert.Equal(review.Id, same.Id);
        Assert.True(Shows(same, "26 February: reports slow."));
        Assert.True(Shows(same, "Suggested by fake-model with prompt draft-brief v1"));
        Assert.False(Shows(same, "from your notes"));
        Assert.False(Shows(same, "by rule"));
    }

    /// <summary>When the brief was answered part by part there is nothing to draft; the model classifies it once, and rules have suggested meanwhile.</summary>
    [Fact]
    public async Task A_brief_that_was_answered_part_by_part_is_read_once_at_its_end()
    {
        var writer = new FakeWriter(_ =>
            Honest with
            {
                Sections = Honest.Sections.ToDictionary(s => s.Key, _ => "Overwritten."),
                Suggestion = Honest.Suggestion! with { CategoryReasons = [new("Reports are slow.", "Reports at Acme Corp slow")] },
            }
        );
        await using var story = await BeginAsync(with: Asking(writer));
        await story.People.SaysAsync(Ann, "escalate", Cancel);
        foreach (
            var answer in new[]
            {
                "Reports at Acme Corp slow since 26 February",
                "Their analytics team loses 4 hours per week.",
                "26 February: slow. 28 February: ticket raised.",
                "Restarted the workers: better for a day.",
                "Assign an engineer by Thursday.",
                "Told on 5 March.",
                "ARR is EUR 85k.",
                "Fast-track the fix for them.",
            }
        )
        {
            await story.QuietAsync(Cancel);
            await story.People.SaysAsync(Ann, answer, Cancel);
        }

        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Suggested by fake-model"), "the model's suggestion", Cancel);
        Assert.Single(writer.Asked);
        Assert.False(Shows(review, "Overwritten."));
        Assert.True(Shows(review, "your words"));
    }

    [Fact]
    public async Task Whoever_asks_too_often_gets_drafts_by_rule_until_tomorrow()
    {
        var writer = new FakeWriter(_ => Honest);
        await using var story = await BeginAsync(with: services =>
            Asking(writer)(services.Replace(ServiceDescriptor.Singleton(new ModelBudget(2, 1_000_000))))
        );
        for (var i = 0; i < 4; i++)
        {
            await story.People.SaysAsync(Ann, "escalate new", Cancel);
            await story.People.SaysAsync(Ann, $"notes: {Notes}", Cancel);
            await story.QuietAsync(Cancel);
        }

        await story.Teams.ShowsAsync(
            Ann.ChatId,
            m => Shows(m, "has been asked 2 times by you today; it can be asked again tomorrow"),
            "that it was enough",
            Cancel
        );
        Assert.Equal(2, writer.Asked.Count);
    }

    [Fact]
    public async Task Notes_that_disagree_are_shown_and_settled_by_the_CSM_alone()
    {
        await using var story = await BeginAsync(with: Asking(new FakeWriter(_ => Honest with { ArrAtRisk = new(58_000, "EUR") })));
        await story.People.SaysAsync(Ann, $"escalate {Notes}\nLater in the CRM: ARR is EUR 58k.", Cancel);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review", Cancel);
        Assert.True(Shows(review, "What you wrote disagrees"));
        var store = story.Bot.Get<IEscalationStore>();
        var id = EscalationId.Parse(await IdAsync(story));
        Assert.Null((await store.FindAsync(FakeTeams.Tenant, id, Cancel))!.Brief.ArrAtRisk);

        var form = await story.People.PressesAsync(Ann, review, "Check facts", Cancel);
        var right = FormOptions(form.Card!).Single(o => o.Title.Contains("58k", StringComparison.Ordinal)).Value;
        var saved = await story.People.PressesAsync(Ann, review, "Save", Cancel, new() { ["settle0"] = right }, form.Card);
        Assert.DoesNotContain("disagrees", saved.Text);
        Assert.Equal(new Money(58_000, "EUR"), (await store.FindAsync(FakeTeams.Tenant, id, Cancel))!.Brief.ArrAtRisk);
    }

    private const string Acme = "Acme";

    private static readonly Draft Honest = new(
        "Acme Corp",
        new Dictionary<BriefSection, string>
        {
            [BriefSection.Headline] = "Reports at Acme Corp slow since 26 February, renewal on 16 May 2026",
            [BriefSection.CustomerImpact] = "The analytics team loses 4 hours per week.",
            [BriefSection.Timeline] = "26 February: reports slow.\n28 February: ticket ACME-4711 raised.",
            [BriefSection.ResolutionAttempts] = "Ingest workers restarted: better for a day.",
            [BriefSection.SpecificAsk] = "Assign an engineer by Thursday.",
            [BriefSection.CustomerCommunication] = "Told on 5 March that engineering is looking into it.",
            [BriefSection.CommercialContext] = "ARR EUR 85k, renewal on 16 May 2026.",
            [BriefSection.Recommendation] = "Fast-track the fix.",
        },
        new(85_000, "EUR"),
        new(2026, 5, 16),
        Sentiment.Frustrated,
        new(
            "product_defect",
            [new("Reports are slow.", "Reports have been slow since 26 February")],
            Severity.S2,
            [new("A team loses hours.", "analytics team loses 4 hours per week")],
            "",
            0.7
        )
    );

    private static Action<IServiceCollection> Asking(IDraftWriter model) =>
        services => services.Replace(ServiceDescriptor.Singleton(new Writers(new OfflineWriter(), model)));

    private static async Task<string> IdAsync(Story story) =>
        (await story.Bot.Get<IEscalationStore>().ListAsync(FakeTeams.Tenant, [], null, 1, Cancel))[0].Id.ToString();

    private static int Seen(FakeMessage card) => (int)FakeClient.Actions(card.Card).Last()["data"]!["seen"]!;

    /// <summary>What a form has of each thing that nothing proves: the fact, its sentence, and the inputs.</summary>
    private static IReadOnlyList<(string Fact, string Sentence, string Reason, string Choice, string Instead)> Doubts(JsonObject card) =>
        [
            .. card["body"]!
                .AsArray()
                .Where(e => (string?)e!["type"] == "Container" && e["items"]!.AsArray().Any(i => (string?)i!["type"] == "Input.Text"))
                .Select(e => e!["items"]!.AsArray())
                .Select(i => ((string)i[2]!["label"]!, (string)i[0]!["text"]!, (string)i[1]!["text"]!, (string)i[2]!["id"]!, (string)i[3]!["id"]!)),
        ];

    private static IReadOnlyList<(string Title, string Value)> FormOptions(JsonObject card) =>
        [
            .. card["body"]!
                .AsArray()
                .Where(e => (string?)e!["type"] == "Input.ChoiceSet")
                .SelectMany(e => e!["choices"]!.AsArray())
                .Select(c => ((string)c!["title"]!, (string)c["value"]!)),
        ];
}
