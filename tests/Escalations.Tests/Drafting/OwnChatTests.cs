using Escalations.Access;
using TextAnalysis.Facts;

namespace Escalations.Tests.Drafting;

/// <summary>A secret is read as it was written by the one who wrote it, and by nobody else.</summary>
public sealed class OwnChatTests
{
    private static readonly Person Next = new("next", "Next Csm");

    private static readonly Escalation Before = Sample.In(Status.Routed) with
    {
        Brief = new Brief
        {
            Account = "Acme",
            Passages = new Dictionary<BriefSection, Passage> { [BriefSection.CustomerImpact] = new("Login with password=Mine-1 fails.", Origin.Stated) },
            Context = "pw: Mine-2",
        },
        Draft = new() { Notes = ["password=Mine-3"] },
        Work = new() { LastUpdate = new UpdatePosted("password=Theirs-1", new("password=Theirs-2", null, "next", "17:00", null)) },
        SentBackBecause = "password=Theirs-3",
        Outcome = new() { Resolution = new(ResolutionKind.Fix, "password=Theirs-4") },
    };

    [Fact]
    public void The_CSM_reads_their_own_secrets_and_not_those_of_a_team()
    {
        var shown = Text(AudienceView.OfCsm(Before).Of(Before));

        Assert.All((string[])["Mine-1", "Mine-2", "Mine-3"], mine => Assert.Contains(mine, shown, StringComparison.Ordinal));
        Assert.DoesNotContain("Theirs", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_takes_over_reads_no_secret_of_the_one_before()
    {
        var taken = After(Before, new CsmReassigned(Next));
        var shown = AudienceView.OfCsm(taken).Of(taken);

        Assert.Equal(Before.Csm, taken.Author);
        Assert.DoesNotContain("Mine", Text(shown), StringComparison.Ordinal);
        Assert.Equal("Login with password=[secret] fails.", shown.Brief.TextOf(BriefSection.CustomerImpact));
        Assert.Equal(["password=[secret]"], shown.Draft.Notes);

        // It comes back to the one who wrote it, over a third.
        var back = After(After(taken, new CsmReassigned(new("third", "Third"))), new CsmReassigned(Before.Csm));
        Assert.Contains("Mine-1", Text(AudienceView.OfCsm(back).Of(back)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_shows_a_secret_to_the_one_who_said_it(EscalationEvent what)
    {
        var view = AudienceView.OfCsm(Before);
        Assert.Contains("Said-1", view.Of(Happened(what, Before.Csm)).What.ToString()!, StringComparison.Ordinal);
        Assert.DoesNotContain("Said-1", view.Of(Happened(what, Next)).What.ToString()!, StringComparison.Ordinal);
    }

    public static TheoryData<EscalationEvent> Lines =>
        [
            new HandOverOffered(Next, "password=Said-1"),
            new HandOverDeclined("password=Said-1"),
            new HandedOver(Next, "password=Said-1"),
            new UpdatePosted("password=Said-1"),
            new Returned("password=Said-1"),
            new Resolved(ResolutionKind.Fix, "password=Said-1"),
            new RemindersHeld(Party.Team, Sample.Monday, "password=Said-1"),
            new Withdrawn("password=Said-1"),
            new HandledDirectly("password=Said-1"),
            new CombinedFrom(new(2026, 17), Next, "password=Said-1", "password=Said-1", "password=Said-1"),
            new NotesTaken("password=Said-1"),
            new CsmReassigned(Next, "password=Said-1"),
        ];

    private static Escalation After(Escalation escalation, EscalationEvent what) =>
        escalation.After(Happened(what, Next) with { Sequence = escalation.Version + 1 });

    private static RecordedEvent Happened(EscalationEvent what, Person by) => new(1, Sample.Monday, Actor.Human(by), null, what);

    private static string Text(Escalation shown) =>
        string.Join(
            '\n',
            shown
                .Brief.Passages.Values.Select(p => p.Text)
                .Concat(shown.Draft.Notes)
                .Append(shown.Brief.Context)
                .Append(shown.Work.LastUpdate?.ToString())
                .Append(shown.SentBackBecause)
                .Append(shown.Outcome.Resolution?.ToString())
        );
}
