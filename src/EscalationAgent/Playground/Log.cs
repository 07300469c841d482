namespace EscalationAgent.Playground;

/// <summary>What the Playground's room says in the console.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Starting the Microsoft 365 Agents Playground; the first time npx fetches it, which can take a minute.")]
    public static partial void Starting(ILogger log);

    [LoggerMessage(LogLevel.Information, """

        ------------------------------------------------------------
        Talk to the agent. Open this page in a browser:

            http://localhost:{Port}

        It is the Microsoft 365 Agents Playground, and it stops with the agent.
        ------------------------------------------------------------
        """)]
    public static partial void Ready(ILogger log, string port);

    [LoggerMessage(LogLevel.Warning, """

        ------------------------------------------------------------
        The Microsoft 365 Agents Playground is not running: {Reason}
        {Cure}

        The agent itself runs on. Playground:Start=never silences this.
        ------------------------------------------------------------
        """)]
    public static partial void NotRunning(ILogger log, string reason, string cure);
}
