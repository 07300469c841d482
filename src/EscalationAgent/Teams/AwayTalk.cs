using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Deadlines;
using Escalations.Reporting;
using Escalations.UseCases;
using TextAnalysis.Facts;

namespace EscalationAgent.Teams;

/// <summary>Takes who is away and who covers, and says it.</summary>
internal sealed class AwayTalk(BeAway away, Administrators administrators, TimeProvider clock)
{
    /// <summary>From a day and a name, as they were typed; what is understood of neither is answered with how it is said.</summary>
    public async Task<Response?> BeginAsync(TurnContext caller, SetAway said, NamedPerson backup, CancellationToken cancel)
    {
        var zone = ZoneOf(caller.TimeZone);
        return said.Who.Length > 0 && DayAhead.In(said.Day, IsoWeek.DayOf(clock.GetUtcNow(), zone)) is { } last
            ? await away.BeginAsync(
                caller.Saying,
                caller.Viewer,
                backup,
                // The day that is named is the last one.
                Shifts.InstantOf(last.AddDays(1).ToDateTime(default), zone),
                caller.TimeZone,
                caller.Conversation,
                ToldToBackup,
                (contact, absence) =>
                {
                    using var language = TurnContext.Speaking(contact);
                    return Words.Say("away.other_cover", CardFormat.Escape(absence.Person.Name));
                },
                cancel
            )
            : null;
    }

    public Task<Response> EndAsync(TurnContext caller, CancellationToken cancel) =>
        away.EndAsync(
            caller.Saying,
            (contact, absence) =>
            {
                using var language = TurnContext.Speaking(contact);
                return Words.Say("away.back_again", CardFormat.Escape(absence.Person.Name));
            },
            cancel
        );

    /// <summary>Until when they are away themselves, for whom they cover, and to those who administer the bot, who else is away.</summary>
    public async Task<string> WhoAsync(TurnContext caller, CancellationToken cancel)
    {
        var all = await away.AllAsync(caller.Tenant, cancel);
        var now = new AwayNow(all, clock.GetUtcNow());
        var covered = now.CoveredBy(caller.Person.Id).ToList();
        var shown = await administrators.IncludesAsync(caller.Tenant, caller.Person, cancel)
            ? all.Where(one => one.Person.Id != caller.Person.Id && !covered.Contains(one)).ToList()
            : [];
        string?[] parts =
        [
            now.Of(caller.Person.Id) is { } own
                ? Words.Say("away.own", Until(own, caller.TimeZone), CardFormat.Escape((now.BackupOf(caller.Person.Id) ?? own.Backup).Name))
                : null,
            .. covered.Select(one => Words.Say("away.covering", CardFormat.Escape(one.Person.Name), Until(one, caller.TimeZone))),
            shown.Count == 0
                ? null
                : string.Join(
                    '\n',
                    shown.Select(one =>
                        "- "
                        + Words.Say(
                            "away.row",
                            CardFormat.Escape(one.Person.Name),
                            Until(one, caller.TimeZone),
                            CardFormat.Escape((now.BackupOf(one.Person.Id) ?? one.Backup).Name)
                        )
                    )
                ),
        ];
        return parts.OfType<string>().ToList() is { Count: > 0 } lines ? string.Join("\n\n", lines) : $"{Words.Say("away.nobody")} {How(caller.TimeZone)}";
    }

    /// <summary>How somebody says that they are away.</summary>
    public string How(string? zone) =>
        Words.Say("away.how", CardFormat.Iso(IsoWeek.DayOf(clock.GetUtcNow(), ZoneOf(zone)).AddDays(7)), (int)BeAway.Longest.TotalDays);

    private static string ToldToBackup(Escalations.Contact contact, Absence absence, IReadOnlyList<Absence> covered)
    {
        using var language = TurnContext.Speaking(contact);
        var others = covered.Where(one => one.Person.Id != absence.Person.Id).Select(one => CardFormat.Escape(one.Person.Name)).ToList();
        var told = Words.Say("away.told", CardFormat.Escape(absence.Person.Name), Until(absence, contact.TimeZone));
        return others.Count == 0 ? told : $"{told} {Words.Say("away.told.also", Words.List(others))}";
    }

    private static string Until(Absence absence, string? zone) => DueText.For(absence.Until, zone);

    /// <summary>A zone in which days can be counted: theirs, or UTC.</summary>
    internal static string ZoneOf(string? zone) => zone is not null && Shifts.IsZone(zone) ? zone : "UTC";
}
