using System.Text.Json.Nodes;

namespace EscalationAgent.Teams.Tab;

/// <summary>Links that open the tab in Teams where it shows what is asked for.</summary>
/// <param name="appId">The id of the Teams app; null where nobody is signed in to the tab.</param>
internal sealed class TabLinks(string? appId)
{
    /// <summary>There is no tab.</summary>
    public static readonly TabLinks None = new(null);

    /// <summary>The tab's name in the manifest.</summary>
    private const string Entity = "escalations";

    /// <returns>Null where there is no tab.</returns>
    public string? ToLaunch(string id) =>
        appId is null
            ? null
            : $"https://teams.microsoft.com/l/entity/{Uri.EscapeDataString(appId)}/{Entity}?context="
                + Uri.EscapeDataString(new JsonObject { ["subEntityId"] = $"launch:{id}" }.ToJsonString());
}
