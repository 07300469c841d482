using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TeamsBot.Inbound;

namespace TeamsBot.Tests.Inbound;

/// <summary>Real sockets before a real server. All of them come from one address, as they do from behind a proxy.</summary>
public sealed class ConnectionLimiterTests
{
#pragma warning disable RS0030 // Sockets wait in real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_says_nothing_is_sent_away_and_who_speaks_in_time_is_not()
    {
        await using var server = await Server.StartAsync(new() { FirstByteWithin = TimeSpan.FromMilliseconds(600) });
        using var silent = await server.ConnectAsync();
        using var speaking = await server.ConnectAsync();
        await SendAsync(speaking, "GET /quick HTTP/1.1\r\n");

        var watch = Stopwatch.StartNew();
        Assert.True(await IsClosedAsync(silent));
        Assert.InRange(watch.ElapsedMilliseconds, 200, 5_000);
        await SendAsync(speaking, "Host: localhost\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(speaking), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_one_takes_the_place_of_one_that_never_asked_then_of_an_idle_one_the_oldest_first()
    {
        await using var server = await Server.StartAsync(new() { PerAddress = 5, FirstByteWithin = TimeSpan.FromMinutes(1) });
        using var idle = await server.ConnectAsync("/quick");
        using var silent = await server.ConnectAsync();
        using var halfway = await server.ConnectAsync();
        await SendAsync(halfway, "GET /quick HTTP/1.1\r\n");
        using var busy = await server.ConnectAsync();
        await SendAsync(busy, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await server.SlowAsync(1);
        using var later = await server.ConnectAsync("/quick");

        Socket[] leaving = [silent, halfway, idle, later];
        var arrived = new List<Socket>();
        foreach (var next in leaving)
        {
            arrived.Add(await server.ConnectAsync("/quick"));
            Assert.True(await IsClosedAsync(next));
        }

        server.GoOn();
        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(busy), StringComparison.Ordinal);
        Assert.Equal(5, server.Limiter.Count);
        arrived.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Where_all_are_in_the_middle_of_something_a_new_one_is_sent_away()
    {
        await using var server = await Server.StartAsync(new() { Total = 2 });
        using var one = await server.ConnectAsync();
        using var two = await server.ConnectAsync();
        foreach (var socket in (Socket[])[one, two])
            await SendAsync(socket, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await server.SlowAsync(2);

        Assert.Equal(2, server.Limiter.Busy);
        using var third = await server.ConnectAsync(isLetIn: false);
        Assert.True(await IsClosedAsync(third));

        server.GoOn();
        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(one), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(two), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_closed_gives_its_place_back()
    {
        await using var server = await Server.StartAsync(new() { PerAddress = 3, Total = 3 });
        for (var i = 0; i < 30; i++)
        {
            using var socket = await server.ConnectAsync("/quick");
        }

        var watch = Stopwatch.StartNew();
        while (server.Limiter.Count > 0 && watch.Elapsed < TimeSpan.FromSeconds(10))
            await Task.Yield();
        Assert.Equal(0, server.Limiter.Count);
    }

    private static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text), Cancel);

    /// <summary>A whole answer, however many pieces it comes in; what there is of it when the connection is closed.</summary>
    private static async Task<string> ReadAsync(Socket socket)
    {
        var read = "";
        var piece = new byte[4096];
        while (!read.EndsWith("\r\n\r\nok", StringComparison.Ordinal) && await socket.ReceiveAsync(piece, Cancel) is > 0 and var length)
            read += Encoding.ASCII.GetString(piece, 0, length);
        return read;
    }

    private static async Task<bool> IsClosedAsync(Socket socket)
    {
        try
        {
            return !socket.Connected || await ReadAsync(socket) == "";
        }
        catch (SocketException reset) when (reset.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            return true;
        }
    }

    private sealed class Server : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int slow;

        private Server(WebApplication app, ConnectionLimiter limiter) => (this.app, Limiter) = (app, limiter);

        public ConnectionLimiter Limiter { get; }

        public static async Task<Server> StartAsync(ConnectionLimits limits)
        {
            var limiter = new ConnectionLimiter(limits, Clock);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(limiter.Guard);
            var app = builder.Build();
            limiter.Watch(app);
            var server = new Server(app, limiter);
            app.MapGet("/quick", () => Results.Text("ok")); // Has a length, so that it comes in one piece.
            app.MapGet("/slow", async () =>
            {
                Interlocked.Increment(ref server.slow);
                await server.goOn.Task;
                return Results.Text("ok");
            });
            await app.StartAsync(Cancel);
            return server;
        }

        public void GoOn() => goOn.SetResult();

        public async Task SlowAsync(int times)
        {
            while (Volatile.Read(ref slow) < times)
                await Task.Delay(TimeSpan.FromMilliseconds(5), Clock, Cancel);
        }

        /// <summary>A connection that has been let in, and has had its answer when it asked for something.</summary>
        public async Task<Socket> ConnectAsync(string? path = null, bool isLetIn = true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            var before = Limiter.Count;
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, new Uri(app.Urls.Single()).Port), Cancel);
            }
            catch (SocketException reset) when (!isLetIn && reset.SocketErrorCode == SocketError.ConnectionReset)
            {
                // It was sent away before it was connected.
                return socket;
            }

            if (path is not null)
            {
                await SendAsync(socket, $"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
                Assert.StartsWith("HTTP/1.1 ", await ReadAsync(socket), StringComparison.Ordinal);

                // The answer is here a moment before the server is done with the request.
                while (Limiter.Busy > Volatile.Read(ref slow))
                    await Task.Delay(TimeSpan.FromMilliseconds(2), Clock, Cancel);
            }
            else if (isLetIn)
            {
                for (var waited = 0; Limiter.Count == before && waited < 1_000; waited++)
                    await Task.Delay(TimeSpan.FromMilliseconds(2), Clock, Cancel);
            }

            return socket;
        }

        public async ValueTask DisposeAsync()
        {
            goOn.TrySetResult();
            using var atOnce = new CancellationTokenSource(0);
            await app.StopAsync(atOnce.Token);
            await app.DisposeAsync();
        }
    }
}
