using EscalationAgent.Outbox;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>Sends what is owed to conversations: they go side by side, the messages of one conversation in order.</summary>
internal sealed class OutboxDispatcher(
    IOutbox outbox,
    OutboxSignal signal,
    MessageSender office,
    NoticeWriter news,
    TimeProvider clock,
    ILogger<OutboxDispatcher> log
) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var terms = new OutboxOptions(OutboxQueue.Message, AtOnce: 64, Lease: TimeSpan.FromSeconds(30), Farewell: TimeSpan.FromSeconds(20))
        {
            // Teams answers in less; so a hundred conversations that hang at once make the others wait for less than a quarter of a second.
            SlowAfter = TimeSpan.FromMilliseconds(100),
            AtMost = 256,
            DoAsync = office.DeliverAsync,
            InsteadAsync = news.AlarmAsync,
        };
        return new OutboxProcessor(terms, outbox, signal, clock, log).RunAsync(stoppingToken);
    }
}
