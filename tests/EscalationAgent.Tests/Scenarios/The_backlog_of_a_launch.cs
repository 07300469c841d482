using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using static EscalationAgent.Tests.Scenarios.LaunchSteps;
using static EscalationAgent.Tests.Scenarios.OrionLaunch;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>One backlog of matters, risks and work, ordered by rules that the launch's people agree to uphold (A043).</summary>
public sealed class The_backlog_of_a_launch
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Matters_risks_and_work_are_one_order_by_rules_that_are_agreed()
    {
        await using var turned = await BeginAsync();
        var card = await CardOfAsync(turned, Ann, Cancel);
        var first = await ThroughAsync(turned, Ann, card, Cancel, ("Backlog", null));
        Assert.Contains("Nobody has agreed to rules yet; these are the usual ones.", first.Text, StringComparison.Ordinal);
        Assert.Equal(["Step 510 of the checkout fails"], Titles(first).Take(1));

        // Work of two kinds, beside what is on record.
        await AddAsync(turned, Ann, card, "Gift cards", "Feature", "yes", "2026-03-11");
        await AddAsync(turned, Ann, card, "Rehearse the way back", "Mitigation", "no", "");
        JsonObject sign = new()
        {
            ["likelihood"] = "High",
            ["trend"] = "Same",
            ["milestone"] = "day",
            ["what"] = "The test bed may come late",
            ["owner"] = "",
            ["mitigation"] = "Paul asks for a second bed",
        };
        await ThroughAsync(turned, Ann, card, Cancel, ("Risks", null), ("Log a sign", null), ("Save", sign));
        var all = await ThroughAsync(turned, Ann, card, Cancel, ("Backlog", null));
        Assert.Subset(Titles(all).ToHashSet(), new HashSet<string> { "Gift cards", "Rehearse the way back", "The test bed may come late" });
        Assert.Contains("Feature · customers see it · by 11 Mar 2026", all.Text, StringComparison.Ordinal);
        Assert.Contains("Risk · by 20 Mar 2026 · against it: Paul asks for a second bed", all.Text, StringComparison.Ordinal);

        // Rules: who sets them agrees, others agree after; to change them asks for a reason, and all agree anew.
        var set = await RulesAsync(turned, card, "", "NearestDay", "Severity");
        Assert.Contains("Order: nearest day, severity. Agreed: Ann Csm 10 Mar 2026.", set.Text, StringComparison.Ordinal);
        Assert.Equal("Gift cards", Titles(set)[0]);
        await ThroughAsync(turned, Ann, card, Cancel, ("Roles", null), ("Save", new() { ["role-product_owner"] = Paul.Name }));
        var his = await CardOfAsync(turned, Paul, Cancel);
        var agreed = await ThroughAsync(turned, Paul, his, Cancel, ("Backlog", null), ("Agree to rules", null));
        Assert.Contains("Agreed: Ann Csm 10 Mar 2026, Paul Product 10 Mar 2026.", agreed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Agree to rules", Buttons(agreed.Card!));
        Assert.Contains("Please say why the rules are changed", (await RulesAsync(turned, card, "", "Severity")).Text, StringComparison.Ordinal);
        var twice = await RulesAsync(turned, card, "So.", "Severity", "Severity");
        Assert.Contains("each at most once", twice.Text, StringComparison.Ordinal);
        var changed = await RulesAsync(turned, card, "The severe ones were late.", "CustomersFirst", "Severity");
        Assert.Contains("Agreed: Ann Csm 10 Mar 2026.", changed.Text, StringComparison.Ordinal);
        Assert.Contains("The rules were changed: The severe ones were late.", changed.Text, StringComparison.Ordinal);

        // One item against the rules is a decision with a reason, and can be taken back.
        var unsaid = await PlaceAsync(turned, Ann, card, "work-2", "1", "");
        Assert.Contains("Please say why it has another place", unsaid.Text, StringComparison.Ordinal);
        var placed = await PlaceAsync(turned, Ann, card, "work-2", "1", "The sponsor asks for it.");
        Assert.Equal("Rehearse the way back", Titles(placed)[0]);
        Assert.Contains("put here by Ann Csm", placed.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Against the rules: Rehearse the way back at 1, decided by Ann Csm on 10 Mar 2026: The sponsor asks for it.",
            placed.Text,
            StringComparison.Ordinal
        );
        var back = await PlaceAsync(turned, Ann, card, "work-2", "", "Once is enough.");
        Assert.NotEqual("Rehearse the way back", Titles(back)[0]);

        // What is done goes; to drop asks for a reason.
        Assert.Contains("Please say why it is dropped", (await EndAsync(turned, card, "1", "no", "")).Text, StringComparison.Ordinal);
        await EndAsync(turned, card, "1", "no", "Nobody asks for them.");
        var left = await EndAsync(turned, card, "2", "yes", "");
        Assert.DoesNotContain("Gift cards", left.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rehearse", left.Text, StringComparison.Ordinal);
        await AssertWholeAsync(turned, Cancel);
    }

    [Fact]
    public async Task Each_reads_the_matters_that_they_may_see_and_only_its_people_change_it()
    {
        await using var turned = await BeginAsync();
        var hers = await ThroughAsync(turned, Olga, await CardOfAsync(turned, Olga, Cancel), Cancel, ("Backlog", null));
        Assert.Equal(["Step 510 of the checkout fails"], Titles(hers));
        Assert.DoesNotContain("509", hers.Text, StringComparison.Ordinal);
        Assert.Equal(["Back"], Buttons(hers.Card!).Where(title => title is not "How it is ordered"));

        await SaysAsync(turned, Nora, "hello", Cancel);
        var card = await CardOfAsync(turned, Ann, Cancel);
        var outside = await turned.People.PressesAsync(Nora, card, "Backlog", Cancel);
        Assert.Contains("I know no such launch", outside.Text, StringComparison.Ordinal);
        var data = FakeClient.Actions(card.Card).First(a => (string?)a["verb"] is not null)["data"]!.DeepClone();
        var refused = await turned.People.PressesAsync(Olga, card, "launch-work-save", data, Cancel);
        Assert.Contains("is changed by who started it", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_that_were_open_at_once_undo_nothing_and_what_waits_long_moves_up()
    {
        await using var turned = await BeginAsync();
        var card = await CardOfAsync(turned, Ann, Cancel);
        await AddAsync(turned, Ann, card, "Small thing", "Feature", "no", "");
        var older = await ThroughAsync(turned, Ann, card, Cancel, ("Backlog", null), ("Rules", null));
        await RulesAsync(turned, card, "", "Severity");
        var stale = await turned.People.PressesAsync(Ann, card, "Save", Cancel, Rules("", "Age"), older.Card);
        Assert.Contains("Somebody has just changed it", stale.Text, StringComparison.Ordinal);
        var place = await ThroughAsync(turned, Ann, card, Cancel, ("Backlog", null), ("Move one", null));
        await PlaceAsync(turned, Ann, card, "work-1", "2", "The sponsor asks for it.");
        JsonObject moved = new()
        {
            ["item"] = "work-1",
            ["place"] = "3",
            ["because"] = "So.",
        };
        var late = await turned.People.PressesAsync(Ann, card, "Save", Cancel, moved, place.Card);
        Assert.Contains("Somebody has just changed it", late.Text, StringComparison.Ordinal);
        await PlaceAsync(turned, Ann, card, "work-1", "", "The rules will do.");
        Assert.Equal("Small thing", Titles(await ThroughAsync(turned, Ann, card, Cancel, ("Backlog", null)))[^1]);

        // Ten working days later it has one of the first places, though all others are more severe.
        turned.Clock.AdjustTime(Tuesday.AddDays(15));
        var waited = await ThroughAsync(turned, Ann, await CardOfAsync(turned, Ann, Cancel), Cancel, ("Backlog", null));
        Assert.Contains("Small thing", Titles(waited));
        Assert.Contains("Feature · **waits since 10 Mar 2026**", waited.Text, StringComparison.Ordinal);
    }

    private static Task<Turned> BeginAsync() => OrionLaunch.BeginAsync(new Dictionary<string, string?>(), Cancel);

    private static Task<PressAnswer> AddAsync(Turned turned, FakePerson person, FakeMessage card, string title, string kind, string facing, string day)
    {
        JsonObject work = new()
        {
            ["title"] = title,
            ["kind"] = kind,
            ["facing"] = facing,
            ["owner"] = "",
            ["day"] = day,
        };
        return ThroughAsync(turned, person, card, Cancel, ("Backlog", null), ("Add work", null), ("Save", work));
    }

    private static JsonObject Rules(string because, params string[] order)
    {
        var rules = new JsonObject { ["days"] = "10", ["because"] = because };
        for (var i = 0; i < 5; i++)
        {
            rules[$"rank{i + 1}"] = i < order.Length ? order[i] : "no";
        }

        return rules;
    }

    private static Task<PressAnswer> RulesAsync(Turned turned, FakeMessage card, string because, params string[] order) =>
        ThroughAsync(turned, Ann, card, Cancel, ("Backlog", null), ("Rules", null), ("Save", Rules(because, order)));

    private static Task<PressAnswer> PlaceAsync(Turned turned, FakePerson person, FakeMessage card, string item, string place, string because)
    {
        JsonObject moved = new()
        {
            ["item"] = item,
            ["place"] = place,
            ["because"] = because,
        };
        return ThroughAsync(turned, person, card, Cancel, ("Backlog", null), ("Move one", null), ("Save", moved));
    }

    private static Task<PressAnswer> EndAsync(Turned turned, FakeMessage card, string work, string end, string because)
    {
        JsonObject ended = new()
        {
            ["work"] = work,
            ["end"] = end,
            ["because"] = because,
        };
        return ThroughAsync(turned, Ann, card, Cancel, ("Backlog", null), ("Done", null), ("Save", ended));
    }

    /// <summary>The titles of what waits, in its order.</summary>
    private static IReadOnlyList<string> Titles(PressAnswer shown) =>
        [
            .. Columns(shown.Card)
                .Where(columns => columns.Count == 2 && (string?)columns[0]!["width"] == "28px")
                .Select(columns => (string)columns[1]!["items"]![0]!["text"]!),
        ];

    private static IEnumerable<JsonArray> Columns(JsonNode? node) =>
        node switch
        {
            JsonObject o when (string?)o["type"] == "ColumnSet" => [o["columns"]!.AsArray()],
            JsonObject o => o.SelectMany(p => Columns(p.Value)),
            JsonArray a => a.SelectMany(Columns),
            _ => [],
        };
}
