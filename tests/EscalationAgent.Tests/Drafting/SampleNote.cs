using System.Globalization;
using System.Runtime.CompilerServices;
using Escalations;
using Escalations.Drafting;

namespace EscalationAgent.Tests.Drafting;

/// <summary>Notes from <c>Samples/notes</c> with what a careful reader finds in them.</summary>
/// <param name="HeldOut">Written before the rules and never used to better them.</param>
internal sealed record SampleNote(string Name, string Text, IReadOnlyDictionary<string, string> Expected, bool HeldOut)
{
    public static readonly DateOnly WrittenOn = new(2026, 3, 2);

    public static readonly IReadOnlyList<Category> Categories =
    [
        .. new[] { "product_defect", "feature_gap", "service_failure", "commercial_dispute", "relationship_at_risk", "executive_intervention" }.Select(
            key => new Category(key, key, "", [], new(4, TermUnit.Hours), new("resolution", new Dictionary<Severity, Term>()))
        ),
    ];

    public static IReadOnlyList<SampleNote> All { get; } = [.. Directory.EnumerateFiles(Folder(), "*.md").Order(StringComparer.Ordinal).Select(Load)];

    public DraftRequest Request => Ask(Text);

    public static DraftRequest Ask(params string[] notes) => new(notes, Brief.Empty, WrittenOn, Categories);

    /// <summary>Every point on which the draft differs from the reader, such as "severity: S2 and not S1".</summary>
    public IReadOnlyList<(string Point, string Said)> Differences(Draft draft)
    {
        var said = new Dictionary<string, string?>
        {
            ["account"] = draft.Account,
            ["category"] = draft.Suggestion?.Category,
            ["severity"] = draft.Suggestion?.Severity.ToString(),
            ["arr"] = draft.ArrAtRisk is { } arr ? $"{arr.Amount.ToString("0.##", CultureInfo.InvariantCulture)} {arr.Currency}".Trim() : null,
            ["renewal"] = draft.Renewal?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["sentiment"] = draft.Sentiment?.ToString(),
        };
        var wrong = said.Where(s => !string.Equals(s.Value ?? "none", Plain(s.Key), StringComparison.OrdinalIgnoreCase))
            .Select(s => (s.Key, $"{s.Value ?? "none"} and not {Expected[s.Key]}"));
        var absent = Keys("found").Where(k => !Has(draft, k)).Select(k => ($"found:{k}", "nothing"));
        var invented = Keys("missing").Where(k => Has(draft, k)).Select(k => ($"missing:{k}", draft.Sections.First(s => s.Key.Key() == k).Value));
        return [.. wrong, .. absent, .. invented];
    }

    public int Points => 6 + Keys("found").Length + Keys("missing").Length;

    private string Plain(string key) => key == "sentiment" ? Expected[key].Replace("-", "", StringComparison.Ordinal) : Expected[key];

    private string[] Keys(string key) => Expected[key].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);

    private static bool Has(Draft draft, string key) => draft.Sections.Any(s => s.Key.Key() == key);

    private static SampleNote Load(string path)
    {
        var parts = File.ReadAllText(path).Split("---\n", 3);
        var lines = parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(':', 2)).ToDictionary(l => l[0].Trim(), l => l[1].Trim());
        return new(Path.GetFileNameWithoutExtension(path), parts[2], lines, lines.ContainsKey("held-out"));
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Samples", "notes");
}
