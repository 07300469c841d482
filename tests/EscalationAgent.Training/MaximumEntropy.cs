using EscalationAgent.Drafting.Offline;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace EscalationAgent.Training;

/// <summary>Learns a linear model by ML.NET. One thread, so that the same examples give the same weights.</summary>
internal static class MaximumEntropy
{
    /// <summary>Towards nothing.</summary>
    private const float Pull = 0.03f;

    private sealed class Row
    {
        public VBuffer<float> Features { get; set; }

        public uint Label { get; set; }

        public float Weight { get; set; }
    }

    public static LinearModel Learn(Question question, IReadOnlyList<Example> examples)
    {
        var answers = question.Answers;
        var times = examples.GroupBy(e => e.Answer).ToDictionary(g => g.Key, g => g.Count());
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, LinearModel.Places);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), answers.Count);
        var number = answers.Select((a, i) => (a, i)).ToDictionary(p => p.a, p => (uint)p.i);
        var rows = examples
            .Select(e => new Row
            {
                Features = Buffer(e.Features),
                Label = number[e.Answer],
                Weight = question.IsBalanced ? MathF.Sqrt((float)examples.Count / answers.Count / times[e.Answer]) : 1,
            })
            .ToList();
        var trainer = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                ExampleWeightColumnName = nameof(Row.Weight),
                L1Regularization = 0,
                L2Regularization = Pull,
                NumberOfThreads = 1,
                HistorySize = 8,
                OptimizationTolerance = 1e-5f,
                MaximumNumberOfIterations = 150,
            }
        );
        var model = trainer.Fit(ml.Data.LoadFromEnumerable(rows, schema)).Model;
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out _);
        return LinearModel.Of(answers, [.. model.GetBiases()], [.. weights.Select(w => w.DenseValues().ToArray())]);
    }

    private static VBuffer<float> Buffer(IReadOnlyList<(int Place, float Value)> features)
    {
        var merged = features.GroupBy(f => f.Place).Select(g => (g.Key, Value: g.Sum(f => f.Value))).OrderBy(f => f.Key).ToList();
        return new(LinearModel.Places, merged.Count, [.. merged.Select(f => f.Value)], [.. merged.Select(f => f.Key)]);
    }
}
