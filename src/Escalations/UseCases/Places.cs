using Escalations.Lifecycle;

namespace Escalations.UseCases;

/// <summary>Where teams and the rungs above them are reached, and what somebody may do who is there.</summary>
public static class Places
{
    /// <summary>The places of these teams; teams without one are left out, a shared one counts once.</summary>
    public static IReadOnlyList<Target> Of(IEnumerable<string> teams, IReadOnlyList<Binding> bindings) =>
        [.. teams.Select(team => bindings.FirstOrDefault(b => b.Team == team)?.To).OfType<Target>().Distinct()];

    /// <summary>Where those are who may decide when it stalls: the rungs above the team, and leadership.</summary>
    public static IReadOnlyList<Target> OfManagers(Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        Of(escalation.Ladder.Append(playbook.LeadershipTeam), bindings);

    /// <summary>Where the person who asks stands towards the escalation.</summary>
    public static Standing StandingOf(Request request, Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        new(Actor.Human(request.By), Holds(Of(escalation.Teams, bindings), request), Holds(OfManagers(escalation, playbook, bindings), request));

    private static bool Holds(IReadOnlyList<Target> places, Request request) =>
        places.Contains(new ToPerson(request.By.Id)) || (request.Channel is { } here && places.Contains(new ToChannel(here.ChannelId)));
}
