using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Reports;

/// <summary>Who may read reports over HTTP.</summary>
internal sealed record ReportsSettings
{
    /// <summary>The key that a reader sends as <c>Authorization: Bearer</c>. Default: none; then only this machine may read, and only in Development.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The tenant whose reports are served. Default: the bot's own tenant, where it is the only one in use; in Development the Playground's.</summary>
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
    /// <param name="own">The tenants that the settings name as the bot's own, or as allowed; none when they name none.</param>
    /// <param name="isLocal">Whether a request comes from this machine alone; null where that opens nothing.</param>
    public static IEndpointConventionBuilder MapWeeklyReport(
        this IEndpointRouteBuilder endpoints,
        ReportsSettings settings,
        IReadOnlyList<string> own,
        Func<HttpContext, bool>? isLocal
    ) =>
        endpoints.MapGet(
            "/api/reports/weekly",
            async (HttpContext context, SummariseWeek weeks, IDirectory directory, string? week, CancellationToken cancel) =>
            {
                if (!MayRead(context, settings, isLocal))
                {
                    return Results.Unauthorized();
                }

                var (tenant, problem) = await TenantAsync(settings, own, directory, cancel);
                if (tenant is null)
                {
                    return Results.Problem(problem, statusCode: StatusCodes.Status404NotFound);
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
                        "application/json; charset=utf-8"
                    )
                    : Results.Problem(report.Refusal, statusCode: StatusCodes.Status400BadRequest);
            }
        );

    /// <summary>Whose reports are served. Nobody is guessed: zeros of a tenant that nobody works in would read like a quiet week.</summary>
    internal static async Task<(string? Tenant, string? Problem)> TenantAsync(
        ReportsSettings settings,
        IReadOnlyList<string> own,
        IDirectory directory,
        CancellationToken cancel
    )
    {
        if (settings.Tenant is { Length: > 0 } named)
        {
            return (named, null);
        }

        var used = await directory.TenantsAsync(cancel);
        var candidates = own.Count == 0 ? used : [.. own];
        if (candidates.Count == 0)
        {
            return (
                null,
                "Nobody has linked a channel yet, and no tenant is configured: there is nothing to report. To say whose reports are served, set Reports:Tenant."
            );
        }

        if (candidates.Count > 1)
        {
            candidates = [.. candidates.Where(used.Contains)];
        }

        return candidates switch
        {
            [var only] when used.Count == 0 || used.Contains(only) => (only, null),
            [var only] => (
                null,
                $"In {only}, the bot's own tenant, no channel is linked, and in another tenant there is. Set Reports:Tenant to say whose reports are served."
            ),
            _ => (
                null,
                $"{(candidates.Count == 0 ? "None" : "More than one")} of the tenants that may use this bot has a channel linked, so it "
                    + $"is not clear whose reports are served. Set Reports:Tenant."
            ),
        };
    }

    internal static bool MayRead(HttpContext context, ReportsSettings settings, Func<HttpContext, bool>? isLocal)
    {
        if (settings.ApiKey is not { } key)
        {
            return isLocal?.Invoke(context) is true;
        }

        var sent = context.Request.Headers.Authorization.ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes($"Bearer {key}"));
    }
}
