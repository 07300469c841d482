namespace TeamsBot.Connector;

/// <summary>Who the bot is towards Teams, where it may speak, and how patient it is.</summary>
public sealed record ConnectorSettings
{
    /// <summary>The bot's application (client) id. Empty: no identity, legal only with <see cref="AllowLoopback"/>.</summary>
    public string AppId { get; init; } = "";

    /// <summary>The Entra tenant that the bot's tokens come from. Empty: the credential's own.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>
    /// What the token is asked for. US Government: <c>https://api.botframework.us/.default</c>; China:
    /// <c>https://api.botframework.azure.cn/.default</c>.
    /// </summary>
    public string Scope { get; init; } = "https://api.botframework.com/.default";

    /// <summary>
    /// Where the token is asked for. US Government: <c>https://login.microsoftonline.us</c>; China:
    /// <c>https://login.partner.microsoftonline.cn</c>.
    /// </summary>
    public Uri Authority { get; init; } = new("https://login.microsoftonline.com");

    /// <summary>How the bot names itself in <c>User-Agent</c>: letters, digits, dots and dashes.</summary>
    public string AppName { get; init; } = "TeamsBot";

    /// <summary>
    /// Hosts besides Microsoft's that may be spoken with and get the token: <c>host.example</c> exactly, <c>.host.example</c> for
    /// all below it. Default: none.
    /// </summary>
    public IReadOnlyList<string> TrustedHosts { get; init; } = [];

    /// <summary>Development only: lets the bot speak with plain http on this machine, always without a token. Default: false.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>How often a request is sent at most, 1 to 10; a second one after a refused token is not counted. Default: 4.</summary>
    public int MaxTries { get; init; } = 4;

    /// <summary>How long one try may take, token and answer included. Default: 15 seconds.</summary>
    public TimeSpan TryLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>No further try of a call is begun after so long, waits included: whoever has other things to do is not held up. Default: 2 minutes.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The wait before the second try when the peer names none; doubled before each further one, give or take a fifth. Default: 2 seconds.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The longest wait between two tries. A peer that asks for more is not waited for: the caller gets the exception with its <see
    /// cref="ConnectorException.RetryAfter"/>. Default: 10 seconds.
    /// </summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest <see cref="ConnectorException.RetryAfter"/> that is believed; more is cut to it. Default: 1 hour.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Members asked for at once, 50 to 500: what Teams heeds. Default: 500.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Members read of one conversation; a larger roster is cut and says so. Default: 10,000.</summary>
    public int MaxMembers { get; init; } = 10_000;

    /// <summary>Everything that is wrong with these settings, a sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Faults() =>
        [
            .. Fault(Uri.TryCreate(Scope, UriKind.Absolute, out _), $"{nameof(Scope)} '{Scope}' is not an address."),
            .. Fault(Authority is { IsAbsoluteUri: true, Scheme: "https" }, $"{nameof(Authority)} '{Authority}' is not an https address."),
            .. Fault(
                AppName.Length > 0 && AppName.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'),
                $"{nameof(AppName)} '{AppName}' is not made of letters, digits, dots and dashes."
            ),
            .. TrustedHosts
                .Where(host => !Connector.TrustedHosts.CanBeAdded(host))
                .Select(host => $"{nameof(TrustedHosts)}: '{host}' is neither host.example nor .host.example."),
            .. Fault(MaxTries is >= 1 and <= 10, $"{nameof(MaxTries)} {MaxTries} is not within 1 and 10."),
            .. Fault(TryLimit > TimeSpan.Zero, $"{nameof(TryLimit)} must be longer than nothing."),
            .. Fault(CallLimit >= TryLimit, $"{nameof(CallLimit)} must be at least {nameof(TryLimit)}."),
            .. Fault(
                FirstWait > TimeSpan.Zero && FirstWait <= LongestWait,
                $"{nameof(FirstWait)} must be longer than nothing and at most {nameof(LongestWait)}."
            ),
            .. Fault(LongestRetryAfter >= LongestWait, $"{nameof(LongestRetryAfter)} must be at least {nameof(LongestWait)}."),
            .. Fault(PageSize is >= 50 and <= 500, $"{nameof(PageSize)} {PageSize} is not within 50 and 500."),
            .. Fault(MaxMembers >= PageSize, $"{nameof(MaxMembers)} must be at least {nameof(PageSize)}."),
        ];

    private static string[] Fault(bool fine, string sentence) => fine ? [] : [sentence];
}
