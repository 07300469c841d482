using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace TextAnalysis.Style;

/// <summary>
/// Sentences that people read, in their language: a file of the assembly that says them, UTF-8, columns separated by tabs as the
/// first line names them (language, key, text). English has all; where another language lacks one, English is said.
/// <c>{0}</c> stands for a value.
/// </summary>
public sealed partial class SentenceBook
{
    private const string Header = "language\tkey\ttext";

    private readonly Dictionary<(string Language, string Key), string> texts = [];

    private SentenceBook() { }

    /// <summary>The keys that English has.</summary>
    public IEnumerable<string> Keys => texts.Keys.Where(t => t.Language == "en").Select(t => t.Key);

    /// <exception cref="FormatException">The file has faults; the message names them all, with their lines.</exception>
    public static SentenceBook Load(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no file {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return Read(name, reader);
    }

    /// <inheritdoc cref="Load"/>
    public static SentenceBook Read(string name, TextReader file)
    {
        var (book, faults) = (new SentenceBook(), new List<string>());
        if (file.ReadLine() != Header)
        {
            faults.Add($"{name}, line 1: the columns are {Header.Replace("\t", ", ", StringComparison.Ordinal)}.");
        }

        for (var line = 2; file.ReadLine() is { } row; line++)
        {
            if (row.Split('\t') is not [{ Length: 2 } language, { Length: > 0 } key, { Length: > 0 } text])
            {
                faults.Add($"{name}, line {line}: a language, a key and a text are expected.");
            }
            else if (!book.texts.TryAdd((language, key), text))
            {
                faults.Add($"{name}, line {line}: {language} has {key} already.");
            }
        }

        foreach (var ((language, key), text) in book.texts)
        {
            if (!book.texts.TryGetValue(("en", key), out var english))
            {
                faults.Add($"{name}: {key} is in {language}, but not in en.");
            }
            else if (!Values(text).SetEquals(Values(english)))
            {
                faults.Add($"{name}: {key} holds other values in {language} than in en.");
            }
        }

        return faults.Count == 0 ? book : throw new FormatException(string.Join('\n', faults));
    }

    /// <summary>A sentence in the language, or in English where that has none.</summary>
    public string Say(string key, Language language, params object[] values) => Say(key, CodeOf(language), values);

    /// <param name="key">As the file has it.</param>
    /// <param name="language">Its code of two letters.</param>
    /// <param name="values">What <c>{0}</c> and so on stand for.</param>
    public string Say(string key, string language, params object[] values) =>
        string.Format(
            CultureInfo.InvariantCulture,
            texts.TryGetValue((language, key), out var text) || texts.TryGetValue(("en", key), out text)
                ? text
                : throw new ArgumentException($"There is no sentence {key}.", nameof(key)),
            values
        );

    /// <summary>Whether a language has its own words for it.</summary>
    public bool Has(string key, string language) => texts.ContainsKey((language, key));

    public static string CodeOf(Language language) =>
        language switch
        {
            Language.German => "de",
            Language.French => "fr",
            Language.Spanish => "es",
            Language.Portuguese => "pt",
            _ => "en",
        };

    private static HashSet<string> Values(string text) => [.. Value().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d\}", RegexOptions.CultureInvariant)]
    private static partial Regex Value();
}
