using EscalationAgent.Scheduling;
using EscalationAgent.Tests.Fakes;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The weekly summary in leadership's channel, on Mondays at 08:00 UTC.</summary>
public sealed class Mondays
{
    private static readonly DateTimeOffset Friday = new(2026, 3, 13, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Monday = new(2026, 3, 16, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_posted_once_for_each_week_however_often_the_clock_asks()
    {
        var clock = new ClockWithoutTimers(Friday);
        await using var story = await BeginAsync(clock);
        await story.LinkAsync(Cancel);
        await story.RouteAsync(Cancel);
        await BeatAsync(story, clock, Monday.AddSeconds(-1));
        Assert.Empty(Summaries(story));

        await BeatAsync(story, clock, Monday);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => story.Bot.Get<JobRunner>().BeatAsync(Cancel)));
        await BeatAsync(story, clock, Monday.AddHours(5));
        var summary = Assert.Single(Summaries(story));
        Assert.True(Shows(summary, "Escalations in week 11 of 2026"));
        Assert.True(Shows(summary, "Acme Corp · Product defect (bug)"));

        await BeatAsync(story, clock, Monday.AddDays(7));
        Assert.Equal(2, Summaries(story).Count);
    }

    [Fact]
    public async Task A_restart_posts_it_no_second_time_and_a_missed_hour_is_made_up_for()
    {
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        teams.AddChannel(Leadership, Ann, Bob);
        var clock = new ClockWithoutTimers(Friday);
        await using (var bot = await RunningBot.StartAsync(teams, clock, folder.Path))
        {
            await bot.People.SaysInAsync(Bob, Leadership, "link leadership", Cancel);
            await bot.QuietAsync(Cancel);
        }

        clock.Advance(Monday.AddHours(7) - clock.GetUtcNow());
        foreach (var _ in new[] { 1, 2 })
        {
            await using var bot = await RunningBot.StartAsync(teams, clock, folder.Path);
            await bot.Get<JobRunner>().BeatAsync(Cancel);
            await bot.QuietAsync(Cancel);
        }

        var summary = Assert.Single(teams.In(Leadership), m => m.Card is not null);
        Assert.True(Shows(summary, "Nothing was open this week. Nothing to report."));
    }

    [Fact]
    public async Task More_than_a_day_late_it_is_skipped_with_a_remark()
    {
        var clock = new ClockWithoutTimers(Friday);
        await using var story = await BeginAsync(clock);
        await story.LinkAsync(Cancel);
        await BeatAsync(story, clock, Monday.AddHours(24).AddSeconds(1));
        await BeatAsync(story, clock, Monday.AddHours(30));
        Assert.Empty(Summaries(story));
        Assert.Single(story.Teams.In(Leadership), m => m.Text?.Contains("summary 2026-W11") is true);
    }

    [Fact]
    public async Task Without_a_channel_those_who_set_it_up_are_told_and_it_follows_when_there_is_one()
    {
        var clock = new ClockWithoutTimers(Friday);
        await using var story = await BeginAsync(clock);
        await story.People.InstallsAsync(Bob, Cancel);
        await story.People.SaysInAsync(Bob, Engineering, "link engineering", Cancel);
        await story.QuietAsync(Cancel);
        await BeatAsync(story, clock, Monday);
        await BeatAsync(story, clock, Monday.AddHours(1));
        Assert.Single(story.Teams.In(Bob.ChatId), m => m.Text?.Contains("no channel to go to") is true);

        await story.People.SaysInAsync(Bob, Leadership, "link leadership", Cancel);
        await story.QuietAsync(Cancel);
        await BeatAsync(story, clock, Monday.AddHours(2));
        Assert.Single(Summaries(story));
    }

    private static IReadOnlyList<FakeMessage> Summaries(Story story) => [.. story.Teams.In(Leadership).Where(m => m.Card is not null)];

    private static async Task BeatAsync(Story story, ClockWithoutTimers clock, DateTimeOffset at)
    {
        clock.Advance(at - clock.GetUtcNow());
        await story.Bot.Get<JobRunner>().BeatAsync(Cancel);
        await story.QuietAsync(Cancel);
    }
}
