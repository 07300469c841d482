using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EscalationAgent.Tests.Playgrounds;

/// <summary>The real Playground, started from the pinned npm package and pointed at a bot.</summary>
internal sealed class PlaygroundPeer : IAsyncDisposable
{
    private readonly Process process;

    private PlaygroundPeer(Process process, int port)
    {
        this.process = process;
        Page = new Uri($"http://localhost:{port}/");
        ServiceUrl = new Uri(Page, "_connector");
    }

    /// <summary>What one opens in a browser.</summary>
    public Uri Page { get; }

    /// <summary>The connector through which the bot speaks.</summary>
    public Uri ServiceUrl { get; }

    /// <summary>Starts it for the bot's door, an address that ends in <c>/api/messages</c>.</summary>
    public static async Task<PlaygroundPeer> StartAsync(Uri door, string castFile, CancellationToken cancel)
    {
        var program = Path.Combine(await Peer.NodeModulesAsync(cancel), "@microsoft", "m365agentsplayground", "cli.js");
        var start = new ProcessStartInfo(
            Peer.Node(),
            [
                program,
                "--app-endpoint",
                door.ToString(),
                "--channel-id",
                "msteams",
                "--port",
                FreePort().ToString(CultureInfo.InvariantCulture),
                "--disable-telemetry",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TEAMSAPPTESTER_BROWSER"] = "none";
        start.Environment["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = castFile;

        var process = Process.Start(start) ?? throw new InvalidOperationException("The Playground did not start.");
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            return new(process, await PortAsync(process, cancel) ?? throw new InvalidOperationException($"The Playground ended: {await complaints}"));
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    /// <summary>The port that it says it listens on: another one than asked for, when that was taken meanwhile.</summary>
    private static async Task<int?> PortAsync(Process process, CancellationToken cancel)
    {
        const string Sign = "Listening on ";
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            if (line.StartsWith(Sign, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // A full pipe would stall it.
                return int.Parse(line[Sign.Length..], CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
