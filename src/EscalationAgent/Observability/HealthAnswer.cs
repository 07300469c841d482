using System.Net.Mime;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EscalationAgent.Observability;

/// <summary>How the state of health is said: one word, and where it is degraded also what is not as it should be.</summary>
internal static class HealthAnswer
{
    public static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = MediaTypeNames.Text.Plain;
        IEnumerable<string> lines =
        [
            $"{report.Status}",
            .. report.Entries.Where(entry => entry.Value.Status == HealthStatus.Degraded).Select(entry => $"{entry.Key}: {entry.Value.Description}"),
        ];
        return http.Response.WriteAsync(string.Join('\n', lines), http.RequestAborted);
    }
}
