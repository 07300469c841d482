using EscalationAgent.Teams.Faces;
using Escalations;
using Escalations.Intake;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>Answers what people say. Every text gets an answer; none is a dead end.</summary>
internal sealed class Talk(IEscalationStore store, WriteBrief brief, MoveEscalation move, LinkChannel link, TakeOver takeOver, Administrators administrators, ManageAdministrators administration, SayAnswer say, SummariseWeek weeks, Views views, Portraits portraits, TimeProvider clock)
{
    private const int LongestList = 25;

    public Task HandleAsync(Caller caller, string text, CancellationToken cancel)
    {
        var request = caller.Saying;
        return ChatCommand.Parse(text) switch
        {
            ShowStatus { Id: { } id } => ShowStatusAsync(caller, request, id, cancel),
            Explain { Id: var id } => ExplainAsync(caller, request, id, cancel),
            ShowSummary summary => ShowSummaryAsync(caller, request, summary.Week, cancel),
            ShowAdministrators => ShowAdministratorsAsync(caller, request, cancel),
            AddAdministrator { Who: var who } => administration.AddAsync(request, Named(caller, who), caller.Conversation, cancel),
            RemoveAdministrator { Who: var who } => administration.RemoveAsync(request, Named(caller, who), caller.Conversation, cancel),
            ShowMatrix => SayAsync(request, caller, portraits.Matrix(), cancel),
            TakeOverCommand over => takeOver.HandleAsync(request, over.Id, over.As, cancel),
            var command => caller.IsPersonal ? InChatAsync(caller, request, command, cancel) : InPublicAsync(caller, request, command, cancel),
        };
    }

    /// <summary>Says something in the conversation that a message came from.</summary>
    public Task<Response> SayAsync(Caller caller, string words, CancellationToken cancel) => SayAsync(caller.Saying, caller, words, cancel);

    /// <summary>What the person has raised, newest first.</summary>
    public async Task<Response> ListMineAsync(Caller caller, Request request, CancellationToken cancel)
    {
        var mine = await store.ListAsync(caller.Tenant, [], caller.Person.Id, LongestList, cancel);
        return await SayAsync(request, caller, Portraits.List(mine, "Your escalations"), cancel);
    }

    public async Task<Response> ShowStatusAsync(Caller caller, Request request, EscalationId id, CancellationToken cancel)
    {
        if (await store.FindAsync(caller.Tenant, id, cancel) is not { } escalation
            || !await views.MaySeeAsync(escalation, caller.Person, caller.Channel?.ChannelId, cancel))
        {
            return await SayAsync(request, caller, $"I do not know {id}. Say `my escalations` to see yours.", cancel);
        }

        var history = (await store.HistoryAsync(caller.Tenant, id, cancel)).Select(Chain.Open).ToList();
        var reader = await views.ReaderAsync(caller, escalation, cancel);
        return await SayAsync(request, caller, portraits.History(reader.Of(escalation), reader.Of(history), caller.IsPersonal ? caller.TimeZone : null), cancel);
    }

    /// <summary>Why each deadline is what it is.</summary>
    public async Task<Response> ExplainAsync(Caller caller, Request request, EscalationId id, CancellationToken cancel) =>
        await store.FindAsync(caller.Tenant, id, cancel) is { } escalation && await views.MaySeeAsync(escalation, caller.Person, caller.Channel?.ChannelId, cancel)
            ? await SayAsync(request, caller, Portraits.Explain((await views.ReaderAsync(caller, escalation, cancel)).Of(escalation), caller.IsPersonal ? caller.TimeZone : null), cancel)
            : await SayAsync(request, caller, $"I do not know {id}. Say `my escalations` to see yours.", cancel);

    /// <summary>Begins a brief, or goes on with the one that is open.</summary>
    public async Task<Response> BeginAsync(Caller caller, Request request, bool another, CancellationToken cancel) =>
        !another && await OpenInterviewAsync(caller, cancel) is { } open
            ? await brief.ResumeAsync(request, open.Id, $"{open.Id} is still open, so let us go on with it. Say `escalate new` to begin another one.", cancel)
            : await brief.BeginAsync(request, null, cancel);

    private async Task InChatAsync(Caller caller, Request request, ChatCommand command, CancellationToken cancel)
    {
        switch (command)
        {
            case Escalate { Notes: null } escalate:
                await BeginAsync(caller, request, escalate.Another, cancel);
                break;
            case Escalate { Notes: { } notes }:
                await EscalateNotesAsync(caller, request, notes, cancel);
                break;
            case ShowStatus or ListMine:
                await ListMineAsync(caller, request, cancel);
                break;
            case Help:
                await SayAsync(request, caller, Answers.Help, cancel);
                break;
            case Link said:
                await link.HandleAsync(request, said.Teams, said.ToMe, cancel);
                break;
            case Restore restore:
                await move.HandleAsync(request, restore.Id, null, new Restored(), cancel);
                break;
            case Cancel { Id: { } id }:
                await move.HandleAsync(request, id, null, new Withdrawn("Withdrawn by its CSM."), cancel);
                break;
            case Preview { Id: { } id }:
                await brief.PreviewAsync(request, id, cancel);
                break;
            case Said said:
                await HearAsync(caller, request, said.Text, cancel);
                break;
            default:
                await SteerAsync(caller, request, command, cancel);
                break;
        }
    }

    /// <summary>Commands that speak of the open brief.</summary>
    private async Task SteerAsync(Caller caller, Request request, ChatCommand command, CancellationToken cancel)
    {
        if (await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel) is not { Id: var id } draft)
        {
            await SayAsync(request, caller, "You have no open brief. Say `escalate` to begin one.", cancel);
            return;
        }

        await (command switch
        {
            Back => brief.BackAsync(request, id, cancel),
            Skip => brief.SkipAsync(request, id, cancel),
            Keep => brief.KeepAsync(request, id, cancel),
            Preview => brief.PreviewAsync(request, id, cancel),
            Proof => SayAsync(request, caller, Portraits.Proofs(draft, null), cancel),
            AskAgain => brief.AskAgainAsync(request, id, cancel),
            Cancel => move.HandleAsync(request, id, null, new Withdrawn(null), cancel),
            Edit { Section: { } section } => brief.EditAsync(request, id, section, cancel),
            Account { Name.Length: > 0 } account => brief.NameAccountAsync(request, id, account.Name, cancel),
            Account => SayAsync(request, caller, "Say `account:` and the name, such as `account: Acme Corp`.", cancel),
            Notes notes => brief.TakeNotesAsync(request, id, notes.Text, cancel),
            _ => SayAsync(request, caller, $"Which part? Say `edit` and one of: {string.Join(", ", BriefSections.All.Select(s => s.Title().ToLowerInvariant()))}.", cancel),
        });
    }

    /// <summary>Free text: an answer while a question is open, else notes if it is long enough to be some.</summary>
    private async Task HearAsync(Caller caller, Request request, string text, CancellationToken cancel)
    {
        if (text.Length == 0)
        {
            await SayAsync(request, caller, "I can read words, not files or pictures. Please type or paste the text, or say `help`.", cancel);
            return;
        }

        var looksLikeNotes = ChatCommand.Words(text) > ChatCommand.NotesFromWords;
        if (await OpenInterviewAsync(caller, cancel) is { } open)
        {
            var isUntouched = open.Brief.Passages.Count == 0 && open.Notes.Count == 0;
            var isBeingRead = open.IsBeingRead(clock.GetUtcNow()) && open.Brief.Passages.Count == 0;
            await ((isUntouched && looksLikeNotes) || isBeingRead
                ? brief.TakeNotesAsync(request, open.Id, text, cancel)
                : brief.AnswerAsync(request, open.Id, text, cancel));
        }
        else if (looksLikeNotes)
        {
            await OfferAsync(caller, request, text, cancel);
        }
        else if (await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel) is { } ready)
        {
            await SayAsync(request, caller, $"{ready.Id} is complete: press Route on its card, say `edit` and a section to change it, or `preview` to see the card again.", cancel);
        }
        else
        {
            await SayAsync(request, caller, Answers.NotUnderstood, cancel);
        }
    }

    private async Task EscalateNotesAsync(Caller caller, Request request, string notes, CancellationToken cancel)
    {
        if (await OpenInterviewAsync(caller, cancel) is not { } open)
        {
            await brief.BeginAsync(request, notes, cancel);
        }
        else if (ChatCommand.Words(notes) <= ChatCommand.NotesFromWords && (open.Brief.Passages.Count > 0 || open.Notes.Count > 0))
        {
            // "Escalate to their VP by Friday" is an answer, not a command.
            await brief.AnswerAsync(request, open.Id, $"Escalate {notes}", cancel);
        }
        else if (open.Brief.Passages.Count == 0 && open.Notes.Count == 0)
        {
            await brief.TakeNotesAsync(request, open.Id, notes, cancel);
        }
        else
        {
            await OfferAsync(caller, request, notes, cancel);
        }
    }

    private async Task OfferAsync(Caller caller, Request request, string notes, CancellationToken cancel)
    {
        var draft = await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel);
        var offer = new OfferFace(
            "These look like notes about a customer problem",
            $"“{Looks.Safe(Looks.Short(notes, 160))}” ({ChatCommand.Words(notes):N0} words). Shall I make a brief of them?",
            [
                new("Start a brief", Verbs.UseNotes, "positive"),
                .. draft is null ? Array.Empty<Button>() : [new($"Add to {draft.Id}", Verbs.AddNotes, "default", draft.Id.ToString(), draft.Version)],
                new("No, thanks", Verbs.DropNotes),
            ])
        {
            Summary = "Shall I make a brief of these notes?",
        };
        await brief.KeepNotesAsync(request, notes, new Owed(caller.ReplyTo, views.Keep(offer)), cancel);
    }

    /// <summary>In channels and group chats others read along: what is said there shows nothing private.</summary>
    private async Task InPublicAsync(Caller caller, Request request, ChatCommand command, CancellationToken cancel)
    {
        switch (command)
        {
            case Link said:
                await link.HandleAsync(request, said.Teams, said.ToMe, cancel);
                break;
            case Help or Said { Text.Length: 0 }:
                await SayAsync(request, caller, "In a channel I understand `link` with a team's name, `status ESC-2026-0001`, `explain ESC-2026-0001`, `matrix` and, in leadership's channel, `summary`. For everything else, talk to me in our personal chat.", cancel);
                break;
            default:
                await SayAsync(request, caller, Answers.OnlyInChat, cancel);
                break;
        }
    }

    private async Task ShowAdministratorsAsync(Caller caller, Request request, CancellationToken cancel)
    {
        var all = caller.IsGuest ? [] : await administrators.ListAsync(caller.Tenant, cancel);
        await SayAsync(request, caller, Answers.Administrators(all, administrators.IsConfigured, caller.IsGuest), cancel);
    }

    /// <summary>Whom the words mean: the one person that is mentioned in the message, else the name as it is written.</summary>
    private static NamedPerson Named(Caller caller, string who) => new(who, caller.Mentions is [var only] ? only.Id : null);

    private async Task ShowSummaryAsync(Caller caller, Request request, string? week, CancellationToken cancel)
    {
        if (!await views.MaySeeSummaryAsync(caller.Tenant, caller.Person, caller.Channel?.ChannelId, cancel))
        {
            await SayAsync(request, caller, "The weekly summary is for leadership: ask in the channel that is linked as `leadership`, or as one of its members.", cancel);
            return;
        }

        var report = await weeks.HandleAsync(caller.Tenant, week, cancel);
        await (report.Summary is { } summary
            ? SayAsync(request, caller, portraits.Summary(summary, report.Week), cancel)
            : SayAsync(request, caller, report.Refusal ?? Answers.NotUnderstood, cancel));
    }

    private async Task<Escalation?> OpenInterviewAsync(Caller caller, CancellationToken cancel) =>
        await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel) is { } draft && Interview.NextFor(draft.Brief) is not null ? draft : null;

    private Task<Response> SayAsync(Request request, Caller caller, CardFace face, CancellationToken cancel) =>
        say.HandleAsync(request, [new(caller.ReplyTo, views.Keep(face))], cancel);

    private Task<Response> SayAsync(Request request, Caller caller, string words, CancellationToken cancel) =>
        say.HandleAsync(request, [new(caller.ReplyTo, new Words(words))], cancel);
}
