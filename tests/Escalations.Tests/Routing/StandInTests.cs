using Escalations.UseCases;

namespace Escalations.Tests.Routing;

/// <summary>When the CSM's manager stands in for the first rung of a ladder.</summary>
public sealed class StandInTests
{
    private static readonly Person Mia = new("mia", "Mia Boss");

    private static readonly Escalation Routed = Sample.In(Status.Routed) with
    {
        CsmManager = Mia,
        Assignment = new() { Teams = ["engineering"], Ladder = ["head", "chief"] },
    };

    private static readonly Binding Head = new("head", null, null, Sample.Monday, new("hanna", "Hanna Head"));

    private static Person? Of(Escalation escalation, params IReadOnlyList<Binding> bindings) => TeamDirectory.StandIn(escalation, House.Rules, bindings);

    [Fact]
    public void Where_nobody_is_linked_to_the_first_rung() => Assert.Equal(Mia, Of(Routed, Head with { Team = "chief" }));

    [Fact]
    public void Not_where_somebody_is() => Assert.Null(Of(Routed, Head));

    [Fact]
    public void Not_where_nobody_knows_who_it_is() => Assert.Null(Of(Routed with { CsmManager = null }));

    [Fact]
    public void Not_once_they_are_its_CSM_themselves() => Assert.Null(Of(Routed with { Csm = Mia }));

    /// <summary>The manager of whoever was its CSM before has nothing to do with it any more, whether or not the next one's is found.</summary>
    [Fact]
    public void Not_once_it_has_another_CSM()
    {
        var zoe = new Person("zoe", "Zoe Next");

        Assert.Null(Of(Routed.After(new(Routed.Version + 1, Sample.Monday.AddDays(1), Actor.Human(zoe), null, new CsmReassigned(zoe)))));
    }

    [Fact]
    public void Not_for_a_draft_which_has_no_ladder() => Assert.Null(Of(Routed with { Assignment = new() }));

    [Fact]
    public void Not_for_leadership_whose_news_is_kept_until_it_has_a_place() =>
        Assert.Null(
            Of(
                Routed with
                {
                    Assignment = new() { Teams = ["engineering"], Ladder = [House.Rules.LeadershipTeam] },
                }
            )
        );

    [Fact]
    public void They_hold_the_first_rung_and_read_all_and_nobody_else_gains_anything()
    {
        var (place, other) = (new ToPerson(Mia.Id), new ToPerson("zoe"));

        Assert.Equal([place], TeamDirectory.OfManagers(Routed, House.Rules, []));
        Assert.Equal(Audience.Full, TeamDirectory.AudienceAt(place, Routed, House.Rules, []));
        Assert.Equal(Audience.Technical, TeamDirectory.AudienceAt(other, Routed, House.Rules, []));
        Assert.Equal(Audience.Technical, TeamDirectory.AudienceAt(place, Routed, House.Rules, [Head]));
        Assert.Empty(TeamDirectory.OfTeams(Routed, House.Rules, []));
    }
}
