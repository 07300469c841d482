using System.Runtime.CompilerServices;
using EscalationAgent.Evaluation;
using EscalationAgent.Llm;

namespace EscalationAgent.Tests.Llm;

/// <summary>Our labelled notes, and what the offline writer makes of them.</summary>
internal static class LabelledNotes
{
    public static readonly Evaluator Evaluator = new(new OfflineWriter(), SampleNote.Categories, SignatureChecklist.Read);

    public static string PathOf(string set, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "Samples", "notes", $"labelled.{set}.jsonl"));

    public static IReadOnlyList<LabelledNote> Of(string set)
    {
        using var file = File.OpenText(PathOf(set));
        return [.. NotesFile.Read(file).Select(l => l.Note ?? throw new InvalidOperationException($"{set}, line {l.Number}: {l.Fault}"))];
    }

    public static async Task<(Scores Scores, IReadOnlyList<Reading> Readings)> ScoreAsync(IEnumerable<LabelledNote> notes, CancellationToken cancel)
    {
        var (scores, readings) = (new Scores(), new List<Reading>());
        foreach (var note in notes)
        {
            readings.Add(await Evaluator.ReadAsync(note, cancel));
            scores.Add(note, readings[^1]);
        }

        return (scores, readings);
    }
}
