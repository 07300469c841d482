using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Storage.Archives;

/// <summary>Editions of playbooks in archives: those under which the escalations of the tenant ran.</summary>
internal static class EditionRecords
{
    public static EditionRecord Of(EditionText edition) => new(edition.Edition, edition.Name, edition.Text, edition.Beside);

    public static EditionText Read(EditionRecord record) => new(record.Edition, record.Name, record.Text, record.Beside);

    /// <summary>All editions that an escalation has had.</summary>
    public static IEnumerable<string> NamedIn(IEnumerable<SealedEvent> history) =>
        history
            .Select(stored => HashChain.Open(stored).What)
            .Select(what => what is DraftStarted started ? started.Playbook.Edition : (what as KindChosen)?.Playbook.Edition)
            .OfType<string>();
}
