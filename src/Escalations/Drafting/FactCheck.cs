using System.Globalization;

namespace Escalations.Drafting;

/// <summary>Holds a draft against its sources: what it claims and they do not say was invented.</summary>
/// <param name="sources">What the CSM wrote.</param>
/// <param name="writtenOn">The day by which "in 67 days" is a date.</param>
public sealed class FactCheck(IReadOnlyList<Source> sources, DateOnly? writtenOn)
{
    private static readonly HashSet<string> DayWords = new(["days", "day", "tage", "tagen", "jours", "días", "dias"], StringComparer.OrdinalIgnoreCase);

    private readonly List<(Source Source, FactFound Found, string? Rule)> said =
    [
        .. sources.SelectMany(s => FactReader.In(s.Text, words: true).Select(f => (s, f, (string?)null))),
        .. sources.SelectMany(s => writtenOn is { } day ? DaysToCome(s.Text, day).Select(f => (s, f.Found, (string?)f.Rule)) : []),
    ];

    private readonly Dictionary<string, (Source Source, int At)> words = sources
        .SelectMany(s => WordsOf(s.Text).Select(w => (Source: s, Word: w)))
        .DistinctBy(w => w.Word, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(w => w.Word, w => (w.Source, w.Source.Text.IndexOf(w.Word, StringComparison.Ordinal)), StringComparer.OrdinalIgnoreCase);

    /// <summary>All facts of a text in the order of their places, without overlaps.</summary>
    public IReadOnlyList<Claim> Claims(string draft)
    {
        var claims = new List<Claim>();
        foreach (var found in FactReader.In(draft).Concat(NameReader.In(draft)).OrderBy(f => f.Start).ThenByDescending(f => f.Length))
        {
            if (claims.Count == 0 || claims[^1].End <= found.Start)
            {
                claims.Add(new(found.Fact, found.Start, found.Length, ProofOf(found.Fact)));
            }
        }

        return claims;
    }

    /// <summary>The facts of a text that no source holds.</summary>
    public IReadOnlyList<Fact> Unproven(string draft) => [.. Claims(draft).Where(c => c.Proof is null).Select(c => c.Fact).DistinctBy(f => (f.Kind, f.Text))];

    /// <summary>Whether these words stand in a source exactly so, but for white space, letter case and the form of quotation marks and dashes.</summary>
    public bool IsQuoted(string quote) => QuoteText.Fold(quote) is var folded && folded.Count(char.IsLetter) >= 2 && sources.Any(s => QuoteText.Fold(s.Text).Contains(folded, StringComparison.Ordinal));

    private Proof? ProofOf(Fact fact)
    {
        if (fact.Kind == FactKind.Name)
        {
            List<string> parts = [.. WordsOf(fact.Text)];
            return parts.All(words.ContainsKey) && words[parts[0]] is var at ? new(at.Source.Name, QuoteText.Around(at.Source.Text, at.At, parts[0].Length)) : null;
        }

        return said.FirstOrDefault(s => fact.IsSaidBy(s.Found.Fact)) is { Source: { } source } s ? new(source.Name, QuoteText.Around(source.Text, s.Found.Start, s.Found.Length), s.Rule) : null;
    }

    private static IEnumerable<string> WordsOf(string text) =>
        text.Split([.. " \n\t\r\u00a0.,;:!?()[]{}<>\"“”„«»'’/*_|"], StringSplitOptions.RemoveEmptyEntries).SelectMany(w => w.Contains('-') ? w.Split('-', StringSplitOptions.RemoveEmptyEntries).Append(w) : [w]);

    private static IEnumerable<(FactFound Found, string Rule)> DaysToCome(string text, DateOnly writtenOn)
    {
        var parts = Token.Of(text);
        for (var at = 0; at + 1 < parts.Count; at++)
        {
            var (number, unit) = (parts[at], text[parts[at + 1].Start..parts[at + 1].End]);
            if (DayWords.Contains(unit) && int.TryParse(number.Folded, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days < 5000)
            {
                var day = writtenOn.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                yield return (new(number.Start, parts[at + 1].End - number.Start, new(FactKind.Date, $"{number.Folded} {unit}", [day])), $"{days} days after the day of writing");
            }
        }
    }
}
