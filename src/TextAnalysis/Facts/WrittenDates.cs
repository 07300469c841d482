using System.Globalization;
using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>A date as it is in a text; the year may be unsaid.</summary>
public readonly record struct DateFound(int Start, int Length, int? Year, int Month, int Day)
{
    public int End => Start + Length;

    /// <summary>The latest such day that is not well after the given one: how people tell what has happened.</summary>
    public DateOnly Before(DateOnly day) => InYear(Year ?? (InYear(day.Year) > day.AddDays(31) ? day.Year - 1 : day.Year));

    /// <summary>The first such day from the given one on: how people tell what is to come.</summary>
    public DateOnly From(DateOnly day) => InYear(Year ?? (InYear(day.Year) < day ? day.Year + 1 : day.Year));

    private DateOnly InYear(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));
}

/// <summary>Dates that a text names and that mean one day, whatever day it was written on.</summary>
public static class WrittenDates
{
    private const int LeapYear = 2024;

    /// <summary>In the order of the text. What could be two dates, such as 03/04/2026, is none.</summary>
    public static IReadOnlyList<DateFound> In(string text) => text.Any(char.IsAsciiDigit) ? In(FactReader.In(text)) : [];

    /// <param name="facts">What <see cref="FactReader"/> found in the text.</param>
    public static IReadOnlyList<DateFound> In(IReadOnlyList<FactFound> facts) => [.. facts.Select(Read).OfType<DateFound>()];

    /// <summary>Whether the day comes first where a text writes 03/04, by its other dates and its language; null when nothing tells.</summary>
    public static bool? IsDayFirst(string text, Language language) => text.Contains('/') ? SlashedDates.Order(FactReader.In(text), [language]) : null;

    /// <inheritdoc cref="In(IReadOnlyList{FactFound})"/>
    /// <param name="dayFirst">How 03/04 is read; null leaves it out.</param>
    public static IReadOnlyList<DateFound> In(IReadOnlyList<FactFound> facts, bool? dayFirst) => In([.. facts.Select(f => SlashedDates.Read(f, dayFirst))]);

    private static DateFound? Read(FactFound found) =>
        found.Fact is not { Kind: FactKind.Date, Readings: [var reading] } || !found.Fact.Text.Any(char.IsAsciiDigit) ? null
        : DateOnly.TryParseExact(reading, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var full)
            ? new(found.Start, found.Length, full.Year, full.Month, full.Day)
        : DateOnly.TryParseExact($"{LeapYear}-{reading}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new(found.Start, found.Length, null, day.Month, day.Day)
        : null;
}
