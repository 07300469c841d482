using Escalations;
using Escalations.UseCases;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Teams;

/// <summary>Who reads how, by where they are.</summary>
public sealed class AudiencePlacesTests
{
    private static readonly ToChannel Here = new("19:here@thread.tacv2");

    [Theory]
    [InlineData(Audience.Technical, "engineering", "engineering")]
    [InlineData(Audience.Executive, "finance", "cs_leadership finance")]
    [InlineData(Audience.Full, "cs_leadership finance", "cs_leadership finance")]
    [InlineData(Audience.Technical, "engineering finance cs_leadership leadership", "engineering")]
    [InlineData(Audience.Technical, "head_of_engineering leadership", "engineering")]
    [InlineData(Audience.Executive, "executive_office", "engineering")]
    [InlineData(Audience.Full, "leadership", "engineering")]
    [InlineData(Audience.Technical, "finance product support_leadership", "engineering")]
    [InlineData(Audience.Executive, "finance support_leadership", "engineering")]
    [InlineData(Audience.Technical, "", "engineering")]
    public void A_shared_place_reads_as_the_accountable_of_those_who_have_it(Audience expected, string linked, string teams)
    {
        var routed = SampleCards.After(SampleCards.RoutedLife);
        Assert.Equal(expected, AudienceAt(linked, routed with { Assignment = routed.Assignment with { Teams = teams.Split(' ') } }));
    }

    [Fact]
    public void A_team_that_gave_it_back_reads_it_as_before() =>
        Assert.Equal(Audience.Technical, AudienceAt("engineering leadership", SampleCards.After([.. SampleCards.RoutedLife, new Returned("Not ours")])));

    private static Audience AudienceAt(string linked, Escalation escalation) =>
        TeamDirectory.AudienceAt(
            Here,
            escalation,
            SampleCards.Playbook,
            [.. linked.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(team => new Binding(team, Here.ChannelId, SampleCards.Bob, SampleCards.Now))]
        );
}
