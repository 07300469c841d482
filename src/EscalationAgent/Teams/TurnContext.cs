using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using TeamsBot.Activities;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>Who is behind an activity, and where it happened.</summary>
/// <param name="Known">What was known of the person before; null when they are new.</param>
internal sealed record TurnContext(
    string Tenant,
    Person Person,
    string ConversationId,
    string ServiceUrl,
    bool IsPersonal,
    Contact? Known,
    Contact? Changed,
    Channel? Channel,
    Channel? ChannelBefore,
    string? Delivery
)
{
    /// <summary>True when Teams says, or has said, that the person belongs to another organisation.</summary>
    public bool IsGuest { get; init; }

    /// <summary>True when this very activity says so.</summary>
    public bool IsForeign { get; init; }

    /// <summary>True when they ask only: nothing changes, and asked again they are answered again.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>The people whom the message mentions besides the bot.</summary>
    public IReadOnlyList<MentionedAccount> Mentions { get; init; } = [];

    /// <summary>Where it was said, as its roster is asked for.</summary>
    public (string ServiceUrl, string Id) Conversation => (ServiceUrl, Channel?.ChannelId ?? ConversationId);

    /// <summary>A request whose answer is said in the conversation.</summary>
    public Request Saying => Showing with { ReplyTo = ReplyTo };

    /// <summary>A request whose answer is shown on the pressed card.</summary>
    public Request Showing =>
        new(Tenant, Delivery, Person, null)
        {
            Channel = Channel,
            IsGuest = IsGuest,
            Links = Links,
            Found = Found,
            Met = Met,
            Before = Known,
        };

    /// <summary>What was learnt of the one who speaks, and of the channel; null when nothing was.</summary>
    public DirectoryEdit? Met =>
        Changed is null && Channel == ChannelBefore
            ? null
            : new() { Contacts = Changed is { } contact ? [contact] : [], Channels = Channel is { } channel && channel != ChannelBefore ? [channel] : [] };

    /// <summary>The escalation that it is about, as it was found; null when it is about none, or not found yet.</summary>
    public EscalationWithCards? Found { get; init; }

    /// <summary>Who is linked to what, as it was when the turn began.</summary>
    public TeamLinks Links { get; init; } = TeamLinks.None;

    public Target ReplyTo => IsPersonal ? new ToPerson(Person.Id) : new ToConversation(ConversationId, ServiceUrl);

    /// <summary>Where what is answered is read.</summary>
    public Target Place => Channel is { } channel ? new ToChannel(channel.ChannelId) : ReplyTo;

    /// <summary>Who reads what is answered.</summary>
    public Viewer Viewer => new(Tenant, Person, Place, Channel, Conversation, IsGuest, Links);

    public string? TimeZone => (Changed ?? Known)?.TimeZone;

    public string? Locale => (Changed ?? Known)?.Locale;

    /// <summary>From here on everything is written as the one who speaks reads it; where others read along, in the channel's language.</summary>
    public IDisposable Speaking() => IsPersonal ? Speaking(Changed ?? Known) : Speaking(Channel);

    /// <summary>From here on everything is written in a channel's language: in English where none was chosen for it.</summary>
    public static IDisposable Speaking(Channel? channel) => ReaderLanguage.Use(channel?.Language ?? Language.English, channel?.Language is not null);

    /// <summary>From here on everything is written as somebody reads it: in the language that they have chosen, else in that of their Teams.</summary>
    /// <param name="reader">Null for somebody of whom nothing is known.</param>
    public static IDisposable Speaking(Contact? reader) => ReaderLanguage.Use(reader?.Reads ?? Language.English, reader?.Language is not null);

    /// <returns>Null when the activity does not say enough to know who speaks and where.</returns>
    public static async Task<TurnContext?> OfAsync(Activity activity, IDirectory directory, CancellationToken cancel)
    {
        if (
            activity.TenantId() is not { Length: > 0 } tenant
            || (activity.From?.AadObjectId ?? activity.From?.Id) is not { Length: > 0 } personId
            || activity.From?.Id is not { Length: > 0 } userId
            || activity.Conversation?.Id is not { Length: > 0 } conversationId
            || activity.BaseConversationId() is not { Length: > 0 } baseId
            || !Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out _)
        )
        {
            return null;
        }

        var isChannel = activity.Conversation.ConversationType == "channel";
        var isPersonal = !isChannel && activity.Conversation.ConversationType != "groupChat" && activity.Conversation.IsGroup is not true;
        var (known, channelBefore, links) = await directory.LookUpAsync(tenant, personId, isChannel ? baseId : null, cancel);
        var met = new Contact(
            Named(activity.From?.Name) is { } name ? Person.Shown(personId, name) : known?.Person ?? new Person(personId, "Somebody"),
            userId,
            isPersonal ? conversationId : known?.ChatId,
            activity.ServiceUrl!,
            activity.SenderTimeZone() ?? known?.TimeZone,
            activity.SenderLocale() ?? known?.Locale
        )
        {
            Language = known?.Language,
            RemindersMutedUntil = known?.RemindersMutedUntil,
            UpdatesMutedUntil = known?.UpdatesMutedUntil,
            FeedbackAskedOn = known?.FeedbackAskedOn,
            Drill = known?.Drill,

            // That an activity names the tenant of the house makes nobody a member: guests act in it too.
            IsGuest = SaysForeign(activity, tenant) || known is { IsGuest: true },
        };

        var data = activity.ChannelData;
        var channel = isChannel
            ? (channelBefore ?? new(baseId, null, null, null, activity.ServiceUrl!)) with
            {
                Name = Named(data?.Channel?.Name) ?? Named(activity.Conversation.Name) ?? channelBefore?.Name,
                TeamId = data?.Team?.Id ?? channelBefore?.TeamId,
                TeamName = data?.Team?.Name ?? channelBefore?.TeamName,
                ServiceUrl = activity.ServiceUrl!,
                IsGone = false,
            }
            : null;
        return new(
            tenant,
            met.Person,
            conversationId,
            activity.ServiceUrl!,
            isPersonal,
            known,
            met == known ? null : met,
            channel,
            channelBefore,
            activity.Id is { Length: > 0 } id ? $"{conversationId}|{id}" : null
        )
        {
            Links = links,
            IsGuest = met.IsGuest,
            IsForeign = SaysForeign(activity, tenant),
            Mentions = activity.MentionedOthers(),
        };
    }

    /// <summary>
    /// The same for what is done in a conversation that the bot need not be in. Nothing is learnt of that place, which may be a chat of two
    /// people; what is answered is for the one who asks alone, and what is said is said in their own chat.
    /// </summary>
    public static async Task<TurnContext?> OfElsewhereAsync(Activity activity, IDirectory directory, CancellationToken cancel)
    {
        // A group chat is a place of which nothing is kept.
        var somewhere = (activity.Conversation ?? new()) with { Id = activity.Conversation?.Id is { Length: > 0 } id ? id : "elsewhere" };
        var here = activity with { Conversation = somewhere with { ConversationType = "groupChat", IsGroup = true } };
        return await OfAsync(here, directory, cancel) is { } turn ? turn with { IsPersonal = true } : null;
    }

    /// <summary>Whether the activity says that its sender belongs to another organisation.</summary>
    private static bool SaysForeign(Activity activity, string tenant) =>
        activity.From switch
        {
            { Role: "guest" or "anonymous" } => true,
            { TenantId: { Length: > 0 } home } => !home.Equals(tenant, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

    private static string? Named(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();
}
