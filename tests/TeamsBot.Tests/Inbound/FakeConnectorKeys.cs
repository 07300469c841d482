using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TeamsBot.Tests.Inbound;

/// <summary>Stands in for the place where the Connector publishes its keys: a real server on loopback that can rotate, fail and hang.</summary>
internal sealed class FakeConnectorKeys : IAsyncDisposable
{
    private readonly WebApplication app;
    private int metadataFetches;
    private int keyFetches;
    private int strayRequests;

    private FakeConnectorKeys(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    public string MetadataAddress => $"{Address}/metadata";

    public int MetadataFetches => metadataFetches;

    public int KeyFetches => keyFetches;

    /// <summary>Requests to anywhere else, such as an address that a token names.</summary>
    public int StrayRequests => strayRequests;

    public JsonObject Jwks { get; set; } = Keys.Jwks("k1", "k2", "k3", "curve");

    /// <summary>Where the metadata says that the keys stand; null: where they do.</summary>
    public string? JwksUri { get; set; }

    /// <summary>When set, the keys are answered by this instead.</summary>
    public RequestDelegate? Instead { get; set; }

    public static async Task<FakeConnectorKeys> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var fake = new FakeConnectorKeys(app);
        app.Map("/metadata", context =>
        {
            Interlocked.Increment(ref fake.metadataFetches);
            return JsonAsync(context, new JsonObject { ["issuer"] = "https://api.botframework.com", ["jwks_uri"] = fake.JwksUri ?? $"{fake.Address}/keys" });
        });
        app.Map("/keys", context =>
        {
            Interlocked.Increment(ref fake.keyFetches);
            return fake.Instead is { } instead ? instead(context) : JsonAsync(context, fake.Jwks);
        });
        app.Map("/{**stray}", context =>
        {
            Interlocked.Increment(ref fake.strayRequests);
            return JsonAsync(context, fake.Jwks);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return fake;
    }

    public static Task FailAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(0);
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
    }

    private static async Task JsonAsync(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json.ToJsonString()), context.RequestAborted);
    }
}
