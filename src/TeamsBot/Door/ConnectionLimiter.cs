using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TeamsBot.Door;

/// <summary>
/// Keeps the door open however many connections lie before it. Whoever says nothing is sent away; where there are too many, from
/// one address or in all, a new connection takes the place of the most useless one: one that never said anything, then one that
/// never asked for anything that it got, then one that is idle. One in the middle of a request keeps its place.
/// </summary>
public sealed class ConnectionLimiter(ConnectionLimits limits, TimeProvider clock)
{
    private static readonly object Key = new();

    private readonly Lock gate = new();
    private readonly HashSet<Guest> all = [];
    private readonly Dictionary<IPAddress, HashSet<Guest>> byAddress = [];

    /// <summary>How many are open now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return all.Count;
            }
        }
    }

    /// <summary>How many of them are in the middle of a request.</summary>
    public int Busy
    {
        get
        {
            lock (gate)
            {
                return all.Count(guest => guest.IsBusy);
            }
        }
    }

    /// <summary>Stands before every endpoint, and before its TLS.</summary>
    public void Guard(KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection => ServeAsync(connection, next)));

    /// <summary>Lets it know which connections are in the middle of a request, and which got what they asked for.</summary>
    public void Watch(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Key, out var item) is not true || item is not Guest guest)
        {
            await next(context);
            return;
        }

        guest.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            guest.End(context.Response.StatusCode < StatusCodes.Status400BadRequest, clock.GetTimestamp());
        }
    });

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var guest = new Guest(connection, NetworkOf(connection.RemoteEndPoint), clock.GetTimestamp());
        if (!TryEnter(guest))
        {
            connection.Abort();
            return;
        }

        try
        {
            connection.Items[Key] = guest;
            if (await SpeaksAsync(guest))
            {
                await next(connection);
            }
        }
        finally
        {
            Leave(guest);
        }
    }

    /// <summary>Waits for the first byte, and leaves it where it is.</summary>
    private async Task<bool> SpeaksAsync(Guest guest)
    {
        using var limit = new CancellationTokenSource(limits.FirstByteWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, guest.Connection.ConnectionClosed);
        try
        {
            var input = guest.Connection.Transport.Input;
            var read = await input.ReadAsync(either.Token);
            input.AdvanceTo(read.Buffer.Start);
            guest.Speak(clock.GetTimestamp());
            return !(read.IsCompleted && read.Buffer.IsEmpty);
        }
        catch (Exception silent) when (silent is OperationCanceledException or IOException)
        {
            guest.Connection.Abort();
            return false;
        }
    }

    private bool TryEnter(Guest guest)
    {
        List<Guest> sentAway = [];
        lock (gate)
        {
            var near = guest.Network is { } network ? byAddress.TryGetValue(network, out var known) ? known : byAddress[network] = [] : null;
            if ((near?.Count >= limits.PerAddress && !TryMakeRoom(near, sentAway)) || (all.Count >= limits.Total && !TryMakeRoom(all, sentAway)))
            {
                return false;
            }

            all.Add(guest);
            near?.Add(guest);
        }

        sentAway.ForEach(old => old.Connection.Abort());
        return true;
    }

    private bool TryMakeRoom(HashSet<Guest> among, List<Guest> sentAway)
    {
        if (among.Where(guest => !guest.IsBusy).MinBy(guest => (guest.Worth, guest.LastActive)) is not { } old)
        {
            return false;
        }

        Remove(old);
        sentAway.Add(old);
        return true;
    }

    private void Leave(Guest guest)
    {
        lock (gate)
        {
            Remove(guest);
        }
    }

    private void Remove(Guest guest)
    {
        all.Remove(guest);
        if (guest.Network is { } network && byAddress.TryGetValue(network, out var near) && near.Remove(guest) && near.Count == 0)
        {
            byAddress.Remove(network);
        }
    }

    /// <summary>By what connections are counted together: the address, or the /64 network that one IPv6 line has to itself. Null for what is no address.</summary>
    private static IPAddress? NetworkOf(EndPoint? remote)
    {
        if (remote is not IPEndPoint { Address: var address })
        {
            return null;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>One connection.</summary>
    private sealed class Guest(ConnectionContext connection, IPAddress? network, long at)
    {
        private int requests;
        private long lastActive = at;
        private volatile bool hasSpoken;
        private volatile bool wasServed;

        public ConnectionContext Connection => connection;

        public IPAddress? Network => network;

        public bool IsBusy => Volatile.Read(ref requests) > 0;

        public long LastActive => Volatile.Read(ref lastActive);

        public int Worth => wasServed ? 2 : hasSpoken ? 1 : 0;

        public void Speak(long now)
        {
            hasSpoken = true;
            Volatile.Write(ref lastActive, now);
        }

        public void Begin() => Interlocked.Increment(ref requests);

        public void End(bool isServed, long now)
        {
            wasServed |= isServed;
            Volatile.Write(ref lastActive, now);
            Interlocked.Decrement(ref requests);
        }
    }
}
