namespace Escalations.Ports;

/// <summary>Why somebody cannot be written to now.</summary>
public enum ChatFault
{
    /// <summary>They have no chat with the bot, have blocked it, or it was taken from them.</summary>
    NoChat,

    /// <summary>The chat service does not answer, or has too much to do; it may work later.</summary>
    ForNow,
}

/// <summary>Writes to people to see whether they can be reached.</summary>
public interface IPersonalChats
{
    /// <summary>Writes to somebody without leaving a message: they see at most that the bot is writing.</summary>
    /// <returns>Null when it reached them.</returns>
    Task<ChatFault?> TryAsync(Contact contact, CancellationToken cancel);
}
