namespace EscalationAgent.Storage;

/// <summary>Where the agent keeps what it remembers.</summary>
internal sealed record StorageSettings
{
    /// <summary>
    /// The SQLite file, absolute or from the working folder; its folder is created when missing.
    /// Beside it stand <c>-wal</c> and <c>-shm</c>, which belong to it. Default: <c>data/escalations.db</c>.
    /// It must be a local disk: the write-ahead log does not work over a network share.
    /// </summary>
    public string Path { get; init; } = "data/escalations.db";

    /// <summary>Azure Table storage in place of the file; it is used when its endpoint or connection string is set.</summary>
    public TablesSettings Tables { get; init; } = new();

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Path))
        {
            yield return "Storage:Path is empty. Name a file, such as data/escalations.db.";
        }

        foreach (var fault in Tables.Faults())
        {
            yield return fault;
        }
    }
}
