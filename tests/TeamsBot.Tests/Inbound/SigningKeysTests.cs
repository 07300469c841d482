using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamsBot.Inbound;

namespace TeamsBot.Tests.Inbound;

/// <summary>How the Connector's keys are come by and kept; F numbers go on from those of the token vectors.</summary>
public sealed class SigningKeysTests
{
    [Fact]
    public async Task F31_A_key_that_is_too_short_is_left_out()
    {
        await using var door = await DoorUnderTest.StartAsync(arrange: keys => keys.Jwks = Keys.Jwks("k1", "short"));

        await door.AcceptsAsync(door.Mint());
        await door.RefusesAsync(401, door.Mint(kid: "short", key: Keys.Short));
    }

    [Fact]
    public async Task F31_Keys_that_make_no_sense_are_left_out_and_spoil_nothing()
    {
        static JsonObject Odd(string kid, string name, JsonNode? value)
        {
            var jwk = Keys.Jwk(kid, Keys.K4, "msteams");
            jwk[name] = value;
            return jwk;
        }

        string[] odd = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "twice"];
        await using var door = await DoorUnderTest.StartAsync(arrange: keys =>
            keys.Jwks["keys"] = new JsonArray(
                null,
                1,
                new JsonObject(),
                new JsonArray(),
                Odd("1", "n", null),
                Odd("2", "n", "!"),
                Odd("3", "n", 1),
                Odd("4", "e", "AQ"),
                Odd("5", "e", ""),
                Odd("6", "e", "AAAAAAAAAAEAAQ"),
                Odd("7", "kty", "EC"),
                Odd("8", "use", "enc"),
                Odd("9", "alg", "HS256"),
                Odd("10", "n", new string('A', 400)),
                Odd("twice", "x", 1),
                Odd("twice", "x", 2),
                Odd("k4", "endorsements", "msteams"),
                Keys.Jwk("k1", Keys.K1, "msteams")
            )
        );

        await door.AcceptsAsync(door.Mint());
        await door.RefusesAsync(403, door.Mint(kid: "k4", key: Keys.K4));
        foreach (var kid in odd.Except(["6"]))
            await door.RefusesAsync(401, door.Mint(kid: kid, key: Keys.K4));
    }

    [Fact]
    public async Task F31_A_key_with_an_exponent_of_1_proves_nothing()
    {
        var jwk = Keys.Jwk("one", Keys.K4, "msteams");
        jwk["e"] = "AQ";
        await using var door = await DoorUnderTest.StartAsync(arrange: keys =>
            keys.Jwks = new JsonObject { ["keys"] = new JsonArray(jwk, Keys.Jwk("k1", Keys.K1, "msteams")) }
        );
        var digestMark = Convert.FromHexString("3031300d060960864801650304020105000420");

        // With such a key the padded digest is its own signature: anybody could sign.
        await door.RefusesAsync(
            401,
            Keys.Compact(Keys.Header("one").ToJsonString(), door.Claims().ToJsonString(), data =>
                [0, 1, .. Enumerable.Repeat((byte)0xff, 256 - 3 - digestMark.Length - 32), 0, .. digestMark, .. SHA256.HashData(data)]
            )
        );
    }

    [Theory]
    [InlineData("http://keys.example/keys")]
    [InlineData("https://keys.example/keys")]
    [InlineData("http://127.0.0.1:1/keys")]
    [InlineData("http://127.0.0.1@keys.example/keys")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/keys")]
    [InlineData("")]
    public async Task F32_Keys_on_a_foreign_host_or_without_https_are_refused_and_the_old_ones_stay(string foreign)
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());

        (door.ConnectorKeys.JwksUri, door.ConnectorKeys.Jwks) = (foreign, Keys.Jwks("k4"));
        door.Clock.Advance(TimeSpan.FromHours(25));

        await door.AcceptsAsync(door.Mint());
        await door.RefusesAsync(401, door.Mint(kid: "k4", key: Keys.K4));
        Assert.Equal((2, 1), (door.ConnectorKeys.MetadataFetches, door.ConnectorKeys.KeyFetches));
    }

    [Fact]
    public async Task F32_Not_even_working_keys_are_fetched_from_another_host_or_port()
    {
        await using var foreign = await FakeConnectorKeys.StartAsync();
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        (foreign.Jwks, door.ConnectorKeys.Jwks) = (Keys.Jwks("k4"), Keys.Jwks("k4"));

        foreach (var address in (string[])[$"{foreign.Address}/keys", $"http://localhost:{new Uri(door.ConnectorKeys.Address).Port}/keys"])
        {
            door.ConnectorKeys.JwksUri = address;
            await door.RefusesAsync(401, door.Mint(kid: "k4", key: Keys.K4));
            door.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal((0, 1), (foreign.KeyFetches, door.ConnectorKeys.KeyFetches));
    }

    [Fact]
    public async Task F33_A_cold_start_without_keys_answers_503_and_heals_by_itself()
    {
        await using var door = await DoorUnderTest.StartAsync(arrange: keys => keys.Instead = FakeConnectorKeys.FailAsync);

        await door.RefusesAsync(503, door.Mint());
        await door.RefusesAsync(401, "nonsense");
        Assert.False(door.IsReady);

        door.ConnectorKeys.Instead = null;
        door.Clock.Advance(TimeSpan.FromSeconds(3));
        var watch = Stopwatch.StartNew();
        while (!door.IsReady && watch.Elapsed < TimeSpan.FromSeconds(10))
            await Task.Yield();

        Assert.True(door.IsReady);
        await door.AcceptsAsync(door.Mint());
    }

    [Fact]
    public async Task F33_A_request_need_not_wait_for_the_background_to_heal()
    {
        await using var door = await DoorUnderTest.StartAsync(arrange: keys => keys.Instead = FakeConnectorKeys.FailAsync);
        await door.RefusesAsync(503, door.Mint());
        var fetches = door.ConnectorKeys.KeyFetches;
        await door.RefusesAsync(503, door.Mint());
        Assert.Equal(fetches, door.ConnectorKeys.KeyFetches);

        door.ConnectorKeys.Instead = null;
        door.Clock.Advance(TimeSpan.FromSeconds(3));

        await door.AcceptsAsync(door.Mint());
    }

    [Fact]
    public async Task F34_A_key_that_was_taken_back_counts_for_a_day_at_most()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        door.ConnectorKeys.Jwks = Keys.Jwks("k4");

        door.Clock.Advance(TimeSpan.FromHours(24));

        await door.AcceptsAsync(door.Mint(kid: "k4", key: Keys.K4));
        Assert.Equal(2, door.ConnectorKeys.KeyFetches);
        await door.RefusesAsync(401, door.Mint());
    }

    [Fact]
    public async Task A_look_for_an_unknown_key_that_failed_does_not_use_up_the_hour()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        (door.ConnectorKeys.Jwks, door.ConnectorKeys.Instead) = (Keys.Jwks("k4"), FakeConnectorKeys.FailAsync);
        await door.RefusesAsync(401, door.Mint(kid: "k4", key: Keys.K4));

        door.ConnectorKeys.Instead = null;
        door.Clock.Advance(TimeSpan.FromMinutes(1));

        await door.AcceptsAsync(door.Mint(kid: "k4", key: Keys.K4));
    }

    [Theory]
    [InlineData(250, 200)]
    [InlineData(260, 401)]
    public async Task Keys_of_more_than_256_KB_are_refused_and_the_old_ones_stay(int kilobytes, int status)
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        var padded = Keys.Jwks("k1", "k4").ToJsonString().PadRight(kilobytes * 1024);
        door.ConnectorKeys.Instead = context => context.Response.WriteAsync(padded);

        Assert.Equal(status, (int)(await door.PostAsync(door.Mint(kid: "k4", key: Keys.K4))).Status);
        await door.AcceptsAsync(door.Mint());
    }

    [Fact]
    public async Task Keys_without_end_are_given_up_and_the_old_ones_stay()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        var hungUp = new TaskCompletionSource();
        door.ConnectorKeys.Instead = async context =>
        {
            var chunk = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(chunk, CancellationToken.None);
            hungUp.SetResult();
        };

        door.Clock.Advance(TimeSpan.FromHours(25));

        await door.AcceptsAsync(door.Mint());
        await hungUp.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Keys_that_hang_are_given_up_and_the_old_ones_stay()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        door.ConnectorKeys.Instead = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider, context.RequestAborted);
        door.Clock.Advance(TimeSpan.FromHours(25));

        var watch = Stopwatch.StartNew();
        await door.AcceptsAsync(door.Mint());
        Assert.InRange(watch.Elapsed.TotalSeconds, 4, 20);

        watch.Restart();
        await door.AcceptsAsync(door.Mint());
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 4);
    }

    [Fact]
    public async Task A_redirect_to_other_keys_is_not_followed()
    {
        await using var door = await DoorUnderTest.StartAsync(arrange: keys =>
            keys.Instead = context =>
            {
                context.Response.Redirect("/elsewhere/keys");
                return Task.CompletedTask;
            }
        );

        await door.RefusesAsync(503, door.Mint());
        Assert.Equal(0, door.ConnectorKeys.StrayRequests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":1}""")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    [InlineData("<html>")]
    public async Task Keys_that_are_none_are_a_failed_fetch(string body)
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        door.ConnectorKeys.Instead = context => context.Response.WriteAsync(body);
        door.Clock.Advance(TimeSpan.FromHours(25));

        await door.AcceptsAsync(door.Mint());
    }

    [Fact]
    public async Task Many_at_once_after_a_rotation_cause_one_look()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        door.ConnectorKeys.Jwks = Keys.Jwks("k1", "k4");
        var token = door.Mint(kid: "k4", key: Keys.K4);

        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => door.PostAsync(token)));

        Assert.All(replies, reply => Assert.Equal(200, (int)reply.Status));
        Assert.Equal(2, door.ConnectorKeys.KeyFetches);
    }

    /// <summary>What is wrong with a token beside its key is seen without the key: no look is spent on it.</summary>
    [Fact]
    public async Task A_token_with_which_something_else_is_wrong_causes_no_look()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        Action<JsonObject>[] wrongs =
        [
            c => c["iss"] = "https://evil.example",
            c => c["aud"] = Guid.NewGuid().ToString(),
            c => c["exp"] = 1,
            c => c["nbf"] = 4_000_000_000,
            c => c.Remove("serviceurl"),
        ];
        foreach (var wrong in wrongs)
            await door.RefusesAsync(401, door.Mint(wrong, kid: $"{Guid.NewGuid()}", key: Keys.Attacker));
        Assert.Equal(1, door.ConnectorKeys.KeyFetches);

        door.ConnectorKeys.Jwks = Keys.Jwks("k4");
        await door.AcceptsAsync(door.Mint(kid: "k4", key: Keys.K4));
    }

    [Fact]
    public async Task One_unknown_key_of_a_stranger_does_not_keep_a_changed_one_out()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        await door.RefusesAsync(401, door.Mint(kid: "unheard-of", key: Keys.Attacker));

        door.ConnectorKeys.Jwks = Keys.Jwks("k4");
        door.Clock.Advance(SigningKeys.BetweenLooks);

        await door.AcceptsAsync(door.Mint(kid: "k4", key: Keys.K4));
    }

    /// <summary>
    /// A stranger who makes a key up each second for two hours: a changed key is found within a minute at any time, and the fetches
    /// stay few.
    /// </summary>
    [Fact]
    public async Task Whatever_strangers_make_up_a_changed_key_is_found_within_a_minute_and_looks_stay_few()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        var (waits, rotated) = (new List<int>(), false);
        for (var second = 0; second < 7200; second++)
        {
            var claims = door.Claims().ToJsonString();
            await door.PostAsync(Keys.Compact(Keys.Header($"made-up-{second}").ToJsonString(), claims, _ => new byte[256]));
            if (second % 777 == 400)
            {
                rotated = !rotated;
                door.ConnectorKeys.Jwks = rotated ? Keys.Jwks("k4") : Keys.Jwks("k1");
                waits.Add(0);
            }

            if (waits.Count > 0 && waits[^1] >= 0)
            {
                var token = rotated ? door.Mint(kid: "k4", key: Keys.K4) : door.Mint();
                waits[^1] = (int)(await door.PostAsync(token)).Status == 200 ? -waits[^1] - 1 : waits[^1] + 1;
            }

            door.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(9, waits.Count);
        Assert.All(waits, wait => Assert.InRange(-wait - 1, 0, 60));
        Assert.InRange(door.ConnectorKeys.KeyFetches, 100, 1 + 120);
    }

    /// <summary>The budget of looks is for the steady clock: a wall clock that jumps grants none.</summary>
    [Fact]
    public async Task A_wall_clock_that_jumps_grants_no_look()
    {
        await using var door = await DoorUnderTest.StartAsync();
        await door.AcceptsAsync(door.Mint());
        await door.RefusesAsync(401, door.Mint(kid: "unheard-of", key: Keys.Attacker));

        door.Clock.JumpWallClock(TimeSpan.FromHours(2));
        await door.RefusesAsync(401, door.Mint(kid: "unheard-of-2", key: Keys.Attacker));

        Assert.Equal(2, door.ConnectorKeys.KeyFetches);
    }

    private static TimeProvider TimeProvider { get; } = new FakeTimeProvider();
}
