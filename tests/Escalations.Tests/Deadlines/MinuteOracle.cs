using NodaTime;

namespace Escalations.Tests.Deadlines;

/// <summary>Counts as a patient person would: looks at the clock on the wall every minute, and turns the calendar's pages.</summary>
internal sealed class MinuteOracle(CalendarRule rule)
{
    private const int DaysAround = 500;

    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[rule.TimeZone];
    private readonly Dictionary<DateOnly, IReadOnlyList<OpenHours>> pages = [];
    private HashSet<DateOnly>? holidays;

    public bool IsOpen(DateTimeOffset at) => DayOf(at) is not null;

    /// <summary>The date to which an open minute belongs: its own, or the one before when the hours passed midnight.</summary>
    public DateOnly? DayOf(DateTimeOffset at)
    {
        var wall = Wall(at);
        var today = DateOnly.FromDateTime(wall);
        foreach (var day in new[] { today, today.AddDays(-1) })
        {
            var since = wall - day.ToDateTime(TimeOnly.MinValue);
            if (Page(day).Any(h => h.Opens <= since && since < h.Closes) && !InBreak(wall.TimeOfDay))
            {
                return day;
            }
        }

        return null;
    }

    public DateTimeOffset? NextOpen(DateTimeOffset at, int most)
    {
        for (var i = 0; i < most; i++, at = at.AddMinutes(1))
        {
            if (IsOpen(at))
            {
                return at;
            }
        }

        return null;
    }

    public int Between(DateTimeOffset from, DateTimeOffset until)
    {
        var count = 0;
        for (; from < until; from = from.AddMinutes(1))
        {
            count += IsOpen(from) ? 1 : 0;
        }

        return count;
    }

    public DateTimeOffset After(DateTimeOffset from, int minutes)
    {
        for (; minutes > 0; from = from.AddMinutes(1))
        {
            minutes -= IsOpen(from) ? 1 : 0;
        }

        return from;
    }

    public DateTimeOffset Before(DateTimeOffset until, int minutes)
    {
        while (minutes > 0)
        {
            until = until.AddMinutes(-1);
            minutes -= IsOpen(until) ? 1 : 0;
        }

        return until;
    }

    /// <param name="begin">An open instant.</param>
    public DateTimeOffset AfterDays(DateTimeOffset from, DateTimeOffset begin, int days)
    {
        var day = DayOf(begin)!.Value;
        var clock = Wall(begin) - day.ToDateTime(TimeOnly.MinValue);
        while (days > 0)
        {
            day = day.AddDays(1);
            days -= IsWorking(day) ? 1 : 0;
        }

        // Past that day's last open minute the day has ended, and with it the term.
        var closing = Enumerable.Range(0, 49 * 60).Select(m => TimeSpan.FromMinutes(m)).Last(m => IsOpenClock(day, m)) + TimeSpan.FromMinutes(1);
        return Instants(day.ToDateTime(TimeOnly.MinValue) + (clock < closing ? clock : closing), from);
    }

    private bool IsOpenClock(DateOnly day, TimeSpan since) =>
        Page(day).Any(h => h.Opens <= since && since < h.Closes) && !InBreak(since - TimeSpan.FromDays(since.Days));

    /// <summary>The dates on the wall from one instant to the other on which no minute of it was open, and which open nothing themselves.</summary>
    public IReadOnlyList<DateOnly> Skipped(DateTimeOffset from, DateTimeOffset until)
    {
        var last = DateOnly.FromDateTime(Wall(until > from ? until.AddTicks(-1) : until));
        var dates = Enumerable
            .Range(0, 10_000)
            .Select(DateOnly.FromDateTime(Wall(from)).AddDays)
            .TakeWhile(day => day <= last)
            .Where(day => !IsWorking(day))
            .ToList();
        for (; from < until; from = from.AddMinutes(1))
        {
            if (IsOpen(from))
            {
                dates.Remove(DateOnly.FromDateTime(Wall(from)));
            }
        }

        return dates;
    }

    private bool IsWorking(DateOnly day) => Page(day).Any(LeavesAMinute);

    /// <summary>What the calendar's page for a day says.</summary>
    private IReadOnlyList<OpenHours> Page(DateOnly day)
    {
        if (!pages.TryGetValue(day, out var hours))
        {
            pages[day] = hours = Exists(day) ? Written(day) : [];
        }

        return hours;
    }

    private IReadOnlyList<OpenHours> Written(DateOnly day)
    {
        var shorter = rule.ShortDays.FirstOrDefault(s => Closes(s.When, day))?.Hours;
        if (rule.WorkingDays.FirstOrDefault(w => w.Date == day) is { } working)
        {
            for (var like = day; working.Hours is null && shorter is null; like = like.AddDays(-1))
            {
                if (OfWeek(like).Any(LeavesAMinute))
                {
                    return OfWeek(like);
                }
            }

            return working.Hours ?? shorter!;
        }

        return (holidays ??= HolidaysAround(day)).Contains(day) || !OfWeek(day).Any(LeavesAMinute) ? [] : shorter ?? OfWeek(day);
    }

    private IReadOnlyList<OpenHours> OfWeek(DateOnly day) => rule.Week.GetValueOrDefault(day.DayOfWeek, []);

    /// <summary>Crosses out the holidays, then takes those that fell on a free day, one after the other, to a day that is left.</summary>
    private HashSet<DateOnly> HolidaysAround(DateOnly middle)
    {
        var days = Enumerable.Range(-DaysAround, 2 * DaysAround).Select(middle.AddDays).ToList();
        HashSet<DateOnly> crossed = [.. days.Where(day => rule.Holidays.Any(h => Closes(h, day)))];
        foreach (var free in days.Where(day => !OfWeek(day).Any(LeavesAMinute)).ToList())
        {
            foreach (var holiday in rule.Holidays.Where(h => h.Observed != ObservedOn.TheDayItself && Closes(h, free)))
            {
                for (var (far, found) = (1, false); far <= 60 && !found; far++)
                {
                    found = Cross(free.AddDays(far)) || (holiday.Observed == ObservedOn.NearestWorkingDay && Cross(free.AddDays(-far)));
                }
            }
        }

        return crossed;

        bool Cross(DateOnly day) => OfWeek(day).Any(LeavesAMinute) && Exists(day) && rule.WorkingDays.All(w => w.Date != day) && crossed.Add(day);
    }

    private bool LeavesAMinute(OpenHours hours)
    {
        for (var minute = hours.Opens; minute < hours.Closes; minute += TimeSpan.FromMinutes(1))
        {
            if (!InBreak(minute - TimeSpan.FromDays(minute.Days)))
            {
                return true;
            }
        }

        return false;
    }

    private bool InBreak(TimeSpan clock) =>
        rule.Breaks.Any(b => (b.Opens <= clock && clock < b.Closes) || (b.Opens <= clock + TimeSpan.FromDays(1) && clock + TimeSpan.FromDays(1) < b.Closes));

    private static bool Closes(Holiday holiday, DateOnly day) =>
        holiday switch
        {
            DatedHoliday dated => dated.Date == day,
            YearlyHoliday yearly => (yearly.Month, yearly.Day) == (day.Month, day.Day) && day.Year >= yearly.FirstYear,
            WeekdayHoliday { FirstYear: var year } when day.Year < year => false,
            WeekdayHoliday { Nth: 0 } last => day.DayOfWeek == last.Weekday && day.Month == last.Month && day.AddDays(7).Month != day.Month,
            WeekdayHoliday nth => day.DayOfWeek == nth.Weekday && day.Month == nth.Month && ((day.Day - 1) / 7) + 1 == nth.Nth,
            _ => false,
        };

    /// <summary>Clock changes at noon are those alone that leave out a date.</summary>
    private bool Exists(DateOnly day) => zone.MapLocal(LocalDate.FromDateOnly(day).At(LocalTime.Noon)).Count > 0;

    /// <summary>The first instant from then on at which the wall shows this; in a gap, what it would have shown but for the change.</summary>
    private DateTimeOffset Instants(DateTime wall, DateTimeOffset notBefore)
    {
        var last = new DateTimeOffset(wall, TimeSpan.Zero).AddHours(-30);
        for (var at = last; at < last.AddHours(60); at = at.AddMinutes(1))
        {
            if (Wall(at) == wall && at >= notBefore)
            {
                return at;
            }

            if (Wall(at) < wall && Wall(at.AddMinutes(1)) > wall)
            {
                return at + (wall - Wall(at));
            }
        }

        throw new InvalidOperationException($"{wall} never comes.");
    }

    private DateTime Wall(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime.ToDateTimeUnspecified();
}
