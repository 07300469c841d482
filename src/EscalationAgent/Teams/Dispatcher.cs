using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>Sends what is owed to conversations: they go side by side, the messages of one conversation in order.</summary>
internal sealed class Dispatcher(IEscalationStore store, OwedSignal signal, PostOffice office, Newsdesk news, TimeProvider clock, ILogger<Dispatcher> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var terms = new OwedTerms(OwedKind.Message, AtOnce: 16, Lease: TimeSpan.FromMinutes(2), Farewell: TimeSpan.FromSeconds(20))
        {
            DoAsync = office.DeliverAsync,
            InsteadAsync = news.AlarmAsync,
        };
        return new OwedLoop(terms, store, signal, clock, log).RunAsync(stoppingToken);
    }
}
