namespace Escalations.Tests;

public sealed class PlaybookCatalogTests
{
    private static readonly Playbook Second = House.Rules with { Version = new("second", "1"), Title = "Second" };

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

    private static Escalation Under(string playbook) =>
        Escalation.Begin(Sample.Tenant, Sample.Id, new(1, Sample.Monday, Actor.Human(Sample.Csm), null, new DraftStarted(Sample.Csm, new(playbook, "1"))));
}
