using System.Globalization;
using System.Text.RegularExpressions;
using TextAnalysis.Facts;

namespace EscalationAgent.Llm;

/// <summary>A date as it is in a text; the year may be unsaid.</summary>
internal readonly record struct DateFound(int Start, int Length, int? Year, int Month, int Day)
{
    public int End => Start + Length;

    /// <summary>The latest such day that is not well after the given one: how people tell what has happened.</summary>
    public DateOnly Before(DateOnly day) => InYear(Year ?? (InYear(day.Year) > day.AddDays(31) ? day.Year - 1 : day.Year));

    /// <summary>The first such day from the given one on: how people tell what is to come.</summary>
    public DateOnly From(DateOnly day) => InYear(Year ?? (InYear(day.Year) < day ? day.Year + 1 : day.Year));

    private DateOnly InYear(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));
}

/// <summary>Finds dates as English, German, French, Spanish and Portuguese write them.</summary>
internal static class DateReading
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex YearFirst = new(@"\b(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})", Linear);
    private static readonly Regex DayThenName = new(@"\b(?<d>\d{1,2})(st|nd|rd|th|er|\.|º|ª)?[ -](de |of )?(?<name>" + Months.Pattern + @")\b\.?((,? |-| de | del )(?<y>\d{4})\b)?", Linear);
    private static readonly Regex NameThenDay = new(@"\b(?<name>" + Months.Pattern + @")\.? (?<d>\d{1,2})(st|nd|rd|th)?\b(,? (?<y>\d{4})\b)?", Linear);
    private static readonly Regex Dotted = new(@"\b(?<d>\d{1,2})\. ?((?<m>\d{1,2})\. ?(?<y>\d{4}|\d{2}\b)|(?<m>\d{2})\.)", Linear);
    private static readonly Regex Slashed = new(@"\b(?<d>\d{1,2})/(?<m>\d{1,2})/(?<y>\d{4}|\d{2})\b", Linear);

    /// <summary>The dates of a text in their order. What could be two dates, such as 03/04/2026, is none.</summary>
    public static IReadOnlyList<DateFound> In(string text)
    {
        if (!text.Any(char.IsAsciiDigit))
        {
            return [];
        }

        var folded = Words.Fold(text);
        var found = new List<DateFound>();
        foreach (var form in (Regex[])[YearFirst, DayThenName, NameThenDay, Dotted, Slashed])
        {
            foreach (Match match in form.Matches(folded))
            {
                if (Read(form, match, folded) is { } date && !found.Any(f => f.Start < date.End && date.Start < f.End))
                {
                    found.Add(date);
                }
            }
        }

        return [.. found.OrderBy(f => f.Start)];
    }

    private static DateFound? Read(Regex form, Match match, string text)
    {
        if (match.Index + match.Length < text.Length && char.IsAsciiDigit(text[match.Index + match.Length]))
        {
            return null;
        }

        var day = Number(match, "d");
        var month = match.Groups["name"].Success ? Months.Of(match.Groups["name"].Value)!.Value : Number(match, "m");
        int? year = match.Groups["y"].Success ? Number(match, "y") : null;
        year += year < 100 ? 2000 : 0;
        if (ReferenceEquals(form, Slashed) && day <= 12 && day != month)
        {
            (day, month) = month > 12 ? (month, day) : (0, 0);
        }

        return month is < 1 or > 12 || year is < 1990 or > 2100 || day < 1 || day > DateTime.DaysInMonth(year ?? 2024, month)
            ? null
            : new(match.Index, match.Length, year, month, day);
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
}
