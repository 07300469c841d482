using TextAnalysis.Facts;
using static Escalations.Tests.Case;
using static TestSupport.Samples.Calendars;

namespace Escalations.Tests.Deadlines;

/// <summary>A calendar's hours as the reasons of a deadline tell them.</summary>
public sealed class CalendarWordsTests
{
    private static readonly DayOfWeek[] Days = Enum.GetValues<DayOfWeek>();

    [Theory]
    [InlineData("09:00-17:00", "Mon-Fri 09:00-17:00")]
    [InlineData("09:00-12:00, 13:00-17:00", "Mon-Fri 09:00-12:00 and 13:00-17:00")]
    [InlineData("13:00-17:00, 09:00-12:00", "Mon-Fri 09:00-12:00 and 13:00-17:00")]
    [InlineData("22:00-06:00", "Mon-Fri 22:00-06:00")]
    [InlineData("00:00-24:00", "Mon-Fri 00:00-24:00")]
    public void Days_with_the_same_hours_are_told_together(string hours, string words) => Assert.Equal(words, Words(Office("UTC", hours)));

    [Fact]
    public void Days_with_other_hours_are_told_apart_and_the_week_begins_on_Monday() =>
        Assert.Equal(
            "Mon-Tue 09:00-17:00, Wed 09:00-12:00, Thu 09:00-17:00, Sat-Sun 10:00-12:00",
            Words(
                With(
                    (DayOfWeek.Sunday, "10:00-12:00"),
                    (DayOfWeek.Monday, "09:00-17:00"),
                    (DayOfWeek.Tuesday, "09:00-17:00"),
                    (DayOfWeek.Wednesday, "09:00-12:00"),
                    (DayOfWeek.Thursday, "09:00-17:00"),
                    (DayOfWeek.Saturday, "10:00-12:00")
                )
            )
        );

    [Fact]
    public void A_closed_day_between_parts_those_around_it() =>
        Assert.Equal(
            "Mon 09:00-17:00, Wed 09:00-17:00",
            Words(With((DayOfWeek.Monday, "09:00-17:00"), (DayOfWeek.Tuesday, ""), (DayOfWeek.Wednesday, "09:00-17:00")))
        );

    [Fact]
    public void Always_open_is_day_and_night() => Assert.Equal("day and night", Words(With([.. Days.Select(day => (day, "00:00-24:00"))])));

    [Fact]
    public void Breaks_are_told()
    {
        Assert.Equal("Mon-Fri 09:00-17:00, without 12:00-12:30 and 15:00-15:10", Words(Utc with { Breaks = Hours("15:00-15:10, 12:00-12:30") }));
        Assert.Equal("day and night, without 03:00-04:00", Words(With([.. Days.Select(day => (day, "00:00-24:00"))]) with { Breaks = Hours("03:00-04:00") }));
    }

    private static string? Words(CalendarRule calendar) =>
        Routed(Severity.S3, "2026-11-18T10:00Z", playbook: House.Rules with { Calendars = [calendar] })[DeadlineKind.Acknowledge].Counted!.Hours;

    private static CalendarRule With(params (DayOfWeek Day, string Hours)[] days) =>
        Utc with
        {
            Week = days.ToDictionary(d => d.Day, d => d.Hours.Length == 0 ? [] : Hours(d.Hours)),
        };
}
