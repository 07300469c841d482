namespace TeamsBot.Inbound;

/// <summary>Who may come in at <c>/api/messages</c>.</summary>
public sealed record InboundSettings
{
    /// <summary>The bot's app id, a GUID, as the token's audience spells it. Default: empty, which only an anonymous door may be.</summary>
    public string AppId { get; init; } = "";

    /// <summary>
    /// The ids of the tenants whose people are let in; a perfect token from elsewhere gets 403. Default: none, which lets nobody in.
    /// An anonymous door with an empty list lets in every tenant, and activities without one.
    /// </summary>
    public IReadOnlyList<string> AllowedTenants { get; init; } = [];

    /// <summary>
    /// Where the Connector publishes its signing keys. Default: the public cloud. The US Government and China clouds have their own.
    /// Plain http is for a stand-in on loopback in Development only.
    /// </summary>
    public string MetadataAddress { get; init; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Who must have issued the token, letter for letter. Default: the Connector of the public cloud.</summary>
    public string Issuer { get; init; } = "https://api.botframework.com";

    /// <summary>
    /// True: no tokens; whoever sits at this machine is let in, nobody else. Only in Development: elsewhere the start stops. Default: false.
    /// </summary>
    public bool Anonymous { get; init; }

    /// <summary>How long a turn may take before it is called off and answered with 500. Default: 10 s; above 0, at most 60 s.</summary>
    public TimeSpan TurnLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>All that is wrong with these settings, a sentence for each; empty when the door may open.</summary>
    public IReadOnlyList<string> Validate(bool isDevelopment)
    {
        var faults = new List<string>();
        if (Anonymous && !isDevelopment)
        {
            faults.Add($"{nameof(Anonymous)} is on, but an anonymous door is for Development only.");
        }

        if (!Anonymous && string.IsNullOrWhiteSpace(AppId))
        {
            faults.Add($"{nameof(AppId)} is missing: without it no token can be checked.");
        }

        if (!Anonymous && AllowedTenants.Count == 0)
        {
            faults.Add($"{nameof(AllowedTenants)} is empty: nobody could come in.");
        }

        if (AllowedTenants.Any(string.IsNullOrWhiteSpace))
        {
            faults.Add($"{nameof(AllowedTenants)} has an empty entry.");
        }

        if (!KeyAddress.IsTrustworthy(MetadataAddress, isDevelopment, out _))
        {
            faults.Add($"{nameof(MetadataAddress)} must be an https address; plain http is for loopback in Development only.");
        }

        if (string.IsNullOrWhiteSpace(Issuer))
        {
            faults.Add($"{nameof(Issuer)} is missing.");
        }

        if (TurnLimit <= TimeSpan.Zero || TurnLimit > TimeSpan.FromMinutes(1))
        {
            faults.Add($"{nameof(TurnLimit)} must be above 0 and at most 60 seconds.");
        }

        return faults;
    }
}
