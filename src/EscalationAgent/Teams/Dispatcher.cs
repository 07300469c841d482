using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>Sends what is owed to conversations: they go side by side, the messages of one conversation in order.</summary>
internal sealed class Dispatcher(IEscalationStore store, OwedSignal signal, PostOffice office, Newsdesk news, ReportUndelivered reports, TimeProvider clock, ILogger<Dispatcher> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var terms = new OwedTerms(OwedKind.Message, AtOnce: 64, Lease: TimeSpan.FromSeconds(30), Farewell: TimeSpan.FromSeconds(20))
        {
            // Teams answers in less; so a hundred conversations that hang at once make the others wait for less than a quarter of a second.
            SlowAfter = TimeSpan.FromMilliseconds(100),
            AtMost = 256,
            DoAsync = office.DeliverAsync,
            InsteadAsync = news.AlarmAsync,
            AfterwardsAsync = RecordAsync,
        };
        return new OwedLoop(terms, store, signal, clock, log).RunAsync(stoppingToken);
    }

    /// <summary>That a team's card did not reach its channel goes on record.</summary>
    private async Task RecordAsync(ClaimedMessage message, Settlement settlement)
    {
        if (settlement is Undeliverable { Why: var why } && message.Message is { To: ToChannel to, What: LiveCard card })
        {
            var where = await news.NameOfAsync(message.Tenant, to, CancellationToken.None);
            await reports.HandleAsync(message.Tenant, $"undelivered|{message.Number}", card.Id, where, why, CancellationToken.None);
        }
    }
}
