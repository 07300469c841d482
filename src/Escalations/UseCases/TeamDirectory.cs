using Escalations.Lifecycle;

namespace Escalations.UseCases;

/// <summary>Where teams and the rungs above them are reached, and what somebody may do who is there.</summary>
public static class TeamDirectory
{
    /// <summary>The places of these teams; teams without one are left out, a shared one counts once.</summary>
    public static IReadOnlyList<Target> Of(IEnumerable<string> teams, IReadOnlyList<Binding> bindings) =>
        [.. teams.Select(team => bindings.FirstOrDefault(b => b.Team == team)?.To).OfType<Target>().Distinct()];

    /// <summary>
    /// Who is linked to what, as it counts for one escalation: where nobody is linked to the first rung of its ladder, the manager of
    /// its CSM stands in, as far as it is on record who that is.
    /// </summary>
    public static IReadOnlyList<Binding> Around(Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        StandIn(escalation, playbook, bindings) is { } manager
            ? [.. bindings, new Binding(escalation.Assignment.Ladder[0], null, null, escalation.LastRoutedAt ?? default, manager)]
            : bindings;

    /// <summary>The CSM's manager, where they stand in for the first rung; null where they do not.</summary>
    public static Person? StandIn(Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        escalation is { CsmManager: { } manager, Assignment.Ladder: [var first, ..] }
        && first != playbook.LeadershipTeam
        && manager.Id != escalation.Csm.Id
        && bindings.All(b => b.Team != first)
            ? manager
            : null;

    /// <summary>The places of the teams that have an escalation.</summary>
    public static IReadOnlyList<Target> OfTeams(Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        Of(escalation.Assignment.Teams, Around(escalation, playbook, bindings));

    /// <summary>Where those are who may decide when it stalls: the rungs above the team, and leadership.</summary>
    public static IReadOnlyList<Target> OfManagers(Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        Of(escalation.Assignment.Ladder.Append(playbook.LeadershipTeam), Around(escalation, playbook, bindings));

    /// <summary>
    /// What those in a place read of an escalation. One that several teams share reads as the accountable of those that have
    /// the escalation, or would have it; else as the nearest rung above, or leadership. A place of none of them reads as the
    /// team that is linked there and reads least; where nobody is linked, money and mood are kept back.
    /// </summary>
    public static Audience AudienceAt(Target place, Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings)
    {
        // Whoever leads the CSM is CS leadership, whatever the rung that they stand in for reads.
        if (StandIn(escalation, playbook, bindings) is { } manager && place == new ToPerson(manager.Id))
        {
            return Audience.Full;
        }

        var would = playbook.FindCategory(escalation.Decision?.Category)?.RoutesTo ?? [];
        var near = escalation.Assignment.Teams.Concat(would).Concat(escalation.Assignment.Ladder).Append(playbook.LeadershipTeam);
        var here = bindings.Where(b => b.To == place).Select(b => b.Team).ToHashSet();
        return near.Where(here.Contains)
            .Concat(here.OrderBy(team => Rank(AudienceOf(team, playbook))))
            .Select(team => AudienceOf(team, playbook))
            .FirstOrDefault(Audience.Technical);
    }

    private static Audience AudienceOf(string team, Playbook playbook) => playbook.FindTeam(team)?.Audience ?? Audience.Technical;

    private static int Rank(Audience audience) =>
        audience switch
        {
            Audience.Technical => 0,
            Audience.Executive => 1,
            _ => 2,
        };

    /// <summary>What the person who asks is to the escalation.</summary>
    public static Authority AuthorityOf(Request request, Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        new(Actor.Human(request.By), Holds(OfTeams(escalation, playbook, bindings), request), Holds(OfManagers(escalation, playbook, bindings), request));

    private static bool Holds(IReadOnlyList<Target> places, Request request) =>
        places.Contains(new ToPerson(request.By.Id)) || (request.Channel is { } here && places.Contains(new ToChannel(here.ChannelId)));
}
