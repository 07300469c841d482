using EscalationAgent.Playbooks;
using EscalationAgent.Scheduling;
using Escalations;
using Microsoft.Extensions.Logging;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>Calendars as playbooks write them.</summary>
public sealed class CalendarReaderTests
{
    private const string Berlin = """

          berlin:
            title: Berlin office
            time_zone: Europe/Berlin
            hours:
              monday-thursday: "08:00-18:00"
              saturday-sunday: "22:00-02:00"
            breaks: ["12:30-13:00", "16:00-16:15"]
            holidays:
              Christmas: 12-25
              Leap day: 02-29
              Easter: easter
              Easter Monday: easter+1
              Good Friday: easter-2
              Late May holiday: last monday of may
              Labour Day: first monday of september
            holidays_file: berlin.ics
            cut_off: "15:00"
          always: {title: Always, time_zone: UTC, hours: 24x7, cut_off: "15:00"}
        """;

    private const string Days = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Works holiday\r\nDTSTART;VALUE=DATE:20261228\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private static readonly string Text = SamplePlaybook
        .With("2026-06-05]}}", $"2026-06-05]}}}}{Berlin.ReplaceLineEndings("\n")}")
        .Replace("via: the portal", "calendar: berlin", StringComparison.Ordinal);

    [Fact]
    public void All_that_can_be_said_of_a_calendar_is_read()
    {
        var playbook = Read(Days).Playbook!;
        var berlin = playbook.Calendars.Single(c => c.Key == "berlin");

        Assert.Equal(("Berlin office", "Europe/Berlin", new TimeOnly(15, 0)), (berlin.Title, berlin.TimeZone, berlin.CutOff));
        Assert.Equal(
            [DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Saturday],
            berlin.Week.Keys.Order()
        );
        Assert.Equal([new OpenHours(TimeSpan.FromHours(22), TimeSpan.FromHours(26))], berlin.Week[DayOfWeek.Sunday]);
        Assert.Equal([new(new(12, 30, 0), new(13, 0, 0)), new OpenHours(new(16, 0, 0), new(16, 15, 0))], berlin.Breaks);
        Assert.Equal(
            [
                new YearlyHoliday("Christmas", 12, 25),
                new YearlyHoliday("Leap day", 2, 29),
                new EasterHoliday("Easter", 0),
                new EasterHoliday("Easter Monday", 1),
                new EasterHoliday("Good Friday", -2),
                new WeekdayHoliday("Late May holiday", 0, DayOfWeek.Monday, 5),
                new WeekdayHoliday("Labour Day", 1, DayOfWeek.Monday, 9),
                new DatedHoliday("Works holiday", new(2026, 12, 28)),
            ],
            berlin.Holidays
        );
        Assert.All(playbook.Calendars.Single(c => c.Key == "always").Week.Values, hours =>
            Assert.Equal([new OpenHours(TimeSpan.Zero, TimeSpan.FromDays(1))], hours)
        );
    }

    [Fact]
    public void Days_that_are_not_as_the_week_says_are_read()
    {
        var text = SamplePlaybook.With(
            "2026-06-05]}}",
            "2026-06-05], Boxing Day: 12-26 stays, Founders day: 2026-03-08 observed, Shutdown: 2026-12-30..2027-01-02, Carnival: "
                + "12-31..01-01}, observed: nearest working day, holidays_file: {file: days.ics, only: public}, short_days: {12-24: "
                + "\"09:00-13:00\", 2026-12-23: [\"09:00-11:00\", \"12:00-13:00\"]}, working_days: {2026-02-14: \"09:00-12:00\"}}"
        );
        var (playbook, faults) = PlaybookReader.Read("playbooks/sample.yaml", "sample", text, _ =>
            new(
                Days.Replace(
                    "END:VCALENDAR",
                    "BEGIN:VEVENT\nSUMMARY:Mother's "
                        + "Day\nDTSTART:20270509\nCATEGORIES:Observance\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Working day "
                        + "(moved)\nDTSTART:20260221\nEND:VEVENT\nEND:VCALENDAR",
                    StringComparison.Ordinal
                ),
                null
            )
        );

        Assert.Empty(faults);
        var calendar = playbook!.DefaultCalendar;
        Assert.Equal(
            [
                new YearlyHoliday("New Year", 1, 1) { Observed = ObservedOn.NearestWorkingDay },
                new DatedHoliday("Bridge days", new(2026, 5, 15)),
                new DatedHoliday("Bridge days", new(2026, 6, 5)),
                new YearlyHoliday("Boxing Day", 12, 26),
                new DatedHoliday("Founders day", new(2026, 3, 8)) { Observed = ObservedOn.NearestWorkingDay },
                .. Enumerable.Range(0, 4).Select(day => new DatedHoliday("Shutdown", new DateOnly(2026, 12, 30).AddDays(day))),
                new YearlyHoliday("Carnival", 12, 31),
                new YearlyHoliday("Carnival", 1, 1),
                new DatedHoliday("Works holiday", new(2026, 12, 28)),
            ],
            calendar.Holidays
        );
        Assert.Equal(["12-24 1", "2026-12-23 2"], calendar.ShortDays.Select(s => $"{s.When.Name} {s.Hours.Count}"));
        Assert.Equal([new OpenHours(TimeSpan.FromHours(9), TimeSpan.FromHours(13))], calendar.ShortDays[0].Hours);
        Assert.Equal([(new DateOnly(2026, 2, 14), 1), (new DateOnly(2026, 2, 21), 0)], calendar.WorkingDays.Select(w => (w.Date, w.Hours?.Count ?? 0)));
        Assert.Equal(new HolidayHorizon("playbooks/days.ics", new(2027, 5, 9)), calendar.HolidayHorizon);
    }

    /// <summary>A file that has ended says so in the log: at the start, and each day.</summary>
    [Theory]
    [InlineData("2026-12-28T23:00Z", 0)]
    [InlineData("2026-12-29T00:00Z", 1)]
    public async Task A_file_whose_last_holiday_lies_behind_is_warned_of(string now, int warnings)
    {
        using var folder = new TemporaryFolder();
        var cancel = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "sample.yaml"), Text, cancel);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "berlin.ics"), Days, cancel);
        using var log = new Fakes.KeptLog();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(log));

        await new HolidayFileCheck(
            new PlaybookCatalog(PlaybookBook.Open(folder.Path, "sample").Default),
            new FakeTimeProvider(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)),
            logs.CreateLogger<HolidayFileCheck>()
        ).RunAsync(cancel);

        Assert.Equal(
            warnings,
            log.Text.Split("berlin.ics: the last holiday in it was on 28 Dec 2026. Berlin office counts every later one as a working day").Length - 1
        );
    }

    [Fact]
    public void A_team_works_by_the_calendar_that_it_names_and_by_the_default_when_it_names_none()
    {
        var playbook = Read(Days).Playbook!;

        Assert.Equal("berlin", playbook.CalendarOf(playbook.FindCategory("defect")!, Severity.S1).Key);
        Assert.Equal("default", playbook.CalendarOf(playbook.FindCategory("dispute")!, Severity.S1).Key);
    }

    [Fact]
    public void A_calendar_without_an_open_day_for_sixty_days_is_refused_where_its_holidays_stand()
    {
        var closed = string.Join(", ", Enumerable.Range(0, 65).Select(i => $"{new DateOnly(2026, 6, 1).AddDays(i):yyyy-MM-dd}"));
        var text = SamplePlaybook.With("[2026-05-15, 2026-06-05]", $"[{closed}]");

        var fault = Assert.Single(PlaybookReader.Read("playbooks/sample.yaml", "sample", text).Faults);

        Assert.Equal("playbooks/sample.yaml:9:15: calendar 'default': it has no open hours for 67 days after 2026-05-29", fault.ToString());
    }

    [Fact]
    public void Another_set_of_holidays_is_another_edition_of_the_playbook()
    {
        Assert.NotEqual(Read(Days).Playbook!.Version, Read(Days.Replace("20261228", "20261229", StringComparison.Ordinal)).Playbook!.Version);
        Assert.Equal(Read(Days).Playbook!.Version, Read(Days.ReplaceLineEndings("\n")).Playbook!.Version);
    }

    [Fact]
    public void A_fault_in_the_file_of_holidays_is_told_with_that_files_line() =>
        Assert.Equal(
            ["playbooks/berlin.ics:4:1: 'Works holiday' has '20261328', which is no whole day; holidays last all day (VALUE=DATE)"],
            Read(Days.Replace("20261228", "20261328", StringComparison.Ordinal)).Faults.Select(f => f.ToString())
        );

    [Theory]
    [InlineData("30 working minutes", TermUnit.WorkingMinutes)]
    [InlineData("2000 working hours", TermUnit.WorkingHours)]
    [InlineData("1 working hour", TermUnit.WorkingHours)]
    [InlineData("366 business days", TermUnit.BusinessDays)]
    public void Terms_say_what_they_count(string text, TermUnit unit)
    {
        var term = TermText.Read(text, out var fault);

        Assert.Null(fault);
        Assert.Equal((unit, text), (term!.Unit, term.ToString()));
    }

    private static (Playbook? Playbook, IReadOnlyList<PlaybookFault> Faults) Read(string ics) =>
        PlaybookReader.Read("playbooks/sample.yaml", "sample", Text, name => name == "berlin.ics" ? new(ics, null) : new(null, "there is no such file"));
}
