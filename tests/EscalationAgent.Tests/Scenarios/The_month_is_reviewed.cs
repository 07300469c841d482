using System.Net.Http.Json;
using System.Text.Json;
using EscalationAgent.Scheduling;
using EscalationAgent.Tests.Fakes;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The month's S1 and S2 in leadership's channel on the first working Monday at 08:00 UTC (B077, B085, B086).</summary>
public sealed class The_month_is_reviewed
{
    private static readonly DateTimeOffset Friday = new(2026, 4, 24, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset FirstMonday = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_posted_once_with_what_when_who_decided_and_outcome()
    {
        var clock = new ClockWithoutTimers(Friday);
        await using var story = await BeginAsync(clock);
        await story.LinkAsync(Cancel);
        await story.RouteAsync(Cancel);
        await BeatAsync(story, clock, FirstMonday.AddSeconds(-1));
        Assert.Empty(Reviews(story));

        await BeatAsync(story, clock, FirstMonday);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => story.Bot.Get<JobRunner>().BeatAsync(Cancel)));
        await BeatAsync(story, clock, FirstMonday.AddDays(7));
        var review = Assert.Single(Reviews(story));
        Assert.True(Shows(review, "S1 and S2 in April 2026"));
        Assert.True(Shows(review, "Acme Corp · Product defect (bug)"));
        Assert.True(Shows(review, "**decided**: Ann"));
        Assert.True(Shows(review, "**outcome**: Routed"));

        // Who reads it in the channel may ask for another month; nobody else may.
        await story.People.SaysInAsync(Bob, Leadership, "summary 2026-03", Cancel);
        await story.Teams.ShowsAsync(Leadership, m => Shows(m, "S1 and S2 in March 2026") && Shows(m, "There was no S1 and no S2."), "March", Cancel);
        await story.People.SaysInAsync(Bob, Leadership, "summary 2026-06", Cancel);
        await story.Teams.ShowsAsync(Leadership, m => m.Text?.Contains("2026-06 has not begun yet.") is true, "a refusal", Cancel);
        await story.People.SaysInAsync(Bob, Engineering, "summary 2026-04", Cancel);
        await story.QuietAsync(Cancel);
        Assert.DoesNotContain(story.Teams.In(Engineering), m => Shows(m, "S1 and S2 in"));

        using var json = await story.People.Http.GetFromJsonAsync<JsonDocument>("/api/reports/monthly?month=2026-04", Cancel);
        Assert.Equal("ESC-2026-0001", json!.RootElement.GetProperty("escalations")[0].GetProperty("id").GetString());
        using var table = await story.People.Http.GetAsync("/api/reports/monthly.csv?month=2026-04", Cancel);
        Assert.Equal("text/csv", table.Content.Headers.ContentType?.MediaType);
        var csv = await table.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("group,of,figure,value\r\nall,,month,2026-04\r\n", csv, StringComparison.Ordinal);
        Assert.Contains($"all,,major,{json.RootElement.GetProperty("major").GetInt32()}\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("escalation,ESC-2026-0001,account,Acme Corp\r\n", csv, StringComparison.Ordinal);
        using var bad = await story.People.Http.GetAsync("/api/reports/monthly?month=April", Cancel);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, bad.StatusCode);
    }

    /// <summary>What is posted for leadership is in their channel's language: week, month, titles of the playbook, what was decided.</summary>
    [Fact]
    public async Task Week_and_month_are_in_the_language_of_the_channel()
    {
        var clock = new ClockWithoutTimers(Friday);
        await using var story = await BeginAsync(clock);
        await story.LinkAsync(Cancel);
        await story.People.SaysInAsync(Bob, Leadership, "language français", Cancel);
        await story.RouteAsync(Cancel);
        await BeatAsync(story, clock, FirstMonday);

        var month = await story.Teams.ShowsAsync(Leadership, m => Shows(m, "S1 et S2 en avril 2026"), "the month", Cancel);
        Assert.True(Shows(month, "Pour le bilan mensuel, au lundi 4 mai 2026"));
        Assert.True(Shows(month, "**décidé** : Ann"));
        Assert.True(Shows(month, "**issue** : "));
        await story.People.SaysInAsync(Bob, Leadership, "summary 2026-W18", Cancel);
        var week = await story.Teams.ShowsAsync(Leadership, m => Shows(m, "Escalades de la semaine 18 de 2026"), "the week", Cancel);
        Assert.True(Shows(week, "personne ne s'en charge encore"));
        foreach (var english in new[] { "routed", "decided", "days open", "no owner", "next update", "Product defect", "Stall rate" })
        {
            Assert.False(Shows(month, english) || Shows(week, english), english);
        }
    }

    /// <summary>What a CSM writes after a team gave it back is theirs alone until it is routed again.</summary>
    [Fact]
    public async Task What_was_given_back_is_told_as_the_team_gave_it_back()
    {
        var clock = new ClockWithoutTimers(Friday);
        await using var story = await BeginAsync(clock);
        await story.LinkAsync(Cancel);
        var card = await story.RouteAsync(Cancel);
        var form = await story.People.PressesAsync(Bob, card, "Not ours", Cancel);
        await story.People.PressesAsync(Bob, card, "Give it back", Cancel, new() { ["because"] = "This is a missing feature." }, form.Card);
        await story.QuietAsync(Cancel);
        await story.People.SaysAsync(Ann, "edit headline", Cancel);
        await story.People.SaysAsync(Ann, "Acme Corp: reports are slow since the takeover talks", Cancel);
        await story.QuietAsync(Cancel);

        var month = await story.People.Http.GetStringAsync("/api/reports/monthly?month=2026-04", Cancel);
        Assert.Contains("\"Given back\"", month, StringComparison.Ordinal);
        Assert.DoesNotContain("takeover", month, StringComparison.Ordinal);
        Assert.DoesNotContain("ESC-2026-0001", await story.People.Http.GetStringAsync("/api/escalations", Cancel), StringComparison.Ordinal);
    }

    private static IReadOnlyList<FakeMessage> Reviews(Story story) => [.. story.Teams.In(Leadership).Where(m => Shows(m, "S1 and S2 in April"))];

    private static async Task BeatAsync(Story story, ClockWithoutTimers clock, DateTimeOffset at)
    {
        clock.Advance(at - clock.GetUtcNow());
        await story.Bot.Get<JobRunner>().BeatAsync(Cancel);
        await story.QuietAsync(Cancel);
    }
}
