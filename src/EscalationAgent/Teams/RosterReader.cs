using Escalations;
using Escalations.Ports;
using TeamsBot.Connector;

namespace EscalationAgent.Teams;

/// <summary>Reads rosters through the Connector. What cannot be read within a few seconds counts as not said.</summary>
internal sealed class RosterReader(ConnectorClient connector, TimeProvider clock) : IRosterReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public async Task<IReadOnlyList<RosterEntry>?> ReadAsync(string tenant, string serviceUrl, string conversationId, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var memberRoster = await connector.GetMembersAsync(new Uri(serviceUrl), conversationId, either.Token);
            return [.. memberRoster.Members.Select(member => Entry(member, tenant))];
        }
        catch (ConnectorException)
        {
            // Nobody is given anything on the strength of an answer that did not come.
            return null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    public static RosterEntry Entry(Member member, string tenant) =>
        new(Person.Shown(member.AadObjectId ?? member.Id, member.Name ?? "Somebody"), member.Id, RoleOf(member, tenant))
        {
            SignInName = member.UserPrincipalName,
        };

    private static MemberRole RoleOf(Member member, string tenant) =>
        member.Role?.ToLowerInvariant() is "guest" or "anonymous" || (member.TenantId is { } home && !home.Equals(tenant, StringComparison.OrdinalIgnoreCase))
            ? MemberRole.Guest
        : string.Equals(member.Role, "owner", StringComparison.OrdinalIgnoreCase) ? MemberRole.Owner
        : MemberRole.Member;
}
