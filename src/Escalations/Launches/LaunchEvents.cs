using System.Text.Json.Serialization;

namespace Escalations.Launches;

/// <summary>Something that happened to a launch; never changed once recorded. The discriminator carries the shape's version.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(LaunchStarted), "launch_started.1")]
[JsonDerivedType(typeof(LaunchDaySet), "launch_day_set.1")]
[JsonDerivedType(typeof(RoleGiven), "role_given.1")]
[JsonDerivedType(typeof(CriterionAgreed), "criterion_agreed.1")]
[JsonDerivedType(typeof(CriterionRemoved), "criterion_removed.1")]
[JsonDerivedType(typeof(AgreementGiven), "agreement_given.1")]
[JsonDerivedType(typeof(MilestoneSet), "milestone_set.1")]
[JsonDerivedType(typeof(MilestoneMet), "milestone_met.1")]
[JsonDerivedType(typeof(AlarmRaised), "alarm_raised.1")]
[JsonDerivedType(typeof(AlarmCleared), "alarm_cleared.1")]
[JsonDerivedType(typeof(EscalationBegun), "escalation_begun.1")]
[JsonDerivedType(typeof(WentLive), "went_live.1")]
[JsonDerivedType(typeof(LaunchClosed), "launch_closed.1")]
[JsonDerivedType(typeof(LaunchErased), "launch_erased.1")]
[JsonDerivedType(typeof(RiskLogged), "risk_logged.1")]
[JsonDerivedType(typeof(RiskChanged), "risk_changed.1")]
[JsonDerivedType(typeof(RiskLookedAt), "risk_looked_at.1")]
[JsonDerivedType(typeof(RiskEscalated), "risk_escalated.1")]
[JsonDerivedType(typeof(RiskClosed), "risk_closed.1")]
[JsonDerivedType(typeof(WorkAdded), "work_added.1")]
[JsonDerivedType(typeof(WorkEnded), "work_ended.1")]
[JsonDerivedType(typeof(RulesAgreed), "rules_agreed.1")]
[JsonDerivedType(typeof(RulesUpheld), "rules_upheld.1")]
[JsonDerivedType(typeof(ItemPlaced), "item_placed.1")]
[JsonDerivedType(typeof(LaunchReviewed), "launch_reviewed.1")]
[JsonDerivedType(typeof(LaunchFixDone), "launch_fix_done.1")]
[JsonDerivedType(typeof(MeetingCalled), "meeting_called.1")]
public abstract record LaunchEvent
{
    internal abstract Launch Apply(Launch before, LaunchRecorded happened);
}

/// <summary>An event with its place in the record of its launch.</summary>
/// <param name="Sequence">1 for the first, without gaps.</param>
/// <param name="At">UTC.</param>
/// <param name="By">Who did it, or sent the measure; the machine has an empty id.</param>
public sealed record LaunchRecorded(int Sequence, DateTimeOffset At, Person By, LaunchEvent What)
{
    /// <inheritdoc cref="RecordedEvent.Salt"/>
    public string? Salt { get; init; }
}

/// <param name="ChannelId">Null when it was started in a chat.</param>
public sealed record LaunchStarted(string Name, string? ChannelId) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) => before;
}

/// <param name="Because">Why it was moved; null for the first day.</param>
public sealed record LaunchDaySet(DateOnly Day, string? Because) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Day = Day,
            FirstDay = before.FirstDay ?? Day,
            MovedBecause = Because,
        };
}

public sealed record RoleGiven(string Role, Person To) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Roles = new Dictionary<string, Person>(before.Roles) { [Role] = To },
        };
}

/// <summary>A criterion was set, in place of an earlier one of the same name, by somebody who so agrees to it.</summary>
public sealed record CriterionAgreed(Criterion Criterion) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Criteria =
            [
                .. before.Criteria.TakeWhile(c => c.Criterion.Key != Criterion.Key),
                new(Criterion, [new(happened.By, happened.At)]),
                .. before.Criteria.SkipWhile(c => c.Criterion.Key != Criterion.Key).Skip(1),
            ],
        };
}

/// <summary>A criterion is none any more; what was measured of it stays.</summary>
/// <param name="Criterion">Its key.</param>
public sealed record CriterionRemoved(string Criterion, string Because) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Criteria = [.. before.Criteria.Where(c => c.Criterion.Key != Criterion)],
            Alarms = [.. before.Alarms.Where(key => key != Criterion)],
            Begun = before.Begun.Where(one => one.Key != Criterion).ToDictionary(),
        };
}

/// <summary>Somebody agreed to criteria as they were then.</summary>
/// <param name="Criteria">Keys.</param>
public sealed record AgreementGiven(IReadOnlyList<string> Criteria) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Criteria =
            [
                .. before.Criteria.Select(c => Criteria.Contains(c.Criterion.Key) ? c with { Agreed = [.. c.Agreed, new(happened.By, happened.At)] } : c),
            ],
        };
}

/// <summary>A milestone was planned, or moved.</summary>
/// <param name="Because">Why it was moved; null for a new one.</param>
public sealed record MilestoneSet(string Name, DateOnly Due, string? Because) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened)
    {
        var earlier = before.Milestones.FirstOrDefault(m => Launch.KeyOf(m.Name) == Launch.KeyOf(Name));
        var now = earlier is null ? new Milestone(Name, Due, Due) : earlier with { Due = Due, Because = Because };
        return before with { Milestones = [.. before.Milestones.Where(m => m != earlier).Append(now).OrderBy(m => m.Due)] };
    }
}

public sealed record MilestoneMet(string Name, DateOnly On) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Milestones = [.. before.Milestones.Select(m => Launch.KeyOf(m.Name) == Launch.KeyOf(Name) ? m with { MetOn = On } : m)],
        };
}

/// <summary>A measure went beyond a threshold.</summary>
/// <param name="Measured">The measure.</param>
/// <param name="Against">The criterion as it was then.</param>
public sealed record AlarmRaised(Measure Measured, Criterion Against) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Alarms = [.. before.Alarms.Append(Against.Key).Distinct()],
            AlarmsRaised = before.AlarmsRaised + 1,
        };
}

public sealed record AlarmCleared(Measure Measured, Criterion Against) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Alarms = [.. before.Alarms.Where(key => key != Against.Key)],
            Begun = before.Begun.Where(one => one.Key != Against.Key).ToDictionary(),
        };
}

/// <summary>Somebody began a brief from an alarm.</summary>
/// <param name="Criterion">The key of the alarm's criterion.</param>
public sealed record EscalationBegun(string Criterion, EscalationId Id) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Begun = new Dictionary<string, BegunEscalation>(before.Begun) { [Criterion] = new(Id, happened.By) },
        };
}

public sealed record WentLive : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) => before with { Status = LaunchStatus.Live, LiveAt = happened.At };
}

public sealed record LaunchClosed(string Outcome, RiskPosture Before, RiskPosture After) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Status = LaunchStatus.Closed,
            Outcome = new(Outcome, Before, After, happened.By, happened.At),
        };
}

/// <inheritdoc cref="Erased"/>
public sealed record LaunchErased(IReadOnlyList<ErasedEvent> Events, string Person, string AskedBy) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) => before;
}

/// <summary>Somebody has seen an early sign. Its number is how many there are with it.</summary>
/// <inheritdoc cref="Risk"/>
public sealed record RiskLogged(string Sign, Likelihood Likelihood, RiskTrend Trend, string? Milestone, Person? Owner, string? Mitigation) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Risks =
            [
                .. before.Risks,
                new(before.Risks.Count + 1, Sign, Likelihood, Trend, Milestone, Owner, Mitigation, happened.By, happened.At)
                {
                    Worsened = Trend == RiskTrend.Worse ? happened.Sequence : null,
                },
            ],
        };
}

/// <summary>Somebody judged a risk anew; what is not another is as it was.</summary>
/// <inheritdoc cref="Risk"/>
public sealed record RiskChanged(int Number, Likelihood Likelihood, RiskTrend Trend, Person? Owner, string? Mitigation) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) => before.WithRisk(Number, risk => risk.Judged(this, happened));
}

/// <summary>Somebody looked at a risk, and it was as before.</summary>
public sealed record RiskLookedAt(int Number) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) => before.WithRisk(Number, risk => risk with { LookedAt = happened.At });
}

/// <summary>Somebody began a brief because a risk had become worse.</summary>
public sealed record RiskEscalated(int Number, EscalationId Id) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before.WithRisk(Number, risk => risk with { Begun = new(Id, happened.By), LookedAt = happened.At });
}

public sealed record RiskClosed(int Number, string How) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before.WithRisk(Number, risk => risk with { End = new(How, happened.By, happened.At) });
}

/// <summary>Somebody has added work to the backlog. Its number is how much there is with it.</summary>
/// <inheritdoc cref="WorkItem"/>
public sealed record WorkAdded(string Title, WorkKind Kind, bool IsCustomerFacing, Person? Owner, DateOnly? Day) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Work = [.. before.Work, new(before.Work.Count + 1, Title, Kind, IsCustomerFacing, Owner, Day, happened.By, happened.At)],
        };
}

/// <summary>Work is done, or dropped.</summary>
/// <param name="Because">Why it is dropped, or what there is to say.</param>
public sealed record WorkEnded(int Number, bool IsDone, string? Because) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Work = [.. before.Work.Select(work => work.Number == Number ? work with { End = new(IsDone, Because, happened.By, happened.At) } : work)],
        };
}

/// <summary>By which rules the backlog is ordered from now on; who sets them agrees to them.</summary>
/// <inheritdoc cref="BacklogRules"/>
/// <param name="Because">Why they are other than before; null for the first.</param>
public sealed record RulesAgreed(IReadOnlyList<PriorityRule> Order, int AgingDays, string? Because) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Rules = new(new(Order, AgingDays), Because, [new(happened.By, happened.At)]),
        };
}

/// <summary>Somebody upholds the rules of the backlog as they were then.</summary>
public sealed record RulesUpheld : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Rules = before.Rules is { } rules ? rules with { Agreed = [.. rules.Agreed, new(happened.By, happened.At)] } : null,
        };
}

/// <summary>Somebody decided that an item has another place than by the rules, or has it by them again.</summary>
/// <param name="Item">Its key.</param>
/// <param name="Place">From 1; null for where the rules say.</param>
public sealed record ItemPlaced(string Item, int? Place, string Because) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened)
    {
        var placed = before.Placed.Where(one => one.Key != Item).ToDictionary();
        if (Place is { } place)
        {
            placed[Item] = new(place, Because, happened.By, happened.At);
        }

        return before with
        {
            Placed = placed,
        };
    }
}

/// <summary>The post-mortem of a launch that is closed was written, or corrected: what was done stays done.</summary>
/// <param name="ToFix">One line for each thing, as <see cref="ReviewAnswers.ToFix"/>.</param>
/// <param name="Before">The id of an earlier launch that its figures are held against; null for none.</param>
public sealed record LaunchReviewed(string Learnings, string ToFix, string? Before) : LaunchEvent
{
    /// <summary>Those of the owners who are known; null where none is, and in old records.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FixOwner>? Owners { get; init; }

    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Review = new(
                Learnings,
                [
                    .. ReviewAnswers
                        .FixesOf(ToFix)
                        .Select(fix => fix with { DoneAt = before.Review?.Fixes.FirstOrDefault(earlier => earlier.What == fix.What)?.DoneAt }),
                ],
                Before,
                happened.By,
                happened.At
            )
            {
                ToFix = ToFix,
                Owners = (Owners ?? []).ToDictionary(owner => owner.Number, owner => owner.Person),
            },
        };
}

/// <summary>The lead has called an urgent meeting.</summary>
/// <inheritdoc cref="CalledMeeting"/>
/// <param name="WithSponsor">Whether whoever is next above was asked, too.</param>
public sealed record MeetingCalled(EscalationId About, string When, bool WithSponsor) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Meetings = [.. before.Meetings, new(About, When, happened.By, happened.At)],
        };
}

/// <summary>Something that the post-mortem found is changed.</summary>
public sealed record LaunchFixDone(int Number) : LaunchEvent
{
    internal override Launch Apply(Launch before, LaunchRecorded happened) =>
        before with
        {
            Review = before.Review is { } review
                ? review with
                {
                    Fixes = [.. review.Fixes.Select(fix => fix.Number == Number ? fix with { DoneAt = happened.At } : fix)],
                }
                : null,
        };
}
