using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using TeamsBot.Connector;

namespace TeamsBot.Tests.Connector;

/// <summary>What becomes of a message when the line, and not Teams, fails.</summary>
public sealed class BrokenLineTests : ConnectorTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public override ValueTask InitializeAsync()
    {
        StopTheClock();
        return base.InitializeAsync();
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_peer_s_wait_has_ended()
    {
        Teams.Then(429, "", ("Retry-After", "7")).Then(201, """{"id":"1"}""");
        var sending = Client().SendAsync(Service, Chat, Hello, Cancel);
        await Clock.UntilWaitingAsync(TimeSpan.FromSeconds(7), Cancel);

        Clock.Advance(TimeSpan.FromSeconds(7) - TimeSpan.FromTicks(1));
        await Real.QuietAsync(Cancel);
        Assert.Single(Teams.Requests);

        Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("1", await sending);
    }

    [Fact]
    public async Task A_post_without_an_answer_is_reported_and_not_repeated()
    {
        Teams.ThenSilence().Then(201, """{"id":"1"}""");
        var sending = Client().SendAsync(Service, Chat, Hello, Cancel);
        await Teams.UntilAskedAsync(1, Cancel);

        Clock.Advance(Limit);

        var failure = await FailsAsync(sending);
        Assert.Equal((ConnectorFault.Ambiguous, 0, false), (failure.Kind, failure.Status, failure.IsTransient));
        Assert.Single(Teams.Requests);
    }

    [Fact]
    public async Task A_put_and_a_get_without_an_answer_are_repeated()
    {
        Teams.ThenSilence().Then(200, """{"id":"1"}""").ThenSilence().Then(200, """{"id":"19:t"}""");
        await RepeatAsync(Client().UpdateAsync(Service, Chat, "1", Hello, Cancel), asked: 1);
        await RepeatAsync(Client().GetTeamAsync(Service, "19:t", Cancel), asked: 3);

        Assert.Equal(["PUT", "PUT", "GET", "GET"], Teams.Requests.Select(request => request.Verb));

        async Task RepeatAsync(Task call, int asked)
        {
            await Teams.UntilAskedAsync(asked, Cancel);
            Clock.Advance(Limit);
            await Clock.UntilWaitingAsync(TimeSpan.FromSeconds(2), Cancel);
            Clock.Advance(TimeSpan.FromSeconds(2));
            await call;
        }
    }

    [Fact]
    public async Task A_call_that_has_taken_its_time_is_not_repeated()
    {
        Teams.ThenSilence().Then(200, """{"id":"1"}""");
        var settings = new ConnectorSettings
        {
            AppName = "EscalationAgent",
            TenantId = "tenant-1",
            TryLimit = Limit,
            CallLimit = Limit,
        };
        var updating = Client(settings).UpdateAsync(Service, Chat, "1", Hello, Cancel);
        await Teams.UntilAskedAsync(1, Cancel);
        Clock.Advance(Limit);

        Assert.Equal(ConnectorFault.Unavailable, (await FailsAsync(updating)).Kind);
        Assert.Single(Teams.Requests);
    }

    [Fact]
    public async Task A_time_out_before_anything_was_sent_is_repeated_even_for_a_post()
    {
        Credential.Trouble = cancel => Task.Delay(Timeout.InfiniteTimeSpan, Clock, cancel);
        Teams.Then(201, """{"id":"1"}""");
        var sending = Client().SendAsync(Service, Chat, Hello, Cancel);
        await Clock.UntilWaitingAsync(Limit, Cancel);

        Clock.Advance(Limit);
        await Clock.UntilWaitingAsync(TimeSpan.FromSeconds(2), Cancel);
        Credential.Trouble = null;
        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("1", await sending);
    }

    [Fact]
    public async Task A_post_whose_connection_breaks_before_the_answer_is_not_repeated()
    {
        Teams.ThenReset().Then(201, """{"id":"1"}""");

        Assert.Equal(ConnectorFault.Ambiguous, (await FailsAsync(Client().SendAsync(Service, Chat, Hello, Cancel))).Kind);
        Assert.Single(Teams.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"id\":\"17")]
    public async Task A_message_whose_id_is_lost_with_the_line_counts_as_delivered(string start)
    {
        Teams.ThenReset(201, start).Then(201, """{"id":"2"}""");

        Assert.Null(await Client().SendAsync(Service, Chat, Hello, Cancel));
        Assert.Single(Teams.Requests);
    }

    [Fact]
    public async Task An_answer_that_trickles_is_given_up_at_the_limit()
    {
        Teams.Then(Trickle);
        var sending = Client().SendAsync(Service, Chat, Hello, Cancel);
        await Teams.UntilAskedAsync(1, Cancel);
        await Real.QuietAsync(Cancel);
        for (var second = 0; second < 15; second++)
        {
            Assert.False(sending.IsCompleted);
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Real.PauseAsync(Cancel);
        }

        // The status came in time, so the message is delivered; only its id never did.
        Assert.Null(await sending);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_given_up_at_its_limit()
    {
        Teams.Then(async http =>
        {
            var gone = new TaskCompletionSource();
            await using var _ = http.RequestAborted.Register(gone.SetResult);
            var piece = new byte[64 * 1024];
            for (var i = 0; i < 1024 && !gone.Task.IsCompleted; i++)
            {
                await http.Response.Body.WriteAsync(piece);
            }

            // There is more, but not as much as would fill a memory in which nobody stops reading.
            await gone.Task;
        });

        Assert.Null(await Client().SendAsync(Service, Chat, Hello, Cancel));
        Assert.False(Cancel.IsCancellationRequested, "the test's patience ended it, and not the client's limit");
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"1\"")]
    [InlineData("{}")]
    [InlineData("{\"id\":null}")]
    [InlineData("{\"id\":{}}")]
    [InlineData("{\"id\":\" \"}")]
    [InlineData("{\"id\":\"1\",\"id\":\"2\"}")]
    public async Task An_accepted_message_without_a_readable_id_is_delivered_and_a_chat_without_one_unknown(string body)
    {
        Teams.Then(201, body).Then(201, body).Then(200, body);

        Assert.Null(await Client().SendAsync(Service, Chat, Hello, Cancel));
        Assert.Equal(ConnectorFault.Ambiguous, (await FailsAsync(Client().CreateChatAsync(Service, "t", "29:a", Cancel))).Kind);
        Assert.Equal(ConnectorFault.ServiceError, (await FailsAsync(Client().GetTeamAsync(Service, "19:t", Cancel))).Kind);
        Assert.Equal(3, Teams.Requests.Count);
    }

    [Fact]
    public async Task A_peer_that_is_not_there_is_tried_again_even_for_a_post()
    {
        var nowhere = ConnectorPipeline.Sockets();
        var knocks = 0;
        nowhere.ConnectCallback = (_, _) => ++knocks > 0 ? throw new SocketException((int)SocketError.ConnectionRefused) : default;
        using var transport = ConnectorPipeline.Over(nowhere);
        var clock = new WaitingClock { SkipWaits = true };

        var failure = await FailsAsync(
            new ConnectorClient(new ConnectorSettings(), new FakeCredential(clock), clock, transport).SendAsync(Service, Chat, Hello, Cancel)
        );

        Assert.Equal((ConnectorFault.Unavailable, true, 4), (failure.Kind, failure.IsTransient, knocks));
    }

    [Fact]
    public async Task The_caller_may_give_up_at_any_time()
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Teams.ThenSilence();
        var sending = Client().SendAsync(Service, Chat, Hello, mine.Token);
        await Teams.UntilAskedAsync(1, Cancel);

        await mine.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private async Task Trickle(HttpContext http)
    {
        http.Response.StatusCode = 201;
        await http.Response.Body.FlushAsync();
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.WriteAsync(" ");
            await http.Response.Body.FlushAsync();
            await Real.PauseAsync(Cancel);
        }
    }
}
