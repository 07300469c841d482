using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What a review finds to fix is reminded of, listed and ticked off (A051, A052, B079, D014, D022).</summary>
public sealed class What_reviews_find_is_fixed
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fix_is_reminded_of_the_day_before_on_its_day_and_after_it_until_somebody_ticks_it_off()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await PublishedAsync(turned, "Alert on report latency - Cleo Park - 2026-03-18");
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Confirm and close", Cancel);
        Assert.True(Shows(turned.CardIn(Engineering), "Alert on report latency (Cleo Park, by 18 Mar 2026)"));
        Assert.Equal(KnowledgeBase.Updated, (await turned.EscalationAsync(Cancel)).Outcome.Review!.Answers.KnowledgeBase);

        await turned.TurnToAsync(new(2026, 3, 16, 18, 0, 0, TimeSpan.Zero), Cancel);
        Assert.Empty(turned.Said(Engineering, "To fix after the review"));
        await turned.TurnToAsync(new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero), Cancel);
        Assert.Single(turned.Said(Engineering, "To fix after the review: Alert on report latency (Cleo Park, by 18 Mar 2026)"));
        Assert.Empty(turned.Said(Ann.ChatId, "To fix after the review"));
        await turned.TurnToAsync(new(2026, 3, 18, 9, 0, 0, TimeSpan.Zero), Cancel);
        await turned.TurnToAsync(new(2026, 3, 19, 9, 0, 0, TimeSpan.Zero), Cancel);
        Assert.Equal(3, turned.Said(Engineering, "To fix after the review").Count);
        Assert.Equal(2, turned.Said(Ann.ChatId, "To fix after the review").Count);

        // Listed for the team and for leadership until it is done.
        Assert.Contains("Alert on report latency", await AskedAsync(turned, Ann, "fixes"), StringComparison.Ordinal);
        Assert.Contains("Alert on report latency", await AskedAsync(turned, Ann, "Maßnahmen"), StringComparison.Ordinal);
        await turned.People.SaysAsync(Ann, "language english", Cancel);
        await turned.People.SaysAsync(Ann, "summary", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains(turned.Teams.In(Ann.ChatId), m => Shows(m, "1 open, 1 overdue"));
        await turned.People.SaysAsync(Ann, "summary 2026-03", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(2, turned.Teams.In(Ann.ChatId).Count(m => Shows(m, "1 open, 1 overdue")));

        await turned.PressAsync(Ann, turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "Fix is done")), "Fix is done", Cancel);
        Assert.Empty((await turned.EscalationAsync(Cancel)).Outcome.OpenFixes);
        Assert.Contains("No review that you can see", await AskedAsync(turned, Ann, "fixes"), StringComparison.Ordinal);
        await turned.TurnAsync(TimeSpan.FromDays(20), Cancel);
        Assert.Equal(3, turned.Said(Engineering, "To fix after the review").Count);
    }

    [Fact]
    public async Task Of_several_fixes_it_is_asked_which_one_is_done_and_the_others_are_reminded_of()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await PublishedAsync(turned, "Alert on report latency - Cleo Park - 2026-03-18\nCap the ingest queue - Bob Stone - 2026-03-25");
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Fix is done", Cancel, "Fix is done", new() { ["fix"] = "2" });

        var fix = Assert.Single((await turned.EscalationAsync(Cancel)).Outcome.OpenFixes);
        Assert.Equal(("Alert on report latency", "Cleo Park", new DateOnly(2026, 3, 18)), (fix.What, fix.Who, fix.Due));
        Assert.Single(turned.Said(Engineering, "**Bob Stone** ticked off: Cap the ingest queue"));
        await turned.TurnToAsync(new(2026, 3, 24, 9, 0, 0, TimeSpan.Zero), Cancel);
        Assert.DoesNotContain(turned.Said(Engineering, "To fix after the review"), line => line.Contains("Cap the ingest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_of_blame_are_pointed_out_and_a_person_decides()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S1", Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["kind"] = "fix", ["text"] = "Index added." });
        var card = turned.CardIn(Engineering);
        var form = await turned.People.PressesAsync(Bob, card, "Write the review", Cancel);
        var blaming = Answers("nothing");
        blaming["timeline"] = "Cleo Park misconfigured the index.";

        var asked = await turned.People.PressesAsync(Bob, card, "Publish", Cancel, blaming, form.Card);
        Assert.Contains("Say what happened, not who did it.", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is ReviewPublished);
        await turned.People.PressesAsync(Bob, card, "Publish it as it is", Cancel, blaming, asked.Card);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is ReviewPublished);
    }

    private static async Task PublishedAsync(Turned turned, string toFix)
    {
        await turned.AcknowledgedAsync("S1", Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["kind"] = "fix", ["text"] = "Index added." });
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Write the review", Cancel, "Publish", Answers(toFix));
    }

    private static async Task<string> AskedAsync(Turned turned, FakePerson who, string text)
    {
        await turned.People.SaysAsync(who, text, Cancel);
        await turned.Story.QuietAsync(Cancel);
        return (turned.Teams.In(who.ChatId)[^1].Text ?? "").Replace("\\", "", StringComparison.Ordinal);
    }

    private static JsonObject Answers(string toFix) =>
        new()
        {
            ["timeline"] = "Reports were slow for two hours.",
            ["impact"] = "No reports in the morning.",
            ["decided"] = "To add an index.",
            ["toFix"] = toFix,
            ["knowledgeBase"] = nameof(KnowledgeBase.Updated),
        };
}
