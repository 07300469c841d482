using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Tests.Storage;

/// <summary>Whoever commits can send at once: what may leave now comes back claimed. A store may claim less, and nothing else.</summary>
public abstract partial class StoreContract
{
    private static ClaimOffer Offer => new(OutboxQueue.Message, Now + Lease, 100);

    /// <summary>Whether the store claims what it may with a commit.</summary>
    private protected virtual bool ClaimsAtCommit => true;

    [Fact]
    public async Task What_can_leave_at_once_is_claimed_with_its_commit()
    {
        var (first, claimed) = await Store.CommitAsync(Owing(To("a", "a1"), To("a", "a2"), To("b", "b1")), Offer, Cancel);

        Assert.Null(first);
        Assert.Equal(ClaimsAtCommit ? ["a1", "b1"] : [], claimed.Select(Said));
        Assert.All(claimed, message => Assert.True(message is { Tenant: Tenant, Attempts: 1, Doubts: 0, Misses: 0 } && message.OwedSince == Now));

        // Nobody else gets them while the claim lives; settled, the lane goes on.
        Assert.Equal(ClaimsAtCommit ? [] : ["a1", "b1"], (await ClaimAsync(Now)).Select(Said));
        foreach (var message in claimed)
        {
            Assert.True(await Store.SettleAsync(message, new Delivered(Now), Cancel));
            Assert.False(await Store.SettleAsync(message, new Delivered(Now), Cancel));
        }

        if (ClaimsAtCommit)
        {
            Assert.Equal(["a2"], await SendAllAsync(Now));
        }
    }

    /// <summary>The process died between the commit and the sending: it may have been sent.</summary>
    [Fact]
    public async Task A_claim_with_its_commit_ends_with_its_lease()
    {
        var (_, claimed) = await Store.CommitAsync(Owing(To("a", "m")), Offer, Cancel);

        var again = await ClaimOneAsync(Now + Lease);

        Assert.Equal(("m", 1 + claimed.Count, claimed.Count), (Said(again), again.Attempts, again.Doubts));
        Assert.All(claimed, message => Assert.NotEqual(message.Token, again.Token));
        Assert.All(claimed, message => Assert.False(Store.SettleAsync(message, new Delivered(Now), Cancel).Result));
    }

    [Fact]
    public async Task Nothing_is_claimed_that_has_to_wait()
    {
        await Store.CommitAsync(Owing(To("busy", "before")), Cancel);

        var (_, claimed) = await Store.CommitAsync(
            Owing(
                To("busy", "behind it"),
                To("later", "not yet") with
                {
                    NotBefore = Now.AddMinutes(1),
                },
                To("list", "of a list") with
                {
                    IsListable = true,
                },
                new OutboxMessage(new ToWriter("w"), new DraftWork(Id))
            ),
            Offer,
            Cancel
        );

        Assert.Empty(claimed);
    }

    [Fact]
    public async Task No_more_is_claimed_than_is_offered_and_none_of_another_kind()
    {
        var (_, claimed) = await Store.CommitAsync(Owing(To("a", "1"), To("b", "2"), To("c", "3")), Offer with { Limit = 2 }, Cancel);
        Assert.Equal(ClaimsAtCommit ? 2 : 0, claimed.Count);
        Assert.Equal(3 - claimed.Count, (await ClaimAsync(Now)).Count);

        Assert.Empty((await Store.CommitAsync(Owing(To("d", "4")), Offer with { Kind = OutboxQueue.Work }, Cancel)).Claimed);
        Assert.Empty((await Store.CommitAsync(Owing(To("e", "5")), offer: null, Cancel)).Claimed);
    }

    [Fact]
    public async Task A_repeated_delivery_claims_nothing()
    {
        var commit = Owing(To("a", "m")) with { Delivery = "d", Answer = "done" };
        await Store.CommitAsync(commit, Offer, Cancel);

        var (first, claimed) = await Store.CommitAsync(commit, Offer, Cancel);

        Assert.Equal("done", first?.Text);
        Assert.Empty(claimed);
    }

    [Fact]
    public async Task It_is_known_whether_anything_is_owed_to_a_place()
    {
        Assert.False(await Store.IsAnyOwedAsync(Tenant, "person:a", Cancel));
        await Store.CommitAsync(Owing(To("a", "m") with { NotBefore = Now.AddMinutes(1) }), Cancel);

        Assert.True(await Store.IsAnyOwedAsync(Tenant, "person:a", Cancel));
        Assert.False(await Store.IsAnyOwedAsync(Tenant, "person:b", Cancel));
        Assert.False(await Store.IsAnyOwedAsync(Elsewhere, "person:a", Cancel));

        var claimed = await ClaimOneAsync(Now.AddMinutes(1));
        Assert.True(await Store.IsAnyOwedAsync(Tenant, "person:a", Cancel));
        await Store.SettleAsync(claimed, new Delivered(Now.AddMinutes(1)), Cancel);
        Assert.False(await Store.IsAnyOwedAsync(Tenant, "person:a", Cancel));
    }

    [Fact]
    public async Task What_may_have_arrived_before_it_became_owed_is_known()
    {
        await Store.CommitAsync(Owing(To("a", "m") with { MayHaveArrived = true }), Cancel);

        Assert.Equal(1, (await ClaimOneAsync(Now)).Doubts);
    }
}
