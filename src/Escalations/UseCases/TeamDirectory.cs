using Escalations.Lifecycle;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Where teams and the rungs above them are reached, and what somebody may do who is there.</summary>
public static class TeamDirectory
{
    /// <summary>The places of these teams; teams without one are left out, a shared one counts once.</summary>
    public static IReadOnlyList<Target> Of(IEnumerable<string> teams, IReadOnlyList<Binding> bindings) =>
        [.. teams.Select(team => bindings.FirstOrDefault(b => b.Team == team)?.To).OfType<Target>().Distinct()];

    /// <summary>
    /// Who is linked to what, as it counts for one escalation: those whom its CSM named receive in the place of their role, and where
    /// nobody is linked to the first rung of its ladder, the manager of its CSM stands in, as far as it is on record who that is.
    /// What is confidential reaches people in their own chats alone.
    /// </summary>
    public static IReadOnlyList<Binding> Around(Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings)
    {
        var named = Named(escalation, playbook);
        IReadOnlyList<Binding> around =
            named.Count == 0 && !escalation.IsConfidential && !bindings.Any(b => playbook.FindTeam(b.Team) is { IsNamed: true })
                ? bindings
                :
                [
                    .. named,
                    .. bindings.Where(b => named.All(n => n.Team != b.Team) && playbook.FindTeam(b.Team) is not { IsNamed: true } && Counts(escalation, b)),
                ];
        return StandIn(escalation, playbook, around) is { } manager ? [.. around, At(escalation, escalation.Assignment.Ladder[0], manager)] : around;
    }

    /// <summary>Of what is confidential only people count, and whoever is linked to what has it already came too late.</summary>
    private static bool Counts(Escalation escalation, Binding binding) =>
        !escalation.IsConfidential || (binding.To is ToPerson && !escalation.Assignment.Teams.Contains(binding.Team));

    /// <summary>
    /// Those who receive because somebody named them: by its CSM, or as their manager by the user directory; those who accepted it from
    /// whoever holds the role; and those who have held what is confidential since it was asked.
    /// </summary>
    private static List<Binding> Named(Escalation escalation, Playbook playbook) =>
        [
            .. playbook
                .Teams.Where(team =>
                    team.IsNamed
                    || (escalation.IsConfidential && escalation.Assignment.Teams.Contains(team.Key))
                    || escalation.NamedReceivers.ContainsKey(team.Key)
                )
                .Select(team =>
                    escalation.NamedReceivers.TryGetValue(team.Key, out var person) ? At(escalation, team.Key, person)
                    : team.Kind == ReceiverKind.Manager && escalation.CsmManager is { } manager ? At(escalation, team.Key, manager)
                    : null
                )
                .OfType<Binding>(),
        ];

    private static Binding At(Escalation escalation, string team, Person person) => new(team, null, null, escalation.LastRoutedAt ?? default, person);

    /// <summary>The role in which a person has an escalation in their own chat; null where they have it in none.</summary>
    public static string? RoleOf(Person person, Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        Around(escalation, playbook, bindings).FirstOrDefault(b => b.To == new ToPerson(person.Id) && escalation.Assignment.Teams.Contains(b.Team))?.Team;

    /// <summary>The CSM's manager, where they stand in for the first rung; null where they do not.</summary>
    public static Person? StandIn(Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        escalation is { IsConfidential: false, CsmManager: { } manager, Assignment.Ladder: [var first, ..] }
        && first != playbook.LeadershipTeam
        && manager.Id != escalation.Csm.Id
        && bindings.All(b => b.Team != first)
            ? manager
            : null;

    /// <summary>The people who hold these teams and roles now, by key.</summary>
    public static IReadOnlyDictionary<string, Person> HeldBy(IEnumerable<string> teams, IReadOnlyList<Binding> bindings) =>
        teams
            .Distinct()
            .Select(team => (Team: team, bindings.FirstOrDefault(b => b.Team == team)?.Person))
            .Where(held => held.Person is not null)
            .ToDictionary(held => held.Team, held => held.Person!);

    /// <summary>The places of the teams that have an escalation, and the chats of those who are on call for them.</summary>
    public static IReadOnlyList<Target> OfTeams(Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        [.. Of(escalation.Assignment.Teams, Around(escalation, playbook, bindings)).Union(OnDuty(escalation))];

    /// <summary>The chats of those who are on call for an escalation, or have been asked to take over.</summary>
    public static IEnumerable<Target> OnDuty(Escalation escalation) => escalation.Assignment.OnDuty.Select(person => new ToPerson(person.Id));

    /// <summary>
    /// Where those are who may decide when it stalls: the rungs above the team, and leadership. Of what is confidential nobody knows
    /// who has not been asked, so there is nobody but those who have it.
    /// </summary>
    public static IReadOnlyList<Target> OfManagers(Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        escalation.IsConfidential ? [] : Of(escalation.Assignment.Ladder.Append(playbook.LeadershipTeam), Around(escalation, playbook, bindings));

    /// <summary>Where those are who are consulted, and who are kept informed. Of what is confidential nobody is.</summary>
    public static IReadOnlyList<Target> OfReaders(Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        escalation.IsConfidential ? [] : Of(escalation.Assignment.All.Except(escalation.Assignment.Teams), Around(escalation, playbook, bindings));

    /// <summary>Where all are who may know of it, beside its CSM and whoever is asked to own it.</summary>
    public static IReadOnlyList<Target> OfAll(Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        [.. OfTeams(escalation, playbook, bindings), .. OfManagers(escalation, playbook, bindings), .. OfReaders(escalation, playbook, bindings)];

    /// <summary>As which teams and roles those in a place are consulted or kept informed, by key; empty where they are neither.</summary>
    public static IReadOnlyList<string> PartsOfReader(Target place, Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        OfReaders(escalation, playbook, bindings).Contains(place)
            ?
            [
                .. Around(escalation, playbook, bindings)
                    .Where(b => b.To == place)
                    .Select(b => b.Team)
                    .Intersect(escalation.Assignment.Consulted.Concat(escalation.Assignment.Informed)),
            ]
            : [];

    /// <summary>For whom somebody is consulted, by key; null where they are not.</summary>
    public static string? ConsultedFor(Request request, Escalation escalation, Playbook playbook, TeamLinks links, DateTimeOffset now) =>
        ConsultedFor(request, escalation, playbook, links.Bindings, CoveredIds(request, escalation, playbook, links, now));

    private static string? ConsultedFor(Request request, Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings, HashSet<string> covered)
    {
        var around = Around(escalation, playbook, bindings);
        return escalation.IsConfidential
            ? null
            : escalation.Assignment.Consulted.Except(escalation.Assignment.Teams).FirstOrDefault(key => Holds(Of([key], around), request, covered));
    }

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

        // Who is asked to stand in for a role reads what it reads.
        if (escalation.Work.HandOver is { For: { } role, To.Id: var asked } && place == new ToPerson(asked))
        {
            return AudienceOf(role, playbook);
        }

        var would = escalation.Decision is { } decision ? playbook.FindCategory(decision.Category)?.ReceiversAt(decision.Severity) ?? [] : [];
        var near = escalation
            .Assignment.Teams.Concat(would)
            .Concat(escalation.Assignment.Ladder)
            .Concat(escalation.Assignment.Consulted)
            .Concat(escalation.Assignment.Informed)
            .Append(playbook.LeadershipTeam);
        var onDuty = escalation.Assignment.Duties.Where(duty => OnDuty(duty.Value).Contains(place)).Select(duty => duty.Key);
        var here = Around(escalation, playbook, bindings).Where(b => b.To == place).Select(b => b.Team).Concat(onDuty).ToHashSet();
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

    /// <summary>
    /// For whom somebody covers in an escalation: those who are away and have it in their own chat, as its CSM or owner, because they are
    /// asked, or as one of those who receive it or are above. A brief that was never routed is its CSM's alone; and nobody comes to know of
    /// what is confidential because somebody else is away.
    /// </summary>
    public static IReadOnlyList<Absence> CoveredBy(string personId, Escalation escalation, Playbook playbook, TeamLinks links, DateTimeOffset now) =>
        links.Absences.Count == 0 || escalation.IsConfidential || escalation.RoutedAt is null
            ? []
            : [.. links.AwayAt(now).CoveredBy(personId).Where(absence => HasInPerson(absence.Person.Id, escalation, playbook, links.Bindings))];

    /// <summary>Whether somebody has an escalation, or is above, in their own chat.</summary>
    public static bool HasInPerson(string personId, Escalation escalation, Playbook playbook, IReadOnlyList<Binding> bindings) =>
        escalation.Csm.Id == personId
        || escalation.Work.Owner?.Id == personId
        || escalation.Work.HandOver?.To.Id == personId
        || OfAll(escalation, playbook, bindings).Contains(new ToPerson(personId));

    /// <summary>What the person who asks is to the escalation, or would be to it in the place of those for whom they cover.</summary>
    public static Authority AuthorityOf(Request request, Escalation escalation, Playbook playbook, TeamLinks links, DateTimeOffset now)
    {
        var covered = CoveredIds(request, escalation, playbook, links, now);
        return new(
            Actor.Human(request.By),
            Holds(OfTeams(escalation, playbook, links.Bindings), request, covered),
            Holds(OfManagers(escalation, playbook, links.Bindings), request, covered)
        )
        {
            // A draft is written by one.
            CoversCsm = escalation.Status != Status.Draft && covered.Contains(escalation.Csm.Id),
            IsConsulted = ConsultedFor(request, escalation, playbook, links.Bindings, covered) is not null,
            CoversSuccessor = escalation.Work.HandOver is { } offer && covered.Contains(offer.To.Id),
        };
    }

    private static HashSet<string> CoveredIds(Request request, Escalation escalation, Playbook playbook, TeamLinks links, DateTimeOffset now) =>
        [.. CoveredBy(request.By.Id, escalation, playbook, links, now).Select(absence => absence.Person.Id)];

    private static IEnumerable<Target> OnDuty(OnCallDuty duty) => new[] { duty.Person, duty.Next }.OfType<Person>().Select(person => new ToPerson(person.Id));

    private static bool Holds(IReadOnlyList<Target> places, Request request, HashSet<string> covered) =>
        places.OfType<ToPerson>().Any(person => person.PersonId == request.By.Id || covered.Contains(person.PersonId))
        || (request.Channel is { } here && places.Contains(new ToChannel(here.ChannelId)));
}
