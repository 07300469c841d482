using System.Net;
using EscalationAgent.Scheduling;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>While what was stored before an upgrade is still being read, reports say so, and what is owed waits.</summary>
public sealed class Reports_after_an_upgrade
{
    private static readonly DateTimeOffset Friday = new(2026, 3, 13, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Monday = new(2026, 3, 16, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reports_say_that_they_are_not_ready_and_the_weekly_one_follows()
    {
        TestStore.NeedsSqlite();
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "escalations.db");
        SqliteStore.Open(path).Dispose();
        using (var raw = SqliteFile.Open(path).Connect())
        {
            raw.Execute("UPDATE report_filling SET filled = 40, last = 100");
        }

        var clock = new ClockWithoutTimers(Friday);
        await using var story = await BeginAsync(clock, folder.Path, with: services =>
            services.Remove(services.Single(s => s.ImplementationType == typeof(ReportFilling)))
        );
        await story.LinkAsync(Cancel);

        await story.People.SaysInAsync(Bob, Leadership, "summary", Cancel);
        await story.Teams.ShowsAsync(
            Leadership,
            m => m.Text?.Contains("still reading the escalations from before my last upgrade, 40% so far", StringComparison.Ordinal) is true,
            "that it is not ready",
            Cancel
        );
        using var early = await story.People.Http.GetAsync("/api/reports/weekly", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), early.Headers.RetryAfter!.Delta);
        await BeatAsync(story, clock, Monday);
        Assert.DoesNotContain(story.Teams.In(Leadership), m => m.Card is not null && Shows(m, "Escalations in week 11 of 2026"));

        // What waits holds up nothing else in the channel.
        await story
            .Bot.Get<IEscalationStore>()
            .CommitAsync(
                new()
                {
                    Tenant = FakeTeams.Tenant,
                    At = clock.GetUtcNow(),
                    Messages = [new(new ToChannel(Leadership), new TextMessage("Something else."))],
                },
                Cancel
            );
        story.Bot.Get<OutboxSignal>().Ring();
        await story.Teams.ShowsAsync(Leadership, m => m.Text == "Something else.", "what came after it", Cancel);

        await story.Bot.Get<SqliteStore>().FillReportsAsync(1, Cancel);
        await BeatAsync(story, clock, Monday.AddMinutes(1));
        await story.Teams.ShowsAsync(Leadership, m => m.Card is not null && Shows(m, "Escalations in week 11 of 2026"), "the weekly summary", Cancel);
        Assert.Equal(HttpStatusCode.OK, (await story.People.Http.GetAsync("/api/reports/weekly", Cancel)).StatusCode);
    }

    private static async Task BeatAsync(Story story, ClockWithoutTimers clock, DateTimeOffset at)
    {
        clock.Advance(at - clock.GetUtcNow());
        await story.Bot.Get<JobRunner>().BeatAsync(Cancel);
        await story.QuietAsync(Cancel);
    }
}
