using System.Collections.Concurrent;
using System.Reflection;
using EscalationAgent.Drafting;
using EscalationAgent.Outbox;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using Microsoft.Extensions.Logging.Abstractions;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Outbox;

/// <summary>Messages and work are done by loops of their own, which wake each other and never wait for each other.</summary>
[Collection(nameof(FaultyDisk))]
public sealed class OutboxProcessorTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = EventSamples.Start;

    private readonly TemporaryFolder folder = new();
    private readonly SqliteStore store;
    private readonly OutboxSignal signal = new();
    private readonly FakeTimeProvider clock = new(Now);
    private readonly ConcurrentQueue<string> sent = new();
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> loops = [];
    private readonly List<IDisposable> afterLoops = [];

    public OutboxProcessorTests() => store = SqliteStore.Open(folder.File("escalations.db"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Work_that_never_ends_holds_up_no_message_and_goes_side_by_side()
    {
        var begun = new ConcurrentQueue<string>();
        SendMessages();
        using var drafting = await DraftingAsync(
            async (work, cancel) =>
            {
                begun.Enqueue(work.Message.To.OrderingKey);
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancel);
                return new Delivered(clock.GetUtcNow());
            }
        );

        await OweAsync(Work("p0"), Work("p0"));
        await UntilAsync(() => begun.Count == 1);
        await OweAsync([
            .. Enumerable.Range(1, DraftingService.AtOnce + 10).Select(i => Work($"p{i}")),
            .. Enumerable.Range(0, 50).Select(i => Say($"p{i}", $"m{i}")),
        ]);

        await UntilAsync(() => sent.Count == 50 && begun.Count >= DraftingService.AtOnce);
        Assert.Equal(Enumerable.Range(0, DraftingService.AtOnce).Select(i => $"writer:p{i}").Order(), begun.Order());
    }

    /// <summary>Nothing looks again by itself within the test's patience: only the bell brings both to look.</summary>
    [Fact(Timeout = 30_000)]
    public async Task What_was_done_rings_for_what_follows_of_the_other_kind()
    {
        SendMessages();
        using var drafting = await DraftingAsync((_, _) => Task.FromResult<DeliveryResult>(new Delivered(Now)));

        for (var round = 1; round <= 20; round++)
        {
            await OweAsync(Say("a", "asked", Work("a", Say("a", "drafted"))));
            await UntilAsync(() => sent.Count == 2 * round, TimeSpan.FromSeconds(2));
        }

        Assert.Equal(Enumerable.Repeat<string[]>(["asked", "drafted"], 20).SelectMany(said => said), sent);
    }

    [Fact(Timeout = 30_000)]
    public async Task Work_that_fails_is_tried_again_later_and_in_the_end_the_person_is_told()
    {
        var attempts = new ConcurrentQueue<(int, DateTimeOffset)>();
        SendMessages();
        using var drafting = await DraftingAsync(
            (work, _) =>
            {
                attempts.Enqueue((work.Attempts, clock.GetUtcNow()));
                throw new InvalidOperationException("The model is gone.");
            }
        );
        await OweAsync(Work("a"));

        for (var attempt = 1; attempt < 10; attempt++)
        {
            await UntilAsync(() => attempts.Count == attempt);
            await UntilAsync(() => store.NextMessageAtAsync(OutboxQueue.Work, Cancel).Result == clock.GetUtcNow() + OutboxProcessor.WaitAfter(attempt));
            clock.Advance(OutboxProcessor.WaitAfter(attempt));
            signal.Ring();
        }

        await UntilAsync(() => sent.Count == 1);
        Assert.Equal(10, attempts.Count);
        Assert.Contains("I could not draft ESC-2026-0001", sent.Single(), StringComparison.Ordinal);
        Assert.Null(await store.NextMessageAtAsync(OutboxQueue.Work, Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task Work_that_takes_too_long_is_stopped_before_its_claim_ends_and_tried_again()
    {
        var began = new ConcurrentQueue<int>();
        using var drafting = await DraftingAsync(
            async (work, cancel) =>
            {
                began.Enqueue(work.Attempts);
                await Task.Delay(work.Attempts == 1 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, clock, cancel);
                return new Delivered(clock.GetUtcNow());
            }
        );
        await OweAsync(Work("a"));
        await UntilAsync(() => began.Count == 1);

        // Its claim is short, and renewed for as long as it lasts.
        for (var end = Now + DraftingService.Longest; clock.GetUtcNow() < end; )
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await UntilAsync(() =>
                clock.GetUtcNow() >= end || store.NextMessageAtAsync(OutboxQueue.Work, Cancel).Result > clock.GetUtcNow() + TimeSpan.FromSeconds(15)
            );
        }

        await UntilAsync(() => store.NextMessageAtAsync(OutboxQueue.Work, Cancel).Result == clock.GetUtcNow() + OutboxProcessor.WaitAfter(1));
        clock.Advance(OutboxProcessor.WaitAfter(1));
        signal.Ring();

        await UntilAsync(() => store.NextMessageAtAsync(OutboxQueue.Work, Cancel).Result is null);
        Assert.Equal([1, 2], began);
    }

    /// <summary>Two loops on one file, as two processes have them: while the first is at work the second leaves its messages alone.</summary>
    [Fact(Timeout = 60_000)]
    public async Task A_second_process_doubles_nothing_that_is_alive_and_takes_over_what_a_dead_one_held()
    {
        var second = SqliteStore.Open(folder.File("escalations.db"));
        var bell = new OutboxSignal();
        afterLoops.AddRange([bell, second]);
        var posts = new ConcurrentQueue<string>();
        var answered = new TaskCompletionSource();
        OutboxOptions Terms(string who, Func<Task> answersAsync) =>
            new(OutboxQueue.Message, 16, TimeSpan.FromSeconds(30), TimeSpan.Zero)
            {
                DoAsync = async (message, cancel) =>
                {
                    posts.Enqueue($"{who}: {((Escalations.TextMessage)message.Message.What).Text}");
                    await answersAsync().WaitAsync(cancel);
                    return new Delivered(clock.GetUtcNow());
                },
                InsteadAsync = (_, gone, _) => Task.FromResult(gone.Fallbacks),
            };
        loops.Add(new OutboxProcessor(Terms("one", () => answered.Task), store, signal, clock, NullLogger.Instance).RunAsync(stop.Token));
        await OweAsync([.. Enumerable.Range(1, 6).Select(i => Say($"p{i}", $"m{i}"))]);
        await UntilAsync(() => posts.Count == 6);

        // The second one starts, and looks again and again for two minutes.
        loops.Add(new OutboxProcessor(Terms("two", () => Task.CompletedTask), second, bell, clock, NullLogger.Instance).RunAsync(stop.Token));
        for (var seconds = 0; seconds < 120; seconds += 5)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await UntilAsync(() => store.NextMessageAtAsync(OutboxQueue.Message, Cancel).Result > clock.GetUtcNow() + TimeSpan.FromSeconds(15));
            bell.Ring();
            await QuietAsync();
        }

        Assert.Equal(6, posts.Count);
        answered.SetResult();
        await UntilAsync(() => store.NextMessageAtAsync(OutboxQueue.Message, Cancel).Result is null);
        Assert.Equal(6, posts.Count);

        // A claim that nobody renews is taken over when its lease ends, and not before.
        await store.CommitAsync(
            new()
            {
                Tenant = "contoso",
                At = clock.GetUtcNow(),
                Messages = [Say("p7", "m7")],
            },
            Cancel
        );
        Assert.Single(await store.ClaimMessagesAsync(OutboxQueue.Message, clock.GetUtcNow(), TimeSpan.FromSeconds(30), 1, Cancel));
        clock.Advance(TimeSpan.FromSeconds(29));
        bell.Ring();
        await QuietAsync();
        Assert.Equal(6, posts.Count);
        clock.Advance(TimeSpan.FromSeconds(1));
        bell.Ring();
        await UntilAsync(() => posts.Count == 7);
    }

    /// <summary>It was to be tried again at once, and was claimed before this process had let go of it: it is not left until its lease ends.</summary>
    [Fact(Timeout = 30_000)]
    public async Task What_is_claimed_again_while_it_is_being_settled_is_free_at_once()
    {
        var lease = TimeSpan.FromSeconds(30);
        var late = LateStore.Over(store, out var control);
        var held = new HeldClaims(late, lease, clock, message => Assert.Fail($"The claim on {message.Number} was lost."));
        await store.CommitAsync(
            new()
            {
                Tenant = "contoso",
                At = Now,
                Messages = [Say("a", "one")],
            },
            Cancel
        );
        var begun = Assert.Single(held.Take(await store.ClaimMessagesAsync(OutboxQueue.Message, Now, lease, 1, Cancel)));
        control.AfterSettling = async () =>
        {
            control.AfterSettling = () => Task.CompletedTask;
            Assert.Empty(held.Take(await store.ClaimMessagesAsync(OutboxQueue.Message, Now, lease, 1, Cancel)));
        };

        await held.SettleAsync(begun.Number, new Retry(Now, "once more"));

        Assert.Single(held.Take(await store.ClaimMessagesAsync(OutboxQueue.Message, Now, lease, 1, Cancel)));
    }

    /// <summary>Its lease ran out and it was claimed again here: that claim comes just when the old one is found lost, and is kept.</summary>
    [Fact(Timeout = 30_000)]
    public async Task What_is_claimed_again_when_its_old_claim_is_found_lost_is_begun_again()
    {
        var lease = TimeSpan.FromSeconds(30);
        IReadOnlyList<ClaimedMessage> again = [];
        IReadOnlyList<ClaimedMessage>? begunAgain = null;
        HeldClaims held = null!;
        held = new(store, lease, clock, _ => begunAgain = held.Take(again));
        await store.CommitAsync(
            new()
            {
                Tenant = "contoso",
                At = Now,
                Messages = [Say("a", "one")],
            },
            Cancel
        );
        var begun = Assert.Single(held.Take(await store.ClaimMessagesAsync(OutboxQueue.Message, Now, lease, 1, Cancel)));
        again = await store.ClaimMessagesAsync(OutboxQueue.Message, Now + lease, lease, 1, Cancel);

        await held.SettleAsync(begun.Number, new Delivered(Now));

        Assert.Equal(again, begunAgain);
        Assert.Single(again);
        await held.SettleAsync(begun.Number, new Delivered(Now));
        Assert.Null(await store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
    }

    /// <summary>Lists wait while background work goes on, step after step, and not a moment longer.</summary>
    [Fact(Timeout = 30_000)]
    public async Task What_work_adds_to_a_list_is_claimed_when_all_of_the_work_is_done()
    {
        SendMessages();
        var steps = System.Threading.Channels.Channel.CreateUnbounded<bool>();
        var terms = new OutboxOptions(OutboxQueue.Background, 4, TimeSpan.FromMinutes(2), TimeSpan.Zero)
        {
            AddsToLists = true,
            DoAsync = async (work, cancel) =>
                await steps.Reader.ReadAsync(cancel)
                    ? new Delivered(clock.GetUtcNow()) { FollowUps = [Line("a"), work.Message] }
                    : new Delivered(clock.GetUtcNow()) { FollowUps = [Line("a")] },
            InsteadAsync = (_, gone, _) => Task.FromResult(gone.Fallbacks),
        };
        loops.Add(new OutboxProcessor(terms, store, signal, clock, NullLogger.Instance).RunAsync(stop.Token));
        await OweAsync(new OutboxMessage(new ToBackground("walk"), new ShowReachable(new("a"))));
        await UntilAsync(() => signal.ListsWait);
        for (var step = 0; step < 20; step++)
        {
            steps.Writer.TryWrite(true);
            await UntilAsync(() => steps.Reader.Count == 0);
            await OweAsync(Say("b", "not in a list"));
            await UntilAsync(() => sent.Count == step + 1);
            Assert.True(signal.ListsWait);
        }

        Assert.DoesNotContain("a line", sent);
        steps.Writer.TryWrite(false);
        await UntilAsync(() => sent.Count(text => text == "a line") == 21);
        Assert.False(signal.ListsWait);

        static OutboxMessage Line(string person) => Say(person, "a line") with { IsListable = true };
    }

    /// <summary>What was sent while the store failed is recorded when it works again, and not sent a second time.</summary>
    [Fact(Timeout = 60_000)]
    public async Task What_was_sent_while_the_store_failed_is_not_sent_again()
    {
        FaultyDisk.Install();
        using var faulty = SqliteStore.Open(folder.File(FaultyDisk.Folder, "escalations.db"));
        var posts = 0;
        var terms = new OutboxOptions(OutboxQueue.Message, 16, TimeSpan.FromSeconds(30), TimeSpan.Zero)
        {
            DoAsync = (_, _) =>
            {
                Interlocked.Increment(ref posts);
                FaultyDisk.Break(FaultyDisk.Full);
                return Task.FromResult<DeliveryResult>(new Delivered(clock.GetUtcNow()));
            },
            InsteadAsync = (_, gone, _) => Task.FromResult(gone.Fallbacks),
        };
        await faulty.CommitAsync(
            new()
            {
                Tenant = "contoso",
                At = Now,
                Messages = [Say("a", "one")],
            },
            Cancel
        );
        loops.Add(new OutboxProcessor(terms, faulty, signal, clock, NullLogger.Instance).RunAsync(stop.Token));
        await UntilAsync(() => posts == 1);
        clock.Advance(TimeSpan.FromMinutes(5));
        signal.Ring();
        await QuietAsync();
        Assert.NotNull(await faulty.NextMessageAtAsync(OutboxQueue.Message, Cancel));

        FaultyDisk.Mend();

        await UntilAsync(() => faulty.NextMessageAtAsync(OutboxQueue.Message, Cancel).Result is null);
        Assert.Equal(1, posts);
        await stop.CancelAsync();
        await Task.WhenAll(loops).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_is_under_way_at_the_stop_is_brought_to_its_end()
    {
        var underWay = new TaskCompletionSource();
        var answered = new TaskCompletionSource();
        using var drafting = await DraftingAsync(
            async (_, cancel) =>
            {
                underWay.SetResult();
                await answered.Task.WaitAsync(cancel);
                return new Delivered(clock.GetUtcNow());
            }
        );
        await OweAsync(Work("a"));
        await underWay.Task.WaitAsync(Cancel);

        var stopped = drafting.StopAsync(Cancel);
        await QuietAsync();
        Assert.False(stopped.IsCompleted);
        answered.SetResult();
        await stopped.WaitAsync(Cancel);

        Assert.Null(await store.NextMessageAtAsync(OutboxQueue.Work, Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task What_does_not_end_within_the_farewell_stays_owed()
    {
        var underWay = new TaskCompletionSource();
        using var drafting = await DraftingAsync(
            async (_, cancel) =>
            {
                underWay.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancel);
                return new Delivered(clock.GetUtcNow());
            }
        );
        await OweAsync(Work("a"));
        await underWay.Task.WaitAsync(Cancel);

        var stopped = drafting.StopAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(5));
        await stopped.WaitAsync(Cancel);

        Assert.NotNull(await store.NextMessageAtAsync(OutboxQueue.Work, Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        clock.Advance(TimeSpan.FromSeconds(20));
        await Task.WhenAll(loops).ContinueWith(_ => { }, TaskScheduler.Default);
        afterLoops.ForEach(used => used.Dispose());
        stop.Dispose();
        signal.Dispose();
        store.Dispose();
        folder.Dispose();
    }

    private static OutboxMessage Work(string person, params OutboxMessage[] then) => new(new ToWriter(person), new DraftWork(new(2026, 1)), then);

    private static OutboxMessage Say(string person, string text, params OutboxMessage[] then) =>
        new(new ToPerson(person), new Escalations.TextMessage(text), then);

    private async Task OweAsync(params OutboxMessage[] owed)
    {
        await store.CommitAsync(
            new()
            {
                Tenant = "contoso",
                At = clock.GetUtcNow(),
                Messages = owed,
            },
            Cancel
        );
        signal.Ring();
    }

    private void SendMessages()
    {
        var terms = new OutboxOptions(OutboxQueue.Message, 16, TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20))
        {
            DoAsync = (message, _) =>
            {
                sent.Enqueue(
                    message.Message.What is LocalizableMessage worded
                        ? worded.Words.InReaderLanguage(SampleCards.Playbooks, null)
                        : ((Escalations.TextMessage)message.Message.What).Text
                );
                return Task.FromResult<DeliveryResult>(new Delivered(clock.GetUtcNow()));
            },
            InsteadAsync = (_, gone, _) => Task.FromResult(gone.Fallbacks),
        };
        loops.Add(new OutboxProcessor(terms, store, signal, clock, NullLogger.Instance).RunAsync(stop.Token));
    }

    private async Task<DraftingService> DraftingAsync(Func<ClaimedMessage, CancellationToken, Task<DeliveryResult>> workAsync)
    {
        var drafting = new DraftingService(workAsync, store, signal, clock, NullLogger<DraftingService>.Instance);
        await drafting.StartAsync(stop.Token);
        loops.Add(drafting.ExecuteTask!);
        return drafting;
    }

    /// <summary>A store that answers some time after it has settled something.</summary>
    public class LateStore : DispatchProxy
    {
        private IEscalationStore store = null!;

        public Func<Task> AfterSettling { get; set; } = () => Task.CompletedTask;

        public static IEscalationStore Over(IEscalationStore store, out LateStore control)
        {
            var proxy = Create<IEscalationStore, LateStore>();
            control = (LateStore)(object)proxy;
            control.store = store;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var done = targetMethod!.Invoke(store, args);
            return targetMethod.Name == nameof(IEscalationStore.SettleAsync) ? LateAsync((Task<bool>)done!) : done;
        }

        private async Task<bool> LateAsync(Task<bool> settling)
        {
            var settled = await settling;
            await AfterSettling();
            return settled;
        }
    }

#pragma warning disable RS0030 // The loops run in real time beside the test.
    /// <summary>Long enough for a stop to be noticed.</summary>
    private static Task QuietAsync() => Task.Delay(100, Cancel);

    private static async Task UntilAsync(Func<bool> so, TimeSpan? atMost = null)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!so())
        {
            Assert.True(patience.Elapsed < (atMost ?? TimeSpan.FromSeconds(15)), "It did not come about.");
            await Task.Delay(5, Cancel);
        }
    }
#pragma warning restore RS0030
}
