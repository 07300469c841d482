using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>
/// Erases answers after twelve months, or earlier where the playbook erases its texts earlier. Ask as often as you like: what is erased
/// already is nothing to do.
/// </summary>
public sealed class EraseFeedback(IFeedback feedback, IErasures erasures, PlaybookCatalog playbooks, TimeProvider clock)
{
    public const int MonthsKept = 12;

    private bool isScrubOwed;

    /// <returns>How many answers were erased.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var current = ReportMonth.Of(clock.GetUtcNow(), playbooks.Default.DefaultCalendar.TimeZone);
        var count = await feedback.EraseFeedbackAsync(null, current.Plus(-MonthsKept), cancel);
        foreach (var playbook in playbooks.Newest)
        {
            if (playbook.EraseTextsAfter is { } months and < MonthsKept)
            {
                count += await feedback.EraseFeedbackAsync(playbook.Version.Name, current.Plus(-months), cancel);
            }
        }

        isScrubOwed = (isScrubOwed || count > 0) && !await erasures.ScrubAsync(cancel);
        return count;
    }
}
