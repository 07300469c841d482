using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>A day or a longer time that follows from words of a source without being written there.</summary>
/// <param name="Readings">As <see cref="Days"/> writes them.</param>
internal readonly record struct SpanFound(FactFound Found, IReadOnlyList<string> Readings, string Rule);

/// <summary>Finds "last month", "the end of the week", "Jahresende", "the weekend" in what a source says.</summary>
internal static class Spans
{
    private static readonly HashSet<string> Last = WordList.Of("times", "last");
    private static readonly HashSet<string> Next = WordList.Of("times", "next");
    private static readonly HashSet<string> This = WordList.Of("times", "this");
    private static readonly HashSet<string> End = WordList.Of("times", "end");
    private static readonly HashSet<string> Article = [.. WordList.Of("times", "article"), "'"];

    public static IEnumerable<SpanFound> In(string text, List<Token> tokens, DateOnly today)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            var word = tokens[at].Folded;
            var unit =
                !tokens[at].IsWord ? null
                : word is "weekend" or "wochenende" ? "weekend"
                : word is "end" && at > 1 && tokens[at - 1].Folded == "-" && tokens[at - 2].Folded is "week" ? "weekend"
                : word is "finde" ? "weekend"
                : word.Length > 3 ? Units.Of(word)
                : word is "mes" or "ano" or "an" ? Units.Of(word)
                : null;
            if (word is "jahresende" or "monatsende" or "quartalsende")
            {
                yield return Found(
                    at,
                    at,
                    EndOf(
                        word[0] switch
                        {
                            'j' => "y",
                            'm' => "mo",
                            _ => "q",
                        },
                        today
                    )
                );
            }
            else if (unit is "weekend")
            {
                var sunday = today.AddDays(-(int)today.DayOfWeek);
                yield return Found(at, at, [Days.Key(sunday.AddDays(-1)), Days.Key(sunday), Days.Key(sunday.AddDays(6)), Days.Key(sunday.AddDays(7))]);
            }
            else if (unit is "w" or "mo" or "q" or "y")
            {
                var step = Beside(tokens, at);
                var end = at - 1;
                while (end >= 0 && at - end <= 4 && Article.Contains(tokens[end].Folded))
                {
                    end--;
                }

                if (end >= 0 && at - end <= 4 && End.Contains(tokens[end].Folded))
                {
                    yield return Found(end, at, EndOf(unit, today));
                }
                else if (step is { } steps && unit != "w")
                {
                    yield return Found(at, at, Whole(unit, today, steps));
                }
            }
            else if (
                Months.IsOnlyMonth(word)
                && Months.Of(word) is { } month
                && at > 0
                && (End.Contains(tokens[at - 1].Folded) || (at > 1 && Article.Contains(tokens[at - 1].Folded) && End.Contains(tokens[at - 2].Folded)))
            )
            {
                yield return Found(
                    at - 1,
                    at,
                    [.. Days.InYears(month, 28, today).Select(d => Days.Key(new DateOnly(d.Year, month, DateTime.DaysInMonth(d.Year, month))))]
                );
            }
        }

        SpanFound Found(int first, int last, IReadOnlyList<string> readings)
        {
            var (start, end) = (tokens[first].Start, tokens[last].End);
            var said = text[start..end];
            return new(new(start, end - start, new(FactKind.Date, said, readings)), readings, $"\"{said}\", by {Days.Name(today)}, the day of writing");
        }
    }

    private static int? Beside(List<Token> tokens, int at)
    {
        foreach (var i in (int[])[at - 1, at + 1, at + 2])
        {
            if (i >= 0 && i < tokens.Count && tokens[i].Line == tokens[at].Line)
            {
                var word = tokens[i].Folded;
                if (i < at && This.Contains(word))
                {
                    return 0;
                }

                if ((i <= at + 1 || word is "viene" or "vem") && (Last.Contains(word) || Next.Contains(word)))
                {
                    return Last.Contains(word) ? -1 : 1;
                }
            }
        }

        return null;
    }

    private static string[] EndOf(string unit, DateOnly today)
    {
        var sunday = today.AddDays((7 - (int)today.DayOfWeek) % 7);
        var month = new DateOnly(today.Year, today.Month, 1);
        return unit switch
        {
            "w" => [Days.Key(sunday), Days.Key(sunday.AddDays(-2)), "wd5"],
            "mo" => [Days.Key(month.AddMonths(1).AddDays(-1))],
            "q" => [Days.Key(month.AddMonths(3 - ((today.Month - 1) % 3)).AddDays(-1))],
            _ => [Days.Key(new DateOnly(today.Year, 12, 31)), $"{today.Year}-12"],
        };
    }

    private static string[] Whole(string unit, DateOnly today, int steps)
    {
        var (month, quarter) = (today.AddMonths(steps), today.AddMonths(3 * steps));
        return unit switch
        {
            "mo" => [FormattableString.Invariant($"{month:yyyy-MM}"), FormattableString.Invariant($"m{month.Month:00}")],
            "q" => [FormattableString.Invariant($"{quarter.Year}-Q{((quarter.Month - 1) / 3) + 1}"), $"Q{((quarter.Month - 1) / 3) + 1}"],
            _ => [FormattableString.Invariant($"={today.Year + steps}")],
        };
    }
}
