using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>The brief went to its teams.</summary>
/// <param name="Teams">Keys; the first one is accountable.</param>
/// <param name="Deadlines">All that is owed from now on.</param>
/// <param name="Ladder">Keys of the rungs above the accountable team, from the nearest to the top; null in old records.</param>
/// <param name="AgainBecause">Why a team gets it again that had given it back; null when it did not.</param>
/// <param name="Beside">Who is asked together with a rung, by the rung's key; null where nobody is, and in old records.</param>
/// <param name="HeldBy">
/// Of what is confidential, who receives it for each team or role: whoever is linked later does not. Of a launch's matter, who holds the roles
/// of that launch. Null for all else, and in old records.
/// </param>
/// <param name="Consulted">Keys of those who are asked for advice; null where nobody is, and in old records.</param>
/// <param name="Informed">Keys of those who are kept informed; null where nobody is, and in old records.</param>
public sealed record Routed(
    IReadOnlyList<string> Teams,
    IReadOnlyList<Deadline> Deadlines,
    IReadOnlyList<string>? Ladder = null,
    string? AgainBecause = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, IReadOnlyList<string>>? Beside = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, Person>? HeldBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Consulted = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Informed = null
) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Status = Status.Routed,
            Draft = before.Draft with { AwaitedTeams = [] },
            Assignment = new()
            {
                Teams = Teams,
                Ladder = Ladder ?? [],
                Beside = Beside ?? new Dictionary<string, IReadOnlyList<string>>(),
                AgainBecause = AgainBecause,
                Consulted = Consulted ?? [],
                Informed = Informed ?? [],
            },
            NamedReceivers = before.With(HeldBy),
            Deadlines = Deadlines,
            RoutedAt = before.RoutedAt ?? happened.At,
            LastRoutedAt = happened.At,
            SentBackBecause = null,
        };

    public override Move MoveBy(Actor by) => Move.Route;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { AgainBecause = filter.Text(AgainBecause) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>Nobody acknowledged in time, or somebody pushed: the next rung of the ladder got it too.</summary>
/// <param name="To">The rung's key.</param>
/// <param name="PassedOver">Rungs between that nobody is linked to, or who cannot be reached; they get it when that has changed.</param>
/// <param name="Unreachable">Those of them who cannot be reached; null when there is none, and in old records.</param>
/// <param name="NotReached">The key of the team or rung whose time was not waited for because it could not be reached; null when its time was over.</param>
/// <param name="Manager">The CSM's manager, who was asked because nobody was linked to the rung; null when somebody was, and in old records.</param>
/// <param name="HeldBy">As in <see cref="Routed"/>.</param>
/// <param name="Because">Why somebody asked above though there was time left; null where its time was over or it stalled.</param>
/// <param name="Leapt">Rungs between that could be asked and were left out on purpose; null when there is none.</param>
public sealed record EscalatedUp(
    string To,
    IReadOnlyList<string> PassedOver,
    IReadOnlyList<string>? Unreachable = null,
    string? NotReached = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Person? Manager = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, Person>? HeldBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Because = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Leapt = null
) : EscalationEvent
{
    /// <summary>Whether whoever had it before still owes the acknowledgement.</summary>
    [JsonIgnore]
    public bool IsAhead => Because is not null;

    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            NamedReceivers = before.With(HeldBy),
            Assignment = before.Assignment.Climbed(To, PassedOver, NotReached, Leapt) with
            {
                Rung = before.Status == Status.Routed && !IsAhead ? To : before.Assignment.Rung,
                IsAtLaddersEnd = false,
                ManagerAsked = Manager ?? before.Assignment.ManagerAsked,
            },
            Deadlines = IsAhead ? before.Deadlines : before.Heard(DeadlineKind.Acknowledge, happened.At),
        };

    public override Move MoveBy(Actor by) => by.IsHuman && IsAhead ? Move.AskHigher : Move.EscalateUp;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Text(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>It should have gone up, and there is nobody above who could be asked.</summary>
/// <param name="PassedOver">Rungs that nobody is linked to, or who cannot be reached; empty when the top has been asked already.</param>
/// <param name="Unreachable">As in <see cref="EscalatedUp"/>.</param>
/// <param name="NotReached">As in <see cref="EscalatedUp"/>.</param>
/// <param name="Asked">Keys of the teams and rungs that have it in a place that could be reached; null in old records.</param>
public sealed record NobodyAbove(
    IReadOnlyList<string> PassedOver,
    IReadOnlyList<string>? Unreachable = null,
    string? NotReached = null,
    IReadOnlyList<string>? Asked = null
) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Assignment = before.Assignment.Climbed(null, PassedOver, NotReached) with { IsAtLaddersEnd = before.Status == Status.Routed },
            Deadlines = before.Heard(DeadlineKind.Acknowledge, happened.At),
        };

    public override Move MoveBy(Actor by) => Move.EscalateUp;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>The team gave it back to the CSM: not theirs.</summary>
public sealed record Returned(string Because) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.TakenBack() with
        {
            SentBackBecause = Because,
            GivenBackBy = [.. before.GivenBackBy.Union(before.Assignment.Teams.Take(1))],
        };

    public override Move MoveBy(Actor by) => Move.Return;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Words(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>The CSM took it back.</summary>
public sealed record Withdrawn(string? Because) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before.EndedUnrouted(happened.At, outcome => outcome);

    public override Move MoveBy(Actor by) => Move.Withdraw;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Text(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.AsApplied;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>The CSM brought a withdrawn one back to its draft.</summary>
public sealed record Restored : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.TakenBack() is var draft ? draft with { Outcome = draft.Outcome with { EndedAt = null, Handling = null, CombinedInto = null } } : draft;

    public override Move MoveBy(Actor by) => Move.Restore;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToEverybody();
}

/// <summary>The CSM changed the severity of what had been routed.</summary>
/// <param name="Ladder">The rungs that the playbook has for it now; see <see cref="Routed"/>.</param>
/// <param name="Receivers">Who has it as well from now on, because the severity goes to others; null where it does not, and in old records.</param>
/// <param name="HeldBy">As in <see cref="Routed"/>.</param>
/// <param name="Consulted">Who is asked for advice as well from now on; null where nobody is, and in old records.</param>
/// <param name="Informed">Who is kept informed as well from now on; null where nobody is, and in old records.</param>
public sealed record Reclassified(
    Severity Severity,
    string Because,
    IReadOnlyList<string> Ladder,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Receivers = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, Person>? HeldBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Consulted = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Informed = null
) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            NamedReceivers = before.With(HeldBy),
            Decision = new(before.Decision!.Category, Severity, Because, happened.By.Person!, happened.At),
            Assignment = before.Assignment.Reclassified(this),
        };

    public override Move MoveBy(Actor by) => Move.Reclassify;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Words(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>A place that an escalation needs could not be reached, for good; or what it was to be shown could not be.</summary>
/// <param name="Where">In words: "engineering-escalations".</param>
/// <param name="Person">Who was not reached in their chat; null when it was a channel, and in old records.</param>
/// <param name="Team">The key of the team or rung that was not reached; null when it was its CSM or its owner, and in old records.</param>
/// <param name="Cause">Null in old records.</param>
/// <param name="HasLeftTeam">True when its owner can be reached, and is no longer in a team that has it.</param>
public sealed record DeliveryFailed(
    string Where,
    string Why,
    Person? Person = null,
    string? Team = null,
    DeadLetterCause? Cause = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool HasLeftTeam = false
) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before;

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Where = filter.Hidden(Where), Why = filter.Hidden(Why) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>The user directory said who the CSM's manager is. Where nobody is linked to the first rung, they stand in from then on.</summary>
/// <param name="Manager">Null when there is none whom the bot can write to; somebody else was before.</param>
public sealed record ManagerFound(Person? Manager) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { CsmManager = Manager };

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>
/// Somebody was to get a mail: who could not be reached in Teams, or who is asked by mail as well. One of the latter that did not go out, as far
/// as is known, is a step for a person.
/// </summary>
public sealed record MailAttempted(Person To, MailOutcome Outcome) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        Outcome != MailOutcome.Sent && IsOtherWay(before)
            ? before with
            {
                Assignment = before.Assignment with
                {
                    Backup = before.Assignment.Backup! with { Kind = BackupKind.ByHand, Name = null, Step = null },
                    BackupDoneBy = null,
                },
            }
            : before;

    /// <summary>Whether the mail was to reach whoever is on call beside their card.</summary>
    public bool IsOtherWay(Escalation escalation) =>
        escalation.Assignment.Backup is { Kind: BackupKind.Mail or BackupKind.ByHand } way && way.OnCall.Any(person => person.Id == To.Id);

    public override Move MoveBy(Actor by) => Move.Note;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}

/// <summary>What became of a mail.</summary>
public enum MailOutcome
{
    /// <summary>The mail system has taken it.</summary>
    Sent,

    /// <summary>Nobody has confirmed it: it may have been sent, and is not sent again.</summary>
    Unconfirmed,

    /// <summary>It was not sent: they have no address, or the mail system did not take it.</summary>
    Refused,
}
