using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TestSupport;

/// <summary>
/// The real programs that tests run against: Node, the npm packages of <c>tests/Peers/package.json</c>, Chromium, libfaketime.
/// A test that needs one asks here. It is then set up, or the test is skipped with the reason;
/// with <c>ESCALATION_AGENT_REQUIRE_PEERS=1</c> a missing peer fails the test instead.
/// </summary>
internal static class Peer
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    /// <summary>True when a missing peer must fail the run.</summary>
    public static bool Required => Environment.GetEnvironmentVariable("ESCALATION_AGENT_REQUIRE_PEERS") is "1" or "true";

    /// <summary>The repository's top folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The path of <c>node</c>.</summary>
    public static string Node() => Find("node") ?? Missing("Node.js", "install Node.js 20 or later");

    /// <summary>The path of Chromium or Chrome.</summary>
    public static string Chromium() =>
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named
            ? named
            : Find("chromium") ?? Find("chromium-browser") ?? Find("google-chrome") ?? Missing("Chromium", "install chromium, or set CHROMIUM_PATH");

    /// <summary>The library that turns another program's clock, by <c>LD_PRELOAD</c>.</summary>
    public static string FakeTime() =>
        Directory.Exists("/usr/lib")
        && Directory
            .EnumerateDirectories(
                "/usr/lib",
                "faketime",
                new EnumerationOptions
                {
                    RecurseSubdirectories = true,
                    MaxRecursionDepth = 2,
                    IgnoreInaccessible = true,
                }
            )
            .Select(folder => Path.Combine(folder, "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
            is { } found
            ? found
            : Missing("libfaketime", "install faketime");

    /// <summary>The folder <c>node_modules</c> with the pinned peers in it, installed on first use.</summary>
    public static async Task<string> NodeModulesAsync(CancellationToken cancel)
    {
        Node();
        var folder = Path.Combine(Root, "tests", "Peers");
        var modules = Path.Combine(folder, "node_modules");
        var stamp = Path.Combine(modules, ".installed");
        var wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"), cancel);

        await Installing.WaitAsync(cancel);
        try
        {
            // Test projects run side by side, as processes: one of them installs, the others wait for its lock.
            await using var turn = await TakeTurnAsync(Path.Combine(folder, ".installing"), cancel);
            if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancel) == wanted)
            {
                return modules;
            }

            var npm = Find("npm") ?? Missing("npm", "install Node.js with npm");
            var (exit, output) = await RunAsync(npm, ["ci", "--no-audit", "--no-fund"], folder, cancel);
            if (exit != 0)
            {
                return Missing("the npm packages of tests/Peers", $"npm ci said: {output}");
            }

            await File.WriteAllTextAsync(stamp, wanted, cancel);
            return modules;
        }
        finally
        {
            Installing.Release();
        }
    }

    /// <summary>Runs a program to its end; both of its outputs, joined.</summary>
    public static async Task<(int Exit, string Output)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        CancellationToken cancel,
        string? input = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Skips the running test, or fails it where peers are required.</summary>
    public static string Missing(string what, string cure)
    {
        var reason = $"{what} is missing: {cure}.";
        if (Required)
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
        return reason;
    }

    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), Clock, cancel);
            }
        }
    }

#pragma warning disable RS0030 // Tests that wait for another process wait in real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder =>
                OperatingSystem.IsWindows()
                    ? [Path.Combine(folder, program + ".exe"), Path.Combine(folder, program + ".cmd")]
                    : new[] { Path.Combine(folder, program) }
            )
            .FirstOrDefault(File.Exists);

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
