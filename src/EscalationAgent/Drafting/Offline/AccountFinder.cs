using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Finds the customer's name: what stands behind such a label, else the name that the model takes for it. Unsure is null.</summary>
internal sealed partial class AccountFinder(NotesRead notes, DateOnly writtenOn)
{
    /// <summary>
    /// Among dozens of names few are likely; the likeliest is right far more often than its share says. Where none is likely enough, it is
    /// asked for.
    /// </summary>
    private const double Enough = 0.08;

    private const double EnoughInSmallLetters = 0.15;

    /// <summary>Houses from which anybody writes.</summary>
    private static readonly HashSet<string> OfEverybody = WordList.Of("names", "mail_of_everybody");

    private static readonly string[] DottedSuffixes =
    [
        "s.a.",
        "s.l.",
        "b.v.",
        "n.v.",
        "s.p.a.",
        "s.r.l.",
        "l.l.c.",
        "a.g.",
        "a.s.",
        "z o.o.",
        "corp.",
        "inc.",
        "ltd.",
        "lda.",
        "ltda.",
    ];

    public string? Find()
    {
        foreach (var statement in notes.Statements.Where(s => s.Field == Field.Account))
        {
            if (CutLabelled(statement.Text) is { } labelled && notes.Raw.Contains(labelled, StringComparison.Ordinal))
            {
                return labelled;
            }
        }

        var mentions = new Mentions(notes, writtenOn);
        var names = mentions.Names().ToList();
        return CalledCustomer(names)
            ?? (Likeliest(mentions, names) is var (name, sureness) && sureness >= Enough ? name : null)
            ?? InSmallLetters(mentions)
            ?? OnlyDomain();
    }

    /// <summary>"two clerks at vlaeminck do nothing else": the likeliest of what may be a name though it has no capital.</summary>
    private static string? InSmallLetters(Mentions mentions)
    {
        var names = mentions.SmallNames(CommonWords.Shipped).ToList();
        var times = Mentions.TimesOf(names);
        return names
            .Select(m => (m.Text, Sureness: LinearModel.SmallAccounts.Sureness(mentions.Of(m, times, CommonWords.Shipped))))
            .Where(m => m.Sureness >= EnoughInSmallLetters)
            .OrderByDescending(m => m.Sureness)
            .Select(m => m.Text)
            .FirstOrDefault();
    }

    /// <summary>
    /// Who names no customer, but shows a mail of somebody from one house that is not our own: what the house calls itself there. Several
    /// people of one house write to each other: those may be our own.
    /// </summary>
    private string? OnlyDomain() =>
        Mailbox().Matches(notes.Raw).DistinctBy(match => match.Value).Count() > 1 ? null
        : notes.Domains.Except(notes.OwnDomains).Select(d => d.Split('.')[0]).Where(name => !OfEverybody.Contains(name)).Distinct().ToList() is [var only]
        && notes.Raw.IndexOf(only, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
            ? notes.Raw.Substring(at, only.Length)
        : null;

    /// <summary>The longest name behind which stands that it is the customer: "city of Hertogen (customer)". Null for none.</summary>
    private static string? CalledCustomer(IEnumerable<Mention> names) =>
        names
            .Where(name => CustomerBehind().IsMatch(name.Statement.Text.AsSpan(name.End)))
            .OrderByDescending(name => name.End - name.Start)
            .Select(name => name.Text)
            .FirstOrDefault();

    [GeneratedRegex(@"[\w.+-]+@", RegexOptions.CultureInvariant)]
    private static partial Regex Mailbox();

    [GeneratedRegex(
        @"^[""”»’']?\s?[(\[](?:our |the |unser |notre |nuestro |nosso )?(?:customer|client|account|Kunde|Kundin|client|cliente|compte|cuenta|conta)[)\]]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex CustomerBehind();

    private static (string Name, double Sureness)? Likeliest(Mentions mentions, List<Mention> names)
    {
        var times = Mentions.TimesOf(names);
        return names
            .Where(m => !Labels.IsAccount(m.Text.Split(' ')[0]) && !mentions.HasTitle(m))
            .Select(m => ((string, double)?)(m.Text, LinearModel.Accounts.Sureness(mentions.Of(m, times))))
            .MaxBy(n => n!.Value.Item2);
    }

    /// <summary>"Wile E. Coyote", "GmbH &amp; Co. KG" and "Sp. z o.o." go on behind their dots.</summary>
    private static int EndOfSentence(string text) => Sentences.Of(text).FirstOrDefault() is { } first && first.Length < text.Length ? first.Length - 1 : -1;

    private static string? CutLabelled(string text)
    {
        var end = text.Length;
        foreach (var stop in (string[])[" (", ", ", " - ", " – ", " — ", " -- ", " | ", "; ", ": ", ". ", " <", " 🔥"])
        {
            var at = stop == ". " ? EndOfSentence(text) : text.IndexOf(stop, StringComparison.Ordinal);
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
