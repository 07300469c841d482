using System.Text.Json.Serialization;

namespace Escalations.Reporting;

/// <summary>
/// What those who took part in a playbook's matters thought of them (A062), for a month that is over. Nothing is shown of fewer than five
/// answers, and nothing that two months, or a part and the whole, would give away of fewer when one is taken from the other.
/// </summary>
/// <param name="Playbook">Its title.</param>
/// <param name="Answers">How many; null where there are too few to show.</param>
/// <param name="Questions">Empty where there are too few to show.</param>
public sealed record PlaybookFeedback(string Playbook, int? Answers, IReadOnlyList<FeedbackFigures> Questions)
{
    /// <summary>Of fewer nothing is shown.</summary>
    public const int Fewest = 5;

    /// <summary>What was written, in the order of the hashes, which says nothing of when and by whom. For leadership's own places only.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <param name="asked">The playbooks for which people are asked; others are there where somebody has answered.</param>
    /// <param name="answers">All of the tenant.</param>
    /// <param name="isOver">Whether the month is over: until then each new answer would be known by what it changes.</param>
    public static IReadOnlyList<PlaybookFeedback> Of(
        ReportMonth month,
        bool isOver,
        IEnumerable<Playbook> asked,
        IReadOnlyList<FeedbackAnswer> answers,
        Func<string, string> titleOf
    ) =>
        isOver
            ?
            [
                .. asked
                    .Where(playbook => playbook.AsksForFeedback)
                    .Select(playbook => playbook.Version.Name)
                    .Concat(answers.Where(answer => answer.Month == month.ToString()).Select(answer => answer.Playbook))
                    .Distinct()
                    .Order(StringComparer.Ordinal)
                    .Select(name => Of(month, titleOf(name), [.. answers.Where(answer => answer.Playbook == name)])),
            ]
            : [];

    /// <summary>Those of months that had enough by themselves: a month less than that is shown nowhere.</summary>
    public static IReadOnlyList<FeedbackAnswer> Shown(IEnumerable<FeedbackAnswer> answers) =>
        [.. answers.GroupBy(answer => answer.Month).Where(month => month.Count() >= Fewest).SelectMany(month => month)];

    private static PlaybookFeedback Of(ReportMonth month, string title, IReadOnlyList<FeedbackAnswer> answers)
    {
        var now = answers.Where(answer => answer.Month == month.ToString()).ToList();
        if (now.Count < Fewest)
        {
            return new(title, null, []);
        }

        var months = Enumerable.Range(1, MonthlyReview.MonthsBefore).Select(back => month.Plus(-back).ToString()).ToList();
        var before = Shown(answers.Where(answer => months.Contains(answer.Month)));
        return new(title, now.Count, FeedbackFigures.Of(now, before))
        {
            Texts = [.. now.Where(answer => answer.Text is not null).OrderBy(answer => answer.Ticket, StringComparer.Ordinal).Select(answer => answer.Text!)],
        };
    }
}

/// <summary>What was answered to one question, from 1 to 5.</summary>
/// <param name="Spread">The standard deviation: 0 where all say the same.</param>
/// <param name="MeanBefore">Of the three months before, as far as they had enough answers; null where none had.</param>
public sealed record FeedbackFigures(FeedbackQuestion Question, decimal Mean, decimal Spread, decimal? MeanBefore)
{
    /// <param name="answers">At least one.</param>
    public static IReadOnlyList<FeedbackFigures> Of(IReadOnlyList<FeedbackAnswer> answers, IReadOnlyList<FeedbackAnswer> before) =>
        [
            .. Enum.GetValues<FeedbackQuestion>()
                .Select(question => new FeedbackFigures(
                    question,
                    MeanOf(answers, question),
                    Math.Round((decimal)Math.Sqrt(answers.Average(a => Math.Pow(a.To(question) - answers.Average(other => other.To(question)), 2))), 1),
                    before.Count == 0 ? null : MeanOf(before, question)
                )),
        ];

    internal static decimal MeanOf(IReadOnlyList<FeedbackAnswer> answers, FeedbackQuestion question) =>
        Math.Round((decimal)answers.Average(answer => answer.To(question)), 1);
}
