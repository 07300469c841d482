using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>Tells administrators, once, that a pilot has ended and its playbook is for all from now on.</summary>
public sealed class TellEndOfPilots(IDirectory directory, CommandExecutor commandExecutor, PlaybookCatalog playbooks, TimeProvider clock)
{
    /// <summary>Shorter than what was told is remembered, so that it is told once; who starts the bot later sees it in the file.</summary>
    private const int ToldWithinDays = 5;

    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var playbook in playbooks.Newest)
        {
            if (playbook.Pilot?.Until is not { } until || !IsJustOver(playbook, until))
            {
                continue;
            }

            foreach (var tenant in await directory.TenantsAsync(cancel))
            {
                await commandExecutor.OweOnceAsync(
                    tenant,
                    FormattableString.Invariant($"pilot over|{playbook.Version.Name}|{until:yyyy-MM-dd}"),
                    [new(new ToAdministrators(), LocalizableMessage.Of("pilot.over", new TitleValue(playbook.Title), until, "`until`", "`pilot`"))],
                    cancel
                );
            }
        }
    }

    private bool IsJustOver(Playbook playbook, DateOnly until) =>
        IsoWeek.DayOf(clock.GetUtcNow(), playbook.DefaultCalendar.TimeZone) is var today && today > until && today <= until.AddDays(ToldWithinDays);
}
