using EscalationAgent.Tests.Fakes;
using Escalations;
using SmtpServer.Protocol;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Whoever Teams does not reach gets a mail by a mail server, where there is no Microsoft Graph.</summary>
public sealed class By_a_mail_server
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_get_one_mail_of_the_news_with_nothing_of_the_customer_once_the_server_takes_it()
    {
        await using var server = MailServer.Start();
        await using var turned = await BeginAsync(server);
        var card = await turned.RouteAsync("S2", Cancel);
        turned.Teams.Refuse(Ann.ChatId, 403, "MessageWritesBlocked");
        server.Recipient = _ => new((SmtpReplyCode)451, "come again");
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        Assert.Empty(server.Taken);

        server.Recipient = _ => null;
        await turned.TurnAsync(TimeSpan.FromMinutes(5), Cancel);
        await turned.TurnAsync(TimeSpan.FromMinutes(5), Cancel);
        var mail = Assert.Single(server.Taken);
        Assert.Equal(Ann.SignInName, mail.To.Mailboxes.Single().Address);
        Assert.Equal("ESC-2026-0001 (S2 Major): there is news in Teams", mail.Subject);
        Assert.DoesNotContain("Acme", mail.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(MailOutcome.Sent, Assert.Single((await turned.HistoryAsync(Cancel)).OfType<MailAttempted>()).Outcome);
    }

    [Fact]
    public async Task What_the_server_refuses_is_on_record_and_not_tried_again()
    {
        await using var server = MailServer.Start();
        server.Recipient = _ => new(SmtpReplyCode.MailboxUnavailable, "no such user here");
        await using var turned = await BeginAsync(server);
        var card = await turned.RouteAsync("S2", Cancel);
        turned.Teams.Refuse(Ann.ChatId, 403, "MessageWritesBlocked");
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        await turned.TurnAsync(TimeSpan.FromMinutes(5), Cancel);
        Assert.Equal(1, server.Sessions);
        Assert.Equal(MailOutcome.Refused, Assert.Single((await turned.HistoryAsync(Cancel)).OfType<MailAttempted>()).Outcome);
    }

    private static Task<Turned> BeginAsync(MailServer server) =>
        Turned.BeginAsync(
            Tuesday,
            Cancel,
            settings: new Dictionary<string, string?>
            {
                ["Mail:Host"] = server.Settings.Host,
                ["Mail:Port"] = $"{server.Port}",
                ["Mail:User"] = MailServer.User,
                ["Mail:Password"] = MailServer.Password,
                ["Mail:From"] = server.Settings.From,
                ["Mail:TrustedCertificate"] = server.Trusted,
            }
        );
}
