using EscalationAgent.Teams.Cards;
using Escalations;
using TestSupport.Samples;

namespace EscalationAgent.Tests.Teams;

/// <summary>A card that is drawn again does not read its draft again.</summary>
public sealed class OtherKindsFoundTests
{
    private const string OfPeople = "Her team lead makes sexist remarks in meetings.";
    private const string OfLaunch = "The launch of our mobile app 3.0 is on Monday, and it waits for a go/no-go.";

    private readonly OtherKindsFound found = new();
    private readonly Escalation draft = Sample.After([Sample.FullBrief[0]]);
    private readonly IReadOnlyList<Playbook> live = SampleCards.Shipped.Live;

    [Fact]
    public void What_was_found_holds_until_the_draft_says_something_else()
    {
        var first = found.Of(draft, [OfPeople], live);

        Assert.Equal("people_issue", first?.Category.Key);
        Assert.Same(first, found.Of(draft, [OfPeople], live));
        Assert.Equal("launch_issue", found.Of(draft, [OfLaunch], live)?.Category.Key);
        Assert.Null(found.Of(draft, ["It is slow."], live));
        Assert.Equal("people_issue", found.Of(draft, [OfPeople], live)?.Category.Key);
    }

    [Fact]
    public void What_was_found_does_not_outlive_its_playbooks_nor_the_draft()
    {
        Assert.NotNull(found.Of(draft, [OfPeople], live));

        Assert.Null(found.Of(draft, [OfPeople], [live[0]]));
        Assert.Null(found.Of(draft with { RoutedAt = Sample.Monday }, [OfPeople], live));
        Assert.NotNull(found.Of(draft, [OfPeople], live));
    }

    [Fact]
    public void One_draft_is_not_taken_for_another()
    {
        Assert.NotNull(found.Of(draft, [OfPeople], live));

        Assert.Null(found.Of(draft with { Id = new(2026, 4711) }, ["It is slow."], live));
        Assert.NotNull(found.Of(draft, [OfPeople], live));
    }
}
