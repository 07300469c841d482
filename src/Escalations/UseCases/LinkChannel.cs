namespace Escalations.UseCases;

/// <summary>Somebody in a channel says: this channel receives for these teams; or anywhere: I do.</summary>
public sealed class LinkChannel(IEscalationStore store, Desk desk, Playbook playbook)
{
    /// <param name="words">Team keys or titles; <c>all</c> for every team of the playbook.</param>
    /// <param name="toMe">The person who says so receives in their own chat, not the channel.</param>
    public Task<Response> HandleAsync(Request request, IReadOnlyList<string> words, bool toMe, CancellationToken cancel) => desk.HandleAsync(
        request,
        async now =>
        {
            if (request.Channel is null && !toMe)
            {
                return Response.Refused("Say that in the channel that shall receive for the team: `@Escalation Agent link engineering`. For yourself, say `link head_of_engineering to me`.");
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
            if (toMe && teams.FirstOrDefault(Receives) is { } receiving)
            {
                return Response.Refused($"{receiving.Title} receives in a channel, where the whole team sees it. In person one can be linked to those above a team: {string.Join(", ", playbook.Teams.Where(t => !Receives(t)).Select(t => $"`{t.Key}`"))}.");
            }

            Target here = toMe ? new ToPerson(request.By.Id) : new ToChannel(request.Channel!.ChannelId);
            var before = await store.BindingsAsync(request.Tenant, cancel);
            var titles = string.Join(", ", teams.Select(t => t.Title));
            return new()
            {
                Say = toMe ? $"You now receive for {titles}, in our personal chat." : $"This channel now receives for {titles}.",
                Bindings = [.. teams.Select(t => toMe ? new Binding(t.Key, null, request.By, now, request.By) : new Binding(t.Key, request.Channel!.ChannelId, request.By, now))],
                Owed =
                [
                    .. toMe ? [] : new[] { new Owed(here, new Roster()) },
                    .. Farewells(request, before, here, teams),
                    .. toMe ? Announcements(request, before, here, titles) : [],

                    // What is open moves step by step: it may be thousands.
                    new(new ToBackground($"move to {here.Lane}"), new MoveCards(here, now)),
                ],
            };
        },
        cancel);

    /// <summary>A team that is nobody's manager: it works in a channel.</summary>
    private bool Receives(Team team) => team.Key == playbook.LeadershipTeam
        || (playbook.Categories.Any(c => c.RoutesTo.Contains(team.Key)) && !playbook.Teams.Any(t => t.Manager == team.Key) && !playbook.Categories.Any(c => c.Ladders.Values.Any(rungs => rungs.Contains(team.Key))));

    private List<Team> TeamsNamed(string word) => word.Equals("all", StringComparison.OrdinalIgnoreCase)
        ? [.. playbook.Teams]
        : [.. playbook.Teams.Where(t => Same(t.Key, word) || Same(t.Title, word))];

    /// <summary>Whoever received for a team before is told who changed that: nobody takes a team's escalations away unseen.</summary>
    private IEnumerable<Owed> Farewells(Request request, IReadOnlyList<Binding> before, Target here, List<Team> teams) => before
        .Where(b => b.To != here && teams.Any(t => t.Key == b.Team))
        .GroupBy(b => b.To)
        .Select(moved => new Owed(
            moved.Key,
            new Words(moved.Key is ToChannel
                ? $"{request.By.Name} has linked {Titles(moved)} to {(here is ToPerson ? "themselves" : "another channel")}; this one no longer receives for that team. If that is a mistake, say `@Escalation Agent link {moved.First().Team}` here."
                : $"{request.By.Name} has linked {Titles(moved)} to {(here is ToPerson ? "themselves" : "a channel")}; you no longer receive for that team. If that is a mistake, say `link {moved.First().Team} to me`.")));

    /// <summary>What a person takes upon themselves is seen by leadership.</summary>
    private IEnumerable<Owed> Announcements(Request request, IReadOnlyList<Binding> before, Target here, string titles) => before
        .Where(b => b.Team == playbook.LeadershipTeam && b.To != here)
        .Select(b => new Owed(b.To, new Words($"{request.By.Name} now receives for {titles} in person.")));

    private string Titles(IEnumerable<Binding> moved) => string.Join(", ", moved.Select(b => playbook.FindTeam(b.Team)?.Title));

    private static bool Same(string name, string word) => Letters(name).Equals(Letters(word), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string text) => new([.. text.Where(char.IsLetterOrDigit)]);

    private static string Short(string text) => text.Length <= 40 ? text : Graphemes.Head(text, 40) + "…";
}
