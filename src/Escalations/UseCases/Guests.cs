using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// Who belongs to another organisation. Activities and rosters say so, each not always; what either has said is kept with the
/// person, so that one answer holds wherever they are met, and after they have left the team that told it.
/// </summary>
public sealed class Guests(IDirectory directory, IRosterReader rosters, CommandExecutor commandExecutor)
{
    /// <summary>More teams are not asked whether somebody is a guest: one of them says it as well as all.</summary>
    private const int MostTeams = 3;

    /// <summary>Whether the one who asks is a guest, as the activity says or as below.</summary>
    public async Task<bool> IncludesAsync(Request request, CancellationToken cancel) =>
        request.IsGuest || await IncludesAsync(request.Tenant, request.By, request.Channel, cancel);

    /// <summary>Whether somebody is a guest, as far as it was ever told, and as the channels say now where they are.</summary>
    /// <param name="here">A channel that is asked as well; null when they speak in none.</param>
    public async Task<bool> IncludesAsync(string tenant, Person person, Channel? here, CancellationToken cancel)
    {
        var contact = await directory.FindContactAsync(tenant, person.Id, cancel);
        if (contact is { IsGuest: true })
        {
            return true;
        }

        // Whoever is in no team with the bot is known by their own chat alone.
        if (
            contact is { ChatId: { } chat }
            && await rosters.ReadAsync(tenant, contact.ServiceUrl, chat, cancel) is { } alone
            && alone.Any(e => e.Person.Id == person.Id && e.Role == MemberRole.Guest)
        )
        {
            await KeepAsync(tenant, [contact with { IsGuest = true }], cancel);
            return true;
        }

        var theirs = (await directory.ChannelsAsync(tenant, cancel))
            .Where(c => !c.IsGone && c.ChannelId != here?.ChannelId && c.Members.Any(m => m.Id == person.Id))
            .DistinctBy(c => c.TeamId)
            .Take(MostTeams);
        foreach (var channel in (Channel[])[.. here is null ? [] : new[] { here }, .. theirs])
        {
            var roster = await rosters.ReadAsync(tenant, channel.ServiceUrl, channel.ChannelId, cancel) ?? [];
            if (roster.FirstOrDefault(e => e.Person.Id == person.Id) is { Role: MemberRole.Guest } entry)
            {
                await KeepAsync(tenant, await NewsAsync(tenant, channel, [entry], directory, cancel), cancel);
                return true;
            }
        }

        return false;
    }

    private Task<Response> KeepAsync(string tenant, IReadOnlyList<Contact> news, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(Request.ByMachine(tenant), _ => Task.FromResult(new Response { Directory = new() { Contacts = news } }), cancel);

    /// <summary>The people of whom a roster says something else than was known: guests, and who was one and is no longer.</summary>
    /// <param name="channel">As it was known before.</param>
    public static async Task<IReadOnlyList<Contact>> NewsAsync(
        string tenant,
        Channel channel,
        IEnumerable<RosterEntry> roster,
        IDirectory directory,
        CancellationToken cancel
    )
    {
        var news = new List<Contact>();
        foreach (var entry in roster.Where(e => e.Role == MemberRole.Guest || channel.Guests.Contains(e.Person.Id)))
        {
            var isGuest = entry.Role == MemberRole.Guest;
            var known = await directory.FindContactAsync(tenant, entry.Person.Id, cancel);
            if ((known?.IsGuest ?? false) != isGuest)
            {
                news.Add((known ?? new Contact(entry.Person, entry.ChannelUserId, null, channel.ServiceUrl, null, null)) with { IsGuest = isGuest });
            }
        }

        return news;
    }
}
