using System.Globalization;
using Escalations;
using Escalations.Deadlines;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams.Cards;

/// <content>Who is linked to what.</content>
internal sealed partial class CardBuilder
{
    /// <summary>What an administrator is asked when somebody wants to be linked.</summary>
    public OfferCard LinkRequest(LinkRequest wish)
    {
        var titles = playbooks.TitlesOf(wish.Teams, Words.Say("and"));
        var question = wish.Person is { } person
            ? Words.Say("link_request.person", person.Name, titles)
            : Words.Say("link_request.channel", wish.By.Name, titles);
        var asked = Words.Say(wish.Person is null ? "link_request.channel.asked" : "link_request.person.asked", wish.By.Name);
        return new(
            question,
            Words.Say("link_request.until", asked, DaysToDecide),
            [
                new(Words.Say("button.confirm_link"), Verbs.ConfirmLink, "positive", wish.Key),
                new(Words.Say("button.decline"), Verbs.DeclineLink, "default", wish.Key),
            ]
        )
        {
            Summary = question,
        };
    }

    private static int DaysToDecide => (int)Escalations.LinkRequest.Lifetime.TotalDays;

    /// <summary>Who is linked to what, by whom and since when, and what has changed lately.</summary>
    /// <param name="place">A channel in words, safe to be shown.</param>
    public string Links(IReadOnlyList<Binding> bindings, IReadOnlyList<DirectoryChange> changes, IReadOnlyList<Unreachable> lost, Func<string, string> place)
    {
        var rows = playbooks.LinkedTeams.Select(team =>
            $"- **{playbooks.InReaderLanguage(team.Title)}**: "
            + (
                bindings.FirstOrDefault(b => b.Team == team.Key) is { } b
                    ? Words.Say("links.row", b.Person?.Name ?? place(b.ChannelId!), On(b.At), LinkedBy(b), Gone(b, lost))
                    : Words.Say("links.row.nobody", team.Key)
            )
        );
        var lately = changes.Select(change => Said(change, place)).OfType<string>().Select(line => $"- {line}").ToList();
        var after = lately.Count == 0 ? "" : $"\n\n{Words.Say("links.lately")}\n\n{string.Join('\n', lately)}";
        return $"{Words.Say("links.title")}\n\n{string.Join('\n', rows)}{after}";
    }

    /// <summary>Asks in a channel to which the bot was added which teams are reached there, so that nobody has to know how that is said.</summary>
    public OfferCard WhichTeams(IReadOnlyList<Binding> bindings, Channel channel) =>
        new(Words.Say("setup.title"), Words.Say("setup.text"), [new(Words.Say("button.link"), Verbs.Link, "positive")])
        {
            Choices =
            [
                new(
                    "teams",
                    Words.Say("setup.teams"),
                    string.Join(',', bindings.Where(b => b.ChannelId == channel.ChannelId).Select(b => b.Team)),
                    [
                        .. playbooks
                            .LinkedTeams.Where(team => team.Kind == ReceiverKind.Team)
                            .Select(team => new ChoiceOption(
                                playbooks.InReaderLanguage(team.Title)
                                    + (bindings.Any(b => b.Team == team.Key && b.ChannelId != channel.ChannelId) ? Words.Say("setup.linked") : ""),
                                team.Key
                            )),
                    ],
                    Multi: true
                ),
                LanguageChoice(Words.Say("setup.language"), channel.Language, null),
            ],
            Summary = Words.Say("setup.title"),
        };

    /// <summary>What somebody can set for their own chat, all by presses.</summary>
    /// <param name="bindings">Who is linked to what.</param>
    /// <param name="saved">That it has been saved; null when they have only asked.</param>
    public OfferCard Settings(Contact contact, IReadOnlyList<Binding> bindings, bool isAdministrator, DateTimeOffset now, string? saved = null)
    {
        var held = playbooks.TitlesOf(bindings.Where(b => b.Person?.Id == contact.Person.Id).Select(b => b.Team));
        var free = playbooks.LinkedTeams.Where(team => bindings.All(b => b.Team != team.Key)).Select(team => team.Key).ToList();
        string?[] lines =
        [
            saved is null ? null : $"**{saved}**",
            Words.Say("settings.zone", contact.TimeZone ?? "UTC"),
            held.Length == 0 ? null : Words.Say("settings.held", held),
            isAdministrator ? Words.Say("settings.admin") : null,
            isAdministrator && free.Count > 0 ? Words.Say("settings.free", playbooks.TitlesOf(free)) : null,
        ];
        return new(Words.Say("settings.title"), string.Join("\n\n", lines.OfType<string>()), [new(Words.Say("button.save"), Verbs.SaveSettings, "positive")])
        {
            Choices =
            [
                LanguageChoice(Words.Say("settings.language"), contact.Language, Words.Say("settings.automatic")),
                MuteChoice("reminders", Words.Say("settings.reminders"), contact.RemindersMutedUntil, contact, now),
                MuteChoice("updates", Words.Say("settings.updates"), contact.UpdatesMutedUntil, contact, now),
            ],
            Summary = Words.Say("settings.title"),
        };
    }

    /// <summary>What the forms send for nothing muted, and for how many days it can be.</summary>
    public const string NotMuted = "no";

    /// <inheritdoc cref="NotMuted"/>
    public static readonly IReadOnlyList<string> MuteDays = ["1", "7", "28"];

    /// <param name="automatic">What it is called that none is chosen; null where English stands for that.</param>
    private static FormChoice LanguageChoice(string label, Language? chosen, string? automatic) =>
        new(
            "language",
            label,
            chosen is { } known ? SentenceBook.CodeOf(known)
                : automatic is null ? SentenceBook.CodeOf(Language.English)
                : "auto",
            [
                .. automatic is null ? [] : new[] { new ChoiceOption(automatic, "auto") },
                .. Enum.GetValues<Language>().Select(l => new ChoiceOption(DomainWords.Book.Say("language.name", l), SentenceBook.CodeOf(l))),
            ]
        );

    private static FormChoice MuteChoice(string id, string label, DateTimeOffset? until, Contact contact, DateTimeOffset now) =>
        new(
            id,
            label,
            until > now ? "as-is" : NotMuted,
            [
                new(Words.Say("settings.heard"), NotMuted),
                .. until is { } end && end > now
                    ? [new ChoiceOption(Words.Say("settings.muted", DueText.For(end, contact.TimeZone)), "as-is")]
                    : Array.Empty<ChoiceOption>(),
                .. MuteDays.Select(days => new ChoiceOption(Words.Count("settings.mute", int.Parse(days, CultureInfo.InvariantCulture)), days)),
            ]
        );

    private static string LinkedBy(Binding binding) => binding.By?.Name ?? Words.Say(binding.Person is null ? "links.playground" : "links.rota");

    /// <summary>That nothing reaches it, since when, and what to do.</summary>
    private static string Gone(Binding binding, IReadOnlyList<Unreachable> lost) =>
        lost.FirstOrDefault(l => l.Place == binding.To) is not { } known
            ? ""
            : Words.Say(
                binding.Person is null ? "links.gone.channel" : "links.gone.person",
                On(known.Since),
                CardFormat.Escape(DomainWords.OfRecord(known.Why)),
                binding.Team
            );

    private string Said(DirectoryChange change, Func<string, string> place)
    {
        var team = change.Team is { } key ? playbooks.TitlesOf([key]) : "";
        var to = change.Person?.Name ?? (change.ChannelId is { } now ? place(now) : Words.Say("links.nobody"));
        var before = change.FormerPerson?.Name ?? (change.FormerChannelId is { } then ? place(then) : null);
        var by = change.By?.Name;
        return $"{On(change.At)}: "
            + change.Kind switch
            {
                DirectoryChangeKind.Linked => Words.Say(
                    "links.linked",
                    by ?? Words.Say("links.the_rota"),
                    team,
                    to,
                    before is null ? "" : Words.Say("links.before", before)
                ),
                DirectoryChangeKind.Unlinked => Words.Say("links.unlinked", by, team, before),
                DirectoryChangeKind.LinkRequested => Words.Say("links.requested", by, team, to),
                DirectoryChangeKind.LinkDeclined => Words.Say("links.declined", by, team, to),
                DirectoryChangeKind.PersonErased => Words.Say("links.erased", by, to),
                DirectoryChangeKind.AdministratorRemoved => Words.Say("links.admin.removed", by, to),
                DirectoryChangeKind.AbsenceBegun => Words.Say("links.away", by, change.Until is { } until ? DueText.For(until, null) : "", to),
                DirectoryChangeKind.AbsenceEnded => Words.Say("links.away.over", by),
                DirectoryChangeKind.ShiftOverridden => Words.Say("links.on_call", by, to, team, Shift(change)),
                _ => by is null ? Words.Say("links.installed", to) : Words.Say("links.admin.named", by, to),
            };
    }

    private static string Shift(DirectoryChange change) =>
        change.Shift is { } shift ? Words.Say("links.shift", DueText.For(shift.From, null), DueText.For(shift.Until, null)) : "";

    private static string On(DateTimeOffset at) => CardFormat.Of(DateOnly.FromDateTime(at.UtcDateTime));
}
