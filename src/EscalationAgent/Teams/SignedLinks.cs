using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EscalationAgent.Teams;

/// <summary>How pages of the bot are reached with a browser.</summary>
/// <param name="Secret">What links are signed with; null for none.</param>
/// <param name="PublicUrl">The address at which people reach the bot with a browser; null when it is not known.</param>
internal sealed record LinkSettings(string? Secret, string? PublicUrl);

/// <summary>
/// Makes links whose text nobody else can make, and reads it again. Where no key is set there are links in Development only, and only until
/// the process ends.
/// </summary>
/// <param name="purpose">Links of one purpose are none of another.</param>
internal sealed class SignedLinks(LinkSettings settings, IHostEnvironment environment, IServer server, string purpose)
{
    private const int LongestToken = 1000;

    private readonly byte[]? key =
        settings.Secret is { } shared ? HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(shared), 32, info: Encoding.UTF8.GetBytes(purpose))
        : environment.IsDevelopment() ? RandomNumberGenerator.GetBytes(32)
        : null;

    /// <param name="path">What stands before the token.</param>
    /// <returns>The address; null where the settings do not say under which one people reach the bot, or hold no key.</returns>
    public Uri? To(string path, string payload, string ending = "") =>
        key is null || BaseUrl() is not { } url
            ? null
            : new(url, $"{path}{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{Base64Url.EncodeToString(Sign(payload))}{ending}");

    /// <returns>The text; null when it is none of ours, or was changed.</returns>
    public string? Read(string token)
    {
        if (
            key is null
            || token.Length > LongestToken
            || token.Split('.') is not [var encoded, var signed]
            || !Base64Url.IsValid(encoded)
            || !Base64Url.IsValid(signed)
        )
        {
            return null;
        }

        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded));
        return CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(signed), Sign(payload)) ? payload : null;
    }

    private byte[] Sign(string payload) => HMACSHA256.HashData(key!, Encoding.UTF8.GetBytes(payload));

    private Uri? BaseUrl() =>
        settings.PublicUrl is { } url ? new(url)
        : environment.IsDevelopment() ? LocalAddress.Among(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        : null;
}
