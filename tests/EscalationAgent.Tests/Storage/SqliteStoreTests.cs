using EscalationAgent.Storage;
using Escalations.Ports;

namespace EscalationAgent.Tests.Storage;

/// <summary>The store in a file keeps the contract.</summary>
public sealed class SqliteStoreTests : StoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteStore store;

    public SqliteStoreTests() => store = SqliteStore.Open(folder.File("escalations.db"));

    private protected override IEscalationStore Store => store;

    /// <summary>Every byte of the file and of its log.</summary>
    private protected override Task<string> EverythingAsync() =>
        Task.FromResult(string.Join('\n', Directory.GetFiles(folder.Path).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)).Select(Bytes)));

    private static string Bytes(string file)
    {
        using var bytes = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var text = new StreamReader(bytes, System.Text.Encoding.UTF8);
        return text.ReadToEnd();
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }
}
