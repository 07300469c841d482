using System.Text;
using System.Text.Json;

namespace TeamsBot.Inbound;

/// <summary>A token taken apart, before anything in it is believed.</summary>
internal sealed record SignedToken(string Kid, JsonElement Claims, byte[] SignedPart, byte[] Signature)
{
    /// <summary>Real tokens are about 1 KB.</summary>
    private const int Longest = 16 * 1024;

    private const int LongestKid = 256;

    /// <returns>The token, or what is wrong with it.</returns>
    public static (SignedToken? Token, string Fault) Read(string compact)
    {
        if (compact.Length > Longest)
            return Wrong("the token is too long");

        var parts = compact.Split('.');
        if (parts.Length != 3)
            return Wrong("the token does not have three parts");
        if (
            !StrictJson.TryDecode(parts[0], out var head)
            || !StrictJson.TryDecode(parts[1], out var payload)
            || !StrictJson.TryDecode(parts[2], out var signature)
        )
        {
            return Wrong("a part of the token is empty or no base64url");
        }

        if (!StrictJson.TryParse(head, out var header))
            return Wrong("the header is no JSON object, or names something twice");
        if (!StrictJson.TryParse(payload, out var claims))
            return Wrong("the payload is no JSON object, or names something twice");
        if (StrictJson.TextOf(header, "alg") != "RS256")
            return Wrong("the algorithm is not RS256");
        if (header.TryGetProperty("crit", out _))
            return Wrong("the header has critical extensions");
        if (StrictJson.TextOf(header, "kid") is not { Length: > 0 and <= LongestKid } kid)
            return Wrong("the header names no key");

        // Any jwk, jku, x5u or x5c is left unread: keys come from the metadata address and from nowhere else.
        return (new(kid, claims, Encoding.ASCII.GetBytes(compact, 0, parts[0].Length + 1 + parts[1].Length), signature), "");
    }

    private static (SignedToken?, string) Wrong(string fault) => (null, fault);
}
