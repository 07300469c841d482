using Escalations.Deadlines;

namespace Escalations.Tests.Deadlines;

/// <summary>Whose turn it is, also over changes of the clock, gaps, and those who stand in.</summary>
public sealed class ShiftsTests
{
    private static readonly RotaMember Priya = new("Priya Nair");
    private static readonly RotaMember Tom = new("Tom Becker");
    private static readonly RotaMember Mike = new("Mike Ross");

    /// <summary>2 March 2026 is a Monday; in Berlin the clock goes forward on 29 March and back on 25 October.</summary>
    private static readonly Rota Weekly = new("engineering", "Europe/Berlin", new(2026, 3, 2), new(9, 0), 7, [Priya, Tom, null], Mike);

    [Theory]
    [InlineData("2026-03-02T08:00Z", "Priya Nair", "2026-03-02T08:00Z", "2026-03-09T08:00Z")] // the instant of the hand-over belongs to the next
    [InlineData("2026-03-09T07:59:59Z", "Priya Nair", "2026-03-02T08:00Z", "2026-03-09T08:00Z")]
    [InlineData("2026-03-09T08:00Z", "Tom Becker", "2026-03-09T08:00Z", "2026-03-16T08:00Z")]
    [InlineData("2026-03-24T12:00Z", "Priya Nair", "2026-03-23T08:00Z", "2026-03-30T07:00Z")] // an hour shorter: the clock goes forward
    [InlineData("2026-03-30T07:00Z", "Tom Becker", "2026-03-30T07:00Z", "2026-04-06T07:00Z")]
    [InlineData("2026-10-20T12:00Z", "Priya Nair", "2026-10-19T07:00Z", "2026-10-26T08:00Z")] // an hour longer: it goes back
    public void A_shift_begins_and_ends_by_the_local_clock(string now, string who, string from, string until)
    {
        var shift = Shifts.At(Weekly, [], At(now));

        Assert.Equal((who, At(from), At(until)), (shift.Who.Name, shift.From, shift.Until));
    }

    [Fact]
    public void Where_nobody_is_named_the_fallback_is_on_call_and_it_is_known_as_a_gap()
    {
        var gap = Shifts.At(Weekly, [], At("2026-03-17T12:00Z"));
        Assert.Equal((Mike, true), (gap.Who, gap.IsGap));

        // Before the first shift and after the last one as well.
        Assert.True(Shifts.At(Weekly, [], At("2026-03-02T07:59Z")).IsGap);
        var ended = Weekly with { LastDay = new(2026, 3, 8) };
        Assert.False(Shifts.At(ended, [], At("2026-03-09T07:59Z")).IsGap);
        Assert.True(Shifts.At(ended, [], At("2026-03-09T08:00Z")).IsGap);
    }

    [Fact]
    public void A_daily_rota_changes_each_day_and_a_time_that_the_clock_skips_is_moved_on()
    {
        var daily = Weekly with { DaysEach = 1, HandOverAt = new(2, 30), People = [Priya, Tom] };

        // 02:30 of 29 March is skipped: it is 03:30, 01:30 UTC.
        Assert.Equal(Priya, Shifts.At(daily, [], At("2026-03-29T01:29Z")).Who);
        Assert.Equal(Tom, Shifts.At(daily, [], At("2026-03-29T01:30Z")).Who);
        Assert.Equal(At("2026-03-30T00:30Z"), Shifts.At(daily, [], At("2026-03-29T01:30Z")).Until);
    }

    [Fact]
    public void Who_stands_in_cuts_the_shift_in_two_and_what_is_said_in_chat_goes_first()
    {
        var file = Weekly with { Overrides = [new("engineering", Tom, At("2026-03-04T08:00Z"), At("2026-03-06T08:00Z"))] };
        ShiftOverride said = new("engineering", Mike, At("2026-03-05T08:00Z"), At("2026-03-05T20:00Z"));

        var week = Shifts.From(file, [said], At("2026-03-02T08:00Z"), TimeSpan.FromDays(7)).Select(s => (s.Who.Name, s.From, s.Until));

        Assert.Equal(
            [
                ("Priya Nair", At("2026-03-02T08:00Z"), At("2026-03-04T08:00Z")),
                ("Tom Becker", At("2026-03-04T08:00Z"), At("2026-03-05T08:00Z")),
                ("Mike Ross", At("2026-03-05T08:00Z"), At("2026-03-05T20:00Z")),
                ("Tom Becker", At("2026-03-05T20:00Z"), At("2026-03-06T08:00Z")),
                ("Priya Nair", At("2026-03-06T08:00Z"), At("2026-03-09T08:00Z")),
            ],
            week
        );
        Assert.Equal(Priya, Shifts.At(file, [said with { Team = "support" }], At("2026-03-02T12:00Z")).Who);
    }

    /// <summary>Whatever the rota, shifts follow each other without a hole and each holds the instants that it says.</summary>
    [Fact]
    public void Shifts_leave_no_instant_out()
    {
        for (var hour = 0; hour < 24 * 400; hour += 5)
        {
            var now = At("2026-01-01T00:00Z").AddHours(hour);
            var shift = Shifts.At(Weekly, [], now);
            Assert.True(shift.From <= now && now < shift.Until, $"{now:o} is not in {shift}");
            Assert.Equal(shift.Until, Shifts.At(Weekly, [], shift.Until).From);
        }
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
