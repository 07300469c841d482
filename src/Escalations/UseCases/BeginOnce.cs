using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Begins a brief of which one is enough, however many ask for it at once; again only where the one before was dropped.</summary>
public sealed class BeginOnce(WriteBrief brief, IEscalations escalations)
{
    /// <param name="key">Of what it is begun for, such as a quarter or an alarm.</param>
    /// <param name="notes">What the brief begins with; null for nothing.</param>
    /// <returns>What was decided, or the brief that somebody else has begun.</returns>
    public async Task<(Response? Begun, Escalation? Earlier)> HandleAsync(
        Request request,
        string key,
        string? notes,
        BriefStart start,
        CancellationToken cancel
    )
    {
        for (var number = 1; ; )
        {
            var delivery = $"{key}|{number}";
            if (await escalations.FindAnswerAsync(request.Tenant, delivery, cancel) is { } answer)
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

            var begun = await brief.BeginAsync(request with { Delivery = delivery }, notes, cancel, start);
            if (begun.IsRefusal)
            {
                return (begun, null);
            }

            // Of two who press at once, one has begun it, and its id is found by the answer.
            if (begun.About is { } made && await escalations.FindAsync(request.Tenant, made, cancel) is { } found)
            {
                return found.Csm.Id == request.By.Id ? (begun, null) : (null, found);
            }
        }
    }
}
