namespace EscalationAgent.Tests.Teams;

/// <summary>What a server listens at is no address that can be opened.</summary>
public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("http://localhost:3978", "http://localhost:3978/")]
    [InlineData("http://*:3978", "http://localhost:3978/")]
    [InlineData("http://+:3978", "http://localhost:3978/")]
    [InlineData("http://0.0.0.0:3978", "http://localhost:3978/")]
    [InlineData("http://[::]:3978", "http://localhost:3978/")]
    [InlineData("https://localhost:7001", "https://localhost:7001/")]
    [InlineData("http://unix:/run/agent.sock", null)]
    public void A_host_that_stands_for_all_is_this_machine(string listensAt, string? opened) =>
        Assert.Equal(opened, LocalAddress.Among([listensAt])?.ToString());

    [Fact]
    public void Only_plain_http_where_that_is_asked_for()
    {
        Assert.Equal("http://localhost:5000/", LocalAddress.Among(["https://localhost:7001", "http://*:5000"], "http")?.ToString());
        Assert.Null(LocalAddress.Among(["https://localhost:7001"], "http"));
    }
}
