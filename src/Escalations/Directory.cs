using System.Text.Json.Serialization;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace Escalations;

/// <summary>A person as the bot has met them: who they are and how to reach them.</summary>
/// <param name="ChannelUserId">The id by which the chat service knows them; opaque.</param>
/// <param name="ChatId">The personal conversation; null when they have never opened one.</param>
/// <param name="ServiceUrl">Where the conversation is served.</param>
/// <param name="TimeZone">IANA name, as their client last said; null when unknown.</param>
public sealed record Contact(Person Person, string ChannelUserId, string? ChatId, string ServiceUrl, string? TimeZone, string? Locale)
{
    /// <summary>
    /// True when an activity or a roster has said that they belong to another organisation; such a person is given no role, also
    /// when no roster holds them any more.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsGuest { get; init; }

    /// <summary>The language that they have chosen to be written to; null for the one that they write in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Language? Language { get; init; }

    /// <summary>The language in which they are written to: the one that they have chosen, else that of their Teams.</summary>
    [JsonIgnore]
    public Language Reads => Language ?? SentenceBook.LanguageOf(Locale) ?? TextAnalysis.Tokens.Language.English;

    /// <summary>Until when they want no reminders in their chat, UTC; null, or past, for none muted. An S1 is never muted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RemindersMutedUntil { get; init; }

    /// <summary>As above, of lines that tell how the work goes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? UpdatesMutedUntil { get; init; }

    /// <summary>On which day they were last asked what they think of how matters went; null for never. It is not known of what they were asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? FeedbackAskedOn { get; init; }

    /// <summary>The drill that they are in, by its name; null for none. What happens in it is kept in memory alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Drill { get; init; }

    /// <summary>What this says otherwise than before, upon what is known now.</summary>
    /// <param name="before">As they were known when this was read; null for not at all.</param>
    /// <param name="now">As they are known by now; null for not at all.</param>
    public Contact Onto(Contact? before, Contact? now)
    {
        return now is null || now == before
            ? this
            : now with
            {
                Person = Newer(contact => contact.Person),
                ChannelUserId = Newer(contact => contact.ChannelUserId),
                ChatId = Newer(contact => contact.ChatId),
                ServiceUrl = Newer(contact => contact.ServiceUrl),
                TimeZone = Newer(contact => contact.TimeZone),
                Locale = Newer(contact => contact.Locale),
                IsGuest = Newer(contact => contact.IsGuest),
                Language = Newer(contact => contact.Language),
                RemindersMutedUntil = Newer(contact => contact.RemindersMutedUntil),
                UpdatesMutedUntil = Newer(contact => contact.UpdatesMutedUntil),
                FeedbackAskedOn = Newer(contact => contact.FeedbackAskedOn),
                Drill = Newer(contact => contact.Drill),
            };

        T Newer<T>(Func<Contact, T> part) => EqualityComparer<T>.Default.Equals(part(this), before is null ? default : part(before)) ? part(now) : part(this);
    }

    /// <summary>Whether they have muted anything at the moment: then they are not asked for what nobody waits for.</summary>
    public bool HasMutedAnything(DateTimeOffset now) => RemindersMutedUntil > now || UpdatesMutedUntil > now;

    /// <summary>Whether they have muted what an event would tell them in their chat (R22); what asks them to decide is never muted.</summary>
    public bool HasMuted(EscalationEvent what, Severity? severity, DateTimeOffset now) =>
        severity != Severity.S1
        && what switch
        {
            Reminded => RemindersMutedUntil > now,
            UpdatePosted or WorkStarted or HandedOver or ReproductionReported or FixDateSet or DecisionLogged or AdviceGiven or ClockPaused or ClockResumed =>
                UpdatesMutedUntil > now,
            _ => false,
        };
}

/// <summary>A channel that the bot has been added to or has heard from.</summary>
/// <param name="Name">Null when never told; the General channel has none.</param>
public sealed record Channel(string ChannelId, string? Name, string? TeamId, string? TeamName, string ServiceUrl)
{
    /// <summary>Who is in it, as last learnt.</summary>
    public IReadOnlyList<Person> Members { get; init; } = [];

    /// <summary>Which of them were guests then, by their ids.</summary>
    public IReadOnlyList<string> Guests { get; init; } = [];

    /// <summary>The names by which its members sign in, by their ids, as far as Teams tells them; links that call somebody need them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? SignInNames { get; init; }

    /// <summary>When that was learnt, UTC; null when it must be read before anything is shown on its strength.</summary>
    public DateTimeOffset? MembersAt { get; init; }

    /// <summary>Who was removed lately: a roster that names them still is late.</summary>
    public IReadOnlyList<FormerMember> Left { get; init; } = [];

    /// <summary>The language in which the bot writes there; null for English.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Language? Language { get; init; }

    /// <summary>The same with what is known now of who is in it, and of its language: an activity tells of neither.</summary>
    /// <param name="now">As it is known by now; null for not at all.</param>
    public Channel Onto(Channel? now) =>
        now is null
            ? this
            : this with
            {
                Members = now.Members,
                Guests = now.Guests,
                SignInNames = now.SignInNames,
                MembersAt = now.MembersAt,
                Left = now.Left,
                Language = now.Language,
            };

    /// <summary>True when it was deleted, or the bot was removed from it: nobody is shown anything because of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsGone { get; init; }
}

/// <summary>Somebody who was removed from a channel.</summary>
/// <param name="Id">Either of the ids by which a roster may name them.</param>
public sealed record FormerMember(string Id, DateTimeOffset At);

/// <summary>Who receives for a team of the playbook, or for a rung above one: a channel, or a person in their chat.</summary>
/// <param name="ChannelId">Null when it is a person.</param>
/// <param name="By">Who linked it.</param>
/// <param name="Person">Null when it is a channel.</param>
public sealed record Binding(string Team, string? ChannelId, Person? By, DateTimeOffset At, Person? Person = null)
{
    [JsonIgnore]
    public Target To => ChannelId is { } channel ? new ToChannel(channel) : new ToPerson(Person!.Id);
}

/// <summary>Somebody who says who is linked to what, and who may name others to do so.</summary>
/// <param name="By">Who named them; null when they administer because they installed the bot.</param>
public sealed record Administrator(Person Person, Person? By, DateTimeOffset Since);

/// <summary>The kinds of changes to who is linked to what, and to who may say so.</summary>
public enum DirectoryChangeKind
{
    AdministratorAdded,
    AdministratorRemoved,
    Linked,
    Unlinked,
    LinkRequested,
    LinkDeclined,
    ShiftOverridden,
    PersonErased,
    AbsenceBegun,
    AbsenceEnded,
}

/// <summary>One change of the directory, kept forever. Of one kind of change some fields say nothing and are null.</summary>
/// <param name="At">UTC.</param>
/// <param name="By">Who did it; null when nobody did, as when the first person installs the bot.</param>
/// <param name="Person">The administrator; or the person who is linked now, or wants to be.</param>
/// <param name="Team">The key of the team or rung.</param>
/// <param name="ChannelId">The channel that is linked now, or that is wanted.</param>
/// <param name="FormerPerson">The person who was linked before.</param>
/// <param name="FormerChannelId">The channel that was linked before.</param>
public sealed record DirectoryChange(
    DirectoryChangeKind Kind,
    DateTimeOffset At,
    Person? By,
    Person? Person = null,
    string? Team = null,
    string? ChannelId = null,
    Person? FormerPerson = null,
    string? FormerChannelId = null
)
{
    /// <summary>Who is on call from when until when; null for other changes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ShiftOverride? Shift { get; init; }

    /// <summary>Until when somebody is away, UTC; null for other changes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Somebody's wish to be linked, or to have their channel linked, which an administrator confirms or declines.</summary>
/// <param name="Key">The same for the same wish of whomever: a later one replaces it.</param>
/// <param name="ChannelId">Null when it is a person.</param>
/// <param name="Person">Null when it is a channel.</param>
public sealed record LinkRequest(string Key, IReadOnlyList<string> Teams, string? ChannelId, Person? Person, Person By, DateTimeOffset At)
{
    /// <summary>After this long it counts no longer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public bool IsOpen(DateTimeOffset now) => now - At < Lifetime;
}

/// <summary>Notes that somebody pasted and has not yet said what to do with.</summary>
public sealed record PendingNotes(string PersonId, string Text, DateTimeOffset At);

/// <summary>How many lines somebody was told on a day, each by itself.</summary>
/// <param name="Day">By their own clock.</param>
/// <param name="IsKept">Whether what is beyond is kept already, of which they know.</param>
public sealed record NoticesTold(string PersonId, DateOnly Day, int Count, bool IsKept = false);

/// <summary>That somebody has a feed of what is due from them.</summary>
/// <param name="Number">A chance number: an address with another one opens nothing.</param>
public sealed record CalendarFeed(string PersonId, string Number);

/// <summary>Which drills somebody has played to their end, the latest ones.</summary>
public sealed record PlayedDrills(string PersonId, IReadOnlyList<PlayedDrill> Played);

/// <summary>A drill that was played to its end.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="On">By UTC.</param>
/// <param name="Done">How much of what it is scored by was done.</param>
/// <param name="Of">By how much it is scored.</param>
public sealed record PlayedDrill(string Scenario, DateOnly On, int Done, int Of);

/// <summary>Where the card of an escalation is in one lane.</summary>
/// <param name="OrderingKey">The ordering key of the conversation that it is in; one card of an escalation for each.</param>
/// <param name="ShownVersion">The version of the escalation that it shows.</param>
public sealed record PostedCard(
    EscalationId Id,
    [property: JsonPropertyName("lane")] string OrderingKey,
    string ConversationId,
    string ActivityId,
    string ServiceUrl,
    int ShownVersion
)
{
    /// <summary>True when all that it says is that the escalation has moved to another place; null otherwise.</summary>
    public bool? HasMoved { get; init; }

    /// <summary>Which posting this is: the number of the owed message and its attempt, as its buttons carry it. Null on cards of earlier editions.</summary>
    public string? Copy { get; init; }

    /// <summary>The size in bytes to which the card had to be cut because Teams took no more; null while it takes the usual.</summary>
    public int? MostBytes { get; init; }

    /// <summary>True once the texts that did not fit stand in the thread.</summary>
    public bool? RestIsInThread { get; init; }
}

/// <summary>A person or a channel that messages do not reach any more, for good as far as is known.</summary>
/// <param name="Place">A person or a channel.</param>
/// <param name="Since">When the first message came back, UTC.</param>
/// <param name="Why">In words that a person understands, such as "it is gone".</param>
public sealed record Unreachable(Target Place, DateTimeOffset Since, string Why);

/// <summary>News for a team that had no place where it could be told; it follows once there is one.</summary>
/// <param name="Team">A key of the playbook.</param>
public sealed record KeptNews(string Team, MessageContent What, DateTimeOffset At);

/// <summary>How the directory is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DirectoryChangeKindConverter)]
)]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(Binding))]
[JsonSerializable(typeof(Administrator))]
[JsonSerializable(typeof(DirectoryChange))]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(PendingNotes))]
[JsonSerializable(typeof(ShiftOverride))]
[JsonSerializable(typeof(Absence))]
[JsonSerializable(typeof(CalendarFeed))]
[JsonSerializable(typeof(NoticesTold))]
[JsonSerializable(typeof(PostedCard))]
[JsonSerializable(typeof(PlayedDrills))]
public sealed partial class DirectoryJson : JsonSerializerContext;

/// <summary>Kinds are written by name, so that their order can change.</summary>
internal sealed class DirectoryChangeKindConverter()
    : JsonStringEnumConverter<DirectoryChangeKind>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
