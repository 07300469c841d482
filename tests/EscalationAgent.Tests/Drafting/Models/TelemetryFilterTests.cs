using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using EscalationAgent.Drafting.Filters;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using Microsoft.Extensions.Logging;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Drafting.Models;

public sealed class TelemetryFilterTests
{
    private const string Canary = "canary-of-telemetry";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_a_span_two_figures_and_a_line_without_what_was_said()
    {
        await using var model = await FakeModel.StartAsync(Replies.Answer(FakeAnswers.Draft(new Dictionary<string, string?> { ["timeline"] = Canary })));
        using var seen = new Seen("telemetry-ok");

        await Writing.With(model, s => s with { Model = "telemetry-ok" }, log: seen).WriteAsync(Writing.About($"{Canary} fails."), Cancel);

        var span = Assert.Single(seen.Spans);
        var tags = span.TagObjects.ToDictionary(t => t.Key, t => t.Value);
        Assert.Equal(("chat telemetry-ok", ActivityKind.Client, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal("chat", tags["gen_ai.operation.name"]);
        Assert.Equal("openai", tags["gen_ai.provider.name"]);
        Assert.Equal("telemetry-ok", tags["gen_ai.request.model"]);
        Assert.Equal("fake-1-2026-01-01", tags["gen_ai.response.model"]);
        Assert.Equal(1200L, tags["gen_ai.usage.input_tokens"]);
        Assert.Equal(300L, tags["gen_ai.usage.output_tokens"]);
        Assert.Equal(["stop"], (string[])tags["gen_ai.response.finish_reasons"]!);
        Assert.Equal("127.0.0.1", tags["server.address"]);
        Assert.Equal("draft-brief", tags["gen_ai.prompt.name"]);
        Assert.Equal("v2", tags["escalation_agent.prompt.version"]);
        Assert.Matches("^[0-9a-f]{12}$", (string?)tags["escalation_agent.prompt.hash"]);
        Assert.Equal(
            ["gen_ai.client.operation.duration", "gen_ai.client.token.usage input 1200", "gen_ai.client.token.usage output 300"],
            seen.Figures.Select(f => f.Text).Order()
        );
        Assert.Contains("Model fake-1-2026-01-01 with prompt draft-brief v2: 1200 tokens in, 300 out, ", Assert.Single(seen.Lines));
        Assert.EndsWith("ms, stop", Assert.Single(seen.Lines));
        Assert.DoesNotContain(Canary, seen.All);
        Assert.DoesNotContain(FakeModel.Key, seen.All);
    }

    [Theory]
    [InlineData("500", "500")]
    [InlineData("silence", "timeout")]
    [InlineData("hang up", "broken_off")]
    public async Task A_failure_is_told_by_its_kind(string mode, string kind)
    {
        await using var model = await FakeModel.StartAsync(
            mode switch
            {
                "500" => Replies.Error(500, Canary),
                "silence" => Replies.Silence,
                _ => Replies.HangUp,
            },
            timeoutSeconds: mode == "silence" ? 1 : 20
        );
        using var seen = new Seen($"telemetry-{mode}");

        await Assert.ThrowsAsync<WriterFailedException>(() =>
            Writing.With(model, s => s with { Model = $"telemetry-{mode}" }, log: seen).WriteAsync(Writing.About(Canary), Cancel)
        );

        // The writer does not wait for a call that it has given up.
        for (var waited = 0; seen.Lines.IsEmpty && waited < 200; waited++)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(10), Cancel);
        }

        var span = Assert.Single(seen.Spans);
        Assert.Equal((kind, ActivityStatusCode.Error), (span.GetTagItem("error.type"), span.Status));
        Assert.Equal(kind, Assert.Single(seen.Figures).Tags["error.type"]);
        Assert.EndsWith($"ms, {kind}", Assert.Single(seen.Lines));
        Assert.DoesNotContain(Canary, seen.All);
    }

    /// <summary>Whoever listens to everything hears of neither question nor answer, from Semantic Kernel and the connectors neither.</summary>
    [Theory]
    [InlineData("Compatible")]
    [InlineData("OpenAI")]
    [InlineData("AzureOpenAI")]
    public async Task No_source_tells_what_was_said(string provider)
    {
        var canary = $"canary-of-{provider}";
        var heard = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
                heard.Enqueue(
                    $"{span.Source.Name} {span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} "
                        + string.Join(' ', span.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags)}"))
                ),
        };
        ActivitySource.AddActivityListener(listener);
        await using var model = await FakeModel.StartAsync(Replies.Error(500, $"You said {canary}."));
        var writer = Writing.With(model, _ => model.As(provider));

        await Assert.ThrowsAsync<WriterFailedException>(() => writer.WriteAsync(Writing.About(canary), Cancel));
        model.Always(Replies.Says(FakeAnswers.Draft(new Dictionary<string, string?> { ["timeline"] = canary }).ToJsonString(), finish: $"{canary}."));
        await Record.ExceptionAsync(() => writer.WriteAsync(Writing.About(canary), Cancel));
        model.Always(Replies.Answer(FakeAnswers.Draft(new Dictionary<string, string?> { ["timeline"] = canary })));
        await writer.WriteAsync(Writing.About(canary), Cancel);

        Assert.Contains(heard, h => h.StartsWith("Microsoft.SemanticKernel ", StringComparison.Ordinal));
        Assert.DoesNotContain(heard, h => h.Contains(canary, StringComparison.Ordinal));
        Assert.DoesNotContain(heard, h => h.Contains(FakeModel.Key, StringComparison.Ordinal));
    }

    /// <summary>What is told of one model; other tests run at the same time.</summary>
    private sealed class Seen : ILogger, IDisposable
    {
        private readonly ActivityListener spans;
        private readonly MeterListener figures = new();

        public Seen(string model)
        {
            spans = new()
            {
                ShouldListenTo = source => source.Name == TelemetryFilter.SourceName,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span =>
                {
                    if (Equals(span.GetTagItem("gen_ai.request.model"), model))
                    {
                        Spans.Enqueue(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(spans);
            figures.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == TelemetryFilter.SourceName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            figures.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
            figures.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, null, tags));
            figures.Start();

            void Note(Instrument instrument, long? value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
            {
                var all = tags.ToArray().ToDictionary(t => t.Key, t => t.Value);
                if (Equals(all["gen_ai.request.model"], model))
                {
                    Figures.Enqueue(($"{instrument.Name} {all.GetValueOrDefault("gen_ai.token.type")} {value}".Trim(), all));
                }
            }
        }

        public ConcurrentQueue<Activity> Spans { get; } = new();

        public ConcurrentQueue<(string Text, Dictionary<string, object?> Tags)> Figures { get; } = new();

        public ConcurrentQueue<string> Lines { get; } = new();

        public string All =>
            string.Join(
                '\n',
                Lines
                    .Concat(Spans.SelectMany(s => s.TagObjects).Select(t => $"{t.Key} {t.Value}"))
                    .Concat(Figures.SelectMany(f => f.Tags).Select(t => $"{t.Key} {t.Value}"))
            );

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
            spans.Dispose();
            figures.Dispose();
        }
    }
}
