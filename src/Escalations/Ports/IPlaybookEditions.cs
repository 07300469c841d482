namespace Escalations.Ports;

/// <summary>The editions of playbooks under which escalations were begun. They are of the house and not of one tenant, and stay for good.</summary>
public interface IPlaybookEditions
{
    /// <summary>Stores an edition, durably, before it returns. One that is stored already stays as it is.</summary>
    Task KeepEditionAsync(EditionText edition, CancellationToken cancel);

    /// <summary>Null when it is not stored.</summary>
    Task<EditionText?> FindEditionAsync(string edition, CancellationToken cancel);
}

/// <summary>An edition of a playbook, as it was written.</summary>
/// <param name="Edition">The hash of its texts (<see cref="PlaybookVersion.Edition"/>).</param>
/// <param name="Name">The playbook's.</param>
/// <param name="Beside">The texts of the files that it brings in, by their names.</param>
public sealed record EditionText(string Edition, string Name, string Text, IReadOnlyDictionary<string, string> Beside);
