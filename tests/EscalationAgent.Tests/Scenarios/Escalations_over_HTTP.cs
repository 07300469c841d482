using System.Net;
using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Whoever may read reports lists escalations, page by page, and sees nothing that a report may not show.</summary>
public sealed class Escalations_over_HTTP
{
    private const int All = 2_500;

    private const int EachMinute = 100;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_2500_none_is_left_out_and_what_changes_while_one_reads_comes_again()
    {
        await using var turned = await FilledAsync(All);
        var (read, pages) = (new List<string>(), 0);
        string? cursor = null;
        do
        {
            var page = await GetAsync(turned, $"limit=200{(cursor is null ? "" : $"&cursor={cursor}")}");
            read.AddRange(page["escalations"]!.AsArray().Select(one => (string)one!["id"]!));
            cursor = (string?)page["next"];
            if (++pages == 4)
            {
                await ChangeAsync(turned, new(2026, 1), EventSamples.Start.AddDays(1));
                await ChangeAsync(turned, new(2026, 2_400), EventSamples.Start.AddDays(1));
            }
        } while (cursor is not null);

        // The last page is only known to be the last when nothing follows it.
        Assert.InRange(pages, 13, 14);
        Assert.Equal(All, read.Distinct().Count());
        Assert.Equal(2, read.Count(id => id == "ESC-2026-0001"));
        Assert.Equal(1, read.Count(id => id == "ESC-2026-2400"));
        Assert.Equal(All + 1, read.Count);
    }

    [Fact]
    public async Task A_page_holds_what_was_asked_for()
    {
        await using var turned = await FilledAsync(400);

        var some = await GetAsync(turned, "severity=S1,S2&status=routed&playbook=customer-escalation&limit=500");
        Assert.Equal(200, some["escalations"]!.AsArray().Count);
        Assert.All(some["escalations"]!.AsArray(), one => Assert.True((string)one!["severity"]! is "S1" or "S2"));
        Assert.Empty((await GetAsync(turned, "playbook=other"))["escalations"]!.AsArray());
        Assert.Empty((await GetAsync(turned, "status=in_progress,stalled"))["escalations"]!.AsArray());
        Assert.Equal(100, (await GetAsync(turned, ""))["escalations"]!.AsArray().Count);

        await ChangeAsync(turned, new(2026, 7), EventSamples.Start.AddDays(2));
        var changed = await GetAsync(turned, $"updated_since={EventSamples.Start.AddDays(2):yyyy-MM-ddTHH:mm:ssZ}");
        var only = Assert.Single(changed["escalations"]!.AsArray())!;
        Assert.Null(changed["next"]);
        Assert.Equal(("ESC-2026-0007", "acknowledged", "Mike Ross"), ((string)only["id"]!, (string)only["status"]!, (string)only["owner"]!["name"]!));
        Assert.Equal("engineering", (string)Assert.Single(only["teams"]!.AsArray())!);
    }

    /// <summary>A brief that nobody but its CSM has seen, and what is confidential, are nobody's who reads reports.</summary>
    [Fact]
    public async Task Drafts_and_confidential_matters_are_not_in_it()
    {
        await using var turned = await FilledAsync(3);
        var store = turned.Story.Bot.Get<IEscalationStore>();
        foreach (var change in OpenEscalations.Waiting(FakeTeams.Tenant, EventSamples.Sarah, 2, first: 10))
        {
            await CommitAsync(store, change);
        }

        var hidden = OpenEscalations.Routed(FakeTeams.Tenant, EventSamples.Sarah, [Severity.S1], first: 20)[0];
        await CommitAsync(store, hidden with { After = hidden.After with { IsConfidential = true } });

        var page = await GetAsync(turned, "");
        Assert.Equal(["ESC-2026-0001", "ESC-2026-0002", "ESC-2026-0003"], page["escalations"]!.AsArray().Select(one => (string)one!["id"]!));
    }

    [Theory]
    [InlineData("status=lost", "status must be of draft")]
    [InlineData("severity=S5", "severity must be")]
    [InlineData("severity=0", "severity must be")]
    [InlineData("limit=0", "limit must be 1 to 500")]
    [InlineData("limit=501", "limit must be 1 to 500")]
    [InlineData("limit=-1", "limit must be 1 to 500")]
    [InlineData("updated_since=yesterday", "updated_since must be an instant")]
    [InlineData("cursor=nonsense", "cursor must be")]
    [InlineData("cursor=OTk5OTk5OTk5OTk5OTk5OTk5OS4yMDI2LjE", "cursor must be")]
    [InlineData("stauts=routed", "a parameter that is not known")]
    public async Task What_cannot_be_asked_is_told(string query, string reason)
    {
        await using var turned = await FilledAsync(1);
        using var answer = await turned.Story.People.Http.GetAsync($"/api/escalations?{query}", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Only_whoever_has_the_key_reads_it()
    {
        await using var turned = await Turned.BeginAsync(
            EventSamples.Start,
            Cancel,
            settings: new Dictionary<string, string?> { ["Reports:ApiKey"] = "a key that is long enough" }
        );
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("a key that is long enougH"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("a key that is long enough"));

        async Task<HttpStatusCode> StatusAsync(string? key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/escalations");
            request.Headers.TryAddWithoutValidation("Authorization", key is null ? null : $"Bearer {key}");
            using var answer = await turned.Story.People.Http.SendAsync(request, Cancel);
            return answer.StatusCode;
        }
    }

    /// <summary>So many that are routed, some in each minute, with all severities.</summary>
    private static async Task<Turned> FilledAsync(int count)
    {
        var turned = await Turned.BeginAsync(EventSamples.Start, Cancel);
        var store = turned.Story.Bot.Get<IEscalationStore>();
        for (var first = 1; first <= count; first += EachMinute)
        {
            var severities = Enumerable.Range(0, Math.Min(EachMinute, count - first + 1)).Select(i => (Severity)(i % 4));
            foreach (
                var change in OpenEscalations.Routed(FakeTeams.Tenant, EventSamples.Sarah, severities, first, EventSamples.Start.AddMinutes(first / EachMinute))
            )
            {
                await CommitAsync(store, change);
            }
        }

        return turned;
    }

    private static async Task ChangeAsync(Turned turned, EscalationId id, DateTimeOffset at)
    {
        var store = turned.Story.Bot.Get<IEscalationStore>();
        var before = (await store.FindAsync(FakeTeams.Tenant, id, Cancel))!;
        var mike = new Person("mike-id", "Mike Ross");
        var happened = new RecordedEvent(before.Version + 1, at, Actor.Human(mike), null, new Acknowledged(mike));
        await CommitAsync(store, new([happened], before.After(happened)));
    }

    private static Task<FirstAnswer?> CommitAsync(IEscalationStore store, Change change) =>
        store.CommitAsync(
            new()
            {
                Tenant = FakeTeams.Tenant,
                At = change.After.LastEventAt,
                Change = change,
            },
            Cancel
        );

    private static async Task<JsonObject> GetAsync(Turned turned, string query) =>
        JsonNode.Parse(await turned.Story.People.Http.GetStringAsync($"/api/escalations?{query}", Cancel))!.AsObject();
}
