using Escalations;

namespace EscalationAgent.Llm;

/// <summary>Weighs the evidence for category and severity, and keeps what it rests on.</summary>
internal sealed class Classifier(string raw, IReadOnlyList<Category> categories)
{
    private const int MostReasons = 3;
    private const int LongestQuote = 140;
    private const double EnoughForCategory = 3;

    private readonly List<Evidence<string>> kinds = [];
    private readonly List<Evidence<Severity>> levels = [];

    public Suggestion? Suggest(IReadOnlyList<Statement> statements, Money? revenue, (int Days, string Quote)? renewal, string by)
    {
        foreach (var statement in statements)
        {
            Collect(statement, OfflineCues.Categories, kinds);
            Collect(statement, OfflineCues.Severities, levels);
        }

        CollectTriggers(statements);
        var best = categories
            .Select((c, i) => (c.Key, Sum: Sum(kinds, c.Key), Order: i))
            .OrderByDescending(c => c.Sum).ThenBy(c => c.Order)
            .FirstOrDefault(c => c.Sum >= EnoughForCategory);
        if (best.Key is null)
        {
            return null;
        }

        var categoryReasons = Reasons(kinds, best.Key);
        WeighMoney(revenue, renewal);
        var severity = Decide();
        var severityReasons = Reasons(levels, severity);
        return new(best.Key, categoryReasons, severity, severityReasons.Count > 0 ? severityReasons : Otherwise(severity, categoryReasons), by);
    }

    private Severity Decide()
    {
        var (s1, minor) = (Sum(levels, Severity.S1), Sum(levels, Severity.S4));
        var s2 = Sum(levels, Severity.S2) + (s1 / 2);
        return s1 >= 4 ? Severity.S1 : s2 >= 4 ? Severity.S2 : minor >= 3 && minor > s2 ? Severity.S4 : Severity.S3;
    }

    /// <summary>A renewal that is near and money at stake raise what is bad already; alone they make nothing bad.</summary>
    private void WeighMoney(Money? revenue, (int Days, string Quote)? renewal)
    {
        if (renewal is { Days: <= 90 } near)
        {
            levels.Add(new(Severity.S2, near.Days <= 30 ? 2 : 1.5, $"The renewal is {near.Days} days away.", near.Quote, null, default));
        }

        if (revenue is { Amount: >= 250_000 })
        {
            levels.Add(new(Severity.S2, 1, "", "", null, default));
        }
    }

    private static IReadOnlyList<Reason> Otherwise(Severity severity, IReadOnlyList<Reason> because) =>
    [
        new(severity == Severity.S3 ? "Nothing in the notes says that production is down or revenue is blocked." : "Much of the work is hit, although not all of it.", because[0].Quote),
    ];

    private static void Collect<T>(Statement statement, CueBook<T> book, List<Evidence<T>> into)
    {
        var hits = book.In(statement.Words);
        if (hits.Count == 0)
        {
            return;
        }

        var damp = OfflineCues.DampOf(statement) * (statement.IsQuoted ? 0.7 : 1);
        foreach (var hit in hits.Where(h => !Denial.Of(statement, h)))
        {
            into.Add(new(hit.Cue.For, hit.Cue.Weight * damp, hit.Cue.Reason, null, statement, (statement.Words[hit.First].Start, statement.Words[hit.Last].End)));
        }
    }

    /// <summary>For a category that the table does not know, the words of its own trigger are the cues.</summary>
    private void CollectTriggers(IReadOnlyList<Statement> statements)
    {
        foreach (var category in categories.Where(c => !OfflineCues.KnownCategories.Contains(c.Key)))
        {
            var wanted = Words.Of($"{category.Title} {category.Trigger}").Where(w => w.Length > 4).Select(w => w.Folded).ToHashSet();
            foreach (var statement in statements)
            {
                foreach (var word in statement.Words.Where(w => wanted.Remove(w.Folded)))
                {
                    kinds.Add(new(category.Key, 2, $"The notes speak of what sets off \"{category.Title}\".", null, statement, (word.Start, word.End)));
                }
            }
        }
    }

    /// <summary>The same kind of evidence again counts half, and then no more: saying it thrice does not make it worse.</summary>
    private static double Sum<T>(IEnumerable<Evidence<T>> all, T of) =>
        all.Where(e => EqualityComparer<T>.Default.Equals(e.For, of))
            .GroupBy(e => e.Why)
            .Sum(g => g.Select(e => e.Weight).OrderByDescending(Math.Abs).Take(2).Select((w, i) => i == 0 ? w : w / 2).Sum());

    // Looking a quote up in the notes is dear, so it is done only for what is shown.
    private IReadOnlyList<Reason> Reasons<T>(IEnumerable<Evidence<T>> all, T of) =>
    [
        .. all.Where(e => EqualityComparer<T>.Default.Equals(e.For, of) && e.Why.Length > 0 && e.Weight >= 1)
            .GroupBy(e => e.Why)
            .Select(g => g.OrderByDescending(e => e.Weight).ThenBy(e => e.Order).First())
            .OrderByDescending(e => e.Weight).ThenBy(e => e.Order)
            .Select(e => new Reason(e.Why, e.Quote ?? QuoteOf(e.Statement!, e.Words.Start, e.Words.End)))
            .Where(r => r.Quote!.Length > 0)
            .Take(MostReasons),
    ];

    /// <summary>The sentence if it is short and stands so in the notes, else the clause, else the very words, else one word.</summary>
    public string QuoteOf(Statement statement, int start, int end)
    {
        var text = statement.Text;
        var (from, to) = (start, end);
        while (from > 0 && !(text[from] == ' ' && ",;:–—".Contains(text[from - 1])) && text[from - 1] != '(')
        {
            from--;
        }

        while (to < text.Length && !(",;–—".Contains(text[to]) && (to + 1 == text.Length || text[to + 1] == ' ')) && text[to] != ')')
        {
            to++;
        }

        string[] choices = [text, text[from..to].Trim(), text[start..end], text[start..end].Split(' ')[0]];
        return choices.FirstOrDefault(c => c.Length is > 0 and <= LongestQuote && raw.Contains(c, StringComparison.Ordinal)) ?? "";
    }

    private sealed record Evidence<T>(T For, double Weight, string Why, string? Quote, Statement? Statement, (int Start, int End) Words)
    {
        public int Order => Statement?.Order ?? -1;
    }
}
