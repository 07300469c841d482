using Escalations.Access;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Which escalations a reader of reports wants to see.</summary>
/// <param name="Statuses">Empty for all.</param>
/// <param name="Severities">Empty for all.</param>
/// <param name="Playbooks">Names; empty for all.</param>
public sealed record EscalationFilter(IReadOnlyCollection<Status> Statuses, IReadOnlyCollection<Severity> Severities, IReadOnlyCollection<string> Playbooks);

/// <summary>Some of them, and where the next ones begin; null when these are the last.</summary>
public sealed record EscalationPage(IReadOnlyList<Escalation> Escalations, UpdatePosition? Next);

/// <summary>
/// Lists what has been routed, page by page, for those who may read reports: without secrets, and without anything that is confidential
/// or a brief that is its CSM's alone, also again.
/// </summary>
public sealed class ListEscalations(IEscalationQueries queries)
{
    /// <summary>How many are looked at for one page, where few of them are wanted.</summary>
    private const int MostLookedAt = 5_000;

    private const int AtOnce = 500;

    public async Task<EscalationPage> HandleAsync(string tenant, EscalationFilter filter, UpdatePosition after, int limit, CancellationToken cancel)
    {
        var page = new List<Escalation>();
        for (var lookedAt = 0; lookedAt < MostLookedAt && page.Count < limit; )
        {
            var found = await queries.UpdatedAsync(tenant, filter.Statuses, after, AtOnce, cancel);
            if (found.Count == 0)
            {
                return new(page, null);
            }

            foreach (var escalation in found.TakeWhile(_ => page.Count < limit))
            {
                after = UpdatePosition.Of(escalation);
                if (IsWanted(escalation, filter))
                {
                    page.Add(new AudienceView(Audience.Full, escalation.Brief).Of(escalation));
                }
            }

            lookedAt += found.Count;
        }

        return new(page, after);
    }

    private static bool IsWanted(Escalation escalation, EscalationFilter filter) =>
        escalation is { IsConfidential: false, RoutedAt: not null, Status: not Status.Draft }
        && (filter.Severities.Count == 0 || (escalation.Decision is { } decision && filter.Severities.Contains(decision.Severity)))
        && (filter.Playbooks.Count == 0 || filter.Playbooks.Contains(escalation.Playbook.Name));
}
