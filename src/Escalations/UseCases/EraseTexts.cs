using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>What a look for texts whose time is over has done.</summary>
/// <param name="Count">Of how many escalations the texts were erased.</param>
/// <param name="Refused">Those whose texts could not be erased, and why.</param>
public sealed record TextsErased(int Count, IReadOnlyList<(EndedKey Key, string Why)> Refused);

/// <summary>
/// Erases the texts of what ended so long ago as its playbook says: day by day, a little at a time, each escalation as a whole or not at
/// all. The newest file of a playbook counts, for what ran under earlier editions as well. Broken off, it goes on where it was.
/// </summary>
public sealed class EraseTexts(IEscalations escalations, IErasures erasures, PlaybookCatalog playbooks, TimeProvider clock)
{
    private const int PageSize = 100;

    /// <summary>So many in one go, so that a backlog is no long piece of work.</summary>
    private const int MostAtOnce = 500;

    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    private EndedKey? reached;
    private DateTimeOffset? doneAt;

    /// <summary>At the start too: whoever erased last may have been killed before this.</summary>
    private bool isScrubOwed = true;

    /// <summary>Does the next part of today's work. Ask as often as you like.</summary>
    public async Task<TextsErased> RunAsync(CancellationToken cancel)
    {
        var (count, refused) = (0, new List<(EndedKey, string)>());
        var now = clock.GetUtcNow();
        var soonest = playbooks.Newest.Min(playbook => playbook.EraseTextsAfter);
        if (soonest is { } months && (doneAt is not { } done || now - done >= Every || now < done))
        {
            for (var looked = 0; looked < MostAtOnce; looked += PageSize)
            {
                var page = await erasures.EndedAsync(now.AddMonths(-months), reached, PageSize, cancel);
                foreach (var key in page)
                {
                    try
                    {
                        count += await IsErasedAsync(key, now, cancel) ? 1 : 0;
                    }
                    catch (Exception why) when (why is not (StoreUnavailableException or OperationCanceledException))
                    {
                        refused.Add((key, why.Message));
                    }

                    reached = key;
                }

                if (page.Count < PageSize)
                {
                    (reached, doneAt) = (null, now);
                    break;
                }
            }

            isScrubOwed |= count > 0;
        }

        isScrubOwed = isScrubOwed && !await erasures.ScrubAsync(cancel);
        return new(count, refused);
    }

    private async Task<bool> IsErasedAsync(EndedKey key, DateTimeOffset now, CancellationToken cancel)
    {
        if (
            await escalations.FindAsync(key.Tenant, key.Id, cancel) is not { ErasedAt: null, Outcome.EndedAt: { } ended } escalation
            || MonthsOf(escalation) is not { } months
            || ended.AddMonths(months) > now
        )
        {
            return false;
        }

        return await Erasure.StoreAsync(escalations, key.Tenant, key.Id, ErasedText.WithoutTexts, now, cancel);
    }

    private int? MonthsOf(Escalation escalation) => playbooks.NewestOf(escalation).EraseTextsAfter;
}
