using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>A person as the bot has met them: who they are and how to reach them.</summary>
/// <param name="ChannelUserId">The id by which the chat service knows them; opaque.</param>
/// <param name="ChatId">The personal conversation; null when they have never opened one.</param>
/// <param name="ServiceUrl">Where the conversation is served.</param>
/// <param name="TimeZone">IANA name, as their client last said; null when unknown.</param>
public sealed record Contact(Person Person, string ChannelUserId, string? ChatId, string ServiceUrl, string? TimeZone, string? Locale);

/// <summary>A channel that the bot has been added to or has heard from.</summary>
/// <param name="Name">Null when never told; the General channel has none.</param>
public sealed record Channel(string ChannelId, string? Name, string? TeamId, string? TeamName, string ServiceUrl)
{
    /// <summary>Who is in it, as last learnt.</summary>
    public IReadOnlyList<Person> Members { get; init; } = [];
}

/// <summary>Who receives for a team of the playbook, or for a rung above one: a channel, or a person in their chat.</summary>
/// <param name="ChannelId">Null when it is a person.</param>
/// <param name="By">Who linked it.</param>
/// <param name="Person">Null when it is a channel.</param>
public sealed record Binding(string Team, string? ChannelId, Person? By, DateTimeOffset At, Person? Person = null)
{
    [JsonIgnore]
    public Target To => ChannelId is { } channel ? new ToChannel(channel) : new ToPerson(Person!.Id);
}

/// <summary>Notes that somebody pasted and has not yet said what to do with.</summary>
public sealed record PendingNotes(string PersonId, string Text, DateTimeOffset At);

/// <summary>Where the card of an escalation stands in one lane.</summary>
/// <param name="Lane">The lane of the conversation it stands in; one live card of an escalation for each lane.</param>
/// <param name="ShownVersion">The version of the escalation that it shows; 0 when it says only that it has moved to another place.</param>
public sealed record PostedCard(EscalationId Id, string Lane, string ConversationId, string ActivityId, string ServiceUrl, int ShownVersion);

/// <summary>How the directory is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(Binding))]
[JsonSerializable(typeof(PendingNotes))]
[JsonSerializable(typeof(PostedCard))]
public sealed partial class DirectoryJson : JsonSerializerContext;
