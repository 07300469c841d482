using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TeamsBot.Inbound;

namespace TeamsBot.Tests.Inbound;

/// <summary>What comes back from the door once somebody is let in, and when it is not even a question of that.</summary>
public sealed class DoorTests
{
    [Fact]
    public async Task Any_verb_but_POST_gets_405()
    {
        await using var door = await DoorUnderTest.StartAsync();

        foreach (var verb in (string[])["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
        {
            Assert.Equal(HttpStatusCode.MethodNotAllowed, await door.AskAsync(new HttpMethod(verb)));
        }
    }

    [Theory]
    [InlineData("message", 200, 1)]
    [InlineData("conversationUpdate", 200, 1)]
    [InlineData("installationUpdate", 200, 1)]
    [InlineData("messageReaction", 200, 1)]
    [InlineData("event", 200, 0)]
    [InlineData("typing", 200, 0)]
    [InlineData("messageUpdate", 200, 1)]
    [InlineData("messageDelete", 200, 1)]
    [InlineData("Message", 200, 0)]
    [InlineData("brandNew", 200, 0)]
    [InlineData("invoke", 501, 0)]
    public async Task Every_type_has_its_answer(string type, int status, int turns)
    {
        await using var door = await DoorUnderTest.StartAsync();

        var reply = await door.PostAsync(door.Mint(), DoorUnderTest.Golden(a => a["type"] = type));

        Assert.Equal((status, "", turns), ((int)reply.Status, reply.Body, door.Turns.Count));
    }

    [Theory]
    [InlineData("composeExtension/query", 200)]
    [InlineData("composeExtension/fetchTask", 200)]
    [InlineData("composeExtension/submitAction", 200)]
    [InlineData("composeExtension/queryLink", 501)]
    [InlineData("composeExtension/anonymousQueryLink", 501)]
    [InlineData("composeextension/query", 501)]
    [InlineData("task/fetch", 501)]
    [InlineData("adaptivecard/ACTION", 501)]
    [InlineData(null, 501)]
    [InlineData("adaptiveCard/action", 200)]
    public async Task Only_card_actions_and_message_extensions_are_known_invokes(string? name, int status)
    {
        await using var door = await DoorUnderTest.StartAsync();

        var reply = await door.PostAsync(door.Mint(), Invoke("""{"action":{"verb":"v"}}""", name));

        Assert.Equal((status, status == 200 ? 1 : 0), ((int)reply.Status, door.Turns.Count));
    }

    [Theory]
    [InlineData("composeExtension/query")]
    [InlineData("composeExtension/fetchTask")]
    [InlineData("composeExtension/submitAction")]
    public async Task A_message_extension_is_not_open_to_other_tenants(string name)
    {
        await using var door = await DoorUnderTest.StartAsync();
        var foreign = Invoke("{}", name);
        const string Tenant = "22222222-0000-4000-8000-000000000002";
        (foreign["conversation"]!["tenantId"], foreign["channelData"]!["tenant"]!["id"]) = (Tenant, Tenant);

        var reply = await door.PostAsync(door.Mint(), foreign);

        Assert.Equal((403, 0), ((int)reply.Status, door.Turns.Count));
    }

    [Fact]
    public async Task A_card_action_that_makes_no_sense_is_answered_with_an_error_that_Teams_shows()
    {
        await using var door = await DoorUnderTest.StartAsync();

        var reply = await door.PostAsync(door.Mint(), Invoke("""{"action":{"verb":1}}"""));

        var body = JsonNode.Parse(reply.Body)!;
        Assert.Equal((200, 400, "application/vnd.microsoft.error"), ((int)reply.Status, (int)body["statusCode"]!, (string?)body["type"]));
        Assert.Empty(door.Turns);
    }

    public static TheoryData<ActivityResponse, string> Answers =>
        new()
        {
            {
                ActivityResponse.Card(new JsonObject { ["type"] = "AdaptiveCard" }),
                """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard"}}"""
            },
            { ActivityResponse.Message("done"), """{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"done"}""" },
            {
                ActivityResponse.Error(403, "NotYours", "no"),
                """{"statusCode":403,"type":"application/vnd.microsoft.error","value":{"code":"NotYours","message":"no"}}"""
            },
        };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_invoke_is_answered_with_what_the_turn_says(ActivityResponse activityResponse, string body)
    {
        await using var door = await DoorUnderTest.StartAsync();
        door.Turn = (_, _) => Task.FromResult(activityResponse);

        var reply = await door.PostAsync(door.Mint(), Invoke("""{"action":{"verb":"v"}}"""));

        Assert.Equal((HttpStatusCode.OK, body), (reply.Status, reply.Body));
    }

    [Fact]
    public void A_card_may_be_shown_twice()
    {
        var card = new JsonObject { ["type"] = "AdaptiveCard" };

        _ = ActivityResponse.Card(card);
        Assert.Equal("AdaptiveCard", (string?)ActivityResponse.Card(card).Body!["value"]!["type"]);
    }

    [Theory]
    [InlineData("message")]
    [InlineData("invoke")]
    public async Task A_turn_that_breaks_is_logged_once_with_a_number_and_answered_with_an_empty_500(string type)
    {
        await using var door = await DoorUnderTest.StartAsync();
        door.Turn = (_, _) => throw new InvalidOperationException("secret path");

        var reply = await door.PostAsync(door.Mint(), type == "invoke" ? Invoke("""{"action":{}}""") : DoorUnderTest.Golden());

        Assert.Equal((HttpStatusCode.InternalServerError, ""), (reply.Status, reply.Body));
        Assert.Matches("Turn failed, number [0-9A-F]{8} ", Assert.Single(door.Log.Errors));
    }

    [Fact]
    public async Task A_turn_that_takes_too_long_is_called_off()
    {
        await using var door = await DoorUnderTest.StartAsync(s => s with { TurnLimit = TimeSpan.FromMilliseconds(200) });
        door.Turn = async (_, cancel) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, door.Clock, cancel);
            return ActivityResponse.Accepted;
        };

        var watch = Stopwatch.StartNew();
        var reply = await door.PostAsync(door.Mint());

        // Teams brings it again, and waits before it does.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
        Assert.InRange(watch.ElapsedMilliseconds, 150, 5000);
        Assert.Single(door.Log.Errors);
    }

    [Fact]
    public async Task A_caller_that_hangs_up_does_not_end_the_turn()
    {
        await using var door = await DoorUnderTest.StartAsync();
        var (begun, goOn, ended) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource<bool>());
        door.Turn = async (_, cancel) =>
        {
            begun.SetResult();
            await goOn.Task;
            ended.SetResult(cancel.IsCancellationRequested);
            return ActivityResponse.Accepted;
        };

        using (var hasty = new HttpClient { BaseAddress = door.Address })
        using (var hangUp = new CancellationTokenSource())
        {
            hasty.DefaultRequestHeaders.Add("Authorization", $"Bearer {door.Mint()}");
            using var body = new StringContent(DoorUnderTest.Golden().ToJsonString(), Encoding.UTF8, "application/json");
            var call = hasty.PostAsync("/api/messages", body, hangUp.Token);
            await begun.Task.WaitAsync(TestContext.Current.CancellationToken);
            await hangUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        goOn.SetResult();
        Assert.False(await ended.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_body_that_is_no_activity_gets_a_400_with_a_sentence()
    {
        await using var door = await DoorUnderTest.StartAsync();

        var reply = await SendAsync(door, "{\"type\":\"message\",\"id\":1}");

        Assert.Equal((HttpStatusCode.BadRequest, "The activity's member '$.id' has the wrong type or stands twice."), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task A_body_is_not_read_before_the_token_is_believed()
    {
        await using var door = await DoorUnderTest.StartAsync();

        Assert.Equal(401, await door.SendRawAsync("Content-Length: 30000000\r\nX: ", ""));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_30_MB_gets_413_whether_it_tells_its_length_or_not(bool tells)
    {
        await using var door = await DoorUnderTest.StartAsync();
        using var stream = new MemoryStream(new byte[30_000_000]);
        HttpContent content = tells ? new ByteArrayContent(stream.ToArray()) : new UntoldContent(stream);

        // A server that has heard enough may close the line while the client still speaks.
        try
        {
            var reply = await door.SendAsync(r => Authorize(r, door), content);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.Status);
        }
        catch (HttpRequestException e) when (e.InnerException is IOException) { }

        Assert.Equal(1, door.Log.Count(2002));
        Assert.True(door.Log.Says("answered with 413"));
        Assert.Empty(door.Turns);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        await using var door = await DoorUnderTest.StartAsync();
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(new byte[10_000_000]);

        var reply = await door.SendAsync(r => Authorize(r, door), new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } });

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.Status);
    }

    [Fact]
    public async Task Nothing_that_a_caller_sends_can_forge_a_line_of_the_log()
    {
        await using var door = await DoorUnderTest.StartAsync();

        await door.RefusesAsync(401, door.Mint(kid: "k\r\nINFO forged\u2028x\u202e", key: Keys.Attacker, claims: c => c["iss"] = "a\nINFO forged"));
        await door.PostAsync(door.Mint(), DoorUnderTest.Golden(a => a["type"] = "x\nINFO forged" + new string('x', 10_000)));

        Assert.DoesNotContain("\nINFO forged", door.Log.All, StringComparison.Ordinal);
        Assert.True(door.Log.Says("k??INFO forged?x?"));
        Assert.InRange(door.Log.All.Split('\n').Max(l => l.Length), 1, 2000);
    }

    [Fact]
    public async Task Refusals_fill_the_log_with_one_line_a_minute_that_counts_the_others()
    {
        await using var door = await DoorUnderTest.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            await door.PostAsync(i % 5 == 0 ? null : "nonsense");
        }

        Assert.Contains("left out since the last line: none", Assert.Single(door.Log.Warnings));
        door.Clock.Advance(TimeSpan.FromSeconds(59));
        await door.PostAsync("nonsense");
        Assert.Single(door.Log.Warnings);

        door.Clock.Advance(TimeSpan.FromSeconds(1));
        await door.PostAsync("nonsense");
        Assert.Equal(2, door.Log.Warnings.Count);
        Assert.Contains(
            "left out since the last line: 41: the token does not have three parts, 9: there is not exactly one bearer token",
            door.Log.Warnings[1]
        );
    }

    [Fact]
    public void Refusals_that_nobody_comes_after_are_counted_at_the_end_of_the_minute()
    {
        var (clock, log) = (new FakeTimeProvider(), new CapturedLog());
        using var refusals = new RefusalLog(
            clock,
            new Microsoft.Extensions.Logging.Logger<MessagesEndpoint>(new Microsoft.Extensions.Logging.LoggerFactory([log]))
        );
        for (var i = 0; i < 4; i++)
            refusals.Tell(new RequestRejection(401, "no"), "::1", "-");
        Assert.Single(log.Warnings);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Refused, and left out of the log since the last line: 3: no ", log.Warnings[1]);

        clock.Advance(TimeSpan.FromSeconds(59));
        refusals.Tell(new RequestRejection(401, "no"), "::1", "-");
        Assert.Equal(2, log.Warnings.Count);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(3, log.Warnings.Count);
    }

    [Fact]
    public async Task Neither_tokens_nor_what_was_said_get_into_the_log()
    {
        await using var door = await DoorUnderTest.StartAsync();
        door.Turn = (_, _) => throw new InvalidOperationException("broken");
        var token = door.Mint();

        await door.PostAsync(token, DoorUnderTest.Golden(a => a["text"] = "CANARY-7"));
        await door.PostAsync(token + "A", DoorUnderTest.Golden(a => a["text"] = "CANARY-7"));
        await door.PostAsync(token, DoorUnderTest.Golden(a => (a["text"], a["id"]) = ("CANARY-7", 1)));

        Assert.False(door.Log.Says("CANARY-7"));
        Assert.All(token.Split('.'), part => Assert.False(door.Log.Says(part)));
    }

    private static void Authorize(HttpRequestMessage request, DoorUnderTest door) =>
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {door.Mint()}");

    private static Task<Reply> SendAsync(DoorUnderTest door, string body) => door.SendAsync(r => Authorize(r, door), body);

    private static JsonObject Invoke(string value, string? name = "adaptiveCard/action") =>
        DoorUnderTest.Golden(a =>
        {
            (a["type"], a["name"], a["value"]) = ("invoke", name, JsonNode.Parse(value));
        });

    private sealed class UntoldContent(Stream stream) : StreamContent(stream)
    {
        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
