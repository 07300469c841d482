namespace Escalations.UseCases;

/// <summary>Somebody in a channel says: this channel receives for these teams.</summary>
public sealed class LinkChannel(IEscalationStore store, Desk desk, Playbook playbook)
{
    /// <param name="words">Team keys or titles; <c>all</c> for every team of the playbook.</param>
    public Task<Response> HandleAsync(Request request, IReadOnlyList<string> words, CancellationToken cancel) => desk.HandleAsync(
        request,
        async now =>
        {
            if (request.Channel is not { } channel)
            {
                return Response.Refused("Say that in the channel that shall receive for the team: `@Escalation Agent link engineering`.");
            }

            var known = string.Join(", ", playbook.Teams.Select(t => $"`{t.Key}`"));
            if (words.Count == 0)
            {
                return Response.Refused($"Which team does this channel receive for? I know {known}, and `all` of them.");
            }

            if (words.FirstOrDefault(w => TeamsNamed(w).Count == 0) is { } stranger)
            {
                return Response.Refused($"The playbook has no team called “{Short(Plain.Words(stranger))}”. I know {known}, and `all` of them.");
            }

            var teams = words.SelectMany(TeamsNamed).Distinct().ToList();
            return new()
            {
                Say = $"This channel now receives for {string.Join(", ", teams.Select(t => t.Title))}.",
                Bindings = [.. teams.Select(t => new Binding(t.Key, channel.ChannelId, request.By, now))],
                Owed =
                [
                    new(new ToChannel(channel.ChannelId), new Roster()),
                    .. await FarewellsAsync(request, channel.ChannelId, teams, cancel),
                    .. await MissedCardsAsync(request.Tenant, channel.ChannelId, teams, cancel),
                    .. await WaitingCsmsAsync(request.Tenant, teams, cancel),
                ],
            };
        },
        cancel);

    private List<Team> TeamsNamed(string word) => word.Equals("all", StringComparison.OrdinalIgnoreCase)
        ? [.. playbook.Teams]
        : [.. playbook.Teams.Where(t => Same(t.Key, word) || Same(t.Title, word))];

    /// <summary>A channel that received for a team before is told who changed that: nobody takes a team's escalations away unseen.</summary>
    private async Task<IEnumerable<Owed>> FarewellsAsync(Request request, string channelId, List<Team> teams, CancellationToken cancel) =>
        (await store.BindingsAsync(request.Tenant, cancel))
            .Where(b => b.ChannelId != channelId && teams.Any(t => t.Key == b.Team))
            .GroupBy(b => b.ChannelId)
            .Select(moved => new Owed(
                new ToChannel(moved.Key),
                new Words($"{request.By.Name} has linked {string.Join(", ", moved.Select(b => playbook.FindTeam(b.Team)?.Title))} to another channel; this one no longer receives for that team. If that is a mistake, say `@Escalation Agent link {moved.First().Team}` here.")));

    /// <summary>What was routed to these teams while they had no channel, or had another one.</summary>
    private async Task<IEnumerable<Owed>> MissedCardsAsync(string tenant, string channelId, List<Team> teams, CancellationToken cancel)
    {
        var active = await store.ListAsync(tenant, [Status.Routed, Status.Acknowledged, Status.InProgress, Status.Stalled, Status.Resolved], null, 500, cancel);
        return active.Where(e => e.Teams.Any(key => teams.Any(t => t.Key == key))).Select(e => new Owed(new ToChannel(channelId), new LiveCard(e.Id)));
    }

    private async Task<IEnumerable<Owed>> WaitingCsmsAsync(string tenant, List<Team> teams, CancellationToken cancel)
    {
        var drafts = await store.ListAsync(tenant, [Status.Draft], null, 500, cancel);
        return drafts
            .Where(e => e.AwaitedTeams.Any(key => teams.Any(t => t.Key == key)))
            .SelectMany(e => new Owed[]
            {
                new(new ToPerson(e.Csm.Id), new Words($"{string.Join(", ", teams.Where(t => e.AwaitedTeams.Contains(t.Key)).Select(t => t.Title))} has a channel now. You can route {e.Id}.")),
                new(new ToPerson(e.Csm.Id), new LiveCard(e.Id, Fresh: true)),
            });
    }

    private static bool Same(string name, string word) => Letters(name).Equals(Letters(word), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string text) => new([.. text.Where(char.IsLetterOrDigit)]);

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
