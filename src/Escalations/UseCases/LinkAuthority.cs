using Escalations.Access;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Whether a wish to link is granted; when it is not, the sentence that says who could.</summary>
public sealed record LinkDecision(LinkVerdict Verdict, string? Why);

/// <summary>Looks up what <see cref="LinkRule"/> has to know: who administers, who owns the Teams team, who has the link now.</summary>
public sealed class LinkAuthority(IRosterReader rosters, Guests guests, Administrators administrators, IDirectory directory, PlaybookCatalog playbooks)
{
    /// <param name="teams">The teams and rungs that were named.</param>
    /// <param name="isEverything">They were named by <c>all</c>.</param>
    public async Task<LinkDecision> JudgeAsync(
        Request request,
        IReadOnlyList<Team> teams,
        bool isEverything,
        LinkDestination destination,
        IReadOnlyList<Binding> bindings,
        CancellationToken cancel
    )
    {
        if (await guests.IncludesAsync(request, cancel))
        {
            return new(LinkVerdict.Refused, DomainWords.Say("link.guests"));
        }

        var isAdministrator = await administrators.IncludesAsync(request.Tenant, request.By, cancel);
        var here = isAdministrator || request.Channel is not { } channel ? new TeamRole(null, false) : await RoleInAsync(request, channel, cancel);
        var verdicts = new List<LinkVerdict>();
        foreach (var team in teams)
        {
            var binding = bindings.FirstOrDefault(b => b.Team == team.Key);
            var holds = !isAdministrator && binding is not null && await HoldsAsync(request, binding, here, cancel);
            verdicts.Add(
                LinkRule.Judge(
                    isEverything ? LinkSubject.Everything : SubjectOf(team),
                    destination,
                    new(false, isAdministrator, here.IsOwner, holds, binding is null)
                )
            );
        }

        var verdict = verdicts.Min();
        if (verdict == LinkVerdict.Allowed)
        {
            return new(verdict, null);
        }

        var names = await administrators.NamesAsync(request.Tenant, cancel);
        return verdict == LinkVerdict.NeedsConfirmation && names is not null
            ? new(verdict, null)
            : new(LinkVerdict.Refused, Refusal(teams, isEverything, destination, here, names));
    }

    /// <summary>Why somebody cannot say how the bot behaves in the channel in which they speak; null where they can.</summary>
    public async Task<string?> RefusalToSetUpAsync(Request request, CancellationToken cancel)
    {
        if (await guests.IncludesAsync(request, cancel))
        {
            return DomainWords.Say("set_up.guest");
        }

        return
            await administrators.IncludesAsync(request.Tenant, request.By, cancel)
            || (request.Channel is { } channel && (await RoleInAsync(request, channel, cancel)).IsOwner)
            ? null
            : $"{DomainWords.Say("set_up.only")}{WhomToAsk(await administrators.NamesAsync(request.Tenant, cancel))}";
    }

    /// <summary>A team that is nobody's manager: it works in a channel, as does leadership.</summary>
    public bool Receives(Team team) => SubjectOf(team) != LinkSubject.Rung;

    private LinkSubject SubjectOf(Team team) =>
        playbooks.IsLeadership(team.Key) ? LinkSubject.Leadership
        : team.Kind != ReceiverKind.Team ? LinkSubject.Rung
        : playbooks.InForce.Any(p => p.Categories.Any(c => c.RoutesTo.Contains(team.Key)))
        && !playbooks.InForce.Any(p => p.Teams.Any(t => t.Manager == team.Key))
        && !playbooks.InForce.Any(p => p.Categories.Any(c => IsAbove(c, team)))
            ? LinkSubject.Team
        : LinkSubject.Rung;

    /// <summary>Whether it is a rung of a category and no more; a level that receives the worse matters at once works in a channel like others.</summary>
    private static bool IsAbove(Category category, Team team) =>
        !category.RoutesTo.Contains(team.Key) && category.Ladders.Values.Any(rungs => rungs.Contains(team.Key));

    private async Task<bool> HoldsAsync(Request request, Binding binding, TeamRole here, CancellationToken cancel)
    {
        if (binding.ChannelId is not { } linked)
        {
            return binding.Person?.Id == request.By.Id;
        }

        return await directory.FindChannelAsync(request.Tenant, linked, cancel) is { } there
            && (
                (there.TeamId is { } team && team == request.Channel?.TeamId) || there.ChannelId == request.Channel?.ChannelId
                    ? here
                    : await RoleInAsync(request, there, cancel)
            ).IsOwner;
    }

    /// <summary>As Teams says now; where it says nothing, nobody is an owner.</summary>
    private async Task<TeamRole> RoleInAsync(Request request, Channel channel, CancellationToken cancel)
    {
        var roster = await rosters.ReadAsync(request.Tenant, channel.ServiceUrl, channel.ChannelId, cancel);
        var role = roster?.FirstOrDefault(entry => entry.Person.Id == request.By.Id)?.Role;
        return new(roster is null ? null : roster.Any(entry => entry.Role == MemberRole.Owner), role == MemberRole.Owner);
    }

    private string Refusal(IReadOnlyList<Team> teams, bool isEverything, LinkDestination destination, TeamRole here, string? names)
    {
        var titles = isEverything ? DomainWords.Say("link.all_teams") : string.Join(", ", teams.Select(t => playbooks.InReaderLanguage(t.Title)));
        var onlyTeams = !isEverything && teams.All(t => SubjectOf(t) == LinkSubject.Team);
        var who = (destination, onlyTeams) switch
        {
            (LinkDestination.Nowhere, _) => DomainWords.Say("link.only.unlink", titles),
            (_, true) => DomainWords.Say("link.only.channel"),
            _ => isEverything ? DomainWords.Say("link.only.all") : DomainWords.Say("link.only.link", titles),
        };
        var unread =
            onlyTeams && destination == LinkDestination.ThisChannel
                ? here.AreOwnersNamed switch
                {
                    null => DomainWords.Say("link.owners.unread"),
                    false => DomainWords.Say("link.owners.unnamed"),
                    true => "",
                }
                : "";
        return $"{who}{unread}{WhomToAsk(names)}";
    }

    /// <param name="names">Of those who administer; null while nobody does.</param>
    private static string WhomToAsk(string? names) =>
        names is null ? DomainWords.Say("link.ask.nobody", ConfiguredAdministrators.Setting) : DomainWords.Say("link.ask", names);

    /// <param name="AreOwnersNamed">Null when the roster could not be read.</param>
    private sealed record TeamRole(bool? AreOwnersNamed, bool IsOwner);
}
