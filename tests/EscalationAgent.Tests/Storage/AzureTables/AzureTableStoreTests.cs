using EscalationAgent.Storage.AzureTables;
using Escalations.Ports;

namespace EscalationAgent.Tests.Storage.AzureTables;

/// <summary>The store in Azure Table storage keeps the contract.</summary>
public sealed class AzureTableStoreTests : StoreContract, IAsyncLifetime
{
    private AzureTableStore store = null!;

    private protected override IEscalationStore Store => store;

    private protected override int Histories => 12;

    /// <summary>What waits for one place is in another partition than what it follows from.</summary>
    private protected override bool ClaimsAtCommit => false;

    public async ValueTask InitializeAsync() => store = await Azurite.OpenAsync(Azurite.NewPrefix(), Cancel);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
