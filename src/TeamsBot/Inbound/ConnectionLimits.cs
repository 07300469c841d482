namespace TeamsBot.Inbound;

/// <summary>How many connections are kept open, and for whom.</summary>
public sealed record ConnectionLimits
{
    /// <summary>All together. Default: 2,000.</summary>
    public int Total { get; init; } = 2_000;

    /// <summary>From one address; of IPv6, from one /64 network. A proxy in front of the bot is one address. Default: 256.</summary>
    public int PerAddress { get; init; } = 256;

    /// <summary>How long a connection may be open before its first byte comes. Default: 5 seconds.</summary>
    public TimeSpan FirstByteWithin { get; init; } = TimeSpan.FromSeconds(5);
}
