using System.Globalization;
using Escalations;
using Escalations.Deadlines;
using Escalations.Launches;
using Escalations.UseCases;
using TeamsBot.Cards;

namespace EscalationAgent.Teams.Cards;

/// <summary>The post-mortem of a launch: what is asked, how it is written, and what is shown of it.</summary>
internal static class PostMortemCards
{
    private const int LongestLearnings = 600;

    private const int MostFixes = 8;

    private const int ShortFix = 120;

    /// <summary>What came of it in figures, what was learnt, and what is changed for good.</summary>
    /// <param name="impacts">Of the launch, and of the one that it is compared with.</param>
    public static IReadOnlyList<TitledText> OnCard(Launch launch, IReadOnlyList<LaunchImpact> impacts, string? zone) =>
        [
            .. launch.Review is { } review
                ?
                [
                    new TitledText(
                        Words.Say("launch.review.title"),
                        Words.Say(
                            "launch.review.text",
                            CardFormat.Escape(CardFormat.Short(review.Learnings, LongestLearnings)),
                            CardFormat.Escape(review.By.Name),
                            DueText.For(review.At, zone)
                        )
                    ),
                    .. review.Fixes.Count > 0 ? [new TitledText(Words.Say("launch.review.fixes"), Fixes(review.Fixes))] : Array.Empty<TitledText>(),
                ]
                : Array.Empty<TitledText>(),
            new(Words.Say("launch.review.impact"), string.Join('\n', impacts.Select(impact => $"- {Line(impact)}"))),
        ];

    public static IEnumerable<Button> Buttons(Launch launch)
    {
        if (launch is { IsOpen: false, Review: null })
        {
            yield return new(Words.Say("button.launch_review"), Verbs.LaunchAskReview, "positive", launch.Id, launch.Version);
        }

        if (launch.Review?.OpenFixes.Any() is true)
        {
            yield return new(Words.Say("button.fix_done"), Verbs.LaunchAskFix, "default", launch.Id, launch.Version);
        }

        if (launch is { IsOpen: false, Review: not null })
        {
            yield return new(Words.Say("button.launch_review_correct"), Verbs.LaunchAskReview, "default", launch.Id, launch.Version);
        }
    }

    /// <summary>What a closed launch owes; null for nothing.</summary>
    /// <param name="owners">The ids of those whose part of it alone is shown; null for all of it.</param>
    public static OfferCard? Asked(Launch launch, IReadOnlyCollection<string>? owners = null)
    {
        var name = CardFormat.Escape(launch.Name);
        var show = new Button(Words.Say("button.launch_show"), Verbs.LaunchShow, "default", launch.Id, launch.Version);
        if (owners is not null)
        {
            return launch.Review is { } found && owners.SelectMany(found.OpenFixesOf).ToList() is { Count: > 0 } theirs
                ? new(Words.Say("launch.fix.yours", name), Fixes(theirs), [.. Buttons(launch), show]) { Summary = Words.Say("launch.fix.yours", launch.Name) }
                : null;
        }

        return launch.Review is not { } review
                ? new(Words.Say("launch.review.asked", name), Words.Say("launch.review.asked.text"), [.. Buttons(launch), show])
                {
                    Summary = Words.Say("launch.review.asked", launch.Name),
                }
            : review.OpenFixes.Any()
                ? new(Words.Say("launch.review.open", name), Fixes(review.Fixes), [.. Buttons(launch), show])
                {
                    Summary = Words.Say("launch.review.open", launch.Name),
                }
            : null;
    }

    /// <param name="impacts">What came of it, which is shown to whoever writes.</param>
    /// <param name="doubts">Words that name a culprit; null for none.</param>
    public static FormCard Write(
        Launch launch,
        IReadOnlyList<LaunchImpact> impacts,
        Func<string, string?>? written = null,
        string? problem = null,
        string? doubts = null
    ) =>
        LaunchCards.Form(
            launch,
            launch.Review is null ? "button.launch_review" : "button.launch_review_correct",
            Verbs.LaunchSaveReview,
            problem ?? doubts,
            hint: $"{string.Join("\n\n", impacts.Select(Line))}\n\n{Words.Say("launch.form.review.hint")}",
            texts:
            [
                new(
                    "learnings",
                    Words.Say("launch.form.review.learnings"),
                    "",
                    written?.Invoke("learnings") ?? launch.Review?.Learnings ?? "",
                    Longest: ReviewLaunches.LongestText
                ),
                new(
                    "toFix",
                    Words.Say("launch.form.review.fixes"),
                    Words.Say("launch.form.review.fixes.hint"),
                    written?.Invoke("toFix") ?? launch.Review?.ToFix ?? "",
                    Longest: ReviewLaunches.LongestText
                ),
                LaunchCards.Line("before", Words.Say("launch.form.review.before"), "", written),
            ],
            also: doubts is null ? [] : [new(Words.Say("button.publish_anyway"), Verbs.LaunchSaveReviewAnyway, "default", launch.Id, launch.Version)]
        );

    /// <summary>Which of what was found is changed.</summary>
    public static FormCard Tick(Launch launch, string? problem = null) =>
        LaunchCards.Form(
            launch,
            "button.fix_done",
            Verbs.LaunchFixDone,
            problem,
            choices:
            [
                new(
                    "fix",
                    Words.Say("fix.which"),
                    "",
                    [
                        .. launch.Review!.OpenFixes.Select(fix => new ChoiceOption(
                            CardText.Plain(CardFormat.Short(fix.What, ShortFix)),
                            fix.Number.ToString(CultureInfo.InvariantCulture)
                        )),
                    ]
                ),
            ]
        );

    private static string Fixes(IEnumerable<ReviewFix> fixes) =>
        string.Join(
            '\n',
            fixes
                .OrderBy(fix => !fix.IsOpen)
                .ThenBy(fix => fix.Due)
                .Take(MostFixes)
                .Select(fix => $"- {CardBuilder.Fix(fix, null)}" + (fix.IsOpen ? "" : Words.Say("launch.review.done")))
        );

    /// <summary>A launch in figures: matters by severity, how long fixing took, alarms, milestones.</summary>
    private static string Line(LaunchImpact impact) =>
        Words.Say(
            "launch.review.figures",
            CardFormat.Escape(impact.Of.Name),
            string.Join(", ", impact.Matters.Select((count, i) => $"{(Severity)i}: {count}")),
            impact.Alarms,
            impact.Moved,
            impact.Missed
        )
        + (
            impact.ToFix is { Median: { } median, Ninetieth: { } ninetieth }
                ? Words.Say("launch.review.to_fix", Explanation.Length(median), Explanation.Length(ninetieth))
                : ""
        );
}
