using System.Net;

namespace TeamsBot.Connector;

/// <summary>
/// Decides whether a service address may be spoken with, and whether the token goes along. A service address comes
/// from outside: whoever forges one would otherwise be handed the bot's token, or have it knock on inner doors.
/// </summary>
internal sealed class TrustedHosts(IReadOnlyList<string> added, bool allowLoopback)
{
    // trafficmanager.net is a name space that anybody can rent a name in: that host exactly, and none beside it.
    private static readonly string[] Microsofts =
    [
        "smba.trafficmanager.net",
        ".botframework.com",
        ".teams.microsoft.com",
        ".botframework.us",
        ".teams.microsoft.us",
        ".azure.us",
    ];

    private readonly string[] entries = [.. Microsofts, .. added.Select(entry => entry.ToLowerInvariant())];

    /// <summary>True for <c>host.example</c> and <c>.host.example</c>; a top-level name alone would trust half the world.</summary>
    public static bool CanBeAdded(string entry)
    {
        var name = entry.StartsWith('.') ? entry[1..] : entry;
        return name.Contains('.') && !IPAddress.TryParse(name, out _) && Uri.CheckHostName(name) == UriHostNameType.Dns && IsPlain(name.ToLowerInvariant());
    }

    /// <summary>The address in the one spelling that was judged; every request is built from it.</summary>
    /// <exception cref="ConnectorException">With <see cref="ConnectorFault.UntrustedHost"/>: nothing may be sent there.</exception>
    public Peer Judge(Uri service) =>
        HasNoExtras(service) && TokenHost(service) is { } host ? new Peer($"https://{host}{Folder(service)}", TakesToken: true)
        : HasNoExtras(service) && allowLoopback && IsLoopback(service) ? new Peer($"http://{service.Authority}{Folder(service)}", TakesToken: false)
        : throw new ConnectorException(ConnectorFault.UntrustedHost, $"The service address '{Short(service)}' is not one of Teams'; nothing was sent.");

    /// <summary>True when a request to this address may carry the token.</summary>
    public bool TakesToken(Uri request) => TokenHost(request) is not null;

    private string? TokenHost(Uri uri)
    {
        if (uri.Scheme != Uri.UriSchemeHttps || uri.UserInfo.Length > 0 || uri.Port != 443 || uri.HostNameType != UriHostNameType.Dns)
        {
            return null;
        }

        var host = uri.IdnHost.ToLowerInvariant();
        host = host.EndsWith('.') ? host[..^1] : host;
        return IsPlain(host) && entries.Any(entry => entry.StartsWith('.') ? host.EndsWith(entry, StringComparison.Ordinal) : host == entry) ? host : null;
    }

    private static bool IsLoopback(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttp && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address)));

    // What follows the path would end up in the middle of ours.
    private static bool HasNoExtras(Uri uri) => uri.IsAbsoluteUri && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    private static bool IsPlain(string host) => host.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.');

    private static string Folder(Uri uri) => uri.AbsolutePath.TrimEnd('/');

    private static string Short(Uri uri) => ErrorBody.OneLine(uri.OriginalString, 100);
}

/// <summary>A peer that was judged: the address to build requests from, without a trailing slash, and whether they carry the token.</summary>
internal sealed record Peer(string Base, bool TakesToken);
