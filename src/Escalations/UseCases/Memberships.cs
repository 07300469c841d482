using System.Runtime.CompilerServices;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Who is in the channels today. What is shown to somebody because they are in one rests on this, and on no older roster.</summary>
public sealed class Memberships(IDirectory directory, IRosterReader rosters, CommandExecutor commandExecutor, TimeProvider clock)
{
    /// <summary>A roster that is older is read again.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    /// <summary>One that is younger is not read again for somebody who is not in it.</summary>
    private static readonly TimeSpan JustRead = TimeSpan.FromSeconds(10);

    private readonly SingleFlight<(string Tenant, string ChannelId), Channel?> reading = new();

    /// <summary>Who is in a channel, not older than an hour; nobody when that cannot be learnt.</summary>
    public async Task<IReadOnlyList<Person>> OfAsync(string tenant, string channelId, CancellationToken cancel) =>
        await OfAsync(tenant, await directory.FindChannelAsync(tenant, channelId, cancel), cancel);

    /// <param name="channel">As it is on record; null when it is not.</param>
    public async Task<IReadOnlyList<Person>> OfAsync(string tenant, Channel? channel, CancellationToken cancel) =>
        channel switch
        {
            null or { IsGone: true } => [],
            { MembersAt: { } at } known when clock.GetUtcNow() - at < GoodFor => known.Members,
            var stale => (await reading.DoAsync((tenant, stale.ChannelId), _ => ReadAsync(tenant, stale), cancel))?.Members ?? [],
        };

    /// <summary>
    /// Those of the places where somebody is: their own chat, and the channels that they are in today. Read one by one, as they are
    /// asked for.
    /// </summary>
    public async IAsyncEnumerable<Target> PlacesOfAsync(
        string tenant,
        string personId,
        IReadOnlyList<Target> among,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        foreach (var place in among)
        {
            if (
                place == new ToPerson(personId)
                || (place is ToChannel channel && (await OfAsync(tenant, channel.ChannelId, cancel)).Any(m => m.Id == personId))
            )
            {
                yield return place;
            }
        }
    }

    /// <summary>
    /// Whether somebody is in a channel today. Who is not in the roster as it is known may have come lately: it is read again.
    /// While it cannot be read, whoever was in it last, and was not removed since, still is.
    /// </summary>
    /// <param name="known">The channel as it is on record; null when it is not.</param>
    /// <returns>Whether they are, null when that cannot be learnt; and whether the roster was read for it, so that more may be known than before.</returns>
    public async Task<(bool? Includes, bool HasRead)> IncludesAsync(string tenant, Channel? known, Person person, CancellationToken cancel)
    {
        if (known is null)
        {
            return (null, false);
        }

        var age = known.MembersAt is { } at ? clock.GetUtcNow() - at : TimeSpan.MaxValue;
        var wasThere = known.Members.Any(m => m.Id == person.Id);
        if (known.IsGone || age < JustRead || (age < GoodFor && wasThere))
        {
            return (wasThere && !known.IsGone, false);
        }

        return await reading.DoAsync((tenant, known.ChannelId), _ => ReadAsync(tenant, known), cancel) is { } learnt
            ? (learnt.Members.Any(m => m.Id == person.Id), true)
            : (wasThere ? true : null, false);
    }

    /// <summary>
    /// What is owed when somebody is not in a channel any more that receives for a team: of what they own there, its team and its
    /// CSM are told.
    /// </summary>
    public static IEnumerable<OutboxMessage> Departures(string channelId, IEnumerable<string> personIds, IReadOnlyList<Binding> bindings, DateTimeOffset now) =>
        bindings.Any(b => b.ChannelId == channelId)
            ? personIds
                .Distinct()
                .Select(id => new OutboxMessage(
                    new ToBackground($"left {id}"),
                    new TellUnreachable(new(new ToPerson(id), now, DomainWords.ForRecord("record.left")), Left: new ToChannel(channelId))
                ))
            : [];

    /// <summary>Who was in a channel and is not in it after its roster was read.</summary>
    public static IEnumerable<string> Missing(Channel before, Channel learnt) =>
        learnt.Members.Count == 0 ? [] : before.Members.Select(m => m.Id).Except(learnt.Members.Select(m => m.Id));

    /// <summary>The channel with a roster that has just been read. Whom an event has removed meanwhile stays out: rosters can be late.</summary>
    public static Channel Learnt(Channel channel, IEnumerable<RosterEntry> roster, DateTimeOffset now)
    {
        var left = channel.Left.Where(former => now - former.At < GoodFor).ToList();
        var present = roster.Where(entry => !left.Any(former => former.Id == entry.Person.Id || former.Id == entry.ChannelUserId)).ToList();
        return channel with
        {
            Members = [.. present.Select(entry => entry.Person)],
            Guests = [.. present.Where(entry => entry.Role == MemberRole.Guest).Select(entry => entry.Person.Id)],
            SignInNames = present
                .Where(entry => entry.SignInName is not null)
                .DistinctBy(entry => entry.Person.Id)
                .ToDictionary(entry => entry.Person.Id, entry => entry.SignInName!),
            MembersAt = now,
            Left = left,
        };
    }

    /// <summary>Goes on when those who asked have left: whoever asks next needs it as well.</summary>
    private async Task<Channel?> ReadAsync(string tenant, Channel stale)
    {
        // A roster is as old as the question for it: who comes while it is on its way is not in it.
        var now = clock.GetUtcNow();
        if (await rosters.ReadAsync(tenant, stale.ServiceUrl, stale.ChannelId, CancellationToken.None) is not { } roster)
        {
            return null;
        }

        // What was told of the channel while it was read counts.
        var channel = await directory.FindChannelAsync(tenant, stale.ChannelId, CancellationToken.None) ?? stale;
        var learnt = Learnt(channel, roster, now);
        var missing = Missing(channel, learnt).ToList();
        IReadOnlyList<OutboxMessage> messages =
            missing.Count == 0 ? [] : [.. Departures(learnt.ChannelId, missing, (await directory.LinksAsync(tenant, CancellationToken.None)).Bindings, now)];
        var edit = new DirectoryEdit { Channels = [learnt], Contacts = await Guests.NewsAsync(tenant, channel, roster, directory, CancellationToken.None) };
        await commandExecutor.ExecuteAsync(
            Request.ByMachine(tenant),
            _ => Task.FromResult(new Response { Directory = edit, Messages = messages }),
            CancellationToken.None
        );
        return learnt;
    }
}
