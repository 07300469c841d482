using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>A support case moves to Engineering: complete, with an owner, and with answers (document D).</summary>
public sealed class Support_to_engineering
{
    private const string Case = """
        Customer: Acme Corp
        Subject: Monthly export at Acme Corp stops at 90 percent
        Impact: their 40 users in controlling cannot close the month; three people copy the figures by hand, four hours a day.
        Tried so far: a smaller date range, the same; another browser, the same.
        Steps to reproduce:
        1. Open Reports.
        2. Choose last month.
        3. Press Export.
        Expected: a file within a minute.
        Actual: it stops at 90 percent, without a message.
        Version: 4.12.1
        We need a fix date by Thursday; Acme calls it resolved when the export of March is complete.
        """;

    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_goes_on_only_with_all_that_a_good_escalation_holds_D035_D055()
    {
        await using var turned = await BegunAsync();
        var review = turned.CardIn(Ann.ChatId);
        Assert.True(Shows(review, "of 14 there; missing"), Texts(review));
        Assert.True(Shows(review, "logs and data"), Texts(review));

        var form = await turned.People.PressesAsync(Ann, review, "Route", Cancel, Severity("S3"));
        Assert.Contains("still missing are", form.Text, StringComparison.Ordinal);
        Assert.Equal(Status.Draft, (await turned.EscalationAsync(Cancel)).Status);

        // What stands under a label of the list is no part of the brief; what was decided need not be said again.
        var brief = (await turned.EscalationAsync(Cancel)).Brief;
        Assert.Equal("Monthly export at Acme Corp stops at 90 percent", brief.TextOf(BriefSection.Headline));
        Assert.DoesNotContain(brief.Passages.Values, p => p.Text.Contains("Expected", StringComparison.Ordinal));
        Assert.Equal("So it is.", Value((await turned.People.PressesAsync(Ann, review, "Never mind", Cancel, card: form.Card)).Card!, "because"));

        // What the notes say stands there already, in their own words.
        Assert.Contains("2. Choose last month.", Value(form.Card!, "item-reproduction_steps"), StringComparison.Ordinal);
        Assert.Equal("Expected: a file within a minute.\nActual: it stops at 90 percent, without a message.", Value(form.Card!, "item-expected_vs_actual"));
        Assert.Equal("4.12.1", Value(form.Card!, "item-version_numbers"));
        Assert.Contains("40 users", Value(form.Card!, "item-affected_users"), StringComparison.Ordinal);
        Assert.Equal("", Value(form.Card!, "item-logs_and_data"));

        // That something does not apply has a reason; nothing that was typed is lost.
        var bare = new JsonObject { ["item-screenshots"] = "n/a", ["item-logs_and_data"] = "HAR in SUP-4711" };
        var again = await turned.People.PressesAsync(Ann, review, "Save", Cancel, bare, form.Card);
        Assert.Contains("Say what is so, or write “n/a” and why it does not apply: screenshots or video", again.Text, StringComparison.Ordinal);
        Assert.Equal("HAR in SUP-4711", Value(again.Card!, "item-logs_and_data"));

        var saved = await turned.People.PressesAsync(Ann, review, "Save", Cancel, Rest, again.Card);
        Assert.Contains("all 14 there", saved.Text, StringComparison.Ordinal);
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Severity("S3"), saved.Card);
        await turned.Story.QuietAsync(Cancel);

        // Tier 3 reads it as fields; Engineering is not troubled (D018).
        var card = turned.CardIn(Engineering);
        foreach (
            var (title, text) in new[] { ("Reproduction steps", "Choose last month."), ("Environment", "Chrome on Windows"), ("Version numbers", "4.12.1") }
        )
        {
            Assert.True(Shows(card, title), Texts(card));
            Assert.True(Shows(card, text), Texts(card));
        }

        Assert.True(Shows(card, "does not apply: Nothing to see but a bar"), Texts(card));
        Assert.Equal(["tier_3"], (await turned.EscalationAsync(Cancel)).Assignment.Teams);
    }

    [Fact]
    public async Task Two_matters_in_one_case_are_pointed_out_D047()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, playbooks: SampleCards.Shipped);
        await turned.People.SaysAsync(Ann, $"escalate support {Case}\nAlso, unrelated: the billing page shows the wrong VAT since Monday.", Cancel);
        await turned.Story.QuietAsync(Cancel);
        await turned.People.SaysAsync(Ann, "preview", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var review = turned.CardIn(Ann.ChatId);
        Assert.True(Shows(review, "Your notes tell of another matter as well"), Texts(review));
        Assert.True(Shows(review, "the billing page shows the wrong VAT"), Texts(review));
    }

    [Fact]
    public async Task Engineering_answers_back_D051_to_D054_and_decisions_and_owners_are_on_record_A009_A010_A032_D036()
    {
        await using var turned = await BegunAsync();
        turned.People.FillsChecklists = true;
        await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Route", Cancel, Severity("S3"));
        turned.People.FillsChecklists = false;
        await turned.Story.QuietAsync(Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Start work", Cancel);

        // Reproduced, and a date that becomes a deadline; the CSM hears of both (D052, D053).
        await RecordAsync(
            turned,
            new()
            {
                ["reproduced"] = "Sometimes",
                ["because"] = "On tenants with many reports",
                ["date"] = "2026-03-12",
            }
        );
        Assert.Single(turned.Said(Ann.ChatId, "has reproduced it, but not each time: On tenants with many reports"));
        Assert.Single(turned.Said(Ann.ChatId, "says that it is fixed by **12 Mar 2026**"));
        Assert.Contains((await turned.EscalationAsync(Cancel)).Deadlines, d => d.Kind == DeadlineKind.FixDate && d.DueAt == Tuesday.AddDays(2).AddHours(8));

        // It moves twice, each time with its reason.
        var refused = await RecordAsync(turned, new() { ["date"] = "2026-03-16" });
        Assert.Contains("say why it moves", refused.Text, StringComparison.Ordinal);
        Assert.Equal("2026-03-16", Value(refused.Card!, "date"));
        await RecordAsync(turned, new() { ["date"] = "2026-03-16", ["because"] = "The index takes longer to build" });
        await RecordAsync(turned, new() { ["date"] = "2026-03-18", ["because"] = "The release train left" });
        Assert.True(Shows(turned.CardIn(Engineering), "18 Mar 2026, moved 2 times"), Texts(turned.CardIn(Engineering)));
        Assert.Single(turned.Said(Ann.ChatId, "moves the fix from 12 Mar 2026 to **16 Mar 2026**: The index takes longer to build"));

        // Who decides what stands on the card, whoever puts it there.
        await turned.PressAsync(
            Ann,
            turned.CardIn(Ann.ChatId),
            "Put on record",
            Cancel,
            "Save",
            new() { ["text"] = "Ship the index first, the cache later.", ["who"] = "Pia Director" }
        );
        Assert.True(Shows(turned.CardIn(Engineering), "10 Mar 2026: Ship the index first, the cache later. (Pia Director)"), Texts(turned.CardIn(Engineering)));

        // What is refused comes back as it was filled in.
        var open = await turned.PressAsync(Bob, turned.CardIn(Engineering), "Wait", Cancel);
        var reasonless = await turned.People.PressesAsync(
            Bob,
            turned.CardIn(Engineering),
            "Wait",
            Cancel,
            new()
            {
                ["for"] = "workaround",
                ["until"] = "morning",
                ["date"] = "2026-03-17",
            },
            open.Card
        );
        Assert.Equal(("workaround", "2026-03-17"), (Value(reasonless.Card!, "for"), Value(reasonless.Card!, "date")));

        // A workaround stops the clock until its day, and then it is back by itself (A044, A045).
        await turned.PressAsync(
            Bob,
            turned.CardIn(Engineering),
            "Wait",
            Cancel,
            "Wait",
            new()
            {
                ["for"] = "workaround",
                ["until"] = "morning",
                ["date"] = "2026-03-17",
                ["because"] = "Export by script; the index comes on the 18th",
            }
        );
        Assert.Single(turned.Said(Ann.ChatId, "has put a workaround in place until Tue 17 Mar, 10:00 CET"));
        Assert.True((await turned.EscalationAsync(Cancel)).Find(DeadlineKind.Outcome)!.IsPaused);
        await turned.TurnToAsync(new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero), Cancel);
        Assert.Null((await turned.EscalationAsync(Cancel)).Work.Pause);

        // The day of the fix is called out to the owner and the CSM.
        await turned.TurnToAsync(new(2026, 3, 18, 17, 0, 0, TimeSpan.Zero), Cancel);
        Assert.Contains(turned.Said(Ann.ChatId, "The fix is due now"), line => line.Contains("18 Mar", StringComparison.Ordinal));

        // How the fix was validated is asked at the end; what was typed stays (D054).
        var form = await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel);
        var half = await turned.People.PressesAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, new() { ["text"] = "Index built." }, form.Card);
        Assert.Contains("Say also: how the fix was validated, knowledge base", half.Text, StringComparison.Ordinal);
        Assert.Equal("Index built.", Value(half.Card!, "text"));
        await turned.People.PressesAsync(
            Bob,
            turned.CardIn(Engineering),
            "Resolve",
            Cancel,
            new()
            {
                ["kind"] = "fix",
                ["text"] = "Index built.",
                ["item-validation"] = "March exported on their tenant, by QA",
                ["item-knowledge_base"] = "updated",
            },
            half.Card
        );
        await turned.Story.QuietAsync(Cancel);
        Assert.True(Shows(turned.CardIn(Ann.ChatId), "March exported on their tenant, by QA"), Texts(turned.CardIn(Ann.ChatId)));
    }

    /// <summary>Ann has begun the case by <c>escalate support</c>, and has its review card before her; Tier 3 sits in Engineering's channel.</summary>
    private static async Task<Turned> BegunAsync()
    {
        var turned = await Turned.BeginAsync(Tuesday, Cancel, playbooks: SampleCards.Shipped);
        turned.People.FillsChecklists = false;
        await turned.People.SaysInAsync(Bob, Engineering, "link tier_3", Cancel);
        await turned.People.SaysAsync(Ann, $"escalate support {Case}", Cancel);
        await turned.Story.QuietAsync(Cancel);
        for (var left = 12; left > 0 && !Shows(turned.CardIn(Ann.ChatId), "ready for your decision"); left--)
        {
            await turned.People.SaysAsync(
                Ann,
                Shows(turned.CardIn(Ann.ChatId), "Skip") ? "skip" : "Nothing more is known of that; Acme was told on 9 March.",
                Cancel
            );
            await turned.Story.QuietAsync(Cancel);
        }

        Assert.Equal("support-to-engineering", (await turned.EscalationAsync(Cancel)).Playbook.Name);
        return turned;
    }

    private static Task<PressAnswer> RecordAsync(Turned turned, JsonObject inputs) =>
        turned.PressAsync(Bob, turned.CardIn(Engineering), "Put on record", Cancel, "Save", inputs);

    private static JsonObject Rest =>
        new()
        {
            ["item-logs_and_data"] = "HAR in SUP-4711",
            ["item-screenshots"] = "n/a: Nothing to see but a bar",
            ["item-supporting_tickets"] = "SUP-4711",
            ["item-environment"] = "Chrome on Windows",
            ["item-workflow"] = "Month-end closing, Reports",
        };

    private static JsonObject Severity(string severity) => new() { ["severity"] = severity, ["because"] = "So it is." };

    private static string Texts(FakeMessage message) => string.Join("\n", PressAnswer.Texts(message.Card!));

    private static string Value(JsonNode card, string id) =>
        card switch
        {
            JsonObject o when (string?)o["id"] == id => (string?)o["value"] ?? "",
            JsonObject o => string.Concat(o.Select(p => p.Value is null ? "" : Value(p.Value, id))),
            JsonArray a => string.Concat(a.Select(n => n is null ? "" : Value(n, id))),
            _ => "",
        };
}
