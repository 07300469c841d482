using System.Text.Json.Nodes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Intake;
using TestSupport.Samples;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>The shipped playbooks know their matters from those of the customers, in five languages.</summary>
public sealed class SignsOfOtherKindsTests
{
    private static readonly Escalation Draft = Sample.After([Sample.FullBrief[0]]);

    [Theory]
    [InlineData("Her team lead makes sexist remarks in meetings.", "people_issue")]
    [InlineData("The two have not spoken to each other for three weeks.", "people_issue")]
    [InlineData("Our lead engineer is close to burnout and handed in her notice on Monday.", "people_issue")]
    [InlineData("Eine Entwicklerin hat gekündigt, sie fühlt sich gemobbt.", "people_issue")]
    [InlineData("Un collègue veut partir, il parle de harcèlement.", "people_issue")]
    [InlineData("Un compañero quiere irse porque sufre acoso.", "people_issue")]
    [InlineData("Uma colega vai pedir demissão por causa de assédio.", "people_issue")]
    [InlineData("We are blocked by the identity team and depend on their squad for the token service.", "cross_team_dependency")]
    [InlineData("The launch of our mobile app 3.0 is on Monday, and it waits for a go/no-go.", "launch_issue")]
    [InlineData("Team Payments waits for the new API of team Identity.", "cross_team_dependency")]
    [InlineData("The launch of Orion is at risk: the milestone was missed, and the press release is out.", "launch_issue")]
    public void Another_kind_is_told_by_its_words(string notes, string kind)
    {
        var found = OtherKinds.Of(Draft, [notes], SampleCards.Shipped.Live);
        Assert.Equal(kind, found?.Category.Key);
        Assert.All(found!.Quotes, quote => Assert.Contains(quote, notes));
    }

    [Theory]
    [InlineData("Acme wants to leave us at the renewal; their developers are angry about the API.")]
    [InlineData("They wait for our team since Monday, and their CTO wants a call.")]
    public void A_customers_matter_is_not_told_to_be_something_else(string notes) => Assert.Null(OtherKinds.Of(Draft, [notes], SampleCards.Shipped.Live));

    /// <summary>Notes about customers, written by many hands: hardly any may be taken for something else, and each that is costs a CSM a look.</summary>
    [Fact]
    public void Of_notes_about_customers_hardly_any_is_taken_for_another_kind()
    {
        var notes = Directory
            .EnumerateFiles(Path.Combine(Peer.Root, "tests", "EscalationAgent.Training", "notes"), "*.jsonl")
            .SelectMany(File.ReadLines)
            .Select(line => string.Concat(JsonNode.Parse(line)!["parts"]!.AsArray().Select(part => (string)part![1]!)))
            .ToList();
        Assert.True(notes.Count > 2_000);
        var taken = notes.Select(note => (note, Kind: OtherKinds.Of(Draft, [note], SampleCards.Shipped.Live))).Where(found => found.Kind is not null).ToList();
        Assert.True(
            taken.Count <= notes.Count / 100,
            $"{taken.Count} of {notes.Count}: {string.Join("; ", taken.Take(40).Select(t => $"{t.Kind!.Category.Key} {string.Join(", ", t.Kind.Quotes)}"))}"
        );
    }
}
