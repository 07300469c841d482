using System.Diagnostics;
using System.Diagnostics.Metrics;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Outbox;

/// <summary>What can be observed of the outbox: a span and a duration for each attempt, a count of what may have been sent twice.</summary>
internal static class OutboxTelemetry
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string SourceName = "EscalationAgent.Outbox";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly Histogram<double> Attempts = Meter.CreateHistogram(
        "escalation_agent.outbox.attempt.duration",
        "s",
        "One attempt at what is owed, by queue, content and outcome: delivered, retry, dead_lettered, failed.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] }
    );

    private static readonly Histogram<double> Waits = Meter.CreateHistogram(
        "escalation_agent.outbox.delivery.latency",
        "s",
        "From when something became owed until it was done.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 86400] }
    );

    private static readonly Counter<long> Resent = Meter.CreateCounter<long>(
        "escalation_agent.outbox.resent",
        "{message}",
        "Messages that were sent again after an attempt that may have arrived."
    );

    /// <param name="now">Says when it is, after it was done.</param>
    public static async Task<DeliveryResult> OfAttemptAsync(
        OutboxQueue queue,
        ClaimedMessage claimed,
        Func<DateTimeOffset> now,
        Func<Task<DeliveryResult>> doAsync
    )
    {
        var content = claimed.Message.What.GetType().Name;
        using var span = Source.StartActivity($"outbox {content}");
        span?.SetTag("attempt", claimed.Attempts);
        if (claimed.Doubts > 0 && queue == OutboxQueue.Message)
        {
            Resent.Add(1);
        }

        var began = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            var result = await doAsync();
            outcome = result switch
            {
                Delivered => "delivered",
                Retry => "retry",
                _ => "dead_lettered",
            };
            if (result is Delivered)
            {
                Waits.Record(Math.Max((now() - claimed.OwedSince).TotalSeconds, 0), new TagList { { "queue", $"{queue}" } });
            }

            return result;
        }
        finally
        {
            TagList tags = new()
            {
                { "queue", $"{queue}" },
                { "content", content },
                { "outcome", outcome },
            };
            Attempts.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
            foreach (var (key, value) in tags)
            {
                span?.SetTag(key, value);
            }

            if (outcome is not ("delivered" or "retry"))
            {
                span?.SetStatus(ActivityStatusCode.Error);
            }
        }
    }
}
