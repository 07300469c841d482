using System.Globalization;
using Escalations.Deadlines;
using Escalations.Lifecycle;
using Escalations.Routing;

namespace Escalations.Tests;

/// <summary>One escalation lived through: events are judged, recorded with their clocks, and what comes due is done as the watch does it.</summary>
internal sealed class Case
{
    public static readonly Authority Csm = new(Actor.Human(Sample.Csm));
    public static readonly Authority Team = new(Actor.Human(Sample.Lead), InTeamsChannel: true);
    public static readonly Authority Consulted = new(Actor.Human(new("dora", "Dora"))) { IsConsulted = true };
    public static readonly Authority Clock = new(Actor.Clock);
    public static readonly Authority Above = new(Actor.Human(new("max", "Max")), IsManager: true);

    private readonly List<RecordedEvent> history = [.. Sample.Recorded(Sample.FullBrief).Select(e => e with { At = Sample.Monday })];

    private Case() => Now = Escalation.Fold(Sample.Tenant, Sample.Id, history);

    public Escalation Now { get; private set; }

    /// <summary>The rules as they are now; they may change while it runs.</summary>
    public Playbook Playbook { get; set; } = House.Rules;

    /// <summary>Rungs that somebody is linked to.</summary>
    public HashSet<string> Linked { get; } = ["head", "office"];

    public IReadOnlyList<RecordedEvent> History => history;

    /// <summary>
    /// All that has come due and was done or told, and when; what was put off is not among it. With how many rungs it had gone up
    /// then, where it did.
    /// </summary>
    public List<(DateTimeOffset At, DueAlarm Firing, int Climbed)> Fired { get; } = [];

    public Deadline this[DeadlineKind kind] =>
        Now.Find(kind) ?? throw new InvalidOperationException($"There is no {kind}; there are {string.Join(", ", Kinds)}.");

    /// <summary>The kinds of what is owed and not done.</summary>
    public IEnumerable<DeadlineKind> Kinds => Now.Deadlines.Where(d => d.MetAt is null).Select(d => d.Kind);

    public static Case Routed(Severity severity, string at, string category = "product_defect", Playbook? playbook = null)
    {
        var one = new Case { Playbook = playbook ?? House.Rules };
        return one.Then(at, new ClassificationDecided(category, severity, null)).Route(At(at));
    }

    public static Case InProgress(Severity severity, string at, string category = "product_defect", Playbook? playbook = null) =>
        Routed(severity, at, category, playbook).Then(at, new Acknowledged(Sample.Lead)).Then(at, new WorkStarted());

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static Authority By(EscalationEvent what) =>
        what switch
        {
            Acknowledged
            or WorkStarted
            or UpdatePosted
            or HandedOver
            or HandOverOffered
            or HandOverDeclined
            or Returned
            or Resolved
            or ClockPaused
            or ReviewPublished
            or ReproductionReported
            or FixDateSet
            or ShiftAccepted
            or FixDone => Team,
            Stalled or Reminded or AlarmsDeferred or Retimed or NobodyAbove or OnCallNamed or ShiftOffered or BackupUsed => Clock,
            AdviceGiven => Consulted,
            _ => Csm,
        };

    public Case Route(DateTimeOffset at)
    {
        var (key, severity) = (Now.Decision!.Category, Now.Decision.Severity);
        var category = Playbook.FindCategory(key)!;
        Assert.Null(
            Try(
                at,
                new Routed(
                    category.RoutesTo,
                    DeadlineRules.AtRouting(Playbook, category, severity, at),
                    category.Ladders[severity],
                    Now.GivenBackBy.Contains(category.RoutesTo[0]) ? "theirs after all" : null
                ),
                Csm
            )
        );
        return this;
    }

    /// <summary>It happens, and nothing that has come due before it is looked at.</summary>
    public Case Then(string at, EscalationEvent what) => Then(At(at), what);

    public Case Then(DateTimeOffset at, EscalationEvent what)
    {
        Assert.Null(Try(at, what, what is EscalatedUp && Now.Status == Status.Routed ? Clock : By(what)));
        return this;
    }

    public string? Try(DateTimeOffset at, EscalationEvent what, Authority by)
    {
        if (Transitions.Judge(Now, what, by) is Refused refused)
        {
            return refused.Why;
        }

        var happened = new RecordedEvent(Now.Version + 1, at, by.Actor, null, what);
        happened = happened with { Clocks = DeadlineRules.After(Playbook, Now, Now.After(happened), happened) };
        Now = Now.After(happened);
        history.Add(happened);
        return null;
    }

    /// <summary>Everything that comes due until then is done in its time.</summary>
    public Case Until(string at)
    {
        var end = At(at);
        for (var rounds = 0; Now.NextWake <= end; rounds++)
        {
            Assert.True(rounds < 500, "It comes due again and again.");
            Look(Now.NextWake.Value);
        }

        return this;
    }

    public Case Look(string at) => Look(At(at));

    /// <summary>The watch looks once.</summary>
    public Case Look(DateTimeOffset at)
    {
        foreach (var dueAlarm in DueAlarms.Due(Now, at))
        {
            // What came due earlier in this round may have settled this one.
            if (Now.Find(dueAlarm.Deadline.Kind) == dueAlarm.Deadline)
            {
                var what = EventOf(dueAlarm, at);
                Assert.Null(Try(at, what, Clock));
                if (what is not AlarmsDeferred)
                {
                    Fired.Add((at, dueAlarm, what is NobodyAbove or EscalatedUp ? Now.Assignment.RungsClimbed : 0));
                }
            }
        }

        return this;
    }

    private EscalationEvent EventOf(DueAlarm dueAlarm, DateTimeOffset at)
    {
        if (DueAlarms.BetterAt(Playbook, Now, dueAlarm, at) is { } open)
        {
            return new AlarmsDeferred(open, IsForAll: true);
        }

        var acts = dueAlarm.Alarm.Phase == AlarmPhase.Due;
        switch (dueAlarm.Deadline.Kind)
        {
            case DeadlineKind.Acknowledge when acts && Now.Status == Status.Routed:
                var (rung, passedOver, _) = Ladder.Next(Now, Linked.Contains);
                return rung is null ? new NobodyAbove(passedOver) : new EscalatedUp(rung, passedOver);
            case DeadlineKind.Progress when acts && Now.Status is Status.Acknowledged or Status.InProgress:
                return new Stalled(Now.Work.LastProgressAt ?? dueAlarm.Deadline.From);
            case DeadlineKind.Pause:
                return new ClockResumed();
            default:
                return new Reminded(dueAlarm.Deadline.Kind, dueAlarm.Deadline.DueAt, dueAlarm.Alarm.Phase, dueAlarm.LeftOut);
        }
    }
}
