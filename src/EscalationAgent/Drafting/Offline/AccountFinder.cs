using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Finds the customer's name: what stands behind such a label, else the name that the model takes for it. Unsure is null.</summary>
internal sealed class AccountFinder(NotesRead notes, DateOnly writtenOn)
{
    /// <summary>Among dozens of names few are likely; the likeliest is right far more often than its share says.</summary>
    private const double Enough = 0.16;

    private static readonly string[] DottedSuffixes = ["s.a.", "s.l.", "b.v.", "n.v.", "s.p.a.", "s.r.l.", "l.l.c.", "a.g.", "a.s."];

    public string? Find()
    {
        foreach (var statement in notes.Statements.Where(s => s.Field == Field.Account))
        {
            if (CutLabelled(statement.Text) is { } labelled && notes.Raw.Contains(labelled, StringComparison.Ordinal))
            {
                return labelled;
            }
        }
        return Likeliest() is var (name, sureness) && sureness >= Enough ? name : null;
    }

    private (string Name, double Sureness)? Likeliest()
    {
        var mentions = new Mentions(notes, writtenOn);
        var names = mentions.Names().ToList();
        var times = Mentions.TimesOf(names);
        return names
            .Where(m => !Labels.IsAccount(m.Text.Split(' ')[0]) && !mentions.HasTitle(m))
            .Select(m => ((string, double)?)(m.Text, LinearModel.Accounts.Sureness(mentions.Of(m, times))))
            .MaxBy(n => n!.Value.Item2);
    }

    private static string? CutLabelled(string text)
    {
        var end = text.Length;
        foreach (var stop in (string[])[" (", ", ", " - ", " – ", " — ", " -- ", " | ", "; ", ": ", ". ", " <", " 🔥"])
        {
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            end = at > 0 ? Math.Min(at, end) : end;
        }

        var name = text[..end].Trim(' ', '*', '_', '"', ',', '.', '\'', '`');
        while (name.Length > 0 && !char.IsLetterOrDigit(name[^1]) && name[^1] is not (')' or '!'))
        {
            name = name[..^1];
        }

        name =
            (text[..end].TrimEnd().EndsWith('.') && DottedSuffixes.Any(s => Folding.FoldInPlace(name + ".").EndsWith(s, StringComparison.Ordinal)))
                ? name + "."
                : name;
        var words = Token.WordsOf(name);
        return words.Count is 0 or > 8 || OfflineCues.Unknown.Contains(words[0].Folded) ? null : name;
    }
}
