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

    /// <summary>A process looks as soon as it has started.</summary>
    private static readonly TimeSpan LongEnoughToLook = TimeSpan.FromSeconds(2);

    /// <summary>What is being sent is given up after ten seconds; a start that takes nearly as long on a busy machine shows nothing.</summary>
    private const int Rounds = 5;

    /// <summary>A claim lives for 30 seconds after it was last renewed, which is done every six.</summary>
    private static readonly TimeSpan StillClaimed = TimeSpan.FromSeconds(12);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

#pragma warning disable RS0030 // Processes run in real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    [Fact(Timeout = 180_000)]
    public async Task The_second_leaves_alone_what_the_first_is_sending_and_sends_it_once_when_the_first_is_killed()
    {
        TestStore.NeedsSqlite();
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        await using var first = await BotProcess.StartAsync(folder.Path, Cancel, ("Playground:Start", "never"));
        using var store = SqliteStore.OpenBeside(folder.File("escalations.db"));
        BotProcess? second = null;
        string[] people = [];
        try
        {
            for (var round = 1; second is null; round++)
            {
                Assert.True(round <= Rounds, "No start was quick enough.");
                people = [.. Enumerable.Range(1, Count).Select(number => $"p{round}{number}")];
                second = await StartAmidAsync(folder, teams, store, people);
            }

            await first.KillAsync(Cancel);
            teams.Release();
            await Task.Delay(StillClaimed, Clock, Cancel);
            Assert.All(people, person => Assert.Empty(teams.In($"a:{person}")));
            await UntilAsync(() => people.All(person => teams.In($"a:{person}").Count > 0), TimeSpan.FromSeconds(60));
            await UntilAsync(() => store.NextMessageAtAsync(OutboxQueue.Message, Cancel).Result is null, TimeSpan.FromSeconds(10));
            Assert.All(people, person => Assert.Contains($"Hello, {person}", Assert.Single(teams.In($"a:{person}")).Text));
        }
        finally
        {
            await (second?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <summary>The first process is in the middle of sending all of it while the second one starts and looks.</summary>
    /// <returns>The second process; null when the first had given up sending before that.</returns>
    private static async Task<BotProcess?> StartAmidAsync(TemporaryFolder folder, FakeTeams teams, SqliteStore store, string[] people)
    {
        var (held, givenUp) = (teams.Held, teams.GivenUp);
        teams.Hold();
        await store.CommitAsync(
            new()
            {
                Tenant = FakeTeams.Tenant,
                At = Clock.GetUtcNow(),
                Directory = new()
                {
                    Contacts = [.. people.Select(person => new Contact(new(person, person), $"29:{person}", $"a:{person}", teams.ServiceUrl, null, null))],
                },
                Messages = [.. people.Select(person => new OutboxMessage(new ToPerson(person), new Escalations.TextMessage($"Hello, {person}")))],
            },
            Cancel
        );
        await UntilAsync(() => teams.Held == held + Count, TimeSpan.FromSeconds(20));
        var second = await BotProcess.StartAsync(folder.Path, Cancel, ("Playground:Start", "never"));
        await Task.Delay(LongEnoughToLook, Clock, Cancel);
        if (teams.GivenUp == givenUp)
        {
            Assert.Equal(held + Count, teams.Held);
            return second;
        }

        await second.DisposeAsync();
        teams.Release();
        await UntilAsync(() => store.NextMessageAtAsync(OutboxQueue.Message, Cancel).Result is null, TimeSpan.FromSeconds(90));
        return null;
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
