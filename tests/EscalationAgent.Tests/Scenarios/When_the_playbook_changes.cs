using EscalationAgent.Scheduling;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The playbook is edited while escalations are open, and the program starts again.</summary>
public sealed class When_the_playbook_changes
{
    private static readonly DateTimeOffset Friday = new(2026, 3, 13, 16, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A forgotten holiday: what runs by that calendar is counted again from its own beginning, once, on record, and explained.</summary>
    [Fact]
    public async Task A_changed_calendar_moves_the_deadlines_that_run_by_it_once_and_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        var clock = new ClockWithoutTimers(Friday);
        await using (var story = await BeginAsync(clock, folder.Path, teams))
        {
            await story.LinkAsync(Cancel);
            var review = await story.ReviewAsync(Cancel);
            await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S3", because: "It can wait."));
            await story.QuietAsync(Cancel);
            Assert.Equal(new DateTimeOffset(2026, 3, 16, 12, 0, 0, TimeSpan.Zero), await DueAsync(story));
        }

        for (var start = 0; start < 2; start++)
        {
            await using var story = await BeginAsync(
                clock,
                folder.Path,
                teams,
                With(
                    SampleCards.Playbook with
                    {
                        Version = new("customer-escalation", "1.1"),
                        Calendars = [SampleCards.Playbook.DefaultCalendar with { Holidays = [new DatedHoliday("Founders day", new(2026, 3, 16))] }],
                    }
                )
            );
            await story.Bot.Get<JobRunner>().BeatAsync(Cancel);
            await story.Bot.Get<JobRunner>().BeatAsync(Cancel);
            await story.QuietAsync(Cancel);
            Assert.Equal(new DateTimeOffset(2026, 3, 17, 12, 0, 0, TimeSpan.Zero), await DueAsync(story));
            await story.People.SaysAsync(Ann, "explain ESC-2026-0001", Cancel);
            await teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Mon 16 Mar (Founders day)"), "the holiday", Cancel);
        }

        Assert.Single(teams.In(Engineering), m => m.Text?.Contains("The deadlines were counted anew, from their first beginning") is true);
    }

    /// <summary>An edited term is for what begins after it.</summary>
    [Fact]
    public async Task A_changed_term_moves_nothing_that_runs_already()
    {
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        var clock = new ClockWithoutTimers(Friday);
        DateTimeOffset? due;
        await using (var story = await BeginAsync(clock, folder.Path, teams))
        {
            await story.LinkAsync(Cancel);
            await story.RouteAsync(Cancel);
            due = await DueAsync(story);
        }

        await using var after = await BeginAsync(
            clock,
            folder.Path,
            teams,
            With(
                SampleCards.Playbook with
                {
                    Version = new("customer-escalation", "1.1"),
                    Severities = [.. SampleCards.Playbook.Severities.Select(s => s with { Acknowledge = new(5, TermUnit.Minutes) })],
                }
            )
        );
        await after.Bot.Get<JobRunner>().BeatAsync(Cancel);
        Assert.Equal(due, await DueAsync(after));
    }

    /// <summary>A category that is gone gives no new deadlines; what runs is still watched, each alarm once.</summary>
    [Fact]
    public async Task A_category_that_is_gone_leaves_the_watch_in_order()
    {
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        var clock = new ClockWithoutTimers(Friday);
        await using (var story = await BeginAsync(clock, folder.Path, teams))
        {
            await story.LinkAsync(Cancel);
            await story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
            await story.RouteAsync(Cancel);
        }

        await using var after = await BeginAsync(
            clock,
            folder.Path,
            teams,
            With(
                SampleCards.Playbook with
                {
                    Version = new("customer-escalation", "2.0"),
                    Categories = [.. SampleCards.Playbook.Categories.Where(c => c.Key != "product_defect")],
                }
            )
        );
        for (var hour = 0; hour < 30; hour += 6)
        {
            clock.Advance(TimeSpan.FromHours(6));
            await after.Bot.Get<JobRunner>().BeatAsync(Cancel);
            await after.Bot.Get<JobRunner>().BeatAsync(Cancel);
        }

        var history = (await after.Bot.Get<IEscalationStore>().HistoryAsync(FakeTeams.Tenant, new(2026, 1), Cancel))
            .Select(e => HashChain.Open(e).What)
            .ToList();
        Assert.Single(history, e => e is EscalatedUp);
        Assert.Null(after.Bot.Get<JobRunner>().Overdue());
        Assert.Empty(await after.Bot.Get<IEscalationStore>().DueAsync(clock.GetUtcNow(), 9, Cancel));
    }

    private static Action<IServiceCollection> With(Playbook playbook) =>
        services => services.Replace(ServiceDescriptor.Singleton(new PlaybookCatalog(playbook)));

    private static async Task<DateTimeOffset?> DueAsync(Story story) =>
        (await story.Bot.Get<IEscalationStore>().FindAsync(FakeTeams.Tenant, new(2026, 1), Cancel))?.DueAt(DeadlineKind.Acknowledge);
}
