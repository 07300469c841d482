using EscalationAgent.Tests.Fakes;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What was accepted is delivered, though the process dies before it could send anything.</summary>
public sealed class Killed_between_accepting_and_sending
{
    /// <summary>What the killed process held is taken over when its claims have run out.</summary>
    private static readonly TimeSpan AfterTheLease = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_routed_brief_reaches_its_team_after_the_restart()
    {
        await using var scene = await Scene.BeginAsync();
        var review = await scene.ReviewAsync();

        // Accepted, but Teams hangs: nothing leaves. Then the process is killed.
        scene.Teams.Hold();
        var answer = await scene.People.PressesAsync(Ann, review, "Route", Cancel, Decision());
        Assert.Contains("Routed", answer.Text);
        await scene.SendingAsync();
        Assert.DoesNotContain(scene.Teams.In(Engineering), m => m.Card is not null);
        await scene.KillAsync();

        scene.Teams.Release();
        await scene.StartAsync();
        scene.Teams.Patience = AfterTheLease;
        await scene.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        await scene.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("is with Engineering") is true, "that it is routed", Cancel);
        Assert.Single(scene.Teams.In(Engineering), m => m.Card is not null);
    }

    [Fact]
    public async Task An_acknowledgement_is_shown_to_everybody_after_the_restart()
    {
        await using var scene = await Scene.BeginAsync();
        var review = await scene.ReviewAsync();
        await scene.People.PressesAsync(Ann, review, "Route", Cancel, Decision());
        var card = await scene.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        await scene.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("is with Engineering") is true, "that it is routed", Cancel);
        await scene.Teams.QuietAsync(Cancel);

        scene.Teams.Hold();
        var answer = await scene.People.PressesAsync(Bob, card, "Acknowledge", Cancel, new() { ["owner"] = "me" });
        Assert.Contains("Bob Stone (Eng Lead)", answer.Text);
        await scene.SendingAsync();
        await scene.KillAsync();

        scene.Teams.Release();
        await scene.StartAsync();
        scene.Teams.Patience = AfterTheLease;
        await scene.Teams.ShowsAsync(Engineering, m => m.Id == card.Id && Shows(m, "Bob Stone (Eng Lead)"), "the owner on the card", Cancel);
        await scene.Teams.ShowsAsync(Engineering, m => m.Text?.Contains("acknowledged it") is true, "the line in the thread", Cancel);
        await scene.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("acknowledged it") is true, "that it is acknowledged", Cancel);

        // The second delivery of the same press, after the restart, changes nothing.
        var again = await scene.People.PressesAsync(Cleo, card, "acknowledge", card.Card!["actions"]![0]!["data"]!.DeepClone(), Cancel);
        Assert.Contains("Bob Stone", again.Text);
    }

    /// <summary>Another system that was down, and a process that died meanwhile: it hears of it once all the same.</summary>
    [Fact]
    public async Task What_another_system_is_owed_is_posted_after_the_restart()
    {
        await using var receiver = await FakeReceiver.StartAsync();
        receiver.Status = (_, _) => 503;
        await using var scene = await Scene.BeginAsync([.. receiver.Settings().Select(setting => (setting.Key, setting.Value!))]);
        var review = await scene.ReviewAsync();
        await scene.People.PressesAsync(Ann, review, "Route", Cancel, Decision());
        await scene.UntilAsync(() => !receiver.Tried.IsEmpty, "the bot posts the event");
        await scene.KillAsync();

        receiver.Status = null;
        await scene.StartAsync();
        await scene.UntilAsync(() => !receiver.Taken.IsEmpty, "the bot posts it again");
        Assert.Equal("escalation.routed", Assert.Single(receiver.Taken).Type);
        Assert.Single(receiver.Tried.Select(one => one.Id).Distinct());
    }

    /// <summary>The program as a process, with its data in a folder that outlives it.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private readonly TemporaryFolder folder = new();
        private BotProcess? bot;

        private readonly (string Name, string Value)[] settings;

        private Scene(FakeTeams teams, (string Name, string Value)[] settings)
        {
            Teams = teams;
            this.settings = settings;
        }

        public FakeTeams Teams { get; }

        public FakeClient People { get; private set; } = null!;

        public static async Task<Scene> BeginAsync(params (string Name, string Value)[] settings)
        {
            var teams = await FakeTeams.StartAsync();
            teams.AddChannel(Engineering, Bob, Cleo);
            var scene = new Scene(teams, settings);
            await scene.StartAsync();
            return scene;
        }

        public async Task StartAsync()
        {
            bot = await BotProcess.StartAsync(folder.Path, Cancel, [("Playground:Start", "never"), .. settings]);
            People = new(new HttpClient { BaseAddress = bot.Address }, Teams);
        }

        public async Task<FakeMessage> ReviewAsync()
        {
            await People.SaysInAsync(Bob, Engineering, "link engineering", Cancel);
            await Teams.ShowsAsync(Engineering, m => m.Text?.Contains("now receives for Engineering") is true, "that it is linked", Cancel);
            await People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
            await Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "What exactly do you need"), "the question for the ask", Cancel);
            await People.SaysAsync(Ann, Ask, Cancel);
            return await Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "ready for your decision"), "the review card", Cancel);
        }

        /// <summary>Until the bot is in the middle of sending something.</summary>
        public Task SendingAsync() => UntilAsync(() => Teams.Held > 0, "the bot tries to send something");

        public async Task UntilAsync(Func<bool> isSo, string what)
        {
            for (var waited = 0; !isSo() && waited < 9_000; waited++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), Clock, Cancel);
            }

            Assert.True(isSo(), $"It did not come about that {what}: {bot!.Output}");
        }

        public Task KillAsync() => bot!.KillAsync(Cancel);

        public async ValueTask DisposeAsync()
        {
            await (bot?.DisposeAsync() ?? ValueTask.CompletedTask);
            await Teams.DisposeAsync();
            folder.Dispose();
        }

#pragma warning disable RS0030 // Waiting for another program is done in real time.
        private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030
    }
}
