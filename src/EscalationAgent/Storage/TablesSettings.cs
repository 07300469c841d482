using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;

namespace EscalationAgent.Storage;

/// <summary>Azure Table storage, for several replicas of the agent; with none of this set there is a SQLite file.</summary>
internal sealed partial record TablesSettings
{
    /// <summary>
    /// The address of the account's tables, such as <c>https://contoso.table.core.windows.net</c>. The agent signs in with its managed
    /// identity, or with whatever else <c>DefaultAzureCredential</c> finds; it needs the role <i>Storage Table Data Contributor</i>.
    /// </summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Instead of the endpoint: a connection string with a key of the account. A secret.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>
    /// Begins the names of the tables, so that several agents can share an account. A letter, then up to 29 letters and digits.
    /// Default: <c>EscalationAgent</c>.
    /// </summary>
    public string Prefix { get; init; } = "EscalationAgent";

    /// <summary>Whether the store is to be there.</summary>
    public bool IsConfigured => Endpoint.Length > 0 || ConnectionString.Length > 0;

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (Endpoint.Length > 0 && ConnectionString.Length > 0)
        {
            yield return "Storage:Tables has an Endpoint and a ConnectionString. Keep one of them.";
        }

        if (Endpoint.Length > 0 && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
        {
            yield return "Storage:Tables:Endpoint is no https address. Write it as https://ACCOUNT.table.core.windows.net.";
        }

        if (ConnectionString.Length > 0 && !CanBeRead(ConnectionString))
        {
            yield return "Storage:Tables:ConnectionString cannot be read. Copy it from the storage account, under Access keys.";
        }

        if (!TableNamePrefix().IsMatch(Prefix))
        {
            yield return "Storage:Tables:Prefix must be a letter, then up to 29 letters and digits.";
        }
    }

    /// <summary>The account, with what a turn can wait for: people and the Connector wait behind it.</summary>
    public TableServiceClient Connect() =>
        Endpoint.Length > 0 ? new(new Uri(Endpoint), new DefaultAzureCredential(), Options()) : new(ConnectionString, Options());

    /// <summary>How long is waited for the service: one more try, and at most a few seconds each.</summary>
    internal static TableClientOptions Options()
    {
        var options = new TableClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        return options;
    }

    private static bool CanBeRead(string connectionString)
    {
        try
        {
            return new TableServiceClient(connectionString).Uri is not null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{0,29}$")]
    private static partial Regex TableNamePrefix();
}
