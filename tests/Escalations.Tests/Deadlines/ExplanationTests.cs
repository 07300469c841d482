using System.Text.Json;
using Escalations.Deadlines;
using TextAnalysis.Facts;
using static Escalations.Tests.Case;

namespace Escalations.Tests.Deadlines;

/// <summary>Why a deadline is what it is, in the words that people read (lesson 30).</summary>
public sealed class ExplanationTests
{
    [Fact]
    public void Friday_a_minute_before_closing_in_Paris_with_a_holiday_on_Monday() =>
        Reads(
            Routed(Severity.S3, "2026-11-20T15:59Z", "service_failure"),
            null,
            """
            Acknowledgement: due Tue 24 Nov, 12:59 CET
              It counts from Fri 20 Nov, 16:59 CET.
              Rule: Service failure: 4 hours of work, calendar Paris office (playbook house 7).
              It runs in the open hours of the calendar Paris office (Mon-Fri 09:00-17:00, Europe/Paris); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend), Mon 23 Nov (Founders' day).
            Remediation plan: due Tue 24 Nov, 16:59 CET
              It counts from Fri 20 Nov, 16:59 CET.
              Rule: Service failure: 24 hours, as 1 business day, calendar Paris office (playbook house 7).
              It governs because it ends first; later would end: S3 Standard: 1 sprint.
              It runs in the open hours of the calendar Paris office (Mon-Fri 09:00-17:00, Europe/Paris); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend), Mon 23 Nov (Founders' day).
            Update for the CSM: due Thu 26 Nov, 16:59 CET
              It counts from Fri 20 Nov, 16:59 CET.
              Rule: S3 Standard: 3 business days, calendar Paris office (playbook house 7).
              It runs in the open hours of the calendar Paris office (Mon-Fri 09:00-17:00, Europe/Paris); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend), Mon 23 Nov (Founders' day).
            Update for the customer: due Mon 23 Nov, 15:59 UTC
              It counts from Fri 20 Nov, 15:59 UTC.
              Rule: S3 Standard: 24 hours, as 1 business day, calendar Office hours (playbook house 7).
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend).
            """
        );

    [Fact]
    public void A_critical_one_by_the_clock_for_a_reader_elsewhere() =>
        Reads(
            InProgress(Severity.S1, "2026-11-20T23:50Z"),
            "America/New_York",
            """
            Acknowledgement: done Fri 20 Nov, 18:50 EST, in time (due Fri 20 Nov, 19:05 EST)
              It counts from Fri 20 Nov, 18:50 EST.
              Rule: S1 Critical: 15 minutes (playbook house 7).
              It governs because it ends first; later would end: Product defect: 4 hours.
              It runs by the clock: nights, weekends and holidays count.
            Resolution: due Fri 20 Nov, 22:50 EST
              It counts from Fri 20 Nov, 18:50 EST.
              Rule: S1 Critical: 4 hours (playbook house 7).
              It governs because it ends first; later would end: Product defect: 72 hours.
              It runs by the clock: nights, weekends and holidays count.
            Progress: due Sun 22 Nov, 18:50 EST
              It counts from Fri 20 Nov, 18:50 EST.
              Rule: S1 Critical without progress: 48 hours (playbook house 7).
              It runs by the clock: nights, weekends and holidays count.
            Update for everybody involved: due Fri 20 Nov, 19:50 EST
              It counts from Fri 20 Nov, 18:50 EST.
              Rule: S1 Critical: 60 minutes (playbook house 7).
              It runs by the clock: nights, weekends and holidays count.
            Update for the CSM: due Sat 21 Nov, 18:50 EST
              It counts from Fri 20 Nov, 18:50 EST.
              Rule: S1 Critical: 1 day (playbook house 7).
              It runs by the clock: nights, weekends and holidays count.
            Update for the customer: due Fri 20 Nov, 21:50 EST
              It counts from Fri 20 Nov, 18:50 EST.
              Rule: S1 Critical: 3 hours (playbook house 7).
              It runs by the clock: nights, weekends and holidays count.
            """
        );

    [Fact]
    public void Same_day_and_next_planning_say_when_they_end() =>
        Reads(
            Routed(
                Severity.S4,
                "2026-11-20T15:30Z",
                "intervention",
                House.Rules.With(Severity.S4, s => s with { Acknowledge = new(3, TermUnit.BusinessDays) })
            ),
            null,
            """
            Acknowledgement: due Mon 23 Nov, 12:00 UTC
              It counts from Fri 20 Nov, 15:30 UTC.
              Rule: Executive intervention: same day, calendar Office hours (playbook house 7).
              It governs because it ends first; later would end: S4 Minor: 3 business days, calendar Office hours.
              It ends with the business day of Office hours (Mon-Fri 09:00-17:00, UTC), or at the next noon for what comes in too late for that.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend).
            Executive response: due Tue 24 Nov, 15:30 UTC
              It counts from Fri 20 Nov, 15:30 UTC.
              Rule: Executive intervention: 48 hours, as 2 business days, calendar Office hours (playbook house 7).
              It governs because it ends first; later would end: S4 Minor: next planning, calendar Office hours.
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend).
            Update for the CSM: due Wed 25 Nov, 15:30 UTC
              It counts from Fri 20 Nov, 15:30 UTC.
              Rule: S4 Minor: 3 business days, calendar Office hours (playbook house 7).
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend).
            """
        );

    [Fact]
    public void What_is_owed_after_the_end() =>
        Reads(
            InProgress(Severity.S1, "2026-11-20T10:00Z")
                .Then("2026-11-20T11:00Z", new Resolved(ResolutionKind.Fix, "done"))
                .Then("2026-11-20T12:00Z", new Closed(null)),
            null,
            """
            Acknowledgement: done Fri 20 Nov, 10:00 UTC, in time (due Fri 20 Nov, 10:15 UTC)
              It counts from Fri 20 Nov, 10:00 UTC.
              Rule: S1 Critical: 15 minutes (playbook house 7).
              It governs because it ends first; later would end: Product defect: 4 hours.
              It runs by the clock: nights, weekends and holidays count.
            Resolution: done Fri 20 Nov, 11:00 UTC, in time (due Fri 20 Nov, 14:00 UTC)
              It counts from Fri 20 Nov, 10:00 UTC.
              Rule: S1 Critical: 4 hours (playbook house 7).
              It governs because it ends first; later would end: Product defect: 72 hours.
              It runs by the clock: nights, weekends and holidays count.
            Incident review: due Sun 22 Nov, 11:00 UTC
              It counts from Fri 20 Nov, 11:00 UTC.
              Rule: Review after an S1 Critical: 48 hours (playbook house 7).
              It runs by the clock: nights, weekends and holidays count.
            """
        );

    /// <summary>It reads the record alone: written down, read again and folded, whatever rules there are today.</summary>
    [Fact]
    public void The_same_record_gives_the_same_words_whatever_the_playbook_says_today()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z", "service_failure")
            .Then("2026-11-18T11:00Z", new ClockPaused(WaitingFor.Csm, "an answer", At("2026-11-30T10:00Z")))
            .Then("2026-11-19T11:00Z", new ClockResumed());
        var words = Explanation.Text(matter.Now, null).ToList();

        matter.Playbook = House.Rules with
        {
            Version = new("house", "99"),
            Calendars = [Calendars.Utc with { TimeZone = "Asia/Tokyo" }, House.Paris with { Title = "Moved", Holidays = [] }],
            Categories = [],
        };
        var stored = HashChain.Seal("", matter.History[^1]);
        var read = Escalation.Fold(Sample.Tenant, Sample.Id, [.. matter.History.SkipLast(1), HashChain.Open(stored)]);
        Assert.Equal(words, Explanation.Text(read, null));
        Assert.Contains("  Rule: Service failure: 4 hours of work, calendar Paris office (playbook house 7).", words);

        var snapshot = JsonSerializer.Deserialize(JsonSerializer.Serialize(matter.Now, EventJson.Default.Escalation), EventJson.Default.Escalation)!;
        Assert.Equal(words, Explanation.Text(snapshot, null));
    }

    /// <summary>A short day, a make-up day, a night that went on into Saturday, and a file of holidays that has ended.</summary>
    [Fact]
    public void Days_that_are_not_as_the_week_says_are_told()
    {
        var calendar = Calendars.Utc with
        {
            ShortDays = [new(new DatedHoliday("2026-11-20", new(2026, 11, 20)), Calendars.Hours("09:00-13:00"))],
            WorkingDays = [new(new(2026, 11, 21))],
            HolidayHorizon = new("playbooks/days.ics", new(2026, 11, 19)),
        };
        var lines = Explanation.Of(Routed(Severity.S3, "2026-11-20T11:00Z", playbook: House.Rules with { Calendars = [calendar, House.Paris] }).Now, null)[0];

        Assert.Equal("due Sat 21 Nov, 11:00 UTC", lines.State);
        Assert.DoesNotContain(lines.Lines, line => line.StartsWith("Days left out", StringComparison.Ordinal));
        Assert.Contains("Days with other hours: Fri 20 Nov (09:00-13:00), Sat 21 Nov (09:00-17:00).", lines.Lines);
        Assert.Contains(
            "When it was counted, the holidays in playbooks/days.ics ended on 19 Nov 2026: later ones are not left out. A newer file "
                + "beside the playbook cures that.",
            lines.Lines
        );

        var before = Explanation.Of(Routed(Severity.S3, "2026-11-18T11:00Z", playbook: House.Rules with { Calendars = [calendar, House.Paris] }).Now, null)[0];
        Assert.DoesNotContain(before.Lines, line =>
            line.Contains("days.ics", StringComparison.Ordinal) || line.Contains("other hours", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Old_records_are_explained_by_what_they_say() =>
        Assert.Equal(
            ["Resolution: due Wed 4 Mar, 09:00 UTC", "  It counts from Mon 2 Mar, 09:00 UTC.", "  Rule: Product defect: 48 hours."],
            Explanation.Text(
                Sample.After([
                    .. Sample.FullBrief,
                    new Routed(
                        ["engineering"],
                        [new(DeadlineKind.Outcome, Sample.Monday.AddHours(48), Sample.Monday, "resolution", "Product defect: 48 hours")]
                    ),
                ]),
                null
            )
        );

    [Theory]
    [InlineData("00:00:59", "under a minute")]
    [InlineData("00:01", "1 min")]
    [InlineData("02:00", "2 h")]
    [InlineData("02:03:59", "2 h 3 min")]
    [InlineData("3.00:05", "3 d 5 min")]
    [InlineData("3.04:05", "3 d 4 h")]
    [InlineData("40.00:00", "40 d")]
    public void A_length_is_told_by_its_two_greatest_parts(string length, string words) =>
        Assert.Equal(words, Explanation.Length(TimeSpan.Parse(length, System.Globalization.CultureInfo.InvariantCulture)));

    internal static void Reads(Case matter, string? timeZone, string text) => Assert.Equal(text, string.Join('\n', Explanation.Text(matter.Now, timeZone)));
}
