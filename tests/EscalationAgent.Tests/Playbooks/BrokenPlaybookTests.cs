using EscalationAgent.Playbooks;
using Escalations;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>Every fault of a playbook is found, with its place and a reason that says what to do.</summary>
public sealed class BrokenPlaybookTests
{
    [Fact]
    public void The_sample_itself_holds()
    {
        var (playbook, faults) = Read(SamplePlaybook.Text);

        Assert.Empty(faults);
        Assert.Equal(("the portal", "leads"), (playbook!.Teams[0].Via, playbook.Teams[0].Manager));
        Assert.Equal(["engineering", "leads"], playbook.Categories[0].RoutesTo);
        Assert.Equal("2 weeks", playbook.Categories[0].Outcome.Terms[Severity.S4].ToString());
        Assert.Equal("1 week", playbook.Categories[1].Outcome.Terms[Severity.S4].ToString());
        Assert.Equal(Term.SameDay, playbook.Categories[1].Acknowledge);
        Assert.Equal(
            ("default", "Office hours", "Europe/Berlin", new TimeOnly(15, 0)),
            playbook.DefaultCalendar is var c ? (c.Key, c.Title, c.TimeZone, c.CutOff) : default
        );
        Assert.Equal([new(TimeSpan.FromHours(9), TimeSpan.FromHours(12)), new(TimeSpan.FromHours(13), TimeSpan.FromHours(16))], c.Week[DayOfWeek.Friday]);
        Assert.Equal(5, c.Week.Count);
        Assert.Equal(
            [new YearlyHoliday("New Year", 1, 1), new DatedHoliday("Bridge days", new(2026, 5, 15)), new DatedHoliday("Bridge days", new(2026, 6, 5))],
            c.Holidays
        );
    }

    [Fact]
    public void The_samples_terms_and_rhythms_are_read()
    {
        var playbook = Read(SamplePlaybook.Text).Playbook!;

        Assert.Equal(
            [
                "S1: 4 hours, review 36 hours, stall 48 hours, csm 1 day, everyone 30-60 minutes, customer 2-3 hours",
                "S2: , review , stall 48 hours, csm 1 day, everyone , customer 90 minutes",
                "S3: 1 sprint, review , stall 5 business days, csm 3 business days, everyone , customer ",
                "S4: next planning, review , stall 1 sprint, csm 3-5 business days, everyone , customer ",
            ],
            playbook.Severities.Select(s =>
                $"{s.Severity}: {s.Resolve}, review {s.Review}, stall {s.Stall}, csm {s.Updates.Csm}, everyone {s.Updates.Everyone}, "
                + $"customer {s.Updates.Customer}"
            )
        );
        Assert.Equal(new Cadence(new(60, TermUnit.Minutes), new(30, TermUnit.Minutes)), playbook.LevelOf(Severity.S1).Updates.Everyone);
        Assert.All(playbook.Teams, team => Assert.Equal(Audience.Full, team.Audience));
        Assert.Equal(Audience.Executive, Read(SamplePlaybook.With("    via: the portal", "    audience: executive")).Playbook!.Teams[0].Audience);
        Assert.Equal(new SprintRule(new(2026, 1, 5), 2), playbook.Sprints);
        Assert.Equal(new ReminderRule(20, 10, 4), playbook.Reminders);
        Assert.Equal(("3 business days", "2 working hours"), (playbook.ConfirmWithin.ToString(), playbook.RerouteWithin.ToString()));
    }

    [Fact]
    public void What_need_not_be_written_has_the_documented_values()
    {
        var playbook = Read(
            SamplePlaybook.With(
                "reminders: {warn_with_left: 20%, repeat_after: 10%, at_most: 4 times}\nconfirm_within: 3 business days\nreroute_within: 2 working hours",
                ""
            )
        ).Playbook!;

        Assert.Equal(new ReminderRule(25, 25, 3), playbook.Reminders);
        Assert.Equal(("2 business days", "4 working hours"), (playbook.ConfirmWithin.ToString(), playbook.RerouteWithin.ToString()));
        Assert.Equal(new WeeklySlot(DayOfWeek.Monday, new(8, 0)), playbook.WeeklySummaryAt);
    }

    [Fact]
    public void The_longest_sprint_term_depends_on_how_long_sprints_are()
    {
        Assert.Empty(Read(SamplePlaybook.With("resolve: 1 sprint", "resolve: 26 sprints")).Faults);
        Assert.Equal(
            ["14:118: severity S3: resolve: the term '27 sprints' is longer than 366 days"],
            Faults(SamplePlaybook.With("resolve: 1 sprint", "resolve: 27 sprints"))
        );
    }

    [Fact]
    public void Sprints_and_plannings_need_to_know_when_sprints_begin() =>
        Assert.Equal(
            [
                "14:118: severity S3: resolve: '1 sprint' needs to know when sprints begin; say so under sprints",
                "15:54: severity S4: stall: '1 sprint' needs to know when sprints begin; say so under sprints",
                "15:108: severity S4: resolve: 'next planning' needs to know when sprints begin; say so under sprints",
            ],
            Faults(SamplePlaybook.With("sprints: {first_day: \"2026-01-05\", length: 2 weeks}\n", ""))
        );

    [Theory]
    [InlineData(
        "title: Sample",
        "title: Sample\ncolour: red",
        "4:1: the playbook has no key 'colour'; it has name, version, title, weekly_summary_to, calendars, severities, teams, "
            + "categories, weekly_summary_at, sprints, reminders, confirm_within, reroute_within, may_stay_open, translations, said_as, "
            + "kind_first, governs, severity_may_go_down, executive_floor, triggers, roles, top, checklists, tickets, erase_texts_after, feedback, pilot, "
            + "meetings, quarterly_review"
    )]
    [InlineData(
        "title: Sample",
        "title: Sample\nweekly_summary_at: funday 25:00",
        "4:20: weekly_summary_at is 'funday 25:00'; write a day and a time, such as 'monday 08:00'"
    )]
    [InlineData(
        "title: Sample",
        "title: Sample\nmay_stay_open: [timeline, mood]",
        "4:27: may_stay_open names 'mood', which is no part of a brief; write headline, customer_impact, timeline, resolution_attempts, "
            + "specific_ask, customer_communication, commercial_context, recommendation"
    )]
    [InlineData("title: Sample", "title: Sample\ntranslations: {it: {Sample: Esempio}}", "4:16: translations has no language 'it'; it has en, de, fr, es, pt")]
    [InlineData(
        "title: Sample",
        "title: Sample\ntranslations: {fr: {Simple: Exemple}}",
        "4:21: translations.fr translates 'Simple', which this playbook does not say"
    )]
    [InlineData("title: Sample", "title: Sample\nmay_stay_open: timeline", "4:16: may_stay_open must be a list with at least one entry")]
    [InlineData("    via: the", "    vai: the", "19:5: team 'engineering' has no key 'vai'; it has title, manager, via, calendar, audience, level, duties")]
    [InlineData("    via: the portal", "    audience: everybody", "19:15: team 'engineering' has the audience 'everybody'; write technical, executive or full")]
    [InlineData(
        "    trigger: An",
        "    color: An",
        "37:5: category 'dispute' has no key 'color'; it has title, trigger, routes_to, outcome, acknowledge, escalates_to, "
            + "about, brief, confidential, decisions, checklist, resolve_checklist, reports, signs, consulted, informed",
        "36:5: category 'dispute' lacks 'trigger'"
    )]
    [InlineData("title: Sample", "title: Sample\ntitle: Again", "4:1: 'title' stands twice in the playbook")]
    [InlineData(
        "  leads:\n",
        "  engineering:\n",
        "4:20: weekly_summary_to names team 'leads', which is not defined under teams",
        "20:14: team 'engineering' has the manager 'leads', which is not defined under teams",
        "21:3: 'engineering' stands twice in teams",
        "30:30: category 'defect' routes to team 'leads', which is not defined under teams",
        "38:17: category 'dispute' routes to team 'leads', which is not defined under teams",
        "52:25: category 'outage': escalates_to S1 names team 'leads', which is not defined under teams",
        "52:45: category 'outage': escalates_to S2 names team 'leads', which is not defined under teams",
        "52:58: category 'outage': escalates_to S3 names team 'leads', which is not defined under teams"
    )]
    [InlineData("  dispute:\n", "  defect:\n", "35:3: 'defect' stands twice in categories")]
    [InlineData("title: Sample\n", "", "1:1: the playbook lacks 'title'")]
    [InlineData(
        "    acknowledge: 4 hours\n",
        "",
        "28:5: category 'defect' lacks 'acknowledge'; only where each severity has its own receivers it can be left to the severity"
    )]
    [InlineData(
        "      within: 1 week",
        "      wihtin: 1 week",
        "42:7: category 'dispute': outcome has no key 'wihtin'; it has what, within",
        "41:7: category 'dispute': outcome lacks 'within', and severity S2 has no 'resolve' in its place"
    )]
    [InlineData("title: Sample", "title: [Sample]", "3:8: title must be text")]
    [InlineData("title: Sample", "title: 7", "3:8: title must be text; put 7 in quotes")]
    [InlineData("title: Sample", "title: true", "3:8: title must be text; put true in quotes")]
    [InlineData("title: Sample", "title:", "3:7: title is empty")]
    [InlineData("title: Sample", "title: \"  \"", "3:8: title is empty")]
    [InlineData("version: \"2\"", "version: 2.0", "2:10: version must be text; put 2.0 in quotes")]
    [InlineData("version: \"2\"", "version: a b", "2:10: version is 'a b'; use up to 32 letters, digits, dots and dashes")]
    [InlineData("name: sample", "name: other", "1:7: name is 'other', but the file is called 'sample'")]
    [InlineData(
        "title: Sample",
        "title: Sample\nquarterly_review: {category: review, begun_by: owners}",
        "4:30: quarterly_review: category names 'review', which is not defined under categories",
        "4:48: quarterly_review: begun_by names team 'owners', which is not defined under teams"
    )]
    // Who is consulted and informed (A030).
    [InlineData(
        "routes_to: [leads]",
        "routes_to: [leads]\n    consulted: engineering",
        "39:16: category 'dispute': consulted must be a list with at least one entry"
    )]
    [InlineData(
        "routes_to: [leads]",
        "routes_to: [leads]\n    informed: [legal]",
        "39:16: category 'dispute': informed names team 'legal', which is not defined under teams"
    )]
    [InlineData(
        "routes_to: [leads]",
        "routes_to: [leads]\n    consulted: [leads]",
        "39:17: category 'dispute': 'leads' has it anyway or is consulted, and so cannot be consulted"
    )]
    [InlineData(
        "routes_to: [leads]",
        "routes_to: [leads]\n    consulted: [engineering]\n    informed: {S1: [engineering]}",
        "40:21: category 'dispute': 'engineering' has it anyway or is consulted, and so cannot be informed"
    )]
    [InlineData(
        "routes_to: [leads]",
        "routes_to: [leads]\n    informed: {S5: [engineering]}",
        "39:16: category 'dispute': informed has no key 'S5'; it has S1, S2, S3, S4"
    )]
    [InlineData("routes_to: [leads]", "routes_to: leads", "38:16: category 'dispute': routes_to must be a list with at least one entry")]
    [InlineData("routes_to: [leads]", "routes_to: []", "38:16: category 'dispute': routes_to must be a list with at least one entry")]
    [InlineData("routes_to: [leads]", "routes_to: [leads, leads]", "38:24: 'leads' stands twice in category 'dispute': routes_to")]
    [InlineData("routes_to: [leads]", "routes_to: [legal]", "38:17: category 'dispute' routes to team 'legal', which is not defined under teams")]
    [InlineData("weekly_summary_to: leads", "weekly_summary_to: public", "4:20: weekly_summary_to names team 'public', which is not defined under teams")]
    [InlineData("weekly_summary_to: leads\n", "", "1:1: the playbook lacks 'weekly_summary_to'")]
    [InlineData("  S4: {meaning: Small", "  S5: {meaning: Small", "15:3: severities has no key 'S5'; it has S1, S2, S3, S4", "11:3: severities lacks 'S4'")]
    [InlineData(
        "S4: 2 weeks}",
        "S5: 2 weeks}",
        "34:58: category 'defect': within has no key 'S5'; it has S1, S2, S3, S4",
        "34:15: category 'defect': within lacks 'S4'"
    )]
    [InlineData("acknowledge: 15 minutes", "acknowledge: 0 minutes", "11:36: severity S1: acknowledge: the term '0 minutes' must be more than nothing")]
    [InlineData("acknowledge: 15 minutes", "acknowledge: -15 minutes", "11:36: severity S1: acknowledge: the term '-15 minutes' must be more than nothing")]
    [InlineData(
        "acknowledge: 15 minutes",
        "acknowledge: soon",
        "11:36: severity S1: acknowledge: can't read the term 'soon'; write such as '4 hours', '4 working hours', '5 business days', '2 "
            + "weeks', '1 sprint', 'same day' or 'next planning'"
    )]
    [InlineData(
        "acknowledge: 15 minutes",
        "acknowledge: 1.5 hours",
        "11:36: severity S1: acknowledge: can't read the term '1.5 hours'; write such as '4 hours', '4 working hours', '5 business "
            + "days', '2 weeks', '1 sprint', 'same day' or 'next planning'"
    )]
    [InlineData("acknowledge: 15 minutes", "acknowledge: 15", "11:36: severity S1: acknowledge must be text; put 15 in quotes")]
    [InlineData("within: 1 week", "within: 53 weeks", "42:15: category 'dispute': within: the term '53 weeks' is longer than 366 days")]
    [InlineData(
        "within: 1 week",
        "within: 99999999999999999999 days",
        "42:15: category 'dispute': within: the term '99999999999999999999 days' is longer than 366 days"
    )]
    [InlineData("within: 1 week", "within: [1 week]", "42:15: category 'dispute': within must be a map of keys and values")]
    [InlineData(
        "stall: 48 hours",
        "stall: same day",
        "11:55: severity S1: stall: 'same day' is no length of time; write such as '48 hours' or '5 business days'"
    )]
    [InlineData(
        "within: 1 week",
        "within: 2001 working hours",
        "42:15: category 'dispute': within: the term '2001 working hours' is longer than 2000 working hours"
    )]
    [InlineData("within: 1 week", "within: -4 working hours", "42:15: category 'dispute': within: the term '-4 working hours' must be more than nothing")]
    [InlineData("Europe/Berlin", "Europe/Bonn", "6:45: calendar 'default': there is no time zone 'Europe/Bonn'; use an IANA name such as Europe/Berlin")]
    [InlineData("title: Office hours, ", "", "6:12: calendar 'default' lacks 'title'")]
    [InlineData("  default: {", "  berlin: {", "6:3: calendars lacks 'default', by which teams work that name none")]
    [InlineData(
        "  default: {",
        "  Default: {",
        "6:3: a calendar's key is 'Default'; use up to 64 small letters, digits and underscores, beginning with a letter",
        "6:3: calendars lacks 'default', by which teams work that name none"
    )]
    [InlineData("    via: the portal", "    calendar: lunar", "19:15: team 'engineering' works by calendar 'lunar', which is not defined under calendars")]
    [InlineData("\"15:00\"", "\"17:00\"", "6:69: calendar 'default': its cut-off 17:00 does not lie between opening and closing on any day")]
    [InlineData("\"15:00\"", "3pm", "6:69: calendar 'default': cut_off is '3pm'; write a time of the day such as \"09:00\"")]
    [InlineData(
        "monday-thursday: \"09:00-17:00\"",
        "monday-thursday: 9-17",
        "7:30: calendar 'default': hours of monday-thursday is '9-17'; write hours such as \"09:00-17:00\", \"22:00-06:00\" or \"00:00-24:00\""
    )]
    [InlineData(
        "monday-thursday: \"09:00-17:00\"",
        "monday-thursday: \"09:00-09:00\"",
        "7:30: calendar 'default': hours of monday-thursday is '09:00-09:00', which ends when it begins; write hours such as "
            + "\"09:00-17:00\", \"22:00-06:00\" or \"00:00-24:00\""
    )]
    [InlineData("monday-thursday:", "monday-friday:", "7:43: Friday stands twice in calendar 'default': hours")]
    [InlineData("monday-thursday:", "weekdays:", "7:13: calendar 'default': hours has no day 'weekdays'; write such as monday or monday-friday")]
    [InlineData("\"13:00-16:00\"", "\"11:00-16:00\"", "7:53: calendar 'default': Friday 11:00-16:00 overlaps Friday 09:00-12:00")]
    [InlineData("\"10:00-10:15\"", "\"09:00-17:00\"", "7:12: calendar 'default': it has no open hours")]
    [InlineData(
        "01-01",
        "02-30",
        "9:26: calendar 'default': holidays: New Year: can't read the day '02-30'; write such as 2026-12-24, 12-25, 'last monday of may' or easter+1"
    )]
    [InlineData(
        "01-01",
        "last monday of",
        "9:26: calendar 'default': holidays: New Year: can't read the day 'last monday of'; write such as 2026-12-24, 12-25, 'last monday of may' or easter+1"
    )]
    [InlineData(
        "01-01",
        "fifth monday of may",
        "9:26: calendar 'default': holidays: New Year: can't read the day 'fifth monday of may'; write such as 2026-12-24, 12-25, 'last "
            + "monday of may' or easter+1"
    )]
    [InlineData(
        "01-01",
        "easter+100",
        "9:26: calendar 'default': holidays: New Year: can't read the day 'easter+100'; write such as 2026-12-24, 12-25, 'last monday of may' or easter+1"
    )]
    [InlineData(
        "2026-06-05]}}",
        "2026-06-05]}, holidays_file: ../days.ics}",
        "9:88: calendar 'default': holidays_file is '../days.ics'; name a file beside the playbook, such as holidays.ics"
    )]
    [InlineData(
        "2026-06-05]}}",
        "2026-06-05]}, holidays_file: a/../../days.ics}",
        "9:88: calendar 'default': holidays_file is 'a/../../days.ics'; name a file beside the playbook, such as holidays.ics"
    )]
    [InlineData("2026-06-05]}}", "2026-06-05]}, holidays_file: days.ics}", "9:88: calendar 'default': holidays_file: playbooks/days.ics: can't be had")]
    [InlineData(
        "2026-06-05]}}",
        "2026-06-05]}, holidays_file: {file: days.ics, only: mine}}",
        "9:111: calendar 'default': holidays_file: only is 'mine'; it can be public, which leaves out what the file marks as an observance",
        "9:95: calendar 'default': holidays_file: playbooks/days.ics: can't be had"
    )]
    [InlineData(
        "2026-06-05]}}",
        "2026-06-05]}, observed: someday}",
        "9:83: calendar 'default': observed is 'someday'; write 'next working day' or 'nearest working day'"
    )]
    [InlineData(
        "01-01",
        "12-24..12-20..12-21",
        "9:26: calendar 'default': holidays: New Year: can't read the day '12-24..12-20..12-21'; write such as 2026-12-24, 12-25, 'last "
            + "monday of may' or easter+1"
    )]
    [InlineData(
        "01-01",
        "12-24..2027-01-02",
        "9:26: calendar 'default': holidays: New Year: can't read the days '12-24..2027-01-02'; write such as 2026-12-24..2027-01-02, or "
            + "12-24..01-02 for each year"
    )]
    [InlineData("01-01", "2026-12-24..2026-12-23", "9:26: calendar 'default': holidays: New Year: '2026-12-24..2026-12-23' ends before it begins")]
    [InlineData("01-01", "01-02..01-01", "9:26: calendar 'default': holidays: New Year: '01-02..01-01' is longer than 60 days")]
    [InlineData(
        "01-01",
        "easter observed",
        "9:26: calendar 'default': holidays: New Year: 'easter observed': only a single date, such as 12-25, can be observed on another day"
    )]
    [InlineData(
        "2026-06-05]}}",
        "2026-06-05]}, short_days: {12-24: \"10:00-10:15\"}}",
        "9:93: calendar 'default': its breaks leave nothing of the hours of 12-24"
    )]
    [InlineData(
        "2026-06-05]}}",
        "2026-06-05]}, short_days: {12-24: [\"09:00-12:00\", \"11:00-13:00\"]}}",
        "9:93: calendar 'default': the hours of 12-24 overlap"
    )]
    [InlineData(
        "2026-06-05]}}",
        "2026-06-05]}, short_days: {12-24: 9-13}}",
        "9:93: calendar 'default': short_days of 12-24 is '9-13'; write hours such as \"09:00-17:00\", \"22:00-06:00\" or \"00:00-24:00\""
    )]
    [InlineData(
        "2026-06-05]}}",
        "2026-06-05]}, short_days: {12-24 observed: \"09:00-13:00\"}}",
        "9:86: calendar 'default': short_days: '12-24 observed': hours do not move to another day"
    )]
    [InlineData(
        "2026-06-05]}}",
        "2026-06-05]}, working_days: [02-14]}",
        "9:88: calendar 'default': working_days: can't read the date '02-14'; write such as 2026-02-14"
    )]
    [InlineData(
        "2026-06-05]}}",
        "2026-06-05]}, working_days: {2026-02-15: \"22:00-10:00\"}}",
        "9:88: calendar 'default': the hours of 2026-02-15 run into those of 2026-02-16"
    )]
    [InlineData(
        "  dispute:\n",
        "  Big dispute:\n",
        "35:3: a category's key is 'Big dispute'; use up to 64 small letters, digits and underscores, beginning with a letter"
    )]
    [InlineData("  leads:\n    title: Leads\n    manager: board", "  leads: CEO", "21:10: team 'leads' must be a map of keys and values")]
    [InlineData("title: Sample", "title: &t Sample", "3:8: anchors (&) are not allowed; write it out")]
    [InlineData("title: Sample", "title: *t", "3:8: aliases (*) are not allowed; write it out")]
    [InlineData("title: Sample", "title: !!str Sample", "3:8: tags (!) are not allowed")]
    [InlineData("title: Sample", "title: Sample\n---\nname: other", "4:1: a second document begins here; a playbook is one")]
    [InlineData("title: Sample", "title: [[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]", "3:24: nested deeper than 16 levels")]
    [InlineData("title: Sample", "? [a, b]\n: c", "3:3: a key must be a word")]
    [InlineData(
        "title: Sample",
        "title: Sample\nweekly_summary_at: \"monday 08:00\\n\"",
        "4:20: weekly_summary_at is 'monday 08:00\n'; write a day and a time, such as 'monday 08:00'"
    )]
    [InlineData(
        "    manager: leads",
        "    manager: Head of Engineering",
        "20:14: team 'engineering' has the manager 'Head of Engineering', which is not defined under teams"
    )]
    [InlineData(
        "updates: {csm: 1 day, everyone",
        "update_every: 1 day, updates: {everyone",
        "12:5: severity S1 has no key 'update_every'; it has meaning, acknowledge, stall, updates, resolve, review, rungs, "
            + "bridge, status_page, primary, backup",
        "12:35: severity S1: updates lacks 'csm'"
    )]
    [InlineData("updates: {csm: 1 day, customer: 90 minutes}", "updates: 1 day", "13:69: severity S2: updates must be a map of keys and values")]
    [InlineData("{csm: 1 day, customer", "{csm: 1 day, clients", "13:82: severity S2: updates has no key 'clients'; it has csm, everyone, customer")]
    [InlineData("30-60 minutes", "60-30 minutes", "12:37: severity S1: updates: everyone: '60-30 minutes' ends before it begins; write '30-60 minutes'")]
    [InlineData("30-60 minutes", "60-60 minutes", "12:37: severity S1: updates: everyone: '60-60 minutes' is no range; write '60 minutes'")]
    [InlineData("30-60 minutes", "0-60 minutes", "12:37: severity S1: updates: everyone: the term '0 minutes' must be more than nothing")]
    [InlineData("30-60 minutes", "30-60", "12:37: severity S1: updates: everyone: can't read the term '30-60'; write such as '1 day' or '30-60 minutes'")]
    [InlineData("30-60 minutes", "30-600000 minutes", "12:37: severity S1: updates: everyone: the term '600000 minutes' is longer than 366 days")]
    [InlineData("30-60 minutes", "0 minutes", "12:37: severity S1: updates: everyone: the term '0 minutes' must be more than nothing")]
    [InlineData("30-60 minutes", "-5 minutes", "12:37: severity S1: updates: everyone: the term '-5 minutes' must be more than nothing")]
    [InlineData("30-60 minutes", "same day", "12:37: severity S1: updates: everyone: 'same day' is no rhythm; write such as '1 day' or '30-60 minutes'")]
    [InlineData("30-60 minutes", "1-2 sprints", "12:37: severity S1: updates: everyone: '2 sprints' is no rhythm; write such as '1 day' or '30-60 minutes'")]
    [InlineData("30-60 minutes", "often", "12:37: severity S1: updates: everyone: can't read the term 'often'; write such as '1 day' or '30-60 minutes'")]
    [InlineData(
        "review: 36 hours",
        "review: next planning",
        "11:91: severity S1: review: 'next planning' is no length of time; write such as '48 hours' or '5 business days'"
    )]
    [InlineData(
        "review: 36 hours",
        "review: 36 hours, bridge: phone",
        "11:109: severity S1: bridge is 'phone'; write call, meeting, or the https address at which it always is"
    )]
    [InlineData(
        "review: 36 hours",
        "review: 36 hours, backup: sms",
        "11:109: severity S1: backup is 'sms'; write mail, 'webhook NAME' as the settings name it, or 'by hand: what a person does'"
    )]
    [InlineData(
        "review: 36 hours",
        "review: 36 hours, primary: phone",
        "11:110: severity S1: primary is 'phone'; write mail, 'webhook NAME' as the settings name it, or 'by hand: what a person does'"
    )]
    [InlineData("review: 36 hours", "review: 36 hours, status_page: maybe", "11:114: severity S1: status_page is 'maybe'; write yes or no")]
    [InlineData("review: 36 hours", "review: 0 hours", "11:91: severity S1: review: the term '0 hours' must be more than nothing")]
    [InlineData("review: 36 hours", "review: soon", "11:91: severity S1: review: can't read the term 'soon'; write such as '48 hours' or '5 business days'")]
    [InlineData("resolve: 4 hours", "resolve: -4 hours", "11:74: severity S1: resolve: the term '-4 hours' must be more than nothing")]
    [InlineData("resolve: 1 sprint", "resolve: 0 sprints", "14:118: severity S3: resolve: the term '0 sprints' must be more than nothing")]
    [InlineData(
        "resolve: next planning",
        "resolve: planning",
        "15:108: severity S4: resolve: can't read the term 'planning'; write such as '4 hours', '4 working hours', '5 business days', '2 "
            + "weeks', '1 sprint', 'same day' or 'next planning'"
    )]
    [InlineData("rungs: \"1\"", "rungs: 1", "14:135: severity S3: rungs must be text; put 1 in quotes")]
    [InlineData("rungs: \"1\"", "rungs: \"10\"", "14:135: severity S3: rungs is '10'; write 'all' or '0' to '9', in quotes")]
    [InlineData("rungs: \"1\"", "rungs: \"-1\"", "14:135: severity S3: rungs is '-1'; write 'all' or '0' to '9', in quotes")]
    [InlineData("rungs: all", "rungs: two", "13:112: severity S2: rungs is 'two'; write 'all' or '0' to '9', in quotes")]
    [InlineData("2026-01-05", "2026-02-30", "53:22: sprints: first_day is '2026-02-30', which is no day; write a day such as \"2026-01-05\"")]
    [InlineData("2026-01-05", "monday", "53:22: sprints: first_day is 'monday'; write a day such as \"2026-01-05\"")]
    [InlineData("length: 2 weeks", "length: 0 weeks", "53:44: sprints: length is '0 weeks'; write '1 week' to '8 weeks'")]
    [InlineData("length: 2 weeks", "length: 9 weeks", "53:44: sprints: length is '9 weeks'; write '1 week' to '8 weeks'")]
    [InlineData("length: 2 weeks", "length: 14 days", "53:44: sprints: length is '14 days'; write '1 week' to '8 weeks'")]
    [InlineData(", length: 2 weeks}", "}", "53:10: sprints lacks 'length'")]
    [InlineData("sprints: {first_day: \"2026-01-05\", length: 2 weeks}", "sprints: 2 weeks", "53:10: sprints must be a map of keys and values")]
    [InlineData("warn_with_left: 20%", "warn_with_left: 91%", "54:29: reminders: warn_with_left is '91%'; write '0%' (no warning) to '90%'")]
    [InlineData("warn_with_left: 20%", "warn_with_left: -1%", "54:29: reminders: warn_with_left is '-1%'; write '0%' (no warning) to '90%'")]
    [InlineData("warn_with_left: 20%", "warn_with_left: 20", "54:29: reminders: warn_with_left must be text; put 20 in quotes")]
    [InlineData(
        "repeat_after: 10%",
        "repeat_after: 0%",
        "54:48: reminders: repeat_after is '0%'; write '1%' to '90%'; for none after the deadline write at_most: 0 times"
    )]
    [InlineData(
        "repeat_after: 10%",
        "repeat_after: 100%",
        "54:48: reminders: repeat_after is '100%'; write '1%' to '90%'; for none after the deadline write at_most: 0 times"
    )]
    [InlineData("at_most: 4 times", "at_most: 21 times", "54:62: reminders: at_most is '21 times'; write '0 times' to '20 times'")]
    [InlineData("at_most: 4 times", "at_most: 4", "54:62: reminders: at_most must be text; put 4 in quotes")]
    [InlineData("at_most: 4 times", "at_most: often", "54:62: reminders: at_most is 'often'; write '0 times' to '20 times'")]
    [InlineData(", at_most: 4 times", "", "54:12: reminders lacks 'at_most'")]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: same day",
        "55:17: confirm_within: 'same day' is no length of time; write such as '48 hours' or '5 business days'"
    )]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: 0 business days",
        "55:17: confirm_within: the term '0 business days' must be more than nothing"
    )]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: 3 business days\nerase_texts_after: 2 months",
        "56:20: erase_texts_after is '2 months'; write '3 months' to '120 months'; without the key texts stay"
    )]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: 3 business days\nerase_texts_after: 1 year",
        "56:20: erase_texts_after is '1 year'; write '3 months' to '120 months'; without the key texts stay"
    )]
    [InlineData("confirm_within: 3 business days", "confirm_within: 3 business days\nfeedback: often", "56:11: feedback is 'often'; write yes or no")]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: 3 business days\nmeetings: {huddle: {title: Huddle, days: [today], at: \"09:30\", attendees: [engineering]}}",
        "56:43: meeting 'huddle': days is 'today'; write days such as monday"
    )]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: 3 business days\nmeetings: {huddle: {title: Huddle, days: [monday], at: \"9:30\", attendees: [engineering]}}",
        "56:56: meeting 'huddle': at is '9:30'; write a time such as \"09:30\""
    )]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: 3 business days\nmeetings: {huddle: {title: Huddle, days: [monday], at: \"09:30\", attendees: [sales]}}",
        "56:77: meeting 'huddle': attendees names 'sales', which is not defined under teams"
    )]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: 3 business days\nmeetings: {huddle: {title: Huddle, days: [monday], at: \"09:30\", attendees: [engineering], join: http://x.example}}",
        "56:97: meeting 'huddle': join is 'http://x.example'; write an address that begins with https://"
    )]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: 3 business days\npilot: {until: \"2026-12-31\"}",
        "56:8: pilot says neither only nor teams; say for which names or for which teams it is, or leave it out"
    )]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: 3 business days\npilot: {only: [Acme], customers: [Acme]}",
        "56:23: pilot has no key 'customers'; it has only, teams, until"
    )]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: 3 business days\npilot: {teams: [engineering, sales]}",
        "56:30: pilot: teams names 'sales', which is not defined under teams"
    )]
    [InlineData(
        "confirm_within: 3 business days",
        "confirm_within: 3 business days\npilot: {only: [Acme], until: \"2026-02-30\"}",
        "56:30: pilot: until is '2026-02-30', which is no day; write a day such as \"2026-01-05\""
    )]
    [InlineData(
        "reroute_within: 2 working hours",
        "reroute_within: next planning",
        "56:17: reroute_within: 'next planning' is no length of time; write such as '48 hours' or '5 business days'"
    )]
    [InlineData(
        "reroute_within: 2 working hours",
        "reroute_within: -2 working hours",
        "56:17: reroute_within: the term '-2 working hours' must be more than nothing"
    )]
    public void Each_fault_is_told_with_its_place_and_reason(string piece, string instead, params string[] expected)
    {
        var (playbook, faults) = Read(SamplePlaybook.With(piece, instead));

        Assert.Null(playbook);
        Assert.Equal(expected.Select(e => $"playbooks/sample.yaml:{e}").Order(), faults.Select(f => f.ToString()).Order());
    }

    [Theory]
    [InlineData("", "1:1: the file is empty")]
    [InlineData("# nothing\n", "the file is empty")]
    [InlineData("- a\n- b", "1:1: the playbook must be a map of keys and values")]
    [InlineData("name: [sample", "1:")]
    [InlineData("name: \"sample", "1:")]
    [InlineData("name: sample\n\tversion: 2", "1:7: While scanning a plain scalar, found a tab")]
    [InlineData("{a", "1:")]
    [InlineData("a: {b: c#", "1:")]
    [InlineData("name: sample\n  version: 2", "2:")]
    public void What_is_no_YAML_map_is_a_fault_and_no_crash(string text, string part)
    {
        var fault = Assert.Single(Read(text).Faults);

        Assert.Contains(part, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_too_long_for_a_card_is_a_fault() =>
        Assert.Equal(
            "title is longer than 300 characters",
            Assert.Single(Read(SamplePlaybook.With("title: Sample", $"title: {new string('x', 301)}")).Faults).Reason
        );

    [Fact]
    public void Many_faults_are_told_at_once_in_the_order_of_their_lines()
    {
        var text = SamplePlaybook
            .With("time_zone: Europe/Berlin", "time_zone: Nowhere")
            .Replace("acknowledge: 4 hours", "acknowledge: never", StringComparison.Ordinal)
            .Replace("title: Leads", "tilte: Leads", StringComparison.Ordinal);

        Assert.Equal([6, 22, 22, 31], Read(text).Faults.Select(f => f.Line));
    }

    [Fact]
    public void Damage_anywhere_gives_faults_or_a_playbook_and_never_a_crash()
    {
        const string junk = "{}[]:,&*!|>'\"%@`#-? \t\n\0\u0085\ufeff0aS";
        var random = new Random(20261121);
        var text = SamplePlaybook.Text.ReplaceLineEndings("\n");
        for (var i = 0; i < 3000; i++)
        {
            var at = random.Next(text.Length);
            var broken = random.Next(3) switch
            {
                0 => text[..at],
                1 => text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at)),
                _ => text[..at] + junk[random.Next(junk.Length)] + text[at..],
            };

            var (playbook, faults) = Read(broken);

            Assert.True(playbook is null == faults.Count > 0);
            Assert.All(faults, f => Assert.True(f is { Line: > 0, Column: > 0, Reason.Length: > 0 }, f.ToString()));
        }
    }

    private static IEnumerable<string> Faults(string text) => Read(text).Faults.Select(f => f.ToString()["playbooks/sample.yaml:".Length..]);

    private static (Playbook? Playbook, IReadOnlyList<PlaybookFault> Faults) Read(string text) =>
        PlaybookReader.Read("playbooks/sample.yaml", "sample", text.ReplaceLineEndings("\n"));
}
