using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Brings the playbooks into the process.</summary>
internal static class PlaybookSetup
{
    public const string DefaultName = "customer-escalation";

    /// <summary>
    /// Reads the folder now, so that a fault stops the start; gives the <see cref="PlaybookCatalog"/> and all playbooks.
    /// </summary>
    /// <param name="off">Names of playbooks under which nothing new begins.</param>
    /// <exception cref="PlaybookException">The playbooks can't be used.</exception>
    public static IServiceCollection AddPlaybooks(
        this IServiceCollection services,
        string folder,
        string defaultName = DefaultName,
        IReadOnlyCollection<string>? off = null
    )
    {
        var book = PlaybookBook.Open(folder, defaultName);
        string[] wrong =
        [
            .. (off ?? []).Where(name => book.Find(name) is null).Select(name => $"Playbooks:Off names '{name}', which is no playbook"),
            .. (off ?? []).Where(name => name == defaultName).Select(name => $"Playbooks:Off names '{name}', which is the default one"),
        ];
        return wrong.Length == 0
            ? services.AddSingleton(new PlaybookCatalog(book.All, defaultName, off)).AddSingleton(book.All)
            : throw new PlaybookException([.. wrong.Select(fault => new PlaybookFault(Path.GetFileName(folder), 0, 0, fault))]);
    }
}
