using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Scheduling;

/// <summary>Erases texts whose time is over, and says in the log how many, and where it could not.</summary>
internal sealed partial class EraseTextsJob(EraseTexts erase, ILogger<EraseTextsJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var (count, refused) = await erase.RunAsync(cancel);
        if (count > 0)
        {
            AreErased(log, count);
        }

        foreach (var (key, why) in refused)
        {
            NotErased(log, key.Tenant, key.Id, why);
        }
    }

    [LoggerMessage(441, LogLevel.Information, "The texts of {Count} escalations were erased: their time is over")]
    private static partial void AreErased(ILogger log, int count);

    [LoggerMessage(442, LogLevel.Error, "The texts of {Tenant}/{Id} could not be erased: {Why}")]
    private static partial void NotErased(ILogger log, string tenant, EscalationId id, string why);
}
