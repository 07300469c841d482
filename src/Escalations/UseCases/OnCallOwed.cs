using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// When it is found out at once who is on call, and they are reached beside Teams: what is severe is routed, goes up, or becomes severe. All
/// else waits for the next look.
/// </summary>
public sealed class OnCallOwed(RotaCatalog rotas, PlaybookCatalog playbooks) : IChangeListener
{
    public IEnumerable<OutboxMessage> Owed(Change change) =>
        (Concerns(change.After, rotas) || BackupWays.WayAtOnce(change.After, playbooks) is not null)
        && change.New.Any(happened => happened.What is Routed or EscalatedUp or Reclassified)
            ? [new(new ToBackground($"on call {change.After.Id}"), new OnCallLookup(change.After.Id))]
            : [];

    /// <summary>Whether it matters who is on call: it is severe and open, one of its teams has a rota, and it is not confidential.</summary>
    internal static bool Concerns(Escalation escalation, RotaCatalog rotas) =>
        escalation is { IsConfidential: false, Decision: { } decision }
        && decision.Severity.IsCritical()
        && escalation.Status.IsActive()
        && escalation.Assignment.Teams.Any(team => rotas.Of(team) is not null);
}
