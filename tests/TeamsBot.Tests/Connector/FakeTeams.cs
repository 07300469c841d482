using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using TeamsBot.Connector;

namespace TeamsBot.Tests.Connector;

/// <summary>A request as it came over the wire; the path is not decoded.</summary>
internal sealed record Seen(string Verb, string Target, IReadOnlyDictionary<string, string> Headers, string Body, DateTimeOffset At);

/// <summary>
/// The connector's other end over real HTTP on loopback: gives the scripted answers in their order, keeps what was
/// asked, counts who knocks. <see cref="Transport"/> brings every address there is here, so that a test can speak
/// with <c>https://smba.trafficmanager.net</c>, and would notice a connection to anywhere.
/// </summary>
internal sealed class FakeTeams : IAsyncDisposable
{
    private static readonly X509Certificate2 Certificate = Certify();

    private readonly WaitingClock clock;
    private readonly WebApplication app;
    private readonly Queue<Func<HttpContext, Task>> script = new();
    private readonly List<Seen> seen = [];
    private int connections;

    private FakeTeams(WaitingClock clock)
    {
        this.clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, Count);
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                Count(listen);
                listen.UseHttps(Certificate);
            });
            void Count(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen) =>
                listen.Use(next =>
                    connection =>
                    {
                        Interlocked.Increment(ref connections);
                        return next(connection);
                    }
                );
        });
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public static Uri Trusted { get; } = new("https://smba.trafficmanager.net/emea/");

    /// <summary>The address on loopback, as the Agents Playground gives it.</summary>
    public Uri Loopback { get; private set; } = null!;

    /// <summary>Connections that were accepted here.</summary>
    public int Connections => connections;

    /// <summary>Connections that a client over <see cref="Transport"/> wanted, wherever to.</summary>
    public int Knocks { get; private set; }

    public IReadOnlyList<Seen> Requests
    {
        get
        {
            lock (seen)
            {
                return [.. seen];
            }
        }
    }

    public Seen Last => Requests[^1];

    /// <summary>The whole network of a client: leads here, in TLS or plain, as the address says.</summary>
    public HttpPipelineTransport Transport { get; private set; } = null!;

    /// <summary>The same for clients that are not ours. Disposed with <see cref="Transport"/>.</summary>
    public SocketsHttpHandler Network { get; private set; } = null!;

    public static async Task<FakeTeams> OpenAsync(WaitingClock? clock = null)
    {
        var fake = new FakeTeams(clock ?? new WaitingClock { SkipWaits = true });
        await fake.app.StartAsync();
        var addresses = fake.app.Urls.Select(url => new Uri(url)).ToDictionary(url => url.Scheme, url => url.Port);
        fake.Loopback = new Uri($"http://localhost:{addresses["http"]}/_connector");
        var sockets = ConnectorPipeline.Sockets();
        sockets.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == Certificate.GetCertHashString();
        sockets.ConnectCallback = async (wish, cancel) =>
        {
            fake.Knocks++;
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, addresses[wish.InitialRequestMessage.RequestUri!.Scheme], cancel);
            return new NetworkStream(socket, ownsSocket: true);
        };
        fake.Network = sockets;
        fake.Transport = ConnectorPipeline.Over(sockets);
        return fake;
    }

    public FakeTeams Then(Func<HttpContext, Task> answer)
    {
        lock (seen)
        {
            script.Enqueue(answer);
        }

        return this;
    }

    public FakeTeams Then(int status, string body = "", params (string Name, string Value)[] headers) =>
        Then(http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "application/json; charset=utf-8";
            foreach (var (name, value) in headers)
            {
                http.Response.Headers[name] = value;
            }

            return http.Response.WriteAsync(body);
        });

    /// <summary>Takes the request and never answers, until the client gives up.</summary>
    public FakeTeams ThenSilence() =>
        Then(async http =>
        {
            var gone = new TaskCompletionSource();
            await using var _ = http.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        });

    /// <summary>Breaks the connection, after so much of an answer.</summary>
    public FakeTeams ThenReset(int? status = null, string start = "") =>
        Then(async http =>
        {
            if (status is { } number)
            {
                http.Response.StatusCode = number;
                http.Response.ContentLength = 1000;
                await http.Response.WriteAsync(start);
                await http.Response.Body.FlushAsync();

                // A reset also destroys what has not been read yet: the client is given the time to read it.
                await Real.QuietAsync(http.RequestAborted);
            }

            // Lingering for no time at all is what makes it a reset.
            var socket = http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        });

    /// <summary>Waits until so many requests came.</summary>
    public async Task UntilAskedAsync(int times, CancellationToken cancel)
    {
        while (Requests.Count < times)
        {
            await Real.PauseAsync(cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        (Transport as IDisposable)?.Dispose();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Func<HttpContext, Task> answer;
        lock (seen)
        {
            seen.Add(
                new Seen(
                    http.Request.Method,
                    http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                    http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                    body,
                    clock.GetUtcNow()
                )
            );
            answer = script.Count > 0 ? script.Dequeue() : Unscripted;
        }

        await answer(http);
    }

    private static Task Unscripted(HttpContext http)
    {
        http.Response.StatusCode = 418;
        return http.Response.WriteAsync("nothing was scripted for this request");
    }

    private static X509Certificate2 Certify()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=smba.trafficmanager.net", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2049, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
