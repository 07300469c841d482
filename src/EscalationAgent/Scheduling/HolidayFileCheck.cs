using System.Globalization;
using Escalations;

namespace EscalationAgent.Scheduling;

/// <summary>
/// Warns, at the start and once a day, of files of holidays whose last one has passed: deadlines then run through holidays that
/// nobody wrote down.
/// </summary>
internal sealed partial class HolidayFileCheck(PlaybookCatalog playbooks, TimeProvider clock, ILogger<HolidayFileCheck> log)
{
    public Task RunAsync(CancellationToken cancel)
    {
        var ended =
            from playbook in playbooks.Newest
            from calendar in playbook.Calendars
            where calendar.HolidayHorizon is { } horizon && horizon.LastDay < DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)
            select (calendar.Title, calendar.HolidayHorizon);
        foreach (var (title, horizon) in ended)
        {
            Ended(log, horizon.File, title, horizon.LastDay.ToString("d MMM yyyy", CultureInfo.InvariantCulture));
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(
        421,
        LogLevel.Warning,
        "{File}: the last holiday in it was on {Last}. {Calendar} counts every later one as a working day; put a newer file in its place"
    )]
    private static partial void Ended(ILogger log, string file, string calendar, string last);
}
