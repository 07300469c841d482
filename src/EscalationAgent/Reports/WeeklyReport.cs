using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Reports;

/// <summary>Who may read reports over HTTP.</summary>
internal sealed record ReportsSettings
{
    /// <summary>The key that a reader sends as <c>Authorization: Bearer</c>. Default: none; then only this machine may read, and only in Development.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The tenant whose reports are served. Default: the bot's own tenant; in Development the Playground's.</summary>
    public string? Tenant { get; init; }

    public IEnumerable<string> Faults()
    {
        if (ApiKey is { Length: < 16 })
        {
            yield return "Reports: ApiKey is shorter than 16 characters.";
        }
    }
}

/// <summary><c>GET /api/reports/weekly?week=2026-W11</c>: the week's summary as JSON.</summary>
internal static class WeeklyReport
{
    /// <param name="isLocal">Whether a request comes from this machine alone; null where that opens nothing.</param>
    public static IEndpointConventionBuilder MapWeeklyReport(this IEndpointRouteBuilder endpoints, ReportsSettings settings, string? tenant, Func<HttpContext, bool>? isLocal) =>
        endpoints.MapGet("/api/reports/weekly", async (HttpContext context, SummariseWeek weeks, string? week, CancellationToken cancel) =>
        {
            if (!MayRead(context, settings, isLocal))
            {
                return Results.Unauthorized();
            }

            if (tenant is null)
            {
                return Results.Problem("No tenant is configured; set Reports:Tenant.", statusCode: StatusCodes.Status404NotFound);
            }

            var report = await weeks.HandleAsync(tenant, week, cancel);
            context.Response.Headers.CacheControl = "no-store";
            if (report.IsNotReady)
            {
                context.Response.Headers.RetryAfter = "30";
                return Results.Problem(report.Refusal, statusCode: StatusCodes.Status503ServiceUnavailable);
            }

            return report.Summary is { } summary
                ? Results.Stream(
                    body => JsonSerializer.SerializeAsync(body, summary.With(weeks.EscalationsAsync(tenant, report, cancel)), WeeklyDocument.Json, cancel),
                    "application/json; charset=utf-8")
                : Results.Problem(report.Refusal, statusCode: StatusCodes.Status400BadRequest);
        });

    private static bool MayRead(HttpContext context, ReportsSettings settings, Func<HttpContext, bool>? isLocal)
    {
        if (settings.ApiKey is not { } key)
        {
            return isLocal?.Invoke(context) is true;
        }

        var sent = context.Request.Headers.Authorization.ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes($"Bearer {key}"));
    }
}
