using System.Net;
using Microsoft.AspNetCore.Http;
using TeamsBot.Inbound;
using TeamsBot.Tests.Activities;

namespace TeamsBot.Tests.Inbound;

/// <summary>The door without tokens: for whoever sits at this machine, while the bot is being developed.</summary>
public sealed class AnonymousDoorTests
{
    public static TheoryData<string> Samples => [.. Sample.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task The_playground_is_let_in(string sample)
    {
        await using var door = await OpenAsync();

        var reply = await door.SendAsync(null, Sample.Text(sample));

        Assert.Equal(200, (int)reply.Status);
        Assert.Single(door.Turns);
        Assert.Equal(0, door.ConnectorKeys.KeyFetches);
        Assert.True(door.IsReady);
    }

    [Fact]
    public async Task A_tenant_is_not_needed_but_two_are_too_many()
    {
        await using var door = await OpenAsync();

        Assert.Equal(200, (int)(await door.SendAsync(null, """{"type":"message"}""")).Status);
        Assert.Equal(
            403,
            (int)(await door.SendAsync(null, """{"type":"message","conversation":{"tenantId":"a"},"channelData":{"tenant":{"id":"b"}}}""")).Status
        );
    }

    [Fact]
    public async Task Tenants_that_are_listed_are_kept_to()
    {
        await using var door = await DoorUnderTest.StartAsync(s => s with { Anonymous = true });

        Assert.Equal(403, (int)(await door.SendAsync(null, """{"type":"message"}""")).Status);
        Assert.Equal(200, (int)(await door.SendAsync(null, DoorUnderTest.Golden().ToJsonString())).Status);
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LocalHost:3978", 200)]
    [InlineData("127.0.0.1:3978", 200)]
    [InlineData("[::1]:3978", 200)]
    [InlineData("evil.example", 403)]
    [InlineData("evil.example:3978", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("localhost.", 403)]
    [InlineData("10.0.0.1", 403)]
    [InlineData("0.0.0.0", 403)]
    public async Task A_name_that_was_made_to_point_here_is_not_this_machine(string host, int status)
    {
        await using var door = await OpenAsync();

        var reply = await door.SendAsync(r => r.Headers.Host = host, DoorUnderTest.Golden().ToJsonString());

        Assert.Equal((status, ""), ((int)reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://localhost:56150", 200)]
    [InlineData("X-Forwarded-For", "127.0.0.1", 403)]
    [InlineData("X-Forwarded-Host", "abc.devtunnels.ms", 403)]
    [InlineData("Forwarded", "for=127.0.0.1", 403)]
    public async Task A_foreign_page_and_a_tunnel_are_kept_out(string header, string value, int status)
    {
        await using var door = await OpenAsync();

        var reply = await door.SendAsync(r => r.Headers.TryAddWithoutValidation(header, value), DoorUnderTest.Golden().ToJsonString());

        Assert.Equal(status, (int)reply.Status);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.8.8", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData(null, true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("0.0.0.0", false)]
    public void Only_a_connection_from_this_machine_is_let_in(string? address, bool letIn)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString("localhost");
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

        Assert.Equal(letIn ? null : 403, LoopbackCheck.Check(context)?.Status);
    }

    [Fact]
    public async Task Outside_Development_an_anonymous_door_stops_the_start()
    {
        foreach (var environment in (string[])["Production", "Staging", "Testing", "", "Dev"])
        {
            var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(environment));
            Assert.Contains("Anonymous", stopped.Message, StringComparison.Ordinal);
        }
    }

    private static Task<DoorUnderTest> OpenAsync(string environment = "Development") =>
        DoorUnderTest.StartAsync(
            s => new InboundSettings
            {
                Anonymous = true,
                MetadataAddress = environment == "Development" ? s.MetadataAddress : new InboundSettings().MetadataAddress,
            },
            environment: environment
        );
}
