namespace Escalations.Tests.Routing;

/// <summary>Two who learn of one person at once each keep what the other has learnt.</summary>
public sealed class ContactTests
{
    private static readonly Contact Before = new(new("ann", "Ann"), "29:ann", "chat", "https://smba.example/", null, "en-GB");

    [Fact]
    public void What_was_learnt_meanwhile_is_not_written_over()
    {
        var guest = Before with { IsGuest = true };
        var elsewhere = Before with { TimeZone = "Europe/Paris" };

        Assert.Equal(guest with { TimeZone = "Europe/Paris" }, elsewhere.Onto(Before, guest));
        Assert.Equal(elsewhere, elsewhere.Onto(Before, Before));
        Assert.Equal(elsewhere, elsewhere.Onto(Before, null));
        Assert.Equal(guest with { TimeZone = "Europe/Paris" }, elsewhere.Onto(null, guest));
    }

    [Fact]
    public void What_is_taken_back_stays_so()
    {
        var muted = Before with { RemindersMutedUntil = Sample.Monday, Language = TextAnalysis.Tokens.Language.French };

        Assert.Equal(Before with { IsGuest = true }, Before.Onto(muted, muted with { IsGuest = true }));
    }

    [Fact]
    public void An_activity_tells_nothing_of_who_is_in_a_channel()
    {
        var before = new Channel("c", "Old", "t", "Team", "https://smba.example/");
        var learnt = before with { Members = [new("ann", "Ann")], Guests = ["ann"], MembersAt = Sample.Monday };

        Assert.Equal(learnt with { Name = "New" }, (before with { Name = "New" }).Onto(learnt));
    }
}
