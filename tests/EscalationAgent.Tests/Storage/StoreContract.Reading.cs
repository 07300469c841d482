using Escalations;
using Escalations.Ports;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

public abstract partial class StoreContract
{
    [Fact]
    public async Task One_event_is_found_by_its_number_as_it_stands_in_the_history()
    {
        await StoredAsync(Whole(Id));
        await StoredAsync(Begun(new(2026, 2)));
        var history = await Store.HistoryAsync(Tenant, Id, Cancel);

        foreach (var stored in history)
        {
            Assert.Equal(stored, await Store.FindEventAsync(Tenant, Id, stored.Sequence, Cancel));
        }

        Assert.Null(await Store.FindEventAsync(Tenant, Id, 0, Cancel));
        Assert.Null(await Store.FindEventAsync(Tenant, Id, history.Count + 1, Cancel));
        Assert.Null(await Store.FindEventAsync(Tenant, new(2026, 2), 2, Cancel));
        Assert.Null(await Store.FindEventAsync(Elsewhere, Id, 1, Cancel));
    }

    [Fact]
    public async Task A_list_shows_the_newest_event_first()
    {
        var first = await StoredAsync(Begun(new(2026, 1)));
        await StoredAsync(Begun(new(2026, 2), at: Now.AddMinutes(5)));
        await StoredAsync(Begun(new(2026, 3), at: Now.AddMinutes(2)));
        await StoredAsync(Next(first, new NotesTaken("new"), Now.AddMinutes(9)));

        Assert.Equal([1, 2, 3], await ListedAsync([], null, 10));
        Assert.Equal([1, 2], await ListedAsync([], null, 2));
        Assert.Empty(await ListedAsync([], null, 0));
    }

    [Fact]
    public async Task What_changed_since_is_listed_page_by_page_the_longest_ago_first()
    {
        await StoredAsync(Begun(new(2026, 1), at: Now.AddMinutes(3)));
        await StoredAsync(Begun(new(2026, 2), at: Now.AddMinutes(1)));
        await StoredAsync(Begun(new(2026, 3), at: Now.AddMinutes(1)));
        var routed = await StoredAsync(Next(await StoredAsync(Begun(new(2026, 4))), RoutedDue(Now), Now.AddMinutes(2)));
        await StoredAsync(Next(await StoredAsync(Begun(new(2026, 5))), new Withdrawn(null), Now.AddMinutes(4)));
        await StoredAsync(Begun(new(2026, 6), tenant: Elsewhere), Elsewhere);

        Assert.Equal([2, 3, 4, 1, 5], await UpdatedAsync([], UpdatePosition.Before(DateTimeOffset.MinValue), 10));
        Assert.Equal([4, 1, 5], await UpdatedAsync([], UpdatePosition.Before(Now.AddMinutes(2)), 10));
        Assert.Equal([3, 4], await UpdatedAsync([], new(Now.AddMinutes(1), new(2026, 2)), 2));
        Assert.Equal([4, 5], await UpdatedAsync([Status.Withdrawn, Status.Routed], UpdatePosition.Before(Now), 10));
        Assert.Empty(await UpdatedAsync([], new(Now.AddMinutes(4), new(2026, 5)), 10));
        Assert.Empty(await UpdatedAsync([], UpdatePosition.Before(Now), 0));

        // What changes is behind all others, and what has ended stays in its place.
        await StoredAsync(Next(routed, new NotesTaken("more"), Now.AddMinutes(9)));
        Assert.Equal([2, 3, 1, 5, 4], await UpdatedAsync([], UpdatePosition.Before(DateTimeOffset.MinValue), 10));
    }

    [Fact]
    public async Task A_list_holds_the_wanted_statuses_and_the_wanted_person_only()
    {
        await StoredAsync(Begun(new(2026, 1)));
        await StoredAsync(Next(await StoredAsync(Begun(new(2026, 2))), RoutedDue(Now)));
        await StoredAsync(Next(await StoredAsync(Begun(new(2026, 3), csm: Mike)), RoutedDue(Now)));
        await StoredAsync(Next(await StoredAsync(Begun(new(2026, 4))), new Withdrawn(null)));
        await StoredAsync(Next(Next(await StoredAsync(Begun(new(2026, 5))), new WorkStarted()).After with { Version = 1 }, new WorkStarted()));

        Assert.Equal([1, 2, 3, 4, 5], (await ListedAsync([], null, 10)).Order());
        Assert.Equal([3, 2], await ListedAsync([Status.Routed], null, 10));
        Assert.Equal([2, 1], await ListedAsync([Status.Routed, Status.Draft, Status.Routed], Sarah.Id, 10));
        Assert.Equal([3], await ListedAsync([], Mike.Id, 10));
        Assert.Equal([5], await ListedAsync([Status.InProgress], Sarah.Id, 10));
        Assert.Empty(await ListedAsync([Status.Closed], null, 10));
    }

    [Fact]
    public async Task Due_is_what_must_be_looked_at_by_now_earliest_first()
    {
        await StoredAsync(Begun(new(2026, 1)));
        await RoutedAsync(2, Now.AddHours(2));
        await RoutedAsync(3, Now.AddHours(1));
        await RoutedAsync(4, Now.AddHours(3));
        await RoutedAsync(5, Now.AddMinutes(30), Elsewhere);

        Assert.Empty(await DueAsync(Now.AddMinutes(30).AddTicks(-1)));
        Assert.Equal([5], await DueAsync(Now.AddMinutes(30)));
        Assert.Equal([5, 3, 2], await DueAsync(Now.AddHours(2)));
        Assert.Equal([5, 3], await DueAsync(Now.AddHours(9), limit: 2));
    }

    [Fact]
    public async Task Of_what_is_due_the_most_severe_comes_first()
    {
        foreach (var (number, severity) in new[] { (1, Severity.S3), (2, Severity.S1), (3, Severity.S2), (4, Severity.S1) })
        {
            var decided = await StoredAsync(Next(await StoredAsync(Begun(new(2026, number))), new ClassificationDecided("product_defect", severity, null)));
            await StoredAsync(Next(decided, RoutedDue(Now.AddHours(5 - number))));
        }

        Assert.Equal([4, 2, 3, 1], await DueAsync(Now.AddHours(9)));
        Assert.Equal([4, 2, 3], await DueAsync(Now.AddHours(9), limit: 3));
        Assert.Equal([4, 3], await DueAsync(Now.AddHours(2)));
    }

    [Fact]
    public async Task The_oldest_that_is_due_may_be_the_least_severe()
    {
        Assert.Null(await Store.OldestDueAsync(Now.AddHours(9), Cancel));
        foreach (var (number, severity) in new[] { (1, Severity.S4), (2, Severity.S1), (3, Severity.S4) })
        {
            var decided = await StoredAsync(Next(await StoredAsync(Begun(new(2026, number))), new ClassificationDecided("product_defect", severity, null)));
            await StoredAsync(Next(decided, RoutedDue(Now.AddHours(number))));
        }

        Assert.Null(await Store.OldestDueAsync(Now.AddHours(1).AddTicks(-1), Cancel));
        Assert.Equal(Now.AddHours(1), await Store.OldestDueAsync(Now.AddHours(1), Cancel));
        Assert.Equal(Now.AddHours(1), await Store.OldestDueAsync(Now.AddHours(9), Cancel));
        await StoredAsync(Next((await Store.FindAsync(Tenant, new(2026, 1), Cancel))!, new Acknowledged(Mike)));
        Assert.Equal(Now.AddHours(2), await Store.OldestDueAsync(Now.AddHours(9), Cancel));
    }

    [Fact]
    public async Task What_was_routed_for_a_customer_is_found_by_its_name_R17()
    {
        foreach (var (number, account) in new[] { (1, "Acme Corp"), (2, "ACME corp "), (3, "Globex"), (4, "Acme Corp"), (5, "Acme Corp") })
        {
            var named = await StoredAsync(Next(await StoredAsync(Begun(new(2026, number))), new AccountNamed(account, Origin.Stated)));
            if (number != 5)
            {
                await StoredAsync(Next(named, RoutedDue(Now), Now.AddDays(number)));
            }
        }

        Assert.Equal([4, 2, 1], (await Store.OfAccountAsync(Tenant, "ácme-Corp", Now, 9, Cancel)).Select(e => e.Id.Number));
        Assert.Equal([4], (await Store.OfAccountAsync(Tenant, "Acme Corp", Now.AddDays(3), 9, Cancel)).Select(e => e.Id.Number));
        Assert.Equal([4, 2], (await Store.OfAccountAsync(Tenant, "Acme Corp", Now, 2, Cancel)).Select(e => e.Id.Number));
        Assert.Empty(await Store.OfAccountAsync(Elsewhere, "Acme Corp", Now, 9, Cancel));
    }

    [Fact]
    public async Task What_was_seen_to_is_no_longer_due()
    {
        var routed = await RoutedAsync(1, Now.AddHours(1));

        await StoredAsync(Next(routed, new Acknowledged(Mike)));

        Assert.Empty(await DueAsync(Now.AddHours(9)));
    }

    [Fact]
    public async Task The_last_word_on_a_person_or_a_channel_counts()
    {
        await Store.CommitAsync(
            Of() with
            {
                Directory = new() { Contacts = [Known(Mike, "old")], Channels = [new("c", null, null, null, "https://old")] },
            },
            Cancel
        );
        await Store.CommitAsync(
            Of() with
            {
                Directory = new()
                {
                    Contacts = [Known(Mike, "new")],
                    Channels = [new("c", "engineering", "t", "Team", "https://new") { Members = [Mike, Sarah] }],
                },
            },
            Cancel
        );

        Assert.Equal(Known(Mike, "new"), await Store.FindContactAsync(Tenant, Mike.Id, Cancel));
        var channel = await Store.FindChannelAsync(Tenant, "c", Cancel);
        Assert.Equal("https://new", channel!.ServiceUrl);
        Assert.Equal([Mike, Sarah], channel.Members);
    }

    [Fact]
    public async Task A_binding_replaces_the_teams_earlier_one_and_no_other()
    {
        await Store.CommitAsync(Of() with { Directory = new() { Bindings = [new("engineering", "c1", Sarah, Now), new("product", "c2", null, Now)] } }, Cancel);
        await Store.CommitAsync(Of() with { Directory = new() { Bindings = [new("engineering", "c3", Mike, Now.AddDays(1))] } }, Cancel);

        Assert.Equal(
            [new("engineering", "c3", Mike, Now.AddDays(1)), new("product", "c2", null, Now)],
            (await Store.BindingsAsync(Tenant, Cancel)).OrderBy(binding => binding.Team)
        );
    }

    [Fact]
    public async Task Pending_notes_replace_earlier_ones_until_they_are_done_with()
    {
        await Store.CommitAsync(Of() with { Directory = new() { PendingNotes = new(Sarah.Id, "first", Now) } }, Cancel);
        await Store.CommitAsync(Of() with { Directory = new() { PendingNotes = new(Mike.Id, "his", Now) } }, Cancel);
        await Store.CommitAsync(Of() with { Directory = new() { PendingNotes = new(Sarah.Id, "second", Now.AddMinutes(1)) } }, Cancel);
        Assert.Equal(new(Sarah.Id, "second", Now.AddMinutes(1)), await Store.FindPendingNotesAsync(Tenant, Sarah.Id, Cancel));

        await Store.CommitAsync(Of() with { Directory = new() { ForgetPendingNotesOf = Sarah.Id } }, Cancel);

        Assert.Null(await Store.FindPendingNotesAsync(Tenant, Sarah.Id, Cancel));
        Assert.NotNull(await Store.FindPendingNotesAsync(Tenant, Mike.Id, Cancel));
    }

    [Fact]
    public async Task Notes_that_come_while_others_are_done_with_stay()
    {
        await Store.CommitAsync(Of() with { Directory = new() { PendingNotes = new(Sarah.Id, "first", Now) } }, Cancel);

        await Store.CommitAsync(
            Of() with
            {
                Directory = new() { ForgetPendingNotesOf = Sarah.Id, PendingNotes = new(Sarah.Id, "second", Now) },
            },
            Cancel
        );

        Assert.Equal("second", (await Store.FindPendingNotesAsync(Tenant, Sarah.Id, Cancel))?.Text);
    }

    [Fact]
    public async Task Nobody_sees_anything_of_another_tenant()
    {
        await Store.CommitAsync(AllOf(Next(await StoredAsync(Begun(Id)), RoutedDue(Now))), Cancel);
        await Store.CommitAsync(Of(Everything), Cancel);
        await Store.SettleAsync(await ClaimOneAsync(Now), new Delivered(Now) { Card = new(Id, "lane", "conversation", "activity", "https://smba", 1) }, Cancel);

        Assert.Null(await Store.FindAsync(Elsewhere, Id, Cancel));
        Assert.Empty(await Store.HistoryAsync(Elsewhere, Id, Cancel));
        Assert.Empty(await Store.ListAsync(Elsewhere, [], null, 10, Cancel));
        Assert.Empty(await Store.ListAsync(Elsewhere, [Status.Routed], Sarah.Id, 10, Cancel));
        Assert.Empty(await Store.ActiveAtAsync(Elsewhere, Now.AddDays(1), null, 10, Cancel));
        Assert.Null(await Store.FindAnswerAsync(Elsewhere, "delivery", Cancel));
        Assert.Null(await Store.FindContactAsync(Elsewhere, Mike.Id, Cancel));
        Assert.Null(await Store.FindChannelAsync(Elsewhere, "c", Cancel));
        Assert.Empty(await Store.BindingsAsync(Elsewhere, Cancel));
        Assert.Null(await Store.FindPendingNotesAsync(Elsewhere, Mike.Id, Cancel));
        Assert.Null(await Store.FindCardAsync(Elsewhere, Id, "lane", Cancel));
        Assert.Empty(await Store.CardsAsync(Elsewhere, Id, Cancel));
        Assert.NotNull(await Store.FindCardAsync(Tenant, Id, "lane", Cancel));
    }

    [Fact]
    public async Task The_same_keys_in_two_tenants_are_two_things()
    {
        await Store.CommitAsync(AllOf(Begun(Id)), Cancel);
        await Store.CommitAsync(Of(Everything), Cancel);

        Assert.Null(await Store.CommitAsync(AllOf(Begun(Id, Elsewhere, Mike)) with { Tenant = Elsewhere, Answer = "theirs" }, Cancel));
        Assert.Null(await Store.CommitAsync(Of(Everything with { ForgetPendingNotesOf = Mike.Id, PendingNotes = null }) with { Tenant = Elsewhere }, Cancel));

        Assert.Equal(Sarah, (await Store.FindAsync(Tenant, Id, Cancel))!.Csm);
        Assert.Equal(Mike, (await Store.FindAsync(Elsewhere, Id, Cancel))!.Csm);
        Assert.Equal(new("answer"), await Store.FindAnswerAsync(Tenant, "delivery", Cancel));
        Assert.Equal(new("theirs"), await Store.FindAnswerAsync(Elsewhere, "delivery", Cancel));
        Assert.NotNull(await Store.FindPendingNotesAsync(Tenant, Mike.Id, Cancel));
        Assert.Null(HashChain.FirstBroken(Elsewhere, Id, await Store.HistoryAsync(Elsewhere, Id, Cancel)));
        Assert.NotNull(HashChain.FirstBroken(Tenant, Id, await Store.HistoryAsync(Elsewhere, Id, Cancel)));
        Assert.Equal([Tenant, Elsewhere], (await ClaimAsync(Now)).Select(message => message.Tenant));
    }

    [Fact]
    public async Task Tenants_are_those_in_which_a_team_has_a_channel()
    {
        Assert.Empty(await Store.TenantsAsync(Cancel));
        await StoredAsync(Begun(Id));
        Assert.Empty(await Store.TenantsAsync(Cancel));

        foreach (var (tenant, team) in new[] { (Tenant, "engineering"), (Tenant, "product"), (Elsewhere, "engineering") })
        {
            await Store.CommitAsync(
                new()
                {
                    Tenant = tenant,
                    At = Now,
                    Directory = new() { Bindings = [new(team, "19:x", null, Now)] },
                },
                Cancel
            );
        }

        Assert.Equal(new[] { Elsewhere, Tenant }.Order(), (await Store.TenantsAsync(Cancel)).Order());
    }

    [Fact]
    public async Task What_has_not_ended_is_paged_through_the_most_severe_first_A047()
    {
        await StoredAsync(Begun(new(2026, 9), Elsewhere), Elsewhere);
        await StoredAsync(Begun(new(2026, 1)));
        foreach (var (number, severity) in new[] { (2, Severity.S2), (3, Severity.S1), (4, Severity.S2), (5, Severity.S1) })
        {
            await StoredAsync(Next(await StoredAsync(Begun(new(2026, number))), new ClassificationDecided("product_defect", severity, null)));
        }

        await EndedAsync(6, Now, Now.AddDays(1));
        await StoredAsync(Begun(new(2025, 7)));

        var all = await Store.OpenAsync(Tenant, null, 100, Cancel);
        Assert.Equal([(0, 3), (0, 5), (1, 2), (1, 4), (3, 7), (3, 1)], all.Select(open => (open.Urgency, open.Id.Number)));
        Assert.Equal(all.Take(2), await Store.OpenAsync(Tenant, null, 2, Cancel));
        Assert.Equal(all.Skip(3), await Store.OpenAsync(Tenant, all[2], 100, Cancel));
        Assert.Empty(await Store.OpenAsync(Tenant, all[^1], 100, Cancel));
    }

    private async Task<IEnumerable<int>> ListedAsync(IReadOnlyCollection<Status> statuses, string? csm, int limit) =>
        (await Store.ListAsync(Tenant, statuses, csm, limit, Cancel)).Select(escalation => escalation.Id.Number);

    private async Task<IEnumerable<int>> UpdatedAsync(IReadOnlyCollection<Status> statuses, UpdatePosition after, int limit) =>
        (await Store.UpdatedAsync(Tenant, statuses, after, limit, Cancel)).Select(escalation => escalation.Id.Number);

    private async Task<IEnumerable<int>> DueAsync(DateTimeOffset at, int limit = 10) =>
        (await Store.DueAsync(at, limit, Cancel)).Select(escalation => escalation.Id.Number);

    private async Task<Escalation> EndedAsync(int number, DateTimeOffset from, DateTimeOffset to) =>
        await StoredAsync(Next(await StoredAsync(Begun(new(2026, number), at: from)), new Withdrawn(null), to));

    private async Task<Escalation> RoutedAsync(int number, DateTimeOffset due, string tenant = Tenant) =>
        await StoredAsync(Next(await StoredAsync(Begun(new(2026, number), tenant), tenant), RoutedDue(due)), tenant);
}
