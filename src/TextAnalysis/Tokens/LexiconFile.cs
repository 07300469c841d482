using System.Collections.Concurrent;
using System.Globalization;

namespace TextAnalysis.Tokens;

/// <summary>A line of a lexicon: one phrase of one language.</summary>
/// <param name="Language">Null where the phrase is looked for in texts of every language.</param>
/// <param name="For">What it speaks for: a section, a category, a severity, or a topic of the file.</param>
/// <param name="Weight">How loudly; 1 where the file knows no degrees.</param>
/// <param name="Phrase">As <see cref="Tokens.Phrase"/> reads it.</param>
/// <param name="Entry">Phrases of one entry say the same thing and count once; empty where they need not.</param>
/// <param name="Reason">What a person reads when it decided; empty where none is shown.</param>
public sealed record LexiconRow(Language? Language, string For, double Weight, string Phrase, string Entry, string Reason)
{
    /// <summary>The phrase, read; several where its choices differ in their number of words.</summary>
    public required IReadOnlyList<Phrase> Phrases { get; init; }

    /// <summary>Where it stands in its file; 2 is the first below the heading.</summary>
    public required int Line { get; init; }
}

/// <summary>
/// The word lists in <c>Lexicons/*.tsv</c>: UTF-8, columns separated by tabs as the first line names them
/// (language, for, weight, phrase, entry, reason), one line a phrase and language, <c>*</c> for every language. Lines for
/// <c>@name</c> are the words that <c>@name</c> stands for in the phrases of that file.
/// </summary>
public static class LexiconFile
{
    private const string Header = "language\tfor\tweight\tphrase\tentry\treason";

    private static readonly Dictionary<string, Language?> Codes = new(StringComparer.Ordinal)
    {
        ["*"] = null,
        ["en"] = Language.English,
        ["de"] = Language.German,
        ["fr"] = Language.French,
        ["es"] = Language.Spanish,
        ["pt"] = Language.Portuguese,
    };

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<LexiconRow>>> Loaded = new(StringComparer.Ordinal);

    /// <summary>The names of all lexicons, without folder and ending.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(LexiconFile)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(".tsv", StringComparison.Ordinal))
            .Select(n => n[..^4])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The rows in their order; a file is read once.</summary>
    /// <param name="topics">Only rows whose second column is one of these; all where none is given.</param>
    /// <exception cref="FormatException">Lines that cannot be read, all of them, with file and line.</exception>
    public static IReadOnlyList<LexiconRow> Read(string name, params string[] topics)
    {
        var rows = Loaded.GetOrAdd(name, n => new(() => Load(n))).Value;
        return topics.Length == 0 ? rows : [.. rows.Where(row => topics.Contains(row.For))];
    }

    private static IReadOnlyList<LexiconRow> Load(string name)
    {
        using var stream = typeof(LexiconFile).Assembly.GetManifestResourceStream($"{name}.tsv")
            ?? throw new ArgumentException($"There is no lexicon {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return Read(name, reader);
    }

    /// <inheritdoc cref="Read(string, string[])"/>
    public static IReadOnlyList<LexiconRow> Read(string name, TextReader file)
    {
        var (rows, faults, seen) = (new List<LexiconRow>(), new List<string>(), new Dictionary<(Language?, string, string, string), int>());
        if (file.ReadLine() is var header && header != Header)
        {
            faults.Add($"{name}.tsv, line 1: the columns are {Header.Replace("\t", ", ", StringComparison.Ordinal)}.");
        }

        List<(string[] Columns, int Number)> lines =
        [
            .. file.ReadToEnd().Split('\n').Select((line, i) => (line.TrimEnd('\r').Split('\t'), i + 2)).Where(line => line.Item1 is not [""]),
        ];
        var lists = lines
            .Where(line => line.Columns is [_, ['@', ..], _, _, ..])
            .GroupBy(line => line.Columns[1][1..], line => line.Columns[3])
            .ToDictionary(list => list.Key, list => string.Join(' ', list));
        foreach (var (columns, number) in lines)
        {
            var (row, fault) = Read(columns, number, lists);
            if (row is not null && !seen.TryAdd((row.Language, row.For, row.Entry, row.Phrase), number))
            {
                fault = $"the same phrase is in line {seen[(row.Language, row.For, row.Entry, row.Phrase)]}";
            }

            if (fault is null)
            {
                rows.Add(row!);
            }
            else
            {
                faults.Add($"{name}.tsv, line {number}: {fault}.");
            }
        }

        return faults.Count == 0 ? rows : throw new FormatException(string.Join('\n', faults));
    }

    private static (LexiconRow? Row, string? Fault) Read(string[] columns, int number, Dictionary<string, string> lists)
    {
        if (columns.Length != 6)
        {
            return (null, $"{columns.Length} columns, 6 are expected");
        }

        if (!Codes.TryGetValue(columns[0], out var language))
        {
            return (null, $"the language \"{columns[0]}\" is not one of {string.Join(", ", Codes.Keys)}");
        }

        if (columns[1].Length == 0 || !double.TryParse(columns[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight))
        {
            return (null, columns[1].Length == 0 ? "it does not say what it is for" : $"the weight \"{columns[2]}\" is no number");
        }

        try
        {
            IReadOnlyList<Phrase> phrases = [.. Phrase.Parse(columns[3], lists, language)];
            return phrases.Count > 0
                ? (new(language, columns[1], weight, columns[3], columns[4], columns[5]) { Phrases = phrases, Line = number }, null)
                : (null, "there is no phrase");
        }
        catch (FormatException bad)
        {
            return (null, bad.Message.TrimEnd('.'));
        }
    }
}
