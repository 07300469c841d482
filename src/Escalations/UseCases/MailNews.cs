using System.Globalization;
using Escalations.Lifecycle;
using Escalations.Ports;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>
/// Whoever cannot be reached in Teams is written to by mail: that there is news of an escalation that they may read, and where. It
/// is sent once; what is not known to have arrived is on record as such, and not sent again.
/// </summary>
public sealed class MailNews(
    IUserDirectory users,
    IEscalations escalations,
    IDirectory directory,
    EscalationAccess access,
    CommandExecutor commandExecutor,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>With the waits between them, about two hours.</summary>
    private const int Tries = 30;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Whether a mail is owed for a message that did not reach its place, for good: it was news for one person, and did not arrive.</summary>
    /// <param name="about">The escalation of the news.</param>
    public bool IsOwed(string tenant, OutboxMessage failed, DeadLetterCause cause, out EscalationId about)
    {
        about = failed.What.Names ?? default;
        return failed is { To: ToPerson, What: EventNotice or CardUpdate { Fresh: true } }
            && cause == DeadLetterCause.Gone
            && users.Offers(tenant, UserDirectoryFeature.Mail);
    }

    /// <param name="link">Where its card can be opened; null where there is none.</param>
    public static OutboxMessage Owed(OutboxMessage failed, Escalation about, string why, string? link)
    {
        var person = (ToPerson)failed.To;
        var sequence = failed.What switch
        {
            EventNotice notice => notice.Sequence,
            CardUpdate { News: { } news } => news,
            _ => about.Version,
        };
        return new(new ToBackground($"mail {person.OrderingKey}"), new NewsByMail(about.Id, person.PersonId, sequence, why, link));
    }

    public async Task<DeliveryResult> HandleAsync(ClaimedMessage claimed, NewsByMail work, CancellationToken cancel)
    {
        var tenant = claimed.Tenant;
        var contact = await directory.FindContactAsync(tenant, work.PersonId, cancel);
        var person = contact?.Person ?? new Person(work.PersonId, "Somebody");
        if (
            contact is { IsGuest: true }
            || await escalations.FindAsync(tenant, work.Id, cancel) is not { Status: not Status.Withdrawn } escalation
            || !await access.MaySeeAsync(escalation, person, cancel)
            || await IsToldAsync(tenant, work, cancel)
        )
        {
            return new Delivered(clock.GetUtcNow());
        }

        var outcome = MailOutcome.Unconfirmed;
        if (claimed.Doubts == 0)
        {
            using var language = ReaderLanguage.Use(contact?.Reads ?? Language.English);
            switch (await users.SendMailAsync(tenant, work.PersonId, Text(escalation, person, work), cancel))
            {
                case MailResult.NotNow when claimed.Attempts < Tries:
                    var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, claimed.Attempts)));
                    return new Retry(clock.GetUtcNow() + wait, "mail cannot be sent just now");
                case MailResult.Sent:
                    outcome = MailOutcome.Sent;
                    break;
                case MailResult.Refused or MailResult.NotNow:
                    outcome = MailOutcome.Refused;
                    break;
            }
        }

        try
        {
            await RecordAsync(claimed, work.Id, new(person, outcome), cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // It is out: tried again, it goes on record as what may have been sent.
            return new Retry(clock.GetUtcNow() + TimeSpan.FromSeconds(1), failure.GetType().Name) { InDoubt = true };
        }

        return new Delivered(clock.GetUtcNow());
    }

    private Task<Response> RecordAsync(ClaimedMessage claimed, EscalationId id, MailAttempted attempted, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            Request.ByMachine(claimed.Tenant, string.Create(CultureInfo.InvariantCulture, $"mail|{claimed.Number}")),
            id,
            (escalation, recipients, now) =>
            {
                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, null);
                return Task.FromResult(
                    eventRecorder.TryRecord(attempted, new Authority(Actor.Clock)) is { } why
                        ? Response.Refused(why, id)
                        : new()
                        {
                            About = id,
                            Change = eventRecorder.Change,
                            Messages = recipients.MessagesAfter(escalation, eventRecorder.Now, eventRecorder.Last!),
                        }
                );
            },
            cancel
        );

    /// <summary>
    /// Whether a mail has gone to them since the news: it told them to look. What only follows from their not being reached is no news
    /// itself: else it would hang on what is on record first whether they get two mails.
    /// </summary>
    private async Task<bool> IsToldAsync(string tenant, NewsByMail work, CancellationToken cancel)
    {
        var history = (await escalations.HistoryAsync(tenant, work.Id, cancel)).Select(HashChain.Open).ToList();
        var news = history.FindLast(happened => happened.Sequence <= work.Sequence && !FollowsFromLoss(happened.What));
        return history.Any(happened =>
            happened.Sequence >= (news?.Sequence ?? 0)
            && happened.What is MailAttempted { Outcome: not MailOutcome.Refused } mail
            && mail.To.Id == work.PersonId
        );
    }

    private static bool FollowsFromLoss(EscalationEvent what) =>
        what is MailAttempted or DeliveryFailed or ManagerFound or EscalatedUp { NotReached: not null } or NobodyAbove { NotReached: not null };

    /// <summary>Nothing of the matter itself: a mail is read by more eyes than a chat.</summary>
    private static Mail Text(Escalation escalation, Person person, NewsByMail work)
    {
        var about = escalation.Decision is { Severity: var severity } ? $"{work.Id} ({severity} {severity.ReaderTitle()})" : $"{work.Id}";
        var status = DomainWords.InSentence(escalation.Status.ReaderTitle());
        var why = DomainWords.OfRecord(work.Why);
        string[] paragraphs =
        [
            DomainWords.Say("mail.hello", person.Name),
            !work.IsOtherWay ? DomainWords.Say("mail.news", about, status, why)
            : why.Length == 0 ? DomainWords.Say("mail.on_call", about, status)
            : DomainWords.Say("mail.on_call.why", about, status, why),
            .. work.Link is { } link ? [DomainWords.Say("mail.card", link)] : Array.Empty<string>(),
            DomainWords.Say(work.IsOtherWay ? "mail.read" : "mail.read.again", work.Id),
            "Escalation Agent",
        ];
        return new(DomainWords.Say("mail.subject", about), string.Join("\n\n", paragraphs));
    }
}
