using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Benchmarks;

/// <summary>
/// <c>turns [SECONDS]</c>: what a turn of the bot costs beside one of <see cref="EchoEndpoint"/>, with the same activities
/// and the same Connector. Each runs as a program of its own on the first core (by taskset; Linux only); the Connector and
/// those who write are this program, on the others.
/// </summary>
internal static class TurnLoad
{
    public const string Verb = "turns";

    /// <summary>So many chats wait for an answer at any time.</summary>
    private const int AtOnce = 8;

    private const int Chats = 200;

    private static readonly string[] Interview =
    [
        "escalate",
        "Acme Corp",
        "The export job has failed every night since Monday with error 500, so no invoices leave",
        "It worked until the update of Sunday",
        "All 40 users of billing are blocked",
        "skip",
        "cancel yes",
    ];

    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Awaited = new();

    public static async Task<int> RunAsync(string[] options)
    {
        var span = TimeSpan.FromSeconds(options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 10);
        using (var self = Process.GetCurrentProcess())
        {
            Run("taskset", "-a", "-p", "-c", $"1-{Math.Max(1, Environment.ProcessorCount - 1)}", $"{self.Id}").WaitForExit();
        }

        await using var connector = Connector();
        await connector.StartAsync();
        var service = $"{connector.Urls.Single()}/";
        var here = AppContext.BaseDirectory;
        var echo = await MeasureAsync(
            "echo",
            [Path.Combine(here, "EscalationAgent.Benchmarks.dll"), EchoEndpoint.Verb],
            service,
            span,
            [("an echo", _ => "help")]
        );
        var bot = await MeasureAsync(
            "bot",
            [Path.Combine(here, "EscalationAgent.dll")],
            service,
            span,
            [("help", _ => "help"), ("interview", turn => Interview[turn % Interview.Length])]
        );
        Console.WriteLine();
        Console.WriteLine(
            $"first reply: {bot.First.TotalMilliseconds / echo.First.TotalMilliseconds:0.00} times the echo's; memory at rest: "
                + $"{(double)bot.Memory / echo.Memory:0.00} times"
        );
        foreach (var load in bot.Loads)
        {
            Console.WriteLine($"{load.What}: {load.PerSecond / echo.Loads[0].PerSecond:0.00} of the echo's turns/s");
        }

        return 0;
    }

    private static async Task<Measured> MeasureAsync(
        string name,
        string[] program,
        string service,
        TimeSpan span,
        (string What, Func<int, string> Text)[] loads
    )
    {
        var folder = Directory.CreateTempSubdirectory("escalation-agent-benchmark-").FullName;
        var allocationsFile = Path.Combine(folder, "allocated");
        var address = $"http://127.0.0.1:{FreePort()}";
        var began = Stopwatch.StartNew();
        using var process = Start(
            "taskset",
            [
                "-c",
                "0",
                "dotnet",
                .. program,
                "--urls",
                address,
                "--environment",
                "Development",
                "--Storage:Path",
                Path.Combine(folder, "escalations.db"),
                "--Playground:Start",
                "never",
                "--Teams:MessagesPerMinute",
                "10000",
                "--Logging:LogLevel:Default",
                "Warning",
            ],
            allocationsFile
        );
        try
        {
            var allocations = new Allocations(process, allocationsFile);
            using var http = new HttpClient { BaseAddress = new(address) };
            var talk = new Talk(http, service);
            await talk.UntilAnsweredAsync(process);
            var first = began.Elapsed;
            var memory = ResidentMemory(process.Id);
            Console.WriteLine($"{name}: first reply after {first.TotalMilliseconds:0} ms, {memory >> 20} MB");
            var measured = new List<Load>();
            foreach (var (what, text) in loads)
            {
                await talk.ForAsync(TimeSpan.FromSeconds(Math.Min(5, span.TotalSeconds)), text);
                var (before, allocated) = (CpuTime(process.Id), await allocations.AskAsync());
                var clock = Stopwatch.StartNew();
                var took = await talk.ForAsync(span, text);
                var load = new Load(what, took.Count / clock.Elapsed.TotalSeconds);
                allocated = await allocations.AskAsync() - allocated;
                took.Sort();
                Console.WriteLine(
                    $"{name}, {what}: {load.PerSecond:0} turns/s, {(CpuTime(process.Id) - before).TotalMilliseconds / took.Count:0.00} ms "
                        + $"of CPU and {(double)allocated / took.Count / 1024:0} KiB each, p50 {took[took.Count / 2]:0.0} ms, "
                        + $"p99 {took[took.Count * 99 / 100]:0.0} ms"
                );
                measured.Add(load);
            }

            return new(first, memory, measured);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static WebApplication Connector()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Map("/v3/conversations/{conversation}/{**rest}", (string conversation, HttpRequest request) =>
        {
            if (HttpMethods.IsPost(request.Method) && Awaited.TryRemove(conversation, out var answered))
            {
                answered.TrySetResult();
            }

            return Results.Json(new { id = Guid.NewGuid().ToString("N") }, statusCode: StatusCodes.Status201Created);
        });
        return app;
    }

    private static Process Run(string program, params string[] arguments) => Start(program, arguments, allocationsFile: null);

    /// <param name="allocationsFile">Where the program writes what it has allocated (<see cref="StartupHook"/>); null for nowhere.</param>
    private static Process Start(string program, string[] arguments, string? allocationsFile)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (allocationsFile is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            start.Environment[StartupHook.FileVariable] = allocationsFile;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>User and system time of a process, by /proc, in hundredths of a second.</summary>
    private static TimeSpan CpuTime(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }

    /// <summary>Resident memory of a process in bytes.</summary>
    private static long ResidentMemory(int process) =>
        long.Parse(File.ReadAllText($"/proc/{process}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    /// <summary>What a program has allocated, as it says itself.</summary>
    private sealed class Allocations(Process process, string file)
    {
        public async Task<long> AskAsync()
        {
            File.Delete(file);
            await process.StandardInput.WriteLineAsync();
            await process.StandardInput.FlushAsync();
            SpinWait.SpinUntil(() => File.Exists(file));
            return long.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture);
        }
    }

    private sealed record Load(string What, double PerSecond);

    private sealed record Measured(TimeSpan First, long Memory, List<Load> Loads);

    /// <summary>People who write to a bot and wait for its answer.</summary>
    private sealed class Talk(HttpClient http, string service)
    {
        private int messages;

        public async Task UntilAnsweredAsync(Process process)
        {
            while (true)
            {
                try
                {
                    await TurnAsync(0, "help");
                    return;
                }
                catch (Exception notYet) when (notYet is HttpRequestException or SocketException && !process.HasExited)
                {
                    // It does not listen yet.
                    await Task.Yield();
                }
            }
        }

        /// <returns>How long each turn took, in milliseconds.</returns>
        public async Task<List<double>> ForAsync(TimeSpan span, Func<int, string> text)
        {
            var clock = Stopwatch.StartNew();
            var took = new ConcurrentBag<double>();
            await Task.WhenAll(
                Enumerable
                    .Range(0, AtOnce)
                    .Select(async first =>
                    {
                        for (var turn = 0; clock.Elapsed < span; turn++)
                        {
                            // Each chat has its say from the first text to the last, before the next chat begins.
                            var began = clock.Elapsed;
                            await TurnAsync(first + (turn / Interview.Length * AtOnce % Chats), text(turn));
                            took.Add((clock.Elapsed - began).TotalMilliseconds);
                        }
                    })
            );
            return [.. took];
        }

        private async Task TurnAsync(int chat, string text)
        {
            var conversation = $"a:chat-{chat}";
            var answered = Awaited[conversation] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using var accepted = await http.PostAsJsonAsync(
                "/api/messages",
                new
                {
                    type = "message",
                    id = Interlocked.Increment(ref messages).ToString(CultureInfo.InvariantCulture),
                    channelId = "msteams",
                    serviceUrl = service,
                    text,
                    from = new
                    {
                        id = $"29:user-{chat}",
                        aadObjectId = new Guid(chat, 0, 0, new byte[8]),
                        name = $"Person {chat}",
                    },
                    recipient = new { id = "28:bot", name = "Escalation Agent" },
                    conversation = new
                    {
                        id = conversation,
                        conversationType = "personal",
                        tenantId = "9d3c1b6e-0000-4000-8000-000000000001",
                    },
                    channelData = new { tenant = new { id = "9d3c1b6e-0000-4000-8000-000000000001" } },
                }
            );
            accepted.EnsureSuccessStatusCode();
            await answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
