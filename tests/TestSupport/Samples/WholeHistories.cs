using System.Globalization;
using System.Text.Json;
using Escalations;
using Escalations.Reporting;
using NodaTime;
using TextAnalysis.Redaction;

namespace TestSupport.Samples;

/// <summary>
/// The week computed from whole histories, each folded up to the report's instant and counted: slow, plain, and what the
/// figures that are kept beside the record must come to as well.
/// </summary>
internal sealed class WholeHistories
{
    private readonly Playbook playbook;
    private readonly DateTimeOffset asOf;
    private readonly string timeZone;
    private readonly DateTimeOffset start;
    private readonly List<Escalation> all = [];
    private readonly List<TimeSpan> waits = [];
    private readonly List<MilestoneKind> choices = [];

    private WholeHistories(Playbook playbook, DateTimeOffset asOf, string timeZone)
    {
        (this.playbook, this.asOf, this.timeZone) = (playbook, asOf, timeZone);
        start = IsoWeek.Of(asOf, timeZone).Borders(timeZone).Start;
    }

    /// <summary>The summary as it was at an instant, for the week that it lies in, with all active escalations as lines.</summary>
    public static WeeklySummary Of(IEnumerable<History> histories, Playbook playbook, DateTimeOffset asOf, string timeZone) =>
        Until(histories, playbook, asOf, timeZone).Summary();

    private static WholeHistories Until(IEnumerable<History> histories, Playbook playbook, DateTimeOffset asOf, string timeZone)
    {
        var week = new WholeHistories(playbook, asOf, timeZone);
        foreach (var history in histories)
        {
            var seen = history.Events.TakeWhile(e => e.At <= asOf).ToArray();
            if (seen.Length > 0)
            {
                week.all.Add(Escalation.Fold(history.Tenant, history.Id, seen));
                week.choices.AddRange(
                    Choices(history, seen).DistinctBy(choice => choice.Kind).Where(choice => week.Holds(choice.At)).Select(choice => choice.Kind)
                );
                week.waits.AddRange(Waits(seen).Where(w => week.Holds(w.Until)).Select(w => w.Until - w.Since));
            }
        }

        return week;
    }

    private WeeklySummary Summary()
    {
        var active = all.Where(e => e.Status.IsActive()).ToArray();
        var resolved = all.Where(e => e.Status is Status.Resolved or Status.Closed && Holds(e.Outcome.ResolvedAt)).ToArray();
        var stalled = active.Count(e => e.Status == Status.Stalled);
        var lines = active
            .OrderBy(e => e.Decision?.Severity ?? Severity.S4)
            .ThenBy(e => e.RoutedAt)
            .ThenBy(e => e.Id.Year)
            .ThenBy(e => e.Id.Number)
            .Select(Line);

        return new(
            Today,
            active.Length,
            all.Count(e => Holds(e.RoutedAt)),
            resolved.Length,
            stalled,
            resolved.Length == 0 ? null : OneDecimal(resolved.Average(e => (e.Outcome.ResolvedAt!.Value - e.RoutedAt!.Value).TotalDays)),
            [.. lines],
            new(MostCommon(active.Concat(resolved)), Hours(waits.Count == 0 ? null : waits.Average(w => w.TotalHours)), Percent(stalled, active.Length))
            {
                HoursToAcknowledge = waits.Count == 0 ? null : OneDecimal(waits.Average(w => w.TotalHours)),
            }
        )
        {
            Choices = ChoiceCounts.Of(kind => choices.Count(one => one == kind)),
        };
    }

    private DateOnly Today => DayOf(asOf, timeZone);

    private bool Holds(DateTimeOffset? at) => at >= start && at <= asOf;

    private SummaryLine Line(Escalation e) =>
        new(
            e.Id.ToString(),
            e.Brief.Account is { } account ? Secrets.Hide(account) : null,
            e.Decision?.Category,
            e.Decision?.Severity.Class(),
            e.Status.Key(),
            (int)(asOf - e.RoutedAt!.Value).TotalDays,
            e.Work.Owner?.Signature,
            e.Brief.ArrAtRisk is { } arr ? (long)Math.Round(arr.Amount, MidpointRounding.AwayFromZero) : null,
            e.Brief.Sentiment is { } mood ? JsonNamingPolicy.SnakeCaseLower.ConvertName(mood.ToString()) : null,
            NextUpdate(e)
        )
        {
            Level = e.Decision?.Severity,
        };

    /// <summary>
    /// When the CSM is next owed an update. Where the record says no such deadline, as old ones do, cadences in clock time run from
    /// the report ("daily" is tomorrow), those in business days from the team's last act,
    /// or from the routing while there is none (R01). A day that has passed stays: the update is late.
    /// </summary>
    private DateOnly? NextUpdate(Escalation e)
    {
        if (e.Decision is not { } decision)
        {
            return null;
        }

        if (e.Find(DeadlineKind.CsmUpdate) is { MetAt: null } owed)
        {
            return DayOf(owed.DueAt, timeZone);
        }

        var every = playbook.LevelOf(decision.Severity).Updates.Csm.Within;
        return every.Unit switch
        {
            TermUnit.Minutes or TermUnit.WorkingMinutes => DayOf(asOf.AddMinutes(every.Amount), timeZone),
            TermUnit.Hours or TermUnit.WorkingHours => DayOf(asOf.AddHours(every.Amount), timeZone),
            TermUnit.Days => Today.AddDays(every.Amount),
            TermUnit.Weeks => Today.AddDays(7 * every.Amount),
            TermUnit.BusinessDays => WorkdaysLater(DayOf((e.Work.LastProgressAt ?? e.LastRoutedAt)!.Value, timeZone), every.Amount),
            _ => Today,
        };
    }

    private string? MostCommon(IEnumerable<Escalation> escalations) =>
        escalations
            .Select(e => e.Decision?.Category)
            .OfType<string>()
            .CountBy(c => c)
            .OrderByDescending(c => c.Value)
            .ThenBy(c => playbook.Categories.TakeWhile(known => known.Key != c.Key).Count())
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.Key)
            .FirstOrDefault();

    /// <summary>The waits for an acknowledgement, each from the first routing of the attempt.</summary>
    private static IEnumerable<(DateTimeOffset Since, DateTimeOffset Until)> Waits(IEnumerable<RecordedEvent> history)
    {
        DateTimeOffset? since = null;
        foreach (var happened in history)
        {
            switch (happened.What)
            {
                case Routed:
                    since ??= happened.At;
                    break;
                case Acknowledged when since is { } routed:
                    yield return (routed, happened.At);
                    since = null;
                    break;
                case Returned or Withdrawn or Restored:
                    since = null;
                    break;
            }
        }
    }

    /// <summary>What was chosen well or badly, in order; each kind may come several times.</summary>
    private static IEnumerable<(MilestoneKind Kind, DateTimeOffset At)> Choices(History history, RecordedEvent[] seen)
    {
        var now = Escalation.Fold(history.Tenant, history.Id, seen[..1]);
        foreach (var happened in seen[1..])
        {
            var before = now;
            now = now.After(happened);
            var severity = before.Status.IsActive() && before.RoutedAt is not null ? before.Decision?.Severity : null;
            MilestoneKind? kind = happened.What switch
            {
                HandledDirectly => MilestoneKind.HandledDirectly,
                CombinedInto => MilestoneKind.Combined,
                Returned => MilestoneKind.OverEscalated,
                Reclassified e when severity is { } was && e.Severity != was => e.Severity > was ? MilestoneKind.OverEscalated : MilestoneKind.UnderEscalated,
                Routed e when before.RoutedAt is null && IsLate(before, e, happened.At) => MilestoneKind.RoutedLate,
                _ => null,
            };
            if (kind is { } found)
            {
                yield return (found, happened.At);
            }
        }
    }

    /// <summary>Minute by minute: at weekends nothing passes, but for what is critical.</summary>
    private static bool IsLate(Escalation before, Routed routed, DateTimeOffset at)
    {
        if (routed.Deadlines.FirstOrDefault(d => d.Kind == DeadlineKind.Acknowledge) is not { } due)
        {
            return false;
        }

        var (limit, isCritical, took) = (due.DueAt - at, before.Decision?.Severity is Severity.S1 or Severity.S2, TimeSpan.Zero);
        if (at <= before.StartedAt)
        {
            return at - before.StartedAt > limit;
        }

        for (var minute = before.StartedAt; minute < at; )
        {
            var isOff = minute.UtcDateTime.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var length = TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerMinute - (minute.UtcTicks % TimeSpan.TicksPerMinute), (at - minute).Ticks));
            took += isOff && !isCritical ? TimeSpan.Zero : length;
            minute += length;
        }

        return took > limit;
    }

    private static DateOnly WorkdaysLater(DateOnly day, int amount)
    {
        for (var left = amount; left > 0; left -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1)
        {
            day = day.AddDays(1);
        }

        return day;
    }

    // The sum keeps one decimal in the written number: 4.0, not 4.
    private static decimal OneDecimal(double days) => Math.Round((decimal)days, 1, MidpointRounding.AwayFromZero) + 0.0m;

    private static string? Hours(double? hours) =>
        hours is { } h ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round((decimal)h, 1, MidpointRounding.AwayFromZero):0.0} hours") : null;

    private static string Percent(int part, int whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : Math.Round(100m * part / whole, MidpointRounding.AwayFromZero)):0}%");

    private static DateOnly DayOf(DateTimeOffset at, string timeZone) =>
        Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[timeZone]).Date.ToDateOnly();
}

/// <summary>All that has happened to one escalation.</summary>
internal sealed record History(string Tenant, EscalationId Id, IReadOnlyList<RecordedEvent> Events);
