using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EscalationAgent;

/// <summary>Looks before the start whether the ports can be opened, so that a taken one is told in a sentence and not by a stack trace.</summary>
internal static class PortCheck
{
    private const int MostTries = 50;

    /// <summary>A sentence with the way out for each port that can't be opened.</summary>
    /// <param name="configuration">Says the addresses as the web server reads them: <c>urls</c>, <c>http_ports</c>.</param>
    public static IReadOnlyList<string> Faults(IConfiguration configuration) =>
        [.. Addresses(configuration).Where(a => a.Port is > 0 and <= 65535).Select(a => Fault(a.Host, a.Port)).OfType<string>()];

    private static IEnumerable<(string Host, int Port)> Addresses(IConfiguration configuration)
    {
        const StringSplitOptions Clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        if (configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            return [];
        }

        return configuration["urls"] is { Length: > 0 } urls
            ? urls.Split(';', Clean)
                .Where(url =>
                    Uri.IsWellFormedUriString(
                        url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal),
                        UriKind.Absolute
                    )
                )
                .Select(BindingAddress.Parse)
                .Where(a => a is { IsUnixPipe: false, IsNamedPipe: false })
                .Select(a => (a.Host, a.Port))
            : $"{configuration["http_ports"]};{configuration["https_ports"]}"
                .Split(';', Clean)
                .Where(p => int.TryParse(p, out _))
                .Select(p => ("*", int.Parse(p, CultureInfo.InvariantCulture)))
                .DefaultIfEmpty(("localhost", 5000));
    }

    private static string? Fault(string host, int port) =>
        Probe(host, port) switch
        {
            SocketError.AddressAlreadyInUse =>
                $"Port {port} is taken: another program listens there, perhaps an agent that is still running. Stop that one, or choose "
                    + $"another port{Another(host, port)}.",
            SocketError.AccessDenied => $"Port {port} may not be opened by this account. Choose one above 1023: --urls http://localhost:3978.",
            _ => null,
        };

    private static string Another(string host, int port) =>
        Enumerable
            .Range(port + 1, MostTries)
            .Where(p => p <= 65535 && Probe(host, p) == SocketError.Success)
            .Select(p => $": --urls http://{(host is "*" or "+" ? "localhost" : host)}:{p}")
            .FirstOrDefault()
        ?? "";

    /// <summary>What opening the port comes to; what this machine can't have anyway, such as IPv6, is no fault.</summary>
    private static SocketError Probe(string host, int port)
    {
        foreach (var address in AddressesOf(host))
        {
            try
            {
                using var listener = new TcpListener(address, port);
                listener.Start();
            }
            catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                return refused.SocketErrorCode;
            }
            catch (SocketException)
            {
                // The web server knows better what to do about it.
            }
        }

        return SocketError.Success;
    }

    private static IPAddress[] AddressesOf(string host) =>
        host switch
        {
            _ when host.Equals("localhost", StringComparison.OrdinalIgnoreCase) => [IPAddress.Loopback, IPAddress.IPv6Loopback],
            _ when IPAddress.TryParse(host, out var address) => [address],
            _ => [IPAddress.Any],
        };
}
