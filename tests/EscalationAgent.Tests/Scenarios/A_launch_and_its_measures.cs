using System.Net;
using System.Text.Json.Nodes;
using EscalationAgent.Audit;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Launches;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>A launch from its first word to its end: what was agreed before it (A048), measured during it (A049) and told when it is exceeded (A067).</summary>
public sealed class A_launch_and_its_measures
{
    private const string Secret = SignedPost.Secret;

    private static readonly FakePerson Paul = new("Paul Product");
    private static readonly FakePerson Erin = new("Erin Engineer");
    private static readonly FakePerson Olga = new("Olga Outsider");
    private static readonly FakePerson Gus = new("Gus Guest", "guest");
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_its_name_to_live_with_criteria_and_roles_and_to_its_end()
    {
        await using var turned = await BeginAsync();
        await turned.Story.LinkToAsync(Paul, "product_owner", Cancel);
        var card = await StartAsync(turned);
        Assert.True(Shows(card, "Missing before it can go live: Engineering lead"), Texts(card));
        Assert.Contains("success criteria", Texts(card), StringComparison.Ordinal);
        Assert.Contains("Product Owner: Paul Product", Texts(card), StringComparison.Ordinal);
        Assert.Contains("Escalation lead: Ann Csm", Texts(card), StringComparison.Ordinal);

        // Not yet: there is no button, and what is missing is said to whoever presses one all the same.
        Assert.DoesNotContain("Go live", Buttons(card.Card!));
        var refused = await turned.People.PressesAsync(Ann, card, "launch-live", Data(card), Cancel);
        Assert.Contains("It cannot go live yet. Missing:", refused.Text, StringComparison.Ordinal);

        // Roles by their names; a name that nobody has is said, and nothing is lost of the form.
        var wrong = await FormAsync(turned, card, "Roles", new() { ["role-engineering_lead"] = "Nobody Here" });
        Assert.Contains("Engineering lead:", wrong.Text, StringComparison.Ordinal);
        await GiveAllRolesAsync(turned, card);

        // Dates: to move one asks for a reason.
        await FormAsync(turned, card, "Dates", new() { ["milestone"] = "day", ["due"] = "2026-03-20" });
        var unexplained = await FormAsync(turned, card, "Dates", new() { ["milestone"] = "day", ["due"] = "2026-03-27" });
        Assert.Contains("Please say why", unexplained.Text, StringComparison.Ordinal);
        await FormAsync(
            turned,
            card,
            "Dates",
            new()
            {
                ["milestone"] = "new",
                ["name"] = "Load test",
                ["due"] = "2026-03-12",
            }
        );
        await FormAsync(
            turned,
            card,
            "Dates",
            new()
            {
                ["milestone"] = "m-load test",
                ["due"] = "2026-03-16",
                ["because"] = "The test bed was late.",
            }
        );

        // The three kinds of criteria, each with who agreed and when (A048).
        await AgreeOnAsync(turned, card, "Checkout errors", "Defects", "AtMost", "5", "3", "%", owner: "Erin Engineer");
        await AgreeOnAsync(turned, card, "Satisfaction", "Experience", "AtLeast", "40");
        await AgreeOnAsync(turned, card, "Answer time", "ServiceLevel", "AtMost", "800", "600", "ms");
        await SayAsync(turned, Paul, "launch orion");
        var his = turned.CardIn(Paul.ChatId);
        await turned.People.PressesAsync(Paul, his, "Agree to criteria", Cancel);
        var whole = (await turned.People.PressesAsync(Ann, card, "launch-show", Data(card), Cancel)).Card;
        var early = await turned.People.PressesAsync(Ann, card, "Go live", Cancel, card: whole);
        Assert.Contains("The day of the launch is 20 Mar 2026.", early.Text, StringComparison.Ordinal);
        var live = await turned.People.PressesAsync(Ann, card, "Go live all the same", Cancel, card: early.Card);
        Assert.Contains("Live since", live.Text, StringComparison.Ordinal);
        Assert.Contains("agreed: Ann Csm 10 Mar 2026, Paul Product 10 Mar 2026", live.Text, StringComparison.Ordinal);
        Assert.Contains("moved from 12 Mar 2026: The test bed was late.", live.Text, StringComparison.Ordinal);
        Assert.Equal(LaunchStatus.Live, (await LaunchAsync(turned)).Status);

        // It can be found again, and has no namesake while it is open.
        await SayAsync(turned, Paul, "launches");
        Assert.Single(turned.Said(Paul.ChatId, "**Orion**: Live, 20 Mar 2026, 0 of 3 criteria met"));

        // Its end: what came of it, the risk posture before and after, and who judged (A070).
        var closed = await FormAsync(
            turned,
            card,
            "Close the launch",
            new()
            {
                ["outcome"] = "Sold out in two days.",
                ["before"] = "AtRisk",
                ["after"] = "OnTrack",
            },
            live.Card
        );
        Assert.Contains("Risk posture: at risk before, on track after, as Ann Csm judged", closed.Text, StringComparison.Ordinal);
        Assert.Equal(["Post-mortem", "Begin another"], Buttons(closed.Card!).Where(title => !title.StartsWith("Who", StringComparison.Ordinal)));

        // All its people have its card with how it ended.
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("Sold out in two days.", Texts(turned.CardIn(Paul.ChatId)), StringComparison.Ordinal);

        // The name is free again.
        await SayAsync(turned, Ann, "launch Orion");
        await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Begin another", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.True(Shows(turned.CardIn(Ann.ChatId), "In preparation"), Texts(turned.CardIn(Ann.ChatId)));
        Assert.NotNull(await turned.Store.FindLaunchAsync(FakeTeams.Tenant, "orion#2", Cancel));
        await SayAsync(turned, Paul, "launches");
        Assert.Contains("In preparation", turned.Said(Paul.ChatId, "**Orion**")[^1], StringComparison.Ordinal);

        // Who was of the one and is not of the other sees the one.
        Assert.Contains("Sold out in two days.", await CardOfAsync(turned, Erin), StringComparison.Ordinal);
        await AssertWholeAsync(turned);
    }

    /// <summary>Lead and owner press at once: one of them has begun it, and the other reads who.</summary>
    [Fact]
    public async Task Of_two_who_press_on_an_alarm_at_once_one_begins_the_brief()
    {
        await using var turned = await BeginAsync();
        await ReadyAsync(turned);
        await PostAsync(turned, Batch(("m1", "Checkout errors", "2026-03-10T08:55Z", 6.5)));
        await turned.Story.QuietAsync(Cancel);
        var (anns, erins) = (Alarms(turned, Ann, "is beyond its threshold")[0], Alarms(turned, Erin, "is beyond its threshold")[0]);

        var answers = await Task.WhenAll(
            turned.People.PressesAsync(Ann, anns, "Start an escalation", Cancel),
            turned.People.PressesAsync(Erin, erins, "Start an escalation", Cancel)
        );

        await turned.Story.QuietAsync(Cancel);
        var draft = await turned.EscalationAsync(Cancel);
        Assert.Single(answers, answer => answer.Text.Contains($"{draft.Csm.Name} has begun a brief from it", StringComparison.Ordinal));
        Assert.Single(answers, answer => answer.Text.Contains($"{draft.Csm.Name} has begun {draft.Id} from this alarm already", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_threshold_is_crossed_and_told_once_and_a_person_starts_the_escalation()
    {
        await using var turned = await BeginAsync();
        var card = await ReadyAsync(turned);

        var (status, answer) = await PostAsync(turned, Batch(("m1", "Checkout errors", "2026-03-10T08:50Z", 4)));
        Assert.Equal((HttpStatusCode.OK, "taken"), (status, (string)answer["result"]!));
        await PostAsync(turned, Batch(("m2", "CHECKOUT ÉRRORS", "2026-03-10T08:55Z", 6.5)));
        await PostAsync(turned, Batch(("m3", "Checkout errors", "2026-03-10T08:56Z", 7)));
        await turned.Story.QuietAsync(Cancel);

        // To the lead and the owner of the criterion, each once.
        Assert.Single(Alarms(turned, Ann, "is beyond its threshold"));
        var alarm = Assert.Single(Alarms(turned, Erin, "is beyond its threshold"));
        Assert.True(Shows(alarm, "**6.5 %**, measured Tue 10 Mar, 09:55 CET by probe"), Texts(alarm));
        Assert.Contains("at most 5 % (alarm over at 3 %)", Texts(alarm), StringComparison.Ordinal);

        // A measure that is repeated under another delivery stores nothing, and neither does one that is late.
        var (_, again) = await PostAsync(turned, Batch(("m2", "Checkout errors", "2026-03-10T08:55Z", 6.5)));
        Assert.Equal(("known", 0, 1), ((string)again["result"]!, (int)again["taken"]!, (int)again["known"]!));
        await PostAsync(turned, Batch(("m0", "Checkout errors", "2026-03-10T08:40Z", 9)));
        Assert.Equal(4, (await turned.Store.MeasuresAsync(FakeTeams.Tenant, "orion", Cancel)).Count);

        // A person decides: the brief has what was measured in it, and nobody is asked yet.
        var begun = await turned.People.PressesAsync(Erin, alarm, "Start an escalation", Cancel);
        Assert.Contains("Erin Engineer has begun a brief from it", begun.Text, StringComparison.Ordinal);
        await turned.Story.QuietAsync(Cancel);
        var draft = await turned.EscalationAsync(Cancel);
        Assert.Equal((Status.Draft, "launch-protocol", Erin.AadObjectId), (draft.Status, draft.Playbook.Name, draft.Csm.Id));
        Assert.Contains("Checkout errors at 6.5 %, agreed at most 5 %", Assert.Single(draft.Draft.Notes), StringComparison.Ordinal);
        Assert.True(Shows(turned.CardIn(Erin.ChatId), "Which kind of matter"), Texts(turned.CardIn(Erin.ChatId)));

        // One alarm, one brief: whoever presses on another card of it reads who has begun.
        var second = await turned.People.PressesAsync(Ann, Alarms(turned, Ann, "is beyond its threshold")[0], "Start an escalation", Cancel);
        Assert.Contains($"Erin Engineer has begun {draft.Id} from this alarm already", second.Text, StringComparison.Ordinal);
        Assert.Contains($"Checkout errors ({draft.Id} by Erin Engineer)", await CardOfAsync(turned, Ann), StringComparison.Ordinal);

        await turned.People.PressesAsync(Erin, turned.CardIn(Erin.ChatId), "Go on", Cancel, new() { ["kind"] = "launch-protocol/launch_issue" });
        await turned.Story.QuietAsync(Cancel);
        draft = await turned.EscalationAsync(Cancel);
        Assert.Equal((Status.Draft, "Orion"), (draft.Status, draft.Brief.Account));
        Assert.Contains("6.5 %", draft.Brief.TextOf(BriefSection.Headline) + draft.Brief.TextOf(BriefSection.Timeline), StringComparison.Ordinal);

        // The form does the same as the signed request: it is over once, and raised again when it is crossed again.
        turned.Clock.AdjustTime(Tuesday.AddMinutes(5));
        var taken = await FormAsync(turned, card, "Add measures", new() { ["lines"] = "criterion;value\nCheckout errors;4\nSatisfaction;45" });
        Assert.Contains("2 measures taken.", taken.Text, StringComparison.Ordinal);
        Assert.Contains("Beyond the threshold: Checkout errors", taken.Text, StringComparison.Ordinal);
        var late = await FormAsync(turned, card, "Add measures", new() { ["lines"] = "Checkout errors; 2026-03-10 08:41; 99; probe" });
        Assert.Contains("1 measure taken. 1 is older than what was known", late.Text, StringComparison.Ordinal);
        turned.Clock.AdjustTime(Tuesday.AddMinutes(10));
        await FormAsync(turned, card, "Add measures", new() { ["lines"] = "Checkout errors; 2.9" });
        turned.Clock.AdjustTime(Tuesday.AddMinutes(15));
        await FormAsync(turned, card, "Add measures", new() { ["lines"] = "Checkout errors; 2" });
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(Alarms(turned, Ann, "is back in its bounds"));
        Assert.Single(Alarms(turned, Erin, "is back in its bounds"));
        var over = await turned.People.PressesAsync(Ann, Alarms(turned, Ann, "is beyond its threshold")[0], "Start an escalation", Cancel);
        Assert.Contains("is back in its bounds, or the launch is closed", over.Text, StringComparison.Ordinal);
        turned.Clock.AdjustTime(Tuesday.AddMinutes(20));
        await FormAsync(turned, card, "Add measures", new() { ["lines"] = "Checkout errors; 8" });
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(2, Alarms(turned, Ann, "is beyond its threshold").Count);

        // A criterion that is changed so that its last measure meets it is over at once.
        await AgreeOnAsync(turned, card, "checkout errors", "Defects", "AtMost", "10");
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(2, Alarms(turned, Ann, "is back in its bounds").Count);
        Assert.Equal("%", (await LaunchAsync(turned)).FindCriterion("Checkout errors")!.Criterion.Unit);
        await AssertWholeAsync(turned);
    }

    /// <summary>Readiness, defects and time to fix come from the record of the matters that name it, each reader's own (A037, A068).</summary>
    [Fact]
    public async Task Its_card_counts_the_matters_that_name_it_and_that_the_reader_may_see()
    {
        await using var turned = await BeginAsync();
        turned.People.FillsChecklists = false;
        foreach (var role in new[] { "product_owner", "engineering_lead", "marketing_representative", "customer_success_manager" })
        {
            await turned.Story.LinkToAsync(Paul, role, Cancel);
        }

        // Olga is of the launch, and of none of its matters.
        await AgreeOnAsync(turned, await StartAsync(turned), "Checkout errors", "Defects", "AtMost", "5", owner: Olga.Name);
        await RouteAsync(turned, "launch_issue", "Orion");
        Assert.Contains("S1: 0, S2: 1, defects: 1 (ESC-2026-0001)", await CardOfAsync(turned, Paul), StringComparison.Ordinal);

        // Another release, and what one may not see, do not count.
        await RouteAsync(turned, "go_no_go", "ÓRION");
        await RouteAsync(turned, "go_no_go", "Vega");
        var his = await CardOfAsync(turned, Paul);
        Assert.Contains("S1: 0, S2: 2, defects: 2 (ESC-2026-0001, ESC-2026-0002)", his, StringComparison.Ordinal);
        Assert.Contains("1, the first by", his, StringComparison.Ordinal);
        Assert.Contains("S1: 0, S2: 0, defects: 0", await CardOfAsync(turned, Olga), StringComparison.Ordinal);
        Assert.DoesNotContain("Time to fix", his, StringComparison.Ordinal);

        turned.Clock.AdjustTime(Tuesday.AddMinutes(30));
        var matter = turned.Teams.In(Paul.ChatId).Last(m => m.Card is { } card && Buttons(card).Contains("Acknowledge") && Shows(m, "ESC-2026-0001"));
        await turned.PressAsync(Paul, matter, "Acknowledge", Cancel);
        await turned.PressAsync(
            Paul,
            matter,
            "Resolve",
            Cancel,
            "Resolve",
            new()
            {
                ["kind"] = "decision",
                ["text"] = "Limit checkout to 50 orders a second.",
                ["item-risk_after"] = "on track",
                ["item-permanent_fix"] = "Erin rewrites the lock by 20 March",
            }
        );
        his = await CardOfAsync(turned, Paul);
        Assert.Contains("median 30 min, 90 % within 30 min (1 resolved)", his, StringComparison.Ordinal);
        Assert.Contains("S1: 0, S2: 1, defects: 1 (ESC-2026-0002)", his, StringComparison.Ordinal);
    }

    private static async Task<string> CardOfAsync(Turned turned, FakePerson person)
    {
        await SayAsync(turned, person, "launch Orion");
        return Texts(turned.CardIn(person.ChatId));
    }

    private static async Task RouteAsync(Turned turned, string kind, string release)
    {
        await SayAsync(turned, Ann, "escalate launch");
        var form = turned.CardIn(Ann.ChatId);
        await turned.People.PressesAsync(Ann, form, "Go on", Cancel, new() { ["kind"] = $"launch-protocol/{kind}" });
        await turned.Story.QuietAsync(Cancel);
        string[] answers =
        [
            "Load test of the new checkout shows 20 percent errors",
            release,
            "One in five orders fails in the test; the release of 20 March is at risk.",
            "9 March: first test. 10 March: second test.",
            "More servers: no change.",
            "Limit the rate and rewrite the lock.",
            "Decide by Thursday whether we limit the rate.",
        ];
        foreach (var said in answers)
        {
            await SayAsync(turned, Ann, said);
        }

        var review = turned.CardIn(Ann.ChatId);
        Assert.True(Shows(review, "ready for your decision"), Texts(review));
        JsonObject decision = new()
        {
            ["severity"] = "S2",
            ["because"] = "So it is.",
            ["trigger"] = "defect",
        };
        var refused = await turned.People.PressesAsync(Ann, review, "Route", Cancel, decision);
        JsonObject triage = new()
        {
            ["item-customer_journey"] = "high",
            ["item-revenue_potential"] = "medium",
            ["item-regulatory"] = "none",
            ["item-risk_before"] = "at risk",
        };
        var weighed = await turned.People.PressesAsync(Ann, review, "Save", Cancel, triage, refused.Card);
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, decision, weighed.Card);
        await turned.Story.QuietAsync(Cancel);
    }

    [Fact]
    public async Task A_batch_is_taken_as_a_whole_or_not_at_all()
    {
        await using var turned = await BeginAsync();
        var card = await ReadyAsync(turned);
        var batch = Batch(
            ("m1", "Checkout errors", "2026-03-10T08:50Z", 9),
            ("m2", "Checkout", "2026-03-10T08:50Z", 9),
            ("m3", "Satisfaction", "yesterday", 9),
            ("m4", "Satisfaction", "2026-03-11T08:50Z", 9)
        );
        var (status, answer) = await PostAsync(turned, batch, id: "msg_1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal([2, 3, 4], answer["problems"]!.AsArray().Select(p => (int)p!["line"]!));
        Assert.Contains("There are: Checkout errors, Satisfaction, Answer time.", (string)answer["problems"]![0]!["problem"]!, StringComparison.Ordinal);

        var (csvStatus, csv) = await PostAsync(
            turned,
            "at,criterion,source,value\r\n2026-03-10T08:50Z,\"Checkout errors\",probe,many\r\n\r\n2026-03-10T08:51Z,Satisfaction,,41\r\n",
            type: "text/csv; charset=utf-8",
            query: "?launch=ORION"
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, csvStatus);
        Assert.Equal([2, 4], csv["problems"]!.AsArray().Select(p => (int)p!["line"]!));
        var form = await FormAsync(turned, card, "Add measures", new() { ["lines"] = "Checkout errors; 2\nCheckout errors; 1,234" });
        Assert.Contains("Line 2: The value must be a number such as 4.5.", form.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing was taken.", form.Text, StringComparison.Ordinal);
        Assert.Contains("Checkout errors; 1,234", form.Card!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await turned.Store.MeasuresAsync(FakeTeams.Tenant, "orion", Cancel));
        await turned.Story.QuietAsync(Cancel);
        Assert.Empty(Alarms(turned, Ann, "is beyond its threshold"));

        // Mended, it is taken under the same delivery; and that delivery once.
        var good = Batch(("m1", "Checkout errors", "2026-03-10T08:50Z", 9));
        Assert.Equal("taken", (string)(await PostAsync(turned, good, id: "msg_1")).Answer["result"]!);
        Assert.Equal("known", (string)(await PostAsync(turned, good, id: "msg_1")).Answer["result"]!);
        var (csvTaken, table) = await PostAsync(
            turned,
            "id;criterion;at;value;source\nx1;Satisfaction;2026-03-10T08:51Z;41;survey\nx1;Satisfaction;2026-03-10T08:51Z;41;survey\n",
            type: "text/csv",
            query: "?launch=Orion"
        );
        Assert.Equal((HttpStatusCode.OK, 1, 1), (csvTaken, (int)table["taken"]!, (int)table["known"]!));
        Assert.Equal(2, (await turned.Store.MeasuresAsync(FakeTeams.Tenant, "orion", Cancel)).Count);
    }

    /// <summary>What was not changed on a form that is older than the launch changes nothing, and what was changed meanwhile is shown first.</summary>
    [Fact]
    public async Task Two_forms_that_were_open_at_once_do_not_undo_each_other()
    {
        await using var turned = await BeginAsync();
        var card = await ReadyAsync(turned);
        await SayAsync(turned, Paul, "launch Orion");
        var his = turned.CardIn(Paul.ChatId);
        var roles = (await turned.People.PressesAsync(Paul, his, "Roles", Cancel)).Card!;
        var criterion = (await turned.People.PressesAsync(Paul, his, "Criterion", Cancel)).Card!;
        await FormAsync(turned, card, "Roles", new() { ["role-sales_representative"] = Olga.Name });
        await AgreeOnAsync(turned, card, "Satisfaction", "Experience", "AtLeast", "45");

        JsonObject Filled(string sales, string lead) => new() { ["role-sales_representative"] = sales, ["role-engineering_lead"] = lead };
        var saved = await turned.People.PressesAsync(Paul, his, "Save", Cancel, Filled(Paul.Name, Erin.Name), roles);
        var launch = await LaunchAsync(turned);
        Assert.Equal((Olga.Name, Erin.Name), (launch.Roles["sales_representative"].Name, launch.Roles["engineering_lead"].Name));
        Assert.Contains("Olga", saved.Text, StringComparison.Ordinal);
        var asked = await turned.People.PressesAsync(Paul, his, "Save", Cancel, Filled(Ann.Name, Paul.Name), roles);
        Assert.Contains("Olga Outsider has just been given it", asked.Text, StringComparison.Ordinal);
        await turned.People.PressesAsync(Paul, his, "Save", Cancel, Filled(Ann.Name, Erin.Name), asked.Card);
        Assert.Equal(Ann.Name, (await LaunchAsync(turned)).Roles["sales_representative"].Name);
        var empty = await FormAsync(turned, card, "Roles", new() { ["role-sales_representative"] = "" });
        Assert.Contains("A role needs somebody", empty.Text, StringComparison.Ordinal);

        var older = await turned.People.PressesAsync(Paul, his, "Save", Cancel, Criterion("Satisfaction", "Experience", "AtLeast", "30"), criterion);
        Assert.Contains("Somebody has just changed it", older.Text, StringComparison.Ordinal);
        Assert.Equal(45, (await LaunchAsync(turned)).FindCriterion("Satisfaction")!.Criterion.Threshold);

        // Who was given a role reads which, and by whom.
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("Your part in this launch, given by Ann Csm: **Sales representative**", Texts(turned.CardIn(Olga.ChatId)), StringComparison.Ordinal);
    }

    /// <summary>Whatever people write into it, a launch can be shown and closed.</summary>
    [Fact]
    public async Task A_launch_full_of_long_texts_is_still_shown()
    {
        await using var turned = await BeginAsync();
        var card = await ReadyAsync(turned);
        var reason = string.Concat(Enumerable.Repeat("Verschiebungsgründe ", 15)).Trim();
        for (var i = 0; i < 20; i++)
        {
            var name = $"Meilenstein {i} mit einem sehr langen Namen für die Karte";
            JsonObject planned = new()
            {
                ["milestone"] = "new",
                ["name"] = name,
                ["due"] = "2026-03-12",
            };
            await FormAsync(turned, card, "Dates", planned);
            JsonObject moved = new()
            {
                ["milestone"] = "new",
                ["name"] = name,
                ["due"] = "2026-04-12",
                ["because"] = reason,
            };
            await FormAsync(turned, card, "Dates", moved);
        }

        for (var i = 0; i < 9; i++)
        {
            await AgreeOnAsync(
                turned,
                card,
                $"Kriterium {i} mit einem sehr langen Namen, der alles sagt",
                "Defects",
                "AtMost",
                "123456789012",
                "12",
                "Einheiten je Tag"
            );
        }

        JsonObject tooLong = new() { ["milestone"] = "day", ["due"] = "2026-04-12" };
        await FormAsync(turned, card, "Dates", tooLong.DeepClone().AsObject());
        tooLong["due"] = "2026-04-13";
        tooLong["because"] = reason + reason;
        Assert.Contains("Please say it in 300 characters", (await FormAsync(turned, card, "Dates", tooLong)).Text, StringComparison.Ordinal);
        Assert.Contains("Meilenstein 19", await CardOfAsync(turned, Ann), StringComparison.Ordinal);
        var reached = await FormAsync(
            turned,
            card,
            "Dates",
            new() { ["milestone"] = "m-meilenstein 0 mit einem sehr langen namen fur die karte", ["met"] = "2026-03-10" }
        );
        Assert.Contains("reached", reached.Text, StringComparison.Ordinal);
        JsonObject again = new()
        {
            ["milestone"] = "m-meilenstein 0 mit einem sehr langen namen fur die karte",
            ["due"] = "2026-05-10",
            ["because"] = "Later.",
        };
        Assert.Contains("so its day is not moved any more", (await FormAsync(turned, card, "Dates", again)).Text, StringComparison.Ordinal);
    }

    /// <summary>A criterion that was set by mistake is taken out with a reason, and its alarm with it; its name is free.</summary>
    [Fact]
    public async Task A_criterion_is_taken_out_with_a_reason()
    {
        await using var turned = await BeginAsync();
        var card = await ReadyAsync(turned);
        await PostAsync(turned, Batch(("m1", "Checkout errors", "2026-03-10T08:50Z", 9)));
        var shown = (await turned.People.PressesAsync(Ann, card, "launch-show", Data(card), Cancel)).Card;
        var form = await turned.People.PressesAsync(Ann, card, "Criterion", Cancel, card: shown);
        var removal = await turned.People.PressesAsync(Ann, card, "Take one out", Cancel, card: form.Card);
        JsonObject chosen = new() { ["criterion"] = "checkout errors", ["because"] = " " };
        var why = await turned.People.PressesAsync(Ann, card, "Save", Cancel, chosen.DeepClone().AsObject(), removal.Card);
        Assert.Contains("Please say why it is taken out", why.Text, StringComparison.Ordinal);
        chosen["because"] = "It counts test orders.";
        var without = await turned.People.PressesAsync(Ann, card, "Save", Cancel, chosen, removal.Card);
        Assert.DoesNotContain("Checkout errors", without.Text, StringComparison.Ordinal);
        Assert.Equal((2, 0), ((await LaunchAsync(turned)).Criteria.Count, (await LaunchAsync(turned)).Alarms.Count));
        var (status, _) = await PostAsync(turned, Batch(("m2", "Checkout errors", "2026-03-10T08:51Z", 9)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        await AgreeOnAsync(turned, card, "Checkout errors", "Defects", "AtMost", "5");
        await AssertWholeAsync(turned);
    }

    /// <summary>An alarm reaches somebody: whoever covers, and administrators where its lead cannot be written to.</summary>
    [Fact]
    public async Task An_alarm_finds_whoever_covers_and_is_not_lost_with_a_chat()
    {
        await using var turned = await BeginAsync();
        await ReadyAsync(turned);
        await SayAsync(turned, Bob, "hello");
        await SayAsync(turned, Ann, "away until friday, Olga Outsider covers");
        await PostAsync(turned, Batch(("m1", "Checkout errors", "2026-03-10T08:50Z", 9)));
        await turned.Story.QuietAsync(Cancel);
        var covering = Assert.Single(Alarms(turned, Olga, "is beyond its threshold"));
        await turned.People.PressesAsync(Olga, covering, "Show the launch", Cancel);
        Assert.Contains("Orion", await CardOfAsync(turned, Olga), StringComparison.Ordinal);

        turned.Teams.Refuse(Erin.ChatId, 403, "MessageWritesBlocked");
        await PostAsync(turned, Batch(("m2", "Checkout errors", "2026-03-10T08:51Z", 1)));
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(Alarms(turned, Bob, "is back in its bounds"));
        await SayAsync(turned, Ann, "back");
        await SayAsync(turned, Olga, "launches");
        Assert.Contains("There is no launch that you may see.", turned.Teams.In(Olga.ChatId)[^1].Text, StringComparison.Ordinal);
    }

    /// <summary>What was agreed to is what stood on the card; and secrets that people write are nobody else's to read.</summary>
    [Fact]
    public async Task Nobody_agrees_to_what_they_have_not_seen_and_secrets_are_not_shown()
    {
        await using var turned = await BeginAsync();
        var card = await ReadyAsync(turned);
        await SayAsync(turned, Paul, "launch Orion");
        var his = turned.CardIn(Paul.ChatId);
        await AgreeOnAsync(turned, card, "Satisfaction", "Experience", "AtLeast", "4");
        var newer = await turned.People.PressesAsync(Paul, his, "Agree to criteria", Cancel);
        Assert.Contains("has changed since your card", newer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain((await LaunchAsync(turned)).Criteria, c => c.Agreed.Any(one => one.By.Id == Paul.AadObjectId));
        await turned.People.PressesAsync(Paul, his, "Agree to criteria", Cancel, card: newer.Card);
        Assert.All((await LaunchAsync(turned)).Criteria, c => Assert.Contains(c.Agreed, one => one.By.Id == Paul.AadObjectId));

        await FormAsync(turned, card, "Dates", new() { ["milestone"] = "day", ["due"] = "2026-03-20" });
        JsonObject moved = new()
        {
            ["milestone"] = "day",
            ["due"] = "2026-03-27",
            ["because"] = "The old password was Zebra!42x and had to go.",
        };
        await FormAsync(turned, card, "Dates", moved);
        var shown = await CardOfAsync(turned, Paul);
        Assert.Contains("secret", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Zebra!42x", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_who_is_in_no_team_begins_none()
    {
        await using var turned = await BeginAsync();
        turned.Teams.AddToOwnChat(Gus);
        await SayAsync(turned, Gus, "hello");
        await SayAsync(turned, Gus, "launch Vega");
        Assert.Single(turned.Said(Gus.ChatId, "Launches are for members of this organisation."));
        Assert.Empty(await turned.Store.LaunchHeadsAsync(FakeTeams.Tenant, Cancel));
    }

    [Theory]
    [InlineData("secret", HttpStatusCode.Unauthorized, "Measures:InboundSecret")]
    [InlineData("no signature", HttpStatusCode.Unauthorized, "signature")]
    [InlineData("old", HttpStatusCode.Unauthorized, "five minutes")]
    [InlineData("no json", HttpStatusCode.BadRequest, "no JSON object")]
    [InlineData("""{"launch": "Orion"}""", HttpStatusCode.BadRequest, "measures is missing")]
    [InlineData("""{"measures": []}""", HttpStatusCode.BadRequest, "launch must be")]
    [InlineData("""{"launch": "Orion", "measures": []}""", HttpStatusCode.UnprocessableEntity, "1 to 30")]
    [InlineData("""{"launch": "Orion", "measures": [null]}""", HttpStatusCode.UnprocessableEntity, "Line 1")]
    [InlineData("""{"launch": "Orion", "measures": [5, {"at": 5}]}""", HttpStatusCode.UnprocessableEntity, "Line 2: It is no measure")]
    [InlineData("""{"launch": "a/b#?\\ ", "measures": [{}]}""", HttpStatusCode.UnprocessableEntity, "no such launch")]
    [InlineData("""{"launch": "Vega", "measures": [{}]}""", HttpStatusCode.UnprocessableEntity, "no such launch")]
    public async Task What_is_not_right_is_refused_with_the_reason(string fault, HttpStatusCode expected, string reason)
    {
        await using var turned = await BeginAsync();
        await StartAsync(turned);
        var batch = Batch(("m1", "Checkout errors", "2026-03-10T08:50Z", 9));
        var (status, answer) = fault switch
        {
            "secret" => await PostAsync(turned, batch, secret: FakeReceiver.Secret),
            "no signature" => await PostAsync(turned, batch, secret: null),
            "old" => await PostAsync(turned, batch, at: Tuesday.AddMinutes(-6)),
            _ => await PostAsync(turned, fault),
        };
        Assert.Equal(expected, status);
        Assert.Contains(reason, (string)answer["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outsiders_neither_see_nor_change_it_and_words_about_a_launch_start_none()
    {
        await using var turned = await BeginAsync();
        var card = await ReadyAsync(turned);
        await SayAsync(turned, Olga, "launches");
        Assert.Single(turned.Said(Olga.ChatId, "There is no launch that you may see."));
        await SayAsync(turned, Olga, "launch Orion");
        Assert.Single(turned.Said(Olga.ChatId, "A launch “Orion” is open already."));
        var forged = await turned.People.PressesAsync(
            Olga,
            turned.CardIn(Ann.ChatId),
            "launch-measures-save",
            new JsonObject
            {
                ["verb"] = "launch-measures-save",
                ["id"] = "orion",
                ["lines"] = "Checkout errors; 99",
            },
            Cancel
        );
        Assert.Contains("I know no such launch", forged.Text, StringComparison.Ordinal);

        // Who holds a role of the protocol elsewhere sees it, and changes nothing of it.
        await turned.Story.LinkToAsync(Olga, "support_representative", Cancel);
        await SayAsync(turned, Olga, "launch Orion");
        var seen = turned.CardIn(Olga.ChatId);
        Assert.True(Shows(seen, "Orion"), Texts(seen));
        var refused = await turned.People.PressesAsync(Olga, seen, "Go live", Cancel);
        Assert.Contains("is changed by who started it", refused.Text, StringComparison.Ordinal);

        // Leadership sees it, in its channel and each in their own chat; another channel does not (A038).
        await turned.People.SaysInAsync(Ann, Leadership, "launches", Cancel);
        await turned.People.SaysInAsync(Bob, Engineering, "launches", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Leadership, "**Orion**: In preparation, 0 of 3 criteria met"));
        Assert.Single(turned.Said(Engineering, "There is no launch that you may see."));

        // What a button names may be anything.
        foreach (var id in new[] { "orion/x#?\\", new string('a', 19_000), "orion#x", "", "Orion" })
        {
            var data = new JsonObject { ["verb"] = "launch-show", ["id"] = id };
            Assert.Contains("I know no such launch", (await turned.People.PressesAsync(Ann, card, "launch-show", data, Cancel)).Text, StringComparison.Ordinal);
        }

        await SayAsync(turned, Bob, "hello");
        await SayAsync(turned, Bob, "launch is delayed by two weeks");
        Assert.Single(await turned.Store.LaunchHeadsAsync(FakeTeams.Tenant, Cancel));
        Assert.Equal(LaunchStatus.Preparing, (await LaunchAsync(turned)).Status);
    }

    [Fact]
    public async Task In_a_channel_all_of_it_see_it_and_hear_its_alarms()
    {
        await using var turned = await BeginAsync();
        await turned.People.SaysInAsync(Bob, Engineering, "launch Vega", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var card = turned.Teams.In(Engineering).Last(m => Shows(m, "Vega"));
        await FormAsync(turned, card, "Criterion", Criterion("Errors", "Defects", "AtMost", "5"), who: Bob);
        var others = await turned.People.PressesAsync(Cleo, card, "Roles", Cancel);
        Assert.Contains("is changed by who started it", others.Text, StringComparison.Ordinal);
        await PostAsync(turned, Batch("Vega", ("m1", "Errors", "2026-03-10T08:50Z", 9)));
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Teams.In(Engineering), m => Shows(m, "is beyond its threshold"));
    }

    [Fact]
    public async Task A_restart_loses_nothing_of_it()
    {
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        var clock = new ClockWithoutTimers(Tuesday);
        await using (var story = await BeginStoryAsync(clock, folder.Path, teams))
        {
            await story.People.SaysAsync(Ann, "launch Orion", Cancel);
            await story.QuietAsync(Cancel);
        }

        await using var again = await BeginStoryAsync(clock, folder.Path, teams);
        await again.People.SaysAsync(Ann, "launches", Cancel);
        await again.QuietAsync(Cancel);
        Assert.Contains(teams.In(Ann.ChatId), m => m.Text?.Contains("**Orion**: In preparation", StringComparison.Ordinal) is true);
    }

    private static Task<Story> BeginStoryAsync(TimeProvider clock, string folder, FakeTeams teams) => Story.BeginAsync(clock, folder, teams);

    private static async Task<Turned> BeginAsync()
    {
        var settings = new Dictionary<string, string?> { ["Measures:InboundSecret"] = Secret, ["Measures:Tenant"] = FakeTeams.Tenant };
        var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: settings, playbooks: SampleCards.Shipped);
        foreach (var person in new[] { Ann, Paul, Erin, Olga })
        {
            await SayAsync(turned, person, "hello");
        }

        return turned;
    }

    private static async Task SayAsync(Turned turned, FakePerson person, string text)
    {
        await turned.People.SaysAsync(person, text, Cancel);
        await turned.Story.QuietAsync(Cancel);
    }

    private static async Task<FakeMessage> StartAsync(Turned turned)
    {
        await SayAsync(turned, Ann, "launch Orion");
        return turned.CardIn(Ann.ChatId);
    }

    /// <summary>A launch with all that it needs to go live.</summary>
    private static async Task<FakeMessage> ReadyAsync(Turned turned)
    {
        var card = await StartAsync(turned);
        await GiveAllRolesAsync(turned, card);
        await AgreeOnAsync(turned, card, "Checkout errors", "Defects", "AtMost", "5", "3", "%", owner: "Erin Engineer");
        await AgreeOnAsync(turned, card, "Satisfaction", "Experience", "AtLeast", "40");
        await AgreeOnAsync(turned, card, "Answer time", "ServiceLevel", "AtMost", "800", "600", "ms");
        return card;
    }

    private static Task<PressAnswer> GiveAllRolesAsync(Turned turned, FakeMessage card)
    {
        var roles = SampleCards.Shipped.Find("launch-protocol")!.Teams.Where(team => team.Kind == ReceiverKind.Role).Select(team => team.Key);
        return FormAsync(turned, card, "Roles", new(roles.Select(role => KeyValuePair.Create($"role-{role}", (JsonNode?)Paul.Name))));
    }

    private static async Task AgreeOnAsync(
        Turned turned,
        FakeMessage card,
        string name,
        string kind,
        string direction,
        string threshold,
        string clears = "",
        string unit = "",
        string owner = ""
    )
    {
        var answer = await FormAsync(turned, card, "Criterion", Criterion(name, kind, direction, threshold, clears, unit, owner));
        Assert.Contains("Success criteria", answer.Text, StringComparison.Ordinal);
    }

    private static JsonObject Criterion(
        string name,
        string kind,
        string direction,
        string threshold,
        string clears = "",
        string unit = "",
        string owner = ""
    ) =>
        new()
        {
            ["name"] = name,
            ["kind"] = kind,
            ["direction"] = direction,
            ["threshold"] = threshold,
            ["clears"] = clears,
            ["unit"] = unit,
            ["owner"] = owner,
        };

    /// <summary>Opens a form on the launch's card, and sends it.</summary>
    /// <param name="now">The card as it is now; null for the one that was posted.</param>
    private static async Task<PressAnswer> FormAsync(
        Turned turned,
        FakeMessage card,
        string title,
        JsonObject inputs,
        JsonObject? now = null,
        FakePerson? who = null
    )
    {
        who ??= Ann;
        now ??= (await turned.People.PressesAsync(who, card, "launch-show", Data(card), Cancel)).Card;
        var form = await turned.People.PressesAsync(who, card, title, Cancel, card: now);
        Assert.NotNull(form.Card);
        return await turned.People.PressesAsync(who, card, "Save", Cancel, inputs, form.Card);
    }

    private static JsonNode Data(FakeMessage card) => FakeClient.Actions(card.Card).First(a => (string?)a["verb"] is not null)["data"]!.DeepClone();

    private static IReadOnlyList<FakeMessage> Alarms(Turned turned, FakePerson person, string text) =>
        [.. turned.Teams.In(person.ChatId).Where(m => Shows(m, text))];

    private static async Task<Launch> LaunchAsync(Turned turned) =>
        Launch.Fold(FakeTeams.Tenant, "orion", (await turned.Store.LaunchHistoryAsync(FakeTeams.Tenant, "orion", Cancel)).Select(LaunchChain.Open));

    /// <summary>The chain holds, in the store and in what is exported of it.</summary>
    private static async Task AssertWholeAsync(Turned turned)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(0, await ExportVerb.RunAsync(null, "Orión", null, turned.Store, output, error, Cancel));
        var exported = JsonNode.Parse(output.ToString())!;
        Assert.Equal("intact", (string)exported["chain"]!);
        Assert.Equal((await turned.Store.MeasuresAsync(FakeTeams.Tenant, "orion", Cancel)).Count, exported["measures"]!.AsArray().Count);
        Assert.Equal("launch_started.1", (string)exported["events"]![0]!["event"]!["what"]!["event"]!);
        Assert.Null(
            LaunchChain.FirstBroken(
                FakeTeams.Tenant,
                (await turned.Store.FindLaunchAsync(FakeTeams.Tenant, "orion", Cancel))!,
                await turned.Store.LaunchHistoryAsync(FakeTeams.Tenant, "orion", Cancel)
            )
        );
    }

    private static string Texts(FakeMessage card) => string.Join("\n", PressAnswer.Texts(card.Card!));

    private static string Batch(params (string Id, string Criterion, string At, double Value)[] measures) => Batch("Orion", measures);

    private static string Batch(string launch, params (string Id, string Criterion, string At, double Value)[] measures) =>
        new JsonObject
        {
            ["launch"] = launch,
            ["measures"] = new JsonArray([
                .. measures.Select(m => new JsonObject
                {
                    ["id"] = m.Id,
                    ["criterion"] = m.Criterion,
                    ["at"] = m.At,
                    ["value"] = m.Value,
                    ["source"] = "probe",
                }),
            ]),
        }.ToJsonString();

    private static async Task<(HttpStatusCode Status, JsonObject Answer)> PostAsync(
        Turned turned,
        string body,
        string? id = null,
        DateTimeOffset? at = null,
        string? secret = Secret,
        string type = "application/json",
        string query = ""
    )
    {
        using var response = await SignedPost.SendAsync(turned, $"/api/measures{query}", body, Cancel, id, at, secret, type);
        return (response.StatusCode, await SignedPost.AnswerAsync(response, Cancel));
    }
}
