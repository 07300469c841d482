using System.Globalization;
using Escalations;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Teams.Cards;

/// <content>What people thought: the question, and what is shown of the answers; and how a pilot went.</content>
internal sealed partial class CardBuilder
{
    private const int MostTexts = 10;

    /// <summary>Asks for three taps. It names no matter; the ticket is in its button alone.</summary>
    /// <param name="playbook">The name of the playbook that it is about.</param>
    /// <param name="until">The last day on which it counts.</param>
    /// <param name="written">What was chosen and written, when it comes back; null at first.</param>
    /// <param name="counts">Whether what was written counts.</param>
    public FeedbackCard Feedback(string playbook, string ticket, DateOnly until, Func<string, string?>? written = null, bool counts = false)
    {
        var thanks = Words.Say("feedback.thanks", CardFormat.Of(until));
        var asked = playbooks.Newest.FirstOrDefault(p => p.Version.Name == playbook);
        IReadOnlyList<ChoiceOption> scale =
        [
            .. Enumerable
                .Range(1, GiveFeedback.Best)
                .Select(n => n.ToString(CultureInfo.InvariantCulture))
                .Select(n => new ChoiceOption(Words.Say($"feedback.scale.{n}"), n)),
        ];
        return new(
            Words.Say("feedback.title"),
            Words.Say("feedback.text", CardFormat.Escape(asked is null ? playbook : asked.InReaderLanguage(asked.Title))),
            [
                .. Enum.GetValues<FeedbackQuestion>()
                    .Select(question => new FormChoice(
                        IdOf(question),
                        Words.Say($"feedback.{question}"),
                        written?.Invoke(IdOf(question)) ?? "",
                        scale,
                        "expanded"
                    )),
            ],
            Words.Say("feedback.comment"),
            [
                new(
                    "said",
                    Words.Say("feedback.comment"),
                    Words.Say("feedback.comment.hint"),
                    written?.Invoke("said") ?? "",
                    Required: false,
                    Longest: FeedbackAnswer.LongestText
                ),
            ],
            Words.Say("feedback.promise"),
            written is not null && !counts ? Words.Say("feedback.incomplete") : null,
            counts ? thanks : null,
            Words.Say("feedback.change"),
            Words.Say("feedback.send"),
            Verbs.Feedback,
            ticket
        )
        {
            Summary =
                written is null ? Words.Say("feedback.title")
                : counts ? thanks
                : Words.Say("feedback.incomplete"),
        };
    }

    /// <summary>The field in which a question is answered.</summary>
    public static string IdOf(FeedbackQuestion question) =>
        question switch
        {
            FeedbackQuestion.Clarity => "clarity",
            FeedbackQuestion.Workload => "workload",
            _ => "fairness",
        };

    private static IEnumerable<CardFact> FeedbackFacts(MonthlyReview review) =>
        review.Feedback.SelectMany(feedback =>
            new[]
            {
                new CardFact(
                    Words.Say("feedback.about", CardFormat.Escape(feedback.Playbook)),
                    feedback.Answers is { } answers
                        ? Words.Say("feedback.figures", answers, string.Join("; ", feedback.Questions.Select(FiguresOf)))
                        : Words.Say("feedback.too_few")
                ),
            }.Concat(
                feedback.Texts.Count == 0
                    ? []
                    :
                    [
                        new CardFact(
                            Words.Say("feedback.words"),
                            string.Join(
                                " · ",
                                feedback
                                    .Texts.Take(MostTexts)
                                    .Select(text => Words.Say("feedback.quoted", CardFormat.Escape(CardFormat.OneLine(text))))
                                    .Append(More(feedback.Texts.Count - MostTexts))
                                    .OfType<string>()
                            )
                        ),
                    ]
            )
        );

    private static string FiguresOf(FeedbackFigures figures) =>
        Words.Say("feedback.figure", Words.Say($"feedback.short.{figures.Question}"), figures.Mean, figures.Spread)
        + (figures.MeanBefore is { } before ? Words.Say("feedback.before", before) : "");

    private static IEnumerable<CardFact> PilotFacts(MonthlyReview review) =>
        review.Pilots.Select(pilot => new CardFact(Words.Say("pilot.about", CardFormat.Escape(pilot.Playbook)), ComparedIn(pilot)));

    /// <summary>Each figure of the pilot with that of the others behind it.</summary>
    private static string ComparedIn(PilotComparison pilot)
    {
        var (own, others) = (pilot.Pilot, pilot.Others);
        var counts = Words.Say("pilot.counts", own.Matters, others.Matters);
        if (!pilot.Comparable)
        {
            return Words.Say("pilot.too_few", counts, PilotComparison.Fewest);
        }

        string?[] parts =
        [
            counts,
            Beside(Words.Say("pilot.acknowledged"), own.HoursToAcknowledge, others.HoursToAcknowledge, "pilot.h"),
            Beside(Words.Say("pilot.resolved"), own.HoursToResolve, others.HoursToResolve, "pilot.h"),
            Beside(Words.Say("pilot.hand_overs"), own.HandOvers, others.HandOvers),
            Beside(Words.Say("pilot.not_ours"), own.NotOurs, others.NotOurs, "week.percent"),
            Beside(Words.Say("pilot.reopened"), own.Reopened, others.Reopened, "week.percent"),
            Beside(Words.Say("feedback.short.Clarity"), own.Clarity, others.Clarity),
            Beside(Words.Say("feedback.short.Workload"), own.Workload, others.Workload),
            Beside(Words.Say("feedback.short.Fairness"), own.Fairness, others.Fairness),
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    private static string? Beside(string what, decimal? own, decimal? others, string? unit = null)
    {
        return own is null && others is null ? null : Words.Say("pilot.beside", what, Known(own), Known(others));

        string Known(decimal? figure) =>
            figure is not { } known ? "–"
            : unit is null ? known.ToString("0.#", Words.Book.Culture)
            : Words.Say(unit, known);
    }
}
