namespace EscalationAgent.Tests.Playbooks;

/// <summary>A small playbook that holds, with the places that tests break.</summary>
internal static class SamplePlaybook
{
    public const string Text = """
        name: sample
        version: "2"
        title: Sample
        weekly_summary_to: leads
        calendars:
          default: {title: Office hours, time_zone: Europe/Berlin, cut_off: "15:00",
            hours: {monday-thursday: "09:00-17:00", friday: ["09:00-12:00", "13:00-16:00"]},
            breaks: "10:00-10:15",
            holidays: {New Year: 01-01, Bridge days: [2026-05-15, 2026-06-05]}}
        severities:
          S1: {meaning: Down, acknowledge: 15 minutes, stall: 48 hours, resolve: 4 hours, review: 36 hours,
            updates: {csm: 1 day, everyone: 30-60 minutes, customer: 2-3 hours}}
          S2: {meaning: Bad, acknowledge: 1 hour, stall: 48 hours, updates: {csm: 1 day, customer: 90 minutes}, rungs: all}
          S3: {meaning: Dull, acknowledge: 1 business day, stall: 5 business days, updates: {csm: 3 business days}, resolve: 1 sprint, rungs: "1"}
          S4: {meaning: Small, acknowledge: same day, stall: 1 sprint, updates: {csm: 3-5 business days}, resolve: next planning, rungs: "0"}
        teams:
          engineering:
            title: Engineering
            via: the portal
            manager: leads
          leads:
            title: Leads
            manager: board
          board:
            title: Board
        categories:
          defect:
            title: Defect
            trigger: Something broke
            routes_to: [engineering, leads]
            acknowledge: 4 hours
            outcome:
              what: resolution
              within: {S1: 24 hours, S2: 48 hours, S3: 72 hours, S4: 2 weeks}
          dispute:
            title: Dispute
            trigger: An invoice
            routes_to: [leads]
            acknowledge: same day
            outcome:
              what: decision
              within: 1 week
            escalates_to: [board]
          outage:
            title: Outage
            trigger: A red light
            routes_to: [engineering]
            acknowledge: 30 minutes
            outcome:
              what: repair
              within: 4 hours
            escalates_to: {S1: [leads, board], S2: [leads], S3: [leads], S4: []}
        sprints: {first_day: "2026-01-05", length: 2 weeks}
        reminders: {warn_with_left: 20%, repeat_after: 10%, at_most: 4 times}
        confirm_within: 3 business days
        reroute_within: 2 working hours
        """;

    /// <summary>The sample with one piece of its text replaced.</summary>
    public static string With(string piece, string instead)
    {
        var at = Text.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{piece}' is not in the sample");
        return $"{Text[..at]}{instead}{Text[(at + piece.Length)..]}".ReplaceLineEndings("\n");
    }
}
