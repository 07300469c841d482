using Escalations;
using Escalations.Ports;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Administrators_are_kept_by_tenant_and_can_be_removed()
    {
        await Store.CommitAsync(Of() with { Directory = new() { Administrators = [new(Mike, Sarah, Now.AddDays(1)), new(Sarah, null, Now)] } }, Cancel);
        await Store.CommitAsync(
            Of() with
            {
                Tenant = Elsewhere,
                Directory = new() { Administrators = [new(Mike, null, Now)] },
            },
            Cancel
        );

        Assert.Equal([Sarah, Mike], (await Store.AdministratorsAsync(Tenant, Cancel)).Select(a => a.Person));
        Assert.Equal(new Administrator(Mike, Sarah, Now.AddDays(1)), (await Store.AdministratorsAsync(Tenant, Cancel))[1]);

        await Store.CommitAsync(Of() with { Directory = new() { FormerAdministrators = [Mike.Id] } }, Cancel);

        Assert.Equal([Sarah], (await Store.AdministratorsAsync(Tenant, Cancel)).Select(a => a.Person));
        Assert.Equal([Mike], (await Store.AdministratorsAsync(Elsewhere, Cancel)).Select(a => a.Person));
    }

    [Fact]
    public async Task Who_is_on_call_in_place_of_others_is_kept_by_tenant_in_the_order_in_which_it_was_said()
    {
        var first = new ShiftOverride("engineering", new("Mike Ross", "mike-id"), Now, Now.AddDays(2), Sarah) { SaidAt = Now };
        var later = first with { Who = null, SaidAt = Now.AddHours(1) };
        await Store.CommitAsync(Of() with { Directory = new() { ShiftOverrides = [later] } }, Cancel);
        await Store.CommitAsync(
            Of() with
            {
                Directory = new()
                {
                    ShiftOverrides = [first],
                    Changes = [new(DirectoryChangeKind.ShiftOverridden, Now, Sarah, Mike, "engineering") { Shift = first }],
                },
            },
            Cancel
        );

        Assert.Equal([first, later], await Store.ShiftOverridesAsync(Tenant, Cancel));
        Assert.Equal(first, (await Store.DirectoryChangesAsync(Tenant, 1, Cancel))[0].Shift);
        Assert.Empty(await Store.ShiftOverridesAsync(Elsewhere, Cancel));

        await Store.CommitAsync(Of() with { Directory = new() { FormerShiftOverrides = [first] } }, Cancel);
        Assert.Equal([later], await Store.ShiftOverridesAsync(Tenant, Cancel));
    }

    [Fact]
    public async Task Who_is_away_is_kept_by_tenant_and_comes_with_who_is_linked()
    {
        var sarah = new Absence(Sarah, Mike, Now, Now.AddDays(3));
        await Store.CommitAsync(
            Of() with
            {
                Directory = new() { Absence = sarah, Changes = [new(DirectoryChangeKind.AbsenceBegun, Now, Sarah, Mike) { Until = sarah.Until }] },
            },
            Cancel
        );
        Assert.Equal([sarah], (await Store.LinksAsync(Tenant, Cancel)).Absences);
        Assert.Equal([sarah], (await Store.LookUpAsync(Tenant, Mike.Id, null, Cancel)).Links.Absences);
        Assert.Equal(sarah.Until, (await Store.DirectoryChangesAsync(Tenant, 1, Cancel))[0].Until);
        Assert.Empty((await Store.LinksAsync(Elsewhere, Cancel)).Absences);

        // What they say later counts in its place.
        var longer = sarah with { Until = Now.AddDays(9), Since = Now.AddHours(1) };
        await Store.CommitAsync(Of() with { Directory = new() { Absence = longer } }, Cancel);
        Assert.Equal([longer], (await Store.LinksAsync(Tenant, Cancel)).Absences);
        await Store.CommitAsync(Of() with { Directory = new() { FormerAbsences = [Sarah.Id] } }, Cancel);
        Assert.Empty((await Store.LinksAsync(Tenant, Cancel)).Absences);
    }

    [Fact]
    public async Task A_feed_is_kept_by_person_until_it_is_ended()
    {
        var feed = new CalendarFeed(Sarah.Id, "first");
        await Store.CommitAsync(Of() with { Directory = new() { CalendarFeed = feed } }, Cancel);
        Assert.Equal(feed, await Store.FindCalendarFeedAsync(Tenant, Sarah.Id, Cancel));
        Assert.Null(await Store.FindCalendarFeedAsync(Elsewhere, Sarah.Id, Cancel));
        await Store.CommitAsync(Of() with { Directory = new() { CalendarFeed = feed with { Number = "second" } } }, Cancel);
        Assert.Equal("second", (await Store.FindCalendarFeedAsync(Tenant, Sarah.Id, Cancel))?.Number);
        await Store.CommitAsync(Of() with { Directory = new() { ForgetCalendarFeedOf = Sarah.Id } }, Cancel);
        Assert.Null(await Store.FindCalendarFeedAsync(Tenant, Sarah.Id, Cancel));
    }

    [Fact]
    public async Task How_much_somebody_was_told_is_kept_with_what_told_them()
    {
        await Store.CommitAsync(Of() with { Messages = [new(new ToPerson(Sarah.Id), new TextMessage("news"))] }, Cancel);
        var told = new NoticesTold(Sarah.Id, new(2026, 11, 24), 3);
        Assert.Null(await Store.FindNoticesToldAsync(Tenant, Sarah.Id, Cancel));
        Assert.True(await Store.SettleAsync(await ClaimOneAsync(Now), new Delivered(Now) { Told = told }, Cancel));
        Assert.Equal(told, await Store.FindNoticesToldAsync(Tenant, Sarah.Id, Cancel));
        Assert.Null(await Store.FindNoticesToldAsync(Elsewhere, Sarah.Id, Cancel));
    }

    [Fact]
    public async Task Changes_of_the_directory_are_kept_newest_first()
    {
        await Store.CommitAsync(
            Of() with
            {
                Directory = new()
                {
                    Changes = [new(DirectoryChangeKind.AdministratorAdded, Now, null, Sarah), new(DirectoryChangeKind.AdministratorAdded, Now, Sarah, Mike)],
                },
            },
            Cancel
        );
        await Store.CommitAsync(
            Of() with
            {
                Directory = new() { Changes = [new(DirectoryChangeKind.AdministratorRemoved, Now.AddDays(1), Sarah, Mike)] },
            },
            Cancel
        );
        await Store.CommitAsync(
            Of() with
            {
                Tenant = Elsewhere,
                Directory = new() { Changes = [new(DirectoryChangeKind.AdministratorAdded, Now, null, Mike)] },
            },
            Cancel
        );

        var changes = await Store.DirectoryChangesAsync(Tenant, 2, Cancel);

        Assert.Equal(
            [new(DirectoryChangeKind.AdministratorRemoved, Now.AddDays(1), Sarah, Mike), new(DirectoryChangeKind.AdministratorAdded, Now, Sarah, Mike)],
            changes
        );
    }

    [Fact]
    public async Task A_tenant_is_known_as_soon_as_anything_is_stored_of_it()
    {
        Assert.False(await Store.IsKnownAsync(Tenant, Cancel));
        await StoredAsync(Begun(Id, Elsewhere), Elsewhere);
        Assert.False(await Store.IsKnownAsync(Tenant, Cancel));
        await Store.CommitAsync(Of() with { Directory = new() { Contacts = [Known(Sarah)] } }, Cancel);

        Assert.True(await Store.IsKnownAsync(Tenant, Cancel));
        Assert.True(await Store.IsKnownAsync(Elsewhere, Cancel));
    }

    [Fact]
    public async Task People_are_found_by_id_by_the_id_of_the_chat_service_and_by_name()
    {
        await Store.CommitAsync(Of() with { Directory = new() { Contacts = [Known(Sarah), Known(Mike), Known(new("other", Mike.Name))] } }, Cancel);
        await Store.CommitAsync(
            Of() with
            {
                Tenant = Elsewhere,
                Directory = new() { Contacts = [Known(Sarah)] },
            },
            Cancel
        );

        Assert.Equal([Sarah], (await Store.FindContactsAsync(Tenant, Sarah.Id.ToUpperInvariant(), 3, Cancel)).Select(c => c.Person));
        Assert.Equal([Sarah], (await Store.FindContactsAsync(Tenant, $"29:{Sarah.Id}", 3, Cancel)).Select(c => c.Person));
        Assert.Equal([Sarah], (await Store.FindContactsAsync(Tenant, Sarah.Name.ToLowerInvariant(), 3, Cancel)).Select(c => c.Person));
        Assert.Equal(2, (await Store.FindContactsAsync(Tenant, Mike.Name, 3, Cancel)).Count);
        Assert.Single(await Store.FindContactsAsync(Tenant, Mike.Name, 1, Cancel));
        Assert.Empty(await Store.FindContactsAsync(Tenant, "nobody", 3, Cancel));
    }

    [Fact]
    public async Task A_wish_to_be_linked_waits_until_it_is_decided_once()
    {
        var wish = new LinkRequest("head|person:mike", ["head"], null, Mike, Sarah, Now);
        await Store.CommitAsync(Of() with { Directory = new() { LinkRequest = wish } }, Cancel);

        var found = Assert.Single(await Store.LinkRequestsAsync(Tenant, Cancel));
        Assert.Equal((wish.Key, wish.Person, wish.By, wish.At), (found.Key, found.Person, found.By, found.At));
        Assert.Equal(wish.Teams, found.Teams);
        Assert.Empty(await Store.LinkRequestsAsync(Elsewhere, Cancel));

        var decided = Of() with
        {
            Directory = new() { DecidedLinkRequest = wish.Key, Bindings = [new("head", null, Sarah, Now, Mike)] },
        };
        await Store.CommitAsync(decided, Cancel);
        Assert.Empty(await Store.LinkRequestsAsync(Tenant, Cancel));
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() =>
            Store.CommitAsync(decided with { Directory = decided.Directory! with { Unlinked = ["head"], Bindings = [] } }, Cancel)
        );
        Assert.Single(await Store.BindingsAsync(Tenant, Cancel));
    }

    [Fact]
    public async Task A_link_can_be_undone()
    {
        await Store.CommitAsync(
            Of() with
            {
                Directory = new() { Bindings = [new("head", null, Sarah, Now, Mike), new("engineering", "c", Sarah, Now)] },
            },
            Cancel
        );
        await Store.CommitAsync(Of() with { Directory = new() { Unlinked = ["head"] } }, Cancel);

        Assert.Equal(["engineering"], (await Store.BindingsAsync(Tenant, Cancel)).Select(b => b.Team));
    }
}
