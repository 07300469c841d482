namespace EscalationAgent.Integrations;

/// <summary>Who may post measures of launches.</summary>
internal sealed record MeasureSettings
{
    /// <summary>What the sender signs with: <c>whsec_</c> and 24 to 64 bytes in base64. Default: none; then nothing is taken.</summary>
    public string? InboundSecret { get; init; }

    /// <summary>Whose launches they are of. Default: the bot's own tenant; needed where several tenants may use it.</summary>
    public string? Tenant { get; init; }

    /// <summary>What is wrong with these settings, each with its name.</summary>
    /// <param name="tenants">The tenants that may use the bot; empty for any.</param>
    public IEnumerable<string> Faults(IReadOnlyCollection<string> tenants)
    {
        if (InboundSecret is { } secret && !WebhookSignature.IsSecret(secret))
        {
            yield return $"Measures:InboundSecret {WebhookSettings.SecretAdvice}";
        }

        if (InboundSecret is not null && Tenant is null && tenants.Count != 1)
        {
            yield return "Measures:Tenant must say whose launches are measured.";
        }
    }
}
