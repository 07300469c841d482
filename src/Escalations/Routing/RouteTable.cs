namespace Escalations.Routing;

/// <summary>Where an escalation goes, or why it can go nowhere.</summary>
public abstract record RouteAnswer;

/// <summary>The teams that receive an escalation.</summary>
/// <param name="Teams">In the playbook's order; at least one.</param>
/// <param name="Accountable">The first of them: its acknowledgement counts.</param>
public sealed record Route(Category Category, Severity Severity, IReadOnlyList<Team> Teams, Team Accountable) : RouteAnswer;

/// <summary>There is no way through the playbook.</summary>
/// <param name="Why">A sentence for the person who asked.</param>
public sealed record NoRoute(string Why) : RouteAnswer;

/// <summary>Finds who receives an escalation of a category and severity.</summary>
public static class RouteTable
{
    /// <param name="category">A category's key.</param>
    public static RouteAnswer Route(Playbook playbook, string? category, Severity severity)
    {
        if (playbook.FindCategory(category) is not { } found)
        {
            var known = string.Join(", ", playbook.Categories.Select(c => c.Title));
            return new NoRoute(
                string.IsNullOrWhiteSpace(category)
                    ? DomainWords.Say("route.choose_category", known)
                    : DomainWords.Say("route.unknown_category", category, playbook.Title, known)
            );
        }

        var receivers = found.ReceiversAt(severity);
        var teams = receivers.Select(playbook.FindTeam).OfType<Team>().ToArray();
        return teams.Length == receivers.Count && teams.Length > 0
            ? new Route(found, severity, teams, teams[0])
            : new NoRoute($"{found.Title} routes to a team that {playbook.Title} does not define.");
    }
}
