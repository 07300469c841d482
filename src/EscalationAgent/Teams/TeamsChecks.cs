using System.Text.Json;
using Azure.Core;
using TeamsBot.Inbound;

namespace EscalationAgent.Teams;

/// <summary>Whether the bot can prove who it is, and can tell who speaks to it.</summary>
internal static class TeamsChecks
{
    /// <param name="credential">What the bot signs in with; each call makes one.</param>
    public static IEnumerable<Check> Of(TeamsSettings settings, bool isDevelopment, Func<TokenCredential> credential, TimeProvider clock) =>
        [
            new Check("identity", cancel => IdentityAsync(settings, credential, cancel)).Unless(settings.Faults(isDevelopment)),
            new Check("keys of Teams", cancel => KeysAsync(settings, isDevelopment, clock, cancel)).Unless(settings.Faults(isDevelopment)),
        ];

    /// <summary>Whether the bot answers at the name that Teams knows it by.</summary>
    /// <param name="domain">The host; null where none is named.</param>
    /// <param name="network">In place of the network; null for the network.</param>
    public static Check Door(string? domain, HttpMessageHandler? network = null) => new("domain", cancel => domain is null or ""
                ? Task.FromResult(Finding.NotChecked("name the host that Teams reaches the bot at: --domain bot.contoso.com."))
            : Uri.CheckHostName(domain) != UriHostNameType.Dns
                ? Task.FromResult(Finding.Wrong($"'{domain}' is no host, such as bot.contoso.com.", DeploySteps.Network))
            : DoorAsync(domain, network, cancel));

    private static async Task<Finding> DoorAsync(string domain, HttpMessageHandler? network, CancellationToken cancel)
    {
        using var http = new HttpClient(network ?? new SocketsHttpHandler { AllowAutoRedirect = false }, disposeHandler: network is null);
        try
        {
            using var answer = await http.GetAsync(new Uri($"https://{domain}/health/ready"), cancel);
            var status = (int)answer.StatusCode;
            return status switch
            {
                200 => Finding.Ok($"https://{domain} answers and is ready."),
                503 => Finding.Wrong($"https://{domain} answers and is not ready (503): the log of the bot says why.", DeploySteps.Network),
                _ => Finding.Wrong($"https://{domain} answers {status}, which the bot does not: something else stands there.", DeploySteps.Network),
            };
        }
        catch (HttpRequestException failed)
        {
            return Finding.Wrong($"https://{domain} does not answer: {failed.HttpRequestError}.", DeploySteps.Network);
        }
    }

    private static async Task<Finding> IdentityAsync(TeamsSettings settings, Func<TokenCredential> credential, CancellationToken cancel)
    {
        if (settings.AppId.Length == 0)
        {
            return Finding.NotChecked("there is no Teams:AppId, so only the Playground can be spoken with.");
        }

        string token;
        try
        {
            token = (await credential().GetTokenAsync(new([settings.Scope], tenantId: settings.TenantId), cancel)).Token;
        }
        catch (Exception refused) when (!cancel.IsCancellationRequested)
        {
            return SignIn.Failed(refused, settings.CertificatePath);
        }

        var claims = SignIn.Claims(token);
        return Claim(claims, "appid") is { } app && !app.Equals(settings.AppId, StringComparison.OrdinalIgnoreCase)
                ? Finding.Wrong($"the token is that of {app}, not of Teams:AppId.", DeploySteps.Identity)
            : Claim(claims, "tid") is { } tenant && !tenant.Equals(settings.TenantId, StringComparison.OrdinalIgnoreCase)
                ? Finding.Wrong($"the token is of the tenant {tenant}, not of Teams:TenantId.", DeploySteps.Identity)
            : Finding.Ok($"{settings.AppId} gets a token for Teams.");
    }

    private static async Task<Finding> KeysAsync(TeamsSettings settings, bool isDevelopment, TimeProvider clock, CancellationToken cancel)
    {
        var inbound = settings.Inbound(isDevelopment);
        if (inbound.Anonymous)
        {
            return Finding.NotChecked("the door is anonymous, so no token is looked at.");
        }

        var (keys, problem) = await SigningKeysProbe.FetchAsync(inbound, isDevelopment, clock, cancel);
        return problem is null
            ? Finding.Ok($"{keys} at {new Uri(inbound.MetadataAddress).Host}.")
            : Finding.Wrong($"{inbound.MetadataAddress}: {problem}.", DeploySteps.Network);
    }

    private static string? Claim(JsonElement? claims, string name) =>
        claims is { ValueKind: JsonValueKind.Object } said && said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
