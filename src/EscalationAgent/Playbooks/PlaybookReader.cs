using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads one playbook, strictly: what is not understood is a fault, never ignored.</summary>
internal sealed partial class PlaybookReader
{
    private readonly YamlReader yaml;
    private readonly FilesBeside beside;

    private PlaybookReader(string file, FilesBeside beside) => (yaml, this.beside) = (new(file), beside);

    /// <param name="file">As faults name it.</param>
    /// <param name="name">The name that the playbook must have.</param>
    /// <param name="find">Reads a file that is beside the playbook; none can be had when null.</param>
    /// <returns>The playbook, or null and all its faults.</returns>
    public static (Playbook? Playbook, IReadOnlyList<PlaybookFault> Faults) Read(string file, string name, string text, Func<string, FoundFile>? find = null)
    {
        var beside = new FilesBeside(file, find ?? (_ => new(null, "can't be had")));
        var reader = new PlaybookReader(file, beside);
        return reader.yaml.Whole(text, root =>
        {
            var playbook = reader.Playbook(root, name);
            var edition = Hash([text, .. beside.Texts]);
            return playbook with { Version = new(name, $"{playbook.Version.Version}+{edition[..8]}", edition) };
        });
    }

    private Playbook Playbook(YamlPiece root, string name)
    {
        var fields = yaml.Fields(
            root,
            "the playbook",
            ["name", "version", "title", "weekly_summary_to", "calendars", "severities", "teams", "categories"],
            "weekly_summary_at",
            "sprints",
            "reminders",
            "confirm_within",
            "reroute_within",
            "may_stay_open",
            "translations",
            "said_as",
            "kind_first",
            "governs",
            "severity_may_go_down",
            "executive_floor",
            "triggers",
            "roles",
            "top",
            "checklists",
            "tickets",
            "erase_texts_after",
            "feedback",
            "pilot",
            "meetings",
            "quarterly_review"
        );
        var version = Version(fields, name);
        var calendars = new CalendarReader(yaml, beside).Read(fields.GetValueOrDefault("calendars"));
        var sprints = new SprintReader(yaml).Read(fields.GetValueOrDefault("sprints"));
        var terms = new TermReader(yaml, fields.ContainsKey("sprints") ? sprints?.Weeks ?? 1 : null);
        var levels = new SeverityReader(yaml, terms).Read(fields.GetValueOrDefault("severities"));
        var teams = new TeamReader(yaml, calendars).Read(fields.GetValueOrDefault("teams"), fields.GetValueOrDefault("roles"));
        var top = teams.Known(fields.GetValueOrDefault("top"), yaml.Text(fields.GetValueOrDefault("top"), "top"), "top names");
        var kindFirst = yaml.YesOrNo(fields.GetValueOrDefault("kind_first"), "kind_first") ?? false;
        var checklists = new ChecklistReader(yaml).Read(fields.GetValueOrDefault("checklists"));
        var ladders = new LadderReader(yaml, teams, levels.ToDictionary(l => l.Level.Severity, l => l.Rungs));
        var readers = fields.GetValueOrDefault("weekly_summary_to");
        var read = new Playbook
        {
            Version = new(name, version),
            Title = yaml.Text(fields.GetValueOrDefault("title"), "title") ?? "",
            LeadershipTeam = teams.Known(readers, yaml.Text(readers, "weekly_summary_to"), "weekly_summary_to names team") ?? "",
            WeeklySummaryAt = WeeklySlot(fields.GetValueOrDefault("weekly_summary_at")) ?? new(DayOfWeek.Monday, new(8, 0)),
            Calendars = calendars,
            Severities = [.. levels.Select(l => l.Level)],
            Teams = teams.All,
            Categories = new CategoryReader(yaml, terms, teams, ladders, levels, top, kindFirst, checklists).Read(fields.GetValueOrDefault("categories")),
            SaidAs = SaidAs(fields.GetValueOrDefault("said_as")),
            IsKindAskedFirst = kindFirst,
            Governs = Governs(fields.GetValueOrDefault("governs")),
            MayLowerSeverity = yaml.YesOrNo(fields.GetValueOrDefault("severity_may_go_down"), "severity_may_go_down") ?? true,
            HasExecutiveFloor = yaml.YesOrNo(fields.GetValueOrDefault("executive_floor"), "executive_floor") ?? true,
            Triggers = Triggers(fields.GetValueOrDefault("triggers")),
            Sprints = sprints,
            Reminders = new ReminderReader(yaml).Read(fields.GetValueOrDefault("reminders")),
            ConfirmWithin = terms.OptionalLength(fields.GetValueOrDefault("confirm_within"), "confirm_within") ?? new(2, TermUnit.BusinessDays),
            EraseTextsAfter = Months(fields.GetValueOrDefault("erase_texts_after")),
            AsksForFeedback = yaml.YesOrNo(fields.GetValueOrDefault("feedback"), "feedback") ?? false,
            Pilot = new PilotReader(yaml, teams).Read(fields.GetValueOrDefault("pilot")),
            Meetings = new MeetingReader(yaml, teams).Read(fields.GetValueOrDefault("meetings")),
            MayStayOpen = MayStayOpen(fields.GetValueOrDefault("may_stay_open")),
            RerouteWithin = terms.OptionalLength(fields.GetValueOrDefault("reroute_within"), "reroute_within") ?? new(4, TermUnit.WorkingHours),
        };
        read = read with
        {
            Tickets = new TicketReader(yaml).Read(
                fields.GetValueOrDefault("tickets"),
                [.. read.Categories.Select(c => c.Key), .. read.Teams.Select(t => t.Key)]
            ),
        };
        read = read with { QuarterlyReview = QuarterlyReview(fields.GetValueOrDefault("quarterly_review"), read, teams) };
        return read with { Translations = new TranslationReader(yaml).Read(fields.GetValueOrDefault("translations"), read) };
    }

    private QuarterlyReviewRule? QuarterlyReview(YamlPiece? piece, Playbook read, KnownTeams teams)
    {
        if (piece is null)
        {
            return null;
        }

        var fields = yaml.Fields(piece, "quarterly_review", ["category", "begun_by"]);
        var (category, begunBy) = (fields.GetValueOrDefault("category"), fields.GetValueOrDefault("begun_by"));
        var key = yaml.Text(category, "quarterly_review: category");
        if (key is not null && read.FindCategory(key) is null)
        {
            yaml.Fault(category!.At, $"quarterly_review: category names '{key}', which is not defined under categories");
        }

        var by = teams.Known(begunBy, yaml.Text(begunBy, "quarterly_review: begun_by"), "quarterly_review: begun_by names team");
        if (by is not null && read.FindTeam(by) is { IsNamed: true })
        {
            yaml.Fault(begunBy!.At, $"quarterly_review: begun_by names '{by}', who is named for each matter");
        }

        return key is null || by is null ? null : new(key, by);
    }

    private string Version(Dictionary<string, YamlPiece> fields, string name)
    {
        if (yaml.Text(fields.GetValueOrDefault("name"), "name") is { } said && said != name)
        {
            yaml.Fault(fields["name"].At, $"name is '{said}', but the file is called '{name}'");
        }

        return yaml.Text(fields.GetValueOrDefault("version"), "version", VersionShape(), "use up to 32 letters, digits, dots and dashes") ?? "";
    }

    private WeeklySlot? WeeklySlot(YamlPiece? piece) =>
        yaml.Text(piece, "weekly_summary_at", SlotShape(), "write a day and a time, such as 'monday 08:00'") is { } text
        && text.Split(' ') is [var day, var time]
            ? new(Enum.Parse<DayOfWeek>(day, ignoreCase: true), TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture))
            : null;

    /// <summary>No less than the reports look back, so that none of them ever lacks a text.</summary>
    private int? Months(YamlPiece? piece) =>
        yaml.Text(piece, "erase_texts_after", MonthsShape(), "write '3 months' to '120 months'; without the key texts stay") is { } text
            ? int.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture)
            : null;

    private IReadOnlyList<BriefSection> MayStayOpen(YamlPiece? piece) => piece is null ? [] : SectionReader.Read(yaml, piece, "may_stay_open");

    private IReadOnlyList<string> SaidAs(YamlPiece? piece) =>
        [.. (piece is null ? [] : yaml.Texts(piece, "said_as")).Where(said => Said(said) is not null).Select(said => said.Value)];

    private string? Said(YamlText said) => yaml.Text(said, "said_as", SaidShape(), "write one small word, such as 'matrix'");

    private TermGovernor Governs(YamlPiece? piece) =>
        yaml.Text(piece, "governs", GovernsShape(), "write earliest, severity or category") is { } text
            ? Enum.Parse<TermGovernor>(text, ignoreCase: true)
            : TermGovernor.Earliest;

    private List<Trigger> Triggers(YamlPiece? piece)
    {
        var triggers = new List<Trigger>();
        foreach (var (key, value) in piece is null ? [] : yaml.Entries(piece, "triggers"))
        {
            yaml.Key(key, "a trigger's key");
            triggers.Add(new(key.Value, yaml.Text(value, $"trigger '{key.Value}'") ?? ""));
        }

        return triggers;
    }

    /// <summary>The same for the same texts, whatever line ends a checkout gave them.</summary>
    private static string Hash(IEnumerable<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts).ReplaceLineEndings("\n"))));

    [GeneratedRegex(@"^(monday|tuesday|wednesday|thursday|friday|saturday|sunday) ([01][0-9]|2[0-3]):[0-5][0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlotShape();

    [GeneratedRegex(@"^[a-z][a-z-]{1,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SaidShape();

    [GeneratedRegex(@"^([3-9]|[1-9][0-9]|1[01][0-9]|120) months\z", RegexOptions.CultureInvariant)]
    private static partial Regex MonthsShape();

    [GeneratedRegex(@"^(earliest|severity|category)\z", RegexOptions.CultureInvariant)]
    private static partial Regex GovernsShape();

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z.-]{0,31}\z")]
    private static partial Regex VersionShape();
}
