using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace EscalationAgent.Tests.Fakes;

/// <summary>The program as a process of its own, so that it can be killed.</summary>
internal sealed partial class BotProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> playground = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BotProcess(Process process) => this.process = process;

    public Uri Address { get; private set; } = new("http://localhost");

    public int Id => process.Id;

    public string Output
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    /// <summary>Starts it in Development on a free port, with its data in <paramref name="folder"/>.</summary>
    /// <param name="settings">Further settings, as <c>Section:Name</c> and value.</param>
    public static Task<BotProcess> StartAsync(string folder, CancellationToken cancel, params (string Name, string Value)[] settings) =>
        StartAsync(folder, new Dictionary<string, string>(), cancel, settings);

    /// <param name="environment">Variables besides those of this process.</param>
    public static Task<BotProcess> StartAsync(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancel,
        params (string Name, string Value)[] settings
    ) => StartAsync(["dotnet"], folder, environment, settings, cancel);

    /// <summary>Starts it so that a limit on the size of its files gives it an error, not a deadly signal.</summary>
    public static Task<BotProcess> StartUnlimitedAsync(string folder, CancellationToken cancel, params (string Name, string Value)[] settings) =>
        StartAsync(["sh", "-c", "trap '' XFSZ; exec dotnet \"$@\"", "sh"], folder, new Dictionary<string, string>(), settings, cancel);

    private static async Task<BotProcess> StartAsync(
        string[] command,
        string folder,
        IReadOnlyDictionary<string, string> environment,
        (string Name, string Value)[] settings,
        CancellationToken cancel
    )
    {
        var start = new ProcessStartInfo(
            command[0],
            [
                .. command[1..],
                Path.Combine(AppContext.BaseDirectory, "EscalationAgent.dll"),
                "--urls",
                "http://127.0.0.1:0",
                .. (await TestStore.SettingsAsync(folder)).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }),
                .. settings.Contains(("Playground:Start", "never")) ? ["--Teams:Administrators:0", Scenarios.Story.Bob.AadObjectId] : Array.Empty<string>(),
                .. settings.SelectMany(s => new[] { $"--{s.Name}", s.Value }),
            ]
        )
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The bot did not start.");
        var bot = new BotProcess(process);
        process.OutputDataReceived += (_, line) => bot.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => bot.Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        bot.Address = await bot.WaitAsync(bot.listening.Task, "listen", TimeSpan.FromSeconds(60), cancel);
        return bot;
    }

    /// <summary>The address of the Playground that the bot has started.</summary>
    public Task<Uri> PlaygroundAsync(CancellationToken cancel) => WaitAsync(playground.Task, "start the Playground", TimeSpan.FromSeconds(120), cancel);

    /// <summary>As by <c>kill -9</c>: no chance to finish anything.</summary>
    public async Task KillAsync(CancellationToken cancel)
    {
        process.Kill();
        await process.WaitForExitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (said)
        {
            said.AppendLine(line);
        }

        if (Listening().Match(line) is { Success: true } at)
        {
            listening.TrySetResult(new Uri(at.Groups[1].Value));
        }
        else if (Page().Match(line) is { Success: true } page)
        {
            playground.TrySetResult(new Uri(page.Groups[1].Value));
        }
    }

    private async Task<Uri> WaitAsync(Task<Uri> task, string what, TimeSpan atMost, CancellationToken cancel)
    {
        var ended = process.WaitForExitAsync(cancel);
        await Task.WhenAny(task, ended, Task.Delay(atMost, Clock, cancel));
        return task.IsCompletedSuccessfully ? await task : throw new InvalidOperationException($"The bot did not {what}. It said:\n{Output}");
    }

#pragma warning disable RS0030 // Waiting for another program is done in real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"^\s+(http://localhost:\d+)\s*$")]
    private static partial Regex Page();
}
