using TeamsBot.Inbound;

namespace EscalationAgent.Teams.Tab;

/// <summary>Whether people could be signed in to the tab.</summary>
internal static class TabCheck
{
    /// <param name="publicUrl">The address at which people reach the bot with a browser; null where it is not known.</param>
    public static Check Of(SignInSettings settings, string? publicUrl, bool isDevelopment, TimeProvider clock) =>
        new("tab", cancel => LookAsync(settings, publicUrl, isDevelopment, clock, cancel));

    private static async Task<Finding> LookAsync(SignInSettings settings, string? publicUrl, bool isDevelopment, TimeProvider clock, CancellationToken cancel)
    {
        if (!settings.IsOn)
        {
            return Finding.NotChecked("there is no Teams:AppId and no Tab:ClientId, so nobody is signed in to it.");
        }

        var (keys, problem) = await SignInCheck.ProbeAsync(settings, isDevelopment, clock, cancel);
        return problem is not null ? Finding.Wrong($"{settings.Authority}: {problem}.", DeploySteps.Network)
            : publicUrl is null ? Finding.Ok($"{keys} keys of {settings.AllowedTenants[0]}. Without Reports:PublicUrl it has no links to printable pages.")
            : Finding.Ok($"{keys} keys of {settings.AllowedTenants[0]}; the application id URI must be {settings.IdUri}.");
    }
}
