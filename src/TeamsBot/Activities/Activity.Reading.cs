namespace TeamsBot.Activities;

public sealed partial record Activity
{
    private const string ThreadMark = ";messageid=";

    /// <summary>False when the two places that name the tenant contradict each other; such an activity is not let in.</summary>
    public bool AgreesOnTenant() =>
        ChannelData?.Tenant?.Id is not { } told || Conversation?.TenantId is not { } kept || string.Equals(told, kept, StringComparison.OrdinalIgnoreCase);

    /// <summary>The tenant in which this happened; null when nothing says so, or when two places contradict each other.</summary>
    public string? TenantId() => AgreesOnTenant() ? ChannelData?.Tenant?.Id ?? Conversation?.TenantId : null;

    /// <summary>
    /// What was said to the bot: without its own mention and without a message that it quotes, decoded, with plain spaces.
    /// People who are mentioned stand there by their names; line breaks stay.
    /// </summary>
    public string Said() => RichText.Of(this) is { Quoted: not null } rich ? Mentions.Tidy(rich.Said) : Mentions.Plain(this, Recipient?.Id);

    /// <summary>The message that this one quotes, as Teams previews it; null when it quotes none. The words are somebody else's.</summary>
    public string? Quoted() => RichText.Of(this)?.Quoted is { } quoted ? Mentions.Tidy(quoted) : null;

    /// <summary>The files and pictures that came with the message, in order; the text itself, which comes as an attachment too, is none.</summary>
    public IReadOnlyList<AttachedFile> Files() => AttachedFile.Of(this);

    /// <summary>Whether a message that was sent before has been changed by its sender.</summary>
    public bool IsEdit() => Type == ActivityTypes.MessageUpdate && string.Equals(ChannelData?.EventType, "editMessage", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a message that was sent before has been deleted by its sender, who may still bring it back.</summary>
    public bool IsDeletion() =>
        Type == ActivityTypes.MessageDelete && string.Equals(ChannelData?.EventType, "softDeleteMessage", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the bot was mentioned, by its id.</summary>
    public bool MentionsBot() => Mentions.Of(this, Recipient?.Id).Any();

    /// <summary>The people whom the message mentions besides the bot, each once.</summary>
    public IReadOnlyList<MentionedAccount> MentionedOthers() => Mentions.OfOthers(this, Recipient?.Id);

    /// <summary>The conversation without its thread: the channel for everything that is said in a channel.</summary>
    public string? BaseConversationId() => Conversation?.Id is { } id && ThreadMarkIn(id) is >= 0 and var mark ? id[..mark] : Conversation?.Id;

    /// <summary>The message that started the thread; null outside a thread.</summary>
    public string? ThreadRootId() =>
        Conversation?.Id is { } id && ThreadMarkIn(id) is >= 0 and var mark && id[(mark + ThreadMark.Length)..] is { Length: > 0 } root ? root : null;

    /// <summary>The sender's time zone, an IANA name such as <c>Europe/Paris</c>; unchecked.</summary>
    public string? SenderTimeZone() => ClientInfo("timezone") ?? LocalTimezone;

    /// <summary>The sender's language, such as <c>en-US</c>; unchecked.</summary>
    public string? SenderLocale() => ClientInfo("locale") ?? Locale;

    private string? ClientInfo(string member) =>
        (
            from entity in Entities ?? []
            where string.Equals(entity.Text("type"), "clientInfo", StringComparison.OrdinalIgnoreCase)
            select entity.Text(member)
        ).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    private static int ThreadMarkIn(string id) => id.IndexOf(ThreadMark, StringComparison.OrdinalIgnoreCase);
}
