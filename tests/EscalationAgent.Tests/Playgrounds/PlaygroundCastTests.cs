using EscalationAgent.Playground;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Playgrounds;

/// <summary>The cast that the Playground is started with.</summary>
public sealed class PlaygroundCastTests
{
    private static readonly PlaygroundCast Cast = PlaygroundCast.Read();

    [Fact]
    public void The_ids_that_Entra_gives_out_are_GUIDs()
    {
        string[] ids =
        [
            Cast.TenantId,
            Cast.Team.AadGroupId,
            Cast.Bot.Id["28:".Length..],
            Cast.CurrentUser.AadObjectId,
            .. Cast.Users.Select(user => user.AadObjectId),
        ];

        Assert.All(ids, id => Assert.True(Guid.TryParseExact(id, "D", out _), id));
        Assert.Distinct(ids);
    }

    [Fact]
    public void Leadership_and_the_receiving_team_have_a_channel_each()
    {
        Assert.Equal(Cast.Team.Id, Cast.GeneralChannelId);
        Assert.Equal("engineering-escalations", Assert.Single(Cast.Team.Channels).Name);
        Assert.NotEqual(Cast.GeneralChannelId, Cast.OtherChannelId);
    }

    [Fact]
    public void The_Playground_wants_exactly_five_people_besides_the_one_at_the_page() => Assert.Equal(5, Cast.Users.Count);
}
