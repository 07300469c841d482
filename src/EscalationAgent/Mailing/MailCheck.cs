using MailKit.Net.Smtp;

namespace EscalationAgent.Mailing;

/// <summary>Whether the mail server takes the bot. Nothing is sent.</summary>
internal static class MailCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <param name="hasOtherMail">Whether mails go by Microsoft Graph.</param>
    public static Check Of(SmtpSettings settings, bool hasOtherMail, TimeProvider clock) =>
        new Check("mail", cancel =>
            settings.IsSet
                ? LookAsync(settings, clock, cancel)
                : Task.FromResult(Finding.NotChecked(hasOtherMail ? "mails go by Microsoft Graph." : "no mail server is set."))
        ).Unless(settings.Faults(hasOtherMail));

    private static async Task<Finding> LookAsync(SmtpSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        var server = $"{settings.Host}:{settings.Port}";
        using var limit = new CancellationTokenSource(Limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        using var client = SmtpConnection.Client(settings, settings.Roots(), Limit);
        try
        {
            await SmtpConnection.OpenAsync(client, settings, both.Token);
            await client.DisconnectAsync(quit: true, both.Token);
            return Finding.Ok($"{server} takes the bot over TLS.");
        }
        catch (Exception failure) when ((SmtpConnection.IsOfTheOtherSide(failure) || failure is SmtpCommandException) && !cancel.IsCancellationRequested)
        {
            return Finding.Wrong(
                failure is MailKit.Security.AuthenticationException ? $"{server} does not take Mail:User with Mail:Password."
                    : failure is MailKit.Security.SslHandshakeException ? $"{server} has a certificate that is not trusted here, or not for that name."
                    : failure is NotSupportedException ? $"{server} does not offer TLS, or no way to sign in that the bot knows."
                    : $"{server} cannot be reached, or says nothing that is SMTP ({failure.GetType().Name}).",
                DeploySteps.Mail
            );
        }
    }
}
