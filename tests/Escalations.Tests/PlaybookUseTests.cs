using Escalations.UseCases;

namespace Escalations.Tests;

/// <summary>What open escalations need of the files of playbooks, and so what an edited file must not lose.</summary>
public sealed class PlaybookUseTests
{
    private static readonly Escalation Following = Case.Routed(Severity.S2, "2026-11-16T10:00Z").Now with { Playbook = House.Rules.Version };

    [Theory]
    [InlineData("engineering")]
    [InlineData("head")]
    [InlineData("office")]
    public void A_team_or_rung_that_is_gone_is_missed_by_what_follows_the_file(string team)
    {
        var without = House.Rules with { Teams = [.. House.Rules.Teams.Where(t => t.Key != team)] };

        Assert.Equal([$"team or role '{team}' is gone, which {Following.Id} still needs"], Use(Following).Lacking(without, House.Rules));
    }

    [Fact]
    public void A_category_that_is_gone_is_missed_and_how_often()
    {
        var without = House.Rules with { Categories = [.. House.Rules.Categories.Where(c => c.Key != "product_defect")] };
        var other = Following with { Id = new(2026, 77) };

        Assert.Equal(
            [$"category 'product_defect' is gone, which {Following.Id} still needs (2 escalations in all)"],
            Use(Following, other).Lacking(without, House.Rules)
        );
    }

    [Fact]
    public void What_nobody_needs_may_go_and_so_may_what_was_not_there_before()
    {
        var without = House.Rules with { Teams = [.. House.Rules.Teams.Where(t => t.Key != "parisians")] };
        Assert.Empty(Use(Following).Lacking(without, House.Rules));

        var less = House.Rules with { Teams = [.. House.Rules.Teams.Where(t => t.Key != "head")] };
        Assert.Empty(Use(Following).Lacking(less, before: less));
        Assert.NotEmpty(Use(Following).Lacking(less, before: null));
    }

    [Fact]
    public void What_has_an_edition_on_record_follows_no_file_and_what_has_ended_needs_nothing()
    {
        var empty = House.Rules with { Teams = [], Categories = [] };
        var kept = Following with { Playbook = House.Rules.Version with { Edition = "a" } };
        Assert.Empty(Use(kept).Lacking(empty, House.Rules));
        Assert.Equal(["a"], Use(kept).Editions.Select(version => version.Edition));

        var ended = Following with { Status = Status.Closed };
        Assert.Empty(Use(ended).Lacking(empty, House.Rules));
        Assert.False(Use(ended).IsFollowed("house"));
        Assert.True(Use(Following).IsFollowed("house"));
        Assert.Empty(Use(kept with { Status = Status.Withdrawn }).Editions);
    }

    private static PlaybookUse Use(params Escalation[] open)
    {
        var use = new PlaybookUse();
        foreach (var escalation in open)
        {
            use.Add(escalation);
        }

        return use;
    }
}
