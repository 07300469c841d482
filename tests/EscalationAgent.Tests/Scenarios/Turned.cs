using EscalationAgent.Scheduling;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>A story whose clock stands still until it is turned.</summary>
internal sealed class Turned : IAsyncDisposable
{
    public static readonly FakePerson Hanna = new("Hanna Head (Head of Engineering)");

    /// <summary>The shipped rules in an office in Paris.</summary>
    public static readonly Playbook InParis = SampleCards.Playbook with
    {
        Calendars =
        [
            SampleCards.Playbook.DefaultCalendar with
            {
                Title = "Paris office",
                TimeZone = "Europe/Paris",
                Holidays = [new EasterHoliday("Lundi de Pâques", 1)],
            },
        ],
    };

    private Turned(Story story, ClockWithoutTimers clock)
    {
        Story = story;
        Clock = clock;
    }

    public Story Story { get; }

    public ClockWithoutTimers Clock { get; }

    public FakeTeams Teams => Story.Teams;

    public FakeClient People => Story.People;

    public IEscalationStore Store => Story.Bot.Get<IEscalationStore>();

    /// <summary>Engineering and leadership are linked; Ann has opened her chat.</summary>
    /// <param name="playbook">The rules; null for the shipped ones.</param>
    /// <param name="settings">Further settings; null for none.</param>
    /// <param name="playbooks">Several of them; null for one.</param>
    /// <param name="folder">Where it is stored, to go on with later; null for a place of its own.</param>
    /// <param name="teams">The Teams that it speaks with, which goes on when it ends; null for one of its own.</param>
    /// <param name="with">What else is another; null for nothing.</param>
    /// <param name="isLinked">Whether it goes on with what is there.</param>
    public static async Task<Turned> BeginAsync(
        DateTimeOffset now,
        CancellationToken cancel,
        Playbook? playbook = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        PlaybookCatalog? playbooks = null,
        string? folder = null,
        FakeTeams? teams = null,
        bool isLinked = false,
        Action<IServiceCollection>? with = null
    )
    {
        var clock = new ClockWithoutTimers(now);
        var story = await Story.BeginAsync(
            clock,
            folder,
            teams,
            with: services =>
            {
                services.Replace(ServiceDescriptor.Singleton(playbooks ?? new PlaybookCatalog(playbook ?? SampleCards.Playbook)));
                with?.Invoke(services);
            },
            settings: settings
        );
        if (!isLinked)
        {
            await story.LinkAsync(cancel);
        }

        return new(story, clock);
    }

    /// <summary>Turns the clock and lets the bot do what is due, twice, since once must be enough.</summary>
    public async Task TurnToAsync(DateTimeOffset at, CancellationToken cancel)
    {
        Clock.AdjustTime(at);
        await Story.Bot.Get<JobRunner>().BeatAsync(cancel);
        await Story.QuietAsync(cancel, withDeadlines: true);
        await Story.Bot.Get<JobRunner>().BeatAsync(cancel);
        await Story.QuietAsync(cancel, withDeadlines: true);
    }

    public Task TurnAsync(TimeSpan by, CancellationToken cancel) => TurnToAsync(Clock.GetUtcNow() + by, cancel);

    /// <summary>Ann writes her brief and routes it as a defect; the team's card.</summary>
    public async Task<FakeMessage> RouteAsync(string severity, CancellationToken cancel)
    {
        var review = await Story.ReviewAsync(cancel);
        await People.PressesAsync(Ann, review, "Route", cancel, Decision(severity, because: "So it is."));
        await Story.QuietAsync(cancel);
        return CardIn(Engineering);
    }

    /// <summary>Bob acknowledges.</summary>
    public async Task<FakeMessage> AcknowledgedAsync(string severity, CancellationToken cancel)
    {
        var card = await RouteAsync(severity, cancel);
        await PressAsync(Bob, card, "Acknowledge", cancel);
        return CardIn(Engineering);
    }

    /// <summary>Presses a button on the card as it is now, and sends the form that it opens, when there is one to fill.</summary>
    public async Task<PressAnswer> PressAsync(
        FakePerson who,
        FakeMessage card,
        string title,
        CancellationToken cancel,
        string? submit = null,
        System.Text.Json.Nodes.JsonObject? inputs = null
    )
    {
        var now = Teams.In(card.ConversationId).Single(m => m.Id == card.Id);
        var answer = await People.PressesAsync(who, now, title, cancel, submit is null ? inputs : null);
        if (submit is not null)
        {
            answer = await People.PressesAsync(who, now, submit, cancel, inputs, answer.Card);
        }

        await Story.QuietAsync(cancel);
        return answer;
    }

    /// <summary>Ann changes the severity.</summary>
    public Task<PressAnswer> ReclassifyAsync(string severity, string because, CancellationToken cancel) =>
        PressAsync(Ann, CardIn(Ann.ChatId), "Change the severity", cancel, "Change the severity", new() { ["severity"] = severity, ["because"] = because });

    /// <summary>The latest card of an escalation in a conversation or in one of its threads.</summary>
    public FakeMessage CardIn(string conversation) =>
        Teams.In(conversation).Last(m => m.Card is not null && !Shows(m, "moved down") && !Shows(m, "A text for"));

    /// <summary>The lines that were said in a conversation, or in its threads, since something.</summary>
    public IReadOnlyList<string> Said(string conversation, string containing) =>
        [.. Teams.In(conversation).Select(m => m.Text).OfType<string>().Where(text => text.Contains(containing, StringComparison.Ordinal))];

    /// <summary>The one escalation of the story.</summary>
    public async Task<Escalation> EscalationAsync(CancellationToken cancel) => Assert.Single(await Store.ListAsync(FakeTeams.Tenant, [], null, 10, cancel));

    public async Task<IReadOnlyList<EscalationEvent>> HistoryAsync(CancellationToken cancel) =>
        [.. (await Store.HistoryAsync(FakeTeams.Tenant, (await EscalationAsync(cancel)).Id, cancel)).Select(e => HashChain.Open(e).What)];

    public ValueTask DisposeAsync() => Story.DisposeAsync();
}
