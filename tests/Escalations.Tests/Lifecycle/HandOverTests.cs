using Escalations.Lifecycle;
using static Escalations.Tests.Case;

namespace Escalations.Tests.Lifecycle;

/// <summary>One owner, who wants it: whom it is handed to has to accept (B075, B076).</summary>
public sealed class HandOverTests
{
    private static readonly Person Zoe = new("zoe", "Zoe");
    private static readonly Authority AsZoe = new(Actor.Human(Zoe));
    private static readonly DateTimeOffset Later = At("2026-11-18T10:20Z");

    [Fact]
    public void An_offer_changes_no_owner_until_it_is_accepted()
    {
        var matter = Offered();
        Assert.Equal((Sample.Lead, Zoe), (matter.Now.Work.Owner, matter.Now.Work.HandOver?.To));

        Assert.Null(matter.Try(Later, new HandedOver(Zoe, "on leave"), AsZoe));
        Assert.Equal((Zoe, (HandOverOffer?)null), (matter.Now.Work.Owner, matter.Now.Work.HandOver));
        Assert.DoesNotContain(DeadlineKind.Acceptance, matter.Kinds);
    }

    [Fact]
    public void Nobody_becomes_an_owner_by_what_somebody_else_does()
    {
        var routed = Routed(Severity.S1, "2026-11-18T10:00Z");
        Assert.Equal(Guard.AnOwner.Sentence, routed.Try(Later, new Acknowledged(Zoe), Case.Team));
        Assert.Equal(Guard.ANewOwner.Sentence, Offered().Try(Later, new HandedOver(Zoe, null), Case.Team));
        Assert.NotNull(Offered().Try(Later, new HandedOver(new("eve", "Eve"), null), new(Actor.Human(new("eve", "Eve")))));
    }

    [Fact]
    public void Declined_it_stays_where_it_is_and_what_was_not_offered_cannot_be()
    {
        var matter = Offered();
        Assert.Null(matter.Try(Later, new HandOverDeclined("I am away"), AsZoe));
        Assert.Equal((Sample.Lead, (HandOverOffer?)null), (matter.Now.Work.Owner, matter.Now.Work.HandOver));
        Assert.DoesNotContain(DeadlineKind.Acceptance, matter.Kinds);

        Assert.NotNull(matter.Try(Later, new HandOverDeclined(null), AsZoe));
        Assert.Equal(Guard.AnOffer.Sentence, matter.Try(Later, new HandOverDeclined(null), Case.Team));
        Assert.NotNull(matter.Try(Later, new HandedOver(Zoe, null), AsZoe));
    }

    /// <summary>Who was asked has as long as a team has to acknowledge; then they and the owner are reminded, and it goes nowhere by itself.</summary>
    [Fact]
    public void An_offer_that_nobody_answers_is_reminded_of_and_stays_with_its_owner()
    {
        var matter = Offered();
        var due = matter[DeadlineKind.Acceptance].DueAt;
        Assert.Equal(matter[DeadlineKind.Acknowledge].DueAt - At("2026-11-18T10:00Z"), due - At("2026-11-18T10:10Z"));

        matter.Until("2026-11-18T12:00Z");
        Assert.Contains(matter.Fired, f => f.Firing.Deadline.Kind == DeadlineKind.Acceptance && f.Firing.Alarm.Phase == AlarmPhase.Due);
        Assert.Equal((Sample.Lead, Zoe), (matter.Now.Work.Owner, matter.Now.Work.HandOver?.To));
    }

    [Fact]
    public void A_colleague_of_the_team_can_take_it_though_somebody_else_was_asked()
    {
        var matter = Offered();
        var cleo = new Person("cleo", "Cleo");
        Assert.Null(matter.Try(Later, new HandedOver(cleo, null), new(Actor.Human(cleo), InTeamsChannel: true)));
        Assert.Equal((cleo, (HandOverOffer?)null), (matter.Now.Work.Owner, matter.Now.Work.HandOver));
        Assert.NotNull(matter.Try(Later, new HandedOver(Zoe, null), AsZoe));
    }

    [Fact]
    public void Who_accepts_in_the_place_of_a_role_holds_it_for_this_escalation_alone()
    {
        var matter = InProgress(Severity.S1, "2026-11-18T10:00Z").Then("2026-11-18T10:10Z", new HandOverOffered(Zoe, null, "engineering"));
        Assert.Null(matter.Try(Later, new HandedOver(Zoe, null), AsZoe));
        Assert.Equal(Zoe, matter.Now.NamedReceivers["engineering"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_resolved_or_withdrawn_is_handed_to_nobody(bool resolved)
    {
        var matter = Offered().Then("2026-11-18T10:20Z", resolved ? new Resolved(ResolutionKind.Fix, "done") : new Withdrawn("no longer needed"));
        Assert.Null(matter.Now.Work.HandOver);
        Assert.DoesNotContain(DeadlineKind.Acceptance, matter.Kinds);
    }

    private static Case Offered() => InProgress(Severity.S1, "2026-11-18T10:00Z").Then("2026-11-18T10:10Z", new HandOverOffered(Zoe, "on leave"));
}
