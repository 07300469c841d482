using System.Diagnostics.Metrics;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Observability;

/// <summary>What waits: how much is owed and since when, and since when the oldest deadline that nobody has dealt with is due.</summary>
internal sealed partial class BacklogMeter : BackgroundService
{
    public const string MeterName = "EscalationAgent.Backlog";

    /// <summary>How often it is looked; between looks the last figures are told, and ages grow.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly IOutbox outbox;
    private readonly IEscalationQueries queries;
    private readonly TimeProvider clock;
    private readonly ILogger<BacklogMeter> log;
    private volatile Reading last = new([], null);

    public BacklogMeter(IOutbox outbox, IEscalationQueries queries, TimeProvider clock, ILogger<BacklogMeter> log)
    {
        (this.outbox, this.queries, this.clock, this.log) = (outbox, queries, clock, log);
        Meter.CreateObservableGauge("escalation_agent.outbox.depth", Depths, "{message}", "What is owed and not done, by queue.");
        Meter.CreateObservableGauge(
            "escalation_agent.outbox.oldest_age",
            Ages,
            "s",
            "How long the oldest of what is owed, and is not waiting for its time, is owed; 0 for none."
        );
        Meter.CreateObservableGauge(
            "escalation_agent.deadlines.oldest_overdue",
            () => AgeOf(last.OldestDue),
            "s",
            "How long the oldest alarm that has come due waits to be looked at; 0 for none."
        );
    }

    /// <summary>The one that this tells its figures by.</summary>
    internal Meter Meter { get; } = new(MeterName);

    private async Task ReadAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        last = new(await outbox.BacklogAsync(now, cancel), await queries.OldestDueAsync(now, cancel));
    }

    public override void Dispose()
    {
        Meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // The store tells the log itself.
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                NotRead(log, failure);
            }
        } while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    private IEnumerable<Measurement<long>> Depths() => last.Owed.Select(owed => new Measurement<long>(owed.Count, Tag(owed.Queue)));

    private IEnumerable<Measurement<double>> Ages() => last.Owed.Select(owed => new Measurement<double>(AgeOf(owed.Oldest), Tag(owed.Queue)));

    private double AgeOf(DateTimeOffset? since) => since is { } began ? Math.Max((clock.GetUtcNow() - began).TotalSeconds, 0) : 0;

    private static KeyValuePair<string, object?> Tag(OutboxQueue queue) => new("queue", $"{queue}");

    [LoggerMessage(601, LogLevel.Error, "What waits could not be measured; the last figures stay, and it is tried again")]
    private static partial void NotRead(ILogger log, Exception failure);

    private sealed record Reading(IReadOnlyList<Backlog> Owed, DateTimeOffset? OldestDue);
}
