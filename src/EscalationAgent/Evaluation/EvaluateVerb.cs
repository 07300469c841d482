using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EscalationAgent.Evaluation;

/// <summary><c>evaluate FILE</c>: reads notes from JSON lines, writes what the writer makes of them, and scores it where there are labels.</summary>
internal static class EvaluateVerb
{
    public const string Name = "evaluate";
    private const int Unusable = 2;
    private const int TellEvery = 50;

    private static readonly ReadingJson Json = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Runs it in the process's own console.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Evaluator evaluator)
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
        return await RunAsync(arguments, evaluator, output, Console.Error, CancellationToken.None);
    }

    /// <returns>0, or 2 when something in the input could not be used; what could be used was.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Evaluator evaluator, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (arguments is not [var path])
        {
            await errors.WriteLineAsync("Usage: evaluate FILE, with one JSON object a line: id, text, written_on; optional labels category, severity, missing_sections, allowed_facts.");
            return Unusable;
        }

        if (!File.Exists(path))
        {
            await errors.WriteLineAsync($"{path}: there is no such file.");
            return Unusable;
        }

        try
        {
            using var file = new StreamReader(path, Encoding.UTF8);
            return await ReadAllAsync(path, NotesFile.Read(file), evaluator, output, errors, cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{path}: {fault.Message}");
            return Unusable;
        }
    }

    private static async Task<int> ReadAllAsync(string path, IEnumerable<NoteLine> lines, Evaluator evaluator, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        var (scores, read, faults) = (new Scores(), 0, 0);
        foreach (var line in lines)
        {
            if (line.Note is not { } note)
            {
                faults++;
                await errors.WriteLineAsync($"{path}, line {line.Number}: {line.Fault}.");
                continue;
            }

            var reading = await evaluator.ReadAsync(note, cancel);
            scores.Add(note, reading);
            await output.WriteLineAsync(JsonSerializer.Serialize(reading, Json.Reading));
            if (++read % TellEvery == 0)
            {
                await errors.WriteLineAsync($"notes read: {read}");
            }
        }

        await errors.WriteLineAsync(read + faults == 0 ? $"{path}: line 1: the file is empty." : $"notes read: {read}, lines left out: {faults}");
        if (scores.HasLabels)
        {
            await errors.WriteLineAsync(scores.Table());
        }

        return faults > 0 || read == 0 ? Unusable : 0;
    }
}
