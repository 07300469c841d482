using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Microsoft.AspNetCore.Http;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>
/// When nobody acknowledges and a quarter of the time is left, another way than Teams is used once: for an S1 a page or a step by hand
/// (B054), or a mail (B056).
/// </summary>
public sealed class Another_way_is_tried : IAsyncLifetime
{
    private static readonly FakePerson Priya = new("Priya Nair");

    /// <summary>A Monday at 03:00.</summary>
    private static readonly DateTimeOffset Night = new(2026, 3, 9, 3, 0, 0, TimeSpan.Zero);

    private FakeReceiver receiver = null!;
    private FakeGraph graph = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        receiver = await FakeReceiver.StartAsync();
        graph = await FakeGraph.StartAsync();
        graph.With(Ann).With(Bob).With(Priya);
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await graph.DisposeAsync();
    }

    /// <summary>The card in her chat wakes nobody; the pager behind the webhook does.</summary>
    [Fact]
    public async Task At_three_at_night_the_card_is_not_answered_and_the_page_by_webhook_is()
    {
        await using var turned = await BeginAsync(new(BackupKind.Webhook, "pager"), receiver.Settings());
        await turned.RouteAsync("S1", Cancel);
        Assert.NotNull(turned.CardIn(Priya.ChatId));
        await turned.TurnToAsync(Night.AddMinutes(11), Cancel);
        Assert.DoesNotContain(receiver.Taken, page => page.Type == "escalation.backup_used");

        // 15 minutes to acknowledge: a quarter of them is left.
        await turned.TurnToAsync(Night.AddMinutes(12), Cancel);
        var page = Assert.Single(receiver.Taken, page => page.Type == "escalation.backup_used");
        Assert.Equal(("pager", "Priya Nair"), ((string)page.Data["details"]!["name"]!, (string)page.Data["details"]!["on_call"]![0]!["name"]!));
        Assert.Single(turned.Said(Engineering, "another way is used as well: pager, for Priya Nair."));
        Assert.True(Shows(turned.CardIn(Engineering), "pager, for Priya Nair"));

        // She wakes up.
        await turned.PressAsync(Priya, turned.CardIn(Priya.ChatId), "Acknowledge", Cancel);
        await turned.TurnToAsync(Night.AddHours(1), Cancel);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is EscalatedUp or NobodyAbove);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is BackupUsed);
    }

    [Fact]
    public async Task A_mail_goes_to_whoever_is_on_call_and_it_is_on_record_what_became_of_it()
    {
        await using var turned = await BeginAsync(new(BackupKind.Mail), new(graph.Settings) { ["Graph:MailSender"] = "escalations@contoso.example" });
        await turned.RouteAsync("S1", Cancel);
        await turned.TurnToAsync(Night.AddMinutes(12), Cancel);

        Assert.Contains(
            "you are on call for it. This mail comes beside its card in Teams: nobody has acknowledged it so far.",
            Assert.Single(graph.Mails)["body"]!["content"]!.ToString(),
            StringComparison.Ordinal
        );
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is MailAttempted { Outcome: MailOutcome.Sent });
        Assert.True(Shows(turned.CardIn(Engineering), "mail to Priya Nair"));
    }

    /// <summary>A card that went on naming a mail as the way, though it never went out, would let everybody wait.</summary>
    [Theory]
    [InlineData(false, "The mail to **Priya Nair** did not go out.")]
    [InlineData(true, "Nobody has confirmed that the mail to **Priya Nair** went out.")]
    public async Task A_mail_that_does_not_go_out_becomes_a_step_for_a_person(bool isUnsure, string told)
    {
        await using var turned = await BeginAsync(new(BackupKind.Mail), new(graph.Settings) { ["Graph:MailSender"] = "escalations@contoso.example" });
        graph.Instead = async (request, http) =>
        {
            if (request.Method == "GET")
            {
                await http.Response.WriteAsJsonAsync(graph.Users[Priya.AadObjectId]);
                return;
            }

            http.Response.StatusCode = isUnsure ? 500 : 400;
        };
        await turned.RouteAsync("S1", Cancel);
        await turned.TurnToAsync(Night.AddMinutes(12), Cancel);
        Assert.Single(turned.Said(Engineering, told));
        var card = turned.CardIn(Engineering);
        Assert.False(Shows(card, "mail to Priya Nair"), "the card names no mail");
        await turned.PressAsync(Bob, card, "Done", Cancel);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is BackupDone);
    }

    [Fact]
    public async Task Where_nothing_is_set_up_a_person_is_told_what_to_do_and_says_when_it_is_done()
    {
        await using var turned = await BeginAsync(new(BackupKind.ByHand, "Call the on-call phone, +49 30 123456"), []);
        await turned.RouteAsync("S1", Cancel);
        await turned.TurnToAsync(Night.AddMinutes(12), Cancel);

        Assert.Single(turned.Said(Engineering, "**A person is to do this now:** Call the on-call phone"));
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Done", Cancel);
        Assert.Equal("Ann Csm", (await turned.EscalationAsync(Cancel)).Assignment.BackupDoneBy?.Name);
        Assert.True(Shows(turned.CardIn(Engineering), "(done by Ann Csm)"));
        Assert.DoesNotContain("Done", Buttons(turned.CardIn(Ann.ChatId).Card!));
    }

    /// <summary>A webhook that the settings do not name reaches nobody: a person does.</summary>
    [Fact]
    public async Task What_the_playbook_names_and_the_settings_do_not_becomes_a_step_for_a_person()
    {
        await using var turned = await BeginAsync(new(BackupKind.Webhook, "pager"), []);
        await turned.RouteAsync("S1", Cancel);
        await turned.TurnToAsync(Night.AddMinutes(12), Cancel);

        Assert.Single(turned.Said(Engineering, "Call Priya Nair by phone: nothing else is set up"));
    }

    /// <summary>Phone first, whoever reads cards; and the text message when that was of no use (B053, B054).</summary>
    [Fact]
    public async Task What_is_most_severe_is_called_at_once_and_sent_another_message_when_nobody_acknowledges()
    {
        await using var turned = await BeginAsync(new(BackupKind.ByHand, "Send an SMS"), [], new(BackupKind.ByHand, "Call them by phone"));
        await turned.RouteAsync("S1", Cancel);
        Assert.Single(turned.Said(Engineering, "It is severe. **A person is to do this now:** Call them by phone."));
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Done", Cancel);
        Assert.True(Shows(turned.CardIn(Engineering), "Call them by phone (done by Ann Csm)"));

        await turned.TurnToAsync(Night.AddMinutes(12), Cancel);
        Assert.Single(turned.Said(Engineering, "**A person is to do this now:** Send an SMS"));
        Assert.Contains("Done", Buttons(turned.CardIn(Ann.ChatId).Card!));
        Assert.Equal([true, false], (await turned.HistoryAsync(Cancel)).OfType<BackupUsed>().Select(used => used.IsPrimary));
    }

    [Fact]
    public async Task What_becomes_most_severe_is_called_then_and_what_is_less_is_not()
    {
        await using var turned = await BeginAsync(new(BackupKind.Mail), receiver.Settings(), new(BackupKind.Webhook, "pager"));
        await turned.RouteAsync("S2", Cancel);
        Assert.DoesNotContain(receiver.Taken, page => page.Type == "escalation.backup_used");
        await turned.ReclassifyAsync("S1", "It is all of them.", Cancel);
        var page = Assert.Single(receiver.Taken, page => page.Type == "escalation.backup_used");
        Assert.Equal("Priya Nair", (string)page.Data["details"]!["on_call"]![0]!["name"]!);
        Assert.Single(turned.Said(Engineering, "It is severe, so another way is used at once: pager, for Priya Nair."));
    }

    private static async Task<Turned> BeginAsync(BackupWay way, Dictionary<string, string?> settings, BackupWay? primary = null)
    {
        settings["Rotas:Folder"] = Path.Combine(Peer.Root, "tests", "EscalationAgent.Tests", "Samples", "rotas", "engineering");
        var playbook = SampleCards.Playbook;
        var turned = await Turned.BeginAsync(
            Night,
            Cancel,
            playbook with
            {
                Severities = [.. playbook.Severities.Select(level => level.Severity == Severity.S1 ? level with { Backup = way, Primary = primary } : level)],
            },
            settings
        );
        await turned.People.SaysAsync(Priya, "hello", Cancel);
        await turned.Story.QuietAsync(Cancel);
        return turned;
    }
}
