using System.Text.Json;
using EscalationAgent.Evaluation;

namespace EscalationAgent.Training;

/// <summary>A note as the training files hold it: taken apart, with what each part does and what a careful reader says of the whole.</summary>
/// <param name="Parts">The role of a part, or several joined by "+", and its text; the texts together are the note.</param>
/// <param name="Missing">What the notes say nothing about.</param>
/// <param name="Soft">What may be asked for or not.</param>
/// <param name="Renewal">A day, or a month alone.</param>
internal sealed record PartedNote(
    string Id,
    DateOnly WrittenOn,
    string[][] Parts,
    string Category,
    string Severity,
    string[] Missing,
    string[] Soft,
    string? Account,
    AmountRead? Value,
    string? Renewal
)
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string Text => string.Concat(Parts.Select(p => p[1]));

    public string WithoutAccount => Account is null ? Text : Text.Replace(Account, " ", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same as somebody in haste writes it: all in small letters.</summary>
    public PartedNote InSmallLetters => With(text => text.ToLowerInvariant());

    /// <summary>The same with its customer alone in small letters.</summary>
    public PartedNote WithSmallAccount =>
        With(text => Account is null ? text : text.Replace(Account, Account.ToLowerInvariant(), StringComparison.OrdinalIgnoreCase));

    private PartedNote With(Func<string, string> write) => this with { Parts = [.. Parts.Select(part => (string[])[part[0], write(part[1])])] };

    public DateOnly? RenewalDay => Renewal is { Length: 10 } day ? DateOnly.ParseExact(day, "yyyy-MM-dd") : null;

    /// <summary>Nobody has taken it apart: only its category and severity are known.</summary>
    public bool IsWhole => Parts is [["", _]];

    /// <summary>Notes that are labelled as a whole.</summary>
    public static IReadOnlyList<PartedNote> ReadWhole(string path)
    {
        using var file = File.OpenText(path);
        return
        [
            .. from line in NotesFile.Read(file)
            let note = line.Note ?? throw new InvalidDataException($"{path}, line {line.Number}: {line.Fault}")
            where note.Category is not null && note.Severity is not null
            select new PartedNote(
                note.Id,
                note.WrittenOn,
                [
                    ["", note.Text],
                ],
                note.Category!,
                note.Severity!,
                [],
                [],
                null,
                null,
                null
            ),
        ];
    }

    /// <summary>All notes of a folder, in the order of files and lines.</summary>
    public static IReadOnlyList<PartedNote> ReadAll(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*.jsonl")
                .Order(StringComparer.Ordinal)
                .SelectMany(File.ReadLines)
                .Where(line => line.Length > 0)
                .Select(line => JsonSerializer.Deserialize<PartedNote>(line, Snake) ?? throw new InvalidDataException(line)),
        ];
}
