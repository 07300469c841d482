using EscalationAgent.Drafting.Offline;
using Escalations;

namespace EscalationAgent.Training;

/// <summary>From which likelihood on a section should count as told: what each choice gives for notes that were not learnt from.</summary>
internal static class MissingCheck
{
    private const int Folds = 3;

    /// <param name="question">What a sentence does in a note.</param>
    public static void Report(Question question, IReadOnlyList<PartedNote> notes)
    {
        var model = MaximumEntropy.Learn(question, [.. notes.Where((_, i) => i % Folds != 0).SelectMany(question.Of)]);
        var read = notes.Where((note, i) => i % Folds == 0 && !note.IsWhole).Select(note => (Note: note, Shares: SharesIn(note, model))).ToList();
        foreach (var section in BriefSections.All.Where(s => s is not (BriefSection.Headline or BriefSection.Recommendation)))
        {
            var labelled = read.Where(n => !n.Note.Soft.Contains(section.Key()))
                .Select(n => (Missing: n.Note.Missing.Contains(section.Key()), Most: n.Shares.Select(s => s.Of(section)).DefaultIfEmpty().Max()))
                .ToList();
            Console.WriteLine($"{section.Key()}: missing in {labelled.Count(l => l.Missing)} of {labelled.Count}");
            foreach (var enough in Enumerable.Range(1, 9).Select(i => i / 10.0))
            {
                var (right, found) = (labelled.Count(l => l.Missing && l.Most < enough), labelled.Count(l => l.Most < enough));
                var there = labelled.Count(l => l.Missing);
                Console.WriteLine($"  {enough:0.0}   precision {(double)right / Math.Max(1, found):0.00}   recall {(double)right / Math.Max(1, there):0.00}");
            }
        }
    }

    private static List<RoleShares> SharesIn(PartedNote note, LinearModel model)
    {
        var statements = NotesReader.Read([note.Text], note.WrittenOn).Statements;
        return [.. RoleShares.Of(statements, note.WrittenOn, model).Where(s => !Role.Frame.Contains(s.Best))];
    }
}
