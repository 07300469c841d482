using System.Text.Json;
using Azure.Core;
using Escalations.Ports;

namespace EscalationAgent.Graph;

/// <summary>Whether what Microsoft Graph is used for has been consented to.</summary>
internal static class GraphCheck
{
    private const string Mail = "Mail.Send";

    /// <param name="credential">What the bot signs in with; each call makes one.</param>
    public static Check Of(GraphSettings settings, string tenant, Func<TokenCredential> credential) =>
        new Check("Microsoft Graph", cancel => LookAsync(settings, tenant, credential, cancel)).Unless(settings.Faults());

    private static async Task<Finding> LookAsync(GraphSettings settings, string tenant, Func<TokenCredential> credential, CancellationToken cancel)
    {
        if (!settings.Enabled || settings.IsStandIn)
        {
            return Finding.NotChecked(settings.Enabled ? "it is a stand-in on this machine." : "it is switched off.");
        }

        string token;
        try
        {
            var scope = $"https://{settings.Address.Host}/.default";
            token = (await credential().GetTokenAsync(new([scope], tenantId: tenant.Length > 0 ? tenant : null), cancel)).Token;
        }
        catch (Exception refused) when (!cancel.IsCancellationRequested)
        {
            return SignIn.Failed(refused);
        }

        if (SignIn.Claims(token) is not { ValueKind: JsonValueKind.Object } claims)
        {
            return Finding.NotChecked("the token does not say what it may do.");
        }

        string[] consented =
            claims.TryGetProperty("roles", out var roles) && roles.ValueKind == JsonValueKind.Array
                ? [.. roles.EnumerateArray().Select(r => r.ToString())]
                : [];
        string[] missing =
        [
            .. Uses(settings).SelectMany(use => GraphUserDirectory.Permissions[use]).Distinct().Except(consented).Order(StringComparer.Ordinal),
        ];
        return missing switch
        {
            [] => Finding.Ok($"it may {string.Join(", ", consented.Order(StringComparer.Ordinal))}."),
            [Mail] => Finding.NotChecked($"{Mail} is not consented to in Entra; that is right where Exchange gives it for the one mailbox."),
            _ => Finding.Wrong($"nobody has consented to {string.Join(", ", missing)}.", DeploySteps.Graph),
        };
    }

    private static IEnumerable<UserDirectoryFeature> Uses(GraphSettings settings) =>
        [
            .. settings.Manager ? [UserDirectoryFeature.Manager] : Array.Empty<UserDirectoryFeature>(),
            .. settings.Presence ? [UserDirectoryFeature.Presence] : Array.Empty<UserDirectoryFeature>(),
            .. settings.MailSender.Length > 0 ? [UserDirectoryFeature.Mail] : Array.Empty<UserDirectoryFeature>(),
        ];
}
