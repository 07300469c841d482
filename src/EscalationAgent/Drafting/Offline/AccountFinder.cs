using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Finds the customer's name by weighing where names stand. Unsure is null.</summary>
internal sealed class AccountFinder(NotesRead notes)
{
    private const double Enough = 4;
    private const double Lead = 0.5;
    private const int LongestName = 6;

    private readonly Dictionary<string, (string Name, double Best, int Times)> candidates = [];
    private readonly HashSet<string> strangers = [.. notes.People.Select(Folding.Squeeze)];

    public string? Find()
    {
        foreach (var statement in notes.Statements)
        {
            if (statement.Field == Field.Account)
            {
                if (CutLabelled(statement.Text) is { } labelled && notes.Raw.Contains(labelled, StringComparison.Ordinal))
                {
                    return labelled;
                }
            }
            else
            {
                Weigh(statement);
            }
        }

        var ranked = candidates
            .Values.Select(c => (c.Name, Score: c.Best + Math.Min(c.Times - 1, 3) + OfDomains(c.Name)))
            .OrderByDescending(c => c.Score)
            .ThenByDescending(c => c.Name.Length)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .ToList();
        return
            ranked is [var best, .. var others]
            && best.Score >= Enough
            && (others is not [var second, ..] || best.Score - second.Score >= Lead || SameCompany(best.Name, second.Name))
            && notes.Raw.Contains(best.Name, StringComparison.Ordinal)
            ? best.Name
            : null;
    }

    private static string? CutLabelled(string text)
    {
        var end = text.Length;
        foreach (var stop in (string[])[" (", ", ", " - ", " – ", " — ", " -- ", " | ", "; ", ". ", " <", " 🔥"])
        {
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            end = at > 0 ? Math.Min(at, end) : end;
        }

        var name = text[..end].Trim(' ', '*', '_', '"', ',', '.', '\'', '`');
        while (name.Length > 0 && !char.IsLetterOrDigit(name[^1]) && name[^1] is not (')' or '!'))
        {
            name = name[..^1];
        }

        name =
            (text[..end].TrimEnd().EndsWith('.') && OfflineNames.DottedSuffixes.Any(s => Folding.FoldInPlace(name + ".").EndsWith(s, StringComparison.Ordinal)))
                ? name + "."
                : name;
        var words = Token.WordsOf(name);
        return words.Count is 0 or > 8 || OfflineNames.Unknown.Contains(words[0].Folded) ? null : name;
    }

    private void Weigh(Statement statement)
    {
        var words = statement.Words;
        for (var first = 0; first < words.Count; first++)
        {
            if (!IsNamePart(statement.Text, words[first]))
            {
                continue;
            }

            var last = first;
            while (last + 1 < words.Count && last - first + 1 < LongestName && GoesOn(statement.Text, words, last))
            {
                last += IsNamePart(statement.Text, words[last + 1]) ? 1 : 2;
            }

            Weigh(statement, first, last);
            first = last;
        }
    }

    private void Weigh(Statement statement, int first, int last)
    {
        var (text, words) = (statement.Text, statement.Words);
        var isLegal = OfflineCues.CompanySuffixes.Contains(words[last].Folded) || words[last].Folded is { Length: 1 };
        var end = words[last].End;
        if (
            end < text.Length
            && text[end] == '.'
            && OfflineNames.DottedSuffixes.Any(s => Folding.FoldInPlace(text.AsSpan(0, end + 1)).EndsWith(s, StringComparison.Ordinal))
        )
        {
            (isLegal, end) = (true, end + 1);
        }

        var name = text[words[first].Start..end];
        var key = Folding.Squeeze(name);
        if (last == first && isLegal)
        {
            return;
        }

        var before = string.Join(' ', Enumerable.Range(Math.Max(0, first - 3), Math.Min(3, first)).Select(i => words[i].Folded));
        var score =
            isLegal ? 5.0
            : OfflineNames.Trades.Contains(words[last].Folded) && last > first ? 3.0
            : 0;
        score += OfflineNames
            .Before.Where(b => (" " + before).EndsWith(" " + b.Words, StringComparison.Ordinal) && IsOneClause(text, words, first))
            .Select(b => b.Weight)
            .DefaultIfEmpty()
            .Max();
        score += After(text[end..], last + 1 < words.Count ? words[last + 1].Folded : "");
        score += statement.IsTitle || statement.Order == 0 ? TitleBonus(text, words[first].Start, end) : 0;
        score += strangers.Contains(key) || strangers.Any(s => s.Length > key.Length && last == first && s.StartsWith(key, StringComparison.Ordinal)) ? -10 : 0;
        score += first > 0 && OfflineNames.Roles.Contains(words[first - 1].Folded) ? -10 : 0;
        score += last == first && OfflineNames.Vendors.Contains(words[first].Folded) ? -5 : 0;
        score += notes.OwnDomains.Any(d => key.StartsWith(Folding.Squeeze(d.Split('.')[0]), StringComparison.Ordinal)) ? -10 : 0;
        var known = candidates.GetValueOrDefault(key, (name, double.MinValue, 0));
        candidates[key] = (known.Item1, Math.Max(known.Item2, score), known.Item3 + 1);
    }

    private static double After(string rest, string next)
    {
        if (OfflineNames.AfterPerson.Any(p => rest.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
        {
            return -10;
        }

        return OfflineNames.AfterCompany.Any(p => rest.StartsWith(p, StringComparison.OrdinalIgnoreCase)) ? 4
            : OfflineNames.Products.Contains(next) ? -3
            : OfflineNames.Verbs.Contains(next) ? 2
            : 0;
    }

    /// <summary>"Kestrel Aerospace: SCIM missing" names the customer first; so does "Medisol AG - ..".</summary>
    private static double TitleBonus(string text, int start, int end)
    {
        var rest = text[end..];
        var leads =
            start == 0
            && (
                rest.StartsWith(": ", StringComparison.Ordinal)
                || rest.StartsWith(" - ", StringComparison.Ordinal)
                || rest.StartsWith(" – ", StringComparison.Ordinal)
                || rest.StartsWith(" — ", StringComparison.Ordinal)
                || rest.StartsWith(" | ", StringComparison.Ordinal)
            );
        return leads ? 4 : 1;
    }

    private double OfDomains(string name) =>
        notes
            .Domains.Except(notes.OwnDomains)
            .Any(d =>
                Folding.Squeeze(d.Split('.')[0]) is { Length: > 3 } said
                && (Folding.Squeeze(name).StartsWith(said, StringComparison.Ordinal) || said.StartsWith(Folding.Squeeze(name), StringComparison.Ordinal))
            )
            ? 3
            : 0;

    private static bool SameCompany(string one, string other) =>
        Folding.Squeeze(one).StartsWith(Folding.Squeeze(other), StringComparison.Ordinal)
        || Folding.Squeeze(other).StartsWith(Folding.Squeeze(one), StringComparison.Ordinal);

    private static bool IsOneClause(string text, IReadOnlyList<Token> words, int first) =>
        first > 0 && text.AsSpan(words[first - 1].End, words[first].Start - words[first - 1].End).IndexOfAny(".;:,") < 0;

    private static bool IsNamePart(string text, Token word) =>
        char.IsUpper(text[word.Start])
        && !OfflineNames.NotNames.Contains(word.Folded)
        && !OfflineNames.Roles.Contains(word.Folded)
        && !Months.IsMonth(word.Folded);

    private static bool GoesOn(string text, IReadOnlyList<Token> words, int last)
    {
        var gap = text.AsSpan(words[last].End, words[last + 1].Start - words[last].End);
        var joins = gap is " " or " & " or "-" or "&" or "'" or "’" || (gap is "." && words[last].Length == 1);
        if (joins && IsNamePart(text, words[last + 1]))
        {
            return true;
        }

        // "Banco de Lisboa", "Aldric's College".
        var isLinked = gap is " " ? OfflineNames.Joints.Contains(words[last + 1].Folded) : gap is "'" or "’" && words[last + 1].Folded == "s";
        return isLinked
            && last + 2 < words.Count
            && text.AsSpan(words[last + 1].End, words[last + 2].Start - words[last + 1].End) is " "
            && IsNamePart(text, words[last + 2]);
    }
}
