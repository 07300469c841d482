using System.Collections.Concurrent;
using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>
/// The outlines of all that is open and of what ended in the last half year, by tenant, held in memory for those who look at many at
/// once. What has changed is read when somebody asks, so that nobody sees less than is stored.
/// </summary>
public sealed class EscalationIndex(IEscalationQueries queries, TimeProvider clock)
{
    /// <summary>What ended longer ago is in no list of it.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromDays(183);

    /// <summary>The clocks of two replicas differ, and one stores while the other reads: so far back is read again.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private static readonly Status[] NotEnded = [.. Enum.GetValues<Status>().Where(status => !status.IsEnded())];

    private readonly ConcurrentDictionary<string, Shelf> shelves = new(StringComparer.Ordinal);

    /// <summary>All outlines of a tenant, as they are now.</summary>
    /// <param name="patience">How long to wait; the first time all is read, which goes on when nobody waits any more.</param>
    /// <returns>Null when that was not long enough.</returns>
    public async Task<IReadOnlyCollection<EscalationOutline>?> ReadAsync(string tenant, TimeSpan patience, CancellationToken cancel)
    {
        var shelf = shelves.GetOrAdd(tenant, _ => new());
        var reading = shelf.ReadAsync(() => RefreshAsync(tenant, shelf));
        try
        {
            await reading.WaitAsync(patience, clock, cancel);
            return shelf.All;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task RefreshAsync(string tenant, Shelf shelf)
    {
        var now = clock.GetUtcNow();
        var position = shelf.ReadUntil;
        if (position is null)
        {
            // What is open may have been quiet for longer than what has ended is looked back at.
            position = UpdatePosition.Before(now - Reach);
            await TakeAsync(tenant, shelf, NotEnded, UpdatePosition.Before(DateTimeOffset.MinValue));
        }

        shelf.ReadUntil = await TakeAsync(tenant, shelf, [], position.Value);
        shelf.Finish(now - Reach);
    }

    /// <returns>From where to read on the next time.</returns>
    private async Task<UpdatePosition> TakeAsync(string tenant, Shelf shelf, IReadOnlyCollection<Status> statuses, UpdatePosition from)
    {
        var after = from;
        await foreach (var escalation in queries.AllUpdatedAsync(tenant, statuses, from, CancellationToken.None))
        {
            shelf.Take(escalation);
            after = UpdatePosition.Of(escalation);
        }

        return after.At - from.At > Overlap ? UpdatePosition.Before(after.At - Overlap) : from;
    }

    /// <summary>One tenant's.</summary>
    private sealed class Shelf
    {
        private readonly Lock gate = new();
        private readonly Dictionary<EscalationId, EscalationOutline> outlines = [];
        private readonly Dictionary<string, OutlineGroup> groups = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> people = new(StringComparer.Ordinal);
        private Task reading = Task.CompletedTask;
        private volatile IReadOnlyCollection<EscalationOutline> all = [];
        private bool hasChanged;

        public UpdatePosition? ReadUntil { get; set; }

        public IReadOnlyCollection<EscalationOutline> All => all;

        /// <summary>One reads at a time, and who asks meanwhile waits for that.</summary>
        public Task ReadAsync(Func<Task> read)
        {
            lock (gate)
            {
                if (reading.IsCompleted)
                {
                    reading = Task.Run(read);
                }

                return reading;
            }
        }

        public void Take(Escalation escalation)
        {
            var key = OutlineGroup.KeyOf(escalation);
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = OutlineGroup.Of(escalation);
            }

            var outline = EscalationOutline.Of(escalation, group);

            // A person's id is the same text in a hundred thousand of them.
            outline = outline with { Csm = Once(outline.Csm)!, Owner = Once(outline.Owner), Asked = Once(outline.Asked) };
            if (!outlines.TryGetValue(outline.Id, out var before) || before != outline)
            {
                outlines[outline.Id] = outline;
                hasChanged = true;
            }
        }

        /// <summary>Shows what was read, without what ended before then.</summary>
        public void Finish(DateTimeOffset since)
        {
            if (hasChanged)
            {
                foreach (var old in outlines.Values.Where(o => o.Status.IsEnded() && o.LastEventAt < since).ToList())
                {
                    outlines.Remove(old.Id);
                }

                all = [.. outlines.Values];
                hasChanged = false;
            }
        }

        private string? Once(string? id) =>
            id is null ? null
            : people.TryGetValue(id, out var known) ? known
            : people[id] = id;
    }
}
