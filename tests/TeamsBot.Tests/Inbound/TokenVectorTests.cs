using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TeamsBot.Tests.Inbound;

/// <summary>The tokens that must be let in, and those that must not, each under its number (V: vector, F: follow-up).</summary>
public sealed class TokenVectorTests
{
    private const int No = 401;
    private const int Forbidden = 403;

    [Fact]
    public async Task V01_A_golden_token_is_let_in()
    {
        await using var door = await DoorUnderTest.StartAsync();

        await door.AcceptsAsync(door.Mint());
        await door.AcceptsAsync(door.Mint());

        Assert.Equal(1, door.ConnectorKeys.KeyFetches);
        Assert.Equal("hello", door.Turns.First().Text);
    }

    [Fact]
    public async Task V02_A_token_that_expired_4_min_59_s_ago_is_let_in()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint(c => c["exp"] = Now(door) - 299));
    }

    [Fact]
    public async Task V03_A_token_that_begins_in_4_min_59_s_is_let_in()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint(c => c["nbf"] = Now(door) + 299));
    }

    [Fact]
    public async Task V04_A_rotated_key_is_let_in_after_exactly_one_look()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        door.ConnectorKeys.Jwks = Keys.Jwks("k1", "k4");

        await door.AcceptsAsync(door.Mint(kid: "k4", key: Keys.K4));
        await door.AcceptsAsync(door.Mint(kid: "k4", key: Keys.K4));

        Assert.Equal(2, door.ConnectorKeys.KeyFetches);
    }

    [Fact]
    public async Task V05_Letter_case_of_the_service_address_does_not_matter()
    {
        await using var door = await DoorUnderTest.StartAsync();

        await door.AcceptsAsync(door.Mint(c => c["serviceurl"] = "HTTPS://SMBA.TrafficManager.net/AMER/"));
        await door.AcceptsAsync(door.Mint(c => c["serviceurl"] = "https://smba.trafficmanager.net/amer"));
        await door.AcceptsAsync(door.Mint(), Service("https://smba.trafficmanager.net/amer"));
    }

    [Fact]
    public async Task V06_Known_keys_serve_while_the_keys_cannot_be_fetched()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        door.ConnectorKeys.Instead = FakeConnectorKeys.FailAsync;

        door.Clock.Advance(TimeSpan.FromHours(25));
        await door.AcceptsAsync(door.Mint());
        var fetches = door.ConnectorKeys.KeyFetches;
        await door.AcceptsAsync(door.Mint());

        Assert.Equal((2, 2), (fetches, door.ConnectorKeys.KeyFetches));
        Assert.True(door.IsReady);
    }

    [Fact]
    public async Task V06_Keys_that_could_not_be_fetched_for_five_days_serve_no_longer()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        door.ConnectorKeys.Instead = FakeConnectorKeys.FailAsync;

        door.Clock.Advance(TimeSpan.FromDays(5));

        await door.RefusesAsync(503, door.Mint());
        Assert.False(door.IsReady);
    }

    [Fact]
    public async Task V07_No_token_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();
        var body = DoorUnderTest.Golden().ToJsonString();

        await door.RefusesAsync(No, null);
        foreach (var header in (string[])["Authorization:\r\n", "Authorization: \r\n", "Authorization: Bearer\r\n", "Authorization: Bearer \r\n"])
        {
            Assert.Equal(No, await door.SendRawAsync(header, body));
        }

        Assert.Empty(door.Turns);
    }

    [Fact]
    public async Task V08_Anything_but_one_bearer_token_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();
        var (token, body) = (door.Mint(), DoorUnderTest.Golden().ToJsonString());

        foreach (
            var header in (string[])
                [
                    $"Authorization: Basic {token}\r\n",
                    $"Authorization: Bearer {token} b\r\n",
                    $"Authorization: Bearer  {token}\r\n",
                    $"Authorization: Bearer {token}, Bearer {token}\r\n",
                    $"Authorization: Bearer {token}\r\nAuthorization: Bearer {token}\r\n",
                    $"Authorization: {token}\r\n",
                    $"X-Authorization: Bearer {token}\r\n",
                ]
        )
        {
            Assert.Equal(No, await door.SendRawAsync(header, body));
        }

        var inQuery = await door.SendAsync(
            r => r.RequestUri = new Uri($"/api/messages?access_token={token}&Authorization=Bearer%20{token}", UriKind.Relative),
            body
        );
        Assert.Equal(No, (int)inQuery.Status);
        Assert.Empty(door.Turns);
    }

    [Fact]
    public async Task V09_A_malformed_token_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();
        var golden = door.Mint();
        var parts = golden.Split('.');
        var (header, claims) = (Keys.Header().ToJsonString(), door.Claims().ToJsonString());

        foreach (
            var token in (string[])
                [
                    "x",
                    ".",
                    "..",
                    "...",
                    "a.b.c",
                    "....",
                    $"{parts[0]}.{parts[1]}",
                    $"{golden}.{parts[2]}",
                    $"{golden}.",
                    $".{parts[1]}.{parts[2]}",
                    $"{parts[0]}..{parts[2]}",
                    $"{parts[0]}.{parts[1]}.{parts[2]}=",
                    $"{parts[0]}.{parts[1]}.{parts[2]}==",
                    $"{parts[0]}.{parts[1]}.{parts[2]}/+",
                    $"{parts[0]}!.{parts[1]}.{parts[2]}",
                    $"{parts[0]}.{parts[1]}.{parts[2]}A",
                    Signed("[]", claims),
                    Signed("null", claims),
                    Signed("1", claims),
                    Signed("\"RS256\"", claims),
                    Signed("{", claims),
                    Signed("", claims),
                    Signed(header, "not json"),
                    Signed(header, "[]"),
                    Signed(header, "null"),
                    Signed(header, claims + claims),
                    Signed(header, ""),
                    Signed(new string('[', 5000), claims),
                    Signed(header, "{\"a\":" + new string('[', 5000)),
                    Signed("{\"alg\":\"RS256\",\"kid\":\"\\ud800\"}", claims),
                    Signed(header, "{\"iss\":\"\\ud800\"}"),
                    Signed(header, "{\"\\ud800aaaaaaaaaaaaaaaa\":1," + claims[1..]),
                    Signed("{\"\\ud800\":1," + header[1..], claims),
                    $"{Keys.Encode("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}")}.AAAA.AAAA.AAAA.AAAA",
                    door.Mint(c => c["pad"] = new string('x', 48 * 1024)),
                    new string('A', 64 * 1024),
                ]
        )
        {
            await door.RefusesAsync(No, token);
        }
    }

    [Fact]
    public async Task V10_An_unsigned_token_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();

        foreach (var alg in (string?[])["none", "None", "nOnE", "NONE", "", null])
        {
            var header = Keys.Header();
            if (alg is null)
                header.Remove("alg");
            else
                header["alg"] = alg;

            await door.RefusesAsync(No, $"{Keys.Encode(header.ToJsonString())}.{Keys.Encode(door.Claims().ToJsonString())}.");
            await door.RefusesAsync(No, Keys.Compact(header.ToJsonString(), door.Claims().ToJsonString(), data => Keys.Sign(Keys.K1, data)));
        }
    }

    [Fact]
    public async Task V11_A_token_keyed_with_the_public_key_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();
        var header = Keys.Header();
        header["alg"] = "HS256";

        foreach (
            var secret in (byte[][])
                [
                    Encoding.ASCII.GetBytes(Keys.K1.ExportSubjectPublicKeyInfoPem()),
                    Encoding.ASCII.GetBytes(Keys.K1.ExportSubjectPublicKeyInfoPem() + "\n"),
                    Keys.K1.ExportSubjectPublicKeyInfo(),
                    Keys.K1.ExportParameters(false).Modulus!,
                    Encoding.ASCII.GetBytes(Keys.Jwk("k1", Keys.K1, "msteams", "webchat").ToJsonString()),
                ]
        )
        {
            await door.RefusesAsync(No, Keys.Compact(header.ToJsonString(), door.Claims().ToJsonString(), data => HMACSHA256.HashData(secret, data)));
        }
    }

    [Fact]
    public async Task V12_An_algorithm_off_the_list_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();
        var claims = door.Claims().ToJsonString();

        await door.RefusesAsync(No, Keys.Compact(Alg("ES256", "curve"), claims, data => Keys.Curve.SignData(data, HashAlgorithmName.SHA256)));
        await door.RefusesAsync(
            No,
            Keys.Compact(Alg("PS256", "k1"), claims, data => Keys.K1.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss))
        );
        await door.RefusesAsync(
            No,
            Keys.Compact(Alg("RS256", "k1"), claims, data => Keys.K1.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss))
        );
        await door.RefusesAsync(No, Keys.Compact(Alg("RS1", "k1"), claims, data => Keys.K1.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)));
        await door.RefusesAsync(
            No,
            Keys.Compact(Alg("RS512", "k1"), claims, data => Keys.K1.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1))
        );
        await door.RefusesAsync(No, Keys.Compact(Alg("rs256", "k1"), claims, data => Keys.Sign(Keys.K1, data)));
        await door.RefusesAsync(No, Keys.Compact(Alg("RS256", "curve"), claims, data => Keys.Sign(Keys.K1, data)));
        await door.RefusesAsync(No, Keys.Compact(Alg("RS256", "curve"), claims, data => Keys.Curve.SignData(data, HashAlgorithmName.SHA256)));
        await door.RefusesAsync(No, Keys.Compact(Alg("ES256", "k1"), claims, data => Keys.Sign(Keys.K1, data)));
    }

    [Fact]
    public async Task V13_A_changed_token_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();
        var golden = door.Mint();
        var parts = golden.Split('.');

        foreach (
            var token in (string[])
                [
                    $"{parts[0]}.{parts[1]}.{Flip(parts[2], 0)}",
                    $"{parts[0]}.{parts[1]}.{Flip(parts[2], 100)}",
                    $"{parts[0]}.{parts[1]}.{Flip(parts[2], parts[2].Length - 1)}",
                    $"{parts[0]}.{Flip(parts[1], 10)}.{parts[2]}",
                    $"{Flip(parts[0], 10)}.{parts[1]}.{parts[2]}",
                    $"{parts[0]}.{parts[1]}.{parts[2][..^4]}",
                    $"{parts[0]}.{parts[1]}.{parts[2][..4]}",
                    $"{parts[0]}.{parts[1]}.AAAA{parts[2]}",
                    door.Mint(kid: "k2"),
                    door.Mint(key: Keys.K2),
                    $"{parts[0]}.{Keys.Encode(door.Claims(TimeSpan.FromSeconds(1)).ToJsonString())}.{parts[2]}",
                ]
        )
        {
            await door.RefusesAsync(No, token);
        }
    }

    [Fact]
    public async Task V14_Unknown_keys_are_refused_and_cause_one_look_an_hour()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());

        await door.RefusesAsync(No, door.Mint(kid: "unheard-of", key: Keys.Attacker));
        Assert.Equal(2, door.ConnectorKeys.KeyFetches);

        // The signature is never looked at, so one is enough for all.
        var claims = door.Claims().ToJsonString();
        var tokens = Enumerable.Range(0, 10_000).Select(i => Keys.Compact(Keys.Header($"unheard-of-{i}").ToJsonString(), claims, _ => new byte[256]));
        await Parallel.ForEachAsync(tokens, TestContext.Current.CancellationToken, async (token, _) =>
            Assert.Equal(No, (int)(await door.PostAsync(token)).Status)
        );
        Assert.Equal(2, door.ConnectorKeys.KeyFetches);

        door.Clock.Advance(TimeSpan.FromMinutes(59));
        await door.RefusesAsync(No, door.Mint(kid: "unheard-of", key: Keys.Attacker));
        Assert.Equal(2, door.ConnectorKeys.KeyFetches);

        door.Clock.Advance(TimeSpan.FromMinutes(2));
        await door.RefusesAsync(No, door.Mint(kid: "unheard-of", key: Keys.Attacker));
        Assert.Equal(3, door.ConnectorKeys.KeyFetches);
    }

    [Fact]
    public async Task V15_A_token_that_names_no_key_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();

        await door.RefusesAsync(No, door.Mint(header: h => h.Remove("kid")));
        await door.RefusesAsync(No, door.Mint(header: h => h["kid"] = ""));
        await door.RefusesAsync(No, door.Mint(header: h => h["kid"] = null));
        await door.RefusesAsync(No, door.Mint(header: h => h["kid"] = 1));
        await door.RefusesAsync(No, door.Mint(header: h => h["kid"] = new JsonArray("k1")));
        await door.RefusesAsync(No, door.Mint(header: h => h["kid"] = "K1"));
    }

    [Fact]
    public async Task V16_Keys_that_the_token_brings_along_are_not_looked_at()
    {
        await using var door = await DoorUnderTest.StartAsync();
        var elsewhere = $"{door.ConnectorKeys.Address}/attacker/keys";

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
                await door.RefusesAsync(No, door.Mint(kid: kid, key: Keys.Attacker, header: h => h[name] = value.DeepClone()));
            }
        }

        Assert.Equal(0, door.ConnectorKeys.StrayRequests);
    }

    [Fact]
    public async Task V17_Another_issuer_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();

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
            await door.RefusesAsync(No, door.Mint(c => c["iss"] = issuer?.DeepClone()));
        }

        await door.RefusesAsync(No, door.Mint(c => c.Remove("iss")));
    }

    [Fact]
    public async Task V18_V19_Another_audience_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();

        foreach (
            var audience in (JsonNode?[])
                [
                    Guid.Empty.ToString(),
                    new JsonArray(Guid.Empty.ToString(), "other"),
                    new JsonArray(Keys.App, Guid.Empty.ToString()),
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
            await door.RefusesAsync(No, door.Mint(c => c["aud"] = audience?.DeepClone()));
        }

        await door.RefusesAsync(No, door.Mint(c => c.Remove("aud")));
    }

    [Fact]
    public async Task V20_A_token_that_expired_5_min_1_s_ago_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.RefusesAsync(No, door.Mint(c => c["exp"] = Now(door) - 301));
    }

    [Fact]
    public async Task V21_An_expiry_that_is_no_instant_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();

        foreach (var name in (string[])["exp", "nbf"])
        {
            await door.RefusesAsync(No, door.Mint(c => c.Remove(name)));
            foreach (var value in (string[])["null", "\"2000000000\"", "-1", "1e300", "1e400", "-1e400", "[]", "{}", "true", "253402300800"])
            {
                await door.RefusesAsync(No, door.Mint(c => c[name] = JsonNode.Parse(value)));
            }
        }
    }

    [Fact]
    public async Task V22_A_token_that_begins_in_5_min_1_s_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.RefusesAsync(No, door.Mint(c => c["nbf"] = Now(door) + 301));
    }

    [Fact]
    public async Task V23_A_token_without_service_address_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();

        await door.RefusesAsync(No, door.Mint(c => c.Remove("serviceurl")));
        await door.RefusesAsync(No, door.Mint(c => c["serviceurl"] = ""));
        await door.RefusesAsync(No, door.Mint(c => c["serviceurl"] = null));
        await door.RefusesAsync(No, door.Mint(c => c["serviceurl"] = 1));
        await door.RefusesAsync(
            No,
            door.Mint(c =>
            {
                c["serviceUrl"] = c["serviceurl"]!.DeepClone();
                c.Remove("serviceurl");
            })
        );
    }

    [Fact]
    public async Task V24_An_activity_with_another_service_address_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();

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
            await door.RefusesAsync(Forbidden, door.Mint(), Service(address));
        }

        await door.RefusesAsync(Forbidden, door.Mint(), DoorUnderTest.Golden(a => a.Remove("serviceUrl")));
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net@evil.example/amer/")]
    [InlineData("https://smba.trafficmanager.net:x@evil.example/amer/")]
    [InlineData("https://@smba.trafficmanager.net/amer/")]
    [InlineData("http://smba.trafficmanager.net/amer/")]
    [InlineData("//smba.trafficmanager.net/amer/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("x")]
    public async Task V24_An_address_that_nobody_should_send_to_is_refused_even_when_the_token_has_it(string address)
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.RefusesAsync(Forbidden, door.Mint(c => c["serviceurl"] = address), Service(address));
    }

    [Fact]
    public async Task V25_A_key_that_is_not_endorsed_for_Teams_and_a_channel_that_is_not_Teams_are_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();

        await door.RefusesAsync(Forbidden, door.Mint(kid: "k2", key: Keys.K2));
        await door.RefusesAsync(Forbidden, door.Mint(kid: "k3", key: Keys.K3));
        await door.RefusesAsync(Forbidden, door.Mint(kid: "k2", key: Keys.K2), Channel("webchat"));
        foreach (var channel in (string?[])[null, "", "emulator", "AseChannel", "directline", "webchat", "MSTEAMS", "msteams "])
        {
            await door.RefusesAsync(Forbidden, door.Mint(), Channel(channel));
        }

        await door.RefusesAsync(Forbidden, door.Mint(), DoorUnderTest.Golden(a => a.Remove("channelId")));
    }

    [Fact]
    public async Task V26_Tokens_for_other_purposes_are_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();
        const string Entra = "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0";

        foreach (var (key, kid) in new[] { (Keys.Attacker, "kx"), (Keys.K1, "k1") })
        {
            await door.RefusesAsync(No, door.Mint(kid: kid, key: key, claims: c =>
                {
                    (c["iss"], c["aud"]) = ("https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", "https://api.botframework.com");
                    (c["appid"], c["ver"]) = (Keys.App, "1.0");
                }));
            await door.RefusesAsync(No, door.Mint(kid: kid, key: key, claims: c => (c["iss"], c["azp"], c["ver"]) = (Entra, Keys.App, "2.0")));
            await door.RefusesAsync(No, door.Mint(kid: kid, key: key, claims: c => (c["iss"], c["appid"], c["ver"]) = (Entra, Guid.Empty.ToString(), "1.0")));
        }
    }

    [Fact]
    public async Task F27_A_list_of_our_app_id_alone_is_let_in()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint(c => c["aud"] = new JsonArray(Keys.App)));
    }

    [Fact]
    public async Task F28_The_scheme_is_taken_letter_for_letter()
    {
        await using var door = await DoorUnderTest.StartAsync();
        foreach (var scheme in (string[])["bearer", "BEARER", "Bearer\t"])
        {
            Assert.Equal(No, await door.SendRawAsync($"Authorization: {scheme} {door.Mint()}\r\n", DoorUnderTest.Golden().ToJsonString()));
        }
    }

    [Fact]
    public async Task F29_A_critical_extension_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();

        await door.RefusesAsync(No, door.Mint(header: h => h["crit"] = new JsonArray("exp")));
        await door.RefusesAsync(
            No,
            door.Mint(header: h =>
            {
                h["crit"] = new JsonArray("b64");
                h["b64"] = true;
            })
        );
        await door.RefusesAsync(No, door.Mint(header: h => h["crit"] = null));
    }

    [Fact]
    public async Task F30_A_token_that_names_something_twice_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();
        var (header, claims) = (Keys.Header().ToJsonString(), door.Claims().ToJsonString());

        await door.RefusesAsync(No, Signed(header, claims[..^1] + $",\"aud\":\"{Keys.App}\"}}"));
        await door.RefusesAsync(No, Signed(header, claims[..^1] + $",\"a\\u0075d\":\"{Keys.App}\"}}"));
        await door.RefusesAsync(No, Signed(header[..^1] + ",\"alg\":\"RS256\"}", claims));
        await door.RefusesAsync(No, Signed(header, claims[..^1] + ",\"x\":{\"y\":1,\"y\":1}}"));
    }

    [Fact]
    public async Task F35_A_tenant_that_is_not_on_the_list_is_forbidden()
    {
        await using var door = await DoorUnderTest.StartAsync();
        const string Foreign = "3e0c7a52-51c1-4a0c-8f0e-000000000000";

        await door.RefusesAsync(Forbidden, door.Mint(), Tenants(Foreign, Foreign));
        await door.RefusesAsync(Forbidden, door.Mint(), Tenants(Foreign, Keys.Tenant));
        await door.RefusesAsync(Forbidden, door.Mint(), Tenants(Keys.Tenant, Foreign));
        await door.RefusesAsync(Forbidden, door.Mint(), Tenants(null, Foreign));
        await door.RefusesAsync(Forbidden, door.Mint(), Tenants(Foreign, null));
        await door.RefusesAsync(Forbidden, door.Mint(), Tenants(null, null));
        await door.RefusesAsync(Forbidden, door.Mint(), Tenants("", ""));
        await door.AcceptsAsync(door.Mint(), Tenants(null, Keys.Tenant));
        await door.AcceptsAsync(door.Mint(), Tenants(Keys.Tenant.ToUpperInvariant(), null));
    }

    [Fact]
    public async Task F36_A_clock_that_jumps_changes_what_counts_and_breaks_nothing()
    {
        await using var door = await DoorUnderTest.StartAsync();
        var token = door.Mint();
        await door.AcceptsAsync(token);

        door.Clock.JumpWallClock(TimeSpan.FromHours(2));
        await door.RefusesAsync(No, token);
        await door.AcceptsAsync(door.Mint());

        door.Clock.JumpWallClock(TimeSpan.FromHours(-2));
        await door.AcceptsAsync(token);

        door.Clock.JumpWallClock(TimeSpan.FromMinutes(-30));
        await door.RefusesAsync(No, token);
        await door.AcceptsAsync(door.Mint());
        Assert.Equal(1, door.ConnectorKeys.KeyFetches);
    }

    private static long Now(DoorUnderTest door) => door.Clock.GetUtcNow().ToUnixTimeSeconds();

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
}
