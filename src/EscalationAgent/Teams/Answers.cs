using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Deadlines;
using Escalations.Reporting;
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
            [Of("escalate"), Of("mine"), Of("status"), Of("find"), Of("matrix"), Of("runbook"), Of("playbooks"), Of("drill")],
            [
                new(Words.Say("help.writing"), "writing", [Of("steer"), Of("edit"), Of("preview"), Of("notes"), Of("proof"), Of("choose")]),
                new(
                    Words.Say("help.running"),
                    "running",
                    [Of("open"), Of("card"), Of("explain"), Of("take_over"), Of("fixes"), Of("summary"), Of("case"), Of("launch")]
                ),
                new(
                    Words.Say("help.setting_up"),
                    "settingUp",
                    [Of("settings"), Of("language"), Of("mute"), Of("away"), Of("calendar"), Of("on_call"), Of("links"), Of("link"), Of("admins")]
                ),
            ],
            [new(Words.Say("button.begin"), Verbs.Begin, "positive"), new(Words.Say("button.mine"), Verbs.Mine)]
        )
        {
            Summary = Words.Say("help.summary_line"),
        };

    private static HelpCommand Of(string command) => new(Words.Say($"help.{command}"), Words.Say($"help.{command}.does"));

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

    /// <summary>A case to learn from: what happened, how long it took, and what to talk about.</summary>
    public static string Case(EscalationId id, CaseStudy study)
    {
        string?[] parts =
        [
            $"**{Words.Say("case.title", id)}**",
            study.Headline is { } headline ? CardFormat.Escape(headline) : null,
            study.Impact is { } impact ? $"**{Words.Say("case.impact")}**\n\n{CardFormat.Escape(impact)}" : null,
            $"**{Words.Say("case.steps")}**\n\n{string.Join('\n', study.Steps.Select(StepOf))}",
            Words.Say(
                "case.figures",
                study.Measures.ToAcknowledge is { } acknowledged ? Explanation.Length(acknowledged) : "–",
                study.Measures.ToResolve is { } resolved ? Explanation.Length(resolved) : "–",
                study.Measures.Updates,
                study.Measures.TimesStalled,
                study.Measures.TimesReopened
            ),
            study.Cause is { } cause ? $"**{Words.Say("postmortem.cause.title")}**\n\n{CardFormat.Escape(cause)}" : null,
            study.ToFix is { } fix ? $"**{Words.Say("case.to_fix")}**\n\n{CardFormat.Escape(fix)}" : null,
            $"**{Words.Say("case.ask")}**\n\n{Words.Say("case.questions")}",
            $"_{Words.Say("case.note")}_",
        ];
        return string.Join("\n\n", parts.OfType<string>());
    }

    private static string StepOf(CaseStep step)
    {
        var text = CardFormat.Escape(CardFormat.Short(step.Text, 400));
        return $"- {Explanation.Length(step.After)}: {(step.IsDecision ? $"**{text}**" : text)}";
    }

    /// <summary>For what is not there and for what somebody may not see: the very same words.</summary>
    public static string Unknown(EscalationId id) => Response.Unknown(id).Say!;

    public static string HowToTakeOver => Words.Say("take_over.how");

    /// <summary>Which languages there are to choose from.</summary>
    public static string Languages =>
        Words.Say("language.which", Words.List([.. Enum.GetValues<Language>().Select(l => DomainWords.Book.Say("language.name", l))]));

    public static string OnlyInChat => Words.Say("only_in_chat");
}
