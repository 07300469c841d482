namespace EscalationAgent.Storage;

/// <summary>The stored data can't be used as it is, and a person must decide what to do with it. It is never replaced by an empty one.</summary>
internal sealed class UnusableStorageException(string path, string why, Exception? cause = null)
    : Exception($"The database {path} can't be used: {why}", cause);
