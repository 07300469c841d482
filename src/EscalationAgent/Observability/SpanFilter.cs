using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace EscalationAgent.Observability;

/// <summary>
/// Leaves of other libraries' spans only what cannot hold an id, a name or a text: paths of requests to Teams name conversations
/// and people, and the words of a fault may quote anything.
/// </summary>
/// <param name="own">Sources whose spans are left as they are.</param>
internal sealed class SpanFilter(IEnumerable<string> own) : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Kept = FrozenSet.ToFrozenSet(
        [
            "error.type",
            "http.request.method",
            "http.request.resend_count",
            "http.response.status_code",
            "http.route",
            "network.protocol.name",
            "network.protocol.version",
            "server.address",
            "server.port",
            "url.scheme",
        ],
        StringComparer.Ordinal
    );

    private readonly FrozenSet<string> own = own.ToFrozenSet(StringComparer.Ordinal);

    public override void OnEnd(Activity data)
    {
        if (own.Contains(data.Source.Name))
        {
            return;
        }

        if (data.Events.Any() || data.Baggage.Any())
        {
            // These cannot be taken out of it: it is not sent.
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        foreach (var (key, _) in data.TagObjects.ToList())
        {
            // Of a request that came in, the host is what the caller says.
            if (!Kept.Contains(key) || (data.Kind == ActivityKind.Server && key.StartsWith("server.", StringComparison.Ordinal)))
            {
                data.SetTag(key, null);
            }
        }

        if (data.StatusDescription is not null)
        {
            data.SetStatus(data.Status);
        }
    }
}
