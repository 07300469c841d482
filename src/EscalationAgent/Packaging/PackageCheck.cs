namespace EscalationAgent.Packaging;

/// <summary>Whether the Teams app that was packed is for this bot.</summary>
internal static class PackageCheck
{
    /// <param name="path">The zip; null where none is named.</param>
    /// <param name="bot">The app id of the settings.</param>
    /// <param name="signIn">The client id whose tokens the tab takes.</param>
    public static Check Of(string? path, string bot, string signIn) => Check.Of("Teams app", () => Look(path, bot, signIn));

    private static Finding Look(string? path, string bot, string signIn)
    {
        if (path is null or "")
        {
            return Finding.NotChecked("name the zip that package made: --package escalation-agent.zip.");
        }

        try
        {
            var package = AppPackage.Open(path);
            return bot.Length == 0 ? Finding.NotChecked("there is no Teams:AppId to hold it against.")
                : !bot.Equals(package.BotId, StringComparison.OrdinalIgnoreCase)
                    ? Finding.Wrong($"{path} is for the bot {package.BotId}, and Teams:AppId is {bot}.", DeploySteps.App)
                : !signIn.Equals(package.EntraId, StringComparison.OrdinalIgnoreCase)
                    ? Finding.Wrong($"{path} signs people in to {package.EntraId}, and the tab takes tokens of {signIn}: see Tab:ClientId.", DeploySteps.App)
                : Finding.Ok($"{path} is for this bot, version {AppPackage.Text(package.Manifest, "version")}.");
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Finding.Wrong($"{path} cannot be read as a Teams app: {unreadable.Message}", DeploySteps.App);
        }
    }
}
