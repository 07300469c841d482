using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What is closed becomes a case study: the record step by step, with roles in place of names (D075).</summary>
public sealed class A_case_to_learn_from
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly FakePerson Eve = new("Eve Outsider");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closed_one_is_told_without_anybodys_name_and_what_runs_is_not()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S1", Cancel);
        await turned.People.SaysAsync(Ann, "case study ESC-2026-0001", Cancel);
        await turned.Teams.ShowsAsync(
            Ann.ChatId,
            m => m.Text?.StartsWith("ESC-2026-0001 is not closed yet", StringComparison.Ordinal) is true,
            "no case",
            Cancel
        );

        await turned.TurnAsync(TimeSpan.FromMinutes(20), Cancel);
        var fix =
            "Bob Stone added an index, Ann Csm tried it with Acme Corp. Stone told Dr. Olaf Nordström (olaf@Acme.example, +49 431 5550199). "
            + "Acme is happy. The password is Zebra!42xy.";
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["kind"] = "fix", ["text"] = fix });
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Confirm and close", Cancel);
        var card = turned.CardIn(Engineering);
        var form = await turned.People.PressesAsync(Bob, card, "Write the review", Cancel);
        var inputs = new JsonObject
        {
            ["timeline"] = "Bob Stone found it.",
            ["impact"] = "No reports.",
            ["decided"] = "An index.",
            ["cause"] = "Bob Stone could not see that the index was gone.",
            ["toFix"] = "Alert on report latency - Cleo Park - 2026-04-01",
        };
        await turned.People.PressesAsync(Bob, card, "Publish", Cancel, inputs, form.Card);
        await turned.Story.QuietAsync(Cancel);
        await turned.Teams.ShowsAsync(Engineering, m => m.Text?.Contains("**Root cause**") is true, "the cause in the thread", Cancel);

        await turned.People.SaysAsync(Ann, "case study ESC-2026-0001", Cancel);
        var study = await turned.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("Case study: ESC-2026-0001") is true, "the case", Cancel);
        Assert.Contains(
            "- 20 min: The owner brought a fix: the owner added an index, the CSM tried it with the customer. the owner told",
            study.Text!.Replace("\\", "")
        );
        Assert.Contains("Resolved after", study.Text.Replace("resolved after", "Resolved after"), StringComparison.Ordinal);
        Assert.Contains("**Root cause**\n\nthe owner could not see that the index was gone.", study.Text.Replace("\\", ""), StringComparison.Ordinal);
        Assert.Contains("Alert on report latency - a colleague - 2026-04-01", study.Text.Replace("\\", ""), StringComparison.Ordinal);
        foreach (var name in new[] { "Bob", "Ann", "Cleo", "Acme", "Stone", "Nordström", "Olaf", "olaf", "5550199", "Zebra" })
        {
            Assert.DoesNotContain(name, study.Text, StringComparison.Ordinal);
        }

        // Whoever may not see it hears that there is none.
        await turned.People.SaysAsync(Eve, "case study ESC-2026-0001", Cancel);
        await turned.Teams.ShowsAsync(Eve.ChatId, m => m.Text?.Contains("ESC-2026-0001") is true, "that it is unknown", Cancel);
        Assert.DoesNotContain(turned.Teams.In(Eve.ChatId), m => Shows(m, "index"));

        await turned.People.SaysAsync(Ann, "étude de cas ESC-2026-0001", Cancel);
        var french = await turned.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("Étude de cas") is true, "the case, in French", Cancel);
        Assert.Contains("La personne responsable a apporté un correctif", french.Text!.Replace("\\", ""), StringComparison.Ordinal);
    }
}
