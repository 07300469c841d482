using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EscalationAgent.Drafting;
using EscalationAgent.Drafting.Prompts;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.House;

/// <summary>Prompts and the records that fill and read them say the same.</summary>
public sealed partial class PromptTwinTests
{
    private static readonly PromptBook Book = PromptBook.Open(Path.Combine(Peer.Root, "prompts"));
    private static readonly string Versions = Path.Combine(Peer.Root, "tests", "EscalationAgent.Tests", "Samples", "prompts", "versions.json");

    [Fact]
    public void Every_record_that_fills_a_prompt_has_its_file_and_every_file_its_record() =>
        Assert.Equal(
            typeof(IPromptInput).Assembly.GetTypes().Where(t => t is { IsInterface: false } && t.IsAssignableTo(typeof(IPromptInput))).OrderBy(t => t.Name),
            Book.All.Select(p => PromptBook.Inputs[p.Kind]).OrderBy(t => t.Name)
        );

    [Fact]
    public void Every_input_variable_is_a_property_and_every_property_an_input_variable()
    {
        foreach (var prompt in Book.All)
        {
            Assert.Equal(
                PromptBook.PropertiesOf(PromptBook.Inputs[prompt.Kind]).Select(PromptBook.VariableOf),
                prompt.Config.InputVariables.Select(v => v.Name)
            );
        }
    }

    [Fact]
    public void The_schema_of_the_answer_is_the_record_that_reads_it()
    {
        var schema = Book.Of<DraftBriefPrompt>().AnswerSchema!.Value;

        Assert.Equal(Names(typeof(DraftBriefAnswer)), Keys(schema));
        Assert.Equal(Escalations.BriefSections.All.Select(Escalations.BriefSections.Key), Keys(schema.GetProperty("properties").GetProperty("sections")));
        Assert.Equal(Names(typeof(AnsweredMoney)), Keys(schema.GetProperty("properties").GetProperty("arr_at_risk")));
        Assert.Equal(Names(typeof(AnsweredReason)), Keys(Items(schema, "category_reasons")));
        Assert.Equal(Names(typeof(AnsweredReason)), Keys(Items(schema, "severity_reasons")));
        Assert.Equal(Names(typeof(AnsweredEvidence)), Keys(Items(schema, "evidence")));
        Assert.Equal(
            Escalations.BriefParts.All.Select(Escalations.BriefParts.Key),
            schema.GetProperty("properties").GetProperty("missing").GetProperty("items").GetProperty("enum").EnumerateArray().Select(key => key.GetString())
        );
        Assert.Equal(Names(typeof(AnsweredContradiction)), Keys(Items(schema, "contradictions")));
        Assert.Equal(Names(typeof(AnsweredDuplicate)), Keys(Items(schema, "possible_duplicates")));
    }

    /// <summary>Strict structured output wants every object closed and every key required.</summary>
    [Fact]
    public void Every_object_of_the_schema_is_closed_and_whole()
    {
        var objects = Objects(JsonNode.Parse(Book.Of<DraftBriefPrompt>().AnswerSchema!.Value.GetRawText())!).ToList();

        Assert.Equal(8, objects.Count);
        Assert.All(objects, o => Assert.False((bool)o["additionalProperties"]!));
        Assert.All(objects, o => Assert.Equal(o["properties"]!.AsObject().Select(p => p.Key), o["required"]!.AsArray().Select(r => (string?)r)));
    }

    [Fact]
    public void The_form_that_the_text_spells_out_is_that_of_the_schema()
    {
        var template = Book.Of<DraftBriefPrompt>().Config.Template;
        var spelled = template[template.IndexOf("THE ANSWER", StringComparison.Ordinal)..template.IndexOf("</message>", StringComparison.Ordinal)];
        var keys = Key().Matches(spelled).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            Objects(JsonNode.Parse(Book.Of<DraftBriefPrompt>().AnswerSchema!.Value.GetRawText())!)
                .SelectMany(o => o["properties"]!.AsObject().Select(p => p.Key))
                .Distinct()
                .Order(StringComparer.Ordinal),
            keys
        );
    }

    /// <summary>A changed text is a new version. With a new number, add its line to the file; the lines of old versions stay.</summary>
    [Fact]
    public void A_changed_text_has_a_new_version()
    {
        var recorded = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Versions))!;

        Assert.Empty(
            from prompt in Book.All
            where recorded.GetValueOrDefault(prompt.Name) != prompt.Hash
            select recorded.ContainsKey(prompt.Name)
                ? $"{prompt.Name} says something else than when it was recorded; give it the next version"
                : $"{prompt.Name} is not recorded; add \"{prompt.Name}\": \"{prompt.Hash}\""
        );
    }

    private static IEnumerable<string> Names(Type record) => PromptBook.PropertiesOf(record).Select(PromptBook.VariableOf);

    private static IEnumerable<string> Keys(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(p => p.Name);

    private static JsonElement Items(JsonElement schema, string list) => schema.GetProperty("properties").GetProperty(list).GetProperty("items");

    private static IEnumerable<JsonObject> Objects(JsonNode node) =>
        node switch
        {
            JsonObject o => o.Where(p => p.Value is not null)
                .SelectMany(p => Objects(p.Value!))
                .Concat(o.ContainsKey("properties") && o.ContainsKey("type") ? [o] : []),
            JsonArray a => a.Where(i => i is not null).SelectMany(i => Objects(i!)),
            _ => [],
        };

    [GeneratedRegex("\"([a-z_]+)\":")]
    private static partial Regex Key();
}
