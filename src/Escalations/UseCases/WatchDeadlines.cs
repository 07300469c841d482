using Escalations.Lifecycle;
using Escalations.Sla;

namespace Escalations.UseCases;

/// <summary>
/// The clock's own part: what has come due is done once, on record, and told to those whom it concerns. What is due is
/// looked up by an index; what is so is looked at again before anything is done; and the commit holds only if nobody was
/// faster. So any number of processes may ask, as often as they like.
/// </summary>
public sealed class WatchDeadlines(IEscalationStore store, OwedSignal signal, Playbook playbook, TimeProvider clock)
{
    private const int AtOnce = 200;

    private const int Tries = 5;

    private static readonly Standing Clock = new(Actor.Clock);

    /// <summary>Does all that is due now, the most severe first.</summary>
    /// <exception cref="AggregateException">Some could not be done; the others were.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        var failures = new List<Exception>();
        while (await store.DueAsync(clock.GetUtcNow(), AtOnce, cancel) is { Count: > 0 } due)
        {
            var done = 0;
            foreach (var escalation in due)
            {
                try
                {
                    await FireAsync(escalation, cancel);
                    done++;
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    failures.Add(new InvalidOperationException($"{escalation.Tenant}/{escalation.Id}: {failure.Message}", failure));
                }
            }

            signal.Ring();
            if (done < due.Count || due.Count < AtOnce)
            {
                break;
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private async Task FireAsync(Escalation loaded, CancellationToken cancel)
    {
        var escalation = loaded;
        for (var attempt = 1; ; attempt++)
        {
            var now = clock.GetUtcNow();
            if (Watch.Due(escalation, now) is not { Count: > 0 } due)
            {
                return;
            }

            var circle = await Circle.AroundAsync(escalation, playbook, store, cancel);
            var ledger = new Ledger(escalation, playbook, now, null);
            var owed = new List<Owed>();
            foreach (var firing in due)
            {
                Fire(firing, circle, ledger, owed, now);
            }

            try
            {
                await store.CommitAsync(new() { Tenant = escalation.Tenant, At = now, Changes = ledger.Changes, Owed = owed }, cancel);
                return;
            }
            catch (ChangedMeanwhileException) when (attempt < Tries)
            {
                // Somebody did something at the same moment: what is due may be due no more.
                escalation = await store.FindAsync(loaded.Tenant, loaded.Id, cancel) ?? throw new InvalidOperationException("It is gone.");
            }
        }
    }

    private void Fire(Firing firing, Circle circle, Ledger ledger, List<Owed> owed, DateTimeOffset now)
    {
        // What came due earlier in this round may have settled this one.
        if (ledger.Now.Find(firing.Deadline.Kind) != firing.Deadline)
        {
            return;
        }

        var before = ledger.Now;
        var what = EventOf(firing, circle, before, now);
        if (ledger.Try(what, Clock) is { } why)
        {
            throw new InvalidOperationException($"{what.GetType().Name} is due, and not possible: {why}");
        }

        owed.AddRange(circle.After(before, ledger.Now, ledger.Last!));
    }

    private EscalationEvent EventOf(Firing firing, Circle circle, Escalation escalation, DateTimeOffset now)
    {
        var (deadline, alarm, leftOut) = firing;
        switch (deadline.Kind)
        {
            case DeadlineKind.Acknowledge when alarm.Phase == AlarmPhase.Due && escalation.Status == Status.Routed:
                var (rung, passedOver) = circle.NextRung(escalation);
                return rung is null ? new NobodyAbove(passedOver) : new EscalatedUp(rung, passedOver);

            case DeadlineKind.Progress when alarm.Phase == AlarmPhase.Due && escalation.Status is Status.Acknowledged or Status.InProgress:
                return new Stalled(escalation.LastProgressAt ?? deadline.From);

            case DeadlineKind.Pause:
                return new ClockResumed();

            default:
                return Watch.BetterAt(playbook, escalation, firing, now) is { } open
                    ? new AlarmsDeferred(open)
                    : new Reminded(deadline.Kind, deadline.DueAt, alarm.Phase, leftOut);
        }
    }
}
