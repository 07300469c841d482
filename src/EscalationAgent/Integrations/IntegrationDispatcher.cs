using EscalationAgent.Outbox;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Integrations;

/// <summary>Tells other systems what is owed to them: each in order, side by side, and beside all that people wait for.</summary>
internal sealed class IntegrationDispatcher(
    IOutbox outbox,
    OutboxSignal signal,
    WebhookSender webhooks,
    KeepTickets tickets,
    TimeProvider clock,
    ILogger<IntegrationDispatcher> log
) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var terms = new OutboxOptions(OutboxQueue.Integration, AtOnce: 8, Lease: TimeSpan.FromSeconds(30), Farewell: TimeSpan.FromSeconds(10))
        {
            SlowAfter = TimeSpan.FromMilliseconds(500),
            AtMost = 64,
            DoAsync = (claimed, cancel) =>
                claimed.Message switch
                {
                    { To: ToWebhook to, What: EventPost post } => webhooks.DeliverAsync(claimed, to, post, cancel),
                    { To: ToTickets, What: TicketWork work } => tickets.HandleAsync(claimed, work, cancel),
                    var other => throw new InvalidOperationException($"{other.What.GetType().Name} is nothing that another system is told."),
                },
            InsteadAsync = (claimed, end, _) => Task.FromResult(ReportEndpoint.Owed(claimed.Message, end)),
        };
        return new OutboxProcessor(terms, outbox, signal, clock, log).RunAsync(stoppingToken);
    }
}
