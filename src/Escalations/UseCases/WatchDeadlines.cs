using System.Text.Json;
using Escalations.Deadlines;
using Escalations.Lifecycle;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// The clock's own part: what has come due is done once, on record, and told to those whom it concerns. What is due is
/// looked up by an index; what is so is looked at again before anything is done; and the commit holds only if nobody was
/// faster. So any number of processes may ask, as often as they like. One that cannot be done keeps no other waiting.
/// </summary>
public sealed class WatchDeadlines(
    IEscalationQueries queries,
    CommandExecutor commandExecutor,
    OutboxSignal signal,
    BackupWays backups,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    private const int AtOnce = 200;

    private static readonly Authority Clock = new(Actor.Clock);

    private readonly FailureBackoff aside = new(clock);

    /// <summary>After a start, what came due meanwhile is added first.</summary>
    private readonly IDisposable first = signal.AddToLists();

    /// <summary>Does all that is due now, the most severe first, but for what has failed lately.</summary>
    /// <exception cref="StoreUnavailableException">That is nobody's own fault: nothing is left aside for it.</exception>
    public async Task<Watched> RunAsync(CancellationToken cancel)
    {
        var failures = new List<FailedFiring>();
        IDisposable? lists = null;
        try
        {
            int taken;
            do
            {
                // What is left aside is passed over; so much more is asked for.
                var limit = AtOnce + aside.Count;
                var due = await queries.DueAsync(clock.GetUtcNow(), limit, cancel);
                if (due.Count < limit)
                {
                    aside.KeepOnly(due);
                }

                List<DueKey> turn = [.. due.Where(key => !aside.Holds(key)).Take(AtOnce)];
                foreach (var key in turn)
                {
                    lists ??= signal.AddToLists();
                    if (await TryAsync(key, cancel) is { } failed)
                    {
                        failures.Add(failed);
                    }
                }

                taken = turn.Count;
            } while (taken == AtOnce);
        }
        finally
        {
            lists?.Dispose();
            first.Dispose();
        }

        return new(failures, aside.Count, aside.NothingCanBeDone);
    }

    private async Task<FailedFiring?> TryAsync(DueKey key, CancellationToken cancel)
    {
        try
        {
            if (await FireAsync(key, cancel))
            {
                aside.Done(key);
            }
            else
            {
                aside.FoundNothing(key);
            }

            return null;
        }
        catch (Exception failure) when (failure is not StoreUnavailableException && !cancel.IsCancellationRequested)
        {
            var (times, until) = aside.Failed(key, failure is CannotFireException or JsonException);
            return new(key, times, until, failure);
        }
    }

    /// <returns>False when there was nothing to do.</returns>
    private async Task<bool> FireAsync(DueKey key, CancellationToken cancel)
    {
        var isGone = true;
        var isDue = false;
        List<(DeadlineKind Deadline, TimeSpan Late)> fired = [];
        await commandExecutor.ExecuteAsync(
            Request.ByMachine(key.Tenant),
            key.Id,
            (escalation, recipients, now) =>
            {
                var due = DueAlarms.Due(escalation, now);
                (isGone, isDue) = (false, due.Count > 0);
                fired = [.. due.Select(one => (one.Deadline.Kind, now - escalation.WakesAt(one.Deadline, one.Alarm)))];
                return Task.FromResult(isDue ? Decide(escalation, due, recipients, now) : new());
            },
            cancel
        );
        fired.ForEach(alarm => EscalationsTelemetry.OfAlarm(alarm.Deadline, alarm.Late));
        return isGone ? throw new CannotFireException("It is gone.") : isDue;
    }

    private Response Decide(Escalation escalation, IReadOnlyList<DueAlarm> due, Recipients recipients, DateTimeOffset now)
    {
        var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, null);
        var messages = new List<OutboxMessage>();
        try
        {
            foreach (var dueAlarm in due)
            {
                Fire(dueAlarm, recipients, eventRecorder, messages, now);
            }
        }
        catch (Exception failure) when (failure is not CannotFireException)
        {
            throw new CannotFireException(failure.Message, failure);
        }

        return eventRecorder.Change is { } change
            ? new()
            {
                About = escalation.Id,
                Change = change,
                Messages = messages,
            }
            : throw new CannotFireException("Nothing of what is due could be found in it.");
    }

    private void Fire(DueAlarm dueAlarm, Recipients recipients, EventRecorder eventRecorder, List<OutboxMessage> messages, DateTimeOffset now)
    {
        // What came due earlier in this round may have settled this one.
        if (eventRecorder.Now.Find(dueAlarm.Deadline.Kind) != dueAlarm.Deadline)
        {
            return;
        }

        var before = eventRecorder.Now;
        var what = EventOf(dueAlarm, recipients, before, now);
        if (eventRecorder.TryRecord(what, Clock) is { } why)
        {
            throw new CannotFireException($"{what.GetType().Name} is due, and not possible: {why}");
        }

        messages.AddRange(recipients.MessagesAfter(before, eventRecorder.Now, eventRecorder.Last!));
        if (backups.After(eventRecorder.Now, what) is { } backup && eventRecorder.Now is var reminded && eventRecorder.TryRecord(backup, Clock) is null)
        {
            messages.AddRange(recipients.MessagesAfter(reminded, eventRecorder.Now, eventRecorder.Last!));
            messages.AddRange(BackupWays.Owed(backup, eventRecorder.Now));
        }
    }

    private EscalationEvent EventOf(DueAlarm dueAlarm, Recipients recipients, Escalation escalation, DateTimeOffset now)
    {
        var (deadline, alarm, leftOut) = dueAlarm;
        if (DueAlarms.BetterAt(playbooks.Of(escalation), escalation, dueAlarm, now) is { } open)
        {
            return new AlarmsDeferred(open, IsForAll: true);
        }

        switch (deadline.Kind)
        {
            // Who could not be reached was not waited for: that there is nobody above has been said already.
            case DeadlineKind.Acknowledge when alarm.Phase == AlarmPhase.Due && escalation is { Status: Status.Routed, Assignment.IsAtLaddersEnd: false }:
                return recipients.NextRung(escalation).Event();

            case DeadlineKind.Progress when alarm.Phase == AlarmPhase.Due && escalation.Status is Status.Acknowledged or Status.InProgress:
                return new Stalled(escalation.Work.LastProgressAt ?? deadline.From);

            case DeadlineKind.Pause:
                return new ClockResumed();

            default:
                return new Reminded(deadline.Kind, deadline.DueAt, alarm.Phase, leftOut);
        }
    }

    /// <summary>It is the escalation itself, as it is stored, that cannot be done.</summary>
    private sealed class CannotFireException(string why, Exception? cause = null) : Exception(why, cause);
}

/// <summary>What one look at the deadlines came to.</summary>
/// <param name="Failures">What was tried in this look and could not be done.</param>
/// <param name="Aside">How many that are due are left aside, because they failed now or lately.</param>
/// <param name="NothingCanBeDone">What fails is not a few among others: the process, or its store, does not do its work.</param>
public sealed record Watched(IReadOnlyList<FailedFiring> Failures, int Aside, bool NothingCanBeDone);

/// <summary>Something that is due and could not be done.</summary>
/// <param name="Times">How many times it has failed in this process.</param>
/// <param name="Until">It is not tried again before.</param>
public sealed record FailedFiring(DueKey Which, int Times, DateTimeOffset Until, Exception Failure);
