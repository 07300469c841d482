using EscalationAgent.Mailing;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpServer.Protocol;

namespace EscalationAgent.Tests.Mailing;

/// <summary>Mails by a server of one's own: encrypted or not at all, and never twice.</summary>
public sealed class SmtpMailTests
{
    private const string Tenant = "tenant-1";

    private static readonly Mail News = new("ESC-2026-0001 (S2 Major): there is news in Teams", "Hello Ann Müller,\n\nthere is news.");

#pragma warning disable RS0030 // A server that is slow is waited for by a real clock.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_sent_over_TLS_signed_in_and_marked_as_nothing_to_answer(bool isTlsAtOnce)
    {
        await using var server = MailServer.Start(isTlsAtOnce: isTlsAtOnce);
        var settings = server.Settings with { Security = isTlsAtOnce ? SmtpSecurity.Tls : SmtpSecurity.StartTls };
        Assert.Equal(MailResult.Sent, await SendAsync(settings));

        var taken = Assert.Single(server.Taken);
        Assert.Equal("ann@contoso.example", taken.To.Mailboxes.Single().Address);
        Assert.Equal("escalations@contoso.example", taken.From.Mailboxes.Single().Address);
        Assert.Equal((News.Subject, News.Text), (taken.Subject, taken.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n')));
        Assert.Equal("auto-generated", taken.Headers["Auto-Submitted"]);
    }

    [Fact]
    public async Task What_the_server_refuses_for_good_is_refused_and_what_it_refuses_for_now_is_tried_later()
    {
        await using var server = MailServer.Start();
        server.Recipient = _ => new(SmtpReplyCode.MailboxUnavailable, "no such user here");
        Assert.Equal(MailResult.Refused, await SendAsync(server.Settings));
        server.Recipient = _ => new((SmtpReplyCode)451, "greylisted, come again");
        Assert.Equal(MailResult.NotNow, await SendAsync(server.Settings));
        server.Recipient = _ => null;
        server.Text = () => new(SmtpReplyCode.TransactionFailed, "looks like spam");
        Assert.Equal(MailResult.Refused, await SendAsync(server.Settings));
        server.Text = () => new((SmtpReplyCode)452, "disk full");
        Assert.Equal(MailResult.NotNow, await SendAsync(server.Settings));
        Assert.Empty(server.Taken);
        server.Text = () => null;
        Assert.Equal(MailResult.Sent, await SendAsync(server.Settings));
        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task Nothing_is_said_to_a_server_that_is_down_offers_no_TLS_is_not_trusted_or_does_not_take_the_password()
    {
        await using var server = MailServer.Start();
        await using var open = MailServer.Start(isSecure: false);
        await using var other = MailServer.Start(name: "mail.elsewhere.example");
        foreach (
            var (settings, why) in new[]
            {
                (server.Settings with { Port = MailServer.FreePort() }, "down"),
                (open.Settings, "no TLS"),
                (server.Settings with { TrustedCertificate = null }, "an authority that nobody knows"),
                (server.Settings with { TrustedCertificate = open.Trusted }, "another authority"),
                (other.Settings, "another name"),
                (server.Settings with { Password = "wrong" }, "a wrong password"),
                (server.Settings with { Security = SmtpSecurity.Tls }, "TLS at once, where it is not spoken"),
            }
        )
        {
            Assert.True(await SendAsync(settings) == MailResult.NotNow, why);
        }

        Assert.Empty(server.Taken.Concat(open.Taken).Concat(other.Taken));
    }

    [Fact]
    public async Task A_server_that_is_slow_before_the_text_has_not_taken_it_and_after_it_may_have()
    {
        await using var server = MailServer.Start();
        var never = new TaskCompletionSource();
        server.BeforeRecipient = () => never.Task;
        var clock = new FakeTimeProvider();
        var sending = SendAsync(server.Settings, clock);
        await PassAsync(sending, clock, () => server.Sessions == 1);
        Assert.Equal(MailResult.NotNow, await sending);

        server.BeforeRecipient = () => Task.CompletedTask;
        var has = false;
        server.AfterText = () =>
        {
            has = true;
            return never.Task;
        };
        sending = SendAsync(server.Settings, clock);
        await PassAsync(sending, clock, () => has);
        Assert.Equal(MailResult.Unconfirmed, await sending);
        never.SetResult();
    }

    [Fact]
    public async Task Whoever_has_no_address_gets_none_and_a_directory_that_does_not_answer_is_asked_later()
    {
        await using var server = MailServer.Start();
        Assert.Equal(MailResult.Refused, await SendAsync(server.Settings, address: new(IsKnown: true)));
        Assert.Equal(MailResult.NotNow, await SendAsync(server.Settings, address: new(IsKnown: false)));
        Assert.Equal(MailResult.Refused, await SendAsync(server.Settings, address: new(true, "not an address\r\nRCPT TO:<eve@evil.example>")));
        Assert.Equal(0, server.Sessions);

        // As they sign in, where nobody knows better.
        var channel = new Channel("19:x", "x", null, null, "https://smba.example/")
        {
            SignInNames = new Dictionary<string, string> { ["aad-ann"] = "ann@contoso.example" },
        };
        Assert.Equal(MailResult.Sent, await SendAsync(server.Settings, address: new(IsKnown: true), channel: channel));
        Assert.Equal("ann@contoso.example", Assert.Single(server.Taken).To.Mailboxes.Single().Address);
    }

    [Fact]
    public void Settings_that_are_wrong_are_named()
    {
        Assert.Empty(new SmtpSettings().Faults(hasOtherMail: true));
        var right = new SmtpSettings { Host = "smtp.contoso.com", From = "escalations@contoso.com" };
        Assert.Empty(right.Faults(hasOtherMail: false));
        foreach (
            var (wrong, other, named) in new[]
            {
                (right, true, "Graph:MailSender"),
                (right with { Host = "smtp contoso" }, false, "Mail:Host"),
                (right with { Port = 0 }, false, "Mail:Port"),
                (right with { From = "nobody" }, false, "Mail:From"),
                (right with { User = "x" }, false, "Mail:Password"),
                (right with { TrustedCertificate = "/nowhere/ca.pem" }, false, "Mail:TrustedCertificate"),
            }
        )
        {
            Assert.Contains(named, Assert.Single(wrong.Faults(other)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Doctor_says_what_is_wrong_with_the_server_and_sends_nothing()
    {
        await using var server = MailServer.Start();
        await using var open = MailServer.Start(isSecure: false);
        Assert.Equal((Health.Ok, $"localhost:{server.Port} takes the bot over TLS."), await FoundAsync(server.Settings));
        foreach (
            var (settings, why) in new[]
            {
                (server.Settings with { Password = "wrong" }, "does not take Mail:User"),
                (server.Settings with { TrustedCertificate = null }, "a certificate that is not trusted here"),
                (open.Settings, "does not offer TLS"),
                (server.Settings with { Port = MailServer.FreePort() }, "cannot be reached"),
            }
        )
        {
            var (health, says) = await FoundAsync(settings);
            Assert.Equal(Health.Wrong, health);
            Assert.Contains(why, says, StringComparison.Ordinal);
            Assert.DoesNotContain(MailServer.Password, says, StringComparison.Ordinal);
        }

        Assert.Equal(Health.NotChecked, (await FoundAsync(new())).Health);
        Assert.Empty(server.Taken);

        static async Task<(Health Health, string Says)> FoundAsync(SmtpSettings settings) =>
            await MailCheck.Of(settings, hasOtherMail: false, Clock).LookAsync(Cancel) is var found ? (found.Health, found.Says) : default;
    }

    /// <summary>Lets the time pass that a mail may take, once the server is where it hangs.</summary>
    private static async Task PassAsync(Task sending, FakeTimeProvider clock, Func<bool> isThere)
    {
        while (!sending.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Clock, Cancel);
            if (isThere())
            {
                clock.Advance(TimeSpan.FromSeconds(5));
            }
        }
    }

    private static async Task<MailResult> SendAsync(SmtpSettings settings, TimeProvider? clock = null, AddressAnswer? address = null, Channel? channel = null)
    {
        using var store = SqliteStore.InMemory();
        if (channel is not null)
        {
            await store.CommitAsync(
                new()
                {
                    Tenant = Tenant,
                    At = DateTimeOffset.UnixEpoch,
                    Directory = new() { Channels = [channel], Bindings = [new("engineering", channel.ChannelId, null, DateTimeOffset.UnixEpoch)] },
                },
                offer: null,
                Cancel
            );
        }

        using var mail = new SmtpMail(
            settings,
            new Addresses(address ?? new(true, "ann@contoso.example")),
            store,
            clock ?? Clock,
            NullLogger<SmtpMail>.Instance
        );
        return await mail.SendMailAsync(Tenant, "aad-ann", News, Cancel);
    }

    private sealed class Addresses(AddressAnswer answer) : IUserDirectory
    {
        private readonly NoUserDirectory nobody = new();

        public bool Offers(string tenant, UserDirectoryFeature feature) => false;

        public Task<ManagerAnswer> FindManagerAsync(string tenant, string personId, CancellationToken cancel) =>
            nobody.FindManagerAsync(tenant, personId, cancel);

        public Task<IReadOnlyDictionary<string, Presence>> PresencesAsync(string tenant, IReadOnlyCollection<string> personIds, CancellationToken cancel) =>
            nobody.PresencesAsync(tenant, personIds, cancel);

        public Task<AddressAnswer> FindMailAddressAsync(string tenant, string personId, CancellationToken cancel) => Task.FromResult(answer);

        public Task<MailResult> SendMailAsync(string tenant, string personId, Mail mail, CancellationToken cancel) =>
            throw new InvalidOperationException("Mails go by the server.");
    }
}
