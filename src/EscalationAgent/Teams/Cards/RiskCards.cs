using System.Globalization;
using Escalations;
using Escalations.Deadlines;
using Escalations.Launches;
using Escalations.UseCases;
using TeamsBot.Cards;

namespace EscalationAgent.Teams.Cards;

/// <summary>The early signs of a launch: what is shown of them, and the forms by which they are logged and judged.</summary>
internal static class RiskCards
{
    /// <summary>On a launch's card.</summary>
    private const int MostOnCard = 3;

    private const int MostInList = 8;

    private const int MostInAgenda = 5;

    private const int MostClosed = 5;

    /// <summary>What is seen, in characters, in a line among others.</summary>
    public const int ShortSign = 120;

    public static string ValueOf(Milestone milestone) => $"m-{Launch.KeyOf(milestone.Name)}";

    /// <summary>All that are open, and what one can do about them.</summary>
    public static FormCard All(Launch launch, bool mayChange, string? problem = null)
    {
        var open = launch.OpenRisks;
        var closed = launch.Risks.Count - open.Count;
        string?[] lines =
        [
            open.Count == 0 ? Words.Say("launch.risks.none") : Lines(launch, open, MostInList),
            closed > 0 ? $"{Words.Say("launch.risks.closed", closed)}\n{Closed(launch)}" : null,
        ];
        var form = LaunchCards.Form(
            launch,
            "button.launch_risks",
            Verbs.LaunchAskRiskNow,
            problem,
            hint: string.Join("\n\n", lines.OfType<string>()),
            choices: mayChange && launch.IsOpen && open.Count > 0
                ?
                [
                    new(
                        "risk",
                        Words.Say("launch.form.risk"),
                        Number(open[0]),
                        [.. open.Select(risk => new ChoiceOption(CardText.Plain(CardFormat.Short(risk.What, ShortSign)), Number(risk)))]
                    ),
                ]
                : []
        );
        return form with
        {
            Actions =
            [
                .. mayChange && launch.IsOpen
                    ? new[]
                    {
                        new Button(
                            Words.Say("button.launch_risk"),
                            Verbs.LaunchAskRisk,
                            open.Count == 0 ? "positive" : "default",
                            launch.Id,
                            launch.Version,
                            "none"
                        ),
                    }
                    : [],
                .. form.Choices.Count > 0
                    ? new[] { new Button(Words.Say("button.launch_risk_now"), Verbs.LaunchAskRiskNow, "positive", launch.Id, launch.Version) }
                    : [],
                form.Actions[^1],
            ],
        };
    }

    /// <summary>An early sign is logged.</summary>
    public static FormCard New(Launch launch, Func<string, string?>? written = null, string? problem = null)
    {
        var form = LaunchCards.Form(
            launch,
            "button.launch_risk",
            Verbs.LaunchSaveRisk,
            problem,
            hint: Words.Say("launch.form.risk.hint"),
            choices:
            [
                .. Judgement(written?.Invoke("likelihood") ?? "", written?.Invoke("trend") ?? $"{RiskTrend.Same}"),
                new(
                    "milestone",
                    Words.Say("launch.form.risk.milestone"),
                    written?.Invoke("milestone") ?? LaunchCards.DayItself,
                    [
                        new(Words.Say("launch.fact.day"), LaunchCards.DayItself),
                        .. launch.Milestones.Select(m => new ChoiceOption(CardText.Plain(m.Name), ValueOf(m))),
                    ]
                ),
            ],
            texts:
            [
                LaunchCards.Line("what", Words.Say("launch.form.risk.what"), "", written, isRequired: true, longest: KeepRisks.LongestText),
                .. Watched("", "", written),
            ]
        );
        return BackToAll(launch, form);
    }

    /// <summary>One is judged anew, or closed.</summary>
    public static FormCard Now(Launch launch, Risk risk, Func<string, string?>? written = null, string? problem = null)
    {
        var form = LaunchCards.Form(
            launch,
            "button.launch_risk_now",
            Verbs.LaunchSaveRiskNow,
            problem,
            hint: Words.Say("launch.form.risk.now", Line(launch, risk)),
            choices:
            [
                new("risk", Words.Say("launch.form.risk"), Number(risk), [new(CardText.Plain(CardFormat.Short(risk.What, ShortSign)), Number(risk))]),
                .. Judgement(written?.Invoke("likelihood") ?? $"{risk.Likelihood}", written?.Invoke("trend") ?? $"{risk.Trend}"),
            ],
            texts:
            [
                .. Watched(risk.Owner?.Name ?? "", risk.Mitigation ?? "", written),
                LaunchCards.Line("how", Words.Say("launch.form.risk.how"), "", written, longest: KeepRisks.LongestText),
            ],
            also: [new(Words.Say("button.launch_risk_close"), Verbs.LaunchCloseRisk, "destructive", launch.Id, launch.Version)]
        );
        return BackToAll(launch, form);
    }

    /// <summary>For the launch's card: the worst of those that are open; null for none.</summary>
    public static TitledText? OnCard(Launch launch) =>
        launch is { IsOpen: true, OpenRisks: { Count: > 0 } open }
            ? new(Words.Say("launch.risks", open.Count), Lines(launch, [.. open.Select(risk => risk with { Mitigation = null })], MostOnCard))
            : null;

    /// <summary>For an agenda: the worst first, and of each that nobody has looked at since when.</summary>
    public static TitledText OnAgenda(LaunchRisks risks, string zone)
    {
        // What nobody has looked at is named, however many are worse.
        var shown = risks.Open.Where((risk, i) => i < MostInAgenda || risks.Neglected.Contains(risk.Number)).Take(2 * MostInAgenda).ToList();
        var lines = shown.Select(risk =>
            $"- {Line(risks.Launch, risk)}"
            + (risks.Neglected.Contains(risk.Number) ? Words.Say("launch.risk.neglected", DueText.For(risk.LookedAt, zone)) : "")
        );
        return new(
            Words.Say("launch.risks.of", CardFormat.Escape(risks.Launch.Name), risks.Open.Count),
            string.Join('\n', [.. lines, .. More(risks.Open.Count - shown.Count)])
        );
    }

    /// <summary>That a risk has become worse, with the button by which a person starts an escalation; or that it is the reader's to watch.</summary>
    /// <returns>Null where it is another event.</returns>
    public static OfferCard? News(FoundLaunch found, LaunchRecorded happened, int number)
    {
        var launch = found.Launch;
        if (launch.FindRisk(number) is not { } risk)
        {
            return null;
        }

        var name = CardFormat.Escape(launch.Name);
        var show = new Button(Words.Say("button.launch_show"), Verbs.LaunchShow, "default", launch.Id, happened.Sequence);
        return risk.IsOpen && risk.Worsened == happened.Sequence
            ? new(
                Words.Say("launch.risk.worse", name),
                Words.Say("launch.risk.worse.text", Line(launch, risk), CardFormat.Escape(happened.By.Name)),
                [new(Words.Say("button.launch_escalate"), Verbs.LaunchEscalate, "positive", launch.Id, happened.Sequence), show]
            )
            {
                Summary = Words.Say("launch.risk.worse", launch.Name),
            }
            : new(Words.Say("launch.risk.yours", name), Line(launch, risk), [show]) { Summary = Words.Say("launch.risk.yours", launch.Name) };
    }

    /// <summary>What the brief that is begun from a risk holds: the sign, what it threatens and how likely that is, and what is done against it.</summary>
    public static IReadOnlyDictionary<BriefSection, string> Brief(Launch launch, Risk risk)
    {
        var threatened = (risk.Milestone ?? Words.Say("launch.fact.day")) + (launch.DayOf(risk) is { } day ? $", {CardFormat.Of(day)}" : "");
        var brief = new Dictionary<BriefSection, string>
        {
            [BriefSection.Headline] = risk.What,
            [BriefSection.CustomerImpact] = Words.Say("launch.risk.impact", threatened, Judged(risk)),
        };
        if (risk.Mitigation is { } mitigation)
        {
            brief[BriefSection.ResolutionAttempts] = mitigation;
        }

        return brief;
    }

    /// <summary>How likely it is, and where it is going.</summary>
    public static string Judged(Risk risk) => Words.Say("launch.risk.judged", Of(risk.Likelihood), Of(risk.Trend));

    /// <summary>How those ended that were closed last.</summary>
    private static string Closed(Launch launch) =>
        string.Join(
            '\n',
            launch.Risks.Where(risk => !risk.IsOpen).OrderByDescending(risk => risk.End!.At).Take(MostClosed).Select(risk => $"- {Ended(risk, risk.End!)}")
        );

    private static string Ended(Risk risk, RiskEnd end) =>
        Words.Say(
            "launch.risk.ended",
            CardFormat.Escape(CardFormat.Short(risk.What, ShortSign)),
            CardFormat.Escape(CardFormat.Short(end.How, ShortSign)),
            CardFormat.Escape(end.By.Name),
            CardFormat.Of(DateOnly.FromDateTime(end.At.UtcDateTime))
        );

    private static string Lines(Launch launch, IReadOnlyList<Risk> open, int most) =>
        string.Join('\n', [.. open.Take(most).Select(risk => $"- {Line(launch, risk)}"), .. More(open.Count - most)]);

    private static IEnumerable<string> More(int left) => left > 0 ? [Words.Say("launch.risks.more", left)] : [];

    /// <summary>What is seen, how likely it is, where it is going, and what it threatens.</summary>
    private static string Line(Launch launch, Risk risk)
    {
        var threatened = risk.Milestone is { } name ? CardFormat.Escape(name) : Words.Say("launch.fact.day");
        string?[] parts =
        [
            Words.Say("launch.risk.line", CardFormat.Escape(CardFormat.Short(risk.What, ShortSign)), Of(risk.Likelihood), Of(risk.Trend)),
            launch.DayOf(risk) is { } day ? $"{threatened} {CardFormat.Of(day)}" : threatened,
            risk.Owner is { } owner ? CardFormat.Escape(owner.Name) : null,
            risk.Mitigation is { } mitigation ? Words.Say("launch.risk.against", CardFormat.Escape(CardFormat.Short(mitigation, ShortSign))) : null,
            risk.Begun is { } begun ? Words.Say("launch.lead.begun", begun.Id, CardFormat.Escape(begun.By.Name)) : null,
        ];
        return string.Join(" · ", parts.OfType<string>());
    }

    private static IEnumerable<FormChoice> Judgement(string likelihood, string trend) =>
        [
            new(
                "likelihood",
                Words.Say("launch.form.risk.likelihood"),
                likelihood,
                [.. Enum.GetValues<Likelihood>().Select(level => new ChoiceOption(Of(level), $"{level}"))]
            ),
            new("trend", Words.Say("launch.form.risk.trend"), trend, [.. Enum.GetValues<RiskTrend>().Select(one => new ChoiceOption(Of(one), $"{one}"))]),
        ];

    private static IEnumerable<FormText> Watched(string owner, string mitigation, Func<string, string?>? written) =>
        [
            LaunchCards.Line("owner", Words.Say("launch.form.risk.owner"), owner, written, longest: 100),
            LaunchCards.Line("mitigation", Words.Say("launch.form.risk.mitigation"), mitigation, written, longest: KeepRisks.LongestText),
        ];

    private static FormCard BackToAll(Launch launch, FormCard form) =>
        form with
        {
            Actions = [.. form.Actions.SkipLast(1), new(Words.Say("button.launch_back"), Verbs.LaunchRisks, "default", launch.Id, launch.Version, "none")],
        };

    private static string Of(Likelihood likelihood) => Words.Say($"launch.likelihood.{likelihood.ToString().ToLowerInvariant()}");

    private static string Of(RiskTrend trend) => Words.Say($"launch.trend.{trend.ToString().ToLowerInvariant()}");

    private static string Number(Risk risk) => risk.Number.ToString(CultureInfo.InvariantCulture);
}
