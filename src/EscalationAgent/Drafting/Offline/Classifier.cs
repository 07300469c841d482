using Escalations;
using Escalations.Drafting;
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
    private const double EnoughOfOneSign = 0.1;
    private const double EnoughForReason = 0.1;
    private const double SureEnough = 0.5;

    /// <summary>Missing what is critical costs more than a look too many, so S1 need not be the likeliest.</summary>
    private const double EnoughForS1 = 0.33;

    private readonly Quoter quoter = new(raw);

    /// <param name="statements">Those of the matter.</param>
    /// <param name="executive">The words that show the customer's top management behind it; null when it is not.</param>
    public Suggestion? Suggest(IReadOnlyList<Statement> statements, Money? revenue, (int Days, string Quote)? renewal, string? executive, string by)
    {
        var signs = FeatureExtractor.Of(statements, revenue, renewal);
        if (ChooseCategory(statements, signs) is not { } category)
        {
            // A kind that was chosen already is not in question; how bad it is, is.
            return categories.Count == 1 && statements.Sum(s => s.Words.Count) >= FewestWordsOfAny
                ? WithSeverity(new(null, [], null, [], by), statements, signs, executive)
                : null;
        }

        var categoryReasons = category.Reasons ?? Reasons(signs, statements, LinearModel.Categories, category.Key);
        return WithSeverity(
            new(category.Key, categoryReasons, null, [], by) { CategoryConfidence = category.Share, OtherCategory = category.Other },
            statements,
            signs,
            executive
        );
    }

    private Suggestion WithSeverity(Suggestion suggestion, IReadOnlyList<Statement> statements, IReadOnlyList<Feature> signs, string? executive)
    {
        var (severity, sureness, other) = ChooseSeverity(NoteFeatures.Of(statements, signs));
        var suggested = suggestion with
        {
            Severity = severity,
            SeverityReasons = Reasons(signs, statements, LinearModel.Severities, severity.ToString()),
            SeverityConfidence = sureness,
            OtherSeverity = other,
        };
        return executive is null ? suggested : SeverityFloor.Of(suggested, executive);
    }

    /// <summary>The likeliest of the categories that the model knows, unless another playbook's own is met by more words of its trigger.</summary>
    private (string Key, double Share, string? Other, IReadOnlyList<Reason>? Reasons)? ChooseCategory(
        IReadOnlyList<Statement> statements,
        IReadOnlyList<Feature> signs
    )
    {
        var own = categories
            .Where(c => !OfflineCues.KnownCategories.Contains(c.Key))
            .Select(c => (c.Key, Reasons: Triggers(c, statements)))
            .OrderByDescending(c => c.Reasons.Count)
            .FirstOrDefault();
        if (own.Reasons is { Count: > 1 })
        {
            return (own.Key, Suggestion.SureEnough, null, [.. own.Reasons.Take(MostReasons)]);
        }

        var shares = LinearModel.Categories.Judge(NoteFeatures.Of(statements, signs));
        var known = LinearModel
            .Categories.Answers.Select((answer, i) => (Answer: answer, Share: shares[i]))
            .Where(k => categories.Any(c => c.Key == k.Answer))
            .OrderByDescending(k => k.Share)
            .ToList();
        var words = statements.Sum(s => s.Words.Count);
        var isEnough =
            words >= FewestWords
            || (
                words > FewestWordsWithSign
                && signs.Any(s => s.Statement is not null && known.Any(k => WeightOf(LinearModel.Categories, k.Answer, s) > EnoughOfOneSign))
            );
        isEnough |= words >= FewestWordsOfAny && known.Any(k => k.Share >= SureEnough);
        return known.Count == 0 || !isEnough ? null : (known[0].Answer, known[0].Share, known.Count > 1 ? known[1].Answer : null, null);
    }

    private static (Severity Severity, double Share, Severity Other) ChooseSeverity(IReadOnlyList<(int Place, float Value)> features)
    {
        var shares = LinearModel.Severities.Judge(features);
        var best = shares[0] >= EnoughForS1 ? 0 : Array.IndexOf(shares, shares.Max());
        var other = Enumerable.Range(0, shares.Length).Where(at => at != best).MaxBy(at => shares[at]);
        return (SeverityOf(best), shares[best], SeverityOf(other));

        static Severity SeverityOf(int at) => Enum.Parse<Severity>(LinearModel.Severities.Answers[at]);
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
    private List<Reason> Reasons(IReadOnlyList<Feature> signs, IReadOnlyList<Statement> statements, LinearModel model, string answer)
    {
        var named = signs
            .Where(s => s.Why.Length > 0 && s.Key.StartsWith(answer, StringComparison.Ordinal) || s.Key.StartsWith("renewal", StringComparison.Ordinal))
            .Select(s => (Sign: s, Weighs: WeightOf(model, answer, s)))
            .Where(s => s.Weighs > EnoughForReason)
            .GroupBy(s => s.Sign.Why)
            .Select(g => g.MaxBy(s => s.Weighs))
            .OrderByDescending(s => s.Weighs)
            .ThenBy(s => s.Sign.Statement?.Order ?? -1)
            .Select(s => new Reason(s.Sign.Why, s.Sign.Quote ?? quoter.QuoteOf(s.Sign.Statement!, s.Sign.Words.Start, s.Sign.Words.End)))
            .Where(r => r.Quote!.Length > 0)
            .Take(MostReasons)
            .ToList();
        return named.Count > 0 ? named : [.. Heaviest(statements, model, answer)];
    }

    /// <summary>The sentence whose words speak most for an answer, where no words with a name do.</summary>
    private IEnumerable<Reason> Heaviest(IReadOnlyList<Statement> statements, LinearModel model, string answer)
    {
        var at = model.Answers.ToList().IndexOf(answer);
        return statements
            .Where(s => s.Words.Count > 3)
            .OrderByDescending(s => model.Judge(NoteFeatures.Of(s))[at])
            .Select(s => quoter.QuoteOf(s, s.Words[0].Start, s.Words[^1].End))
            .Where(quote => quote.Length > 0)
            .Take(1)
            .Select(quote => new Reason("These words weighed most.", quote));
    }

    private static double WeightOf(LinearModel model, string answer, Feature sign) =>
        sign.Strength * NoteFeatures.SignScale * model.WeightOf(answer, TextGrams.PlaceOf(sign.Key));
}
