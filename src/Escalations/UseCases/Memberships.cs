namespace Escalations.UseCases;

/// <summary>Who is in the channels today. What is shown to somebody because they are in one rests on this, and on no older roster.</summary>
public sealed class Memberships(IEscalationStore store, IRosterReader rosters, TimeProvider clock)
{
    /// <summary>A roster that is older is read again.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    private readonly SingleFlight<(string Tenant, string ChannelId), Channel?> reading = new();

    /// <summary>Who is in a channel, not older than an hour; nobody when that cannot be learnt.</summary>
    public async Task<IReadOnlyList<Person>> OfAsync(string tenant, string channelId, CancellationToken cancel) =>
        await store.FindChannelAsync(tenant, channelId, cancel) switch
        {
            null or { IsGone: true } => [],
            { MembersAt: { } at } known when clock.GetUtcNow() - at < GoodFor => known.Members,
            var stale => (await reading.DoAsync((tenant, channelId), _ => ReadAsync(tenant, stale!), cancel))?.Members ?? [],
        };

    /// <summary>The channel with a roster that has just been read. Whom an event has removed meanwhile stays out: rosters can be late.</summary>
    public static Channel Learnt(Channel channel, IEnumerable<RosterEntry> roster, DateTimeOffset now)
    {
        var left = channel.Left.Where(former => now - former.At < GoodFor).ToList();
        return channel with
        {
            Members = [.. roster.Where(entry => !left.Any(former => former.Id == entry.Person.Id || former.Id == entry.ChannelUserId)).Select(entry => entry.Person)],
            MembersAt = now,
            Left = left,
        };
    }

    /// <summary>Goes on when those who asked have left: whoever asks next needs it as well.</summary>
    private async Task<Channel?> ReadAsync(string tenant, Channel stale)
    {
        if (await rosters.ReadAsync(tenant, stale.ServiceUrl, stale.ChannelId, CancellationToken.None) is not { } roster)
        {
            return null;
        }

        // What was told of the channel while it was read counts.
        var channel = await store.FindChannelAsync(tenant, stale.ChannelId, CancellationToken.None) ?? stale;
        var now = clock.GetUtcNow();
        var learnt = Learnt(channel, roster, now);
        await store.CommitAsync(new() { Tenant = tenant, At = now, Channels = [learnt] }, CancellationToken.None);
        return learnt;
    }
}
