using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TeamsBot.Inbound;

/// <summary>
/// Keeps the door open however many connections lie before it. One that says nothing is closed; where there are too many, from one
/// address or in all, a new one takes the place of one that never asked for anything, else of one that is idle, the oldest first.
/// One in the middle of a request keeps its place. Kestrel's own limits know no addresses, and close the door on the newest.
/// </summary>
public sealed class ConnectionLimiter(ConnectionLimits limits, TimeProvider clock)
{
    private static readonly object Key = new();

    private readonly Lock gate = new();
    private readonly HashSet<Guest> guests = [];

    /// <summary>How many are open now.</summary>
    internal int Count
    {
        get
        {
            lock (gate)
            {
                return guests.Count;
            }
        }
    }

    /// <summary>How many of them are in the middle of a request.</summary>
    internal int Busy
    {
        get
        {
            lock (gate)
            {
                return guests.Count(guest => guest.IsBusy);
            }
        }
    }

    /// <summary>Stands before every endpoint, and before its TLS.</summary>
    public void Guard(KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection => ServeAsync(connection, next)));

    /// <summary>Lets it know which connections are in the middle of a request; before all other middleware.</summary>
    public void Watch(IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                var guest = context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Key, out var item) is true ? item as Guest : null;
                guest?.Begin();
                try
                {
                    await next(context);
                }
                finally
                {
                    guest?.End(clock.GetTimestamp());
                }
            }
        );

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
            if (await SpeaksAsync(connection))
            {
                await next(connection);
            }
        }
        finally
        {
            lock (gate)
            {
                guests.Remove(guest);
            }
        }
    }

    /// <summary>Waits for the first byte, and leaves it where it is.</summary>
    private async Task<bool> SpeaksAsync(ConnectionContext connection)
    {
        using var limit = new CancellationTokenSource(limits.FirstByteWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, connection.ConnectionClosed);
        try
        {
            var input = connection.Transport.Input;
            var read = await input.ReadAsync(either.Token);
            input.AdvanceTo(read.Buffer.Start);
            return !(read.IsCompleted && read.Buffer.IsEmpty);
        }
        catch (Exception silent) when (silent is OperationCanceledException or IOException)
        {
            connection.Abort();
            return false;
        }
    }

    private bool TryEnter(Guest guest)
    {
        var leaving = new List<Guest>();
        lock (gate)
        {
            if (
                !HasRoom(guests.Where(other => guest.Network is not null && guest.Network.Equals(other.Network)), limits.PerAddress, leaving)
                || !HasRoom(guests, limits.Total, leaving)
            )
            {
                return false;
            }

            guests.Add(guest);
        }

        leaving.ForEach(old => old.Connection.Abort());
        return true;
    }

    /// <summary>Whether one more fits in, now or when another leaves.</summary>
    private bool HasRoom(IEnumerable<Guest> among, int most, List<Guest> leaving)
    {
        if (among.Count() < most)
        {
            return true;
        }

        if (among.Where(guest => !guest.IsBusy).MinBy(guest => (guest.HasAsked, guest.LastActive)) is not { } old)
        {
            return false;
        }

        guests.Remove(old);
        leaving.Add(old);
        return true;
    }

    /// <summary>
    /// By what connections are counted together: the address, or the /64 network that one IPv6 line has to itself. Null for what is
    /// no address.
    /// </summary>
    private static IPAddress? NetworkOf(EndPoint? remote)
    {
        if (remote is not IPEndPoint { Address: var address })
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.MapToIPv4();
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
        private volatile bool hasAsked;

        public ConnectionContext Connection => connection;

        public IPAddress? Network => network;

        public bool IsBusy => Volatile.Read(ref requests) > 0;

        public bool HasAsked => hasAsked;

        public long LastActive => Volatile.Read(ref lastActive);

        public void Begin()
        {
            hasAsked = true;
            Interlocked.Increment(ref requests);
        }

        public void End(long now)
        {
            Volatile.Write(ref lastActive, now);
            Interlocked.Decrement(ref requests);
        }
    }
}
