using Escalations.Deadlines;
using Escalations.Drafting;
using Escalations.Intake;
using Escalations.Lifecycle;
using Escalations.Ports;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>
/// Collects what happens to one escalation in one request; each event is judged by the table of moves before it counts,
/// and carries the deadlines that follow from it.
/// </summary>
internal sealed class EventRecorder
{
    private readonly List<RecordedEvent> recorded = [];
    private readonly Escalation before;
    private readonly Playbook playbook;
    private readonly DateTimeOffset now;
    private readonly string? cause;

    public EventRecorder(Escalation escalation, Playbook playbook, DateTimeOffset now, string? cause)
    {
        (before, Now) = (escalation, escalation);
        this.playbook = playbook;
        this.now = now;
        this.cause = cause;
    }

    private EventRecorder(RecordedEvent first, Escalation escalation, Playbook playbook, DateTimeOffset now, string? cause)
        : this(escalation, playbook, now, cause) => recorded.Add(first);

    /// <summary>The escalation as it is after what has been recorded.</summary>
    public Escalation Now { get; private set; }

    public IReadOnlyList<RecordedEvent> Recorded => recorded;

    public RecordedEvent? Last => recorded.Count == 0 ? null : recorded[^1];

    /// <summary>All of it, to be stored; null when nothing was recorded.</summary>
    public Change? Change => recorded.Count == 0 ? null : new(recorded, WithFindings());

    /// <summary>A new escalation, begun by its CSM.</summary>
    /// <param name="saidIn">The language of the words that began it; null where nobody said any.</param>
    public static EventRecorder Begin(string tenant, EscalationId id, Person csm, Playbook playbook, DateTimeOffset now, string? cause, Language? saidIn = null)
    {
        var first = new RecordedEvent(1, now, Actor.Human(csm), cause, new DraftStarted(csm, playbook.Version, playbook.FirstForm, saidIn));
        return new(first, Escalation.Begin(tenant, id, first), playbook, now, cause);
    }

    /// <summary>Records the event if the table allows it.</summary>
    /// <returns>Null when it was recorded; else the sentence that says why not.</returns>
    public string? TryRecord(EscalationEvent what, Authority by)
    {
        if (Transitions.Judge(Now, what, by) is Refused refused)
        {
            return refused.Why;
        }

        var happened = new RecordedEvent(Now.Version + 1, now, by.Actor, cause, what);
        happened = happened with { Clocks = DeadlineRules.After(playbook, Now, Now.After(happened), happened) };
        Now = Now.After(happened);
        recorded.Add(happened);
        return null;
    }

    /// <summary>Records all of them, or stops at the first that is not allowed.</summary>
    public string? TryRecordAll(IEnumerable<EscalationEvent> events, Authority by) =>
        events.Select(what => TryRecord(what, by)).FirstOrDefault(why => why is not null);

    /// <summary>
    /// With what was found in what the CSM said, for the cards that will show it: found when a draft is made or the interview is over,
    /// and again only when something else was said. A turn that takes notes has enough to read; what comes next keeps it.
    /// </summary>
    private Escalation WithFindings()
    {
        var isShown =
            Now is { Status: Status.Draft, Draft.WriterAskedAt: null }
            && (Now.Draft.Notes.Count > 0 || Interview.IsComplete(Now.Brief))
            && !recorded.Any(happened => happened.What is NotesTaken);
        var findings =
            !isShown ? null
            : Sources.KeptIn(before) is { } kept && Sources.AreSame(before, Now) ? kept with { AsOf = Now.Version }
            : Sources.FindingsIn(Now);
        return Now with { Draft = Now.Draft with { Findings = findings } };
    }
}
