using System.Globalization;
using System.Text.Json;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Access;
using Escalations.Intake;
using Escalations.Lifecycle;
using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;
using TextAnalysis.Facts;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>Does what a pressed button asks for, and shows what is so afterwards. A press on an old card shows the new one.</summary>
internal sealed class CardActionHandler(
    IEscalations escalations,
    MessageHandler messageHandler,
    WriteBrief brief,
    RouteEscalation route,
    CombineEscalations combine,
    FindSimilar findSimilar,
    MoveEscalation move,
    CheckFacts facts,
    TakeOver takeOver,
    FindPerson findPerson,
    TimeProvider clock,
    ReleaseSentences release,
    LinkChannel link,
    SayAnswer say,
    CardService cardService,
    EscalationAccess access,
    CardBuilder cardBuilder,
    CardActionParser moves,
    IUserDirectory users,
    GiveFeedback feedback,
    LaunchTalk launches,
    ReviewTalk reviews,
    PlaybookCatalog playbooks
)
{
    private static string Unreadable => Words.Say("button_unread");

    public async Task<CardActionResult> HandleAsync(TurnContext caller, string? verb, JsonElement data, CancellationToken cancel)
    {
        var button = new ButtonData(data);
        var request = caller.Showing;
        switch (verb ?? button.Verb)
        {
            case not null when button.IsTooLong:
                return CardActionResult.Say(Words.Say("button.too_long", ButtonData.LongestInput));
            case Verbs.Begin:
                await messageHandler.BeginAsync(caller, request with { ReplyTo = caller.ReplyTo }, false, cancel);
                return CardActionResult.Say(Words.Say("did.begin"));
            case Verbs.Mine:
                await messageHandler.ListMineAsync(caller, request, cancel);
                return CardActionResult.Say(Words.Say("did.mine"));
            case Verbs.AddNotes
            or Verbs.Status
            or Verbs.Explain when button.Id is { } about && await access.FindVisibleAsync(caller.Viewer, about, cancel) is null:
                return CardActionResult.Say(Answers.Unknown(about));
            case Verbs.Status when button.Id is { } id:
                await messageHandler.ShowStatusAsync(caller, request, id, cancel);
                return CardActionResult.Say(Words.Say("did.status", id));
            case Verbs.Reference when button.Id is { } id:
                return caller.Viewer.IsAlone && await access.FindVisibleAsync(caller.Viewer, id, cancel) is { Escalation: { IsConfidential: false } referred }
                    ? CardActionResult.Show(await cardService.ReferredAsync(referred, caller, cancel))
                    : CardActionResult.Say(Answers.Unknown(id));
            case Verbs.Feedback:
                return await FeedbackAsync(caller, button, cancel);
            case Verbs.NotNow:
                return CardActionResult.Show(Remark(Words.Say("did.not_now")));
            case Verbs.Explain when button.Id is { } id:
                await messageHandler.ExplainAsync(caller, request, id, cancel);
                return CardActionResult.Say(Words.Say("did.reasons"));
            case Verbs.UseNotes:
                return Note(await brief.UseKeptNotesAsync(request, null, cancel), Words.Say("did.notes"));
            case Verbs.AddNotes when button.Id is { } id:
                return Note(await brief.UseKeptNotesAsync(request, id, cancel), Words.Say("did.notes_added", id));
            case Verbs.DropNotes:
                return Note(await brief.DropKeptNotesAsync(request, cancel), Words.Say("did.right"));
            case Verbs.SaveSettings when caller.IsPersonal:
                return CardActionResult.Show(await messageHandler.SaveSettingsAsync(caller, button, cancel));
            case Verbs.Link
                when caller.Channel is { } here
                    && SentenceBook.LanguageOf(button.Text("language")) is { } spoken
                    && spoken != (here.Language ?? Language.English):
                return await SpeakAsync(caller, here, spoken, verb, data, cancel);
            case Verbs.Link when button.Text("teams") is { Length: > 0 } teams:
                return Note(await link.HandleAsync(request, teams.Split(','), null, caller.Conversation, cardService.Wish, cancel), Words.Say("did.done"));
            case Verbs.Link:
                return CardActionResult.Say(Words.Say("setup.choose"));
            case Verbs.BeginReview:
                return await reviews.BeginAsync(caller, button, cancel);
            case { } launch when LaunchTalk.Knows(launch):
                return await launches.HandleAsync(caller, launch, button, cancel);
            case Verbs.ConfirmLink or Verbs.DeclineLink when button.Text("id") is { } wish:
                return Note(await link.DecideAsync(request, wish, (verb ?? button.Verb) == Verbs.ConfirmLink, cancel), Words.Say("did.done"));
            case { } known when button is { Id: { } id, Seen: { } seen }:
                return await OnEscalationAsync(caller, known, id, seen, button, cancel);
            default:
                return CardActionResult.Say(Unreadable);
        }
    }

    /// <summary>A channel's language, as its card of settings says; and then the teams that are chosen there too.</summary>
    private async Task<CardActionResult> SpeakAsync(
        TurnContext caller,
        Channel channel,
        Language language,
        string? verb,
        JsonElement data,
        CancellationToken cancel
    )
    {
        var now = channel with { Language = language };
        var request = caller.Showing with { Delivery = caller.Delivery is { } delivery ? $"{delivery}|language" : null };
        var set = await link.ChooseLanguageAsync(request, channel, language, MessageHandler.SpokenIn(channel, language), cancel);
        if (set.IsRefusal || new ButtonData(data).Text("teams") is not { Length: > 0 })
        {
            return Note(set, Words.Say("did.done"));
        }

        using var speaking = TurnContext.Speaking(now);
        return await HandleAsync(caller with { Channel = now, ChannelBefore = now }, verb, data, cancel);
    }

    /// <summary>A button of an older client, which cannot be answered in place: what would be shown there is said in the conversation.</summary>
    public async Task HandleSubmitAsync(TurnContext caller, JsonElement data, CancellationToken cancel)
    {
        var result = await HandleAsync(caller, null, data, cancel);
        var answer = caller.Showing with { Delivery = caller.Delivery is { } delivery ? $"{delivery}|shown" : null };
        await say.HandleAsync(
            answer,
            [
                new(
                    caller.ReplyTo,
                    // A feedback card would be kept with its ticket, beside whose it is.
                    result.Model
                        is { } model
                            and not FeedbackCard
                        ? cardService.Keep(model)
                        : new TextMessage(result.Note ?? result.Model?.Summary ?? Words.Say("did.done"))
                ),
            ],
            cancel
        );
    }

    /// <summary>The answer is in no transaction of anything else; the card comes back, so that it can be changed.</summary>
    private async Task<CardActionResult> FeedbackAsync(TurnContext caller, ButtonData button, CancellationToken cancel)
    {
        var ticket = button.Text("ticket");
        var (given, read) = await feedback.HandleAsync(
            caller.Tenant,
            caller.Person.Id,
            ticket,
            question => button.Number(CardBuilder.IdOf(question)),
            button.Line("said"),
            cancel
        );
        return given switch
        {
            FeedbackGiven.Refused => CardActionResult.Say(Words.Say("feedback.refused")),
            FeedbackGiven.TooLate => CardActionResult.Show(Remark(Words.Say("feedback.too_late"))),
            _ => CardActionResult.Show(cardBuilder.Feedback(read!.Playbook, ticket!, read.Until, button.Text, counts: given == FeedbackGiven.Kept)),
        };
    }

    private async Task<CardActionResult> OnEscalationAsync(
        TurnContext caller,
        string verb,
        EscalationId id,
        int seen,
        ButtonData button,
        CancellationToken cancel
    )
    {
        var found = await access.FindVisibleAsync(caller.Viewer, id, cancel);
        if (
            found is not { Escalation: var escalation }
            || (
                caller.Channel is null
                && escalation.Work.Owner?.Id != caller.Person.Id
                && !access.HasCardIn(escalation, new ToPerson(caller.Person.Id), caller.Links)
            )
        )
        {
            return CardActionResult.Say(
                found is { Escalation: var handedOn } && !caller.IsGuest && handedOn.FormerCsms.Contains(caller.Person.Id)
                    ? Words.Say("other_csm", CardFormat.Escape(handedOn.Csm.Name), id)
                    : Answers.Unknown(id)
            );
        }

        using var language = IsCsm(caller, escalation) ? ReaderLanguage.Use(InterviewWords.LanguageOf(escalation), ReaderLanguage.IsChosen) : null;
        return await OnFoundAsync(caller with { Found = found }, verb, escalation, seen, button, cancel) with { Found = found };
    }

    private async Task<CardActionResult> OnFoundAsync(
        TurnContext caller,
        string verb,
        Escalation escalation,
        int seen,
        ButtonData button,
        CancellationToken cancel
    )
    {
        var id = escalation.Id;
        return verb switch
        {
            Verbs.Show => CardActionResult.Show(await ViewAsync(caller, escalation, null, cancel)),
            Verbs.Back or Verbs.Skip or Verbs.Keep or Verbs.Preview or Verbs.Resume => await OnQuestionAsync(caller, verb, escalation, seen, cancel),
            Verbs.Cancel or Verbs.CancelDraft => await AskToCancelAsync(caller, escalation, null, cancel),
            Verbs.ConfirmCancel when await HasMovedOnAsync(escalation, seen, cancel) => await AskToCancelAsync(
                caller,
                escalation,
                Words.Say("cancel.changed"),
                cancel
            ),
            _ when IsForm(verb) && IsCsm(caller, escalation) && await HasMovedOnAsync(escalation, seen, cancel) => CardActionResult.Show(
                await ViewAsync(caller, escalation, Words.Say("no_harm.card", id), cancel)
            ),
            Verbs.AskEdit => IsTheirDraft(caller, escalation)
                ? CardActionResult.Show(CardBuilder.Edit(Shown(escalation)))
                : CardActionResult.Show(
                    await ViewAsync(caller, escalation, escalation.Status == Status.Draft ? Words.Say("edit.csm_only") : Words.Say("edit.routed", id), cancel)
                ),
            Verbs.SaveEdit => await AfterAsync(
                caller,
                id,
                await brief.SaveFormAsync(caller.Showing, id, button.Text("account"), Sections(button), cancel),
                cancel
            ),
            Verbs.AskCheck => CardActionResult.Show(
                IsTheirDraft(caller, escalation) ? Forms.Check(Shown(escalation)) : await ViewAsync(caller, escalation, Words.Say("check.routed", id), cancel)
            ),
            Verbs.Check
                when escalation.Version == seen
                    && IsTheirDraft(caller, escalation)
                    && CheckFacts.ClashIn(escalation.Brief, Forms.Checked(escalation.Brief, button.Text)) is { } clash => CardActionResult.Show(
                Forms.Check(Shown(escalation), button.Text, clash)
            ),
            Verbs.Check => await AfterAsync(
                caller,
                id,
                await facts.HandleAsync(caller.Showing, id, seen, Forms.Checked(escalation.Brief, button.Text), Forms.Settled(escalation, button.Text), cancel),
                cancel
            ),
            Verbs.AskRelease => CardActionResult.Show(
                IsTheirDraft(caller, escalation)
                    ? Forms.Release(Shown(escalation), playbooks.Of(escalation))
                    : await ViewAsync(caller, escalation, Words.Say("release.routed", id), cancel)
            ),
            Verbs.Release when IsTheirDraft(caller, escalation) => await AfterAsync(
                caller,
                id,
                await release.HandleAsync(caller.Showing, id, seen, Forms.Released(button.Text), cancel),
                cancel
            ),
            Verbs.AskPlace => CardActionResult.Show(
                IsTheirDraft(caller, escalation) && Forms.Place(Shown(escalation), button.Text("place")) is { } form
                    ? form
                    : await ViewAsync(caller, escalation, Words.Say("no_harm.placed"), cancel)
            ),
            Verbs.Place when Forms.Placed(button.Text("place")) is var (sentence, section) => await AfterAsync(
                caller,
                id,
                await brief.PlaceAsync(caller.Showing, id, sentence, section, cancel),
                cancel
            ),
            Verbs.AskChecklist => CardActionResult.Show(
                IsTheirDraft(caller, escalation) && playbooks.Of(escalation) is var playbook && playbook.ChecklistOf(escalation) is { } checklist
                    ? Forms.Checklist(Shown(escalation), playbook, checklist)
                    : await ViewAsync(caller, escalation, null, cancel)
            ),
            Verbs.Checklist when IsTheirDraft(caller, escalation) && playbooks.Of(escalation).ChecklistOf(escalation) is { } asked => await ChecklistAsync(
                caller,
                escalation,
                asked,
                button,
                cancel
            ),
            Verbs.Kind => Note(
                await brief.ChooseKindAsync(
                    caller.Showing,
                    id,
                    button.Text("kind")?.Split('/')[0],
                    button.Text("kind")?.Split('/').ElementAtOrDefault(1),
                    cancel
                ),
                button.Text("kind") is { } kind ? Words.Say("kind.chosen", KindTitle(kind)) : Words.Say("kind.title")
            ),
            Verbs.AskAgain => await AfterAsync(caller, id, await brief.AskAgainAsync(caller.Showing, id, cancel), cancel),
            Verbs.Proof when IsTheirDraft(caller, escalation) => await ProveAsync(caller, escalation, button, cancel),
            Verbs.AskHandle when IsTheirDraft(caller, escalation) => CardActionResult.Show(ChoiceForms.Handle(Shown(escalation))),
            Verbs.AskCombine when IsTheirDraft(caller, escalation) => CardActionResult.Show(await AskToCombineAsync(caller, escalation, button, cancel)),
            Verbs.Combine when EscalationId.TryParse(button.Text("other"), out var other) => await AfterAsync(
                caller,
                id,
                await combine.HandleAsync(caller.Showing, id, other, seen, button.Line("because"), cancel),
                cancel
            ),
            Verbs.AskHandle or Verbs.AskCombine => CardActionResult.Show(
                await ViewAsync(caller, escalation, Words.Say("moved_on", id, DomainWords.InSentence(escalation.Status.ReaderTitle())), cancel)
            ),
            Verbs.Route => await RouteAsync(caller, escalation, seen, button, cancel),
            _ when CardActionParser.Asked(verb) is { } asked => CardActionResult.Show(await FormAsync(caller, escalation, asked, cancel)),
            Verbs.TakeOver => await AfterAsync(caller, id, await takeOver.HandleAsync(caller.Showing, id, TakeOverAs.Csm, null, cancel), cancel),
            Verbs.Update or Verbs.UpdateAnyway => await UpdateAsync(caller, escalation, seen, button, verb == Verbs.UpdateAnyway, cancel),
            Verbs.Acknowledge when moves.Acknowledged(caller, escalation, button) is var (taken, problem) => problem is null
                ? await AfterAsync(caller, id, await move.HandleAsync(caller.Showing, id, seen, taken, cancel), cancel)
                : CardActionResult.Show(await ViewAsync(caller, escalation, problem, cancel)),
            Verbs.HandOver when moves.HandedOver(caller, escalation, button, await NamedAsync(caller, button, cancel)) is var (offered, problem) =>
                await FilledInAsync(caller, escalation, seen, button, Move.HandOver, offered, problem, cancel),
            Verbs.Resolve when moves.Resolution(escalation, button) is var (resolution, problem) => await FilledInAsync(
                caller,
                escalation,
                seen,
                button,
                Move.Resolve,
                resolution is null ? [] : [resolution],
                problem,
                cancel
            ),
            Verbs.Record when moves.Recorded(escalation, button) is var (recorded, problem) => await FilledInAsync(
                caller,
                escalation,
                seen,
                button,
                Move.LogDecision,
                recorded,
                problem,
                cancel
            ),
            Verbs.Advise when moves.Read(caller, verb, escalation, button) is { What: { } advice } => await FilledInAsync(
                caller,
                escalation,
                seen,
                button,
                Move.Advise,
                [advice],
                null,
                cancel
            ),
            Verbs.Wait when moves.Read(caller, verb, escalation, button) is var (wait, problem) => await FilledInAsync(
                caller,
                escalation,
                seen,
                button,
                Move.HoldReminders,
                wait is null ? [] : [wait],
                problem,
                cancel
            ),
            Verbs.AcceptShift => await AfterAsync(
                caller,
                id,
                await move.HandleAsync(caller.Showing, id, seen, KeepOnCall.AcceptedBy(escalation, caller.Person), cancel),
                cancel
            ),
            Verbs.Review or Verbs.ReviewAnyway => await ReviewAsync(caller, escalation, seen, button, verb == Verbs.ReviewAnyway, cancel),
            Verbs.FixDone when Fixed(escalation, button) is { } done => await AfterAsync(
                caller,
                id,
                await move.HandleAsync(caller.Showing, id, seen, done, cancel),
                cancel
            ),
            Verbs.FixDone when escalation.Outcome.OpenFixes.Any() => CardActionResult.Show(
                await FormAsync(caller, escalation, Move.TickFix, cancel, problem: Words.Say("fix.choose"))
            ),
            Verbs.FixDone => CardActionResult.Show(await ViewAsync(caller, escalation, Words.Say("fix.all_done"), cancel)),
            Verbs.Push when CardActionParser.Cause(button) is { } cause => await AfterAsync(
                caller,
                id,
                await move.PushAsync(caller.Showing, id, seen, new(cause, button.Line("because")), cancel),
                cancel
            ),
            Verbs.OtherPath when CardActionParser.Cause(button) is { } cause => await AfterAsync(
                caller,
                id,
                await move.TakeBackAsync(caller.Showing, id, seen, new(cause, button.Line("because")), withdraw: button.Text("path") == "withdraw", cancel),
                cancel
            ),
            Verbs.Higher when button.Text("rung") is { Length: > 0 } rung => await RefilledAsync(
                caller,
                escalation,
                button,
                Move.AskHigher,
                await move.AskHigherAsync(caller.Showing, id, seen, rung, button.Line("because") ?? "", cancel),
                cancel
            ),
            Verbs.ChangeSeverity when Severities.TryParse(button.Text("severity"), out var level) => await AfterAsync(
                caller,
                id,
                await move.ReclassifyAsync(caller.Showing, id, seen, level, button.Line("because") ?? "", cancel),
                cancel
            ),
            _ => await MoveAsync(caller, verb, escalation, seen, button, cancel),
        };
    }

    /// <summary>Buttons of the interview speak of the question they stand under.</summary>
    private async Task<CardActionResult> OnQuestionAsync(TurnContext caller, string verb, Escalation escalation, int seen, CancellationToken cancel)
    {
        var id = escalation.Id;
        if (escalation.Status != Status.Draft)
        {
            return CardActionResult.Show(
                await ViewAsync(caller, escalation, Words.Say("question.closed", id, DomainWords.InSentence(escalation.Status.ReaderTitle())), cancel)
            );
        }

        var request = caller.Showing;
        if (verb is Verbs.Back or Verbs.Skip or Verbs.Keep && await HasMovedOnAsync(escalation, seen, cancel))
        {
            var words = CardBuilder.Question(escalation) is null ? Words.Say("no_harm.complete") : Words.Say("no_harm.question");
            return Note(await brief.ResumeAsync(request, id, words, cancel), words);
        }

        return verb switch
        {
            Verbs.Back => Note(await brief.BackAsync(request, id, cancel), Words.Say("did.back")),
            Verbs.Skip => Note(await brief.SkipAsync(request, id, cancel), Words.Say("did.skipped")),
            Verbs.Keep => Note(await brief.KeepAsync(request, id, cancel), Words.Say("did.kept")),
            Verbs.Preview => Note(await brief.PreviewAsync(request, id, cancel), Words.Say("did.preview")),
            _ => Note(await brief.ResumeAsync(request with { ReplyTo = null }, id, Words.Say("did.go_on"), cancel), Words.Say("did.go_on")),
        };
    }

    /// <summary>Whether a person has done something since a card was drawn; what a writer did in the meantime asks no other question.</summary>
    private async Task<bool> HasMovedOnAsync(Escalation escalation, int seen, CancellationToken cancel) =>
        seen != escalation.Version && (await cardService.HistoryAsync(escalation, cancel)).Any(e => e.Sequence > seen && e.By.IsHuman);

    /// <summary>Before a brief is thrown away its CSM sees what it holds; an empty one goes without a word.</summary>
    private async Task<CardActionResult> AskToCancelAsync(TurnContext caller, Escalation escalation, string? first, CancellationToken cancel) =>
        !IsTheirDraft(caller, escalation)
            ? CardActionResult.Show(
                await ViewAsync(
                    caller,
                    escalation,
                    escalation.Status == Status.Draft
                        ? Words.Say("cancel.csm_only")
                        : Words.Say("cancel.no_draft", escalation.Id, DomainWords.InSentence(escalation.Status.ReaderTitle())),
                    cancel
                )
            )
        : Forms.IsEmpty(escalation)
            ? await AfterAsync(caller, escalation.Id, await move.HandleAsync(caller.Showing, escalation.Id, null, new Withdrawn(null), cancel), cancel)
        : CardActionResult.Show(Forms.Cancel(escalation, first));

    /// <summary>Whether a button opens a form, which would show more than the card did on which it was pressed.</summary>
    private static bool IsForm(string verb) =>
        verb is Verbs.AskEdit or Verbs.AskCheck or Verbs.AskRelease or Verbs.AskPlace or Verbs.AskHandle or Verbs.AskCombine
        || CardActionParser.Asked(verb) is not null;

    private static bool IsCsm(TurnContext caller, Escalation escalation) => caller.IsPersonal && caller.Person.Id == escalation.Csm.Id;

    /// <summary>As its CSM reads it.</summary>
    private static Escalation Shown(Escalation escalation) => AudienceView.OfCsm(escalation).Of(escalation);

    private string KindTitle(string kind) =>
        kind.Split('/') is [var name, .. var rest] && playbooks.Find(name) is { } playbook
            ? playbook.InReaderLanguage(playbook.FindCategory(rest.FirstOrDefault())?.Title ?? playbook.Title)
            : kind;

    private static bool IsTheirDraft(TurnContext caller, Escalation escalation) =>
        escalation.Status == Status.Draft && caller.IsPersonal && caller.Person.Id == escalation.Csm.Id;

    private async Task<CardActionResult> ProveAsync(TurnContext caller, Escalation escalation, ButtonData button, CancellationToken cancel)
    {
        BriefSection? section = BriefSections.All.Where(s => s.Key() == button.Text("section")).Select(s => (BriefSection?)s).FirstOrDefault();
        await say.HandleAsync(caller.Showing, [new(caller.ReplyTo, cardService.Keep(CardBuilder.Proofs(Shown(escalation), section)))], cancel);
        return CardActionResult.Say(Words.Say("did.proof"));
    }

    /// <summary>Looks again: what could be combined when the card was drawn may have ended.</summary>
    private async Task<CardModel> AskToCombineAsync(TurnContext caller, Escalation escalation, ButtonData button, CancellationToken cancel)
    {
        var open = (await findSimilar.HandleAsync(escalation, caller.Links, cancel)).Where(similar => similar.IsOpen).ToList();
        return EscalationId.TryParse(button.Text("other"), out var chosen) && open.Exists(similar => similar.Escalation.Id == chosen)
            ? ChoiceForms.Combine(Shown(escalation), open, chosen)
            : await ViewAsync(caller, escalation, Words.Say("combine.gone"), cancel);
    }

    private async Task<CardActionResult> RouteAsync(TurnContext caller, Escalation escalation, int seen, ButtonData button, CancellationToken cancel)
    {
        var category = playbooks.Of(escalation).FindCategory(button.Text("category"))?.Key;
        Severity? severity = Severities.TryParse(button.Text("severity"), out var level) ? level : null;
        var because = button.Text("because");
        var context = button.Line("context");
        var trigger = button.Text("trigger");
        var outcome = await route.HandleAsync(caller.Showing, escalation.Id, seen, category, severity, because, context, trigger, cancel);
        return
            outcome is { IsRefusal: true, Change.After: { Status: Status.Draft } decided }
            && playbooks.Of(decided).ChecklistOf(decided) is { } checklist
            && checklist.OpenIn(decided).Count > 0
            ? CardActionResult.Show(Forms.Checklist(Shown(decided), playbooks.Of(decided), checklist, problem: outcome.Say))
            : await AfterAsync(caller, escalation.Id, outcome, cancel, new ReviewSelection(category, severity, because, context, trigger));
    }

    private async Task<CardActionResult> ChecklistAsync(
        TurnContext caller,
        Escalation escalation,
        Checklist checklist,
        ButtonData button,
        CancellationToken cancel
    )
    {
        var written = Forms.Written(checklist, button);
        return Forms.NoAnswers(playbooks.Of(escalation), checklist, written) is { } problem
            ? CardActionResult.Show(Forms.Checklist(Shown(escalation), playbooks.Of(escalation), checklist, button.Text, problem))
            : await AfterAsync(caller, escalation.Id, await brief.AnswerChecklistAsync(caller.Showing, escalation.Id, checklist, written, cancel), cancel);
    }

    /// <summary>Whom a name means that was written where nobody can be chosen; null where none was written.</summary>
    private async Task<FoundPerson?> NamedAsync(TurnContext caller, ButtonData button, CancellationToken cancel) =>
        button.Line("name") is { } name ? await findPerson.HandleAsync(caller.Tenant, new(name, null), null, cancel) : null;

    /// <summary>What those who may report are asked for.</summary>
    private IReadOnlyList<Report> ReportsOf(Escalation escalation, HashSet<Move> open) =>
        open.Contains(Move.Report) ? playbooks.Of(escalation).FindCategory(escalation.Decision?.Category)?.Reports ?? [] : [];

    /// <summary>Does what a form says; what is refused comes back as it was filled in.</summary>
    /// <param name="asked">The move whose form it is.</param>
    /// <param name="problem">Why the form says nothing that can be done; null when it does.</param>
    private async Task<CardActionResult> FilledInAsync(
        TurnContext caller,
        Escalation escalation,
        int seen,
        ButtonData button,
        Move asked,
        IReadOnlyList<EscalationEvent> what,
        string? problem,
        CancellationToken cancel
    )
    {
        var outcome = problem is null
            ? await move.HandleAsync(caller.Showing, escalation.Id, seen, what, cancel)
            : new Response { IsRefusal = true, Say = problem };
        return await RefilledAsync(caller, escalation, button, asked, outcome, cancel);
    }

    /// <summary>What came of a form; where it was refused, the form as it was filled in.</summary>
    private async Task<CardActionResult> RefilledAsync(
        TurnContext caller,
        Escalation escalation,
        ButtonData button,
        Move asked,
        Response outcome,
        CancellationToken cancel
    )
    {
        return outcome.IsRefusal && OpenTo(caller, escalation).Contains(asked)
            ? CardActionResult.Show(await FormAsync(caller, escalation, asked, cancel, button.Text, outcome.Say))
            : await AfterAsync(caller, escalation.Id, outcome, cancel);
    }

    private HashSet<Move> OpenTo(TurnContext caller, Escalation escalation) =>
        Transitions.OpenTo(escalation, access.AuthorityOf(caller.Showing, escalation, caller.Links)).ToHashSet();

    private async Task<CardActionResult> MoveAsync(
        TurnContext caller,
        string verb,
        Escalation escalation,
        int seen,
        ButtonData button,
        CancellationToken cancel
    )
    {
        var (what, problem) = moves.Read(caller, verb, escalation, button);
        if (what is null)
        {
            return problem is null ? CardActionResult.Say(Unreadable) : CardActionResult.Show(await ViewAsync(caller, escalation, problem, cancel));
        }

        return await AfterAsync(caller, escalation.Id, await move.HandleAsync(caller.Showing, escalation.Id, seen, what, cancel), cancel);
    }

    /// <param name="written">What was written into a field, by its id, when the form comes back; null at first.</param>
    /// <param name="problem">Why it comes back.</param>
    private async Task<CardModel> FormAsync(
        TurnContext caller,
        Escalation escalation,
        Move asked,
        CancellationToken cancel,
        Func<string, string?>? written = null,
        string? problem = null
    )
    {
        var open = OpenTo(caller, escalation);
        if (!open.Contains(asked))
        {
            return await ViewAsync(caller, escalation, Words.Say("moved_on", escalation.Id, DomainWords.InSentence(escalation.Status.ReaderTitle())), cancel);
        }

        var reader = await access.ViewAtAsync(escalation, caller.Place, caller.Links, cancel);
        var read = reader.Of(escalation);
        IReadOnlyList<Person> others = [.. (caller.Channel?.Eligible() ?? []).Where(person => person.Id != escalation.Work.Owner?.Id)];
        return asked switch
        {
            Move.Update => Forms.Update(read),
            Move.HoldReminders => Forms.Wait(read, open.Contains(Move.Pause) && escalation.Work.Pause is null, moves.Today(escalation), written, problem),
            Move.Resolve => Forms.Resolve(read, playbooks.Of(escalation), written, problem),
            Move.LogDecision => Forms.Record(read, ReportsOf(escalation, open), caller.Person, moves.Today(escalation), written, problem),
            Move.Advise => Forms.Advice(read, written, problem),
            Move.TickFix => Forms.Fix(read, problem),
            Move.AskHigher => Forms.Higher(read, playbooks, written, problem),
            Move.Review => Forms.Review(read, await cardService.ReviewDraftAsync(reader, escalation, cancel)),
            Move.HandOver => Forms.HandOver(
                read,
                others,
                await users.PresencesAsync(caller.Tenant, [.. Forms.Offered(others).Select(m => m.Id)], cancel),
                written,
                problem
            ),
            _ => Forms.Of(asked, read, moves.Today(escalation)),
        };
    }

    private async Task<CardActionResult> UpdateAsync(
        TurnContext caller,
        Escalation escalation,
        int seen,
        ButtonData button,
        bool anyway,
        CancellationToken cancel
    )
    {
        var soon = button.Text("soon");
        var answers = new UpdateAnswers(
            button.Line("known") ?? "",
            button.Line("unknown"),
            button.Line("next") ?? "",
            button.Line("nextUpdate") ?? "",
            button.Line("meanwhile")
        );
        var reader = await access.ViewAtAsync(escalation, caller.Place, caller.Links, cancel);
        var (read, again) = (reader.Of(escalation), reader.Of(answers));
        // Own words say more than a choice that nobody may have looked at.
        var promise = answers.NextUpdate.Length > 0 ? answers.NextUpdate : moves.Soonest(escalation, soon) ?? "";
        if (answers.Known.Length == 0 || promise.Length == 0 || (answers.Next.Length == 0 && escalation.Decision?.Severity != Severity.S1))
        {
            return Again(problem: Words.Say(escalation.Decision?.Severity == Severity.S1 ? "update.incomplete.quick" : "update.incomplete"));
        }

        if (PromiseReader.PromisesNothing(promise))
        {
            return Again(problem: Words.Say("update.no_promise", CardFormat.Escape(CardFormat.Short(again.NextUpdate, 60))));
        }

        var (next, question) = moves.Promised(caller, escalation, promise);
        if (question is not null)
        {
            return Again(
                problem: $"“{CardFormat.Escape(CardFormat.Short(again.NextUpdate.Length > 0 ? again.NextUpdate : Words.Say($"soon.{soon}"), 60))}” {question}"
            );
        }

        if (!anyway && Updates.Doubts(again, escalation.Brief) is { } doubts)
        {
            return Again(doubts: doubts);
        }

        if (answers.NextUpdate.Length == 0 && next is { } chosen)
        {
            next = Soon.Rounded(chosen);
        }

        var posted = new UpdatePosted("", answers, next);
        posted = posted with { Text = Updates.Text(posted, caller.TimeZone ?? cardBuilder.ZoneOf(escalation)) };
        var outcome = await move.HandleAsync(caller.Showing, escalation.Id, seen, posted, cancel);
        return outcome is { IsRefusal: false, Say: null, Change.After: var now }
            ? await AfterAsync(caller, escalation.Id, outcome with { Say = cardBuilder.AboutPromise(now, answers.NextUpdate, next, caller.TimeZone) }, cancel)
            : await AfterAsync(caller, escalation.Id, outcome, cancel);

        CardActionResult Again(string? doubts = null, string? problem = null) => CardActionResult.Show(Forms.Update(read, again, soon, doubts, problem));
    }

    /// <summary>The fix that was chosen, or the one that is open; null where it is not said which.</summary>
    private static FixDone? Fixed(Escalation escalation, ButtonData button) =>
        escalation.Outcome.OpenFixes.ToList() is var open
        && (open.Count == 1 ? open[0] : open.Find(fix => fix.Number.ToString(CultureInfo.InvariantCulture) == button.Text("fix"))) is { } chosen
            ? new(chosen.Number, chosen.What)
            : null;

    private async Task<CardActionResult> ReviewAsync(
        TurnContext caller,
        Escalation escalation,
        int seen,
        ButtonData button,
        bool anyway,
        CancellationToken cancel
    )
    {
        var today = IsoWeek.DayOf(clock.GetUtcNow(), AwayTalk.ZoneOf(caller.TimeZone));
        var toFix = ReviewAnswers.Rewritten(button.Line("toFix"), day => DayAhead.By(day, today), who => who);
        var answers = new ReviewAnswers(button.Line("timeline") ?? "", button.Line("impact") ?? "", button.Line("decided") ?? "", toFix ?? "")
        {
            KnowledgeBase = button.Choice<KnowledgeBase>("knowledgeBase"),
            Cause = button.Line("cause"),
        };
        var reader = await access.ViewAtAsync(escalation, caller.Place, caller.Links, cancel);
        if (answers.Missing() is { Count: > 0 } missing)
        {
            return CardActionResult.Show(Forms.Review(reader.Of(escalation), reader.Of(answers), CardFormat.Escape(string.Join(' ', missing))));
        }

        if (!anyway && Updates.Blame(reader.Of(answers)) is { } doubts)
        {
            return CardActionResult.Show(Forms.Review(reader.Of(escalation), reader.Of(answers), doubts: doubts));
        }

        var outcome = await move.HandleAsync(caller.Showing, escalation.Id, seen, new ReviewPublished(answers), cancel);
        return outcome is { IsRefusal: true, Say: { } why } && OpenTo(caller, escalation).Contains(Move.Review)
            ? CardActionResult.Show(Forms.Review(reader.Of(escalation), reader.Of(answers), CardFormat.Escape(why)))
            : await AfterAsync(caller, escalation.Id, outcome, cancel);
    }

    /// <summary>What is so after a request, with what the person must know on top.</summary>
    private async Task<CardActionResult> AfterAsync(
        TurnContext caller,
        EscalationId id,
        Response outcome,
        CancellationToken cancel,
        ReviewSelection? reviewSelection = null
    ) =>
        (outcome.Change?.After ?? await escalations.FindAsync(caller.Tenant, id, cancel)) is { } now
            ? CardActionResult.Show(await ViewAsync(caller, now, outcome.Say, cancel, outcome.IsRefusal ? reviewSelection : null))
            : CardActionResult.Say(outcome.Say ?? Answers.Unknown(id));

    private Task<CardModel> ViewAsync(
        TurnContext caller,
        Escalation escalation,
        string? notice,
        CancellationToken cancel,
        ReviewSelection? reviewSelection = null
    ) =>
        reviewSelection is not null && caller.Channel is null && escalation.Csm.Id == caller.Person.Id
            ? cardService.ForCsmAsync(escalation, caller.Links, cancel, notice, reviewSelection)
            : cardService.ForPlaceAsync(escalation, caller.Place, caller.Links, cancel, notice, caller.Channel);

    private static Dictionary<BriefSection, string> Sections(ButtonData button) =>
        BriefSections
            .All.Select(section => (section, Text: button.Text(section.Key())))
            .Where(s => s.Text is not null)
            .ToDictionary(s => s.section, s => s.Text!);

    private static CardActionResult Note(Response outcome, string done) =>
        outcome is { IsRefusal: true, Say: { } why } ? CardActionResult.Say(why) : CardActionResult.Show(Remark(outcome.Say ?? done));

    private static NoteCard Remark(string text) => new(text) { Summary = text };
}
