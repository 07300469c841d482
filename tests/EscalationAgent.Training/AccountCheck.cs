namespace EscalationAgent.Training;

/// <summary>From which likelihood on a name should be taken for the customer's: what each choice gives for notes that were not learnt from.</summary>
internal static class AccountCheck
{
    private const int Folds = 3;

    public static void Report(Question question, IReadOnlyList<PartedNote> notes)
    {
        var examples = notes.SelectMany(question.Of).ToList();
        var model = MaximumEntropy.Learn(question, [.. examples.Where(e => e.Note % Folds != 0)]);
        var likeliest = examples
            .Where(e => e.Note % Folds == 0)
            .GroupBy(e => e.Note)
            .Select(note => note.Select(e => (IsRight: e.Answer == question.Answers[^1], Share: model.Sureness(e.Features))).MaxBy(e => e.Share))
            .ToList();
        var there = notes.Where((note, i) => i % Folds == 0 && note.Account is not null).Count();
        foreach (var enough in (double[])[0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9])
        {
            var (right, found) = (likeliest.Count(l => l.IsRight && l.Share >= enough), likeliest.Count(l => l.Share >= enough));
            Console.WriteLine($"  {enough:0.00}   precision {(double)right / Math.Max(1, found):0.00}   recall {(double)right / there:0.00}");
        }
    }
}
