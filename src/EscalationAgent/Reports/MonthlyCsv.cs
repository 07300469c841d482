using System.Globalization;
using System.Text.Json;
using Escalations.Reporting;

namespace EscalationAgent.Reports;

/// <summary>The month's review as a table: one figure a line, so that any program can sort and sum it, and what each S1 and S2 was.</summary>
internal static class MonthlyCsv
{
    public static string Of(MonthlyReview review)
    {
        var csv = new CsvText().Line("group", "of", "figure", "value");
        Line("all", "", "month", review.Month);
        Line("all", "", "report_date", review.ReportDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (
            var (figure, value) in new (string, int)[]
            {
                ("critical", review.Critical),
                ("major", review.Major),
                ("confidential", review.Confidential),
                ("resolved", review.Resolved),
                ("acknowledged_late", review.AcknowledgedLate),
            }
        )
        {
            Line("all", "", figure, CsvText.Number((double)value));
        }

        foreach (var line in review.Escalations)
        {
            foreach (
                var (figure, value) in new[]
                {
                    ("severity", line.Severity),
                    ("what", line.What),
                    ("account", line.Account),
                    ("type", line.Type),
                    ("team", line.Team),
                    ("routed_at", At(line.RoutedAt)),
                    ("acknowledged_at", At(line.AcknowledgedAt)),
                    ("resolved_at", At(line.ResolvedAt)),
                    ("involved", string.Join("; ", line.Involved)),
                    ("decided", string.Join("; ", line.Decided)),
                    ("outcome", line.Outcome),
                }
            )
            {
                Line("escalation", line.Id, figure, value ?? "");
            }
        }

        foreach (var pattern in review.Patterns)
        {
            var same = $"same_{JsonNamingPolicy.SnakeCaseLower.ConvertName($"{pattern.Same}")}";
            Line(same, pattern.Name, "count", CsvText.Number((double)pattern.Count));
            Line(same, pattern.Name, "a_month_before", CsvText.Number(pattern.Before));
        }

        foreach (var feedback in review.Feedback)
        {
            Line("feedback", feedback.Playbook, "answers", CsvText.Number((decimal?)feedback.Answers));
            foreach (var question in feedback.Questions)
            {
                var name = JsonNamingPolicy.SnakeCaseLower.ConvertName($"{question.Question}");
                Line("feedback", feedback.Playbook, $"{name}_mean", CsvText.Number(question.Mean));
                Line("feedback", feedback.Playbook, $"{name}_spread", CsvText.Number(question.Spread));
                Line("feedback", feedback.Playbook, $"{name}_mean_before", CsvText.Number(question.MeanBefore));
            }
        }

        foreach (var pilot in review.Pilots)
        {
            Side("pilot", pilot.Playbook, pilot.Pilot);
            Side("not_of_pilot", pilot.Playbook, pilot.Others);
        }

        return csv.ToString();

        void Side(string group, string playbook, ProcessFigures side)
        {
            foreach (
                var (figure, value) in new (string, decimal?)[]
                {
                    ("matters", side.Matters),
                    ("hours_to_acknowledge", side.HoursToAcknowledge),
                    ("hours_to_resolve", side.HoursToResolve),
                    ("hand_overs", side.HandOvers),
                    ("not_ours", side.NotOurs),
                    ("reopened", side.Reopened),
                    ("answers", side.Answers),
                    ("clarity", side.Clarity),
                    ("workload", side.Workload),
                    ("fairness", side.Fairness),
                }
            )
            {
                Line(group, playbook, figure, CsvText.Number(value));
            }
        }

        void Line(string group, string of, string figure, string value) => csv.Line(group, of, figure, value);
    }

    private static string At(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
