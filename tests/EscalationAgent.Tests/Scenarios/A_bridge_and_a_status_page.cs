using EscalationAgent.Tests.Teams;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>An S1 brings people together (D009), and the public reads how it goes (D011).</summary>
public sealed class A_bridge_and_a_status_page
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Team_and_csm_have_a_link_that_calls_whoever_is_concerned_while_it_is_open()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync("S1", Cancel);

        foreach (var conversation in new[] { Engineering, Ann.ChatId })
        {
            var shown = turned.CardIn(conversation).Card!.ToJsonString().Replace("\\u0026", "&", StringComparison.Ordinal);
            Assert.Contains("https://teams.microsoft.com/l/call/0/0?users=", shown, StringComparison.Ordinal);
            foreach (var person in new[] { Ann, Bob })
            {
                Assert.Contains(Uri.EscapeDataString(person.SignInName), shown, StringComparison.Ordinal);
            }
        }

        await turned.PressAsync(Bob, card, "Resolve", Cancel, "Resolve", Resolution);
        Assert.DoesNotContain("/l/call/", turned.CardIn(Engineering).Card!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standing_bridge_is_linked_as_the_playbook_says_and_what_is_less_severe_has_none()
    {
        var playbook = SampleCards.Playbook;
        await using var turned = await Turned.BeginAsync(
            Tuesday,
            Cancel,
            playbook with
            {
                Severities =
                [
                    .. playbook.Severities.Select(level =>
                        level.Severity == Severity.S1 ? level with { Bridge = new(BridgeKind.Standing, "https://bridge.example.com/war-room") } : level
                    ),
                ],
            }
        );
        await turned.RouteAsync("S2", Cancel);
        Assert.False(Shows(turned.CardIn(Engineering), "Bridge"));

        await turned.ReclassifyAsync("S1", "All stand still.", Cancel);
        Assert.True(Shows(turned.CardIn(Engineering), "[Join](https://bridge.example.com/war-room)"));
    }

    [Fact]
    public async Task With_each_update_of_an_S1_the_csm_gets_a_text_for_the_status_page()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S1", Cancel);
        await turned.PressAsync(
            Bob,
            turned.CardIn(Engineering),
            "Post update",
            Cancel,
            "Post update",
            new()
            {
                ["known"] = "Reports load slowly since this morning. Acme Corp sees it most.",
                ["next"] = "We restore the index.",
                ["nextUpdate"] = "In 30 minutes",
            }
        );

        var text = turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "A text for")).Card!.ToJsonString();
        Assert.Contains("For the status page: without names, money and blame. 1 sentence is left out.", text, StringComparison.Ordinal);
        Assert.Contains("Reports load slowly since this morning.\\n\\nWhat comes next: We restore the index.", text, StringComparison.Ordinal);
    }

    private static System.Text.Json.Nodes.JsonObject Resolution =>
        new()
        {
            ["kind"] = "fix",
            ["text"] = "The index is back.",
            ["item-validation"] = "Load test.",
        };
}
