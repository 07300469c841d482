using EscalationAgent.Playbooks;
using Escalations;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>Every fault of a playbook is found, with its place and a reason that says what to do.</summary>
public sealed class BrokenPlaybookTests
{
    [Fact]
    public void The_sample_itself_holds()
    {
        var (playbook, faults) = Read(SamplePlaybook.Text);

        Assert.Empty(faults);
        Assert.Equal(("the portal", "Head of Engineering"), (playbook!.Teams[0].Via, playbook.Teams[0].Manager));
        Assert.Equal(["engineering", "leads"], playbook.Categories[0].RoutesTo);
        Assert.Equal("2 weeks", playbook.Categories[0].Outcome.Terms[Escalations.Severity.S4].ToString());
        Assert.Equal("1 week", playbook.Categories[1].Outcome.Terms[Escalations.Severity.S4].ToString());
        Assert.Equal(Escalations.Term.SameDay, playbook.Categories[1].Acknowledge);
        Assert.Equal(("default", "Office hours", "Europe/Berlin", new TimeOnly(15, 0)), playbook.DefaultCalendar is var c ? (c.Key, c.Title, c.TimeZone, c.CutOff) : default);
        Assert.Equal([new(TimeSpan.FromHours(9), TimeSpan.FromHours(12)), new(TimeSpan.FromHours(13), TimeSpan.FromHours(16))], c.Week[DayOfWeek.Friday]);
        Assert.Equal(5, c.Week.Count);
        Assert.Equal([new YearlyHoliday("New Year", 1, 1), new DatedHoliday("Bridge days", new(2026, 5, 15)), new DatedHoliday("Bridge days", new(2026, 6, 5))], c.Holidays);
    }

    [Theory]
    [InlineData("title: Sample", "title: Sample\ncolour: red", "4:1: the playbook has no key 'colour'; it has name, version, title, weekly_summary_to, calendars, severities, teams, categories, weekly_summary_at")]
    [InlineData("title: Sample", "title: Sample\nweekly_summary_at: funday 25:00", "4:20: weekly_summary_at is 'funday 25:00'; write a day and a time, such as 'monday 08:00'")]
    [InlineData("    via: the", "    vai: the", "18:5: team 'engineering' has no key 'vai'; it has title, manager, via, calendar")]
    [InlineData("    trigger: An", "    color: An", "34:5: category 'dispute' has no key 'color'; it has title, trigger, routes_to, acknowledge, outcome", "33:5: category 'dispute' lacks 'trigger'")]
    [InlineData("title: Sample", "title: Sample\ntitle: Again", "4:1: 'title' stands twice in the playbook")]
    [InlineData("  leads:\n", "  engineering:\n", "20:3: 'engineering' stands twice in teams", "4:20: weekly_summary_to names team 'leads', which is not defined under teams", "27:30: category 'defect' routes to team 'leads', which is not defined under teams", "35:17: category 'dispute' routes to team 'leads', which is not defined under teams")]
    [InlineData("  dispute:\n", "  defect:\n", "32:3: 'defect' stands twice in categories")]
    [InlineData("title: Sample\n", "", "1:1: the playbook lacks 'title'")]
    [InlineData("    manager: CEO", "", "21:5: team 'leads' lacks 'manager'")]
    [InlineData("    acknowledge: 4 hours\n", "", "25:5: category 'defect' lacks 'acknowledge'")]
    [InlineData("      within: 1 week", "      wihtin: 1 week", "39:7: category 'dispute': outcome has no key 'wihtin'; it has what, within", "38:7: category 'dispute': outcome lacks 'within'")]
    [InlineData("title: Sample", "title: [Sample]", "3:8: title must be text")]
    [InlineData("title: Sample", "title: 7", "3:8: title must be text; put 7 in quotes")]
    [InlineData("title: Sample", "title: true", "3:8: title must be text; put true in quotes")]
    [InlineData("title: Sample", "title:", "3:7: title is empty")]
    [InlineData("title: Sample", "title: \"  \"", "3:8: title is empty")]
    [InlineData("version: \"2\"", "version: 2.0", "2:10: version must be text; put 2.0 in quotes")]
    [InlineData("version: \"2\"", "version: a b", "2:10: version is 'a b'; use up to 32 letters, digits, dots and dashes")]
    [InlineData("name: sample", "name: other", "1:7: name is 'other', but the file is called 'sample'")]
    [InlineData("routes_to: [leads]", "routes_to: leads", "35:16: category 'dispute': routes_to must be a list with at least one entry")]
    [InlineData("routes_to: [leads]", "routes_to: []", "35:16: category 'dispute': routes_to must be a list with at least one entry")]
    [InlineData("routes_to: [leads]", "routes_to: [leads, leads]", "35:24: 'leads' stands twice in category 'dispute': routes_to")]
    [InlineData("routes_to: [leads]", "routes_to: [legal]", "35:17: category 'dispute' routes to team 'legal', which is not defined under teams")]
    [InlineData("weekly_summary_to: leads", "weekly_summary_to: board", "4:20: weekly_summary_to names team 'board', which is not defined under teams")]
    [InlineData("weekly_summary_to: leads\n", "", "1:1: the playbook lacks 'weekly_summary_to'")]
    [InlineData("  S4: {meaning: Small", "  S5: {meaning: Small", "14:3: severities has no key 'S5'; it has S1, S2, S3, S4", "11:3: severities lacks 'S4'")]
    [InlineData("S4: 2 weeks}", "S5: 2 weeks}", "31:58: category 'defect': within has no key 'S5'; it has S1, S2, S3, S4", "31:15: category 'defect': within lacks 'S4'")]
    [InlineData("acknowledge: 15 minutes", "acknowledge: 0 minutes", "11:36: severity S1: acknowledge: the term '0 minutes' must be more than nothing")]
    [InlineData("acknowledge: 15 minutes", "acknowledge: -15 minutes", "11:36: severity S1: acknowledge: the term '-15 minutes' must be more than nothing")]
    [InlineData("acknowledge: 15 minutes", "acknowledge: soon", "11:36: severity S1: acknowledge: can't read the term 'soon'; write such as '4 hours', '4 working hours', '5 business days', '2 weeks' or 'same day'")]
    [InlineData("acknowledge: 15 minutes", "acknowledge: 1.5 hours", "11:36: severity S1: acknowledge: can't read the term '1.5 hours'; write such as '4 hours', '4 working hours', '5 business days', '2 weeks' or 'same day'")]
    [InlineData("acknowledge: 15 minutes", "acknowledge: 15", "11:36: severity S1: acknowledge must be text; put 15 in quotes")]
    [InlineData("within: 1 week", "within: 53 weeks", "39:15: category 'dispute': within: the term '53 weeks' is longer than 366 days")]
    [InlineData("within: 1 week", "within: 99999999999999999999 days", "39:15: category 'dispute': within: the term '99999999999999999999 days' is longer than 366 days")]
    [InlineData("within: 1 week", "within: [1 week]", "39:15: category 'dispute': within must be a map of keys and values")]
    [InlineData("stall: 48 hours", "stall: same day", "11:55: severity S1: stall must be a length of time, such as '48 hours' or '5 business days'")]
    [InlineData("within: 1 week", "within: 2001 working hours", "39:15: category 'dispute': within: the term '2001 working hours' is longer than 2000 working hours")]
    [InlineData("within: 1 week", "within: -4 working hours", "39:15: category 'dispute': within: the term '-4 working hours' must be more than nothing")]
    [InlineData("Europe/Berlin", "Europe/Bonn", "6:45: calendar 'default': there is no time zone 'Europe/Bonn'; use an IANA name such as Europe/Berlin")]
    [InlineData("title: Office hours, ", "", "6:12: calendar 'default' lacks 'title'")]
    [InlineData("  default: {", "  berlin: {", "6:3: calendars lacks 'default', by which teams work that name none")]
    [InlineData("  default: {", "  Default: {", "6:3: a calendar's key is 'Default'; use up to 64 small letters, digits and underscores, beginning with a letter", "6:3: calendars lacks 'default', by which teams work that name none")]
    [InlineData("    via: the portal", "    calendar: lunar", "18:15: team 'engineering' works by calendar 'lunar', which is not defined under calendars")]
    [InlineData("\"15:00\"", "\"17:00\"", "6:69: calendar 'default': its cut-off 17:00 does not lie between opening and closing on any day")]
    [InlineData("\"15:00\"", "3pm", "6:69: calendar 'default': cut_off is '3pm'; write a time of the day such as \"09:00\"")]
    [InlineData("monday-thursday: \"09:00-17:00\"", "monday-thursday: 9-17", "7:30: calendar 'default': hours of monday-thursday is '9-17'; write hours such as \"09:00-17:00\", \"22:00-06:00\" or \"00:00-24:00\"")]
    [InlineData("monday-thursday: \"09:00-17:00\"", "monday-thursday: \"09:00-09:00\"", "7:30: calendar 'default': hours of monday-thursday is '09:00-09:00', which ends when it begins; write hours such as \"09:00-17:00\", \"22:00-06:00\" or \"00:00-24:00\"")]
    [InlineData("monday-thursday:", "monday-friday:", "7:43: Friday stands twice in calendar 'default': hours")]
    [InlineData("monday-thursday:", "weekdays:", "7:13: calendar 'default': hours has no day 'weekdays'; write such as monday or monday-friday")]
    [InlineData("\"13:00-16:00\"", "\"11:00-16:00\"", "7:53: calendar 'default': Friday 11:00-16:00 overlaps Friday 09:00-12:00")]
    [InlineData("\"10:00-10:15\"", "\"09:00-17:00\"", "7:12: calendar 'default': it has no open hours")]
    [InlineData("01-01", "02-30", "9:26: calendar 'default': holidays: New Year: can't read the day '02-30'; write such as 2026-12-24, 12-25, 'last monday of may' or easter+1")]
    [InlineData("01-01", "last monday of", "9:26: calendar 'default': holidays: New Year: can't read the day 'last monday of'; write such as 2026-12-24, 12-25, 'last monday of may' or easter+1")]
    [InlineData("01-01", "fifth monday of may", "9:26: calendar 'default': holidays: New Year: can't read the day 'fifth monday of may'; write such as 2026-12-24, 12-25, 'last monday of may' or easter+1")]
    [InlineData("01-01", "easter+100", "9:26: calendar 'default': holidays: New Year: can't read the day 'easter+100'; write such as 2026-12-24, 12-25, 'last monday of may' or easter+1")]
    [InlineData("2026-06-05]}}", "2026-06-05]}, holidays_file: ../days.ics}", "9:88: calendar 'default': holidays_file is '../days.ics'; name a file beside the playbook, such as holidays.ics")]
    [InlineData("2026-06-05]}}", "2026-06-05]}, holidays_file: a/../../days.ics}", "9:88: calendar 'default': holidays_file is 'a/../../days.ics'; name a file beside the playbook, such as holidays.ics")]
    [InlineData("2026-06-05]}}", "2026-06-05]}, holidays_file: days.ics}", "9:88: calendar 'default': holidays_file: playbooks/days.ics: can't be had")]
    [InlineData("  dispute:\n", "  Big dispute:\n", "32:3: a category's key is 'Big dispute'; use up to 64 small letters, digits and underscores, beginning with a letter")]
    [InlineData("  leads:\n    title: Leads\n    manager: CEO", "  leads: CEO", "20:10: team 'leads' must be a map of keys and values")]
    [InlineData("title: Sample", "title: &t Sample", "3:8: anchors (&) are not allowed; write it out")]
    [InlineData("title: Sample", "title: *t", "3:8: aliases (*) are not allowed; write it out")]
    [InlineData("title: Sample", "title: !!str Sample", "3:8: tags (!) are not allowed")]
    [InlineData("title: Sample", "title: Sample\n---\nname: other", "4:1: a second document begins here; a playbook is one")]
    [InlineData("title: Sample", "title: [[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]", "3:24: nested deeper than 16 levels")]
    [InlineData("title: Sample", "? [a, b]\n: c", "3:3: a key must be a word")]
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
        Assert.Equal("title is longer than 300 characters", Assert.Single(Read(SamplePlaybook.With("title: Sample", $"title: {new string('x', 301)}")).Faults).Reason);

    [Fact]
    public void Many_faults_are_told_at_once_in_the_order_of_their_lines()
    {
        var text = SamplePlaybook.With("time_zone: Europe/Berlin", "time_zone: Nowhere")
            .Replace("acknowledge: 4 hours", "acknowledge: never", StringComparison.Ordinal)
            .Replace("title: Leads", "tilte: Leads", StringComparison.Ordinal);

        Assert.Equal([6, 21, 21, 28], Read(text).Faults.Select(f => f.Line));
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

    private static (Escalations.Playbook? Playbook, IReadOnlyList<PlaybookFault> Faults) Read(string text) =>
        PlaybookReader.Read("playbooks/sample.yaml", "sample", text.ReplaceLineEndings("\n"));
}
