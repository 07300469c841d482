using System.Security.Cryptography.X509Certificates;
using Escalations.Ports;
using MailKit.Security;
using MimeKit;

namespace EscalationAgent.Mailing;

/// <summary>How the connection is encrypted. There is no way without.</summary>
internal enum SmtpSecurity
{
    /// <summary>STARTTLS, which the server must offer; nothing is said before.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,
}

/// <summary>A mail server by which people are written to whom Teams does not reach, where it is not Microsoft Graph that does.</summary>
internal sealed record SmtpSettings
{
    /// <summary>The server's name, as its certificate has it. Default: empty, no mail by SMTP.</summary>
    public string Host { get; init; } = "";

    /// <summary>Default: 587; 465 is the usual one for <see cref="SmtpSecurity.Tls"/>.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Default: STARTTLS.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>What the bot signs in as. Default: empty, it does not sign in.</summary>
    public string User { get; init; } = "";

    /// <summary>A secret. Default: empty.</summary>
    public string Password { get; init; } = "";

    /// <summary>The address from which is written, such as <c>escalations@contoso.com</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>A file (PEM) with the certificate of the authority that signed the server's, where it is one of your own. Default: none.</summary>
    public string? TrustedCertificate { get; init; }

    public bool IsSet => Host.Length > 0;

    internal SecureSocketOptions Socket => Security == SmtpSecurity.Tls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;

    internal X509Certificate2Collection? Roots()
    {
        if (TrustedCertificate is not { Length: > 0 } path)
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(path);
        return roots;
    }

    /// <summary>What is wrong with these settings, each with its name; nothing while none are set.</summary>
    /// <param name="hasOtherMail">Whether mails go by Microsoft Graph already.</param>
    public IEnumerable<string> Faults(bool hasOtherMail)
    {
        if (!IsSet)
        {
            yield break;
        }

        if (hasOtherMail)
        {
            yield return "Mail:Host and Graph:MailSender are both set: choose one way for mails.";
        }

        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown)
        {
            yield return "Mail:Host must be the name of one server, such as smtp.contoso.com.";
        }

        if (Port is < 1 or > 65_535)
        {
            yield return "Mail:Port must be between 1 and 65535.";
        }

        if (!MailboxAddress.TryParse(From, out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
        {
            yield return "Mail:From must be an address, such as escalations@contoso.com.";
        }

        if (User.Length == 0 != (Password.Length == 0))
        {
            yield return "Mail:User and Mail:Password must both be set, or neither.";
        }

        if (TrustedCertificate is { Length: > 0 } path && Unread(path) is { } why)
        {
            yield return $"Mail:TrustedCertificate '{path}' cannot be read: {why}";
        }
    }

    /// <summary>A user directory that writes by this server; the same one where none is set.</summary>
    public IUserDirectory Around(IServiceProvider services, IUserDirectory inner) =>
        IsSet
            ? new SmtpMail(
                this,
                inner,
                services.GetRequiredService<IDirectory>(),
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<SmtpMail>>()
            )
            : inner;

    private string? Unread(string path)
    {
        try
        {
            return Roots() is { Count: > 0 } ? null : "it holds no certificate.";
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            return $"{failure.Message} ({path})";
        }
    }
}
