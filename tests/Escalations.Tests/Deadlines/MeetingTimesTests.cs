using Escalations.Deadlines;

namespace Escalations.Tests.Deadlines;

/// <summary>When a meeting is held (A008).</summary>
public sealed class MeetingTimesTests
{
    private static readonly CalendarRule Calendar = new()
    {
        Key = "default",
        Title = "Berlin",
        TimeZone = "Europe/Berlin",
        Week = Enum.GetValues<DayOfWeek>()
            .Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .ToDictionary(day => day, _ => (IReadOnlyList<OpenHours>)[new(TimeSpan.FromHours(9), TimeSpan.FromHours(17))]),
        Holidays = [new DatedHoliday("Christmas Eve", new(2026, 12, 24))],
        CutOff = new(15, 0),
    };

    private static readonly Meeting Huddle = new("huddle", "Huddle", [DayOfWeek.Tuesday, DayOfWeek.Thursday], new(9, 30), ["engineering"], null);

    private static DateTimeOffset Utc(int month, int day, int hour, int minute) => new(2026, month, day, hour, minute, 0, TimeSpan.Zero);

    [Fact]
    public void The_next_one_is_on_its_day_at_its_time_in_its_zone()
    {
        Assert.Equal(Utc(3, 24, 8, 30), MeetingTimes.Next(Huddle, Calendar, Utc(3, 23, 12, 0)));
        Assert.Equal(Utc(3, 24, 8, 30), MeetingTimes.Next(Huddle, Calendar, Utc(3, 24, 8, 30)));

        // Summer time begins on the 29th.
        Assert.Equal(Utc(3, 31, 7, 30), MeetingTimes.Next(Huddle, Calendar, Utc(3, 26, 8, 31)));
    }

    [Fact]
    public void On_a_holiday_it_is_not_held()
    {
        Assert.Equal(Utc(12, 29, 8, 30), MeetingTimes.Next(Huddle, Calendar, Utc(12, 23, 8, 0)));
        Assert.Equal((Utc(12, 22, 8, 30), Utc(12, 31, 8, 30)), MeetingTimes.Around(Huddle, Calendar, Utc(12, 29, 8, 30)));
    }

    [Fact]
    public void One_whose_days_never_are_working_days_is_never_held() =>
        Assert.Null(MeetingTimes.Next(Huddle with { Days = [DayOfWeek.Sunday] }, Calendar, Utc(3, 23, 12, 0)));
}
