using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>Answers that are the same for everybody.</summary>
internal static class Answers
{
    public static HelpCard Help { get; } =
        new(
            "Hello, I am the Escalation Agent",
            "I turn a customer problem into a clear brief, bring it to the team that can solve it, and see to it that nothing falls "
                + "through the cracks. You decide what is escalated, how urgently, and when it is solved.",
            [
                new("escalate", "Begin a brief. I ask part by part; or paste your notes after it, and I ask only for what is missing."),
                new("my escalations", "What you have raised, and where it stands."),
                new("open", "All that is open and yours, with what is late; in a channel, all that it has."),
                new("find Acme", "What you may see whose customer, headline or id holds the words. Or ask: `any news on Acme?`"),
                new("status ESC-2026-0001", "One escalation with its history."),
                new("card ESC-2026-0001", "Its card with the buttons, brought down to here."),
                new("explain ESC-2026-0001", "Why each of its deadlines is what it is."),
                new(
                    "take over ESC-2026-0001",
                    "Be its CSM, if you stand above the team or administer me: `… as CSM because …` while its CSM can be reached. Own "
                        + "it, in the team's channel: `… as owner`."
                ),
                new(
                    "matrix",
                    "Who handles what, and by when. Or ask: `who handles billing?` `playbooks` shows which kinds of matters there are beside this one."
                ),
                new("summary", "The week, for leadership."),
                new("back, skip, keep", "While I ask: one question back, leave an optional part out, leave an answer as it is."),
                new("edit timeline", "Change any part of the open brief."),
                new("proof, again", "Where each fact of the open brief comes from; let the model read it once more, where there is one."),
                new("preview, cancel", "See the brief as it is; take it back. `restore ESC-2026-0001` brings it back as a draft."),
                new("notes: …, account: …", "Add notes to the open brief; say or correct the customer."),
                new("links", "Who is linked to what, by whom and since when, and what has changed lately."),
                new("admins", "Who administers me. They name others: `add admin @person`, `remove admin @person`."),
                new(
                    "link engineering",
                    "In a channel, with a mention of me: this channel receives for that team. `link head_of_engineering to me`, or to "
                        + "`@person`: somebody receives in person. `unlink engineering` undoes it. For owners of the team and for "
                        + "administrators."
                ),
            ],
            [new("Start an escalation", Verbs.Begin, "positive"), new("My escalations", Verbs.Mine)]
        )
        {
            Summary = "What I can do for you",
        };

    /// <summary>Which playbooks there are, and how to begin under each.</summary>
    public static string Playbooks(PlaybookCatalog playbooks) =>
        $"These kinds of matters can be raised here:\n\n{string.Join('\n', playbooks.Live.Select(p =>
        {
            var word = p.SaidAs is [var said, ..] ? said : p.Version.Name;
            var begin = ReferenceEquals(p, playbooks.Default) ? "escalate" : $"escalate {word}";
            return $"- **{p.Title}**: {string.Join(", ", p.Categories.Select(c => c.Title))}. Say `{begin}`, and `matrix {word}` to see who receives.";
        }))}\n\nSay `kind` while a brief is open to change which kind it is.";

    private const int MostFilesNamed = 5;

    /// <summary>That files and pictures were left aside, by their names.</summary>
    public static string NotTaken(IReadOnlyList<TeamsBot.Activities.AttachedFile> files)
    {
        var named = files.Where(f => f.Name is not null).Select(f => $"“{CardFormat.Escape(CardFormat.Short(f.Name!, 60))}”").ToList();
        var pasted = files.Count(f => f.Name is null);
        List<string> all =
        [
            .. named.Take(MostFilesNamed),
            .. named.Count > MostFilesNamed ? [$"{named.Count - MostFilesNamed} more"] : Array.Empty<string>(),
            .. pasted switch
            {
                0 => [],
                1 => ["a picture"],
                _ => new[] { $"{pasted} pictures" },
            },
        ];
        var list = all.Count == 1 ? all[0] : $"{string.Join(", ", all[..^1])} and {all[^1]}";
        return $"I did not take {list}: I can read words, not files or pictures. Please type or paste what matters in {(files.Count == 1 ? "it" : "them")}.";
    }

    /// <summary>Who administers the bot, by whom and since when.</summary>
    /// <param name="isConfigured">Whether the settings name somebody, by their id.</param>
    public static string Administrators(IReadOnlyList<Administrator> all, Func<string, bool> isConfigured, bool isGuest) =>
        (all, isGuest) switch
        {
            (_, true) => "Guests cannot administer me. Ask somebody of the organisation that uses me.",
            ([], _) => $"Nobody administers me yet. Ask whoever runs me to name somebody by the setting `{ConfiguredAdministrators.Setting}`.",
            _ => $"These people administer me; they say who receives for "
                + $"whom:\n\n{string.Join('\n', all.Select(a => $"- {a.Person.Name}, {Since(a, isConfigured)}"))}\n\nOne of them can say "
                + $"`add admin @person` or `remove admin @person`.",
        };

    private static string Since(Administrator administrator, Func<string, bool> isConfigured) =>
        administrator switch
        {
            _ when isConfigured(administrator.Person.Id) => "named by the settings",
            { By: { } by } => $"named by {by.Name} on {CardFormat.Of(DateOnly.FromDateTime(administrator.Since.UtcDateTime))}",
            _ => $"who installed me on {CardFormat.Of(DateOnly.FromDateTime(administrator.Since.UtcDateTime))}",
        };

    /// <summary>For what is not there and for what somebody may not see: the very same words.</summary>
    public static string Unknown(EscalationId id) => Response.Unknown(id).Say!;

    public const string HowToTakeOver =
        "Say which one, and as what: `take over ESC-2026-0001 as CSM because ...` (for whoever stands above the team, and "
        + "administrators), or in the team's channel, with a mention, `take over ESC-2026-0001 as owner` (for the team).";

    public const string OnlyInChat = "Let us do that in our personal chat, where customer details stay between us: open my profile and press Chat.";
}
