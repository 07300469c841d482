using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Tests.Storage;

/// <summary>What is erased is nowhere any more, and what is left is found and proven as before.</summary>
public abstract partial class StoreContract
{
    private static readonly DateTimeOffset Later = Now.AddYears(2);

    private IErasures Erasures => (IErasures)Store;

    /// <summary>All that is stored, as it lies there.</summary>
    private protected abstract Task<string> EverythingAsync();

    [Fact]
    public async Task Erased_texts_are_nowhere_in_the_store()
    {
        var life = Ended("Zebra-Werke", 3);
        await StoredAsync(life);
        await StoredAsync(new(EventSamples.Life, Escalation.Fold(Tenant, new(2026, 2), EventSamples.Life)));
        var before = await Store.HistoryAsync(Tenant, Id, Cancel);
        var week = await Store.WeekAsync(Tenant, Now.AddDays(-1), Now.AddDays(6), 9, Cancel);
        Assert.Contains("Zebra", await EverythingAsync());

        Assert.True(await EraseAsync(Id));

        Assert.DoesNotContain("Zebra", await EverythingAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Plant 7 moves", await EverythingAsync());
        var history = await Store.HistoryAsync(Tenant, Id, Cancel);
        Assert.Null(HashChain.FirstBroken(Tenant, Id, history));
        Assert.Equal(before.Select(e => e.Hash), history.SkipLast(1).Select(e => e.Hash));
        var left = (await Store.FindAsync(Tenant, Id, Cancel))!;
        Assert.Equal(Text(Escalation.Fold(Tenant, Id, history.Select(HashChain.Open))), Text(left));
        Assert.Equal((Status.Closed, Later), (left.Status, left.ErasedAt));
        Assert.Empty(await Store.OfAccountAsync(Tenant, "Zebra-Werke", Now.AddDays(-1), 9, Cancel));
        var after = await Store.WeekAsync(Tenant, Now.AddDays(-1), Now.AddDays(6), 9, Cancel);
        Assert.Equal(week.Figures.Active, after.Figures.Active);
        Assert.Equal(week.Figures.Acknowledged, after.Figures.Acknowledged);
    }

    /// <summary>Texts that take several rows, and more events than a transaction of tables takes.</summary>
    [Fact]
    public async Task A_long_record_of_long_texts_is_erased_as_a_whole()
    {
        var begun = Ended("Zebra-Werke", 130, new string('z', 3000) + "Zebra");
        foreach (var some in begun.New.Chunk(40))
        {
            await StoredAsync(new(some, Escalation.Fold(Tenant, Id, begun.New.TakeWhile(e => e.Sequence <= some[^1].Sequence))));
        }

        Assert.True(await EraseAsync(Id));
        Assert.DoesNotContain("Zebra", await EverythingAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Null(HashChain.FirstBroken(Tenant, Id, await Store.HistoryAsync(Tenant, Id, Cancel)));
    }

    [Fact]
    public async Task A_record_that_has_moved_on_is_not_erased_from_what_it_was()
    {
        var after = await StoredAsync(Ended("Zebra-Werke", 1));
        var change = await ErasureOfAsync(Id);
        await StoredAsync(Next(after, new DeliveryFailed("x", "y")));

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => StoredAsync(change));
        Assert.Null(HashChain.FirstBroken(Tenant, Id, await Store.HistoryAsync(Tenant, Id, Cancel)));
        Assert.Contains("Zebra", await EverythingAsync());
    }

    [Fact]
    public async Task What_no_erasure_vouches_for_is_never_rewritten()
    {
        await StoredAsync(Ended("Zebra-Werke", 1));
        var change = await ErasureOfAsync(Id);
        var forged = change with { Rewritten = [.. change.Rewritten.Select(left => left with { Json = left.Json.Replace("sarah-id", "mallory") })] };
        await Assert.ThrowsAsync<ArgumentException>(() => StoredAsync(forged));
    }

    [Fact]
    public async Task What_has_ended_and_has_its_texts_is_found_by_its_end()
    {
        for (var number = 1; number <= 5; number++)
        {
            var id = new EscalationId(2026, number);
            var life = Ended("Acme", 1).New.Select(e => e with { At = e.At.AddDays(-number) }).ToList();
            await StoredAsync(new(life, Escalation.Fold(Tenant, id, life)));
        }

        await StoredAsync(Begun(new(2026, 9)));
        Assert.True(await EraseAsync(new(2026, 4)));

        var first = await Erasures.EndedAsync(Now.AddDays(-1), null, 2, Cancel);
        var second = await Erasures.EndedAsync(Now.AddDays(-1), first[^1], 2, Cancel);
        Assert.Equal([5, 3, 2], first.Concat(second).Select(key => key.Id.Number));
        Assert.All(first, key => Assert.Equal(Tenant, key.Tenant));
        Assert.Equal([1, 2, 3, 4, 5, 9], (await Erasures.AllAsync(Tenant, Cancel)).Select(id => id.Number));
        Assert.Empty(await Erasures.AllAsync(Elsewhere, Cancel));
        Assert.True(await Erasures.ScrubAsync(Cancel));
    }

    [Fact]
    public async Task A_person_is_taken_out_of_the_directory()
    {
        var zoe = new Person("zoe-id", "Zoe Zander", "PM");
        var edit = new DirectoryEdit
        {
            Contacts = [Known(zoe), Known(Sarah)],
            Channels = [new("19:c", "eng", "team", "Engineering", "https://smba") { Members = [zoe, Sarah] }],
            Bindings = [new("engineering", "19:c", zoe, Now)],
            LinkRequest = new("wish", ["product"], null, zoe, zoe, Now),
            PendingNotes = new(zoe.Id, "Zoe's notes", Now),
            Unreachable = [new(new ToPerson(zoe.Id), Now, "gone")],
            KeptNews = [new("product", new TextMessage("Zoe Zander asked"), Now)],
            Changes = [new(DirectoryChangeKind.Linked, Now, zoe, null, "engineering", "19:c")],
        };
        await Store.CommitAsync(Of(edit), Cancel);
        await Store.AddModelUseAsync(new(Tenant, zoe.Id, DateOnly.FromDateTime(Now.UtcDateTime), 1, 10), Cancel);
        var person = new ErasedPerson(Tenant, [zoe.Id, "29:zoe-id"], ["Zoe Zander"]);

        Assert.InRange(await Erasures.EraseAsync(Tenant, person, Later, Cancel), 8, 12);
        Assert.True(await Erasures.ScrubAsync(Cancel));

        Assert.DoesNotContain("Zoe", await EverythingAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Null(await Store.FindContactAsync(Tenant, zoe.Id, Cancel));
        Assert.NotNull(await Store.FindContactAsync(Tenant, Sarah.Id, Cancel));
        Assert.Equal([person.Pseudonym, Sarah.Name], (await Store.FindChannelAsync(Tenant, "19:c", Cancel))!.Members.Select(m => m.Name));
        Assert.Equal(person.Pseudonym, Assert.Single((await Store.LinksAsync(Tenant, Cancel)).Bindings).By!.Name);
        Assert.Equal(person.Pseudonym, Assert.Single(await Store.DirectoryChangesAsync(Tenant, 9, Cancel)).By!.Id);
        Assert.Equal($"{person.Pseudonym} asked", ((TextMessage)Assert.Single(await Store.KeptNewsAsync(Tenant, Cancel)).What).Text);
        Assert.Equal(0, await Erasures.EraseAsync(Tenant, person, Later, Cancel));
    }

    private static Change Ended(string account, int updates, string text = "we are at it, Zebra")
    {
        List<EscalationEvent> what =
        [
            new DraftStarted(Sarah, EventSamples.Playbook),
            new NotesTaken($"{account}: exports fail"),
            new AccountNamed(account, Origin.Stated),
            new SectionWritten(BriefSection.Headline, $"Exports fail for {account}", Origin.Stated),
            new ClassificationDecided("product_defect", Severity.S2, "Zebra asked"),
            new Routed(["engineering"], []),
            new Acknowledged(Mike),
            .. Enumerable.Range(0, updates).Select(n => new UpdatePosted($"{n} {text}")),
            new Resolved(ResolutionKind.Fix, "Zebra is mended"),
            new Closed("Zebra says so"),
        ];
        var life = what.Select((e, n) => new RecordedEvent(n + 1, Now.AddMinutes(n), Actor.Human(Sarah), null, e)).ToList();
        return new(life, Escalation.Fold(Tenant, Id, life));
    }

    private async Task<Change> ErasureOfAsync(EscalationId id) =>
        Erasure.Of(Tenant, id, await Store.HistoryAsync(Tenant, id, Cancel), ErasedText.WithoutTexts, Later)!;

    private async Task<bool> EraseAsync(EscalationId id)
    {
        await StoredAsync(await ErasureOfAsync(id));
        return await Erasures.ScrubAsync(Cancel);
    }
}
