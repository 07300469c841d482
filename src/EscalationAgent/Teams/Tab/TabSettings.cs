using TeamsBot.Inbound;

namespace EscalationAgent.Teams.Tab;

/// <summary>Whom Teams signs in to the tab. By default whoever may use the bot.</summary>
internal sealed record TabSettings
{
    /// <summary>The client id of the app registration whose tokens are taken. Default: the bot's, <c>Teams:AppId</c>.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>
    /// Its application id URI, as the Teams app names it. Default: <c>api://DOMAIN/botid-CLIENT</c> for the bot's own registration, else
    /// <c>api://DOMAIN/CLIENT</c>, with the domain of <c>Reports:PublicUrl</c>.
    /// </summary>
    public string IdUri { get; init; } = "";

    /// <summary>The id of the Teams app, by which cards link to its tab. Default: the bot's, <c>Teams:AppId</c>, as <c>package</c> has it.</summary>
    public string AppId { get; init; } = "";

    /// <summary>Tenants whose people are let in. Default: those of the bot.</summary>
    public IReadOnlyList<string> AllowedTenants { get; init; } = [];

    /// <summary>Where people sign in, and tenants publish their keys. Default: the public cloud.</summary>
    public string Authority { get; init; } = new SignInSettings().Authority;

    /// <param name="publicUrl">The address at which people reach the bot with a browser; null where it is not known.</param>
    public SignInSettings SignIn(TeamsSettings teams, string? publicUrl, bool isDevelopment)
    {
        var client = ClientId.Length > 0 ? ClientId : teams.AppId;
        return new()
        {
            ClientId = client,
            IdUri =
                IdUri.Length > 0 ? IdUri
                : Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) ? EscalationAgent.SignIn.IdUriOf(url.IdnHost, client, teams.AppId)
                : null,
            AllowedTenants = AllowedTenants.Count > 0 ? AllowedTenants : teams.Inbound(isDevelopment).AllowedTenants,
            Authority = Authority.TrimEnd('/'),
        };
    }

    /// <summary>What is wrong with these settings, each with its name.</summary>
    public IEnumerable<string> Faults(bool isDevelopment)
    {
        if (!SignInCheck.IsTrustworthy(Authority, isDevelopment))
        {
            yield return "Tab: Authority must be an https address, such as https://login.microsoftonline.com.";
        }

        if (IdUri.Length > 0 && !IdUri.StartsWith("api://", StringComparison.Ordinal))
        {
            yield return $"Tab: IdUri is '{IdUri}'. Write the application id URI of the registration, such as api://bot.contoso.com/botid-CLIENT.";
        }

        if (ClientId.Length > 0 && AllowedTenants.Any(string.IsNullOrWhiteSpace))
        {
            yield return "Tab: AllowedTenants has an empty entry.";
        }
    }
}
