using EscalationAgent.Playbooks;
using Escalations;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>Holidays from iCalendar files: what they mean is taken, what could be misread is refused with its line.</summary>
public sealed class IcsHolidaysTests
{
    [Fact]
    public void All_day_events_are_holidays_once_or_each_year()
    {
        var holidays = Read(
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Somebody//Holidays//EN
            BEGIN:VTIMEZONE
            BEGIN:DAYLIGHT
            DTSTART:19810329T020000
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
            END:DAYLIGHT
            END:VTIMEZONE
            BEGIN:VEVENT
            UID:1
            SUMMARY;LANGUAGE="en:GB":Boxing\, or
              St Stephen's
            	 Day
            DTSTART;VALUE=DATE:20261226
            DTEND;VALUE=DATE:20261227
            BEGIN:VALARM
            DESCRIPTION:Tomorrow
            DURATION:PT1H
            END:VALARM
            END:VEVENT
            begin:vevent
            SUMMARY:New Year
            DTSTART;VALUE=DATE:20200101
            RRULE:FREQ=YEARLY
            end:vevent
            BEGIN:VEVENT
            SUMMARY:Works holiday
            DTSTART;VALUE=DATE:20261230
            DTEND;VALUE=DATE:20270102
            END:VEVENT
            BEGIN:VEVENT
            SUMMARY:Called off
            STATUS:CANCELLED
            RRULE:FREQ=DAILY
            DTSTART;VALUE=DATE:20261230
            END:VEVENT
            END:VCALENDAR
            """.ReplaceLineEndings("\r\n"));

        Assert.Equal(
            [
                new DatedHoliday("Boxing, or St Stephen's Day", new(2026, 12, 26)),
                new YearlyHoliday("New Year", 1, 1, 2020),
                new DatedHoliday("Works holiday", new(2026, 12, 30)), new DatedHoliday("Works holiday", new(2026, 12, 31)), new DatedHoliday("Works holiday", new(2027, 1, 1)),
            ],
            holidays);
    }

    [Theory]
    [InlineData("RRULE:FREQ=MONTHLY", "5:1: 'Day' comes again by 'FREQ=MONTHLY'; only FREQ=YEARLY is understood")]
    [InlineData("RRULE:FREQ=YEARLY;UNTIL=20300101", "5:1: 'Day' comes again by 'FREQ=YEARLY;UNTIL=20300101'; only FREQ=YEARLY is understood")]
    [InlineData("RRULE:FREQ=YEARLY;BYDAY=4TH", "5:1: 'Day' comes again by 'FREQ=YEARLY;BYDAY=4TH'; only FREQ=YEARLY is understood")]
    [InlineData("EXDATE;VALUE=DATE:20271226", "5:1: EXDATE is not understood; write the days as events of their own")]
    [InlineData("RDATE;VALUE=DATE:20271226", "5:1: RDATE is not understood; write the days as events of their own")]
    [InlineData("DURATION:P2D", "5:1: DURATION is not understood; write the days as events of their own")]
    [InlineData("DTEND;VALUE=DATE:20261220", "5:1: 'Day' ends before it begins")]
    [InlineData("DTEND;VALUE=DATE:20270601", "5:1: 'Day' is longer than 60 days")]
    [InlineData("DTEND:20261227T120000Z", "5:1: 'Day' has '20261227T120000Z', which is no whole day; holidays last all day (VALUE=DATE)")]
    [InlineData("SUMMARY:Another", "5:1: SUMMARY stands twice in the event")]
    [InlineData("nonsense", "5:1: a line without a colon")]
    [InlineData("END:VTODO", "5:1: END:VTODO does not end what was begun", "6:1: END:VEVENT does not end what was begun", "7:1: END:VCALENDAR does not end what was begun")]
    [InlineData("BEGIN:VALARM", "6:1: END:VEVENT does not end what was begun", "7:1: END:VCALENDAR does not end what was begun", "7:1: the file ends within VCALENDAR")]
    public void What_could_be_misread_is_refused(string line, params string[] expected)
    {
        var (_, faults) = IcsHolidays.Read("days.ics", $"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART;VALUE=DATE:20261226\n{line}\nEND:VEVENT\nEND:VCALENDAR\n");

        Assert.Equal(expected.Select(e => $"days.ics:{e}"), faults.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("", "1:1: not an iCalendar file: it does not begin with BEGIN:VCALENDAR")]
    [InlineData("2026-12-25 Christmas", "1:1: not an iCalendar file: it does not begin with BEGIN:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART:20261226T090000\nEND:VEVENT\nEND:VCALENDAR", "4:1: 'Day' has '20261226T090000', which is no whole day; holidays last all day (VALUE=DATE)")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261226\nEND:VEVENT\nEND:VCALENDAR", "2:1: an event without a SUMMARY of 1 to 300 characters")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Day\nEND:VEVENT\nEND:VCALENDAR", "2:1: 'Day' lacks DTSTART")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART:20261226", "4:1: the file ends within VEVENT")]
    public void What_is_no_calendar_of_holidays_is_refused(string text, string expected) =>
        Assert.Equal([$"days.ics:{expected}"], IcsHolidays.Read("days.ics", text).Faults.Select(f => f.ToString()));

    [Fact]
    public void A_file_of_short_folds_is_read_in_time_that_grows_with_its_length()
    {
        var folded = string.Concat(Enumerable.Repeat("\n x", 150_000));

        Assert.Single(IcsHolidays.Read("days.ics", $"BEGIN:VCALENDAR\nX-LONG:{folded}\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART:20261226\nEND:VEVENT\nEND:VCALENDAR").Holidays);
    }

    private static IReadOnlyList<Holiday> Read(string text)
    {
        var (holidays, faults) = IcsHolidays.Read("days.ics", text);
        Assert.Empty(faults);
        return holidays;
    }
}
