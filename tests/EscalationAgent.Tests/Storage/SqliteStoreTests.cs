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

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }
}
