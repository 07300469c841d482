namespace EscalationAgent.Integrations;

/// <summary>The system in which tickets are made, as the playbooks say under <c>tickets</c>.</summary>
internal sealed record TicketSettings
{
    /// <summary><c>jira</c> for Jira Cloud, <c>webhook</c> for any system behind a signed webhook. Default: empty, none.</summary>
    public string System { get; init; } = "";

    /// <summary>The site (<c>https://NAME.atlassian.net</c>), or where the webhook is posted; http only on this machine.</summary>
    public string Url { get; init; } = "";

    /// <summary>The address of the account that makes tickets in Jira.</summary>
    public string Email { get; init; } = "";

    /// <summary>That account's API token.</summary>
    public string ApiToken { get; init; } = "";

    /// <summary>What the webhook is signed with: <c>whsec_</c> and 24 to 64 bytes in base64.</summary>
    public string Secret { get; init; } = "";

    /// <summary>What the tracker signs with when it tells of labels and statuses. Default: none; then it tells nothing.</summary>
    public string? InboundSecret { get; init; }

    /// <summary>For whom a brief is begun where the tracker names nobody: an Entra object id. Default: nobody.</summary>
    public string? Csm { get; init; }

    /// <summary>Whose escalations get tickets. Default: the bot's own tenant; needed where several tenants may use it.</summary>
    public string? Tenant { get; init; }

    /// <summary>Whether its host may have a private address, such as 10.0.0.5. Default: false.</summary>
    public bool AllowPrivate { get; init; }

    internal bool IsJira => System == "jira";

    internal bool IsOn => System.Length > 0;

    internal Uri Address => new(Url.TrimEnd('/'));

    internal HttpClient Http() => GuardedHttp.Create(AllowPrivate, Address.IsLoopback);

    /// <summary>What is wrong with these settings, each with its name; nothing while there is no system.</summary>
    /// <param name="tenants">The tenants that may use the bot; empty for any.</param>
    public IEnumerable<string> Faults(IReadOnlyCollection<string> tenants)
    {
        if (InboundSecret is { } inbound && !WebhookSignature.IsSecret(inbound))
        {
            yield return $"Tickets:InboundSecret {WebhookSettings.SecretAdvice}";
        }

        if (InboundSecret is not null && Tenant is null && tenants.Count != 1)
        {
            yield return "Tickets:Tenant must say whose tickets the tracker tells of.";
        }

        if (!IsOn)
        {
            yield break;
        }

        if (System is not ("jira" or "webhook"))
        {
            yield return "Tickets:System must be jira or webhook.";
        }

        if (!WebhookSettings.IsAddress(Url))
        {
            yield return "Tickets:Url must be https:// without a user name in it; http:// only on this machine.";
        }

        if (!AllowPrivate && GuardedHttp.IsPrivateHost(Url))
        {
            yield return $"Tickets:Url is an address of a private network; {nameof(AllowPrivate)} lets it be asked.";
        }

        if (IsJira && !Email.Contains('@', StringComparison.Ordinal))
        {
            yield return "Tickets:Email must be the address of the account that makes tickets in Jira.";
        }

        if (IsJira && ApiToken.Length == 0)
        {
            yield return "Tickets:ApiToken is missing: https://id.atlassian.com/manage-profile/security/api-tokens makes one.";
        }

        if (System == "webhook" && !WebhookSignature.IsSecret(Secret))
        {
            yield return $"Tickets:Secret {WebhookSettings.SecretAdvice}";
        }

        if (Tenant is null && tenants.Count > 1)
        {
            yield return "Tickets:Tenant must say whose escalations get tickets, because several tenants may use this bot.";
        }
    }
}
