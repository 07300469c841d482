using System.Diagnostics;

namespace EscalationAgent.Observability;

/// <summary>
/// Traces begin at the door: what a caller sends along decides neither their id nor whether they are kept, and none of its text gets
/// into a span.
/// </summary>
internal sealed class ClosedPropagator : DistributedContextPropagator
{
    public override IReadOnlyCollection<string> Fields => [];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) { }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        (traceId, traceState) = (null, null);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
