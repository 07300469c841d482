using Escalations;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Chooses the one line that says what happens to whom: a given title, or the best sentence, cut by whole clauses.</summary>
internal static class HeadlineChooser
{
    private const int Longest = 140;
    private const int Shortest = 20;

    /// <param name="isEscalation">The notes have been recognised as some kind of escalation; then the first sentence that asks for nothing will do.</param>
    public static string? Choose(IReadOnlyList<Statement> statements, string? account, bool isEscalation = false)
    {
        var worth = statements.Where(s => s.Words.Count >= 3).Select(s => (Statement: s, Worth: Worth(s, account))).Where(s => s.Worth > 0).ToList();
        var title = worth.Where(s => s.Statement.IsTitle).OrderByDescending(s => s.Worth).ThenBy(s => s.Statement.Order).FirstOrDefault().Statement;
        var chosen = title
            ?? worth
                .Where(s =>
                    s.Worth >= 3
                    && s.Statement.Field == Field.None
                    && s.Statement.Words.Count >= 4
                    && s.Statement.Label is null or BriefSection.CustomerImpact or BriefSection.CommercialContext
                )
                .Where(s => Problem(s.Statement) >= 2)
                .OrderByDescending(s => s.Worth + (s.Statement.Order < 4 ? 2 : 0))
                .ThenBy(s => s.Statement.Order)
                .FirstOrDefault()
                .Statement;
        chosen ??= isEscalation
            ? statements
                .Where(s => s.Words.Count >= 6 && s is { Field: Field.None, IsQuoted: false } && Demand(s) == 0)
                .OrderByDescending(s => Math.Max(0, Worth(s, account)) - s.Order)
                .FirstOrDefault()
                ?? statements.FirstOrDefault(s => s.Words.Count >= 6)
            : null;
        return chosen is null ? null : Shorten(chosen);
    }

    /// <summary>The run of whole clauses that says most within the length of a line.</summary>
    private static string Shorten(Statement statement)
    {
        var text = statement.Text;
        if (text.Length <= Longest)
        {
            return text.TrimEnd('.');
        }

        var cuts = new List<int> { 0 };
        for (var at = 1; at < text.Length - 1; at++)
        {
            if ((text[at] is ',' or ';' or ':' && text[at + 1] == ' ') || (text[at] is '-' or '–' or '—' && text[at - 1] == ' ' && text[at + 1] == ' '))
            {
                cuts.Add(at + 1);
            }
        }

        cuts.Add(text.Length);
        var runs =
            from start in Enumerable.Range(0, cuts.Count - 1)
            from end in Enumerable.Range(start + 1, Math.Min(cuts.Count - start - 1, 8))
            let run = text[cuts[start]..cuts[end]].Trim(' ', ',', ';', ':', '-', '–', '—', '.')
            where run.Length is >= Shortest and <= Longest
            select run;
        var best = runs.Select(run => new Statement(run, 0)).OrderByDescending(Problem).ThenByDescending(r => r.Text.Length).FirstOrDefault();
        return best is not null && Problem(best) > 0 ? best.Text : text;
    }

    private static double Worth(Statement statement, string? account) =>
        Problem(statement)
        + (account is not null && statement.Text.Contains(account, StringComparison.OrdinalIgnoreCase) ? 3 : 0)
        - Demand(statement)
        - (OfflineCues.Moods.In(statement.Words).Count > 0 ? 3 : 0)
        - (statement.IsQuoted ? 2 : 0);

    /// <summary>What asks, advises or tells an attempt does not say what is happening.</summary>
    private static double Demand(Statement statement) =>
        OfflineCues
            .Sections.In(statement.Words)
            .Where(h => h.Entry.For is BriefSection.SpecificAsk or BriefSection.Recommendation or BriefSection.ResolutionAttempts)
            .Sum(h => Math.Max(h.Entry.Weight, 0));

    private static double Problem(Statement statement) =>
        Math.Min(
            6,
            OfflineCues.DampOf(statement)
                * (
                    OfflineCues.Categories.In(statement.Words).Where(h => !Denial.Of(statement, h)).Sum(h => h.Entry.Weight)
                    + OfflineCues.Severities.In(statement.Words).Where(h => h.Entry.For <= Severity.S2 && !Denial.Of(statement, h)).Sum(h => h.Entry.Weight / 2)
                )
        );
}
