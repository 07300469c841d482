using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EscalationAgent.Integrations;

/// <summary>
/// Signs and checks webhooks as Standard Webhooks says: HMAC-SHA256 over id, timestamp and body, by one secret or by several while
/// they are changed over.
/// </summary>
internal sealed class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";
    private const string Version = "v1,";

    private readonly IReadOnlyList<byte[]> keys;

    /// <param name="secrets">With their prefix, the newest first.</param>
    public WebhookSignature(IEnumerable<string> secrets) => keys = [.. secrets.Select(secret => Convert.FromBase64String(secret[Prefix.Length..]))];

    /// <summary>How far the clock of a sender may be from ours.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether it is a secret as the standard writes one.</summary>
    public static bool IsSecret(string secret)
    {
        var key = new byte[64];
        return secret.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length >= 24;
    }

    /// <summary>The value of the header: a signature by each secret.</summary>
    public string Of(string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var signed = Signed(id, Seconds(at), body);
        return string.Join(' ', keys.Select(key => Version + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }

    /// <summary>When it was sent, as the header writes it.</summary>
    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether one of these signatures is by one of the secrets.</summary>
    /// <param name="timestamp">As the header writes it.</param>
    public bool IsSignedBy(string id, string timestamp, ReadOnlySpan<byte> body, string signatures)
    {
        var signed = Signed(id, timestamp, body);
        var isSigned = false;
        foreach (var expected in keys.Select(key => HMACSHA256.HashData(key, signed)))
        {
            foreach (var one in signatures.Split(' ').Where(s => s.StartsWith(Version, StringComparison.Ordinal)))
            {
                var sent = new byte[expected.Length];
                isSigned |=
                    Convert.TryFromBase64String(one[Version.Length..], sent, out var length)
                    && length == expected.Length
                    && CryptographicOperations.FixedTimeEquals(sent, expected);
            }
        }

        return isSigned;
    }

    private static byte[] Signed(string id, string timestamp, ReadOnlySpan<byte> body) => [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
}
