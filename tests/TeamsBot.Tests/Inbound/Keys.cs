using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TeamsBot.Tests.Inbound;

/// <summary>The keys of the tests, and tokens signed with them.</summary>
internal static class Keys
{
    public const string App = "6f1c0c57-6a2b-4d5c-9e7a-0f6a7c1d2e3f";
    public const string Tenant = "0b7c1f0e-9d43-4f8e-8a52-3f1f6f0f7a11";
    public const string ServiceUrl = "https://smba.trafficmanager.net/amer/";

    /// <summary>Endorsed for Teams.</summary>
    public static readonly RSA K1 = RSA.Create(2048);

    /// <summary>Endorsed for another channel.</summary>
    public static readonly RSA K2 = RSA.Create(2048);

    /// <summary>Without endorsements.</summary>
    public static readonly RSA K3 = RSA.Create(2048);

    /// <summary>Not listed until the keys are rotated.</summary>
    public static readonly RSA K4 = RSA.Create(2048);

    /// <summary>Listed, but too short.</summary>
    public static readonly RSA Short = RSA.Create(1024);

    /// <summary>An attacker's, listed nowhere.</summary>
    public static readonly RSA Attacker = RSA.Create(2048);

    /// <summary>Listed, but of another kind.</summary>
    public static readonly ECDsa Curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static JsonObject Jwks(params string[] kids) =>
        new()
        {
            ["keys"] = new JsonArray([
                .. kids.Select(kid =>
                    kid switch
                    {
                        "k1" => Jwk(kid, K1, "msteams", "webchat"),
                        "k2" => Jwk(kid, K2, "webchat"),
                        "k3" => Jwk(kid, K3),
                        "k4" => Jwk(kid, K4, "msteams"),
                        "short" => Jwk(kid, Short, "msteams"),
                        "curve" => CurveJwk(kid),
                        _ => throw new ArgumentOutOfRangeException(nameof(kids), kid, "No such key."),
                    }
                ),
            ]),
        };

    public static JsonObject Jwk(string kid, RSA key, params string[] endorsements)
    {
        var numbers = key.ExportParameters(false);
        var jwk = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["n"] = Base64Url.EncodeToString(numbers.Modulus),
            ["e"] = Base64Url.EncodeToString(numbers.Exponent),
        };
        if (endorsements.Length > 0)
            jwk["endorsements"] = new JsonArray([.. endorsements.Select(e => JsonValue.Create(e))]);
        return jwk;
    }

    private static JsonObject CurveJwk(string kid)
    {
        var point = Curve.ExportParameters(false).Q;
        return new()
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["kid"] = kid,
            ["endorsements"] = new JsonArray("msteams"),
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    public static JsonObject Header(string kid = "k1") =>
        new()
        {
            ["alg"] = "RS256",
            ["typ"] = "JWT",
            ["kid"] = kid,
        };

    public static byte[] Sign(RSA key, byte[] data) => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>Header and payload as they stand, signed in whatever way.</summary>
    public static string Compact(string header, string payload, Func<byte[], byte[]> sign)
    {
        var head = $"{Encode(header)}.{Encode(payload)}";
        return $"{head}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(head)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
