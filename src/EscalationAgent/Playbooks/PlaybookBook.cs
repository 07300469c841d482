using System.Security.Cryptography;
using System.Text;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Playbooks;

/// <summary>What one file of the folder came to: a playbook with its texts, or what is wrong with it.</summary>
/// <param name="Name">The file's, without its ending.</param>
/// <param name="File">As faults name it.</param>
internal sealed record PlaybookReading(string Name, string File, Playbook? Playbook, EditionText? Text, IReadOnlyList<PlaybookFault> Faults);

/// <summary>All playbooks of a folder, as they are at one moment.</summary>
internal sealed class PlaybookBook
{
    private const long MaxBytes = 64 * 1024;
    private const long MaxHolidayBytes = 512 * 1024;

    private readonly Dictionary<string, Playbook> playbooks;

    private PlaybookBook(IReadOnlyList<PlaybookReading> read, string defaultName)
    {
        playbooks = read.ToDictionary(file => file.Name, file => file.Playbook!, StringComparer.Ordinal);
        Texts = [.. read.Select(file => file.Text!)];
        Default = playbooks[defaultName];
    }

    /// <summary>The playbook that new escalations run under.</summary>
    public Playbook Default { get; }

    public IReadOnlyCollection<Playbook> All => playbooks.Values;

    /// <summary>What they were read from.</summary>
    public IReadOnlyList<EditionText> Texts { get; }

    /// <summary>The playbook of a name.</summary>
    public Playbook? Find(string name) => playbooks.GetValueOrDefault(name);

    /// <summary>Reads every <c>*.yaml</c> of the folder.</summary>
    /// <exception cref="PlaybookException">Something is wrong; it names everything that is.</exception>
    public static PlaybookBook Open(string folder, string defaultName)
    {
        var read = ReadAll(folder);
        var faults = read.SelectMany(file => file.Faults).ToList();
        if (!read.Any(file => file.Name == defaultName))
        {
            faults.Add(NoDefault(folder, defaultName, read));
        }

        return faults.Count == 0 ? new(read, defaultName) : throw new PlaybookException(faults);
    }

    /// <summary>Reads every playbook of the folder by itself.</summary>
    /// <exception cref="PlaybookException">The folder cannot be read.</exception>
    public static IReadOnlyList<PlaybookReading> ReadAll(string folder)
    {
        var label = LabelOf(folder);
        if (!Directory.Exists(folder))
        {
            throw new PlaybookException([new(label, 0, 0, $"there is no such folder: {Path.GetFullPath(folder)}")]);
        }

        try
        {
            return [.. Files(folder).Where(IsYaml).Select(path => Read($"{label}/{Path.GetFileName(path)}", Path.GetFileNameWithoutExtension(path), path))];
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new PlaybookException([new(label, 0, 0, $"can't be read: {failed.Message}")]);
        }
    }

    /// <summary>That the playbook is missing which new briefs run under.</summary>
    public static PlaybookFault NoDefault(string folder, string defaultName, IReadOnlyList<PlaybookReading> read)
    {
        var there = read.Count == 0 ? "none" : string.Join(", ", read.Select(file => file.Name));
        return new(LabelOf(folder), 0, 0, $"there is no playbook '{defaultName}'; there is {there}");
    }

    /// <summary>The folder as faults name it.</summary>
    public static string LabelOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    /// <summary>
    /// The same as long as the folder holds the same, whatever the times of its files say: mounted volumes and checkouts set them as
    /// they like.
    /// </summary>
    public static string StampOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            foreach (var path in Files(folder))
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(path)}\0"));
                hash.AppendData(ContentOf(path));
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(failed.GetType().Name));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] ContentOf(string path)
    {
        try
        {
            // What is larger is refused unread.
            return new FileInfo(path).Length is var length && length <= MaxHolidayBytes
                ? SHA256.HashData(File.ReadAllBytes(path))
                : BitConverter.GetBytes(length);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return Encoding.UTF8.GetBytes(failed.GetType().Name);
        }
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal);

    private static bool IsYaml(string path) => Path.GetExtension(path) is ".yaml" or ".yml";

    private static PlaybookReading Read(string file, string name, string path)
    {
        if (Path.GetExtension(path) == ".yml")
        {
            return new(name, file, null, null, [new(file, 0, 0, "a playbook's file ends in .yaml")]);
        }

        var found = ReadText(path, MaxBytes);
        if (found.Text is null)
        {
            return new(name, file, null, null, [new(file, 0, 0, found.Fault!)]);
        }

        var beside = new Dictionary<string, string>(StringComparer.Ordinal);
        var (playbook, faults) = PlaybookReader.Read(file, name, found.Text, other =>
        {
            var read = ReadText(Path.Combine(Path.GetDirectoryName(path)!, other), MaxHolidayBytes);
            if (read.Text is not null)
            {
                beside[other] = read.Text;
            }

            return read;
        });
        return new(name, file, playbook, playbook is null ? null : new(playbook.Version.Edition!, name, found.Text, beside), faults);
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
