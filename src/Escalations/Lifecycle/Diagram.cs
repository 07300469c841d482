using System.Text;

namespace Escalations.Lifecycle;

/// <summary>The table of moves as a picture.</summary>
public static class Diagram
{
    /// <summary>A Mermaid state diagram of all moves that change the status.</summary>
    public static string Mermaid()
    {
        var picture = new StringBuilder("stateDiagram-v2\n    direction LR\n    [*] --> Draft\n");
        foreach (var row in Transitions.Table.Where(t => t.From != t.To).GroupBy(t => (t.From, t.To)))
        {
            var labels = row.Select(t => $"{Words(t.Move)}{(t.By == Role.Clock ? " (clock)" : "")}");
            picture.Append(System.Globalization.CultureInfo.InvariantCulture, $"    {row.Key.From} --> {row.Key.To}: {string.Join(" / ", labels)}\n");
        }

        return picture.Append("    Closed --> [*]\n").ToString();
    }

    private static string Words(Move move) =>
        move switch
        {
            Move.HandOver => "hand over",
            Move.DeclineHandOver => "decline the hand-over",
            Move.Return => "not ours",
            Move.Stall => "no progress",
            Move.Update => "post update",
            Move.Close => "confirm and close",
            Move.AcceptTimeline => "accept the timeline",
            Move.FindAnotherPath => "find another path",
            Move.HandleDirectly => "handle it myself",
            Move.Combine => "combine with another",
            _ => move.ToString().ToLowerInvariant(),
        };
}
