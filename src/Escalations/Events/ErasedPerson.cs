using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace Escalations;

/// <summary>Somebody whose name, ids and addresses go out of the record; another name stands there from then on.</summary>
public sealed class ErasedPerson
{
    /// <summary>A shorter name, or one of a single word, is too often something else in a sentence.</summary>
    private const int ShortestAlias = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Signs that phones and word processors put for one another.</summary>
    private static readonly string[] Alike = ["'’ʼ‘`´", "-‐‑"];

    /// <summary>Latin letters that are one sign with their mark.</summary>
    private static readonly IReadOnlyList<char> WithMark = [.. Enumerable.Range(0xC0, 0x220 - 0xC0).Select(code => (char)code).Where(char.IsLetter)];

    private readonly HashSet<string> ids;
    private readonly Regex known;

    /// <param name="ids">All by which the person is known: of the directory, and of the chat service.</param>
    /// <param name="names">Names and mail addresses.</param>
    public ErasedPerson(string tenant, IReadOnlyList<string> ids, IEnumerable<string> names)
    {
        this.ids = new(ids, StringComparer.OrdinalIgnoreCase);
        Pseudonym = PseudonymOf(tenant, ids[0]);

        // Letters around it make it part of something else.
        var words = ids.Concat(names.Where(IsName).SelectMany(WithSurnameFirst))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(word => word.Length)
            .Select(Pattern);
        known = new(
            $@"(?<![\p{{L}}\p{{N}}])(?:{string.Join('|', words)})(?![\p{{L}}\p{{N}}])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            Patience
        );
    }

    /// <summary>Whether it stands for a person in a sentence, and for nothing else.</summary>
    public static bool IsName(string name) => name.Length >= ShortestAlias && name.Any(sign => sign is ' ' or '@');

    /// <summary>On cards signs are escaped by backslashes; a letter and its mark can be two signs.</summary>
    private static string Pattern(string word) =>
        string.Concat(
            word.Select(
                (sign, at) =>
                    IsMark(sign) ? ""
                    : char.IsLetterOrDigit(sign) ? Letter(sign, at + 1 < word.Length && IsMark(word[at + 1]))
                    : Alike.FirstOrDefault(signs => signs.Contains(sign)) is { } signs ? $@"\\?[{Regex.Escape(signs)}]"
                    : $@"\\?{Regex.Escape(sign.ToString())}"
            )
        );

    /// <param name="isMarked">Whether its mark is a sign of its own behind it.</param>
    private static string Letter(char letter, bool isMarked)
    {
        var bare = Folding.BareLetter(letter);
        var oneSign = isMarked ? string.Concat(WithMark.Where(other => Folding.BareLetter(other) == bare)) : "";
        return isMarked ? $@"(?:{letter}\p{{Mn}}+{(oneSign.Length > 0 ? $"|[{oneSign}]" : "")})"
            : bare != char.ToLowerInvariant(letter) ? $@"(?:{letter}|{bare}\p{{Mn}}+)"
            : letter.ToString();
    }

    private static bool IsMark(char sign) => char.GetUnicodeCategory(sign) == UnicodeCategory.NonSpacingMark;

    /// <summary>As lists have it.</summary>
    private static IEnumerable<string> WithSurnameFirst(string name) =>
        name.LastIndexOf(' ') is var gap and > 0 && !name.Contains('@') ? [name, $"{name[(gap + 1)..]}, {name[..gap]}"] : [name];

    /// <summary>The same for the same person whenever it is asked for, and in the whole record of their tenant.</summary>
    public string Pseudonym { get; }

    /// <summary>Whoever has the id can tell whose it is; without it nobody can.</summary>
    public static string PseudonymOf(string tenant, string id) =>
        $"person-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}/{id.ToLowerInvariant()}")))[..12]}";

    public IReadOnlyCollection<string> Ids => ids;

    /// <summary>Whether it is the ordering key of their own chat, or of what only they use.</summary>
    public bool IsPlaceOf(string orderingKey) => ids.Any(id => orderingKey.EndsWith($":{id}", StringComparison.OrdinalIgnoreCase));

    public bool IsThemselves(string? id) => id is not null && ids.Contains(id);

    public string Without(string text) => known.Replace(text, Pseudonym);

    /// <param name="instead">What stands there in its place.</param>
    public string Without(string text, string instead) => known.Replace(text, _ => instead);
}
