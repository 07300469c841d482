using System.Text.Json;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Weights of signs for each answer, learnt from the labelled notes of the tuning half by <c>tests/EscalationAgent.Training</c>.</summary>
internal sealed class LinearModel(IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> weights)
{
    private const string Bias = "bias";

    private static readonly Lazy<Dictionary<string, LinearModel>> Shipped = new(Load);

    public static LinearModel Categories => Shipped.Value["category"];

    public static LinearModel Severities => Shipped.Value["severity"];

    /// <summary>What a sign adds for an answer.</summary>
    public double WeightOf(string answer, string sign) => weights.TryGetValue(answer, out var known) ? known.GetValueOrDefault(sign) : 0;

    public double Score(string answer, IEnumerable<Feature> signs) => WeightOf(answer, Bias) + signs.Sum(s => s.Strength * WeightOf(answer, s.Key));

    /// <summary>How likely each of these answers is, all together 1.</summary>
    public IReadOnlyList<(string Answer, double Share)> Judge(IEnumerable<string> answers, IReadOnlyList<Feature> signs)
    {
        var scores = answers.Select(a => (Answer: a, Score: Score(a, signs))).ToList();
        var most = scores.Select(s => s.Score).DefaultIfEmpty().Max();
        var sum = scores.Sum(s => Math.Exp(s.Score - most));
        return [.. scores.Select(s => (s.Answer, Math.Exp(s.Score - most) / sum))];
    }

    private static Dictionary<string, LinearModel> Load()
    {
        using var file = typeof(LinearModel).Assembly.GetManifestResourceStream("offline-model.json")
            ?? throw new InvalidOperationException("The offline model is not part of this build.");
        var read = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, double>>>>(file) ?? [];
        return read.ToDictionary(m => m.Key, m => new LinearModel(m.Value.ToDictionary(a => a.Key, IReadOnlyDictionary<string, double> (a) => a.Value)));
    }
}
