using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>One matter that needs internal help: the fold of all that has happened to it.</summary>
public sealed record Escalation
{
    public required EscalationId Id { get; init; }

    public required string Tenant { get; init; }

    /// <summary>Who raised it, or has taken it over since, and decides on it.</summary>
    public required Person Csm { get; init; }

    /// <summary>Who wrote the brief, once somebody else has taken it over as its CSM; null before that, and in old snapshots.</summary>
    public Person? BriefBy { get; init; }

    /// <summary>Whose words the brief and its notes are.</summary>
    [JsonIgnore]
    public Person Author => BriefBy ?? Csm;

    /// <summary>Ids of those who were its CSM before and are not now, the first one first.</summary>
    /// <remarks>Null in old snapshots, as with <see cref="Ladder"/>.</remarks>
    public IReadOnlyList<string> FormerCsms { get; init => field = value ?? []; } = [];

    public required PlaybookVersion Playbook { get; init; }

    /// <summary>How many events it has seen; the version that optimistic concurrency and cards go by.</summary>
    public required int Version { get; init; }

    public required Status Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset LastEventAt { get; init; }

    public Brief Brief { get; init; } = Brief.Empty;

    /// <summary>Pasted notes, oldest first.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>When the CSM last said something of the matter; the day by which "yesterday" is read. Null in old snapshots.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>Since when a draft is owed; null when none is.</summary>
    public DateTimeOffset? WriterAskedAt { get; init; }

    /// <summary>How the last owed draft came about, and what it remarked.</summary>
    public DraftMade? LastDraft { get; init; }

    public Suggestion? Suggestion { get; init; }

    public Decision? Decision { get; init; }

    /// <summary>Keys of the teams that have it; the first one is accountable. Empty while it is a draft.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>Teams without a channel that the CSM wanted to route to.</summary>
    public IReadOnlyList<string> AwaitedTeams { get; init; } = [];

    public IReadOnlyList<Deadline> Deadlines { get; init; } = [];

    public Person? Owner { get; init; }

    /// <summary>When it was first routed.</summary>
    public DateTimeOffset? RoutedAt { get; init; }

    /// <summary>When it was routed to the team that has it now.</summary>
    public DateTimeOffset? LastRoutedAt { get; init; }

    /// <summary>When the team that has it now acknowledged.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Since when it stalls; null when it does not.</summary>
    public DateTimeOffset? StalledAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When it was closed or withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The receiving team's last act: acknowledgement, start, update. Nothing else is progress.</summary>
    public DateTimeOffset? LastProgressAt { get; init; }

    public UpdatePosted? LastUpdate { get; init; }

    public Resolved? Resolution { get; init; }

    /// <summary>Who called it resolved last; null in old snapshots.</summary>
    public Person? ResolvedBy { get; init; }

    /// <summary>How many times a team has called it resolved.</summary>
    public int ResolvedTimes { get; init; }

    /// <summary>Why the last team gave it back, or the CSM reopened it; null when neither is so now.</summary>
    public string? SentBackBecause { get; init; }

    /// <summary>Keys of the accountable teams that gave it back, in their order.</summary>
    /// <remarks>Null in old snapshots, as with <see cref="Ladder"/>.</remarks>
    public IReadOnlyList<string> GivenBackBy { get; init => field = value ?? []; } = [];

    /// <summary>Why the team that has it now got it again after it had given it back; null when it had not.</summary>
    public string? RoutedAgainBecause { get; init; }

    /// <summary>Keys of the rungs above the accountable team, from the nearest to the top, as the playbook had them when it was routed.</summary>
    /// <remarks>Snapshots from before there were ladders have none; reading one sets null.</remarks>
    public IReadOnlyList<string> Ladder { get; init => field = value ?? []; } = [];

    /// <summary>How many rungs of the ladder have been asked or passed over.</summary>
    public int RungsClimbed { get; init; }

    /// <summary>Rungs that it should have gone to, while nobody was linked to them, and teams and rungs that could not be reached with it.</summary>
    /// <remarks>Null in old snapshots, as with <see cref="Ladder"/>.</remarks>
    public IReadOnlyList<string> PassedOver { get; init => field = value ?? []; } = [];

    /// <summary>The key of the rung whose acknowledgement is owed now; null while it is the accountable team's.</summary>
    public string? Rung { get; init; }

    /// <summary>True when nobody acknowledged and there is nobody left to ask.</summary>
    public bool IsAtLaddersEnd { get; init; }

    /// <summary>What the team waits for; null when it does not.</summary>
    public ClockPaused? Pause { get; init; }

    /// <summary>Since when it waits.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>Who wants no reminders, until when, and why.</summary>
    /// <remarks>Null in old snapshots, as with <see cref="Ladder"/>.</remarks>
    public IReadOnlyList<RemindersHeld> Held { get; init => field = value ?? []; } = [];

    public ReviewPublished? Review { get; init; }

    /// <summary>When it must next be looked at though nobody asks; null when nothing is due by itself.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextWake => Deadlines.SelectMany(deadline => deadline.PendingAlarms, (deadline, alarm) => (DateTimeOffset?)WakesAt(deadline, alarm)).Min();

    public DateTimeOffset? DueAt(DeadlineKind kind) => Find(kind)?.DueAt;

    public Deadline? Find(DeadlineKind kind) => Deadlines.FirstOrDefault(d => d.Kind == kind);

    /// <summary>When an alarm is heard: later than planned while reminders are held.</summary>
    public DateTimeOffset WakesAt(Deadline deadline, Alarm alarm) =>
        !deadline.Kind.Acts(alarm.Phase) && HeldUntil(deadline.Kind.OwedBy()) is { } until && until > alarm.At ? until : alarm.At;

    /// <summary>Whether a writer reads it at the moment; one that has not come back for so long will not.</summary>
    public bool IsBeingRead(DateTimeOffset now) => WriterAskedAt is { } asked && now - asked < TimeSpan.FromMinutes(3);

    /// <summary>Until when a side wants no reminders; null when it never said so. It may have passed.</summary>
    public DateTimeOffset? HeldUntil(Party party) => Held.FirstOrDefault(h => h.Side == party)?.Until;

    /// <summary>All that has happened, folded into what is so.</summary>
    /// <exception cref="InvalidDataException">The history is empty or does not begin with a draft.</exception>
    public static Escalation Fold(string tenant, EscalationId id, IEnumerable<RecordedEvent> history)
    {
        Escalation? escalation = null;
        foreach (var happened in history)
        {
            escalation = escalation is null ? Begin(tenant, id, happened) : escalation.After(happened);
        }

        return escalation ?? throw new InvalidDataException($"{id} has no history.");
    }

    /// <summary>The escalation that a first event makes.</summary>
    public static Escalation Begin(string tenant, EscalationId id, RecordedEvent first) =>
        first is { Sequence: 1, What: DraftStarted started }
            ? new()
            {
                Id = id,
                Tenant = tenant,
                Csm = started.Csm,
                Playbook = started.Playbook,
                Version = 1,
                Status = Status.Draft,
                StartedAt = first.At,
                LastEventAt = first.At,
            }
            : throw new InvalidDataException($"The history of {id} does not begin with a draft.");

    /// <summary>What is so after one more event.</summary>
    public Escalation After(RecordedEvent happened)
    {
        if (happened.Sequence != Version + 1)
        {
            throw new InvalidDataException($"{Id} is at event {Version}; event {happened.Sequence} cannot follow.");
        }

        var after = With(happened.What, happened);
        return after with { Version = happened.Sequence, LastEventAt = happened.At, Deadlines = happened.Clocks ?? after.Deadlines };
    }

    private Escalation With(EscalationEvent what, RecordedEvent happened) => what switch
    {
        NotesTaken e => this with { Notes = [.. Notes, e.Text], SaidAt = happened.At },
        SectionWritten e => Said(happened) with { Brief = Answered(e.Section) with { Passages = WithPassage(e.Section, new(e.Text, e.Origin, happened.By.Name) { Unproven = e.Unproven! }), Skipped = [.. Brief.Skipped.Where(s => s != e.Section)] } },
        SectionSkipped e => this with { Brief = Answered(e.Section) with { Passages = WithPassage(e.Section, null), Skipped = [.. Brief.Skipped.Where(s => s != e.Section), e.Section] } },
        SectionReopened e => this with { Brief = Brief with { Reopened = e.Section, Challenged = null } },
        SectionKept e => Said(happened) with { Brief = Kept(e.Section) },
        AnswerChallenged e => this with { Brief = Brief with { Challenged = new(e.Section, e.Text, e.Why) } },
        AccountNamed e => this with { Brief = Brief with { Account = e.Account } },
        CommercialFactsFound e => this with { Brief = Brief with { ArrAtRisk = e.ArrAtRisk ?? Brief.ArrAtRisk, Renewal = e.Renewal ?? Brief.Renewal } },
        SentimentNoted e => this with { Brief = Brief with { Sentiment = e.Sentiment } },
        ClassificationSuggested e => this with { Suggestion = e.Suggestion },
        ContextAdded e => Said(happened) with { Brief = Brief with { Context = e.Text } },
        WriterAsked => this with { WriterAskedAt = happened.At },
        DraftMade e => this with { WriterAskedAt = null, LastDraft = e },
        FactsChecked e => Said(happened) with { Brief = Checked(e) },
        ContradictionSettled e => this with
        {
            Brief = Brief with
            {
                Settled = [.. Brief.Settled.Where(s => s.About != e.About), e],
                ArrAtRisk = e.TakesBack == CommercialFact.ArrAtRisk ? null : Brief.ArrAtRisk,
                Renewal = e.TakesBack == CommercialFact.Renewal ? null : Brief.Renewal,
            },
        },
        SentencesReleased e => Said(happened) with { Brief = Brief with { Released = [.. Brief.Released.Where(r => r.Audience != e.Audience), .. e.Sentences.Count > 0 ? [e] : Array.Empty<SentencesReleased>()] } },
        ClassificationDecided e => this with { Decision = new(e.Category, e.Severity, e.Because, happened.By.Person!, happened.At) },
        RoutingHeld e => this with { AwaitedTeams = e.UnboundTeams },
        Routed e => this with
        {
            Status = Status.Routed,
            Teams = e.Teams,
            AwaitedTeams = [],
            Deadlines = e.Deadlines,
            Ladder = e.Ladder ?? [],
            RungsClimbed = 0,
            PassedOver = [],
            Rung = null,
            IsAtLaddersEnd = false,
            RoutedAt = RoutedAt ?? happened.At,
            LastRoutedAt = happened.At,
            SentBackBecause = null,
            RoutedAgainBecause = e.AgainBecause,
        },
        Acknowledged e => Progressed(happened.At) with { Status = Status.Acknowledged, Owner = e.Owner, AcknowledgedAt = happened.At, IsAtLaddersEnd = false, Deadlines = Met(DeadlineKind.Acknowledge, happened.At) },
        WorkStarted => Progressed(happened.At) with { Status = Status.InProgress },
        UpdatePosted e => Progressed(happened.At) with { LastUpdate = e, Status = Status == Status.Stalled ? Status.InProgress : Status },
        HandedOver e => this with { Owner = e.To },
        Returned e => TakenBack() with { SentBackBecause = e.Because, GivenBackBy = [.. GivenBackBy.Union(Teams.Take(1))] },
        OtherPathChosen e => TakenBack() with { SentBackBecause = e.Remark },
        Stalled => this with { Status = Status.Stalled, StalledAt = happened.At, Deadlines = Heard(DeadlineKind.Progress, happened.At) },
        PushedHarder => this,
        TimelineAccepted => this with { Status = Status.InProgress, StalledAt = null },
        EscalatedUp e => Climbed(e.To, e.PassedOver, e.NotReached) with { Rung = Status == Status.Routed ? e.To : Rung, IsAtLaddersEnd = false, Deadlines = Heard(DeadlineKind.Acknowledge, happened.At) },
        NobodyAbove e => Climbed(null, e.PassedOver, e.NotReached) with { IsAtLaddersEnd = Status == Status.Routed, Deadlines = Heard(DeadlineKind.Acknowledge, happened.At) },
        Reminded e => this with { Deadlines = Heard(e.Kind, happened.At) },
        AlarmsDeferred e => this with { Deadlines = [.. Deadlines.Select(d => d.Deferred(happened.At, e.Until, e.IsForAll))] },
        ClockPaused e => this with { Pause = e, PausedSince = happened.At },
        ClockResumed => this with { Pause = null, PausedSince = null, Deadlines = [.. Deadlines.Where(d => d.Kind != DeadlineKind.Pause)] },
        RemindersHeld e => this with { Held = [.. Held.Where(h => h.Side != e.Side), e] },
        Reclassified e => this with { Ladder = e.Ladder, Decision = new(Decision!.Category, e.Severity, e.Because, happened.By.Person!, happened.At) },
        CustomerTold => this,
        ReviewPublished e => this with { Review = e },
        CsmReassigned e => this with
        {
            Csm = e.To,
            BriefBy = e.To.Id == Csm.Id ? BriefBy : Author,
            FormerCsms = [.. FormerCsms.Append(Csm.Id).Distinct().Where(id => id != e.To.Id)],
        },
        Retimed => this,
        Resolved e => Progressed(happened.At) with { Status = Status.Resolved, Pause = null, PausedSince = null, Resolution = e, ResolvedBy = happened.By.Person, ResolvedAt = happened.At, ResolvedTimes = ResolvedTimes + 1, Deadlines = Met(DeadlineKind.Outcome, happened.At) },
        Reopened e => this with { Status = Status.InProgress, SentBackBecause = e.Because, ResolvedAt = null, LastProgressAt = happened.At },
        Closed => this with { Status = Status.Closed, EndedAt = happened.At, SentBackBecause = null, Deadlines = Remaining(DeadlineKind.Review) },
        Withdrawn => this with { Status = Status.Withdrawn, EndedAt = happened.At, Pause = null, PausedSince = null, Deadlines = Remaining(null) },
        Restored => TakenBack() with { EndedAt = null },
        DeliveryFailed => this,
        DraftStarted => throw new InvalidDataException($"{Id} was started twice."),
        _ => throw new InvalidDataException($"{Id} holds an event of an unknown kind: {what.GetType().Name}."),
    };

    /// <summary>A draft again, as though no team had had it.</summary>
    private Escalation TakenBack() => this with
    {
        Status = Status.Draft,
        Teams = [],
        Owner = null,
        Deadlines = [],
        Ladder = [],
        RungsClimbed = 0,
        PassedOver = [],
        Rung = null,
        IsAtLaddersEnd = false,
        AcknowledgedAt = null,
        StalledAt = null,
        LastProgressAt = null,
        Pause = null,
        PausedSince = null,
        Held = [],
    };

    /// <summary>The rung has it as well as those who had it before; those passed over get it when somebody is linked to them.</summary>
    private Escalation Climbed(string? to, IReadOnlyList<string> passedOver, string? notReached) => this with
    {
        Teams = [.. Teams.Concat(passedOver).Concat(to is null ? [] : [to]).Distinct()],
        RungsClimbed = RungsClimbed + passedOver.Count + (to is null ? 0 : 1),
        PassedOver = [.. PassedOver.Union(passedOver).Union(notReached is null ? [] : [notReached])],
    };

    private IReadOnlyList<Deadline> Met(DeadlineKind kind, DateTimeOffset at) => [.. Deadlines.Select(d => d.Kind == kind ? d.Met(at) : d)];

    /// <summary>What was owed and done, and what is owed even after the end.</summary>
    private IReadOnlyList<Deadline> Remaining(DeadlineKind? stillOwed) => [.. Deadlines.Where(d => d.MetAt is not null || d.Kind == stillOwed)];

    private IReadOnlyList<Deadline> Heard(DeadlineKind kind, DateTimeOffset at) => [.. Deadlines.Select(d => d.Kind == kind ? d.HeardUntil(at) : d)];

    private Escalation Progressed(DateTimeOffset at) => this with { LastProgressAt = at, StalledAt = null };

    private Brief Answered(BriefSection section) => Brief with
    {
        Reopened = Brief.Reopened == section ? null : Brief.Reopened,
        Challenged = Brief.Challenged?.Section == section ? null : Brief.Challenged,
    };

    private Escalation Said(RecordedEvent happened) => happened.By.IsHuman ? this with { SaidAt = happened.At } : this;

    private Brief Checked(FactsChecked e)
    {
        var before = Brief.Passages[e.Section];
        return Brief with
        {
            Passages = WithPassage(e.Section, e.Text is null ? null : before with
            {
                Text = e.Text,
                Unproven = [.. before.Unproven.Where(f => !e.Confirmed.Contains(f.Text) && !e.Removed.Contains(f.Text))],
                Confirmed = [.. before.Confirmed.Union(e.Confirmed)],
            }),
        };
    }

    private Brief Kept(BriefSection section) =>
        Brief.Challenged is { } challenge && challenge.Section == section
            ? Answered(section) with { Passages = WithPassage(section, new(challenge.Text, Origin.Stated)) }
            : Answered(section);

    private Dictionary<BriefSection, Passage> WithPassage(BriefSection section, Passage? passage)
    {
        var passages = new Dictionary<BriefSection, Passage>(Brief.Passages);
        passages.Remove(section);
        if (passage is not null)
        {
            passages[section] = passage;
        }

        return passages;
    }
}
