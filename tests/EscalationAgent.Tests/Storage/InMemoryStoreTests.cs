using EscalationAgent.Storage;
using Escalations.UseCases;

namespace EscalationAgent.Tests.Storage;

/// <summary>The store without a file keeps the contract.</summary>
public sealed class InMemoryStoreTests : StoreContract, IDisposable
{
    private readonly InMemoryStore store = new();

    private protected override IEscalationStore Store => store;

    public void Dispose() => store.Dispose();
}
