using System.Text.Json.Nodes;
using Escalations;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Warnings before, alarms after, rhythms, pauses and holds: who is told when, and who is left in peace.</summary>
public sealed class Reminders_and_waiting
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// S1: the resolution within 4 hours. A warning after 3, which nudges to ask higher up (B008, B066), a word at 4, then after 1, 2 and 4
    /// more hours, and no more.
    /// </summary>
    [Fact]
    public async Task The_owner_is_warned_before_told_at_and_reminded_a_few_times_after()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.People.InstallsAsync(Bob, Cancel);
        await turned.AcknowledgedAsync("S1", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(3).AddSeconds(-1), Cancel);
        Assert.Empty(turned.Said(Bob.ChatId, "Resolution is"));
        await turned.TurnToAsync(Tuesday.AddHours(3), Cancel);
        var warned = Assert.Single(turned.Said(Bob.ChatId, "Resolution is due Tue 10 Mar, 14:00 CET."));
        Assert.EndsWith("Is it stuck? *Ask higher up* asks Head of Engineering: too early does less harm than too late.", warned, StringComparison.Ordinal);
        await turned.TurnToAsync(Tuesday.AddHours(4), Cancel);
        Assert.Single(turned.Said(Bob.ChatId, "Resolution is due now"));
        Assert.Single(turned.Said(Engineering, "Resolution is due now (Tue 10 Mar, 13:00 UTC)."));
        Assert.Single(turned.Said(Ann.ChatId, "Resolution is due now (Tue 10 Mar, 14:00 CET)."));
        Assert.True(Shows(turned.CardIn(Engineering), "**overdue**, Tue 10 Mar, 13:00 UTC"));

        for (var hour = 5; hour < 40; hour++)
        {
            await turned.TurnToAsync(Tuesday.AddHours(hour), Cancel);
        }

        Assert.Equal(3, turned.Said(Bob.ChatId, "Resolution is overdue since").Count);
    }

    [Fact]
    public async Task What_the_owner_cannot_be_reminded_of_in_person_stands_in_the_thread()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.People.InstallsAsync(Bob, Cancel);
        await turned.AcknowledgedAsync("S1", Cancel);
        turned.Teams.Refuse(Bob.ChatId, 403, "MessageWritesBlocked");
        await turned.TurnToAsync(Tuesday.AddHours(3), Cancel);
        Assert.Single(turned.Said(Engineering, "**Bob Stone**: Resolution is due Tue 10 Mar, 13:00 UTC."));
    }

    /// <summary>D012, D017, R01: each rhythm reminds whoever owes it, and the customer hears nothing from the bot.</summary>
    [Fact]
    public async Task Rhythms_remind_whoever_owes_the_update()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S1", Cancel);
        await turned.TurnToAsync(Tuesday.AddMinutes(30), Cancel);
        Assert.Single(turned.Said(Engineering, "**Bob Stone**: An update for everybody involved is due Tue 10 Mar, 10:00 UTC."));
        await turned.TurnToAsync(Tuesday.AddMinutes(50), Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", Update("Found the slow query."));

        // The update began the hour again.
        await turned.TurnToAsync(Tuesday.AddMinutes(79), Cancel);
        Assert.Single(turned.Said(Engineering, "An update for everybody involved is"));
        await turned.TurnToAsync(Tuesday.AddMinutes(110), Cancel);
        Assert.Single(turned.Said(Engineering, "An update for everybody involved is due now"));

        await turned.TurnToAsync(Tuesday.AddHours(2), Cancel);
        var told = Assert.Single(turned.Said(Ann.ChatId, "An update for the customer is due"));
        Assert.Contains("Tell them how it goes, then press I told the customer.", told);
        await turned.PressAsync(
            Ann,
            turned.CardIn(Ann.ChatId),
            "I told the customer",
            Cancel,
            "I told the customer",
            new() { ["text"] = "The cause is found." }
        );
        Assert.Single(turned.Said(Engineering, "**Ann Csm** told the customer: The cause is found."));
        Assert.Equal(Tuesday.AddHours(5), (await turned.EscalationAsync(Cancel)).DueAt(DeadlineKind.CustomerUpdate));
    }

    [Fact]
    public async Task The_report_says_when_the_next_update_is_due_C079()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S2", Cancel);
        await turned.TurnAsync(TimeSpan.FromMinutes(1), Cancel);
        var report = JsonNode.Parse(await turned.People.Http.GetStringAsync("/api/reports/weekly", Cancel))!;
        Assert.Equal("2026-03-11", (string?)report["escalations"]![0]!["next_update_due"]);
        await turned.TurnAsync(TimeSpan.FromHours(20), Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", Update("Still looking."));
        report = JsonNode.Parse(await turned.People.Http.GetStringAsync("/api/reports/weekly", Cancel))!;
        Assert.Equal("2026-03-12", (string?)report["escalations"]![0]!["next_update_due"]);
    }

    /// <summary>Lesson 35: what was waited for shifts the deadline by just that much, and pauses end.</summary>
    [Fact]
    public async Task Waiting_for_the_customer_stops_the_clock_until_somebody_goes_on_or_it_ends()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S2", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(2), Cancel);
        await turned.PressAsync(
            Bob,
            turned.CardIn(Engineering),
            "Wait",
            Cancel,
            "Wait",
            new()
            {
                ["for"] = "customer",
                ["until"] = "3d",
                ["because"] = "Their export log.",
            }
        );
        Assert.True(Shows(turned.CardIn(Ann.ChatId), "The clock stands since"));
        await turned.TurnToAsync(Tuesday.AddHours(50), Cancel);
        Assert.Equal(Status.Acknowledged, (await turned.EscalationAsync(Cancel)).Status);
        Assert.Empty(turned.Said(Engineering, "Resolution is"));

        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Go on", Cancel);
        Assert.Equal(Tuesday.AddHours(24 + 48), (await turned.EscalationAsync(Cancel)).DueAt(DeadlineKind.Outcome));
        Assert.Single(turned.Said(Engineering, "**Ann Csm** ended the waiting; the clock goes on."));

        await turned.PressAsync(
            Bob,
            turned.CardIn(Engineering),
            "Wait",
            Cancel,
            "Wait",
            new()
            {
                ["for"] = "csm",
                ["until"] = "4h",
                ["because"] = "The contract.",
            }
        );
        await turned.TurnAsync(TimeSpan.FromHours(4), Cancel);
        Assert.Single(turned.Said(Engineering, "The waiting is over; the clock goes on."));
        Assert.Null((await turned.EscalationAsync(Cancel)).Work.Pause);
        Assert.Equal(Tuesday.AddHours(24 + 48 + 4), (await turned.EscalationAsync(Cancel)).DueAt(DeadlineKind.Outcome));
    }

    /// <summary>Lessons 11, 23, 24: one's own case, with an end and a reason; it is on the card, and it ends.</summary>
    [Fact]
    public async Task Reminders_can_be_held_with_a_reason_and_an_end_and_what_acts_does_not_wait()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.RouteAsync("S1", Cancel);
        await turned.PressAsync(
            Bob,
            turned.CardIn(Engineering),
            "Wait",
            Cancel,
            "Hold the reminders",
            new() { ["until"] = "1h", ["because"] = "We are on the phone with them." }
        );
        Assert.True(Shows(turned.CardIn(Engineering), "No reminders"));
        await turned.TurnToAsync(Tuesday.AddMinutes(14), Cancel);
        Assert.Empty(turned.Said(Engineering, "acknowledged it yet"));
        await turned.TurnToAsync(Tuesday.AddMinutes(15), Cancel);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is NobodyAbove);
        await turned.TurnToAsync(Tuesday.AddMinutes(59), Cancel);
        Assert.Empty(turned.Said(Engineering, "Still nobody"));
        await turned.TurnToAsync(Tuesday.AddMinutes(60), Cancel);
        Assert.Single(turned.Said(Engineering, "Still nobody"));
    }

    /// <summary>R22: what is not urgent keeps to working hours, and what waits for the same person is said together.</summary>
    [Fact]
    public async Task What_can_wait_is_said_together_on_Monday_morning()
    {
        var friday = new DateTimeOffset(2026, 3, 13, 10, 0, 0, TimeSpan.Zero);
        await using var turned = await Turned.BeginAsync(friday, Cancel);
        for (var i = 0; i < 3; i++)
        {
            var card = await turned.RouteAsync("S3", Cancel);
            await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
            await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["kind"] = "fix", ["text"] = "Done." });
        }

        // Two business days to confirm: due on Tuesday at 10:00. The process sleeps from Friday to Tuesday night.
        await turned.TurnToAsync(new(2026, 3, 17, 23, 30, 0, TimeSpan.Zero), Cancel);
        Assert.Empty(turned.Said(Ann.ChatId, "Your word on the resolution"));
        await turned.TurnToAsync(new(2026, 3, 18, 9, 0, 0, TimeSpan.Zero), Cancel);
        var together = Assert.Single(turned.Said(Ann.ChatId, "Your word on the resolution"));
        Assert.StartsWith("3 reminders:", together);
    }

    [Fact]
    public async Task A_severity_change_counts_from_the_first_beginning()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S3", Cancel);
        await turned.TurnAsync(TimeSpan.FromHours(3), Cancel);
        await turned.ReclassifyAsync("S1", "Now their whole plant stands still.", Cancel);
        var escalation = await turned.EscalationAsync(Cancel);
        Assert.Equal(Tuesday.AddHours(4), escalation.DueAt(DeadlineKind.Outcome));
        Assert.Equal(Tuesday, escalation.Find(DeadlineKind.Outcome)!.From);
        Assert.Single(
            turned.Said(
                Engineering,
                "**Ann Csm** changed the severity to S1 Critical: Now their whole plant stands still. The deadlines count from their first beginning."
            )
        );
    }
}
