using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EscalationAgent.Playground;

/// <summary>Runs the Playground beside the agent, says where to find it, and takes it down with the agent. It never takes the agent down.</summary>
internal sealed partial class PlaygroundProcess(
    PlaygroundSettings settings,
    PlaygroundBinding playgroundBinding,
    IServer server,
    IHostApplicationLifetime life,
    TimeProvider clock,
    ILogger<PlaygroundProcess> log
) : BackgroundService
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(5);

    // How npm begins a line for each file that it fetches, where it is asked to say so.
    private const string Fetched = "npm http fetch ";

    private int fetched;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent is stopping, and so did the Playground.
        }
#pragma warning disable CA1031 // Whatever goes wrong here is no reason to end the agent.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.NotRunning(log, failure.Message, "Start it by hand: npx " + PlaygroundSettings.PinnedPackage);
        }
    }

    /// <summary>The address is known, and the door open, only once the agent has started.</summary>
    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        if (LocalAddress.Among(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [], "http") is not { } agent)
        {
            Log.NotRunning(log, "the agent serves no plain HTTP address.", "Give it one, such as --urls http://localhost:3978");
            return;
        }

        if (Find("node") is not { } node)
        {
            Log.NotRunning(log, "Node.js was not found.", "Get Node.js 20 or later from https://nodejs.org, then start the agent again.");
            return;
        }

        Log.Starting(log);
        using var process = Process.Start(StartOf(node, new(agent, "/api/messages"))) ?? throw new InvalidOperationException("node did not start.");
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var _ = stopping.Register(() =>
        {
            process.StandardInput.Close(); // The guard's sign to end the Playground.
            patience.CancelAfter(Farewell);
        });
        var complaints = LastWordsAsync(process.StandardError);
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        var progress = SayProgressAsync(listening);
        try
        {
            await ListenAsync(process.StandardOutput, listening, patience.Token);
            await process.WaitForExitAsync(patience.Token);
            stopping.ThrowIfCancellationRequested();
            Log.NotRunning(log, $"it ended with exit code {process.ExitCode}.", "Its last words: " + await complaints);
        }
        finally
        {
            await listening.CancelAsync();
            await progress;
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private ProcessStartInfo StartOf(string node, Uri door)
    {
        var guard = Path.Combine(AppContext.BaseDirectory, "Playground", "playground-guard.cjs");
        var start = new ProcessStartInfo(node, [guard, .. settings.CommandFor(door)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TEAMSAPPTESTER_BROWSER"] = "none";
        start.Environment["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = PlaygroundCast.FilePath;
        Directory.CreateDirectory(Path.GetDirectoryName(settings.LogFile)!);
        start.Environment["M365_AGENTS_PLAYGROUND_LOGFILE"] = settings.LogFile;
        start.Environment["npm_config_loglevel"] = "http";
        return start;
    }

    /// <summary>Reads to the end of the output, that is of the process; it would stall on a pipe that nobody empties.</summary>
    /// <param name="waiting">Cancelled once it listens.</param>
    private async Task ListenAsync(StreamReader output, CancellationTokenSource waiting, CancellationToken cancel)
    {
        var said = false;
        while (await output.ReadLineAsync(cancel) is { } line)
        {
            if (!said && Listening().Match(line) is { Success: true } match)
            {
                said = true;
                await waiting.CancelAsync();
                await playgroundBinding.SetAsync(new Uri($"http://localhost:{match.Groups["port"].Value}"), cancel);
                Log.Ready(log, match.Groups["port"].Value);
            }
        }
    }

    /// <summary>Says every few seconds what is going on until the Playground listens: a silent minute looks like a fault.</summary>
    private async Task SayProgressAsync(CancellationTokenSource waiting)
    {
        var since = clock.GetTimestamp();
        using var beat = new PeriodicTimer(SayEvery, clock);
        try
        {
            while (await beat.WaitForNextTickAsync(waiting.Token))
            {
                var seconds = (int)clock.GetElapsedTime(since).TotalSeconds;
                if (Volatile.Read(ref fetched) is > 0 and var files)
                {
                    Log.Downloading(log, files, seconds);
                }
                else
                {
                    Log.Waiting(log, seconds);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It listens, or it has ended.
        }
    }

    private async Task<string> LastWordsAsync(StreamReader error)
    {
        var last = new Queue<string>();
        while (await error.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (line.StartsWith(Fetched, StringComparison.Ordinal))
            {
                Interlocked.Increment(ref fetched);
                continue;
            }

            last.Enqueue(line);
            if (last.Count > 8)
            {
                last.Dequeue();
            }
        }

        return string.Join(Environment.NewLine, last);
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
            .FirstOrDefault(File.Exists);

    [GeneratedRegex(@"^Listening on (?<port>\d+)")]
    private static partial Regex Listening();
}
