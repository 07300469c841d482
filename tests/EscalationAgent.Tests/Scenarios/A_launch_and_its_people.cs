using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Launches;
using static EscalationAgent.Tests.Scenarios.LaunchSteps;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Who holds a role of a launch receives its matters, whoever is given something hears it, and nobody presses by mistake.</summary>
public sealed class A_launch_and_its_people
{
    private static readonly FakePerson Paul = new("Paul Product");
    private static readonly FakePerson Erin = new("Erin Engineer");
    private static readonly FakePerson Olga = new("Olga Outsider");
    private static readonly FakePerson Sam = new("Sam Sponsor");
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact] // A007
    public async Task Who_holds_its_roles_receives_its_matters_though_nobody_is_linked()
    {
        await using var turned = await BeginAsync();
        var card = await CardOfAsync(turned, Ann, Cancel);
        await RolesAsync(turned, card, ("product_owner", Paul), ("engineering_lead", Erin), ("senior_sponsor", Sam));
        await LogAsync(turned, card, "The test bed may come late", "High", "Worse");
        await turned.People.PressesAsync(Ann, Shown(turned, Ann, "a risk has become worse")[0], "Start an escalation", Cancel);
        await turned.Story.QuietAsync(Cancel);
        foreach (var said in new[] { "Rent a second test bed.", "Paul decides by Thursday whether we rent it." })
        {
            await SaysAsync(turned, Ann, said, Cancel);
        }

        // The review names them, and so does the record of where it went.
        var review = turned.CardIn(Ann.ChatId);
        Assert.Contains("(Paul Product)", Texts(review), StringComparison.Ordinal);
        Assert.Contains("(Erin Engineer)", Texts(review), StringComparison.Ordinal);
        Assert.DoesNotContain("nobody holds this role yet", Texts(review), StringComparison.Ordinal);
        await RouteAsync(turned, "S2");
        foreach (var receiver in new[] { Paul, Erin })
        {
            Assert.True(Shows(turned.CardIn(receiver.ChatId), "The test bed may come late"), receiver.Name);
        }

        var routed = await turned.EscalationAsync(Cancel);
        Assert.Equal((Status.Routed, Paul.AadObjectId), (routed.Status, routed.NamedReceivers["product_owner"].Id));

        // They may do what the role may, and nobody else may.
        await turned.PressAsync(Erin, turned.CardIn(Erin.ChatId), "Acknowledge", Cancel);
        Assert.Equal(Erin.AadObjectId, (await turned.EscalationAsync(Cancel)).Work.Owner?.Id);
        await SaysAsync(turned, Olga, $"status {routed.Id}", Cancel);
        Assert.Empty(Shown(turned, Olga, "The test bed may come late"));

        // Who is above is the launch's sponsor, too.
        await turned.TurnAsync(TimeSpan.FromDays(4), Cancel);
        Assert.NotEmpty(Shown(turned, Sam, "The test bed may come late"));
    }

    [Fact] // A007, A069
    public async Task Who_holds_a_role_of_a_launch_gets_the_agenda_though_nobody_is_linked()
    {
        await using var turned = await BeginAsync();
        var card = await CardOfAsync(turned, Ann, Cancel);
        await RolesAsync(turned, card, ("product_owner", Paul), ("sales_representative", Olga));
        await LogAsync(turned, card, "The test bed may come late", "Low", "Same");
        await turned.TurnToAsync(Tuesday.AddDays(2).AddMinutes(5), Cancel);
        Assert.Contains("The test bed may come late", Texts(Assert.Single(Shown(turned, Paul, "Agenda: Launch huddle"))), StringComparison.Ordinal);
        Assert.Empty(Shown(turned, Olga, "Agenda: Launch huddle"));
    }

    [Fact] // A007
    public async Task Where_the_launch_names_nobody_whoever_is_linked_receives()
    {
        await using var turned = await BeginAsync();
        await turned.Story.LinkToAsync(Olga, "product_owner", Cancel);
        var card = await CardOfAsync(turned, Ann, Cancel);
        await LogAsync(turned, card, "The test bed may come late", "Low", "Worse");
        await turned.People.PressesAsync(Ann, Shown(turned, Ann, "a risk has become worse")[0], "Start an escalation", Cancel);
        await turned.Story.QuietAsync(Cancel);
        foreach (var said in new[] { "Rent a second test bed.", "Olga decides by Thursday whether we rent it." })
        {
            await SaysAsync(turned, Ann, said, Cancel);
        }

        await RouteAsync(turned, "S3");
        Assert.True(Shows(turned.CardIn(Olga.ChatId), "The test bed may come late"), "linked");
        Assert.Empty((await turned.EscalationAsync(Cancel)).NamedReceivers);
    }

    [Fact]
    public async Task What_runs_stays_with_whoever_had_the_role()
    {
        await using var turned = await BeginAsync();
        var card = await CardOfAsync(turned, Ann, Cancel);
        await RolesAsync(turned, card, ("product_owner", Paul), ("engineering_lead", Erin));
        await LogAsync(turned, card, "The test bed may come late", "High", "Worse");
        await turned.People.PressesAsync(Ann, Shown(turned, Ann, "a risk has become worse")[0], "Start an escalation", Cancel);
        await turned.Story.QuietAsync(Cancel);
        foreach (var said in new[] { "Rent a second test bed.", "Paul decides by Thursday whether we rent it." })
        {
            await SaysAsync(turned, Ann, said, Cancel);
        }

        await RouteAsync(turned, "S3");
        var given = await RolesAsync(turned, card, ("product_owner", Olga));
        Assert.Contains("What runs already stays with Paul Product, who can hand it over: ESC-2026-0001.", given.Text, StringComparison.Ordinal);
        Assert.Equal(Paul.AadObjectId, (await turned.EscalationAsync(Cancel)).NamedReceivers["product_owner"].Id);
    }

    [Fact] // A021, A043
    public async Task A_form_that_is_pressed_twice_adds_once()
    {
        await using var turned = await BeginAsync();
        var card = await CardOfAsync(turned, Ann, Cancel);
        var sign = await ThroughAsync(turned, Ann, card, Cancel, ("Risks", null), ("Log a sign", null));
        var work = await ThroughAsync(turned, Ann, card, Cancel, ("Backlog", null), ("Add work", null));
        JsonObject Another(string title) => Work(title, "", "");
        for (var press = 0; press < 2; press++)
        {
            var risks = await turned.People.PressesAsync(Ann, card, "Save", Cancel, Sign("The test bed has password=hunter2secret9", "Low", "Same"), sign.Card);
            Assert.Contains("The test bed has", risks.Text, StringComparison.Ordinal);
            await turned.People.PressesAsync(Ann, card, "Save", Cancel, Another("Rehearse the way back"), work.Card);
        }

        // Another one from the same form is another one, and the same one that is logged anew is meant.
        await turned.People.PressesAsync(Ann, card, "Save", Cancel, Another("Gift cards"), work.Card);
        var now = await NowAsync(turned, Cancel);
        Assert.Equal((1, 2), (now.Risks.Count, now.Work.Count));
        await ThroughAsync(turned, Ann, await CardOfAsync(turned, Ann, Cancel), Cancel, ("Backlog", null), ("Add work", null), ("Save", Another("Gift cards")));
        Assert.Equal(3, (await NowAsync(turned, Cancel)).Work.Count);
        await AssertWholeAsync(turned, Cancel);
    }

    [Fact]
    public async Task First_names_and_mail_addresses_are_taken_and_all_that_is_wrong_is_told_at_once()
    {
        await using var turned = await BeginAsync();
        await SaysAsync(turned, Cleo, "hello", Cancel);
        var card = await CardOfAsync(turned, Ann, Cancel);
        JsonObject wrong = new()
        {
            ["role-product_owner"] = "Nemo",
            ["role-engineering_lead"] = "nobody@contoso.example",
            ["role-senior_sponsor"] = "Sam Sponsor",
        };
        var refused = await ThroughAsync(turned, Ann, card, Cancel, ("Roles", null), ("Save", wrong));
        Assert.Contains("Product Owner: I do not know “Nemo”", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Engineering lead: I do not know “nobody@contoso.example”", refused.Text, StringComparison.Ordinal);
        Assert.Empty((await NowAsync(turned, Cancel)).Roles.Where(role => role.Key != Launch.Lead));

        JsonObject right = new() { ["role-product_owner"] = "bob", ["role-engineering_lead"] = Cleo.SignInName.ToUpperInvariant() };
        await ThroughAsync(turned, Ann, card, Cancel, ("Roles", null), ("Save", right));
        var roles = (await NowAsync(turned, Cancel)).Roles;
        Assert.Equal(("Bob Stone", "Cleo Park"), (roles["product_owner"].Name, roles["engineering_lead"].Name));
    }

    [Fact] // A043, A048
    public async Task Who_is_given_work_or_a_criterion_hears_it_and_a_day_that_is_over_is_asked_about()
    {
        await using var turned = await BeginAsync();
        var card = await CardOfAsync(turned, Ann, Cancel);
        var past = await ThroughAsync(
            turned,
            Ann,
            card,
            Cancel,
            ("Backlog", null),
            ("Add work", null),
            ("Save", Work("Rehearse the way back", Paul.Name, "2026-03-09"))
        );
        Assert.Contains("9 Mar 2026 is in the past", past.Text, StringComparison.Ordinal);
        Assert.Empty((await NowAsync(turned, Cancel)).Work);
        await turned.People.PressesAsync(Ann, card, "Save it as it is", Cancel, Work("Rehearse the way back", Paul.Name, "2026-03-09"), past.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains(
            "Rehearse the way back · by 9 Mar 2026",
            Texts(Assert.Single(Shown(turned, Paul, "Orion: this is yours to do"))),
            StringComparison.Ordinal
        );

        JsonObject planned = new()
        {
            ["milestone"] = "new",
            ["name"] = "Load test",
            ["due"] = "2020-01-01",
        };
        var early = await ThroughAsync(turned, Ann, card, Cancel, ("Dates", null), ("Save", planned));
        Assert.Contains("1 Jan 2020 is in the past", early.Text, StringComparison.Ordinal);
        Assert.Empty((await NowAsync(turned, Cancel)).Milestones);

        await CriterionAsync(turned, card, Erin.Name);
        await CriterionAsync(turned, card, Erin.Name, threshold: "6");
        Assert.Contains(
            "Checkout errors: at most 5",
            Texts(Assert.Single(Shown(turned, Erin, "Orion: a criterion is yours to watch"))),
            StringComparison.Ordinal
        );
    }

    [Fact] // A021
    public async Task How_a_risk_ended_can_be_read_and_refusals_are_plain_text()
    {
        await using var turned = await BeginAsync();
        var card = await CardOfAsync(turned, Ann, Cancel);
        await LogAsync(turned, card, "The [second] *bed* may come late", "High", "Worse");
        var asked = Shown(turned, Ann, "a risk has become worse")[0];
        JsonObject how = new()
        {
            ["risk"] = "1",
            ["likelihood"] = "High",
            ["trend"] = "Same",
            ["how"] = "The second bed came.",
        };
        await ThroughAsync(turned, Ann, card, Cancel, ("Risks", null), ("Judge it now", new() { ["risk"] = "1" }), ("Close it", how));
        var all = await ThroughAsync(turned, Ann, await CardOfAsync(turned, Ann, Cancel), Cancel, ("Risks", null));
        Assert.Contains("– The second bed came. (Ann Csm, 10 Mar 2026)", all.Text, StringComparison.Ordinal);
        var over = await turned.People.PressesAsync(Ann, asked, "Start an escalation", Cancel);
        Assert.Contains("Orion: “The [second] *bed* may come late” is closed", over.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_speaks_against_it_is_said_before_a_launch_goes_live_or_is_closed()
    {
        await using var turned = await BeginAsync();
        var card = await CardOfAsync(turned, Ann, Cancel);
        await RolesAsync(
            turned,
            card,
            ("product_owner", Paul),
            ("engineering_lead", Erin),
            ("marketing_representative", Paul),
            ("customer_success_manager", Paul),
            ("sales_representative", Paul),
            ("support_representative", Erin),
            ("senior_sponsor", Sam)
        );
        await CriterionAsync(turned, card, Erin.Name);
        JsonObject day = new() { ["milestone"] = "day", ["due"] = "2026-03-26" };
        await ThroughAsync(turned, Ann, card, Cancel, ("Dates", null), ("Save", day));
        await OrionLaunch.CommitAsync(turned, OrionLaunch.Matter(601, Tuesday.AddHours(-5), Severity.S1, "defect", null), Cancel);
        card = await CardOfAsync(turned, Ann, Cancel);
        var asked = await ThroughAsync(turned, Ann, card, Cancel, ("Go live", null));
        Assert.Contains("S1: 1, S2: 0, defects: 1 (ESC-2026-0601)", asked.Text, StringComparison.Ordinal);
        Assert.Contains("The day of the launch is 26 Mar 2026.", asked.Text, StringComparison.Ordinal);
        Assert.Equal(LaunchStatus.Preparing, (await NowAsync(turned, Cancel)).Status);
        await turned.People.PressesAsync(Ann, card, "Go live all the same", Cancel, null, asked.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(LaunchStatus.Live, (await NowAsync(turned, Cancel)).Status);

        await LogAsync(turned, card, "The test bed may come late", "Low", "Same");
        await ThroughAsync(turned, Ann, card, Cancel, ("Backlog", null), ("Add work", null), ("Save", Work("Gift cards", "", "")));
        var closing = await ThroughAsync(turned, Ann, await CardOfAsync(turned, Ann, Cancel), Cancel, ("Close the launch", null));
        Assert.Contains("Still open: 1 matter (ESC-2026-0601), 1 risk, 1 piece of work.", closing.Text, StringComparison.Ordinal);

        // All its people hear that it is closed, whoever only owns work of it among them.
        await ThroughAsync(
            turned,
            Ann,
            await CardOfAsync(turned, Ann, Cancel),
            Cancel,
            ("Backlog", null),
            ("Add work", null),
            ("Save", Work("Dark mode", Olga.Name, ""))
        );
        JsonObject ending = new()
        {
            ["outcome"] = "Sold out in two days.",
            ["before"] = "AtRisk",
            ["after"] = "OnTrack",
        };
        await ThroughAsync(turned, Ann, await CardOfAsync(turned, Ann, Cancel), Cancel, ("Close the launch", null), ("Save", ending));
        Assert.Single(Shown(turned, Olga, "Sold out in two days."));
    }

    [Fact] // A048
    public async Task No_secret_is_taken_as_a_unit_or_as_the_source_of_a_measure()
    {
        await using var turned = await BeginAsync();
        var card = await CardOfAsync(turned, Ann, Cancel);
        var refused = await CriterionAsync(turned, card, Erin.Name, unit: "pw=Hunter2!x99");
        Assert.Contains("what looks like a password", refused.Text, StringComparison.Ordinal);
        await CriterionAsync(turned, card, Erin.Name);
        JsonObject lines = new() { ["lines"] = "Checkout errors; 2026-03-10T09:00Z; 9; probe pw=Hunter2!x99" };
        var unread = await ThroughAsync(turned, Ann, await CardOfAsync(turned, Ann, Cancel), Cancel, ("Add measures", null), ("Save", lines));
        Assert.Contains("what looks like a password", unread.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hunter2", string.Join("\n", turned.Teams.In(Erin.ChatId).Select(m => m.Activity.ToJsonString())), StringComparison.Ordinal);
        Assert.Empty((await NowAsync(turned, Cancel)).Alarms);
    }

    [Fact]
    public async Task A_channel_in_which_a_launch_is_closed_hears_it()
    {
        await using var turned = await BeginAsync();
        await turned.People.SaysInAsync(Ann, Leadership, "launch Vega", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var card = turned.Teams.In(Leadership).Last(m => m.Card is not null && Shows(m, "Vega"));
        JsonObject ending = new()
        {
            ["outcome"] = "Called off.",
            ["before"] = "OffTrack",
            ["after"] = "OffTrack",
        };
        await ThroughAsync(turned, Ann, card, Cancel, ("Close the launch", null), ("Save", ending));
        Assert.Single(turned.Teams.In(Leadership), m => m.Card is not null && Shows(m, "Called off."));
    }

    /// <summary>Ann has begun a launch of which she holds all that is held; everybody has spoken with the bot.</summary>
    private static async Task<Turned> BeginAsync()
    {
        var turned = await Turned.BeginAsync(Tuesday, Cancel, playbooks: SampleCards.Shipped);
        turned.People.FillsChecklists = false;
        foreach (var person in new[] { Paul, Erin, Olga, Sam })
        {
            await SaysAsync(turned, person, "hello", Cancel);
        }

        await StartAsync(turned, Cancel);
        return turned;
    }

    private static Task<PressAnswer> RolesAsync(Turned turned, FakeMessage card, params (string Role, FakePerson Person)[] held)
    {
        var roles = new JsonObject();
        foreach (var (role, person) in held)
        {
            roles[$"role-{role}"] = person.Name;
        }

        return ThroughAsync(turned, Ann, card, Cancel, ("Roles", null), ("Save", roles));
    }

    private static async Task<PressAnswer> CriterionAsync(Turned turned, FakeMessage card, string owner, string threshold = "5", string unit = "%")
    {
        JsonObject criterion = new()
        {
            ["kind"] = "Defects",
            ["direction"] = "AtMost",
            ["name"] = "Checkout errors",
            ["threshold"] = threshold,
            ["clears"] = "",
            ["unit"] = unit,
            ["owner"] = owner,
        };
        return await ThroughAsync(turned, Ann, card, Cancel, ("Criterion", null), ("Save", criterion));
    }

    private static Task<PressAnswer> LogAsync(Turned turned, FakeMessage card, string what, string likelihood, string trend) =>
        ThroughAsync(turned, Ann, card, Cancel, ("Risks", null), ("Log a sign", null), ("Save", Sign(what, likelihood, trend)));

    private static JsonObject Sign(string what, string likelihood, string trend) =>
        new()
        {
            ["likelihood"] = likelihood,
            ["trend"] = trend,
            ["milestone"] = "day",
            ["what"] = what,
            ["owner"] = "",
            ["mitigation"] = "Paul asks for a second bed",
        };

    private static JsonObject Work(string title, string owner, string day) =>
        new()
        {
            ["title"] = title,
            ["kind"] = "Feature",
            ["facing"] = "no",
            ["owner"] = owner,
            ["day"] = day,
        };

    private static async Task RouteAsync(Turned turned, string severity)
    {
        var review = turned.CardIn(Ann.ChatId);
        var triage = await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision(severity));
        JsonObject weighed = new()
        {
            ["item-customer_journey"] = "high",
            ["item-revenue_potential"] = "medium",
            ["item-regulatory"] = "none",
            ["item-risk_before"] = "at risk",
        };
        var saved = await turned.People.PressesAsync(Ann, review, "Save", Cancel, weighed, triage.Card);
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision(severity), saved.Card);
        await turned.Story.QuietAsync(Cancel);
    }

    private static JsonObject Decision(string severity) =>
        new()
        {
            ["severity"] = severity,
            ["because"] = "So it is.",
            ["trigger"] = "risk_forecast",
        };
}
