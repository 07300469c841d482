using NodaTime;

namespace Escalations.Deadlines;

/// <summary>
/// The days of a calendar that are not as the week says: closed ones by name, and those with other hours. Days are counted from
/// 1 January 1970.
/// </summary>
internal sealed class SpecialDays
{
    // A holiday that finds no working day this near stays where it is.
    private const int FarthestMove = 60;

    private readonly WeekHours week;
    private readonly Dictionary<int, string> closed = [];
    private readonly Dictionary<int, DayHours> hours = [];
    private readonly HashSet<int> opened;

    /// <param name="missing">Dates that never were in the zone.</param>
    public SpecialDays(CalendarRule rule, WeekHours week, int firstYear, int lastYear, IEnumerable<int> missing)
    {
        this.week = week;
        opened = [.. rule.WorkingDays.Select(day => Number(LocalDate.FromDateOnly(day.Date)))];
        foreach (var day in missing)
        {
            closed.Add(day, "no such day");
            opened.Remove(day);
        }

        Close(rule.Holidays, firstYear, lastYear);
        var shortened = Shortened(rule, firstYear, lastYear);
        foreach (var day in opened)
        {
            closed.Remove(day);
        }

        foreach (var day in closed.Keys)
        {
            Set(day, DayHours.None);
        }

        foreach (var (day, its) in shortened.Where(s => !closed.ContainsKey(s.Key) && OfWeek(s.Key).HasAny))
        {
            Set(day, its);
        }

        foreach (var working in rule.WorkingDays.DistinctBy(w => w.Date))
        {
            var day = Number(LocalDate.FromDateOnly(working.Date));
            if (opened.Contains(day))
            {
                Set(
                    day,
                    working.Hours is { } own ? DayHours.Of(own, rule.Breaks) : shortened.GetValueOrDefault(day, week.LikeTheLastBefore(DayTally.Weekday(day)))
                );
            }
        }
    }

    /// <summary>The days whose hours are not those of their weekday, in order; a closed one has none.</summary>
    public IEnumerable<int> Days => hours.Keys.Order();

    public DayHours HoursOf(int day) => hours.TryGetValue(day, out var its) ? its : OfWeek(day);

    public bool HasOtherHours(int day) => hours.TryGetValue(day, out var its) && its.HasAny;

    /// <summary>Why a day is closed; null when no holiday says so.</summary>
    public string? WhyClosed(int day) => closed.GetValueOrDefault(day);

    public static int Number(LocalDate date) => Period.DaysBetween(new(1970, 1, 1), date);

    private DayHours OfWeek(int day) => week.On(DayTally.Weekday(day));

    private void Set(int day, DayHours its)
    {
        if (its.SameAs(OfWeek(day)))
        {
            hours.Remove(day);
        }
        else
        {
            hours[day] = its;
        }
    }

    /// <summary>First what stays, then in the order of their dates what moves on account of it.</summary>
    private void Close(IReadOnlyList<Holiday> holidays, int firstYear, int lastYear)
    {
        var moving = new List<(int Day, Holiday Holiday)>();
        foreach (var holiday in holidays)
        {
            foreach (var day in DaysOf(holiday, firstYear, lastYear))
            {
                if (holiday.Observed != ObservedOn.TheDayItself && !OfWeek(day).HasAny)
                {
                    moving.Add((day, holiday));
                }
                else
                {
                    closed.TryAdd(day, holiday.Name);
                }
            }
        }

        foreach (var (day, holiday) in moving.OrderBy(m => m.Day))
        {
            closed.TryAdd(day, holiday.Name);
            if (Observed(day, holiday.Observed) is { } instead)
            {
                closed.Add(instead, $"{holiday.Name} (observed)");
            }
        }
    }

    private int? Observed(int day, ObservedOn rule) =>
        (
            from far in Enumerable.Range(1, FarthestMove)
            from candidate in rule == ObservedOn.NearestWorkingDay ? new[] { day + far, day - far } : [day + far]
            where OfWeek(candidate).HasAny && !closed.ContainsKey(candidate) && !opened.Contains(candidate)
            select (int?)candidate
        ).FirstOrDefault();

    private static Dictionary<int, DayHours> Shortened(CalendarRule rule, int firstYear, int lastYear)
    {
        var days = new Dictionary<int, DayHours>();
        foreach (var entry in rule.ShortDays)
        {
            var its = DayHours.Of(entry.Hours, rule.Breaks);
            foreach (var day in DaysOf(entry.When, firstYear, lastYear))
            {
                days.TryAdd(day, its);
            }
        }

        return days;
    }

    private static IEnumerable<int> DaysOf(Holiday holiday, int firstYear, int lastYear)
    {
        if (holiday is DatedHoliday dated)
        {
            return dated.Date.Year >= firstYear && dated.Date.Year <= lastYear ? [Number(LocalDate.FromDateOnly(dated.Date))] : [];
        }

        return Enumerable.Range(firstYear, lastYear - firstYear + 1).SelectMany(year => ClosedDays.In(holiday, year)).Select(Number);
    }
}
