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
    public Task V02_A_token_that_expired_4_min_59_s_ago_is_let_in() => JudgesRightAsync("V02");

    [Fact]
    public Task V03_A_token_that_begins_in_4_min_59_s_is_let_in() => JudgesRightAsync("V03");

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
    public Task V05_Letter_case_of_the_service_address_does_not_matter() => JudgesRightAsync("V05");

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
    public Task V09_A_malformed_token_is_refused() => JudgesRightAsync("V09");

    [Fact]
    public Task V10_An_unsigned_token_is_refused() => JudgesRightAsync("V10");

    [Fact]
    public Task V11_A_token_keyed_with_the_public_key_is_refused() => JudgesRightAsync("V11");

    [Fact]
    public Task V12_An_algorithm_off_the_list_is_refused() => JudgesRightAsync("V12");

    [Fact]
    public Task V13_A_changed_token_is_refused() => JudgesRightAsync("V13");

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
    public Task V15_A_token_that_names_no_key_is_refused() => JudgesRightAsync("V15");

    [Fact]
    public Task V16_Keys_that_the_token_brings_along_are_not_looked_at() => JudgesRightAsync("V16");

    [Fact]
    public Task V17_Another_issuer_is_refused() => JudgesRightAsync("V17");

    [Fact]
    public Task V18_V19_Another_audience_is_refused() => JudgesRightAsync("V18");

    [Fact]
    public Task V20_A_token_that_expired_5_min_1_s_ago_is_refused() => JudgesRightAsync("V20");

    [Fact]
    public Task V21_An_expiry_or_a_beginning_that_is_no_instant_and_an_expiry_before_the_beginning_are_refused() => JudgesRightAsync("V21");

    [Fact]
    public Task V22_A_token_that_begins_in_5_min_1_s_is_refused() => JudgesRightAsync("V22");

    [Fact]
    public Task V23_A_token_without_service_address_is_refused() => JudgesRightAsync("V23");

    [Fact]
    public Task V24_An_activity_with_another_service_address_or_one_that_nobody_should_send_to_is_refused() => JudgesRightAsync("V24");

    [Fact]
    public Task V25_A_key_that_is_not_endorsed_for_Teams_and_a_channel_that_is_not_Teams_are_refused() => JudgesRightAsync("V25");

    [Fact]
    public Task V26_Tokens_for_other_purposes_are_refused() => JudgesRightAsync("V26");

    [Fact]
    public Task F27_A_list_of_our_app_id_alone_is_let_in() => JudgesRightAsync("F27");

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
    public Task F29_A_critical_extension_is_refused() => JudgesRightAsync("F29");

    [Fact]
    public Task F30_A_token_that_names_something_twice_is_refused() => JudgesRightAsync("F30");

    [Fact]
    public Task F35_A_tenant_that_is_not_on_the_list_is_forbidden() => JudgesRightAsync("F35");

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

    private static async Task JudgesRightAsync(string number)
    {
        await using var door = await DoorUnderTest.StartAsync();
        var vectors = new TokenVectors(door.Clock.GetUtcNow(), $"{door.ConnectorKeys.Address}/attacker/keys").Of(number);

        Assert.NotEmpty(vectors);
        await Assert.AllAsync(vectors, vector =>
            vector.Status == 200 ? door.AcceptsAsync(vector.Token, vector.Activity) : door.RefusesAsync(vector.Status, vector.Token, vector.Activity)
        );
        Assert.Equal(0, door.ConnectorKeys.StrayRequests);
    }
}
