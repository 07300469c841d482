using System.Net;
using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Launches;
using Escalations.UseCases;
using static EscalationAgent.Tests.Scenarios.OrionLaunch;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>A launch's board in the tab: four panels (A037), and behind each figure the matters or measures down to their cause (A068).</summary>
public sealed class A_launch_in_figures
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_defects_time_to_fix_readiness_and_customer_impact()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BeginAsync(The_personal_tab.Settings(entra), Cancel);
        var board = await GetAsync(entra, turned, Ann, "/api/me/launches/orion");
        Assert.Equal("""{"opened":9,"fixed":5,"open":4,"by_severity":[1,1,1,1]}""", board["defects"]!.ToJsonString());

        // As the card says it: the six that were resolved took 12, 20, 30, 50, 200 and 300 hours.
        Assert.Equal("""{"count":6,"median":40,"p90":300}""", board["to_fix"]!.ToJsonString());
        await turned.People.SaysAsync(Ann, "launch Orion", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var card = Texts(turned.CardIn(Ann.ChatId));
        Assert.Contains("(6 resolved)", card, StringComparison.Ordinal);
        Assert.Contains("S1: 1, S2: 2, defects: 4", card, StringComparison.Ordinal);

        // From the week of its first matter to this one.
        var weeks = board["weeks"]!.AsArray();
        Assert.Equal(("2026-W05", "2026-W11", 7), ((string)weeks[0]!["week"]!, (string)weeks[^1]!["week"]!, weeks.Count));
        Assert.Equal(9, weeks.Sum(week => (int)week!["opened"]!));
        Assert.Equal(5, weeks.Sum(week => (int)week!["fixed"]!));
        Assert.Equal(6, weeks.Sum(week => (int)week!["to_fix"]!["count"]!));
        Assert.Equal("[1,1,1,1]", weeks[^1]!["open"]!.ToJsonString());

        Assert.Equal((1, 3), ((int)board["met"]!, board["criteria"]!.AsArray().Count));
        var errors = board["criteria"]![0]!;
        Assert.Equal(("defects", "3 %", true, 30), ((string)errors["kind"]!, (string)errors["shown"]!, (bool)errors["is_met"]!, (int)errors["count"]!));
        Assert.Equal("at most 5 % (alarm over at 3 %)", (string)errors["limit"]!);
        Assert.Null(board["criteria"]![1]!["value"]);
        Assert.True((bool)board["criteria"]![2]!["is_alarm"]!);
        Assert.Equal(["reached", "missed", "planned"], board["milestones"]!.AsArray().Select(one => (string)one!["state"]!));
        Assert.Equal("2026-02-20", (string)board["milestones"]![0]!["moved_from"]!);
        Assert.Equal((1, 2, 1), ((int)board["row"]!["open_s1"]!, (int)board["row"]!["open_s2"]!, (int)board["decisions_due"]!));
        Assert.NotNull(board["first_decision"]);

        Assert.Equal(["high", "medium", "low", "none"], board["journeys"]!.AsArray().Select(one => (string)one!["key"]!).Where(key => key.Length > 0));
        Assert.Equal(5, board["journeys"]!.AsArray().Sum(one => (int)one!["count"]!));
        Assert.Equal("""[{"currency":"EUR","amount":10200000,"count":2},{"amount":5050000,"count":1}]""", board["at_stake"]!.ToJsonString());
    }

    /// <summary>Behind each figure are as many as it says, whoever looks; the CSV says the same.</summary>
    [Fact]
    public async Task Each_figure_leads_to_as_many_matters_as_it_counts()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BeginAsync(The_personal_tab.Settings(entra), Cancel);
        await CommitAsync(turned, Joined(Matter(520, Tuesday.AddDays(-2), Severity.S2, "defect", null)), Cancel);
        foreach (var (person, seen) in new[] { (Ann, 12), (Paul, 12), (Olga, 3) })
        {
            var board = await GetAsync(entra, turned, person, "/api/me/launches/orion");
            Assert.Equal(seen, (int)board["matters"]!);
            var figures = Figures(board).ToList();
            Assert.True(figures.Count > 40);
            foreach (var (query, count) in figures)
            {
                var list = await GetAsync(entra, turned, person, $"/api/me/launches/orion/matters?{query}");
                Assert.True(count == (int)list["total"]!, $"{person.Name}, {query}: {count} on the board, {list["total"]} in the list");
                Assert.Equal(Math.Min(count, 25), list["escalations"]!.AsArray().Count);
            }

            using var csv = await SendAsync(entra, turned, person, "/api/me/launches/orion?format=csv");
            var table = await csv.Content.ReadAsStringAsync(Cancel);
            Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
            Assert.Contains($"defects,,opened,{board["defects"]!["opened"]}\r\n", table, StringComparison.Ordinal);
            Assert.Contains("criterion,Checkout errors,value,3\r\n", table, StringComparison.Ordinal);
            Assert.Contains("milestone,Translations,state,missed\r\n", table, StringComparison.Ordinal);
        }

        // The customer is known by the brief that joined; what is at stake, by those alone who read money.
        var forAnn = await GetAsync(entra, turned, Ann, "/api/me/launches/orion");
        Assert.Equal("""[{"name":"Norvia Energy","count":1}]""", forAnn["customers"]!.ToJsonString());
    }

    /// <summary>From a figure to a matter, and there to the root cause that its review has found.</summary>
    [Fact]
    public async Task Behind_a_matter_is_its_cause_and_behind_a_criterion_its_measures()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BeginAsync(The_personal_tab.Settings(entra), Cancel);
        var fixedOnes = await GetAsync(entra, turned, Paul, "/api/me/launches/orion/matters?figure=fixed&of=defects&severity=S1");
        Assert.Equal("Defects · Fixed · S1 Critical", (string)fixedOnes["title"]!);
        var row = fixedOnes["escalations"]!.AsArray().Single(one => (string)one!["id"]! == "ESC-2026-0502");
        Assert.Equal("Lock 502 was held over the network call.", (string)row!["cause"]!);
        var matter = await GetAsync(entra, turned, Paul, "/api/me/escalations/ESC-2026-0502");
        Assert.Equal(
            ["Root cause", "Lock 502 was held over the network call."],
            [(string)matter["review"]![0]!["title"]!, (string)matter["review"]![0]!["text"]!]
        );
        Assert.Contains("Rewrite the lock", matter["review"]!.ToJsonString(), StringComparison.Ordinal);

        var measures = await GetAsync(entra, turned, Paul, "/api/me/launches/orion/measures?criterion=CHECKOUT+ERRORS&page=2");
        Assert.Equal((30, 2, 2, 5), ((int)measures["total"]!, (int)measures["page"]!, (int)measures["pages"]!, measures["measures"]!.AsArray().Count));
        Assert.Equal(30, measures["trend"]!.AsArray().Count);
        Assert.Equal(("2 %", true), ((string)measures["measures"]![4]!["shown"]!, (bool)measures["measures"]![4]!["is_met"]!));
    }

    /// <summary>The same rule as in chat: who sees no launch there sees none here, and a matter that one may not see is in no figure.</summary>
    [Fact]
    public async Task Who_may_not_see_a_launch_is_told_that_there_is_none()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BeginAsync(The_personal_tab.Settings(entra), Cancel);
        string[] paths = ["/api/me/launches/orion", "/api/me/launches/orion/matters?figure=open", "/api/me/launches/orion/measures?criterion=satisfaction"];
        foreach (var path in paths)
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(entra, turned, Nora, path));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(entra, turned, Paul, path));
            foreach (var other in new[] { "vega", "orion%232", "Orion", "a%2Fb", new string('a', 300) })
            {
                Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(entra, turned, Paul, path.Replace("/orion", $"/{other}", StringComparison.Ordinal)));
            }
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(entra, turned, Paul, "/api/me/launches/orion/measures?criterion=none"));
        Assert.Empty((await GetAsync(entra, turned, Nora, "/api/me/launches"))["launches"]!.AsArray());
        Assert.Equal("Orion", (string)(await GetAsync(entra, turned, Olga, "/api/me/launches"))["launches"]![0]!["name"]!);

        // Who was its CSM before reads on what was theirs, on the card as on the board.
        var handed = Matter(529, Tuesday.AddDays(-1), Severity.S1, "defect", null);
        RecordedEvent[] life = [.. handed.New, new(handed.New.Count + 1, Tuesday, Actor.Human(Ann.Known()), null, new CsmReassigned(EventSamples.Sarah, null))];
        await CommitAsync(turned, new(life, Escalation.Fold(FakeTeams.Tenant, handed.After.Id, life)), Cancel);
        Assert.Equal(12, (int)(await GetAsync(entra, turned, Ann, "/api/me/launches/orion"))["matters"]!);
        await turned.People.SaysAsync(Ann, "launch Orion", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("S1: 2, S2: 2, defects: 5", Texts(turned.CardIn(Ann.ChatId)), StringComparison.Ordinal);

        // A people matter is in no figure, not even for who is in it, and neither is another release.
        var hidden = Matter(530, Tuesday.AddDays(-1), Severity.S1, "defect", null);
        await CommitAsync(turned, hidden with { After = hidden.After with { IsConfidential = true } }, Cancel);
        await CommitAsync(turned, Matter(531, Tuesday.AddDays(-1), Severity.S1, "defect", null, "Vega"), Cancel);
        Assert.Equal(12, (int)(await GetAsync(entra, turned, Ann, "/api/me/launches/orion"))["matters"]!);
        Assert.DoesNotContain(
            "0530",
            (await GetAsync(entra, turned, Ann, "/api/me/launches/orion/matters?figure=opened")).ToJsonString(),
            StringComparison.Ordinal
        );
    }

    /// <summary>A later launch of the same name begins with nothing, and what was of the earlier one stays with it.</summary>
    [Fact]
    public async Task Each_of_two_launches_of_one_name_has_the_matters_of_its_own_time()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await BeginAsync(The_personal_tab.Settings(entra), Cancel);
        var head = (await turned.Store.FindLaunchAsync(FakeTeams.Tenant, "orion", Cancel))!;
        var (ann, yesterday) = (Ann.Known(), Tuesday.AddDays(-1));
        var closed = new LaunchClosed("Called off.", RiskPosture.AtRisk, RiskPosture.OffTrack);
        await StoreAsync(turned, LaunchRecords.Changed(FakeTeams.Tenant, head, ann, yesterday, [closed]), Cancel);
        var again = LaunchRecords.Changed(FakeTeams.Tenant, LaunchHead.Empty("orion#2"), ann, yesterday, [new LaunchStarted(Name, null)]);
        await StoreAsync(turned, again, Cancel);

        // The two that were routed ten and eleven hours ago.
        Assert.Equal(9, (int)(await GetAsync(entra, turned, Ann, "/api/me/launches/orion"))["matters"]!);
        Assert.Equal(2, (int)(await GetAsync(entra, turned, Ann, "/api/me/launches/orion%232"))["matters"]!);
        Assert.Equal(2, (int)(await GetAsync(entra, turned, Ann, "/api/me/launches/orion%232/matters?figure=opened"))["total"]!);
        var listed = (await GetAsync(entra, turned, Ann, "/api/me/launches"))["launches"]!.AsArray();
        Assert.Equal(["orion#2 2", "orion 3"], listed.Select(one => $"{one!["id"]} {one["open"]}"));
        Assert.Contains("Called off.", (string)(await GetAsync(entra, turned, Ann, "/api/me/launches/orion"))["outcome"]!, StringComparison.Ordinal);
        await turned.People.SaysAsync(Ann, "launch Orion", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("S1: 1, S2: 1, defects: 1 (ESC-2026-0510, ESC-2026-0511)", Texts(turned.CardIn(Ann.ChatId)), StringComparison.Ordinal);
    }

    /// <summary>The card leads to the board where there is a tab that people can be signed in to, and says nothing of it elsewhere.</summary>
    [Fact]
    public async Task Its_card_leads_to_it_where_there_is_a_tab()
    {
        await using var entra = await FakeEntra.StartAsync();
        var settings = new Dictionary<string, string?>(The_personal_tab.Settings(entra)) { ["Tab:AppId"] = "11111111-2222-3333-4444-555555555555" };
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: settings, playbooks: SampleCards.Shipped);
        await LaunchAsync(turned, Cancel);
        await turned.People.SaysAsync(Ann, "launch Orion", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var link =
            "https://teams.microsoft.com/l/entity/11111111-2222-3333-4444-555555555555/escalations?context=" + "%7B%22subEntityId%22%3A%22launch%3Aorion%22%7D";
        Assert.Contains(link, Texts(turned.CardIn(Ann.ChatId)), StringComparison.Ordinal);

        await using var without = await Turned.BeginAsync(Tuesday, Cancel, playbooks: SampleCards.Shipped);
        await LaunchAsync(without, Cancel);
        await without.People.SaysAsync(Ann, "launch Orion", Cancel);
        await without.Story.QuietAsync(Cancel);
        Assert.DoesNotContain("In figures", Texts(without.CardIn(Ann.ChatId)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/matters")]
    [InlineData("/matters?figure=lost")]
    [InlineData("/matters?figure=open&of=people")]
    [InlineData("/matters?figure=open&severity=S5")]
    [InlineData("/matters?figure=open&week=2026-W99")]
    [InlineData("/matters?figure=open&page=0")]
    [InlineData("/measures?criterion=satisfaction&page=x")]
    [InlineData("?format=png")]
    [InlineData("?period=12w&sort=x")]
    public async Task What_cannot_be_asked_is_refused(string query)
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: The_personal_tab.Settings(entra), playbooks: SampleCards.Shipped);
        await LaunchAsync(turned, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(entra, turned, Ann, $"/api/me/launches/orion{query}"));
    }

    /// <summary>Nothing is met and nothing is missed where nothing was agreed; and what somebody names a criterion is no formula.</summary>
    [Fact]
    public async Task Without_criteria_none_are_counted_and_a_table_holds_no_formula()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: The_personal_tab.Settings(entra), playbooks: SampleCards.Shipped);
        await turned.People.SaysAsync(Ann, "launch Vega", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("no criteria yet", Texts(turned.CardIn(Ann.ChatId)), StringComparison.Ordinal);
        await turned.People.SaysAsync(Ann, "launches", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Ann.ChatId, "**Vega**: In preparation, no criteria yet"));
        var list = await GetAsync(entra, turned, Ann, "/api/me/launches?lang=fr");
        Assert.Equal("pas encore de critères", (string)list["launches"]![0]!["readiness"]!);
        var empty = await GetAsync(entra, turned, Ann, "/api/me/launches/vega");
        Assert.Equal((0, 1), ((int)empty["matters"]!, empty["weeks"]!.AsArray().Count));
        Assert.DoesNotContain("0 of 0", empty.ToJsonString(), StringComparison.Ordinal);

        var head = (await turned.Store.FindLaunchAsync(FakeTeams.Tenant, "vega", Cancel))!;
        var criterion = new Criterion("=cmd|' /C calc'!A0", CriterionKind.Defects, Direction.AtMost, -5, -5);
        await StoreAsync(turned, LaunchRecords.Changed(FakeTeams.Tenant, head, Ann.Known(), Tuesday, [new CriterionAgreed(criterion)]), Cancel);
        using var csv = await SendAsync(entra, turned, Ann, "/api/me/launches/vega?format=csv");
        Assert.Contains("criterion,'=cmd|' /C calc'!A0,threshold,-5\r\n", await csv.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    /// <summary>Another CSM's brief of a customer joined it.</summary>
    private static Escalations.Ports.Change Joined(Escalations.Ports.Change matter)
    {
        var joined = new CombinedFrom(new(2026, 900), EventSamples.Sarah, "Norvia Energy", "Orders fail at Norvia");
        RecordedEvent[] life = [.. matter.New, new(matter.New.Count + 1, matter.After.LastEventAt, Actor.Human(EventSamples.Sarah), null, joined)];
        return new(life, Escalation.Fold(FakeTeams.Tenant, matter.After.Id, life));
    }

    private static IEnumerable<(string Query, int Count)> Figures(JsonObject board)
    {
        foreach (var figure in new[] { "opened", "fixed", "open" })
        {
            yield return ($"of=defects&figure={figure}", (int)board["defects"]![figure]!);
        }

        yield return ("figure=fixed", (int)board["to_fix"]!["count"]!);
        yield return ("figure=opened", (int)board["matters"]!);
        yield return ("figure=open", (int)board["row"]!["open"]!);
        yield return ("figure=open&severity=S1", (int)board["row"]!["open_s1"]!);
        yield return ("figure=open&severity=S2", (int)board["row"]!["open_s2"]!);
        yield return ("figure=decision", (int)board["decisions_due"]!);
        foreach (var (count, i) in board["defects"]!["by_severity"]!.AsArray().Select((count, i) => ((int)count!, i)))
        {
            yield return ($"of=defects&figure=open&severity=S{i + 1}", count);
        }

        foreach (var week in board["weeks"]!.AsArray())
        {
            yield return ($"of=defects&figure=opened&week={week!["week"]}", (int)week["opened"]!);
            yield return ($"of=defects&figure=fixed&week={week["week"]}", (int)week["fixed"]!);
            yield return ($"figure=fixed&week={week["week"]}", (int)week["to_fix"]!["count"]!);
            foreach (var (count, i) in week["open"]!.AsArray().Select((count, i) => ((int)count!, i)))
            {
                yield return ($"of=defects&figure=open&week={week["week"]}&severity=S{i + 1}", count);
            }
        }

        foreach (var journey in board["journeys"]!.AsArray())
        {
            yield return ($"figure=open&journey={journey!["key"]}", (int)journey["count"]!);
        }

        foreach (var money in board["at_stake"]!.AsArray())
        {
            yield return ($"figure=open&currency={money!["currency"]}", (int)money["count"]!);
        }

        foreach (var customer in board["customers"]!.AsArray())
        {
            yield return ($"figure=opened&customer={Uri.EscapeDataString((string)customer!["name"]!)}", (int)customer["count"]!);
        }
    }

    private static string Texts(FakeMessage card) => string.Join("\n", PressAnswer.Texts(card.Card!));

    private static async Task<JsonObject> GetAsync(FakeEntra entra, Turned turned, FakePerson person, string path)
    {
        using var answer = await SendAsync(entra, turned, person, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!.AsObject();
    }

    private static async Task<HttpStatusCode> StatusAsync(FakeEntra entra, Turned turned, FakePerson person, string path)
    {
        using var answer = await SendAsync(entra, turned, person, path);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(FakeEntra entra, Turned turned, FakePerson person, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {entra.TokenFor(person, The_personal_tab.Client, turned.Clock.GetUtcNow())}");
        return await turned.People.Http.SendAsync(request, Cancel);
    }
}
