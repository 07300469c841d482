using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Brings the playbooks into the process.</summary>
internal static class PlaybookSetup
{
    public const string DefaultName = "customer-escalation";

    /// <summary>
    /// Reads the folder now, so that a fault stops the start; gives <see cref="PlaybookBook"/>, all playbooks and the default <see
    /// cref="Playbook"/>.
    /// </summary>
    /// <exception cref="PlaybookException">The playbooks can't be used.</exception>
    public static IServiceCollection AddPlaybooks(this IServiceCollection services, string folder, string defaultName = DefaultName)
    {
        var book = PlaybookBook.Open(folder, defaultName);
        return services.AddSingleton(book).AddSingleton(book.All).AddSingleton(book.Default);
    }
}
