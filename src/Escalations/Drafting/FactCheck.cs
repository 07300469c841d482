using System.Globalization;

namespace Escalations.Drafting;

/// <summary>Holds a draft against its sources: what it claims and they do not say was invented.</summary>
public sealed class FactCheck
{
    private static readonly HashSet<string> DayWords = new(["days", "day", "tage", "tagen", "jours", "días", "dias"], StringComparer.OrdinalIgnoreCase);

    private readonly IReadOnlyList<Fact> said;
    private readonly HashSet<string> words;

    /// <param name="sources">What the CSM wrote.</param>
    /// <param name="writtenOn">The day by which "in 67 days" is a date.</param>
    public FactCheck(IEnumerable<string> sources, DateOnly? writtenOn = null)
    {
        var text = string.Join("\n\n", sources);
        words = new(WordsOf(text), StringComparer.OrdinalIgnoreCase);
        said = [.. FactReader.In(text, words: true), .. writtenOn is { } day ? [.. DaysToCome(text, day)] : Array.Empty<Fact>()];
    }

    /// <summary>The facts of a text, names among them, that no source holds.</summary>
    public IReadOnlyList<Fact> Unproven(string draft) => [.. FactReader.In(draft).Concat(NameReader.In(draft)).Where(f => !IsProven(f)).DistinctBy(f => (f.Kind, f.Text))];

    public bool IsProven(Fact fact) => fact.Kind == FactKind.Name
        ? WordsOf(fact.Text).All(words.Contains)
        : said.Any(fact.IsSaidBy);

    private static IEnumerable<string> WordsOf(string text) =>
        text.Split([.. " \n\t\r\u00a0.,;:!?()[]{}<>\"“”„«»'’/*_|"], StringSplitOptions.RemoveEmptyEntries).SelectMany(w => w.Contains('-') ? w.Split('-').Append(w) : [w]);

    private static IEnumerable<Fact> DaysToCome(string text, DateOnly writtenOn)
    {
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at + 1 < parts.Length; at++)
        {
            if (DayWords.Contains(parts[at + 1].Trim('.', ',', ';', ')')) && int.TryParse(parts[at], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days < 5000)
            {
                yield return new(FactKind.Date, $"{parts[at]} {parts[at + 1]}", [writtenOn.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);
            }
        }
    }
}
