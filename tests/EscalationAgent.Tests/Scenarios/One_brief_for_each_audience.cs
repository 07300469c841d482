using EscalationAgent.Tests.Fakes;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What each place reads of one brief (R19, R20), over the wire.</summary>
public sealed class One_brief_for_each_audience
{
    private const string Finance = "19:finance@thread.tacv2";

    private static readonly string[] Business = ["85", "67 days", "renewal", "Renewal", "rustrated", "ARR"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Engineering_reads_no_money_renewal_or_mood_on_cards_in_forms_or_in_answers()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var review = await story.ReviewAsync(Cancel);
        Assert.True(Shows(review, "Engineering sees it without revenue, renewal and mood."));

        await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S2", because: "Their CFO is furious, and it blocks a whole team."));
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        var acknowledged = await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel);
        var form = await story.People.PressesAsync(Bob, card, "Post update", Cancel, card: acknowledged.Card);
        await story.People.SaysInAsync(Bob, Engineering, "status ESC-2026-0001", Cancel);
        await story.Teams.ShowsAsync(Engineering, m => Shows(m, "What happened"), "the status", Cancel);
        await story.QuietAsync(Cancel);

        string[] said = [acknowledged.Text, form.Text, .. story.Teams.In(Engineering).SelectMany(Texts)];
        Assert.Contains(said, text => text.Contains("P1 open 12 days", StringComparison.Ordinal));
        Assert.Contains(said, text => text.Contains("it blocks a whole team", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(said.Where(text => Business.Append("furious").Any(mark => text.Contains(mark, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Finance_reads_it_in_short_without_tickets()
    {
        await using var story = await BeginAsync();
        story.Teams.AddChannel(Finance, Cleo);
        await story.LinkAsync(Cancel);
        await story.People.SaysInAsync(Bob, Leadership, "link cs_leadership", Cancel);
        await story.People.SaysInAsync(Bob, Finance, "link finance", Cancel);
        await story.Teams.ShowsAsync(Finance, m => m.Text?.Contains("now receives for Finance") is true, "that it is linked", Cancel);
        await story.People.PressesAsync(Ann, await story.ReviewAsync(Cancel), "Route", Cancel, Decision("S2", "commercial_dispute", "They doubt the invoice."));

        var card = await story.Teams.ShowsAsync(Finance, m => Shows(m, "In short"), "finance's card", Cancel);
        Assert.Contains(Texts(card), text => text.Contains("EUR 85k ARR, renewal in 67 days", StringComparison.Ordinal));
        Assert.Empty(
            Texts(card).Where(text => text.Contains("P1 open", StringComparison.Ordinal) || text.Contains("ingest workers", StringComparison.Ordinal))
        );

        // CS leadership is accountable and reads all.
        var whole = await story.Teams.ShowsAsync(Leadership, m => Shows(m, "Acknowledge"), "CS leadership's card", Cancel);
        Assert.Contains(Texts(whole), text => text.Contains("P1 open 12 days, EUR 85k ARR", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Texts(FakeMessage message) =>
        new[] { message.Text ?? "", message.Summary ?? "" }.Concat(message.Card is { } card ? PressAnswer.Texts(card) : []);
}
