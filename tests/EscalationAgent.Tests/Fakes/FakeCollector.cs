using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using EscalationAgent.Tests.Drafting.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Tests.Fakes;

/// <summary>Takes what is exported over OTLP (HTTP, protobuf) and by Azure Monitor's exporter, and keeps it as text.</summary>
internal sealed class FakeCollector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string Body)> heard = [];

    private FakeCollector(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    /// <summary>Settings by which the bot sends here over OTLP, at once.</summary>
    public Dictionary<string, string?> Otlp =>
        new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address.AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
        };

    /// <summary>Settings by which the bot sends here as to Azure Monitor.</summary>
    public Dictionary<string, string?> Azure =>
        new()
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] =
                $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={Address.AbsoluteUri};LiveEndpoint={Address.AbsoluteUri}",
        };

    /// <summary>All that came to a path, such as <c>/v1/traces</c>; text in it can be found as it is.</summary>
    public string At(string path) => string.Join('\n', heard.Where(one => one.Path == path).Select(one => one.Body));

    public string All => string.Join('\n', heard.Select(one => one.Body));

    public static async Task<FakeCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new FakeCollector(builder.Build());
        collector.app.Run(collector.HearAsync);
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>Waits until what came to a path holds a text.</summary>
    public async Task HearsAsync(string path, string text, CancellationToken cancel)
    {
        for (var waited = 0; !At(path).Contains(text, StringComparison.Ordinal); waited++)
        {
            Assert.True(waited < 600, $"{path} never held {text}. Paths: {string.Join(", ", heard.Select(one => one.Path).Distinct())}");
            await Pause.ForAsync(TimeSpan.FromMilliseconds(50), cancel);
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task HearAsync(HttpContext http)
    {
        var isGzip = http.Request.Headers.ContentEncoding == "gzip";
        await using var body = isGzip ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
        using var all = new MemoryStream();
        await body.CopyToAsync(all, http.RequestAborted);
        heard.Enqueue((http.Request.Path, Encoding.UTF8.GetString(all.ToArray())));
        if (http.Request.Path.Value!.EndsWith("/track", StringComparison.Ordinal))
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("""{"itemsReceived":1,"itemsAccepted":1,"errors":[]}""");
        }
    }
}
