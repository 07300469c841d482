using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using YamlDotNet.Core;

namespace EscalationAgent.Playbooks;

/// <summary>Takes a YAML tree apart strictly, and keeps every fault with its place.</summary>
internal sealed partial class YamlReader(string file)
{
    private const int MaxText = 300;

    private readonly List<PlaybookFault> faults = [];

    public IReadOnlyList<PlaybookFault> Faults => faults;

    public void Fault(Mark at, string reason) => faults.Add(new(file, at.Line, at.Column, reason));

    /// <summary>Reads a whole file.</summary>
    /// <returns>What it holds, or null and all its faults, in their order.</returns>
    public (T? Read, IReadOnlyList<PlaybookFault> Faults) Whole<T>(string text, Func<YamlPiece, T?> read)
        where T : class
    {
        T? whole = null;
        try
        {
            whole = read(YamlTree.Read(text));
        }
        catch (YamlException notYaml)
        {
            Fault(notYaml.Start, notYaml.Message);
        }

        PlaybookFault[] ordered =
        [
            .. faults.OrderBy(f => f.File != file).ThenBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column),
        ];
        return (ordered.Length == 0 ? whole : null, ordered);
    }

    /// <summary>Faults of another file that this one brings in.</summary>
    public void Faulty(IEnumerable<PlaybookFault> others) => faults.AddRange(others);

    /// <summary>The values of a map by key. Faults: not a map, unknown keys, keys that stand twice, missing keys.</summary>
    public Dictionary<string, YamlPiece> Fields(YamlPiece piece, string where, string[] required, params string[] optional)
    {
        var fields = Entries(piece, where).ToDictionary(e => e.Key.Value, e => e.Value);
        if (piece is YamlMap map)
        {
            string[] known = [.. required, .. optional];
            foreach (var (key, _) in map.Entries.Where(e => !known.Contains(e.Key.Value)))
            {
                Fault(key.At, $"{where} has no key '{key.Value}'; it has {string.Join(", ", known)}");
            }

            foreach (var missing in required.Where(r => !fields.ContainsKey(r)))
            {
                Fault(map.At, $"{where} lacks '{missing}'");
            }
        }

        return fields;
    }

    /// <summary>The entries of a map, each key once. Faults: not a map, nothing in it, keys that stand twice.</summary>
    public IReadOnlyList<(YamlText Key, YamlPiece Value)> Entries(YamlPiece piece, string where)
    {
        if (piece is not YamlMap map || map.Entries.Count == 0)
        {
            Fault(piece.At, $"{where} must be a map of keys and values");
            return [];
        }

        foreach (var again in map.Entries.GroupBy(e => e.Key.Value).SelectMany(same => same.Skip(1)))
        {
            Fault(again.Key.At, $"'{again.Key.Value}' stands twice in {where}");
        }

        return [.. map.Entries.DistinctBy(e => e.Key.Value)];
    }

    /// <summary>One text, or a list of them.</summary>
    public IReadOnlyList<YamlText> TextOrTexts(YamlPiece? piece, string where) =>
        piece is YamlText one ? (Text(one, where) is null ? [] : [one]) : Texts(piece, where);

    /// <summary>A list's texts with their places. Faults: not a list, nothing in it, items that are no text or stand twice.</summary>
    public IReadOnlyList<YamlText> Texts(YamlPiece? piece, string where)
    {
        if (piece is null)
        {
            return [];
        }

        if (piece is not YamlList { Items.Count: > 0 } list)
        {
            Fault(piece.At, $"{where} must be a list with at least one entry");
            return [];
        }

        var texts = list.Items.Where(i => Text(i, where) is not null).Cast<YamlText>().ToArray();
        foreach (var again in texts.GroupBy(t => t.Value).SelectMany(same => same.Skip(1)))
        {
            Fault(again.At, $"'{again.Value}' stands twice in {where}");
        }

        return texts;
    }

    /// <summary>A text; null, with a fault, when it is none. A key that is missing has its fault already.</summary>
    public string? Text(YamlPiece? piece, string where)
    {
        switch (piece)
        {
            case null:
                return null;
            case not YamlText:
                Fault(piece.At, $"{where} must be text");
                return null;
            case YamlText { Plain: true } text when NoText().IsMatch(text.Value):
                Fault(text.At, text.Value.Length == 0 ? $"{where} is empty" : $"{where} must be text; put {text.Value} in quotes");
                return null;
            case YamlText text when string.IsNullOrWhiteSpace(text.Value):
                Fault(text.At, $"{where} is empty");
                return null;
            case YamlText text when text.Value.Length > MaxText:
                Fault(text.At, $"{where} is longer than {MaxText} characters");
                return null;
            default:
                return ((YamlText)piece).Value;
        }
    }

    /// <summary>A text of a given shape.</summary>
    public string? Text(YamlPiece? piece, string where, Regex shape, string reason)
    {
        var text = Text(piece, where);
        if (text is not null && !shape.IsMatch(text))
        {
            Fault(piece!.At, $"{where} is '{text}'; {reason}");
            return null;
        }

        return text;
    }

    /// <summary>Yes or no; null where nothing is said, or, with a fault, something else.</summary>
    public bool? YesOrNo(YamlPiece? piece, string where) => Text(piece, where, YesShape(), "write yes or no") is { } text ? text == "yes" : null;

    [GeneratedRegex(@"^(yes|no)\z", RegexOptions.CultureInvariant)]
    private static partial Regex YesShape();

    /// <summary>The key of a team, a category or a calendar, as people type it and as data keep it.</summary>
    public void Key(YamlText key, string where) => Text(key, where, KeyShape(), "use up to 64 small letters, digits and underscores, beginning with a letter");

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,63}\z")]
    private static partial Regex KeyShape();

    /// <summary>What YAML takes for a number, a truth value or nothing when it is without quotes.</summary>
    [GeneratedRegex(
        @"^(|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|"
            + @"0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NoText();
}
