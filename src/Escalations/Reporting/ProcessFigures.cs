namespace Escalations.Reporting;

/// <summary>How a number of matters went, and what those thought who took part; a figure that is not known, or not to be shown, is null.</summary>
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
public sealed record ProcessFigures(
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
    /// <summary>How many of them were acknowledged; null as the times are.</summary>
    public int? AcknowledgedCount { get; init; }

    /// <summary>How many of them were resolved; null as the times are.</summary>
    public int? ResolvedCount { get; init; }

    internal static ProcessFigures Of(IReadOnlyList<IReadOnlyList<RecordedEvent>> histories, bool isShown, IReadOnlyList<FeedbackAnswer> answers)
    {
        var side = new ProcessFigures(histories.Count, null, null, null, null, null, null, null, null, null);
        if (isShown)
        {
            var (acknowledged, resolved) = (TimesTo(e => e is Acknowledged), TimesTo(e => e is Resolved));
            side = side with
            {
                AcknowledgedCount = acknowledged.Count,
                ResolvedCount = resolved.Count,
                HoursToAcknowledge = MedianHours(acknowledged),
                HoursToResolve = MedianHours(resolved),
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

        List<TimeSpan> TimesTo(Func<EscalationEvent, bool> isIt) => [.. histories.Select(history => Took(history, isIt)).OfType<TimeSpan>().Order()];
    }

    /// <summary>From when it was first routed to the first event of a kind after that; null where there is none.</summary>
    private static TimeSpan? Took(IReadOnlyList<RecordedEvent> history, Func<EscalationEvent, bool> isIt) =>
        history.FirstOrDefault(e => e.What is Routed) is { } routed && history.FirstOrDefault(e => e.Sequence > routed.Sequence && isIt(e.What)) is { } came
            ? came.At - routed.At
            : null;

    private static decimal? MedianHours(IReadOnlyList<TimeSpan> ordered) =>
        Percentiles.Median(ordered) is { } median ? Math.Round((decimal)median.TotalHours, 2) : null;

    private static int Share(IReadOnlyList<IReadOnlyList<RecordedEvent>> histories, Func<EscalationEvent, bool> isIt) =>
        (int)Math.Round(100m * histories.Count(history => history.Any(e => isIt(e.What))) / histories.Count);
}
