using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>What a team missed while it had no place that could be reached follows once it has one. Ask as often as you like.</summary>
public sealed class DeliverKeptNews(IDirectory directory, CommandExecutor commandExecutor, TimeProvider clock)
{
    /// <summary>Nobody wants to hear of what is older.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(28);

    /// <summary>In every tenant.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var tenant in await directory.TenantsAsync(cancel))
        {
            await RunAsync(tenant, cancel);
        }
    }

    /// <summary>In one tenant.</summary>
    public async Task RunAsync(string tenant, CancellationToken cancel)
    {
        if (await directory.KeptNewsAsync(tenant, cancel) is not { Count: > 0 } all)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var links = await directory.LinksAsync(tenant, cancel);
        foreach (var kept in all.GroupBy(k => k.Team))
        {
            var old = kept.Where(k => k.At < now - KeptFor).ToList();
            var place = links.Bindings.FirstOrDefault(b => b.Team == kept.Key)?.To;
            var done = place is null || !links.IsReachable(place) ? old : [.. kept];
            if (done.Count > 0)
            {
                await StoreAsync(tenant, done, place is null ? [] : Told(place, done.Except(old)), cancel);
            }
        }
    }

    /// <summary>The newest summary as a card, earlier ones by name; the rest as it would have been told.</summary>
    private static IReadOnlyList<OutboxMessage> Told(Target place, IEnumerable<KeptNews> missed)
    {
        var (weeks, others) = (missed.Where(k => k.What is WeekSummary).ToList(), missed.Where(k => k.What is not WeekSummary));
        return
        [
            .. weeks.TakeLast(1).Select(k => new OutboxMessage(place, k.What)),
            .. weeks.Count < 2
                ? []
                : new[]
                {
                    new OutboxMessage(
                        place,
                        LocalizableMessage.Of(
                            "week.missed",
                            weeks
                                .SkipLast(1)
                                .Select(LocalizableValue (KeptNews k) => new PlainValue($"`@Escalation Agent summary {((WeekSummary)k.What).Week}`"))
                                .Aggregate((earlier, later) => LocalizableText.Of("either", earlier, later))
                        )
                    ),
                },
            .. others.Select(k => new OutboxMessage(place, k.What) { IsListable = k.What is EventNotice }),
        ];
    }

    /// <summary>The key makes it happen once, however many processes ask.</summary>
    private Task<Response> StoreAsync(string tenant, List<KeptNews> done, IReadOnlyList<OutboxMessage> messages, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            Request.ByMachine(tenant, $"kept news|{done[0].Team}|{done[0].At.UtcTicks}|{done[^1].At.UtcTicks}|{done.Count}"),
            _ =>
                Task.FromResult(
                    new Response
                    {
                        Directory = new() { ForgottenNews = done },
                        Messages = messages,
                    }
                ),
            cancel
        );
}
