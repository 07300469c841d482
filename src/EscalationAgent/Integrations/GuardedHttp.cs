using System.Net;
using System.Net.Sockets;

namespace EscalationAgent.Integrations;

/// <summary>
/// Asks other systems without being led astray: it follows no redirect and uses no proxy, and it looks at the very address that it
/// connects to, so that no name leads into the own network.
/// </summary>
internal static class GuardedHttp
{
    private static readonly IReadOnlyList<IPNetwork> NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "224.0.0.0/3",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>Where clouds tell a machine its secrets: nothing else of use is there.</summary>
    private static readonly IReadOnlyList<IPNetwork> LinkLocal = [IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10")];

    /// <param name="allowPrivate">Whether it may have an address of a private network.</param>
    /// <param name="isLoopback">Whether the settings name this machine; then it may have no other address.</param>
    public static HttpClient Create(bool allowPrivate, bool isLoopback) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
                MaxResponseHeadersLength = 16,
                ActivityHeadersPropagator = null,
                ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, allowPrivate, isLoopback, cancel),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <summary>Whether an address names a host of a private network by number, which would never be connected to.</summary>
    public static bool IsPrivateHost(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && !address.IsLoopback && IPAddress.TryParse(address.IdnHost, out var host) && !IsPublic(host);

    /// <summary>Whether it is an address of the internet, and not of a network of somebody's own.</summary>
    public static bool IsPublic(IPAddress address) => !IsIn(NotPublic, address);

    private static bool IsIn(IReadOnlyList<IPNetwork> networks, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, bool isLoopback, CancellationToken cancel)
    {
        var found = await Dns.GetHostAddressesAsync(to.Host, cancel);
        var allowed = found
            .Where(address =>
                isLoopback ? IPAddress.IsLoopback(address)
                : allowPrivate ? !IsIn(LinkLocal, address)
                : IsPublic(address)
            )
            .ToArray();
        if (allowed.Length == 0)
        {
            throw new PrivateAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The host has no public address, and may have no other.</summary>
internal sealed class PrivateAddressException() : IOException("its host has a private address");
