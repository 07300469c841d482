using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Tests.Fakes;

/// <summary>
/// Where tokens come from, over real HTTP on this machine: Entra's token endpoint, the identity endpoint of a container in Azure, and
/// the metadata and keys of the Connector. It refuses as it is told.
/// </summary>
internal sealed class FakeEntra : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RSA key = RSA.Create(2048);
    private Elsewhere? network;

    private FakeEntra(WebApplication app) => this.app = app;

    public string Address { get; private set; } = "";

    /// <summary>Where the Connector's metadata is.</summary>
    public string Metadata => $"{Address}/v1/.well-known/openidconfiguration";

    /// <summary>The variables by which a container in Azure knows its identity endpoint.</summary>
    public Dictionary<string, string> IdentityVariables => new() { ["IDENTITY_ENDPOINT"] = $"{Address}/identity", ["IDENTITY_HEADER"] = "header" };

    /// <summary>The error that is given in place of a token; null for a token.</summary>
    public string? Refusal { get; set; }

    /// <summary>What the tokens say.</summary>
    public JsonObject Claims { get; } = new();

    /// <summary>The code with which requests to tables are refused.</summary>
    public string TableRefusal { get; set; } = "AuthorizationPermissionMismatch";

    /// <summary>What was sent to the token endpoint.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<FakeEntra> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var entra = new FakeEntra(app);
        app.Run(entra.HandleAsync);
        await app.StartAsync();
        entra.Address = app.Urls.Single();
        entra.network = new(new(entra.Address));
        return entra;
    }

    /// <summary>Lets a credential speak with this in place of Entra, without trying again.</summary>
    public void With(TokenCredentialOptions options)
    {
        SignIn.Once(options);
        options.Transport = new HttpClientTransport(new HttpClient(network!, disposeHandler: false));
    }

    /// <summary>What Teams is given for somebody who uses a page of an app, as Entra signs it: version 2.</summary>
    /// <param name="change">What is otherwise in it.</param>
    public string TokenFor(FakePerson person, string client, DateTimeOffset now, Action<JsonObject>? change = null)
    {
        var claims = new JsonObject
        {
            ["ver"] = "2.0",
            ["iss"] = $"{Address}/{FakeTeams.Tenant}/v2.0",
            ["aud"] = client,
            ["tid"] = FakeTeams.Tenant,
            ["oid"] = person.AadObjectId,
            ["name"] = person.Name,
            ["scp"] = "access_as_user",
            ["azp"] = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346",
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        change?.Invoke(claims);
        var signed = $"{Encoded("""{"typ":"JWT","alg":"RS256","kid":"key-1"}""")}.{Encoded(claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>From now on nobody answers.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        network?.Dispose();
        key.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal))
        {
            using var body = new StreamReader(http.Request.Body);
            Requests.Enqueue(path + "?" + await body.ReadToEndAsync());
            await AnswerAsync(http, Refusal is null ? 200 : 400, Refusal is null ? Token("3600") : Error(Refusal));
            return;
        }

        await (
            path switch
            {
                "/identity" => AnswerAsync(http, 200, Token("4102444800")),
                "/common/discovery/instance" => AnswerAsync(http, 200, Clouds()),
                "/v1/.well-known/openidconfiguration" => AnswerAsync(http, 200, new() { ["jwks_uri"] = $"{Address}/v1/.well-known/keys" }),
                "/v1/.well-known/keys" => AnswerAsync(http, 200, Keys()),
                _ when path.EndsWith("/v2.0/.well-known/openid-configuration", StringComparison.Ordinal) => AnswerAsync(
                    http,
                    200,
                    new() { ["jwks_uri"] = $"{Address}/discovery/v2.0/keys" }
                ),
                "/discovery/v2.0/keys" => AnswerAsync(http, 200, Keys()),
                _ when path.StartsWith("/devstoreaccount1", StringComparison.Ordinal) => RefuseTableAsync(http),
                _ => AnswerAsync(http, 404, new()),
            }
        );
    }

    private JsonObject Token(string expires) =>
        new()
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = 3600,
            ["expires_on"] = expires,
            ["resource"] = "https://api.botframework.com",
            ["access_token"] = $"{Encoded("{}")}.{Encoded(Claims.ToJsonString())}.signature",
        };

    private static JsonObject Error(string code) =>
        new()
        {
            ["error"] = "invalid_client",
            ["error_description"] = $"{code}: Something is wrong. Trace ID: 1 Correlation ID: 2",
            ["error_codes"] = new JsonArray(int.Parse(code["AADSTS".Length..], System.Globalization.CultureInfo.InvariantCulture)),
        };

    private static JsonObject Clouds() =>
        new()
        {
            ["tenant_discovery_endpoint"] = "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
            ["metadata"] = new JsonArray(
                new JsonObject
                {
                    ["preferred_network"] = "login.microsoftonline.com",
                    ["preferred_cache"] = "login.windows.net",
                    ["aliases"] = new JsonArray("login.microsoftonline.com", "login.windows.net"),
                }
            ),
        };

    private JsonObject Keys()
    {
        var shown = key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["keys"] = new JsonArray(
                new JsonObject
                {
                    ["kty"] = "RSA",
                    ["use"] = "sig",
                    ["kid"] = "key-1",
                    ["n"] = Base64Url.EncodeToString(shown.Modulus),
                    ["e"] = Base64Url.EncodeToString(shown.Exponent),
                    ["endorsements"] = new JsonArray("msteams"),
                }
            ),
        };
    }

    private Task RefuseTableAsync(HttpContext http)
    {
        http.Response.Headers["x-ms-error-code"] = TableRefusal;
        return AnswerAsync(
            http,
            403,
            new()
            {
                ["odata.error"] = new JsonObject
                {
                    ["code"] = TableRefusal,
                    ["message"] = new JsonObject { ["value"] = "No." },
                },
            }
        );
    }

    private static Task AnswerAsync(HttpContext http, int status, JsonObject body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body.ToJsonString());
    }

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
