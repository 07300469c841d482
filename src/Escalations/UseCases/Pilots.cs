using Escalations.Reporting;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>Which matters a playbook takes while it is a pilot (A060), and which of those that were routed were of the pilot.</summary>
public static class Pilots
{
    /// <summary>
    /// Why the playbook of a draft does not take it, which other one does, and how that is chosen; null when it does, or nothing can be said
    /// yet. What has been with a team goes on.
    /// </summary>
    /// <param name="category">As which it would be routed; null while that is open.</param>
    /// <param name="severity">As above.</param>
    public static string? WhyNot(PlaybookCatalog playbooks, Escalation draft, string? category, Severity? severity, DateTimeOffset now)
    {
        var playbook = playbooks.NewestOf(draft);
        if (draft is not { Status: Status.Draft, RoutedAt: null } || playbook.Pilot is not { } pilot || !RunsNow(playbook, now))
        {
            return null;
        }

        var subject = draft.Brief.Account;
        var receivers = severity is { } level ? playbook.FindCategory(category)?.ReceiversAt(level) : null;
        var why =
            subject is not null && !pilot.Includes(subject) ? DomainWords.Say("pilot.not_for", InlineText.Sanitize(subject))
            : receivers is not null && !pilot.IncludesOneOf(receivers)
                ? DomainWords.Say("pilot.not_to", string.Join(", ", receivers.Select(key => TitleOf(playbook, key))))
            : null;
        return why is null
            ? null
            : string.Join(
                ' ',
                ScopeOf(playbook),
                why,
                playbooks.Live.FirstOrDefault(other => other.Version.Name != playbook.Version.Name && Takes(other, subject, now)) is { } takes
                    ? DomainWords.Say("pilot.other", takes.InReaderLanguage(takes.Title))
                    : DomainWords.Say("pilot.nobody")
            );
    }

    /// <summary>For what a playbook is a pilot, in a sentence; null where it is none, or none any more.</summary>
    public static string? SaidOf(Playbook playbook, DateTimeOffset now) => playbook.Pilot is not null && RunsNow(playbook, now) ? ScopeOf(playbook) : null;

    /// <summary>Whether a matter was routed as one of its playbook's pilot: by the edition that it began under, or as that was widened since.</summary>
    public static bool IsOf(PlaybookCatalog playbooks, Escalation escalation)
    {
        var edition = playbooks.Of(escalation);
        return escalation.RoutedAt is { } routed
            && edition.Pilot is { } pilot
            && new[] { pilot, playbooks.NewestOf(escalation).Pilot }
                .OfType<PilotRule>()
                .Any(rule =>
                    rule.RunsOn(IsoWeek.DayOf(routed, edition.DefaultCalendar.TimeZone))
                    && rule.Includes(escalation.Brief.Account)
                    && rule.IncludesOneOf(ReceiversOf(edition, escalation))
                );
    }

    /// <summary>Who receives it as it is decided; empty while it is not.</summary>
    internal static IReadOnlyList<string> ReceiversOf(Playbook playbook, Escalation escalation) =>
        escalation.Decision is { } decision ? playbook.FindCategory(decision.Category)?.ReceiversAt(decision.Severity) ?? [] : [];

    private static bool RunsNow(Playbook playbook, DateTimeOffset now) =>
        playbook.Pilot is { } pilot && pilot.RunsOn(IsoWeek.DayOf(now, playbook.DefaultCalendar.TimeZone));

    /// <summary>Whether it takes a matter of that name; one whose matters are all confidential is for people.</summary>
    private static bool Takes(Playbook other, string? subject, DateTimeOffset now) =>
        !other.Categories.All(category => category.IsConfidential) && (!RunsNow(other, now) || other.Pilot!.Includes(subject));

    private static string ScopeOf(Playbook playbook)
    {
        var pilot = playbook.Pilot!;
        IReadOnlyList<string> parts =
        [
            .. pilot.Only.Count > 0 ? [DomainWords.Say("pilot.only", string.Join(", ", pilot.Only.Select(InlineText.Sanitize)))] : Array.Empty<string>(),
            .. pilot.Teams.Count > 0
                ? [DomainWords.Say("pilot.teams", string.Join(", ", pilot.Teams.Select(key => TitleOf(playbook, key))))]
                : Array.Empty<string>(),
            .. pilot.Until is { } until
                ? [DomainWords.Say("pilot.until", until.ToString(DomainWords.Say("culture.date"), DomainWords.Book.Culture))]
                : Array.Empty<string>(),
        ];
        return DomainWords.Say("pilot.is", playbook.InReaderLanguage(playbook.Title), string.Join(", ", parts));
    }

    private static string TitleOf(Playbook playbook, string key) => playbook.InReaderLanguage(playbook.FindTeam(key)?.Title ?? key);
}
