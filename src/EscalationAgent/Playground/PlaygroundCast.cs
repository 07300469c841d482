using System.Text.Json;

namespace EscalationAgent.Playground;

/// <summary>Who and what the local Playground knows: read from the very file that the Playground is started with.</summary>
internal sealed record PlaygroundCast
{
    public required string TenantId { get; init; }

    public required PlaygroundBot Bot { get; init; }

    /// <summary>The CSM: the person who sits in front of the page.</summary>
    public required PlaygroundPerson CurrentUser { get; init; }

    public required IReadOnlyList<PlaygroundPerson> Users { get; init; }

    public required PlaygroundPlace PersonalChat { get; init; }

    public required PlaygroundPlace GroupChat { get; init; }

    public required PlaygroundTeam Team { get; init; }

    /// <summary>Where leadership reads. As in Teams, the General channel has the team's own id.</summary>
    public string GeneralChannelId => Team.Id;

    /// <summary>The one other channel that a Playground team can have; it receives for every team.</summary>
    public string OtherChannelId => Team.Channels[0].Id;

    /// <summary>Where the file lies beside the program.</summary>
    public static string FilePath => Path.Combine(AppContext.BaseDirectory, "Playground", "playground.json");

    public static PlaygroundCast Read() => Read(FilePath);

    public static PlaygroundCast Read(string path) =>
        JsonSerializer.Deserialize<PlaygroundCast>(File.ReadAllText(path), JsonSerializerOptions.Web) ?? throw new InvalidDataException($"{path} is empty.");
}

/// <summary>The agent as the Playground introduces it.</summary>
internal sealed record PlaygroundBot(string Id, string Name);

/// <summary>One member of the cast.</summary>
internal sealed record PlaygroundPerson(string Id, string Name, string AadObjectId, string Email);

/// <summary>A chat or a channel; chats with the agent alone have no name.</summary>
internal sealed record PlaygroundPlace(string Id, string Name = "");

/// <summary>The one team of the cast, with its channels besides General.</summary>
internal sealed record PlaygroundTeam(string Id, string Name, string AadGroupId, IReadOnlyList<PlaygroundPlace> Channels);
