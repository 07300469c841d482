using System.Text.RegularExpressions;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Access;
using Escalations.Deadlines;
using Escalations.Intake;
using Escalations.Lifecycle;
using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;
using TextAnalysis.Intents;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>Answers what people say. Every text gets an answer; none is a dead end.</summary>
internal sealed partial class MessageHandler(
    IEscalations escalations,
    IEscalationQueries queries,
    IDirectory directory,
    WriteBrief brief,
    MoveEscalation move,
    LinkChannel link,
    TakeOver takeOver,
    CombineEscalations combine,
    Administrators administrators,
    ManageAdministrators administration,
    SayAnswer say,
    DirectAnswers direct,
    SummariseWeek weeks,
    SummariseMonth months,
    RunbookLinks runbookLinks,
    CalendarLinks calendarLinks,
    CalendarFeeds calendarFeeds,
    CardService cardService,
    EscalationAccess access,
    CardBuilder cardBuilder,
    OnCallTalk onCall,
    AwayTalk away,
    OpenFixes fixes,
    PlayDrills drills,
    LaunchTalk launches,
    IUserDirectory users,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    private const int LongestList = 200;

    private static readonly TimeSpan LongestMute = TimeSpan.FromDays(28);

    /// <summary>"It's commercial" names a kind of matter; "it is slow since they updated" tells of one.</summary>
    private const int MostWordsOfKind = 3;

    public Task HandleAsync(TurnContext caller, string text, CancellationToken cancel)
    {
        var said = ChatCommand.Parse(text, words => PlaybookIn(words).Named is not null);
        using var language = Speaking(LanguageOf(said, text, caller.IsPersonal));
        return DoAsync(caller with { IsQuestion = said is ShowCommand }, said, cancel);
    }

    private Task DoAsync(TurnContext caller, ChatCommand said, CancellationToken cancel)
    {
        var request = caller.Saying;
        return said switch
        {
            ShowStatus { Id: { } id } => ShowStatusAsync(caller, request, id, cancel),
            EscalateTo { Id: var id, Whom: var whom } => ShowNextAsync(caller, request, id, whom, cancel),
            Explain { Id: var id } => ExplainAsync(caller, request, id, cancel),
            ShowCaseStudy { Id: { } id } => ShowCaseStudyAsync(caller, request, id, cancel),
            ShowCaseStudy => SayAsync(request, caller, Words.Say("case.how"), cancel),
            ShowSeverities => ShowSeveritiesAsync(caller, request, cancel),
            ShowReaders => SayAsync(request, caller, Words.Say(caller.IsPersonal ? "readers.chat" : "readers.channel"), cancel),
            ShowSummary summary => ShowSummaryAsync(caller, request, summary.Week, cancel),
            ShowMonth { Month: var month } => ShowMonthAsync(caller, request, month, cancel),
            Link channel => LinkAsync(caller, request, channel, cancel),
            Unlink { Teams: var teams } => link.UnlinkAsync(request, teams, cancel),
            ShowLinks => ShowLinksAsync(caller, request, cancel),
            ShowFixes => ShowFixesAsync(caller, request, cancel),
            ShowLaunches or NamedLaunch { IsName: true } when !caller.IsPersonal && caller.Channel is null => SayAsync(
                request,
                caller,
                Answers.OnlyInChat,
                cancel
            ),
            ShowLaunches => ShowLaunchesAsync(caller, request, cancel),
            NamedLaunch named => LaunchAsync(caller, request, named, cancel),
            PerhapsEscalate perhaps => EscalateOrAnswerAsync(caller, perhaps, cancel),
            ShowOnCall { Of: var of } => ShowOnCallAsync(caller, request, of, cancel),
            OverrideShift shift => onCall.OverrideAsync(caller, request, shift, Named(caller, shift.Who), cancel),
            ShowOpen open => ShowOpenAsync(caller, request, open.Page, cancel),
            ShowCard { Id: var id } => ShowCardAsync(caller, request, id, cancel),
            ShowAdministrators => ShowAdministratorsAsync(caller, request, cancel),
            AddAdministrator { Who: var who } => administration.AddAsync(request, Named(caller, who), caller.Conversation, cancel),
            RemoveAdministrator { Who: var who } => administration.RemoveAsync(request, Named(caller, who), caller.Conversation, cancel),
            Thanked thanks => SayAsync(request, caller, Words.Say("thanks"), cancel),
            ShowWho who => ShowWhoAsync(caller, request, who, cancel),
            ShowMatrix { Playbook: null } => ShowMatrixAsync(caller, request, cancel),
            ShowMatrix { Playbook: { } asked } => PlaybookIn(asked).Named is { } playbook
                ? SayAsync(request, caller, CardBuilder.Matrix(playbook), cancel)
                : SayAsync(request, caller, $"{Words.Say("playbooks.unknown", CardFormat.Escape(asked))}\n\n{Answers.Playbooks(playbooks)}", cancel),
            ShowRunbook { Playbook: null } => ShowRunbookAsync(caller, request, playbooks.Default, cancel),
            ShowRunbook { Playbook: { } asked } => PlaybookIn(asked).Named is { } playbook
                ? ShowRunbookAsync(caller, request, playbook, cancel)
                : SayAsync(request, caller, $"{Words.Say("playbooks.unknown", CardFormat.Escape(asked))}\n\n{Answers.Playbooks(playbooks)}", cancel),
            SetMute mute when caller.IsPersonal => SetMuteAsync(caller, mute, cancel),
            Unmute when caller.IsPersonal => SetMutesAsync(caller, Contact(caller) with { RemindersMutedUntil = null, UpdatesMutedUntil = null }, cancel),
            ShowCalendar calendar when caller.IsPersonal => ShowCalendarAsync(caller, request, calendar.IsNew, cancel),
            EndCalendar when caller.IsPersonal => calendarFeeds.EndAsync(request, Words.Say("calendar.ended"), cancel),
            SetAway absence when caller.IsPersonal => SetAwayAsync(caller, absence, cancel),
            EndAway when caller.IsPersonal => away.EndAsync(caller, cancel),
            ShowAway when caller.IsPersonal => ShowAwayAsync(caller, request, cancel),
            Back when caller.IsPersonal && caller.Links.AwayAt(clock.GetUtcNow()).Of(caller.Person.Id) is not null => BackAsync(caller, request, cancel),
            ShowSettings when caller.IsPersonal => ShowSettingsAsync(caller, request, cancel),
            ShowSettings when caller.Channel is not null => SayAsync(request, caller, SetUp(caller), cancel),
            ShowMutes when caller.IsPersonal => SayAsync(request, caller, Mutes(Contact(caller)), cancel),
            SetLanguage { Language: var chosen } when caller.IsPersonal => SetLanguageAsync(caller, chosen, cancel),
            SetLanguage { Language: var chosen } when caller.Channel is not null => SetChannelLanguageAsync(caller, chosen, cancel),
            ShowLanguages => SayAsync(request, caller, Answers.Languages, cancel),
            TakeOverUnclear => SayAsync(request, caller, Answers.HowToTakeOver, cancel),
            TakeOverCommand over => takeOver.HandleAsync(request, over.Id, over.As, over.Because, cancel),
            var command => caller.IsPersonal ? InChatAsync(caller, request, command, cancel) : InPublicAsync(caller, request, command, cancel),
        };
    }

    /// <summary>What somebody says tells their language, unless they have chosen one; in public only what is said to the bot does.</summary>
    private static Language? LanguageOf(ChatCommand said, string text, bool isPersonal) =>
        said switch
        {
            Thanked thanks => thanks.Language,
            ShowWho who => who.Language,
            FreeText { Meant.Language: { } meant } => meant,
            _ => ChatCommand.LanguageOf(text) ?? (isPersonal ? LanguageGuesser.Certain(text) : null),
        };

    /// <summary>From here on the answer is in this language; as before where it is null, or where they have chosen one.</summary>
    private static IDisposable Speaking(Language? language) =>
        ReaderLanguage.Use(ReaderLanguage.IsChosen ? ReaderLanguage.Current : language ?? ReaderLanguage.Current, ReaderLanguage.IsChosen);

    /// <summary>Remembers the language that somebody wants; null for the one that they write in.</summary>
    private Task<Response> SetLanguageAsync(TurnContext caller, Language? chosen, CancellationToken cancel)
    {
        var contact = (caller.Changed ?? caller.Known)! with { Language = chosen };
        using var language = TurnContext.Speaking(contact);
        return SayAsync(caller with { Changed = contact }, Words.Say(chosen is null ? "language.automatic" : "language.set"), cancel);
    }

    /// <summary>The language of a channel is for those to say who may link it.</summary>
    private Task<Response> SetChannelLanguageAsync(TurnContext caller, Language? chosen, CancellationToken cancel) =>
        link.ChooseLanguageAsync(caller.Saying, caller.Channel!, chosen, SpokenIn(caller.Channel!, chosen), cancel);

    /// <summary>That a channel is written to in a language from now on, in that language.</summary>
    /// <param name="language">Null for English.</param>
    public static string SpokenIn(Channel channel, Language? language)
    {
        using var speaking = TurnContext.Speaking(channel with { Language = language });
        return Words.Say(language is null ? "language.channel.english" : "language.channel");
    }

    /// <summary>What can be set in a channel: which teams are reached there, and in which language.</summary>
    private OfferCard SetUp(TurnContext caller) => cardBuilder.WhichTeams(caller.Links.Bindings, caller.Channel!);

    private async Task<Response> ShowSettingsAsync(TurnContext caller, Request request, CancellationToken cancel)
    {
        var isAdministrator = await administrators.IncludesAsync(caller.Tenant, caller.Person, cancel);
        return await SayAsync(request, caller, cardBuilder.Settings(Contact(caller), caller.Links.Bindings, isAdministrator, clock.GetUtcNow()), cancel);
    }

    /// <summary>Keeps what somebody has chosen on the card of their settings; what was not offered changes nothing.</summary>
    /// <returns>What is so now.</returns>
    public async Task<CardModel> SaveSettingsAsync(TurnContext caller, ButtonData button, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var contact = Contact(caller);
        var code = button.Text("language");
        contact = contact with
        {
            Language = code switch
            {
                "auto" => null,
                null => contact.Language,
                _ => SentenceBook.LanguageOf(code) ?? contact.Language,
            },
            RemindersMutedUntil = Muted("reminders", contact.RemindersMutedUntil),
            UpdatesMutedUntil = Muted("updates", contact.UpdatesMutedUntil),
        };
        await say.HandleAsync((caller with { Changed = contact }).Showing, [], cancel);
        using var language = TurnContext.Speaking(contact);
        var isAdministrator = await administrators.IncludesAsync(caller.Tenant, caller.Person, cancel);
        return cardBuilder.Settings(contact, caller.Links.Bindings, isAdministrator, now, Words.Say("settings.saved"));

        DateTimeOffset? Muted(string field, DateTimeOffset? before) =>
            button.Text(field) switch
            {
                CardBuilder.NotMuted => null,
                { } days when CardBuilder.MuteDays.Contains(days) => Shifts.InstantOf(
                    IsoWeek.DayOf(now, ZoneOf(caller.TimeZone)).AddDays(int.Parse(days, System.Globalization.CultureInfo.InvariantCulture)).ToDateTime(default),
                    ZoneOf(caller.TimeZone)
                ),
                _ => before,
            };
    }

    private static Contact Contact(TurnContext caller) => (caller.Changed ?? caller.Known)!;

    /// <summary>Mutes a kind of lines until a day has ended; one without an end, or with a far one, would be forgotten.</summary>
    private Task<Response> SetMuteAsync(TurnContext caller, SetMute mute, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (
            mute.Last is not { } last
            || Shifts.InstantOf(last.AddDays(1).ToDateTime(default), ZoneOf(caller.TimeZone)) is var until && (until <= now || until > now + LongestMute)
        )
        {
            return SayAsync(caller, MuteHow(caller.TimeZone, now), cancel);
        }

        var contact = Contact(caller);
        return SetMutesAsync(
            caller,
            mute.Kind == MuteKind.Reminders ? contact with { RemindersMutedUntil = until } : contact with { UpdatesMutedUntil = until },
            cancel
        );
    }

    private Task<Response> SetMutesAsync(TurnContext caller, Contact contact, CancellationToken cancel) =>
        SayAsync(caller with { Changed = contact }, Mutes(contact), cancel);

    /// <summary>What is muted, and until when: so that no mute is forgotten.</summary>
    private string Mutes(Contact contact)
    {
        var now = clock.GetUtcNow();
        string[] lines =
        [
            .. contact.RemindersMutedUntil is { } reminders && reminders > now
                ? [Words.Say("mute.reminders", DueText.For(reminders, contact.TimeZone))]
                : Array.Empty<string>(),
            .. contact.UpdatesMutedUntil is { } updates && updates > now
                ? [Words.Say("mute.updates", DueText.For(updates, contact.TimeZone))]
                : Array.Empty<string>(),
        ];
        return lines.Length == 0 ? $"{Words.Say("mute.none")} {MuteHow(contact.TimeZone, now)}" : string.Join("\n\n", [.. lines, Words.Say("mute.end")]);
    }

    private static string MuteHow(string? zone, DateTimeOffset now) =>
        Words.Say("mute.how", LongestMute.Days, CardFormat.Iso(IsoWeek.DayOf(now, ZoneOf(zone)).AddDays(7)));

    /// <summary>A zone that is known; UTC in place of another one.</summary>
    private static string ZoneOf(string? zone) => zone is not null && Shifts.IsZone(zone) ? zone : "UTC";

    /// <summary>Says something in the conversation that a message came from.</summary>
    public Task<Response> SayAsync(TurnContext caller, string words, CancellationToken cancel) => SayAsync(caller.Saying, caller, words, cancel);

    /// <summary>What the person has raised, owns, or is asked about in person: what waits for them first, then the most severe.</summary>
    /// <param name="page">From 1.</param>
    public async Task<Response> ListMineAsync(TurnContext caller, Request request, CancellationToken cancel, int page = 1)
    {
        var raised = await queries.ListAsync(caller.Tenant, [], caller.Person.Id, LongestList, cancel);
        var open = new List<Escalation>();
        foreach (
            var escalation in raised
                .Where(e => !e.Status.IsEnded())
                .Concat((await access.OpenToAsync(caller.Viewer, cancel)).Where(e => e.Csm.Id != caller.Person.Id))
        )
        {
            open.Add((await access.ViewAtAsync(escalation, caller.Place, caller.Links, cancel)).Of(escalation));
        }

        return await SayAsync(
            request,
            caller,
            cardBuilder.Inbox(
                caller.Person,
                [
                    .. open.OrderBy(e => CardBuilder.WaitsFor(e, caller.Person, IsAsked) is null)
                        .ThenBy(e => e.Decision?.Severity ?? Severity.S4)
                        .ThenByDescending(e => e.Id.Year)
                        .ThenByDescending(e => e.Id.Number),
                ],
                [.. raised.Where(e => e.Status.IsEnded())],
                IsAsked,
                page,
                clock.GetUtcNow()
            ),
            cancel
        );

        bool IsAsked(Escalation escalation) =>
            escalation.Status == Status.Routed && TeamDirectory.OfTeams(escalation, playbooks.Of(escalation), caller.Links.Bindings).Contains(caller.Place);
    }

    public async Task<Response> ShowStatusAsync(TurnContext caller, Request request, EscalationId id, CancellationToken cancel)
    {
        if (await access.FindVisibleAsync(caller.Viewer, id, cancel) is not { Escalation: var escalation })
        {
            return await SayAsync(request, caller, Answers.Unknown(id), cancel);
        }

        var owner = escalation.Status.IsEnded() ? null : escalation.Work.Owner;
        var presences = owner is null ? null : await users.PresencesAsync(caller.Tenant, [owner.Id], cancel);
        return await SayAsync(
            request,
            caller,
            await cardService.StatusAsync(
                escalation,
                caller.Place,
                caller.Links,
                caller.IsPersonal ? caller.TimeZone : null,
                owner is not null && presences!.TryGetValue(owner.Id, out var presence) ? presence : null,
                caller.Channel,
                cancel
            ),
            cancel
        );
    }

    /// <summary>Everything open that somebody raised, owns or is asked about, or that a channel has: the most severe first, a page at a time.</summary>
    private async Task ShowOpenAsync(TurnContext caller, Request request, int page, CancellationToken cancel)
    {
        if (!caller.IsPersonal && caller.Channel is null)
        {
            await SayAsync(request, caller, Answers.OnlyInChat, cancel);
            return;
        }

        var here = await access.OpenToAsync(caller.Viewer, cancel);
        var rows = new List<string>();
        foreach (var escalation in here)
        {
            var late = escalation.Deadlines.Where(d => d.MetAt is null && !d.IsPaused).OrderBy(d => d.DueAt).FirstOrDefault();
            var line = late is null
                ? $"{escalation.Status.ReaderTitle()}."
                : Words.Say(
                    late.DueAt <= clock.GetUtcNow() ? "open.overdue" : "open.due",
                    escalation.Status.ReaderTitle(),
                    CardFormat.Escape(cardBuilder.WhatOf(late)),
                    DueText.For(late.DueAt, caller.IsPersonal ? caller.TimeZone : cardBuilder.ZoneOf(escalation))
                );
            if (TeamDirectory.PartsOfReader(caller.Place, escalation, playbooks.Of(escalation), caller.Links.Bindings).Count > 0)
            {
                line = Words.Say("open.reader", line);
            }

            rows.Add(
                MessageList.Row(
                    (await access.ViewAtAsync(escalation, caller.Place, caller.Links, cancel)).Of(escalation),
                    await cardService.LinkToAsync(escalation, caller.Place, caller.Links, cancel),
                    [line]
                )
            );
        }

        for (var before = 1; before < page && rows.Count > 0; before++)
        {
            rows.RemoveRange(0, MessageList.Fitting(rows));
        }

        await SayAsync(
            request,
            caller,
            rows.Count == 0
                ? page == 1
                    ? Words.Say("open.none")
                    : Words.Say("open.no_more")
                : MessageList.Of(
                    Words.Say("open.title", here.Count),
                    rows,
                    left => Words.Say("open.more", left, MessageList.Command(caller.Place, $"open {page + 1}")),
                    []
                ),
            cancel
        );
    }

    /// <summary>Brings the card down to here, where one may be.</summary>
    private async Task ShowCardAsync(TurnContext caller, Request request, EscalationId id, CancellationToken cancel)
    {
        if (await access.FindVisibleAsync(caller.Viewer, id, cancel) is not { Escalation: var escalation })
        {
            await SayAsync(request, caller, Answers.Unknown(id), cancel);
        }
        else if (access.HasCardIn(escalation, caller.Place, caller.Links))
        {
            await say.HandleAsync(request, [new(caller.Place, new CardUpdate(id, Fresh: true))], cancel);
        }
        else
        {
            await SayAsync(
                request,
                caller,
                await cardService.LinkToAsync(escalation, caller.Links, cancel) is { } url ? Words.Say("card.link", id, url) : Words.Say("card.no_link", id),
                cancel
            );
        }
    }

    /// <summary>Why each deadline is what it is.</summary>
    public async Task<Response> ExplainAsync(TurnContext caller, Request request, EscalationId id, CancellationToken cancel) =>
        await access.FindVisibleAsync(caller.Viewer, id, cancel) is { Escalation: var escalation }
            ? await SayAsync(
                request,
                caller,
                CardBuilder.Explain(
                    (await access.ViewAtAsync(escalation, caller.Place, caller.Links, cancel)).Of(escalation),
                    caller.IsPersonal ? caller.TimeZone : null
                ),
                cancel
            )
            : await SayAsync(request, caller, Answers.Unknown(id), cancel);

    /// <summary>What can be learnt from a closed one, without names (D075).</summary>
    private async Task<Response> ShowCaseStudyAsync(TurnContext caller, Request request, EscalationId id, CancellationToken cancel)
    {
        if (await access.FindVisibleAsync(caller.Viewer, id, cancel) is not { Escalation: var escalation })
        {
            return await SayAsync(request, caller, Answers.Unknown(id), cancel);
        }

        if (!CaseStudy.IsOf(escalation))
        {
            return await SayAsync(
                request,
                caller,
                Words.Say(
                    escalation.IsConfidential ? "case.confidential"
                        : escalation.Status == Status.Withdrawn ? "case.withdrawn"
                        : "case.not_closed",
                    id
                ),
                cancel
            );
        }

        // It is made to be passed on: not even who wrote a secret finds it in it.
        var reader =
            escalation.Csm.Id == caller.Person.Id
                ? new AudienceView(Audience.Full, escalation.Brief)
                : await access.ViewAtAsync(escalation, caller.Place, caller.Links, cancel);
        var history = reader.Of(await cardService.HistoryAsync(escalation, cancel));
        return await SayAsync(request, caller, Answers.Case(id, CaseStudy.Of(reader.Of(escalation), history, playbooks.Of(escalation))), cancel);
    }

    /// <summary>Who handles what.</summary>
    private async Task<Response> ShowMatrixAsync(TurnContext caller, Request request, CancellationToken cancel) =>
        await SayAsync(request, caller, CardBuilder.Matrix(await PlaybookHereAsync(caller, cancel)), cancel);

    /// <summary>What each severity means, and by when it is acknowledged.</summary>
    private async Task<Response> ShowSeveritiesAsync(TurnContext caller, Request request, CancellationToken cancel)
    {
        var playbook = await PlaybookHereAsync(caller, cancel);
        var lines = playbook.Severities.Select(level =>
            "- "
            + Words.Say(
                "severities.line",
                CardFormat.Of(level.Severity),
                CardFormat.Escape(playbook.InReaderLanguage(level.Meaning)),
                Terms.AsCounted(level.Acknowledge, level.Severity).InReaderLanguage()
            )
        );
        return await SayAsync(request, caller, $"{string.Join('\n', lines)}\n\n{Words.Say("severities.more")}", cancel);
    }

    /// <summary>The playbook of the brief that is open, or the default one.</summary>
    private async Task<Playbook> PlaybookHereAsync(TurnContext caller, CancellationToken cancel) =>
        caller.IsPersonal && await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel) is { } open ? playbooks.Of(open) : playbooks.Default;

    /// <summary>The page to print (B081); the matrix alone where there is no page.</summary>
    private async Task<Response> ShowRunbookAsync(TurnContext caller, Request request, Playbook playbook, CancellationToken cancel)
    {
        if (await access.IsGuestAsync(caller.Viewer, cancel))
        {
            return await SayAsync(request, caller, Words.Say("summary.guest"), cancel);
        }

        var title = CardFormat.Escape(playbook.InReaderLanguage(playbook.Title));
        return await SayAsync(
            request,
            caller,
            (
                runbookLinks.To(new(caller.Tenant, playbook.Version.Name, ReaderLanguage.Current)) is { } page
                    ? Words.Say("runbook.link", title, page)
                    : Words.Say("runbook.no_link")
            ) + (Pilots.SaidOf(playbook, clock.GetUtcNow()) is { } pilot ? $"\n\n{pilot}" : ""),
            CardBuilder.Matrix(playbook),
            cancel
        );
    }

    /// <summary>Who is next above: it goes up, never across (4D-8).</summary>
    private async Task<Response> ShowNextAsync(TurnContext caller, Request request, EscalationId id, string whom, CancellationToken cancel)
    {
        if (await access.FindVisibleAsync(caller.Viewer, id, cancel) is not { Escalation: var escalation })
        {
            return await SayAsync(request, caller, Answers.Unknown(id), cancel);
        }

        var assignment = escalation.Assignment;
        var rung = assignment.StillAbove.FirstOrDefault();
        var mayAsk = rung is not null && Transitions.OpenTo(escalation, access.AuthorityOf(request, escalation, caller.Links)).Contains(Move.AskHigher);
        var next =
            escalation.Status == Status.Draft ? Words.Say("next.draft", id)
            : escalation.Status.IsEnded() ? Words.Say("next.ended", id)
            : rung is null ? Words.Say("next.nobody", id)
            : Words.Say("next.rung", id, string.Join(Words.Say("and"), assignment.WithBeside(rung).Select(one => $"**{playbooks.TitlesOf([one])}**")));
        if (!IsKnown(whom, playbooks.Of(escalation)))
        {
            next = $"{Words.Say("next.unknown", CardFormat.Escape(CardFormat.Short(whom, 60)))} {next}";
        }

        if (!mayAsk)
        {
            return await SayAsync(request, caller, next, cancel);
        }

        var reader = await access.ViewAtAsync(escalation, caller.Place, caller.Links, cancel);
        return await SayAsync(request, caller, $"{next} {Words.Say("next.sooner")}", Forms.Higher(reader.Of(escalation), playbooks), cancel);
    }

    private const string To = "to|an|à|au|a|al|ao";

    [GeneratedRegex($@"^(?:{To})\s+(?!:)(\S+(?:\s+\S+){{0,4}}?)[.!?]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ToWhom();

    [GeneratedRegex($@"^(?:{To}|this|it|das|dies|cela|ça|esto|isso)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Towards();

    /// <summary>Whether a team or a role of a playbook is called so, with an article or without: "the CTO", "head_of_product".</summary>
    private bool IsKnown(string whom, Playbook playbook)
    {
        var said = whom.TrimEnd('.', '!', '?');
        var bare = said[(said.IndexOf(' ') + 1)..].TrimStart();
        return playbook.Teams.Any(team => playbooks.IsCalled(team.Key, said) || playbooks.IsCalled(team.Key, bare));
    }

    /// <summary>Begins a brief, or goes on with the one that is open.</summary>
    public async Task<Response> BeginAsync(TurnContext caller, Request request, bool another, CancellationToken cancel) =>
        !another && await OpenInterviewAsync(caller, cancel) is { } open
            ? await brief.ResumeAsync(request, open.Id, Words.Say("begin.still_open", open.Id), cancel)
            : await brief.BeginAsync(request, null, cancel);

    private async Task InChatAsync(TurnContext caller, Request request, ChatCommand command, CancellationToken cancel)
    {
        var named = command switch
        {
            Restore said => said.Id,
            HandleMyself said => said.Id,
            Combine said => said.Id,
            Cancel said => said.Id,
            Preview said => said.Id,
            _ => null,
        };
        if (named is { } about && await access.FindVisibleAsync(caller.Viewer, about, cancel) is null)
        {
            await SayAsync(request, caller, Answers.Unknown(about), cancel);
            return;
        }

        switch (command)
        {
            case Escalate { Notes: { } said } when PlaybookIn(said) is ({ } playbook, var after):
                await brief.BeginAsync(request, after, cancel, new(playbook));
                break;
            case ShowPlaybooks:
                await SayAsync(request, caller, Answers.Playbooks(playbooks), cancel);
                break;
            case Escalate { Notes: null } escalate:
                await BeginAsync(caller, request, escalate.Another, cancel);
                break;
            case Escalate { Notes: { } notes }:
                await EscalateNotesAsync(caller, request, notes, cancel);
                break;
            case ShowStatus:
                await ListMineAsync(caller, request, cancel);
                break;
            case ListMine mine:
                await ListMineAsync(caller, request, cancel, mine.Page);
                break;
            case DrillCommand:
                await SayAsync(request, caller, Words.Say("drill.off"), cancel);
                break;
            case Help:
                await SayAsync(request, caller, cardService.Help, cancel);
                break;
            case Restore restore:
                await move.HandleAsync(request, restore.Id, null, new Restored(), cancel);
                break;
            case HandleMyself said:
                await HandleMyselfAsync(caller, request, said, cancel);
                break;
            case Combine said:
                await combine.HandleAsync(request, said.Id, said.Other, null, null, cancel);
                break;
            case Cancel { Id: { } id } said:
                await WithdrawAsync(caller, request, id, said, cancel);
                break;
            case Preview { Id: { } id }:
                await brief.PreviewAsync(request, id, cancel);
                break;
            case FreeText freeText:
                await HearAsync(caller, request, freeText, cancel);
                break;
            default:
                await SteerAsync(caller, request, command, cancel);
                break;
        }
    }

    /// <summary>The playbook that the words name at their beginning, and what follows it; null for none.</summary>
    private (Playbook? Named, string? After) PlaybookIn(string said)
    {
        var words = said.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        var first = words[0].Trim(':', ',', '.').ToLowerInvariant();
        var named = playbooks.Live.FirstOrDefault(p => p.Version.Name == first || p.SaidAs.Contains(first));
        return (named, words.Length > 1 ? words[1].Trim() : null);
    }

    /// <summary>Commands that speak of the open brief.</summary>
    private async Task SteerAsync(TurnContext caller, Request request, ChatCommand command, CancellationToken cancel)
    {
        if (await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel) is not { Id: var id } draft)
        {
            await SayAsync(request, caller, Words.Say("no_brief"), cancel);
            return;
        }

        using var language = Speaking(InterviewWords.LanguageOf(draft));
        await (
            command switch
            {
                Back or Undo => brief.BackAsync(request, id, cancel),
                Skip => brief.SkipAsync(request, id, cancel),
                Keep => brief.KeepAsync(request, id, cancel),
                Preview => brief.PreviewAsync(request, id, cancel),
                ShowProof => SayAsync(request, caller, CardBuilder.Proofs(draft, null), cancel),
                AskAgain => brief.AskAgainAsync(request, id, cancel),
                Cancel said => WithdrawAsync(caller, request, id, said, cancel),
                Edit { Section: { } section } => brief.EditAsync(request, id, section, cancel),
                Account { Name.Length: > 0 } account => brief.NameAccountAsync(request, id, account.Name, cancel),
                Account => SayAsync(request, caller, Words.Say("account.how"), cancel),
                Notes notes => brief.TakeNotesAsync(request, id, notes.Text, cancel),
                ChooseKind => SayAsync(request, caller, Forms.Kind(draft, playbooks.Live), cancel),
                _ => SayAsync(
                    request,
                    caller,
                    Words.Say("edit.which", string.Join(", ", BriefSections.All.Select(s => DomainWords.InSentence(s.ReaderTitle())))),
                    cancel
                ),
            }
        );
    }

    /// <summary>Without a word of what they will do, it is asked for.</summary>
    private async Task HandleMyselfAsync(TurnContext caller, Request request, HandleMyself said, CancellationToken cancel)
    {
        if (
            said.Remark is null
            && await escalations.FindAsync(caller.Tenant, said.Id, cancel) is { Status: Status.Draft } draft
            && draft.Csm.Id == caller.Person.Id
        )
        {
            await SayAsync(request, caller, ChoiceForms.Handle(AudienceView.OfCsm(draft).Of(draft)), cancel);
        }
        else
        {
            await move.HandleAsync(request, said.Id, null, new HandledDirectly(said.Remark ?? ""), cancel);
        }
    }

    /// <summary>As the buttons do: a brief that holds something is not thrown away unasked, and a team is told why.</summary>
    private async Task WithdrawAsync(TurnContext caller, Request request, EscalationId id, Cancel said, CancellationToken cancel)
    {
        if (await escalations.FindAsync(caller.Tenant, id, cancel) is not { } escalation || escalation.Csm.Id != caller.Person.Id)
        {
            await move.HandleAsync(request, id, null, new Withdrawn(said.Because), cancel);
        }
        else if (escalation.Status == Status.Draft && !said.IsConfirmed && !Forms.IsEmpty(escalation))
        {
            await SayAsync(request, caller, Forms.Cancel(escalation), cancel);
        }
        else if (
            escalation.Status != Status.Draft
            && said.Because is null
            && Transitions.OpenTo(escalation, new(Actor.Human(caller.Person))).Contains(Move.Withdraw)
        )
        {
            await SayAsync(request, caller, Forms.Of(Move.Withdraw, escalation, default), cancel);
        }
        else
        {
            await move.HandleAsync(request, id, null, new Withdrawn(said.Because), cancel);
        }
    }

    /// <summary>Free text: what it means, an answer while a question is open, else notes or a problem to begin a brief from.</summary>
    private async Task HearAsync(TurnContext caller, Request request, FreeText said, CancellationToken cancel)
    {
        var text = said.Text;
        if (text.Length == 0)
        {
            await SayAsync(request, caller, Words.Say("files.unread"), cancel);
            return;
        }

        var draft = await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel);
        if (draft is { Brief.Form.IsKindOpen: true })
        {
            await KindAsync(caller, request, draft, said, cancel);
            return;
        }

        if (draft is not null && ReceiverIn(draft, text) is ({ } receiver, { } who))
        {
            await brief.NameReceiverAsync(request, draft.Id, receiver, Named(caller, who), caller.Conversation, cancel);
            return;
        }

        var open = draft is not null && Interview.NextFor(draft.Brief) is not null ? draft : null;
        using var language = Speaking(said.Meant?.Language ?? LanguageGuesser.Certain(text) ?? (draft is null ? null : InterviewWords.LanguageOf(draft)));
        var incomplete = draft is not null && !Interview.IsComplete(draft.Brief) ? draft : null;
        if (said.Meant is { } meant && await ActAsync(caller, request, said.Text, meant, draft, incomplete, cancel))
        {
            return;
        }

        if (open is not null)
        {
            var isUntouched = open.Brief.Passages.Count == 0 && open.Draft.Notes.Count == 0;
            var isBeingRead = open.IsBeingRead(clock.GetUtcNow()) && open.Brief.Passages.Count == 0;
            await (
                (isUntouched && (LooksLikeNotes(text) || HasManyLines(text))) || isBeingRead
                    ? brief.TakeNotesAsync(request, open.Id, text, cancel)
                    : brief.AnswerAsync(request, open.Id, text, cancel)
            );
        }
        else if (
            LooksLikeNotes(text)
            || (
                said.Meant is not { Intent: Intent.NotKnown or Intent.QuestionBack }
                && (LanguageGuesser.ForeignOf(text) is not null || Topics.TellsOfProblem(text) || OtherThanUsual(text) is not null)
            )
        )
        {
            await OfferAsync(caller, request, text, cancel);
        }
        else if (WebAddress.IsAllOf(text))
        {
            await SayAsync(request, caller, Words.Say("address_only"), cancel);
        }
        else if (draft is not null)
        {
            await SayAsync(
                request,
                caller,
                IsName(text)
                    ? Words.Say("ready.customer", draft.Id, CardFormat.Account(draft), CardFormat.Escape(text.TrimEnd('.', '?', '!')))
                    : Words.Say("ready", draft.Id),
                cancel
            );
        }
        else
        {
            await SayAsync(request, caller, Words.Say("not_understood"), cancel);
        }
    }

    /// <summary>Long enough to be notes; a script without spaces is counted by its characters.</summary>
    private static bool LooksLikeNotes(string text)
    {
        const int LettersOfWord = 20;
        var words = ChatCommand.Words(text);
        return words > ChatCommand.NotesFromWords || (text.Length > ChatCommand.NotesFromWords * 3 && words * LettersOfWord < text.Length);
    }

    /// <summary>More than a headline, which is what is asked for first.</summary>
    private static bool HasManyLines(string text) => text.Trim().Count(c => c == '\n') > 1;

    /// <summary>A kind of another playbook than the usual one, as which a text reads; null for none.</summary>
    private OtherKind? OtherThanUsual(string text) =>
        OtherKinds.In(text, playbooks.Live.Where(playbook => playbook.Version.Name != playbooks.Default.Version.Name));

    /// <summary>A few words that begin with a capital.</summary>
    private static bool IsName(string text) =>
        ChatCommand.Words(text) <= Interview.LongestAccountWords / 2 && !text.Contains('\n') && char.IsUpper(text[0]) && text.Any(char.IsLetter);

    /// <summary>Does what free words mean, as far as that can be told from what is open.</summary>
    /// <param name="draft">The brief that is worked on.</param>
    /// <param name="open">The same while a section is missing; null when it can be routed.</param>
    /// <returns>False when they may be an answer, or anything else.</returns>
    private async Task<bool> ActAsync(
        TurnContext caller,
        Request request,
        string text,
        IntentFound meant,
        Escalation? draft,
        Escalation? open,
        CancellationToken cancel
    )
    {
        switch (meant.Intent)
        {
            case Intent.AskStatus when meant.Rest.Length == 0:
                await ListMineAsync(caller, request, cancel);
                return true;
            case Intent.AskStatus or Intent.Find when EscalationId.TryParse(meant.Rest, out var id):
                await ShowStatusAsync(caller, request, id, cancel);
                return true;
            case Intent.AskStatus or Intent.Find:
                var found = await access.SearchAsync(caller.Viewer, meant.Rest, inWholeBrief: open is null, cancel);

                // "Find the cause by Friday" answers a question, and "Search 3" may be a name; "find Acme" does not. So may "what about ..." that is
                // not asked.
                if (
                    open is not null
                    && found.Count == 0
                    && (
                        meant.Intent == Intent.Find
                            ? ChatCommand.Words(meant.Rest) > 1 || Interview.NextFor(open.Brief) is { Section: null }
                            : !text.TrimEnd().EndsWith('?')
                    )
                )
                {
                    return false;
                }

                await SayAsync(request, caller, await FoundAsync(caller, meant.Rest, found, cancel), cancel);
                return true;
            case Intent.Route when open is not null:
                var missing = Interview.Missing(open.Brief).Select(q => DomainWords.InSentence(q.ReaderTitle())).ToList();
                await brief.ResumeAsync(request, open.Id, Words.Say("route.incomplete", Words.List(missing)), cancel);
                return true;
            case Intent.Route when draft is not null:
                await brief.ResumeAsync(request, draft.Id, Words.Say("route.decide"), cancel);
                return true;
            case Intent.Severity when open is not null:
                await brief.ResumeAsync(request, open.Id, Words.Say("severity.later"), cancel);
                return true;
            case Intent.Severity when draft is not null:
                var level = playbooks.Of(draft).Severities.First(s => text.Contains((char)('1' + (int)s.Severity), StringComparison.Ordinal));
                await brief.ResumeAsync(request, draft.Id, Words.Say("severity.decide", CardFormat.Of(level.Severity)), cancel);
                return true;
            case Intent.Category
                when draft is not null
                    && open is null
                    && ChatCommand.Words(meant.Rest) <= MostWordsOfKind
                    && Topics.CategoryOf(meant.Rest, playbooks.Of(draft)) is { } category:
                await brief.ResumeAsync(request, draft.Id, Words.Say("category.decide", playbooks.Of(draft).InReaderLanguage(category.Title)), cancel);
                return true;
            default:
                return false;
        }
    }

    /// <summary>While it is open which kind of matter it is, words name one, or they are notes that are read later.</summary>
    private Task<Response> KindAsync(TurnContext caller, Request request, Escalation draft, FreeText said, CancellationToken cancel)
    {
        var (playbook, text) = (playbooks.Of(draft), said.Text);
        var isShort = ChatCommand.Words(text) <= MostWordsOfKind;
        return isShort && Topics.CategoryOf(text, playbook) is { } kind ? brief.ChooseKindAsync(request, draft.Id, playbook.Version.Name, kind.Key, cancel)
            : isShort || said.Meant is not null ? SayAsync(request, caller, Forms.Kind(draft, [playbook]), cancel)
            : brief.TakeNotesAsync(request, draft.Id, text, cancel);
    }

    /// <summary>Whom the words name for a role that is named for each matter: "counterpart lead: Ana Silva". Null for none.</summary>
    private (string? Receiver, string? Who) ReceiverIn(Escalation draft, string text)
    {
        var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        var said = Folding.Squeeze(parts[0]);
        var role =
            parts.Length < 2 || text.Contains('\n')
                ? null
                : playbooks
                    .Of(draft)
                    .Teams.FirstOrDefault(team =>
                        team.IsNamed
                        && new[] { team.Title, team.Key.Replace('_', ' '), playbooks.InReaderLanguage(team.Title) }.Any(name => Folding.Squeeze(name) == said)
                    );
        return (role?.Key, parts.Length < 2 ? null : parts[1]);
    }

    /// <summary>What was found for some words, or that nothing was; what may not be seen is not found either.</summary>
    private async Task<string> FoundAsync(TurnContext caller, string words, IReadOnlyList<Escalation> found, CancellationToken cancel)
    {
        var rows = new List<string>();
        foreach (var escalation in found)
        {
            rows.Add(
                MessageList.Row(
                    escalation,
                    await cardService.LinkToAsync(escalation, caller.Place, caller.Links, cancel),
                    [
                        CardFormat.Escape(CardFormat.Short(CardFormat.Headline(escalation), 120)) + ",",
                        $"{DomainWords.InSentence(escalation.Status.ReaderTitle())}.",
                    ]
                )
            );
        }

        var sought = CardFormat.Escape(CardFormat.Short(words, 80));
        return rows.Count == 0
            ? Words.Say("find.none", sought)
            : MessageList.Of(Words.Say("find.found", rows.Count, sought), rows, left => Words.Say("find.more", left), []);
    }

    /// <summary>Who handles something, as the playbook says; all of it where the words name nothing of it.</summary>
    private Task<Response> ShowWhoAsync(TurnContext caller, Request request, ShowWho said, CancellationToken cancel)
    {
        var playbook = playbooks.Default;
        if (Topics.TeamOf(said.Topic, playbook) is { } team && playbook.Categories.Where(c => c.RoutesTo.Contains(team.Key)).ToList() is { Count: > 0 } theirs)
        {
            var kinds = Words.List([.. theirs.Select(c => $"**{playbook.InReaderLanguage(c.Title)}**")]);
            return SayAsync(request, caller, Words.Say("who.team", playbook.InReaderLanguage(team.Title), kinds), cancel);
        }

        if (Topics.CategoryOf(said.Topic, playbook) is not { } category)
        {
            return SayAsync(request, caller, CardBuilder.Matrix(playbook), cancel);
        }

        var teams = Words.List([.. category.RoutesTo.Select(t => playbook.InReaderLanguage(playbook.FindTeam(t)!.Title))]);
        return SayAsync(
            request,
            caller,
            Words.Say(
                "who.one",
                CardFormat.Escape(CardFormat.Short(said.Topic, 80)),
                teams,
                playbook.InReaderLanguage(category.Title),
                playbook.InReaderLanguage(category.Trigger)
            ),
            cancel
        );
    }

    private async Task EscalateNotesAsync(TurnContext caller, Request request, string notes, CancellationToken cancel)
    {
        if (await OpenInterviewAsync(caller, cancel) is not { } open)
        {
            // "Escalate to the CEO" tells nothing of the matter.
            await (
                ToWhom().Match(notes) is { Success: true } match
                    ? SayAsync(request, caller, Words.Say("begin.to_whom", CardFormat.Escape(match.Groups[1].Value)), cancel)
                    : brief.BeginAsync(request, notes, cancel)
            );
        }
        else if (Towards().IsMatch(notes) && (open.Brief.Passages.Count > 0 || open.Draft.Notes.Count > 0))
        {
            // "Escalate to their VP by Friday" is an answer, not a command; "escalate Beta GmbH: export is broken" is another matter.
            await brief.AnswerAsync(request, open.Id, $"Escalate {notes}", cancel);
        }
        else if (open.Brief.Passages.Count == 0 && open.Draft.Notes.Count == 0)
        {
            await brief.TakeNotesAsync(request, open.Id, notes, cancel);
        }
        else
        {
            await OfferAsync(caller, request, notes, cancel);
        }
    }

    private async Task OfferAsync(TurnContext caller, Request request, string notes, CancellationToken cancel)
    {
        var draft = await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel);
        var foreign = LanguageGuesser.ForeignOf(notes);
        var title =
            foreign is not null ? "offer.foreign"
            : LooksLikeNotes(notes) ? "offer.notes"
            : "offer.problem";
        var shown = CardFormat.Escape(CardFormat.Short(notes, 160));
        var text = Words.Say("offer.text", shown, ChatCommand.Words(notes));
        if (OtherThanUsual(notes) is { } other && (other.Category.IsConfidential || !Topics.TellsOfProblem(notes)))
        {
            text +=
                "\n\n"
                + Words.Say(
                    other.Category.IsConfidential ? "offer.confidential" : "offer.other",
                    CardFormat.Escape(other.Playbook.InReaderLanguage(other.Category.Title)),
                    $"`{Runbook.BeginOf(other.Playbook, isDefault: false)}`"
                );
        }

        var offer = new OfferCard(
            Words.Say(title),
            foreign is null ? text : $"{InterviewWords.CannotRead(foreign)}\n\n{text}",
            [
                new(Words.Say("offer.start"), Verbs.UseNotes, "positive"),
                .. draft is null
                    ? Array.Empty<Button>()
                    : [new(Words.Say("offer.add", draft.Id), Verbs.AddNotes, "default", draft.Id.ToString(), draft.Version)],
                new(Words.Say("offer.drop"), Verbs.DropNotes),
            ]
        )
        {
            Summary = Words.Say(title),
        };
        await brief.KeepNotesAsync(request, notes, new OutboxMessage(caller.ReplyTo, cardService.Keep(offer)), cancel);
    }

    /// <summary>In channels and group chats others read along: what is said there shows nothing private.</summary>
    private async Task InPublicAsync(TurnContext caller, Request request, ChatCommand command, CancellationToken cancel)
    {
        switch (command)
        {
            case Help or FreeText { Text.Length: 0 }:
                await SayAsync(request, caller, Words.Say("channel.help"), cancel);
                break;
            default:
                await SayAsync(request, caller, Answers.OnlyInChat, cancel);
                break;
        }
    }

    private Task<Response> LinkAsync(TurnContext caller, Request request, Link said, CancellationToken cancel)
    {
        if (said is { Teams: [], To: null } && caller.Channel is not null)
        {
            return SayAsync(request, caller, SetUp(caller), cancel);
        }

        var person = said.To switch
        {
            null => null,
            "me" or "Me" or "ME" => new InPerson(null),
            var who => new InPerson(Named(caller, who)),
        };
        return link.HandleAsync(request, said.Teams, person, caller.Conversation, cardService.Wish, cancel);
    }

    /// <summary>Who is linked to what, and what has changed lately.</summary>
    private async Task ShowLinksAsync(TurnContext caller, Request request, CancellationToken cancel)
    {
        if (await access.IsGuestAsync(caller.Viewer, cancel))
        {
            await SayAsync(request, caller, Words.Say("links.guest"), cancel);
            return;
        }

        var (bindings, unreachable) = await directory.LinksAsync(caller.Tenant, cancel);
        var changes = (await directory.DirectoryChangesAsync(caller.Tenant, 10, cancel)).ToList();
        var names = new Dictionary<string, string>();
        var channels = await directory.ChannelsAsync(caller.Tenant, cancel);
        foreach (
            var channelId in bindings
                .Select(b => b.ChannelId)
                .Concat(changes.SelectMany(c => new[] { c.ChannelId, c.FormerChannelId }))
                .OfType<string>()
                .Distinct()
        )
        {
            names[channelId] = CardFormat.Place(channels.FirstOrDefault(c => c.ChannelId == channelId), channels);
        }

        await SayAsync(
            request,
            caller,
            cardBuilder.Links(bindings, changes, unreachable, id => names.GetValueOrDefault(id, Words.Say("place.a_channel"))),
            cancel
        );
    }

    private async Task ShowFixesAsync(TurnContext caller, Request request, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        List<string> rows =
        [
            .. (await fixes.VisibleAsync(caller.Viewer, cancel)).Select(one =>
                $"- {one.Of.Id} · {CardFormat.Account(one.Of)}: {CardBuilder.Fix(one.Fix, today)}"
            ),
            .. await launches.FixesAsync(caller, today, cancel),
        ];
        await SayAsync(
            request,
            caller,
            rows is { Count: > 0 } open
                ? MessageList.Of(Words.Say("fixes.title", open.Count), open, left => Words.Say("fixes.more", left), [])
                : Words.Say("fixes.none"),
            cancel
        );
    }

    private async Task ShowLaunchesAsync(TurnContext caller, Request request, CancellationToken cancel) =>
        await SayAsync(request, caller, await launches.ListAsync(caller, cancel), cancel);

    private async Task EscalateOrAnswerAsync(TurnContext caller, PerhapsEscalate said, CancellationToken cancel) =>
        await DoAsync(
            caller,
            caller.IsPersonal && await OpenInterviewAsync(caller, cancel) is not null ? said.Otherwise : new Escalate(said.Notes, false),
            cancel
        );

    /// <summary>Shows a launch, or starts one where the words name one; while a question is open, a name that is new is its answer.</summary>
    private async Task LaunchAsync(TurnContext caller, Request request, NamedLaunch said, CancellationToken cancel)
    {
        if (await launches.FindAsync(caller, said.Name, cancel) is { } card)
        {
            await SayAsync(request, caller with { IsQuestion = true }, card, cancel);
        }
        else if (said.IsName && !(caller.IsPersonal && await OpenInterviewAsync(caller, cancel) is not null))
        {
            await launches.StartAsync(caller, request, said.Name, cancel);
        }
        else
        {
            await DoAsync(caller with { IsQuestion = said.Otherwise is ShowCommand }, said.Otherwise, cancel);
        }
    }

    /// <summary>The address of their feed, where there can be one.</summary>
    private async Task<Response> ShowCalendarAsync(TurnContext caller, Request request, bool isNew, CancellationToken cancel)
    {
        if (await access.IsGuestAsync(caller.Viewer, cancel))
        {
            return await SayAsync(request, caller, Words.Say("links.guest"), cancel);
        }

        return calendarLinks.To(caller.Tenant, new(caller.Person.Id, "")) is null
            ? await SayAsync(request, caller, Words.Say("calendar.none"), cancel)
            : await calendarFeeds.KeepAsync(
                request,
                isNew,
                feed => Words.Say(isNew ? "calendar.renewed" : "calendar.link", calendarLinks.To(caller.Tenant, feed)!),
                cancel
            );
    }

    private async Task<Response> SetAwayAsync(TurnContext caller, SetAway said, CancellationToken cancel) =>
        await away.BeginAsync(caller, said, Named(caller, said.Who), cancel) ?? await SayAsync(caller, away.How(caller.TimeZone), cancel);

    private async Task ShowAwayAsync(TurnContext caller, Request request, CancellationToken cancel) =>
        await SayAsync(
            request,
            caller,
            await access.IsGuestAsync(caller.Viewer, cancel) ? Words.Say("links.guest") : await away.WhoAsync(caller, cancel),
            cancel
        );

    /// <summary>Whoever writes a brief goes back in it; anybody else is back.</summary>
    private async Task BackAsync(TurnContext caller, Request request, CancellationToken cancel)
    {
        if (await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel) is null)
        {
            await away.EndAsync(caller, cancel);
        }
        else
        {
            await InChatAsync(caller, request, new Back(), cancel);
        }
    }

    private async Task ShowOnCallAsync(TurnContext caller, Request request, string? of, CancellationToken cancel) =>
        await SayAsync(request, caller, await onCall.WhoAsync(caller, of, cancel), cancel);

    private async Task ShowAdministratorsAsync(TurnContext caller, Request request, CancellationToken cancel)
    {
        var isGuest = await access.IsGuestAsync(caller.Viewer, cancel);
        var all = isGuest ? [] : await administrators.ListAsync(caller.Tenant, cancel);
        await SayAsync(request, caller, Answers.Administrators(all, administrators.IsConfigured, isGuest), cancel);
    }

    /// <summary>Whom the words mean: the one person that is mentioned in the message, else the name as it is written.</summary>
    private static NamedPerson Named(TurnContext caller, string who) => new(who, caller.Mentions is [var only] ? only.Id : null);

    private async Task ShowSummaryAsync(TurnContext caller, Request request, string? week, CancellationToken cancel)
    {
        if (await WhyNoSummaryAsync(caller, cancel) is { } refusal)
        {
            await SayAsync(request, caller, refusal, cancel);
            return;
        }

        var report = await weeks.HandleAsync(caller.Tenant, week, cancel);
        await (
            report.Summary is { } summary
                ? SayAsync(request, caller, cardBuilder.Summary(summary, report.Week, await fixes.CountAsync(caller.Tenant, cancel)), cancel)
                : SayAsync(request, caller, report.Refusal ?? Words.Say("not_understood"), cancel)
        );
    }

    private async Task ShowMonthAsync(TurnContext caller, Request request, string month, CancellationToken cancel)
    {
        if (await WhyNoSummaryAsync(caller, cancel) is { } refusal)
        {
            await SayAsync(request, caller, refusal, cancel);
            return;
        }

        var report = await months.HandleAsync(caller.Tenant, month, cancel);
        await (
            report.Review is { } review
                ? SayAsync(
                    request,
                    caller,
                    CardBuilder.Month(review, await fixes.CountAsync(caller.Tenant, cancel), await drills.CountAsync(caller.Tenant, cancel, review.Month)),
                    cancel
                )
                : SayAsync(request, caller, report.Refusal ?? Words.Say("not_understood"), cancel)
        );
    }

    /// <summary>Why somebody may not read what is made for leadership; null where they may.</summary>
    private async Task<string?> WhyNoSummaryAsync(TurnContext caller, CancellationToken cancel) =>
        !await access.MaySeeSummaryAsync(caller.Viewer, cancel) ? Words.Say("summary.leadership")
        : await access.IsGuestAsync(caller.Viewer, cancel) ? Words.Say("summary.guest")
        : null;

    private async Task<Escalation?> OpenInterviewAsync(TurnContext caller, CancellationToken cancel) =>
        await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel) is { } draft && !Interview.IsComplete(draft.Brief) ? draft : null;

    /// <inheritdoc cref="SayAsync(TurnContext, string, CancellationToken)"/>
    public Task<Response> SayAsync(TurnContext caller, CardModel model, CancellationToken cancel) => SayAsync(caller.Saying, caller, model, cancel);

    private Task<Response> SayAsync(Request request, TurnContext caller, CardModel model, CancellationToken cancel) =>
        SayAsync(request, caller, cardService.Keep(model), cancel);

    private Task<Response> SayAsync(Request request, TurnContext caller, string words, CancellationToken cancel) =>
        SayAsync(request, caller, new TextMessage(words), cancel);

    /// <summary>Words and a card below them: one answer, of which no half is sent.</summary>
    private Task<Response> SayAsync(Request request, TurnContext caller, string words, CardModel model, CancellationToken cancel) =>
        say.HandleAsync(request, [new(caller.ReplyTo, new TextMessage(words)), new(caller.ReplyTo, cardService.Keep(model))], cancel);

    private async Task<Response> SayAsync(Request request, TurnContext caller, MessageContent what, CancellationToken cancel)
    {
        if (!caller.IsQuestion)
        {
            return await say.HandleAsync(request, [new(caller.ReplyTo, what)], cancel);
        }

        await direct.SayAsync(caller, what, cancel);
        return new();
    }
}
