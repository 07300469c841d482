using System.Diagnostics;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using Escalations;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The program runs twice on one file: by mistake, or because the new one starts before the old one has ended.</summary>
[Collection(nameof(Timed))]
public sealed class Two_processes
{
    private const int Count = 6;

    /// <summary>A process that hears of nothing looks by itself every five seconds.</summary>
    private static readonly TimeSpan LongEnoughToLook = TimeSpan.FromSeconds(6);

    /// <summary>A claim lives for 30 seconds after it was last renewed, which is done every six.</summary>
    private static readonly TimeSpan StillClaimed = TimeSpan.FromSeconds(12);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

#pragma warning disable RS0030 // Processes run in real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    [Fact(Timeout = 180_000)]
    public async Task The_second_leaves_alone_what_the_first_is_sending_and_sends_it_once_when_the_first_is_killed()
    {
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        await using var first = await BotProcess.StartAsync(folder.Path, Cancel, ("Playground:Start", "never"));
        await using var second = await BotProcess.StartAsync(folder.Path, Cancel, ("Playground:Start", "never"));
        using var store = SqliteStore.OpenBeside(folder.File("escalations.db"));
        string[] people = [.. Enumerable.Range(1, Count).Select(number => $"p{number}")];

        // The second one sleeps until the first is in the middle of sending all of it.
        await SignalAsync(second, "STOP");
        teams.Hold();
        await store.CommitAsync(
            new()
            {
                Tenant = FakeTeams.Tenant,
                At = Clock.GetUtcNow(),
                Directory = new() { Contacts = [.. people.Select(person => new Contact(new(person, person), $"29:{person}", $"a:{person}", teams.ServiceUrl, null, null))] },
                Messages = [.. people.Select(person => new OutboxMessage(new ToPerson(person), new Escalations.TextMessage($"Hello, {person}")))],
            },
            Cancel);
        await UntilAsync(() => teams.Held == Count, TimeSpan.FromSeconds(20));
        await SignalAsync(second, "CONT");
        await Task.Delay(LongEnoughToLook, Clock, Cancel);
        using (var http = new HttpClient { BaseAddress = second.Address })
        {
            Assert.True((await http.GetAsync("/health/ready", Cancel)).IsSuccessStatusCode);
        }

        Assert.Equal((Count, 0), (teams.Held, teams.GivenUp));

        await first.KillAsync(Cancel);
        teams.Release();
        await Task.Delay(StillClaimed, Clock, Cancel);
        Assert.All(people, person => Assert.Empty(teams.In($"a:{person}")));
        await UntilAsync(() => people.All(person => teams.In($"a:{person}").Count > 0), TimeSpan.FromSeconds(60));
        await UntilAsync(() => store.NextMessageAtAsync(OutboxQueue.Message, Cancel).Result is null, TimeSpan.FromSeconds(10));
        Assert.All(people, person => Assert.Contains($"Hello, {person}", Assert.Single(teams.In($"a:{person}")).Text));
        Assert.Equal(Count, teams.Held);
    }

    private static async Task SignalAsync(BotProcess process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync(Cancel);
        Assert.Equal(0, kill.ExitCode);
    }

    private static async Task UntilAsync(Func<bool> so, TimeSpan atMost)
    {
        var since = Clock.GetTimestamp();
        while (!so())
        {
            Assert.True(Clock.GetElapsedTime(since) < atMost, "It did not come about.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), Clock, Cancel);
        }
    }
}
