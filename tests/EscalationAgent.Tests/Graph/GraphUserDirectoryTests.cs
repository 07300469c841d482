using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using EscalationAgent.Graph;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using Microsoft.AspNetCore.Http;

namespace EscalationAgent.Tests.Graph;

/// <summary>What the agent asks of Microsoft Graph, and what it makes of the answers, over real HTTP.</summary>
public sealed class GraphUserDirectoryTests : IAsyncLifetime
{
    private const string Tenant = "tenant-1";
    private const string Sender = "escalations@contoso.example";

    private static readonly FakePerson Ann = new("Ann Csm");
    private static readonly FakePerson Mia = new("Mia Boss");

    private static readonly Mail Note = new("Subject", "Text");

    private readonly ClockWithRealTimers clock = new(new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero));
    private readonly KeptLog log = new();
    private FakeGraph graph = null!;
    private GraphUserDirectory? directory;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Made when it is first used, with what the test has set until then.</summary>
    private GraphUserDirectory Directory => directory ??= Made();

    private GraphSettings Settings { get; set; } = new();

    private TokenCredential? Credential { get; set; }

    private string Home { get; set; } = Tenant;

    public async ValueTask InitializeAsync()
    {
        graph = await FakeGraph.StartAsync();
        graph.With(Ann, Mia).With(Mia, title: "Head of Customer Success");
        Settings = new()
        {
            Enabled = true,
            Endpoint = graph.Endpoint,
            MailSender = Sender,
        };
    }

    public async ValueTask DisposeAsync()
    {
        directory?.Dispose();
        await graph.DisposeAsync();
    }

    [Fact]
    public async Task A_manager_is_asked_for_by_one_request_with_only_the_fields_that_are_needed()
    {
        var answer = await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel);

        Assert.Equal(new(IsKnown: true, new Person(Mia.AadObjectId, "Mia Boss", "Head of Customer Success")), answer);
        Assert.Equal(
            "/users/aad-ann/manager?%24select=id%2CdisplayName%2CjobTitle%2CuserType%2CaccountEnabled",
            Assert.Single(graph.Requests).Target,
            ignoreCase: true
        );
    }

    [Fact]
    public async Task An_id_is_encoded_whatever_it_holds()
    {
        await Directory.FindManagerAsync(Tenant, "ann_contoso.example#EXT#@fabrikam.example", Cancel);
        await Directory.FindManagerAsync(Tenant, "../../me?x=1&y", Cancel);

        Assert.Equal(
            ["/users/ann_contoso.example%23EXT%23%40fabrikam.example/manager", "/users/..%2F..%2Fme%3Fx%3D1%26y/manager"],
            graph.Requests.Select(r => r.Target.Split('?')[0])
        );
    }

    [Fact]
    public async Task Answers_are_kept_and_that_there_is_no_manager_too_until_they_are_old()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull((await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel)).Manager);
            Assert.Equal(new(IsKnown: true), await Directory.FindManagerAsync(Tenant, Mia.AadObjectId, Cancel));
        }

        Assert.Equal(2, graph.Requests.Count);
        clock.Advance(TimeSpan.FromMinutes(61));
        await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel);
        await Directory.FindManagerAsync(Tenant, Mia.AadObjectId, Cancel);
        Assert.Equal(3, graph.Requests.Count);
        clock.Advance(TimeSpan.FromHours(4));
        await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel);
        Assert.Equal(4, graph.Requests.Count);
    }

    [Theory]
    [InlineData("userType", "Guest")]
    [InlineData("accountEnabled", false)]
    public async Task A_guest_and_somebody_who_has_left_are_no_manager(string field, object value)
    {
        graph.Users[Mia.AadObjectId][field] = JsonValue.Create(value);

        Assert.Equal(new(IsKnown: true), await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_missing_permission_is_told_once_and_remembered_for_a_while(int status)
    {
        graph.Fail(status);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(new(IsKnown: false), await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel));
        }

        Assert.Single(graph.Requests);
        Assert.True(Directory.Offers(Tenant, UserDirectoryFeature.Manager), "it is set up, and may be allowed soon");
        await Directory.PresencesAsync(Tenant, [Ann.AadObjectId], Cancel);
        Assert.Equal(2, graph.Requests.Count); // Only what was refused is left alone.
        clock.Advance(TimeSpan.FromMinutes(16));
        await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel);
        Assert.Equal(3, graph.Requests.Count);
        Assert.Single(Lines("refuses Manager"));
        Assert.Contains("User.Read.All", log.Text);

        graph.Instead = null;
        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.NotNull((await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel)).Manager);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_reading_that_is_throttled_is_sent_again_after_the_time_that_graph_names(int status)
    {
        graph.Instead = (_, http) =>
        {
            graph.Instead = null;
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        };
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.NotNull((await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel)).Manager);
        Assert.Equal(2, graph.Requests.Count);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 9);
    }

    [Fact]
    public async Task Where_graph_wants_a_longer_rest_it_gets_it()
    {
        graph.Fail(429, retryAfter: "120");
        await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel);
        graph.Instead = null;
        clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(new(IsKnown: false), await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel));
        Assert.Single(graph.Requests);

        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull((await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel)).Manager);
    }

    [Fact]
    public async Task No_rest_is_longer_than_five_minutes_and_no_reading_is_sent_more_than_three_times()
    {
        graph.Fail(503, retryAfter: "86400");
        await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel);
        clock.Advance(TimeSpan.FromMinutes(5.1));
        graph.Fail(503, retryAfter: "0");
        await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel);

        Assert.Equal(4, graph.Requests.Count);
    }

    public static TheoryData<string> Garbage =>
        ["", "<html>Sign in</html>", "[]", "null", "7", """{"id":5}""", """{"value":{}}""", """{"id":"x" """, new string('[', 5000)];

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_is_no_answer(string body)
    {
        graph.Instead = (_, http) => http.Response.WriteAsync(body);

        Assert.Equal(new(IsKnown: false), await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel));
        Assert.Empty(await Directory.PresencesAsync(Tenant, [Ann.AadObjectId], Cancel));
        Assert.NotEqual(MailResult.Sent, await Directory.SendMailAsync(Tenant, Ann.AadObjectId, Note, Cancel));
        Assert.Empty(graph.Mails);
        Assert.Equal(3, graph.Requests.Count);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        graph.Instead = async (_, http) =>
        {
            var piece = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(piece, http.RequestAborted);
            }
        };

        Assert.Equal(new(IsKnown: false), await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel));
    }

    [Fact]
    public async Task A_turn_waits_for_presences_less_than_two_seconds_and_the_next_ones_not_at_all()
    {
        graph.Instead = (_, http) => Task.Delay(Timeout.InfiniteTimeSpan, clock, http.RequestAborted);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Empty(await Directory.PresencesAsync(Tenant, [Ann.AadObjectId], Cancel));
        Assert.InRange(watch.ElapsedMilliseconds, 1_000, 2_000);
        watch.Restart();
        for (var i = 0; i < 10; i++)
        {
            Assert.Empty(await Directory.PresencesAsync(Tenant, [Ann.AadObjectId], Cancel));
        }

        Assert.InRange(watch.ElapsedMilliseconds, 0, 500);
        Assert.Single(graph.Requests);
        Assert.Single(Lines("does not answer"));
    }

    [Fact]
    public async Task Presences_are_asked_for_together_and_kept_for_half_a_minute()
    {
        (graph.Availability["aad-ann"], graph.Availability["aad-mia"], graph.Availability["aad-odd"]) = ("BusyIdle", "Available", "PresenceUnknown");
        string[] all = ["aad-ann", "aad-mia", "aad-odd", "aad-none", "29:only-teams-knows"];
        var found = await Directory.PresencesAsync(Tenant, all, Cancel);

        Assert.Equal([("aad-ann", Presence.Busy), ("aad-mia", Presence.Available)], found.OrderBy(p => p.Key).Select(p => (p.Key, p.Value)));
        var asked = Assert.Single(graph.Requests);
        Assert.Equal(("POST", "/communications/getPresencesByUserId"), (asked.Method, asked.Target));
        Assert.Equal("""{"ids":["aad-ann","aad-mia","aad-odd","aad-none"]}""", asked.Body!.ToJsonString());

        Assert.Equal(2, (await Directory.PresencesAsync(Tenant, all, Cancel)).Count);
        Assert.Single(graph.Requests);
        clock.Advance(TimeSpan.FromSeconds(31));
        await Directory.PresencesAsync(Tenant, all, Cancel);
        Assert.Equal(2, graph.Requests.Count);
    }

    [Fact]
    public async Task A_mail_goes_from_the_one_mailbox_to_the_address_that_graph_names()
    {
        Assert.Equal(MailResult.Sent, await Directory.SendMailAsync(Tenant, Ann.AadObjectId, new("It stalls", "Look at it."), Cancel));

        Assert.Equal(
            ["GET /users/aad-ann?%24select=mail%2CaccountEnabled", "POST /users/escalations%40contoso.example/sendMail"],
            graph.Requests.Select(r => $"{r.Method} {r.Target}")
        );
        Assert.Equal(
            """{"message":{"subject":"It stalls","body":{"contentType":"Text","content":"Look at it."},"toRecipients":[{"emailAddress":{"address":"aad-ann@contoso.example"}}]},"saveToSentItems":false}""",
            graph.Requests.Last().Body!.ToJsonString()
        );
    }

    /// <summary>The handlers of the package send it again after a 503, and somebody has it twice.</summary>
    [Theory]
    [InlineData(503, "0", MailResult.Unconfirmed)]
    [InlineData(504, null, MailResult.Unconfirmed)]
    [InlineData(500, null, MailResult.Unconfirmed)]
    [InlineData(408, null, MailResult.Unconfirmed)]
    [InlineData(302, null, MailResult.Unconfirmed)]
    [InlineData(429, "0", MailResult.NotNow)]
    [InlineData(400, null, MailResult.Refused)]
    [InlineData(403, null, MailResult.NotNow)]
    public async Task A_mail_is_never_sent_twice_and_what_is_not_known_of_it_is_said(int status, string? retryAfter, MailResult expected)
    {
        graph.Instead = async (request, http) =>
        {
            if (request.Method == "GET")
            {
                await http.Response.WriteAsJsonAsync(graph.Users[Ann.AadObjectId]);
                return;
            }

            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = retryAfter;
            http.Response.Headers.Location = status == 302 ? graph.Endpoint + "/users/elsewhere/sendMail" : null;
        };

        Assert.Equal(expected, await Directory.SendMailAsync(Tenant, Ann.AadObjectId, Note, Cancel));
        Assert.Single(graph.Mails);
        Assert.Equal(status == 400 ? 1 : 0, Lines("Graph:MailSender").Count());
    }

    [Fact]
    public async Task A_mail_whose_answer_is_lost_may_have_been_sent()
    {
        graph.Instead = async (request, http) =>
        {
            if (request.Method == "GET")
            {
                await http.Response.WriteAsJsonAsync(graph.Users[Ann.AadObjectId]);
                return;
            }

            http.Abort();
        };

        Assert.Equal(MailResult.Unconfirmed, await Directory.SendMailAsync(Tenant, Ann.AadObjectId, Note, Cancel));
        Assert.Single(graph.Mails);
    }

    [Fact]
    public async Task Nobody_without_an_address_is_written_to()
    {
        graph.Users[Ann.AadObjectId]["mail"] = null;
        Assert.Equal(MailResult.Refused, await Directory.SendMailAsync(Tenant, Ann.AadObjectId, Note, Cancel));
        Assert.Equal(MailResult.Refused, await Directory.SendMailAsync(Tenant, "aad-nobody", Note, Cancel));
        Assert.Empty(graph.Mails);
    }

    [Fact]
    public async Task While_graph_is_not_there_a_mail_waits()
    {
        await graph.DisposeAsync();

        Assert.Equal(MailResult.NotNow, await Directory.SendMailAsync(Tenant, Ann.AadObjectId, Note, Cancel));
        Assert.Equal(new(IsKnown: false), await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel));
    }

    [Fact]
    public async Task A_tenant_that_is_switched_off_or_is_not_the_agents_own_is_never_asked_about()
    {
        Settings = Settings with { ExcludedTenants = ["TENANT-1"] };
        foreach (var tenant in new[] { Tenant, "tenant-2" })
        {
            Assert.All(Enum.GetValues<UserDirectoryFeature>(), feature => Assert.False(Directory.Offers(tenant, feature)));
            Assert.Equal(new(IsKnown: false), await Directory.FindManagerAsync(tenant, Ann.AadObjectId, Cancel));
            Assert.Empty(await Directory.PresencesAsync(tenant, [Ann.AadObjectId], Cancel));
            Assert.Equal(MailResult.Refused, await Directory.SendMailAsync(tenant, Ann.AadObjectId, Note, Cancel));
        }

        Assert.Empty(graph.Requests);
    }

    [Fact]
    public async Task Each_use_can_be_left_out_by_itself()
    {
        Settings = Settings with { Manager = false, Presence = false, MailSender = "" };
        Assert.All(Enum.GetValues<UserDirectoryFeature>(), feature => Assert.False(Directory.Offers(Tenant, feature)));
        await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel);
        await Directory.PresencesAsync(Tenant, [Ann.AadObjectId], Cancel);
        await Directory.SendMailAsync(Tenant, Ann.AadObjectId, Note, Cancel);
        Assert.Empty(graph.Requests);
    }

    [Fact]
    public async Task The_token_is_for_graph_alone_and_goes_with_no_redirect()
    {
        await using var elsewhere = await FakeGraph.StartAsync();
        var asked = new List<string>();
        Credential = new OneToken(asked);
        graph.Instead = (_, http) =>
        {
            http.Response.Redirect(elsewhere.Endpoint + "/users/aad-mia");
            return Task.CompletedTask;
        };

        Assert.Equal(new(IsKnown: false), await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel));
        Assert.Equal("Bearer secret-token-1", Assert.Single(graph.Requests).Authorization);
        Assert.Equal("https://127.0.0.1/.default", Assert.Single(asked));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent_and_nothing_breaks()
    {
        Credential = new OneToken([]) { IsBroken = true };
        Assert.Equal(new(IsKnown: false), await Directory.FindManagerAsync(Tenant, Ann.AadObjectId, Cancel));
        Assert.Empty(await Directory.PresencesAsync(Tenant, [Ann.AadObjectId], Cancel));
        Assert.Equal(MailResult.NotNow, await Directory.SendMailAsync(Tenant, Ann.AadObjectId, Note, Cancel));
        Assert.Empty(graph.Requests);
    }

    /// <summary>Ids stand in addresses; names, addresses, texts and tokens stand in answers and requests. None of it is in a log or a span.</summary>
    [Fact]
    public async Task Nothing_of_people_and_tokens_is_in_logs_or_spans()
    {
        var told = new List<string>();
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) =>
                System.Diagnostics.ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (told)
                {
                    told.AddRange([span.DisplayName, span.StatusDescription ?? "", .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")]);
                    told.AddRange(span.Events.SelectMany(e => e.Tags.Select(tag => $"{tag.Key}={tag.Value}")));
                }
            },
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        Credential = new OneToken([]);
        var canary = new FakePerson("Canarybird Csm");
        graph.With(canary, Mia).Availability[canary.AadObjectId] = "Busy";
        await UseAllAsync(canary);
        graph.Fail(500);
        clock.Advance(TimeSpan.FromDays(1));
        await UseAllAsync(canary);
        graph.Fail(403);
        clock.Advance(TimeSpan.FromDays(1));
        await UseAllAsync(canary);

        Assert.NotEmpty(log.Text);
        string[] secrets = ["canarybird", "Mia Boss", "contoso.example", "secret-token", "canary-text"];
        lock (told)
        {
            // Other tests speak with Graphs of their own meanwhile.
            Assert.Empty(
                told.Append(log.Text).SelectMany(line => secrets.Where(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(_ => line))
            );
        }
    }

    private async Task UseAllAsync(FakePerson person)
    {
        await Directory.FindManagerAsync(Tenant, person.AadObjectId, Cancel);
        await Directory.PresencesAsync(Tenant, [person.AadObjectId], Cancel);
        await Directory.SendMailAsync(Tenant, person.AadObjectId, new("canary-text", "canary-text"), Cancel);
    }

    private IEnumerable<string> Lines(string containing) => log.Text.Split('\n').Where(line => line.Contains(containing, StringComparison.Ordinal));

    private GraphUserDirectory Made() => new(Settings, Home, Credential, clock, log.CreateLogger(nameof(GraphUserDirectory)));

    private sealed class OneToken(List<string> asked) : TokenCredential
    {
        public bool IsBroken { get; init; }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            asked.AddRange(requestContext.Scopes);
            return IsBroken
                ? throw new CredentialUnavailableException("Nobody is signed in.")
                : new(new AccessToken("secret-token-1", DateTimeOffset.MaxValue));
        }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
