using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TeamsBot.Tests.Inbound;

/// <summary>One knock at the door.</summary>
/// <param name="Number">Vector (V) or follow-up (F).</param>
/// <param name="Name">Number and case; no two have the same.</param>
/// <param name="Status">The right answer: 200, 401 or 403.</param>
/// <param name="Token">What stands behind <c>Bearer</c>.</param>
/// <param name="Activity">The body.</param>
internal sealed record TokenVector(string Number, string Name, int Status, string Token, JsonObject Activity);

/// <summary>The tokens that must be let in and those that must not, for our door and for whoever else judges them.</summary>
internal sealed class TokenVectors
{
    private const int Yes = 200;
    private const int No = 401;
    private const int Forbidden = 403;
    private const int Skew = 300;

    private readonly List<TokenVector> all = [];
    private readonly long now;

    /// <param name="now">When they are judged.</param>
    /// <param name="elsewhere">An address where keys lie that must not be asked for.</param>
    /// <param name="margin">Seconds between an instant and the limit that it tries: more than one where the clock goes on.</param>
    public TokenVectors(DateTimeOffset now, string elsewhere = "https://attacker.example/keys", int margin = 1)
    {
        this.now = now.ToUnixTimeSeconds();
        AddTimes(margin);
        AddShapes();
        AddSignatures(elsewhere);
        AddClaims();
        AddActivities();
    }

    public IReadOnlyList<TokenVector> All => all;

    public IReadOnlyList<TokenVector> Of(string number) => [.. all.Where(vector => vector.Number == number)];

    public static JsonObject Claims(long now) =>
        new()
        {
            ["iss"] = "https://api.botframework.com",
            ["aud"] = Keys.App,
            ["serviceurl"] = Keys.ServiceUrl,
            ["nbf"] = now - 60,
            ["exp"] = now + 3540,
        };

    /// <summary>A golden token but for the changes.</summary>
    public static string Mint(long now, Action<JsonObject>? claims = null, Action<JsonObject>? header = null, string kid = "k1", RSA? key = null)
    {
        var (h, c) = (Keys.Header(kid), Claims(now));
        header?.Invoke(h);
        claims?.Invoke(c);
        return Keys.Compact(h.ToJsonString(), c.ToJsonString(), data => Keys.Sign(key ?? Keys.K1, data));
    }

    private void AddTimes(int margin)
    {
        Add("V01", "golden", Yes, Mint());
        Add("V02", "expired just within the skew", Yes, Mint(c => (c["nbf"], c["exp"]) = (now - 3900, now - Skew + margin)));
        Add("V03", "begins just within the skew", Yes, Mint(c => c["nbf"] = now + Skew - margin));
        Add("V20", "expired just beyond the skew", No, Mint(c => (c["nbf"], c["exp"]) = (now - 3900, now - Skew - margin)));
        Add("V22", "begins just beyond the skew", No, Mint(c => c["nbf"] = now + Skew + margin));
        Add("V21", "exp before nbf", No, Mint(c => (c["nbf"], c["exp"]) = (now - 60, now - 61)));
        foreach (var name in (string[])["exp", "nbf"])
        {
            Add("V21", $"no {name}", No, Mint(c => c.Remove(name)));
            foreach (var value in (string[])["null", "\"2000000000\"", "-1", "1e300", "1e400", "-1e400", "[]", "{}", "true", "253402300800"])
            {
                Add("V21", $"{name} {value}", No, Mint(c => c[name] = JsonNode.Parse(value)));
            }
        }
    }

    private void AddShapes()
    {
        var golden = Mint();
        var parts = golden.Split('.');
        var (header, claims) = (Keys.Header().ToJsonString(), Claims(now).ToJsonString());
        foreach (
            var (name, token) in new (string, string)[]
            {
                ("a letter", "x"),
                ("one dot", "."),
                ("two dots", ".."),
                ("three dots", "..."),
                ("three letters", "a.b.c"),
                ("four dots", "...."),
                ("no signature", $"{parts[0]}.{parts[1]}"),
                ("two signatures", $"{golden}.{parts[2]}"),
                ("a dot more", $"{golden}."),
                ("an empty header", $".{parts[1]}.{parts[2]}"),
                ("an empty payload", $"{parts[0]}..{parts[2]}"),
                ("padding", $"{parts[0]}.{parts[1]}.{parts[2]}="),
                ("more padding", $"{parts[0]}.{parts[1]}.{parts[2]}=="),
                ("another alphabet", $"{parts[0]}.{parts[1]}.{parts[2]}/+"),
                ("a foreign character", $"{parts[0]}!.{parts[1]}.{parts[2]}"),
                ("a character more", $"{parts[0]}.{parts[1]}.{parts[2]}A"),
                ("header a list", Signed("[]", claims)),
                ("header null", Signed("null", claims)),
                ("header a number", Signed("1", claims)),
                ("header a text", Signed("\"RS256\"", claims)),
                ("header cut off", Signed("{", claims)),
                ("header nothing", Signed("", claims)),
                ("payload no JSON", Signed(header, "not json")),
                ("payload a list", Signed(header, "[]")),
                ("payload null", Signed(header, "null")),
                ("payload twice", Signed(header, claims + claims)),
                ("payload nothing", Signed(header, "")),
                ("header nested", Signed(new string('[', 5000), claims)),
                ("payload nested", Signed(header, "{\"a\":" + new string('[', 5000))),
                ("kid half a character", Signed("{\"alg\":\"RS256\",\"kid\":\"\\ud800\"}", claims)),
                ("issuer half a character", Signed(header, "{\"iss\":\"\\ud800\"}")),
                ("payload with half a character in a name", Signed(header, "{\"\\ud800aaaaaaaaaaaaaaaa\":1," + claims[1..])),
                ("header with half a character in a name", Signed("{\"\\ud800\":1," + header[1..], claims)),
                ("encrypted", $"{Keys.Encode("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}")}.AAAA.AAAA.AAAA.AAAA"),
                ("48 KB", Mint(c => c["pad"] = new string('x', 48 * 1024))),
                ("64 KB of A", new string('A', 64 * 1024)),
            }
        )
        {
            Add("V09", name, No, token);
        }

        Add("F30", "aud twice", No, Signed(header, claims[..^1] + $",\"aud\":\"{Keys.App}\"}}"));
        Add("F30", "aud twice, once escaped", No, Signed(header, claims[..^1] + $",\"a\\u0075d\":\"{Keys.App}\"}}"));
        Add("F30", "alg twice", No, Signed(header[..^1] + ",\"alg\":\"RS256\"}", claims));
        Add("F30", "twice within a claim", No, Signed(header, claims[..^1] + ",\"x\":{\"y\":1,\"y\":1}}"));
    }

    private void AddSignatures(string elsewhere)
    {
        var claims = Claims(now).ToJsonString();
        foreach (var alg in (string?[])["none", "None", "nOnE", "NONE", "", null])
        {
            var unsigned = Keys.Header();
            if (alg is null)
                unsigned.Remove("alg");
            else
                unsigned["alg"] = alg;

            Add("V10", $"alg '{alg ?? "missing"}', unsigned", No, $"{Keys.Encode(unsigned.ToJsonString())}.{Keys.Encode(claims)}.");
            Add("V10", $"alg '{alg ?? "missing"}', signed", No, Signed(unsigned.ToJsonString(), claims));
        }

        foreach (
            var (name, secret) in new (string, byte[])[]
            {
                ("PEM", Encoding.ASCII.GetBytes(Keys.K1.ExportSubjectPublicKeyInfoPem())),
                ("PEM with a line's end", Encoding.ASCII.GetBytes(Keys.K1.ExportSubjectPublicKeyInfoPem() + "\n")),
                ("DER", Keys.K1.ExportSubjectPublicKeyInfo()),
                ("modulus", Keys.K1.ExportParameters(false).Modulus!),
                ("JWK", Encoding.ASCII.GetBytes(Keys.Jwk("k1", Keys.K1, "msteams", "webchat").ToJsonString())),
            }
        )
        {
            Add("V11", $"HS256 with the public key as {name}", No, Keys.Compact(Alg("HS256", "k1"), claims, data => HMACSHA256.HashData(secret, data)));
        }

        foreach (
            var (name, alg, kid, sign) in new (string, string, string, Func<byte[], byte[]>)[]
            {
                ("ES256", "ES256", "curve", data => Keys.Curve.SignData(data, HashAlgorithmName.SHA256)),
                ("PS256", "PS256", "k1", data => Keys.K1.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
                ("PSS called RS256", "RS256", "k1", data => Keys.K1.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
                ("RS1", "RS1", "k1", data => Keys.K1.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)),
                ("RS512", "RS512", "k1", data => Keys.K1.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
                ("rs256", "rs256", "k1", data => Keys.Sign(Keys.K1, data)),
                ("RS256 under a curve's name", "RS256", "curve", data => Keys.Sign(Keys.K1, data)),
                ("RS256 by a curve", "RS256", "curve", data => Keys.Curve.SignData(data, HashAlgorithmName.SHA256)),
                ("ES256 under an RSA key's name", "ES256", "k1", data => Keys.Sign(Keys.K1, data)),
            }
        )
        {
            Add("V12", name, No, Keys.Compact(Alg(alg, kid), claims, sign));
        }

        var parts = Mint().Split('.');
        foreach (
            var (name, token) in new (string, string)[]
            {
                ("signature's first character", $"{parts[0]}.{parts[1]}.{Flip(parts[2], 0)}"),
                ("a character of the signature", $"{parts[0]}.{parts[1]}.{Flip(parts[2], 100)}"),
                ("signature's last character", $"{parts[0]}.{parts[1]}.{Flip(parts[2], parts[2].Length - 1)}"),
                ("a character of the payload", $"{parts[0]}.{Flip(parts[1], 10)}.{parts[2]}"),
                ("a character of the header", $"{Flip(parts[0], 10)}.{parts[1]}.{parts[2]}"),
                ("signature cut short", $"{parts[0]}.{parts[1]}.{parts[2][..^4]}"),
                ("signature of three bytes", $"{parts[0]}.{parts[1]}.{parts[2][..4]}"),
                ("signature made longer", $"{parts[0]}.{parts[1]}.AAAA{parts[2]}"),
                ("another key's name", Mint(kid: "k2")),
                ("another key's signature", Mint(key: Keys.K2)),
                ("another token's payload", $"{parts[0]}.{Keys.Encode(Claims(now - 1).ToJsonString())}.{parts[2]}"),
            }
        )
        {
            Add("V13", name, No, token);
        }

        Add("V15", "no kid", No, Mint(header: h => h.Remove("kid")));
        foreach (var (name, kid) in new (string, JsonNode?)[] { ("empty", ""), ("null", null), ("1", 1), ("a list", new JsonArray("k1")), ("K1", "K1") })
        {
            Add("V15", $"kid {name}", No, Mint(header: h => h["kid"] = kid));
        }

        foreach (
            var (name, value) in new (string, JsonNode)[]
            {
                ("jwk", Keys.Jwk("k1", Keys.Attacker, "msteams")),
                ("jku", elsewhere),
                ("x5u", elsewhere),
                ("x5c", new JsonArray("MIIB")),
            }
        )
        {
            foreach (var kid in (string[])["k1", "ka"])
            {
                Add("V16", $"{name} with kid {kid}", No, Mint(kid: kid, key: Keys.Attacker, header: h => h[name] = value.DeepClone()));
            }
        }

        Add("F29", "crit exp", No, Mint(header: h => h["crit"] = new JsonArray("exp")));
        Add("F29", "crit b64", No, Mint(header: h => (h["crit"], h["b64"]) = (new JsonArray("b64"), true)));
        Add("F29", "crit null", No, Mint(header: h => h["crit"] = null));
    }

    private void AddClaims()
    {
        foreach (
            var issuer in (JsonNode?[])
                [
                    $"https://sts.windows.net/{Keys.Tenant}/",
                    "https://api.botframework.com/",
                    "http://api.botframework.com",
                    "https://api.botframework.com.evil.example",
                    "https://api.botframework.us",
                    "HTTPS://api.botframework.com",
                    " https://api.botframework.com",
                    "",
                    null,
                    1,
                    new JsonArray("https://api.botframework.com"),
                ]
        )
        {
            Add("V17", $"issuer {Written(issuer)}", No, Mint(c => c["iss"] = issuer));
        }

        Add("V17", "no issuer", No, Mint(c => c.Remove("iss")));
        foreach (
            var audience in (JsonNode?[])
                [
                    Guid.Empty.ToString(),
                    new JsonArray(Guid.Empty.ToString(), "other"),
                    new JsonArray(Keys.App, Guid.Empty.ToString()),
                    new JsonArray(Guid.Empty.ToString(), Keys.App),
                    new JsonArray(new JsonArray(Keys.App)),
                    "",
                    null,
                    "https://api.botframework.com",
                    $"api://{Keys.App}",
                    Keys.App + " ",
                    new JsonArray(),
                    1,
                    new JsonObject { ["x"] = Keys.App },
                ]
        )
        {
            Add("V18", $"audience {Written(audience)}", No, Mint(c => c["aud"] = audience));
        }

        Add("V18", "no audience", No, Mint(c => c.Remove("aud")));
        Add("F27", "audience a list of our app id alone", Yes, Mint(c => c["aud"] = new JsonArray(Keys.App)));
        foreach (var (name, address) in new (string, JsonNode?)[] { ("empty", ""), ("null", null), ("1", 1) })
        {
            Add("V23", $"serviceurl {name}", No, Mint(c => c["serviceurl"] = address));
        }

        Add("V23", "no serviceurl", No, Mint(c => c.Remove("serviceurl")));
        Add(
            "V23",
            "serviceUrl in place of serviceurl",
            No,
            Mint(c =>
            {
                c["serviceUrl"] = c["serviceurl"]!.DeepClone();
                c.Remove("serviceurl");
            })
        );

        const string Entra = "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0";
        foreach (var (key, kid) in new[] { (Keys.Attacker, "kx"), (Keys.K1, "k1") })
        {
            Add("V26", $"for the Connector, of the bot itself, kid {kid}", No, Mint(kid: kid, key: key, claims: c =>
                {
                    (c["iss"], c["aud"]) = ("https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", "https://api.botframework.com");
                    (c["appid"], c["ver"]) = (Keys.App, "1.0");
                }));
            Add(
                "V26",
                $"of the emulator, version 2, kid {kid}",
                No,
                Mint(kid: kid, key: key, claims: c => (c["iss"], c["azp"], c["ver"]) = (Entra, Keys.App, "2.0"))
            );
            Add(
                "V26",
                $"of another bot as a skill, kid {kid}",
                No,
                Mint(kid: kid, key: key, claims: c => (c["iss"], c["appid"], c["ver"]) = (Entra, Guid.Empty.ToString(), "1.0"))
            );
        }
    }

    private void AddActivities()
    {
        var golden = Mint();
        Add("V05", "service address in the token in other letters", Yes, Mint(c => c["serviceurl"] = "HTTPS://SMBA.TrafficManager.net/AMER/"));
        Add("V05", "service address in the token without the last slash", Yes, Mint(c => c["serviceurl"] = "https://smba.trafficmanager.net/amer"));
        Add("V05", "service address in the activity without the last slash", Yes, golden, Service("https://smba.trafficmanager.net/amer"));
        foreach (
            var address in (string?[])
                [
                    "https://smba.evil.example/amer/",
                    "https://smba.trafficmanager.net/emea/",
                    "https://smba.trafficmanager.net/amer/x",
                    "https://smba.trafficmanager.net/amer//",
                    "https://smba.trafficmanager.net@evil.example/amer/",
                    "https://smba.trafficmanager.net./amer/",
                    "http://smba.trafficmanager.net/amer/",
                    "https://smba.trafficmanager.net:8443/amer/",
                    "https://smba.trafficmanager.net/amer/?x",
                    "https://smba.trafficmanager.net/amer/#x",
                    "//smba.trafficmanager.net/amer/",
                    "file:///etc/passwd",
                    "https://2130706433/",
                    "https://[::1]/",
                    "x",
                    "",
                    null,
                ]
        )
        {
            Add("V24", $"activity with service address {Written(address)}", Forbidden, golden, Service(address));
        }

        Add("V24", "activity without service address", Forbidden, golden, DoorUnderTest.Golden(a => a.Remove("serviceUrl")));
        foreach (
            var address in (string[])
                [
                    "https://smba.trafficmanager.net@evil.example/amer/",
                    "https://smba.trafficmanager.net:x@evil.example/amer/",
                    "https://@smba.trafficmanager.net/amer/",
                    "http://smba.trafficmanager.net/amer/",
                    "//smba.trafficmanager.net/amer/",
                    "file:///etc/passwd",
                    "x",
                ]
        )
        {
            Add("V24", $"token and activity with service address {address}", Forbidden, Mint(c => c["serviceurl"] = address), Service(address));
        }

        Add("V25", "key endorsed for another channel", Forbidden, Mint(kid: "k2", key: Keys.K2));
        Add("V25", "key endorsed for nothing", Forbidden, Mint(kid: "k3", key: Keys.K3));
        Add("V25", "key endorsed for the activity's channel, which is not Teams", Forbidden, Mint(kid: "k2", key: Keys.K2), Channel("webchat"));
        foreach (var channel in (string?[])[null, "", "emulator", "AseChannel", "directline", "webchat", "MSTEAMS", "msteams "])
        {
            Add("V25", $"channel {Written(channel)}", Forbidden, golden, Channel(channel));
        }

        Add("V25", "no channel", Forbidden, golden, DoorUnderTest.Golden(a => a.Remove("channelId")));

        const string Foreign = "3e0c7a52-51c1-4a0c-8f0e-000000000000";
        foreach (
            var (name, status, told, kept) in new (string, int, string?, string?)[]
            {
                ("foreign", Forbidden, Foreign, Foreign),
                ("foreign in the channel data", Forbidden, Foreign, Keys.Tenant),
                ("foreign in the conversation", Forbidden, Keys.Tenant, Foreign),
                ("foreign in the conversation alone", Forbidden, null, Foreign),
                ("foreign in the channel data alone", Forbidden, Foreign, null),
                ("missing", Forbidden, null, null),
                ("empty", Forbidden, "", ""),
                ("ours in the conversation alone", Yes, null, Keys.Tenant),
                ("ours in capitals", Yes, Keys.Tenant.ToUpperInvariant(), null),
            }
        )
        {
            Add("F35", $"tenant {name}", status, golden, Tenants(told, kept));
        }
    }

    private void Add(string number, string name, int status, string token, JsonObject? activity = null) =>
        all.Add(new(number, $"{number} {name}", status, token, activity ?? DoorUnderTest.Golden()));

    private string Mint(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, string kid = "k1", RSA? key = null) =>
        Mint(now, claims, header, kid, key);

    private static JsonObject Service(string? address) => DoorUnderTest.Golden(a => a["serviceUrl"] = address);

    private static JsonObject Channel(string? channel) => DoorUnderTest.Golden(a => a["channelId"] = channel);

    private static JsonObject Tenants(string? told, string? kept) =>
        DoorUnderTest.Golden(a =>
        {
            a["channelData"] = told is null ? null : new JsonObject { ["tenant"] = new JsonObject { ["id"] = told } };
            a["conversation"]!["tenantId"] = kept;
        });

    private static string Signed(string header, string payload) => Keys.Compact(header, payload, data => Keys.Sign(Keys.K1, data));

    private static string Alg(string alg, string kid) =>
        new JsonObject
        {
            ["alg"] = alg,
            ["typ"] = "JWT",
            ["kid"] = kid,
        }.ToJsonString();

    private static string Flip(string part, int at) => string.Concat(part.AsSpan(0, at), part[at] == 'A' ? "B" : "A", part.AsSpan(at + 1));

    private static string Written(JsonNode? value) => value?.ToJsonString() ?? "null";
}
