using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Brings the playbooks into the process.</summary>
internal static class PlaybookSetup
{
    public const string DefaultName = "customer-escalation";

    /// <summary>
    /// Reads the folder now, so that a fault stops the start; gives the <see cref="PlaybookCatalog"/> and all playbooks.
    /// </summary>
    /// <exception cref="PlaybookException">The playbooks can't be used.</exception>
    public static IServiceCollection AddPlaybooks(this IServiceCollection services, string folder, string defaultName = DefaultName)
    {
        var book = PlaybookBook.Open(folder, defaultName);
        return services.AddSingleton(new PlaybookCatalog(book.All, defaultName)).AddSingleton(book.All);
    }
}
