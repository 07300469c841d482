using Escalations;
using Escalations.Ports;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

public abstract partial class StoreContract
{
    [Fact]
    public async Task The_backlog_is_all_that_is_owed_and_since_when()
    {
        var later = Now + TimeSpan.FromHours(1);
        await Store.CommitAsync(Owing(To("mike", "a"), To("mike", "b"), To("sarah", "later") with { NotBefore = later }), Cancel);
        Assert.Equal((3, Now), await BacklogAsync(Now + TimeSpan.FromMinutes(1)));
        Assert.All((await Store.BacklogAsync(Now, Cancel)).Where(other => other.Queue != OutboxQueue.Message), other =>
            Assert.Equal((0, null), (other.Count, other.Oldest))
        );

        // What waits for another try is as old as it was; what waits for its time has no age.
        await Store.SettleAsync(await ClaimOneAsync(Now), new Retry(Now + TimeSpan.FromMinutes(30), "Teams is busy"), Cancel);
        Assert.Equal((3, Now), await BacklogAsync(Now + TimeSpan.FromMinutes(5)));
        Assert.Equal(["a", "b"], await SendAllAsync(Now + TimeSpan.FromMinutes(30)));
        Assert.Equal((1, null), await BacklogAsync(Now + TimeSpan.FromMinutes(31)));
        Assert.Equal((1, later), await BacklogAsync(later + TimeSpan.FromMinutes(1)));

        async Task<(long, DateTimeOffset?)> BacklogAsync(DateTimeOffset at)
        {
            var backlog = Assert.Single(await Store.BacklogAsync(at, Cancel), one => one.Queue == OutboxQueue.Message);
            return (backlog.Count, backlog.Oldest);
        }
    }

    /// <summary>A claim is renewed by its token: one that was lost meanwhile stays with its new owner.</summary>
    [Fact]
    public async Task A_renewed_claim_lasts_longer_and_only_a_living_one_is_renewed()
    {
        await Store.CommitAsync(Owing(To("a", "one"), To("b", "two")), Cancel);
        var claimed = await ClaimAsync(Now);
        var (kept, left) = (claimed[0], claimed[1]);
        await Store.RenewClaimsAsync([kept], Now + 2 * Lease, Cancel);

        var taken = await ClaimOneAsync(Now + Lease);
        Assert.Equal(left.Number, taken.Number);
        await Store.RenewClaimsAsync([kept, left], Now + 4 * Lease, Cancel);

        Assert.Equal(taken.Number, (await ClaimOneAsync(Now + 2 * Lease)).Number);
        Assert.True(await Store.SettleAsync(kept, new Delivered(Now + 2 * Lease), Cancel));
        await Store.RenewClaimsAsync([kept], Now + 9 * Lease, Cancel);
        Assert.Equal(taken.Number, (await ClaimOneAsync(Now + 3 * Lease)).Number);
    }

    /// <summary>What waits for one conversation can be said together: one message is sent, the others count as sent with it.</summary>
    [Fact]
    public async Task What_is_said_along_with_a_message_is_not_said_again()
    {
        await Store.CommitAsync(Owing(To("mike", "a"), To("sarah", "x"), To("mike", "b"), To("mike", "c"), To("mike", "d")), Cancel);
        var first = (await ClaimAsync(Now)).Single(m => m.Message.To is ToPerson { PersonId: "mike" });

        var behind = await Store.WaitingBehindAsync(first, 9, Cancel);
        Assert.Equal(["b", "c", "d"], behind.Select(m => Said(m.Message)));
        Assert.Equal(["b"], (await Store.WaitingBehindAsync(first, 1, Cancel)).Select(m => Said(m.Message)));

        // Numbers of another lane are none of its business.
        var stranger = behind[0].Number - 1;
        Assert.True(await Store.SettleAsync(first, new Delivered(Now) { AlsoDelivered = [behind[0].Number, behind[2].Number, stranger] }, Cancel));
        Assert.Equal(["c"], await SendAllAsync(Now));
        Assert.Equal(["x"], await SendAllAsync(Now + Lease));
        Assert.Null(await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
    }

    [Fact]
    public async Task Every_kind_of_message_comes_back_as_it_became_owed()
    {
        OutboxMessage[] owed =
        [
            new(new ToPerson("p"), new EventNotice(Id, 3)),
            new(new ToChannel("c"), new CardUpdate(Id, Fresh: true), [new(new ToThread("c", Id), new RefreshMembers()), To("p", "then", To("p", "and then"))]),
            new(new ToThread("d", Id), new Question(Id)),
            new(new ToConversation("v", "https://smba"), new CardMessage("help", """{"a":1}""", "Help")),
        ];
        await Store.CommitAsync(Owing(owed), Cancel);

        var claimed = await ClaimAsync(Now);

        Assert.Equal(owed.Select(Shape), claimed.Select(message => Shape(message.Message)));
        Assert.All(claimed, message => Assert.True(message is { Tenant: Tenant, Attempts: 1 } && message.OwedSince == Now));
        Assert.NotSame(owed[0], claimed[0].Message);
    }

    [Fact]
    public async Task Messages_of_a_lane_leave_in_order_one_at_a_time()
    {
        await Store.CommitAsync(Owing(To("a", "a1"), To("a", "a2"), To("b", "b1")), Cancel);
        await Store.CommitAsync(Owing(To("a", "a3")), Cancel);

        var first = await ClaimAsync(Now);
        Assert.Equal(["a1", "b1"], first.Select(Said));
        Assert.Empty(await ClaimAsync(Now));

        await Store.SettleAsync(first[0], new Delivered(Now), Cancel);
        Assert.Equal(["a2", "a3"], await SendAllAsync(Now));
    }

    [Fact]
    public async Task A_channel_and_its_threads_are_one_lane()
    {
        await Store.CommitAsync(
            Owing(new OutboxMessage(new ToChannel("c"), new CardUpdate(Id)), new OutboxMessage(new ToThread("c", Id), new TextMessage("thread"))),
            Cancel
        );

        Assert.IsType<CardUpdate>((await ClaimOneAsync(Now)).Message.What);
    }

    [Fact]
    public async Task The_limit_is_kept_and_the_oldest_go_first()
    {
        await Store.CommitAsync(Owing([.. Enumerable.Range(0, 20).Select(i => To($"p{i}", $"m{i}"))]), Cancel);

        Assert.Equal(["m0", "m1", "m2"], (await ClaimAsync(Now, limit: 3)).Select(Said));
        Assert.Equal(["m3", "m4"], (await ClaimAsync(Now, limit: 2)).Select(Said));
        Assert.Empty(await ClaimAsync(Now, limit: 0));
    }

    [Fact]
    public async Task What_becomes_owed_later_is_not_yet_claimed()
    {
        await Store.CommitAsync(Owing(To("a", "later") with { NotBefore = Now.AddMinutes(1) }), Cancel);

        Assert.Empty(await ClaimAsync(Now.AddMinutes(1).AddTicks(-1)));
        Assert.Equal("later", Said(await ClaimOneAsync(Now.AddMinutes(1))));
    }

    [Fact]
    public async Task Nobody_else_gets_a_claimed_message_until_the_lease_ends()
    {
        await Store.CommitAsync(Owing(To("a", "m"), To("a", "behind it")), Cancel);
        var first = await ClaimOneAsync(Now);

        Assert.Empty(await ClaimAsync(Now + Lease - TimeSpan.FromTicks(1)));
        var second = await ClaimOneAsync(Now + Lease);

        Assert.Equal("m", Said(second));
        Assert.Equal(2, second.Attempts);
        Assert.NotEqual(first.Token, second.Token);
    }

    /// <summary>Whoever dies over a message may have sent it; whoever says that it was not sent has not.</summary>
    [Fact]
    public async Task A_message_knows_how_often_it_may_have_arrived_and_how_often_its_place_was_missing()
    {
        await Store.CommitAsync(Owing(To("a", "m")), Cancel);
        var expected = new[] { (0, 0), (0, 0), (1, 0), (1, 1), (2, 1) };
        Retry?[] ends = [new(Now, "busy"), new(Now, "lost") { InDoubt = true }, new(Now, "404") { Missing = true }, null, null];
        foreach (var ((doubts, misses), (i, end)) in expected.Zip(ends.Index()))
        {
            var claimed = await ClaimOneAsync(Now + (i * Lease));
            Assert.Equal((i + 1, doubts, misses), (claimed.Attempts, claimed.Doubts, claimed.Misses));
            Assert.True(end is null || await Store.SettleAsync(claimed, end with { NotBefore = Now + (i * Lease) }, Cancel));
        }
    }

    [Fact]
    public async Task Who_lost_the_claim_changes_nothing_any_more()
    {
        await Store.CommitAsync(Owing(To("a", "m", To("b", "then"))), Cancel);
        var zombie = await ClaimOneAsync(Now);
        var owner = await ClaimOneAsync(Now + Lease);

        DeliveryResult[] late =
        [
            new Delivered(Now)
            {
                Card = new(Id, "lane", "v", "activity", "https://smba", 1),
                Contacts = [Known(Mike)],
                Channels = [new("c", null, null, null, "u")],
                FollowUps = [To("c", "also")],
            },
            new Retry(Now, "zombie"),
            new DeadLettered(Now, "zombie") { Fallbacks = [To("c", "instead")] },
        ];
        foreach (var deliveryResult in late)
        {
            Assert.False(await Store.SettleAsync(zombie, deliveryResult, Cancel));
        }

        Assert.Empty(await ClaimAsync(Now + Lease));
        Assert.Null(await Store.FindCardAsync(Tenant, Id, "lane", Cancel));
        Assert.Null(await Store.FindContactAsync(Tenant, Mike.Id, Cancel));
        Assert.Null(await Store.FindChannelAsync(Tenant, "c", Cancel));
        Assert.True(await Store.SettleAsync(owner, new Delivered(Now + Lease), Cancel));
        Assert.Equal(["then"], await SendAllAsync(Now + Lease));
    }

    [Fact]
    public async Task Who_comes_late_but_was_not_replaced_still_counts()
    {
        await Store.CommitAsync(Owing(To("a", "m")), Cancel);
        var claimed = await ClaimOneAsync(Now);

        Assert.True(await Store.SettleAsync(claimed, new Delivered(Now + 2 * Lease), Cancel));
        Assert.Empty(await ClaimAsync(Now + 3 * Lease));
    }

    [Fact]
    public async Task A_message_is_settled_once()
    {
        await Store.CommitAsync(Owing(To("a", "sent", To("b", "then")), To("c", "again"), To("d", "undeliverable")), Cancel);
        var claimed = await ClaimAsync(Now);
        DeliveryResult[] settlements =
        [
            new Delivered(Now),
            new Retry(Now.AddHours(1), "busy"),
            new DeadLettered(Now, "gone") { Fallbacks = [To("e", "instead")] },
        ];

        foreach (var (message, deliveryResult) in claimed.Zip(settlements))
        {
            Assert.True(await Store.SettleAsync(message, deliveryResult, Cancel));
            Assert.False(await Store.SettleAsync(message, deliveryResult, Cancel));
            Assert.False(await Store.SettleAsync(message, new Delivered(Now), Cancel));
        }

        Assert.Equal(["then", "instead"], await SendAllAsync(Now));
    }

    [Fact(Timeout = 60_000)]
    public async Task Eight_senders_at_once_send_everything_once_and_in_order()
    {
        await Store.CommitAsync(Owing([.. Enumerable.Range(0, 60).Select(i => To($"p{i % 6}", $"{i:00}"))]), Cancel);
        var sent = new System.Collections.Concurrent.ConcurrentQueue<string>();

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel) is not null)
                        {
                            foreach (var message in await ClaimAsync(Now, limit: 3))
                            {
                                sent.Enqueue(Said(message));
                                Assert.True(await Store.SettleAsync(message, new Delivered(Now), Cancel));
                            }
                        }
                    })
                )
        );

        Assert.Equal(60, sent.Count);
        foreach (var lane in sent.GroupBy(text => int.Parse(text, null) % 6))
        {
            Assert.Equal(lane.Order(), lane);
        }
    }

    [Fact]
    public async Task A_message_to_be_tried_again_holds_its_lane_and_no_other()
    {
        await Store.CommitAsync(Owing(To("a", "a1"), To("a", "a2"), To("b", "b1"), To("b", "b2")), Cancel);
        var first = await ClaimAsync(Now);

        Assert.True(await Store.SettleAsync(first[0], new Retry(Now.AddMinutes(10), "429"), Cancel));
        Assert.True(await Store.SettleAsync(first[1], new Delivered(Now), Cancel));

        Assert.Equal(["b2"], await SendAllAsync(Now.AddMinutes(10).AddTicks(-1)));
        var again = await ClaimOneAsync(Now.AddMinutes(10));
        Assert.Equal("a1", Said(again));
        Assert.Equal(2, again.Attempts);
    }

    [Fact]
    public async Task What_was_sent_makes_owed_what_follows_and_what_the_sender_adds()
    {
        await Store.CommitAsync(Owing(To("a", "m", To("a", "then 1"), To("a", "then 2"))), Cancel);
        var claimed = await ClaimOneAsync(Now);

        await Store.SettleAsync(
            claimed,
            new Delivered(Now.AddSeconds(5))
            {
                FollowUps = [To("a", "also")],
                Contacts = [Known(Mike)],
                Channels = [new("c", "engineering", null, null, "u")],
            },
            Cancel
        );

        Assert.Equal(Now.AddSeconds(5), await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
        Assert.Equal(["then 1", "then 2", "also"], await SendAllAsync(Now.AddSeconds(5)));
        Assert.NotNull(await Store.FindContactAsync(Tenant, Mike.Id, Cancel));
        Assert.NotNull(await Store.FindChannelAsync(Tenant, "c", Cancel));
    }

    [Fact]
    public async Task What_follows_is_what_was_stored_and_not_what_the_sender_says()
    {
        await Store.CommitAsync(Owing(To("a", "m", To("b", "then"))), Cancel);
        var claimed = await ClaimOneAsync(Now);

        await Store.SettleAsync(claimed with { Tenant = Elsewhere, Message = To("a", "m", To("b", "forged")) }, new Delivered(Now), Cancel);

        var next = await ClaimOneAsync(Now);
        Assert.Equal((Tenant, "then"), (next.Tenant, Said(next)));
    }

    [Fact]
    public async Task What_cannot_be_delivered_lets_its_lane_go_on_and_makes_owed_what_comes_instead()
    {
        await Store.CommitAsync(Owing(To("a", "m", To("b", "then")), To("a", "next")), Cancel);
        var claimed = await ClaimOneAsync(Now);

        Assert.True(await Store.SettleAsync(claimed, new DeadLettered(Now, "gone") { Fallbacks = [To("c", "instead")] }, Cancel));

        Assert.Equal(["next", "instead"], await SendAllAsync(Now));
    }

    [Fact]
    public async Task A_settlement_that_cannot_be_written_leaves_nothing_of_itself()
    {
        await Store.CommitAsync(Owing(To("a", "m", To("b", "then"))), Cancel);
        var claimed = await ClaimOneAsync(Now);

        await Assert.ThrowsAnyAsync<NotSupportedException>(() =>
            Store.SettleAsync(
                claimed,
                new Delivered(Now) { FollowUps = [To("c", "also"), new(new ToNowhere(), new TextMessage("?"))], Contacts = [Known(Mike)] },
                Cancel
            )
        );
        await Assert.ThrowsAnyAsync<NotSupportedException>(() =>
            Store.SettleAsync(claimed, new DeadLettered(Now, "gone") { Fallbacks = [new(new ToNowhere(), new TextMessage("?"))] }, Cancel)
        );

        Assert.Null(await Store.FindContactAsync(Tenant, Mike.Id, Cancel));
        Assert.Empty(await ClaimAsync(Now));
        Assert.True(await Store.SettleAsync(claimed, new Delivered(Now), Cancel));
        Assert.Equal(["then"], await SendAllAsync(Now));
    }

    [Fact]
    public async Task One_card_of_an_escalation_lives_in_each_lane()
    {
        PostedCard[] cards =
        [
            new(Id, "lane 1", "v1", "first", "https://smba", 1),
            new(Id, "lane 2", "v2", "other lane", "https://smba", 1),
            new(new(2026, 2), "lane 1", "v1", "other escalation", "https://smba", 1),
            new(Id, "lane 1", "v1", "second", "https://smba", 4),
        ];
        await StoredAsync(Begun(Id));
        await StoredAsync(Begun(new(2026, 2)));
        foreach (var card in cards)
        {
            await Store.CommitAsync(Owing(To("a", "m")), Cancel);
            Assert.True(await Store.SettleAsync(await ClaimOneAsync(Now), new Delivered(Now) { Card = card }, Cancel));
        }

        Assert.Equal(cards[3], await Store.FindCardAsync(Tenant, Id, "lane 1", Cancel));
        Assert.Equal([cards[3], cards[1]], (await Store.FindWithCardsAsync(Tenant, Id, Cancel))!.Cards);
        Assert.Equal([cards[2]], (await Store.FindWithCardsAsync(Tenant, new(2026, 2), Cancel))!.Cards);
    }

    [Fact]
    public async Task The_next_instant_is_when_something_can_be_claimed()
    {
        Assert.Null(await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));

        await Store.CommitAsync(Owing(To("a", "a1"), To("a", "a2")), Cancel);
        Assert.Equal(Now, await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));

        var claimed = await ClaimOneAsync(Now);
        Assert.Equal(Now + Lease, await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));

        await Store.SettleAsync(claimed, new Retry(Now.AddHours(1), "429"), Cancel);
        Assert.Equal(Now.AddHours(1), await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));

        await Store.CommitAsync(Owing(To("b", "b1")) with { At = Now.AddMinutes(3) }, Cancel);
        Assert.Equal(Now.AddMinutes(3), await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));

        Assert.Equal(["b1"], await SendAllAsync(Now.AddMinutes(3)));
        Assert.Equal(Now.AddHours(1), await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));

        Assert.Equal(["a1", "a2"], await SendAllAsync(Now.AddHours(1)));
        Assert.Null(await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
    }

    private static string Shape(OutboxMessage message) => System.Text.Json.JsonSerializer.Serialize(message, EventJson.Default.OutboxMessage);
}
