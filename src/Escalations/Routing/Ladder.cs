namespace Escalations.Routing;

/// <summary>One step up.</summary>
/// <param name="To">The rung's key; null when there is nobody above who could be asked.</param>
/// <param name="PassedOver">Rungs on the way that nobody is linked to, or who cannot be reached.</param>
/// <param name="Unreachable">Those of them who cannot be reached; null when there is none.</param>
public sealed record StepUp(string? To, IReadOnlyList<string> PassedOver, IReadOnlyList<string>? Unreachable = null)
{
    /// <summary>Who has been asked so far, in a place that can be reached; null when that is not known.</summary>
    public IReadOnlyList<string>? Asked { get; init; }

    /// <summary>The CSM's manager, where they stand in for the rung; null where somebody is linked to it.</summary>
    public Person? Manager { get; init; }

    /// <summary>Rungs below that could be asked and are left out because somebody higher is wanted; null when there is none.</summary>
    public IReadOnlyList<string>? Leapt { get; init; }

    /// <summary>Of what is confidential, who holds the rung now; see <see cref="Routed"/>. Null for all else.</summary>
    public IReadOnlyDictionary<string, Person>? HeldBy { get; init; }

    /// <summary>The step as it goes on record.</summary>
    /// <param name="notReached">The team or rung that was not waited for; see <see cref="EscalatedUp"/>.</param>
    public EscalationEvent Event(string? notReached = null) =>
        To is { } rung
            ? new EscalatedUp(rung, PassedOver, Unreachable, notReached, Manager, HeldBy, Leapt: Leapt)
            : new NobodyAbove(PassedOver, Unreachable, notReached, Asked);
}

/// <summary>Finds who is next above the team that has an escalation.</summary>
public static class Ladder
{
    /// <param name="isLinked">Whether somebody is linked to a rung who could be asked.</param>
    /// <param name="isReachable">Whether messages reach those who are; null when they reach all.</param>
    /// <param name="wanted">The rung that shall be asked; null for the nearest.</param>
    public static StepUp Next(Escalation escalation, Func<string, bool> isLinked, Func<string, bool>? isReachable = null, string? wanted = null)
    {
        var leapt = wanted is null ? [] : escalation.Assignment.StillAbove.TakeWhile(rung => rung != wanted).ToList();
        var above = escalation.Assignment.StillAbove.Skip(leapt.Count).ToList();
        // Where one of those who share a rung can be asked, it is asked.
        var passedOver = above
            .TakeWhile(rung => !escalation.Assignment.WithBeside(rung).Any(one => isLinked(one) && isReachable?.Invoke(one) is not false))
            .ToList();
        return new(
            above.Skip(passedOver.Count).FirstOrDefault(),
            passedOver,
            passedOver.Where(isLinked).ToList() is { Count: > 0 } unreachable ? unreachable : null
        )
        {
            Leapt = leapt.Count > 0 ? leapt : null,
        };
    }
}
