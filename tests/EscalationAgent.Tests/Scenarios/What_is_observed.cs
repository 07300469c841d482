using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Azure.Monitor.OpenTelemetry.AspNetCore;
using EscalationAgent.Tests.Drafting.Models;
using EscalationAgent.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Whoever watches the bot sees what it does and how it fares, and nothing of what people told it or who they are.</summary>
[Collection(nameof(Timed))]
public sealed class What_is_observed
{
    /// <summary>Words of customers, names, mail addresses, keys: these must be nowhere.</summary>
    private static readonly string[] Told =
    [
        "Acme",
        "API latency",
        "85k",
        "fast track",
        "ingest workers",
        "Zyxwvut",
        "Ann Csm",
        "Bob Stone",
        "Cleo Park",
        "canary@",
        "canary-token",
        FakeModel.Key,
    ];

    /// <summary>Conversations and people: these must not be in spans and figures, where requests to Teams name them.</summary>
    private static readonly string[] Ids = [Engineering, "19%3Aengineering", "19:engineering", "aad-ann", "29:ann", "29%3Aann", "a:ann", "a%3Aann"];

    private static readonly string[] Spans =
    [
        "turn message",
        "turn invoke",
        "commit",
        "WriteBrief",
        "RouteEscalation",
        "MoveEscalation",
        "WriteDraft",
        "outbox CardUpdate",
        "Sending a message",
        $"chat {FakeModel.Model}",
        "POST",
    ];

    private static readonly string[] Figures =
    [
        "teams_bot.turn.duration",
        "teams_bot.refusals",
        "teams_bot.connector.duration",
        "escalations.use_case.duration",
        "escalations.commit.duration",
        "escalations.draft.duration",
        "escalations.draft.facts",
        "escalation_agent.outbox.attempt.duration",
        "escalation_agent.outbox.delivery.latency",
        "escalation_agent.outbox.resent",
        "escalation_agent.outbox.depth",
        "escalation_agent.outbox.oldest_age",
        "escalation_agent.deadlines.oldest_overdue",
        "gen_ai.client.token.usage",
        "http.server.request.duration",
        "http.client.request.duration",
        "dotnet.gc.collections",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_OTLP_all_is_seen_but_no_text_no_name_no_token_no_address()
    {
        await using var collector = await FakeCollector.StartAsync();
        using var log = new KeptLog();
        await LiveAsync(collector.Otlp, log);

        foreach (var span in Spans)
        {
            await collector.HearsAsync("/v1/traces", span, Cancel);
        }

        foreach (var figure in Figures)
        {
            await collector.HearsAsync("/v1/metrics", figure, Cancel);
        }

        await collector.HearsAsync("/v1/logs", "Model {Model} with prompt", Cancel);
        NothingIsTold(collector, log);
        Assert.All(Ids, id => Assert.DoesNotContain(id, collector.At("/v1/traces") + collector.At("/v1/metrics"), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task To_Azure_Monitor_the_same_goes()
    {
        await using var collector = await FakeCollector.StartAsync();
        using var log = new KeptLog();
        await LiveAsync(collector.Azure, log);

        foreach (var span in Spans.Where(span => span != "POST"))
        {
            await collector.HearsAsync("/v2.1/track", $"\"name\":\"{span}\"", Cancel);
        }

        NothingIsTold(collector, log);
        var spans = string.Join('\n', collector.At("/v2.1/track").Split('\n').Where(line => !line.Contains("MessageData", StringComparison.Ordinal)));
        Assert.All(Ids, id => Assert.DoesNotContain(id, spans, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_alarm_that_comes_seven_seconds_late_is_told_as_that()
    {
        var told = new ConcurrentQueue<(object? Deadline, double Late)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Name == "escalations.alarm.lateness")
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, late, tags, _) => told.Enqueue((tags[0].Value, late)));
        listener.Start();
        var tuesday = new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
        await using var turned = await Turned.BeginAsync(tuesday, Cancel);
        await turned.RouteAsync("S2", Cancel);

        await turned.TurnToAsync(tuesday.AddHours(1).AddSeconds(7), Cancel);

        Assert.Contains(("Acknowledge", 7.0), told);
    }

    /// <summary>A whole story with a model, faults of Teams and of strangers, and a start and an end.</summary>
    private static async Task LiveAsync(Dictionary<string, string?> settings, KeptLog log)
    {
        await using var model = await FakeModel.StartAsync(Replies.Error(500, "canary@example.com said Acme"));
        await using var story = await BeginAsync(
            with: services =>
            {
                log.AddTo(services);

                // In a busy second Azure's exporter leaves spans out.
                services.PostConfigure<AzureMonitorOptions>(azure => (azure.TracesPerSecond, azure.SamplingRatio) = (null, 1));
            },
            settings: new Dictionary<string, string?>([.. settings, .. model.Settings]) { ["Logging:LogLevel:Default"] = "Trace" }
        );
        await story.LinkAsync(Cancel);

        // A stranger at the door, and one who knows too much.
        using var strange = new StringContent("{\"text\":\"canary@example.com\"}");
        strange.Headers.Add("X-Secret", "canary-token");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/messages?canary-token=1", UriKind.Relative)) { Content = strange };
        request.Headers.Host = "canary-token.example.com";
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
        request.Headers.Add("tracestate", "acme=canary-token");
        request.Headers.Add("baggage", "who=canary@example.com");
        (await story.People.Http.SendAsync(request, Cancel)).Dispose();
        (await story.People.Http.GetAsync(new Uri("/canary-token/canary@example.com?who=Acme", UriKind.Relative), Cancel)).Dispose();

        await story.People.SaysAsync(Ann, $"escalate {Notes}\nAsk: {Ask}", Cancel);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "a draft by rule", Cancel);
        await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision());
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);

        // Teams fails now and then, and names the place.
        var troubles = 0;
        var met = new TaskCompletionSource();
        story.Teams.Troubles = (verb, conversation, _) =>
            verb == "POST" && conversation == Cleo.ChatId && met.TrySetResult() ? Trouble.HangsUp
            : Interlocked.Increment(ref troubles) % 5 == 3 ? Trouble.Status(500, $"canary@{conversation}")
            : null;
        await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel, new() { ["owner"] = "me" });
        await story.People.SaysAsync(Ann, "help with canary@example.com of Acme", Cancel);
        await story.People.SaysAsync(Cleo, "list", Cancel);

        // What is owed leaves after the answers: the trouble stays until it has met the one post to Cleo, and the story until that was sent again.
        await met.Task.WaitAsync(Cancel);
        story.Teams.Troubles = null;
        await story.Teams.ShowsAsync(Cleo.ChatId, _ => story.Teams.In(Cleo.ChatId).Count > 1, "that it was sent again", Cancel);

        // The model writes, and knows more than it was told.
        model.Always(
            Replies.Answer(
                FakeAnswers.Draft(
                    new Dictionary<string, string?> { ["customer_impact"] = "The analytics team of Zyxwvut cannot run reports." },
                    categoryQuote: "analytics team cannot run reports",
                    severityQuote: "4 hours per week"
                )
            )
        );
        await story.People.SaysAsync(Ann, $"escalate {Notes}\nAsk: {Ask}", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Not in what you wrote"), "the model's draft", Cancel);
        await story.QuietAsync(Cancel);
        await Pause.ForAsync(TimeSpan.FromSeconds(1), Cancel);
    }

    private static void NothingIsTold(FakeCollector collector, KeptLog log)
    {
        var logged = log.Text;
        Assert.All(Told, word => Assert.DoesNotContain(word, collector.All, StringComparison.OrdinalIgnoreCase));
        Assert.All(Told, word => Assert.DoesNotContain(word, logged, StringComparison.OrdinalIgnoreCase));
    }
}
