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
            { MetAt: { } met } when met <= deadline.DueAt => DomainWords.Say("explain.done", DueText.For(met, zone), DueText.For(deadline.DueAt, zone)),
            { MetAt: { } met } => DomainWords.Say("explain.late", DueText.For(met, zone), Length(met - deadline.DueAt), DueText.For(deadline.DueAt, zone)),
            { Kind: DeadlineKind.Outcome } when escalation is { Work.Pause: { } pause, Work.PausedSince: { } since } => DomainWords.Say(
                "explain.paused",
                DueText.For(since, zone),
                DueText.For(pause.Until, zone),
                InlineText.Sanitize(pause.Because)
            ),
            _ => DomainWords.Say("explain.due", DueText.For(deadline.DueAt, zone)),
        };

    private static IEnumerable<string> Reasons(Escalation escalation, Deadline deadline, string? zone)
    {
        yield return DomainWords.Say("explain.from", DueText.For(deadline.From, zone));
        if (deadline.Counted is not { } counted)
        {
            yield return DomainWords.Say("explain.rule", deadline.Because);
            yield break;
        }

        yield return DomainWords.Say("explain.rule.counted", counted.Rule, counted.Playbook.Name, counted.Playbook.Version);
        if (counted.Later.Count > 0)
        {
            yield return DomainWords.Say("explain.governs", string.Join("; ", counted.Later));
        }

        var calendar = $"{counted.CalendarTitle} ({counted.Hours}, {counted.TimeZone})";
        yield return counted switch
        {
            { Calendar: null } => DomainWords.Say("explain.clock"),
            { Term.Unit: TermUnit.SameDay } => DomainWords.Say("explain.same_day", calendar),
            { Term.Unit: TermUnit.NextPlanning } => DomainWords.Say("explain.planning", calendar),
            _ => DomainWords.Say("explain.hours", calendar),
        };
        if (counted.Skipped.Count > 0)
        {
            yield return DomainWords.Say("explain.days", Days(counted.Skipped));
        }

        if (counted.OtherHours is { Count: > 0 } other)
        {
            yield return DomainWords.Say("explain.other_days", string.Join(", ", other.Select(day => $"{Day(day.Date)} ({day.Hours})")));
        }

        if (counted.HolidayHorizon is { } horizon)
        {
            yield return DomainWords.Say("explain.horizon", horizon.File, horizon.LastDay.ToString(DomainWords.Say("culture.date"), DomainWords.Book.Culture));
        }

        if (counted.Paused > TimeSpan.Zero)
        {
            yield return DomainWords.Say("explain.put_off", Length(counted.Paused), (counted.Calendar is null ? "" : DomainWords.Say("explain.open_hours")));
        }

        if (escalation.HeldUntil(deadline.Kind.OwedBy()) is { } held && deadline.PendingAlarms.Any(alarm => escalation.WakesAt(deadline, alarm) == held))
        {
            yield return DomainWords.Say("explain.held", DueText.For(held, zone));
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

    private static string Day(DateOnly date) => date.ToString(DomainWords.Say("culture.weekday"), DomainWords.Book.Culture);

    /// <summary>"2 d 3 h", "45 min"; less than a minute is "under a minute".</summary>
    public static string Length(TimeSpan length)
    {
        (int Amount, string Unit)[] parts = [(length.Days, "d"), (length.Hours, "h"), (length.Minutes, "min")];
        var words = parts.SkipWhile(p => p.Amount == 0).Where(p => p.Amount > 0).Take(2).Select(p => $"{p.Amount} {p.Unit}");
        return string.Join(' ', words) is { Length: > 0 } text ? text : DomainWords.Say("explain.minute");
    }
}
