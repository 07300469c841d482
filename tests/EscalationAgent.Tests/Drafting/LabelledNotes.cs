using System.Runtime.CompilerServices;
using EscalationAgent.Drafting;
using EscalationAgent.Drafting.Offline;
using EscalationAgent.Drafting.Prompts;
using EscalationAgent.Evaluation;
using Microsoft.Extensions.Logging.Abstractions;

namespace EscalationAgent.Tests.Drafting;

/// <summary>Our labelled notes, and what the offline writer makes of them.</summary>
internal static class LabelledNotes
{
    public static readonly Evaluator Evaluator = new(new OfflineWriter(), SampleNote.Categories, SignatureChecklist.Read);

    /// <summary>Measures the offline writer; a model only where its answers are given.</summary>
    public static Bench Bench(LlmSettings? settings = null)
    {
        var clock = new FakeTimeProvider(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var prompts = PromptBook.Open(Path.Combine(Peer.Root, "prompts"));
        var requestReplay = new RequestReplay(settings ?? new(), prompts, clock);
        return new(
            SampleNote.Categories,
            SignatureChecklist.Read,
            new OfflineWriter(),
            settings is null ? null : DraftingSetup.WriterOf(settings, prompts, clock, NullLogger.Instance),
            requestReplay.RenderAsync,
            requestReplay.Replay
        );
    }

    public static string PathOf(string set, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "Samples", "notes", $"labelled.{set}.jsonl"));

    public static IReadOnlyList<LabelledNote> Of(string set)
    {
        using var file = File.OpenText(PathOf(set));
        return [.. NotesFile.Read(file).Select(l => l.Note ?? throw new InvalidOperationException($"{set}, line {l.Number}: {l.Fault}"))];
    }

    public static async Task<(Scores Scores, IReadOnlyList<NoteResult> Readings)> ScoreAsync(IEnumerable<LabelledNote> notes, CancellationToken cancel)
    {
        var (scores, readings) = (new Scores(), new List<NoteResult>());
        foreach (var note in notes)
        {
            readings.Add(await Evaluator.ReadAsync(note, cancel));
            scores.Add(note, readings[^1]);
        }

        return (scores, readings);
    }
}
