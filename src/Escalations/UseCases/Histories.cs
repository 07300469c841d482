using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>Histories from which figures of many matters are made.</summary>
internal static class Histories
{
    /// <summary>Those of the matters that were routed last, no more than <see cref="PilotComparison.Most"/>.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<RecordedEvent>>> OfLatestAsync(
        this IEscalations escalations,
        IEnumerable<Escalation> matters,
        CancellationToken cancel
    )
    {
        var histories = new List<IReadOnlyList<RecordedEvent>>();
        foreach (var matter in matters.OrderByDescending(matter => matter.RoutedAt).Take(PilotComparison.Most))
        {
            histories.Add([.. (await escalations.HistoryAsync(matter.Tenant, matter.Id, cancel)).Select(HashChain.Open)]);
        }

        return histories;
    }
}
