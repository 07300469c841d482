using EscalationAgent.Tests.Fakes;
using Escalations;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What happens when a team does not acknowledge in time: reminders, rungs, and the ladder's end (B080, R03, 4D-7).</summary>
public sealed class Nobody_acknowledges
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_goes_up_one_rung_with_a_note_and_a_clock_of_its_own()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        var card = await turned.RouteAsync("S2", Cancel);
        await turned.TurnAsync(TimeSpan.FromMinutes(44), Cancel);
        Assert.Empty(turned.Said(Engineering, "Nobody has acknowledged"));

        await turned.TurnAsync(TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal(
            "Nobody has acknowledged it yet. If nobody does by Tue 10 Mar, 10:00 UTC, it goes up to Head of Engineering.",
            Assert.Single(turned.Said(Engineering, "acknowledged it yet"))
        );

        // Not a second early.
        await turned.TurnToAsync(Tuesday.AddHours(1).AddSeconds(-1), Cancel);
        Assert.DoesNotContain(turned.Teams.In(Turned.Hanna.ChatId), m => Shows(m, "Acknowledge by"));
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        var hers = turned.CardIn(Turned.Hanna.ChatId);
        Assert.Equal("Head of Engineering, S2 Major: 1 hour", (await turned.EscalationAsync(Cancel)).Find(DeadlineKind.Acknowledge)!.Because);
        Assert.True(Shows(hers, "Tue 10 Mar, 12:00 CET"));
        Assert.Single(turned.Said(Turned.Hanna.ChatId, "Nobody acknowledged it in time, so it goes up to **Head of Engineering** too."));
        Assert.Single(turned.Said(Engineering, "Nobody acknowledged it in time"));
        Assert.Single(turned.Said(Ann.ChatId, "Nobody acknowledged it in time"));
        Assert.Contains(turned.Teams.In(Engineering), m => m.Id == card.Id && Shows(m, "Gone up to") && Shows(m, "Head of Engineering"));

        // Who acknowledges first owns it, from the first team's card too; then it goes no further.
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        await turned.TurnAsync(TimeSpan.FromHours(5), Cancel);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is EscalatedUp);
        Assert.Contains(turned.Teams.In(Turned.Hanna.ChatId), m => m.Id == hers.Id && Shows(m, "Bob Stone (Eng Lead)"));
    }

    [Fact]
    public async Task The_rung_can_acknowledge_in_its_own_chat()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await turned.RouteAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        var answer = await turned.PressAsync(Turned.Hanna, turned.CardIn(Turned.Hanna.ChatId), "Acknowledge", Cancel);
        Assert.Contains("Hanna Head (Head of Engineering)", answer.Text);
        Assert.Equal("Hanna Head", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);
        Assert.Contains(turned.Said(Engineering, "acknowledged it and owns it"), line => line.StartsWith("**Hanna Head**", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rungs_that_nobody_is_linked_to_are_passed_over_and_named()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "executive_office", Cancel);
        await turned.RouteAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        Assert.NotNull(turned.CardIn(Turned.Hanna.ChatId));
        Assert.Contains(
            "Nobody is linked as Head of Engineering: say `link head_of_engineering to me`",
            Assert.Single(turned.Said(Ann.ChatId, "Nobody acknowledged it in time"))
        );

        // Once somebody is, they get the card by themselves.
        var late = new FakePerson("Lena Late");
        await turned.Story.LinkToAsync(late, "head_of_engineering", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.True(Shows(turned.CardIn(late.ChatId), "Acknowledge by"));
    }

    /// <summary>Lesson 17: nobody there is a state with a fallback, never silence.</summary>
    [Fact]
    public async Task At_the_ladders_end_leadership_is_told_loudly_and_again_a_few_times_and_there_is_no_loop()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.RouteAsync("S1", Cancel);
        await turned.TurnToAsync(Tuesday.AddMinutes(15), Cancel);
        var told = Assert.Single(turned.Said(Leadership, "**Nobody has acknowledged it**, and there is nobody above who could be asked."));
        Assert.Contains("Nobody is linked as Head of Engineering and CRO or CEO office and Chief Executive Officer", told);
        Assert.Contains("Asked so far: Engineering.", told);
        Assert.Single(turned.Said(Ann.ChatId, "**Nobody has acknowledged it**"));
        Assert.True((await turned.EscalationAsync(Cancel)).Assignment.IsAtLaddersEnd);
        Assert.Contains(turned.Teams.In(Engineering), m => Shows(m, "**Nobody has acknowledged this, and there is nobody left above"));

        foreach (var minutes in new[] { 5, 10, 10, 10, 60, 600 })
        {
            await turned.TurnAsync(TimeSpan.FromMinutes(minutes), Cancel);
        }

        Assert.Equal(3, turned.Said(Leadership, "Still nobody has acknowledged it.").Count);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is NobodyAbove);
        Assert.Empty((await turned.EscalationAsync(Cancel)).Find(DeadlineKind.Acknowledge)!.PendingAlarms);
    }

    [Fact]
    public async Task Each_rung_is_asked_in_turn_up_to_the_top()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        FakePerson[] people = [new("Hanna One"), new("Eve Two"), new("Carl Three")];
        foreach (var (person, rung) in people.Zip(["head_of_engineering", "executive_office", "chief_executive_officer"]))
        {
            await turned.Story.LinkToAsync(person, rung, Cancel);
        }

        await turned.RouteAsync("S1", Cancel);
        for (var quarter = 1; quarter <= 3; quarter++)
        {
            await turned.TurnToAsync(Tuesday.AddMinutes(15 * quarter), Cancel);
            Assert.Equal(quarter, people.Count(p => turned.Teams.In(p.ChatId).Any(m => Shows(m, "Acknowledge by"))));
        }

        Assert.Empty(turned.Said(Leadership, "Nobody has acknowledged"));
        await turned.TurnToAsync(Tuesday.AddMinutes(60), Cancel);
        Assert.Single(turned.Said(Leadership, "Nobody has acknowledged"));
        Assert.Equal(
            ["head_of_engineering", "executive_office", "chief_executive_officer"],
            (await turned.HistoryAsync(Cancel)).OfType<EscalatedUp>().Select(e => e.To)
        );
    }

    /// <summary>The team says so itself; whom it leaps over does not get it, and its time runs on (D002, 4D-8).</summary>
    [Fact]
    public async Task Of_an_S1_somebody_higher_is_asked_at_once_past_those_between()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        FakePerson[] people = [new("Hanna One"), new("Eve Two"), new("Carl Three")];
        foreach (var (person, rung) in people.Zip(["head_of_engineering", "executive_office", "chief_executive_officer"]))
        {
            await turned.Story.LinkToAsync(person, rung, Cancel);
        }

        var card = await turned.RouteAsync("S1", Cancel);
        await turned.PressAsync(Bob, card, "Ask higher up", Cancel, "Ask them too", new() { ["rung"] = "executive_office", ["because"] = "The press asks." });
        Assert.DoesNotContain(turned.Teams.In(people[0].ChatId), m => Shows(m, "Acknowledge by"));
        Assert.True(Shows(turned.CardIn(people[1].ChatId), "Acknowledge by"));
        Assert.Single(turned.Said(Ann.ChatId, "**Bob Stone** asks **CRO or CEO office** too (past Head of Engineering, as it is S1). “The press asks.”"));

        // Nobody acknowledges: it goes on from there.
        await turned.TurnToAsync(Tuesday.AddMinutes(15), Cancel);
        Assert.Equal(["executive_office", "chief_executive_officer"], (await turned.HistoryAsync(Cancel)).OfType<EscalatedUp>().Select(e => e.To));
        Assert.DoesNotContain(turned.Teams.In(people[0].ChatId), m => Shows(m, "Acknowledge by"));
    }

    /// <summary>Who is given a rung is seen by leadership, and whoever had it before is told.</summary>
    [Fact]
    public async Task Taking_a_rung_is_no_secret()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        Assert.Single(turned.Said(Bob.ChatId, "Hanna Head now receives for Head of Engineering, in our personal chat."));
        Assert.Single(turned.Said(Leadership, "Hanna Head now receives for Head of Engineering in person."));
        await turned.People.SaysAsync(Turned.Hanna, "link engineering to me", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.StartsWith(
            "Engineering receives in a channel, where the whole team sees it.",
            Assert.Single(turned.Said(Turned.Hanna.ChatId, "receives in a channel"))
        );
        await turned.Story.LinkToAsync(Cleo, "head_of_engineering", Cancel);
        Assert.Single(
            turned.Said(
                Turned.Hanna.ChatId,
                "Bob Stone has linked Head of Engineering to a person; you no longer receive for that team. If that is a mistake, tell "
                    + "Bob Stone or one of those who administer me: Bob Stone; `links` shows who is linked to what."
            )
        );
    }

    /// <summary>Who raises it is nobody to go up to.</summary>
    [Fact]
    public async Task A_csm_who_stands_on_a_rung_is_passed_over()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Ann, "head_of_engineering", Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "executive_office", Cancel);
        await turned.RouteAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(1), Cancel);
        Assert.True(Shows(turned.CardIn(Turned.Hanna.ChatId), "Acknowledge by"));
    }

    /// <summary>R17: a customer who is escalated again and again is seen to be.</summary>
    [Fact]
    public async Task A_repeated_escalation_of_a_customer_is_flagged_to_csm_and_team()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.RouteAsync("S2", Cancel);
        await turned.TurnAsync(TimeSpan.FromDays(89), Cancel);
        var review = await turned.Story.ReviewAsync(Cancel);
        var again = turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "ready for your decision"));
        Assert.True(
            Shows(
                again,
                "**Repeated**: Acme Corp was escalated once in the last 90 days, by you: ESC-2026-0001 (Product defect (bug), routed). "
                    + "Does it belong to one of them?"
            )
        );
        await turned.People.PressesAsync(Ann, again, "Route", Cancel, Decision("S2", because: "So it is."));
        await turned.Story.QuietAsync(Cancel);
        Assert.True(Shows(turned.CardIn(Engineering), "2 escalations of this customer in 90 days"));
        Assert.NotNull(review);
    }

    /// <summary>Friday 16:59 in Paris before Easter: an S3 has four working hours, which end on Tuesday at 12:59; nobody is written to before.</summary>
    [Fact]
    public async Task On_Friday_evening_an_S3_waits_for_the_next_working_day_and_so_do_its_reminders()
    {
        var friday = new DateTimeOffset(2026, 4, 3, 14, 59, 0, TimeSpan.Zero);
        await using var turned = await Turned.BeginAsync(friday, Cancel, Turned.InParis);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await turned.RouteAsync("S3", Cancel);
        var tuesday = new DateTimeOffset(2026, 4, 7, 10, 59, 0, TimeSpan.Zero);
        Assert.Equal(tuesday, (await turned.EscalationAsync(Cancel)).DueAt(DeadlineKind.Acknowledge));
        for (var at = friday; at < tuesday.AddHours(-4); at = at.AddHours(6))
        {
            await turned.TurnToAsync(at, Cancel);
        }

        Assert.Empty(turned.Said(Engineering, "acknowledged it yet"));
        await turned.TurnToAsync(tuesday.AddHours(-1), Cancel);
        Assert.Equal(
            "Nobody has acknowledged it yet. If nobody does by Tue 7 Apr, 12:59 CEST, it goes up to Head of Engineering.",
            Assert.Single(turned.Said(Engineering, "acknowledged it yet"))
        );
        await turned.TurnToAsync(tuesday.AddSeconds(-1), Cancel);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is EscalatedUp);
        await turned.TurnToAsync(tuesday, Cancel);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is EscalatedUp);
    }

    /// <summary>The same Friday: an S1 waits for nothing.</summary>
    [Fact]
    public async Task On_Friday_evening_an_S1_waits_for_nothing()
    {
        var friday = new DateTimeOffset(2026, 4, 3, 14, 59, 0, TimeSpan.Zero);
        await using var turned = await Turned.BeginAsync(friday, Cancel, Turned.InParis);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await turned.RouteAsync("S1", Cancel);
        await turned.TurnToAsync(friday.AddMinutes(15), Cancel);
        Assert.True(Shows(turned.CardIn(Turned.Hanna.ChatId), "Acknowledge by"));
    }
}
