using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Escalations.Ports;

namespace EscalationAgent.Evaluation;

/// <summary><c>evaluate FILE</c>: reads notes from JSON lines, writes what the writer makes of them, and scores it where there are labels.</summary>
internal static class EvaluateVerb
{
    public const string Name = "evaluate";
    private const int Unusable = 2;
    private const int TellEvery = 50;

    private static readonly ReadingJson Json = new(
        new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    /// <summary>Runs it in the process's own console.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Bench bench)
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
        return await RunAsync(arguments, bench, output, Console.Error, CancellationToken.None);
    }

    /// <returns>0, or 2 when something in the input could not be used; what could be used was.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Bench bench, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (EvaluateOptions.Read(arguments, out var fault) is not { } options)
        {
            await errors.WriteLineAsync($"{fault} {EvaluateOptions.Usage}".TrimStart());
            return Unusable;
        }

        if (Missing(options, bench) is { } missing)
        {
            await errors.WriteLineAsync(missing);
            return Unusable;
        }

        try
        {
            using var file = new StreamReader(options.File, Encoding.UTF8);
            return await ReadAllAsync(options, NotesFile.Read(file), bench, output, errors, cancel);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{options.File}: {failed.Message}");
            return Unusable;
        }
    }

    private static string? Missing(EvaluateOptions options, Bench bench) =>
        !File.Exists(options.File) ? $"{Path.GetFullPath(options.File)}: there is no such file."
        : options.Replay is { } answers && !Directory.Exists(answers) ? $"{Path.GetFullPath(answers)}: there is no such folder."
        : options.Render is { } requests && File.Exists(requests) ? $"{requests}: this is a file, and no folder."
        : options is { Writer: WriterChoice.Model, Render: null, Replay: null } && bench.Model is null
            ? "No model is configured; set Llm:Endpoint and Llm:Model."
        : null;

    private static async Task<int> ReadAllAsync(
        EvaluateOptions options,
        IEnumerable<NoteLine> lines,
        Bench bench,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancel
    )
    {
        var (scores, read, faults, unanswered) = (new Scores(), 0, 0, 0);
        foreach (var line in lines)
        {
            if (line.Note is not { } note)
            {
                faults++;
                await errors.WriteLineAsync($"{options.File}, line {line.Number}: {line.Fault}.");
                continue;
            }

            if (++read % TellEvery == 0)
            {
                await errors.WriteLineAsync($"notes read: {read}");
            }

            if (options.Render is { } folder)
            {
                Directory.CreateDirectory(folder);
                await File.WriteAllTextAsync(Path.Combine(folder, $"{NoteFiles.NameOf(note.Id)}.json"), await bench.Render(bench.RequestOf(note)), cancel);
                continue;
            }

            var (noteResult, why) = await ReadAsync(options, note, bench, cancel);
            if (noteResult is null)
            {
                unanswered++;
                await errors.WriteLineAsync($"{options.File}, line {line.Number}: note \"{note.Id}\": {why}");
                continue;
            }

            scores.Add(note, noteResult);
            await output.WriteLineAsync(JsonSerializer.Serialize(noteResult, Json.NoteResult));
        }

        await errors.WriteLineAsync(
            read + faults == 0
                ? $"{options.File}: line 1: the file is empty."
                : $"notes read: {read}, lines left out: "
                    + $"{faults}{(unanswered > 0 ? $", without a usable answer: {unanswered}" : "")}"
                    + $"{(options.Render is { } to ? $"; requests written to {to}" : "")}"
        );
        if (scores.HasLabels)
        {
            await errors.WriteLineAsync(scores.Table());
        }

        return faults + unanswered > 0 || read == 0 ? Unusable : 0;
    }

    /// <returns>What the writer made of the note, or why it made nothing.</returns>
    private static async Task<(NoteResult? Reading, string? Why)> ReadAsync(EvaluateOptions options, LabelledNote note, Bench bench, CancellationToken cancel)
    {
        var draftWriter = options.Writer == WriterChoice.Offline ? bench.Offline : bench.Model ?? bench.Offline;
        if (options.Replay is { } folder)
        {
            var (answer, fault) = await NoteFiles.AnswerAsync(folder, note.Id, cancel);
            if (answer is null)
            {
                return (null, $"{fault}.");
            }

            draftWriter = bench.Replay(answer);
        }

        try
        {
            return (await bench.With(draftWriter).ReadAsync(note, cancel), null);
        }
        catch (WriterFailedException failed)
        {
            return (null, failed.Message);
        }
    }
}
