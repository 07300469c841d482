using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>The numbers of tickets in a text: JIRA-1234, #48213, INC0012345, "ticket 4711".</summary>
public static class TicketNumbers
{
    /// <summary>Fewer digits behind "case" or "issue" count something.</summary>
    private const int FewestDigits = 3;

    private const int LookBack = 30;

    private static readonly HashSet<string> TicketWords = WordList.Of("jargon", "ticket");

    /// <summary>What may stand between the word and its number: "ticket no. 4711".</summary>
    private static readonly HashSet<string> NumberWords = WordList.Of("jargon", "ticket_number");

    /// <summary>Letters, a hyphen and a number that are no ticket.</summary>
    private static readonly HashSet<string> NoTickets = WordList.Of("jargon", "no_ticket");

    /// <summary>Each one once, as it is compared: a number alone, or capitals and a number.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        var found = new List<string>();
        foreach (var (start, end) in Runs(text))
        {
            var run = text[start..end];
            if (IsTicket(run))
            {
                found.Add(run.TrimStart('#'));
            }
            else if (run.Length >= FewestDigits && run.All(char.IsAsciiDigit) && IsAfterTicketWord(text, start))
            {
                found.Add(run);
            }
        }

        return [.. found.Distinct()];
    }

    /// <summary>Whether a run without white space is one by its shape: JIRA-1234, #48213, INC0012345.</summary>
    internal static bool IsTicket(string run)
    {
        if (run[0] == '#')
        {
            return run.Length > 2 && run.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
        }

        var letters = run.TakeWhile(char.IsAsciiLetterUpper).Count();
        var rest = run[letters..];
        return letters is >= 2 and <= 10
            && !IsNoTicket(run[..letters].ToLowerInvariant())
            && ((rest.StartsWith('-') && rest.Length > 1 && rest.Skip(1).All(char.IsAsciiDigit)) || (rest.Length >= 5 && rest.All(char.IsAsciiDigit)));
    }

    /// <summary>Whether these letters before a number make something else of it: "ISO-27001".</summary>
    internal static bool IsNoTicket(string letters) => NoTickets.Contains(letters);

    /// <summary>Whether a number that begins at a place is named as a ticket's.</summary>
    internal static bool IsAfterTicketWord(string text, int start)
    {
        var before = Token.WordsOf(text[Math.Max(0, start - LookBack)..start]);
        return before is [.., var last]
            && (TicketWords.Contains(last.Folded) || (NumberWords.Contains(last.Folded) && before is [.., var word, _] && TicketWords.Contains(word.Folded)));
    }

    /// <summary>Runs of letters and digits, with the hyphens within and a hash before them.</summary>
    private static IEnumerable<(int Start, int End)> Runs(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsLetterOrDigit(text[at]) && !(text[at] == '#' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            {
                continue;
            }

            var start = at++;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || (text[at] == '-' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))))
            {
                at++;
            }

            yield return (start, at);
        }
    }
}
