using EscalationAgent.Drafting.Offline;
using EscalationAgent.Evaluation;

namespace EscalationAgent.Training;

/// <summary>A note as the model sees it: its signs with their strengths, and what it is.</summary>
internal sealed record Example(string Id, IReadOnlyDictionary<string, double> Signs, string? Category, string? Severity);

/// <summary>Reads the notes that may be learnt from.</summary>
internal static class Examples
{
    public static IReadOnlyList<Example> Read(string folder)
    {
        return
        [
            .. Labelled(Path.Combine(folder, "labelled.tuning.jsonl")),
            .. Labelled(Path.Combine(folder, "labelled.plain.jsonl")),
            .. Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(Sample).OfType<Example>(),
        ];
    }

    private static List<Example> Labelled(string path)
    {
        using var file = File.OpenText(path);
        return [.. NotesFile.Read(file).Select(l => Of(l.Note ?? throw new InvalidOperationException($"{path}, line {l.Number}: {l.Fault}")))];
    }

    private static Example Of(LabelledNote note) => new(note.Id, SignsOf(note.Text, note.WrittenOn), note.Category, note.Severity);

    /// <summary>The older samples, but for those that are held out and those that are nothing yet.</summary>
    private static Example? Sample(string path)
    {
        var parts = File.ReadAllText(path).Split("---\n", 3);
        var labels = parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(':', 2)).ToDictionary(l => l[0].Trim(), l => l[1].Trim());
        return labels.ContainsKey("held-out") || labels["category"] == "none"
            ? null
            : new(Path.GetFileNameWithoutExtension(path), SignsOf(parts[2], new(2026, 3, 2)), labels["category"], labels["severity"]);
    }

    private static Dictionary<string, double> SignsOf(string text, DateOnly writtenOn) =>
        OfflineWriter.SignsOf(NotesReader.Read([text], writtenOn), writtenOn).GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Sum(s => s.Strength));
}
