using System.Globalization;
using Escalations;
using Escalations.Deadlines;

namespace EscalationAgent.Playbooks;

/// <summary>Where the rotas are.</summary>
internal sealed record RotaPlace(string Folder);

/// <summary>
/// Takes changed rotas without a restart, leaves the former ones where the files cannot be used, and says for when nobody is on call. A file
/// that is wrong is told once.
/// </summary>
internal sealed partial class RotaWatch(RotaCatalog rotas, RotaPlace place, PlaybookCatalog playbooks, TimeProvider clock, ILogger<RotaWatch> log)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(56);

    private string told = "";

    private string gaps = "";

    public Task RunAsync(CancellationToken cancel)
    {
        IReadOnlyList<PlaybookFault> faults;
        try
        {
            (var read, faults) = RotaFolder.Read(place.Folder, [.. playbooks.Teams.Select(team => team.Key)]);
            if (faults.Count == 0)
            {
                rotas.Replace(read);
            }
        }
        catch (IOException unreadable)
        {
            faults = [new("rotas", 0, 0, unreadable.GetType().Name)];
        }

        var wrong = string.Join('\n', faults);
        if (wrong != told && faults.Count > 0)
        {
            Refused(log, wrong);
        }

        told = wrong;
        SayGaps();
        return Task.CompletedTask;
    }

    /// <summary>Once for each gap that comes into sight.</summary>
    private void SayGaps()
    {
        var found =
            from rota in rotas.All
            let all = Shifts.From(rota, [], clock.GetUtcNow(), Ahead)
            from gap in all.Where(shift => shift.IsGap).Take(1)
            select (rota, gap);
        var now = new List<string>();
        foreach (var (rota, gap) in found)
        {
            now.Add($"{rota.Team} {gap.From:O}");
            if (!gaps.Contains(now[^1], StringComparison.Ordinal))
            {
                NobodyOnCall(log, rota.Team, Text(gap.From), Text(gap.Until));
            }
        }

        gaps = string.Join('\n', now);
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    [LoggerMessage(451, LogLevel.Error, "The rotas can't be used, so the former ones stay:\n{Faults}")]
    private static partial void Refused(ILogger log, string faults);

    [LoggerMessage(452, LogLevel.Warning, "The rota of {Team} names nobody from {From} until {Until}: its fallback is on call then")]
    private static partial void NobodyOnCall(ILogger log, string team, string from, string until);
}

/// <summary>Brings the rotas into the process.</summary>
internal static class RotaSetup
{
    /// <summary>They are read with the playbooks that name their teams, so that a fault stops the start.</summary>
    public static IServiceCollection AddRotas(this IServiceCollection services, string folder) =>
        services
            .AddSingleton(new RotaPlace(folder))
            .AddSingleton(s =>
            {
                var (rotas, faults) = RotaFolder.Read(folder, [.. s.GetRequiredService<PlaybookCatalog>().Teams.Select(team => team.Key)]);
                return faults.Count == 0 ? new RotaCatalog(rotas) : throw new RotaException(faults);
            })
            .AddSingleton<RotaWatch>();
}
