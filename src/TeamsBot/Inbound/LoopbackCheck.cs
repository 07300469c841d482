using System.Net;
using Microsoft.AspNetCore.Http;

namespace TeamsBot.Inbound;

/// <summary>The look at a caller of an anonymous door: only somebody at this machine, and no page in their browser.</summary>
public static class LoopbackCheck
{
    private static readonly string[] Forwarded = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Original-Host"];

    /// <summary>Whether a request comes from this machine and from no page, tunnel or name that only leads here.</summary>
    public static bool IsLocal(HttpContext context) => Check(context) is null;

    internal static RequestRejection? Check(HttpContext context)
    {
        var request = context.Request;

        // A connection without an address never left the process.
        var reason =
            context.Connection.RemoteIpAddress is { } address && !IsLoopback(address) ? "the caller is not at this machine"
            : !IsThisMachine(request.Host.Host) ? "the request was meant for another host"
            : Forwarded.Any(request.Headers.ContainsKey) ? "the request came through a tunnel"
            : request.Headers.Origin is [{ } origin, ..] && !IsOfThisMachine(origin) ? "the request came from a foreign page"
            : null;
        return reason is null ? null : new(RequestRejection.Forbidden, reason);
    }

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    // A foreign name may be made to point here (DNS rebinding), hence by name and not by where it leads.
    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IsLoopback(address));

    private static bool IsOfThisMachine(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsThisMachine(uri.Host);
}
