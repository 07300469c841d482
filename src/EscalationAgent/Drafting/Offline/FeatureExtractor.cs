using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>A sign that was seen in the notes, with the words it was seen in.</summary>
/// <param name="Key">The name that the model weighs it by.</param>
/// <param name="Why">What a person reads when it decided; empty where it has no words of its own.</param>
internal sealed record Feature(string Key, double Strength, string Why, Statement? Statement, (int Start, int End) Words, string? Quote = null);

/// <summary>Gathers what a note shows: the rows of the cue tables that were met, and money and dates at stake.</summary>
internal static class FeatureExtractor
{
    private const double QuotedWeight = 0.7;

    public static IReadOnlyList<Feature> Of(IReadOnlyList<Statement> statements, Money? revenue, (int Days, string Quote)? renewal)
    {
        var seen = new Dictionary<string, List<Feature>>();
        foreach (var statement in statements)
        {
            var damp = new Lazy<double>(() => OfflineCues.DampOf(statement) * (statement.IsQuoted ? QuotedWeight : 1));
            Collect(statement, OfflineCues.Categories, damp, seen);
            Collect(statement, OfflineCues.Severities, damp, seen);
        }

        return [.. seen.Values.SelectMany(Diminishing), .. OfMoney(revenue, renewal)];
    }

    public static string KeyOf<T>(LexiconEntry<T> cue) => cue.Reason.Length > 0 ? $"{cue.For}: {cue.Reason}" : $"{cue.For}: less";

    private static void Collect<T>(Statement statement, Lexicon<T> book, Lazy<double> damp, Dictionary<string, List<Feature>> into)
    {
        foreach (var hit in book.In(statement.Words).Where(h => !Denial.Of(statement, h)))
        {
            var key = KeyOf(hit.Entry);
            if (!into.TryGetValue(key, out var list))
            {
                into[key] = list = [];
            }

            list.Add(new(key, damp.Value, hit.Entry.Reason, statement, (statement.Words[hit.First].Start, statement.Words[hit.Last].End)));
        }
    }

    /// <summary>The same sign again counts half, and then no more: saying it thrice does not make it worse.</summary>
    private static IEnumerable<Feature> Diminishing(List<Feature> same) =>
        same.OrderByDescending(s => s.Strength).ThenBy(s => s.Statement!.Order).Take(2).Select((s, i) => i == 0 ? s : s with { Strength = s.Strength / 2 });

    private static IEnumerable<Feature> OfMoney(Money? revenue, (int Days, string Quote)? renewal)
    {
        if (renewal is { Days: <= 90 } near)
        {
            yield return new("renewal: near", near.Days <= 30 ? 1 : 0.7, $"The renewal is {near.Days} days away.", null, default, near.Quote);
        }

        if (revenue is { Amount: >= 250_000 })
        {
            yield return new("revenue: large", revenue.Amount >= 1_000_000 ? 1.5 : 1, "", null, default);
        }
    }
}
