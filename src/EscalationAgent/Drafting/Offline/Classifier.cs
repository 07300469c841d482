using Escalations;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Weighs the signs of the notes for category and severity, and says which words weighed most.</summary>
internal sealed class Classifier(string raw, IReadOnlyList<Category> categories)
{
    private const int MostReasons = 3;
    private const int FewestWords = 25;
    private const int FewestWordsWithSign = 2;
    private const int FewestWordsOfAny = 8;
    private const double EnoughOfOneSign = 0.15;
    private const double SureEnough = 0.5;

    /// <summary>Missing what is critical costs more than a look too many, so S1 need not be the likeliest.</summary>
    private const double EnoughForS1 = 0.33;

    private readonly Quoter quoter = new(raw);

    /// <param name="executive">The words that show the customer's top management behind it; null when it is not.</param>
    public Suggestion? Suggest(IReadOnlyList<Statement> statements, Money? revenue, (int Days, string Quote)? renewal, string? executive, string by)
    {
        var signs = FeatureExtractor.Of(statements, revenue, renewal);
        var (category, share, own) = ChooseCategory(statements, signs);
        if (category is null)
        {
            return null;
        }

        var (severity, sureness) = ChooseSeverity(signs);
        var categoryReasons = own ?? Reasons(signs, LinearModel.Categories, category);
        if (categoryReasons.Count == 0)
        {
            categoryReasons = quoter.Strongest(statements) is { Length: > 0 } quote
                ? [new("The words of the notes are most like those of such escalations.", quote)]
                : [];
        }

        if (categoryReasons.Count == 0)
        {
            return null;
        }

        if (executive is not null && severity > Severity.S2)
        {
            // What comes from the customer's top management is high of itself, however small the matter; nothing to weigh.
            return new(category, categoryReasons, Severity.S2, [new(OfflineCues.TheirTopRaisedIt, executive)], by, share);
        }

        var severityReasons = Reasons(signs, LinearModel.Severities, severity.ToString());
        return new(
            category,
            categoryReasons,
            severity,
            severityReasons.Count > 0 ? severityReasons : Otherwise(severity, categoryReasons),
            by,
            Math.Min(share, sureness)
        );
    }

    /// <summary>The likeliest of the categories that the model knows, unless another playbook's own is met by more words of its trigger.</summary>
    private (string? Key, double Share, IReadOnlyList<Reason>? Reasons) ChooseCategory(IReadOnlyList<Statement> statements, IReadOnlyList<Feature> signs)
    {
        var own = categories
            .Where(c => !OfflineCues.KnownCategories.Contains(c.Key))
            .Select(c => (c.Key, Reasons: Triggers(c, statements)))
            .OrderByDescending(c => c.Reasons.Count)
            .FirstOrDefault();
        if (own.Reasons is { Count: > 1 })
        {
            return (own.Key, 0.5, [.. own.Reasons.Take(MostReasons)]);
        }

        var known = LinearModel.Categories.Judge(categories.Select(c => c.Key).Where(OfflineCues.KnownCategories.Contains), signs);
        var words = statements.Sum(s => s.Words.Count);
        var isEnough =
            words >= FewestWords
            || (
                words > FewestWordsWithSign
                && signs.Any(s => s.Statement is not null && known.Any(k => s.Strength * LinearModel.Categories.WeightOf(k.Answer, s.Key) > EnoughOfOneSign))
            );
        isEnough |= words >= FewestWordsOfAny && known.Any(k => k.Share >= SureEnough);
        return known.Count == 0 || !isEnough ? (null, 0, null) : (known.MaxBy(k => k.Share).Answer, known.Max(k => k.Share), null);
    }

    private static (Severity Severity, double Share) ChooseSeverity(IReadOnlyList<Feature> signs)
    {
        var judged = LinearModel.Severities.Judge(Severities.All.Select(s => s.ToString()), signs);
        var (answer, share) = judged[0].Share >= EnoughForS1 ? judged[0] : judged.MaxBy(j => j.Share);
        return (Enum.Parse<Severity>(answer), share);
    }

    /// <summary>For a category that the tables do not know, the words of its own trigger are the signs.</summary>
    private List<Reason> Triggers(Category category, IReadOnlyList<Statement> statements)
    {
        var wanted = Token.WordsOf($"{category.Title} {category.Trigger}").Where(w => w.Length > 4).Select(w => w.Folded).ToHashSet();
        return
        [
            .. from statement in statements
            from word in statement.Words
            where wanted.Remove(word.Folded)
            let quote = quoter.QuoteOf(statement, word.Start, word.End)
            where quote.Length > 0
            select new Reason($"The notes speak of what sets off \"{category.Title}\".", quote),
        ];
    }

    // Looking a quote up in the notes is expensive, so it is done only for what is shown.
    private IReadOnlyList<Reason> Reasons(IEnumerable<Feature> signs, LinearModel model, string answer) =>
        [
            .. signs
                .Where(s => s.Why.Length > 0 && s.Key.StartsWith(answer, StringComparison.Ordinal) || s.Key.StartsWith("renewal", StringComparison.Ordinal))
                .Select(s => (Sign: s, Weighs: s.Strength * model.WeightOf(answer, s.Key)))
                .Where(s => s.Weighs > 0.2)
                .GroupBy(s => s.Sign.Why)
                .Select(g => g.MaxBy(s => s.Weighs))
                .OrderByDescending(s => s.Weighs)
                .ThenBy(s => s.Sign.Statement?.Order ?? -1)
                .Select(s => new Reason(s.Sign.Why, s.Sign.Quote ?? quoter.QuoteOf(s.Sign.Statement!, s.Sign.Words.Start, s.Sign.Words.End)))
                .Where(r => r.Quote!.Length > 0)
                .Take(MostReasons),
        ];

    private static IReadOnlyList<Reason> Otherwise(Severity severity, IReadOnlyList<Reason> because) =>
        [
            new(
                severity switch
                {
                    Severity.S1 => "Taken together the notes read like something critical.",
                    Severity.S2 => "Much of the work is hit, although not all of it.",
                    _ => "Nothing in the notes says that production is down or revenue is blocked.",
                },
                because[0].Quote
            ),
        ];
}
