using TeamsBot.Connector;

namespace TeamsBot.Tests.Connector;

public sealed class FailureTests : ConnectorTests
{
    [Theory]
    [InlineData(400, """{"error":{"code":"BadSyntax","message":"no"}}""", "BadRequest", "BadSyntax")]
    [InlineData(400, """{"error":{"code":"Bad Argument"}}""", "BadRequest", "Bad Argument")]
    [InlineData(403, """{"error":{"code":"BotNotInConversationRoster"}}""", "NotInConversation", "BotNotInConversationRoster")]
    [InlineData(403, """{"error":{"code":"ConversationBlockedByUser"}}""", "BlockedByUser", "ConversationBlockedByUser")]
    [InlineData(
        403,
        """{"errorCode":209,"message":"{\r\n  \"subCode\":\"MessageWritesBlocked\",\r\n \"details\":\"x\"}"}""",
        "BlockedByUser",
        "MessageWritesBlocked"
    )]
    [InlineData(403, """{"error":{"code":"Forbidden","innerHttpError":{"body":{"m":"..MessageWritesBlocked.."}}}}""", "BlockedByUser", "MessageWritesBlocked")]
    [InlineData(403, """{"error":{"code":"BotDisabledByAdmin"}}""", "DisabledByAdmin", "BotDisabledByAdmin")]
    [InlineData(403, """{"error":{"code":"NotEnoughPermissions"}}""", "Forbidden", "NotEnoughPermissions")]
    [InlineData(403, """{"error":{"code":"ForbiddenOperationException"}}""", "Forbidden", "ForbiddenOperationException")]
    [InlineData(403, """{"error":{"code":"InvalidBotApiHost"}}""", "Forbidden", "InvalidBotApiHost")]
    [InlineData(403, "", "Forbidden", null)]
    [InlineData(404, """{"error":{"code":"ConversationNotFound"}}""", "ConversationNotFound", "ConversationNotFound")]
    [InlineData(404, """{"error":{"code":"ActivityNotFoundInConversation"}}""", "ActivityNotFound", "ActivityNotFoundInConversation")]
    [InlineData(404, "<html>no</html>", "ConversationNotFound", null)]
    [InlineData(413, """{"error":{"code":"MessageSizeTooBig"}}""", "TooBig", "MessageSizeTooBig")]
    [InlineData(413, "<html>PayloadTooLarge</html>", "TooBig", null)]
    [InlineData(418, "[1]", "BadRequest", null)]
    [InlineData(500, """{"error":{"code":"ServiceError"}}""", "ServiceError", "ServiceError")]
    [InlineData(501, """{"error":{"code":{"not":"text"}}}""", "ServiceError", null)]
    [InlineData(408, "", "Ambiguous", null)]
    [InlineData(502, "<html>Bad Gateway</html>", "Ambiguous", null)]
    [InlineData(504, "", "Ambiguous", null)]
    public async Task What_Teams_says_is_told_apart_and_not_repeated(int status, string body, string kind, string? code)
    {
        Teams.Then(status, body).Then(201, """{"id":"1"}""");

        var failure = await FailsAsync(Client().SendAsync(Service, Chat, Hello, Cancel));

        Assert.Equal((kind, status, code, false), (failure.Kind.ToString(), failure.Status, failure.Code, failure.IsTransient));
        Assert.Equal(kind is "Ambiguous" or "ServiceError", failure.MayHaveBeenCarriedOut);
        Assert.Single(Teams.Requests);
    }

    [Fact]
    public async Task A_404_without_a_word_means_the_message_where_a_message_is_changed()
    {
        Teams.Then(404);

        Assert.Equal(ConnectorFault.ActivityNotFound, (await FailsAsync(Client().UpdateAsync(Service, Chat, "1", Hello, Cancel))).Kind);
    }

    /// <summary>A gateway that lost the answer says nothing about the work: what doubles nothing is done again, a message is not.</summary>
    [Theory]
    [InlineData(502)]
    [InlineData(504)]
    public async Task What_a_gateway_lost_is_repeated_where_that_doubles_nothing(int status)
    {
        Teams.Then(status).Then(200, """{"id":"1"}""").Then(status).Then(201, """{"id":"a:1"}""");

        await Client().UpdateAsync(Service, Chat, "1", Hello, Cancel);
        Assert.Equal("a:1", await Client().CreateChatAsync(Service, "t", "29:a", Cancel));

        Assert.Equal(["PUT", "PUT", "POST", "POST"], Teams.Requests.Select(request => request.Verb));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(403, true)]
    [InlineData(404, true)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task Whether_Teams_takes_messages_is_asked_once_and_a_no_is_an_answer(int status, bool answers)
    {
        Teams.Then(status, "{}");

        var asking = Client().ProbeAsync(Service, Channel + ";messageid=1", Cancel);
        if (answers)
        {
            await asking;
        }
        else
        {
            Assert.False((await FailsAsync(asking)).MayHaveBeenCarriedOut);
        }

        Assert.Equal(
            ("POST", "/emea/v3/conversations/19%3Aabc%40thread.tacv2/activities", """{"type":"typing"}"""),
            (Assert.Single(Teams.Requests).Verb, Teams.Last.Target, Teams.Last.Body)
        );
    }

    [Theory]
    [InlineData(409, "Unavailable")]
    [InlineData(412, "Unavailable")]
    [InlineData(429, "Throttled")]
    [InlineData(503, "Unavailable")]
    public async Task What_passes_is_tried_four_times_with_doubled_waits(int status, string kind)
    {
        Teams.Then(status).Then(status).Then(status).Then(status, "busy").Then(201, """{"id":"1"}""");

        var failure = await FailsAsync(Client().SendAsync(Service, Chat, Hello, Cancel));

        Assert.Equal((kind, true), (failure.Kind.ToString(), failure.IsTransient));
        Assert.Equal([2, 4, 8], Clock.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(4, Teams.Requests.Count);
        Assert.Equal(status == 412 ? "1" : null, status == 412 ? await Client().SendAsync(Service, Chat, Hello, Cancel) : null);
    }

    [Fact]
    public async Task A_try_that_succeeds_ends_the_trying()
    {
        Teams.Then(503).Then(412).Then(201, """{"id":"1"}""");

        Assert.Equal("1", await Client().SendAsync(Service, Chat, Hello, Cancel));
        Assert.Equal(Teams.Requests[0].Body, Teams.Requests[2].Body);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("Thu, 12 Mar 2026 09:00:07 GMT", 7)]
    [InlineData("Thursday, 12-Mar-26 09:00:07 GMT", 7)]
    [InlineData("Thu Mar 12 09:00:07 2026", 7)]
    [InlineData("0", 2)]
    [InlineData("-5", 2)]
    [InlineData("Thu, 12 Mar 2026 08:59:00 GMT", 2)]
    [InlineData("soon", 2)]
    [InlineData("1.5", 2)]
    [InlineData("3, 9", 2)]
    [InlineData(null, 2)]
    public async Task The_peer_is_left_alone_for_as_long_as_it_asks(string? after, int seconds)
    {
        Teams.Then(Throttle(after)).Then(201, """{"id":"1"}""");

        await Client().SendAsync(Service, Chat, Hello, Cancel);

        Assert.Equal([seconds], Clock.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(seconds), Teams.Requests[1].At - Teams.Requests[0].At);
    }

    [Theory]
    [InlineData("11", 11)]
    [InlineData("86400", 3600)]
    [InlineData("99999999999999999999999999", 3600)]
    [InlineData("Thu, 12 Mar 2026 09:10:00 GMT", 600)]
    [InlineData("Fri, 12 Mar 2027 09:00:00 GMT", 3600)]
    public async Task A_long_wait_is_left_to_the_caller(string after, int seconds)
    {
        Teams.Then(Throttle(after)).Then(201, """{"id":"1"}""");

        var failure = await FailsAsync(Client().SendAsync(Service, Chat, Hello, Cancel));

        Assert.Equal((ConnectorFault.Throttled, TimeSpan.FromSeconds(seconds)), (failure.Kind, failure.RetryAfter));
        Assert.Single(Teams.Requests);
        Assert.Empty(Clock.Waits);
    }

    [Fact]
    public void A_date_is_told_by_the_clock_of_the_peer_that_wrote_it()
    {
        var theirs = new DateTimeOffset(2026, 3, 12, 8, 0, 0, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(5), RetryDelay.AskedFor("Thu, 12 Mar 2026 08:00:05 GMT", theirs, TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData(1, 0.0, 1.6)]
    [InlineData(1, 1.0, 2.4)]
    [InlineData(2, 0.5, 4.0)]
    [InlineData(9, 0.0, 10.0)]
    public void The_back_off_doubles_within_a_fifth_and_has_a_limit(int tries, double dice, double seconds) =>
        Assert.Equal(seconds, RetryDelay.After(tries, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), dice).TotalSeconds, 6);

    /// <summary>Whatever an answer quotes, logs get its status and a code that is one word.</summary>
    [Theory]
    [InlineData("Ann Csm <ann@contoso.example> is not here", null)]
    [InlineData("""{"error":{"code":"BadArgument","message":"Ann Csm of ann@contoso.example"}}""", "BadArgument")]
    [InlineData("""{"error":{"code":"ann@contoso.example","message":"Ann Csm"}}""", null)]
    [InlineData("""{"error":{"code":"Ann Csm"}}""", null)]
    [InlineData("""{"error":{"code":"Bad\r\nINFO fake"}}""", null)]
    [InlineData("""{"error":{"code":"19:ann@thread.tacv2"}}""", null)]
    public async Task Of_an_answer_only_its_status_and_its_code_are_told(string body, string? code)
    {
        Teams.Then(400, body);

        var failure = await FailsAsync(Client().SendAsync(Service, Chat, Hello, Cancel));

        Assert.Equal(code, failure.Code);
        Assert.Equal($"Sending a message: Teams answered 400{(code is null ? "" : $" {code}")}.", failure.Message);
        Assert.DoesNotContain("ann", failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("token-1", failure.ToString(), StringComparison.Ordinal);
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task> Throttle(string? after) =>
        http =>
        {
            // Without a Date of its own the peer's clock is not known, and ours is taken.
            http.Response.Headers.Date = "";
            http.Response.StatusCode = 429;
            if (after is not null)
            {
                http.Response.Headers.RetryAfter = after;
            }

            return Task.CompletedTask;
        };
}
