using EscalationAgent.Tests.Fakes;
using Escalations;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Sleep, haste and confusion of the machine's clock: nothing is early, nothing twice, nothing forgotten.</summary>
public sealed class When_the_clock_jumps
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forward_and_back_and_forward_again_each_thing_happens_once()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await turned.AcknowledgedAsync("S2", Cancel);
        foreach (var hours in new[] { 18, -10, 10, 30, -40, 41, 0 })
        {
            await turned.TurnAsync(TimeSpan.FromHours(hours), Cancel);
        }

        // 49 hours: the outcome was due after 24, progress after 48.
        var events = await turned.HistoryAsync(Cancel);
        Assert.Single(events, e => e is Stalled);
        Assert.All(events.OfType<Reminded>().Where(e => e.Phase != AlarmPhase.Overdue).CountBy(e => (e.Kind, e.DueAt, e.Phase)), same =>
            Assert.True(same.Value == 1, $"{same.Key} was reminded of {same.Value} times")
        );
        Assert.Single(turned.Said(Engineering, "It stalls"));
    }

    /// <summary>What came due while the process slept happens once, the most severe first, and of each deadline only what matters now.</summary>
    [Fact]
    public async Task After_a_long_sleep_the_most_severe_is_seen_to_first()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        foreach (var severity in new[] { "S4", "S3", "S2", "S1" })
        {
            await turned.RouteAsync(severity, Cancel);
        }

        await turned.TurnAsync(TimeSpan.FromDays(7), Cancel);
        var told = turned.Said(Leadership, "**Nobody has acknowledged it**");
        Assert.Equal(2, told.Count);
        Assert.StartsWith("**ESC-2026-0004**", told[0], StringComparison.Ordinal);
        string[] ids = ["ESC-2026-0003", "ESC-2026-0002", "ESC-2026-0001"];
        int[] rows = [.. ids.Select(id => told[1].IndexOf($"[{id}]", StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, rows);
        Assert.Equal(rows.Order(), rows);
    }

    /// <summary>The clocks of Paris go forward at night on 29 March 2026: four working hours are four working hours.</summary>
    [Fact]
    public async Task The_night_of_the_clock_change_takes_nothing_away()
    {
        await using var turned = await Turned.BeginAsync(new(2026, 3, 27, 15, 59, 0, TimeSpan.Zero), Cancel, Turned.InParis);
        await turned.RouteAsync("S3", Cancel);
        var due = new DateTimeOffset(2026, 3, 30, 10, 59, 0, TimeSpan.Zero);
        Assert.Equal(due, (await turned.EscalationAsync(Cancel)).DueAt(DeadlineKind.Acknowledge));
        await turned.People.SaysAsync(Ann, $"explain {(await turned.EscalationAsync(Cancel)).Id}", Cancel);
        var why = await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Why these dates?") && Shows(m, "Days left out"), "the reasons", Cancel);
        Assert.True(Shows(why, "due Mon 30 Mar, 12:59 CEST"));
        Assert.True(Shows(why, "Days left out: Sat 28 Mar - Sun 29 Mar (weekend)."));
        await turned.TurnToAsync(due.AddSeconds(-1), Cancel);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is NobodyAbove);
        await turned.TurnToAsync(due, Cancel);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is NobodyAbove);
    }

    /// <summary>A real process, whose clock libfaketime moves by two days and back.</summary>
    [Fact]
    public async Task A_real_process_that_wakes_two_days_later_does_what_is_due_once()
    {
        var library = Peer.FakeTime();
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        teams.AddChannel(Engineering, Bob, Cleo);
        teams.AddChannel(Leadership, Ann, Bob);
        var hands = Path.Combine(folder.Path, "clock");
        await File.WriteAllTextAsync(hands, "+0\n", Cancel);
        var environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = library,
            ["FAKETIME_TIMESTAMP_FILE"] = hands,
            ["FAKETIME_NO_CACHE"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
        await using var bot = await BotProcess.StartAsync(folder.Path, environment, Cancel, ("Playground:Start", "never"));
        using var http = new HttpClient { BaseAddress = bot.Address };
        var people = new FakeClient(http, teams);
        await people.SaysInAsync(Bob, Engineering, "link engineering", Cancel);
        await people.SaysInAsync(Bob, Leadership, "link leadership", Cancel);
        await people.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        await teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What exactly do you need"), "the question for the ask", Cancel);
        await people.SaysAsync(Ann, Ask, Cancel);
        var review = await teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review card", Cancel);
        await people.PressesAsync(Ann, review, "Route", Cancel, Decision("S1", because: "Their plant stands still."));
        await teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge by"), "the team's card", Cancel);
        await teams.QuietAsync(Cancel);
        Assert.DoesNotContain(teams.In(Leadership), m => m.Text?.Contains("Nobody has acknowledged") is true);

        await File.WriteAllTextAsync(hands, "+2d\n", Cancel);
        await teams.ShowsAsync(Leadership, m => m.Text?.Contains("**Nobody has acknowledged it**") is true, "that nobody has acknowledged", Cancel);

        // Back by a day, and forward again: what has been done is not done again.
        foreach (var turn in new[] { "+1d\n", "+2d\n" })
        {
            await File.WriteAllTextAsync(hands, turn, Cancel);
            await Task.Delay(TimeSpan.FromSeconds(2.5), RealTime, Cancel);
        }

        Assert.Single(teams.In(Leadership), m => m.Text?.Contains("**Nobody has acknowledged it**") is true);
        var card = teams.In(Engineering).Last(m => m.Card is not null);
        var answer = await people.PressesAsync(Bob, card, "Acknowledge", Cancel);
        Assert.Contains("Bob Stone (Eng Lead)", answer.Text);
    }

#pragma warning disable RS0030 // Another process lives in real time.
    private static TimeProvider RealTime => TimeProvider.System;
#pragma warning restore RS0030
}
