using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Whoever is told too much mutes a kind of it for a while (R22, lesson 23); an S1 is never muted.</summary>
public sealed class Muted_for_a_while
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("S2", 0)]
    [InlineData("S1", 1)]
    public async Task News_that_are_muted_stay_out_of_the_chat_but_those_of_an_S1(string severity, int told)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        Assert.Contains("until Sat 14 Mar, 00:00 CET", await AskedAsync(turned, "mute updates until 2026-03-13"), StringComparison.Ordinal);
        await turned.AcknowledgedAsync(severity, Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Start work", Cancel);

        // Who has it is no news of that kind, and the team hears of all.
        Assert.NotEmpty(turned.Said(Ann.ChatId, "acknowledged it"));
        Assert.Equal(told, turned.Said(Ann.ChatId, "started").Count);
        Assert.NotEmpty(turned.Said(Engineering, "started"));
    }

    [Fact]
    public async Task A_mute_has_an_end_is_shown_and_can_be_ended()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        Assert.Contains("Say what, and a last day within 28 days", await AskedAsync(turned, "mute reminders until 2026-05-01"), StringComparison.Ordinal);
        Assert.Contains("Say what, and a last day", await AskedAsync(turned, "mute reminders"), StringComparison.Ordinal);
        Assert.Contains("no reminders in this chat until", await AskedAsync(turned, "mute reminders until 2026-03-13"), StringComparison.Ordinal);
        Assert.Contains("no reminders in this chat until", await AskedAsync(turned, "mute"), StringComparison.Ordinal);
        Assert.Contains("keine Erinnerungen", await AskedAsync(turned, "stumm Erinnerungen bis 2026-03-20"), StringComparison.Ordinal);
        await AskedAsync(turned, "language english");
        Assert.Contains("Nothing is muted here.", await AskedAsync(turned, "unmute"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reminders_come_again_when_the_mute_has_ended()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await AskedAsync(turned, "mute reminders until 2026-03-10");
        await turned.AcknowledgedAsync("S2", Cancel);
        await turned.TurnAsync(TimeSpan.FromHours(3), Cancel);
        Assert.Empty(turned.Said(Ann.ChatId, "An update for the customer"));
        await turned.TurnToAsync(Tuesday.AddDays(1).AddHours(2), Cancel);
        Assert.NotEmpty(turned.Said(Ann.ChatId, "An update for the customer"));
    }

    private static async Task<string> AskedAsync(Turned turned, string text)
    {
        await turned.People.SaysAsync(Ann, text, Cancel);
        await turned.Story.QuietAsync(Cancel);
        return turned.Teams.In(Ann.ChatId)[^1].Text ?? "";
    }
}
