using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.UseCases;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>Answers that are the same for everybody.</summary>
internal static class Answers
{
    public static HelpCard Help =>
        new(
            Words.Say("help.title"),
            Words.Say("help.text"),
            [
                new(Words.Say("help.escalate"), Words.Say("help.escalate.does")),
                new(Words.Say("help.mine"), Words.Say("help.mine.does")),
                new(Words.Say("help.open"), Words.Say("help.open.does")),
                new(Words.Say("help.find"), Words.Say("help.find.does")),
                new(Words.Say("help.status"), Words.Say("help.status.does")),
                new(Words.Say("help.card"), Words.Say("help.card.does")),
                new(Words.Say("help.explain"), Words.Say("help.explain.does")),
                new(Words.Say("help.take_over"), Words.Say("help.take_over.does")),
                new(Words.Say("help.matrix"), Words.Say("help.matrix.does")),
                new(Words.Say("help.playbooks"), Words.Say("help.playbooks.does")),
                new(Words.Say("help.summary"), Words.Say("help.summary.does")),
                new(Words.Say("help.steer"), Words.Say("help.steer.does")),
                new(Words.Say("help.edit"), Words.Say("help.edit.does")),
                new(Words.Say("help.proof"), Words.Say("help.proof.does")),
                new(Words.Say("help.preview"), Words.Say("help.preview.does")),
                new(Words.Say("help.choose"), Words.Say("help.choose.does")),
                new(Words.Say("help.notes"), Words.Say("help.notes.does")),
                new(Words.Say("help.language"), Words.Say("help.language.does")),
                new(Words.Say("help.links"), Words.Say("help.links.does")),
                new(Words.Say("help.admins"), Words.Say("help.admins.does")),
                new(Words.Say("help.link"), Words.Say("help.link.does")),
            ],
            [new(Words.Say("button.begin"), Verbs.Begin, "positive"), new(Words.Say("button.mine"), Verbs.Mine)]
        )
        {
            Summary = Words.Say("help.summary_line"),
        };

    /// <summary>Which playbooks there are, and how to begin under each.</summary>
    public static string Playbooks(PlaybookCatalog playbooks) =>
        $"{Words.Say("playbooks.title")}\n\n{string.Join('\n', playbooks.Live.Select(p => RowOf(p, playbooks)))}\n\n{Words.Say("playbooks.kind")}";

    private static string RowOf(Playbook playbook, PlaybookCatalog playbooks)
    {
        var word = playbook.SaidAs is [var said, ..] ? said : playbook.Version.Name;
        var edition = playbook.Version.Version;
        var kinds = string.Join(", ", playbook.Categories.Select(c => playbook.InReaderLanguage(c.Title)));
        return ReferenceEquals(playbook, playbooks.Default)
            ? Words.Say("playbooks.default", playbook.InReaderLanguage(playbook.Title), kinds, edition)
            : Words.Say("playbooks.row", playbook.InReaderLanguage(playbook.Title), kinds, word, edition);
    }

    private const int MostFilesNamed = 5;

    /// <summary>That files and pictures were left aside, by their names.</summary>
    public static string NotTaken(IReadOnlyList<TeamsBot.Activities.AttachedFile> files)
    {
        var named = files.Where(f => f.Name is not null).Select(f => $"“{CardFormat.Escape(CardFormat.Short(f.Name!, 60))}”").ToList();
        var pasted = files.Count(f => f.Name is null);
        List<string> all =
        [
            .. named.Take(MostFilesNamed),
            .. named.Count > MostFilesNamed ? [Words.Say("more", named.Count - MostFilesNamed)] : Array.Empty<string>(),
            .. pasted == 0 ? [] : new[] { Words.Count("files.pictures", pasted) },
        ];
        return Words.Count("files.left", files.Count, Words.List(all));
    }

    /// <summary>Who administers the bot, by whom and since when.</summary>
    /// <param name="isConfigured">Whether the settings name somebody, by their id.</param>
    public static string Administrators(IReadOnlyList<Administrator> all, Func<string, bool> isConfigured, bool isGuest) =>
        (all, isGuest) switch
        {
            (_, true) => Words.Say("admins.guest"),
            ([], _) => Words.Say("admins.none", ConfiguredAdministrators.Setting),
            _ => Words.Say("admins.list", string.Join('\n', all.Select(a => $"- {a.Person.Name}, {Since(a, isConfigured)}"))),
        };

    private static string Since(Administrator administrator, Func<string, bool> isConfigured) =>
        administrator switch
        {
            _ when isConfigured(administrator.Person.Id) => Words.Say("admins.by_settings"),
            { By: { } by } => Words.Say("admins.by", by.Name, CardFormat.Of(DateOnly.FromDateTime(administrator.Since.UtcDateTime))),
            _ => Words.Say("admins.installed", CardFormat.Of(DateOnly.FromDateTime(administrator.Since.UtcDateTime))),
        };

    /// <summary>For what is not there and for what somebody may not see: the very same words.</summary>
    public static string Unknown(EscalationId id) => Response.Unknown(id).Say!;

    public static string HowToTakeOver => Words.Say("take_over.how");

    /// <summary>Which languages there are to choose from.</summary>
    public static string Languages =>
        Words.Say("language.which", Words.List([.. Enum.GetValues<Language>().Select(l => DomainWords.Book.Say("language.name", l))]));

    public static string OnlyInChat => Words.Say("only_in_chat");
}
