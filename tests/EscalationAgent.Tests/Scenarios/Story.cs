using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Three people, two channels, and the steps that most stories begin with.</summary>
internal sealed class Story : IAsyncDisposable
{
    public const string Engineering = "19:engineering@thread.tacv2";
    public const string Leadership = "19:leadership@thread.tacv2";

    public static readonly FakePerson Ann = new("Ann Csm");
    public static readonly FakePerson Bob = new("Bob Stone (Eng Lead)");
    public static readonly FakePerson Cleo = new("Cleo Park (Engineer)");

    /// <summary>Notes that lack one thing: what the team is asked for.</summary>
    public const string Notes = """
        Customer: Acme Corp
        Subject: API latency issue affecting Acme Corp -- P1 open 12 days, EUR 85k ARR, renewal in 67 days
        Impact: their analytics team cannot run reports, costing them an estimated 4 hours per week in manual workarounds.
        Timeline:
        - 2 March: latency first reported
        - 4 March: ticket raised to P1
        - 9 March: hotfix tried, no change
        Tried so far: restarted the ingest workers, better for a day; raised the cache to 8 GB, no effect.
        Customer communication: told on 9 March that engineering is looking into it. They are frustrated but patient.
        Commercial: EUR 85k ARR, renewal in 67 days.
        Recommendation: put the March fix on a fast track for Acme.
        """;

    public const string Ask = "Assign an engineer by Thursday and give us a fix date; Acme calls it resolved when reports load in under 10 seconds.";

    private readonly bool ownsTeams;

    private Story(FakeTeams teams, RunningBot bot, bool ownsTeams)
    {
        Teams = teams;
        Bot = bot;
        this.ownsTeams = ownsTeams;
    }

    public FakeTeams Teams { get; }

    public RunningBot Bot { get; }

    public FakeClient People => Bot.People;

    /// <param name="teams">A Teams that outlives the story; null for one of its own.</param>
    /// <param name="administrators">Whom the settings name; null for Bob.</param>
    public static async Task<Story> BeginAsync(
        TimeProvider? clock = null,
        string? folder = null,
        FakeTeams? teams = null,
        Action<IServiceCollection>? with = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        IReadOnlyList<FakePerson>? administrators = null
    )
    {
        var ownsTeams = teams is null;
        teams ??= await FakeTeams.StartAsync();
        teams.AddChannel(Engineering, Bob, Cleo);
        teams.AddChannel(Leadership, Ann, Bob);
        return new(teams, await RunningBot.StartAsync(teams, clock, folder, with, settings, administrators), ownsTeams);
    }

    /// <summary>Engineering and leadership are linked to their channels.</summary>
    public async Task LinkAsync(CancellationToken cancel)
    {
        await People.SaysInAsync(Bob, Engineering, "link engineering", cancel);
        await People.SaysInAsync(Bob, Leadership, "link leadership", cancel);
        await Teams.ShowsAsync(Engineering, m => m.Text?.Contains("now receives for Engineering") is true, "that it is linked", cancel);
        await Teams.ShowsAsync(Leadership, m => m.Text?.Contains("now receives for") is true, "that it is linked", cancel);
    }

    /// <summary>Somebody opens their chat, and Bob links them to a rung.</summary>
    public async Task LinkToAsync(FakePerson person, string rung, CancellationToken cancel)
    {
        await People.SaysAsync(person, "hello", cancel);
        await People.SaysAsync(Bob, $"link {rung} to {person.Name}", cancel);
        await Teams.ShowsAsync(person.ChatId, m => m.Text?.StartsWith("Bob Stone has linked you as") is true, "that they are linked", cancel);
        await QuietAsync(cancel);
    }

    /// <summary>Ann pastes her notes, answers what is missing, and has the review card before her.</summary>
    public async Task<FakeMessage> ReviewAsync(CancellationToken cancel)
    {
        await People.SaysAsync(Ann, $"escalate {Notes}", cancel);
        await Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What exactly do you need"), "the question for the ask", cancel);
        await People.SaysAsync(Ann, Ask, cancel);
        return await Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review card", cancel);
    }

    /// <summary>Ann routes it as suggested, or as told; the team's card.</summary>
    public async Task<FakeMessage> RouteAsync(CancellationToken cancel)
    {
        var review = await ReviewAsync(cancel);
        var answer = await People.PressesAsync(Ann, review, "Route", cancel, Decision());
        Assert.DoesNotContain("ready for your decision", answer.Text);
        return await Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", cancel);
    }

    /// <summary>Ann says to each open item of the checklist that nobody has looked yet; the review card as it is then.</summary>
    public async Task<FakeMessage> FillChecklistAsync(FakeMessage review, CancellationToken cancel)
    {
        var form = await People.PressesAsync(Ann, review, "Fill in the checklist", cancel);
        await People.FillsInAsync(Ann, review, form.Card!, cancel);
        await QuietAsync(cancel);
        return Teams.In(Ann.ChatId).Single(m => m.Id == review.Id);
    }

    /// <summary>What is chosen on the review card, otherwise than suggested or not.</summary>
    public static JsonObject Decision(string severity = "S2", string category = "product_defect", string because = "It blocks a whole team.") =>
        new()
        {
            ["category"] = category,
            ["severity"] = severity,
            ["because"] = because,
        };

    /// <summary>The escalation of that number of 2026, or of the year by the bot's clock.</summary>
    public async Task<Escalations.Escalation> FindAsync(int number, CancellationToken cancel) =>
        (await Bot.Get<IEscalationStore>().ListAsync(FakeTeams.Tenant, [], null, 100, cancel)).Single(e =>
            e.Id.ToString().EndsWith($"-{number:0000}", StringComparison.Ordinal)
        );

    public Task<IReadOnlyList<Escalations.Escalation>> AllAsync(CancellationToken cancel) =>
        Bot.Get<Escalations.Ports.IEscalationStore>().ListAsync(FakeTeams.Tenant, [], null, 1000, cancel);

    public async Task<IReadOnlyList<Escalations.EscalationEvent>> EventsAsync(Escalations.EscalationId id, CancellationToken cancel) =>
        [.. (await Bot.Get<Escalations.Ports.IEscalationStore>().HistoryAsync(FakeTeams.Tenant, id, cancel)).Select(e => Escalations.HashChain.Open(e).What)];

    /// <summary>What somebody writes into the form of an update.</summary>
    public static JsonObject Update(string known) =>
        new()
        {
            ["known"] = known,
            ["next"] = "Bob ships the fix.",
            ["nextUpdate"] = "Tomorrow at noon",
        };

    /// <inheritdoc cref="RunningBot.QuietAsync"/>
    public Task QuietAsync(CancellationToken cancel, bool withDeadlines = false) => Bot.QuietAsync(cancel, withDeadlines);

    public static bool Shows(FakeMessage message, string text) =>
        message.Card is { } card && PressAnswer.Texts(card).Any(t => t.Contains(text, StringComparison.Ordinal));

    public static IReadOnlyList<string> Buttons(JsonObject card) => [.. FakeClient.Actions(card).Select(a => (string)a["title"]!)];

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        if (ownsTeams)
        {
            await Teams.DisposeAsync();
        }
    }
}
