using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsBot.Activities;

/// <summary>What Teams adds to an activity: tenant, team, channel, and what kind of event it was.</summary>
public sealed record TeamsChannelData
{
    public TeamsTenant? Tenant { get; init; }
    public TeamsTeam? Team { get; init; }
    public TeamsChannel? Channel { get; init; }
    public string? EventType { get; init; }
    public TeamsSource? Source { get; init; }
    public TeamsInstallSettings? Settings { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>The organisation in which something happened.</summary>
public sealed record TeamsTenant
{
    public string? Id { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A team; its id is also the id of its General channel.</summary>
public sealed record TeamsTeam
{
    public string? Id { get; init; }

    /// <summary>Sent when the bot is installed or the team renamed, hardly ever with a message.</summary>
    public string? Name { get; init; }
    public string? AadGroupId { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A channel of a team.</summary>
public sealed record TeamsChannel
{
    public string? Id { get; init; }
    public string? Name { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>Where in Teams a click came from: <c>message</c> for a card, <c>compose</c> for the message box.</summary>
public sealed record TeamsSource
{
    public string? Name { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>What the person who installed the bot has chosen.</summary>
public sealed record TeamsInstallSettings
{
    public TeamsChannel? SelectedChannel { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
