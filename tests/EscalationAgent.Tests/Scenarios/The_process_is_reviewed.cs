using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>
/// Each quarter the process itself is reviewed (A075): the sponsor is asked with the figures, all functions are consulted, and it ends in
/// adjustments to roles, metrics and meeting rhythms (A076).
/// </summary>
public sealed class The_process_is_reviewed
{
    private static readonly FakePerson Paul = new("Paul Product");
    private static readonly FakePerson Sam = new("Sam Sponsor");
    private static readonly FakePerson Sara = new("Sara Sales");
    private static readonly FakePerson Otto = new("Otto Outsider");

    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset FirstMonday = new(2026, 4, 6, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_figures_of_the_quarter_to_adjustments()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, playbooks: SampleCards.Shipped);
        turned.People.FillsChecklists = false;
        foreach (var (person, role) in new[] { (Paul, "product_owner"), (Sam, "senior_sponsor"), (Sara, "sales_representative") })
        {
            await turned.Story.LinkToAsync(person, role, Cancel);
        }

        await turned.People.SaysAsync(Otto, "hello", Cancel);
        await turned.TurnToAsync(FirstMonday.AddMinutes(-2), Cancel);
        Assert.Empty(Asked(turned));
        await turned.TurnToAsync(FirstMonday.AddMinutes(3), Cancel);
        await turned.TurnToAsync(FirstMonday.AddDays(7), Cancel);
        var asked = Assert.Single(Asked(turned));
        Assert.True(Shows(asked, "Routed in the quarter: 0 (quarter before: 0)."), Texts(asked));
        Assert.True(Shows(asked, "Of fewer than 5 no further figures are shown."));

        var refused = await turned.People.PressesAsync(Otto, asked, "Begin the review", Cancel);
        Assert.Contains("This review is not yours to begin", refused.Text, StringComparison.Ordinal);
        var forged = new JsonObject { ["id"] = "launch-protocol|2026-Q9" };
        Assert.Contains("not yours to begin", (await turned.People.PressesAsync(Sam, asked, "process-review", forged, Cancel)).Text, StringComparison.Ordinal);

        var begun = await turned.People.PressesAsync(Sam, asked, "Begin the review", Cancel);
        Assert.Contains("Sam Sponsor has begun: Launch protocol: review of Q1 2026", begun.Text, StringComparison.Ordinal);
        await turned.Story.QuietAsync(Cancel);
        Assert.DoesNotContain(turned.Teams.In(Sam.ChatId), m => Shows(m, "Which kind of matter is it?"));

        // It is begun once, however often its card is pressed.
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var again = await turned.People.PressesAsync(Sam, asked, "Begin the review", Cancel);
            Assert.Contains("Sam Sponsor has begun", again.Text, StringComparison.Ordinal);
        }

        await turned.Story.QuietAsync(Cancel);
        var draft = await turned.EscalationAsync(Cancel);
        Assert.Equal(("process_review", "Launch protocol: review of Q1 2026"), (draft.Draft.Kind, draft.Brief.Account));
        foreach (var said in new[] { "Keep the huddle, drop the second sign-off.", "Please decide on the adjustments by Friday." })
        {
            await turned.People.SaysAsync(Sam, said, Cancel);
            await turned.Story.QuietAsync(Cancel);
        }

        // What a review looks at (A075); nobody is asked what set it off.
        var review = turned.CardIn(Sam.ChatId);
        Assert.True(Shows(review, "ready for your decision"), Texts(review));
        JsonObject decision = new() { ["severity"] = "S4", ["because"] = "It can wait." };
        var form = await turned.People.PressesAsync(Sam, review, "Route", Cancel, decision.DeepClone().AsObject());
        Assert.Contains("Process: still missing are effectiveness, alignment with strategy, regulatory considerations", form.Text, StringComparison.Ordinal);
        JsonObject looked = new()
        {
            ["item-effectiveness"] = "Alarms were acknowledged in minutes; go/no-go took four days.",
            ["item-alignment"] = "Yes, for consumer launches.",
            ["item-regulation"] = "The accessibility act applies from June.",
        };
        var weighed = await turned.People.PressesAsync(Sam, review, "Save", Cancel, looked, form.Card);
        await turned.People.PressesAsync(Sam, review, "Route", Cancel, decision, weighed.Card);
        await turned.Story.QuietAsync(Cancel);

        // All functions are invited: who is consulted advises.
        var invited = turned.CardIn(Sara.ChatId);
        Assert.True(Shows(invited, "You are consulted as **Sales representative**"), Texts(invited));
        var advice = await turned.PressAsync(Sara, invited, "Give advice", Cancel);
        await turned.People.PressesAsync(Sara, invited, "Give advice", Cancel, new() { ["text"] = "Two huddles a week are one too many." }, advice.Card);

        // It ends in three kinds of adjustments (A076), none of which can be left out without a word.
        var card = turned.CardIn(Paul.ChatId);
        await turned.PressAsync(Paul, card, "Acknowledge", Cancel);
        var resolve = await turned.PressAsync(Paul, turned.CardIn(Paul.ChatId), "Resolve", Cancel);
        JsonObject adjustments = new()
        {
            ["kind"] = "decision",
            ["text"] = "Three adjustments from May on.",
            ["item-roles_change"] = "Support joins the go/no-go.",
        };
        var incomplete = await turned.People.PressesAsync(Paul, card, "Resolve", Cancel, adjustments.DeepClone().AsObject(), resolve.Card);
        Assert.Contains("Metrics", incomplete.Text, StringComparison.Ordinal);
        adjustments["item-metrics_change"] = "Go/no-go within two days.";
        adjustments["item-rhythms_change"] = "One huddle a week.";
        await turned.People.PressesAsync(Paul, card, "Resolve", Cancel, adjustments, resolve.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.Equal(Status.Resolved, (await turned.EscalationAsync(Cancel)).Status);
        Assert.True(Shows(turned.CardIn(Sam.ChatId), "Meeting rhythms: One huddle a week."), Texts(turned.CardIn(Sam.ChatId)));
    }

    private static List<FakeMessage> Asked(Turned turned) =>
        [.. turned.Teams.In(Sam.ChatId).Where(m => Shows(m, "review of Q1 2026") && Shows(m, "Each quarter"))];

    private static string Texts(FakeMessage message) => string.Join("\n", PressAnswer.Texts(message.Card!));
}
