using System.Net;
using EscalationAgent.Integrations;
using EscalationAgent.Tests.Fakes;

namespace EscalationAgent.Tests.Integrations;

/// <summary>No name, redirect or setting leads a request into the own network.</summary>
public sealed class GuardedHttpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void An_address_of_a_network_of_its_own_is_not_public(string address) => Assert.False(GuardedHttp.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    public void An_address_of_the_internet_is_public(string address) => Assert.True(GuardedHttp.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_host_that_turns_out_to_be_this_machine_is_not_connected_to()
    {
        await using var receiver = await FakeReceiver.StartAsync();
        using var http = GuardedHttp.Create(allowPrivate: false, isLoopback: false);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(receiver.Address.Replace("127.0.0.1", "localhost"), Cancel));
        Assert.IsType<PrivateAddressException>(refused.InnerException);
        Assert.Empty(receiver.Tried);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[fe80::1]/")]
    public async Task Where_private_addresses_are_allowed_those_of_clouds_secrets_are_not(string address)
    {
        using var http = GuardedHttp.Create(allowPrivate: true, isLoopback: false);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(address, Cancel));
        Assert.IsType<PrivateAddressException>(refused.InnerException);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = await FakeReceiver.StartAsync();
        receiver.Status = (_, response) =>
        {
            response.Headers.Location = $"{receiver.Address}/elsewhere";
            return 307;
        };
        using var http = GuardedHttp.Create(allowPrivate: false, isLoopback: true);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, (await http.GetAsync(receiver.Address, Cancel)).StatusCode);
        Assert.Single(receiver.Tried);
    }
}
