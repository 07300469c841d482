using System.Text.Json.Nodes;
using EscalationAgent.Evaluation;
using EscalationAgent.Tests.Fakes;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Drafting.Models;

public sealed class EvaluateModelTests
{
    private const string First =
        """{"id":"a","text":"Customer: Norvia\nThe export fails, write to ann@norvia.example.","written_on":"2026-03-02","category":"product_defect","severity":"S2"}""";
    private const string Second = """{"id":"../b c","text":"The invoice is wrong.","written_on":"2026-03-02"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_written_out_are_those_that_are_sent_and_answers_are_read_back()
    {
        await using var model = await FakeModel.StartAsync();
        using var folder = new TemporaryFolder();
        var bench = LlmSettingsOf(model);

        var (exit, said, errors) = await RunAsync(folder, bench, [First, Second], "--render", Path.Combine(folder.Path, "requests"));
        Assert.Equal((0, 0, 0), (exit, said.Count, model.Requests.Count));
        Assert.Contains("notes read: 2, lines left out: 0; requests written to", errors);
        var files = Directory.GetFiles(Path.Combine(folder.Path, "requests")).Select(Path.GetFileName).Order().ToList();
        Assert.Equal(["___b_c-", "a.json"], files.Select(f => f!.StartsWith("___b_c-", StringComparison.Ordinal) ? f[..7] : f));
        var rendered = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "requests", "a.json"), Cancel));

        await RunAsync(folder, bench, [First], "--writer", "model");
        Assert.True(JsonNode.DeepEquals(Assert.Single(model.Requests), rendered));
        Assert.Contains("[email-1]", rendered!.ToJsonString());

        // The answer of the one as text, of the other as a whole chat completion.
        var answers = Directory.CreateDirectory(Path.Combine(folder.Path, "answers")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(answers, "a.txt"),
            "```json\n"
                + FakeAnswers.Draft(new Dictionary<string, string?> { ["specific_ask"] = "write to [email-1]" }, account: "Norvia").ToJsonString()
                + "\n```",
            Cancel
        );
        var whole = new JsonObject
        {
            ["choices"] = new JsonArray(
                new JsonObject { ["message"] = new JsonObject { ["content"] = FakeAnswers.Draft(category: "commercial_dispute").ToJsonString() } }
            ),
        };
        await File.WriteAllTextAsync(Path.Combine(answers, files[0]!), whole.ToJsonString(), Cancel);

        (exit, said, errors) = await RunAsync(folder, bench, [First, Second], "--replay", answers);
        Assert.Equal(0, exit);
        Assert.Single(model.Requests);
        Assert.Equal("write to ann@norvia.example", (string?)JsonNode.Parse(said[0])!["draft"]!["specific_ask"]);
        Assert.Equal("Norvia", (string?)JsonNode.Parse(said[0])!["account"]);
        Assert.Equal("commercial_dispute", (string?)JsonNode.Parse(said[1])!["category"]);
        Assert.Contains("category accuracy        1.000", errors);
    }

    [Fact]
    public async Task A_missing_or_useless_answer_is_told_and_counted()
    {
        using var folder = new TemporaryFolder();
        var answers = Directory.CreateDirectory(Path.Combine(folder.Path, "answers")).FullName;
        await File.WriteAllTextAsync(Path.Combine(answers, "a.json"), "I cannot do that.", Cancel);

        var (exit, said, errors) = await RunAsync(folder, LabelledNotes.Bench(), [First, Second], "--replay", answers);

        Assert.Equal((2, 0), (exit, said.Count));
        Assert.Contains("line 1: note \"a\": The model answered with something that is no draft.", errors);
        Assert.Contains("line 2: note \"../b c\": there is no answer: neither ___b_c-", errors);
        Assert.Contains("without a usable answer: 2", errors);
    }

    [Fact]
    public async Task A_configured_model_is_asked_and_its_failures_are_told()
    {
        await using var model = await FakeModel.StartAsync();
        model.Then(Replies.Busy(), Replies.Answer(FakeAnswers.Draft(category: "commercial_dispute")));
        using var folder = new TemporaryFolder();

        var (exit, said, errors) = await RunAsync(folder, LlmSettingsOf(model), [First, Second]);

        Assert.Equal(2, exit);
        Assert.Contains("note \"a\": The model is busy.", errors);
        Assert.Equal("commercial_dispute", (string?)JsonNode.Parse(Assert.Single(said))!["category"]);
    }

    [Fact]
    public async Task The_offline_writer_can_be_measured_beside_a_configured_model()
    {
        await using var model = await FakeModel.StartAsync();
        using var folder = new TemporaryFolder();

        var (exit, said, _) = await RunAsync(folder, LlmSettingsOf(model), [First], "--writer=offline");

        Assert.Equal((0, 1, 0), (exit, said.Count, model.Requests.Count));
    }

    [Theory]
    [InlineData("--writer model", "No model is configured")]
    [InlineData("--writer gpt", "--writer is offline or model.")]
    [InlineData("--replay nowhere", "nowhere: there is no such folder")]
    [InlineData("--replay", "--replay says nothing.")]
    [InlineData("--render x --replay y", "exclude each other")]
    [InlineData("--render x --render y", "stands twice")]
    [InlineData("--writer offline --render x", "are about a model")]
    [InlineData("--model x", "There is no option --model.")]
    [InlineData("second.jsonl", "Usage: evaluate FILE")]
    public async Task What_cannot_be_understood_is_told(string arguments, string fault)
    {
        using var folder = new TemporaryFolder();

        var (exit, _, errors) = await RunAsync(folder, LabelledNotes.Bench(), [First], arguments.Split(' '));

        Assert.Equal(2, exit);
        Assert.Contains(fault, errors);
    }

    [Fact]
    public void Settings_of_the_program_among_the_arguments_are_passed_over() =>
        Assert.Equal(
            new EvaluateOptions("n.jsonl", WriterChoice.Model, null, null),
            EvaluateOptions.Read(["--Llm:Model", "m", "n.jsonl", "--Llm:Endpoint=http://localhost/v1", "--writer", "model"], out _)
        );

    [Theory]
    [InlineData("n1", "n1")]
    [InlineData("de-001_x", "de-001_x")]
    public void A_plain_id_is_its_own_name(string id, string name) => Assert.Equal(name, NoteFiles.NameOf(id));

    [Fact]
    public void No_id_leaves_its_folder_and_no_two_share_a_file()
    {
        string[] ids =
        [
            "../x",
            "..\\x",
            "/etc/x",
            "a/b",
            "a:b",
            "a b",
            "a_b",
            "A b",
            "..",
            ".",
            "",
            " ",
            "ä",
            "CON\0",
            new string('a', 300),
            new string('a', 80),
            "a\n",
        ];
        var names = ids.Select(NoteFiles.NameOf).ToList();

        Assert.Equal(ids.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, n => Assert.Matches(@"^[A-Za-z0-9_-]{1,90}\z", n));
    }

    private static Bench LlmSettingsOf(FakeModel model) => LabelledNotes.Bench(model.Llm);

    private static async Task<(int Exit, IReadOnlyList<string> Said, string Errors)> RunAsync(
        TemporaryFolder folder,
        Bench bench,
        string[] lines,
        params string[] arguments
    )
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var path = Path.Combine(folder.Path, "notes.jsonl");
        await File.WriteAllLinesAsync(path, lines, Cancel);
        var exit = await EvaluateVerb.RunAsync([path, .. arguments], bench, output, errors, Cancel);
        return (exit, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), errors.ToString());
    }
}
