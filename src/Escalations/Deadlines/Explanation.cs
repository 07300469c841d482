using System.Globalization;
using TextAnalysis.Tokens;

namespace Escalations.Deadlines;

/// <summary>Why a deadline is what it is.</summary>
/// <param name="Title">What is owed.</param>
/// <param name="State">When, or whether it was done.</param>
/// <param name="Lines">The reasons, in plain sentences.</param>
public sealed record ExplainedDeadline(string Title, string State, IReadOnlyList<string> Lines);

/// <summary>
/// Explains the deadlines of an escalation from what was recorded when they were made: the same record gives the same words,
/// whatever the playbook says today.
/// </summary>
public static class Explanation
{
    /// <param name="timeZone">The reader's IANA zone; null for the zone of each deadline's own calendar.</param>
    public static IReadOnlyList<ExplainedDeadline> Of(Escalation escalation, string? timeZone) =>
        [.. escalation.Deadlines.Where(d => d.Kind != DeadlineKind.Pause).OrderBy(d => d.Kind).Select(d => Of(escalation, d, timeZone ?? d.Counted?.TimeZone))];

    /// <summary>The same as lines of text.</summary>
    public static IEnumerable<string> Text(Escalation escalation, string? timeZone) =>
        Of(escalation, timeZone).SelectMany(d => (string[])[$"{d.Title}: {d.State}", .. d.Lines.Select(line => $"  {line}")]);

    private static ExplainedDeadline Of(Escalation escalation, Deadline deadline, string? zone) =>
        new(char.ToUpperInvariant(deadline.What[0]) + deadline.What[1..], State(escalation, deadline, zone), [.. Reasons(escalation, deadline, zone)]);

    private static string State(Escalation escalation, Deadline deadline, string? zone) =>
        deadline switch
        {
            { MetAt: { } met } when met <= deadline.DueAt => $"done {DueText.For(met, zone)}, in time (due {DueText.For(deadline.DueAt, zone)})",
            { MetAt: { } met } => $"done {DueText.For(met, zone)}, {Length(met - deadline.DueAt)} late (due {DueText.For(deadline.DueAt, zone)})",
            { Kind: DeadlineKind.Outcome } when escalation is { Work.Pause: { } pause, Work.PausedSince: { } since } =>
                $"the clock stands since {DueText.For(since, zone)}, until {DueText.For(pause.Until, zone)} at the latest: "
                    + $"{InlineText.Sanitize(pause.Because)}",
            _ => $"due {DueText.For(deadline.DueAt, zone)}",
        };

    private static IEnumerable<string> Reasons(Escalation escalation, Deadline deadline, string? zone)
    {
        yield return $"It counts from {DueText.For(deadline.From, zone)}.";
        if (deadline.Counted is not { } counted)
        {
            yield return $"Rule: {deadline.Because}.";
            yield break;
        }

        yield return $"Rule: {counted.Rule} (playbook {counted.Playbook.Name} {counted.Playbook.Version}).";
        if (counted.Later.Count > 0)
        {
            yield return $"It governs because it ends first; later would end: {string.Join("; ", counted.Later)}.";
        }

        var calendar = $"{counted.CalendarTitle} ({counted.Hours}, {counted.TimeZone})";
        yield return counted switch
        {
            { Calendar: null } => "It runs by the clock: nights, weekends and holidays count.",
            { Term.Unit: TermUnit.SameDay } => $"It ends with the business day of {calendar}, or at the next noon for what comes in too late for that.",
            { Term.Unit: TermUnit.NextPlanning } => $"It ends with the opening of {calendar} on which the next sprint is planned.",
            _ => $"It runs in the open hours of the calendar {calendar}; nights, and what else lies outside of them, do not count.",
        };
        if (counted.Skipped.Count > 0)
        {
            yield return $"Days left out: {Days(counted.Skipped)}.";
        }

        if (counted.OtherHours is { Count: > 0 } other)
        {
            yield return $"Days with other hours: {string.Join(", ", other.Select(day => $"{Day(day.Date)} ({day.Hours})"))}.";
        }

        if (counted.HolidayHorizon is { } horizon)
        {
            yield return $"When it was counted, the holidays in {horizon.File} ended on "
                + $"{horizon.LastDay.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}: later ones are not left out. A newer file beside "
                + $"the playbook cures that.";
        }

        if (counted.Paused > TimeSpan.Zero)
        {
            yield return $"Waiting for others put it off by {Length(counted.Paused)}{(counted.Calendar is null ? "" : " of open hours")}.";
        }

        if (escalation.HeldUntil(deadline.Kind.OwedBy()) is { } held && deadline.PendingAlarms.Any(alarm => escalation.WakesAt(deadline, alarm) == held))
        {
            yield return $"Reminders of it are held until {DueText.For(held, zone)}.";
        }
    }

    /// <summary>Neighbouring days with the same reason are told together: "Sat 21 - Sun 22 Nov (weekend)".</summary>
    private static string Days(IReadOnlyList<SkippedDay> days)
    {
        var runs = new List<(DateOnly First, DateOnly Last, string Why)>();
        foreach (var day in days)
        {
            if (runs is [.., var last] && last.Why == day.Why && last.Last.AddDays(1) == day.Date)
            {
                runs[^1] = last with { Last = day.Date };
            }
            else
            {
                runs.Add((day.Date, day.Date, day.Why));
            }
        }

        return string.Join(", ", runs.Select(run => $"{(run.First == run.Last ? Day(run.First) : $"{Day(run.First)} - {Day(run.Last)}")} ({run.Why})"));
    }

    private static string Day(DateOnly date) => date.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    /// <summary>"2 d 3 h", "45 min"; less than a minute is "under a minute".</summary>
    public static string Length(TimeSpan length)
    {
        (int Amount, string Unit)[] parts = [(length.Days, "d"), (length.Hours, "h"), (length.Minutes, "min")];
        var words = parts.SkipWhile(p => p.Amount == 0).Where(p => p.Amount > 0).Take(2).Select(p => $"{p.Amount} {p.Unit}");
        return string.Join(' ', words) is { Length: > 0 } text ? text : "under a minute";
    }
}
