using Escalations.Deadlines;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Teams.Cards;

/// <content>The quarterly review of a process.</content>
internal sealed partial class CardBuilder
{
    /// <summary>That a quarter is over, how it went, and the button by which a person begins its review.</summary>
    public static OfferCard Quarter(QuarterReport report)
    {
        var title = QuarterSubject(report);
        return new(
            title,
            string.Join("\n\n", [.. QuarterFigures(report).Select(line => CardFormat.Escape(line)), Words.Say("quarter.ask")]),
            [new(Words.Say("button.quarter"), Verbs.BeginReview, "positive", $"{report.Playbook.Version.Name}|{report.Quarter}", 0)]
        )
        {
            Summary = title,
        };
    }

    /// <summary>What the review is called: "Launch protocol: review of Q3 2026".</summary>
    public static string QuarterSubject(QuarterReport report) =>
        Words.Say("quarter.title", report.Playbook.InReaderLanguage(report.Playbook.Title), report.Quarter.Number, report.Quarter.Year);

    /// <summary>The notes of the brief: what it is called, and the figures.</summary>
    public static string QuarterNotes(QuarterReport report) => Words.Say("quarter.notes", QuarterSubject(report), string.Join(" ", QuarterFigures(report)));

    /// <summary>A sentence for each figure that is known, with that of the quarter before behind it.</summary>
    private static IEnumerable<string> QuarterFigures(QuarterReport report)
    {
        var (now, before) = (report.Now, report.Before);
        yield return Words.Say("quarter.matters", now.Matters, before.Matters);
        if (now.NotOurs is null)
        {
            yield return Words.Say("quarter.too_few", PilotComparison.Fewest);
        }

        (string Key, decimal? Hours, decimal? Before, int? Of)[] times =
        [
            ("quarter.acknowledged", now.HoursToAcknowledge, before.HoursToAcknowledge, now.AcknowledgedCount),
            ("quarter.resolved", now.HoursToResolve, before.HoursToResolve, now.ResolvedCount),
        ];
        foreach (var (key, hours, earlier, of) in times)
        {
            if (of is { } count)
            {
                yield return Words.Say(key, Time(hours), Time(earlier), count, now.Matters);
            }
        }

        (string Key, decimal? Now, decimal? Before)[] figures =
        [
            ("quarter.hand_overs", now.HandOvers, before.HandOvers),
            ("quarter.not_ours", now.NotOurs, before.NotOurs),
            ("quarter.reopened", now.Reopened, before.Reopened),
            ("quarter.clarity", now.Clarity, before.Clarity),
            ("quarter.workload", now.Workload, before.Workload),
            ("quarter.fairness", now.Fairness, before.Fairness),
        ];
        foreach (var (key, value, earlier) in figures)
        {
            if (value is { } known)
            {
                yield return Words.Say(key, Figure(known), earlier is { } known2 ? Figure(known2) : "–");
            }
        }

        static string Time(decimal? hours) => hours is { } known ? Explanation.Length(TimeSpan.FromHours((double)known)) : "–";
        static string Figure(decimal value) => value.ToString("0.#", Words.Book.Culture);
    }
}
