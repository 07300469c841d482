namespace TeamsBot.Door;

/// <summary>Why somebody is not let in: the status tells the caller, the reason only the log.</summary>
internal sealed record Refusal(int Status, string Reason, string? Kid = null, string? Issuer = null)
{
    public const int Unauthorized = 401;
    public const int Forbidden = 403;
    public const int Unavailable = 503;
}

/// <summary>Whom the token proves the caller to be: the Connector, speaking for one service address with one key.</summary>
internal sealed record Caller(string ServiceUrl, SigningKey Key, string Issuer);

/// <summary>Either a caller or a refusal.</summary>
internal readonly record struct TokenVerdict(Caller? Caller, Refusal? Refusal)
{
    public static implicit operator TokenVerdict(Caller caller) => new(caller, null);

    public static implicit operator TokenVerdict(Refusal refusal) => new(null, refusal);
}
