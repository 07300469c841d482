using System.Diagnostics.Metrics;
using EscalationAgent.Observability;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using Escalations;
using Escalations.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace EscalationAgent.Tests.Observability;

public sealed class BacklogMeterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_how_much_is_owed_and_how_old_that_is_also_while_the_store_fails()
    {
        using var folder = new TemporaryFolder();
        using var inner = EscalationAgent.Storage.SqliteStore.Open(Path.Combine(folder.Path, "escalations.db"));
        var isDown = false;
        var store = UnavailableStore.Around(inner, () => isDown);
        var clock = new FakeTimeProvider(EventSamples.Start);
        await inner.CommitAsync(
            new()
            {
                Tenant = "contoso",
                At = clock.GetUtcNow(),
                Messages = [new(new ToPerson("mike"), new TextMessage("hello"))],
            },
            Cancel
        );
        using var meter = new BacklogMeter(store, store, clock, NullLogger<BacklogMeter>.Instance);
        clock.Advance(TimeSpan.FromSeconds(40));
        await meter.StartAsync(Cancel);

        await TellsAsync(meter, "escalation_agent.outbox.depth Message 1");
        Assert.Contains("escalation_agent.outbox.oldest_age Message 40", Told(meter));
        Assert.Contains("escalation_agent.outbox.depth Work 0", Told(meter));
        Assert.Contains("escalation_agent.deadlines.oldest_overdue  0", Told(meter));

        // What was read last goes on ageing; once the store works again it is read anew.
        isDown = true;
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Contains("escalation_agent.outbox.oldest_age Message 60", Told(meter));
        isDown = false;
        var claimed = Assert.Single(await inner.ClaimMessagesAsync(OutboxQueue.Message, clock.GetUtcNow(), TimeSpan.FromMinutes(1), 9, Cancel));
        await inner.SettleAsync(claimed, new Delivered(clock.GetUtcNow()), Cancel);
        clock.Advance(TimeSpan.FromSeconds(20));
        await TellsAsync(meter, "escalation_agent.outbox.depth Message 0");
        Assert.Contains("escalation_agent.outbox.oldest_age Message 0", Told(meter));
        await meter.StopAsync(Cancel);
    }

    private static async Task TellsAsync(BacklogMeter meter, string figure)
    {
        for (var waited = 0; !Told(meter).Contains(figure); waited++)
        {
            Assert.True(waited < 1_000, $"It never told {figure}, but {string.Join(", ", Told(meter))}.");
            await Drafting.Models.Pause.ForAsync(TimeSpan.FromMilliseconds(10), Cancel);
        }
    }

    /// <summary>Name, queue and value of each figure; those of other tests' meters are left out.</summary>
    private static List<string> Told(BacklogMeter meter)
    {
        var told = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter == meter.Meter)
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => told.Add($"{instrument.Name} {Queue(tags)} {value}"));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => told.Add($"{instrument.Name} {Queue(tags)} {value}"));
        listener.Start();
        listener.RecordObservableInstruments();
        return told;
    }

    private static object? Queue(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length == 0 ? null : tags[0].Value;
}
