namespace EscalationAgent.Training;

/// <summary>How well a question is answered for notes that were not learnt from.</summary>
internal static class Check
{
    private const int Folds = 5;

    public static void Report(Question question, IReadOnlyList<PartedNote> notes)
    {
        var examples = notes.SelectMany(question.Of).ToList();
        var said = new List<(Example Example, double[] Shares)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = MaximumEntropy.Learn(question, [.. examples.Where(e => e.Note % Folds != fold)]);
            said.AddRange(examples.Where(e => e.Note % Folds == fold).Select(e => (e, model.Judge(e.Features))));
        }

        Console.WriteLine($"{question.Name}: {said.Average(s => Best(question, s.Shares) == s.Example.Answer ? 1.0 : 0):0.000} of {said.Count} examples right");
        foreach (var answer in question.Answers)
        {
            var (right, found, there) = (
                said.Count(s => s.Example.Answer == answer && Best(question, s.Shares) == answer),
                said.Count(s => Best(question, s.Shares) == answer),
                said.Count(s => s.Example.Answer == answer)
            );
            Console.WriteLine(
                $"  {answer, -24} precision {(double)right / Math.Max(1, found):0.00}   recall {(double)right / Math.Max(1, there):0.00}   {there}"
            );
        }
    }

    private static string Best(Question question, double[] shares) => question.Answers[Array.IndexOf(shares, shares.Max())];
}
