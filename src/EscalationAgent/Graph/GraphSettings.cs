namespace EscalationAgent.Graph;

/// <summary>Whether Microsoft Graph is asked about people, and for what. The agent signs in as the bot does.</summary>
internal sealed record GraphSettings
{
    /// <summary>Where a token of the agent may go: Microsoft Graph in the public and in the national clouds.</summary>
    private static readonly string[] Hosts = ["graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"];

    /// <summary>True to use Microsoft Graph. Default: false; nothing of it is loaded then.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether a CSM's manager is looked up. Needs <c>User.Read.All</c>. Default: true.</summary>
    public bool Manager { get; init; } = true;

    /// <summary>Whether it is shown who is at hand. Needs <c>Presence.Read.All</c>. Default: true.</summary>
    public bool Presence { get; init; } = true;

    /// <summary>
    /// The mailbox (address or object id) from which somebody is written to whom Teams does not reach. Needs <c>Mail.Send</c> for it,
    /// and <c>User.Read.All</c>. Default: empty, no mail.
    /// </summary>
    public string MailSender { get; init; } = "";

    /// <summary>Tenants whose people are not looked up. Default: none.</summary>
    public IReadOnlyList<string> ExcludedTenants { get; init; } = [];

    /// <summary>Microsoft Graph's address; <c>http://</c> only on this machine, for a stand-in, which gets no token. Default: the public cloud.</summary>
    public string Endpoint { get; init; } = "https://graph.microsoft.com/v1.0";

    internal Uri Address => new(Endpoint);

    /// <summary>Whether it is a stand-in on this machine.</summary>
    internal bool IsStandIn => Address is { Scheme: "http", IsLoopback: true };

    /// <summary>What is wrong with these settings, each with its name; nothing while it is off.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Enabled)
        {
            yield break;
        }

        if (
            !Uri.TryCreate(Endpoint, UriKind.Absolute, out var address)
            || address.AbsolutePath.Trim('/').Length == 0
            || !(IsStandIn || (address.Scheme == Uri.UriSchemeHttps && Hosts.Contains(address.IdnHost)))
        )
        {
            yield return $"Graph:Endpoint must be https:// at one of {string.Join(", ", Hosts)}, with the version behind it, such as "
                + "https://graph.microsoft.com/v1.0; http:// only on this machine.";
        }

        if (MailSender.Any(char.IsWhiteSpace))
        {
            yield return "Graph:MailSender must be the address or the object id of one mailbox.";
        }
    }
}
