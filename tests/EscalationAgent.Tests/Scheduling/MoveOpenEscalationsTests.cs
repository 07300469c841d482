using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Scheduling;

/// <summary>A team that is linked to another place takes all of its open escalations along, however many they are.</summary>
public sealed class MoveOpenEscalationsTests : IDisposable
{
    private const string Tenant = "contoso";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private static readonly Channel Room = new("19:room@thread.tacv2", "room", null, null, "https://smba");
    private static readonly ToChannel There = new(Room.ChannelId);

    private readonly TemporaryFolder folder = new();
    private readonly OutboxSignal signal = new();
    private readonly FakeTimeProvider clock = new(EventSamples.Start);
    private SqliteStore store;

    public MoveOpenEscalationsTests() => store = SqliteStore.Open(folder.File("escalations.db"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        signal.Dispose();
        folder.Dispose();
    }

    /// <summary>3,000 open: every one is brought once, the most severe first, a few at a time, and a kill in the middle of any step loses none.</summary>
    [Fact]
    public async Task All_of_3000_are_moved_once_the_most_severe_first_and_a_kill_in_any_step_loses_none()
    {
        Severity[] severities =
        [
            .. Enumerable
                .Range(0, 3_000)
                .Select(i =>
                    i % 300 == 299 ? Severity.S1
                    : i % 50 == 49 ? Severity.S2
                    : i % 2 == 0 ? Severity.S3
                    : Severity.S4
                ),
        ];
        await FillAsync(OpenEscalations.Routed(Tenant, EventSamples.Sarah, severities));
        await LinkAsync("engineering");

        var steps = new List<IReadOnlyList<EscalationId>>();
        for (var step = 0; await StepAsync(isKilled: step % 7 == 3) is { } moved; step++)
        {
            if (moved.Count > 0)
            {
                steps.Add(moved);
            }
        }

        EscalationId[] all = [.. steps.SelectMany(step => step)];
        Assert.Equal(3_000, all.Length);
        Assert.Equal(3_000, all.Distinct().Count());
        Assert.Equal(severities.Order(), all.Select(id => severities[id.Number - 1]));
        Assert.Equal(50, steps[0].Count);
        Assert.All(steps, step =>
            Assert.InRange(step.Count(id => severities[id.Number - 1] is Severity.S3 or Severity.S4), 0, MoveOpenEscalations.StandardInStep)
        );

        // 2,990 at ten in half a minute.
        Assert.InRange(clock.GetUtcNow() - EventSamples.Start, TimeSpan.FromMinutes(140), TimeSpan.FromMinutes(170));
        var words = await WordsAsync();
        Assert.StartsWith("There is more that is open for Engineering.", words[^2]);
        Assert.Equal("That was the last: 3,000 open escalations of Engineering are here now.", words[^1]);
    }

    [Fact]
    public async Task A_handful_comes_at_once_and_without_ado()
    {
        await FillAsync(OpenEscalations.Routed(Tenant, EventSamples.Sarah, [Severity.S3, Severity.S4, Severity.S1]));
        await LinkAsync("engineering");
        Assert.Equal([3, 1, 2], (await StepAsync())!.Select(id => id.Number));
        Assert.Null(await StepAsync());
        Assert.DoesNotContain(await WordsAsync(), said => said.Contains("There is more") || said.Contains("the last"));
    }

    /// <summary>Who was linked meanwhile to another place is moved there, and not here as well.</summary>
    [Fact]
    public async Task Linked_elsewhere_meanwhile_the_rest_goes_there()
    {
        await FillAsync(OpenEscalations.Routed(Tenant, EventSamples.Sarah, Enumerable.Repeat(Severity.S3, 30)));
        await LinkAsync("engineering");
        Assert.Equal(10, (await StepAsync())!.Count);
        clock.Advance(TimeSpan.FromSeconds(1));
        await LinkAsync("engineering", new Channel("19:other@thread.tacv2", "other", null, null, "https://smba"));
        var moved = new List<OutboxMessage>();
        while (await StepAsync() is not null) { }

        var cards = await OwedAsync();
        moved.AddRange(cards);
        Assert.Equal(10, cards.Count(owed => owed.To == There && owed.What is CardUpdate));
        Assert.Equal(30, cards.Count(owed => owed.To == new ToChannel("19:other@thread.tacv2") && owed.What is CardUpdate));
    }

    [Fact]
    public async Task Every_draft_that_waits_for_the_team_is_told_of()
    {
        await FillAsync(OpenEscalations.Waiting(Tenant, EventSamples.Sarah, 700, 1));
        await LinkAsync("engineering");
        while (await StepAsync() is not null) { }

        Assert.Equal(
            700,
            (await WordsAsync()).Count(said => said.StartsWith("Engineering has a channel now. You can route ESC-2026-", StringComparison.Ordinal))
        );
    }

    /// <summary>One that cannot be read is named, and hides no other.</summary>
    [Fact]
    public async Task What_cannot_be_read_keeps_no_other_back()
    {
        await FillAsync(OpenEscalations.Routed(Tenant, EventSamples.Sarah, [Severity.S1, Severity.S1, Severity.S1]));
        using (var raw = SqliteFile.Open(folder.File("escalations.db")).Connect())
        {
            raw.Execute($"UPDATE escalations SET snapshot = '{StoredText.Shape}{{' WHERE number = 2");
        }

        await LinkAsync("engineering");
        var claimed = Assert.Single(await store.ClaimMessagesAsync(OutboxQueue.Background, clock.GetUtcNow(), Lease, 1, Cancel));
        var (deliveryResult, unreadable) = await Move().HandleAsync(claimed, (MoveCards)claimed.Message.What, Cancel);
        Assert.Equal([1, 3], Assert.IsType<Delivered>(deliveryResult).FollowUps.Select(owed => owed.What).OfType<CardUpdate>().Select(card => card.Id.Number));
        Assert.Equal(2, Assert.Single(unreadable).Number);
    }

    /// <summary>A page among a million that are closed costs a page.</summary>
    [Fact]
    public void A_page_is_found_by_its_index()
    {
        using var raw = SqliteFile.Open(folder.File("escalations.db")).Connect();
        var plan = raw.Query(
            $"EXPLAIN QUERY PLAN {SqliteReading.OpenSql}",
            row => row.GetString(3),
            ("$tenant", Tenant),
            ("$urgency", -1),
            ("$year", 0),
            ("$number", 0),
            ("$limit", 10)
        );
        Assert.Contains(
            "USING INDEX escalations_open (tenant=? AND (urgency,year,number)>(?,?,?))",
            Assert.Single(plan).Replace("COVERING ", "", StringComparison.Ordinal)
        );
    }

    private MoveOpenEscalations Move() => new(store, store, store, SampleCards.Playbooks, clock);

    private async Task FillAsync(IReadOnlyList<Change> changes) => await store.CommitAllAsync(Tenant, EventSamples.Start, changes, Cancel);

    /// <summary>Mike administers, so that nobody else has to be asked.</summary>
    private async Task LinkAsync(string team, Channel? channel = null)
    {
        var administrators = new Administrators(store, new([EventSamples.Mike.Id]));
        var silent = new SilentTeams();
        var executor = new CommandExecutor(store, store, signal, SampleCards.Playbooks, clock);
        var guests = new Guests(store, silent, executor);
        var link = new LinkChannel(
            store,
            executor,
            new LinkAuthority(silent, guests, administrators, store, SampleCards.Playbooks),
            administrators,
            new FindPerson(store, silent, guests),
            guests,
            silent,
            silent,
            SampleCards.Playbooks
        );
        await link.HandleAsync(
            new(Tenant, null, EventSamples.Mike, null) { Channel = channel ?? Room },
            [team],
            null,
            ("https://smba", "c"),
            (_, _) => new TextMessage(""),
            Cancel
        );
    }

    /// <summary>Does what the background does next, after as long a wait as it asks for.</summary>
    /// <param name="isKilled">The process is killed when the step is done, and before it is stored.</param>
    /// <returns>The cards that became owed; null when nothing is left to do.</returns>
    private async Task<IReadOnlyList<EscalationId>?> StepAsync(bool isKilled = false)
    {
        if (await store.NextMessageAtAsync(OutboxQueue.Background, Cancel) is not { } at)
        {
            return null;
        }

        clock.Advance(at > clock.GetUtcNow() ? at - clock.GetUtcNow() : TimeSpan.Zero);
        var claimed = Assert.Single(await store.ClaimMessagesAsync(OutboxQueue.Background, clock.GetUtcNow(), Lease, 1, Cancel));
        var (deliveryResult, unreadable) = await Move().HandleAsync(claimed, Assert.IsType<MoveCards>(claimed.Message.What), Cancel);
        Assert.Empty(unreadable);
        if (isKilled)
        {
            store.Dispose();
            store = SqliteStore.Open(folder.File("escalations.db"));
            clock.Advance(Lease);
            return [];
        }

        Assert.True(await store.SettleAsync(claimed, deliveryResult, Cancel));
        return [.. ((Delivered)deliveryResult).FollowUps.Select(owed => owed.What).OfType<CardUpdate>().Select(card => card.Id)];
    }

    private async Task<IReadOnlyList<string>> WordsAsync() =>
        [
            .. (await OwedAsync())
                .Select(owed => owed.What)
                .OfType<LocalizableMessage>()
                .Select(message => message.Words.InReaderLanguage(SampleCards.Playbooks, null)),
        ];

    /// <summary>All that is owed to conversations, in order; it stays owed.</summary>
    private async Task<IReadOnlyList<OutboxMessage>> OwedAsync()
    {
        var heads = await store.ClaimMessagesAsync(OutboxQueue.Message, clock.GetUtcNow(), Lease, 1_000, Cancel);
        var owed = new List<(long Number, OutboxMessage Message)>(heads.Select(head => (head.Number, head.Message)));
        foreach (var head in heads)
        {
            owed.AddRange((await store.WaitingBehindAsync(head, 10_000, Cancel)).Select(waiting => (waiting.Number, waiting.Message)));
        }

        return [.. owed.OrderBy(o => o.Number).Select(o => o.Message)];
    }
}
