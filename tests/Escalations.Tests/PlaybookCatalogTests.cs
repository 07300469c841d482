namespace Escalations.Tests;

public sealed class PlaybookCatalogTests
{
    private static readonly Playbook Second = House.Rules with { Version = new("second", "1"), Title = "Second" };

    private static readonly Playbook First = House.Rules with { Version = new("house", "7+a", "a") };

    private static readonly Playbook Newer = House.Rules with
    {
        Version = new("house", "8+b", "b"),
        ConfirmWithin = new(9, TermUnit.Days),
        Calendars = [Calendars.Utc with { Title = "New hours" }],
        Teams = [.. House.Rules.Teams.Where(t => t.Key != "parisians"), new("new_team", "New team")],
        LeadershipTeam = "head",
    };

    private static PlaybookCatalog Catalog(params string[] off) => new([Second, House.Rules], House.Rules.Version.Name, off);

    [Fact]
    public void The_default_one_comes_first()
    {
        Assert.Equal([House.Rules, Second], Catalog().Live);
        Assert.Same(House.Rules, Catalog().Default);
    }

    [Fact]
    public void What_runs_under_one_that_is_switched_off_goes_on_by_it_and_nothing_new_begins()
    {
        var catalog = Catalog("second");
        Assert.Equal([House.Rules], catalog.Live);
        Assert.Null(catalog.Find("second"));
        Assert.Same(Second, catalog.Of(Under("second")));
    }

    [Fact]
    public void Under_a_playbook_that_is_gone_the_default_one_holds() => Assert.Same(House.Rules, Catalog().Of(Under("gone")));

    [Fact]
    public void The_same_key_in_two_playbooks_is_the_same_team() => Assert.Equal(House.Rules.Teams.Select(t => t.Key), Catalog().Teams.Select(t => t.Key));

    [Fact]
    public void What_runs_keeps_its_rules_and_has_todays_calendars_and_what_has_no_edition_follows_the_file()
    {
        var catalog = new PlaybookCatalog(First);
        catalog.Take([Newer], []);

        var own = catalog.Of(Under("house", "a"));
        Assert.Equal(First.ConfirmWithin, own.ConfirmWithin);
        Assert.Equal(First.Teams, own.Teams);
        Assert.Equal(First.Version, own.Version);
        Assert.Equal(["New hours", "Paris office"], own.Calendars.Select(c => c.Title));

        Assert.Same(Newer, catalog.Of(Under("house", "b")));
        Assert.Same(Newer, catalog.Of(Under("house")));
        Assert.Same(Newer, catalog.Default);
    }

    /// <summary>A team that only an earlier edition has is linked, named and guarded as long as something runs under it.</summary>
    [Fact]
    public void Teams_of_an_edition_in_use_can_be_linked_and_are_known_by_their_titles()
    {
        var catalog = new PlaybookCatalog(First);
        catalog.Take([Newer], []);
        Assert.DoesNotContain("parisians", catalog.LinkedTeams.Select(t => t.Key));
        Assert.Equal("Parisians", catalog.TitlesOf(["parisians"]));
        Assert.False(catalog.IsLeadership("office"));

        catalog.Use("a");
        Assert.Contains("parisians", catalog.LinkedTeams.Select(t => t.Key));
        Assert.True(catalog.IsLeadership("office"));
        Assert.True(catalog.IsLeadership("head"));
        Assert.Equal([Newer], catalog.Live);

        catalog.UseOnly([]);
        Assert.DoesNotContain("parisians", catalog.LinkedTeams.Select(t => t.Key));
    }

    [Fact]
    public void An_edition_from_the_store_is_answered_for_and_changes_nothing_that_is_new()
    {
        var catalog = new PlaybookCatalog(Newer);
        Assert.False(catalog.Knows("a"));
        catalog.Add(First, isInUse: true);

        Assert.True(catalog.Knows("a"));
        Assert.Equal(First.ConfirmWithin, catalog.Of(Under("house", "a")).ConfirmWithin);
        Assert.Same(Newer, catalog.Default);
        Assert.Same(Newer, catalog.Find("house"));
    }

    [Fact]
    public void Under_a_playbook_whose_file_is_gone_nothing_begins_and_what_runs_goes_on_until_it_is_back()
    {
        var catalog = Catalog();
        catalog.Take([], ["second"]);
        Assert.Null(catalog.Find("second"));
        Assert.Same(Second, catalog.Of(Under("second")));

        catalog.Take([], []);
        Assert.Same(Second, catalog.Find("second"));
        Assert.Throws<ArgumentException>(() => catalog.Take([], ["house"]));
    }

    /// <summary>The kind of what a team has had is chosen by the rules that it was sent under.</summary>
    [Fact]
    public void A_draft_takes_the_newest_edition_when_its_kind_changes_unless_it_has_been_with_a_team()
    {
        var catalog = new PlaybookCatalog([First, Second], "house");
        catalog.Take([Newer], []);
        var draft = Under("house", "a");
        Assert.Same(Newer, catalog.ChosenFor(draft, "house"));
        Assert.Equal("a", catalog.ChosenFor(draft with { RoutedAt = Sample.Monday }, "house")!.Version.Edition);
        Assert.Same(Second, catalog.ChosenFor(draft with { RoutedAt = Sample.Monday }, "second"));
        Assert.Null(catalog.ChosenFor(draft, "gone"));
    }

    /// <summary>What changes it meets nobody who is asking: each answer is of one state.</summary>
    [Fact]
    public async Task Whoever_asks_while_it_changes_gets_one_edition_or_the_other()
    {
        var catalog = new PlaybookCatalog(First);
        var cancel = TestContext.Current.CancellationToken;
        var changes = Task.Run(
            () =>
            {
                for (var i = 0; i < 2_000; i++)
                {
                    catalog.Take([i % 2 == 0 ? Newer : First], []);
                    catalog.UseOnly(i % 3 == 0 ? ["a"] : []);
                }
            },
            cancel
        );
        var asked = 0;
        do
        {
            var now = catalog.Default;
            Assert.True(ReferenceEquals(now, First) || ReferenceEquals(now, Newer));
            Assert.Equal(First.ConfirmWithin, catalog.Of(Under("house", "a")).ConfirmWithin);
            Assert.Equal("house", Assert.Single(catalog.Live).Version.Name);
            asked++;
        } while (!changes.IsCompleted);

        await changes;
        Assert.True(asked > 0);
    }

    private static Escalation Under(string playbook, string? edition = null) =>
        Escalation.Begin(
            Sample.Tenant,
            Sample.Id,
            new(1, Sample.Monday, Actor.Human(Sample.Csm), null, new DraftStarted(Sample.Csm, new(playbook, "1", edition)))
        );
}
