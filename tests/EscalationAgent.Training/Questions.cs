using System.Globalization;
using EscalationAgent.Drafting.Offline;
using Escalations;

namespace EscalationAgent.Training;

/// <summary>A question that the model answers, and how it is learnt.</summary>
internal sealed record Question(string Name, IReadOnlyList<string> Answers, Func<Example, string?> LabelOf, Pull Pull);

/// <summary>The two questions, and how well each is answered for notes that were not learnt from.</summary>
internal static class Questions
{
    private const int Folds = 8;

    public static readonly IReadOnlyList<Question> All =
    [
        new("category", [.. OfflineCues.KnownCategories.Order(StringComparer.Ordinal)], e => e.Category, new(0.5, 0.5, 0.4)),
        new("severity", [.. Severities.All.Select(s => s.ToString())], e => e.Severity, new(0.3, 0.5, 0.2)),
    ];

    /// <summary>Other settings, to see what the chosen one is worth: no words at all, freer signs, little trust in the reader.</summary>
    private static readonly IReadOnlyList<Pull> Others = [new(1, 0.5, 0.2), new(1, 20, 0.4), new(20, 20, 0.4)];

    private static readonly IReadOnlyDictionary<string, double> Given = OfflineCues
        .AllRows()
        .GroupBy(r => r.Key)
        .ToDictionary(g => g.Key, g => g.Average(r => r.Weight));

    /// <summary>Where a weight starts: with what the cue tables say, for the answer that they say it for.</summary>
    public static Func<string, string, double> Start(Pull pull) =>
        (answer, sign) =>
            sign == Trainer.Bias || sign.StartsWith("word", StringComparison.Ordinal) ? 0
            : sign.StartsWith(answer + ":", StringComparison.Ordinal) ? pull.Trust * Given.GetValueOrDefault(sign)
            : sign == "renewal: near" && answer == "S2" ? pull.Trust * 2
            : sign == "revenue: large" && answer is "S2" or "S1" ? pull.Trust
            : 0;

    public static Dictionary<string, Dictionary<string, double>> Learn(Question question, IEnumerable<Example> examples) =>
        Trainer.Learn(
            [.. examples.Where(e => question.LabelOf(e) is not null).Select(e => (e.Signs, question.LabelOf(e)!))],
            question.Answers,
            Start(question.Pull),
            question.Pull
        );

    public static void Report(IReadOnlyList<Example> examples)
    {
        foreach (var question in All)
        {
            foreach (var pull in Others.Prepend(question.Pull))
            {
                var answered = CrossValidate(question with { Pull = pull }, examples);
                var english = answered.Where(a => a.Id.StartsWith("en", StringComparison.Ordinal)).ToList();
                Console.Error.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{question.Name} {pull}: {Share(answered)} English {Share(english)} other {Share([.. answered.Except(english)])} "
                            + $"{string.Join(' ', answered.Where(a => a.Right == "S1").GroupBy(a => a.Right).Select(g => $"S1 recall {Share([.. g])}"))}"
                    )
                );
            }
        }
    }

    private static List<(string Id, string Right, string Said)> CrossValidate(Question question, IReadOnlyList<Example> examples)
    {
        var labelled = examples.Where(e => question.LabelOf(e) is not null).ToList();
        return
        [
            .. Enumerable
                .Range(0, Folds)
                .AsParallel()
                .AsOrdered()
                .SelectMany(fold =>
                {
                    var weights = Learn(question, labelled.Where((_, i) => i % Folds != fold));
                    var model = new LinearModel(weights.ToDictionary(w => w.Key, IReadOnlyDictionary<string, double> (w) => w.Value));
                    return labelled
                        .Where((_, i) => i % Folds == fold)
                        .Select(e =>
                            (
                                e.Id,
                                question.LabelOf(e)!,
                                model
                                    .Judge(question.Answers, [.. e.Signs.Select(s => new Feature(s.Key, s.Value, "", null, default))])
                                    .MaxBy(j => j.Share)
                                    .Answer
                            )
                        )
                        .ToList();
                }),
        ];
    }

    private static string Share(List<(string Id, string Right, string Said)> answered) =>
        string.Create(CultureInfo.InvariantCulture, $"{(double)answered.Count(a => a.Right == a.Said) / Math.Max(1, answered.Count):0.000}");
}
