namespace EscalationAgent.Playground;

/// <summary>What the Playground's room says in the console.</summary>
internal static partial class Log
{
    [LoggerMessage(
        LogLevel.Information,
        "The agent is ready. Starting the Microsoft 365 Agents Playground, to talk to it; the first time npx downloads it, which can take a minute."
    )]
    public static partial void Starting(ILogger log);

    [LoggerMessage(LogLevel.Information, "Downloading the Playground: {Files} files so far, {Seconds} s.")]
    public static partial void Downloading(ILogger log, int files, int seconds);

    [LoggerMessage(LogLevel.Information, "Waiting for the Playground to start: {Seconds} s.")]
    public static partial void Waiting(ILogger log, int seconds);

    [LoggerMessage(
        LogLevel.Information,
        """

            ------------------------------------------------------------
            Talk to the agent. Open this page in a browser:

                http://localhost:{Port}

            It is the Microsoft 365 Agents Playground, and it stops with the agent.
            ------------------------------------------------------------
            """
    )]
    public static partial void Ready(ILogger log, string port);

    [LoggerMessage(
        LogLevel.Warning,
        """

            ------------------------------------------------------------
            The Microsoft 365 Agents Playground is not running: {Reason}
            {Cure}

            The agent itself runs on. Playground:Start=never silences this.
            ------------------------------------------------------------
            """
    )]
    public static partial void NotRunning(ILogger log, string reason, string cure);
}
