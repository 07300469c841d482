using System.Text;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>All playbooks of a folder, read once at the start.</summary>
internal sealed class PlaybookBook
{
    private const long MaxBytes = 64 * 1024;
    private const long MaxHolidayBytes = 512 * 1024;

    private readonly Dictionary<string, Playbook> playbooks;

    private PlaybookBook(Dictionary<string, Playbook> playbooks, string defaultName) => (this.playbooks, Default) = (playbooks, playbooks[defaultName]);

    /// <summary>The playbook that new escalations run under.</summary>
    public Playbook Default { get; }

    public IReadOnlyCollection<Playbook> All => playbooks.Values;

    /// <summary>The playbook of a name as it is now; an escalation may have been started under an earlier version of it.</summary>
    public Playbook? Find(string name) => playbooks.GetValueOrDefault(name);

    /// <summary>Reads every <c>*.yaml</c> of the folder.</summary>
    /// <exception cref="PlaybookException">Something is wrong; it names everything that is.</exception>
    public static PlaybookBook Open(string folder, string defaultName)
    {
        var label = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (!Directory.Exists(folder))
        {
            throw new PlaybookException([new(label, 0, 0, $"there is no such folder: {Path.GetFullPath(folder)}")]);
        }

        var faults = new List<PlaybookFault>();
        var playbooks = new Dictionary<string, Playbook>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder).Where(IsYaml).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var (playbook, wrong) = Read($"{label}/{Path.GetFileName(path)}", name, path);
            names.Add(name);
            faults.AddRange(wrong);
            if (playbook is not null)
            {
                playbooks[name] = playbook;
            }
        }

        if (!names.Contains(defaultName))
        {
            faults.Add(new(label, 0, 0, $"there is no playbook '{defaultName}'; there is {(names.Count == 0 ? "none" : string.Join(", ", names))}"));
        }

        return faults.Count == 0 ? new(playbooks, defaultName) : throw new PlaybookException(faults);
    }

    private static bool IsYaml(string path) => Path.GetExtension(path) is ".yaml" or ".yml";

    private static (Playbook? Playbook, IReadOnlyList<PlaybookFault> Faults) Read(string file, string name, string path)
    {
        if (Path.GetExtension(path) == ".yml")
        {
            return (null, [new(file, 0, 0, "a playbook's file ends in .yaml")]);
        }

        var found = ReadText(path, MaxBytes);
        return found.Text is null
            ? (null, [new(file, 0, 0, found.Fault!)])
            : PlaybookReader.Read(file, name, found.Text, beside => ReadText(Path.Combine(Path.GetDirectoryName(path)!, beside), MaxHolidayBytes));
    }

    private static FoundFile ReadText(string path, long most)
    {
        try
        {
            return !File.Exists(path) ? new(null, "there is no such file")
                : new FileInfo(path).Length > most ? new(null, $"larger than {most / 1024} KB")
                : new(File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)), null);
        }
        catch (DecoderFallbackException)
        {
            return new(null, "not UTF-8 text");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return new(null, $"can't be read: {failed.Message}");
        }
    }
}
