using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Reports;

/// <summary><c>GET /api/reports/monthly?month=2026-11</c>: the month's S1 and S2 as JSON; without a month those of the last one that has ended.</summary>
internal static class MonthlyReport
{
    public static IEndpointConventionBuilder MapMonthlyReport(this IEndpointRouteBuilder endpoints, ReportAccess access) =>
        endpoints.MapGet(
            "/api/reports/monthly",
            async (HttpContext context, SummariseMonth months, IDirectory directory, string? month, CancellationToken cancel) =>
            {
                var (tenant, refusal) = await access.OfAsync(context, directory, cancel);
                if (tenant is null)
                {
                    return refusal;
                }

                var report = await months.HandleAsync(tenant, month, cancel);
                return report.Review is { } review
                    ? Results.Json(review, MonthlyReview.Json)
                    : Results.Problem(report.Refusal, statusCode: StatusCodes.Status400BadRequest);
            }
        );
}
