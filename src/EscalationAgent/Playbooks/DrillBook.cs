using System.Text;
using EscalationAgent.Yaml;
using Escalations;
using Escalations.Drills;

namespace EscalationAgent.Playbooks;

/// <summary>The drills that there are.</summary>
internal sealed class DrillBook(IReadOnlyList<DrillScenario> all)
{
    private const long MostBytes = 64 * 1024;

    /// <summary>Those that can be played by the playbooks of today; the others name a playbook, a category or a severity that there is not.</summary>
    public IReadOnlyList<DrillScenario> Playable(PlaybookCatalog playbooks) => [.. all.Where(drill => IsPlayable(drill, playbooks))];

    /// <summary>The playbook that a drill is played under; null where it is not there.</summary>
    public static Playbook? PlaybookOf(DrillScenario drill, PlaybookCatalog playbooks) => drill.Playbook is { } name ? playbooks.Find(name) : playbooks.Default;

    private static bool IsPlayable(DrillScenario drill, PlaybookCatalog playbooks) =>
        PlaybookOf(drill, playbooks) is { } playbook
        && (drill.Before is not { } before || playbook.FindCategory(before.Category) is not null)
        && drill.Checks.Where(check => check.Kind == DrillCheckKind.Category).All(check => check.Is.Any(key => playbook.FindCategory(key) is not null));

    /// <summary>Reads every <c>*.yaml</c> of the folder. One that is not there holds none.</summary>
    /// <exception cref="DrillException">Something is wrong; it names everything that is.</exception>
    public static DrillBook Open(string folder)
    {
        var drills = new List<DrillScenario>();
        var faults = new List<PlaybookFault>();
        foreach (var path in YamlTree.FilesIn(folder))
        {
            var file = $"drills/{Path.GetFileName(path)}";
            if (new FileInfo(path).Length > MostBytes)
            {
                faults.Add(new(file, 0, 0, $"larger than {MostBytes / 1024} KB"));
                continue;
            }

            var (drill, wrong) = DrillReader.Read(file, Path.GetFileNameWithoutExtension(path), File.ReadAllText(path, Encoding.UTF8));
            faults.AddRange(wrong);
            if (drill is not null)
            {
                drills.Add(drill);
            }
        }

        return faults.Count == 0 ? new(drills) : throw new DrillException(faults);
    }
}

/// <summary>The drills can't be used. Says everything that is wrong with all of them.</summary>
internal sealed class DrillException(IReadOnlyList<PlaybookFault> faults)
    : Exception($"The drills can't be used:{string.Concat(faults.Select(f => $"\n{f}"))}");
