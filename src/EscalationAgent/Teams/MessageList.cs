using System.Text;
using EscalationAgent.Teams.Cards;
using Escalations;

namespace EscalationAgent.Teams;

/// <summary>A message that lists escalations, each in a short line with its id as a link.</summary>
internal static class MessageList
{
    /// <summary>Teams takes about 28 KB in one message; some of it is the envelope.</summary>
    private const int LargestInBytes = 20 * 1024;

    public static string Row(Escalation escalation, string? link, IReadOnlyList<string> lines)
    {
        var id = link is null ? $"**{escalation.Id}**" : $"[{escalation.Id}]({link})";
        var severity = escalation.Decision is { } decision ? $"**{decision.Severity}** " : "";
        return $"- {severity}{id} {CardFormat.Account(escalation)}: {string.Join(" ", lines)}";
    }

    /// <summary>As many rows as one message holds, from the first on; what does not fit is counted.</summary>
    /// <param name="rest">What is said about the number of those that do not fit.</param>
    public static string Of(string title, IReadOnlyList<string> rows, Func<int, string> rest, IReadOnlyList<string> after)
    {
        var shown = Fitting(rows);
        IEnumerable<string> parts = [title, .. rows.Take(shown), .. shown < rows.Count ? [rest(rows.Count - shown)] : Array.Empty<string>(), .. after];
        return string.Join("\n\n", parts);
    }

    /// <summary>How many of the rows one message holds, at least one.</summary>
    public static int Fitting(IEnumerable<string> rows)
    {
        var (shown, size) = (0, 0);
        foreach (var row in rows)
        {
            size += Encoding.UTF8.GetByteCount(row) + 4;
            if (size > LargestInBytes && shown > 0)
            {
                break;
            }

            shown++;
        }

        return shown;
    }

    /// <summary>What to say in a place: in a channel with a mention.</summary>
    public static string Command(Target to, string command) => to is ToPerson ? $"`{command}`" : $"`@Escalation Agent {command}`";
}
