namespace Escalations.Ports;

/// <summary>What somebody is in a conversation.</summary>
public enum MemberRole
{
    Member,

    /// <summary>Teams names them as an owner of the team.</summary>
    Owner,

    /// <summary>They belong to another organisation, or to none.</summary>
    Guest,
}

/// <summary>Somebody in a conversation, as Teams says now.</summary>
/// <param name="ChannelUserId">The id by which the chat service knows them; opaque.</param>
public sealed record RosterEntry(Person Person, string ChannelUserId, MemberRole Role)
{
    /// <summary>The name by which they sign in; null where Teams does not say.</summary>
    public string? SignInName { get; init; }
}

/// <summary>Reads who is in a conversation, from Teams and not from memory.</summary>
public interface IRosterReader
{
    /// <returns>Null when Teams does not say: it cannot be reached, the conversation is gone, or the bot is not in it.</returns>
    Task<IReadOnlyList<RosterEntry>?> ReadAsync(string tenant, string serviceUrl, string conversationId, CancellationToken cancel);
}
