using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.IdentityModel.Tokens;
using TeamsBot.Tests.Inbound;

namespace BotBuilder.Conformance.Tests.Inbound;

/// <summary>
/// The official check of tokens and ours, on the same tokens at the same time. They agree on whom to let in but for the tables
/// below; whoever changes changes them.
/// </summary>
public sealed class TokenValidationTests
{
    private const string RfcOfTokens = "RFC 7515 and 7519 let nobody read such a token in two ways";
    private const string Address = "an address that nobody should send to is refused whoever signed it";
    private const string Tenant = "the official check looks at no tenant";
    private const string OneChannel = "our door is for Teams alone, and the channel says for what the key must be endorsed";
    private const string KeyByName = "a key is taken by its name, and never tried";
    private const string Instant = "exp and nbf are numbers that are instants, and both are there";
    private const string Emulator = "the Connector's tokens count alone: not those that Entra gives the emulator, or another bot";

    /// <summary>The official check keeps what it was first asked with, and the keys, as long as the process runs.</summary>
    private static readonly HttpClient Network = new(new PublishedKeys());

    /// <summary>What the official check lets in and ours refuses.</summary>
    private static readonly Dictionary<string, string> LetInByTheOfficial = Table(
        (Instant, ["V21 exp \"2000000000\"", "V21 exp 253402300800", "V21 no nbf", "V21 nbf -1"]),
        ("a token of the Connector has 1 or 2 KB", ["V09 48 KB"]),
        (RfcOfTokens, ["F30 aud twice", "F30 aud twice, once escaped", "F30 alg twice", "F30 twice within a claim"]),
        ("the Connector signs with RS256", ["V12 RS512"]),
        (KeyByName, ["V15 no kid", "V15 kid empty", "V15 kid null", "V15 kid 1", "V15 kid a list", "V15 kid K1"]),
        ("a critical extension that is not understood refuses the token (RFC 7515)", ["F29 crit exp", "F29 crit b64", "F29 crit null"]),
        ("a token is for one bot", [$"V18 audience [\"{Keys.App}\",\"{Guid.Empty}\"]"]),
        ("where the token may be used must be where the answer goes", ["V24 activity with service address null", "V24 activity without service address"]),
        (
            Address,
            [
                "V24 token and activity with service address https://smba.trafficmanager.net@evil.example/amer/",
                "V24 token and activity with service address https://smba.trafficmanager.net:x@evil.example/amer/",
                "V24 token and activity with service address https://@smba.trafficmanager.net/amer/",
                "V24 token and activity with service address http://smba.trafficmanager.net/amer/",
                "V24 token and activity with service address //smba.trafficmanager.net/amer/",
                "V24 token and activity with service address file:///etc/passwd",
                "V24 token and activity with service address x",
            ]
        ),
        (
            OneChannel,
            [
                "V25 key endorsed for the activity's channel, which is not Teams",
                "V25 channel null",
                "V25 channel \"\"",
                "V25 channel \"webchat\"",
                "V25 no channel",
            ]
        ),
        (
            Tenant,
            [
                "F35 tenant foreign",
                "F35 tenant foreign in the channel data",
                "F35 tenant foreign in the conversation",
                "F35 tenant foreign in the conversation alone",
                "F35 tenant foreign in the channel data alone",
                "F35 tenant missing",
                "F35 tenant empty",
            ]
        ),
        (Emulator, ["V26 for the Connector, of the bot itself, kid k1", "V26 of the emulator, version 2, kid k1"])
    );

    /// <summary>What ours lets in and the official check refuses.</summary>
    private static readonly Dictionary<string, string> LetInByOurs = Table(
        (
            "one slash at the end of an address makes it no other",
            ["V05 service address in the token without the last slash", "V05 service address in the activity without the last slash"]
        )
    );

    [Fact]
    public async Task Every_vector_is_judged_alike_but_for_the_tables()
    {
        var now = Now();
        await using var door = await DoorUnderTest.StartAsync(now: now);
        var (byTheOfficial, byOurs) = (new List<string>(), new List<string>());
        foreach (var vector in new TokenVectors(now, margin: 60).All)
        {
            var ours = (int)(await door.PostAsync(vector.Token, vector.Activity)).Status;
            Assert.Equal((vector.Name, vector.Status), (vector.Name, ours));
            var isLetIn = await IsLetInAsync($"Bearer {vector.Token}", vector.Activity);
            if (isLetIn && ours != 200)
            {
                byTheOfficial.Add(vector.Name);
            }
            else if (!isLetIn && ours == 200)
            {
                byOurs.Add(vector.Name);
            }
        }

        Assert.Equal(LetInByTheOfficial.Keys.Order(StringComparer.Ordinal), byTheOfficial.Order(StringComparer.Ordinal));
        Assert.Equal(LetInByOurs.Keys.Order(StringComparer.Ordinal), byOurs.Order(StringComparer.Ordinal));
    }

    /// <summary>As they stand in the header; T is a golden token.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("T")]
    [InlineData("Basic T")]
    [InlineData("bearer T")]
    [InlineData("BEARER T")]
    [InlineData("Bearer  T")]
    [InlineData("Bearer T b")]
    [InlineData("Bearer T, Bearer T")]
    [InlineData("Bearer T", true)]
    public async Task A_header_is_judged_alike(string? header, bool isRight = false)
    {
        var now = Now();
        await using var door = await DoorUnderTest.StartAsync(now: now);
        var written = header?.Replace("T", TokenVectors.Mint(now.ToUnixTimeSeconds()), StringComparison.Ordinal);

        Assert.Equal(
            isRight ? 200 : 401,
            await door.SendRawAsync(written is null ? "" : $"Authorization: {written}\r\n", DoorUnderTest.Golden().ToJsonString())
        );
        Assert.Equal(isRight, await IsLetInAsync(written, DoorUnderTest.Golden()));
    }

    private static async Task<bool> IsLetInAsync(string? header, JsonObject activity)
    {
        try
        {
            var caller = await JwtTokenValidation.AuthenticateRequest(
                Official.Read<Activity>(activity.ToJsonString()),
                header,
                new SimpleCredentialProvider(Keys.App, ""),
                new SimpleChannelProvider(),
                new AuthenticationConfiguration(),
                Network
            );
            return caller.IsAuthenticated;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or SecurityTokenException or ArgumentException)
        {
            // It says no in all these ways.
            return false;
        }
    }

    private static Dictionary<string, string> Table(params (string Reason, string[] Names)[] rows) =>
        rows.SelectMany(row => row.Names.Select(name => (name, row.Reason))).ToDictionary();

#pragma warning disable RS0030 // The official check takes the time from the machine.
    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();
#pragma warning restore RS0030

    /// <summary>The places where the Connector and Entra publish their keys. For Entra, one of the tests' keys is its own.</summary>
    private sealed class PublishedKeys : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            const string Connector = "https://login.botframework.com/v1/.well-known";
            const string Entra = "https://login.microsoftonline.com/common";
            var json = request.RequestUri!.AbsoluteUri switch
            {
                $"{Connector}/openidconfiguration" => new() { ["issuer"] = "https://api.botframework.com", ["jwks_uri"] = $"{Connector}/keys" },
                $"{Connector}/keys" => Keys.Jwks("k1", "k2", "k3", "curve"),
                $"{Entra}/v2.0/.well-known/openid-configuration" => new() { ["issuer"] = Entra, ["jwks_uri"] = $"{Entra}/keys" },
                $"{Entra}/keys" => Keys.Jwks("k1"),
                var elsewhere => throw new InvalidOperationException($"The official check asked {elsewhere}."),
            };
            return Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json") }
            );
        }
    }
}
