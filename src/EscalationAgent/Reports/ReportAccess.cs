using System.Security.Cryptography;
using System.Text;
using Escalations.Ports;

namespace EscalationAgent.Reports;

/// <summary>Who may read reports over HTTP.</summary>
internal sealed record ReportsSettings
{
    /// <summary>The key that a reader sends as <c>Authorization: Bearer</c>. Default: none; then only this machine may read, and only in Development.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The tenant whose reports are served. Default: the bot's own tenant, where it is the only one in use; in Development the Playground's.</summary>
    public string? Tenant { get; init; }

    /// <summary>
    /// The https address at which people reach the bot with a browser, such as <c>https://escalations.contoso.com</c>. Default: none; then
    /// nobody gets a link to a page, but for this machine in Development.
    /// </summary>
    public string? PublicUrl { get; init; }

    public IEnumerable<string> Faults()
    {
        if (PublicUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == "https" || address.IsLoopback)))
        {
            yield return $"Reports: PublicUrl is '{url}'. Write the https address at which people reach the bot, such as https://escalations.contoso.com.";
        }

        if (ApiKey is { Length: < 16 })
        {
            yield return "Reports: ApiKey is shorter than 16 characters.";
        }
    }
}

/// <summary>Who may read reports over HTTP, and of which tenant.</summary>
/// <param name="own">The tenants that the settings name as the bot's own, or as allowed; none when they name none.</param>
/// <param name="isLocal">Whether a request comes from this machine alone; null where that opens nothing.</param>
internal sealed class ReportAccess(ReportsSettings settings, IReadOnlyList<string> own, Func<HttpContext, bool>? isLocal)
{
    /// <summary>The tenant whose reports a request may read, or the answer that says why it may read none.</summary>
    public async Task<(string? Tenant, IResult? Refusal)> OfAsync(HttpContext context, IDirectory directory, CancellationToken cancel)
    {
        if (!MayRead(context))
        {
            return (null, Results.Unauthorized());
        }

        context.Response.Headers.CacheControl = "no-store";
        var (tenant, problem) = await TenantAsync(directory, cancel);
        return (tenant, tenant is null ? Results.Problem(problem, statusCode: StatusCodes.Status404NotFound) : null);
    }

    /// <summary>Whose reports are served. Nobody is guessed: zeros of a tenant that nobody works in would read like a quiet week.</summary>
    private async Task<(string? Tenant, string? Problem)> TenantAsync(IDirectory directory, CancellationToken cancel)
    {
        if (settings.Tenant is { Length: > 0 } named)
        {
            return (named, null);
        }

        var used = await directory.TenantsAsync(cancel);
        var candidates = own.Count == 0 ? used : [.. own];
        if (candidates.Count == 0)
        {
            return (
                null,
                "Nobody has linked a channel yet, and no tenant is configured: there is nothing to report. To say whose reports are served, set Reports:Tenant."
            );
        }

        if (candidates.Count > 1)
        {
            candidates = [.. candidates.Where(used.Contains)];
        }

        return candidates switch
        {
            [var only] when used.Count == 0 || used.Contains(only) => (only, null),
            [var only] => (
                null,
                $"In {only}, the bot's own tenant, no channel is linked, and in another tenant there is. Set Reports:Tenant to say whose reports are served."
            ),
            _ => (
                null,
                $"{(candidates.Count == 0 ? "None" : "More than one")} of the tenants that may use this bot has a channel linked, so it "
                    + $"is not clear whose reports are served. Set Reports:Tenant."
            ),
        };
    }

    private bool MayRead(HttpContext context)
    {
        const string Scheme = "Bearer ";
        if (settings.ApiKey is not { } key)
        {
            return isLocal?.Invoke(context) is true;
        }

        var sent = context.Request.Headers.Authorization.ToString();
        return sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent[Scheme.Length..]), Encoding.UTF8.GetBytes(key));
    }
}
