using Azure;
using TeamsBot.Connector;

namespace TeamsBot.Tests.Connector;

public sealed class TokenTests : ConnectorTests
{
    private const string Sent = """{"id":"1"}""";

    [Fact]
    public async Task One_token_serves_many_at_once()
    {
        var client = Client();
        for (var i = 0; i < 20; i++)
        {
            Teams.Then(201, Sent);
        }

        var authority = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Credential.Trouble = _ => authority.Task;
        var all = Enumerable.Range(0, 20).Select(i => client.SendAsync(Service, $"{Chat}-{i}", Hello, Cancel)).ToArray();
        authority.SetResult();
        await Task.WhenAll(all);

        var asked = Assert.Single(Credential.Asked);
        Assert.Equal(["https://api.botframework.com/.default"], asked.Scopes);
        Assert.Equal(("tenant-1", null), (asked.TenantId, asked.Claims));
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once()
    {
        Teams.Then(401).Then(201, Sent);

        Assert.Equal("1", await Client().SendAsync(Service, Chat, Hello, Cancel));

        Assert.Equal(["Bearer token-1", "Bearer token-2"], Teams.Requests.Select(request => request.Headers["Authorization"]));
        Assert.Contains("nbf", Credential.Asked[1].Claims, StringComparison.Ordinal);
        Assert.Empty(Clock.Waits);
    }

    [Fact]
    public async Task A_token_that_is_refused_again_is_an_alarm_and_no_loop()
    {
        Teams.Then(401).Then(401, """{"error":{"code":"BotNotRegistered"}}""").Then(201, Sent);

        var failure = await FailsAsync(Client().SendAsync(Service, Chat, Hello, Cancel));

        Assert.Equal((ConnectorFault.Unauthorized, "BotNotRegistered", false), (failure.Kind, failure.Code, failure.IsTransient));
        Assert.Equal(2, Teams.Requests.Count);
    }

    [Fact]
    public async Task A_refusal_between_waits_does_not_start_the_renewing_anew()
    {
        Teams.Then(401).Then(503).Then(401).Then(201, Sent);

        Assert.Equal(ConnectorFault.Unauthorized, (await FailsAsync(Client().SendAsync(Service, Chat, Hello, Cancel))).Kind);
        Assert.Equal((3, 2), (Teams.Requests.Count, Credential.Asked.Count));
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends()
    {
        Teams.Then(201, Sent).Then(201, Sent).Then(201, Sent);
        var client = Client();
        await client.SendAsync(Service, Chat, Hello, Cancel);
        Clock.Advance(TimeSpan.FromMinutes(53));
        await client.SendAsync(Service, Chat, Hello, Cancel);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await client.SendAsync(Service, Chat, Hello, Cancel);

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], Teams.Requests.Select(request => request.Headers["Authorization"]));
    }

    /// <summary>It ends when it ends, whatever the wall clock says: also on one that was set back, or that went on while the machine slept.</summary>
    [Theory]
    [InlineData(-120, 60)]
    [InlineData(60, 0)]
    public async Task A_token_ends_by_either_clock(int setMinutes, int goneMinutes)
    {
        Teams.Then(201, Sent).Then(201, Sent);
        var client = Client();
        await client.SendAsync(Service, Chat, Hello, Cancel);
        Clock.JumpWallClock(TimeSpan.FromMinutes(setMinutes));
        Clock.Advance(TimeSpan.FromMinutes(goneMinutes));
        await client.SendAsync(Service, Chat, Hello, Cancel);

        Assert.Equal(["Bearer token-1", "Bearer token-2"], Teams.Requests.Select(request => request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_token_that_still_holds_is_used_while_no_new_one_is_to_be_had()
    {
        Teams.Then(201, Sent).Then(201, Sent);
        var client = Client();
        await client.SendAsync(Service, Chat, Hello, Cancel);
        Credential.Trouble = _ => throw new RequestFailedException(503, "down");

        Clock.Advance(TimeSpan.FromMinutes(59));
        await client.SendAsync(Service, Chat, Hello, Cancel);
        Assert.Equal("Bearer token-1", Teams.Last.Headers["Authorization"]);

        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ConnectorFault.Unavailable, (await FailsAsync(client.SendAsync(Service, Chat, Hello, Cancel))).Kind);
        Assert.Equal(2, Teams.Requests.Count);
    }

    [Fact]
    public async Task A_credential_that_is_not_set_up_right_is_an_alarm_at_once()
    {
        Credential.Trouble = _ => throw new InvalidOperationException("AADSTS7000215: wrong secret");

        Assert.Equal(ConnectorFault.Unauthorized, (await FailsAsync(Client().SendAsync(Service, Chat, Hello, Cancel))).Kind);
        Assert.Equal((1, 0), (Credential.Asked.Count, Teams.Knocks));
    }
}
