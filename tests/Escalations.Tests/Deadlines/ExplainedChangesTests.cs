using TextAnalysis.Facts;
using static Escalations.Tests.Case;
using static Escalations.Tests.Deadlines.ExplanationTests;

namespace Escalations.Tests.Deadlines;

/// <summary>What people did to a deadline is told with its reasons.</summary>
public sealed class ExplainedChangesTests
{
    [Fact]
    public void One_that_stands_and_then_went_on()
    {
        var matter = InProgress(Severity.S3, "2026-11-18T10:00Z")
            .Then("2026-11-19T16:00Z", new ClockPaused(WaitingFor.Customer, "their\nlogs", At("2026-11-30T10:00Z")));
        Reads(
            matter,
            null,
            """
            Acknowledgement: done Wed 18 Nov, 10:00 UTC, in time (due Wed 18 Nov, 14:00 UTC)
              It counts from Wed 18 Nov, 10:00 UTC.
              Rule: Product defect: 4 hours of work, calendar Office hours (playbook house 7).
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
            Resolution: the clock stands since Thu 19 Nov, 16:00 UTC, until Mon 30 Nov, 10:00 UTC at the latest: their logs
              It counts from Wed 18 Nov, 10:00 UTC.
              Rule: Product defect: 72 hours, as 3 business days, calendar Office hours (playbook house 7).
              It governs because it ends first; later would end: S3 Standard: 1 sprint.
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend).
            Update for the customer: due Thu 19 Nov, 10:00 UTC
              It counts from Wed 18 Nov, 10:00 UTC.
              Rule: S3 Standard: 24 hours, as 1 business day, calendar Office hours (playbook house 7).
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
            """
        );

        Reads(
            matter.Then("2026-11-20T11:00Z", new ClockResumed()),
            null,
            """
            Acknowledgement: done Wed 18 Nov, 10:00 UTC, in time (due Wed 18 Nov, 14:00 UTC)
              It counts from Wed 18 Nov, 10:00 UTC.
              Rule: Product defect: 4 hours of work, calendar Office hours (playbook house 7).
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
            Resolution: due Mon 23 Nov, 13:00 UTC
              It counts from Wed 18 Nov, 10:00 UTC.
              Rule: Product defect: 72 hours, as 3 business days, calendar Office hours (playbook house 7).
              It governs because it ends first; later would end: S3 Standard: 1 sprint.
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend).
              Waiting for others put it off by 3 h of open hours.
            Progress: due Fri 27 Nov, 11:00 UTC
              It counts from Fri 20 Nov, 11:00 UTC.
              Rule: S3 Standard without progress: 5 business days, calendar Office hours (playbook house 7).
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend).
            Update for the CSM: due Wed 25 Nov, 11:00 UTC
              It counts from Fri 20 Nov, 11:00 UTC.
              Rule: S3 Standard: 3 business days, calendar Office hours (playbook house 7).
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend).
            Update for the customer: due Thu 19 Nov, 10:00 UTC
              It counts from Wed 18 Nov, 10:00 UTC.
              Rule: S3 Standard: 24 hours, as 1 business day, calendar Office hours (playbook house 7).
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
            """
        );
    }

    [Fact]
    public void One_that_was_met_late_and_one_in_time() =>
        Reads(
            Routed(Severity.S1, "2026-11-20T10:00Z", "intervention")
                .Then("2026-11-20T10:15Z", new Acknowledged(Sample.Lead))
                .Then("2026-11-22T12:30Z", new Resolved(ResolutionKind.Fix, "done")),
            "Europe/Berlin",
            """
            Acknowledgement: done Fri 20 Nov, 11:15 CET, in time (due Fri 20 Nov, 11:15 CET)
              It counts from Fri 20 Nov, 11:00 CET.
              Rule: S1 Critical: 15 minutes (playbook house 7).
              It governs because it ends first; later would end: Executive intervention: same day, calendar Office hours.
              It runs by the clock: nights, weekends and holidays count.
            Executive response: done Sun 22 Nov, 13:30 CET, 1 d 22 h late (due Fri 20 Nov, 15:00 CET)
              It counts from Fri 20 Nov, 11:00 CET.
              Rule: S1 Critical: 4 hours (playbook house 7).
              It governs because it ends first; later would end: Executive intervention: 48 hours.
              It runs by the clock: nights, weekends and holidays count.
            Confirmation: due Tue 24 Nov, 13:30 CET
              It counts from Sun 22 Nov, 13:30 CET.
              Rule: Confirming a resolution: 2 business days, by the clock (playbook house 7).
              It runs by the clock: nights, weekends and holidays count.
            Incident review: due Tue 24 Nov, 13:30 CET
              It counts from Sun 22 Nov, 13:30 CET.
              Rule: Review after an S1 Critical: 48 hours (playbook house 7).
              It runs by the clock: nights, weekends and holidays count.
            """
        );

    [Fact]
    public void An_accepted_timeline() =>
        Reads(
            InProgress(Severity.S4, "2026-11-18T10:00Z")
                .Until("2026-11-25T10:00Z")
                .Then("2026-11-25T11:00Z", new TimelineAccepted(StallCause.Overloaded, null, new(2026, 12, 4))),
            null,
            """
            Acknowledgement: done Wed 18 Nov, 10:00 UTC, in time (due Wed 18 Nov, 14:00 UTC)
              It counts from Wed 18 Nov, 10:00 UTC.
              Rule: Product defect: 4 hours of work, calendar Office hours (playbook house 7).
              It governs because it ends first; later would end: S4 Minor: 1 business day, calendar Office hours.
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
            Resolution: due Fri 4 Dec, 17:00 UTC
              It counts from Wed 25 Nov, 11:00 UTC.
              Rule: accepted until 4 Dec 2026.
            Progress: due Fri 4 Dec, 17:00 UTC
              It counts from Wed 25 Nov, 11:00 UTC.
              Rule: accepted until 4 Dec 2026.
            Update for the CSM: due Mon 23 Nov, 10:00 UTC
              It counts from Wed 18 Nov, 10:00 UTC.
              Rule: S4 Minor: 3 business days, calendar Office hours (playbook house 7).
              It runs in the open hours of the calendar Office hours (Mon-Fri 09:00-17:00, UTC); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend).
            """
        );

    [Fact]
    public void Held_reminders() =>
        Reads(
            Routed(Severity.S4, "2026-11-18T10:00Z", "feature_gap")
                .Then("2026-11-18T11:00Z", new RemindersHeld(Party.Team, At("2026-11-20T12:00Z"), "release day")),
            null,
            """
            Acknowledgement: due Thu 19 Nov, 11:00 CET
              It counts from Wed 18 Nov, 11:00 CET.
              Rule: S4 Minor: 1 business day, calendar Paris office (playbook house 7).
              It governs because it ends first; later would end: Feature gap: 48 hours, as 2 business days, calendar Paris office.
              It runs in the open hours of the calendar Paris office (Mon-Fri 09:00-17:00, Europe/Paris); nights, and what else lies outside of them, do not count.
              Reminders of it are held until Fri 20 Nov, 13:00 CET.
            Decision on approach: due Tue 24 Nov, 09:00 CET
              It counts from Wed 18 Nov, 11:00 CET.
              Rule: S4 Minor: next planning, calendar Paris office (playbook house 7).
              It governs because it ends first; later would end: Feature gap: 2 weeks.
              It ends with the opening of Paris office (Mon-Fri 09:00-17:00, Europe/Paris) on which the next sprint is planned.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend), Mon 23 Nov (Founders' day).
              Reminders of it are held until Fri 20 Nov, 13:00 CET.
            Update for the CSM: due Tue 24 Nov, 11:00 CET
              It counts from Wed 18 Nov, 11:00 CET.
              Rule: S4 Minor: 3 business days, calendar Paris office (playbook house 7).
              It runs in the open hours of the calendar Paris office (Mon-Fri 09:00-17:00, Europe/Paris); nights, and what else lies outside of them, do not count.
              Days left out: Sat 21 Nov - Sun 22 Nov (weekend), Mon 23 Nov (Founders' day).
              Reminders of it are held until Fri 20 Nov, 13:00 CET.
            """
        );
}
