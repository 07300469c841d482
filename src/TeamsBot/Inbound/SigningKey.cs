using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;

namespace TeamsBot.Inbound;

/// <summary>A public key of the Connector, and for which channels its signature counts.</summary>
internal sealed class SigningKey(string kid, RSAParameters key, IReadOnlyList<string> endorsements)
{
    private const int FewestBits = 2048;
    private const int MostBits = 8192;

    /// <summary>As many as have ever been in use at once; they go with the key.</summary>
    private readonly ConcurrentBag<RSA> idle = [];

    public string Kid => kid;

    public bool Endorses(string channelId) => endorsements.Contains(channelId, StringComparer.Ordinal);

    public bool HasSigned(byte[] data, byte[] signature)
    {
        // To make one takes ten times as long as the check. It is not promised to serve two threads, so each check has one to itself.
        var rsa = idle.TryTake(out var kept) ? kept : RSA.Create(key);
        var hasSigned = rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        idle.Add(rsa);
        return hasSigned;
    }

    /// <summary>The keys of a JWKS document that we can use: RSA, long enough, for signing, named once. The others are left out.</summary>
    public static IReadOnlyDictionary<string, SigningKey> AllIn(JsonElement jwks)
    {
        if (!jwks.TryGetProperty("keys", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return new Dictionary<string, SigningKey>();
        }

        return (
            from jwk in list.EnumerateArray()
            where jwk.ValueKind == JsonValueKind.Object
            let usable = Read(jwk)
            where usable is not null
            group usable by usable.Kid into named
            where named.Count() == 1
            select named.Single()
        ).ToDictionary(k => k.Kid, StringComparer.Ordinal);
    }

    private static SigningKey? Read(JsonElement jwk)
    {
        if (
            StrictJson.TextOf(jwk, "kty") != "RSA"
            || StrictJson.TextOf(jwk, "kid") is not { Length: > 0 } kid
            || !AbsentOr(jwk, "use", "sig")
            || !AbsentOr(jwk, "alg", "RS256")
            || !StrictJson.TryDecode(StrictJson.TextOf(jwk, "n") ?? "", out var modulus)
            || !StrictJson.TryDecode(StrictJson.TextOf(jwk, "e") ?? "", out var exponent)
        )
        {
            return null;
        }

        var key = new RSAParameters { Modulus = modulus, Exponent = exponent };
        return IsSound(key) ? new(kid, key, EndorsementsOf(jwk)) : null;
    }

    private static bool IsSound(RSAParameters key)
    {
        var n = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var e = new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true);
        if (n.GetBitLength() is < FewestBits or > MostBits || n.IsEven || e < 3 || e > uint.MaxValue || e.IsEven)
            return false;
        try
        {
            using var rsa = RSA.Create(key);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool AbsentOr(JsonElement jwk, string name, string value) => !jwk.TryGetProperty(name, out _) || StrictJson.TextOf(jwk, name) == value;

    private static List<string> EndorsementsOf(JsonElement jwk) =>
        jwk.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. from item in list.EnumerateArray() where item.ValueKind == JsonValueKind.String select item.GetString()]
            : [];
}
