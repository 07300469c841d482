using Escalations;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Makes the one line that says to whom what happens and what is at stake, of the words of the notes.</summary>
internal static class HeadlineChooser
{
    private const int Longest = 140;
    private const int Shortest = 20;
    private const int ShortestName = 5;
    private const double Enough = 0.15;

    /// <summary>Among sentences as likely, one that was given as title, or that stands early.</summary>
    private const double OfTitle = 0.5;

    private const int WordsOfTitle = 4;

    private const int FewestWordsOfOwn = 2;

    /// <summary>Where no sentence says what is wrong, the first of so many words will do.</summary>
    private const int FewestWordsOfAny = 8;

    private const double OfQuoted = 0.15;
    private const double OfPlace = 0.02;

    /// <param name="roles">Of each statement.</param>
    public static string? Choose(IReadOnlyList<Statement> statements, IReadOnlyList<RoleShares> roles, string? account)
    {
        var said = statements
            .Zip(roles)
            .Where(s =>
                s.First.Label is null or BriefSection.CustomerImpact
                && IsProse(s.First)
                && SectionSorter.HasWords(s.First)
                && !SectionSorter.IsLeftOut(s.First, s.Second)
                && ((s.First.IsTitle && s.First.Words.Count >= WordsOfTitle) || s.Second.LeftOut + s.Second.Frame < 0.5)
            )
            .ToList();
        var title = statements.Zip(roles).FirstOrDefault(s => IsTitle(s.First, account) && !SectionSorter.IsLeftOut(s.First, s.Second));
        var issue = title.First is not null ? title : said.OrderByDescending(s => Worth(s.First, s.Second)).FirstOrDefault();
        if (issue.First is null || title.First is null && Worth(issue.First, issue.Second) < Enough)
        {
            issue = statements
                .Zip(roles)
                .FirstOrDefault(s => IsProse(s.First) && s.First.Words.Count >= FewestWordsOfAny && !SectionSorter.IsLeftOut(s.First, s.Second));
            if (issue.First is null)
            {
                return null;
            }
        }

        var clauses = Clauses(issue.First.Text, Longest - (account?.Length + 2 ?? 0));
        var line = issue.First.IsHeadline && IsCalledBriefly(account, clauses) ? clauses : WithAccount(clauses, account);
        var stake = said.Where(s => s.First != issue.First && s.Second[Role.Impact] >= 0.5)
            .OrderByDescending(s => s.Second[Role.Impact])
            .Select(s => s.First)
            .FirstOrDefault();
        return stake is not null && line.Length + Shortest + 2 <= Longest && stake.Text.TrimEnd('.').Length <= Longest - line.Length - 2
            ? $"{line}. {stake.Text.TrimEnd('.')}"
            : line;
    }

    /// <summary>Neither a row of a table nor a field about the notes themselves.</summary>
    private static bool IsProse(Statement statement) => !statement.IsRow && !WebAddress.IsAllOf(statement.Text) && statement.Field != Field.Meta;

    /// <summary>What is called the headline, and a title that names the customer, is the headline that its writer meant.</summary>
    private static bool IsTitle(Statement statement, string? account) =>
        (statement.IsHeadline && statement.Words.Count >= FewestWordsOfOwn)
        || (
            statement.IsTitle
            && statement.Words.Count >= WordsOfTitle
            && account is not null
            && statement.Text.Contains(account, StringComparison.OrdinalIgnoreCase)
        );

    private static double Worth(Statement statement, RoleShares shares) =>
        shares[Role.Issue]
        + (shares[Role.Began] / 2)
        + (shares[Role.Impact] / 2)
        + (statement.IsTitle && statement.Words.Count >= WordsOfTitle ? OfTitle : 0)
        - (statement.IsQuoted ? OfQuoted : 0)
        - (Math.Min(statement.Order, 8) * OfPlace);

    private static string WithAccount(string line, string? account)
    {
        if (account is null || !line.Contains(account, StringComparison.OrdinalIgnoreCase))
        {
            return account is null ? line : $"{account}: {line}";
        }

        var rest = line.StartsWith(account, StringComparison.OrdinalIgnoreCase) ? line[account.Length..] : null;
        return rest is [':' or ',' or '-' or '–' or '—', ..] or [' ', '-' or '–' or '—' or '|', ..]
            ? $"{account}: {rest.TrimStart(' ', ':', ',', '-', '–', '—', '|')}"
            : line;
    }

    /// <summary>"Norvia" for "Norvia Energy".</summary>
    private static bool IsCalledBriefly(string? account, string line) =>
        account is not null
        && Token.WordsOf(account) is [{ Folded.Length: >= ShortestName } first, _, ..]
        && Token.WordsOf(line).Any(word => word.Folded == first.Folded);

    /// <summary>As many whole clauses from the beginning as fit; a clause that alone is too long is cut between words.</summary>
    private static string Clauses(string text, int longest)
    {
        text = text.TrimEnd('.', ' ');
        if (text.Length <= longest)
        {
            return text;
        }

        var cut = 0;
        for (var at = Shortest; at < Math.Min(text.Length - 1, longest); at++)
        {
            if ((text[at] is ',' or ';' or ':' or ')' && text[at + 1] == ' ') || (text[at] is '-' or '–' or '—' && text[at - 1] == ' ' && text[at + 1] == ' '))
            {
                cut = text[at] == ')' ? at + 1 : at;
            }
        }

        if (cut >= longest * 3 / 5)
        {
            return text[..cut].TrimEnd(' ', ',', ';', ':', '-', '–', '—');
        }

        var head = Graphemes.Head(text, longest - 1);
        var space = head.LastIndexOf(' ');
        return (space > longest / 3 ? head[..space] : head).TrimEnd(' ', ',', ';', ':', '-', '–', '—') + "…";
    }
}
