using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EscalationAgent.Mailing;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace EscalationAgent.Tests.Fakes;

/// <summary>A mail server in this process, of another maker's: what it does is what a test lets it do.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string User = "escalations";
    public const string Password = "a password";

    private readonly CancellationTokenSource end = new();
    private readonly TemporaryFolder folder = new();
    private Task running = Task.CompletedTask;

    private MailServer(int port, string trusted) => (Port, Trusted) = (port, trusted);

    public int Port { get; }

    /// <summary>The file with the certificate that signs for it.</summary>
    public string Trusted { get; }

    /// <summary>What it has taken.</summary>
    public ConcurrentQueue<MimeMessage> Taken { get; } = new();

    /// <summary>How many connections were made.</summary>
    public int Sessions { get; private set; }

    /// <summary>What it says to a recipient; null to take them.</summary>
    public Func<string, SmtpResponse?> Recipient { get; set; } = _ => null;

    /// <summary>What it says to a text, once it has it; null to take it.</summary>
    public Func<SmtpResponse?> Text { get; set; } = () => null;

    /// <summary>What is waited for before a recipient, or a text, is answered.</summary>
    public Func<Task> BeforeRecipient { get; set; } = () => Task.CompletedTask;

    /// <inheritdoc cref="BeforeRecipient"/>
    public Func<Task> AfterText { get; set; } = () => Task.CompletedTask;

    /// <param name="isSecure">False for a server that offers no TLS.</param>
    /// <param name="isTlsAtOnce">TLS from the first byte.</param>
    /// <param name="name">The name in its certificate.</param>
    public static MailServer Start(bool isSecure = true, bool isTlsAtOnce = false, string name = "localhost")
    {
        var port = FreePort();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(130));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        var folder = new TemporaryFolder();
        var trusted = Path.Combine(folder.Path, "ca.pem");
        File.WriteAllText(trusted, certificate.ExportCertificatePem());
        var server = new MailServer(port, trusted);
        var options = new SmtpServerOptionsBuilder()
            .ServerName("mail.example")
            .Endpoint(endpoint =>
            {
                endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port)).AllowUnsecureAuthentication(!isSecure).AuthenticationRequired(isSecure);
                if (isSecure)
                {
                    endpoint.Certificate(certificate).IsSecure(isTlsAtOnce);
                }
            })
            .Build();
        var parts = new SmtpServer.ComponentModel.ServiceProvider();
        parts.Add(new Store(server));
        parts.Add((IMailboxFilter)new Filter(server));
        parts.Add((IUserAuthenticator)new Users());
        var smtp = new SmtpServer.SmtpServer(options, parts);
        smtp.SessionCreated += (_, _) => server.Sessions++;
        server.running = smtp.StartAsync(server.end.Token);
        return server;
    }

    /// <summary>Settings that reach it.</summary>
    public SmtpSettings Settings =>
        new()
        {
            Host = "localhost",
            Port = Port,
            User = User,
            Password = Password,
            From = "escalations@contoso.example",
            TrustedCertificate = Trusted,
        };

    /// <summary>A port on which nothing listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // It ends so.
        }

        end.Dispose();
        folder.Dispose();
    }

    private sealed class Users : IUserAuthenticator
    {
        public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancel) =>
            Task.FromResult(user == User && password == Password);
    }

    private sealed class Filter(MailServer server) : IMailboxFilter
    {
        public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancel) => Task.FromResult(true);

        public async Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancel)
        {
            await server.BeforeRecipient();
            return server.Recipient($"{to.User}@{to.Host}") is { } refused ? throw new SmtpResponseException(refused) : true;
        }
    }

    private sealed class Store(MailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context,
            IMessageTransaction transaction,
            ReadOnlySequence<byte> buffer,
            CancellationToken cancel
        )
        {
            await server.AfterText();
            if (server.Text() is { } refused)
            {
                return refused;
            }

            using var stream = new MemoryStream(buffer.ToArray());
            server.Taken.Enqueue(await MimeMessage.LoadAsync(stream, cancel));
            return SmtpResponse.Ok;
        }
    }
}
