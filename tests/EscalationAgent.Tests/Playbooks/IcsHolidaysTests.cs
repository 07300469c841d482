using EscalationAgent.Playbooks;
using Escalations;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>Holidays from iCalendar files: what they mean is taken, what could be misread is refused with its line.</summary>
public sealed class IcsHolidaysTests
{
    private const string Understood = "only the same date each year, or such a weekday of the same month as BYMONTH=5;BYDAY=-1MO, is understood";
    private const string OtherDay = "that is another day than its first one, DTSTART";

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
            """.ReplaceLineEndings("\r\n")
        );

        Assert.Equal(
            [
                new DatedHoliday("Boxing, or St Stephen's Day", new(2026, 12, 26)),
                new YearlyHoliday("New Year", 1, 1, 2020),
                new DatedHoliday("Works holiday", new(2026, 12, 30)),
                new DatedHoliday("Works holiday", new(2026, 12, 31)),
                new DatedHoliday("Works holiday", new(2027, 1, 1)),
            ],
            holidays
        );
    }

    [Theory]
    [InlineData("RRULE:FREQ=MONTHLY", "5:1: 'Day' comes again by 'FREQ=MONTHLY'; only FREQ=YEARLY is understood")]
    [InlineData("RRULE:FREQ=SECONDLY", "5:1: 'Day' comes again by 'FREQ=SECONDLY'; only FREQ=YEARLY is understood")]
    [InlineData("RRULE:FREQ=YEARLY;BYDAY=4TH", "5:1: 'Day' comes again by 'FREQ=YEARLY;BYDAY=4TH'; " + Understood)]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTHDAY=26", "5:1: 'Day' comes again by 'FREQ=YEARLY;BYMONTHDAY=26'; " + Understood)] // the 26th of every month
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=SA", "5:1: 'Day' comes again by 'FREQ=YEARLY;BYMONTH=12;BYDAY=SA'; " + Understood)]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=5SA", "5:1: 'Day' comes again by 'FREQ=YEARLY;BYMONTH=12;BYDAY=5SA'; " + Understood)]
    [InlineData("RRULE:FREQ=YEARLY;BYYEARDAY=360", "5:1: 'Day' comes again by 'FREQ=YEARLY;BYYEARDAY=360'; " + Understood)]
    [InlineData("RRULE:FREQ=YEARLY;INTERVAL=0", "5:1: 'Day' comes again by 'FREQ=YEARLY;INTERVAL=0'; " + Understood)]
    [InlineData("RRULE:FREQ=YEARLY;COUNT=2;UNTIL=20300101", "5:1: 'Day' comes again by 'FREQ=YEARLY;COUNT=2;UNTIL=20300101'; " + Understood)]
    [InlineData("RRULE:FREQ=YEARLY;UNTIL=soon", "5:1: 'Day' comes again by 'FREQ=YEARLY;UNTIL=soon'; " + Understood)]
    [InlineData("RRULE:FREQ=YEARLY;FREQ=YEARLY", "5:1: 'Day' comes again by 'FREQ=YEARLY;FREQ=YEARLY'; " + Understood)]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=11", "5:1: 'Day' comes again by 'FREQ=YEARLY;BYMONTH=11'; " + OtherDay)]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", "5:1: 'Day' comes again by 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25'; " + OtherDay)]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=1SA", "5:1: 'Day' comes again by 'FREQ=YEARLY;BYMONTH=12;BYDAY=1SA'; " + OtherDay)]
    [InlineData("RRULE:FREQ=YEARLY;UNTIL=20250101", "5:1: 'Day' comes again by 'FREQ=YEARLY;UNTIL=20250101'; " + OtherDay)]
    [InlineData("EXDATE:20271226T090000", "5:1: 'Day' has '20271226T090000', which is no whole day; holidays last all day (VALUE=DATE)")]
    [InlineData("RDATE;VALUE=DATE:20271226", "5:1: RDATE is not understood; write the days as events of their own")]
    [InlineData("DURATION:PT8H", "5:1: 'Day' lasts 'PT8H', which is no number of whole days")]
    [InlineData("DURATION:P1DT30M", "5:1: 'Day' lasts 'P1DT30M', which is no number of whole days")]
    [InlineData("DURATION:-P1D", "5:1: 'Day' lasts '-P1D', which is no number of whole days")]
    [InlineData("DURATION:P", "5:1: 'Day' lasts 'P', which is no number of whole days")]
    [InlineData("DURATION:P0D", "5:1: 'Day' lasts 'P0D', which is no number of whole days")]
    [InlineData("DURATION:P61D", "5:1: 'Day' is longer than 60 days")]
    [InlineData("DURATION:P1D\nDTEND;VALUE=DATE:20261227", "5:1: 'Day' has both DTEND and DURATION")]
    [InlineData("DURATION:P1D\nDURATION:P2D", "6:1: DURATION stands twice in the event")]
    [InlineData("DTEND;VALUE=DATE:20261220", "5:1: 'Day' ends before it begins")]
    [InlineData("DTEND;VALUE=DATE:20270601", "5:1: 'Day' is longer than 60 days")]
    [InlineData("DTEND:20261227T120000Z", "5:1: 'Day' has '20261227T120000Z', which is no whole day; holidays last all day (VALUE=DATE)")]
    [InlineData("SUMMARY:Another", "5:1: SUMMARY stands twice in the event")]
    [InlineData("nonsense", "5:1: a line without a colon")]
    [InlineData(
        "END:VTODO",
        "5:1: END:VTODO does not end what was begun",
        "6:1: END:VEVENT does not end what was begun",
        "7:1: END:VCALENDAR does not end what was begun"
    )]
    [InlineData(
        "BEGIN:VALARM",
        "6:1: END:VEVENT does not end what was begun",
        "7:1: END:VCALENDAR does not end what was begun",
        "7:1: the file ends within VCALENDAR"
    )]
    public void What_could_be_misread_is_refused(string line, params string[] expected)
    {
        var (_, faults) = IcsHolidays.Read(
            "days.ics",
            $"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART;VALUE=DATE:20261226\n{line}\nEND:VEVENT\nEND:VCALENDAR\n"
        );

        Assert.Equal(expected.Select(e => $"days.ics:{e}"), faults.Select(f => f.ToString()));
    }

    // 2026-12-26 is a Saturday, the fourth and last of its month.
    [Theory]
    [InlineData("", "2026-12-26")]
    [InlineData("DURATION:P1D", "2026-12-26")]
    [InlineData("DURATION:PT24H", "2026-12-26")]
    [InlineData("DURATION:P3D", "2026-12-26 2026-12-27 2026-12-28")]
    [InlineData("EXDATE;VALUE=DATE:20261226", "")]
    [InlineData("RRULE:FREQ=YEARLY", "12-26")]
    [InlineData("RRULE:FREQ=YEARLY;INTERVAL=1", "12-26")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=12", "12-26")]
    [InlineData("RRULE:FREQ=YEARLY;WKST=SU;BYMONTH=12;BYMONTHDAY=26", "12-26")]
    [InlineData("RRULE:FREQ=YEARLY;INTERVAL=1;\nDURATION:P2D", "12-26 12-27")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=4SA", "4 Saturday of 12")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=-1SA", "0 Saturday of 12")]
    [InlineData("RRULE:FREQ=YEARLY;COUNT=3", "2026-12-26 2027-12-26 2028-12-26")]
    [InlineData("RRULE:FREQ=YEARLY;UNTIL=20281225", "2026-12-26 2027-12-26")]
    [InlineData("RRULE:FREQ=YEARLY;UNTIL=20281226T000000Z", "2026-12-26 2027-12-26 2028-12-26")]
    [InlineData("RRULE:FREQ=YEARLY;INTERVAL=4;COUNT=2", "2026-12-26 2030-12-26")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=-1SA;COUNT=2", "2026-12-26 2027-12-25")]
    [InlineData("RRULE:FREQ=YEARLY;COUNT=4\nEXDATE;VALUE=DATE:20271226,20281226\nEXDATE;VALUE=DATE:20261226", "2029-12-26")]
    public void Days_are_read_as_the_format_means_them(string lines, string days) =>
        Assert.Equal(
            days,
            string.Join(
                ' ',
                Read(
                        $"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART;VALUE=DATE:20261226\n"
                            + $"{(lines.Length == 0 ? "" : lines + "\n")}END:VEVENT\nEND:VCALENDAR\n"
                    )
                    .Select(Text)
            )
        );

    [Fact]
    public void An_endless_rule_with_an_exception_leaves_out_that_one_alone()
    {
        var holidays = Read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART:20261226\nRRULE:FREQ=YEARLY\nEXDATE:20271226\nEND:VEVENT\nEND:VCALENDAR\n")
            .Cast<DatedHoliday>()
            .Select(h => h.Date)
            .ToList();

        Assert.Equal(new(2026, 12, 26), holidays[0]);
        Assert.Equal(new(2028, 12, 26), holidays[1]);
        Assert.Equal(new(2199, 12, 26), holidays[^1]);
    }

    /// <summary>How published calendars mark their events.</summary>
    [Theory]
    [InlineData("Mother's Day", "DESCRIPTION:Observance\\nTo hide observances\\, go to Google Calendar Settings > Holidays in Greece", false)]
    [InlineData("Christmas Day", "DESCRIPTION:Public holiday", true)]
    [InlineData("Epiphany", "DESCRIPTION:Public holiday in Bavaria\\, Saxony-Anhalt", true)]
    [InlineData("Eid al-Adha", "DESCRIPTION:Public holiday\\nDate is tentative and may change.", true)]
    [InlineData("Pentecôte", "DESCRIPTION:Journée d'observance", false)]
    [InlineData("Muttertag", "DESCRIPTION:Gedenktag\\nWenn du Gedenktage ausblenden möchtest\\, rufe die Google Kalender-Einstellungen auf", false)]
    [InlineData("Muttertag", "DESCRIPTION:Feier\\nIn Google Kalender ausblenden", false)]
    [InlineData("Valentine's Day", "CATEGORIES:Holidays,Observance", false)]
    [InlineData("Valentine's Day", "CATEGORIES:Holidays\nCATEGORIES:Local observance", false)]
    [InlineData("Thanksgiving", "CATEGORIES:Holiday", true)] // Outlook marks nothing else
    [InlineData("Republic Day", "CATEGORIES:Public holiday,Observance", true)]
    [InlineData("A special day", "DESCRIPTION:observance - soo special", false)]
    [InlineData("Holi", "DESCRIPTION:Optional Holiday", false)]
    [InlineData("Summer time begins", "DESCRIPTION:Clock change/Daylight Saving Time", false)]
    [InlineData("Liberation Day (Not a Public Holiday)", "DESCRIPTION:A day in April", false)]
    [InlineData("Memorial Day", "DESCRIPTION:In observance of those who died\\, banks and shops close", true)]
    [InlineData("Memorial Day", "CLASS:PUBLIC\nDESCRIPTION:Observance", false)] // who may see it, not what it is
    [InlineData("Founders Day", "UID:1", true)]
    public void Observances_can_be_left_out(string name, string lines, bool isPublic)
    {
        var text = $"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{name}\nDTSTART:20261226\n{lines}\nEND:VEVENT\nEND:VCALENDAR";

        Assert.Equal(isPublic ? 1 : 0, IcsHolidays.Read("days.ics", text, onlyPublic: true).Holidays.Count);
        Assert.Single(Read(text));
    }

    [Theory]
    [InlineData("Working day (moved)", true)]
    [InlineData("Spring Festival: Special Working Day", true)]
    [InlineData("Make-up day for Friday", true)]
    [InlineData("Workday", true)]
    [InlineData("国庆节 补班", true)]
    [InlineData("Special Non-Working Day", false)]
    [InlineData("Ninoy Aquino Day (non working day)", false)]
    [InlineData("Not a working day", false)]
    [InlineData("Half working day", false)]
    [InlineData("International Workers' Day", false)]
    public void A_day_that_its_file_calls_a_working_day_is_one(string name, bool works)
    {
        var file = IcsHolidays.Read("days.ics", $"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{name}\nDTSTART:20261226\nEND:VEVENT\nEND:VCALENDAR");

        Assert.Equal(works ? (0, 1) : (1, 0), (file.Holidays.Count, file.WorkingDays.Count));
        Assert.All(file.WorkingDays, day => Assert.Equal(new(new(2026, 12, 26)), day));
    }

    [Theory]
    [InlineData("2026-12-26", "Christmas 20251225", "Boxing Day 20261226", "Called off 20271225 STATUS:CANCELLED")]
    [InlineData("2027-02-14", "Christmas 20251225", "Valentine's Day 20270214 DESCRIPTION:Observance")] // left out, and yet the file knows of that time
    [InlineData("2028-12-25", "Christmas 20261225 RRULE:FREQ=YEARLY;COUNT=3")]
    [InlineData("", "Christmas 20251225 RRULE:FREQ=YEARLY")]
    [InlineData("", "Christmas 20251225 RRULE:FREQ=YEARLY EXDATE:20261225")]
    [InlineData("", "Christmas 20251225 RRULE:FREQ=YEARLY", "Works holiday 20260105")]
    // Easter ends
    [InlineData("2027-03-29", "Christmas 20251225 RRULE:FREQ=YEARLY", "Easter Monday 20260406", "Easter Monday 20270329", "Works holiday 20280105")]
    [InlineData("")]
    public void A_file_knows_where_it_ends(string lastDay, params string[] events)
    {
        var text = string.Concat(
            events.Select(e =>
            {
                var date = e.Split(' ').First(w => char.IsDigit(w[0]));
                var (name, more) = (
                    e[..e.IndexOf(date, StringComparison.Ordinal)].Trim(),
                    e[(e.IndexOf(date, StringComparison.Ordinal) + 8)..].Trim().Replace(' ', '\n')
                );
                return $"BEGIN:VEVENT\nSUMMARY:{name}\nDTSTART:{date}\n{(more.Length == 0 ? "" : more + "\n")}END:VEVENT\n";
            })
        );
        var file = IcsHolidays.Read("days.ics", $"BEGIN:VCALENDAR\n{text}END:VCALENDAR", onlyPublic: true);

        Assert.Empty(file.Faults);
        Assert.Equal(lastDay, $"{file.LastDay:yyyy-MM-dd}");
    }

    [Fact]
    public void Dates_of_each_year_move_as_the_calendar_says() =>
        Assert.Equal(
            [new YearlyHoliday("Day", 12, 26, 2026) { Observed = ObservedOn.NextWorkingDay }],
            IcsHolidays
                .Read(
                    "days.ics",
                    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART:20261226\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR",
                    observed: ObservedOn.NextWorkingDay
                )
                .Holidays
        );

    [Theory]
    [InlineData("", "1:1: not an iCalendar file: it does not begin with BEGIN:VCALENDAR")]
    [InlineData("2026-12-25 Christmas", "1:1: not an iCalendar file: it does not begin with BEGIN:VCALENDAR")]
    [InlineData(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART:20261226T090000\nEND:VEVENT\nEND:VCALENDAR",
        "4:1: 'Day' has '20261226T090000', which is no whole day; holidays last all day (VALUE=DATE)"
    )]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261226\nEND:VEVENT\nEND:VCALENDAR", "2:1: an event without a SUMMARY of 1 to 300 characters")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Day\nEND:VEVENT\nEND:VCALENDAR", "2:1: 'Day' lacks DTSTART")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART:20261226", "4:1: the file ends within VEVENT")]
    public void What_is_no_calendar_of_holidays_is_refused(string text, string expected) =>
        Assert.Equal([$"days.ics:{expected}"], IcsHolidays.Read("days.ics", text).Faults.Select(f => f.ToString()));

    [Fact]
    public void A_file_of_short_folds_is_read_in_time_that_grows_with_its_length()
    {
        var folded = string.Concat(Enumerable.Repeat("\n x", 150_000));

        Assert.Single(
            IcsHolidays.Read("days.ics", $"BEGIN:VCALENDAR\nX-LONG:{folded}\nBEGIN:VEVENT\nSUMMARY:Day\nDTSTART:20261226\nEND:VEVENT\nEND:VCALENDAR").Holidays
        );
    }

    private static string Text(Holiday holiday) =>
        holiday switch
        {
            DatedHoliday dated => $"{dated.Date:yyyy-MM-dd}",
            YearlyHoliday yearly => $"{yearly.Month:00}-{yearly.Day:00}",
            WeekdayHoliday weekday => $"{weekday.Nth} {weekday.Weekday} of {weekday.Month}",
            _ => "?",
        };

    private static IReadOnlyList<Holiday> Read(string text)
    {
        var (holidays, faults) = IcsHolidays.Read("days.ics", text);
        Assert.Empty(faults);
        return holidays;
    }
}
