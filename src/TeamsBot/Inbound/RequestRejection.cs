namespace TeamsBot.Inbound;

/// <summary>Why somebody is not let in: the status tells the caller, the reason only the log.</summary>
internal sealed record RequestRejection(int Status, string Reason, string? Kid = null, string? Issuer = null)
{
    public const int Unauthorized = 401;
    public const int Forbidden = 403;
    public const int Unavailable = 503;
}

/// <summary>Whom the token proves the caller to be: the Connector, speaking for one service address with one key.</summary>
internal sealed record AuthenticatedSender(string ServiceUrl, SigningKey Key, string Issuer);

/// <summary>Either a caller or a refusal.</summary>
internal readonly record struct TokenVerdict(AuthenticatedSender? Caller, RequestRejection? Refusal)
{
    public static implicit operator TokenVerdict(AuthenticatedSender caller) => new(caller, null);

    public static implicit operator TokenVerdict(RequestRejection requestRejection) => new(null, requestRejection);
}
