using System.Globalization;

namespace EscalationAgent.Playground;

/// <summary>Whether and how the Microsoft 365 Agents Playground is started beside the agent, so that one can talk to it without Teams.</summary>
internal sealed record PlaygroundSettings
{
    /// <summary>The release that this configuration was tried with.</summary>
    public const string PinnedPackage = "@microsoft/m365agentsplayground@0.2.28";

    /// <summary><c>auto</c>: start it in Development where Node.js is present. <c>never</c>: leave it alone.</summary>
    public string Start { get; init; } = "auto";

    /// <summary>The port of the page in the browser; where it is taken, the Playground picks a free one and the console says which.</summary>
    public int Port { get; init; } = 56150;

    /// <summary>The path of a local install's <c>cli.js</c>; empty fetches the pinned package with npx.</summary>
    public string Program { get; init; } = "";

    /// <summary>
    /// Where the Playground writes its log: among this account's own files, since by itself it would write into the folder that the
    /// agent was started in.
    /// </summary>
    public string LogFile =>
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } own ? own : Path.GetTempPath(),
            "EscalationAgent",
            $"playground-{Port.ToString(CultureInfo.InvariantCulture)}.log"
        );

    public bool IsWanted => Start == "auto";

    public static PlaygroundSettings From(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Playground").Get<PlaygroundSettings>() ?? new();
        return settings switch
        {
            { Start: not ("auto" or "never") } => throw new InvalidOperationException($"Playground:Start is \"{settings.Start}\"; it can be auto or never."),
            { Port: < 1 or > 65535 } => throw new InvalidOperationException($"Playground:Port is {settings.Port}; it must lie between 1 and 65535."),
            _ => settings,
        };
    }

    /// <summary>What the guard runs: the Playground, pointed at the agent's own door.</summary>
    public IReadOnlyList<string> CommandFor(Uri door) =>
        [
            .. Program.Length > 0 ? new[] { Program } : ["npx", "--yes", PinnedPackage],
            "--app-endpoint",
            door.ToString(),
            "--channel-id",
            "msteams",
            "--port",
            Port.ToString(CultureInfo.InvariantCulture),
            "--disable-telemetry",
        ];
}
