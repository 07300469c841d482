using EscalationAgent.Teams.Cards;
using EscalationAgent.Teams.Tab;
using Escalations;
using Escalations.Launches;
using Escalations.UseCases;

namespace EscalationAgent.Tests.Teams;

/// <summary>Launches as their cards are drawn.</summary>
internal static class LaunchSamples
{
    private static readonly Person Ann = new("ann", "Ann Csm");
    private static readonly Person Paul = new("paul", "Paul Product");
    private static readonly Person Erin = new("erin", "Erin Engineer");
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Criterion Errors = new("Checkout errors", CriterionKind.Defects, Direction.AtMost, 5, 3, "%", Erin);
    private static readonly Criterion Satisfaction = new("Satisfaction after a purchase", CriterionKind.Experience, Direction.AtLeast, 40, 40);
    private static readonly Criterion Answers = new("Answer time, 95th percentile", CriterionKind.ServiceLevel, Direction.AtMost, 800, 600, "ms");
    private static readonly Measure Bad = new("Checkout errors", Start.AddDays(8), 6.5m, "probe");

    private static IReadOnlyList<string> Roles => [Launch.Lead, "product_owner", "engineering_lead", "marketing_representative", "senior_sponsor"];

    private static IReadOnlyList<LaunchEvent> Begun =>
        [new LaunchStarted("Orion", null), new RoleGiven(Launch.Lead, Ann), new RoleGiven("product_owner", Paul)];

    private static IReadOnlyList<LaunchEvent> Planned =>
        [
            .. Begun,
            .. Roles.Skip(2).Select(role => new RoleGiven(role, role == "engineering_lead" ? Erin : Paul)),
            new LaunchDaySet(new(2026, 3, 13), null),
            new LaunchDaySet(new(2026, 3, 20), "The press needs a week more."),
            new MilestoneSet("Code freeze", new(2026, 3, 6), null),
            new MilestoneMet("Code freeze", new(2026, 3, 6)),
            new MilestoneSet("Load test", new(2026, 3, 7), null),
            new MilestoneSet("Load test", new(2026, 3, 9), "The test bed was late."),
            new CriterionAgreed(Errors),
            new CriterionAgreed(Satisfaction),
            new CriterionAgreed(Answers),
            new AgreementGiven([Errors.Key, Answers.Key]),
        ];

    private static IReadOnlyList<LaunchEvent> Signs =>
        [
            new RiskLogged("The translator may drop out before the texts are done", Likelihood.Low, RiskTrend.Same, null, Paul, null),
            new RiskLogged("The supplier of the test bed answers late", Likelihood.Medium, RiskTrend.Same, "Load test", Erin, "A second bed is on order."),
            new RiskLogged("Orders at the weekend exceed the forecast", Likelihood.Medium, RiskTrend.Worse, null, null, null),
            new RiskLogged("The press may publish early", Likelihood.Low, RiskTrend.Better, null, null, null),
            new RiskClosed(4, "It keeps to the day."),
        ];

    public static FoundLaunch Live => Found([.. Planned, new WentLive(), new AlarmRaised(Bad, Errors), .. Signs]);

    private static readonly RiskChanged Worse = new(2, Likelihood.High, RiskTrend.Worse, Erin, "A second bed is on order.");

    private static readonly LaunchStanding Some = new(2, 0, 1, 1, 0, null, 2, new(0, null, null), [new(2026, 342), new(2026, 347)])
    {
        Stalled = [new(2026, 347)],
    };

    private static LaunchBacklog Waiting
    {
        get
        {
            var found = Found([
                .. Planned,
                new WorkAdded("Gift cards", WorkKind.Feature, true, Paul, new(2026, 3, 18)),
                new WorkAdded("Rehearse the way back to the old checkout", WorkKind.Mitigation, false, Erin, null),
                new WorkAdded("Dark mode", WorkKind.Feature, true, null, null),
                .. Signs,
                new RulesAgreed(BacklogRules.Usual.Order, 10, null),
                new RulesUpheld(),
                new ItemPlaced("work-2", 2, "The sponsor wants to see the way back before anything else goes in."),
            ]);
            BacklogItem[] items =
            [
                new("ESC-2026-0342", BacklogKind.Matter, "One in five orders fails at the last step", true, Severity.S1, Start.AddDays(6))
                {
                    Day = new(2026, 3, 11),
                    Decided = new(2026, 3, 12),
                    Owner = "Erin Engineer",
                },
                new("work-1", BacklogKind.Feature, "Gift cards", true, Severity.S4, Start)
                {
                    Day = new(2026, 3, 18),
                    Decided = new(2026, 3, 18),
                    Owner = "Paul Product",
                },
                new("work-2", BacklogKind.Mitigation, "Rehearse the way back to the old checkout", false, Severity.S3, Start) { Owner = "Erin Engineer" },
                new("work-3", BacklogKind.Feature, "Dark mode", true, Severity.S4, Start.AddDays(-30)),
                new("risk-2", BacklogKind.Risk, "The supplier of the test bed answers late", false, Severity.S3, Start)
                {
                    Day = new(2026, 3, 9),
                    Owner = "Erin Engineer",
                    Mitigation = "A second bed is on order.",
                },
                new("risk-3", BacklogKind.Risk, "Orders at the weekend exceed the forecast", false, Severity.S3, Start) { Day = new(2026, 3, 20) },
            ];
            return new(found, BacklogRules.Usual, BacklogOrder.Of(items, BacklogRules.Usual, found.Launch.Placed, since => since < Start.AddDays(-10)));
        }
    }

    public static IEnumerable<(string File, CardModel Face)> All()
    {
        yield return ("launch", Card(Found(Begun)));
        yield return ("launch.live", Card(Live));
        yield return (
            "launch.stalled",
            Card(Found([.. Planned, new WentLive(), new MeetingCalled(new(2026, 342), "Today 15:00, room 4", true)]), stalls: true)
        );
        yield return ("launch.closed", Card(Closed));
        yield return ("offer.launch-alarm", LaunchCards.Alarm(Live, new(2, Bad.At, Ann, new AlarmRaised(Bad, Errors)), null)!);
        yield return ("offer.launch-cleared", LaunchCards.Alarm(Live, new(3, Bad.At, Ann, new AlarmCleared(Bad with { Value = 2.8m }, Errors)), null)!);
        yield return ("form.launch-risks", RiskCards.All(Live.Launch, mayChange: true));
        yield return ("form.launch-risk", RiskCards.New(Live.Launch));
        yield return ("form.launch-risk-now", RiskCards.Now(Live.Launch, Live.Launch.Risks[1]));
        var worse = Found([.. Planned, new WentLive(), new AlarmRaised(Bad, Errors), .. Signs, Worse]);
        yield return ("offer.launch-risk", RiskCards.News(worse, new(worse.Launch.Version, Bad.At, Ann, Worse), 2)!);
        var reviewed = Found([
            .. Planned,
            new WentLive(),
            new AlarmRaised(Bad, Errors),
            new LaunchClosed("Sold out in two days; support held.", RiskPosture.AtRisk, RiskPosture.OnTrack),
            new LaunchReviewed(
                "The way back to the old checkout was never rehearsed, so nobody dared to go it.",
                "Rehearse the way back before each launch - Paul Product - 2026-04-01\nWatch the queue of orders - Erin Engineer - 2026-03-27",
                null
            ),
            new LaunchFixDone(2),
        ]);
        yield return ("launch.reviewed", Card(reviewed));
        yield return ("offer.launch-review", PostMortemCards.Asked(Closed.Launch)!);
        yield return ("offer.launch-fixes", PostMortemCards.Asked(reviewed.Launch)!);
        yield return ("form.launch-review", PostMortemCards.Write(Closed.Launch, [Impact(Closed.Launch)]));
        yield return ("form.launch-fix", PostMortemCards.Tick(reviewed.Launch));
        yield return ("backlog", BacklogCards.Of(Waiting, "paul", mayChange: true));
        yield return ("backlog.none", BacklogCards.Of(new(Found(Begun), BacklogRules.Usual, []), null, mayChange: false));
        yield return ("form.launch-work", BacklogCards.New(Live.Launch));
        yield return ("form.launch-work-end", BacklogCards.End(Waiting.Found.Launch));
        yield return ("form.launch-rules", BacklogCards.Rules(Waiting.Found.Launch));
        yield return ("form.launch-place", BacklogCards.Place(Waiting));
        yield return ("form.launch-roles", LaunchCards.Roles(Live.Launch, Roles, TitleOf));
        yield return ("form.launch-dates", LaunchCards.Milestone(Live.Launch));
        yield return ("form.launch-criterion", LaunchCards.Criterion(Live.Launch));
        yield return ("form.launch-removal", LaunchCards.Removal(Live.Launch));
        yield return (
            "form.launch-measures",
            LaunchCards.Measures(Live.Launch, _ => "Checkout errors; many", "Line 1: The value must be a number such as 4.5.")
        );
        yield return ("form.launch-close", LaunchCards.Close(Live.Launch, Some));
        yield return ("form.launch-work-past", BacklogCards.New(Live.Launch, _ => "", "9 Mar 2026 is in the past.", isAsked: true));
        yield return ("form.launch-dates-past", LaunchCards.Milestone(Live.Launch, _ => "", "9 Mar 2026 is in the past.", isAsked: true));
        yield return ("form.launch-meeting", LaunchCards.Meeting(Live.Launch, Some));
        yield return ("form.launch-live", LaunchCards.LiveAsked(Found([.. Planned]).Launch, Some, new(2026, 3, 1))!);
        yield return ("offer.launch-work", BacklogCards.Yours(Waiting.Found.Launch, Waiting.Found.Launch.Work[0], 9));
        yield return ("form.launch-review-correct", PostMortemCards.Write(reviewed.Launch, [Impact(reviewed.Launch)]));
    }

    /// <summary>A meeting that has nothing to decide but the risks of a launch.</summary>
    public static MeetingReport Huddle
    {
        get
        {
            var protocol = SampleCards.Shipped.Find(LaunchRecords.Protocol)!;
            return new(protocol, protocol.Meetings[0], Start.AddDays(8), "Europe/Berlin", new([], 2), [new(Live.Launch, Live.Launch.OpenRisks, [1])], []);
        }
    }

    private static FoundLaunch Closed =>
        Found([.. Planned, new WentLive(), new LaunchClosed("Sold out in two days; support held.", RiskPosture.AtRisk, RiskPosture.OnTrack)]);

    private static LaunchImpact Impact(Launch launch) =>
        new(launch, [1, 4, 3, 2], new(5, TimeSpan.FromHours(7), TimeSpan.FromHours(50)), launch.AlarmsRaised, 1, 1);

    public static LaunchCard Card(FoundLaunch found, bool stalls = false) =>
        LaunchCards.Of(
            found,
            found.Launch.Criteria.Count == 0
                ? new(0, 0, 0, 0, 0, null, 0, new(0, null, null), [])
                : new(
                    1,
                    1,
                    1,
                    2,
                    1,
                    Start.AddDays(9),
                    2,
                    new(5, TimeSpan.FromHours(7), TimeSpan.FromHours(50)),
                    [new(2026, 342), new(2026, 344), new(2026, 351)]
                )
                {
                    Stalled = stalls ? [new(2026, 344)] : [],
                },
            Roles,
            TitleOf,
            new(2026, 3, 10),
            "paul",
            "Europe/Berlin",
            found.Launch.LiveAt is null ? null : new TabLinks("11111111-2222-3333-4444-555555555555").ToLaunch(found.Launch.Id),
            afterwards: found.Launch.IsOpen ? [] : PostMortemCards.OnCard(found.Launch, [Impact(found.Launch)], "Europe/Berlin"),
            mayCall: stalls
        );

    private static string TitleOf(string role) =>
        role == Launch.Lead ? EscalationAgent.Teams.Words.Say("launch.role.lead") : SampleCards.Shipped.TitlesOf([role]);

    private static FoundLaunch Found(IReadOnlyList<LaunchEvent> events)
    {
        var head = LaunchHead.Empty("orion") with { Version = events.Count };
        return new(
            events.Any(e => e is CriterionAgreed)
                ? head with
                {
                    Measured = new Dictionary<string, MeasuredSoFar>
                    {
                        [Errors.Key] = new(Bad, 2.5m, 12),
                        [Answers.Key] = new(new("Answer time", Start.AddDays(8), 412, "probe"), null, 1),
                    },
                }
                : head,
            Launch.Fold(
                "contoso",
                "orion",
                events
                    .Index()
                    .Select(e => new LaunchRecorded(e.Index + 1, Start.AddHours(e.Index), e.Item is AgreementGiven or RulesUpheld ? Erin : Ann, e.Item))
            )
        );
    }
}
