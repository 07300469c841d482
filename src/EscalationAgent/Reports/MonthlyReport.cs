using System.Text;
using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Reports;

/// <summary>
/// <c>GET /api/reports/monthly?month=2026-11</c>: the month's S1 and S2 as JSON, and as a table with <c>monthly.csv</c>; without a month those of
/// the last one that has ended.
/// </summary>
internal static class MonthlyReport
{
    public static void MapMonthlyReport(this IEndpointRouteBuilder endpoints, ReportAccess access)
    {
        Map("/api/reports/monthly", review => Results.Json(review, MonthlyReview.Json));
        Map("/api/reports/monthly.csv", review => Results.Text(MonthlyCsv.Of(review), "text/csv; charset=utf-8", Encoding.UTF8));

        void Map(string path, Func<MonthlyReview, IResult> written) =>
            endpoints.MapGet(path, async (HttpContext context, SummariseMonth months, IDirectory directory, string? month, CancellationToken cancel) =>
            {
                var (tenant, refusal) = await access.OfAsync(context, directory, cancel);
                if (tenant is null)
                {
                    return refusal;
                }

                context.Response.Headers.XContentTypeOptions = "nosniff";
                var report = await months.HandleAsync(tenant, month, cancel);
                return report.Review is { } review ? written(review) : Results.Problem(report.Refusal, statusCode: StatusCodes.Status400BadRequest);
            });
    }
}
