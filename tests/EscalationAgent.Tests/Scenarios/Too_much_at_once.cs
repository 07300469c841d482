using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EscalationAgent.Teams;
using EscalationAgent.Tests.Fakes;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Many connections, and a person who sends more than people can: nobody else is harmed.</summary>
[Collection(nameof(Timed))]
public sealed class Too_much_at_once
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_thousand_idle_connections_do_not_shut_the_door()
    {
        await using var teams = await FakeTeams.StartAsync();
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(folder.Path, Cancel, ("Playground:Start", "never"));
        using var warm = new HttpClient { BaseAddress = bot.Address };
        Assert.Equal(HttpStatusCode.OK, await new FakeClient(warm, teams).SaysAsync(Ann, "help", Cancel));

        var idle = new List<Socket>();
        try
        {
            for (var i = 0; i < 2_000; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                idle.Add(socket);
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, bot.Address.Port), Cancel);
            }

            var took = new List<TimeSpan>();
            for (var i = 0; i < 20; i++)
            {
                // Each over a connection of its own, opened while the others are there.
                using var http = new HttpClient { BaseAddress = bot.Address, Timeout = TimeSpan.FromSeconds(10) };
                var watch = Stopwatch.StartNew();
                Assert.Equal(HttpStatusCode.OK, await new FakeClient(http, teams).SaysAsync(Ann, "matrix", Cancel));
                took.Add(watch.Elapsed);
            }

            Assert.InRange(took.Max(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
            TestContext.Current.TestOutputHelper?.WriteLine($"slowest of 20 beside 2,000 idle connections: {took.Max().TotalMilliseconds:F0} ms");
        }
        finally
        {
            idle.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task A_person_who_floods_is_slowed_kindly_and_harms_nobody()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.People.SaysAsync(Cleo, "matrix", Cancel);
        await story.QuietAsync(Cancel);

        var flood = Parallel.ForEachAsync(
            Enumerable.Range(1, 1_900),
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancel },
            async (i, cancel) => Assert.Equal(HttpStatusCode.OK, await story.People.SaysAsync(Ann, $"frobnicate {i}", cancel))
        );
        var took = new List<TimeSpan>();
        while (!flood.IsCompleted || took.Count < 10)
        {
            var watch = Stopwatch.StartNew();
            Assert.Equal(HttpStatusCode.OK, await story.People.SaysAsync(Cleo, "matrix", Cancel));
            took.Add(watch.Elapsed);
#pragma warning disable RS0030 // A person pauses in real time.
            await Task.Delay(1_000, Cancel);
#pragma warning restore RS0030
        }

        await flood;
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("I pause for a minute") is true, "a kind word", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Single(story.Teams.In(Ann.ChatId), m => m.Text?.Contains("I pause for a minute") is true);
        Assert.InRange(story.Teams.In(Ann.ChatId).Count, 2, 600);
        Assert.InRange(took.Max(), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"slowest of {took.Count} turns of another person beside 1,900 messages: {took.Max().TotalMilliseconds:F0} ms"
        );
    }

    [Fact]
    public async Task Who_was_slowed_learns_what_was_not_taken_and_is_heard_again_after_a_minute()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        for (var i = 1; i <= 540; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await turned.People.SaysAsync(Ann, $"frobnicate {i}", Cancel));
        }

        await turned.Story.QuietAsync(Cancel);
        var kind = Assert.Single(turned.Said(Ann.ChatId, "I pause for a minute"));
        Assert.Contains("frobnicate 500", kind);
        Assert.Equal(500, turned.Said(Ann.ChatId, "I did not understand that").Count);

        // Somebody else is heard, and so are her buttons.
        await turned.People.SaysAsync(Cleo, "frobnicate", Cancel);
        turned.Clock.Advance(TimeSpan.FromSeconds(59));
        await turned.People.SaysAsync(Ann, "help", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Cleo.ChatId, "I did not understand that"));
        Assert.DoesNotContain(turned.Teams.In(Ann.ChatId), m => m.Card is not null);

        turned.Clock.Advance(TimeSpan.FromSeconds(1));
        await turned.People.SaysAsync(Ann, "help", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("41 messages that came while I paused I did not take", Assert.Single(turned.Said(Ann.ChatId, "I am listening again")));
        Assert.Single(turned.Teams.In(Ann.ChatId), m => m.Card is not null);
    }

    /// <summary>Two a second for an hour: more than a hand does.</summary>
    [Fact]
    public void Presses_at_human_speed_are_never_limited_and_a_machine_s_are()
    {
        var clock = new ClockWithoutTimers(Monday);
        var limiter = new PersonRateLimiter(perMinute: 24, clock);
        for (var i = 0; i < 7_200; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(0.5));
            Assert.True(limiter.Take("ann", isPress: true, "").IsTaken);
        }

        Assert.Contains(Enumerable.Range(0, 121), _ => limiter.Take("ann", isPress: true, "") == new RateLimitVerdict(false));
        Assert.True(limiter.Take("bob", isPress: true, "").IsTaken);
        Assert.True(limiter.Take("ann", isPress: false, "hello").IsTaken);
    }

    [Fact]
    public void Who_goes_on_flooding_is_slowed_anew_after_each_pause()
    {
        var clock = new ClockWithoutTimers(Monday);
        var limiter = new PersonRateLimiter(perMinute: 10, clock);
        var taken = 0;
        var told = 0;
        for (var second = 0; second < 600; second++)
        {
            for (var i = 0; i < 20; i++)
            {
                var intake = limiter.Take("ann", isPress: false, "x");
                taken += intake.IsTaken ? 1 : 0;
                told += intake.SlowedAfter is not null ? 1 : 0;
            }

            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((100, 10), (taken, told));
    }
}
