using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>What a deadline asks for.</summary>
public enum DeadlineKind
{
    /// <summary>Somebody owns it. Missed: it goes up the ladder.</summary>
    Acknowledge,

    /// <summary>What the playbook promises for the category: a fix, a decision, a plan.</summary>
    Outcome,

    /// <summary>The team moves. Missed: it stalls.</summary>
    Progress,

    /// <summary>The owner tells everybody involved how it goes.</summary>
    TeamUpdate,

    /// <summary>The owner tells the CSM how it goes.</summary>
    CsmUpdate,

    /// <summary>The CSM tells the customer how it goes.</summary>
    CustomerUpdate,

    /// <summary>What was waited for is there, or the waiting ends anyway.</summary>
    Pause,

    /// <summary>The CSM confirms a resolution or reopens.</summary>
    Confirmation,

    /// <summary>The owner writes down what is learnt from it.</summary>
    Review,

    /// <summary>The CSM routes again what a team gave back.</summary>
    Reroute,

    /// <summary>The day by which the team said that it is fixed.</summary>
    FixDate,

    /// <summary>Who was asked to own it accepts or declines. Missed: it stays with its owner, who is told.</summary>
    Acceptance,

    /// <summary>Whoever is on call now takes it over from the shift before.</summary>
    ShiftHandover,

    /// <summary>What the review found to fix is done.</summary>
    ReviewFix,
}

/// <summary>Who owes what a deadline asks for.</summary>
public enum Party
{
    Team,
    Csm,
}

/// <summary>What the kinds of deadlines have in common.</summary>
public static class DeadlineKinds
{
    public static Party OwedBy(this DeadlineKind kind) =>
        kind is DeadlineKind.CustomerUpdate or DeadlineKind.Confirmation or DeadlineKind.Reroute ? Party.Csm : Party.Team;

    /// <summary>True for an alarm that changes what is so, and so waits for nobody; false for one that only reminds.</summary>
    public static bool Acts(this DeadlineKind kind, AlarmPhase phase) =>
        phase == AlarmPhase.Due && kind is DeadlineKind.Acknowledge or DeadlineKind.Progress or DeadlineKind.Pause;

    /// <summary>True for the clocks by which the company's terms run; false for those that remind of a rhythm.</summary>
    public static bool IsTerm(this DeadlineKind kind) => kind is DeadlineKind.Acknowledge or DeadlineKind.Outcome;
}

/// <summary>Which of a deadline's alarms it is.</summary>
public enum AlarmPhase
{
    /// <summary>Before it.</summary>
    Warning,

    /// <summary>At it.</summary>
    Due,

    /// <summary>After it; there are several, further and further apart.</summary>
    Overdue,
}

/// <summary>An instant at which a deadline makes itself heard.</summary>
/// <param name="At">UTC; within working hours where the severity can wait for them.</param>
public sealed record Alarm(DateTimeOffset At, AlarmPhase Phase);

/// <summary>A day on which a calendar does not open.</summary>
/// <param name="Why">The holiday's name, "weekend", or "closed" for another weekday without hours.</param>
public sealed record SkippedDay(DateOnly Date, string Why);

/// <summary>A day with other hours than its weekday has.</summary>
/// <param name="Hours">In words: "09:00-13:00".</param>
public sealed record OtherHours(DateOnly Date, string Hours);

/// <summary>A stretch of time for which a clock stood.</summary>
public sealed record PauseInterval(DateTimeOffset From, DateTimeOffset Until);

/// <summary>How a deadline was counted: all that is needed to explain it, and to count it again by another calendar.</summary>
/// <param name="Term">As it was counted: 24 hours of an S3 are here 1 business day.</param>
/// <param name="Rule">Whose term it is, and what the playbook says: "Product defect (bug): 4 hours".</param>
/// <param name="Calendar">The key of the calendar in whose open hours it ran; null when it ran by the clock.</param>
/// <param name="CalendarTitle">What people call that calendar.</param>
/// <param name="TimeZone">IANA zone in which its days are told.</param>
/// <param name="Hours">Its open hours, in words; null by the clock.</param>
/// <param name="Skipped">Days between the beginning and the end on which that calendar does not open.</param>
/// <param name="Later">Other rules for the same thing that end later, in words.</param>
/// <param name="Playbook">Name and version of the playbook that says so.</param>
public sealed record DeadlineBasis(
    Term Term,
    string Rule,
    string? Calendar,
    string? CalendarTitle,
    string TimeZone,
    string? Hours,
    IReadOnlyList<SkippedDay> Skipped,
    IReadOnlyList<string> Later,
    PlaybookVersion Playbook
)
{
    /// <summary>Time that did not count, because somebody else was waited for: open hours of the calendar, or clock time where none is used.</summary>
    public TimeSpan Paused { get; init; }

    /// <summary>When that was, so that it can be measured again by the clock or by another calendar.</summary>
    [JsonPropertyName("stood")]
    public IReadOnlyList<PauseInterval> Pauses
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Days between the beginning and the end on which that calendar opens otherwise than its week says; null for none.</summary>
    public IReadOnlyList<OtherHours>? OtherHours { get; init; }

    /// <summary>Set where the deadline lies behind the last day that the calendar's file of holidays knows; holidays after that were not left out.</summary>
    public HolidayHorizon? HolidayHorizon { get; init; }
}

/// <summary>An instant by which something is owed, made once and kept with its reasons.</summary>
/// <param name="DueAt">UTC.</param>
/// <param name="From">The instant from which the term was counted, UTC.</param>
/// <param name="What">What is owed, in words: "resolution", "remediation plan".</param>
/// <param name="Because">The rule that governed: "Product defect: 4 hours".</param>
public sealed record Deadline(DeadlineKind Kind, DateTimeOffset DueAt, DateTimeOffset From, string What, string Because)
{
    /// <summary>The alarms that have not been heard, in order; null in old records, which have one, at the deadline itself.</summary>
    public IReadOnlyList<Alarm>? Alarms { get; init; }

    public DeadlineBasis? Counted { get; init; }

    /// <summary>When what was owed was done; null while it is not.</summary>
    public DateTimeOffset? MetAt { get; init; }

    /// <summary>True while its clock is stopped: nothing of it is heard.</summary>
    [JsonPropertyName("stands")]
    public bool IsPaused { get; init; }

    /// <summary>The alarms that will be heard, as things are.</summary>
    [JsonIgnore]
    public IReadOnlyList<Alarm> PendingAlarms => MetAt is not null || IsPaused ? [] : Unheard;

    /// <summary>True when it was said that it is due.</summary>
    [JsonIgnore]
    public bool WasCalled => Unheard.All(alarm => alarm.Phase != AlarmPhase.Due);

    [JsonIgnore]
    private IReadOnlyList<Alarm> Unheard => Alarms ?? [new(DueAt, AlarmPhase.Due)];

    public Deadline Met(DateTimeOffset at) => this with { MetAt = MetAt ?? at };

    /// <summary>Without the alarms that have been heard by then.</summary>
    public Deadline HeardUntil(DateTimeOffset at) => PendingAlarms.Count == 0 ? this : this with { Alarms = [.. PendingAlarms.Where(alarm => alarm.At > at)] };

    /// <summary>What should have been heard by now is heard later: what only reminds, or all of it.</summary>
    public Deadline Deferred(DateTimeOffset now, DateTimeOffset until, bool all) =>
        PendingAlarms.Count == 0
            ? this
            : this with
            {
                Alarms =
                [
                    .. PendingAlarms
                        .Select(alarm => alarm.At <= now && (all || !Kind.Acts(alarm.Phase)) ? alarm with { At = until } : alarm)
                        .OrderBy(alarm => alarm.At),
                ],
            };
}
