using System.Diagnostics.CodeAnalysis;

namespace TeamsBot.Inbound;

/// <summary>From where signing keys may be fetched: whoever can change what is there can sign as the Connector.</summary>
internal static class KeyAddress
{
    /// <summary>Https, or plain http to this very machine in Development; never with a user name in it.</summary>
    public static bool IsTrustworthy(string? address, bool isDevelopment, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(address, UriKind.Absolute, out uri)
        && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (isDevelopment && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    /// <summary>The keys must stand on the host (and port) that the settings name.</summary>
    public static bool IsOnTheHostOf(this Uri keys, Uri metadata) => string.Equals(keys.Authority, metadata.Authority, StringComparison.OrdinalIgnoreCase);
}
