using Escalations;
using Escalations.Ports;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

public abstract partial class StoreContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task S1_goes_before_S2_before_the_rest_within_a_place()
    {
        await SevereAsync((1, Severity.S4), (2, Severity.S3), (3, Severity.S2), (4, Severity.S1));
        await Store.CommitAsync(
            Owing(About("p", "s4", 1), To("p", "words"), About("p", "s3", 2), About("p", "s2", 3), About("p", "s1", 4), About("p", "s1 again", 4)),
            Cancel
        );

        Assert.Equal(["s1", "s1 again", "s2", "s4", "words", "s3"], await SendAllAsync(Now));
    }

    [Fact]
    public async Task S1_goes_before_S2_before_the_rest_across_places()
    {
        await SevereAsync((1, Severity.S4), (3, Severity.S2), (4, Severity.S1));
        await Store.CommitAsync(Owing(About("a", "s4", 1), To("b", "words"), About("c", "s2", 3), About("d", "s1", 4)), Cancel);

        var order = new List<string>();
        while (await ClaimAsync(Now, limit: 1) is [var one])
        {
            order.Add(Said(one));
        }

        Assert.Equal(["s1", "s2", "s4", "words"], order);
        await Store.CommitAsync(Owing(About("e", "s4", 1), About("f", "s1", 4), About("g", "s2", 3)), Cancel);
        Assert.Equal(["s1", "s2", "s4"], (await ClaimAsync(Now)).Select(Said));
    }

    [Fact]
    public async Task What_somebody_waits_for_goes_before_what_nobody_asked_for()
    {
        await SevereAsync((1, Severity.S4), (3, Severity.S2));
        await Store.CommitAsync(Owing(About("p", "s2", 3), About("p", "s4", 1), To("p", "answer") with { IsAwaited = true }), Cancel);

        Assert.Equal(["answer", "s2", "s4"], await SendAllAsync(Now));
    }

    /// <summary>A card's update never overtakes the post: what follows it lifts it to its own rank.</summary>
    [Fact]
    public async Task What_concerns_one_escalation_keeps_its_order_when_its_severity_rises()
    {
        await SevereAsync((1, Severity.S3), (2, Severity.S2));
        await Store.CommitAsync(Owing(About("p", "first words", 2), About("p", "post", 1), About("p", "line", 1)), Cancel);
        var first = await ClaimOneAsync(Now);
        var escalation = (await Store.FindAsync(Tenant, new(2026, 1), Cancel))!;
        await Store.CommitAsync(
            Of(Next(escalation, new ClassificationDecided("product_defect", Severity.S1, null))) with
            {
                Messages = [About("p", "update", 1), About("q", "elsewhere", 1)],
            },
            Cancel
        );
        await Store.CommitAsync(Owing(About("p", "more of S2", 2)), Cancel);
        Assert.True(await Store.SettleAsync(first, new Delivered(Now), Cancel));

        Assert.Equal(["post", "line", "update", "more of S2"], (await SendAllAsync(Now)).Where(said => said != "elsewhere"));
    }

    [Fact]
    public async Task A_message_that_is_being_sent_is_waited_for_by_a_more_severe_one()
    {
        await SevereAsync((1, Severity.S4), (4, Severity.S1));
        await Store.CommitAsync(Owing(About("p", "s4", 1)), Cancel);
        var sending = await ClaimOneAsync(Now);
        await Store.CommitAsync(Owing(About("p", "s1", 4)), Cancel);

        Assert.Empty(await ClaimAsync(Now));
        Assert.True(await Store.SettleAsync(sending, new Delivered(Now), Cancel));
        Assert.Equal(["s1"], await SendAllAsync(Now));
    }

    /// <summary>Throttling is of the place: whoever comes first there waits, and goes first afterwards.</summary>
    [Fact]
    public async Task A_place_that_takes_nothing_for_now_is_left_alone_by_the_most_severe_too()
    {
        await SevereAsync((1, Severity.S4), (4, Severity.S1));
        await Store.CommitAsync(Owing(About("p", "s4", 1)), Cancel);
        await Store.SettleAsync(await ClaimOneAsync(Now), new Retry(Now + Minute, "429"), Cancel);
        await Store.CommitAsync(Owing(About("p", "s1", 4), About("q", "elsewhere", 4)), Cancel);

        Assert.Equal(["elsewhere"], await SendAllAsync(Now));
        Assert.Equal(Now + Minute, await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
        Assert.Empty(await ClaimAsync(Now + Minute - TimeSpan.FromTicks(1)));
        Assert.Equal(["s1", "s4"], await SendAllAsync(Now + Minute));
    }

    [Fact]
    public async Task A_failure_of_one_message_holds_up_only_what_concerns_the_same_escalation()
    {
        await SevereAsync((1, Severity.S2), (2, Severity.S4));
        await Store.CommitAsync(Owing(About("p", "card", 1), About("p", "other", 2), About("p", "line", 1)), Cancel);
        await Store.SettleAsync(await ClaimOneAsync(Now), new Retry(Now + Minute, "drawing failed") { IsItsOwn = true }, Cancel);
        await Store.CommitAsync(Owing(About("p", "later line", 1), To("p", "words")), Cancel);

        Assert.Equal(["other", "words"], await SendAllAsync(Now));
        Assert.Equal(Now + Minute, await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
        Assert.Equal(["card", "line", "later line"], await SendAllAsync(Now + Minute));

        // What comes afterwards is in the lane again.
        await Store.CommitAsync(Owing(About("p", "s4", 2), About("p", "s2", 1)), Cancel);
        Assert.Equal(["s2", "s4"], await SendAllAsync(Now + Minute));
    }

    [Fact]
    public async Task A_message_about_nothing_that_fails_by_itself_holds_up_nothing()
    {
        await Store.CommitAsync(Owing(To("p", "first"), To("p", "second")), Cancel);
        await Store.SettleAsync(await ClaimOneAsync(Now), new Retry(Now + Minute, "drawing failed") { IsItsOwn = true }, Cancel);

        Assert.Equal(["second"], await SendAllAsync(Now));
        Assert.Equal(["first"], await SendAllAsync(Now + Minute));
    }

    [Fact]
    public async Task What_may_be_listed_is_left_while_more_is_added_and_what_comes_before_it_goes()
    {
        await SevereAsync((1, Severity.S2), (4, Severity.S1));
        await Store.CommitAsync(Owing(About("p", "reminder", 1) with { IsListable = true }, About("q", "other place", 1)), Cancel);
        await Store.CommitAsync(Owing(About("p", "s1", 4)), Cancel);

        var claimed = await Store.ClaimMessagesAsync(OutboxQueue.Message, Now, Lease, 9, Cancel, lists: false);
        Assert.Equal(["s1", "other place"], claimed.Select(Said));
        foreach (var message in claimed)
        {
            Assert.True(await Store.SettleAsync(message, new Delivered(Now), Cancel));
        }

        Assert.Null(await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel, lists: false));
        Assert.Equal(Now, await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
        Assert.Equal(["reminder"], await SendAllAsync(Now));
    }

    /// <summary>A wall clock that is set back by two hours makes nobody wait for two hours.</summary>
    [Fact]
    public async Task Waits_that_were_stored_before_the_clock_was_set_back_keep_their_length()
    {
        var before = Now.AddHours(2);
        await Store.CommitAsync(Owing(To("fresh", "fresh"), To("throttled", "throttled"), To("claimed", "claimed")) with { At = before }, Cancel);
        foreach (var message in await ClaimAsync(before))
        {
            if (Said(message) != "claimed")
            {
                await Store.SettleAsync(message, new Retry(Said(message) == "fresh" ? before : before + Minute, "429"), Cancel);
            }
        }

        Assert.Equal(["fresh"], await SendAllAsync(Now));
        Assert.Equal(Now + Lease, await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
        Assert.Equal(["claimed"], await SendAllAsync(Now + Lease));
        Assert.Empty(await ClaimAsync(Now + Minute - TimeSpan.FromTicks(1)));
        Assert.Equal(["throttled"], await SendAllAsync(Now + Minute));
    }

    /// <summary>Whatever comes together: everything is sent once, and in each place what concerns one escalation in its order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Everything_is_sent_once_and_each_escalation_in_its_order_whatever_comes_together(int seed)
    {
        var dice = new Random(seed);
        var now = Now;
        await SevereAsync([.. Enumerable.Range(1, 5).Select(number => (number, (Severity)dice.Next(4)))]);
        var (owed, sent, underWay) = (new List<string>(), new List<string>(), new List<ClaimedMessage>());
        for (var step = 0; step < 400 || owed.Count > sent.Count; step++)
        {
            now += TimeSpan.FromSeconds(dice.Next(3));
            switch (step < 400 ? dice.Next(10) : dice.Next(3, 10))
            {
                case < 3:
                    var (place, number) = ($"p{dice.Next(3)}", dice.Next(1, 6));
                    owed.Add($"{place} {number} {owed.Count:0000}");
                    await Store.CommitAsync(Owing(About(place, owed[^1], number)) with { At = now }, Cancel);
                    break;
                case 3 when step < 400:
                    var escalation = (await Store.FindAsync(Tenant, new(2026, dice.Next(1, 6)), Cancel))!;
                    await Store.CommitAsync(Of(Next(escalation, new ClassificationDecided("product_defect", (Severity)dice.Next(4), null))), Cancel);
                    break;
                case < 7:
                    underWay.AddRange(await Store.ClaimMessagesAsync(OutboxQueue.Message, now, TimeSpan.FromDays(1), dice.Next(1, 4), Cancel));
                    break;
                default:
                    if (underWay.Count > 0)
                    {
                        var message = underWay[dice.Next(underWay.Count)];
                        underWay.Remove(message);
                        DeliveryResult deliveryResult = dice.Next(4) switch
                        {
                            0 => new Retry(now.AddSeconds(dice.Next(10)), "place"),
                            1 => new Retry(now.AddSeconds(dice.Next(10)), "own") { IsItsOwn = true },
                            _ => new Delivered(now),
                        };
                        Assert.True(await Store.SettleAsync(message, deliveryResult, Cancel));
                        if (deliveryResult is Delivered)
                        {
                            sent.Add(Said(message));
                        }
                    }

                    break;
            }

            Assert.True(step < 20_000, "It never ends.");
        }

        Assert.Equal(owed.Order(), sent.Order());
        foreach (var of in sent.GroupBy(said => said[..4]))
        {
            Assert.Equal(of.Order(), of);
        }
    }

    private static OutboxMessage About(string person, string text, int number) => To(person, text) with { About = new(2026, number) };

    private async Task SevereAsync(params (int Number, Severity Severity)[] escalations)
    {
        foreach (var (number, severity) in escalations)
        {
            var begun = await StoredAsync(Begun(new(2026, number)));
            await StoredAsync(Next(begun, new ClassificationDecided("product_defect", severity, null)));
        }
    }
}
