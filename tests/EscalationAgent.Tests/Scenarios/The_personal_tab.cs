using System.Net;
using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The data of the tab: for whom Teams has signed in alone, and of that no more than the same person reads in their chat.</summary>
public sealed class The_personal_tab
{
    public const string Client = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";

    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly FakePerson Dora = new("Dora Other");
    private static readonly FakePerson Gil = new("Gil Guest", "guest");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>As somebody opens it in the fake tenant.</summary>
    internal static Task<TabInTeams> OpenAsync(
        FakeEntra entra,
        Turned turned,
        FakePerson person,
        int width,
        string theme = "default",
        string locale = "en-gb",
        string fragment = "",
        string? subPage = null
    ) =>
        TabInTeams.OpenAsync(
            turned.People.Http,
            () => entra.TokenFor(person, Client, turned.Clock.GetUtcNow()),
            turned.Clock.GetUtcNow(),
            width,
            theme,
            locale,
            fragment,
            subPage
        );

    /// <summary>The settings with which tokens of a stand-in for Entra are taken.</summary>
    internal static Dictionary<string, string?> Settings(FakeEntra entra) =>
        new()
        {
            ["Tab:ClientId"] = Client,
            ["Tab:AllowedTenants:0"] = FakeTeams.Tenant,
            ["Tab:Authority"] = entra.Address,
            ["Tab:IdUri"] = $"api://bot.contoso.com/botid-{Client}",
        };

    [Fact]
    public async Task Only_a_token_that_Teams_got_for_a_member_opens_it()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: Settings(entra));
        var now = turned.Clock.GetUtcNow();
        string Token(Action<JsonObject>? change = null) => entra.TokenFor(Ann, Client, now, change);
        Action<JsonObject> With(string name, JsonNode? value) => claims => claims[name] = value?.DeepClone();
        var version1 = (JsonObject claims) =>
        {
            (claims["ver"], claims["iss"], claims["appid"]) = ("1.0", $"https://sts.windows.net/{FakeTeams.Tenant}/", (string)claims["azp"]!);
            claims.Remove("azp");
            claims["aud"] = $"api://bot.contoso.com/botid-{Client}";
        };

        foreach (var good in new[] { Token(), Token(version1), Token(With("aud", $"api://{Client}")), Token(With("scp", "openid access_as_user")) })
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(turned, $"Bearer {good}"));
        }

        (string What, string? Header)[] bad =
        [
            ("nothing", null),
            ("another scheme", $"bearer {Token()}"),
            ("no token", "Bearer x"),
            ("a key of the Playground, which nobody has made", "Playground aad-ann.9999999999.AAAA"),
            ("two of them", $"Bearer {Token()}, {Token()}"),
            ("for Graph", $"Bearer {Token(With("aud", "https://graph.microsoft.com"))}"),
            ("for an app of a like name", $"Bearer {Token(With("aud", $"api://evil.example/botid-{Client}"))}"),
            ("from nobody's tenant", $"Bearer {Token(With("tid", "tenant-2"))}"),
            ("of another issuer", $"Bearer {Token(With("iss", $"{entra.Address}/tenant-2/v2.0"))}"),
            ("an id token", $"Bearer {Token(claims => claims.Remove("scp"))}"),
            ("another scope", $"Bearer {Token(With("scp", "access_as_user_too"))}"),
            ("an app's own", $"Bearer {Token(With("idtyp", "app"))}"),
            ("given to another client", $"Bearer {Token(With("azp", Client))}"),
            ("of nobody", $"Bearer {Token(claims => claims.Remove("oid"))}"),
            (
                "expired",
                $"Bearer {Token(claims => (claims["nbf"], claims["exp"]) = (now.AddHours(-2).ToUnixTimeSeconds(), now.AddMinutes(-6).ToUnixTimeSeconds()))}"
            ),
            (
                "of tomorrow",
                $"Bearer {Token(claims => (claims["nbf"], claims["exp"]) = (now.AddDays(1).ToUnixTimeSeconds(), now.AddDays(2).ToUnixTimeSeconds()))}"
            ),
            ("without an end", $"Bearer {Token(claims => claims.Remove("exp"))}"),
            ("changed", $"Bearer {Token()[..^6]}AAAAAA"),
            ("unsigned", $"Bearer {Token().Split('.')[0]}.{Token().Split('.')[1]}."),
        ];
        foreach (var (what, header) in bad)
        {
            foreach (var path in new[] { "/api/me", "/api/me/escalations", "/api/me/escalations/ESC-2026-0001", "/api/me/board" })
            {
                Assert.True(await StatusAsync(turned, header, path) == HttpStatusCode.Unauthorized, $"{what} opened {path}");
            }
        }

        // Who has signed in, and belongs elsewhere.
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(turned, $"Bearer {Token(With("acct", 1))}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(turned, $"Bearer {Token(With("idp", "https://sts.windows.net/tenant-9/"))}"));

        using var answer = await turned.People.Http.GetAsync("/api/me", Cancel);
        var said = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(("application/problem+json", """{"status":401}"""), (answer.Content.Headers.ContentType?.MediaType, said));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.DoesNotContain(answer.Headers, header =>
            header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase) || header.Key == "Set-Cookie"
        );
        Assert.DoesNotContain("eyJ", turned.Story.Bot.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_keys_cannot_be_had_is_asked_to_come_again_and_who_asks_without_end_is_slowed()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: Settings(entra));
        var token = $"Bearer {entra.TokenFor(Ann, Client, turned.Clock.GetUtcNow())}";
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(turned, token));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 310; i++)
        {
            statuses.Add(await StatusAsync(turned, token));
        }

        Assert.Equal(299, statuses.TakeWhile(status => status == HttpStatusCode.OK).Count());
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(turned, $"Bearer {entra.TokenFor(Bob, Client, turned.Clock.GetUtcNow())}"));

        await using var other = await Turned.BeginAsync(
            Tuesday,
            Cancel,
            settings: new Dictionary<string, string?>(Settings(entra)) { ["Tab:Authority"] = "http://127.0.0.1:9" }
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(other, token));
    }

    /// <summary>Whatever one of them asks for: each escalation is shown to those alone who find it in their own chat, and to all of those.</summary>
    [Fact]
    public async Task Everybody_sees_what_they_may_see_in_their_chat_and_nothing_else()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: Settings(entra));
        FakePerson[] all = [Ann, Bob, Cleo, Dora, Gil];
        await FillAsync(turned);
        foreach (var person in all)
        {
            var known = (await turned.Store.ListAsync(FakeTeams.Tenant, [], null, 100, Cancel)).Select(e => e.Id).ToList();
            var access = turned.Story.Bot.Get<EscalationAccess>();
            var links = await turned.Store.LinksAsync(FakeTeams.Tenant, Cancel);
            var viewer = new Viewer(FakeTeams.Tenant, person.Known(), new ToPerson(person.AadObjectId), null, ("", ""), false, links);
            var visible = new List<EscalationId>();
            foreach (var id in known)
            {
                var found = await access.FindVisibleAsync(viewer, id, Cancel);
                var status = await StatusAsync(turned, Header(entra, turned, person), $"/api/me/escalations/{id}");
                Assert.Equal(found is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, status);
                if (found is not null)
                {
                    visible.Add(id);
                }
            }

            var listed = new List<string>();
            foreach (var view in new[] { "inbox", "running", "closed", "all" })
            {
                listed.AddRange((await IdsAsync(entra, turned, person, $"view={view}")).Where(id => !listed.Contains(id)));
            }

            // In lists: all of it, but for what was never routed, or is confidential, and is not theirs.
            Assert.Equal(visible.Select(id => $"{id}").Order(), listed.Order());
            var board = await GetAsync(entra, turned, person, "/api/me/board");
            Assert.Equal((await GetAsync(entra, turned, person, "/api/me/escalations?view=all&state=open"))["total"]!.GetValue<int>(), (int)board["open"]!);
        }

        Assert.Empty(await IdsAsync(entra, turned, Dora, "view=all"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(turned, Header(entra, turned, Dora), "/api/me/escalations/ESC-2026-9999"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(turned, Header(entra, turned, Dora), "/api/me/escalations/..%2Fboard"));
    }

    [Fact]
    public async Task People_matters_are_counted_for_leadership_and_named_for_those_alone_who_are_asked()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: Settings(entra));
        await FillAsync(turned);

        // Bob leads, and is not asked; Ann raised it.
        var forBob = await GetAsync(entra, turned, Bob, "/api/me/board");
        Assert.Equal(1, (int)forBob["confidential"]!);
        Assert.DoesNotContain("ESC-2026-0120", await IdsAsync(entra, turned, Bob, "view=all"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(turned, Header(entra, turned, Bob), "/api/me/escalations/ESC-2026-0120"));
        Assert.Equal(0, (int)(await GetAsync(entra, turned, Cleo, "/api/me/board"))["confidential"]!);
        Assert.Contains("ESC-2026-0120", await IdsAsync(entra, turned, Ann, "view=running"));

        // Nor by words, nor by any filter.
        Assert.Empty(await IdsAsync(entra, turned, Bob, "view=all&q=export+120"));
        Assert.Empty(await IdsAsync(entra, turned, Ann, "view=running&q=customer+120"));

        // A draft is its CSM's alone.
        Assert.Contains("ESC-2026-0110", await IdsAsync(entra, turned, Ann, "view=inbox"));
        Assert.DoesNotContain("ESC-2026-0110", await IdsAsync(entra, turned, Bob, "view=inbox"));
    }

    [Fact]
    public async Task Who_has_left_the_team_sees_nothing_of_it_any_more()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: Settings(entra));
        await FillAsync(turned);
        Assert.Contains("ESC-2026-0101", await IdsAsync(entra, turned, Cleo, "view=inbox"));

        turned.Teams.AddChannel(Engineering, Bob);
        turned.Clock.Advance(Memberships.GoodFor + TimeSpan.FromMinutes(1));
        Assert.Empty(await IdsAsync(entra, turned, Cleo, "view=all"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(turned, Header(entra, turned, Cleo), "/api/me/escalations/ESC-2026-0101"));

        // Whom a roster calls a guest is one, whatever their token says.
        turned.Teams.AddChannel(Engineering, Bob, Cleo with { Role = "guest" });
        turned.Clock.Advance(Memberships.GoodFor + TimeSpan.FromMinutes(1));
        await IdsAsync(entra, turned, Bob, "view=all");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(turned, Header(entra, turned, Cleo), "/api/me"));
    }

    /// <summary>Behind each figure of the board are as many matters as it says.</summary>
    [Fact]
    public async Task Each_figure_of_the_board_leads_to_as_many_as_it_counts()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: Settings(entra));
        await turned.AcknowledgedAsync("S2", Cancel);
        await FillAsync(turned);
        turned.Clock.Advance(TimeSpan.FromHours(30));
        foreach (var person in new[] { Ann, Bob, Cleo })
        {
            var board = await GetAsync(entra, turned, person, "/api/me/board?period=4w");
            var figures = new List<(string Query, int Count)>
            {
                ("state=open", (int)board["open"]!),
                ("state=overdue", (int)board["overdue"]!),
                ("state=at_risk", (int)board["at_risk"]!),
                ("state=unacknowledged", (int)board["unacknowledged"]!),
                ("state=stalled", (int)board["stalled"]!),
            };
            figures.AddRange(board["by_severity"]!.AsArray().Select((count, i) => ($"state=open&severity=S{i + 1}", (int)count!)));
            figures.AddRange(
                board["teams"]!
                    .AsArray()
                    .SelectMany(team =>
                        new[] { ($"state=open&team={team!["key"]}", (int)team["open"]!), ($"state=overdue&team={team["key"]}", (int)team["overdue"]!) }
                    )
            );
            figures.AddRange(board["at_stake"]!.AsArray().Select(money => ($"state=open&currency={money!["currency"]}", (int)money["count"]!)));
            foreach (var week in board["weeks"]!.AsArray())
            {
                figures.Add(($"milestone=opened&week={week!["week"]}", (int)week["opened"]!));
                figures.Add(($"milestone=acknowledged&week={week["week"]}", (int)week["acknowledge"]!["count"]!));
            }

            Assert.True(figures.Count > 14);
            foreach (var (query, count) in figures)
            {
                Assert.Equal(count, (int)(await GetAsync(entra, turned, person, $"/api/me/escalations?view=all&{query}"))["total"]!);
            }

            Assert.True((int)board["open"]! > 0);
            using var csv = await SendAsync(turned, Header(entra, turned, person), "/api/me/board?period=4w&format=csv");
            Assert.Contains($"all,,open,{board["open"]}\r\n", await csv.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        // The team does not read the money, and so is not told how much of it there is.
        Assert.NotEmpty((await GetAsync(entra, turned, Ann, "/api/me/board"))["at_stake"]!.AsArray());
        Assert.Empty((await GetAsync(entra, turned, Cleo, "/api/me/board"))["at_stake"]!.AsArray());
    }

    [Fact]
    public async Task One_of_them_is_shown_as_its_reader_may_read_it()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: Settings(entra));
        await turned.AcknowledgedAsync("S2", Cancel);
        var id = (await turned.EscalationAsync(Cancel)).Id;

        var forAnn = await GetAsync(entra, turned, Ann, $"/api/me/escalations/{id}?tz=America/New_York");
        var forCleo = await GetAsync(entra, turned, Cleo, $"/api/me/escalations/{id}");
        Assert.Contains("85k", forAnn.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("85", forCleo["brief"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Bob Stone", (string?)forCleo["row"]!["owner"]);
        Assert.NotEmpty(forAnn["proofs"]!.AsArray());
        Assert.Empty(forCleo["proofs"]!.AsArray());
        Assert.StartsWith("https://teams.microsoft.com/l/message/", (string)forCleo["message"]!, StringComparison.Ordinal);
        Assert.Contains(forAnn["deadlines"]!.AsArray(), one => (string)one!["title"]! == "Acknowledgement" && one["met_at"] is not null);
        Assert.All(forAnn["timeline"]!.AsArray(), step => Assert.DoesNotContain("**", (string)step!["text"]!, StringComparison.Ordinal));
        Assert.Contains(forAnn["timeline"]!.AsArray(), step => ((string)step!["text"]!).Contains("Bob Stone", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("view=mine")]
    [InlineData("severity=S5")]
    [InlineData("state=lost")]
    [InlineData("page=0")]
    [InlineData("week=2026-W99")]
    [InlineData("stauts=open")]
    [InlineData("view=all&view=inbox")]
    public async Task What_cannot_be_asked_is_refused(string query)
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: Settings(entra));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(turned, Header(entra, turned, Ann), $"/api/me/escalations?{query}"));
    }

    /// <summary>Words in the language that somebody has chosen, else in that of their Teams.</summary>
    [Fact]
    public async Task It_speaks_the_language_of_its_reader()
    {
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: Settings(entra));
        Assert.Equal("de", (string?)(await GetAsync(entra, turned, Dora, "/api/me?lang=de-DE"))["language"]);
        await turned.People.SaysAsync(Ann, "language français", Cancel);
        await turned.Story.QuietAsync(Cancel);
        var french = await GetAsync(entra, turned, Ann, "/api/me?lang=de-DE");
        Assert.Equal(("fr", "Critique"), ((string?)french["language"], (string?)french["severities"]![0]!["title"]));
    }

    /// <summary>Two open ones with engineering, a draft of Ann's and a people matter of hers.</summary>
    private static async Task FillAsync(Turned turned)
    {
        turned.Teams.AddChannel(Engineering, Bob, Cleo);
        var ann = Ann.Known();
        var hidden = OpenEscalations.Routed(FakeTeams.Tenant, ann, [Severity.S1], first: 120, at: Tuesday)[0];
        Change[] changes =
        [
            .. OpenEscalations.Routed(FakeTeams.Tenant, ann, [Severity.S1, Severity.S3], first: 101, at: Tuesday.AddDays(-8)),
            .. OpenEscalations.Routed(FakeTeams.Tenant, EventSamples.Sarah, [Severity.S2], first: 105, at: Tuesday.AddHours(-2)),
            .. OpenEscalations.Waiting(FakeTeams.Tenant, ann, 1, first: 110),
            hidden with
            {
                After = hidden.After with { IsConfidential = true },
            },
        ];
        foreach (var change in changes)
        {
            await turned.Store.CommitAsync(
                new()
                {
                    Tenant = FakeTeams.Tenant,
                    At = change.After.LastEventAt,
                    Change = change,
                },
                Cancel
            );
        }
    }

    private static string Header(FakeEntra entra, Turned turned, FakePerson person) => $"Bearer {entra.TokenFor(person, Client, turned.Clock.GetUtcNow())}";

    private static async Task<IReadOnlyList<string>> IdsAsync(FakeEntra entra, Turned turned, FakePerson person, string query) =>
        [.. (await GetAsync(entra, turned, person, $"/api/me/escalations?{query}"))["escalations"]!.AsArray().Select(row => (string)row!["id"]!)];

    private static async Task<JsonObject> GetAsync(FakeEntra entra, Turned turned, FakePerson person, string path)
    {
        using var answer = await SendAsync(turned, Header(entra, turned, person), path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!.AsObject();
    }

    private static async Task<HttpStatusCode> StatusAsync(Turned turned, string? header, string path = "/api/me")
    {
        using var answer = await SendAsync(turned, header, path);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(Turned turned, string? header, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", header);
        return await turned.People.Http.SendAsync(request, Cancel);
    }
}
