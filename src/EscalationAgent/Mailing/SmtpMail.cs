using System.Security.Cryptography.X509Certificates;
using Escalations.Ports;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace EscalationAgent.Mailing;

/// <summary>
/// Writes mails by a server of one's own, and leaves all else to the user directory behind it. An address comes from there; without one, the
/// name by which somebody signs in to Teams, where it is one.
/// </summary>
internal sealed partial class SmtpMail(SmtpSettings settings, IUserDirectory inner, IDirectory directory, TimeProvider clock, ILogger<SmtpMail> log)
    : IUserDirectory,
        IDisposable
{
    /// <summary>For the whole of a mail: nobody waits for it, and its place in the line is needed.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly X509Certificate2Collection? roots = settings.Roots();

    public bool Offers(string tenant, UserDirectoryFeature feature) => feature == UserDirectoryFeature.Mail || inner.Offers(tenant, feature);

    public Task<ManagerAnswer> FindManagerAsync(string tenant, string personId, CancellationToken cancel) => inner.FindManagerAsync(tenant, personId, cancel);

    public Task<IReadOnlyDictionary<string, Presence>> PresencesAsync(string tenant, IReadOnlyCollection<string> personIds, CancellationToken cancel) =>
        inner.PresencesAsync(tenant, personIds, cancel);

    public Task<AddressAnswer> FindMailAddressAsync(string tenant, string personId, CancellationToken cancel) =>
        inner.FindMailAddressAsync(tenant, personId, cancel);

    public async Task<MailResult> SendMailAsync(string tenant, string personId, Mail mail, CancellationToken cancel)
    {
        var answer = await inner.FindMailAddressAsync(tenant, personId, cancel);
        if (!answer.IsKnown)
        {
            return MailResult.NotNow;
        }

        var known = answer.Address ?? await SignInNameAsync(tenant, personId, cancel);
        return known is not null && MailboxAddress.TryParse(known, out var to) && to.Address.Contains('@', StringComparison.Ordinal)
            ? await SendAsync(Message(to, mail), cancel)
            : MailResult.Refused;
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private async Task<MailResult> SendAsync(MimeMessage message, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        var text = new TextSeen();
        using var client = SmtpConnection.Client(settings, roots, Limit);
        try
        {
            await SmtpConnection.OpenAsync(client, settings, both.Token);
            await client.SendAsync(message, both.Token, text);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (SmtpCommandException refused)
        {
            // What the server has answered is certain: it has not taken it. With 4 it may do so later.
            NotTaken(log, (int)refused.StatusCode, $"{refused.ErrorCode}");
            return (int)refused.StatusCode is >= 400 and < 500 || refused.ErrorCode == SmtpErrorCode.UnexpectedStatusCode
                ? MailResult.NotNow
                : MailResult.Refused;
        }
        catch (Exception failure) when (SmtpConnection.IsOfTheOtherSide(failure))
        {
            NotReached(log, settings.Host, settings.Port, failure.GetType().Name);
            return text.IsSent ? MailResult.Unconfirmed : MailResult.NotNow;
        }

        await QuitAsync(client, both.Token);
        return MailResult.Sent;
    }

    /// <summary>The mail is taken; that the server is told good-bye changes nothing.</summary>
    private static async Task QuitAsync(SmtpClient client, CancellationToken cancel)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception failure) when (SmtpConnection.IsOfTheOtherSide(failure) || failure is SmtpCommandException)
        {
            // The connection goes with the client.
        }
    }

    private MimeMessage Message(MailboxAddress to, Mail mail)
    {
        var from = MailboxAddress.Parse(settings.From);
        from.Name ??= "Escalation Agent";
        var message = new MimeMessage();
        message.From.Add(from);
        message.To.Add(to);
        message.Subject = mail.Subject;
        message.Date = clock.GetUtcNow();

        // No machine answers this one (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Body = new TextPart("plain") { Text = mail.Text };
        return message;
    }

    /// <summary>The name by which they sign in, as rosters of linked channels have told it: most often their address.</summary>
    private async Task<string?> SignInNameAsync(string tenant, string personId, CancellationToken cancel) =>
        (await directory.LinkedChannelsAsync(tenant, cancel))
            .Select(channel => channel.SignInNames?.GetValueOrDefault(personId))
            .FirstOrDefault(name => name is not null);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server did not take a mail: {Status} ({What}).")]
    private static partial void NotTaken(ILogger log, int status, string what);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The mail server at {Host}:{Port} cannot be used ({Failure}): is it up, does it offer TLS with a certificate that is trusted here, "
            + "and does it take Mail:User?"
    )]
    private static partial void NotReached(ILogger log, string host, int port, string failure);

    /// <summary>Whether any of a mail's text has gone to the server, which may then have taken it.</summary>
    private sealed class TextSeen : ITransferProgress
    {
        public bool IsSent { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => IsSent = true;

        public void Report(long bytesTransferred) => IsSent = true;
    }
}
