using Escalations.Deadlines;
using TextAnalysis.Facts;
using static Escalations.AlarmPhase;
using static Escalations.Tests.Case;

namespace Escalations.Tests.Deadlines;

/// <summary>When a deadline makes itself heard.</summary>
public sealed class AlarmTests
{
    // 2026-11-20 is a Friday; an acknowledgement of S3 is owed within 4 open hours, and a quarter of them is one.
    [Theory]
    [InlineData("2026-11-20T09:00Z", "2026-11-20T12:00Z")]
    [InlineData("2026-11-20T13:30Z", "2026-11-20T16:30Z")] // due on Monday at half past nine
    [InlineData("2026-11-20T14:00Z", "2026-11-23T09:00Z")] // due on Monday at ten
    [InlineData("2026-11-20T16:00Z", "2026-11-23T11:00Z")]
    [InlineData("2026-11-21T00:00Z", "2026-11-23T12:00Z")] // comes in at midnight of a Saturday
    public void A_warning_comes_with_a_quarter_of_the_open_time_left(string routed, string warning) =>
        Assert.Equal(new Alarm(At(warning), Warning), Routed(Severity.S3, routed)[DeadlineKind.Acknowledge].PendingAlarms[0]);

    [Fact]
    public void S3_is_heard_of_before_at_and_three_times_after_its_deadline_in_open_hours_further_and_further_apart() =>
        Assert.Equal(
            [
                new(At("2026-11-20T16:00Z"), Warning),
                new(At("2026-11-20T17:00Z"), Due),
                new(At("2026-11-23T10:00Z"), Overdue),
                new(At("2026-11-23T12:00Z"), Overdue),
                new(At("2026-11-23T16:00Z"), Overdue),
            ],
            Routed(Severity.S3, "2026-11-20T13:00Z")[DeadlineKind.Acknowledge].PendingAlarms
        );

    [Fact]
    public void S1_goes_by_the_clock_at_night_too_and_repeats_no_faster_than_every_five_minutes() =>
        Assert.Equal(
            [
                new(At("2026-11-21T00:01:15Z"), Warning),
                new(At("2026-11-21T00:05Z"), Due),
                new(At("2026-11-21T00:10Z"), Overdue),
                new(At("2026-11-21T00:20Z"), Overdue),
                new(At("2026-11-21T00:40Z"), Overdue),
            ],
            Routed(Severity.S1, "2026-11-20T23:50Z")[DeadlineKind.Acknowledge].PendingAlarms
        );

    [Fact]
    public void S2_is_heard_of_at_night_and_on_weekends_too() =>
        Assert.Equal(
            [
                new(At("2026-11-20T22:45Z"), Warning),
                new(At("2026-11-20T23:00Z"), Due),
                new(At("2026-11-20T23:15Z"), Overdue),
                new(At("2026-11-20T23:45Z"), Overdue),
                new(At("2026-11-21T00:45Z"), Overdue),
            ],
            Routed(Severity.S2, "2026-11-20T22:00Z")[DeadlineKind.Acknowledge].PendingAlarms
        );

    [Fact]
    public void However_long_a_term_the_next_reminder_is_at_most_a_day_away_lesson_39()
    {
        var rules = House.Rules with { Reminders = new(25, 25, 5) };
        var progress = InProgress(Severity.S1, "2026-11-18T10:00Z", playbook: rules)[DeadlineKind.Progress];

        Assert.Equal([12, 36, 60, 84, 108], progress.PendingAlarms.Where(a => a.Phase == Overdue).Select(a => (a.At - progress.DueAt).TotalHours));
    }

    [Fact]
    public void A_playbook_can_want_no_warnings_and_no_repetitions() =>
        Assert.All(Severities.All, severity =>
            Assert.All(
                Routed(severity, "2026-11-18T10:00Z", playbook: House.Rules with { Reminders = new(0, 0, 0) })
                    .Now.Deadlines.Where(d => d.Kind != DeadlineKind.CustomerUpdate),
                deadline => Assert.Equal([new(deadline.DueAt, Due)], deadline.PendingAlarms)
            )
        );

    [Fact]
    public void Repeating_after_no_time_is_every_five_minutes_at_first() =>
        Assert.Equal(
            ["2026-11-18T14:05Z", "2026-11-18T14:15Z"],
            Routed(Severity.S3, "2026-11-18T10:00Z", playbook: House.Rules with { Reminders = new(0, 0, 2) })[DeadlineKind.Acknowledge]
                .PendingAlarms.Skip(1)
                .Select(a => a.At.ToString("yyyy-MM-ddTHH:mmZ", System.Globalization.CultureInfo.InvariantCulture))
        );

    [Fact]
    public void A_warning_that_would_come_at_the_very_beginning_is_none() =>
        Assert.Equal(
            Due,
            Routed(Severity.S1, "2026-11-18T10:00Z", playbook: House.Rules with { Reminders = new(100, 25, 3) })[DeadlineKind.Acknowledge]
                .PendingAlarms[0]
                .Phase
        );

    [Fact]
    public void A_rhythm_with_a_range_reminds_at_its_earlier_end_D012() =>
        Assert.Equal(
            [
                new(At("2026-11-18T02:30Z"), Warning),
                new(At("2026-11-18T03:00Z"), Due),
                new(At("2026-11-18T03:15Z"), Overdue),
                new(At("2026-11-18T03:45Z"), Overdue),
                new(At("2026-11-18T04:45Z"), Overdue),
            ],
            InProgress(Severity.S1, "2026-11-18T02:00Z")[DeadlineKind.TeamUpdate].PendingAlarms
        );

    [Fact]
    public void A_rhythm_of_S3_that_ends_at_night_is_heard_in_the_morning_lesson_29()
    {
        var rules = House.Rules.With(Severity.S3, s => s with { Updates = new(new(new(2, TermUnit.Days), new(1, TermUnit.Days))) });
        var update = Routed(Severity.S3, "2026-11-20T16:00Z", playbook: rules)[DeadlineKind.CsmUpdate];

        Assert.Equal(("S3 Standard: every 1-2 days", At("2026-11-22T16:00Z")), (update.Because, update.DueAt));
        Assert.Equal([new(At("2026-11-23T09:00Z"), Warning), new(At("2026-11-23T09:00Z"), Due)], update.PendingAlarms.Take(2));
    }

    // From Monday afternoon four days by the clock are Friday afternoon, when this house has closed.
    [Fact]
    public void What_acts_does_so_at_its_instant_and_what_reminds_waits_for_the_opening()
    {
        var shortFriday = Calendars.Utc with
        {
            Week = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>(Calendars.Utc.Week) { [DayOfWeek.Friday] = Calendars.Hours("09:00-13:00") },
        };
        var rules = House.Rules.With(Severity.S3, s => s with { Stall = new(4, TermUnit.Days), Resolve = new(4, TermUnit.Days) }) with
        {
            Calendars = [shortFriday],
        };
        var matter = InProgress(
            Severity.S3,
            "2026-11-16T16:00Z",
            "product_defect",
            rules with
            {
                Categories = [rules.Categories[0] with { Outcome = new("resolution", Severities.All.ToDictionary(s => s, _ => new Term(9, TermUnit.Weeks))) }],
            }
        );

        Assert.Equal((At("2026-11-20T16:00Z"), At("2026-11-20T16:00Z")), (matter[DeadlineKind.Progress].DueAt, matter[DeadlineKind.Outcome].DueAt));
        Assert.Equal(At("2026-11-20T16:00Z"), matter[DeadlineKind.Progress].PendingAlarms.Single(a => a.Phase == Due).At);
        Assert.Equal(At("2026-11-23T09:00Z"), matter[DeadlineKind.Outcome].PendingAlarms.Single(a => a.Phase == Due).At);
    }

    /// <summary>Every hour of the weeks around the clock changes of Paris and its holiday, every kind, warned at every share (lesson 34).</summary>
    [Theory]
    [InlineData("2026-03-20T00:00Z")]
    [InlineData("2026-10-20T00:00Z")]
    [InlineData("2026-11-18T00:00Z")]
    public void What_can_wait_is_never_heard_at_night_or_on_a_closed_day_lessons_29_and_34(string start)
    {
        var hours =
            from hour in Enumerable.Range(0, 10 * 24)
            from severity in new[] { Severity.S3, Severity.S4 }
            from category in House.Rules.Categories
            select (At: At(start).AddHours(hour).AddMinutes(7), severity, category);
        Assert.All(hours, t =>
        {
            var rules = House.Rules with { Reminders = new((t.At.Hour * 4) + 1, 25, 3) };
            var calendars = Enum.GetValues<Party>()
                .ToDictionary(
                    party => party,
                    party => WorkingCalendar.Of(party == Party.Team ? rules.CalendarOf(t.category, t.severity) : rules.DefaultCalendar)
                );
            foreach (var deadline in DeadlineRules.AtRouting(rules, t.category, t.severity, t.At))
            {
                var calendar = calendars[deadline.Kind.OwedBy()];
                Assert.All(deadline.PendingAlarms, alarm => Assert.Equal(alarm.At, calendar.InHours(alarm.At)));
                Assert.Equal(deadline.PendingAlarms.Select(a => a.At).Order(), deadline.PendingAlarms.Select(a => a.At));
                Assert.All(deadline.PendingAlarms, alarm => Assert.True(alarm.At > t.At));
                Assert.All(deadline.PendingAlarms.Where(a => a.Phase == Due), alarm => Assert.True(alarm.At >= deadline.DueAt));
            }
        });
    }
}
