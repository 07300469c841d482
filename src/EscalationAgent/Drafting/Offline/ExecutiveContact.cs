using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>
/// Finds whether the customer's top management is behind the notes: it wrote, called, demands; or a mail in the notes
/// is signed by it. Not ours, not what may yet happen, not what did not.
/// </summary>
internal static class ExecutiveContact
{
    private const int Reach = 7;
    private const int OwnReach = 2;
    private const double Over = 0.3;

    /// <summary>The words that say so, as they stand in the notes; null when nothing does.</summary>
    public static string? QuoteIn(NotesRead notes, string? account)
    {
        var quoter = new Quoter(notes.Raw);
        return notes
            .Statements.Select(statement => Said(statement) is var (start, end) ? quoter.QuoteOf(statement, start, end) : "")
            .FirstOrDefault(quote => quote.Length > 0)
            ?? notes
                .Signed.Where(signed => IsTheirs(signed, notes, account))
                .Select(signed => signed.Line)
                .FirstOrDefault(line => notes.Raw.Contains(line, StringComparison.Ordinal));
    }

    /// <summary>Whether a line, such as one of a signature, names somebody of top management.</summary>
    public static bool IsTitle(string line) => OfflineCues.TopManagers.In(Token.WordsOf(line)).Count > 0;

    private static (int Start, int End)? Said(Statement statement)
    {
        var words = statement.Words;
        // Most sentences name nobody of the kind; the other tables are not asked then.
        if (TopManagersIn(statement).ToList() is not { Count: > 0 } managers || OfflineCues.DampOf(statement) < Over || OfflineCues.Kindly.In(words).Count > 0)
        {
            return null;
        }

        var acts = AllIn(OfflineCues.Raises, words).ToList();
        var sent = AllIn(OfflineCues.RaisedBy, words).ToList();
        foreach (var (first, last) in managers)
        {
            var act = acts.Find(a => a.First > last && a.First - last <= Reach && ClauseOf(statement, a.First) <= first);
            if (act.Last > 0 && HasHappened(statement, first, act.Last))
            {
                return (words[first].Start, words[act.Last].End);
            }

            var before = sent.Find(s => s.Last < first && first - s.Last <= Reach && ClauseOf(statement, first) <= s.First);
            if (before.Last > 0 && HasHappened(statement, before.First, last))
            {
                return (words[before.First].Start, words[last].End);
            }
        }

        return null;
    }

    private static IEnumerable<(int First, int Last)> TopManagersIn(Statement statement) =>
        AllIn(OfflineCues.TopManagers, statement.Words).Where(m => !IsOurs(statement.Words, m.First, m.Last));

    /// <summary>"Our CEO", "my VP", and the VP of Customer Success.</summary>
    private static bool IsOurs(IReadOnlyList<Token> words, int first, int last) =>
        words.Take(first).TakeLast(OwnReach).Any(word => OfflineCues.Ours.Contains(word.Folded))
        || words.Skip(last + 1).Take(OwnReach + 1).Any(word => word.Folded == "success");

    /// <summary>No "if", "would" or "not" before the end of it.</summary>
    private static bool HasHappened(Statement statement, int first, int last)
    {
        var clause = ClauseOf(statement, first);
        return !statement.Words.Take(last + 1).Skip(Math.Max(clause, first - Reach)).Any(word => OfflineCues.NotYet.Contains(word.Folded))
            && !statement.Words.Take(last + 1).Skip(Math.Max(clause, first - OwnReach)).Any(word => Negations.IsOne(word.Folded));
    }

    /// <summary>The first word of the clause that a word is in.</summary>
    private static int ClauseOf(Statement statement, int word)
    {
        var words = statement.Words;
        while (word > 0 && statement.Text.AsSpan(words[word - 1].End, words[word].Start - words[word - 1].End).IndexOfAny(";:.!?") < 0)
        {
            word--;
        }

        return word;
    }

    /// <summary>A book tells each row once; here every place counts.</summary>
    private static IEnumerable<(int First, int Last)> AllIn(Lexicon<string> book, IReadOnlyList<Token> words)
    {
        for (var at = 0; at < words.Count; )
        {
            if (book.In([.. words.Skip(at)]) is not [var hit, ..])
            {
                yield break;
            }

            yield return (at + hit.First, at + hit.Last);
            at += hit.First + 1;
        }
    }

    /// <summary>Signed by somebody who does not write from our own domain, or who has the customer's name in the line.</summary>
    private static bool IsTheirs(Signature signed, NotesRead notes, string? account)
    {
        var domains = new HashSet<string>();
        LineShapes.CollectDomains(signed.Sender, domains);
        if (domains.Overlaps(notes.OwnDomains))
        {
            return false;
        }

        return (notes.OwnDomains.Count > 0 && domains.Count > 0)
            || (
                account is not null
                && Folding.Squeeze(account) is { Length: > 2 } name
                && Folding.Squeeze($"{signed.Sender} {signed.Line}").Contains(name, StringComparison.Ordinal)
            );
    }
}
