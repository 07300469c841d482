using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using EscalationAgent.Evaluation;
using EscalationAgent.Tests.Drafting;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Evaluation;

public sealed class EvaluateVerbTests
{
    private const string Good =
        """{"id":"a","text":"Customer: Norvia Energy\nThe export shows an error since 26 February 2026, a screenshot and the logs are in ticket 4711. Their team cannot bill. ARR EUR 85k, renewal in 67 days.","written_on":"2026-03-02","category":"product_defect","severity":"S2","missing_sections":["recommendation"],"allowed_facts":["26 February 2026","4711","EUR 85k","67"]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_note_becomes_a_line_with_all_that_was_read()
    {
        var (exit, said, errors) = await RunAsync(Good);

        var line = JsonNode.Parse(Assert.Single(said))!;
        Assert.Equal(0, exit);
        Assert.Equal(
            [
                "id",
                "category",
                "severity",
                "confidence",
                "category_confidence",
                "severity_confidence",
                "missing_sections",
                "missing_parts",
                "draft",
                "account",
                "arr_at_risk",
                "renewal",
                "checklist",
                "unproven",
                "not_placed",
                "left_out",
            ],
            line.AsObject().Select(p => p.Key)
        );
        Assert.Equal("product_defect", (string?)line["category"]);
        Assert.Equal("Norvia Energy", (string?)line["account"]);
        Assert.Equal("""{"amount":85000,"currency":"EUR"}""", line["arr_at_risk"]!.ToJsonString());
        Assert.Equal("2026-05-08", (string?)line["renewal"]);
        Assert.InRange((double)line["confidence"]!, 0.01, 1);
        Assert.Equal((double)line["confidence"]!, Math.Min((double)line["category_confidence"]!, (double)line["severity_confidence"]!));
        Assert.Contains("recommendation", line["missing_sections"]!.AsArray().Select(s => (string?)s));
        Assert.Empty(line["unproven"]!.AsArray());
        Assert.Contains("category accuracy        1.000", errors);
        Assert.Contains("facts outside allowed    0", errors);
    }

    [Fact]
    public async Task A_defect_is_held_against_the_ten_items_of_the_checklist()
    {
        var (_, said, _) = await RunAsync(Good);

        var checklist = JsonNode.Parse(said[0])!["checklist"]!.AsObject();
        Assert.Equal(10, checklist.Count);
        Assert.True((bool)checklist["logs_and_data"]!);
        Assert.True((bool)checklist["screenshots"]!);
        Assert.True((bool)checklist["supporting_tickets"]!);
        Assert.False((bool)checklist["reproduction_steps"]!);
        Assert.False((bool)checklist["case_owner"]!);
    }

    [Fact]
    public async Task What_is_no_defect_has_no_checklist()
    {
        var (_, said, _) = await RunAsync(
            """{"id":"b","text":"Billing issue: the invoice of February shows 20 seats too many, they ask finance for a credit note.","written_on":"2026-03-02"}"""
        );

        Assert.Equal("commercial_dispute", (string?)JsonNode.Parse(said[0])!["category"]);
        Assert.Empty(JsonNode.Parse(said[0])!["checklist"]!.AsObject());
    }

    [Theory]
    [InlineData("no JSON", "this is no JSON")]
    [InlineData("[1]", "no JSON object")]
    [InlineData("""{"text":"x","written_on":"2026-03-02"}""", "\"id\" is missing")]
    [InlineData("""{"id":"x","written_on":"2026-03-02"}""", "\"text\" is missing")]
    [InlineData("""{"id":"x","text":"x"}""", "\"written_on\" is missing")]
    [InlineData("""{"id":"x","text":"x","written_on":"yesterday"}""", "\"written_on\" is no day")]
    [InlineData("""{"id":7,"text":"x","written_on":"2026-03-02"}""", "\"id\" is missing, or is no text")]
    [InlineData("""{"id":"x","text":" ","written_on":"2026-03-02"}""", "\"text\" is empty")]
    [InlineData("""{"id":"x","text":"x","written_on":"2026-03-02","missing_sections":"timeline"}""", "\"missing_sections\" is no list")]
    [InlineData("""{"id":"x","text":"\ud800","written_on":"2026-03-02"}""", "half of a character")]
    [InlineData("""{"id":"a","text":"x","written_on":"2026-03-02"}""", "was used before")]
    public async Task A_bad_line_is_told_with_its_number_and_does_not_stop_the_others(string bad, string fault)
    {
        var (exit, said, errors) = await RunAsync(Good, bad, Good.Replace("\"a\"", "\"c\"", StringComparison.Ordinal));

        Assert.Equal(2, exit);
        Assert.Equal(2, said.Count);
        Assert.Contains("line 2: ", errors);
        Assert.Contains(fault, errors);
    }

    [Fact]
    public async Task Five_megabytes_of_text_are_refused_and_the_next_line_is_read()
    {
        var huge = JsonSerializer.Serialize(
            new
            {
                id = "huge",
                text = new string('x', 5_000_000),
                written_on = "2026-03-02",
            }
        );

        var (exit, said, errors) = await RunAsync(huge, Good);

        Assert.Equal(2, exit);
        Assert.Single(said);
        Assert.Contains("line 1: \"text\" has 5,000,000 characters; at most 100,000 are read", errors);
    }

    [Fact]
    public async Task An_empty_file_holds_nothing_to_score()
    {
        var (exit, said, errors) = await RunAsync();

        Assert.Equal(2, exit);
        Assert.Empty(said);
        Assert.Contains("line 1: the file is empty", errors);
    }

    [Fact]
    public async Task A_missing_file_and_a_missing_name_are_told()
    {
        using var errors = new StringWriter();

        Assert.Equal(2, await EvaluateVerb.RunAsync(["nowhere.jsonl"], LabelledNotes.Bench(), TextWriter.Null, errors, Cancel));
        Assert.Equal(2, await EvaluateVerb.RunAsync([], LabelledNotes.Bench(), TextWriter.Null, errors, Cancel));
        Assert.Contains("nowhere.jsonl: there is no such file", errors.ToString());
        Assert.Contains("Usage: evaluate FILE", errors.ToString());
    }

    [Fact]
    public async Task Without_labels_there_is_no_table()
    {
        var (exit, _, errors) = await RunAsync("""{"id":"b","text":"The export fails.","written_on":"2026-03-02"}""");

        Assert.Equal(0, exit);
        Assert.DoesNotContain("accuracy", errors);
    }

    [Fact]
    public async Task The_program_itself_evaluates_and_neither_serves_nor_stores()
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "EscalationAgent.dll"), "evaluate", LabelledNotes.PathOf("later")])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);

        var lines = (await process.StandardOutput.ReadToEndAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(Cancel);

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(LabelledNotes.Of("later").Select(n => n.Id), lines.Select(l => (string?)JsonNode.Parse(l)!["id"]));
        Assert.Contains("severity accuracy", await errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static async Task<(int Exit, IReadOnlyList<string> Said, string Errors)> RunAsync(params string[] lines)
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var path = Path.Combine(folder.Path, "notes.jsonl");
        await File.WriteAllLinesAsync(path, lines, Cancel);
        var exit = await EvaluateVerb.RunAsync([path], LabelledNotes.Bench(), output, errors, Cancel);
        return (exit, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), errors.ToString());
    }
}
