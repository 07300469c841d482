using System.Globalization;
using System.Text.Json.Nodes;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using Escalations;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>
/// People go on working while the process is killed and started again, at random moments.
/// ESCALATION_AGENT_KILLS says how often; the seed is printed with a failure.
/// </summary>
public sealed class Killed_at_random
{
    private const int People = 8;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("ESCALATION_AGENT_KILLS") ?? "4", CultureInfo.InvariantCulture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_was_accepted_is_lost_and_nothing_happens_twice()
    {
        TestStore.NeedsSqlite();
        var seed = Environment.TickCount;
        TestContext.Current.AddAttachment("seed", seed.ToString(CultureInfo.InvariantCulture));
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        teams.AddChannel(Engineering, Bob, Cleo);
        teams.Patience = TimeSpan.FromSeconds(120); // What a killed process held waits for the end of its lease.
        await using var scene = new Scene(teams, folder.Path);
        await scene.StartAsync();
        await scene.DoAsync(people => people.SaysInAsync(Bob, Engineering, "link engineering", Cancel));

        var killing = scene.KillAsync(Kills, new Random(seed));
        var begun = 0;
        var stories = (
            await Task.WhenAll(
                Enumerable
                    .Range(0, People)
                    .Select(async _ =>
                    {
                        var told = new List<string>();
                        do
                        {
                            told.Add(await StoryAsync(scene, Interlocked.Increment(ref begun)));
                        } while (!killing.IsCompleted);
                        return told;
                    })
            )
        ).SelectMany(told => told).ToList();
        await killing;
        await scene.NothingIsOwedAsync();
        await teams.QuietAsync(Cancel);
        await scene.StopAsync();

        // The record, looked at without the program.
        using var store = SqliteStore.Open(Path.Combine(folder.Path, "escalations.db"));
        var all = await store.ListAsync(FakeTeams.Tenant, [], null, 100_000, Cancel);
        TestContext.Current.AddAttachment("measured", $"{all.Count} escalations, {scene.Killed} kills");
        Assert.Equal(stories.Order(), all.Select(e => e.Brief.Account!).Order());
        Assert.Null(await store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
        foreach (var escalation in all)
        {
            var history = await store.HistoryAsync(FakeTeams.Tenant, escalation.Id, Cancel);
            Assert.Null(HashChain.FirstBroken(FakeTeams.Tenant, escalation.Id, history));
            Assert.Single(history.Select(HashChain.Open), e => e.What is Routed);
            Assert.Single(history.Select(HashChain.Open), e => e.What is Acknowledged);
            Assert.Equal(Status.Acknowledged, escalation.Status);

            // One card for the team; one more at most for each kill in the moment of sending.
            var cards = teams.In(Engineering).Where(m => Shows(m, escalation.Brief.Account!)).ToList();
            Assert.InRange(cards.Count, 1, 1 + scene.Killed);
            Assert.Contains(cards, card => Shows(card, "Bob Stone (Eng Lead)"));
        }
    }

    /// <summary>One escalation from notes to acknowledged. Whatever gets no answer is sent again, as Teams does.</summary>
    private static async Task<string> StoryAsync(Scene scene, int i)
    {
        var account = string.Create(CultureInfo.InvariantCulture, $"Acme{i:000} Corp");
        var csm = new FakePerson($"P{i} Csm");
        var notes = Notes.Replace("Acme Corp", account, StringComparison.Ordinal);
        await scene.DoAsync(people => people.SaysAsync(csm, $"escalate {notes}", Cancel, $"n-{i}"));
        await scene.Teams.ShowsAsync(csm.ChatId, m => Shows(m, "What exactly do you need"), "the question", Cancel);
        await scene.DoAsync(people => people.SaysAsync(csm, Ask, Cancel, $"a-{i}"));
        var review = await scene.Teams.ShowsAsync(csm.ChatId, m => m.Card is { } c && Buttons(c).Contains("Route"), "the review card", Cancel);
        var choices = Decision();
        var data = review.Card!.DeepClone().AsObject();
        var routed = await scene.DoAsync(people => people.PressesAsync(csm, review, "Route", Cancel, choices, data, $"r-{i}"));
        Assert.DoesNotContain("ready for your decision", routed.Text);
        var card = await scene.Teams.ShowsAsync(
            Engineering,
            m => Shows(m, account) && Buttons(m.Card!).Contains("Acknowledge"),
            $"the card of {account}",
            Cancel
        );
        var acknowledged = await scene.DoAsync(people =>
            people.PressesAsync(Bob, card, "acknowledge", new JsonObject { ["id"] = Id(card), ["seen"] = Seen(card) }, Cancel, $"k-{i}")
        );
        Assert.Contains("Bob Stone (Eng Lead)", acknowledged.Text);
        await scene.Teams.ShowsAsync(csm.ChatId, m => m.Text?.Contains("acknowledged it") is true, "that it is acknowledged", Cancel);
        return account;
    }

    private static string Id(FakeMessage card) => (string)FakeClient.Actions(card.Card).First(a => a["data"] is not null)["data"]!["id"]!;

    private static int Seen(FakeMessage card) => (int)FakeClient.Actions(card.Card).First(a => a["data"] is not null)["data"]!["seen"]!;

    private sealed class Scene(FakeTeams teams, string folder) : IAsyncDisposable
    {
        private BotProcess? bot;
        private volatile FakeClient? people;

        public FakeTeams Teams => teams;

        public int Killed { get; private set; }

        public async Task StartAsync()
        {
            bot = await BotProcess.StartAsync(folder, Cancel, ("Playground:Start", "never"));
            people = new(new HttpClient { BaseAddress = bot.Address, Timeout = TimeSpan.FromSeconds(10) }, teams);
        }

        public Task StopAsync() => bot!.KillAsync(Cancel);

        /// <summary>Until all is sent, at most a minute.</summary>
        public async Task NothingIsOwedAsync()
        {
            using var beside = SqliteStore.OpenBeside(Path.Combine(folder, "escalations.db"));
            for (var waited = 0; waited < 600 && await beside.NextMessageAtAsync(OutboxQueue.Message, Cancel) is not null; waited++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), Clock, Cancel);
            }
        }

        public async Task KillAsync(int times, Random dice)
        {
            for (; Killed < times; Killed++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(100, 1_500)), Clock, Cancel);
                await bot!.KillAsync(Cancel);
                await bot.DisposeAsync();
                await StartAsync();
            }
        }

        /// <summary>Sends until there is an answer.</summary>
        public async Task<T> DoAsync<T>(Func<FakeClient, Task<T>> send)
        {
            for (var tries = 0; ; tries++)
            {
                try
                {
                    return await send(people!);
                }
                catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException && tries < 300 && !Cancel.IsCancellationRequested)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50), Clock, Cancel);
                }
            }
        }

        public async ValueTask DisposeAsync() => await (bot?.DisposeAsync() ?? ValueTask.CompletedTask);

#pragma warning disable RS0030 // Waiting for another program is done in real time.
        private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030
    }
}
