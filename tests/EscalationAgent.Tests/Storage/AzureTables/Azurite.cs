using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using EscalationAgent.Storage;
using EscalationAgent.Storage.AzureTables;
using Microsoft.Extensions.Logging.Abstractions;

namespace EscalationAgent.Tests.Storage.AzureTables;

/// <summary>
/// The official emulator of Azure Table storage, one for all tests of a run, in memory. Each test has tables of its own. It ends
/// with the process that runs the tests, and is never killed before: it would forget what it has acknowledged.
/// </summary>
internal static class Azurite
{
    /// <summary>The account of every emulator, and the key that is public for it.</summary>
    private const string Account = "devstoreaccount1";

    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static int prefixes;
    private static string? connectionString;

    /// <summary>Held on to: what nobody holds on to is finalised, and its input ends.</summary>
    private static Process? running;

    /// <summary>Ends the emulator when its input ends, which it does with this process, however that ends.</summary>
    private const string EndWithParent = """
        process.stdin.resume();
        process.stdin.on('end', () => process.exit(0));
        process.argv.splice(1, 1);
        require(process.argv[1]);
        """;

    /// <summary>How it is reached; it is started when it is asked for first.</summary>
    public static async Task<string> ConnectionStringAsync(CancellationToken cancel)
    {
        await Starting.WaitAsync(cancel);
        try
        {
            return connectionString ??= await StartAsync(cancel);
        }
        finally
        {
            Starting.Release();
        }
    }

    /// <summary>Begins the names of tables that nobody else has.</summary>
    public static string NewPrefix() => $"t{Environment.ProcessId}x{Interlocked.Increment(ref prefixes)}";

    /// <summary>A store in tables of a prefix, as one replica has it.</summary>
    public static async Task<AzureTableStore> OpenAsync(
        string prefix,
        CancellationToken cancel,
        TimeProvider? clock = null,
        Action<TableClientOptions>? with = null,
        Action<Exception>? failed = null
    )
    {
        var options = TablesSettings.Options();
        with?.Invoke(options);
        return new(
            new TableServiceClient(await ConnectionStringAsync(cancel), options),
            prefix,
            clock ?? Clock,
            new StoreHealth(NullLogger.Instance),
            failed ?? (failure => TestContext.Current.SendDiagnosticMessage($"{failure}"))
        );
    }

    private static async Task<string> StartAsync(CancellationToken cancel)
    {
        var program = Path.Combine(await Peer.NodeModulesAsync(cancel), "azurite", "dist", "src", "table", "main.js");
        for (var tried = 0; ; tried++)
        {
            var port = FreePort();
            var start = new ProcessStartInfo(
                Peer.Node(),
                [
                    "-e",
                    EndWithParent,
                    "--",
                    "-",
                    program,
                    "--inMemoryPersistence",
                    "--tableHost",
                    "127.0.0.1",
                    "--tablePort",
                    $"{port}",
                    "--silent",
                    "--disableTelemetry",
                ]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            var process = Process.Start(start) ?? throw new InvalidOperationException("Azurite did not start.");
            running = process;
            if (await IsListeningAsync(process, port, cancel))
            {
                return $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{port}/{Account};";
            }

            Assert.True(tried < 3, $"Azurite does not start: {await process.StandardError.ReadToEndAsync(cancel)}");
        }
    }

    private static async Task<bool> IsListeningAsync(Process process, int port, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!process.HasExited)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), Clock, patience.Token);
            }
        }

        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

#pragma warning disable RS0030 // Another program lives in real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030
}
