using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// The other ways to reach people: at once, as what is most severe may ask for, and when a quarter of the time to acknowledge is left and
/// nobody has. A mail to whoever is on call, a signed webhook, or, where neither is set up, a step for a person.
/// </summary>
public sealed class BackupWays(IUserDirectory users, EventSubscriptions subscriptions, PlaybookCatalog playbooks)
{
    /// <summary>What is used because of a reminder; null where the playbook names nothing, or it was used before.</summary>
    public BackupUsed? After(Escalation escalation, EscalationEvent what)
    {
        if (
            what is not Reminded { Kind: DeadlineKind.Acknowledge, Phase: AlarmPhase.Warning }
            || escalation is not { Status: Status.Routed, IsConfidential: false, Assignment.Backup: null or { IsPrimary: true }, Decision: { } decision }
            || playbooks.Of(escalation).LevelOf(decision.Severity).Backup is not { } way
        )
        {
            return null;
        }

        return Used(way, escalation);
    }

    /// <summary>What is used as soon as a team has it; null where the playbook names nothing, or it was used before.</summary>
    public BackupUsed? AtOnce(Escalation escalation) => WayAtOnce(escalation, playbooks) is { } way ? Used(way, escalation) with { IsPrimary = true } : null;

    /// <summary>The way that is to be used now; null where cards are enough, or one was used. Nothing confidential goes another way.</summary>
    internal static BackupWay? WayAtOnce(Escalation escalation, PlaybookCatalog playbooks) =>
        escalation is { Status: Status.Routed, IsConfidential: false, Assignment.Backup: null, Decision: { } decision }
            ? playbooks.Of(escalation).LevelOf(decision.Severity).Primary
            : null;

    private BackupUsed Used(BackupWay way, Escalation escalation)
    {
        IReadOnlyList<Person> onCall = [.. escalation.Assignment.OnCall];
        return way.Kind switch
        {
            BackupKind.Mail when onCall.Count > 0 && users.Offers(escalation.Tenant, UserDirectoryFeature.Mail) => new(BackupKind.Mail, null, null, onCall),
            BackupKind.Webhook when subscriptions.Tells(way.Text!, escalation.Tenant, EventVisibilityKind) => new(BackupKind.Webhook, way.Text, null, onCall),
            BackupKind.ByHand => new(BackupKind.ByHand, null, way.Text, onCall),
            _ => new(BackupKind.ByHand, null, null, onCall),
        };
    }

    /// <summary>What is owed beside the cards and the lines.</summary>
    public static IEnumerable<OutboxMessage> Owed(BackupUsed used, Escalation escalation) =>
        used.Kind == BackupKind.Mail
            ? used.OnCall.Select(person => new OutboxMessage(
                new ToBackground($"mail person:{person.Id}"),
                new NewsByMail(escalation.Id, person.Id, escalation.Version, used.IsPrimary ? "" : DomainWords.ForRecord("record.not_acknowledged"), null)
                {
                    IsOtherWay = true,
                }
            ))
            : [];

    private static string EventVisibilityKind { get; } = Access.EventVisibility.KindOf(new BackupUsed(BackupKind.Webhook, null, null, []));
}
