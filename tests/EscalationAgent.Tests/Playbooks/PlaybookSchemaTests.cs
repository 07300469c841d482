using System.Text.Json.Nodes;
using EscalationAgent.Playbooks;
using EscalationAgent.Yaml;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>The schema beside the playbooks, with which editors check them, judged by ajv.</summary>
public sealed class PlaybookSchemaTests
{
    private static readonly string Folder = Path.Combine(Peer.Root, "playbooks");

    /// <summary>What the schema can see. Names of teams and zones, who is above whom, and the order of hours and ranges are seen by the reader alone.</summary>
    private static readonly (string Piece, string Instead)[] Broken =
    [
        ("title: Sample", "title: Sample\ntickets: {engineering: {project: eng, issue_type: Bug}}"),
        ("title: Sample", "title: Sample\ntickets: {engineering: {issue_type: Bug}}"),
        ("title: Sample", "title: Sample\ntickets: {engineering: {project: ENG, issue_type: Bug, labels: [two words]}}"),
        ("title: Sample", "title: Sample\ntickets: {engineering: {project: ENG, issue_type: Bug, severities: [S5]}}"),
        ("title: Sample", "title: Sample\ntickets: {}"),
        ("title: Sample", "title: Sample\ncolour: red"),
        ("title: Sample\n", ""),
        ("title: Sample", "title: 7"),
        ("title: Sample", "title: \"\""),
        ("version: \"2\"", "version: 2.0"),
        ("name: sample", "name: Sample"),
        ("  S4: {meaning: Small", "  S5: {meaning: Small"),
        ("S4: 2 weeks}", "S5: 2 weeks}"),
        ("acknowledge: 15 minutes", "acknowledge: 0 minutes"),
        ("acknowledge: 15 minutes", "acknowledge: -15 minutes"),
        ("acknowledge: 15 minutes", "acknowledge: soon"),
        ("stall: 48 hours", "stall: same day"),
        ("within: 1 week", "within: [1 week]"),
        ("routes_to: [leads]", "routes_to: leads"),
        ("routes_to: [leads]", "routes_to: []"),
        ("routes_to: [leads]", "routes_to: [leads, leads]"),
        ("    manager: leads", "    manager: Head of Engineering"),
        ("    manager: leads", "    manager: [leads]"),
        ("    via: the", "    vai: the"),
        ("monday-thursday: \"09:00-17:00\"", "monday-thursday: 9-17"),
        ("monday-thursday: \"09:00-17:00\"", "monday-thursday: []"),
        ("monday-thursday:", "weekdays:"),
        ("\"15:00\"", "\"24:00\""),
        ("title: Office hours, ", ""),
        ("  default: {", "  berlin: {"),
        ("01-01", "fifth monday of may"),
        ("01-01", "easter+100"),
        ("breaks: \"10:00", "pauses: \"10:00"),
        ("2026-06-05]}}", "2026-06-05]}, holidays_file: ../days.ics}"),
        ("2026-06-05]}}", "2026-06-05]}, holidays_file: {only: public}}"),
        ("2026-06-05]}}", "2026-06-05]}, holidays_file: {file: days.ics, only: mine}}"),
        ("2026-06-05]}}", "2026-06-05]}, observed: someday}"),
        ("2026-06-05]}}", "2026-06-05]}, short_days: [12-24]}"),
        ("2026-06-05]}}", "2026-06-05]}, short_days: {12-24: \"9-13\"}}"),
        ("2026-06-05]}}", "2026-06-05]}, short_days: {\"12-24 observed\": \"09:00-13:00\"}}"),
        ("2026-06-05]}}", "2026-06-05]}, short_days: {tuesday: \"09:00-13:00\"}}"),
        ("2026-06-05]}}", "2026-06-05]}, working_days: [02-14]}"),
        ("2026-06-05]}}", "2026-06-05]}, working_days: [2026-02-14, 2026-02-14]}"),
        ("2026-06-05]}}", "2026-06-05]}, working_days: {2026-02-14: all}}"),
        ("01-01", "01-01 moved"),
        ("01-01", "easter observed"),
        ("01-01", "12-24..2027-01-02"),
        ("01-01", "12-24 .. 01-02"),
        ("    via: the portal", "    calendar: Lunar"),
        ("    via: the portal", "    audience: everybody"),
        ("within: 1 week", "within: 1 working week"),
        ("  dispute:\n", "  Big dispute:\n"),
        ("  leads:\n    title: Leads\n    manager: board", "  leads: CEO"),
        ("updates: {csm: 1 day, everyone", "update_every: 1 day, updates: {csm: 1 day, everyone"),
        ("updates: {csm: 1 day, everyone", "updates: {everyone"),
        ("updates: {csm: 1 day, customer: 90 minutes}, ", ""),
        ("updates: {csm: 1 day, customer: 90 minutes}", "updates: 1 day"),
        ("{csm: 1 day, customer", "{csm: 1 day, clients"),
        ("30-60 minutes", "0-60 minutes"),
        ("30-60 minutes", "30-60"),
        ("30-60 minutes", "same day"),
        ("30-60 minutes", "1-2 sprints"),
        ("30-60 minutes", "1 sprint"),
        ("review: 36 hours", "review: next planning"),
        ("review: 36 hours", "review: 0 hours"),
        ("resolve: 1 sprint", "resolve: 0 sprints"),
        ("resolve: next planning", "resolve: planning"),
        ("rungs: \"1\"", "rungs: 1"),
        ("rungs: \"1\"", "rungs: \"10\""),
        ("rungs: all", "rungs: two"),
        ("2026-01-05", "2026-01-32"),
        ("2026-01-05", "2026-13-05"),
        ("2026-01-05", "monday"),
        ("length: 2 weeks", "length: 9 weeks"),
        ("length: 2 weeks", "length: 14 days"),
        (", length: 2 weeks}", "}"),
        ("warn_with_left: 20%", "warn_with_left: 91%"),
        ("warn_with_left: 20%", "warn_with_left: 20"),
        ("repeat_after: 10%", "repeat_after: 0%"),
        ("at_most: 4 times", "at_most: 21 times"),
        ("at_most: 4 times", "at_most: 4"),
        (", at_most: 4 times", ""),
        ("confirm_within: 3 business days", "confirm_within: same day"),
        ("confirm_within: 3 business days", "confirm_within: 3 business days\nerase_texts_after: 2 months"),
        ("confirm_within: 3 business days", "confirm_within: 3 business days\nfeedback: often"),
        ("confirm_within: 3 business days", "confirm_within: 3 business days\npilot: {until: \"2026-12-31\"}"),
        ("confirm_within: 3 business days", "confirm_within: 3 business days\npilot: {only: [], until: \"2026-12-31\"}"),
        ("confirm_within: 3 business days", "confirm_within: 3 business days\npilot: {only: [Acme], customers: [Acme]}"),
        ("confirm_within: 3 business days", "confirm_within: 3 business days\npilot: {only: [Acme], until: \"2026-13-01\"}"),
        ("reroute_within: 2 working hours", "reroute_within: 0 working hours"),
        ("escalates_to: [board]", "escalates_to: [board]\n    informed: engineering"),
        ("title: Sample", "title: Sample\nquarterly_review: {category: defect}"),
        ("title: Sample", "title: Sample\nquarterly_review: monthly"),
        ("escalates_to: [board]", "escalates_to: [board]\n    consulted: {S5: [engineering]}"),
        ("escalates_to: [board]", "escalates_to: board"),
        ("escalates_to: [board]", "escalates_to: []"),
        ("escalates_to: [board]", "escalates_to: [board, board]"),
        ("S1: [leads, board]", "S1: [leads, leads]"),
        ("S1: [leads, board]", "S1: leads"),
        (", S4: []", ""),
    ];

    /// <summary>What can be said of a calendar's days, in every form.</summary>
    private static readonly string[] Good =
    [
        "2026-06-05]}, holidays_file: days.ics, observed: next working day}",
        "2026-06-05]}, holidays_file: {file: days.ics, only: public}, observed: nearest working day}",
        "2026-06-05], Shutdown: [2026-12-24..2027-01-02, 08-10..08-14], Boxing Day: 12-26 observed, Epiphany: 01-06 stays, Founders day: 2027-05-01 observed}}",
        "2026-06-05]}, short_days: {12-24: \"09:00-13:00\", 2026-12-31: [\"09:00-11:00\", \"12:00-13:00\"], easter-3: \"09:00-12:00\", "
            + "last friday of june: \"09:00-12:00\", 12-28..12-30: \"10:00-15:00\"}}",
        "2026-06-05]}, working_days: 2026-02-14}",
        "2026-06-05]}, working_days: [2026-02-14, 2026-02-15]}",
        "2026-06-05]}, working_days: {2026-02-14: \"09:00-15:00\", 2026-02-15: [\"09:00-11:00\", \"12:00-13:00\"]}}",
    ];

    [Fact]
    public async Task The_shipped_playbooks_pass_and_broken_ones_are_refused_by_schema_and_reader_alike()
    {
        var shipped = Directory.GetFiles(Folder, "*.yaml");
        string[] good =
        [
            .. shipped.Select(File.ReadAllText),
            SamplePlaybook.Text,
            SamplePlaybook.Text + "\nfeedback: yes\npilot: {only: [Checkout 2, Norvia Energy], teams: [engineering], until: \"2026-12-31\"}\n",
            SamplePlaybook.Text + TicketReaderTests.Rule,
            .. Good.Select(g => SamplePlaybook.With("2026-06-05]}}", g)),
        ];
        string[] broken = [.. Broken.Select(b => SamplePlaybook.With(b.Piece, b.Instead))];

        var verdicts = await JudgeAsync([.. good, .. broken]);

        Assert.NotEmpty(shipped);
        Assert.All(verdicts[..good.Length], v => Assert.Equal("", v));
        Assert.All(Broken.Zip(verdicts[good.Length..]), b => Assert.False(b.Second.Length == 0, $"the schema let '{b.First.Instead}' pass"));
        Assert.All(good[shipped.Length..], g =>
            Assert.Empty(PlaybookReader.Read("sample.yaml", "sample", g, _ => new("BEGIN:VCALENDAR\nEND:VCALENDAR", null)).Faults)
        );
        Assert.All(broken, b => Assert.NotEmpty(PlaybookReader.Read("sample.yaml", "sample", b).Faults));
    }

    [Fact]
    public void Every_shipped_playbook_names_its_schema() =>
        Assert.All(Directory.GetFiles(Folder, "*.yaml"), path =>
            Assert.Equal("# yaml-language-server: $schema=playbook.schema.json", File.ReadLines(path).First())
        );

    [Fact]
    public async Task What_the_schema_of_rotas_can_see_is_refused_by_it_and_by_the_reader_alike()
    {
        string[] broken =
        [
            .. RotaReaderTests.SeenBySchema.Select(change => RotaReaderTests.Good.Replace(change.Instead, change.Wrong, StringComparison.Ordinal)),
        ];

        var verdicts = await JudgeAsync([RotaReaderTests.Good, .. broken], Path.Combine(Peer.Root, "rotas", "rota.schema.json"));

        Assert.Equal("", verdicts[0]);
        Assert.All(verdicts[1..], Assert.NotEmpty);
        Assert.All(broken, text => Assert.NotEmpty(RotaReaderTests.Read(text).Faults));
    }

    private static Task<string[]> JudgeAsync(string[] documents, string? schema = null) =>
        OfficialSchemas.JudgeAsync(
            schema ?? Path.Combine(Folder, "playbook.schema.json"),
            documents.Select(d => Json(YamlTree.Read(d))),
            TestContext.Current.CancellationToken
        );

    /// <summary>The tree as an editor sees it: unquoted numbers and truth values are not text.</summary>
    private static JsonNode? Json(YamlPiece piece) =>
        piece switch
        {
            YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Value, Json(e.Value)))),
            YamlList list => new JsonArray([.. list.Items.Select(Json)]),
            YamlText { Plain: true, Value: "" } => null,
            YamlText { Plain: true } text when double.TryParse(text.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
            YamlText text => text.Value,
            _ => null,
        };
}
