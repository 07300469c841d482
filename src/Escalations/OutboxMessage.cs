using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>Something that must reach a conversation, or be worked out beside it; kept until it is done or cannot be.</summary>
/// <param name="FollowUps">What becomes owed once this has been done.</param>
/// <param name="NotBefore">When its time comes, UTC; its lane waits for it. Null for at once.</param>
public sealed record OutboxMessage(
    Target To,
    MessageContent What,
    [property: JsonPropertyName("then")] IReadOnlyList<OutboxMessage>? FollowUps = null,
    DateTimeOffset? NotBefore = null
)
{
    /// <summary>The escalation that it concerns, for contents that do not name one themselves.</summary>
    public EscalationId? About { get; init; }

    /// <summary>Somebody waits for it: it answers what they did just now, and goes before what nobody asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAwaited { get; init; }

    /// <summary>It was sent before it became owed, and may have arrived: sent once more, it says so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MayHaveArrived { get; init; }

    /// <summary>It may be said together with others that wait for the same place, in one list.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsListable { get; init; }

    /// <summary>
    /// The escalation that it concerns; null for none. Its severity, as it is when this becomes owed, decides what goes first;
    /// and what concerns one escalation in one place keeps its order.
    /// </summary>
    [JsonIgnore]
    public EscalationId? Concerns => About ?? What.Names ?? (To as ToThread)?.Id;
}

/// <summary>By whom what is owed is done. Each kind is waited for by itself, so that what is slow holds up nothing else.</summary>
public enum OutboxQueue
{
    /// <summary>It is sent to a conversation.</summary>
    Message,

    /// <summary>It is worked out, which may take a model's time.</summary>
    Work,

    /// <summary>It goes through many escalations, step by step, and makes messages owed.</summary>
    Background,

    /// <summary>Another system is told, which may be slow or down for hours.</summary>
    Integration,
}

/// <summary>Where an owed message goes.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "to")]
[JsonDerivedType(typeof(ToPerson), "person")]
[JsonDerivedType(typeof(ToChannel), "channel")]
[JsonDerivedType(typeof(ToThread), "thread")]
[JsonDerivedType(typeof(ToConversation), "conversation")]
[JsonDerivedType(typeof(ToTeam), "team")]
[JsonDerivedType(typeof(ToAdministrators), "administrators")]
[JsonDerivedType(typeof(ToWriter), "writer")]
[JsonDerivedType(typeof(ToBackground), "background")]
[JsonDerivedType(typeof(ToWebhook), "webhook")]
[JsonDerivedType(typeof(ToTickets), "tickets")]
[JsonDerivedType(typeof(ToDigest), "digest")]
public abstract record Target
{
    /// <summary>
    /// The messages of one lane leave one at a time: those about S1 first, then about S2, then the rest, each in the order in which
    /// they became owed.
    /// </summary>
    [JsonIgnore]
    public abstract string OrderingKey { get; }

    [JsonIgnore]
    public virtual OutboxQueue Kind => OutboxQueue.Message;

    /// <summary>The place as a whole: of a thread its channel.</summary>
    [JsonIgnore]
    public virtual Target Whole => this;

    /// <summary>The place whose lane it is, as cards are kept by it.</summary>
    /// <exception cref="ArgumentException">It is not the lane of a channel or of a person.</exception>
    public static Target FromOrderingKey(string orderingKey) =>
        orderingKey.Split(':', 2) switch
        {
            ["channel", var channel] => new ToChannel(channel),
            ["person", var person] => new ToPerson(person),
            _ => throw new ArgumentException($"{orderingKey} is no place where cards are.", nameof(orderingKey)),
        };
}

/// <summary>The personal chat with somebody.</summary>
public sealed record ToPerson(string PersonId) : Target
{
    [JsonIgnore]
    public override string OrderingKey => $"person:{PersonId}";
}

/// <summary>What is kept for somebody to be told together with others: a lane of its own, so that nothing else waits for its time.</summary>
public sealed record ToDigest(string PersonId) : Target
{
    [JsonIgnore]
    public override Target Whole => new ToPerson(PersonId);

    [JsonIgnore]
    public override string OrderingKey => $"digest:{PersonId}";
}

/// <summary>A channel, as a new post.</summary>
public sealed record ToChannel(string ChannelId) : Target
{
    [JsonIgnore]
    public override string OrderingKey => $"channel:{ChannelId}";
}

/// <summary>The thread under an escalation's card in a channel.</summary>
public sealed record ToThread(string ChannelId, EscalationId Id) : Target
{
    [JsonIgnore]
    public override Target Whole => new ToChannel(ChannelId);

    [JsonIgnore]
    public override string OrderingKey => $"channel:{ChannelId}";
}

/// <summary>The very conversation that a message came from, such as a thread in a channel or a group chat.</summary>
public sealed record ToConversation(string ConversationId, string ServiceUrl) : Target
{
    [JsonIgnore]
    public override string OrderingKey => $"conversation:{ConversationId}";
}

/// <summary>Wherever a team is reached when the message leaves; where it is not reached, administrators are, and the message is kept for it.</summary>
public sealed record ToTeam(string Team) : Target
{
    [JsonIgnore]
    public override string OrderingKey => $"team:{Team}";
}

/// <summary>Those who administer the bot when the message leaves.</summary>
public sealed record ToAdministrators : Target
{
    [JsonIgnore]
    public override string OrderingKey => "administrators";
}

/// <summary>The desk at which drafts are written for somebody: one at a time.</summary>
public sealed record ToWriter(string PersonId) : Target
{
    [JsonIgnore]
    public override string OrderingKey => $"writer:{PersonId}";

    [JsonIgnore]
    public override OutboxQueue Kind => OutboxQueue.Work;
}

/// <summary>Work of the process itself over many escalations; what has the same key is done one after the other.</summary>
public sealed record ToBackground(string Key) : Target
{
    [JsonIgnore]
    public override string OrderingKey => $"background:{Key}";

    [JsonIgnore]
    public override OutboxQueue Kind => OutboxQueue.Background;
}

/// <summary>An endpoint of another system, by the name that the settings give it.</summary>
public sealed record ToWebhook(string Name) : Target
{
    [JsonIgnore]
    public override string OrderingKey => $"webhook:{Name}";

    [JsonIgnore]
    public override OutboxQueue Kind => OutboxQueue.Integration;
}

/// <summary>The system in which tickets are made.</summary>
public sealed record ToTickets : Target
{
    [JsonIgnore]
    public override string OrderingKey => "tickets";

    [JsonIgnore]
    public override OutboxQueue Kind => OutboxQueue.Integration;
}

/// <summary>What an owed message says. Content that shows an escalation is rendered when it leaves, from what is so then.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "what")]
[JsonDerivedType(typeof(CardUpdate), "live_card")]
[JsonDerivedType(typeof(EventNotice), "telling")]
[JsonDerivedType(typeof(Question), "question")]
[JsonDerivedType(typeof(TextMessage), "words")]
[JsonDerivedType(typeof(LocalizableMessage), "worded")]
[JsonDerivedType(typeof(CardMessage), "face")]
[JsonDerivedType(typeof(RefreshMembers), "roster")]
[JsonDerivedType(typeof(RetireCard), "moved_down")]
[JsonDerivedType(typeof(CardSeen), "card_seen")]
[JsonDerivedType(typeof(WeekSummary), "week_summary")]
[JsonDerivedType(typeof(MonthReview), "month_review")]
[JsonDerivedType(typeof(QuarterReview), "quarter_review")]
[JsonDerivedType(typeof(MeetingAgenda), "meeting_agenda")]
[JsonDerivedType(typeof(CustomerDraft), "customer_draft")]
[JsonDerivedType(typeof(DraftWork), "draft_work")]
[JsonDerivedType(typeof(MoveCards), "move_cards")]
[JsonDerivedType(typeof(Undelivered), "undelivered")]
[JsonDerivedType(typeof(TellUnreachable), "tell_unreachable")]
[JsonDerivedType(typeof(ShowReachable), "show_reachable")]
[JsonDerivedType(typeof(AtOpening), "at_opening")]
[JsonDerivedType(typeof(ManagerLookup), "manager_lookup")]
[JsonDerivedType(typeof(NewsByMail), "news_by_mail")]
[JsonDerivedType(typeof(EventPost), "event_post")]
[JsonDerivedType(typeof(TicketWork), "ticket_work")]
[JsonDerivedType(typeof(OnCallLookup), "on_call_lookup")]
[JsonDerivedType(typeof(FeedbackRequest), "feedback_request")]
[JsonDerivedType(typeof(FeedbackAsked), "feedback_asked")]
[JsonDerivedType(typeof(LaunchNotice), "launch_notice")]
[JsonDerivedType(typeof(LaunchReminder), "launch_reminder")]
public abstract record MessageContent
{
    /// <summary>The escalation that it names; null for none.</summary>
    [JsonIgnore]
    public virtual EscalationId? Names => null;
}

/// <summary>The card of an escalation in this place shall show what is so: it is posted if it is not there, else updated.</summary>
/// <param name="Fresh">Post it again, below what was said meanwhile; the old card gives way.</param>
/// <param name="News">The number of the event by which the clock caused it; null when a person did. For the clock a card that is
/// not there is not posted, unless it shall be fresh; and many fresh ones are told in a list instead.</param>
public sealed record CardUpdate(EscalationId Id, bool Fresh = false, int? News = null) : MessageContent
{
    /// <summary>Draw it again though nothing has happened to the escalation: what is around it has changed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Redraw { get; init; }

    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>One line about one event.</summary>
/// <param name="Sequence">The event's number in the escalation's history.</param>
public sealed record EventNotice(EscalationId Id, int Sequence) : MessageContent
{
    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>What the CSM is asked next for a brief.</summary>
public sealed record Question(EscalationId Id) : MessageContent
{
    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>Words as they are: an answer, in the language of the one who spoke.</summary>
public sealed record TextMessage(string Text) : MessageContent;

/// <summary>A sentence that is said when it leaves, in the language of whoever gets it.</summary>
public sealed record LocalizableMessage(LocalizableText Words) : MessageContent
{
    /// <inheritdoc cref="LocalizableText.Of"/>
    public static LocalizableMessage Of(string key, params object[] values) => new(LocalizableText.Of(key, values));

    /// <inheritdoc cref="LocalizableText.Count"/>
    public static LocalizableMessage Count(string key, int number, params object[] values) => new(LocalizableText.Count(key, number, values));
}

/// <summary>A card with its data, as they were when it became owed.</summary>
/// <param name="Name">The card's file in <c>cards/</c>, without ending.</param>
/// <param name="Data">JSON object.</param>
/// <param name="Summary">What a notification shows.</param>
public sealed record CardMessage(string Name, string Data, string Summary) : MessageContent;

/// <summary>Learn who is in the channel.</summary>
public sealed record RefreshMembers : MessageContent;

/// <summary>An earlier card gave way to a fresh one below it, or in another place: it loses its buttons.</summary>
/// <param name="Elsewhere">What the card says when the fresh one is in another place, as earlier editions wrote it; null when it is
/// below, or said by <paramref name="Because"/>.</param>
/// <param name="Because">What the card says when the fresh one is in another place; null when it is below.</param>
public sealed record RetireCard(
    EscalationId Id,
    string ConversationId,
    string ActivityId,
    string ServiceUrl,
    string? Elsewhere = null,
    LocalizableText? Because = null
) : MessageContent
{
    [JsonIgnore]
    public bool IsElsewhere => Elsewhere is not null || Because is not null;

    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>
/// A button was pressed on a card of an escalation that is not the one on record: the answer to its posting had been lost.
/// The newer of the two becomes the one on record, the older loses its buttons.
/// </summary>
/// <param name="Copy">Which posting it is, as on <see cref="PostedCard.Copy"/>.</param>
public sealed record CardSeen(EscalationId Id, string ConversationId, string ActivityId, string ServiceUrl, string Copy) : MessageContent
{
    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>The summary of a week that has ended.</summary>
/// <param name="Week">ISO week, such as <c>2026-W11</c>.</param>
public sealed record WeekSummary(string Week) : MessageContent;

/// <summary>The review of a month's S1 and S2 as a card, made when it is sent.</summary>
/// <param name="Month">As <c>2026-11</c>.</param>
public sealed record MonthReview(string Month) : MessageContent;

/// <summary>That a quarter is over and the process is to be reviewed, as a card with its figures, made when it is sent.</summary>
/// <param name="Playbook">The name of the playbook that is reviewed.</param>
/// <param name="Quarter">As <c>2026-Q3</c>.</param>
public sealed record QuarterReview(string Playbook, string Quarter) : MessageContent;

/// <summary>The agenda of a meeting as a card, made when it is sent from what is so then, for the place that it is sent to.</summary>
/// <param name="Playbook">The name of the playbook that holds the meeting.</param>
/// <param name="Meeting">Its key.</param>
/// <param name="At">When it begins, UTC.</param>
public sealed record MeetingAgenda(string Playbook, string Meeting, DateTimeOffset At) : MessageContent;

/// <summary>A text for the customer, made of a team's update, for the CSM to change and to send.</summary>
/// <param name="Sequence">The number of the update in the escalation's history.</param>
public sealed record CustomerDraft(EscalationId Id, int Sequence) : MessageContent
{
    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>A draft is owed for this brief.</summary>
public sealed record DraftWork(EscalationId Id) : MessageContent
{
    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>The open escalations of the teams that were linked to a place are brought there, the most severe first.</summary>
/// <param name="LinkedAt">When they were linked: a team that was linked again since is no part of it.</param>
/// <param name="After">The last one that has been looked at; null at the beginning.</param>
/// <param name="Moved">How many have been brought so far.</param>
public sealed record MoveCards(Target To, DateTimeOffset LinkedAt, OpenPosition? After = null, int Moved = 0) : MessageContent;

/// <summary>A message did not reach its place, for good: somebody else is told who can do something.</summary>
/// <param name="Why">In words that a person understands, such as "it is gone".</param>
public sealed record Undelivered(OutboxMessage Message, string Why, DeadLetterCause Cause) : MessageContent;

/// <summary>Why something can't be delivered.</summary>
public enum DeadLetterCause
{
    /// <summary>The place is gone, or closed to the bot.</summary>
    Gone,

    /// <summary>It was refused for what it is: a fault of ours, or of the settings.</summary>
    Refused,

    /// <summary>It is too large, however much is left out.</summary>
    TooLarge,

    /// <summary>It was sent twice and neither was confirmed: it may be there.</summary>
    Unconfirmed,

    /// <summary>Whoever it was for may not see it any more; they can be reached all the same.</summary>
    NotAllowed,
}

/// <summary>A place cannot be reached any more: of all open escalations that need it, somebody else is told.</summary>
/// <param name="After">The last one that has been looked at; null at the beginning.</param>
/// <param name="Left">The channel of a team that a person was removed from, while they can be reached; null when the place cannot.</param>
public sealed record TellUnreachable(Unreachable Lost, OpenPosition? After = null, ToChannel? Left = null) : MessageContent;

/// <summary>Somebody can be reached again: the cards of all open escalations that need them say so no more.</summary>
/// <param name="After">The last one that has been looked at; null at the beginning.</param>
public sealed record ShowReachable(ToPerson Place, OpenPosition? After = null) : MessageContent;

/// <summary>Nothing by itself: what follows it waits for working hours.</summary>
public sealed record AtOpening(EscalationId Id) : MessageContent
{
    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>It is to be found out who the CSM's manager is.</summary>
public sealed record ManagerLookup(EscalationId Id) : MessageContent
{
    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>It is to be found out who is on call for the teams that have it.</summary>
public sealed record OnCallLookup(EscalationId Id) : MessageContent
{
    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>It is closed: those who took part are to be asked what they thought of it.</summary>
public sealed record FeedbackRequest(EscalationId Id) : MessageContent
{
    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>
/// Somebody is asked what they thought of a matter: which one is not in it, and the ticket is made when it is sent and kept nowhere.
/// </summary>
/// <param name="Playbook">The name of the playbook that the matter ran under.</param>
/// <param name="IsPilot">Whether it was of its pilot.</param>
public sealed record FeedbackAsked(string Playbook, bool IsPilot = false) : MessageContent;

/// <summary>An alarm of a launch was raised or cleared.</summary>
/// <param name="Launch">The launch's id.</param>
/// <param name="Sequence">The number of the event in the launch's record.</param>
public sealed record LaunchNotice(string Launch, int Sequence) : MessageContent;

/// <summary>A closed launch owes its post-mortem, or what that has found to be changed; drawn when it is sent, if it is still so.</summary>
/// <param name="Launch">The launch's id.</param>
public sealed record LaunchReminder(string Launch) : MessageContent;

/// <summary>Somebody is to be written to by mail that there is news.</summary>
/// <param name="Sequence">The number of the latest event of the news.</param>
/// <param name="Why">Why they are not reached in Teams, as the end of a sentence.</param>
/// <param name="Link">Where the escalation's card can be opened; null where there is none.</param>
public sealed record NewsByMail(EscalationId Id, string PersonId, int Sequence, string Why, string? Link) : MessageContent
{
    /// <summary>It goes to who is on call, beside their card.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOtherWay { get; init; }

    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>Another system is told of one event.</summary>
/// <param name="Sequence">The event's number in the escalation's history.</param>
public sealed record EventPost(EscalationId Id, int Sequence) : MessageContent
{
    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>The ticket of an escalation is to be made because of an event, or to tell it.</summary>
/// <param name="Sequence">The event's number in the escalation's history.</param>
public sealed record TicketWork(EscalationId Id, int Sequence) : MessageContent
{
    [JsonIgnore]
    public override EscalationId? Names => Id;
}

/// <summary>Where an escalation is among those that have not ended: the most severe first, then by number.</summary>
/// <param name="Urgency">By what it is sorted in the store: 0 for S1 to 3 for S4 and for what has no severity yet.</param>
public sealed record OpenPosition(int Urgency, EscalationId Id);
