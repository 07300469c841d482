using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TeamsBot.Connector;

/// <summary>
/// What the bot says: words or one card, never both, because Teams splits such an activity into several messages
/// and then names none of them, so that none can be updated later.
/// </summary>
public sealed record OutgoingActivity
{
    private OutgoingActivity(string type) => Type = type;

    /// <summary>"The bot is writing": answered without an id, gone after a few seconds.</summary>
    public static OutgoingActivity Typing { get; } = new("typing");

    /// <summary><c>message</c> or <c>typing</c>.</summary>
    public string Type { get; }

    /// <summary>The words; null when a card says it.</summary>
    public string? Text { get; private init; }

    /// <summary><c>markdown</c> (what <see cref="Words"/> makes), <c>plain</c> or <c>xml</c>; null for a card.</summary>
    public string? TextFormat { get; init; }

    /// <summary>What the notification says; without it a card shows as "Sent a card".</summary>
    public string? Summary { get; private init; }

    /// <summary>The card, as the only attachment; null when there are words.</summary>
    public IReadOnlyList<CardAttachment>? Attachments { get; private init; }

    /// <summary>The people that the words mention; a card carries its mentions inside itself.</summary>
    public IReadOnlyList<Mention>? Entities { get; private init; }

    /// <summary>The message that this one answers; set by <see cref="ConnectorClient.ReplyAsync"/>.</summary>
    public string? ReplyToId { get; internal init; }

    /// <summary>What Teams alone understands: whether to alert.</summary>
    public OutgoingChannelData? ChannelData { get; private init; }

    /// <summary>One card.</summary>
    /// <param name="card">The whole Adaptive Card, mentions and all.</param>
    /// <param name="summary">What the notification says; never blank.</param>
    /// <param name="alert">True to show it in the activity feed (personal chats).</param>
    public static OutgoingActivity Card(FilledCard card, string summary, bool alert = false)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentException.ThrowIfNullOrWhiteSpace(summary);
        return new("message")
        {
            Attachments = [new CardAttachment(card)],
            Summary = summary,
            ChannelData = OutgoingChannelData.For(alert),
        };
    }

    /// <summary>Words in Teams' Markdown; untrusted text must have been escaped by the caller.</summary>
    /// <param name="text">Never blank: Teams refuses an empty message.</param>
    /// <param name="summary">What the notification says; null for the words themselves.</param>
    /// <param name="alert">True to show it in the activity feed (personal chats).</param>
    public static OutgoingActivity Words(string text, string? summary = null, bool alert = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new("message")
        {
            Text = text,
            TextFormat = "markdown",
            Summary = summary,
            ChannelData = OutgoingChannelData.For(alert),
        };
    }

    /// <summary>The same message with a remark of ours: below the words, or above all else on the card.</summary>
    /// <param name="remark">Teams' Markdown; never blank.</param>
    public OutgoingActivity WithRemark(string remark)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(remark);
        if (Attachments is not [var attachment, ..])
        {
            return this with { Text = $"{Text}\n\n_{remark}_" };
        }

        var card = attachment.Content.AsObject();
        var block = new JsonObject
        {
            ["type"] = "TextBlock",
            ["text"] = remark,
            ["isSubtle"] = true,
            ["size"] = "Small",
            ["wrap"] = true,
        };
        if (card["body"] is JsonArray body)
        {
            body.Insert(0, block);
        }
        else
        {
            card["body"] = new JsonArray(block);
        }

        return this with
        {
            Attachments = [new CardAttachment(FilledCard.Of(card))],
        };
    }

    /// <summary>The same words, with these people notified.</summary>
    /// <exception cref="ArgumentException">The words do not contain <see cref="Mention.Text"/> literally; Teams refuses or ignores such a mention.</exception>
    public OutgoingActivity Mentioning(params IReadOnlyList<Mention> people)
    {
        var missing = people.FirstOrDefault(person => Text?.Contains(person.Text, StringComparison.Ordinal) is not true);
        return missing is null
            ? this with
            {
                Entities = people.Count == 0 ? null : [.. people],
            }
            : throw new ArgumentException($"The words do not contain {missing.Text}.", nameof(people));
    }
}

/// <summary>The one card of a message, as Teams wants it wrapped.</summary>
public sealed record CardAttachment(FilledCard Content)
{
    public string ContentType { get; } = "application/vnd.microsoft.card.adaptive";
}

/// <summary>A person who is named in the words and notified.</summary>
/// <param name="Id">A Teams id (<c>29:..</c>), an Entra object id or a user principal name.</param>
/// <param name="Name">As people read it; escaped here.</param>
public sealed record Mention([property: JsonIgnore] string Id, [property: JsonIgnore] string Name)
{
    public string Type { get; } = "mention";

    /// <summary>What must stand in the words, literally.</summary>
    public string Text => $"<at>{Name.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")}</at>";

    public MentionedPerson Mentioned => new(Id, Name);
}

/// <summary>Who a <see cref="Mention"/> is about, on the wire.</summary>
public sealed record MentionedPerson(string Id, string Name);

/// <summary>The part of a message that Teams alone understands.</summary>
public sealed record OutgoingChannelData(OutgoingNotification Notification)
{
    internal static OutgoingChannelData? For(bool alert) => alert ? new(new OutgoingNotification(true)) : null;
}

/// <summary>Whether a message shows in the activity feed.</summary>
public sealed record OutgoingNotification(bool Alert);
