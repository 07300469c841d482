namespace TeamsBot.Inbound;

/// <summary>Whose tokens are taken where people use our own pages inside Teams, which signs them in.</summary>
public sealed record SignInSettings
{
    /// <summary>The scope that the app registration exposes, and that Teams asks for.</summary>
    public const string Scope = "access_as_user";

    /// <summary>Teams itself, on desks and phones and on the web: nobody else asks for tokens of ours.</summary>
    public static readonly IReadOnlyList<string> TeamsClients = ["1fec8e78-bce4-4aaf-ab1b-5451cc387264", "5e3ce6c0-2b1f-4285-8d4b-75ee78787346"];

    /// <summary>The app's client id, a GUID. Default: empty, and nobody is let in.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The application id URI, as tokens of version 1 name the app; null where it is not known.</summary>
    public string? IdUri { get; init; }

    /// <summary>The ids of the tenants whose people are let in. Default: none.</summary>
    public IReadOnlyList<string> AllowedTenants { get; init; } = [];

    /// <summary>Where tenants publish their keys. Default: the public cloud. Plain http is for a stand-in on loopback in Development only.</summary>
    public string Authority { get; init; } = "https://login.microsoftonline.com";

    /// <summary>Whether anybody can be let in at all.</summary>
    public bool IsOn => ClientId.Length > 0 && AllowedTenants.Count > 0;
}
