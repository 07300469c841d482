using System.Runtime.CompilerServices;
using NodaTime;
using NodaTime.TimeZones;

namespace Escalations.Deadlines;

/// <summary>
/// Counts in the open hours of a <see cref="CalendarRule"/>. An instant is open when the clock on the wall shows an open time;
/// so a clock time that the clock change skips is never worked, and one that comes twice is worked twice. Hours hold
/// their first instant and not their last. What passes midnight belongs to the day on which it begins.
/// Holidays and clock changes are known from 1970 to 2199; outside of these years the calendar goes on without them.
/// </summary>
public sealed class WorkingCalendar
{
    private const int FirstYear = 1970;
    private const int LastYear = 2199;
    private const long Day = TimeSpan.TicksPerDay;
    private const long Noon = 12 * TimeSpan.TicksPerHour;

    // A local time that the clock change skips is moved on by as much as was skipped. Of one that comes twice, the
    // earlier counts, unless the term begins after it.
    private static readonly ZoneLocalMappingResolver Earlier = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);
    private static readonly ZoneLocalMappingResolver Later = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    // The first instant of a date, or after it where there is none.
    private static readonly ZoneLocalMappingResolver FirstFrom = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    private static readonly ConditionalWeakTable<CalendarRule, WorkingCalendar> Built = [];

    private readonly DateTimeZone zone;
    private readonly WeekHours week;
    private readonly SpecialDays special;
    private readonly long cutOff;
    private readonly CalendarRule rule;
    private readonly DayTally openTime;
    private readonly DayTally workingDays;

    // The stretches of time between clock changes: since when, ahead of UTC by how much, how much open time lies before
    // (from the first stretch on), and what the wall clock alone would say lies before.
    private readonly long[] since;
    private readonly long[] ahead;
    private readonly long[] openBefore;
    private readonly long[] byWallBefore;

    /// <exception cref="ArgumentException">The rule has <see cref="Faults"/>.</exception>
    public WorkingCalendar(CalendarRule rule)
        : this(
            rule,
            CalendarCheck.OfWeek(rule) is [var fault, ..] ? throw new ArgumentException(fault.Reason, nameof(rule)) : DateTimeZoneProviders.Tzdb[rule.TimeZone]
        ) { }

    private WorkingCalendar(CalendarRule rule, DateTimeZone zone)
    {
        this.zone = zone;
        this.rule = rule;
        week = WeekHours.Of(rule);
        cutOff = rule.CutOff.Ticks;
        var stretches = zone.GetZoneIntervals(Instant.FromUtc(FirstYear, 1, 1, 0, 0), Instant.FromUtc(LastYear + 1, 1, 1, 0, 0)).ToArray();
        since = [.. stretches.Select((s, i) => i == 0 ? 0 : s.Start.ToUnixTimeTicks())];
        ahead = [.. stretches.Select(s => s.WallOffset.Ticks)];
        special = new(rule, week, FirstYear, LastYear, MissingDays());
        openTime = new([.. Enumerable.Range(0, 7).Select(weekday => week.On(weekday).Worth)], special.Days.Select(day => (day, HoursOf(day).Worth)));
        workingDays = new(
            [.. Enumerable.Range(0, 7).Select(weekday => week.On(weekday).HasAny ? 1L : 0L)],
            special.Days.Select(day => (day, IsWorking(day) ? 1L : 0L))
        );

        byWallBefore = [.. since.Zip(ahead, (at, offset) => OpenByWall(at + offset))];
        openBefore = new long[since.Length];
        for (var i = 1; i < since.Length; i++)
        {
            openBefore[i] = openBefore[i - 1] + OpenByWall(since[i] + ahead[i - 1]) - byWallBefore[i - 1];
        }
    }

    /// <summary>The calendar of a rule; of the same rule it is made once.</summary>
    /// <inheritdoc cref="WorkingCalendar(CalendarRule)" path="/exception"/>
    public static WorkingCalendar Of(CalendarRule rule) => Built.GetValue(rule, static r => new(r));

    /// <summary>What makes a rule unusable; empty when nothing does.</summary>
    public static IReadOnlyList<CalendarFault> Faults(CalendarRule rule) =>
        CalendarCheck.OfWeek(rule) is { Count: > 0 } faults ? faults : new WorkingCalendar(rule).FaultsOfDays();

    public bool IsOpen(DateTimeOffset at) => NextOpen(at) == at;

    /// <summary>The instant itself when it is open, else the next opening. UTC, as all answers are.</summary>
    public DateTimeOffset NextOpen(DateTimeOffset at) => FromTicks(LastWithOpenBefore(OpenBefore(Ticks(at))));

    /// <summary>The instant itself when it is open or ends the hours, else the next opening.</summary>
    public DateTimeOffset InHours(DateTimeOffset at) => IsOpen(at.AddTicks(-1)) ? at.ToUniversalTime() : NextOpen(at);

    /// <summary>The date on the wall.</summary>
    public DateOnly DateOf(DateTimeOffset at) => Date(DateOf(Local(Ticks(at))));

    /// <summary>Whether it opens on a date.</summary>
    public bool IsWorkingDay(DateOnly date) => DateOf(OpeningOn(date)) == date;

    /// <summary>The first opening of a date, after a night that began on the date before; the next one where it stays closed.</summary>
    public DateTimeOffset OpeningOn(DateOnly date)
    {
        var day = Number(date);
        var nightBefore = IsWorking(day - 1) ? Math.Max(0, LastClosing(day - 1) - Day) : 0;
        return NextOpen(Resolve((day * Day) + nightBefore, nightBefore == 0 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue));
    }

    /// <summary>The last closing of a date, or of the next working day where it stays closed.</summary>
    public DateTimeOffset ClosingOn(DateOnly date)
    {
        var day = DayOf(Local(Ticks(OpeningOn(date))));
        return Resolve((day * Day) + LastClosing(day), DateTimeOffset.MinValue);
    }

    /// <summary>When so much open time has passed since then. What ends with the hours ends at closing time, not at the next opening.</summary>
    public DateTimeOffset After(DateTimeOffset from, TimeSpan openTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(openTime, TimeSpan.Zero);

        // The first instant with so much before it comes right after the last one with a tick less.
        return openTime == TimeSpan.Zero ? from.ToUniversalTime() : FromTicks(LastWithOpenBefore(OpenBefore(Ticks(from)) + openTime.Ticks - 1) + 1);
    }

    /// <summary>The last instant from which so much open time is left until then; for warnings ahead of a deadline.</summary>
    public DateTimeOffset Before(DateTimeOffset until, TimeSpan openTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(openTime, TimeSpan.Zero);
        return openTime == TimeSpan.Zero ? until.ToUniversalTime() : FromTicks(LastWithOpenBefore(OpenBefore(Ticks(until)) - openTime.Ticks));
    }

    /// <summary>The open time between two instants; negative when the second is the earlier.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset until) => new(OpenBefore(Ticks(until)) - OpenBefore(Ticks(from)));

    /// <summary>
    /// The same clock time so many working days later, or that day's closing where it closes earlier; what comes in outside the
    /// hours counts from the next opening. A clock time that the clock change skips is moved on by as much as was skipped; of one
    /// that comes twice, the earlier counts.
    /// </summary>
    public DateTimeOffset AfterDays(DateTimeOffset from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var begin = Local(Ticks(NextOpen(from)));
        var day = DayOf(begin);
        var target = workingDays.DayAt(workingDays.Before(day) + days);
        return Resolve((target * Day) + Math.Min(begin - (day * Day), LastClosing(target)), from);
    }

    /// <summary>
    /// The last closing of the business day; for what comes in after the cut-off or the closing, or on a closed day, noon of
    /// the next working day (its closing where its hours do not hold noon).
    /// </summary>
    /// <param name="closedDaysCount">For what does not wait for working days: noon of the next day, whatever day that is.</param>
    public DateTimeOffset SameDay(DateTimeOffset from, bool closedDaysCount = false)
    {
        var local = Local(Ticks(from));
        var day = DayOf(local);
        var sinceMidnight = local - (day * Day);
        if (IsWorking(day) && sinceMidnight <= CutOffOf(day) && sinceMidnight < LastClosing(day))
        {
            return Resolve((day * Day) + LastClosing(day), from);
        }

        var next = workingDays.DayAt(workingDays.Before(day + 1));
        var nextNoon = FirstOpening(next) < Noon && Noon <= LastClosing(next) ? Noon : LastClosing(next);
        var due = Resolve((next * Day) + nextNoon, from);
        return closedDaysCount && Resolve(((DateOf(local) + 1) * Day) + Noon, from) is var noon && noon < due ? noon : due;
    }

    /// <summary>
    /// The closed days from one instant to the other, in order, but for those on which hours that began on the day before went on.
    /// </summary>
    public IReadOnlyList<SkippedDay> Skipped(DateTimeOffset from, DateTimeOffset until) =>
        [.. Days(from, until).Where(day => !IsWorking(day) && !HasOpenTime(day, from, until)).Select(day => new SkippedDay(Date(day), Why(day)))];

    /// <summary>The days from one instant to the other that have other hours than their weekday, in order.</summary>
    public IReadOnlyList<OtherHours> OtherHours(DateTimeOffset from, DateTimeOffset until) =>
        [.. Days(from, until).Where(special.HasOtherHours).Select(day => new OtherHours(Date(day), CalendarWords.Of(HoursOf(day).All)))];

    /// <summary>The days of the wall from one instant to the other; the last instant belongs to the day that it ends.</summary>
    private IEnumerable<int> Days(DateTimeOffset from, DateTimeOffset until)
    {
        var first = DateOf(Local(Ticks(from)));
        var last = DateOf(Local(Ticks(until > from ? until.AddTicks(-1) : until)));
        return Enumerable.Range(first, Math.Max(0, last - first + 1));
    }

    private bool HasOpenTime(int day, DateTimeOffset from, DateTimeOffset until)
    {
        DateTimeOffset[] borders = [.. Midnights(day), .. Midnights(day + 1)];
        return borders
            .Zip(borders.Skip(1))
            .Any(part =>
                DateOf(Local(Ticks(part.First))) == day
                && Between(part.First > from ? part.First : from, part.Second < until ? part.Second : until) > TimeSpan.Zero
            );
    }

    /// <summary>When a date begins on the wall; where midnight comes twice, both times, and between them when the clock is put back.</summary>
    private IEnumerable<DateTimeOffset> Midnights(int day)
    {
        var midnight = LocalDate.FromDateOnly(Date(day)).AtMidnight();
        var mapping = zone.MapLocal(midnight);
        return mapping.Count == 2
            ? [mapping.First().ToDateTimeOffset(), mapping.EarlyInterval.End.ToDateTimeOffset(), mapping.Last().ToDateTimeOffset()]
            : [zone.ResolveLocal(midnight, FirstFrom).ToDateTimeOffset()];
    }

    private string Why(int day) =>
        DayTally.Weekday(day) switch
        {
            var weekday when week.On(weekday).HasAny => special.WhyClosed(day)!,
            > 4 => "weekend",
            _ => special.WhyClosed(day) ?? "closed",
        };

    private IReadOnlyList<CalendarFault> FaultsOfDays() => Overlaps() is [var overlap, ..] ? [overlap] : LongestPause();

    /// <summary>Days with other hours that run into their neighbours.</summary>
    private CalendarFault[] Overlaps() =>
        [
            .. from day in special.Days
            where IsWorking(day)
            from earlier in new[] { day - 1, day }
            where IsWorking(earlier) && IsWorking(earlier + 1) && LastClosing(earlier) - Day > FirstOpening(earlier + 1)
            let date = Date(day)
            select new CalendarFault(
                rule.WorkingDays.Any(w => w.Date == date) ? CalendarPart.WorkingDays : CalendarPart.ShortDays,
                $"the hours of {Date(earlier):yyyy-MM-dd} run into those of {Date(earlier + 1):yyyy-MM-dd}",
                Entry: $"{date:yyyy-MM-dd}"
            ),
        ];

    /// <summary>60 days in a row without an open one are taken for a mistake.</summary>
    private IReadOnlyList<CalendarFault> LongestPause()
    {
        foreach (var day in special.Days.Where(day => !IsWorking(day)))
        {
            var before = workingDays.Before(day);
            var (last, next) = (workingDays.DayAt(before - 1), workingDays.DayAt(before));
            if (next - last - 1 >= CalendarCheck.TooManyClosedDays)
            {
                return [new(CalendarPart.Holidays, $"it has no open hours for {next - last - 1} days after {Date(last):yyyy-MM-dd}")];
            }
        }

        return [];
    }

    /// <summary>Where a zone moved across the date line, a whole date never was.</summary>
    private IEnumerable<int> MissingDays()
    {
        for (var i = 1; i < since.Length; i++)
        {
            for (var day = DateOf(since[i] + ahead[i - 1] + Day - 1); (day + 1) * Day <= since[i] + ahead[i]; day++)
            {
                yield return day;
            }
        }
    }

    private long OpenBefore(long at)
    {
        var i = LastUpTo(since, at);
        return openBefore[i] + OpenByWall(at + ahead[i]) - byWallBefore[i];
    }

    /// <summary>The last instant with no more than this open time before it; it is open.</summary>
    private long LastWithOpenBefore(long open)
    {
        var i = LastUpTo(openBefore, open);
        var byWall = byWallBefore[i] + open - openBefore[i];
        var day = openTime.DayAt(byWall);
        return (day * Day) + HoursOf(day).At(byWall - openTime.Before(day)) - ahead[i];
    }

    /// <summary>
    /// The open time before a local time as though there were no clock changes. Only yesterday's and today's hours can have begun
    /// and not ended.
    /// </summary>
    private long OpenByWall(long local)
    {
        var today = DateOf(local);
        return openTime.Before(today - 1) + PassedOf(today - 1, local) + PassedOf(today, local);
    }

    private long PassedOf(int day, long local) => HoursOf(day).Passed(local - (day * Day));

    /// <summary>The day to which a local time belongs: yesterday while its hours go on.</summary>
    private int DayOf(long local)
    {
        var yesterday = DateOf(local) - 1;
        return IsWorking(yesterday) && local - (yesterday * Day) < LastClosing(yesterday) ? yesterday : yesterday + 1;
    }

    private DayHours HoursOf(int day) => special.HoursOf(day);

    private bool IsWorking(int day) => HoursOf(day).HasAny;

    private long FirstOpening(int day) => HoursOf(day).FirstOpening;

    private long LastClosing(int day) => HoursOf(day).LastClosing;

    /// <summary>Where the hours pass midnight, a cut-off before the opening means the one after midnight.</summary>
    private long CutOffOf(int day) => cutOff <= FirstOpening(day) && LastClosing(day) > Day ? cutOff + Day : cutOff;

    private long Local(long at) => at + ahead[LastUpTo(since, at)];

    private DateTimeOffset Resolve(long local, DateTimeOffset notBefore)
    {
        var time = new LocalDate(FirstYear, 1, 1).AtMidnight().PlusTicks(local);
        var due = zone.ResolveLocal(time, Earlier).ToDateTimeOffset().ToUniversalTime();
        return due >= notBefore ? due : zone.ResolveLocal(time, Later).ToDateTimeOffset().ToUniversalTime();
    }

    private static int LastUpTo(long[] ordered, long value)
    {
        var (low, high) = (0, ordered.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ordered[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return Math.Max(0, low - 1);
    }

    private static int DateOf(long local) => (int)Floor.Divide(local, Day);

    private static int Number(DateOnly date) => date.DayNumber - new DateOnly(FirstYear, 1, 1).DayNumber;

    private static DateOnly Date(int day) => new DateOnly(FirstYear, 1, 1).AddDays(day);

    private static long Ticks(DateTimeOffset at) => at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    private static DateTimeOffset FromTicks(long ticks) => new(ticks + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero);
}
