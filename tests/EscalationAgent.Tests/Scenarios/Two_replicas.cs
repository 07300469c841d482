using System.Diagnostics;
using System.Text.Json.Nodes;
using EscalationAgent.Scheduling;
using EscalationAgent.Storage.AzureTables;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage.AzureTables;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Two replicas on the same tables: no leader, and nobody notices which of them answers.</summary>
[Collection(nameof(Timed))]
public sealed class Two_replicas : IDisposable
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A claim lives for 30 seconds after it was last renewed.</summary>
    private static readonly TimeSpan Asleep = TimeSpan.FromSeconds(35);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

#pragma warning disable RS0030 // Processes run in real time.
    private static TimeProvider RealTime => TimeProvider.System;
#pragma warning restore RS0030

    public void Dispose() => folder.Dispose();

    /// <summary>Each step comes to the other replica, and both do what is due at every turn of the clock.</summary>
    [Fact]
    public async Task The_whole_story_with_each_alarm_once_and_each_message_in_order()
    {
        TestStore.UseTables();
        var clock = new ClockWithoutTimers(Tuesday);
        await using var teams = await FakeTeams.StartAsync();
        teams.AddChannel(Engineering, Bob, Cleo);
        teams.AddChannel(Leadership, Ann, Bob);
        await using var one = await StartAsync(teams, clock);
        await using var two = await StartAsync(teams, clock);
        await one.People.SaysInAsync(Bob, Engineering, "link engineering", Cancel);
        await two.People.SaysInAsync(Bob, Leadership, "link leadership", Cancel);
        await one.People.SaysAsync(Turned.Hanna, "hello", Cancel);
        await QuietAsync(one, two);
        await two.People.SaysAsync(Bob, $"link head_of_engineering to {Turned.Hanna.Name}", Cancel);
        await QuietAsync(one, two);

        // The brief, step by step.
        await one.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        await QuietAsync(one, two);
        await two.People.SaysAsync(Ann, Ask, Cancel);
        await QuietAsync(one, two);
        var review = teams.In(Ann.ChatId).Last(m => Shows(m, "ready for your decision"));
        var decision = Decision();
        await one.People.PressesAsync(Ann, review, "Route", Cancel, decision);
        await QuietAsync(one, two);
        var card = teams.In(Engineering).Single(m => Shows(m, "Acknowledge"));

        // Nobody acknowledges: reminded once, and gone up once, though both look.
        foreach (var minutes in new[] { 44, 45, 59, 60, 61 })
        {
            await TurnAsync(clock, Tuesday.AddMinutes(minutes), one, two);
        }

        Assert.Single(Said(teams, Engineering, "Nobody has acknowledged it yet"));
        Assert.Single(Said(teams, Engineering, "Nobody acknowledged it in time"));
        Assert.Single(Said(teams, Turned.Hanna.ChatId, "so it goes up to **Head of Engineering** too"));

        // Both are pressed at once: one owns it.
        var now = teams.In(Engineering).Single(m => m.Id == card.Id);
        var presses = await Task.WhenAll(
            one.People.PressesAsync(Bob, now, "Acknowledge", Cancel, new() { ["owner"] = "me" }),
            two.People.PressesAsync(Cleo, now, "Acknowledge", Cancel, new() { ["owner"] = "me" })
        );
        Assert.Single(presses, answer => answer.Text.Contains("has already acknowledged", StringComparison.Ordinal));
        await QuietAsync(one, two);
        Assert.Single(Said(teams, Engineering, "acknowledged it and owns it"));

        // The rest of it, in turns.
        await PressAsync(two, teams, Bob, card, "Start work");
        await QuietAsync(one, two);
        await PressAsync(one, teams, Bob, card, "Post update", "Post update", Update("Found the slow query; fix in review."));
        await QuietAsync(one, two);
        await PressAsync(two, teams, Cleo, card, "Resolve", "Resolve", new() { ["kind"] = "fix", ["text"] = "Index added." });
        await QuietAsync(one, two);
        string[] told =
        [
            "Nobody has acknowledged it yet",
            "Nobody acknowledged it in time",
            "acknowledged it and owns it",
            "Found the slow query",
            "resolved it with a fix",
        ];
        var lines = teams.In(Engineering).Select(m => m.Text ?? "").ToList();
        Assert.Equal(
            told.Select((_, i) => i),
            told.Select(part => lines.FindIndex(line => line.Contains(part, StringComparison.Ordinal))).Index().OrderBy(at => at.Item).Select(at => at.Index)
        );
        Assert.All(told, part => Assert.Single(lines, line => line.Contains(part, StringComparison.Ordinal)));

        // The record is one chain, and both read the same.
        var escalation = Assert.Single(await one.Get<IEscalationStore>().ListAsync(FakeTeams.Tenant, [], null, 9, Cancel));
        var history = await two.Get<IEscalationStore>().HistoryAsync(FakeTeams.Tenant, escalation.Id, Cancel);
        Assert.Equal(Status.Resolved, escalation.Status);
        Assert.Null(HashChain.FirstBroken(FakeTeams.Tenant, escalation.Id, history));
        Assert.Single(history, stored => HashChain.Open(stored).What is EscalatedUp);
        Assert.Single(history, stored => HashChain.Open(stored).What is Acknowledged);
    }

    /// <summary>What a replica that is stopped holds goes to the other; when it wakes, nothing is said twice.</summary>
    [Fact(Timeout = 240_000)]
    public async Task A_replica_that_is_stopped_for_longer_than_its_claims_doubles_nothing_when_it_wakes()
    {
        TestStore.UseTables();
        await using var teams = await FakeTeams.StartAsync();
        await using var first = await BotProcess.StartAsync(folder.Path, Cancel, ("Playground:Start", "never"));
        await using var second = await BotProcess.StartAsync(folder.Path, Cancel, ("Playground:Start", "never"));
        var settings = await TestStore.SettingsAsync(folder.Path);
        await using var store = await Azurite.OpenAsync(settings["Storage:Tables:Prefix"], Cancel, RealTime);
        var people = Enumerable.Range(1, 20).Select(number => $"p{number}").ToArray();
        await SayAsync(store, teams, people, "Good morning");
        await UntilAsync(() => people.All(person => teams.In($"a:{person}").Count == 1));
        await SettledAsync(store);

        await SignalAsync("STOP", first);
        try
        {
            await SayAsync(store, teams, people, "Good day");
            await UntilAsync(() => people.All(person => teams.In($"a:{person}").Count == 2));
            await Task.Delay(Asleep, RealTime, Cancel);
        }
        finally
        {
            await SignalAsync("CONT", first);
        }

        await SayAsync(store, teams, people, "Good evening");
        await UntilAsync(() => people.All(person => teams.In($"a:{person}").Count >= 3));
        await Task.Delay(TimeSpan.FromSeconds(5), RealTime, Cancel);

        Assert.All(people, person =>
            Assert.Equal(["Good morning", "Good day", "Good evening"], teams.In($"a:{person}").Select(message => message.Text?.Split(',')[0]))
        );
        Assert.DoesNotContain("fail:", first.Output);
        Assert.DoesNotContain("fail:", second.Output);
    }

    private static async Task SayAsync(AzureTableStore store, FakeTeams teams, IReadOnlyList<string> people, string words) =>
        Assert.Null(
            await store.CommitAsync(
                new()
                {
                    Tenant = FakeTeams.Tenant,
                    At = RealTime.GetUtcNow(),
                    Directory = new()
                    {
                        Contacts = [.. people.Select(person => new Contact(new(person, person), $"29:{person}", $"a:{person}", teams.ServiceUrl, null, null))],
                    },
                    Messages = [.. people.Select(person => new OutboxMessage(new ToPerson(person), new Escalations.TextMessage($"{words}, {person}")))],
                },
                Cancel
            )
        );

    /// <summary>What is stopped between sending and recording is sent once more: here nothing is.</summary>
    private static async Task SettledAsync(AzureTableStore store)
    {
        while (await store.UnfinishedAsync(RealTime.GetUtcNow(), Cancel) is { Count: > 0 })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), RealTime, Cancel);
        }
    }

    private static async Task SignalAsync(string signal, BotProcess bot)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{bot.Id}"]);
        await kill.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(0, kill.ExitCode);
    }

    private Task<RunningBot> StartAsync(FakeTeams teams, TimeProvider clock) =>
        RunningBot.StartAsync(teams, clock, folder.Path, services => services.Replace(ServiceDescriptor.Singleton(new PlaybookCatalog(SampleCards.Playbook))));

    private static async Task QuietAsync(params RunningBot[] replicas)
    {
        // What one does may give the other something to do.
        foreach (var replica in replicas.Concat(replicas))
        {
            await replica.QuietAsync(Cancel, withDeadlines: true);
        }
    }

    private static async Task TurnAsync(ClockWithoutTimers clock, DateTimeOffset at, params RunningBot[] replicas)
    {
        clock.AdjustTime(at);
        await Task.WhenAll(replicas.Select(replica => Task.Run(() => replica.Get<JobRunner>().BeatAsync(Cancel), Cancel)));
        await QuietAsync(replicas);
        await Task.WhenAll(replicas.Select(replica => Task.Run(() => replica.Get<JobRunner>().BeatAsync(Cancel), Cancel)));
        await QuietAsync(replicas);
    }

    private static async Task PressAsync(
        RunningBot replica,
        FakeTeams teams,
        FakePerson who,
        FakeMessage card,
        string title,
        string? submit = null,
        JsonObject? inputs = null
    )
    {
        var now = teams.In(card.ConversationId).Single(m => m.Id == card.Id);
        var answer = await replica.People.PressesAsync(who, now, title, Cancel, submit is null ? inputs : null);
        if (submit is not null)
        {
            await replica.People.PressesAsync(who, now, submit, Cancel, inputs, answer.Card);
        }
    }

    private static IEnumerable<string> Said(FakeTeams teams, string conversation, string containing) =>
        teams.In(conversation).Select(m => m.Text).OfType<string>().Where(text => text.Contains(containing, StringComparison.Ordinal));

    private static async Task UntilAsync(Func<bool> so)
    {
        var since = RealTime.GetTimestamp();
        while (!so())
        {
            Assert.True(RealTime.GetElapsedTime(since) < TimeSpan.FromSeconds(60), "It did not come about.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), RealTime, Cancel);
        }
    }
}
