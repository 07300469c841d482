using Escalations;

namespace EscalationAgent.Teams.Cards;

/// <summary>The link by which everybody concerned comes together (D009).</summary>
internal static class BridgeLink
{
    /// <summary>Teams rings no more than that.</summary>
    private const int MostPeople = 20;

    /// <param name="signInNames">Of those concerned, as far as Teams has told them: its links know people by nothing else.</param>
    public static string Of(Bridge bridge, Escalation escalation, IEnumerable<string> signInNames)
    {
        var people = string.Join(',', signInNames.Distinct(StringComparer.OrdinalIgnoreCase).Take(MostPeople).Select(Uri.EscapeDataString));
        var subject = Uri.EscapeDataString($"{escalation.Id} {escalation.Decision?.Severity}");
        return bridge switch
        {
            { Link: { } link } => Words.Say("fact.bridge.link", link),
            // Nobody can be called whose name is not known; a meeting can be opened to all the same.
            { Kind: BridgeKind.Call } when people.Length > 0 => Words.Say("fact.bridge.call", $"https://teams.microsoft.com/l/call/0/0?users={people}"),
            _ => Words.Say(
                people.Length > 0 ? "fact.bridge.meeting" : "fact.bridge.meeting.alone",
                $"https://teams.microsoft.com/l/meeting/new?subject={subject}{(people.Length > 0 ? $"&attendees={people}" : "")}"
            ),
        };
    }
}
