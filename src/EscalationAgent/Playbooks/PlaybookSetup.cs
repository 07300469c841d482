using Escalations;
using Escalations.Ports;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EscalationAgent.Playbooks;

/// <summary>Where the playbooks are.</summary>
/// <param name="DefaultName">The one that new briefs run under when nobody says which.</param>
/// <param name="Stamp">Of what the folder held when the program started.</param>
internal sealed record PlaybookFolder(string Path, string DefaultName, string Stamp);

/// <summary>Brings the playbooks into the process.</summary>
internal static class PlaybookSetup
{
    public const string DefaultName = "customer-escalation";

    /// <summary>Why the playbooks cannot be used, in lines for whoever sets the program up; none where they can.</summary>
    public static IReadOnlyList<string> Faults(string folder, string defaultName, IReadOnlyCollection<string> off)
    {
        try
        {
            Open(folder, defaultName, off);
            return [];
        }
        catch (PlaybookException unusable)
        {
            return [.. unusable.Faults.Select(fault => $"{fault}")];
        }
    }

    /// <param name="off">Names of playbooks under which nothing new begins.</param>
    /// <exception cref="PlaybookException">The playbooks can't be used.</exception>
    public static PlaybookBook Open(string folder, string defaultName, IReadOnlyCollection<string> off)
    {
        var book = PlaybookBook.Open(folder, defaultName);
        string[] wrong =
        [
            .. off.Where(name => book.Find(name) is null).Select(name => $"Playbooks:Off names '{name}', which is no playbook"),
            .. off.Where(name => name == defaultName).Select(name => $"Playbooks:Off names '{name}', which is the default one"),
        ];
        return wrong.Length == 0 ? book : throw new PlaybookException([.. wrong.Select(fault => new PlaybookFault(Path.GetFileName(folder), 0, 0, fault))]);
    }

    /// <summary>
    /// Reads the folder now, so that a fault stops the start; gives the <see cref="PlaybookCatalog"/>, what keeps it up to date, and the
    /// escalations of the store, each with its edition.
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
        // Before anything is read: what changes after it is looked at again.
        var stamp = PlaybookBook.StampOf(folder);
        var book = Open(folder, defaultName, off ?? []);
        services.AddHealthChecks().Add(new("playbooks", s => s.GetRequiredService<PlaybookHealthCheck>(), HealthStatus.Degraded, ["ready"]));
        return services
            .AddSingleton(new PlaybookCatalog(book.All, defaultName, off))
            .AddSingleton(new PlaybookFolder(folder, defaultName, stamp))
            .AddSingleton(s =>
            {
                var shelf = ActivatorUtilities.CreateInstance<EditionShelf>(s);
                foreach (var text in book.Texts)
                {
                    shelf.Put(text);
                }

                return shelf;
            })
            .AddSingleton<IEscalations>(s => new EscalationsWithEditions(s.GetRequiredService<IEscalationStore>(), s.GetRequiredService<EditionShelf>()))
            .AddSingleton<IEscalationQueries>(s => new QueriesWithEditions(s.GetRequiredService<IEscalationStore>(), s.GetRequiredService<EditionShelf>()))
            .AddSingleton<PlaybookWatch>()
            .AddSingleton<PlaybookNews>()
            .AddSingleton<PlaybookHealthCheck>();
    }
}
