using System.Text.Json.Serialization;
using TextAnalysis.Tokens;

namespace Escalations;

/// <summary>One matter that needs internal help: the fold of all that has happened to it.</summary>
public sealed record Escalation
{
    public required EscalationId Id { get; init; }

    public required string Tenant { get; init; }

    /// <summary>Who raised it, or has taken it over since, and decides on it.</summary>
    public required Person Csm { get; init; }

    /// <summary>Whose words the brief and its notes are.</summary>
    [JsonIgnore]
    public Person Author => Draft.BriefBy ?? Csm;

    /// <summary>Ids of those who were its CSM before and are not now, the first one first.</summary>
    public IReadOnlyList<string> FormerCsms { get; init; } = [];

    /// <summary>Who the CSM's manager is, as the user directory said; null while it has not, or where it says nobody.</summary>
    public Person? CsmManager { get; init; }

    public required PlaybookVersion Playbook { get; init; }

    /// <summary>Whether only those may know of it who are asked, each in their own chat.</summary>
    public bool IsConfidential { get; init; }

    /// <summary>
    /// Who receives it whoever is linked, by the key of the receiver: whom its CSM named, such as the counterpart; and of what is
    /// confidential whoever held the role when it was asked.
    /// </summary>
    public IReadOnlyDictionary<string, Person> NamedReceivers { get; init; } = new Dictionary<string, Person>();

    /// <summary>How many events it has seen; the version that optimistic concurrency and cards go by.</summary>
    public required int Version { get; init; }

    public required Status Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset LastEventAt { get; init; }

    public Brief Brief { get; init; } = Brief.Empty;

    /// <summary>How its brief is written.</summary>
    public BriefDraft Draft { get; init; } = new();

    public Decision? Decision { get; init; }

    /// <summary>Who has it; nobody while it is a draft.</summary>
    public Assignment Assignment { get; init; } = new();

    /// <summary>What those who have it do.</summary>
    public Work Work { get; init; } = new();

    /// <summary>What came of it.</summary>
    public Outcome Outcome { get; init; } = new();

    /// <summary>What was decided about it on the way, the first one first.</summary>
    public IReadOnlyList<DecisionLogged> Decisions { get; init; } = [];

    /// <summary>What those said who are consulted, the first one first.</summary>
    public IReadOnlyList<Advice> Advice { get; init; } = [];

    public IReadOnlyList<Deadline> Deadlines { get; init; } = [];

    /// <summary>Its ticket in another system; null where none was tried to make.</summary>
    public Ticket? Ticket { get; init; }

    /// <summary>When it was first routed.</summary>
    public DateTimeOffset? RoutedAt { get; init; }

    /// <summary>When it was routed last.</summary>
    public DateTimeOffset? LastRoutedAt { get; init; }

    /// <summary>Why the last team gave it back, or the CSM reopened it; null when neither is so now.</summary>
    public string? SentBackBecause { get; init; }

    /// <summary>Keys of the accountable teams that gave it back, in their order.</summary>
    public IReadOnlyList<string> GivenBackBy { get; init; } = [];

    /// <summary>The briefs of others that ended for this one, in their order.</summary>
    public IReadOnlyList<EscalationId> CombinedFrom { get; init; } = [];

    /// <summary>Whose briefs those are: they hear what comes of it.</summary>
    public IReadOnlyList<Person> AlsoRaisedBy { get; init; } = [];

    /// <summary>When its texts were erased because their time was over; null while they are there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>When it must next be looked at though nobody asks; null when nothing is due by itself.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextWake =>
        Deadlines.SelectMany(deadline => deadline.PendingAlarms, (deadline, alarm) => (DateTimeOffset?)WakesAt(deadline, alarm)).Min();

    public DateTimeOffset? DueAt(DeadlineKind kind) => Find(kind)?.DueAt;

    public Deadline? Find(DeadlineKind kind) => Deadlines.FirstOrDefault(d => d.Kind == kind);

    /// <summary>When an alarm is heard: later than planned while reminders are held.</summary>
    public DateTimeOffset WakesAt(Deadline deadline, Alarm alarm) =>
        !deadline.Kind.Acts(alarm.Phase) && HeldUntil(deadline.Kind.OwedBy()) is { } until && until > alarm.At ? until : alarm.At;

    /// <summary>Whether a writer reads it at the moment; one that has not come back for so long will not.</summary>
    public bool IsBeingRead(DateTimeOffset now) => Draft.WriterAskedAt is { } asked && now - asked < TimeSpan.FromMinutes(3);

    /// <summary>Until when a side wants no reminders; null when it never said so. It may have passed.</summary>
    public DateTimeOffset? HeldUntil(Party party) => Work.Held.FirstOrDefault(h => h.Side == party)?.Until;

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
                Brief = started.Form is { } form ? Brief.Empty with { Form = form } : Brief.Empty,
                Version = 1,
                Status = Status.Draft,
                Draft = new() { SaidIn = started.SaidIn },
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

        var after = happened.What.Apply(this, happened);
        return after with
        {
            Version = happened.Sequence,
            // That texts were erased is nothing that happened in the matter: lists and readers of changes are not told of it.
            LastEventAt = happened.What is Erased ? LastEventAt : happened.At,
            Deadlines = happened.Clocks ?? after.Deadlines,
        };
    }

    /// <summary>The named receivers, with these.</summary>
    internal IReadOnlyDictionary<string, Person> With(IReadOnlyDictionary<string, Person>? heldBy) =>
        heldBy is null ? NamedReceivers : new Dictionary<string, Person>([.. NamedReceivers.Where(n => !heldBy.ContainsKey(n.Key)), .. heldBy]);

    /// <summary>The same, with these who receive in the place of whoever is linked.</summary>
    public Escalation WithReceivers(IReadOnlyDictionary<string, Person> holders) => holders.Count == 0 ? this : this with { NamedReceivers = With(holders) };

    /// <summary>A draft again, as though no team had had it; what was told last is remembered.</summary>
    internal Escalation TakenBack() =>
        this with
        {
            Status = Status.Draft,
            Assignment = new(),
            Work = new() { LastUpdate = Work.LastUpdate },
            Deadlines = [],
        };

    /// <summary>Over, by a decision of its CSM that lets no team have it.</summary>
    internal Escalation EndedUnrouted(DateTimeOffset at, Func<Outcome, Outcome> how) =>
        this with
        {
            Status = Status.Withdrawn,
            Outcome = how(Outcome with { EndedAt = at, Handling = null, CombinedInto = null }),
            Work = Work with { Pause = null, PausedSince = null, HandOver = null },
            Deadlines = Remaining(),
        };

    internal IReadOnlyList<Deadline> Met(DeadlineKind kind, DateTimeOffset at) => [.. Deadlines.Select(d => d.Kind == kind ? d.Met(at) : d)];

    /// <summary>What was owed and done, and what is owed even after the end.</summary>
    internal IReadOnlyList<Deadline> Remaining(params IReadOnlyList<DeadlineKind> stillOwed) =>
        [.. Deadlines.Where(d => d.MetAt is not null || stillOwed.Contains(d.Kind))];

    internal IReadOnlyList<Deadline> Heard(DeadlineKind kind, DateTimeOffset at) => [.. Deadlines.Select(d => d.Kind == kind ? d.HeardUntil(at) : d)];

    /// <summary>Those who have it have done something: what stalled goes on.</summary>
    /// <param name="also">What else changes in their work; null for nothing.</param>
    internal Escalation Progressed(DateTimeOffset at, Func<Work, Work>? also = null) =>
        this with
        {
            Status = Status == Status.Stalled ? Status.InProgress : Status,
            Work = (also is null ? Work : also(Work)) with { LastProgressAt = at, StalledAt = null },
        };

    /// <summary>A person has said something of the matter.</summary>
    internal Escalation Said(RecordedEvent happened) => happened.By.IsHuman ? this with { Draft = Draft with { SaidAt = happened.At } } : this;
}

/// <summary>How a brief is written: from what, by whom, and what is owed for it.</summary>
public sealed record BriefDraft
{
    /// <summary>Who wrote the brief, once somebody else has taken the escalation over as its CSM; null before that.</summary>
    public Person? BriefBy { get; init; }

    /// <summary>The language in which it was begun; null where nobody said anything, and in old records.</summary>
    public Language? SaidIn { get; init; }

    /// <summary>Pasted notes, oldest first.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Where the message in Teams is that was escalated, as the notes link to it; null where they do not.</summary>
    public string? MessageLink { get; init; }

    /// <summary>When the CSM last said something of the matter; the day by which "yesterday" is read.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>Since when a draft is owed; null when none is.</summary>
    public DateTimeOffset? WriterAskedAt { get; init; }

    /// <summary>How the last owed draft came about, and what it remarked.</summary>
    public DraftMade? Made { get; init; }

    public Suggestion? Suggestion { get; init; }

    /// <summary>What of the notes a writer put into no section; null where none has said so.</summary>
    public SentencesSetAside? SetAside { get; init; }

    /// <summary>What was found in what the CSM said; null where it has to be found when it is needed.</summary>
    public SourceFindings? Findings { get; init; }

    /// <summary>The key of the category, where the CSM said first which kind of matter it is; null where it is decided last.</summary>
    public string? Kind { get; init; }

    /// <summary>Teams without a channel that the CSM wanted to route to.</summary>
    public IReadOnlyList<string> AwaitedTeams { get; init; } = [];
}

/// <summary>Who has an escalation: its teams, and how far it has gone up.</summary>
public sealed record Assignment
{
    /// <summary>Keys; the first one is accountable. Empty while it is a draft.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>Why the accountable team got it again after it had given it back; null when it had not.</summary>
    public string? AgainBecause { get; init; }

    /// <summary>Keys of the rungs above the accountable team, from the nearest to the top, as the playbook had them when it was routed.</summary>
    public IReadOnlyList<string> Ladder { get; init; } = [];

    /// <summary>Keys of those who are asked for advice, and own nothing of it.</summary>
    public IReadOnlyList<string> Consulted { get; init; } = [];

    /// <summary>Keys of those who are kept informed.</summary>
    public IReadOnlyList<string> Informed { get; init; } = [];

    /// <summary>Who is asked together with a rung, by the rung's key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Beside { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How many rungs of the ladder have been asked or passed over.</summary>
    public int RungsClimbed { get; init; }

    /// <summary>Rungs that it should have gone to, while nobody was linked to them, and teams and rungs that could not be reached with it.</summary>
    public IReadOnlyList<string> PassedOver { get; init; } = [];

    /// <summary>The key of the rung whose acknowledgement is owed now; null while it is the accountable team's.</summary>
    public string? Rung { get; init; }

    /// <summary>The CSM's manager, once they were asked in the place of a rung that nobody was linked to; null else.</summary>
    public Person? ManagerAsked { get; init; }

    /// <summary>Who is on call for its teams, by the keys of those that have a rota.</summary>
    public IReadOnlyDictionary<string, OnCallDuty> Duties { get; init; } = new Dictionary<string, OnCallDuty>();

    /// <summary>The other way that was used because nobody had acknowledged; null while none was.</summary>
    public BackupUsed? Backup { get; init; }

    /// <summary>Who has done by hand what the bot could not.</summary>
    public Person? BackupDoneBy { get; init; }

    /// <summary>Whether a person is to do something that the bot cannot, and nobody has.</summary>
    [JsonIgnore]
    public bool IsStepOwed => Backup is { Kind: BackupKind.ByHand } && BackupDoneBy is null;

    /// <summary>Who is on call for it.</summary>
    [JsonIgnore]
    public IEnumerable<Person> OnCall => Duties.Values.Select(duty => duty.Person).DistinctBy(person => person.Id);

    /// <summary>Who has been asked to take it over with their shift.</summary>
    [JsonIgnore]
    public IEnumerable<Person> AskedToTakeOver => Duties.Values.Select(duty => duty.Next).OfType<Person>().DistinctBy(person => person.Id);

    /// <summary>Everybody who is on call for it, or has been asked to take over.</summary>
    [JsonIgnore]
    public IEnumerable<Person> OnDuty =>
        Duties.Values.SelectMany(duty => duty.Next is null ? [duty.Person] : new[] { duty.Person, duty.Next }).DistinctBy(person => person.Id);

    /// <summary>True when nobody acknowledged and there is nobody left to ask.</summary>
    public bool IsAtLaddersEnd { get; init; }

    /// <summary>The rungs that have been neither asked nor passed over, the nearest first.</summary>
    [JsonIgnore]
    public IEnumerable<string> StillAbove => Ladder.Skip(RungsClimbed);

    /// <summary>All who have it, are consulted or kept informed; keys.</summary>
    [JsonIgnore]
    public IEnumerable<string> All => Teams.Concat(Consulted).Concat(Informed).Distinct();

    /// <summary>A rung, and who is asked together with it.</summary>
    public IEnumerable<string> WithBeside(string rung) => Beside.GetValueOrDefault(rung, []).Prepend(rung);

    /// <summary>All above the first receivers who were or can be asked.</summary>
    [JsonIgnore]
    public IEnumerable<string> Above => Ladder.SelectMany(WithBeside);

    internal Assignment WithDuty(string team, OnCallDuty duty) => this with { Duties = new Dictionary<string, OnCallDuty>(Duties) { [team] = duty } };

    /// <summary>Another severity has another ladder, and perhaps other receivers: whoever has it already is no rung to climb.</summary>
    internal Assignment Reclassified(Reclassified to)
    {
        IReadOnlyList<string> teams = [.. Teams.Union(to.Receivers ?? [])];
        IReadOnlyList<string> consulted = [.. Consulted.Union(to.Consulted ?? [])];
        return this with
        {
            Ladder = to.Ladder,
            Teams = teams,
            RungsClimbed = to.Ladder.TakeWhile(teams.Contains).Count(),
            // Whoever knows of it goes on to hear how it ends.
            Consulted = consulted,
            Informed = [.. Informed.Union(to.Informed ?? []).Except(consulted)],
        };
    }

    /// <summary>The rung has it as well as those who had it before; those passed over get it when somebody is linked to them.</summary>
    /// <param name="leapt">Rungs that were left out on purpose: nobody of them gets it.</param>
    internal Assignment Climbed(string? to, IReadOnlyList<string> passedOver, string? notReached, IReadOnlyList<string>? leapt = null) =>
        this with
        {
            Teams = [.. Teams.Concat(passedOver.Concat(to is null ? [] : [to]).SelectMany(WithBeside)).Distinct()],
            RungsClimbed = RungsClimbed + (leapt?.Count ?? 0) + passedOver.Count + (to is null ? 0 : 1),
            PassedOver = [.. PassedOver.Union(passedOver).Union(notReached is null ? [] : [notReached])],
        };
}

/// <summary>What those who have an escalation do.</summary>
public sealed record Work
{
    public Person? Owner { get; init; }

    /// <summary>Who is asked to own it instead and has neither accepted nor declined; null when nobody is.</summary>
    public HandOverOffer? HandOver { get; init; }

    /// <summary>When the team that has it now acknowledged.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Since when it stalls; null when it does not.</summary>
    public DateTimeOffset? StalledAt { get; init; }

    /// <summary>The receiving team's last act: acknowledgement, start, update. Nothing else is progress.</summary>
    public DateTimeOffset? LastProgressAt { get; init; }

    public UpdatePosted? LastUpdate { get; init; }

    /// <summary>What the team waits for; null when it does not.</summary>
    public ClockPaused? Pause { get; init; }

    /// <summary>Since when it waits.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>Whether it could be reproduced, as was told last; null while nobody has told.</summary>
    public ReproductionReported? Reproduction { get; init; }

    /// <summary>The day by which it is to be fixed; null while nobody has said one.</summary>
    public DateOnly? FixDate { get; init; }

    /// <summary>How many times that day was moved.</summary>
    public int FixDateMoved { get; init; }

    /// <summary>Who wants no reminders, until when, and why.</summary>
    public IReadOnlyList<RemindersHeld> Held { get; init; } = [];
}

/// <summary>What somebody said who is consulted.</summary>
/// <param name="For">The key of the team or role for which they did.</param>
public sealed record Advice(Person By, string For, string Text);

/// <summary>An offer to own an escalation.</summary>
/// <param name="To">Who is asked.</param>
/// <param name="From">Who asked; null where the clock did.</param>
/// <param name="Because">Why, and what they should know; null for nothing.</param>
/// <param name="For">The key of the role that who accepts holds for this escalation; null for none.</param>
public sealed record HandOverOffer(Person To, Person? From, DateTimeOffset At, string? Because, string? For);

/// <summary>What came of an escalation.</summary>
public sealed record Outcome
{
    public Resolved? Resolution { get; init; }

    /// <summary>Who called it resolved last.</summary>
    public Person? ResolvedBy { get; init; }

    /// <summary>Null when it is not resolved now.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>How many times a team has called it resolved.</summary>
    public int ResolvedTimes { get; init; }

    public ReviewPublished? Review { get; init; }

    /// <summary>What the review found to fix, ticked off or not.</summary>
    public IReadOnlyList<ReviewFix> Fixes { get; init; } = [];

    [JsonIgnore]
    public IEnumerable<ReviewFix> OpenFixes => Fixes.Where(fix => fix.IsOpen);

    /// <summary>When it was closed or withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What its CSM does about it without a team; null where they did not decide so.</summary>
    public string? Handling { get; init; }

    /// <summary>The escalation that stands for this one too; null where none does.</summary>
    public EscalationId? CombinedInto { get; init; }
}
