using System.Globalization;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Deadlines;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>Says in words who is on call, and takes who is in place of others.</summary>
internal sealed class OnCallTalk(OnCall onCall, EscalationAccess access, PlaybookCatalog playbooks, TimeProvider clock)
{
    /// <summary>Who is on call now, until when, and who is next.</summary>
    /// <param name="of">The team that was named; null for all that have a rota.</param>
    public async Task<string> WhoAsync(TurnContext caller, string? of, CancellationToken cancel)
    {
        if (await access.IsGuestAsync(caller.Viewer, cancel))
        {
            return Words.Say("links.guest");
        }

        var all = await onCall.AllAsync(caller.Tenant, cancel);
        if (all.Count == 0)
        {
            return Words.Say("oncall.none");
        }

        IReadOnlyList<OnCallNow> asked = of is null ? all : [.. all.Where(one => playbooks.IsCalled(one.Rota.Team, of))];
        var shown = asked.Count > 0 ? asked : all;
        var away = caller.Links.AwayAt(clock.GetUtcNow());
        string[] paragraphs =
        [
            .. asked.Count > 0 ? [] : new[] { Words.Say("oncall.unknown", CardFormat.Escape(CardFormat.Short(of!, 60))) },
            string.Join('\n', shown.Select(one => $"- {Line(one, caller.IsPersonal ? caller.TimeZone : null, away)}")),
            Words.Say("oncall.example", shown[0].Rota.Team, OnCall.ExampleOf(clock.GetUtcNow())),
        ];
        return string.Join("\n\n", paragraphs);
    }

    public Task<Response> OverrideAsync(TurnContext caller, Request request, OverrideShift said, NamedPerson who, CancellationToken cancel) =>
        onCall.OverrideAsync(
            request,
            playbooks.Teams.FirstOrDefault(team => playbooks.IsCalled(team.Key, said.Team))?.Key ?? said.Team,
            who,
            said.From,
            said.Until,
            caller.Conversation,
            cancel
        );

    private string Line(OnCallNow one, string? zone, AwayNow away)
    {
        zone ??= one.Rota.TimeZone;
        return one.Person is { } asked && away.Of(asked.Id) is { } absence
            ? $"{Line(one, zone)}. "
                + Words.Say(
                    "oncall.away",
                    CardFormat.Escape(asked.Name),
                    DueText.For(absence.Until, zone),
                    CardFormat.Escape((away.BackupOf(asked.Id) ?? absence.Backup).Name)
                )
            : Line(one, zone);
    }

    private string Line(OnCallNow one, string zone)
    {
        var (now, next) = (CardFormat.Escape(one.Shift.Who.Name), CardFormat.Escape(one.Next.Who.Name));
        var (title, until) = (Title(one.Rota.Team), DueText.For(one.Shift.Until, zone));
        return one switch
        {
            { Person: null } => Words.Say("oncall.line.nobody", title, now, until),
            { Shift.IsGap: true } => Words.Say("oncall.line.gap", title, now, until, next),
            { Person: { } asked } when IsSomebodyElse(asked, one.Shift.Who) => Words.Say(
                "oncall.line.fallback",
                title,
                now,
                until,
                CardFormat.Escape(asked.Name)
            ),
            _ => Words.Say("oncall.line", title, now, until, next),
        };
    }

    private static bool IsSomebodyElse(Person asked, RotaMember member) =>
        !(member.Id?.Equals(asked.Id, StringComparison.OrdinalIgnoreCase) ?? member.Name.Equals(asked.Name, StringComparison.OrdinalIgnoreCase));

    private string Title(string team) => CardFormat.Escape(playbooks.TitlesOf([team]));

    /// <summary>A day and a time as they are typed; null for anything else.</summary>
    public static DateTime? Time(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year is > 1970 and < 2199
            ? time
            : null;
}
