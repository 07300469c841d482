using EscalationAgent.Playground;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Playgrounds;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The whole story by one person in one browser, in the real Microsoft 365 Agents Playground, which the program itself starts.</summary>
public sealed class In_the_real_Playground
{
    private const string Notes =
        "API latency issue affecting Acme Corp, P1 open 12 days, EUR 85k ARR, renewal in 67 days. "
        + "Their analytics team cannot run reports, costing them an estimated 4 hours per week in manual workarounds. "
        + "On 26 February the latency was first reported. On 28 February the ticket was raised to P1. On 5 March a hotfix was tried, but it changed nothing. "
        + "Support restarted the ingest workers, which helped for a day. "
        + "We told the customer on 5 March that engineering is looking into it; they are frustrated but patient. "
        + "I recommend to put the March fix on a fast track for Acme.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_pasted_notes_to_a_closed_escalation()
    {
        var modules = await Peer.NodeModulesAsync(Cancel);
        Peer.Chromium();
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(
            folder.Path,
            Cancel,
            ("Playground:Program", Path.Combine(modules, "@microsoft", "m365agentsplayground", "cli.js")),
            ("Playground:Port", "56177")
        );
        await using var alex = await PlaygroundDriver.JoinAsync(await bot.PlaygroundAsync(Cancel), PlaygroundCast.FilePath);

        // Notes, the missing part, the decision.
        await alex.SeesCardAsync("Hello, I am the Escalation Agent");
        await alex.ScreenshotAsync(Picture("1-welcome"));
        await alex.SayAsync(Notes);
        await alex.SeesCardAsync("These look like notes");
        await alex.PressAsync("These look like notes", "Start a brief");
        await alex.SeesCardAsync("What exactly do you need from the team");
        await alex.ScreenshotAsync(Picture("2-only-what-is-missing"));
        await alex.SayAsync("Assign an engineer by Thursday and give us a fix date; Acme calls it resolved when reports load in under 10 seconds.");
        await alex.SeesCardAsync("ready for your decision");
        await alex.ScrollToAsync("ready for your decision");
        await alex.ScreenshotAsync(Picture("3-review"));
        await alex.SubmitAsync("ready for your decision", "Route", ("Severity", "S1 Critical: Production down, revenue-blocking, legal or security"));

        // The reason is asked for where it is needed, and what was chosen stays.
        await alex.SeesCardAsync("You chose otherwise than suggested");
        await alex.SubmitAsync("You chose otherwise than suggested", "Route", ("Why otherwise than suggested?", "Their board meets on Friday."));
        await alex.SeesCardAsync("still missing are");
        await alex.ScrollToAsync("What Engineering needs");
        await alex.ScreenshotAsync(Picture("3a-checklist"));
        await alex.FillChecklistAsync();
        await alex.ScrollToAsync("all 10 there");
        await alex.ScreenshotAsync(Picture("3b-complete"));
        await alex.PressAsync("all 10 there", "Route");
        await alex.SeesAsync("is with Engineering");
        await alex.ScreenshotAsync(Picture("4-routed"));

        // The team: the one person plays another part.
        await alex.SayAsync("act as Adele");
        await alex.SeesCardAsync("You are Adele Vance");
        await alex.ScreenshotAsync(Picture("4a-somebody-else"));
        await alex.OpenChannelAsync("engineering-escalations");
        await alex.SeesCardAsync("Who takes it on?");
        await alex.ScreenshotAsync(Picture("5-team-card"));
        await alex.PressAsync("Who takes it on?", "Why these dates?");
        await alex.SeesCardAsync("It governs because it ends first");
        await alex.ScreenshotAsync(Picture("5a-why-these-dates"));
        await alex.PressAsync("Who takes it on?", "Acknowledge");
        await alex.SeesCardAsync("Adele Vance (Engineering Lead)");
        await alex.PressAsync("Adele Vance (Engineering Lead)", "Start work");
        await alex.SeesCardAsync("In progress");
        await alex.PressAsync("In progress", "Post update");
        await alex.SeesCardAsync("What do we know?");
        await alex.ScreenshotAsync(Picture("5b-update"));
        await alex.SubmitAsync(
            "What do we know?",
            "Post update",
            ("What do we know?", "Found the slow query; the fix is in review."),
            ("When do they hear from us again?", "In 30 minutes")
        );
        await alex.SeesCardAsync("Last update");
        await alex.SeesAsync("posted an update");
        await alex.ScreenshotAsync(Picture("6-team-thread"));
        await alex.PressAsync("Last update", "Resolve");
        await alex.SubmitAsync(
            "What was done or decided?",
            "Resolve",
            ("What was done or decided?", "Index added and deployed; reports load in 3 seconds."),
            ("How the fix was validated", "Load test on their data, by QA.")
        );
        await alex.SeesCardAsync("Resolved with a fix");

        // Back to the CSM, and to leadership.
        await alex.OpenPersonalChatAsync();
        await alex.SeesCardAsync("Does it resolve it for the customer?");
        await alex.ScrollToAsync("Does it resolve it for the customer?");
        await alex.ScreenshotAsync(Picture("7-confirm"));
        await alex.SayAsync("act as Alex");
        await alex.SeesCardAsync("You are Alex Wilber");
        await alex.PressAsync("Does it resolve it for the customer?", "Confirm and close");
        await alex.SeesCardAsync("Closed");
        await alex.SayAsync("summary");
        await alex.SeesCardAsync("resolved this week");
        await alex.ScreenshotAsync(Picture("8-summary"));
        await alex.OpenChannelAsync("General");
        await alex.SayAsync("summary", mention: true);
        await alex.SeesCardAsync("resolved this week");
    }

    private static string Picture(string name) =>
        Path.Combine(
            Environment.GetEnvironmentVariable("ESCALATION_AGENT_SCREENSHOTS") is { Length: > 0 } folder
                ? folder
                : Path.Combine(Peer.Root, "artifacts", "playground"),
            $"playground-{name}.png"
        );
}
