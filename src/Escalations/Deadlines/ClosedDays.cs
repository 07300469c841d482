using NodaTime;

namespace Escalations.Deadlines;

/// <summary>Turns the holidays of a calendar into days with their names.</summary>
internal static class ClosedDays
{
    /// <summary>The days of a year that a rule closes.</summary>
    public static IEnumerable<LocalDate> In(Holiday holiday, int year) =>
        holiday switch
        {
            DatedHoliday dated => dated.Date.Year == year ? [LocalDate.FromDateOnly(dated.Date)] : [],
            YearlyHoliday yearly => year >= yearly.FirstYear && yearly.Day <= CalendarSystem.Iso.GetDaysInMonth(year, yearly.Month)
                ? [new(year, yearly.Month, yearly.Day)]
                : [],
            WeekdayHoliday weekday => year >= weekday.FirstYear ? [Nth(weekday, year)] : [],
            EasterHoliday easter => [EasterSunday(year).PlusDays(easter.Days)],
            _ => throw new ArgumentOutOfRangeException(nameof(holiday)),
        };

    private static LocalDate Nth(WeekdayHoliday holiday, int year)
    {
        var weekday = holiday.Weekday == DayOfWeek.Sunday ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)(int)holiday.Weekday;
        return holiday.Nth == 0
            ? new LocalDate(year, holiday.Month, CalendarSystem.Iso.GetDaysInMonth(year, holiday.Month)).With(DateAdjusters.PreviousOrSame(weekday))
            : new LocalDate(year, holiday.Month, 1).With(DateAdjusters.NextOrSame(weekday)).PlusWeeks(holiday.Nth - 1);
    }

    /// <summary>The Gregorian computus, as Meeus, Jones and Butcher wrote it down.</summary>
    private static LocalDate EasterSunday(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var g = (b - ((b + 8) / 25) + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var l = (32 + (2 * e) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new(year, n / 31, (n % 31) + 1);
    }
}
