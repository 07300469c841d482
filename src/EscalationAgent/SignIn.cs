using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Identity;

namespace EscalationAgent;

/// <summary>How registrations are named, and what Entra said to whoever asked for a token, in plain words.</summary>
internal static partial class SignIn
{
    private static readonly Dictionary<string, string> Meanings = new()
    {
        ["7000222"] = "the client secret has expired; make a new one.",
        ["7000215"] = "the client secret is not the right one; it takes the secret's value, not its id.",
        ["700016"] = "the tenant knows no app of this id: Teams:AppId or Teams:TenantId is wrong.",
        ["7000229"] = "the app has no enterprise application (service principal) in the tenant.",
        ["7000112"] = "the app is disabled in the tenant.",
        ["700027"] = "the certificate is not among those of the app, or has expired.",
        ["90002"] = "there is no such tenant: Teams:TenantId is wrong.",
        ["900021"] = "Teams:TenantId is no tenant's id.",
        ["900023"] = "Teams:TenantId is no tenant's id.",
        ["500011"] = "the tenant does not know what the token is for: the scope is wrong.",
        ["1002012"] = "the scope is wrong; it ends in /.default.",
        ["53003"] = "a Conditional Access policy blocks it.",
    };

    private const string NoIdentity = "In Azure: is the managed identity with this client id assigned to the container?";

    /// <summary>The application id URI of a registration by which Teams signs people in to a page: that of a bot's own names the bot.</summary>
    /// <param name="domain">The host that serves the page.</param>
    public static string IdUriOf(string domain, string clientId, string botId) => $"api://{domain}/{(clientId == botId ? "botid-" : "")}{clientId}";

    /// <summary>Nobody who looks once wants to wait for the waits of a client that tries again.</summary>
    public static void Once(TokenCredentialOptions options)
    {
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
    }

    /// <summary>What kept a token from being had.</summary>
    /// <param name="certificate">The file that is signed in with; null for none.</param>
    public static Finding Failed(Exception failure, string? certificate = null)
    {
        var causes = Causes(failure).ToList();
        if (causes.Select(cause => Code().Match(cause.Message)).FirstOrDefault(match => match.Success)?.Groups[1].Value is { } code)
        {
            return Finding.Wrong(
                Meanings.TryGetValue(code, out var meaning)
                    ? $"AADSTS{code}: {meaning}"
                    : $"Entra refused it with AADSTS{code}; https://login.microsoftonline.com/error?code={code} says why.",
                DeploySteps.Identity
            );
        }

        if (certificate is not null && causes.Any(IsOfFile))
        {
            return Finding.Wrong("the certificate cannot be read with its private key: Teams:CertificatePath.", DeploySteps.Identity);
        }

        // Where several ways were tried, each has failed in its own way.
        return causes.OfType<CredentialUnavailableException>().Any() ? Finding.Wrong("nothing on this machine signs in. " + NoIdentity, DeploySteps.Identity)
            : causes.Any(cause => cause is SocketException or HttpRequestException or OperationCanceledException)
                ? Finding.Wrong("Entra (https://login.microsoftonline.com) cannot be reached from here.", DeploySteps.Network)
            : Finding.Wrong("no token was given. " + NoIdentity, DeploySteps.Identity);
    }

    /// <summary>What an access token says, for a look before it is used; null when it is no token of Entra's.</summary>
    public static JsonElement? Claims(string token)
    {
        try
        {
            return token.Split('.') is [_, var claims, _] ? JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(claims)).RootElement : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return null;
        }
    }

    public static IEnumerable<Exception> Causes(Exception failure) =>
        failure is AggregateException several ? several.InnerExceptions.SelectMany(Causes)
        : failure.InnerException is { } inner ? Causes(inner).Prepend(failure)
        : [failure];

    private static bool IsOfFile(Exception cause) =>
        cause is System.Security.Cryptography.CryptographicException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException;

    [GeneratedRegex(@"\bAADSTS(\d{5,7})\b")]
    private static partial Regex Code();
}
