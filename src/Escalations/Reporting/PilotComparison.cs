namespace Escalations.Reporting;

/// <summary>
/// How matters went in a pilot, beside those of the same playbook, or for the same teams, that are not of it (A061, A064). What is
/// confidential is on neither side.
/// </summary>
/// <param name="Playbook">Its title.</param>
/// <param name="Until">The last day of the pilot; null while nobody has said.</param>
/// <param name="Comparable">Whether both sides have enough for figures to mean something.</param>
public sealed record PilotComparison(string Playbook, DateOnly? Until, bool Comparable, ProcessFigures Pilot, ProcessFigures Others)
{
    /// <summary>With fewer on a side nothing is compared.</summary>
    public const int Fewest = 5;

    /// <summary>So many months, the one that is reviewed included, are looked at.</summary>
    public const int Months = 6;

    /// <summary>Of each side no more than the newest of these.</summary>
    public const int Most = 500;

    /// <param name="title">The playbook's.</param>
    /// <param name="lastDay">Of the pilot; null while nobody has said.</param>
    /// <param name="pilot">The histories of the pilot's matters.</param>
    /// <param name="others">Those of the others.</param>
    /// <param name="answers">All that are about the playbook.</param>
    /// <param name="until">The last month of which answers count.</param>
    public static PilotComparison Of(
        string title,
        DateOnly? lastDay,
        IReadOnlyList<IReadOnlyList<RecordedEvent>> pilot,
        IReadOnlyList<IReadOnlyList<RecordedEvent>> others,
        IReadOnlyList<FeedbackAnswer> answers,
        ReportMonth until
    )
    {
        var comparable = pilot.Count >= Fewest && others.Count >= Fewest;
        var shown = Shown([.. answers.Where(answer => string.CompareOrdinal(answer.Month, until.ToString()) <= 0)]);
        return new(
            title,
            lastDay,
            comparable,
            ProcessFigures.Of(pilot, comparable, [.. shown.Where(answer => answer.IsPilot)]),
            ProcessFigures.Of(others, comparable, [.. shown.Where(answer => !answer.IsPilot)])
        );
    }

    /// <summary>
    /// Answers of months in which each side has enough or none: else what a side has too few of could be told from the whole of the month.
    /// </summary>
    private static IReadOnlyList<FeedbackAnswer> Shown(IReadOnlyList<FeedbackAnswer> answers) =>
        [
            .. answers
                .GroupBy(answer => answer.Month)
                .Where(month => month.GroupBy(answer => answer.IsPilot).All(side => side.Count() >= PlaybookFeedback.Fewest))
                .SelectMany(month => month),
        ];
}
