using Azure.Data.Tables;
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

    private readonly string prefix = Azurite.NewPrefix();

    /// <summary>Every key and every property of every row.</summary>
    private protected override async Task<string> EverythingAsync()
    {
        await store.UnfinishedAsync(Now, Cancel);
        var service = new TableServiceClient(await Azurite.ConnectionStringAsync(Cancel));
        string[] names = ["Escalations", "Outbox", "Directory", "Index", "Usage", "Playbooks", "Feedback"];
        return string.Join(
            '\n',
            names
                .SelectMany(name => service.GetTableClient(prefix + name).Query<TableEntity>(cancellationToken: Cancel))
                .SelectMany(row => row.Select(property => property.Value))
        );
    }

    public async ValueTask InitializeAsync() => store = await Azurite.OpenAsync(prefix, Cancel);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
