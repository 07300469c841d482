using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsBot.Activities;
using TeamsBot.Inbound;

namespace TeamsBot.Tests.Inbound;

/// <summary>A door in a real server on loopback, with the keys of a stand-in, a clock to turn, and all its log lines kept.</summary>
internal sealed class DoorUnderTest : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;

    private DoorUnderTest(WebApplication app, FakeConnectorKeys keys, ClockWithRealTimers clock, CapturedLog log)
    {
        (this.app, ConnectorKeys, Clock, Log) = (app, keys, clock, log);
        http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) };
    }

    public FakeConnectorKeys ConnectorKeys { get; }

    public ClockWithRealTimers Clock { get; }

    public CapturedLog Log { get; }

    public ConcurrentQueue<Activity> Turns { get; } = new();

    /// <summary>What the bot does; it says yes to everything unless told otherwise.</summary>
    public ActivityHandler Turn { get; set; } = (_, _) => Task.FromResult(ActivityResponse.Accepted);

    public bool IsReady => app.Services.GetRequiredService<SigningKeysHealthCheck>().IsReady;

    public Uri Address => http.BaseAddress!;

    public static async Task<DoorUnderTest> StartAsync(
        Func<InboundSettings, InboundSettings>? with = null,
        Action<FakeConnectorKeys>? arrange = null,
        string environment = "Development",
        DateTimeOffset? now = null
    )
    {
        var keys = await FakeConnectorKeys.StartAsync();
        arrange?.Invoke(keys);
        var settings = new InboundSettings
        {
            AppId = Keys.App,
            AllowedTenants = [Keys.Tenant],
            MetadataAddress = keys.MetadataAddress,
        };
        var clock = new ClockWithRealTimers(now ?? new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero));
        var log = new CapturedLog();

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft", LogLevel.Information).AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(clock);
        DoorUnderTest? door = null;
        builder.Services.AddSingleton<ActivityHandler>(
            (activity, cancel) =>
            {
                door!.Turns.Enqueue(activity);
                return door.Turn(activity, cancel);
            }
        );
        builder.Services.AddMessagesEndpoint(with?.Invoke(settings) ?? settings);
        var app = builder.Build();
        app.MapMessagesEndpoint("/api/messages");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return door = new DoorUnderTest(app, keys, clock, log);
    }

    public JsonObject Claims() => TokenVectors.Claims(Clock.GetUtcNow().ToUnixTimeSeconds());

    /// <inheritdoc cref="TokenVectors.Mint(long, Action{JsonObject}?, Action{JsonObject}?, string, System.Security.Cryptography.RSA?)"/>
    public string Mint(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, string kid = "k1", System.Security.Cryptography.RSA? key = null) =>
        TokenVectors.Mint(Clock.GetUtcNow().ToUnixTimeSeconds(), claims, header, kid, key);

    /// <summary>A golden activity but for the changes.</summary>
    public static JsonObject Golden(Action<JsonObject>? with = null)
    {
        var activity = new JsonObject
        {
            ["type"] = "message",
            ["id"] = "1",
            ["channelId"] = "msteams",
            ["serviceUrl"] = Keys.ServiceUrl,
            ["text"] = "hello",
            ["from"] = new JsonObject { ["id"] = "29:a" },
            ["recipient"] = new JsonObject { ["id"] = "28:b" },
            ["conversation"] = new JsonObject { ["id"] = "a:1", ["tenantId"] = Keys.Tenant },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Keys.Tenant } },
        };
        with?.Invoke(activity);
        return activity;
    }

    public Task<Reply> PostAsync(string? token, JsonObject? activity = null) =>
        SendAsync(
            request =>
            {
                if (token is not null)
                    request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            },
            (activity ?? Golden()).ToJsonString()
        );

    public Task<Reply> SendAsync(Action<HttpRequestMessage>? with, string body) => SendAsync(with, new StringContent(body, Encoding.UTF8, "application/json"));

    public async Task<Reply> SendAsync(Action<HttpRequestMessage>? with, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = content };
        with?.Invoke(request);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), $"{response.Headers.WwwAuthenticate}");
    }

    public async Task<HttpStatusCode> AskAsync(HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, "/api/messages");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>Says it letter for letter, where a client would tidy up; returns the status.</summary>
    public async Task<int> SendRawAsync(string headers, string body)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Address.Port, TestContext.Current.CancellationToken);
        using var stream = socket.GetStream();
        var request =
            $"POST /api/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Let in: 200, and one more turn.</summary>
    public async Task AcceptsAsync(string token, JsonObject? activity = null)
    {
        var before = Turns.Count;
        var reply = await PostAsync(token, activity);

        Assert.Equal((HttpStatusCode.OK, ""), (reply.Status, reply.Body));
        Assert.Equal(before + 1, Turns.Count);
    }

    /// <summary>Refused: the status, nothing in the body, no turn, one line in the log, and the token not in it.</summary>
    public async Task RefusesAsync(int status, string? token, JsonObject? activity = null)
    {
        var (turns, lines) = (Turns.Count, Log.Refusals);
        var reply = await PostAsync(token, activity);

        Assert.Equal((status, ""), ((int)reply.Status, reply.Body));
        Assert.Equal(status == 401 ? "Bearer" : "", reply.WwwAuthenticate);
        Assert.Equal((turns, lines + 1), (Turns.Count, Log.Refusals));
        foreach (var part in (token ?? "").Split('.').Where(p => p.Length > 20))
            Assert.False(Log.Says(part));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        using var atOnce = new CancellationTokenSource(0);
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
        await ConnectorKeys.DisposeAsync();
    }
}

/// <summary>What came back.</summary>
internal sealed record Reply(HttpStatusCode Status, string Body, string WwwAuthenticate);

/// <summary>Keeps all log lines.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Line)> lines = new();

    public int Refusals => Count(2001);

    /// <summary>The lines about refusals that are written without asking for more.</summary>
    public IReadOnlyList<string> Warnings => [.. lines.Where(l => l.Id is 2001 or 2007 && l.Level >= LogLevel.Warning).Select(l => l.Line)];

    public int Count(int id) => lines.Count(l => l.Id == id);

    public bool Says(string text) => lines.Any(l => l.Line.Contains(text, StringComparison.Ordinal));

    public string All => string.Join('\n', lines.Select(l => l.Line));

    public IEnumerable<string> Errors => lines.Where(l => l.Level >= LogLevel.Error).Select(l => l.Line);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue((eventId.Id, logLevel, $"{formatter(state, exception)} {exception}"));

    public void Dispose() { }
}
