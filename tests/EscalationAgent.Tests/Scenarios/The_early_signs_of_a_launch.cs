using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Launches;
using static EscalationAgent.Tests.Scenarios.LaunchSteps;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Early signs are logged, judged again and again, and escalated where a person says so (A021).</summary>
public sealed class The_early_signs_of_a_launch
{
    private const string Worse = "a risk has become worse";

    private static readonly FakePerson Paul = new("Paul Product");
    private static readonly FakePerson Erin = new("Erin Engineer");
    private static readonly FakePerson Olga = new("Olga Outsider");
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_becomes_worse_is_asked_about_once_and_a_person_starts_the_escalation()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, playbooks: SampleCards.Shipped);
        var card = await BeginAsync(turned);
        var empty = await ThroughAsync(turned, Ann, card, Cancel, ("Risks", null));
        Assert.Contains("No early sign is open", empty.Text, StringComparison.Ordinal);
        var refused = await ThroughAsync(turned, Ann, card, Cancel, ("Risks", null), ("Log a sign", null), ("Save", Sign("Medium", "Same", what: "")));
        Assert.Contains("Please say what you see", refused.Text, StringComparison.Ordinal);
        var logged = await LogAsync(turned, card);
        Assert.Contains(
            "likelihood **medium**, unchanged · Load test 20 Mar 2026 · Erin Engineer · against it: Paul asks",
            logged.Text,
            StringComparison.Ordinal
        );

        // Whoever is to watch it hears so; nobody is asked anything yet.
        Assert.Single(Shown(turned, Erin, "a risk is yours to watch"));
        Assert.Empty(Shown(turned, Ann, Worse));
        Assert.Contains("Open risks: 1", Texts(await CardOfAsync(turned, Erin, Cancel)), StringComparison.Ordinal);

        // Once for each time it becomes worse, lead and owner; looked at again as it is, nobody.
        await JudgeAsync(turned, Erin, "Medium", "Worse");
        await JudgeAsync(turned, Erin, "Medium", "Worse");
        var asked = Assert.Single(Shown(turned, Erin, Worse));
        Assert.Single(Shown(turned, Ann, Worse));
        Assert.Empty(Shown(turned, Paul, Worse));
        Assert.Contains("Erin Engineer judged it so. Shall it be escalated? I escalate nothing by myself", Texts(asked), StringComparison.Ordinal);

        // A person decides; the brief has what is known in it, and what sets it off.
        var begun = await turned.People.PressesAsync(Erin, asked, "Start an escalation", Cancel);
        Assert.Contains("Erin Engineer has begun a brief from it", begun.Text, StringComparison.Ordinal);
        await turned.Story.QuietAsync(Cancel);
        var draft = await turned.EscalationAsync(Cancel);
        Assert.Equal(
            (Status.Draft, "launch-protocol", "risk_forecast", Erin.AadObjectId),
            (draft.Status, draft.Playbook.Name, draft.Brief.Trigger, draft.Csm.Id)
        );
        Assert.Equal(
            ("early_sign", "The test bed may come late", "At risk: Load test, 20 Mar 2026. Likelihood: medium, getting worse.", "Paul asks for a second bed"),
            (
                draft.Draft.Kind,
                draft.Brief.TextOf(BriefSection.Headline),
                draft.Brief.TextOf(BriefSection.CustomerImpact),
                draft.Brief.TextOf(BriefSection.ResolutionAttempts)
            )
        );
        Assert.Equal((Severity.S2, "medium, getting worse"), (draft.Draft.Suggestion?.Severity, draft.Draft.Suggestion?.SeverityReasons[0].Text));
        var second = await turned.People.PressesAsync(Ann, Shown(turned, Ann, Worse)[0], "Start an escalation", Cancel);
        Assert.Contains($"Erin Engineer has begun {draft.Id} from this risk already", second.Text, StringComparison.Ordinal);

        // It becomes better, and so that time is over; the next time is asked about again.
        await JudgeAsync(turned, Erin, "Low", "Better");
        var over = await turned.People.PressesAsync(Ann, Shown(turned, Ann, Worse)[0], "Start an escalation", Cancel);
        Assert.Contains("is closed or has become better", over.Text, StringComparison.Ordinal);
        await JudgeAsync(turned, Ann, "High", "Better");
        Assert.Equal((2, 2), (Shown(turned, Ann, Worse).Count, Shown(turned, Erin, Worse).Count));
        var risk = Assert.Single((await NowAsync(turned, Cancel)).Risks);
        Assert.Equal((Likelihood.High, RiskTrend.Better, null), (risk.Likelihood, risk.Trend, risk.Begun));
        await AssertWholeAsync(turned, Cancel);
    }

    [Fact]
    public async Task What_nobody_has_looked_at_is_named_where_the_launch_is_spoken_of()
    {
        await using var turned = await Turned.BeginAsync(Tuesday.AddHours(1), Cancel, playbooks: SampleCards.Shipped);
        await LogAsync(turned, await BeginAsync(turned));
        await SaysAsync(turned, Olga, "hello", Cancel);

        await turned.TurnAsync(TimeSpan.FromHours(47) + TimeSpan.FromMinutes(5), Cancel);
        var agenda = Assert.Single(Agendas(turned, Paul));
        Assert.Contains("Orion, open risks: 1", Texts(agenda), StringComparison.Ordinal);
        Assert.Contains("The test bed may come late", Texts(agenda), StringComparison.Ordinal);
        Assert.Contains("**not looked at since Tue 10 Mar, 10:00 UTC**", Texts(agenda), StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing to decide", Texts(agenda), StringComparison.Ordinal);

        // Whoever looks at it, though nothing is otherwise, has looked at it.
        await turned.TurnAsync(TimeSpan.FromDays(4), Cancel);
        await JudgeAsync(turned, Erin, "Medium", "Same");
        await turned.TurnAsync(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(2), Cancel);
        var next = Agendas(turned, Paul);
        Assert.Equal(2, next.Count);
        Assert.Contains("The test bed may come late", Texts(next[1]), StringComparison.Ordinal);
        Assert.DoesNotContain("not looked at since", Texts(next[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_closed_with_how_and_an_older_form_undoes_nothing()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, playbooks: SampleCards.Shipped);
        var card = await BeginAsync(turned);
        await LogAsync(turned, card);
        var his = await CardOfAsync(turned, Paul, Cancel);
        var form = await ThroughAsync(turned, Paul, his, Cancel, ("Risks", null), ("Judge it now", Chosen()));
        await JudgeAsync(turned, Erin, "High", "Same");
        var stale = await turned.People.PressesAsync(Paul, his, "Save", Cancel, Judged("Low", "Better"), form.Card);
        Assert.Contains("Somebody has just changed it", stale.Text, StringComparison.Ordinal);
        Assert.Equal(Likelihood.High, (await NowAsync(turned, Cancel)).Risks[0].Likelihood);

        var unsaid = await ThroughAsync(turned, Ann, card, Cancel, ("Risks", null), ("Judge it now", Chosen()), ("Close it", Judged("High", "Same")));
        Assert.Contains("Please say how it ended", unsaid.Text, StringComparison.Ordinal);
        var how = Judged("High", "Same");
        how["how"] = "The second bed came; its password=hunter2secret9 is known.";
        var closed = await ThroughAsync(turned, Ann, card, Cancel, ("Risks", null), ("Judge it now", Chosen()), ("Close it", how));
        Assert.Contains("Closed: 1", closed.Text, StringComparison.Ordinal);
        Assert.Contains("The second bed came", (await NowAsync(turned, Cancel)).Risks[0].End!.How, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2secret9", (await NowAsync(turned, Cancel)).WithoutSecrets().Risks[0].End!.How, StringComparison.Ordinal);
        Assert.DoesNotContain("Open risks", Texts(await CardOfAsync(turned, Ann, Cancel)), StringComparison.Ordinal);

        // Who is none of its people reads nothing of it, and changes nothing.
        await SaysAsync(turned, Olga, "hello", Cancel);
        var outside = await turned.People.PressesAsync(Olga, card, "Risks", Cancel);
        Assert.Contains("I know no such launch", outside.Text, StringComparison.Ordinal);
        await AssertWholeAsync(turned, Cancel);
    }

    private static async Task<FakeMessage> BeginAsync(Turned turned)
    {
        var card = await StartAsync(turned, Cancel, (Paul, "product_owner"), (Erin, "engineering_lead"));
        JsonObject planned = new()
        {
            ["milestone"] = "new",
            ["name"] = "Load test",
            ["due"] = "2026-03-20",
        };
        await ThroughAsync(turned, Ann, card, Cancel, ("Dates", null), ("Save", planned));
        return card;
    }

    private static Task<PressAnswer> LogAsync(Turned turned, FakeMessage card) =>
        ThroughAsync(turned, Ann, card, Cancel, ("Risks", null), ("Log a sign", null), ("Save", Sign("Medium", "Same")));

    private static async Task JudgeAsync(Turned turned, FakePerson person, string likelihood, string trend) =>
        await ThroughAsync(
            turned,
            person,
            await CardOfAsync(turned, person, Cancel),
            Cancel,
            ("Risks", null),
            ("Judge it now", Chosen()),
            ("Save", Judged(likelihood, trend))
        );

    private static JsonObject Sign(string likelihood, string trend, string what = "The test bed may come late") =>
        new()
        {
            ["likelihood"] = likelihood,
            ["trend"] = trend,
            ["milestone"] = "m-load test",
            ["what"] = what,
            ["owner"] = Erin.Name,
            ["mitigation"] = "Paul asks for a second bed",
        };

    private static JsonObject Chosen() => new() { ["risk"] = "1" };

    private static JsonObject Judged(string likelihood, string trend) =>
        new()
        {
            ["risk"] = "1",
            ["likelihood"] = likelihood,
            ["trend"] = trend,
            ["owner"] = Erin.Name,
            ["mitigation"] = "Paul asks for a second bed",
            ["how"] = "",
        };

    private static IReadOnlyList<FakeMessage> Agendas(Turned turned, FakePerson person) => Shown(turned, person, "Agenda: Launch huddle");
}
