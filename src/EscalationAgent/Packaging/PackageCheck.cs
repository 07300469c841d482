namespace EscalationAgent.Packaging;

/// <summary>Whether the Teams app that was packed is for this bot.</summary>
internal static class PackageCheck
{
    /// <param name="path">The zip; null where none is named.</param>
    /// <param name="bot">The app id of the settings.</param>
    public static Check Of(string? path, string bot) => Check.Of("Teams app", () => Look(path, bot));

    private static Finding Look(string? path, string bot)
    {
        if (path is null or "")
        {
            return Finding.NotChecked("name the zip that package made: --package escalation-agent.zip.");
        }

        try
        {
            var package = AppPackage.Open(path);
            return bot.Length == 0 ? Finding.NotChecked("there is no Teams:AppId to hold it against.")
                : new[] { package.BotId, package.EntraId }.FirstOrDefault(id => !bot.Equals(id, StringComparison.OrdinalIgnoreCase)) is { } other
                    ? Finding.Wrong($"{path} is for the bot {other}, and Teams:AppId is {bot}.", DeploySteps.App)
                : Finding.Ok($"{path} is for this bot, version {AppPackage.Text(package.Manifest, "version")}.");
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Finding.Wrong($"{path} cannot be read as a Teams app: {unreadable.Message}", DeploySteps.App);
        }
    }
}
