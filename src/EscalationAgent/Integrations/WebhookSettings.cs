using Escalations;
using Escalations.Access;
using Escalations.UseCases;

namespace EscalationAgent.Integrations;

/// <summary>An endpoint of another system that is told of events, by signed webhooks.</summary>
internal sealed record WebhookSettings
{
    private const int LongestName = 40;

    /// <summary>What it is called in logs and to administrators: letters, digits, <c>-</c> and <c>_</c>. What is owed is kept by it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where events are posted: https, or http on this machine.</summary>
    public string Url { get; init; } = "";

    /// <summary>What it is signed with: <c>whsec_</c> and 24 to 64 bytes in base64.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The secret before this one, by which is signed as well while the receiver changes over. Default: none.</summary>
    public string? FormerSecret { get; init; }

    /// <summary>What it reads: <c>technical</c>, <c>executive</c> or <c>full</c>. Default: technical, the least.</summary>
    public string Audience { get; init; } = "technical";

    /// <summary>Names of playbooks. Default: all.</summary>
    public IReadOnlyList<string> Playbooks { get; init; } = [];

    /// <summary>Such as <c>S1</c>. Default: all.</summary>
    public IReadOnlyList<string> Severities { get; init; } = [];

    /// <summary>Such as <c>routed</c>. Default: all.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Whose events. Default: the bot's own tenant; needed where several tenants may use it.</summary>
    public string? Tenant { get; init; }

    /// <summary>Whether its host may have a private address, such as 10.0.0.5. Default: false.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>What is said of a secret that is none.</summary>
    internal const string SecretAdvice = "must be whsec_ and 24 to 64 bytes in base64; this makes one: echo whsec_$(openssl rand -base64 32)";

    internal Uri Address => new(Url);

    private bool IsLoopback => Uri.TryCreate(Url, UriKind.Absolute, out var address) && address.IsLoopback;

    internal HttpClient Http() => GuardedHttp.Create(AllowPrivate, IsLoopback);

    /// <summary>What signs its deliveries, the newest secret first.</summary>
    internal WebhookSignature Signature() => new([Secret, .. FormerSecret is { Length: > 0 } former ? [former] : Array.Empty<string>()]);

    /// <param name="own">The only tenant that may use the bot; null where any may.</param>
    internal EventSubscription Subscription(string? own) =>
        new(
            Name,
            Tenant ?? own,
            Enum.Parse<Audience>(Audience, ignoreCase: true),
            [.. Playbooks],
            [.. Severities.Select(severity => Enum.Parse<Severity>(severity, ignoreCase: true))],
            [.. Events]
        );

    /// <summary>What is wrong with all of these settings, each with its name.</summary>
    /// <param name="tenants">The tenants that may use the bot; empty for any.</param>
    public static IEnumerable<string> Faults(IReadOnlyList<WebhookSettings> all, IReadOnlyCollection<string> tenants) =>
        all.SelectMany((one, i) => one.Faults(i, tenants))
            .Concat(
                from same in all.GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
                where same.Count() > 1 && same.Key.Length > 0
                select $"Webhooks: {same.Count()} of them are called {same.Key}; each needs a name of its own."
            );

    private IEnumerable<string> Faults(int index, IReadOnlyCollection<string> tenants)
    {
        var at = $"Webhooks:{index}";
        if (Name.Length is 0 or > LongestName || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            yield return $"{at}:Name must be 1 to {LongestName} letters, digits, - or _, such as pager.";
        }

        if (!IsAddress(Url))
        {
            yield return $"{at}:Url must be https:// without a user name in it; http:// only on this machine.";
        }

        if (!AllowPrivate && GuardedHttp.IsPrivateHost(Url))
        {
            yield return $"{at}:Url is an address of a private network; {nameof(AllowPrivate)} lets it be asked.";
        }

        foreach (var (name, secret) in new[] { (nameof(Secret), Secret), (nameof(FormerSecret), FormerSecret) })
        {
            if (secret is not null && !WebhookSignature.IsSecret(secret))
            {
                yield return $"{at}:{name} {SecretAdvice}";
            }
        }

        if (!IsName<Audience>(Audience))
        {
            yield return $"{at}:Audience must be technical, executive or full.";
        }

        foreach (var severity in Severities.Where(s => !IsName<Severity>(s)))
        {
            yield return $"{at}:Severities has '{severity}'; there are S1, S2, S3 and S4.";
        }

        foreach (var kind in Events.Except(EventVisibility.Kinds))
        {
            yield return $"{at}:Events has '{kind}'; there are {string.Join(", ", EventVisibility.Kinds)}.";
        }

        if (Tenant is null && tenants.Count > 1)
        {
            yield return $"{at}:Tenant must say whose events are posted, because several tenants may use this bot.";
        }
    }

    /// <summary>Whether something may be posted there: https, or http on this machine, and no name and password in it.</summary>
    internal static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.UserInfo.Length == 0;

    private static bool IsName<TEnum>(string text)
        where TEnum : struct, Enum => Enum.GetNames<TEnum>().Contains(text, StringComparer.OrdinalIgnoreCase);
}
