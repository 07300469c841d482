using Escalations.Deadlines;
using Escalations.Launches;
using Escalations.Ports;
using Escalations.UseCases;
using TeamsBot.Cards;
using TextAnalysis.Redaction;

namespace EscalationAgent.Teams.Cards;

/// <summary>A criterion on a launch's card.</summary>
/// <param name="Value">What was measured last.</param>
/// <param name="Limit">What was agreed, and by whom.</param>
internal sealed record CriterionRow(string What, string Value, string Color, string Limit);

/// <summary>A launch: how it stands, what was agreed, and who does what.</summary>
/// <param name="Seen">Its version.</param>
/// <param name="Lead">What is asked of the reader: what is missing, or which alarms are raised; null for nothing.</param>
/// <param name="More">Folded.</param>
internal sealed record LaunchCard(
    string Id,
    int Seen,
    string Title,
    string Subtitle,
    string Status,
    string StatusColor,
    string? Lead,
    string LeadStyle,
    IReadOnlyList<CardFact> Facts,
    IReadOnlyList<CriterionRow> Criteria,
    IReadOnlyList<TitledText> Sections,
    IReadOnlyList<TitledText> More,
    IReadOnlyList<Button> Actions
) : CardModel
{
    public bool HasCriteria => Criteria.Count > 0;

    public string CriteriaTitle { get; init; } = Words.Say("launch.criteria");

    public string MoreTitle { get; init; } = Words.Say("launch.more");

    /// <summary>What is done seldom, folded.</summary>
    public IReadOnlyList<Button> MoreActions { get; init; } = [];

    public bool HasMoreActions => MoreActions.Count > 0;

    /// <summary>What is to be said of what the reader has just done; it stands beside the buttons.</summary>
    public string? Notice { get; init; }
}

/// <summary>What is shown of launches, and the forms by which they are changed.</summary>
internal static class LaunchCards
{
    public const string NewMilestone = "new";
    public const string DayItself = "day";

    private const int MostIds = 5;

    private const int MostButtons = 6;

    private const int LongestLines = 6_000;

    private const int LongestReason = ManageLaunches.LongestReason;

    private static readonly DateOnly FarBack = new(2020, 1, 1);

    /// <param name="roles">Keys of the roles that a launch has, its lead first.</param>
    /// <param name="titleOf">What a role is called.</param>
    /// <param name="reader">Who alone reads it; null for a channel.</param>
    /// <param name="zone">The reader's IANA zone; null for UTC.</param>
    /// <param name="board">Where it is shown in figures; null where it is not.</param>
    /// <param name="mayCall">Whether the reader may call an urgent meeting where a decision stalls.</param>
    /// <param name="afterwards">What came of a closed launch, and what was learnt of it; null for nothing.</param>
    public static LaunchCard Of(
        FoundLaunch found,
        LaunchStanding standing,
        IReadOnlyList<string> roles,
        Func<string, string> titleOf,
        DateOnly today,
        string? reader,
        string? zone,
        string? board = null,
        string? notice = null,
        IReadOnlyList<TitledText>? afterwards = null,
        bool mayCall = false
    )
    {
        var launch = found.Launch;
        var missing = launch.Status == LaunchStatus.Preparing ? launch.MissingOf(roles) : [];
        var stalls = launch.IsOpen && standing.Stalled.Count > 0;
        var buttons = Buttons(launch, missing, reader, stalls && mayCall).ToList();
        var raised = launch
            .Criteria.Where(c => launch.Alarms.Contains(c.Criterion.Key))
            .Select(c =>
                CardFormat.Escape(c.Criterion.Name)
                + (
                    launch.Begun.GetValueOrDefault(c.Criterion.Key) is { } begun
                        ? $" ({Words.Say("launch.lead.begun", begun.Id, CardFormat.Escape(begun.By.Name))})"
                        : ""
                )
            )
            .ToList();
        return new(
            launch.Id,
            launch.Version,
            CardFormat.Escape(launch.Name),
            Words.Say("launch.subtitle", CardFormat.Escape(launch.StartedBy.Name), DueText.For(launch.StartedAt, zone)),
            StatusOf(launch),
            launch.Status switch
            {
                LaunchStatus.Live => "Good",
                LaunchStatus.Closed => "Default",
                _ => "Accent",
            },
            Lead(),
            raised.Count > 0 || stalls ? "attention" : "accent",
            [
                .. Facts(launch, standing, zone),
                .. board is null ? Array.Empty<CardFact>() : [new(Words.Say("launch.fact.board"), Words.Say("fact.open", board))],
            ],
            [.. launch.Criteria.Select(c => Row(c, found.Head.Measured.GetValueOrDefault(c.Criterion.Key), zone))],
            [
                .. launch.Outcome is { } outcome ? [Ending(outcome, zone)] : Array.Empty<TitledText>(),
                .. afterwards ?? [],
                .. RiskCards.OnCard(launch) is { } risks ? [risks] : Array.Empty<TitledText>(),
                .. launch.Milestones.Count == 0
                    ? []
                    : new[] { new TitledText(Words.Say("launch.milestones"), string.Join('\n', launch.Milestones.Select(one => $"- {Line(one, today)}"))) },
            ],
            [
                new(Words.Say("launch.roles"), string.Join('\n', roles.Select(role => $"- {titleOf(role)}: {HolderOf(launch, role)}"))),
                .. launch.Meetings.Count == 0 ? Array.Empty<TitledText>() : [new(Words.Say("launch.meetings"), Meetings(launch, zone))],
            ],
            launch.IsOpen
                ? [.. buttons.Where(button => !Seldom(button)).Take(MostButtons)]
                : [.. PostMortemCards.Buttons(launch), new(Words.Say("button.launch_again"), Verbs.LaunchAgain, "default", launch.Id, launch.Version)]
        )
        {
            Notice = notice,
            MoreTitle = Words.Say(launch.IsOpen ? "launch.more.open" : "launch.more"),
            MoreActions = launch.IsOpen ? [.. buttons.Where(Seldom)] : [],
            Summary = $"{launch.Name}: {StatusOf(launch)}",
        };

        // Roles are at hand while one of them is missing.
        bool Seldom(Button button) =>
            button.Verb is Verbs.LaunchAskMilestone or Verbs.LaunchAskClose
            || (button.Verb == Verbs.LaunchAskCriterion && stalls)
            || (button.Verb == Verbs.LaunchAskRoles && missing.All(role => role is null));

        string? Lead()
        {
            IReadOnlyList<string> all =
            [
                .. raised.Count > 0 && launch.IsOpen ? [Words.Say("launch.lead.alarms", string.Join(", ", raised))] : Array.Empty<string>(),
                .. stalls ? [Words.Say("launch.lead.stalled", string.Join(", ", standing.Stalled.Take(MostIds)))] : Array.Empty<string>(),
                .. missing.Count > 0
                    ?
                    [
                        Words.Say(
                            "launch.lead.missing",
                            string.Join(", ", missing.Select(role => role is null ? Words.Say("launch.lead.criteria") : titleOf(role)))
                        ),
                    ]
                    : Array.Empty<string>(),
            ];
            return all.Count == 0 ? null : string.Join("\n\n", all);
        }
    }

    /// <summary>How it ended, and how the one who closed it judged.</summary>
    public static TitledText Ending(LaunchOutcome outcome, string? zone) =>
        new(
            Words.Say("launch.outcome.title"),
            Words.Say(
                "launch.outcome.text",
                CardFormat.Escape(outcome.Text),
                Of(outcome.Before),
                Of(outcome.After),
                CardFormat.Escape(outcome.By.Name),
                DueText.For(outcome.At, zone)
            )
        );

    private static string HolderOf(Launch launch, string role) =>
        launch.Roles.GetValueOrDefault(role) is { } holder ? CardFormat.Escape(holder.Name) : Words.Say("launch.role.nobody");

    /// <param name="missing">What it needs before it can go live.</param>
    private static IEnumerable<Button> Buttons(Launch launch, IReadOnlyList<string?> missing, string? reader, bool mayMeet)
    {
        if (mayMeet)
        {
            yield return new(Words.Say("button.launch_meeting"), Verbs.LaunchAskMeeting, "default", launch.Id, launch.Version);
        }

        if (launch.Status == LaunchStatus.Preparing && missing.Count == 0)
        {
            yield return new(Words.Say("button.launch_live"), Verbs.LaunchLive, "positive", launch.Id, launch.Version);
        }

        yield return new(Words.Say("button.launch_roles"), Verbs.LaunchAskRoles, "default", launch.Id, launch.Version);
        yield return new(Words.Say("button.launch_criterion"), Verbs.LaunchAskCriterion, "default", launch.Id, launch.Version);
        if (launch.Criteria.Count > 0)
        {
            yield return new(Words.Say("button.launch_measure"), Verbs.LaunchAskMeasures, "default", launch.Id, launch.Version);
            if (launch.Criteria.Any(c => reader is null || c.Agreed.All(one => one.By.Id != reader)))
            {
                yield return new(Words.Say("button.launch_agree"), Verbs.LaunchAgree, "default", launch.Id, launch.Version);
            }
        }

        yield return new(Words.Say("button.launch_risks"), Verbs.LaunchRisks, "default", launch.Id, launch.Version);
        yield return new(Words.Say("button.launch_backlog"), Verbs.LaunchBacklog, "default", launch.Id, launch.Version);
        yield return new(Words.Say("button.launch_milestone"), Verbs.LaunchAskMilestone, "default", launch.Id, launch.Version);
        yield return new(Words.Say("button.launch_close"), Verbs.LaunchAskClose, "destructive", launch.Id, launch.Version);
    }

    private static IEnumerable<CardFact> Facts(Launch launch, LaunchStanding standing, string? zone)
    {
        yield return new(
            Words.Say("launch.fact.day"),
            (launch.Day, launch.MovedBecause) switch
            {
                (null, _) => Words.Say("launch.fact.day.none"),
                ({ } day, { } because) => Words.Say("launch.fact.day.moved", CardFormat.Of(day), CardFormat.Of(launch.FirstDay ?? day), Reason(because)),
                ({ } day, null) => Words.Say("launch.fact.day.on", CardFormat.Of(day)),
            }
        );
        if (launch.LiveAt is { } live)
        {
            yield return new(Words.Say("launch.fact.live"), DueText.For(live, zone));
        }

        yield return new(
            Words.Say("launch.fact.readiness"),
            Readiness(launch, standing) + (standing.NotMeasured > 0 ? Words.Say("launch.fact.not_measured", standing.NotMeasured) : "")
        );
        yield return new(Words.Say("launch.fact.open"), Open(standing));
        if (standing.DecisionsDue > 0)
        {
            yield return new(
                Words.Say("launch.fact.decisions"),
                standing.FirstDecision is { } due
                    ? Words.Say("launch.fact.decisions.text", standing.DecisionsDue, DueText.For(due, zone))
                    : $"{standing.DecisionsDue}"
            );
        }

        if (standing.ToFix is { Median: { } median, Ninetieth: { } ninetieth })
        {
            yield return new(
                Words.Say("launch.fact.to_fix"),
                Words.Say("launch.fact.to_fix.text", Explanation.Length(median), Explanation.Length(ninetieth), standing.ToFix.Count)
            );
        }
    }

    private static CriterionRow Row(AgreedCriterion agreed, MeasuredSoFar? soFar, string? zone)
    {
        var criterion = agreed.Criterion;
        var by = string.Join(
            ", ",
            agreed.Agreed.Select(one => Words.Say("launch.agreed.by", CardFormat.Escape(one.By.Name), CardFormat.Of(DateOnly.FromDateTime(one.At.UtcDateTime))))
        );
        return new(
            CardFormat.Escape(criterion.Name),
            soFar is null ? "–"
                : soFar.Before is { } before ? $"{Number(soFar.Newest.Value, criterion)} ({Words.Say("launch.before", Number(before))})"
                : Number(soFar.Newest.Value, criterion),
            soFar is null ? "Default"
                : criterion.IsMetBy(soFar.Newest.Value) ? "Good"
                : "Attention",
            string.Join(
                " · ",
                [
                    Limit(criterion),
                    .. soFar is null ? Array.Empty<string>() : [Words.Say("launch.measured", DueText.For(soFar.Newest.At, zone), SourceOf(soFar.Newest))],
                    Words.Say("launch.agreed", by),
                    .. criterion.Owner is { } owner ? [Words.Say("launch.owner", CardFormat.Escape(owner.Name))] : Array.Empty<string>(),
                ]
            )
        );
    }

    /// <summary>"at most 5 %, over from 3 %": what was agreed.</summary>
    public static string Limit(Criterion criterion) =>
        Words.Say(criterion.Direction == Direction.AtMost ? "launch.at_most" : "launch.at_least", Number(criterion.Threshold, criterion))
        + (criterion.ClearsAt == criterion.Threshold ? "" : Words.Say("launch.clears", Number(criterion.ClearsAt, criterion)));

    private static string Line(Milestone milestone, DateOnly today)
    {
        var name = CardFormat.Escape(milestone.Name);
        var day = CardFormat.Of(milestone.Due);
        var moved = milestone.IsMoved ? Words.Say("launch.milestone.moved", CardFormat.Of(milestone.FirstDue), Reason(milestone.Because)) : "";
        return $"{name}: {day}{moved}"
            + (
                milestone.MetOn is { } met ? Words.Say(milestone.IsMissed(today) ? "launch.milestone.met_late" : "launch.milestone.met", CardFormat.Of(met))
                : milestone.IsMissed(today) ? Words.Say("launch.milestone.missed")
                : ""
            );
    }

    /// <summary>In short: the record holds it in full.</summary>
    private static string Reason(string? because) => CardFormat.Escape(CardFormat.Short(because ?? "–", LongestReason));

    /// <summary>An alarm that was raised or cleared, with the button by which a person starts an escalation.</summary>
    public static OfferCard? Alarm(FoundLaunch found, LaunchRecorded happened, string? zone)
    {
        var (launch, name) = (found.Launch, CardFormat.Escape(found.Launch.Name));
        var show = new Button(Words.Say("button.launch_show"), Verbs.LaunchShow, "default", launch.Id, happened.Sequence);
        return happened.What switch
        {
            AlarmRaised raised => new(
                Words.Say("launch.alarm.raised", name, CardFormat.Escape(raised.Against.Name)),
                Words.Say("launch.alarm.raised.text", Of(raised.Measured, raised.Against, zone), Limit(raised.Against)),
                [new(Words.Say("button.launch_escalate"), Verbs.LaunchEscalate, "positive", launch.Id, happened.Sequence), show]
            )
            {
                Summary = Words.Say("launch.alarm.raised", launch.Name, raised.Against.Name),
            },
            AlarmCleared cleared => new(
                Words.Say("launch.alarm.cleared", name, CardFormat.Escape(cleared.Against.Name)),
                Words.Say("launch.alarm.cleared.text", Of(cleared.Measured, cleared.Against, zone), Limit(cleared.Against)),
                [show]
            )
            {
                Summary = Words.Say("launch.alarm.cleared", launch.Name, cleared.Against.Name),
            },
            _ => null,
        };
    }

    /// <summary>The notes of the brief that is begun from an alarm: what was measured, and what was agreed.</summary>
    public static string Notes(Launch launch, AlarmRaised raised) =>
        Words.Say(
            "launch.alarm.notes",
            launch.Name,
            raised.Against.Name,
            Number(raised.Measured.Value, raised.Against),
            Limit(raised.Against),
            $"{DueText.For(raised.Measured.At, null)} ({Secrets.Hide(raised.Measured.Source)})"
        );

    /// <summary>Those that were called last, the newest first.</summary>
    private static string Meetings(Launch launch, string? zone) =>
        string.Join(
            '\n',
            launch
                .Meetings.Reverse()
                .Take(MostIds)
                .Select(one =>
                    $"- {Words.Say("launch.meeting.line", one.About, CardFormat.Escape(one.When), CardFormat.Escape(one.By.Name), DueText.For(one.At, zone))}"
                )
        );

    /// <summary>An urgent meeting is called.</summary>
    public static FormCard Meeting(Launch launch, LaunchStanding standing, Func<string, string?>? written = null, string? problem = null) =>
        Form(
            launch,
            "button.launch_meeting",
            Verbs.LaunchSaveMeeting,
            problem,
            hint: Words.Say("launch.meeting.hint"),
            choices:
            [
                new(
                    "matter",
                    Words.Say("launch.meeting.matter"),
                    written?.Invoke("matter") ?? (standing.Stalled.Count > 0 ? $"{standing.Stalled[0]}" : ""),
                    [.. standing.Stalled.Select(id => new ChoiceOption($"{id}", $"{id}"))]
                ),
                new(
                    "sponsor",
                    Words.Say("launch.meeting.sponsor"),
                    written?.Invoke("sponsor") ?? BacklogCards.Yes,
                    [new(Words.Say("launch.form.yes"), BacklogCards.Yes), new(Words.Say("launch.form.no"), BacklogCards.No)]
                ),
            ],
            texts: [Line("when", Words.Say("launch.meeting.when"), "", written, isRequired: true, longest: CallMeeting.LongestWhen)]
        );

    /// <summary>How many criteria are met; nothing is met or missed where none has been agreed.</summary>
    public static string Readiness(Launch launch, LaunchStanding standing) =>
        launch.Criteria.Count == 0 ? Words.Say("launch.fact.no_criteria") : Words.Say("launch.fact.readiness.text", standing.Met, launch.Criteria.Count);

    /// <summary>One line of a list of launches.</summary>
    public static string Row(FoundLaunch found, LaunchStanding standing)
    {
        var launch = found.Launch;
        return $"- **{CardFormat.Escape(launch.Name)}**: {StatusOf(launch)}"
            + (launch.Day is { } day ? $", {CardFormat.Of(day)}" : "")
            + $", {Readiness(launch, standing)}"
            + (launch is { IsOpen: true, Alarms.Count: > 0 } ? $", {Words.Count("launch.alarms", launch.Alarms.Count)}" : "");
    }

    /// <summary>Who holds which role; a field for each.</summary>
    public static FormCard Roles(
        Launch launch,
        IReadOnlyList<string> roles,
        Func<string, string> titleOf,
        Func<string, string?>? written = null,
        string? problem = null
    ) =>
        Form(
            launch,
            "button.launch_roles",
            Verbs.LaunchSaveRoles,
            problem,
            hint: Words.Say("launch.form.roles.hint"),
            texts: [.. roles.Select(role => Line($"role-{role}", titleOf(role), launch.Roles.GetValueOrDefault(role)?.Name ?? "", written))]
        );

    /// <param name="isAsked">Whether the problem is a question: it can be saved all the same.</param>
    public static FormCard Milestone(Launch launch, Func<string, string?>? written = null, string? problem = null, bool isAsked = false) =>
        Form(
            launch,
            "button.launch_milestone",
            Verbs.LaunchSaveMilestone,
            problem,
            also: Anyway(launch, isAsked ? Verbs.LaunchSaveMilestoneAnyway : null),
            hint: Words.Say("launch.form.milestone.hint"),
            choices:
            [
                new(
                    "milestone",
                    Words.Say("launch.form.milestone"),
                    written?.Invoke("milestone") ?? NewMilestone,
                    [
                        new(Words.Say("launch.form.milestone.new"), NewMilestone),
                        new(Words.Say("launch.fact.day"), DayItself),
                        .. launch.Milestones.Select(m => new ChoiceOption(CardText.Plain(m.Name), $"m-{Launch.KeyOf(m.Name)}")),
                    ]
                ),
            ],
            dates: [Day("due", Words.Say("launch.form.due"), written), Day("met", Words.Say("launch.form.met"), written)],
            texts:
            [
                Line("name", Words.Say("launch.form.milestone.name"), "", written),
                Line("because", Words.Say("launch.form.because"), "", written, longest: ManageLaunches.LongestReason),
            ]
        );

    public static FormCard Criterion(Launch launch, Func<string, string?>? written = null, string? problem = null) =>
        Form(
            launch,
            "button.launch_criterion",
            Verbs.LaunchSaveCriterion,
            problem,
            also: launch.Criteria.Count == 0
                ? []
                : [new(Words.Say("button.launch_removal"), Verbs.LaunchAskRemoval, "default", launch.Id, launch.Version, "none")],
            hint: Words.Say("launch.form.criterion.hint"),
            choices:
            [
                new(
                    "kind",
                    Words.Say("launch.form.kind"),
                    written?.Invoke("kind") ?? "",
                    [
                        .. Enum.GetValues<CriterionKind>()
                            .Select(kind => new ChoiceOption(Words.Say($"launch.kind.{kind.ToString().ToLowerInvariant()}"), $"{kind}")),
                    ]
                ),
                new(
                    "direction",
                    Words.Say("launch.form.direction"),
                    written?.Invoke("direction") ?? $"{Direction.AtMost}",
                    [new(Words.Say("launch.form.at_most"), $"{Direction.AtMost}"), new(Words.Say("launch.form.at_least"), $"{Direction.AtLeast}")]
                ),
            ],
            texts:
            [
                Line("name", Words.Say("launch.form.criterion.name"), "", written, isRequired: true),
                Line("threshold", Words.Say("launch.form.threshold"), "", written, isRequired: true, longest: 30),
                Line("clears", Words.Say("launch.form.clears"), "", written, longest: 30),
                Line("unit", Words.Say("launch.form.unit"), "", written, longest: 20),
                Line("owner", Words.Say("launch.form.owner"), "", written, longest: 100),
            ]
        );

    /// <summary>Which criterion is none any more, and why.</summary>
    public static FormCard Removal(Launch launch, Func<string, string?>? written = null, string? problem = null) =>
        Form(
            launch,
            "button.launch_removal",
            Verbs.LaunchRemoveCriterion,
            problem,
            choices:
            [
                new(
                    "criterion",
                    Words.Say("launch.form.removal"),
                    written?.Invoke("criterion") ?? "",
                    [.. launch.Criteria.Select(c => new ChoiceOption(CardText.Plain(c.Criterion.Name), c.Criterion.Key))]
                ),
            ],
            texts: [Line("because", Words.Say("launch.form.removal.because"), "", written, isRequired: true, longest: ManageLaunches.LongestReason)]
        );

    /// <summary>Lines of measures, as they are typed or pasted from a sheet.</summary>
    public static FormCard Measures(Launch launch, Func<string, string?>? written = null, string? problem = null) =>
        Form(
            launch,
            "button.launch_measure",
            Verbs.LaunchSaveMeasures,
            problem,
            hint: Words.Say("launch.form.measures.hint", LaunchChange.Most),
            texts:
            [
                new(
                    "lines",
                    Words.Say("launch.form.measures"),
                    CardFormat.Escape($"{launch.Criteria[0].Criterion.Name}; {Number(launch.Criteria[0].Criterion.Threshold)}"),
                    written?.Invoke("lines") ?? "",
                    Longest: LongestLines
                ),
            ]
        );

    /// <summary>
    /// Whether it shall go live all the same, where something severe is open or its day is not there yet; null where nothing speaks against it.
    /// </summary>
    public static FormCard? LiveAsked(Launch launch, LaunchStanding standing, DateOnly today)
    {
        string?[] doubts =
        [
            standing.OpenS1 + standing.OpenS2 > 0 ? $"{Words.Say("launch.fact.open")}: {Open(standing)}" : null,
            launch.Day > today ? Words.Say("launch.live.early", CardFormat.Of(launch.Day.Value)) : null,
        ];
        var said = string.Join("\n\n", doubts.OfType<string>());
        if (launch.Status != LaunchStatus.Preparing || said.Length == 0)
        {
            return null;
        }

        var form = Form(launch, "button.launch_live", Verbs.LaunchLiveAnyway, problem: null, hint: $"{said}\n\n{Words.Say("launch.live.asked")}");
        return form with { Actions = [form.Actions[0] with { Title = Words.Say("button.launch_live_anyway") }, .. form.Actions.Skip(1)] };
    }

    /// <summary>What is open of a launch that is to be closed; null for nothing.</summary>
    private static string? LeftOpen(Launch launch, LaunchStanding standing)
    {
        var (risks, work, matters) = (launch.OpenRisks.Count, launch.OpenWork.Count(), standing.OpenIds.Count);
        string?[] left =
        [
            matters > 0 ? Words.Count("launch.close.matters", matters) + Ids(standing) : null,
            risks > 0 ? Words.Count("launch.close.risks", risks) : null,
            work > 0 ? Words.Count("launch.close.work", work) : null,
        ];
        return left.OfType<string>().ToList() is { Count: > 0 } open ? Words.Say("launch.close.open", string.Join(", ", open)) : null;
    }

    private static string Open(LaunchStanding standing) =>
        Words.Say("launch.fact.open.text", standing.OpenS1, standing.OpenS2, standing.OpenDefects) + Ids(standing);

    /// <summary>The first of its open matters, in brackets; nothing where there is none.</summary>
    private static string Ids(LaunchStanding standing) =>
        standing.OpenIds.Count == 0 ? "" : $" ({string.Join(", ", standing.OpenIds.Take(MostIds))}{(standing.OpenIds.Count > MostIds ? " …" : "")})";

    /// <summary>By which a form is saved though something speaks against it.</summary>
    public static IReadOnlyList<Button> Anyway(Launch launch, string? verb) =>
        verb is null ? [] : [new(Words.Say("button.save_anyway"), verb, "default", launch.Id, launch.Version)];

    /// <summary>Something of a launch is the reader's from now on.</summary>
    /// <param name="title">The key of what is said of it.</param>
    public static OfferCard Yours(Launch launch, string title, string text, int sequence) =>
        new(Words.Say(title, CardFormat.Escape(launch.Name)), text, [new(Words.Say("button.launch_show"), Verbs.LaunchShow, "default", launch.Id, sequence)])
        {
            Summary = Words.Say(title, launch.Name),
        };

    public static FormCard Close(Launch launch, LaunchStanding standing, Func<string, string?>? written = null, string? problem = null) =>
        Form(
            launch,
            "button.launch_close",
            Verbs.LaunchSaveClose,
            problem,
            hint: LeftOpen(launch, standing),
            choices: [Posture("before", Words.Say("launch.form.before"), written), Posture("after", Words.Say("launch.form.after"), written)],
            texts: [new("outcome", Words.Say("launch.form.outcome"), Words.Say("launch.form.outcome.hint"), written?.Invoke("outcome") ?? "")]
        );

    private static FormChoice Posture(string id, string label, Func<string, string?>? written) =>
        new(id, label, written?.Invoke(id) ?? "", [.. Enum.GetValues<RiskPosture>().Select(posture => new ChoiceOption(Of(posture), $"{posture}"))]);

    public static FormDate Day(string id, string label, Func<string, string?>? written) =>
        new(id, label, CardFormat.Iso(FarBack)) { Required = false, Value = written?.Invoke(id) ?? "" };

    public static FormText Line(
        string id,
        string label,
        string value,
        Func<string, string?>? written,
        bool isRequired = false,
        int longest = Launch.LongestName
    ) => new(id, label, isRequired ? "" : Words.Say("form.optional"), written?.Invoke(id) ?? value, Multiline: false, Required: isRequired, Longest: longest);

    public static FormCard Form(
        Launch launch,
        string title,
        string verb,
        string? problem,
        string? hint = null,
        IReadOnlyList<FormChoice>? choices = null,
        IReadOnlyList<FormDate>? dates = null,
        IReadOnlyList<FormText>? texts = null,
        IReadOnlyList<Button>? also = null
    ) =>
        new(
            launch.Id,
            launch.Version,
            Words.Say(title),
            CardFormat.Escape(launch.Name),
            problem,
            [],
            choices ?? [],
            dates ?? [],
            texts ?? [],
            [
                new(Words.Say("button.save"), verb, "positive", launch.Id, launch.Version),
                .. also ?? [],
                new(Words.Say("button.launch_back"), Verbs.LaunchShow, "default", launch.Id, launch.Version, "none"),
            ]
        )
        {
            Hint = hint,
            Summary = Words.Say(title),
        };

    public static string StatusOf(Launch launch) => Words.Say($"launch.status.{launch.Status.ToString().ToLowerInvariant()}");

    private static string Of(RiskPosture posture) => Words.Say($"launch.posture.{posture.ToString().ToLowerInvariant()}");

    private static string Of(Measure measure, Criterion criterion, string? zone) =>
        Words.Say("launch.alarm.measure", Number(measure.Value, criterion), DueText.For(measure.At, zone), SourceOf(measure));

    /// <summary>What, or who, measured; what earlier editions took is shown without what is secret.</summary>
    private static string SourceOf(Measure measure) => CardFormat.Escape(Secrets.Hide(measure.Source));

    /// <summary>With its unit, as the reader writes numbers.</summary>
    public static string Number(decimal value, Criterion criterion) =>
        criterion.Unit is { } unit ? $"{Number(value)} {CardFormat.Escape(Secrets.Hide(unit))}" : Number(value);

    /// <summary>As the reader writes numbers.</summary>
    private static string Number(decimal value) => value.ToString("0.############", Words.Book.Culture);
}
