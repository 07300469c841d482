using System.Diagnostics;
using EscalationAgent.Drafting;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Whatever a model's endpoint does, the CSM has a draft within eight seconds, labelled for what it is, and can route it.</summary>
[Collection(nameof(Timed))]
public sealed class When_the_model_fails
{
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(8);

    private static readonly IReadOnlyDictionary<string, Reply> Faults = new Dictionary<string, Reply>
    {
        ["silence"] = Replies.Silence,
        ["one byte a second"] = Replies.Drip,
        ["429"] = Replies.Busy(),
        ["500"] = Replies.Error(500),
        ["401"] = Replies.Error(401),
        ["HTML"] = Replies.Html,
        ["truncated JSON"] = Replies.CutOff,
        ["wrong JSON"] = Replies.WrongJson,
        ["wrong schema"] = Replies.Says("""{"sections":"none","severity":"S9","category":{"key":7}}"""),
        ["another JSON"] = Replies.WrongShape,
        ["5 MB"] = Replies.FiveMegabytes,
        ["empty"] = Replies.Empty,
        ["no answer in the answer"] = Replies.Says(""),
        ["no UTF-8"] = Replies.NoUtf8,
        ["hangs up"] = Replies.HangUp,
        ["refuses"] = Replies.Says("", refusal: "I cannot help with that."),
        ["other language"] = Replies.Answer(
            FakeAnswers.Draft(
                new Dictionary<string, string?>
                {
                    ["headline"] = "Die Berichte von Acme Corp sind sehr langsam und niemand kann damit arbeiten",
                    ["customer_impact"] =
                        "Das Team kann die Berichte nicht mehr erstellen und verliert jede Woche vier Stunden, weil es alles von Hand machen muss.",
                }
            )
        ),
    };

    private static readonly string[] Secret = [FakeModel.Key, "Acme", "latency", "85k", "fast track", "Berichte", "cannot help"];

    public static MatrixTheoryData<string, string> Names => new(Faults.Keys, [nameof(LlmProvider.Compatible), nameof(LlmProvider.OpenAI)]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_CSM_has_a_draft_by_rule_in_time(string fault, string provider)
    {
        await using var model = await FakeModel.StartAsync(Faults[fault]);

        // The time limit is the one that holds without settings. The log is as talkative as it can be made.
        using var log = new KeptLog();
        await using var story = await BeginAsync(
            with: log.AddTo,
            settings: new Dictionary<string, string?>(model.SettingsAs(provider).Where(s => s.Key != "Llm:TimeoutSeconds"))
            {
                ["Logging:LogLevel:Default"] = "Trace",
            }
        );
        await story.LinkAsync(Cancel);
        var watch = Stopwatch.StartNew();
        await story.People.SaysAsync(Ann, $"escalate {Story.Notes}\nAsk: {Ask}", Cancel);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), "The turn waited for the model.");
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "a draft", Cancel);
        Assert.True(watch.Elapsed < InTime, $"It took {watch.Elapsed.TotalSeconds:0.0} s.");
        TestContext.Current.SendDiagnosticMessage($"{fault}: {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.True(Shows(review, "so this draft was made **by rule**"));
        Assert.True(Shows(review, "Suggested by rule (offline rules 3)"));
        Assert.Contains("Ask the model again", Buttons(review.Card!));
        Assert.NotEmpty(model.Requests);

        var routed = await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision());
        Assert.Contains("Routed", routed.Text);

        // Of what was asked and answered, and of the key, nothing is in any log.
        Assert.Contains($"Model {FakeModel.Model}", log.Text, StringComparison.Ordinal);
        Assert.All(Secret, canary => Assert.DoesNotContain(canary, log.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Asked_again_it_writes_what_rules_had_written()
    {
        await using var model = await FakeModel.StartAsync(Replies.Error(500));
        await using var story = await BeginAsync(settings: model.Settings);
        await story.People.SaysAsync(Ann, $"escalate {Story.Notes}\nAsk: {Ask}", Cancel);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "answered with an error"), "a draft by rule", Cancel);

        model.Always(
            Replies.Answer(
                FakeAnswers.Draft(
                    new Dictionary<string, string?>
                    {
                        ["customer_impact"] = "Nobody in analytics can run reports; that is 4 hours of work by hand every week.",
                    },
                    categoryQuote: "analytics team cannot run reports",
                    severityQuote: "4 hours per week"
                )
            )
        );
        await story.People.PressesAsync(Ann, review, "Ask the model again", Cancel);
        var better = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Nobody in analytics can run reports"), "the model's draft", Cancel);
        Assert.Equal(review.Id, better.Id);
        Assert.True(Shows(better, $"Suggested by {FakeModel.Model} with prompt draft-brief v"));
        Assert.True(Shows(better, "from your notes"));
        Assert.DoesNotContain("⚠", better.Card!.ToJsonString());
    }

    [Fact]
    public async Task A_model_that_nobody_serves_is_told_as_such()
    {
        await using var story = await BeginAsync(
            settings: new Dictionary<string, string?> { ["Llm:Endpoint"] = "http://127.0.0.1:9/v1", ["Llm:Model"] = "nobody" }
        );
        await story.People.SaysAsync(Ann, $"escalate {Story.Notes}\nAsk: {Ask}", Cancel);
        Assert.True(Shows(await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "a draft", Cancel), "is not reachable"));
    }

    /// <summary>After some failures in a row it is left alone for a while: the draft by rule is there at once.</summary>
    [Fact]
    public async Task A_model_that_fails_again_and_again_is_left_alone()
    {
        await using var model = await FakeModel.StartAsync(Replies.Error(500));
        await using var story = await BeginAsync(settings: model.Settings);
        for (var i = 0; i < 8; i++)
        {
            await story.People.SaysAsync(Ann, "escalate new", Cancel);
            await story.People.SaysAsync(Ann, $"notes: {Story.Notes}", Cancel);
            await story.QuietAsync(Cancel);
        }

        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "has failed too often just now"), "that it is left alone", Cancel);
        Assert.InRange(model.Requests.Count, 1, 6);
    }

    /// <summary>Many at once, and a model that hangs: nobody waits for the others' time to run out.</summary>
    [Fact]
    public async Task Thirty_CSMs_at_once_have_their_drafts_in_time()
    {
        await using var model = await FakeModel.StartAsync(Replies.Silence, timeoutSeconds: 7);
        await using var story = await BeginAsync(settings: model.Settings);
        FakePerson[] all = [.. Enumerable.Range(1, 30).Select(i => new FakePerson($"Csm{i} Person"))];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(all.Select(csm => story.People.SaysAsync(csm, $"escalate {Story.Notes}\nAsk: {Ask}", Cancel)));
        await Task.WhenAll(all.Select(csm => story.Teams.ShowsAsync(csm.ChatId, m => Shows(m, "**by rule**"), "a draft", Cancel)));
        TestContext.Current.SendDiagnosticMessage($"The last of {all.Length} had a draft after {watch.Elapsed.TotalSeconds:0.0} s.");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(14), $"It took {watch.Elapsed.TotalSeconds:0.0} s.");
    }

    /// <summary>The draft is owed: a program that stops while a model thinks writes it after the next start.</summary>
    [Fact]
    public async Task A_restart_while_the_model_thinks_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        await using var model = await FakeModel.StartAsync(Replies.Silence);
        var clock = new ClockWithoutTimers(new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero));
        var settings = new Dictionary<string, string?>(model.Settings) { ["Llm:TimeoutSeconds"] = "60" };
        await using (var before = await BeginAsync(clock, folder.Path, teams, settings: settings))
        {
            await before.People.SaysAsync(Ann, $"escalate {Story.Notes}\nAsk: {Ask}", Cancel);
            await teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Reading your notes"), "that it is being read", Cancel);
            await BotHasAskedAsync(model);
        }

        model.Always(Replies.Error(503));
        clock.Advance(TimeSpan.FromMinutes(2));
        await using (var after = await BeginAsync(clock, folder.Path, teams, settings: settings))
        {
            var review = await teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the draft", Cancel);
            Assert.True(Shows(review, "**by rule**"));
            Assert.Single(teams.In(Ann.ChatId), m => Shows(m, "ready for your decision"));
            var history = (await after.Bot.Get<IEscalationStore>().HistoryAsync(FakeTeams.Tenant, Escalations.EscalationId.Parse("ESC-2026-0001"), Cancel))
                .Select(Escalations.HashChain.Open)
                .ToList();
            Assert.Single(history, e => e.What is Escalations.DraftMade);
        }
    }

    [Fact]
    public async Task A_tenant_that_is_excluded_never_reaches_the_model()
    {
        await using var model = await FakeModel.StartAsync();
        await using var story = await BeginAsync(settings: new Dictionary<string, string?>(model.Settings) { ["Llm:ExcludedTenants:0"] = FakeTeams.Tenant });
        var review = await story.ReviewAsync(Cancel);
        Assert.True(Shows(review, "Suggested by rule"));
        Assert.DoesNotContain("Ask the model again", Buttons(review.Card!));
        Assert.Empty(model.Requests);
    }

    /// <summary>What the settings say to mask does not leave, wherever it was said; in the draft it is again, but for secrets.</summary>
    [Fact]
    public async Task Secrets_addresses_and_phone_numbers_stay_here()
    {
        await using var model = await FakeModel.StartAsync(
            Replies.From(request =>
            {
                var said = string.Join('\n', request["messages"]!.AsArray().Select(m => (string?)m!["content"]));
                var mail = System.Text.RegularExpressions.Regex.Match(said, @"\[email-\d+\]").Value;
                return FakeAnswers
                    .Draft(new Dictionary<string, string?> { ["customer_communication"] = $"They expect an answer to {mail} today." })
                    .ToJsonString();
            })
        );
        await using var story = await BeginAsync(settings: model.Settings);
        await story.People.SaysAsync(
            Ann,
            "escalate Reports of Acme Corp fail since Monday and nobody can work with them. Their CTO asks us to answer to "
                + "jane.doe@acme.example today, or to call +49 170 1234567. They use the key sk-proj-abcdEFGH1234ijklMNOP5678qrstUVWX and "
                + "password: hunter2000. Another one: ghp_16C7e42F292c6912E7710c838347Ae178B4a",
            Cancel
        );
        var draft = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "They expect an answer to"), "the draft", Cancel);
        Assert.Contains(PressAnswer.Texts(draft.Card!), t => t.Contains("jane", StringComparison.Ordinal));
        foreach (var canary in new[] { "jane.doe", "1234567", "sk-proj", "hunter2000", "ghp_16C7" })
        {
            Assert.DoesNotContain(canary, model.AllThatWasSent, StringComparison.Ordinal);
        }
    }

    private static async Task BotHasAskedAsync(FakeModel model)
    {
        while (model.Requests.IsEmpty)
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
