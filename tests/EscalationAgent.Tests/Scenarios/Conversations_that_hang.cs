using System.Diagnostics;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Conversations that take a message and never answer hold up nobody else.</summary>
[Collection(nameof(Timed))]
public sealed class Conversations_that_hang(ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

#pragma warning disable RS0030 // How long a message takes is measured in real time.
    private static TimeProvider RealTime => TimeProvider.System;
#pragma warning restore RS0030

    [Fact(Timeout = 120_000)]
    public async Task Behind_fifty_that_hang_the_others_get_theirs_within_a_quarter_of_a_second()
    {
        await using var story = await Story.BeginAsync();
        var (hanging, idle) = (Enumerable.Range(0, 50).Select(i => $"hang{i}").ToList(), Enumerable.Range(0, 200).Select(i => $"idle{i}").ToList());
        hanging.ForEach(person => story.Teams.Hang($"a:{person}"));
        await OweAsync(
            story,
            [],
            [
                .. hanging
                    .Append("warm")
                    .Concat(idle)
                    .Select(person => new Contact(new(person, person), $"29:{person}", $"a:{person}", story.Teams.ServiceUrl, null, null)),
            ]
        );
        await OweAsync(story, [Say("warm")]);
        await story.Teams.ShowsAsync("a:warm", m => m.Text == "Hello", "the message", Cancel);
        await OweAsync(story, [.. hanging.Select(Say)]);

        // From the first moment on: while all of them begin to hang, and when they do.
        var owedAt = new Dictionary<string, long>();
        foreach (var person in idle)
        {
            owedAt[person] = Stopwatch.GetTimestamp();
            await OweAsync(story, [Say(person)]);
            await Task.Delay(TimeSpan.FromMilliseconds(10), RealTime, Cancel);
        }

        foreach (var person in idle)
        {
            await story.Teams.ShowsAsync($"a:{person}", m => m.Text == "Hello", "the message", Cancel);
        }

        double[] took =
        [
            .. idle.Select(person => Stopwatch.GetElapsedTime(owedAt[person], story.Teams.In($"a:{person}").Single().At).TotalMilliseconds).Order(),
        ];
        output.WriteLine($"from owed to there, behind 50 that hang: median {took[100]:0} ms, p99 {took[197]:0} ms, most {took[^1]:0} ms");
        Assert.Equal(50, story.Teams.Held);
        // A commit on Azurite takes ten times as long as one on SQLite.
        Assert.True(took[197] <= (TestStore.IsTables ? 500 : 250), $"p99 was {took[197]:0} ms");
    }

    /// <summary>A send is cut after ten seconds, and its conversation waits by itself.</summary>
    [Fact(Timeout = 120_000)]
    public async Task What_hangs_is_cut_after_ten_seconds()
    {
        await using var story = await Story.BeginAsync();
        story.Teams.Hang("a:hang");
        await OweAsync(story, [Say("hang")], [new Contact(new("hang", "hang"), "29:hang", "a:hang", story.Teams.ServiceUrl, null, null)]);
        var began = Stopwatch.StartNew();
        while (story.Teams.GivenUp == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), RealTime, Cancel);
        }

        Assert.InRange(began.Elapsed.TotalSeconds, 8, 14);
        story.Teams.Unhang("a:hang");
        await story.Teams.ShowsAsync("a:hang", m => m.Text?.StartsWith("Hello", StringComparison.Ordinal) is true, "the message after all", Cancel);
    }

    private static OutboxMessage Say(string person) => new(new ToPerson(person), new Escalations.TextMessage("Hello"));

    private static async Task OweAsync(Story story, IReadOnlyList<OutboxMessage> owed, IReadOnlyList<Contact>? contacts = null)
    {
        await story
            .Bot.Get<IEscalationStore>()
            .CommitAsync(
                new()
                {
                    Tenant = FakeTeams.Tenant,
                    At = RealTime.GetUtcNow(),
                    Messages = owed,
                    Directory = new() { Contacts = contacts ?? [] },
                },
                Cancel
            );
        story.Bot.Get<OutboxSignal>().Ring();
    }
}
