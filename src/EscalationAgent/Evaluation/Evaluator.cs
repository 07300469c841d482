using System.Globalization;
using System.Text.Json;
using Escalations;
using Escalations.Drafting;
using Escalations.Ports;
using TextAnalysis.Checking;

namespace EscalationAgent.Evaluation;

/// <summary>Lets a writer read one note, and holds what it writes against the note.</summary>
/// <param name="checklist">Tells which items of the signature checklist the notes hold.</param>
internal sealed class Evaluator(
    IDraftWriter draftWriter,
    IReadOnlyList<Category> categories,
    Func<string, DateOnly, IReadOnlyDictionary<string, bool>> checklist
)
{
    private const string Account = "account";
    private const string WithChecklist = "product_defect";

    public async Task<NoteResult> ReadAsync(LabelledNote note, CancellationToken cancel)
    {
        var draft = await draftWriter.WriteAsync(new([note.Text], Brief.Empty, note.WrittenOn, categories), cancel);
        var check = new FactCheck([new Source("the note", note.Text)], note.WrittenOn);
        return new(
            note.Id,
            draft.Suggestion?.Category,
            draft.Suggestion?.Severity?.ToString(),
            Rounded(draft.Suggestion?.Lowest),
            Rounded(draft.Suggestion?.CategoryConfidence ?? draft.Suggestion?.Confidence),
            Rounded(draft.Suggestion?.SeverityConfidence ?? draft.Suggestion?.Confidence),
            [
                .. draft.Account is null ? [Account] : Enumerable.Empty<string>(),
                .. BriefSections.All.Where(s => !draft.Sections.ContainsKey(s)).Select(s => s.Key()),
            ],
            [.. (draft.MissingParts ?? []).Where(p => draft.Sections.ContainsKey(p.Section())).Select(p => $"{p.Section().Key()}.{p.Key()}")],
            BriefSections.All.Where(draft.Sections.ContainsKey).ToDictionary(s => s.Key(), s => draft.Sections[s]),
            draft.Account,
            draft.ArrAtRisk is { } arr ? new(arr.Amount, arr.Currency) : null,
            draft.Renewal,
            draft.Suggestion?.Category == WithChecklist ? checklist(note.Text, note.WrittenOn) : new Dictionary<string, bool>(),
            [
                .. AllSaid(draft)
                    .SelectMany(said => check.Claims(said, draft.Evidence))
                    .Where(c => c.Proof is null)
                    .DistinctBy(c => (c.Fact.Kind, c.Fact.Text))
                    .Select(c => c.Fact.Text),
            ],
            [.. draft.NotPlaced.Select(s => s.Text)],
            [.. draft.LeftOut.Select(s => new LeftOutRead(s.Text, JsonNamingPolicy.SnakeCaseLower.ConvertName(s.Because.ToString())))]
        );
    }

    private static double? Rounded(double? share) => share is { } known ? Math.Round(known, 3) : null;

    /// <summary>Everything that a person would read in the draft, each by itself, as the product holds it against the notes.</summary>
    private static IEnumerable<string> AllSaid(Draft draft) =>
        draft
            .Sections.OrderBy(s => s.Key)
            .Select(s => s.Value)
            .Append(draft.Account ?? "")
            .Append(draft.ArrAtRisk is { } arr ? string.Create(CultureInfo.InvariantCulture, $"{arr.Currency} {arr.Amount:0.##}") : "")
            .Append(draft.Renewal?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
}
