using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace EscalationAgent.Mailing;

/// <summary>A connection to the mail server: encrypted, and signed in where the settings say as whom.</summary>
internal static class SmtpConnection
{
    /// <param name="roots">The authorities that are trusted in place of the machine's; null for those.</param>
    /// <param name="limit">How long one answer is waited for.</param>
    public static SmtpClient Client(SmtpSettings settings, X509Certificate2Collection? roots, TimeSpan limit)
    {
        var client = new SmtpClient
        {
            Timeout = (int)limit.TotalMilliseconds,
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,

            // As .NET's own clients do: lists of revoked certificates are often out of reach of a server's network.
            CheckCertificateRevocation = false,
        };
        if (roots is not null)
        {
            client.ServerCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(roots, certificate, chain, errors);
        }

        return client;
    }

    public static async Task OpenAsync(SmtpClient client, SmtpSettings settings, CancellationToken cancel)
    {
        await client.ConnectAsync(settings.Host, settings.Port, settings.Socket, cancel);
        if (settings.User.Length > 0)
        {
            await client.AuthenticateAsync(settings.User, settings.Password, cancel);
        }
    }

    /// <summary>Settings that are wrong look so too: TLS that is not offered, a certificate or a password that is not taken.</summary>
    public static bool IsOfTheOtherSide(Exception failure) =>
        failure
            is OperationCanceledException
                or IOException
                or TimeoutException
                or ProtocolException
                or SslHandshakeException
                or System.Security.Authentication.AuthenticationException
                or MailKit.Security.AuthenticationException
                or System.Net.Sockets.SocketException
                or NotSupportedException;

    /// <summary>By the authority that the settings name, and no other; the name must be right all the same.</summary>
    private static bool IsTrusted(X509Certificate2Collection roots, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 shown || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.AddRange(roots);
        foreach (var element in chain?.ChainElements.AsEnumerable() ?? [])
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return own.Build(shown);
    }
}
