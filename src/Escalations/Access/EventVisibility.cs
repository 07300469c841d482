using System.Reflection;
using System.Text.Json.Serialization;

namespace Escalations.Access;

/// <summary>
/// Which events other systems may be told of. Deny by default: an event that is not named here stays inside, as does all that is
/// confidential, and whatever is done to a brief that no team has.
/// </summary>
public static class EventVisibility
{
    private static readonly Dictionary<Type, string> Names = typeof(EscalationEvent)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(shape => shape.DerivedType, shape => (string)shape.TypeDiscriminator!);

    private static readonly HashSet<Type> Told =
    [
        typeof(Routed),
        typeof(Acknowledged),
        typeof(WorkStarted),
        typeof(UpdatePosted),
        typeof(HandedOver),
        typeof(HandOverOffered),
        typeof(HandOverDeclined),
        typeof(Returned),
        typeof(Stalled),
        typeof(Resolved),
        typeof(Reopened),
        typeof(Closed),
        typeof(Withdrawn),
        typeof(Reminded),
        typeof(EscalatedUp),
        typeof(NobodyAbove),
        typeof(PushedHarder),
        typeof(TimelineAccepted),
        typeof(OtherPathChosen),
        typeof(ClockPaused),
        typeof(ClockResumed),
        typeof(Reclassified),
        typeof(Retimed),
        typeof(ReviewPublished),
        typeof(CsmReassigned),
        typeof(ReproductionReported),
        typeof(FixDateSet),
        typeof(DecisionLogged),
        typeof(AdviceGiven),
        typeof(CombinedInto),
        typeof(CombinedFrom),
        typeof(TicketOpened),
        typeof(BackupUsed),
        typeof(ShiftAccepted),
    ];

    /// <summary>The names of all events that other systems may be told of, such as <c>acknowledged</c>.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Told.Select(KindOf).Order(StringComparer.Ordinal)];

    /// <summary>Its name without the version of its shape.</summary>
    public static string KindOf(EscalationEvent what) => KindOf(what.GetType());

    /// <summary>Whether other systems may be told of it.</summary>
    /// <param name="before">What was so before it; null for the first event.</param>
    public static bool IsTold(Escalation? before, Escalation after, EscalationEvent what) =>
        before is not null
        && IsTold(after, what)
        // What is done to a draft is its CSM's alone, even where a team once had it; that it goes to a team again, or ends, is not.
        && (before.Status != Status.Draft || after.Status != Status.Draft);

    /// <summary>Whether other systems may be told of it, as far as can be said without what was so before.</summary>
    public static bool IsTold(Escalation after, EscalationEvent what) =>
        after is { RoutedAt: not null, IsConfidential: false } && Told.Contains(what.GetType());

    private static string KindOf(Type type) => Names[type].Split('.')[0];
}
