using Escalations;
using Escalations.Ports;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

public abstract partial class StoreContract
{
    [Fact]
    public async Task What_was_committed_is_found_as_it_was()
    {
        var life = await StoredAsync(Whole(Id));

        var found = await Store.FindAsync(Tenant, Id, Cancel);

        Assert.Equal(Text(life), Text(found));
        Assert.NotSame(life, found);
    }

    [Fact]
    public async Task The_history_is_what_happened_and_its_fold_is_what_is_found()
    {
        await StoredAsync(Whole(Id));

        var history = await Store.HistoryAsync(Tenant, Id, Cancel);

        Assert.Null(HashChain.FirstBroken(Tenant, Id, history));
        Assert.Equal(EventSamples.Life.Select(Text), history.Select(stored => Text(HashChain.Open(stored) with { Salt = null })));
        Assert.Equal(Text(await Store.FindAsync(Tenant, Id, Cancel)), Text(Escalation.Fold(Tenant, Id, history.Select(HashChain.Open))));
    }

    [Fact]
    public async Task A_history_that_grew_commit_by_commit_is_one_chain()
    {
        var escalation = await StoredAsync(Begun(Id));
        for (var i = 0; i < 10; i++)
        {
            escalation = await StoredAsync(Next(escalation, new NotesTaken($"note {i}")));
        }

        var history = await Store.HistoryAsync(Tenant, Id, Cancel);

        Assert.Equal(Enumerable.Range(1, 11), history.Select(stored => stored.Sequence));
        Assert.Null(HashChain.FirstBroken(Tenant, Id, history));
        Assert.Equal(Text(escalation), Text(await Store.FindAsync(Tenant, Id, Cancel)));
    }

    [Fact]
    public async Task What_was_never_stored_is_not_found()
    {
        Assert.Null(await Store.FindAsync(Tenant, Id, Cancel));
        Assert.Empty(await Store.HistoryAsync(Tenant, Id, Cancel));
        Assert.Null(await Store.FindAnswerAsync(Tenant, "d", Cancel));
        Assert.Null(await Store.FindContactAsync(Tenant, "p", Cancel));
        Assert.Null(await Store.FindChannelAsync(Tenant, "c", Cancel));
        Assert.Null(await Store.FindPendingNotesAsync(Tenant, "p", Cancel));
        Assert.Null(await Store.FindCardAsync(Tenant, Id, "l", Cancel));
        Assert.Null(await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
        Assert.Empty(await ClaimAsync(Now));
    }

    [Fact]
    public async Task A_commit_that_comes_too_late_leaves_nothing_of_itself()
    {
        var before = await StoredAsync(Begun(Id));
        await Store.CommitAsync(Of(new DirectoryEdit { PendingNotes = new(Sarah.Id, "keep me", Now) }), Cancel);
        await StoredAsync(Next(before, new NotesTaken("the first")));

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Store.CommitAsync(AllOf(Next(before, new NotesTaken("too late"))), Cancel));
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Store.CommitAsync(AllOf(Everything with { DecidedLinkRequest = "decided before" }), Cancel));

        await NothingOfAllIsStoredAsync();
        Assert.Equal(2, (await Store.HistoryAsync(Tenant, Id, Cancel)).Count);
    }

    [Fact]
    public async Task A_commit_that_cannot_be_written_leaves_nothing_of_itself()
    {
        await Store.CommitAsync(Of(new DirectoryEdit { PendingNotes = new(Sarah.Id, "keep me", Now) }), Cancel);

        foreach (var commit in new[] { AllOf(Begun(new(2026, 2))), AllOf(Everything) })
        {
            await Assert.ThrowsAnyAsync<NotSupportedException>(() =>
                Store.CommitAsync(commit with { Messages = [.. commit.Messages, new(new ToNowhere(), new TextMessage("?"))] }, Cancel)
            );
        }

        await NothingOfAllIsStoredAsync();
    }

    [Fact]
    public async Task All_of_a_change_is_stored()
    {
        Assert.Null(await Store.CommitAsync(AllOf(Begun(Id)), Cancel));

        Assert.NotNull(await Store.FindAsync(Tenant, Id, Cancel));
        Assert.Equal(new("answer"), await Store.FindAnswerAsync(Tenant, "delivery", Cancel));
        Assert.Equal(["hello"], await SendAllAsync(Now));
    }

    [Fact]
    public async Task All_of_an_edit_of_the_directory_is_stored()
    {
        await Store.CommitAsync(Of(new DirectoryEdit { PendingNotes = new(Sarah.Id, "old", Now) }), Cancel);

        Assert.Null(await Store.CommitAsync(AllOf(Everything), Cancel));

        Assert.Equal(new("answer"), await Store.FindAnswerAsync(Tenant, "delivery", Cancel));
        Assert.Equal(Known(Mike), await Store.FindContactAsync(Tenant, Mike.Id, Cancel));
        Assert.Equal([Mike], (await Store.FindChannelAsync(Tenant, "c", Cancel))!.Members);
        Assert.Equal([new("engineering", "c", Sarah, Now)], await Store.BindingsAsync(Tenant, Cancel));
        Assert.Equal("mine", (await Store.FindPendingNotesAsync(Tenant, Mike.Id, Cancel))!.Text);
        Assert.Null(await Store.FindPendingNotesAsync(Tenant, Sarah.Id, Cancel));
        Assert.Equal(["hello"], await SendAllAsync(Now));
    }

    [Fact]
    public async Task A_second_delivery_gets_the_first_answer_and_changes_nothing()
    {
        await Store.CommitAsync(AllOf(Begun(Id)), Cancel);
        await SendAllAsync(Now);

        Assert.Equal(new("answer"), await Store.CommitAsync(AllOf(Begun(new(2026, 2))) with { Answer = "other" }, Cancel));
        Assert.Equal(new("answer"), await Store.CommitAsync(AllOf(Everything) with { Answer = "other" }, Cancel));

        Assert.Equal(new("answer"), await Store.FindAnswerAsync(Tenant, "delivery", Cancel));
        Assert.Null(await Store.FindAsync(Tenant, new(2026, 2), Cancel));
        Assert.Null(await Store.FindContactAsync(Tenant, Mike.Id, Cancel));
        Assert.Null(await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
    }

    [Fact]
    public async Task A_second_delivery_gets_the_first_answer_though_the_escalation_has_moved_on()
    {
        var commit = Of(Begun(Id)) with { Delivery = "delivery", Answer = "answer" };
        await Store.CommitAsync(commit, Cancel);

        Assert.Equal(new("answer"), await Store.CommitAsync(commit, Cancel));
    }

    [Fact]
    public async Task A_delivery_without_an_answer_is_remembered_too()
    {
        Assert.Null(await Store.CommitAsync(Of(Begun(Id)) with { Delivery = "silent" }, Cancel));

        Assert.Equal(new(null), await Store.CommitAsync(Of(Begun(new(2026, 2))) with { Delivery = "silent", Answer = "loud" }, Cancel));
        Assert.Null(await Store.FindAsync(Tenant, new(2026, 2), Cancel));
    }

    [Fact]
    public async Task Commits_that_nothing_was_delivered_for_are_all_stored()
    {
        Assert.Null(await Store.CommitAsync(Of(Begun(Id)), Cancel));
        Assert.Null(await Store.CommitAsync(Of(Begun(new(2026, 2))), Cancel));

        Assert.Equal(2, (await Store.ListAsync(Tenant, [], null, 10, Cancel)).Count);
    }

    [Fact]
    public async Task Of_32_deliveries_with_one_key_at_once_one_is_stored_and_all_get_its_answer()
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(1, 32)
                .Select(i =>
                    Task.Run(() =>
                        Store.CommitAsync(
                            Of(Begun(new(2026, i))) with
                            {
                                Delivery = "one",
                                Answer = $"answer {i}",
                                Messages = [To("sarah", $"message {i}")],
                            },
                            Cancel
                        )
                    )
                )
        );

        var winner = Array.IndexOf(answers, null) + 1;
        Assert.All(answers.Where((_, i) => i != winner - 1), answer => Assert.Equal(new($"answer {winner}"), answer));
        Assert.Equal(new EscalationId(2026, winner), Assert.Single(await Store.ListAsync(Tenant, [], null, 100, Cancel)).Id);
        Assert.Equal([$"message {winner}"], await SendAllAsync(Now));
    }

    [Fact]
    public async Task Of_8_writers_who_found_the_same_version_one_wins_each_round()
    {
        var escalation = await StoredAsync(Begun(Id));
        for (var round = 0; round < 10; round++)
        {
            var changes = Enumerable.Range(0, 8).Select(i => Next(escalation, new NotesTaken($"writer {i}"))).ToArray();

            var won = await Task.WhenAll(changes.Select(change => Task.Run(() => WinsAsync(change))));

            Assert.Single(won, winner => winner);
            escalation = changes[Array.IndexOf(won, true)].After;
            Assert.Equal(Text(escalation), Text(await Store.FindAsync(Tenant, Id, Cancel)));
        }

        Assert.Null(HashChain.FirstBroken(Tenant, Id, await Store.HistoryAsync(Tenant, Id, Cancel)));
    }

    [Fact]
    public async Task An_id_that_is_taken_is_not_given_to_another()
    {
        await StoredAsync(Begun(Id));

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Store.CommitAsync(Of(Begun(Id, csm: Mike)), Cancel));

        Assert.Equal(Sarah, (await Store.FindAsync(Tenant, Id, Cancel))!.Csm);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_changed()
    {
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Store.CommitAsync(Of(Next(Begun(Id).After, new NotesTaken("?"))), Cancel));
    }

    [Fact]
    public async Task A_commit_that_contradicts_itself_is_refused()
    {
        var begun = Begun(Id);
        Commit[] contradictions =
        [
            Of(begun with { New = [] }),
            Of(begun with { After = begun.After with { Version = 2 } }),
            Of(begun with { New = [begun.New[0], begun.New[0] with { Sequence = 3 }], After = begun.After with { Version = 3 } }),
            Of(begun with { After = begun.After with { Tenant = Elsewhere } }),
            Of(begun) with
            {
                Directory = new() { Contacts = [Known(Mike)] },
            },
        ];

        foreach (var commit in contradictions)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(commit, Cancel));
        }

        Assert.Null(await Store.FindAsync(Tenant, Id, Cancel));
    }

    [Fact]
    public async Task Numbers_are_given_once_though_many_ask_at_once()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Store.NextIdAsync(Tenant, 2026, Cancel))));

        Assert.Equal(64, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(id is { Year: 2026, Number: >= 1 }));
        Assert.Equal(Id, ids.MinBy(id => id.Number));
    }

    [Fact]
    public async Task Each_year_and_each_tenant_counts_from_one()
    {
        await Store.NextIdAsync(Tenant, 2026, Cancel);

        Assert.Equal(new EscalationId(2027, 1), await Store.NextIdAsync(Tenant, 2027, Cancel));
        Assert.Equal(new EscalationId(2026, 1), await Store.NextIdAsync(Elsewhere, 2026, Cancel));
    }

    [Fact]
    public async Task A_number_that_an_escalation_already_has_is_not_given()
    {
        await StoredAsync(Begun(new(2026, 7)));
        Assert.Equal(new EscalationId(2026, 8), await Store.NextIdAsync(Tenant, 2026, Cancel));

        await StoredAsync(Begun(new(2026, 20)));
        await StoredAsync(Begun(new(2026, 3)));
        Assert.Equal(new EscalationId(2026, 21), await Store.NextIdAsync(Tenant, 2026, Cancel));
    }

    private static DirectoryEdit Everything =>
        new()
        {
            Contacts = [Known(Mike)],
            Channels = [new("c", "engineering", "t", "Team", "https://smba") { Members = [Mike] }],
            Bindings = [new("engineering", "c", Sarah, Now)],
            PendingNotes = new(Mike.Id, "mine", Now),
            ForgetPendingNotesOf = Sarah.Id,
        };

    private static Commit AllOf(Change change) => Of(change) with { Delivery = "delivery", Answer = "answer", Messages = [To("sarah", "hello")] };

    private static Commit AllOf(DirectoryEdit edit) => Of(edit) with { Delivery = "delivery", Answer = "answer", Messages = [To("sarah", "hello")] };

    private async Task NothingOfAllIsStoredAsync()
    {
        Assert.Null(await Store.FindAsync(Tenant, new(2026, 2), Cancel));
        Assert.Empty(await Store.HistoryAsync(Tenant, new(2026, 2), Cancel));
        Assert.Null(await Store.FindAnswerAsync(Tenant, "delivery", Cancel));
        Assert.Null(await Store.NextMessageAtAsync(OutboxQueue.Message, Cancel));
        Assert.Null(await Store.FindContactAsync(Tenant, Mike.Id, Cancel));
        Assert.Null(await Store.FindChannelAsync(Tenant, "c", Cancel));
        Assert.Empty(await Store.BindingsAsync(Tenant, Cancel));
        Assert.Null(await Store.FindPendingNotesAsync(Tenant, Mike.Id, Cancel));
        Assert.Equal("keep me", (await Store.FindPendingNotesAsync(Tenant, Sarah.Id, Cancel))!.Text);
    }

    private async Task<bool> WinsAsync(Change change)
    {
        try
        {
            Assert.Null(await Store.CommitAsync(Of(change), Cancel));
            return true;
        }
        catch (ChangedMeanwhileException)
        {
            return false;
        }
    }

    private static string Text(Escalation? escalation) => System.Text.Json.JsonSerializer.Serialize(escalation, EventJson.Default.Escalation!);

    private static string Text(RecordedEvent happened) => System.Text.Json.JsonSerializer.Serialize(happened, EventJson.Default.RecordedEvent);

    /// <summary>A place that no stored shape knows.</summary>
    private sealed record ToNowhere : Target
    {
        public override string OrderingKey => "nowhere";
    }
}
