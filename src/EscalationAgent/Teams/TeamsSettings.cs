using Azure.Core;
using Azure.Identity;
using TeamsBot.Connector;
using TeamsBot.Inbound;

namespace EscalationAgent.Teams;

/// <summary>Who the bot is in Teams, and how it proves it. Without an app id it speaks only with the Playground, in Development.</summary>
internal sealed record TeamsSettings
{
    /// <summary>The bot's app id (Entra client id), a GUID. Default: empty.</summary>
    public string AppId { get; init; } = "";

    /// <summary>The tenant that the bot is registered in; single-tenant registrations only. Default: empty.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>Tenants whose people may use the bot. Default: the bot's own tenant.</summary>
    public IReadOnlyList<string> AllowedTenants { get; init; } = [];

    /// <summary>Entra object ids of the people who say which channel or person receives for whom. Default: whoever installs the bot first.</summary>
    public IReadOnlyList<string> Administrators { get; init; } = [];

    /// <summary>A client secret. Default: none. Exactly one of secret, certificate and managed identity is needed with an app id.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The path of a certificate with its private key (PFX or PEM). Default: none.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>True to use the user-assigned managed identity whose client id is the app id. Default: false.</summary>
    public bool ManagedIdentity { get; init; }

    /// <summary>Where the Connector publishes its signing keys. Default: the public cloud.</summary>
    public string MetadataAddress { get; init; } = new InboundSettings().MetadataAddress;

    /// <summary>Who must have issued inbound tokens. Default: the public cloud's Connector.</summary>
    public string Issuer { get; init; } = new InboundSettings().Issuer;

    /// <summary>The scope of outbound tokens. Default: the public cloud's.</summary>
    public string Scope { get; init; } = new ConnectorSettings().Scope;

    /// <summary>Hosts that may get the bot's token besides Microsoft's known ones, such as a canary host. Default: none.</summary>
    public IReadOnlyList<string> TrustedHosts { get; init; } = [];

    /// <summary>No tokens: whoever sits at this machine is let in. Only in Development. Default: false; true in Development without an app id.</summary>
    public bool? Anonymous { get; init; }

    /// <summary>How many messages one person may send in a minute, 10 to 10,000. Who sends more is slowed. Default: 500.</summary>
    public int MessagesPerMinute { get; init; } = 500;

    /// <summary>
    /// How many lines about escalations come into one person's chat by themselves in a day; what is beyond, and neither is of an S1 nor asks
    /// them to act, is told together. 0 to 1,000; 0 tells all at once. Default: 10.
    /// </summary>
    public int NoticesPerDay { get; init; } = 10;

    /// <summary>When that is told on a working day of the default playbook's calendar, by the reader's own clock. Default: 08:30 and 17:00.</summary>
    public string DigestAt { get; init; } = "08:30, 17:00";

    /// <param name="isWorkingDay">On which days something is told together.</param>
    public Digests Digests(Func<DateOnly, bool> isWorkingDay) => new(NoticesPerDay, Teams.Digests.Times(DigestAt) ?? [], isWorkingDay);

    /// <summary>How many connections may be open, 100 to 100,000. Default: 2,000.</summary>
    public int Connections { get; init; } = new ConnectionLimits().Total;

    /// <summary>How many of them may come from one address; a proxy in front of the bot is one address. 10 to 100,000. Default: 256.</summary>
    public int ConnectionsPerAddress { get; init; } = new ConnectionLimits().PerAddress;

    public ConnectionLimits ConnectionLimits => new() { Total = Connections, PerAddress = ConnectionsPerAddress };

    public InboundSettings Inbound(bool isDevelopment) =>
        new()
        {
            AppId = AppId,
            AllowedTenants =
                AllowedTenants.Count > 0 ? AllowedTenants
                : TenantId.Length > 0 ? [TenantId]
                : [],
            MetadataAddress = MetadataAddress,
            Issuer = Issuer,
            Anonymous = Anonymous ?? (isDevelopment && AppId.Length == 0),
        };

    public ConnectorSettings Connector(bool isDevelopment) =>
        new()
        {
            AppId = AppId,
            TenantId = TenantId,
            Scope = Scope,
            AppName = "EscalationAgent",
            TrustedHosts = TrustedHosts,
            AllowLoopback = isDevelopment,

            // A conversation that hangs is left alone soon: what is owed is kept, and tried again later.
            TryLimit = TimeSpan.FromSeconds(10),
            CallLimit = TimeSpan.FromSeconds(10),
        };

    /// <summary>What the bot signs in with: one of the three, or without an app id whatever this machine offers.</summary>
    public TokenCredential Credential() => Credential(_ => { });

    /// <param name="with">How patient it is, and over what it speaks.</param>
    public TokenCredential Credential(Action<TokenCredentialOptions> with)
    {
        return this switch
        {
            { AppId: "" } => new DefaultAzureCredential(With(new DefaultAzureCredentialOptions())),
            { ManagedIdentity: true } => new ManagedIdentityCredential(
                With(new ManagedIdentityCredentialOptions(ManagedIdentityId.FromUserAssignedClientId(AppId)))
            ),
            { CertificatePath: { Length: > 0 } path } => new ClientCertificateCredential(TenantId, AppId, path, With(new ClientCertificateCredentialOptions())),
            _ => new ClientSecretCredential(TenantId, AppId, ClientSecret, With(new ClientSecretCredentialOptions())),
        };

        T With<T>(T options)
            where T : TokenCredentialOptions
        {
            with(options);
            return options;
        }
    }

    /// <summary>What is wrong with these settings, each with its name.</summary>
    public IEnumerable<string> Faults(bool isDevelopment)
    {
        foreach (var fault in Inbound(isDevelopment).Validate(isDevelopment))
        {
            yield return $"Teams: {fault}";
        }

        foreach (
            var (name, value, least, most) in new[]
            {
                (nameof(MessagesPerMinute), MessagesPerMinute, 10, 10_000),
                (nameof(NoticesPerDay), NoticesPerDay, 0, 1_000),
                (nameof(Connections), Connections, 100, 100_000),
                (nameof(ConnectionsPerAddress), ConnectionsPerAddress, 10, 100_000),
            }
        )
        {
            if (value < least || value > most)
            {
                yield return $"Teams: {name} must be between {least:N0} and {most:N0}.";
            }
        }

        if (Teams.Digests.Times(DigestAt) is null)
        {
            yield return "Teams: DigestAt must be times such as 08:30, 17:00.";
        }

        if (Administrators.Any(string.IsNullOrWhiteSpace))
        {
            yield return "Teams: one of the Administrators is empty; name people by their Entra object ids.";
        }

        if (AppId.Length > 0)
        {
            var credentials = (ClientSecret is { Length: > 0 } ? 1 : 0) + (CertificatePath is { Length: > 0 } ? 1 : 0) + (ManagedIdentity ? 1 : 0);
            if (credentials != 1)
            {
                yield return "Teams: exactly one of ClientSecret, CertificatePath and ManagedIdentity is needed with an AppId.";
            }

            if (TenantId.Length == 0)
            {
                yield return "Teams: TenantId is missing; the bot is registered in one tenant.";
            }

            foreach (var fault in Connector(isDevelopment).Faults())
            {
                yield return $"Teams: {fault}";
            }
        }
    }
}
