using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using TeamsBot.Activities;

namespace EscalationAgent.Teams;

/// <summary>Obeys what Teams tells of members, channels and teams: whoever was removed sees nothing more on the strength of having been there.</summary>
internal sealed class MembershipEvents(
    IDirectory directory,
    CommandExecutor commandExecutor,
    ReportUndelivered lost,
    Administrators administrators,
    TimeProvider clock
)
{
    private static readonly string ChannelDeleted = DomainWords.ForRecord("record.deleted");

    /// <returns>True when it told something about a team or a channel.</returns>
    public async Task<bool> HandleAsync(Activity activity, CancellationToken cancel)
    {
        if (
            activity.TenantId() is not { Length: > 0 } tenant
            || activity.Conversation is not { ConversationType: "channel" }
            || activity.BaseConversationId() is not { Length: > 0 } conversation
        )
        {
            return false;
        }

        var eventType = activity.ChannelData?.EventType ?? "";
        var removed = activity.MembersRemoved ?? [];
        var added = activity.MembersAdded ?? [];

        // What is told of a channel concerns that one; what is told of a team, all of its channels.
        var ofChannel = eventType.StartsWith("channel", StringComparison.OrdinalIgnoreCase);
        var team = activity.ChannelData?.Team?.Id ?? conversation;
        var channelId = activity.ChannelData?.Channel?.Id ?? conversation;
        var known = (await directory.ChannelsAsync(tenant, cancel))
            .Where(c => ofChannel ? c.ChannelId == channelId : c.TeamId == team || c.ChannelId == team || c.ChannelId == conversation)
            .ToList();
        if (known.Count == 0)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        List<FormerMember> former =
        [
            .. (await IdsOfAsync(tenant, removed.Where(m => m.Id != activity.Recipient?.Id), cancel)).Select(id => new FormerMember(id, now)),
        ];
        var came = await IdsOfAsync(tenant, added.Where(m => m.Id != activity.Recipient?.Id), cancel);

        var isBack = IsArrival(activity) || eventType is "channelRestored" or "teamRestored" or "teamUnarchived";
        var unreachable = isBack ? (await directory.LinksAsync(tenant, cancel)).Unreachable : [];
        if (isBack && eventType != "channelRestored")
        {
            // The bot is in the team again, which brings back no channel that was deleted.
            known = [.. known.Where(c => !unreachable.Any(l => l.Place == new ToChannel(c.ChannelId) && l.Why == ChannelDeleted))];
        }

        var isGone = IsDeparture(activity) || eventType is "channelDeleted" or "teamDeleted" or "teamHardDeleted";
        var changed = known
            .Select(channel =>
                channel with
                {
                    Name = activity.ChannelData?.Channel is { Name: { Length: > 0 } name } told && told.Id == channel.ChannelId ? name : channel.Name,
                    TeamName = activity.ChannelData?.Team?.Name is { Length: > 0 } teamName ? teamName : channel.TeamName,
                    IsGone = isGone || (channel.IsGone && !isBack),
                    Members = isGone ? [] : [.. channel.Members.Where(m => !former.Any(f => f.Id == m.Id))],
                    Left = [.. channel.Left.Where(f => now - f.At < Memberships.GoodFor && !came.Contains(f.Id)), .. former],

                    // Somebody who is known by neither id, or who came, is learnt from the roster.
                    MembersAt = isBack || came.Count > 0 || removed.Any(m => m.AadObjectId is null) ? null : channel.MembersAt,
                }
            )
            .Where((channel, i) => channel != known[i])
            .ToList();
        Target[] regained = [.. known.Select(c => new ToChannel(c.ChannelId)).Where(place => unreachable.Any(l => l.Place == place))];
        if (changed.Count == 0 && regained.Length == 0)
        {
            return true;
        }

        var bindings = (await directory.LinksAsync(tenant, cancel)).Bindings;
        var messages = new List<OutboxMessage>();
        Target[] linked = [.. changed.Where(c => bindings.Any(b => b.ChannelId == c.ChannelId)).Select(c => new ToChannel(c.ChannelId))];
        if (isGone)
        {
            // Before the event is stored: should the program stop here, Teams brings it again, and what is known is not told twice.
            foreach (var place in linked)
            {
                await lost.LostAsync(tenant, activity.Id, place, Reason(eventType), cancel);
            }
        }
        else if (eventType == "teamArchived")
        {
            messages.AddRange(await WarnAsync(tenant, [.. bindings.Where(b => changed.Any(c => c.ChannelId == b.ChannelId))], cancel));
        }
        else
        {
            messages.AddRange(
                changed
                    .Where(c => !c.IsGone && bindings.Any(b => b.ChannelId == c.ChannelId))
                    .Select(c => new OutboxMessage(new ToChannel(c.ChannelId), new Escalations.RefreshMembers()))
            );
            messages.AddRange(
                known.SelectMany(c =>
                    Memberships.Departures(
                        c.ChannelId,
                        former.Select(f => f.Id).Except(removed.Where(m => m.AadObjectId is not null).Select(m => m.Id!)),
                        bindings,
                        now
                    )
                )
            );
            messages.AddRange(regained.SelectMany(place => ReportUndelivered.Regained(place, bindings)));
            messages.AddRange(await NameHoldersAsync(tenant, [.. bindings.Where(b => b.Person is { } person && former.Any(f => f.Id == person.Id))], cancel));
        }

        var edit = new DirectoryEdit { Channels = changed, HeardFrom = regained };
        var delivery = activity.Id is { Length: > 0 } id ? $"event|{conversation}|{id}" : null;
        await commandExecutor.ExecuteAsync(
            Request.ByMachine(tenant, delivery),
            _ => Task.FromResult(new Response { Directory = edit, Messages = messages }),
            cancel
        );
        return true;
    }

    /// <summary>All ids by which a roster may name these people; of one whom the event names by one id, the bot may know the other.</summary>
    private async Task<HashSet<string>> IdsOfAsync(string tenant, IEnumerable<ChannelAccount> people, CancellationToken cancel)
    {
        var ids = new HashSet<string>();
        foreach (var person in people.Where(p => p.Id is not null))
        {
            ids.Add(person.Id!);
            ids.UnionWith(
                person.AadObjectId is { } known ? [known] : (await directory.FindContactsAsync(tenant, person.Id!, 1, cancel)).Select(met => met.Person.Id)
            );
        }

        return ids;
    }

    /// <summary>Whether the bot itself was added to the conversation.</summary>
    public static bool IsArrival(Activity activity) =>
        activity.Type == ActivityTypes.InstallationUpdate
            ? activity.Action?.StartsWith("add", StringComparison.OrdinalIgnoreCase) is true
            : activity.MembersAdded?.Any(m => m.Id == activity.Recipient?.Id) is true;

    /// <summary>Whether the bot itself was removed from the conversation.</summary>
    public static bool IsDeparture(Activity activity) =>
        activity.MembersRemoved?.Any(m => m.Id == activity.Recipient?.Id) is true
        || (
            activity.Type == ActivityTypes.InstallationUpdate
            && activity.Action?.StartsWith("remove", StringComparison.OrdinalIgnoreCase) is true
            && !activity.Action.Contains("upgrade", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Why a channel is lost, as the end of a sentence.</summary>
    private static string Reason(string eventType) =>
        eventType switch
        {
            "channelDeleted" => ChannelDeleted,
            "teamDeleted" or "teamHardDeleted" => DomainWords.ForRecord("record.deleted.team"),
            _ => DomainWords.ForRecord("record.removed"),
        };

    /// <summary>A place that receives for a team takes nothing any more: administrators hear of it.</summary>
    private async Task<IEnumerable<OutboxMessage>> WarnAsync(string tenant, IReadOnlyList<Binding> archived, CancellationToken cancel)
    {
        if (archived.Count == 0)
        {
            return [];
        }

        var words = LocalizableMessage.Of("link.archived", new TeamsValue([.. archived.Select(b => b.Team)]), archived[0].Team);
        return (await administrators.PlacesAsync(tenant, cancel)).Select(place => new OutboxMessage(place, words));
    }

    /// <summary>Somebody who receives in person was removed from a team. Their role rests on no team, so an administrator decides.</summary>
    private async Task<IEnumerable<OutboxMessage>> NameHoldersAsync(string tenant, IReadOnlyList<Binding> theirs, CancellationToken cancel)
    {
        var places = theirs.Count == 0 ? [] : await administrators.PlacesAsync(tenant, cancel);
        return theirs.SelectMany(b =>
            places.Select(place => new OutboxMessage(place, LocalizableMessage.Of("link.holder_left", b.Person!.Name, new TeamsValue([b.Team]), b.Team)))
        );
    }
}
