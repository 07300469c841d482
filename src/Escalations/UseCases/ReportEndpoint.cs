using System.Globalization;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// What another system did not take, for good, is told to administrators: once when a webhook's endpoint says that it is gone, which
/// switches it off, and else once a day.
/// </summary>
public sealed class ReportEndpoint(IDirectory directory, CommandExecutor commandExecutor, TimeProvider clock)
{
    /// <summary>What is owed when something was given up. What the endpoint is not meant to get any more is no news.</summary>
    public static IReadOnlyList<OutboxMessage> Owed(OutboxMessage message, DeadLettered end) =>
        end.Cause == DeadLetterCause.NotAllowed
            ? []
            : [new(new ToBackground($"undelivered {message.To.OrderingKey}"), new Undelivered(message, end.Why, end.Cause))];

    public async Task<DeliveryResult> HandleAsync(ClaimedMessage claimed, Undelivered failed, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var place = failed.Message.To;
        var name = place is ToWebhook webhook ? LocalizableText.Of("endpoint.webhook", webhook.Name) : LocalizableText.Of("endpoint.tickets");
        var isGone = failed.Cause == DeadLetterCause.Gone;
        if (isGone && !(await directory.LinksAsync(claimed.Tenant, cancel)).IsReachable(place))
        {
            return new Delivered(now);
        }

        var told = isGone
            ? LocalizableMessage.Of("endpoint.off", name, failed.Why, "`Name`", "`Webhooks`")
            : LocalizableMessage.Of("endpoint.not_taken", name, failed.Message.What.Names?.ToString() ?? "", failed.Why);
        var key = isGone ? $"{claimed.Number}" : now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await commandExecutor.ExecuteAsync(
            Request.ByMachine(claimed.Tenant, $"undelivered|{place.OrderingKey}|{failed.Cause}|{key}"),
            _ =>
                Task.FromResult(
                    new Response
                    {
                        Directory = isGone ? new() { Unreachable = [new(place, claimed.OwedSince, failed.Why)] } : null,
                        Messages = [new(new ToAdministrators(), told)],
                    }
                ),
            cancel
        );
        return new Delivered(clock.GetUtcNow());
    }
}
