using System.Security.Cryptography;
using System.Text;

namespace EscalationAgent.Evaluation;

/// <summary>A folder with a file for each note, named for its id.</summary>
internal static class NoteFiles
{
    private const int LongestName = 80;
    private const long MostBytes = 256 * 1024;

    /// <summary>A name that stays in its folder and is not that of another id: an id that had to be changed gets a hash of itself.</summary>
    public static string NameOf(string id)
    {
        var safe = new string([.. id.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_')]);
        return safe == id && id.Length > 0 ? safe : $"{safe}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..8]}";
    }

    /// <summary>What the model answered to a note, from <c>NAME.json</c> or <c>NAME.txt</c>.</summary>
    public static async Task<(string? Text, string? Fault)> AnswerAsync(string folder, string id, CancellationToken cancel)
    {
        string[] names = [$"{NameOf(id)}.json", $"{NameOf(id)}.txt"];
        if (names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists) is not { } path)
        {
            return (null, $"there is no answer: neither {string.Join(" nor ", names)} is in {folder}");
        }

        try
        {
            return new FileInfo(path).Length > MostBytes
                ? (null, $"{path} is larger than {MostBytes / 1024} KB")
                : (await File.ReadAllTextAsync(path, cancel), null);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path}: {failed.Message}");
        }
    }
}
