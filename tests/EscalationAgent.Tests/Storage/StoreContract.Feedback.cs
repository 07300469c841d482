using Escalations;
using Escalations.Reporting;

namespace EscalationAgent.Tests.Storage;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_second_answer_by_the_same_ticket_replaces_the_first()
    {
        await Store.KeepFeedbackAsync(Tenant, Answer("b", clarity: 1), Cancel);
        await Store.KeepFeedbackAsync(Tenant, Answer("a", clarity: 4) with { Text = "Réponse 😀", IsPilot = true }, Cancel);
        await Store.KeepFeedbackAsync(Tenant, Answer("b", clarity: 5), Cancel);
        await Store.KeepFeedbackAsync(Elsewhere, Answer("c"), Cancel);

        Assert.Equal(
            [Answer("a", clarity: 4) with { Text = "Réponse 😀", IsPilot = true }, Answer("b", clarity: 5)],
            await Store.FeedbackAsync(Tenant, Cancel)
        );
        Assert.Equal([Answer("c")], await Store.FeedbackAsync(Elsewhere, Cancel));
    }

    [Fact]
    public async Task Answers_that_come_at_once_are_all_kept()
    {
        var all = Enumerable.Range(0, 20).Select(i => Answer($"{i:00}", clarity: (i % 5) + 1) with { Text = new string('ü', 500) }).ToList();

        await Task.WhenAll(all.Select(answer => Store.KeepFeedbackAsync(Tenant, answer, Cancel)));

        Assert.Equal(all, await Store.FeedbackAsync(Tenant, Cancel));
    }

    [Fact]
    public async Task Answers_are_erased_by_month_of_all_playbooks_or_of_one()
    {
        foreach (
            var (ticket, month, playbook) in new[]
            {
                ("a", "2025-03", "launch"),
                ("b", "2025-04", "launch"),
                ("c", "2026-01", "launch"),
                ("d", "2025-12", "other"),
            }
        )
        {
            await Store.KeepFeedbackAsync(Tenant, Answer(ticket) with { Month = month, Playbook = playbook }, Cancel);
        }

        Assert.Equal(1, await Store.EraseFeedbackAsync(null, ReportMonth.Of(new DateOnly(2025, 4, 1)), Cancel));
        Assert.Equal(["b", "d", "c"], (await Store.FeedbackAsync(Tenant, Cancel)).Select(answer => answer.Ticket));
        Assert.Equal(1, await Store.EraseFeedbackAsync("launch", ReportMonth.Of(new DateOnly(2026, 1, 1)), Cancel));
        Assert.Equal(["d", "c"], (await Store.FeedbackAsync(Tenant, Cancel)).Select(answer => answer.Ticket));
        Assert.Equal(0, await Store.EraseFeedbackAsync("launch", ReportMonth.Of(new DateOnly(2026, 1, 1)), Cancel));
    }

    [Fact]
    public async Task The_key_of_a_tenants_tickets_is_made_once()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.FeedbackKeyAsync(Tenant, Cancel)));

        Assert.Equal(32, keys[0].Length);
        Assert.All(keys, key => Assert.Equal(keys[0], key));
        Assert.NotEqual(keys[0], await Store.FeedbackKeyAsync(Elsewhere, Cancel));
    }

    internal static FeedbackAnswer Answer(string ticket, int clarity = 3) => new(ticket, "launch", "2026-03", clarity, 2, 5);
}
