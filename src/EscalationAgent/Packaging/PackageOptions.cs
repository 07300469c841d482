namespace EscalationAgent.Packaging;

/// <summary>What of the Teams app is said where it is installed, and not in <c>manifest/</c>.</summary>
/// <param name="BotId">The bot's app id (Entra client id).</param>
/// <param name="AppId">The id of the Teams app; the bot's where none is named.</param>
/// <param name="SignInId">The client id of the registration that signs people in to the tab; the bot's where none is named.</param>
/// <param name="Domain">The host that Teams reaches the bot at, without <c>https://</c>.</param>
/// <param name="Pages">Options that stand for one text of the manifest, with what was said.</param>
internal sealed record PackageOptions(
    string BotId,
    string AppId,
    string SignInId,
    string Domain,
    string Folder,
    string Output,
    IReadOnlyDictionary<string, string> Pages
)
{
    private static readonly string[] Texts = ["version", "developer", "website", "privacy", "terms", "short-name", "full-name"];
    private static readonly string[] Names = ["bot-id", "app-id", "sign-in-id", "domain", "output", "manifest", .. Texts];

    public const string Usage =
        "dotnet run --project src/EscalationAgent -- package --bot-id GUID --domain bot.contoso.com [--app-id GUID] [--sign-in-id GUID] "
        + "[--version 1.0.1] [--output file.zip] "
        + "[--developer NAME] [--website URL] [--privacy URL] [--terms URL] [--short-name NAME] [--full-name NAME] [--manifest FOLDER]";

    /// <param name="configuredBot">The app id of the settings, for whoever does not name another one.</param>
    /// <param name="folder">The manifest that was built with the program.</param>
    public static PackageOptions Of(string[] arguments, string configuredBot, string folder, List<string> faults)
    {
        var said = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Length; i++)
        {
            var word = arguments[i];
            var name = word.StartsWith("--", StringComparison.Ordinal) ? word[2..] : "";
            if (name.Split('=', 2) is [var key, var value])
            {
                name = key;
            }
            else
            {
                value = i + 1 < arguments.Length ? arguments[++i] : null;
            }

            // Settings of the program, such as --Teams:AppId, may stand here as for every other verb.
            if (name.Contains(':'))
            {
                continue;
            }

            if (!Names.Contains(name))
            {
                faults.Add($"'{word}' is no option; there are {string.Join(", ", Names.Select(n => $"--{n}"))}.");
            }
            else if (value is null or "" || value.StartsWith("--", StringComparison.Ordinal))
            {
                faults.Add($"--{name} has no value.");
            }
            else if (!said.TryAdd(name, value))
            {
                faults.Add($"--{name} is said twice.");
            }
        }

        string Said(string name, string otherwise) => said.GetValueOrDefault(name, otherwise);
        var bot = Said("bot-id", configuredBot);
        return new(
            bot,
            Said("app-id", bot),
            Said("sign-in-id", bot),
            Said("domain", ""),
            Path.GetFullPath(Said("manifest", folder)),
            Path.GetFullPath(Said("output", "escalation-agent.zip")),
            said.Where(s => Texts.Contains(s.Key)).ToDictionary()
        );
    }
}
