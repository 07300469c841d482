namespace Escalations.Reporting;

/// <summary>
/// How matters went in a pilot, beside those of the same playbook, or for the same teams, that are not of it (A061, A064). What is
/// confidential is on neither side.
/// </summary>
/// <param name="Playbook">Its title.</param>
/// <param name="Until">The last day of the pilot; null while nobody has said.</param>
/// <param name="Comparable">Whether both sides have enough for figures to mean something.</param>
public sealed record PilotComparison(string Playbook, DateOnly? Until, bool Comparable, PilotSide Pilot, PilotSide Others)
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
            PilotSide.Of(pilot, comparable, [.. shown.Where(answer => answer.IsPilot)]),
            PilotSide.Of(others, comparable, [.. shown.Where(answer => !answer.IsPilot)])
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

/// <summary>One side of a comparison; a figure that is not known, or not to be compared, is null.</summary>
/// <param name="Matters">How many.</param>
/// <param name="HoursToAcknowledge">The median, by the clock, of those that were acknowledged.</param>
/// <param name="HoursToResolve">The median, by the clock, of those that were resolved.</param>
/// <param name="HandOvers">How many times one was handed to somebody else, on average.</param>
/// <param name="NotOurs">The share that a team gave back, in percent.</param>
/// <param name="Reopened">The share that was reopened, in percent.</param>
/// <param name="Answers">How many said what they thought; null where there are too few to show.</param>
/// <param name="Clarity">The mean of the answers, from 1 to 5.</param>
/// <param name="Workload">As above.</param>
/// <param name="Fairness">As above.</param>
public sealed record PilotSide(
    int Matters,
    decimal? HoursToAcknowledge,
    decimal? HoursToResolve,
    decimal? HandOvers,
    int? NotOurs,
    int? Reopened,
    int? Answers,
    decimal? Clarity,
    decimal? Workload,
    decimal? Fairness
)
{
    internal static PilotSide Of(IReadOnlyList<IReadOnlyList<RecordedEvent>> histories, bool comparable, IReadOnlyList<FeedbackAnswer> answers)
    {
        var side = new PilotSide(histories.Count, null, null, null, null, null, null, null, null, null);
        if (comparable)
        {
            side = side with
            {
                HoursToAcknowledge = Median(histories.Select(history => Took(history, e => e is Acknowledged))),
                HoursToResolve = Median(histories.Select(history => Took(history, e => e is Resolved))),
                HandOvers = Math.Round((decimal)histories.Average(history => history.Count(e => e.What is HandedOver)), 1),
                NotOurs = Share(histories, e => e is Returned),
                Reopened = Share(histories, e => e is Reopened),
            };
        }

        return answers.Count == 0
            ? side
            : side with
            {
                Answers = answers.Count,
                Clarity = FeedbackFigures.MeanOf(answers, FeedbackQuestion.Clarity),
                Workload = FeedbackFigures.MeanOf(answers, FeedbackQuestion.Workload),
                Fairness = FeedbackFigures.MeanOf(answers, FeedbackQuestion.Fairness),
            };
    }

    /// <summary>From when it was first routed to the first event of a kind after that; null where there is none.</summary>
    private static TimeSpan? Took(IReadOnlyList<RecordedEvent> history, Func<EscalationEvent, bool> isIt) =>
        history.FirstOrDefault(e => e.What is Routed) is { } routed && history.FirstOrDefault(e => e.Sequence > routed.Sequence && isIt(e.What)) is { } came
            ? came.At - routed.At
            : null;

    private static decimal? Median(IEnumerable<TimeSpan?> times)
    {
        var known = times.OfType<TimeSpan>().Order().ToList();
        return known.Count == 0 ? null : Math.Round((decimal)((known[(known.Count - 1) / 2] + known[known.Count / 2]) / 2).TotalHours, 1);
    }

    private static int Share(IReadOnlyList<IReadOnlyList<RecordedEvent>> histories, Func<EscalationEvent, bool> isIt) =>
        (int)Math.Round(100m * histories.Count(history => history.Any(e => isIt(e.What))) / histories.Count);
}
