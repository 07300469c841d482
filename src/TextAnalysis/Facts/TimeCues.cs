using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>What the small words beside a day or a duration make of it: a term to be met by, a beginning, so long ago, so long ahead.</summary>
internal static class TimeCues
{
    private const int Reach = 3;

    private static readonly HashSet<string> Between = [.. WordList.Of("times", "between"), "'", ","];
    private static readonly HashSet<string> Terms = WordList.Of("times", "term");
    private static readonly HashSet<string> Beginnings = WordList.Of("times", "beginning");
    private static readonly HashSet<string> Ahead = WordList.Of("times", "in");

    /// <summary><c>~by</c> and <c>~since</c> for a day, <c>*ago</c> for a duration; null where nothing is said of it.</summary>
    public static string? Of(FactKind kind, List<Token> tokens, int first, int next) =>
        kind switch
        {
            FactKind.Date => Before(tokens, first, Terms.Contains) ? "~by"
            : Before(tokens, first, Beginnings.Contains) ? "~since"
            : null,
            FactKind.Duration => IsAgo(tokens, first, next) ? "*ago" : null,
            _ => null,
        };

    /// <summary>"In 67 days", "3 weeks ago": a duration that is a day.</summary>
    public static bool IsDay(List<Token> tokens, int first, int next) => IsAgo(tokens, first, next) || Before(tokens, first, Ahead.Contains);

    /// <summary>"In der Nacht zum 15. April": of the two days of a night the second.</summary>
    public static bool IsMorning(List<Token> tokens, FactFound found)
    {
        var first = found.Fact.Kind == FactKind.Date ? Token.Search(tokens, found.Start) : -1;
        return first > 1
            && Before(tokens, first, word => word is "nacht" or "night" or "nuit" or "noche" or "noite")
            && tokens[first - 1].Folded is "zum" or "den" or "to" or "au" or "al" or "ao";
    }

    private static bool IsAgo(List<Token> tokens, int first, int next) =>
        (next < tokens.Count && tokens[next].Folded is "ago" or "atras")
        || Before(tokens, first, word => word is "vor" or "hace")
        || (first > 0 && (tokens[first - 1].Folded == "ha" || (first > 1 && tokens[first - 1].Folded == "a" && tokens[first - 2].Folded == "y")));

    private static bool Before(List<Token> tokens, int first, Func<string, bool> isIt)
    {
        for (var at = first - 1; at >= 0 && at >= first - Reach; at--)
        {
            var word = tokens[at].Folded;
            if (isIt(word))
            {
                return true;
            }

            if (!Between.Contains(word) && !Days.IsWeekday(word))
            {
                return false;
            }
        }

        return false;
    }
}
