using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Core.Pipeline;
using EscalationAgent.Drafting;
using EscalationAgent.Drafting.Offline;
using EscalationAgent.Playbooks;
using EscalationAgent.Scheduling;
using EscalationAgent.Storage;
using EscalationAgent.Teams;
using EscalationAgent.Teams.Cards;
using EscalationAgent.Teams.Tab;
using Escalations;
using Escalations.Deadlines;
using Escalations.Drills;
using Escalations.Ports;
using Escalations.UseCases;
using TeamsBot;
using TeamsBot.Activities;
using TeamsBot.Cards;
using TeamsBot.Connector;
using TeamsBot.Inbound;

namespace EscalationAgent;

/// <summary>
/// The world of one drill: the same use cases and cards over a store in memory, with a clock that the drill turns and a stand-in for Teams
/// in place of the network. Nothing in it knows the house's store, its other systems or its people, so nothing of it can get there; what
/// its bot says to the player is handed out, marked, to be said in the player's own chat. One thing at a time happens in it.
/// </summary>
internal sealed partial class DrillWorld : IAsyncDisposable
{
    /// <summary>Any address of this machine: the stand-in never looks at it.</summary>
    private const string ServiceUrl = "http://127.0.0.1/drill/";

    /// <summary>What is owed is done so many times in a row at most: more would be a circle.</summary>
    private const int MostRounds = 200;

    private const int MostElsewhere = 6;

    /// <summary>Far from what a house comes to in a year, so that nobody takes one for the other.</summary>
    private const int NumbersFrom = 90_000;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider rooms;
    private readonly SqliteStore store;
    private readonly DrillClock clock;
    private readonly DrillTeams teams;
    private readonly PlaybookCatalog playbooks;
    private readonly string tenant;
    private readonly Contact player;
    private readonly string conversation;
    private readonly List<DrillStep> pending;
    private readonly List<string> told = [];
    private readonly HashSet<string> taken = [];
    private readonly ConcurrentQueue<DrillSaid> said = [];
    private readonly DateTimeOffset began;
    private EscalationId? before;

    private DrillWorld(DrillScenario scenario, Playbook playbook, PlaybookCatalog house, TurnContext caller, IServiceProvider from, DateTimeOffset now)
    {
        Scenario = scenario;
        tenant = caller.Tenant;
        conversation = caller.ConversationId;
        began = BeginOf(scenario, playbook, now);
        clock = new(began);
        pending = [.. scenario.Steps];
        var own = (caller.Changed ?? caller.Known)!;
        player = own with { ServiceUrl = ServiceUrl, ChatId = conversation, Drill = null, RemindersMutedUntil = null, UpdatesMutedUntil = null };
        playbooks = new(house.Newest, playbook.Version.Name);
        store = SqliteStore.InMemory((tenant, began.UtcDateTime.Year, NumbersFrom));
        teams = new(MembersOf);
        rooms = Rooms(from).BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    /// <summary>By which its cards are known.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N")[..12];

    public DrillScenario Scenario { get; }

    public bool IsOver { get; private set; }

    /// <summary>Makes a world, with everybody in it and what the scenario begins with.</summary>
    /// <param name="from">The house: what can be shared because nobody writes to it is taken from there.</param>
    public static async Task<DrillWorld> BeginAsync(
        DrillScenario scenario,
        Playbook playbook,
        PlaybookCatalog house,
        TurnContext caller,
        IServiceProvider from,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var world = new DrillWorld(scenario, playbook, house, caller, from, now);
        try
        {
            await world.PeopleAsync(cancel);
            if (scenario.Before is { } matter)
            {
                await world.SeedAsync(matter, playbook, cancel);
            }

            world.told.AddRange(scenario.Story);
            await world.GoOnAsync(cancel);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Something that the player says or presses, as it came.</summary>
    public async Task<ActivityResponse> TakeAsync(Activity activity, CancellationToken cancel)
    {
        if (activity.Id is { Length: > 0 } id && !taken.Add(id))
        {
            return activity.Type == ActivityTypes.Invoke ? ActivityResponse.Message(Words.Say("did.done")) : ActivityResponse.Accepted;
        }

        var response = await rooms.GetRequiredService<ActivityRouter>().HandleAsync(activity with { ServiceUrl = ServiceUrl }, cancel);
        await GoOnAsync(cancel);
        return response.Body is { } body && body["value"] is JsonObject card
            ? response with
            {
                Body = new JsonObject(body.Select(one => KeyValuePair.Create(one.Key, one.Key == "value" ? Marked(card) : one.Value?.DeepClone()))),
            }
            : response;
    }

    /// <summary>Turns the clock to what is next to happen; whatever comes due on the way happens in its order.</summary>
    public async Task PassTimeAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var record = await RecordAsync(cancel);
        DateTimeOffset[] next = [.. pending.Select(step => record.At(step.When) + step.After).OfType<DateTimeOffset>().Where(at => at > now)];
        var then = next.Length > 0 ? next.Min() : now + Scenario.Pace;
        then = then < began + Scenario.Lasts ? then : began + Scenario.Lasts;
        var watch = rooms.GetRequiredService<WatchDeadlines>();
        for (var round = 0; round < MostRounds; round++)
        {
            var wakes = (await AllAsync(cancel)).Select(escalation => escalation.NextWake).OfType<DateTimeOffset>().Where(at => at <= then).ToList();
            if (wakes.Count == 0)
            {
                break;
            }

            clock.TurnTo(wakes.Min());
            await watch.RunAsync(cancel);
            await WorkAsync(cancel);
        }

        clock.TurnTo(then);
        var passed = then - now;
        told.Add(Words.Count("drill.passed", (int)Math.Max(1, passed.TotalMinutes)));
        await GoOnAsync(cancel);
    }

    /// <summary>The card of the drill once more, below what was said since.</summary>
    public void ShowAgain() => Say(DrillCards.Step(Scenario, DueText.For(clock.GetUtcNow(), player.TimeZone), Scenario.Story, IsOver));

    /// <summary>What the play is worth, from its own record.</summary>
    public async Task<IReadOnlyList<DrillScored>> ScoreAsync(CancellationToken cancel) => (await RecordAsync(cancel)).Score(Scenario.Checks);

    /// <summary>Says something in the player's chat, marked like all of it.</summary>
    public void Say(CardModel model)
    {
        var card = rooms.GetRequiredService<CardService>().Draw(model).AsObject();
        said.Enqueue(new(null, false, OutgoingActivity.Card(FilledCard.Of(Marked(card)), $"{Words.Say("drill.mark")}: {model.Summary}")));
    }

    /// <summary>
    /// Says what waits to be said, in the player's own chat. What Teams does not take now waits for the next time, in its order; the rest of
    /// it stays here.
    /// </summary>
    public async Task SpeakAsync(ConnectorClient connector, string serviceUrl, ConcurrentDictionary<string, string> known, CancellationToken cancel)
    {
        var service = new Uri(serviceUrl);
        while (said.TryPeek(out var one))
        {
            try
            {
                if (one is { IsChange: true, Message: { } changed } && known.TryGetValue(changed, out var there))
                {
                    await connector.UpdateAsync(service, conversation, there, one.Activity, cancel);
                }
                else if (await connector.SendAsync(service, conversation, one.Activity, cancel) is { } id && one.Message is { } message)
                {
                    known[message] = id;
                }
            }
            catch (ConnectorException failure) when (one.IsChange && failure.Kind == ConnectorFault.ActivityNotFound)
            {
                // The player has deleted it: there is nothing to be changed.
            }
            catch (ConnectorException)
            {
                return;
            }

            said.TryDequeue(out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await rooms.DisposeAsync();
        store.Dispose();
        teams.Dispose();
    }

    private ServiceCollection Rooms(IServiceProvider from)
    {
        var services = new ServiceCollection();
        services.AddSingleton(from.GetRequiredService<ILoggerFactory>()).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(clock).AddSingleton(playbooks).AddSingleton<EditionShelf>();
        services
            .AddSingleton<IEscalationStore>(_ => store)
            .AddSingleton<IPlaybookEditions>(_ => store)
            .AddSingleton<IOutbox>(_ => store)
            .AddSingleton<IDirectory>(_ => store)
            .AddSingleton<IUsage>(_ => store)
            .AddSingleton<IFeedback>(_ => store)
            .AddSingleton<ILaunches>(_ => store)
            .AddSingleton<IErasures>(_ => store)
            .AddSingleton<IEscalations>(s => new EscalationsWithEditions(store, s.GetRequiredService<EditionShelf>()))
            .AddSingleton<IEscalationQueries>(s => new QueriesWithEditions(store, s.GetRequiredService<EditionShelf>()));

        // No model, no directory of users, no other system.
        services
            .AddSingleton(new LlmSettings())
            .AddSingleton(new Writers(new OfflineWriter(), null, [], []))
            .AddSingleton(new ModelBudget(0, 0))
            .AddSingleton<IUserDirectory, NoUserDirectory>()
            .AddSingleton<ITicketSystem, NoTicketSystem>()
            .AddSingleton(s => new EventSubscriptions([], s.GetRequiredService<IEscalations>()))
            .AddSingleton(new RotaCatalog([]))
            .AddSingleton(new ConfiguredAdministrators([]));
        services.AddSingleton(from.GetRequiredService<CardTemplates>()).AddSingleton(from.GetRequiredService<RunbookLinks>());
        services.AddSingleton(_ => new ConnectorClient(
            new ConnectorSettings { AllowLoopback = true, MaxTries = 1 },
            null,
            from.GetRequiredService<TimeProvider>(),
            new HttpClientTransport(new HttpClient(teams, disposeHandler: false))
        ));

        // What is due in it is no date of anybody's.
        services.AddSingleton(CalendarLinks.None).AddSingleton(TabLinks.None);

        // Its day is over in an hour, and nobody waits for the evening.
        services.AddSingleton(Digests.Off);

        // The house has counted it already, and this clock stands still.
        services.AddSingleton(new PersonRateLimiter(100_000, from.GetRequiredService<TimeProvider>()));
        return (ServiceCollection)
            services.AddUseCases().AddTalk().AddSingleton<WatchDeadlines>().AddSingleton<DeliverKeptNews>().AddSingleton<BackgroundWork>();
    }

    /// <summary>Everybody is there, and every team and role has a place.</summary>
    private Task<Response> PeopleAsync(CancellationToken cancel)
    {
        var linked = playbooks.LinkedTeams;
        return rooms
            .GetRequiredService<CommandExecutor>()
            .ExecuteAsync(
                Request.ByMachine(tenant),
                now =>
                    Task.FromResult(
                        new Response
                        {
                            Directory = new()
                            {
                                Contacts = [player, .. linked.Where(IsPerson).Select(team => ContactOf(HolderOf(team))), .. Cast.Select(ContactOf)],
                                Channels =
                                [
                                    .. linked
                                        .Where(team => !IsPerson(team))
                                        .Select(team => new Channel(ChannelOf(team.Key), playbooks.InReaderLanguage(team.Title), null, null, ServiceUrl)
                                        {
                                            Members = [.. Cast],
                                            MembersAt = now,
                                        }),
                                ],
                                Bindings =
                                [
                                    .. linked.Select(team =>
                                        IsPerson(team)
                                            ? new Binding(team.Key, null, null, now, HolderOf(team))
                                            : new Binding(team.Key, ChannelOf(team.Key), null, now)
                                    ),
                                ],
                            },
                        }
                    ),
                cancel
            );
    }

    /// <summary>The player has routed it before the drill begins; of that nothing is said.</summary>
    private async Task SeedAsync(DrillBefore matter, Playbook playbook, CancellationToken cancel)
    {
        var request = new Request(tenant, null, player.Person, null);
        await rooms.GetRequiredService<WriteBrief>().BeginAsync(request, matter.Notes, cancel, new(playbook));
        await WorkAsync(cancel);
        var draft = (await AllAsync(cancel)).Single();
        await rooms
            .GetRequiredService<RouteEscalation>()
            .HandleAsync(request, draft.Id, draft.Version, matter.Category, matter.Severity, "As it was decided then.", null, null, cancel);
        await WorkAsync(cancel);
        before = draft.Id;
        foreach (var _ in teams.Take()) { }
    }

    private async Task GoOnAsync(CancellationToken cancel)
    {
        await WorkAsync(cancel);
        var isLast = false;
        while (await NextStepAsync(cancel) is { } step)
        {
            isLast |= step.Ends;
            await WorkAsync(cancel);
        }

        var record = await RecordAsync(cancel);
        var ended = record.At(DrillMoment.Closed) ?? record.At(DrillMoment.Ended);
        IsOver = isLast || clock.GetUtcNow() >= began + Scenario.Lasts || (ended is not null && !pending.Any(step => record.At(step.When) is not null));
        Collect();
        if (told.Count > 0)
        {
            Say(DrillCards.Step(Scenario, DueText.For(clock.GetUtcNow(), player.TimeZone), told, IsOver));
            told.Clear();
        }
    }

    /// <summary>Does the next thing that is to happen now.</summary>
    private async Task<DrillStep?> NextStepAsync(CancellationToken cancel)
    {
        var record = await RecordAsync(cancel);
        pending.RemoveAll(step => step.Unless is { } unless && record.At(unless) is not null);
        var next = pending
            .Select(step => (Step: step, At: record.At(step.When) + step.After))
            .Where(due => due.At <= clock.GetUtcNow())
            .OrderBy(due => due.At)
            .Select(due => due.Step)
            .FirstOrDefault();
        if (next is null)
        {
            return null;
        }

        pending.Remove(next);
        if (next.Act == DrillAct.None || await ActAsync(next, record, cancel))
        {
            var says = CardFormat.Escape(next.Says);
            told.Add(Scenario.Find(next.Who) is { } who ? $"**{CardFormat.Escape(who.Name)}:** {says}" : says);
        }

        return next;
    }

    /// <returns>False where it is not possible as the matter stands, so that it has not happened.</returns>
    private async Task<bool> ActAsync(DrillStep step, DrillRecord record, CancellationToken cancel)
    {
        if (record.Main?.Now is not { } matter || Scenario.Find(step.Who) is not { } who)
        {
            return false;
        }

        var links = await store.LinksAsync(tenant, cancel);
        var playbook = playbooks.Of(matter);
        var places =
            who.Part == DrillPart.Team ? TeamDirectory.OfTeams(matter, playbook, links.Bindings) : TeamDirectory.OfManagers(matter, playbook, links.Bindings);
        if (places.Count == 0)
        {
            return false;
        }

        var by = places[0] is ToPerson { PersonId: var holder } ? new Person(holder, who.Name) : PersonOf(who);
        var channel = places[0] is ToChannel there ? await store.FindChannelAsync(tenant, there.ChannelId, cancel) : null;
        var category = playbook.FindCategory(matter.Decision?.Category);
        EscalationEvent what = step.Act switch
        {
            DrillAct.Acknowledge => new Acknowledged(by),
            DrillAct.Start => new WorkStarted(),
            DrillAct.Update => new UpdatePosted(step.Says),
            DrillAct.GiveBack => new Returned(step.Says),
            _ => new Resolved(
                category?.Decisions.Count > 0 ? ResolutionKind.Decision : ResolutionKind.Fix,
                step.Says,
                category?.Decisions.OrderByDescending(one => step.Says.Contains(one, StringComparison.OrdinalIgnoreCase) ? one.Length : 0).FirstOrDefault(),
                category?.ResolveChecklist?.Items.Select(item => new ChecklistAnswer(item.Key, step.Says)).ToList()
            ),
        };
        var request = new Request(tenant, null, by, null) { Channel = channel };
        return await rooms.GetRequiredService<MoveEscalation>().HandleAsync(request, matter.Id, null, what, cancel) is { IsRefusal: false };
    }

    /// <summary>Does what is owed in this world, until nothing can be done before the clock is turned.</summary>
    private async Task WorkAsync(CancellationToken cancel)
    {
        var (sender, news) = (rooms.GetRequiredService<MessageSender>(), rooms.GetRequiredService<NoticeWriter>());
        var (draft, background) = (rooms.GetRequiredService<WriteDraft>(), rooms.GetRequiredService<BackgroundWork>());
        for (var round = 0; round < MostRounds; round++)
        {
            var isDone = true;
            foreach (var queue in (OutboxQueue[])[OutboxQueue.Background, OutboxQueue.Work, OutboxQueue.Message])
            {
                foreach (var claimed in await store.ClaimMessagesAsync(queue, clock.GetUtcNow(), Lease, 64, cancel))
                {
                    isDone = false;
                    var result = queue switch
                    {
                        OutboxQueue.Background => await background.DoAsync(claimed, cancel),
                        OutboxQueue.Work => await draft.HandleAsync(claimed, cancel),
                        _ => await sender.DeliverAsync(claimed, cancel),
                    };
                    await store.SettleAsync(
                        claimed,
                        result is DeadLettered dead && queue == OutboxQueue.Message
                            ? dead with
                            {
                                Fallbacks = await news.AlarmAsync(claimed, dead, cancel),
                            }
                            : result,
                        cancel
                    );
                }
            }

            if (isDone)
            {
                return;
            }
        }
    }

    /// <summary>Takes what the world's bot has said: to the player as it is, elsewhere in a line.</summary>
    private void Collect()
    {
        var elsewhere = new List<string>();
        foreach (var post in teams.Take())
        {
            var text = (string?)post.Activity["text"];
            var card = post.Activity["attachments"]?[0]?["content"] as JsonObject;
            var summary = (string?)post.Activity["summary"] ?? text ?? "";
            if (post.ConversationId == conversation)
            {
                var activity = card is not null
                    ? OutgoingActivity.Card(FilledCard.Of(Marked(card)), $"{Words.Say("drill.mark")}: {summary}")
                    : OutgoingActivity.Words($"**{Words.Say("drill.mark")}** · {LinkIntoIt().Replace(text ?? "", "$1")}");
                said.Enqueue(new(post.MessageId, post.IsChange, activity));
            }
            else if (!post.IsChange && PlaceOf(post.ConversationId) is { } place && summary.Length > 0)
            {
                elsewhere.Add($"- **{CardFormat.Escape(place)}**: {CardFormat.Short(summary.ReplaceLineEndings(" "), 140)}");
            }
        }

        if (elsewhere.Count > 0)
        {
            var lines = string.Join('\n', elsewhere.Distinct().Take(MostElsewhere));
            said.Enqueue(new(null, false, OutgoingActivity.Words($"**{Words.Say("drill.mark")}** · {Words.Say("drill.elsewhere")}\n\n{lines}")));
        }
    }

    /// <summary>A card of this drill: it says so, and its buttons lead here.</summary>
    private JsonObject Marked(JsonObject card)
    {
        var marked = card.DeepClone().AsObject();
        Mark(marked);
        var block = new JsonObject
        {
            ["type"] = "TextBlock",
            ["text"] = $"**{Words.Say("drill.mark")}** · {CardFormat.Escape(Scenario.Title)}",
            ["color"] = "Accent",
            ["size"] = "Small",
            ["wrap"] = true,
        };
        if (marked["body"] is JsonArray body)
        {
            body.Insert(0, block);
        }
        else
        {
            marked["body"] = new JsonArray(block);
        }

        return marked;
    }

    private void Mark(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject part:
                if ((string?)(part["type"] as JsonValue) is "Action.Execute" or "Action.Submit" && part["data"] is JsonObject data)
                {
                    data[DrillWorlds.Member] = Id;
                }

                foreach (var inside in part.Select(member => member.Value).ToList())
                {
                    Mark(inside);
                }

                break;
            case JsonArray list:
                foreach (var inside in list)
                {
                    Mark(inside);
                }

                break;
        }
    }

    private async Task<DrillRecord> RecordAsync(CancellationToken cancel)
    {
        var matters = new List<DrillMatter>();
        foreach (var escalation in (await AllAsync(cancel)).Where(e => e.Id != before && e.Csm.Id == player.Person.Id).OrderBy(e => e.Id.Number))
        {
            matters.Add(new(escalation, [.. (await store.HistoryAsync(tenant, escalation.Id, cancel)).Select(HashChain.Open)]));
        }

        return new(player.Person.Id, began, clock.GetUtcNow(), matters);
    }

    private Task<IReadOnlyList<Escalation>> AllAsync(CancellationToken cancel) => store.ListAsync(tenant, [], null, 1000, cancel);

    /// <summary>A link to a place that is in the drill alone leads nowhere.</summary>
    [GeneratedRegex(@"\[([^\]]*)\]\(https://teams\.[a-z.]+/l/message/19:drill-[^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex LinkIntoIt();

    private static bool IsPerson(Team team) => team.Kind == ReceiverKind.Role;

    private Person HolderOf(Team team) => new($"drill-role-{team.Key}", playbooks.InReaderLanguage(team.Title));

    private static string ChannelOf(string team) => $"19:drill-{team}@thread.tacv2";

    private IEnumerable<Person> Cast => Scenario.People.Where(who => who.Part != DrillPart.Customer).Select(PersonOf);

    private static Person PersonOf(DrillPerson who) => new($"drill-{who.Key}", who.Name);

    private static Contact ContactOf(Person person) => new(person, $"29:{person.Id}", $"a:{person.Id}", ServiceUrl, null, null);

    private IEnumerable<JsonObject> MembersOf(string channel) =>
        Cast.Select(person => new JsonObject
        {
            ["id"] = $"29:{person.Id}",
            ["name"] = person.Name,
            ["aadObjectId"] = person.Id,
            ["objectId"] = person.Id,
            ["userRole"] = "user",
        });

    private string? PlaceOf(string place) =>
        place.StartsWith("a:drill-", StringComparison.Ordinal)
            ? Cast.Concat(playbooks.LinkedTeams.Where(IsPerson).Select(HolderOf)).FirstOrDefault(person => place == $"a:{person.Id}")?.Name
        : playbooks.LinkedTeams.FirstOrDefault(team => place.Split(';')[0] == ChannelOf(team.Key)) is { } team ? playbooks.InReaderLanguage(team.Title)
        : null;

    /// <summary>The last such time that is not after now, by the playbook's own calendar.</summary>
    private static DateTimeOffset BeginOf(DrillScenario scenario, Playbook playbook, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var day = today.AddDays(-(((int)today.DayOfWeek - (int)scenario.Day + 7) % 7));
        return Shifts.InstantOf(day.ToDateTime(scenario.At), playbook.DefaultCalendar.TimeZone);
    }

    /// <summary>Something to be said in the player's chat.</summary>
    /// <param name="Message">The id in this world of what may be changed later; null for what never is.</param>
    private sealed record DrillSaid(string? Message, bool IsChange, OutgoingActivity Activity);
}
