using EscalationAgent.Tests.Fakes;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Beyond ten lines a day in one chat, what is of no S1 and needs nothing of its reader is told together (R22).</summary>
public sealed class Enough_for_a_day
{
    private const string Digest = "lines that I kept for you";

    /// <summary>In Paris, where Ann is, it is 10:00: the next quiet point is at 17:00 there.</summary>
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Quiet = new(2026, 3, 10, 16, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_beyond_comes_in_one_message_at_the_quiet_point_and_that_it_does_is_said_once()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await UpdatedAsync(turned, 15);

        // That it is routed and acknowledged were two of the ten.
        Assert.Equal(8, turned.Said(Ann.ChatId, "Known ").Count);
        var said = Assert.Single(turned.Said(Ann.ChatId, "That was 10 lines today."));
        Assert.Contains("next at Tue 10 Mar, 17:00 CET", said, StringComparison.Ordinal);
        Assert.Equal(15, turned.Said(Engineering, "Known ").Count);

        // What asks her to decide comes at once, as a card.
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["text"] = "The index is there." });
        Assert.True(Shows(turned.CardIn(Ann.ChatId), "You decide."));

        await turned.TurnToAsync(Quiet.AddSeconds(-1), Cancel);
        Assert.Empty(turned.Said(Ann.ChatId, Digest));
        await turned.TurnToAsync(Quiet, Cancel);
        var digest = Assert.Single(turned.Said(Ann.ChatId, Digest));
        Assert.Contains("**7 lines that I kept for you**", digest, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(9, 7), n => Assert.Contains($"Known {n}.", digest, StringComparison.Ordinal));
        await turned.TurnToAsync(Quiet.AddHours(1), Cancel);
        Assert.Single(turned.Said(Ann.ChatId, Digest));
    }

    [Fact]
    public async Task An_S1_always_comes_at_once()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await UpdatedAsync(turned, 12, "S1");
        Assert.Equal(12, turned.Said(Ann.ChatId, "Known ").Count);
        Assert.Empty(turned.Said(Ann.ChatId, "That was"));
    }

    [Fact]
    public async Task The_next_day_begins_anew_by_their_own_clock()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await UpdatedAsync(turned, 9);
        Assert.Equal(8, turned.Said(Ann.ChatId, "Known ").Count);

        // Midnight in Paris has passed; in UTC it is the same day still.
        await turned.TurnToAsync(new(2026, 3, 10, 23, 30, 0, TimeSpan.Zero), Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", Update("Known at night."));
        Assert.Single(turned.Said(Ann.ChatId, "Known at night."));
    }

    [Fact]
    public async Task Nothing_is_lost_and_nothing_counted_again_when_the_program_starts_again()
    {
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        await using (var before = await Turned.BeginAsync(Tuesday, Cancel, folder: folder.Path, teams: teams))
        {
            await UpdatedAsync(before, 11);
        }

        await using var turned = await Turned.BeginAsync(Tuesday.AddHours(1), Cancel, folder: folder.Path, teams: teams, isLinked: true);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", Update("Known 12."));
        Assert.Equal(8, turned.Said(Ann.ChatId, "Known ").Count);
        Assert.Single(turned.Said(Ann.ChatId, "That was 10 lines today."));
        await turned.TurnToAsync(Quiet, Cancel);
        var digest = Assert.Single(turned.Said(Ann.ChatId, Digest));
        Assert.All(Enumerable.Range(9, 4), n => Assert.Contains($"Known {n}.", digest, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_it_is_set_so_all_comes_at_once()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: new Dictionary<string, string?> { ["Teams:NoticesPerDay"] = "0" });
        await UpdatedAsync(turned, 12);
        Assert.Equal(12, turned.Said(Ann.ChatId, "Known ").Count);
    }

    private static async Task UpdatedAsync(Turned turned, int updates, string severity = "S2")
    {
        await turned.AcknowledgedAsync(severity, Cancel);
        for (var update = 1; update <= updates; update++)
        {
            await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", Update($"Known {update}."));
        }
    }
}
