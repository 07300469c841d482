using System.Globalization;
using System.Text.RegularExpressions;
using Escalations;
using Escalations.Intake;
using Escalations.UseCases;
using TextAnalysis.Intents;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>What somebody said to the bot, as a request. Everything that is no command is <see cref="FreeText"/>.</summary>
internal abstract partial record ChatCommand
{
    /// <summary>More words than this outside a brief look like notes.</summary>
    public const int NotesFromWords = 40;

    /// <summary>Marks around a command that was copied from a text.</summary>
    private static readonly char[] Around = [' ', '"', '\'', '`', '*'];

    /// <summary>Marks that end what people write, commands too.</summary>
    private static readonly char[] AtEnd = [' ', '.', '!', '?', ',', ';', '…', '"', '\'', '`', '*'];

    /// <summary>Marks between a command and what it is about.</summary>
    private static readonly char[] BeforeRest = [' ', ':', '-', ',', '"', '\'', '`', '*'];

    /// <summary>Reads a message. Commands are whole messages: words that merely begin like one are an answer.</summary>
    /// <param name="isPlaybook">Whether a word names a playbook; null where none is asked for.</param>
    public static ChatCommand Parse(string text, Func<string, bool>? isPlaybook = null)
    {
        var said = TypedText.Trim(text);
        var asked = WithoutCourtesy(said);
        var command = CommandWords.InEnglish(Asked(TypedText.Plain(said)), asked) is var (english, _) ? ParseEnglish(english) : null;
        if (command is null or FreeText)
        {
            return ParseEnglish(said);
        }

        return command is not Escalate { Notes: { } notes } || Words(notes) > NotesFromWords || isPlaybook?.Invoke(notes) is true || IsMarked(asked)
            ? command
            : ParseEnglish(said) switch
            {
                FreeText answer => new PerhapsEscalate(notes, answer),
                var other => other,
            };
    }

    /// <summary>"Escalader : le client…", or the notes on lines of their own: no sentence goes on so.</summary>
    private static bool IsMarked(string said) => said.IndexOfAny([':', '\n']) is > 0 and var mark && said.AsSpan(0, mark).TrimEnd().IndexOf(' ') < 0;

    private static readonly IReadOnlyList<string> DrillWords =
    [
        .. Enum.GetValues<Language>()
            .SelectMany(language => EscalationAgent.Teams.Words.Book.Say("command.drill", language).Split('|'))
            .Select(word => Folding.FoldInPlace(word)),
    ];

    /// <summary>Whether a message can be about drills at all; all others need not be parsed to know that they are not.</summary>
    public static bool MayBeOfDrills(string text)
    {
        var folded = Folding.FoldInPlace(text);
        return DrillWords.Any(word => folded.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The language of the words that make a command; null for English ones, which everybody uses, and for what is none.</summary>
    public static Language? LanguageOf(string text)
    {
        var said = TypedText.Trim(text);
        return CommandWords.InEnglish(Asked(TypedText.Plain(said)), said) is var (english, language) && ParseEnglish(english) is not FreeText ? language
            : Meant(said) is not FreeText ? IntentReader.Read(said)?.Language
            : null;
    }

    private static ChatCommand ParseEnglish(string said)
    {
        var asked = Asking().Replace(said, "");
        if (AwaySentence().Match(TypedText.Plain(said)) is { Success: true } sentence && AwayOf(sentence.Groups[1].Value) is { } sentenced)
        {
            return sentenced;
        }

        var words = asked.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return new FreeText("");
        }

        // A command is read as it is meant, whatever a phone made of it; what is to be kept is kept as it was typed.
        var content = words.Length > 1 ? TypedText.Trim(words[1]) : "";
        var typed = Asked(TypedText.Plain(said)).Split(' ', 2);
        var label = typed[0].TrimStart('/').TrimEnd(AtEnd).ToLowerInvariant();
        var rest = typed.Length > 1 ? Asked(typed[1].TrimStart(BeforeRest)) : "";
        var bare = rest.Length == 0;

        // "Status: ESC-2026-0001"; of these three the colon is a part.
        var isLabel = label is "account:" or "customer:" or "notes:";
        var first = isLabel ? label : label.TrimEnd(':').TrimEnd(AtEnd);
        var isWritten = first.Length == label.Length || isLabel;
        return first switch
        {
            "escalate" => rest.ToLowerInvariant() switch
            {
                "" => new Escalate(null, false),
                "new" => new Escalate(null, true),
                _ when EscalateToShape().Match(rest) is { Success: true } shape && EscalationId.TryParse(shape.Groups[1].Value, out var id) => new EscalateTo(
                    id,
                    shape.Groups[2].Value
                ),
                _ => new Escalate(content, false),
            },
            "status" when bare => new ShowStatus(null),
            "status" or "show" when EscalationId.TryParse(rest, out var id) => new ShowStatus(id),
            // It does not say what.
            "find" when bare => new Help(),
            "open" when bare => new ShowOpen(1),
            "open" when isWritten && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 => new ShowOpen(page),
            "card" when EscalationId.TryParse(rest, out var id) => new ShowCard(id),
            "my" when rest.Equals("escalations", StringComparison.OrdinalIgnoreCase) => new ListMine(1),
            "my" when MinePage().Match(rest) is { Success: true } shape => new ListMine(int.Parse(shape.Groups[1].Value, CultureInfo.InvariantCulture)),
            "summary" when bare => new ShowSummary(null),
            "summary" when WeekShape().IsMatch(rest) => new ShowSummary(rest.ToUpperInvariant()),
            "summary" when MonthShape().IsMatch(rest) => new ShowMonth(rest),
            "explain" or "why" when EscalationId.TryParse(rest, out var id) => new Explain(id),
            "case" when CaseStudyShape().Match(rest) is { Success: true } shape && EscalationId.TryParse(shape.Groups[1].Value, out var id) =>
                new ShowCaseStudy(id),
            "case" when rest.Equals("study", StringComparison.OrdinalIgnoreCase) => new ShowCaseStudy(null),
            "matrix" when bare => new ShowMatrix(null),
            "matrix" when isWritten && MatrixShape().IsMatch(rest) => new ShowMatrix(rest.ToLowerInvariant()),
            "runbook" when bare => new ShowRunbook(null),
            "runbook" when isWritten && MatrixShape().IsMatch(rest) => new ShowRunbook(rest.ToLowerInvariant()),
            "playbooks" when bare => new ShowPlaybooks(),
            "kind" when bare => new ChooseKind(),
            "language" when bare => new ShowLanguages(),
            "language" when CommandWords.IsAutomatic(rest) => new SetLanguage(null),
            "language" when CommandWords.LanguageNamed(rest) is { } chosen => new SetLanguage(chosen),
            "help" or "hi" or "hello" or "hey" or "start" when bare => new Help(),
            // "Link: https://..." is an answer.
            "link" when isWritten || NamesTeams().IsMatch(rest) => LinkOf(rest),
            "unlink" when isWritten || NamesTeams().IsMatch(rest) => new Unlink(TeamList(rest)),
            "drill" or "drills" when bare => new ShowDrills(),
            "drill" when rest.Equals("stop", StringComparison.OrdinalIgnoreCase) => new StopDrill(),
            "drill" when rest.Equals("time", StringComparison.OrdinalIgnoreCase) => new PassDrillTime(),
            "drill" when isWritten && DrillShape().IsMatch(rest) => new StartDrill(rest.ToLowerInvariant()),
            "launch" or "launches" when bare => new ShowLaunches(),
            "launch" when isWritten && LaunchShape().IsMatch(rest) => new NamedLaunch(rest, Meant(said)),
            "links" when bare => new ShowLinks(),
            "fixes" when bare => new ShowFixes(),
            "settings" when bare => new ShowSettings(),
            "mute" when bare => new ShowMutes(),
            "mute" when MuteShape().Match(rest) is { Success: true } muted && CommandWords.MuteNamed(muted.Groups[1].Value) is { } kind => new SetMute(
                kind,
                DateOnly.TryParseExact(muted.Groups[2].Value, "yyyy-MM-dd", out var last) ? last : null
            ),
            "unmute" when bare => new Unmute(),
            "calendar" when bare => new ShowCalendar(IsNew: false),
            "calendar" when CommandWords.IsNew(rest) => new ShowCalendar(IsNew: true),
            "calendar" when CommandWords.IsOff(rest) => new EndCalendar(),
            "away" when bare => new ShowAway(),
            "away" when CommandWords.IsOff(rest) => new EndAway(),
            "away" when AwayOf(rest) is { } away => away,
            "i'm" or "i’m" or "im" when rest.Equals("back", StringComparison.OrdinalIgnoreCase) => new Back(),
            "i" when rest.Equals("am back", StringComparison.OrdinalIgnoreCase) => new Back(),
            "who" when WhoOnCallShape().Match(rest) is { Success: true } shape => new ShowOnCall(shape.Groups[1].Value is { Length: > 0 } of ? of : null),
            "on" when OnCallOf(rest) is { } onCall => onCall,
            "admins" or "administrators" when bare => new ShowAdministrators(),
            "add" when AfterAdmin(rest) is { } who => new AddAdministrator(who),
            "remove" when AfterAdmin(rest) is { } who => new RemoveAdministrator(who),
            "take" when TakeOverShape().Match(rest) is { Success: true } shape && EscalationId.TryParse(shape.Groups[1].Value, out var id) =>
                new TakeOverCommand(
                    id,
                    shape.Groups[2].Value.ToLowerInvariant() switch
                    {
                        "csm" => TakeOverAs.Csm,
                        "owner" => TakeOverAs.Owner,
                        _ => null,
                    },
                    shape.Groups[3].Value is { Length: > 0 } because ? because : null
                ),
            "take" when TakeOverStart().IsMatch(rest) => new TakeOverUnclear(),
            "back" when bare => new Back(),
            "skip" when bare => new Skip(),
            "keep" when bare => new Keep(),
            "proof" or "proofs" when bare => new ShowProof(),
            "again" when bare => new AskAgain(),
            "preview" when bare => new Preview(null),
            "preview" when EscalationId.TryParse(rest, out var id) => new Preview(id),
            "cancel" when bare => new Cancel(null),
            "cancel" when rest.Equals("yes", StringComparison.OrdinalIgnoreCase) => new Cancel(null, IsConfirmed: true),
            "cancel" or "withdraw" when EscalationId.TryParse(rest, out var id) => new Cancel(id),
            "cancel" or "withdraw" when WithdrawShape().Match(rest) is { Success: true } shape && EscalationId.TryParse(shape.Groups[1].Value, out var id) =>
                new Cancel(id, Because: shape.Groups[2].Value.Trim()),
            "handle" when HandleShape().Match(rest) is { Success: true } shape && EscalationId.TryParse(shape.Groups[1].Value, out var id) => new HandleMyself(
                id,
                shape.Groups[2].Value is { Length: > 0 } remark ? remark.Trim() : null
            ),
            "combine"
                when CombineShape().Match(rest) is { Success: true } shape
                    && EscalationId.TryParse(shape.Groups[1].Value, out var id)
                    && EscalationId.TryParse(shape.Groups[2].Value, out var other) => new Combine(id, other),
            "restore" when EscalationId.TryParse(rest, out var id) => new Restore(id),
            "edit" when bare => new Edit(null),
            "edit" when BriefSections.TryParse(rest, out var section) => new Edit(section),
            // More words, or lines, after it are notes that begin so.
            "account:" or "customer:" when !bare && Words(content) <= Interview.LongestAccountWords && !content.Contains('\n') => new Account(
                Thanks().Replace(content, "")
            ),
            "edit" when CommandWords.IsCustomer(rest) => new Account(""),
            // They are chosen on the card.
            "edit" when CommandWords.IsDecision(rest) => new Preview(null),
            "notes:" when !bare => new Notes(content),
            _ when EscalationId.TryParse(Asked(TypedText.Plain(said)), out var id) => new ShowStatus(id),
            _ => Meant(said),
        };
    }

    /// <summary>What is meant by words that are no command; an answer, as it was typed, where it may be one.</summary>
    private static ChatCommand Meant(string said) =>
        IntentReader.Read(said) switch
        {
            { Intent: Intent.Greeting or Intent.Help } => new Help(),
            { Intent: Intent.Thanks } thanks => new Thanked(thanks.Language ?? Language.English),
            { Intent: Intent.NewEscalation } => new Escalate(null, false),
            { Intent: Intent.Stop } => new Cancel(null),
            { Intent: Intent.Undo } => new Undo(),
            { Intent: Intent.Severities } => new ShowSeverities(),
            { Intent: Intent.WhoSees } => new ShowReaders(),
            { Intent: Intent.WhoHandles } who => new ShowWho(who.Rest, who.Language ?? Language.English),
            var meant => new FreeText(said, meant),
        };

    /// <summary>A text without "please" before it.</summary>
    private static string WithoutCourtesy(string text) => Asking().Replace(text, "");

    /// <summary>A text without "please:" before it, which belongs to the command; "please look into it" belongs to the text.</summary>
    public static string WithoutCourtesyOfCommand(string text) => CourtesyOfCommand().Replace(text, "");

    [GeneratedRegex(@"^(?:please|pls|bitte|por favor|s['’]il (?:te|vous) pla[iî]t)\s*:\s*(?=\S)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CourtesyOfCommand();

    /// <summary>What is asked for, without the words and marks of politeness around it.</summary>
    private static string Asked(string typed) => Thanks().Replace(Asking().Replace(typed.Trim(Around), ""), "").Trim(Around).TrimEnd(AtEnd);

    [GeneratedRegex(
        @"^[\s""'`*(]*(?:please|pls|kindly|bitte|por favor|s['’]il (?:te|vous) pla[iî]t)[\s,:]+(?=\S)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Asking();

    [GeneratedRegex(
        @"[\s,;–-]+(?:please|pls|bitte|por favor|s['’]il (?:te|vous) pla[iî]t|thanks|thank you|danke|merci|gracias|obrigad[oa])[\s.!?…""'`*)]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Thanks();

    [GeneratedRegex(@"^[\p{L}_]+(?:[ ,;-]+[\p{L}_]+){0,5}(?:\s+to\s+\S.*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex NamesTeams();

    /// <summary>How many words a text has, as a reader would count them.</summary>
    public static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary><c>call</c>, with a team behind it; or who is on call for it, from when until when; null for anything else.</summary>
    private static ChatCommand? OnCallOf(string rest)
    {
        if (
            OverrideShape().Match(rest) is { Success: true } shift
            && OnCallTalk.Time(shift.Groups["from"].Value) is { } from
            && OnCallTalk.Time(shift.Groups["to"].Value) is { } until
        )
        {
            return new OverrideShift(shift.Groups["team"].Value.Trim(), MentionMarks().Replace(shift.Groups["who"].Value, "").Trim(), from, until);
        }

        return OnCallShape().Match(rest) is { Success: true } shown ? new ShowOnCall(shown.Groups[1].Value is { Length: > 0 } of ? of : null) : null;
    }

    [GeneratedRegex(@"^(\p{L}+)(?:\s+(?:until|bis|jusqu['’]au|hasta|até)\s+(\S+))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MuteShape();

    /// <summary>Until when, and who covers; without a name where only the day is said.</summary>
    private static SetAway? AwayOf(string rest) =>
        AwayShape().Match(rest) is { Success: true } away ? new(away.Groups["day"].Value.Trim(), MentionMarks().Replace(away.Groups["who"].Value, "").Trim())
        : AwayUntil().IsMatch(rest) ? new(rest, "")
        : null;

    /// <summary>"I'm on holiday until Friday, Ana covers".</summary>
    [GeneratedRegex(
        @"^(?:i['’]?m\s+|i\s+am\s+|i\s+will\s+be\s+|i['’]ll\s+be\s+)?(?:away|on\s+(?:holidays?|vacation|leave)|out\s+of\s+(?:the\s+)?office|ooo)"
            + @"\s+((?:until|till)\s+.+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex AwaySentence();

    [GeneratedRegex(@"^(?:until|till|bis|jusqu['’](?:à|au)|hasta|até)\s+\S.{0,40}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AwayUntil();

    /// <summary>The words of all languages that are spoken here: a day after "until", a mark, and a name with "covers" before or after it.</summary>
    [GeneratedRegex(
        @"^(?:(?:until|till|bis(?:\s+zum)?|jusqu['’](?:à|au)|hasta(?:\s+el)?|até(?:\s+o|\s+a)?)\s+)?(?<day>[^,;]{2,40}?)\s*[,;]\s*(?<who>\S.{0,80}?)"
            + @"\s+(?:covers|is\s+covering|vertritt(?:\s+mich)?|(?:me\s+)?remplace|(?:me\s+)?cubre|(?:me\s+)?cobre|(?:me\s+)?substitui)\.?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex AwayShape();

    [GeneratedRegex(@"^is\s+on[\s-]?call(?:\s+now)?(?:\s+for\s+(\S.{0,60}))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhoOnCallShape();

    [GeneratedRegex(
        @"^call(?:\s+(?:(?:for|für|pour|para|de|por|do|da|en|em)\s+)?([\p{L}_][\p{L}_ ]{0,40}))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OnCallShape();

    /// <summary>The small words between are those of all languages that are spoken here.</summary>
    [GeneratedRegex(
        @"^call\s+(?:(?:for|für|pour|para|de|por|do|da|en|em)\s+)?(?<team>[^:]{1,80}):\s*(?<who>\S.{0,80}?)"
            + @"\s+(?:from|von|du|de|desde)\s+(?<from>\d{4}-\d\d-\d\d \d\d:\d\d)"
            + @"\s+(?:to|until|bis|au|a|hasta|até)\s+(?<to>\d{4}-\d\d-\d\d \d\d:\d\d)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OverrideShape();

    /// <summary>Who is named in <c>add admin @person</c>, without the marks of a mention; null when it is something else.</summary>
    private static string? AfterAdmin(string rest) =>
        AdminShape().Match(rest) is { Success: true } match ? MentionMarks().Replace(match.Groups["who"].Value, "").Trim() : null;

    [GeneratedRegex(@"^admin(istrator)?\s+(?<who>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AdminShape();

    [GeneratedRegex("</?at>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MentionMarks();

    /// <summary>"engineering" for this channel; "head_of_engineering to me" and "… to @person" for people.</summary>
    private static Link LinkOf(string rest)
    {
        if (ToShape().Match(rest) is not { Success: true } match)
        {
            return new(TeamList(rest), null);
        }

        var to = MentionMarks().Replace(match.Groups["to"].Value, "").Trim().TrimEnd('.', '!');
        return new(TeamList(match.Groups["teams"].Value), to.ToLowerInvariant() is "here" or "this channel" ? null : to);
    }

    [GeneratedRegex(@"^(?<teams>.*\S)\s+to\s+(?<to>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ToShape();

    private static string[] TeamList(string text) =>
        [.. text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(Teams)];

    /// <summary>"engineering and product" names two teams; "CS leadership" names one.</summary>
    private static IEnumerable<string> Teams(string part) => part.Split(" and ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(
        @"^over\s+(\S+?)[.!]?(?:\s+as\s+(?:its\s+)?(csm|owner)[.!]?)?(?:[,:]?\s+(?:because|since|:)\s+(.{1,500}))?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex TakeOverShape();

    [GeneratedRegex(
        @"^(ESC-\d{4}-\d+)\s*(?:[,:;.–—-]\s*(?:(?:because|since|as|reason)\b:?\s*)?|(?:because|since|as|reason)\b:?\s*)(\S[\s\S]{0,999})$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex WithdrawShape();

    /// <summary>The id, a word or two such as "myself" in any language, and behind a mark what they will do.</summary>
    [GeneratedRegex(
        @"^(ESC-\d{4}-\d+)(?:\s+[^\s:,;–—]{1,20}){0,2}\s*(?:[:,;–—]\s*(\S[\s\S]{0,999}))?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex HandleShape();

    /// <summary>Two ids, with a word between them in any language.</summary>
    [GeneratedRegex(@"^(ESC-\d{4}-\d+)\s+\p{L}{1,8}\s+(ESC-\d{4}-\d+)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CombineShape();

    /// <summary>The words alone, or with an id and a little that is not understood; a sentence that begins so is an answer.</summary>
    [GeneratedRegex(@"^over(\s+(it|this))?$|^over\s+ESC-\d{4}-\d+(\s+\S+){0,6}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex TakeOverStart();

    [GeneratedRegex(@"^(ESC-\d{4}-\d+)\s+to\s+(\S.*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex EscalateToShape();

    [GeneratedRegex(@"^study\s+(ESC-\d{4}-\d+)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CaseStudyShape();

    [GeneratedRegex(@"^escalations ([1-9]\d{0,2})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex MinePage();

    [GeneratedRegex(@"^[a-z][a-z-]*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex MatrixShape();

    /// <summary>A name with a dash: "drill failed" is an answer.</summary>
    [GeneratedRegex(@"^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DrillShape();

    /// <summary>A name of a few words.</summary>
    [GeneratedRegex(@"^[^\s\n]+(?: [^\s\n]+){0,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex LaunchShape();

    [GeneratedRegex(@"^\d{4}-\d{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex MonthShape();

    [GeneratedRegex(@"^\d{4}-[Ww]\d{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex WeekShape();
}

/// <summary>A command that only shows something: nothing changes.</summary>
internal abstract record ShowCommand : ChatCommand;

internal sealed record Escalate(string? Notes, bool Another) : ChatCommand;

/// <summary>
/// The word of a language that is also a verb, with few words behind it: "escalar al equipo antes del jueves" answers an open question, and
/// begins a brief where none is open.
/// </summary>
internal sealed record PerhapsEscalate(string Notes, FreeText Otherwise) : ChatCommand;

/// <summary>A wish to have it go to somebody: it is answered with who is next, and with the form that asks them.</summary>
/// <param name="Whom">As typed.</param>
internal sealed record EscalateTo(EscalationId Id, string Whom) : ShowCommand;

internal sealed record ShowStatus(EscalationId? Id) : ShowCommand;

/// <param name="Page">From 1.</param>
internal sealed record ListMine(int Page) : ShowCommand;

/// <summary>What is open in this place, or for this person.</summary>
/// <param name="Page">From 1: as much as fits in one message.</param>
internal sealed record ShowOpen(int Page) : ShowCommand;

/// <summary>Bring the card with its buttons here.</summary>
internal sealed record ShowCard(EscalationId Id) : ChatCommand;

internal sealed record ShowSummary(string? Week) : ShowCommand;

/// <param name="Month">As <c>2026-11</c>.</param>
internal sealed record ShowMonth(string Month) : ShowCommand;

/// <param name="Playbook">As it was named; null for the default one.</param>
internal sealed record ShowMatrix(string? Playbook) : ShowCommand;

/// <param name="Playbook">As it was named; null for the default one.</param>
internal sealed record ShowRunbook(string? Playbook) : ShowCommand;

/// <summary>Which playbooks there are, and how to begin under each.</summary>
internal sealed record ShowPlaybooks : ShowCommand;

/// <summary>Change which kind of matter the open brief is.</summary>
internal sealed record ChooseKind : ChatCommand;

internal sealed record Help : ShowCommand;

/// <param name="Language">Null for the one that they write in.</param>
internal sealed record SetLanguage(Language? Language) : ChatCommand;

internal sealed record ShowLanguages : ShowCommand;

internal sealed record Explain(EscalationId Id) : ShowCommand;

/// <summary>A blameless account of a closed one, to learn from.</summary>
/// <param name="Id">Null where none was named.</param>
internal sealed record ShowCaseStudy(EscalationId? Id) : ShowCommand;

/// <summary>What the severities mean, and how soon an answer comes.</summary>
internal sealed record ShowSeverities : ShowCommand;

/// <summary>Who reads what is written here.</summary>
internal sealed record ShowReaders : ShowCommand;

/// <param name="To">Who receives in person: <c>me</c>, or a name; null for the channel in which it is said.</param>
internal sealed record Link(IReadOnlyList<string> Teams, string? To) : ChatCommand;

internal sealed record Unlink(IReadOnlyList<string> Teams) : ChatCommand;

internal sealed record ShowLinks : ShowCommand;

/// <summary>Which launches there are.</summary>
internal sealed record ShowLaunches : ShowCommand;

/// <summary>The launch of this name, which is started where there is none and the name is written like one.</summary>
/// <param name="Otherwise">What was meant where it names none.</param>
internal sealed record NamedLaunch(string Name, ChatCommand Otherwise) : ChatCommand
{
    /// <summary>"launch is delayed" tells of a problem, "launch Orion" names one.</summary>
    public bool IsName => char.IsDigit(Name[0]) || (char.IsLetter(Name[0]) && !char.IsLower(Name[0]));
}

/// <summary>About drills.</summary>
internal abstract record DrillCommand : ChatCommand;

/// <summary>Which drills there are.</summary>
internal sealed record ShowDrills : DrillCommand;

internal sealed record StartDrill(string Name) : DrillCommand;

/// <summary>Let time pass in the drill.</summary>
internal sealed record PassDrillTime : DrillCommand;

/// <summary>End the drill, and see how it went.</summary>
internal sealed record StopDrill : DrillCommand;

/// <summary>What somebody can mute in their chat.</summary>
internal enum MuteKind
{
    Reminders,
    Updates,
}

/// <param name="Last">The last day; null where none was understood.</param>
internal sealed record SetMute(MuteKind Kind, DateOnly? Last) : ChatCommand;

/// <summary>What is muted, and until when.</summary>
internal sealed record ShowMutes : ShowCommand;

/// <summary>What can be set here, to be changed by presses.</summary>
internal sealed record ShowSettings : ShowCommand;

internal sealed record Unmute : ChatCommand;

/// <summary>The address of their feed of due dates; it is made where there is none.</summary>
/// <param name="IsNew">Whether one that is there shall open nothing any more.</param>
internal sealed record ShowCalendar(bool IsNew) : ChatCommand;

/// <summary>There shall be no feed.</summary>
internal sealed record EndCalendar : ChatCommand;

/// <summary>They are away for a while, and somebody covers.</summary>
/// <param name="Day">The last one, as it was typed.</param>
/// <param name="Who">As it was typed.</param>
internal sealed record SetAway(string Day, string Who) : ChatCommand;

/// <summary>They are back, whatever brief is open.</summary>
internal sealed record EndAway : ChatCommand;

/// <summary>Until when they are away, and for whom they cover.</summary>
internal sealed record ShowAway : ShowCommand;

/// <summary>What reviews have found to fix, and is open.</summary>
internal sealed record ShowFixes : ShowCommand;

/// <param name="Of">A team or role; null for all that have a rota.</param>
internal sealed record ShowOnCall(string? Of) : ShowCommand;

/// <summary>Somebody is on call in place of others for a while.</summary>
/// <param name="From">By the rota's clock.</param>
/// <param name="Until">By the rota's clock.</param>
internal sealed record OverrideShift(string Team, string Who, DateTime From, DateTime Until) : ChatCommand;

internal sealed record ShowAdministrators : ShowCommand;

internal sealed record AddAdministrator(string Who) : ChatCommand;

internal sealed record RemoveAdministrator(string Who) : ChatCommand;

/// <param name="As">Null for what fits.</param>
/// <param name="Because">Null when no reason was given.</param>
internal sealed record TakeOverCommand(EscalationId Id, TakeOverAs? As, string? Because) : ChatCommand;

/// <summary>Which one, or as what, was not understood.</summary>
internal sealed record TakeOverUnclear : ShowCommand;

/// <summary>What they said last of the open brief was wrong.</summary>
internal sealed record Undo : ChatCommand;

internal sealed record Back : ChatCommand;

internal sealed record Skip : ChatCommand;

internal sealed record Keep : ChatCommand;

/// <summary>Where do the facts of the open brief come from?</summary>
internal sealed record ShowProof : ShowCommand;

/// <summary>Let the model read it once more.</summary>
internal sealed record AskAgain : ChatCommand;

internal sealed record Preview(EscalationId? Id) : ChatCommand;

/// <param name="IsConfirmed">Whether they know what they throw away.</param>
internal sealed record Cancel(EscalationId? Id, bool IsConfirmed = false, string? Because = null) : ChatCommand;

internal sealed record Restore(EscalationId Id) : ChatCommand;

/// <param name="Remark">What they will do; null where they did not say.</param>
internal sealed record HandleMyself(EscalationId Id, string? Remark) : ChatCommand;

/// <param name="Id">The brief that ends for the other one.</param>
internal sealed record Combine(EscalationId Id, EscalationId Other) : ChatCommand;

internal sealed record Edit(BriefSection? Section) : ChatCommand;

internal sealed record Account(string Name) : ChatCommand;

internal sealed record Notes(string Text) : ChatCommand;

internal sealed record Thanked(Language Language) : ShowCommand;

/// <summary>Who handles it?</summary>
internal sealed record ShowWho(string Topic, Language Language) : ShowCommand;

/// <summary>Anything else.</summary>
/// <param name="Meant">What it may mean, where that depends on what is open; null for nothing known.</param>
internal sealed record FreeText(string Text, IntentFound? Meant = null) : ChatCommand;
