namespace EscalationAgent.Packaging;

/// <summary><c>package --bot-id GUID --domain bot.contoso.com</c>: makes the zip that a tenant installs, or says all that it would refuse.</summary>
internal static class PackageVerb
{
    public const string Name = "package";

    /// <param name="rest">What follows the verb.</param>
    /// <param name="configuredBot">The app id of the settings.</param>
    /// <returns>The exit code: 0, or 1 when nothing was written.</returns>
    public static int Run(string[] rest, string configuredBot, TextWriter output, TextWriter error)
    {
        var faults = new List<string>();
        var options = PackageOptions.Of(rest, configuredBot, Path.Combine(AppContext.BaseDirectory, "manifest"), faults);
        var package = AppPackage.Build(options, faults);
        faults.AddRange(package is null ? [] : AppPackageRules.Faults(package, options.Domain));
        if (package is not null && faults.Count == 0)
        {
            try
            {
                package.WriteTo(options.Output);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                faults.Add($"{options.Output} cannot be written: {refused.Message}");
            }
        }

        if (faults.Count > 0)
        {
            error.WriteLine("The Teams app cannot be packed:");
            foreach (var fault in faults.Distinct())
            {
                error.WriteLine($"  {fault}");
            }

            error.WriteLine($"Say: {PackageOptions.Usage}");
            return 1;
        }

        output.WriteLine($"{options.Output}: version {AppPackage.Text(package!.Manifest, "version")}, bot {options.BotId}, app {options.AppId}.");
        if (!options.Pages.ContainsKey("privacy") || !options.Pages.ContainsKey("terms"))
        {
            output.WriteLine("People find your privacy notice and terms by links in the app: name pages of yours with --website, --privacy and --terms.");
        }

        return 0;
    }
}
