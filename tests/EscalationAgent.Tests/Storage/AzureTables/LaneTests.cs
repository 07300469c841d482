using EscalationAgent.Storage.AzureTables;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Tests.Storage.AzureTables;

/// <summary>In which order what waits in one place leaves it.</summary>
public sealed class LaneTests
{
    [Fact]
    public void What_came_later_with_a_smaller_number_leaves_first()
    {
        Assert.Equal([3, 5, 9], Order(Entry(9), Entry(3), Entry(5)));
        Assert.Equal([9, 3, 5], Order(Entry(9, rank: 0), Entry(5), Entry(3)));
    }

    /// <summary>The clocks of two replicas may have numbered it the wrong way round.</summary>
    [Fact]
    public void What_concerns_one_escalation_leaves_in_the_order_in_which_it_came()
    {
        Assert.Equal([4, 9, 3, 5, 10], Order(Entry(9, "x"), Entry(3, "x"), Entry(5, "x"), Entry(4), Entry(10)));
        Assert.Equal([9, 3, 4], Order(Entry(4), Entry(9, "x"), Entry(3, "x", rank: 0)));
    }

    [Fact]
    public void What_is_being_sent_stays_the_head()
    {
        var lane = NewLane();
        lane.Add(Entry(5));
        Lane.Claim(lane.Heads.Single(), EventSamples.Start, TimeSpan.FromSeconds(30), "token");

        lane.Add(Entry(3));

        Assert.Equal(5, lane.Heads.Single().Number);
    }

    /// <summary>The order in which they leave, and as which each head sees what is behind it.</summary>
    private static List<long> Order(params LaneEntry[] entries)
    {
        var lane = NewLane();
        foreach (var entry in entries)
        {
            lane.Add(entry);
        }

        List<long> behind = [lane.Heads.Single().Number, .. lane.Behind(lane.Heads.Single()).Select(entry => entry.Number)];
        var left = new List<long>();
        while (lane.Heads.SingleOrDefault() is { } head)
        {
            left.Add(head.Number);
            Lane.Claim(head, EventSamples.Start, TimeSpan.FromSeconds(30), "token");
            lane.Settle(head, new Delivered(EventSamples.Start));
        }

        Assert.Equal(left, behind);
        return left;
    }

    private static Lane NewLane() =>
        new()
        {
            Tenant = "contoso",
            Key = "person:p",
            Kind = OutboxQueue.Message,
        };

    private static LaneEntry Entry(long number, string? about = null, int rank = 2) =>
        new()
        {
            Number = number,
            About = about,
            Rank = rank,
        };
}
