using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace TextAnalysis.Style;

/// <summary>
/// Sentences that people read, one file for each language in the assembly that says them: <c>Words/fr.tsv</c>, UTF-8, two columns
/// separated by a tab as the first line names them (key, text). English has all; where another language lacks one, English is said.
/// <c>{0}</c> stands for a value, <c>\n</c> for the end of a line. A key that ends in <c>.one</c> is said of the numbers that
/// <c>plural.one</c> lists, its twin in <c>.other</c> of all others. <c>culture.*</c> says how days and numbers are written.
/// </summary>
public sealed partial class SentenceBook
{
    private const string Header = "key\ttext";
    private const string English = "en";

    private readonly Dictionary<(string Language, string Key), string> texts = [];
    private readonly Dictionary<string, CultureInfo> cultures = [];
    private readonly SentenceBook? common;

    private SentenceBook(SentenceBook? common) => this.common = common;

    /// <summary>The keys that English has.</summary>
    public IEnumerable<string> Keys => KeysIn(English);

    /// <summary>The codes of the languages that it has a file of.</summary>
    public IEnumerable<string> Languages => texts.Keys.Select(t => t.Language).Distinct();

    /// <summary>Reads the files of all languages.</summary>
    /// <param name="common">What is looked up where these have no such key.</param>
    /// <exception cref="FormatException">The files have faults; the message names them all, with their lines.</exception>
    public static SentenceBook Load(Assembly assembly, SentenceBook? common = null)
    {
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith("words.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return Read([.. names.Select(name => (name.Split('.')[1], (TextReader)new StreamReader(assembly.GetManifestResourceStream(name)!)))], common);
    }

    /// <inheritdoc cref="Load"/>
    public static SentenceBook Read(IReadOnlyList<(string Language, TextReader File)> files, SentenceBook? common = null)
    {
        var (book, faults) = (new SentenceBook(common), new List<string>());
        foreach (var (language, file) in files)
        {
            using (file)
            {
                book.Add(language, file, faults);
            }
        }

        foreach (var ((language, key), text) in book.texts)
        {
            if (!book.texts.TryGetValue((English, key), out var english))
            {
                faults.Add($"{language}.tsv: {key} is not in {English}.tsv.");
            }
            else if (!HaveSameValues(key, text, english))
            {
                faults.Add($"{language}.tsv: {key} holds other values than in {English}.tsv.");
            }
        }

        if (faults.Count > 0)
        {
            throw new FormatException(string.Join('\n', faults));
        }

        foreach (var language in book.Languages.Where(language => book.Has("culture.months", language)))
        {
            book.cultures.Add(language, book.CultureFrom(language));
        }

        return book;
    }

    private void Add(string language, TextReader file, List<string> faults)
    {
        if (file.ReadLine() != Header)
        {
            faults.Add($"{language}.tsv, line 1: the columns are {Header.Replace("\t", ", ", StringComparison.Ordinal)}.");
        }

        for (var line = 2; file.ReadLine() is { } row; line++)
        {
            if (row.Split('\t') is not [{ Length: > 0 } key, { Length: > 0 } text])
            {
                faults.Add($"{language}.tsv, line {line}: a key and a text are expected.");
            }
            else if (!texts.TryAdd((language, key), text.Replace("\\n", "\n", StringComparison.Ordinal)))
            {
                faults.Add($"{language}.tsv, line {line}: there is {key} already.");
            }
        }
    }

    /// <summary>A sentence in the reader's language, or in English where that has none.</summary>
    public string Say(string key, params object?[] values) => SayIn(CodeOf(ReaderLanguage.Current), key, values);

    /// <inheritdoc cref="Say(string, object?[])"/>
    public string Say(string key, Language language, params object?[] values) => SayIn(CodeOf(language), key, values);

    /// <summary>The same for a language that is only written.</summary>
    /// <param name="language">Its code of two letters.</param>
    /// <param name="key">As the file has it.</param>
    /// <param name="values">What <c>{0}</c> and so on stand for.</param>
    public string SayIn(string language, string key, params object?[] values) =>
        string.Format(CultureOf(language), Find(key, language) ?? throw new ArgumentException($"There is no sentence {key}.", nameof(key)), values);

    /// <summary>A sentence about a number of things, which is <c>{0}</c> in it.</summary>
    /// <param name="key">Without <c>.one</c> and <c>.other</c>.</param>
    /// <param name="values">What <c>{1}</c> and so on stand for.</param>
    public string Count(string key, int number, params object?[] values)
    {
        var language = CodeOf(ReaderLanguage.Current);
        var form = Find("plural.one", language)!.Split(' ').Contains(number.ToString(CultureInfo.InvariantCulture)) ? "one" : "other";
        return SayIn(language, $"{key}.{form}", [number.ToString("N0", CultureOf(language)), .. values]);
    }

    /// <summary>Whether a language has its own words for it.</summary>
    public bool Has(string key, string language) => texts.ContainsKey((language, key));

    /// <summary>The keys that a language has.</summary>
    public IEnumerable<string> KeysIn(string language) => texts.Keys.Where(t => t.Language == language).Select(t => t.Key);

    /// <summary>How the reader writes days and numbers.</summary>
    public CultureInfo Culture => CultureOf(CodeOf(ReaderLanguage.Current));

    public static string CodeOf(Language language) =>
        language switch
        {
            Language.German => "de",
            Language.French => "fr",
            Language.Spanish => "es",
            Language.Portuguese => "pt",
            _ => English,
        };

    /// <summary>The language of a locale; null where it is none that is spoken here.</summary>
    /// <param name="locale">A name such as <c>de-DE</c>.</param>
    public static Language? LanguageOf(string? locale) =>
        Enum.GetValues<Language>().Cast<Language?>().FirstOrDefault(l => CodeOf(l!.Value).Equals(locale?.Split('-')[0], StringComparison.OrdinalIgnoreCase));

    private string? Find(string key, string language) =>
        texts.TryGetValue((language, key), out var text) || texts.TryGetValue((English, key), out text) ? text : common?.Find(key, language);

    private CultureInfo CultureOf(string language) =>
        cultures.TryGetValue(language, out var culture) ? culture : common?.CultureOf(language) ?? CultureInfo.InvariantCulture;

    private CultureInfo CultureFrom(string language)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        string[] Names(string key) => texts[(language, key)].Split(' ');
        culture.DateTimeFormat.MonthNames = culture.DateTimeFormat.MonthGenitiveNames = [.. Names("culture.months"), ""];
        culture.DateTimeFormat.AbbreviatedMonthNames = culture.DateTimeFormat.AbbreviatedMonthGenitiveNames = [.. Names("culture.months.short"), ""];
        culture.DateTimeFormat.DayNames = Names("culture.days");
        culture.DateTimeFormat.AbbreviatedDayNames = Names("culture.days.short");
        culture.NumberFormat.NumberGroupSeparator = texts[(language, "culture.thousands")].Trim('"');
        culture.NumberFormat.NumberDecimalSeparator = texts[(language, "culture.decimal")];
        return CultureInfo.ReadOnly(culture);
    }

    /// <summary>Of one thing the number need not be said.</summary>
    private static bool HaveSameValues(string key, string text, string english)
    {
        var (own, its) = (Values(text), Values(english));
        if (key.EndsWith(".one", StringComparison.Ordinal))
        {
            own.Remove("0");
            its.Remove("0");
        }

        return own.SetEquals(its);
    }

    private static HashSet<string> Values(string text) => [.. Value().Matches(text).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"\{(\d)[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Value();
}
