using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Teams;

public sealed class KeyedLockTests
{
    [Fact]
    public async Task A_turn_waits_for_the_one_before_it_in_its_chat_and_for_no_other()
    {
        var chats = new KeyedLock();
        var slow = new TaskCompletionSource();
        var order = new List<string>();
        var first = chats.RunAsync("ann", async () =>
        {
            await slow.Task;
            order.Add("first");
            return 0;
        });
        var second = chats.RunAsync("ann", () =>
        {
            order.Add("second");
            return Task.FromResult(0);
        });
        await chats.RunAsync("bob", () => Task.FromResult(0));
        Assert.Empty(order);

        slow.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal(["first", "second"], order);
    }

    [Fact]
    public async Task A_turn_that_fails_does_not_hold_up_the_next()
    {
        var chats = new KeyedLock();
        await Assert.ThrowsAsync<InvalidOperationException>(() => chats.RunAsync<int>("ann", () => throw new InvalidOperationException()));
        Assert.Equal(1, await chats.RunAsync("ann", () => Task.FromResult(1)));
    }
}
