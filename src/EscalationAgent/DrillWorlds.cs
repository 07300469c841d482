using System.Collections.Concurrent;
using System.Text.Json;
using EscalationAgent.Playbooks;
using EscalationAgent.Teams;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Drills;
using Escalations.UseCases;
using TeamsBot.Activities;
using TeamsBot.Connector;
using TeamsBot.Inbound;
using TextAnalysis.Tokens;

namespace EscalationAgent;

/// <summary>Whether and how drills can be played.</summary>
internal sealed record DrillSettings
{
    /// <summary>Where the drills are. Default: <c>drills</c> beside the program.</summary>
    public string Folder { get; init; } = "drills";

    /// <summary>
    /// Whether they can be played. A drill lives in the memory of one process, so where several replicas answer for one bot it must be off.
    /// Default: on with a SQLite file, off with Azure tables.
    /// </summary>
    public bool? On { get; init; }

    /// <summary>How many are played at once at most, 0 to 200. Default: 20.</summary>
    public int AtOnce { get; init; } = 20;

    /// <summary>One that nobody plays for so long ends, 5 to 1,440. Default: 60.</summary>
    public int IdleMinutes { get; init; } = 60;

    public IEnumerable<string> Faults() =>
        [
            .. AtOnce is < 0 or > 200 ? ["Drills:AtOnce must be 0 to 200."] : Array.Empty<string>(),
            .. IdleMinutes is < 5 or > 1440 ? ["Drills:IdleMinutes must be 5 to 1440."] : Array.Empty<string>(),
        ];
}

/// <summary>The drills that are being played in this process: whoever is in one speaks with its world, and nobody else does (A074, D076).</summary>
internal sealed partial class DrillWorlds(
    DrillBook book,
    DrillSettings settings,
    PlaybookCatalog playbooks,
    PlayDrills plays,
    Administrators administrators,
    ConnectorClient connector,
    MessageHandler house,
    IServiceProvider services,
    TimeProvider clock,
    ILogger<DrillWorlds> log
) : IDrills, IAsyncDisposable
{
    /// <summary>The member of a button's data that names the drill.</summary>
    public const string Member = "drill";

    /// <summary>What the button that turns the clock says, in any language.</summary>
    private static readonly HashSet<string> PassingTime =
    [
        .. Enum.GetValues<Language>().Select(language => Folding.Squeeze(Words.Book.Say("button.drill_time", language))),
    ];

    private readonly ConcurrentDictionary<(string Tenant, string Person), Played> worlds = new();

    public async Task<ActivityResponse?> TakeAsync(TurnContext caller, Activity activity, CancellationToken cancel)
    {
        if (!caller.IsPersonal || caller.Person.Id.Length == 0)
        {
            return null;
        }

        await EndIdleAsync();
        var key = (caller.Tenant, caller.Person.Id);
        var played = worlds.GetValueOrDefault(key);
        if (ButtonOf(activity) is { } button)
        {
            var verb = CardAction.Of(activity)?.Verb is { Length: > 0 } named ? named : button.Verb;
            if (verb == Verbs.DrillStart)
            {
                return Shown(activity, await BeginAsync(caller, button.Text("scenario") ?? button.Text("id"), cancel));
            }

            if (button.Text(Member) is not { } drill)
            {
                return null;
            }

            return played?.World.Id != drill ? Shown(activity, await OverAsync(caller, activity, cancel))
                : verb == Verbs.DrillTime ? Shown(activity, await PassTimeAsync(caller, played, activity, cancel))
                : verb == Verbs.DrillEnd ? Shown(activity, await EndAsync(caller, played, cancel))
                : await PlayAsync(caller, played, activity, cancel);
        }

        switch (activity.Type == ActivityTypes.Message ? OfDrills(activity.Said(), isIn: played is not null) : null)
        {
            case ShowDrills when played is not null:
                played.World.ShowAgain();
                await played.World.SpeakAsync(connector, caller.ServiceUrl, played.Messages, cancel);
                return ActivityResponse.Accepted;
            case ShowDrills:
                await ListAsync(caller, cancel);
                return ActivityResponse.Accepted;
            case StartDrill start:
                var begun = await BeginAsync(caller, start.Name, cancel);
                if (begun is not null)
                {
                    await house.SayAsync(caller, begun, cancel);
                }

                return ActivityResponse.Accepted;
            case PassDrillTime when played is not null:
                await PassTimeAsync(caller, played, activity, cancel);
                return ActivityResponse.Accepted;
            case PassDrillTime or StopDrill when played is null:
                await LeaveAsync(caller, Words.Say("drill.none"), cancel);
                return ActivityResponse.Accepted;
            case StopDrill:
                await EndAsync(caller, played, cancel);
                return ActivityResponse.Accepted;
        }

        if (played is null)
        {
            if (activity.Type != ActivityTypes.Message || caller.Known?.Drill is not { } lost)
            {
                return null;
            }

            // What they have just said was meant for the drill: it must not begin anything real.
            await LeaveAsync(caller, Words.Say("drill.lost", CardFormat.Escape(lost)), cancel);
            return ActivityResponse.Accepted;
        }

        return activity.Type is ActivityTypes.Message or ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete
            ? await PlayAsync(caller, played, activity, cancel)
            : null;
    }

    /// <summary>What is said about drills; in one, what its button says too, in any language.</summary>
    private static ChatCommand? OfDrills(string said, bool isIn) =>
        ChatCommand.MayBeOfDrills(said) ? ChatCommand.Parse(said)
        : isIn && PassingTime.Contains(Folding.Squeeze(said)) ? new PassDrillTime()
        : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var key in worlds.Keys)
        {
            await RemoveAsync(key);
        }
    }

    /// <summary>Those that nobody plays any more.</summary>
    public async Task EndIdleAsync()
    {
        foreach (var (key, _) in worlds.Where(one => clock.GetElapsedTime(one.Value.Touched) > TimeSpan.FromMinutes(settings.IdleMinutes)))
        {
            await RemoveAsync(key);
        }
    }

    private async Task ListAsync(TurnContext caller, CancellationToken cancel)
    {
        var all = settings.On is false ? [] : book.Playable(playbooks);
        if (all.Count == 0)
        {
            await house.SayAsync(caller, Words.Say("drill.off"), cancel);
            return;
        }

        var count = await administrators.IncludesAsync(caller.Tenant, caller.Person, cancel) ? await plays.CountAsync(caller.Tenant, cancel) : null;
        await house.SayAsync(caller, DrillCards.List(all, count), cancel);
    }

    /// <returns>Why it cannot be begun; null when it was.</returns>
    private async Task<string?> BeginAsync(TurnContext caller, string? name, CancellationToken cancel)
    {
        if (settings.On is false)
        {
            return Words.Say("drill.off");
        }

        var key = (caller.Tenant, caller.Person.Id);
        if (worlds.ContainsKey(key))
        {
            return Words.Say("drill.already");
        }

        if (book.Playable(playbooks).FirstOrDefault(one => one.Name == name) is not { } drill || DrillBook.PlaybookOf(drill, playbooks) is not { } playbook)
        {
            return Words.Say("drill.unknown", CardFormat.Escape(CardFormat.Short(name ?? "", 60)));
        }

        if (worlds.Count >= settings.AtOnce)
        {
            return Words.Say("drill.full");
        }

        var world = await DrillWorld.BeginAsync(drill, playbook, playbooks, caller, services, clock.GetUtcNow(), cancel);
        var played = new Played(world) { Touched = clock.GetTimestamp() };
        if (!worlds.TryAdd(key, played))
        {
            await world.DisposeAsync();
            return Words.Say("drill.already");
        }

        await plays.InAsync(Aside(caller, "drill"), (caller.Changed ?? caller.Known)! with { Drill = drill.Name }, cancel);
        await world.SpeakAsync(connector, caller.ServiceUrl, played.Messages, cancel);
        return null;
    }

    private async Task<ActivityResponse> PlayAsync(TurnContext caller, Played played, Activity activity, CancellationToken cancel)
    {
        played.Touched = clock.GetTimestamp();
        var response = await played.World.TakeAsync(activity, cancel);
        await GoOnAsync(caller, played, cancel);
        return response;
    }

    private async Task<string?> PassTimeAsync(TurnContext caller, Played played, Activity activity, CancellationToken cancel)
    {
        played.Touched = clock.GetTimestamp();
        if (activity.Id is { } id && id == played.LastPress)
        {
            return null;
        }

        played.LastPress = activity.Id;
        await played.World.PassTimeAsync(cancel);
        await GoOnAsync(caller, played, cancel);
        return null;
    }

    private async Task GoOnAsync(TurnContext caller, Played played, CancellationToken cancel)
    {
        if (played.World.IsOver)
        {
            await EndAsync(caller, played, cancel);
        }
        else
        {
            await played.World.SpeakAsync(connector, caller.ServiceUrl, played.Messages, cancel);
        }
    }

    /// <summary>Scores the play, and takes its world away.</summary>
    private async Task<string?> EndAsync(TurnContext caller, Played played, CancellationToken cancel)
    {
        var world = played.World;
        var scored = await world.ScoreAsync(cancel);
        world.Say(DrillCards.Score(world.Scenario, scored));
        await plays.PlayedAsync(
            Aside(caller, "drill-end"),
            (caller.Changed ?? caller.Known)!,
            world.Scenario.Name,
            scored.Count(one => one.Mark == DrillMark.Done),
            scored.Count,
            cancel
        );
        await world.SpeakAsync(connector, caller.ServiceUrl, played.Messages, cancel);
        await RemoveAsync((caller.Tenant, caller.Person.Id));
        Ended(log, world.Scenario.Name);
        return null;
    }

    /// <summary>They are in no drill any more.</summary>
    private async Task LeaveAsync(TurnContext caller, string words, CancellationToken cancel)
    {
        await plays.InAsync(Aside(caller, "drill-left"), (caller.Changed ?? caller.Known)! with { Drill = null }, cancel);
        await house.SayAsync(caller with { Changed = (caller.Changed ?? caller.Known)! with { Drill = null } }, words, cancel);
    }

    private async Task<string> OverAsync(TurnContext caller, Activity activity, CancellationToken cancel)
    {
        var words = Words.Say("drill.card_over");
        if (activity.Type != ActivityTypes.Invoke)
        {
            await house.SayAsync(caller, words, cancel);
        }

        return words;
    }

    private async Task RemoveAsync((string Tenant, string Person) key)
    {
        if (worlds.TryRemove(key, out var gone))
        {
            await gone.World.DisposeAsync();
        }
    }

    /// <summary>A key of its own, so that what is answered to the same delivery is no repetition of it.</summary>
    private static Request Aside(TurnContext caller, string about) =>
        caller.Showing with
        {
            Delivery = caller.Delivery is { } delivery ? $"{delivery}|{about}" : null,
        };

    private static ActivityResponse Shown(Activity activity, string? words) =>
        activity.Type == ActivityTypes.Invoke ? ActivityResponse.Message(words ?? Words.Say("did.done")) : ActivityResponse.Accepted;

    private static ButtonData? ButtonOf(Activity activity) =>
        CardAction.Of(activity) is { } action ? new(action.Data)
        : activity is { Type: ActivityTypes.Message, Value: { ValueKind: JsonValueKind.Object } value } ? new(value)
        : null;

    [LoggerMessage(471, LogLevel.Information, "A drill ended: {Scenario}")]
    private static partial void Ended(ILogger log, string scenario);

    /// <summary>A drill that somebody plays.</summary>
    private sealed class Played(DrillWorld world)
    {
        public DrillWorld World { get; } = world;

        /// <summary>The ids in the player's chat of what the world's bot has said.</summary>
        public ConcurrentDictionary<string, string> Messages { get; } = new();

        public long Touched { get; set; }

        /// <summary>Teams may deliver one press twice.</summary>
        public string? LastPress { get; set; }
    }
}

/// <summary>Brings drills into the process.</summary>
internal static class DrillSetup
{
    /// <summary>They are read now, so that a fault stops the start.</summary>
    /// <param name="isShared">Whether several processes may answer for one bot.</param>
    /// <exception cref="DrillException">The drills can't be used.</exception>
    public static IServiceCollection AddDrills(this IServiceCollection services, DrillSettings settings, bool isShared) =>
        services
            .AddSingleton(settings with { On = settings.On ?? !isShared })
            .AddSingleton(DrillBook.Open(Path.Combine(AppContext.BaseDirectory, settings.Folder)))
            .AddSingleton<DrillWorlds>()
            .AddSingleton<IDrills>(s => s.GetRequiredService<DrillWorlds>());
}
