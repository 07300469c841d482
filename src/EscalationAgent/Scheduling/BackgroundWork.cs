using EscalationAgent.Outbox;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Scheduling;

/// <summary>Does what is owed over many escalations, step by step, beside the messages that come of it. It is never given up.</summary>
internal sealed partial class BackgroundWork(
    IOutbox outbox,
    OutboxSignal signal,
    MoveOpenEscalations move,
    DeliverKeptNews kept,
    ReportUndelivered report,
    ReportEndpoint reportEndpoint,
    FindManager findManager,
    MailNews mailNews,
    KeepOnCall keepOnCall,
    AskForFeedback askForFeedback,
    TimeProvider clock,
    ILogger<BackgroundWork> log
) : BackgroundService
{
    private static readonly TimeSpan Respite = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var terms = new OutboxOptions(OutboxQueue.Background, AtOnce: 4, Lease: TimeSpan.FromSeconds(20), Farewell: TimeSpan.FromSeconds(2))
        {
            AddsToLists = true,
            DoAsync = DoAsync,
            InsteadAsync = (work, _, _) => Task.FromResult<IReadOnlyList<OutboxMessage>>([work.Message with { NotBefore = clock.GetUtcNow() + Respite }]),
        };
        return new OutboxProcessor(terms, outbox, signal, clock, log).RunAsync(stoppingToken);
    }

    /// <summary>Does one piece of it.</summary>
    public async Task<DeliveryResult> DoAsync(ClaimedMessage work, CancellationToken cancel)
    {
        switch (work.Message.What)
        {
            case MoveCards cards:
                await kept.RunAsync(work.Tenant, cancel);
                var (deliveryResult, unreadable) = await move.HandleAsync(work, cards, cancel);
                foreach (var id in unreadable)
                {
                    NotMoved(log, work.Tenant, id, cards.To.OrderingKey);
                }

                return deliveryResult;

            case Undelivered { Message.To.Kind: OutboxQueue.Integration } failed:
                return await reportEndpoint.HandleAsync(work, failed, cancel);

            case Undelivered failed:
                return await report.HandleAsync(work, failed, cancel);

            case TellUnreachable lost:
                return await report.HandleAsync(work, lost, cancel);

            case ManagerLookup lookup:
                return await findManager.HandleAsync(work, lookup, cancel);

            case NewsByMail news:
                return await mailNews.HandleAsync(work, news, cancel);

            case OnCallLookup lookup:
                return await keepOnCall.HandleAsync(work, lookup, cancel);

            case FeedbackRequest request:
                return await askForFeedback.HandleAsync(work, request, cancel);

            case AtOpening:
                // What follows it has waited long enough.
                return new Delivered(clock.GetUtcNow());

            case ShowReachable back:
                return await report.HandleAsync(work, back, cancel);

            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is no work of the background.");
        }
    }

    [LoggerMessage(403, LogLevel.Error, "{Tenant}/{Id} cannot be read, so its card was not moved to {OrderingKey}")]
    private static partial void NotMoved(ILogger log, string tenant, EscalationId id, string orderingKey);
}
