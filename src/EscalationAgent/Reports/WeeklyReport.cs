using System.Text.Json;
using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Reports;

/// <summary><c>GET /api/reports/weekly?week=2026-W11</c>: the week's summary as JSON.</summary>
internal static class WeeklyReport
{
    public static IEndpointConventionBuilder MapWeeklyReport(this IEndpointRouteBuilder endpoints, ReportAccess access) =>
        endpoints.MapGet(
            "/api/reports/weekly",
            async (HttpContext context, SummariseWeek weeks, IDirectory directory, string? week, CancellationToken cancel) =>
            {
                var (tenant, refusal) = await access.OfAsync(context, directory, cancel);
                if (tenant is null)
                {
                    return refusal;
                }

                var report = await weeks.HandleAsync(tenant, week, cancel);
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
}
