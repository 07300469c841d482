using Escalations.Deadlines;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using TextAnalysis.Facts;

namespace Escalations.Tests.Deadlines;

/// <summary>Calendars of every shape, in zones of every kind, against <see cref="MinuteOracle"/>; half of the cases lie in nights of a clock change.</summary>
public sealed class MinuteOracleTests
{
    private const int WeekMinutes = 7 * 24 * 60;
    private const int Horizon = 12 * 24 * 60;

    // Gaps and overlaps of an hour, of half an hour, of two, at midnight, a minute after midnight, a whole day left out; and none at all.
    private static readonly string[] Zones =
    [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Antarctica/Troll",
        "Africa/Cairo",
        "America/Sao_Paulo",
        "America/St_Johns",
        "Pacific/Apia",
        "Pacific/Chatham",
        "Asia/Kolkata",
        "Asia/Tehran",
        "Africa/Casablanca",
    ];

    private static readonly Gen<CalendarRule> Rules =
        from zone in Gen.Elements(Zones)
        from round in Gen.Elements(1, 15, 60)
        from always in Gen.Frequency((7, Gen.Constant(false)), (1, Gen.Constant(true)))
        from points in Gen.ArrayOf(Gen.Choose(0, (WeekMinutes / round) - 1).Select(p => p * round), 12)
        from breaks in Gen.ListOf(
            from start in Gen.Choose(0, 1439)
            from length in Gen.Choose(1, 300)
            select new OpenHours(Minutes(start), Minutes(start + length)),
            2
        )
        from breakCount in Gen.Choose(0, 2)
        from cutOff in Gen.Choose(0, 1439)
        from yearly in Gen.Elements<Holiday>(
            new YearlyHoliday("x", 3, 28),
            new YearlyHoliday("x", 2, 29),
            new YearlyHoliday("x", 10, 25, 2020),
            new WeekdayHoliday("x", 0, DayOfWeek.Monday, 3),
            new WeekdayHoliday("x", 2, DayOfWeek.Sunday, 11)
        )
        select new CalendarRule
        {
            Key = "default",
            Title = "Random",
            TimeZone = zone,
            Week = always ? Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => Calendars.Hours("00:00-24:00")) : Week(points),
            Breaks = [.. breaks.Take(breakCount)],
            Holidays = always ? [] : [yearly],
            CutOff = new TimeOnly(0).AddMinutes(cutOff),
        };

    private static readonly Gen<(CalendarRule Rule, DateTimeOffset From, int Minutes, int Days)> Cases =
        from rule in Rules
        let changes = Changes(rule.TimeZone)
        from near in Gen.Elements(true, false)
        from change in Gen.Choose(0, Math.Max(0, changes.Length - 1))
        from around in Gen.Choose(-4 * 24 * 60, 2 * 24 * 60)
        from anywhere in Gen.Choose(0, 30 * 366 * 24 * 60)
        from minutes in Gen.Choose(1, 3000)
        from days in Gen.Choose(0, 8)
        from closedAhead in Gen.Choose(0, 6)
        let start = near && changes.Length > 0
            ? changes[change].AddMinutes(around)
            : new DateTimeOffset(2005, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(anywhere)
        let day = DateOnly.FromDateTime(start.UtcDateTime)
        let dated = new DatedHoliday("y", day.AddDays(closedAhead))
        from special in Special(day)
        select (rule.Holidays.Count == 0 ? rule : special(rule with { Holidays = [.. rule.Holidays, dated] }), start, minutes, days);

    /// <summary>Short days, make-up working days and holidays that move, all near a day.</summary>
    private static Gen<Func<CalendarRule, CalendarRule>> Special(DateOnly near) =>
        from shortDays in Gen.ListOf(
            from ahead in Gen.Choose(-1, 6)
            from yearly in Gen.Elements(true, false)
            from hours in SomeHours
            select new ShortDay(On(near.AddDays(ahead), yearly), hours),
            2
        )
        from shortCount in Gen.Choose(0, 2)
        from workingDays in Gen.ListOf(
            from ahead in Gen.Choose(-1, 6)
            from own in Gen.Elements(true, false)
            from hours in SomeHours
            select new WorkingDay(near.AddDays(ahead), own ? hours : null),
            2
        )
        from workingCount in Gen.Choose(0, 2)
        from moving in Gen.ListOf(
            from ahead in Gen.Choose(-3, 6)
            from yearly in Gen.Elements(true, false)
            from observed in Gen.Elements(ObservedOn.NextWorkingDay, ObservedOn.NearestWorkingDay)
            select On(near.AddDays(ahead), yearly) with
            {
                Observed = observed,
            },
            3
        )
        from movingCount in Gen.Choose(0, 3)
        select (Func<CalendarRule, CalendarRule>)(
            rule =>
                rule with
                {
                    ShortDays = [.. shortDays.Take(shortCount)],
                    WorkingDays = [.. workingDays.Take(workingCount)],
                    Holidays = [.. rule.Holidays, .. moving.Take(movingCount)],
                }
        );

    private static Gen<IReadOnlyList<OpenHours>> SomeHours =>
        from start in Gen.Choose(0, 1380)
        from length in Gen.Choose(10, 500)
        from second in Gen.Elements(0, 0, 30)
        select (IReadOnlyList<OpenHours>)(
            second == 0
                ? [new(Minutes(start), Minutes(start + length))]
                : [new(Minutes(start), Minutes(start + length)), new(Minutes(start + length + second), Minutes(start + length + second + 45))]
        );

    private static Holiday On(DateOnly day, bool yearly) => yearly ? new YearlyHoliday("z", day.Month, day.Day) : new DatedHoliday("z", day);

    [Fact]
    public void Counting_agrees_with_looking_at_the_clock_every_minute()
    {
        var (compared, changes, specials) = (0, 0, 0);
        Prop.ForAll(Cases.Where(c => WorkingCalendar.Faults(c.Rule).Count == 0).ToArbitrary(), test =>
            {
                var (rule, from, minutes, days) = test;
                var calendar = WorkingCalendar.Of(rule);
                var oracle = new MinuteOracle(rule);
                if (oracle.NextOpen(from, Horizon) is not { } next)
                {
                    return;
                }

                compared++;
                changes += Changes(rule.TimeZone).Any(c => c >= from && c <= from.AddDays(3)) ? 1 : 0;
                var until = from.AddMinutes(minutes);
                specials += calendar.OtherHours(from, from.AddDays(7)).Count > 0 ? 1 : 0;
                var worked = 1 + (minutes % 900);
                var after = oracle.After(from, worked);
                Same("next open", next, calendar.NextOpen(from));
                Same("is open", oracle.IsOpen(from), calendar.IsOpen(from));
                Same($"between, {minutes} minutes", oracle.Between(from, until), calendar.Between(from, until).TotalMinutes);
                Same("backwards", -calendar.Between(from, until), calendar.Between(until, from));
                Same($"after {worked} minutes", after, calendar.After(from, Minutes(worked)));
                Same($"{worked} minutes before {after:u}", oracle.Before(after, worked), calendar.Before(after, Minutes(worked)));
                Same(
                    $"skipped, {minutes} minutes",
                    string.Join(' ', oracle.Skipped(from, until)),
                    string.Join(' ', calendar.Skipped(from, until).Select(s => s.Date))
                );
                Same($"after {days} days", oracle.AfterDays(from, next, days), calendar.AfterDays(from, days));

                void Same<T>(string what, T expected, T actual) =>
                    Assert.True(Equals(expected, actual), $"{what}, from {from:u}: {expected} looked up, {actual} counted\n{Written(rule)}");
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

        Assert.True(
            compared > 1000 && changes > 150 && specials > 150,
            $"only {compared} cases, {changes} of them over a clock change, {specials} with other hours"
        );
    }

    [Fact]
    public void Same_day_lies_ahead_and_on_S1_never_later() =>
        Prop.ForAll(Cases.Where(c => WorkingCalendar.Faults(c.Rule).Count == 0).ToArbitrary(), test =>
            {
                var calendar = WorkingCalendar.Of(test.Rule);
                var due = calendar.SameDay(test.From);
                var critical = calendar.SameDay(test.From, closedDaysCount: true);
                Assert.True(due >= test.From && critical >= test.From && critical <= due, $"{test.From:u}: {due:u}, S1 {critical:u}");
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>Points of a week, taken in pairs, each no longer than a day.</summary>
    private static Dictionary<DayOfWeek, IReadOnlyList<OpenHours>> Week(int[] points) =>
        points
            .Distinct()
            .Order()
            .Chunk(2)
            .Where(p => p.Length == 2)
            .Select(p =>
                (Day: (DayOfWeek)(((p[0] / 1440) + 1) % 7), Hours: new OpenHours(Minutes(p[0] % 1440), Minutes((p[0] % 1440) + Math.Min(p[1] - p[0], 1440))))
            )
            .GroupBy(h => h.Day, h => h.Hours)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<OpenHours>)[.. g]);

    private static string Written(CalendarRule rule) =>
        string.Join(
            '\n',
            (string[])
                [
                    rule.TimeZone,
                    .. rule.Week.Select(d => $"{d.Key} {string.Join(", ", d.Value.Select(h => $"{h.Opens}-{h.Closes}"))}"),
                    $"breaks {string.Join(", ", rule.Breaks.Select(h => $"{h.Opens}-{h.Closes}"))}",
                    .. rule.Holidays.Select(h => $"{h}"),
                    .. rule.ShortDays.Select(s => $"short {s.When} {string.Join(", ", s.Hours.Select(h => $"{h.Opens}-{h.Closes}"))}"),
                    .. rule.WorkingDays.Select(w => $"working {w.Date:o} {string.Join(", ", (w.Hours ?? []).Select(h => $"{h.Opens}-{h.Closes}"))}"),
                ]
        );

    private static DateTimeOffset[] Changes(string zone) =>
        [
            .. DateTimeZoneProviders
                .Tzdb[zone]
                .GetZoneIntervals(Instant.FromUtc(2008, 1, 1, 0, 0), Instant.FromUtc(2030, 1, 1, 0, 0))
                .Skip(1)
                .Select(i => i.Start.ToDateTimeOffset()),
        ];

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
