using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using TeamsBot;
using TeamsBot.Cards;

namespace EscalationAgent.Benchmarks;

/// <summary>What filling a card costs.</summary>
[MemoryDiagnoser]
public class CardBenchmarks
{
    private CardTemplates cards = null!;
    private JsonElement data;

    [Params("escalation", "help")]
    public string Card { get; set; } = "";

    [GlobalSetup]
    public void Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "cards");
        cards = new(folder);
        var sample = Directory.EnumerateFiles(Path.Combine(folder, "samples"), $"{Card}*.json").Order(StringComparer.Ordinal).First();
        data = JsonSerializer.SerializeToElement(JsonNode.Parse(File.ReadAllText(sample)));
    }

    [Benchmark]
    public FilledCard Fill() => cards.Fill(Card, data);
}
