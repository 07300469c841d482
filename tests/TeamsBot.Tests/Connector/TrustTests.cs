using TeamsBot.Connector;

namespace TeamsBot.Tests.Connector;

public sealed class TrustTests : ConnectorTests
{
    private static readonly ConnectorSettings Development = new() { AllowLoopback = true };

    public static TheoryData<string> Hostile =>
        [
            "https://smba.trafficmanager.net@127.0.0.1/",
            "https://user:secret@smba.trafficmanager.net/",
            "https://smba.trafficmanager.net.evil.example/",
            "https://evil-smba.trafficmanager.net/",
            "https://evil.smba.trafficmanager.net/",
            "https://evil.trafficmanager.net/",
            "https://evilbotframework.com/",
            "https://botframework.com/",
            "https://evil.example/smba.trafficmanager.net/",
            "https://evil.example?.botframework.com",
            "https://evil.example#.botframework.com",
            "https://smba.trafficmanager.net?next=/",
            "https://smba.trafficmanager.net/#/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://169.254.169.254/metadata/",
            "https://localhost/",
            "http://smba.trafficmanager.net/",
            "http://smba.trafficmanager.net:443/",
            "ws://smba.trafficmanager.net/",
            "ftp://smba.trafficmanager.net/",
            "https://smba.trafficmanager.net:8443/",
            "https://smba.trafficmanager.net:80/",
            "https://smba_.botframework.com/",
            "//host",
            "//smba.trafficmanager.net/",
            "file:///etc/passwd",
            "/emea/",
            "emea",
            "http://localhost:3978/",
            "http://127.0.0.1/",
        ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_address_gets_neither_a_connection_nor_a_token(string address)
    {
        var service = new Uri(address, UriKind.RelativeOrAbsolute);
        var client = Client();

        Assert.Equal(ConnectorFault.UntrustedHost, (await FailsAsync(client.SendAsync(service, Chat, Hello, Cancel))).Kind);
        Assert.Equal(ConnectorFault.UntrustedHost, (await FailsAsync(client.GetMembersAsync(service, Chat, Cancel))).Kind);
        Assert.Equal(ConnectorFault.UntrustedHost, (await FailsAsync(client.GetTeamAsync(service, "19:t", Cancel))).Kind);
        Assert.Equal((0, 0, 0), (Teams.Knocks, Teams.Connections, Credential.Asked.Count));
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net", "smba.trafficmanager.net", "/v3")]
    [InlineData("https://SMBA.TrafficManager.net:443/amer/", "smba.trafficmanager.net", "/amer/v3")]
    [InlineData("https://smba.trafficmanager.net./emea/", "smba.trafficmanager.net", "/emea/v3")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/gcc", "smba.infra.gcc.teams.microsoft.com", "/gcc/v3")]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/", "smba.infra.gov.teams.microsoft.us", "/v3")]
    [InlineData("https://europe.botframework.com/", "europe.botframework.com", "/v3")]
    [InlineData("https://x.botframework.azure.us/", "x.botframework.azure.us", "/v3")]
    [InlineData("https://canary.contoso.example/", "canary.contoso.example", "/v3")]
    [InlineData("https://a.b.fabrikam.example/", "a.b.fabrikam.example", "/v3")]
    public async Task Hosts_of_Teams_and_those_added_are_spoken_with_in_one_spelling(string address, string host, string path)
    {
        Teams.Then(201, """{"id":"1"}""");

        await Client(new ConnectorSettings { TrustedHosts = ["Canary.Contoso.example", ".fabrikam.example"] }).SendAsync(new Uri(address), Chat, Hello, Cancel);

        Assert.Equal(host, Teams.Last.Headers["Host"]);
        Assert.Equal(path + "/conversations/a%3A1-alex/activities", Teams.Last.Target);
        Assert.Equal("Bearer token-1", Teams.Last.Headers["Authorization"]);
    }

    [Fact]
    public async Task An_added_host_is_not_its_neighbours()
    {
        var client = Client(new ConnectorSettings { TrustedHosts = ["canary.contoso.example", ".fabrikam.example"] });

        foreach (var neighbour in (string[])["https://x.canary.contoso.example/", "https://fabrikam.example/", "https://evilfabrikam.example/"])
        {
            Assert.Equal(ConnectorFault.UntrustedHost, (await FailsAsync(client.SendAsync(new Uri(neighbour), Chat, Hello, Cancel))).Kind);
        }

        Assert.Equal(0, Teams.Knocks);
    }

    [Fact]
    public async Task The_machine_itself_is_spoken_with_in_development_and_never_gets_a_token()
    {
        Teams.Then(201, """{"id":"1"}""").Then(401, "{}");
        var client = Client(Development);

        Assert.Equal("1", await client.SendAsync(Teams.Loopback, Chat, Hello, Cancel));
        Assert.Equal("/_connector/v3/conversations/a%3A1-alex/activities", Teams.Last.Target);
        Assert.Equal(ConnectorFault.Unauthorized, (await FailsAsync(client.SendAsync(Teams.Loopback, Chat, Hello, Cancel))).Kind);

        Assert.All(Teams.Requests, request => Assert.False(request.Headers.ContainsKey("Authorization")));
        Assert.Equal(2, Teams.Requests.Count);
        Assert.Empty(Credential.Asked);
    }

    [Theory]
    [InlineData("http://192.168.0.1/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://localhost.evil.example/")]
    [InlineData("http://localhost@evil.example/")]
    [InlineData("http://me@localhost/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://smba.trafficmanager.net/")]
    [InlineData("file://localhost/etc/passwd")]
    public async Task Development_opens_the_machine_itself_and_nothing_else(string address)
    {
        Assert.Equal(ConnectorFault.UntrustedHost, (await FailsAsync(Client(Development).SendAsync(new Uri(address), Chat, Hello, Cancel))).Kind);
        Assert.Equal(0, Teams.Knocks);
    }

    [Fact]
    public async Task Without_a_credential_Teams_is_not_bothered()
    {
        var client = new ConnectorClient(Development, null, Clock, Teams.Transport);
        Teams.Then(201, """{"id":"1"}""");

        Assert.Equal("1", await client.SendAsync(Teams.Loopback, Chat, Hello, Cancel));
        Assert.Equal(ConnectorFault.Unauthorized, (await FailsAsync(client.SendAsync(Service, Chat, Hello, Cancel))).Kind);
        Assert.Equal(1, Teams.Knocks);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        Teams.Then(302, "", ("Location", "http://127.0.0.1:1/steal")).Then(307, "", ("Location", "https://evil.example/steal"));
        var client = Client();

        Assert.Equal(
            (ConnectorFault.ServiceError, 302),
            await FailsAsync(client.SendAsync(Service, Chat, Hello, Cancel)) is var first ? (first.Kind, first.Status) : default
        );
        Assert.Equal(
            (ConnectorFault.ServiceError, 307),
            await FailsAsync(client.GetTeamAsync(Service, "19:t", Cancel)) is var second ? (second.Kind, second.Status) : default
        );
        Assert.Equal((2, 1), (Teams.Requests.Count, Teams.Knocks));
    }

    [Fact]
    public void Settings_that_cannot_be_used_are_all_named_at_once()
    {
        var wrong = new ConnectorSettings
        {
            TrustedHosts = ["com", ".com", "https://x.example", "10.0.0.1", "*.x.example"],
            MaxTries = 0,
            PageSize = 1,
            AppName = "a b",
            LongestWait = TimeSpan.Zero,
        };

        var refusal = Assert.Throws<ArgumentException>(() => new ConnectorClient(wrong, null, Clock));

        Assert.All(
            ["'com'", "'.com'", "'https://x.example'", "'10.0.0.1'", "'*.x.example'", "MaxTries", "PageSize", "AppName", "FirstWait", "credential"],
            fault => Assert.Contains(fault, refusal.Message, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_settings_as_they_come_can_be_used() => Assert.Empty(new ConnectorSettings().Faults());
}
