namespace EscalationAgent.Training;

/// <summary>How far the weights may move from where a reader put them.</summary>
/// <param name="OfSigns">Pull towards the reader's weights, for the rows of the cue tables.</param>
/// <param name="OfWords">Pull towards nothing, for bare words: there are many of them and few notes.</param>
/// <param name="Trust">What one point of a cue's weight is worth before anything is learnt.</param>
internal sealed record Pull(double OfSigns, double OfWords, double Trust);

/// <summary>Multinomial logistic regression by full gradient descent: the same notes give the same weights, on any machine.</summary>
internal static class Trainer
{
    public const string Bias = "bias";
    private const int Rounds = 400;
    private const double Step = 0.02;
    private const double OfBias = 8;
    private const double OfForeignSigns = 4;

    /// <param name="start">Where the weights begin and are pulled back to.</param>
    public static Dictionary<string, Dictionary<string, double>> Learn(
        IReadOnlyList<(IReadOnlyDictionary<string, double> Signs, string Answer)> notes,
        IReadOnlyList<string> answers,
        Func<string, string, double> start,
        Pull pull
    )
    {
        var signs = notes
            .SelectMany(n => n.Signs.Keys)
            .GroupBy(k => k)
            .Where(g => g.Count() > 1 || !g.Key.StartsWith("word", StringComparison.Ordinal))
            .Select(g => g.Key)
            .Append(Bias)
            .Order(StringComparer.Ordinal)
            .ToList();
        var number = signs.Select((sign, i) => (sign, i)).ToDictionary(p => p.sign, p => p.i);
        var inputs = notes
            .Select(n =>
                n.Signs.Where(s => number.ContainsKey(s.Key)).Select(s => (At: number[s.Key], s.Value)).Append((At: number[Bias], Value: 1.0)).ToArray()
            )
            .ToList();
        var prior = answers.Select(a => signs.Select(s => start(a, s)).ToArray()).ToArray();
        var weights = prior.Select(p => p.ToArray()).ToArray();
        var speed = prior.Select(p => new double[p.Length]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var slope = Slope(weights, prior, signs, answers, inputs, [.. notes.Select(n => IndexOf(answers, n.Answer))], pull);
            for (var a = 0; a < weights.Length; a++)
            {
                for (var s = 0; s < signs.Count; s++)
                {
                    speed[a][s] = (0.9 * speed[a][s]) - (Step * slope[a][s]);
                    weights[a][s] += speed[a][s];
                }
            }
        }

        return answers
            .Select((answer, a) => (answer, a))
            .ToDictionary(p => p.answer, p => signs.Select((sign, s) => (sign, weight: weights[p.a][s])).ToDictionary(w => w.sign, w => w.weight));
    }

    private static double[][] Slope(
        double[][] weights,
        double[][] prior,
        List<string> signs,
        IReadOnlyList<string> answers,
        List<(int At, double Value)[]> inputs,
        int[] right,
        Pull pull
    )
    {
        var slope = weights.Select((w, a) => w.Select((weight, s) => PullOf(signs[s], answers, pull) * (weight - prior[a][s])).ToArray()).ToArray();
        for (var n = 0; n < inputs.Count; n++)
        {
            var scores = weights.Select(w => inputs[n].Sum(i => w[i.At] * i.Value)).ToArray();
            var most = scores.Max();
            var sum = scores.Sum(s => Math.Exp(s - most));
            for (var a = 0; a < weights.Length; a++)
            {
                var off = (Math.Exp(scores[a] - most) / sum) - (right[n] == a ? 1 : 0);
                foreach (var (at, value) in inputs[n])
                {
                    slope[a][at] += off * value;
                }
            }
        }

        return slope;
    }

    /// <summary>How common an answer is among our notes says little about the next note, and a sign of the other question little about this one.</summary>
    private static double PullOf(string sign, IReadOnlyList<string> answers, Pull pull) =>
        sign == Bias ? OfBias
        : sign.StartsWith("word", StringComparison.Ordinal) ? pull.OfWords
        : answers.Any(a => sign.StartsWith(a + ":", StringComparison.Ordinal)) ? pull.OfSigns
        : OfForeignSigns;

    private static int IndexOf(IReadOnlyList<string> answers, string answer) => Enumerable.Range(0, answers.Count).First(i => answers[i] == answer);
}
