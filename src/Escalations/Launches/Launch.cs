using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace Escalations.Launches;

/// <summary>How far a launch is.</summary>
public enum LaunchStatus
{
    Preparing,
    Live,
    Closed,
}

/// <summary>On which side of its threshold a measure is good.</summary>
public enum Direction
{
    AtMost,
    AtLeast,
}

/// <summary>What a criterion is about (A048).</summary>
public enum CriterionKind
{
    ServiceLevel,
    Defects,
    Experience,
}

/// <summary>How a launch stands, as somebody judges it.</summary>
public enum RiskPosture
{
    OnTrack,
    AtRisk,
    OffTrack,
}

/// <summary>What must be so for the launch to be a success.</summary>
/// <param name="Name">By which measures name it; letter case and accents do not matter.</param>
/// <param name="Threshold">Beyond it an alarm is raised; at it, it is met.</param>
/// <param name="ClearsAt">From here on the alarm is over: the threshold itself, or on its good side.</param>
/// <param name="Unit">Such as ms or %; null for a plain number.</param>
/// <param name="Owner">Who hears of alarms beside the lead; null for nobody.</param>
public sealed record Criterion(
    string Name,
    CriterionKind Kind,
    Direction Direction,
    decimal Threshold,
    decimal ClearsAt,
    string? Unit = null,
    Person? Owner = null
)
{
    public string Key => Launch.KeyOf(Name);

    /// <summary>Whether the value from which an alarm is over is not on the bad side of the threshold.</summary>
    public bool IsConsistent => Direction == Direction.AtMost ? ClearsAt <= Threshold : ClearsAt >= Threshold;

    /// <summary>The higher, the worse.</summary>
    public decimal BadnessOf(decimal value) => Direction == Direction.AtMost ? value : -value;

    public bool IsMetBy(decimal value) => Direction == Direction.AtMost ? value <= Threshold : value >= Threshold;

    public bool IsClearedBy(decimal value) => Direction == Direction.AtMost ? value <= ClearsAt : value >= ClearsAt;
}

/// <param name="At">UTC.</param>
public sealed record Agreement(Person By, DateTimeOffset At);

/// <summary>A criterion, with who agreed to it as it is now: first the one who set it so.</summary>
public sealed record AgreedCriterion(Criterion Criterion, IReadOnlyList<Agreement> Agreed);

/// <summary>A day by which something is to be reached.</summary>
/// <param name="FirstDue">The day that was planned first.</param>
/// <param name="MetOn">Null while it is not reached.</param>
/// <param name="Because">Why it was moved the last time; null while it never was.</param>
public sealed record Milestone(string Name, DateOnly Due, DateOnly FirstDue, DateOnly? MetOn = null, string? Because = null)
{
    public bool IsMoved => Due != FirstDue;

    /// <summary>Whether it is later than planned: it was not reached by its day.</summary>
    public bool IsMissed(DateOnly today) => (MetOn ?? today) > Due;
}

/// <summary>A brief that was begun from an alarm.</summary>
public sealed record BegunEscalation(EscalationId Id, Person By);

/// <summary>An urgent meeting on a matter whose decision stalls.</summary>
/// <param name="About">The matter.</param>
/// <param name="When">When and where, in the lead's words.</param>
/// <param name="At">When it was called, UTC.</param>
public sealed record CalledMeeting(EscalationId About, string When, Person By, DateTimeOffset At);

/// <summary>How a launch ended.</summary>
/// <param name="By">Who judged.</param>
public sealed record LaunchOutcome(string Text, RiskPosture Before, RiskPosture After, Person By, DateTimeOffset At);

/// <summary>A launch, as its events tell it.</summary>
/// <param name="Id">Its folded name, with a number behind it where an earlier launch had the same name.</param>
public sealed record Launch(string Tenant, string Id, string Name, Person StartedBy, DateTimeOffset StartedAt)
{
    public const int LongestName = 60;

    /// <summary>The role of the one who hears of alarms; all others are those of the launch protocol.</summary>
    public const string Lead = "escalation_lead";

    public int Version { get; init; }

    public LaunchStatus Status { get; init; }

    /// <summary>The channel in which it was started, which hears of alarms; null for none.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The day on which it is to happen; null while none is set.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The day that was planned first.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>Why the day was moved the last time; null while it never was.</summary>
    public string? MovedBecause { get; init; }

    public IReadOnlyDictionary<string, Person> Roles { get; init; } = new Dictionary<string, Person>();

    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    public IReadOnlyList<AgreedCriterion> Criteria { get; init; } = [];

    /// <summary>Keys of the criteria whose alarm is raised.</summary>
    public IReadOnlyList<string> Alarms { get; init; } = [];

    /// <summary>The briefs that were begun from the alarms that are raised now, by the keys of their criteria.</summary>
    public IReadOnlyDictionary<string, BegunEscalation> Begun { get; init; } = new Dictionary<string, BegunEscalation>();

    /// <summary>All that were logged, in that order.</summary>
    public IReadOnlyList<Risk> Risks { get; init; } = [];

    /// <summary>The worst first.</summary>
    public IReadOnlyList<Risk> OpenRisks => [.. Risk.WorstFirst(Risks.Where(risk => risk.IsOpen))];

    /// <summary>All that was added to its backlog, in that order.</summary>
    public IReadOnlyList<WorkItem> Work { get; init; } = [];

    public IEnumerable<WorkItem> OpenWork => Work.Where(work => work.IsOpen);

    /// <summary>By which its backlog is ordered; null while nobody has agreed to any.</summary>
    public AgreedRules? Rules { get; init; }

    /// <summary>The decisions against them, by the key of their item.</summary>
    public IReadOnlyDictionary<string, Placement> Placed { get; init; } = new Dictionary<string, Placement>();

    /// <summary>Those that the lead has called, in that order.</summary>
    public IReadOnlyList<CalledMeeting> Meetings { get; init; } = [];

    public DateTimeOffset? LiveAt { get; init; }

    public LaunchOutcome? Outcome { get; init; }

    /// <summary>How often an alarm was raised.</summary>
    public int AlarmsRaised { get; init; }

    /// <summary>What was learnt of it; null while nobody has said.</summary>
    public LaunchReview? Review { get; init; }

    public bool IsOpen => Status != LaunchStatus.Closed;

    /// <summary>What is missing before it can go live: keys of roles, and null for the criteria.</summary>
    /// <param name="roles">Those that a launch has.</param>
    public IReadOnlyList<string?> MissingOf(IEnumerable<string> roles) =>
        [.. roles.Where(role => !Roles.ContainsKey(role)), .. Criteria.Count == 0 ? [null] : Array.Empty<string?>()];

    /// <summary>The one who hears of alarms.</summary>
    public Person LeadPerson => Roles.GetValueOrDefault(Lead) ?? StartedBy;

    /// <summary>Who holds a role of it, or owns something of it that is open.</summary>
    public IEnumerable<Person> Responsible =>
        Roles
            .Values.Concat(Criteria.Select(c => c.Criterion.Owner).OfType<Person>())
            .Concat(Risks.Where(risk => risk.IsOpen).Select(risk => risk.Owner).OfType<Person>())
            .Concat(OpenWork.Select(work => work.Owner).OfType<Person>())
            .Concat(Review?.OpenFixes.Select(fix => Review.Owners.GetValueOrDefault(fix.Number)).OfType<Person>() ?? []);

    /// <summary>Whether somebody is one of its people.</summary>
    public bool Includes(string personId) => StartedBy.Id == personId || Responsible.Any(person => person.Id == personId);

    public Risk? FindRisk(int number) => Risks.ElementAtOrDefault(number - 1);

    /// <summary>The day that a risk threatens: of its milestone, or of the launch; null where none is planned.</summary>
    public DateOnly? DayOf(Risk risk) => risk.Milestone is { } name ? FindMilestone(name)?.Due : Day;

    public Milestone? FindMilestone(string name) => Milestones.FirstOrDefault(m => KeyOf(m.Name) == KeyOf(name));

    internal Launch WithRisk(int number, Func<Risk, Risk> change) =>
        this with
        {
            Risks = [.. Risks.Select(risk => risk.Number == number ? change(risk) : risk)],
        };

    /// <summary>As it is shown: what people wrote without the secrets in it. Names stay as they are, since by them things are found.</summary>
    public Launch WithoutSecrets() =>
        this with
        {
            MovedBecause = Hidden(MovedBecause),
            Criteria = [.. Criteria.Select(c => c with { Criterion = c.Criterion with { Unit = Hidden(c.Criterion.Unit) } })],
            Meetings = [.. Meetings.Select(one => one with { When = Hidden(one.When)! })],
            Milestones = [.. Milestones.Select(m => m.Because is null ? m : m with { Because = Hidden(m.Because) })],
            Outcome = Outcome is { } outcome ? outcome with { Text = Hidden(outcome.Text)! } : null,
            Review = Review is { } review
                ? review with
                {
                    Learnings = Hidden(review.Learnings)!,
                    ToFix = Hidden(review.ToFix)!,
                    Fixes = [.. review.Fixes.Select(fix => fix with { What = Hidden(fix.What)! })],
                }
                : null,
            Rules = Rules is { } rules ? rules with { Because = Hidden(rules.Because) } : null,
            Placed = Placed.ToDictionary(one => one.Key, one => one.Value with { Because = Hidden(one.Value.Because)! }),
            Work =
            [
                .. Work.Select(work =>
                    work with
                    {
                        Title = Hidden(work.Title)!,
                        End = work.End is { } end ? end with { Because = Hidden(end.Because) } : null,
                    }
                ),
            ],
            Risks =
            [
                .. Risks.Select(risk =>
                    risk with
                    {
                        What = Hidden(risk.What)!,
                        Mitigation = Hidden(risk.Mitigation),
                        End = risk.End is { } end ? end with { How = Hidden(end.How)! } : null,
                    }
                ),
            ],
        };

    private static string? Hidden(string? text) => text is null ? null : Secrets.Hide(text);

    public AgreedCriterion? FindCriterion(string name) => Criteria.FirstOrDefault(c => c.Criterion.Key == KeyOf(name));

    public Launch After(LaunchRecorded happened) => happened.What.Apply(this, happened) with { Version = happened.Sequence };

    /// <exception cref="InvalidDataException">The first event does not start it.</exception>
    public static Launch Fold(string tenant, string id, IEnumerable<LaunchRecorded> history)
    {
        Launch? launch = null;
        foreach (var happened in history)
        {
            launch = happened.What is LaunchStarted started
                ? new Launch(tenant, id, started.Name, happened.By, happened.At) { ChannelId = started.ChannelId, Version = happened.Sequence }
                : (launch ?? throw new InvalidDataException($"The record of launch {id} does not begin with its start.")).After(happened);
        }

        return launch ?? throw new InvalidDataException($"The record of launch {id} is empty.");
    }

    /// <inheritdoc cref="Folding.NameKey"/>
    public static string KeyOf(string name) => Folding.NameKey(name);
}
