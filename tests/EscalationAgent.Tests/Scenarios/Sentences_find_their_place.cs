using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Drafting;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What the notes say and no section does is on the review card, from where one press puts it into a section.</summary>
public sealed class Sentences_find_their_place
{
    private const string Moved = "Coffee with Ingrid was nice.";
    private const string Aside = "Off the record: their IT head is about to be fired.";

    private static readonly string Told = $"""
        Customer: Solberg Marine
        The chart service is down since 25 November, 14 ships sail without updates.
        {Moved}
        {Aside}
        We need the chart service back by 28 November.
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_press_puts_a_sentence_into_a_section_at_its_end()
    {
        await using var story = await BeginAsync();
        var card = await PreviewAsync(story);
        Assert.True(Shows(card, Moved));
        Assert.True(Shows(card, Aside));
        Assert.True(Shows(card, "said off the record"));
        var before = await story.FindAsync(1, Cancel);
        var impact = before.Brief.Passages[BriefSection.CustomerImpact];

        var key = SetAside.NotPlaced(before).Single(s => s.Text == Moved).Key;
        var form = await story.People.PressesAsync(Ann, card, "place", Press(before, key), Cancel);
        Assert.Contains(Moved, form.Text, StringComparison.Ordinal);
        var after = await story.People.PressesAsync(Ann, card, "place-save", Press(before, $"{key}:customer_impact"), Cancel);

        Assert.DoesNotContain("Not placed", after.Text, StringComparison.Ordinal);
        var now = await story.FindAsync(1, Cancel);
        var placed = now.Brief.Passages[BriefSection.CustomerImpact];
        Assert.Equal($"{impact.Text} {Moved}", placed.Text);
        Assert.Equal((impact.Origin, impact.By), (placed.Origin, placed.By));
        Assert.Equal([Moved], placed.Confirmed);
        Assert.Empty(placed.Unproven);
        Assert.Contains(new SentencePlaced(BriefSection.CustomerImpact, Moved), await story.EventsAsync(now.Id, Cancel));

        // The card was drawn before: another press changes nothing, and says so.
        var again = await story.People.PressesAsync(Ann, card, "place-save", Press(before, $"{key}:timeline"), Cancel);
        Assert.Contains("stands in a section already", again.Text, StringComparison.Ordinal);
        Assert.Equal(now.Version, (await story.FindAsync(1, Cancel)).Version);
    }

    [Fact]
    public async Task What_was_left_out_can_be_placed_and_an_empty_section_is_asked_no_more()
    {
        await using var story = await BeginAsync();
        var card = await PreviewAsync(story);
        var before = await story.FindAsync(1, Cancel);
        Assert.DoesNotContain(BriefSection.CustomerCommunication, before.Brief.Passages.Keys);

        var key = SetAside.LeftOut(before).Single().Key;
        await story.People.PressesAsync(Ann, card, "place-save", Press(before, $"{key}:customer_communication"), Cancel);

        var now = await story.FindAsync(1, Cancel);
        Assert.Equal(
            (Aside, Origin.Stated),
            (now.Brief.TextOf(BriefSection.CustomerCommunication), now.Brief.Passages[BriefSection.CustomerCommunication].Origin)
        );
        Assert.Empty(SetAside.LeftOut(now));
    }

    [Fact]
    public async Task A_sentence_that_is_taken_out_of_its_section_is_not_placed_again()
    {
        await using var story = await BeginAsync();
        var card = await PreviewAsync(story);
        var before = await story.FindAsync(1, Cancel);
        var key = SetAside.NotPlaced(before).Single(s => s.Text == Moved).Key;
        var placed = await story.People.PressesAsync(Ann, card, "place-save", Press(before, $"{key}:customer_impact"), Cancel);

        var form = await story.People.PressesAsync(Ann, card, "Edit", Cancel, card: placed.Card);
        await story.People.PressesAsync(Ann, card, "Save", Cancel, new() { ["customer_impact"] = "14 ships sail without updates." }, form.Card);

        Assert.Contains(Moved, SetAside.NotPlaced(await story.FindAsync(1, Cancel)).Select(s => s.Text));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("000000000000:timeline")]
    [InlineData("{key}:headline")]
    [InlineData("{key}:nowhere")]
    public async Task A_forged_press_changes_nothing(string place)
    {
        await using var story = await BeginAsync();
        var card = await PreviewAsync(story);
        var before = await story.FindAsync(1, Cancel);
        var key = SetAside.NotPlaced(before).Single(s => s.Text == Moved).Key;

        await story.People.PressesAsync(Ann, card, "place-save", Press(before, place.Replace("{key}", key, StringComparison.Ordinal)), Cancel);
        await story.People.PressesAsync(Bob, card, "place-save", Press(before, $"{key}:timeline"), Cancel);

        Assert.Equal(before.Version, (await story.FindAsync(1, Cancel)).Version);
    }

    private static async Task<FakeMessage> PreviewAsync(Story story)
    {
        await story.People.SaysAsync(Ann, $"escalate {Told}", Cancel);
        await story.QuietAsync(Cancel);
        await story.People.SaysAsync(Ann, "preview", Cancel);
        return await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Not placed (1)"), "the preview", Cancel);
    }

    private static System.Text.Json.Nodes.JsonObject Press(Escalation escalation, string place) =>
        new()
        {
            ["id"] = escalation.Id.ToString(),
            ["seen"] = escalation.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["place"] = place,
        };
}
