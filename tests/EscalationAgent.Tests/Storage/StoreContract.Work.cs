using Escalations;
using Escalations.Ports;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

public abstract partial class StoreContract
{
    [Theory]
    [InlineData(OutboxQueue.Message)]
    [InlineData(OutboxQueue.Work)]
    public async Task A_thousand_that_are_due_of_one_kind_do_not_delay_the_other(OutboxQueue many)
    {
        Func<string, string, OutboxMessage> manyOf = many == OutboxQueue.Work ? Work : (person, text) => To(person, text);
        Func<string, string, OutboxMessage> oneOf = many == OutboxQueue.Work ? (person, text) => To(person, text) : Work;
        var other = many == OutboxQueue.Work ? OutboxQueue.Message : OutboxQueue.Work;
        await Store.CommitAsync(Owing([.. Enumerable.Range(0, 1000).Select(i => manyOf($"p{i}", $"{i}"))]), Cancel);
        Assert.Null(await Store.NextMessageAtAsync(other, Cancel));
        Assert.Empty(await Store.ClaimMessagesAsync(other, Now, Lease, 9, Cancel));

        await Store.CommitAsync(Owing(oneOf("p1", "the one")) with { At = Now.AddMinutes(1) }, Cancel);

        Assert.Equal(Now, await Store.NextMessageAtAsync(many, Cancel));
        Assert.Equal(Now.AddMinutes(1), await Store.NextMessageAtAsync(other, Cancel));
        var one = Assert.Single(await Store.ClaimMessagesAsync(other, Now.AddMinutes(1), Lease, 1, Cancel));
        Assert.Equal("the one", Said(one));
        Assert.True(await Store.SettleAsync(one, new Delivered(Now.AddMinutes(1)), Cancel));
        Assert.Null(await Store.NextMessageAtAsync(other, Cancel));
        Assert.Equal(1000, (await Store.ClaimMessagesAsync(many, Now.AddMinutes(1), Lease, 2000, Cancel)).Count);
    }

    [Fact]
    public async Task Work_for_one_person_is_done_in_order_one_at_a_time_and_beside_that_of_others()
    {
        await Store.CommitAsync(Owing(Work("a", "a1"), Work("a", "a2"), Work("b", "b1"), To("a", "message")), Cancel);

        var first = await WorkAsync(Now);
        Assert.Equal(["a1", "b1"], first.Select(Said));
        Assert.Empty(await WorkAsync(Now));
        Assert.Equal(["message"], await SendAllAsync(Now));

        Assert.Equal(["a2"], (await Store.WaitingBehindAsync(first[0], 9, Cancel)).Select(waiting => Said(waiting.Message)));
        Assert.True(await Store.SettleAsync(first[0], new Retry(Now.AddSeconds(5), "busy"), Cancel));
        Assert.Empty(await WorkAsync(Now.AddSeconds(4)));
        var again = Assert.Single(await WorkAsync(Now.AddSeconds(5)));
        Assert.Equal(("a1", 2), (Said(again), again.Attempts));
        Assert.True(await Store.SettleAsync(again, new DeadLettered(Now.AddSeconds(5), "no") { Fallbacks = [To("a", "told")] }, Cancel));
        Assert.Equal("a2", Said(Assert.Single(await WorkAsync(Now.AddSeconds(5)))));
        Assert.Equal(["told"], await SendAllAsync(Now.AddSeconds(5)));
    }

    [Fact]
    public async Task What_has_its_time_waits_for_it()
    {
        await Store.CommitAsync(
            Owing(To("a", "later") with { NotBefore = Now.AddSeconds(30) }, To("b", "long ago") with { NotBefore = Now.AddDays(-1) }),
            Cancel
        );
        Assert.Equal(["long ago"], await SendAllAsync(Now));
        Assert.Equal(Now.AddSeconds(30), await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
        Assert.Empty(await SendAllAsync(Now.AddSeconds(30).AddTicks(-1)));

        // So does what becomes owed behind something else.
        await Store.CommitAsync(Owing(To("c", "first", To("c", "much later") with { NotBefore = Now.AddHours(1) })), Cancel);
        Assert.Equal(["later", "first"], await SendAllAsync(Now.AddSeconds(30)));
        Assert.Empty(await SendAllAsync(Now.AddHours(1).AddTicks(-1)));
        Assert.Equal(["much later"], await SendAllAsync(Now.AddHours(1)));
    }

    [Fact]
    public async Task Work_is_claimed_for_a_lease_and_who_lost_the_claim_changes_nothing()
    {
        await Store.CommitAsync(Owing(Work("a", "draft")), Cancel);
        var zombie = Assert.Single(await WorkAsync(Now));
        Assert.Empty(await WorkAsync(Now + Lease - TimeSpan.FromTicks(1)));
        Assert.Equal(Now + Lease, await Store.NextMessageAtAsync(OutboxQueue.Work, Cancel));

        var owner = Assert.Single(await WorkAsync(Now + Lease));

        Assert.False(await Store.SettleAsync(zombie, new Delivered(Now) { FollowUps = [To("a", "zombie")] }, Cancel));
        Assert.True(await Store.SettleAsync(owner, new Delivered(Now) { FollowUps = [To("a", "done")] }, Cancel));
        Assert.False(await Store.SettleAsync(owner, new Delivered(Now) { FollowUps = [To("a", "twice")] }, Cancel));
        Assert.Equal(["done"], await SendAllAsync(Now));
    }

    [Fact]
    public async Task A_message_may_be_followed_by_work_and_work_by_a_message()
    {
        await Store.CommitAsync(Owing(To("a", "first", Work("a", "then") with { FollowUps = [To("a", "last")] })), Cancel);
        Assert.Empty(await WorkAsync(Now));

        Assert.Equal(["first"], await SendAllAsync(Now));
        Assert.True(await Store.SettleAsync(Assert.Single(await WorkAsync(Now)), new Delivered(Now), Cancel));

        Assert.Equal(["last"], await SendAllAsync(Now));
        Assert.Null(await Store.NextMessageAtAsync(OutboxQueue.Work, Cancel));
    }

    [Fact]
    public async Task What_models_cost_adds_up_for_the_person_and_the_tenant_day_by_day()
    {
        DateOnly today = new(2026, 3, 2);
        Assert.Equal(new ModelUseOfDay(new(0, 0), new(0, 0)), await Store.FindModelUseAsync(Tenant, "sarah", today, Cancel));

        await Store.AddModelUseAsync(new(Tenant, "sarah", today, 1, 2000), Cancel);
        await Store.AddModelUseAsync(new(Tenant, "sarah", today, 2, int.MaxValue), Cancel);
        await Store.AddModelUseAsync(new(Tenant, "mike", today, 1, 500), Cancel);
        await Store.AddModelUseAsync(new(Tenant, "sarah", today.AddDays(1), 7, 70), Cancel);
        await Store.AddModelUseAsync(new(Elsewhere, "sarah", today, 9, 90), Cancel);

        Assert.Equal(
            new ModelUseOfDay(new(3, 2000L + int.MaxValue), new(4, 2500L + int.MaxValue)),
            await Store.FindModelUseAsync(Tenant, "sarah", today, Cancel)
        );
        Assert.Equal(new ModelUseOfDay(new(1, 500), new(4, 2500L + int.MaxValue)), await Store.FindModelUseAsync(Tenant, "mike", today, Cancel));
        Assert.Equal(new ModelUseOfDay(new(0, 0), new(7, 70)), await Store.FindModelUseAsync(Tenant, "mike", today.AddDays(1), Cancel));
        Assert.Equal(new ModelUseOfDay(new(9, 90), new(9, 90)), await Store.FindModelUseAsync(Elsewhere, "sarah", today, Cancel));
    }

    [Fact]
    public async Task A_model_cannot_have_cost_less_than_nothing()
    {
        DateOnly today = new(2026, 3, 2);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.AddModelUseAsync(new(Tenant, "sarah", today, -1, 10), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.AddModelUseAsync(new(Tenant, "sarah", today, 1, -10), Cancel));

        Assert.Equal(new ModelUseOfDay(new(0, 0), new(0, 0)), await Store.FindModelUseAsync(Tenant, "sarah", today, Cancel));
    }

    private static OutboxMessage Work(string person, string text) => new(new ToWriter(person), new TextMessage(text));

    private Task<IReadOnlyList<ClaimedMessage>> WorkAsync(DateTimeOffset at) => Store.ClaimMessagesAsync(OutboxQueue.Work, at, Lease, 100, Cancel);
}
