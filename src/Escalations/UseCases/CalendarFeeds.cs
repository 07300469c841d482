using System.Buffers.Text;
using System.Security.Cryptography;
using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>Somebody's due dates as a feed for a calendar: they make its address, replace it, and end it.</summary>
public sealed class CalendarFeeds(
    IDirectory directory,
    IEscalations escalations,
    CommandExecutor commandExecutor,
    LookAtAll all,
    EscalationAccess access,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>What is over stays in the feed for so long, as cancelled.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(31);

    private const int MostEscalations = 200;

    /// <param name="isNew">Whether an address that is there shall be replaced: then it opens nothing any more.</param>
    /// <param name="said">What is said of the feed.</param>
    public Task<Response> KeepAsync(Request request, bool isNew, Func<CalendarFeed, string> said, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async _ =>
            {
                var known = isNew ? null : await directory.FindCalendarFeedAsync(request.Tenant, request.By.Id, cancel);
                var feed = known ?? new(request.By.Id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
                return new() { Say = said(feed), Directory = known is null ? new() { CalendarFeed = feed } : null };
            },
            cancel
        );

    public Task<Response> EndAsync(Request request, string said, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            _ =>
                Task.FromResult(
                    new Response
                    {
                        Say = said,
                        Directory = new() { ForgetCalendarFeedOf = request.By.Id },
                    }
                ),
            cancel
        );

    /// <summary>Whether a feed is the one that somebody has.</summary>
    public async Task<bool> IsCurrentAsync(string tenant, CalendarFeed feed, CancellationToken cancel) =>
        await directory.FindCalendarFeedAsync(tenant, feed.PersonId, cancel) is { } known
        && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(known.Number), System.Text.Encoding.UTF8.GetBytes(feed.Number));

    /// <summary>What is due from somebody, or from those for whom they cover, as they may see it now; and what was, until lately.</summary>
    /// <param name="viewer">Alone in their own chat.</param>
    /// <returns>Null while all is being read for the first time, and that takes longer than the patience.</returns>
    public async Task<IReadOnlyList<DueDate>?> DueAsync(Viewer viewer, TimeSpan patience, CancellationToken cancel)
    {
        if (await all.HandleAsync(viewer, patience, cancel) is not { } seen)
        {
            return null;
        }

        var since = clock.GetUtcNow() - KeptFor;
        var due = new List<DueDate>();
        foreach (
            var outline in seen
                .Visible.Where(o => seen.Sight.Concerns(o) && (o.IsOpen || o.LastEventAt > since))
                .OrderByDescending(o => o.LastEventAt)
                .Take(MostEscalations)
        )
        {
            // Asked once more of the record itself: this goes out of the house.
            if (await access.FindVisibleAsync(viewer, outline.Id, cancel) is not { Escalation: { RoutedAt: not null } escalation })
            {
                continue;
            }

            var playbook = playbooks.Of(escalation);
            var concerned = TeamDirectory
                .CoveredBy(viewer.Person.Id, escalation, playbook, viewer.Links, clock.GetUtcNow())
                .Select(absence => absence.Person.Id)
                .Append(viewer.Person.Id)
                .ToHashSet();
            var receives = TeamDirectory
                .OfTeams(escalation, playbook, viewer.Links.Bindings)
                .OfType<ToPerson>()
                .Any(person => concerned.Contains(person.PersonId));
            var shown = (await access.ViewAtAsync(escalation, viewer.Place, viewer.Links, cancel)).Of(escalation);
            due.AddRange(DueDates.Of(shown, escalation.Status.IsEnded() ? await FormerAsync(escalation, cancel) : [], concerned, receives));
        }

        return due;
    }

    /// <summary>The last deadline of each kind that it ever had.</summary>
    private async Task<IReadOnlyList<Deadline>> FormerAsync(Escalation escalation, CancellationToken cancel) =>
        [
            .. (await escalations.HistoryAsync(escalation.Tenant, escalation.Id, cancel))
                .Select(HashChain.Open)
                .SelectMany(happened => happened.Clocks ?? [])
                .GroupBy(deadline => deadline.Kind)
                .Select(of => of.Last()),
        ];
}
