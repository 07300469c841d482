using System.Text.Encodings.Web;
using System.Text.Json;

namespace EscalationAgent.Training;

/// <summary>Writes the weights where the program takes them from, readable and in a fixed order.</summary>
internal static class ModelFile
{
    private const double TooSmall = 0.01;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(string path, IReadOnlyList<Example> examples)
    {
        var learnt = Questions.All.ToDictionary(
            q => q.Name,
            q =>
                Questions
                    .Learn(q, examples)
                    .ToDictionary(
                        answer => answer.Key,
                        answer =>
                            answer
                                .Value.Where(w => Math.Abs(w.Value) >= TooSmall)
                                .OrderBy(w => w.Key, StringComparer.Ordinal)
                                .ToDictionary(w => w.Key, w => Math.Round(w.Value, 3))
                    )
        );
        File.WriteAllText(path, JsonSerializer.Serialize(learnt, Readable) + "\n");
    }
}
