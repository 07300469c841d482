using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>A place that receives for a team and is known to be gone.</summary>
public static class LostPlace
{
    /// <summary>What is known of the loss of a place, or of the channel that a thread is in; null when it can be reached as far as is known.</summary>
    public static Unreachable? Of(Target to, TeamLinks links) => links.Unreachable.FirstOrDefault(lost => lost.Place == to.Whole);

    /// <summary>What is known of the loss; null when the team has no place, or one that can be reached as far as is known.</summary>
    public static Unreachable? Of(string team, IReadOnlyList<Binding> bindings, IReadOnlyList<Unreachable> lost) =>
        bindings.FirstOrDefault(b => b.Team == team) is { } binding ? lost.FirstOrDefault(l => l.Place == binding.To) : null;
}
