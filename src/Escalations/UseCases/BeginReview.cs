using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Begins the brief by which a process is reviewed, once for each quarter and playbook; again only where the one before was dropped.</summary>
public sealed class BeginReview(WriteBrief brief, IEscalations escalations)
{
    /// <param name="kind">Of matter, in the report's playbook.</param>
    /// <param name="notes">What the brief begins with.</param>
    /// <param name="subject">What the review is called.</param>
    /// <returns>What was decided, or the review that somebody has begun before.</returns>
    public async Task<(Response? Begun, Escalation? Earlier)> HandleAsync(
        Request request,
        QuarterReport report,
        Category kind,
        string notes,
        string subject,
        CancellationToken cancel
    )
    {
        for (var number = 1; ; )
        {
            var key = $"quarterly review begun|{report.Playbook.Version.Name}|{report.Quarter}|{number}";
            if (await escalations.FindAnswerAsync(request.Tenant, key, cancel) is { } answer)
            {
                if (
                    EscalationId.TryParse(answer.Text, out var id)
                    && await escalations.FindAsync(request.Tenant, id, cancel) is { Status: not Status.Withdrawn } earlier
                )
                {
                    return (null, earlier);
                }

                // It was dropped, or could not be begun.
                number++;
                continue;
            }

            var begun = await brief.BeginAsync(request with { Delivery = key }, notes, cancel, new(report.Playbook, About: subject, Kind: kind));
            if (begun.IsRefusal)
            {
                return (begun, null);
            }

            if (begun.About is { } made)
            {
                // Of two who press at once, one has begun it.
                var review = await escalations.FindAsync(request.Tenant, made, cancel);
                return (begun, review?.Csm.Id == request.By.Id ? null : review);
            }
        }
    }
}
