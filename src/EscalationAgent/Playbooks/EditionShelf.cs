using System.Collections.Concurrent;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Playbooks;

/// <summary>
/// The editions of playbooks that this process can answer for: those that its files have or had, and those that the store keeps.
/// Each is read from the store once, when it is first met, and written there before the first escalation that runs under it.
/// </summary>
internal sealed partial class EditionShelf(IPlaybookEditions store, PlaybookCatalog catalog, TimeProvider clock, ILogger<EditionShelf> log)
{
    /// <summary>An edition that is missing in the store may be brought back there, as from a backup.</summary>
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, EditionText> ofFiles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> stored = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Unusable> unusable = new(StringComparer.Ordinal);

    /// <summary>Editions under which something runs and that cannot be had, with the reason.</summary>
    public IReadOnlyList<string> Faults =>
        [
            .. unusable
                .Where(u => u.Value.IsOpen)
                .Select(u => $"{u.Value.Name}: edition {u.Key[..Math.Min(8, u.Key.Length)]} {u.Value.Why}")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What nothing runs under any more is no fault.</summary>
    public void ForgetAllBut(IReadOnlyCollection<PlaybookVersion> inUse)
    {
        foreach (var edition in unusable.Keys.Except(inUse.Select(version => version.Edition!)))
        {
            unusable.TryRemove(edition, out _);
        }
    }

    /// <summary>An edition that a file here has.</summary>
    public void Put(EditionText edition) => ofFiles[edition.Edition] = edition;

    /// <summary>Makes sure that the catalog can answer for an escalation's playbook.</summary>
    public async ValueTask MeetAsync(Escalation escalation, CancellationToken cancel)
    {
        if (escalation.Playbook.Edition is not { } edition)
        {
            return;
        }

        var isOpen = !escalation.Status.IsEnded();
        if (!catalog.Knows(edition))
        {
            await ReadAsync(escalation.Playbook, isOpen, cancel);
        }
        else if (isOpen)
        {
            catalog.Use(edition);
        }
    }

    /// <summary>Makes sure that the edition is stored under which an escalation runs that is about to be stored.</summary>
    public async ValueTask KeepAsync(Escalation escalation, CancellationToken cancel)
    {
        if (escalation.Playbook.Edition is not { } edition)
        {
            return;
        }

        if (!stored.ContainsKey(edition) && ofFiles.TryGetValue(edition, out var text))
        {
            await store.KeepEditionAsync(text, cancel);
            stored[edition] = true;
        }

        if (!escalation.Status.IsEnded() && catalog.Knows(edition))
        {
            catalog.Use(edition);
        }
    }

    private async Task ReadAsync(PlaybookVersion version, bool isOpen, CancellationToken cancel)
    {
        var edition = version.Edition!;
        if (unusable.TryGetValue(edition, out var failed) && clock.GetElapsedTime(failed.Since) < AgainAfter)
        {
            return;
        }

        var (playbook, why) = await store.FindEditionAsync(edition, cancel) is { } text ? Read(text) : (null, "is not in the store");
        if (playbook is not null)
        {
            stored[edition] = true;
            catalog.Add(playbook, isOpen);
            unusable.TryRemove(edition, out _);
            return;
        }

        unusable[edition] = new(version.Name, why!, isOpen || failed is { IsOpen: true }, clock.GetTimestamp());
        if (failed?.Why != why)
        {
            CannotBeHad(log, version.Name, version.Version, why!);
        }
    }

    private static (Playbook? Playbook, string? Why) Read(EditionText text)
    {
        var (playbook, faults) = PlaybookReader.Read($"{text.Name}.yaml", text.Name, text.Text, file =>
            text.Beside.TryGetValue(file, out var beside) ? new(beside, null) : new(null, "it was not stored with its playbook")
        );
        return playbook is null ? (null, $"cannot be read by this program: {faults[0]}")
            : playbook.Version.Edition != text.Edition ? (null, "was changed in the store")
            : (playbook, null);
    }

    [LoggerMessage(432, LogLevel.Error, "{Name} {Version}: the edition under which escalations run {Why}. They go on by the file as it is now")]
    private static partial void CannotBeHad(ILogger log, string name, string version, string why);

    private sealed record Unusable(string Name, string Why, bool IsOpen, long Since);
}
