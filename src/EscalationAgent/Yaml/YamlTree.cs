using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EscalationAgent.Yaml;

/// <summary>A piece of a YAML document that knows its place.</summary>
internal abstract record YamlPiece(Mark At);

/// <summary>A text or number.</summary>
/// <param name="Plain">Written without quotes, so that YAML may take it for something else than text.</param>
internal sealed record YamlText(string Value, bool Plain, Mark At) : YamlPiece(At);

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlPiece> Items, Mark At) : YamlPiece(At);

/// <summary>Keys and values in their order; a key that is written twice is there twice.</summary>
internal sealed record YamlMap(IReadOnlyList<(YamlText Key, YamlPiece Value)> Entries, Mark At) : YamlPiece(At);

/// <summary>
/// Reads one YAML document. It knows texts, lists and maps alone: no anchors and aliases (a few lines of them can stand
/// for gigabytes), no tags, no second document.
/// </summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 16;

    private readonly Parser parser;

    private YamlTree(string text) => parser = new(new StringReader(text));

    /// <summary>The YAML files of a folder, by their names; none of one that is not there.</summary>
    public static IReadOnlyList<string> FilesIn(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)] : [];

    /// <exception cref="YamlException">It is not such a document.</exception>
    public static YamlPiece Read(string text)
    {
        var tree = new YamlTree(text);
        try
        {
            return tree.Document();
        }
        catch (InvalidOperationException broken)
        {
            // YamlDotNet's scanner gives up so on some broken flow maps, and keeps the place to itself.
            var last = tree.parser.Current;
            throw new YamlException(last?.End ?? Mark.Empty, last?.End ?? Mark.Empty, "not YAML from here on", broken);
        }
    }

    private YamlPiece Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out var nothing))
        {
            throw new YamlException(nothing.Start, nothing.End, "the file is empty");
        }

        parser.Consume<DocumentStart>();
        var root = Piece(0);
        parser.Consume<DocumentEnd>();
        return parser.Accept<DocumentStart>(out var second)
            ? throw new YamlException(second.Start, second.End, "a second document begins here; a playbook is one")
            : root;
    }

    private YamlPiece Piece(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"nested deeper than {MaxDepth} levels");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            throw new YamlException(alias.Start, alias.End, "aliases (*) are not allowed; write it out");
        }

        if (parser.Accept<NodeEvent>(out var node) && !node.Anchor.IsEmpty)
        {
            throw new YamlException(node.Start, node.End, "anchors (&) are not allowed; write it out");
        }

        if (node is { Tag.IsEmpty: false })
        {
            throw new YamlException(node.Start, node.End, "tags (!) are not allowed");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlText(scalar.Value, scalar.Style == ScalarStyle.Plain, scalar.Start);
        }

        return parser.TryConsume<SequenceStart>(out var list) ? List(list.Start, depth) : Map(parser.Consume<MappingStart>().Start, depth);
    }

    private YamlList List(Mark at, int depth)
    {
        var items = new List<YamlPiece>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Piece(depth + 1));
        }

        return new(items, at);
    }

    private YamlMap Map(Mark at, int depth)
    {
        var entries = new List<(YamlText, YamlPiece)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Piece(depth + 1);
            entries.Add((key as YamlText ?? throw new YamlException(key.At, key.At, "a key must be a word"), Piece(depth + 1)));
        }

        return new(entries, at);
    }
}
