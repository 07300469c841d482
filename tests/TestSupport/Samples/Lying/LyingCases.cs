using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Escalations;

namespace TestSupport.Samples;

/// <summary>A place of a draft template that holds a fact: its kind and its value, and whether it can change places with another of its kind.</summary>
internal sealed record Slot(string Kind, string Value, bool CanSwap);

/// <summary>A draft as a list of texts and slots.</summary>
internal sealed record DraftTemplate(BriefSection Section, string Language, IReadOnlyList<object> Parts)
{
    public IEnumerable<Slot> Slots => Parts.OfType<Slot>();
}

/// <summary>Notes of a customer as a CSM may write them, and what may honestly be drafted from them.</summary>
internal sealed record LyingCase(string Id, string Language, DateOnly WrittenOn, string Notes, IReadOnlyList<DraftTemplate> Drafts);

/// <summary>Reads the cases: a heading for each, its notes, and behind two dashes each draft with facts in braces.</summary>
internal static partial class LyingCases
{
    public static IReadOnlyList<LyingCase> Of(string set)
    {
        using var stream = typeof(LyingCases).Assembly.GetManifestResourceStream($"lying.{set}.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split("## ", StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    private static LyingCase Read(string text)
    {
        var blocks = text.Split("\n-- ");
        var head = blocks[0].Split('\n', 2);
        var (id, written) = (head[0].Split(' ')[0], head[0].Split(' ')[1]);
        return new(
            id,
            id[..2],
            DateOnly.ParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            head[1].Trim(),
            [.. blocks.Skip(1).Select(ReadDraft)]
        );
    }

    private static DraftTemplate ReadDraft(string block)
    {
        var (head, text) = (block.Split('\n', 2)[0].Split(' '), block.Split('\n', 2)[1].Trim());
        var (parts, at) = (new List<object>(), 0);
        foreach (Match slot in SlotForm().Matches(text))
        {
            parts.Add(text[at..slot.Index]);
            parts.Add(new Slot(slot.Groups[2].Value, slot.Groups[3].Value, slot.Groups[1].Success && slot.Groups[1].Length > 0));
            at = slot.Index + slot.Length;
        }

        parts.Add(text[at..]);
        return new(BriefSections.TryParse(head[0], out var section) ? section : throw new FormatException(head[0]), head[1], parts);
    }

    [GeneratedRegex(@"\{(\*?)(\w+):([^}]*)\}")]
    private static partial Regex SlotForm();
}
