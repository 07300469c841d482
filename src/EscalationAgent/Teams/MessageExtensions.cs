using System.Globalization;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Intake;
using Escalations.Ports;
using Escalations.UseCases;
using TeamsBot.Activities;
using TeamsBot.Inbound;

namespace EscalationAgent.Teams;

/// <summary>
/// What people do with the bot where they are just then: escalate a message, begin a brief, search. Nothing is said in that
/// conversation; a brief goes on in their own chat.
/// </summary>
internal sealed class MessageExtensions(
    WriteBrief brief,
    IEscalationQueries queries,
    EscalationAccess access,
    ExtensionSearch search,
    CardService cardService,
    IPersonalChats chats,
    TimeProvider clock
)
{
    /// <summary>The commands, as the manifest names them.</summary>
    public const string EscalateMessage = "escalateMessage";
    public const string Escalate = "escalate";
    public const string Find = "find";

    /// <summary>Drafts of one person that are looked through for the same text.</summary>
    private const int MostDrafts = 20;

    private const int LongestName = 100;
    private const int LongestSubject = 200;
    private const string Minute = "yyyy-MM-dd HH:mm";

    /// <summary>So long their chat may take to answer: Teams gives five seconds for a dialog.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="call">Null when what came makes no sense.</param>
    public async Task<ActivityResponse> HandleAsync(TurnContext caller, MessageExtensionCall? call, CancellationToken cancel) =>
        call switch
        {
            MessageExtensionQuery { CommandId: Find or "" } query => await search.FindAsync(caller, query, cancel),
            MessageExtensionFetch { CommandId: EscalateMessage or Escalate } fetch => await OpenAsync(caller, fetch, cancel),
            MessageExtensionSubmit { CommandId: EscalateMessage or Escalate } submit => await TakeAsync(caller, new(submit.Data), cancel),
            MessageExtensionFetch or MessageExtensionSubmit => ActivityResponse.DialogMessage(Words.Say("extension.unread")),
            _ => ActivityResponse.SearchMessage(Words.Say("extension.unread")),
        };

    /// <summary>The dialog, with the message's text to look over.</summary>
    private async Task<ActivityResponse> OpenAsync(TurnContext caller, MessageExtensionFetch fetch, CancellationToken cancel)
    {
        if (await RefusalAsync(caller, cancel) is { } why)
        {
            return ActivityResponse.DialogMessage(why);
        }

        // That somebody has removed the bot is on record only where something of theirs is.
        if (await HasNoChatAsync(caller.Known!, cancel))
        {
            return ActivityResponse.DialogMessage(Words.Say("extension.no_chat"));
        }

        if (fetch is { CommandId: EscalateMessage, Message: null })
        {
            return ActivityResponse.DialogMessage(Words.Say("extension.unread"));
        }

        if (fetch.Message is { IsDeleted: true })
        {
            return ActivityResponse.DialogMessage(Words.Say("extension.deleted"));
        }

        if (fetch.Message is { Text.Length: 0, Files.Count: 0 })
        {
            return ActivityResponse.DialogMessage(Words.Say("extension.empty"));
        }

        var draft = await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel);
        var dialog = CardBuilder.Dialog(fetch.Message is { } message ? SourceOf(message) : null, fetch.Message, draft, caller.TimeZone);
        var card = cardService.Fill(dialog);
        return dialog.Text.Length > Interview.LongestNotes || card.Bytes > CardService.LargestCard
            ? ActivityResponse.DialogMessage(Words.Say("extension.long", dialog.Text.Length))
            : ActivityResponse.Dialog(dialog.Title, card.AsObject());
    }

    /// <summary>Takes what the dialog says into a new brief, or into the open one.</summary>
    private async Task<ActivityResponse> TakeAsync(TurnContext caller, ButtonData pressed, CancellationToken cancel)
    {
        if (await RefusalAsync(caller, cancel) is { } why)
        {
            return ActivityResponse.DialogMessage(why);
        }

        var text = pressed.Text("text")?.Trim() ?? "";
        var notes = NotesOf(text, pressed);
        switch (pressed.Verb)
        {
            case Verbs.AddNotes when text.Length == 0 && notes is null:
                return ActivityResponse.DialogMessage(Words.Say("extension.nothing"));
            case Verbs.AddNotes when pressed.Id is { } id:
                return await access.FindVisibleAsync(caller.Viewer, id, cancel) is null ? ActivityResponse.DialogMessage(Answers.Unknown(id))
                    : await HoldingAsync(caller, notes, cancel) is { } there ? Done("extension.there", there)
                    : Told(await brief.TakeNotesAsync(caller.Showing, id, notes!, cancel), "extension.added");
            case Verbs.UseNotes when notes is not null:
                return await HoldingAsync(caller, notes, cancel) is { } holding
                    ? Done("extension.there", holding)
                    : Told(await brief.BeginAsync(caller.Showing, notes, cancel), "extension.begun");
            case Verbs.UseNotes:
                return await brief.OpenDraftAsync(caller.Tenant, caller.Person, cancel) is { } open && !Interview.IsComplete(open.Brief)
                    ? Told(await brief.ResumeAsync(caller.Showing, open.Id, Words.Say("extension.resumed", open.Id), cancel), null)
                    : Told(await brief.BeginAsync(caller.Showing, null, cancel), "extension.begun");
            default:
                return ActivityResponse.DialogMessage(Words.Say("extension.unread"));
        }
    }

    /// <summary>Why nothing can be begun for them from here; null where it can.</summary>
    private async Task<string?> RefusalAsync(TurnContext caller, CancellationToken cancel) =>
        await access.IsGuestAsync(caller.Viewer, cancel) ? Words.Say("extension.guest")
        : caller.Known?.Drill is not null ? Words.Say("extension.drill")
        : caller.Known is not { ChatId: { } } || !caller.Links.IsReachable(caller.ReplyTo) ? Words.Say("extension.no_chat")
        : null;

    private async Task<bool> HasNoChatAsync(Contact contact, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await chats.TryAsync(contact, either.Token) == ChatFault.NoChat;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // What is slow is there.
            return false;
        }
    }

    /// <summary>
    /// The draft of theirs that holds these notes already, which is so when Teams brings the same dialog twice, or when somebody presses
    /// twice; null for none.
    /// </summary>
    private async Task<EscalationId?> HoldingAsync(TurnContext caller, string? notes, CancellationToken cancel) =>
        notes is not null && IntakeParser.Notes(notes).Events is [NotesTaken taken]
            ? (await queries.ListAsync(caller.Tenant, [Status.Draft], caller.Person.Id, MostDrafts, cancel))
                .FirstOrDefault(draft => draft.Draft.Notes.Contains(taken.Text))
                ?.Id
            : null;

    /// <param name="key">What is said beside what came of it; null where that says enough.</param>
    private static ActivityResponse Told(Response response, string? key) =>
        response switch
        {
            { IsRefusal: true, Say: { } why } => ActivityResponse.DialogMessage(why),
            { About: { } id } when key is not null => Done(key, id, response.Say),

            // When Teams brings the same once more, only what was said then is known.
            _ => ActivityResponse.DialogMessage(response.Say ?? Words.Say("extension.done")),
        };

    /// <summary>That it is done, and where it goes on.</summary>
    private static ActivityResponse Done(string key, EscalationId id, string? also = null) =>
        ActivityResponse.DialogMessage(also is null ? Words.Say(key, id) : $"{Words.Say(key, id)}\n\n{also}");

    private static MessageSource SourceOf(MessagePayload message) =>
        new(
            message.Author is { } author ? CardFormat.Short(author, LongestName) : "",
            message.Sent?.UtcDateTime.ToString(Minute, CultureInfo.InvariantCulture) ?? "",
            message.Subject is { } subject ? CardFormat.Short(subject, LongestSubject) : "",
            message.Link is { } link ? MessageLink.In(link) ?? "" : ""
        );

    /// <summary>The message as notes: whose it is and when it was written, as a mail says it, what it says, and where it is.</summary>
    /// <returns>Null when there is nothing to read.</returns>
    private static string? NotesOf(string text, ButtonData pressed)
    {
        // One line each: what somebody is called cannot add others.
        string? Line(string name, int longest) => pressed.Line(name) is { } said ? CardFormat.Short(said, longest) : null;
        var link = pressed.Line("link") is { } linked ? MessageLink.In(linked) : null;
        string[] head =
        [
            .. Line("author", LongestName) is { } author ? [$"From: {author}"] : Array.Empty<string>(),
            .. DateTime.TryParseExact(pressed.Line("sent"), Minute, CultureInfo.InvariantCulture, DateTimeStyles.None, out var sent)
                ? [$"Sent: {sent.ToString(Minute, CultureInfo.InvariantCulture)} UTC"]
                : Array.Empty<string>(),
            .. Line("subject", LongestSubject) is { } subject ? [$"Subject: {subject}"] : Array.Empty<string>(),
            // Before any link that the message itself holds: the first one is that of the message.
            .. link is null ? [] : new[] { link },
        ];
        return text.Length == 0 && link is null ? null
            : head.Length == 0 ? text
            : $"{string.Join('\n', head)}\n\n{text}".TrimEnd();
    }
}
