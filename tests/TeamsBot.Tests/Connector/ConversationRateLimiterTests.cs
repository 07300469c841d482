using FsCheck;
using FsCheck.Fluent;
using TeamsBot.Connector;

namespace TeamsBot.Tests.Connector;

public sealed class ConversationRateLimiterTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromHours(3);

    private static readonly (int Count, double Seconds)[] Documented = [(7, 1), (8, 2), (60, 30), (1_800, 3_600)];

    /// <summary>However the wishes come, no window holds more than Teams takes, and nobody waits without need.</summary>
    [Fact]
    public void No_window_holds_more_than_Teams_takes() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 1_500).ListOf()), pauses =>
            {
                var clock = new FakeTimeProvider();
                var conversationRateLimiter = new ConversationRateLimiter(clock);
                var turns = new List<DateTimeOffset>();
                foreach (var pause in pauses)
                {
                    turns.Add(clock.GetUtcNow() + conversationRateLimiter.Take("a", Patient));
                    clock.Advance(TimeSpan.FromMilliseconds(pause % 3 == 0 ? 0 : pause));
                }

                return Documented.All(ceiling => FitsIn(turns, ceiling.Count, TimeSpan.FromSeconds(ceiling.Seconds)));
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_burst_is_spread_and_the_hour_holds()
    {
        var clock = new FakeTimeProvider();
        var conversationRateLimiter = new ConversationRateLimiter(clock);
        var turns = Enumerable.Range(0, 4_000).Select(_ => clock.GetUtcNow() + conversationRateLimiter.Take("a", Patient)).ToList();

        Assert.All(turns.Take(7), turn => Assert.Equal(clock.GetUtcNow(), turn));
        Assert.All(Documented, ceiling => Assert.True(FitsIn(turns, ceiling.Count, TimeSpan.FromSeconds(ceiling.Seconds))));
    }

    [Fact]
    public void A_wall_clock_that_is_set_back_makes_nobody_wait()
    {
        var clock = new TestClock(new(2026, 3, 12, 9, 0, 0, TimeSpan.Zero));
        var conversationRateLimiter = new ConversationRateLimiter(clock);
        for (var i = 0; i < 8; i++)
        {
            conversationRateLimiter.Take("a", Patient);
        }

        clock.JumpWallClock(TimeSpan.FromHours(-2));

        Assert.True(conversationRateLimiter.Take("a", Patient) < TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(TimeSpan.Zero, conversationRateLimiter.Take("a", Patient));
    }

    [Fact]
    public void Conversations_do_not_wait_for_each_other()
    {
        var conversationRateLimiter = new ConversationRateLimiter(new FakeTimeProvider());
        for (var i = 0; i < 20; i++)
        {
            conversationRateLimiter.Take("a", Patient);
        }

        Assert.Equal(TimeSpan.Zero, conversationRateLimiter.Take("b", Patient));
    }

    [Fact]
    public void A_turn_beyond_the_patience_is_not_booked()
    {
        var clock = new FakeTimeProvider();
        var conversationRateLimiter = new ConversationRateLimiter(clock);
        while (conversationRateLimiter.Take("a", TimeSpan.FromSeconds(5)) <= TimeSpan.FromSeconds(5)) { }

        var first = conversationRateLimiter.Take("a", TimeSpan.Zero);
        Assert.Equal(first, conversationRateLimiter.Take("a", TimeSpan.Zero));
        clock.Advance(first);
        Assert.Equal(TimeSpan.Zero, conversationRateLimiter.Take("a", TimeSpan.Zero));
    }

    private static bool FitsIn(List<DateTimeOffset> turns, int count, TimeSpan within) =>
        Enumerable.Range(0, Math.Max(0, turns.Count - count)).All(i => turns[i + count] - turns[i] > within);
}
