using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>What a link to the printable page opens.</summary>
/// <param name="Playbook">Its name.</param>
internal sealed record RunbookAddress(string Tenant, string Playbook, Language Language);

/// <summary>How the printable page is reached.</summary>
/// <param name="Secret">What links are signed with; null for none.</param>
/// <param name="PublicUrl">The address at which people reach the bot with a browser; null when it is not known.</param>
internal sealed record RunbookSettings(string? Secret, string? PublicUrl);

/// <summary>
/// Makes the links to the printable page, and reads them: signed, for one tenant, and good for a week, since the page names people. Where
/// no key is set there are links in Development only, and only until the process ends.
/// </summary>
internal sealed class RunbookLinks(RunbookSettings settings, IHostEnvironment environment, IServer server, TimeProvider clock)
{
    public const string Path = "/runbook/";

    private const int MostDays = 7;

    private readonly byte[]? key =
        settings.Secret is { } shared ? HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(shared), 32, info: "runbook links"u8.ToArray())
        : environment.IsDevelopment() ? RandomNumberGenerator.GetBytes(32)
        : null;

    /// <returns>The address; null where the settings do not say under which one people reach the bot, or hold no key.</returns>
    public Uri? To(RunbookAddress address)
    {
        if (key is null || BaseUrl() is not { } url)
        {
            return null;
        }

        var payload = Payload(address);
        return new(url, $"{Path}{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{Base64Url.EncodeToString(Sign(payload))}");
    }

    /// <returns>What it opens; null when it is none of ours, was changed, or is too old.</returns>
    public RunbookAddress? Read(string token)
    {
        if (
            key is null
            || token.Length > 1000
            || token.Split('.') is not [var encoded, var signed]
            || !Base64Url.IsValid(encoded)
            || !Base64Url.IsValid(signed)
        )
        {
            return null;
        }

        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded));
        return
            CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(signed), Sign(payload))
            && payload.Split('\n') is [var tenant, var playbook, var language, var until]
            && long.TryParse(until, out var seconds)
            && clock.GetUtcNow().ToUnixTimeSeconds() < seconds
            && Enum.GetValues<Language>().Cast<Language?>().FirstOrDefault(l => SentenceBook.CodeOf(l!.Value) == language) is { } known
            ? new(tenant, playbook, known)
            : null;
    }

    private string Payload(RunbookAddress address)
    {
        // To the end of a day, so that the same page has the same address all day.
        var until = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date.AddDays(MostDays + 1), TimeSpan.Zero);
        return $"{address.Tenant}\n{address.Playbook}\n{SentenceBook.CodeOf(address.Language)}\n{until.ToUnixTimeSeconds()}";
    }

    private byte[] Sign(string payload) => HMACSHA256.HashData(key!, Encoding.UTF8.GetBytes(payload));

    private Uri? BaseUrl() =>
        settings.PublicUrl is { } url ? new(url)
        : environment.IsDevelopment() ? LocalAddress.Among(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        : null;
}
