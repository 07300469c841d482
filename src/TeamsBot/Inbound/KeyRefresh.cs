using Microsoft.Extensions.Hosting;

namespace TeamsBot.Inbound;

/// <summary>Keeps the Connector's keys fresh, so that no request has to wait for them and a cold start heals by itself.</summary>
internal sealed class KeyRefresh(SigningKeys keys, InboundSettings settings, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan RefreshAt = SigningKeys.GoodFor / 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!settings.Anonymous)
        {
            await keys.KeepFreshAsync(RefreshAt, stoppingToken);
            await Task.Delay(keys.AreKnown ? SigningKeys.RetryWithKeys : SigningKeys.RetryWithoutKeys, clock, stoppingToken);
        }
    }
}
