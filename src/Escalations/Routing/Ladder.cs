namespace Escalations.Routing;

/// <summary>One step up.</summary>
/// <param name="To">The rung's key; null when there is nobody above who could be asked.</param>
/// <param name="PassedOver">Rungs on the way that nobody is linked to.</param>
public sealed record StepUp(string? To, IReadOnlyList<string> PassedOver);

/// <summary>Finds who is next above the team that has an escalation.</summary>
public static class Ladder
{
    /// <param name="isLinked">Whether a rung can be reached.</param>
    public static StepUp Next(Escalation escalation, Func<string, bool> isLinked)
    {
        var above = escalation.Ladder.Skip(escalation.RungsClimbed).ToList();
        var passedOver = above.TakeWhile(rung => !isLinked(rung)).ToList();
        return new(above.Skip(passedOver.Count).FirstOrDefault(), passedOver);
    }
}
