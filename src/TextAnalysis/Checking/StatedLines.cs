using System.Text.RegularExpressions;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>What notes state by label: "Customer: Acme", "Severity: S1".</summary>
internal static class StatedLines
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Multiline;

    private static readonly Regex Customer = new(
        @"(^|[.;|] )[-*• ]{0,4}(customer|account|client|cliente|kunde|compte|cuenta|conta|empresa|kundenname|customer name)\s?: ?(?<name>[^\n,;|(]{2,80})",
        Linear
    );
    private static readonly Regex Escalation = new(
        @"\b(escalation|eskalation|escalade|escalación|escalação) (for|für|pour|para|da|do|de) (?<customer>(our |the |unseren |den |"
            + @"notre |le |nuestro |el |nosso |o )?(customer|client|account|kunden?|cliente|compte) )?(?<name>[^\n,;:|(]{2,80})",
        Linear
    );
    private static readonly Regex Is = new(
        @"\b(the|our|der|unser|le|notre|el|nuestro|o|nosso) (customer|client|kunde|cliente) (is|ist|heißt|est|es|é) (?<name>[^\n,;:|(]{2,80})",
        Linear
    );
    private static readonly Regex Ours = new(
        @"\b((?i:our|unser|unserem|unseren|notre|nuestro|nuestra|nosso|nossa) )?(?i:customer|client|account|kunden?|compte|"
            + @"cliente) (?<name>\p{Lu}[^\n,;:|(]{1,80})",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );
    private static readonly Regex Doing = new(
        @"^ (cannot|can|could|has|have|had|is|was|will|reports?|reported|wants?|says|said|wrote|called|threatens?|complains?|complained|"
            + @"uses?|used|needs?|escalated|kann|können|hat|hatte|ist|war|will|wird|meldet|meldete|droht|fordert|nutzt|schrieb|braucht|ne|n'|a|"
            + @"est|veut|signale|menace|utilise|no|tiene|quiere|reporta|usa|está|não|tem|quer|relata)\b",
        Linear
    );
    private static readonly HashSet<string> NoCustomers = WordList.Of("names", "no_customer");
    private static readonly Regex Another = new(
        @"\b(same|also|too|as well|another|other|likewise|auch|ebenfalls|ebenso|anderer|anderen|aussi|autre|également|también|otro|otra|também|outro|outra)\b",
        Linear
    );
    private static readonly Regex Severity = new(
        @"\b(severity|priority|prio|sev|priorität|schweregrad|dringlichkeit|priorité|gravité|prioridad|gravedad|severidad|prioridade|"
            + @"gravidade|severidade|sla)\b\s?(is|ist|est|es|é|:|=|of)? ?(level |stufe )?(?<level>s[1-4]|p[1-4]|sev ?-?[1-4]|critical|urgent|"
            + @"high|low|minor|kritisch|hoch|niedrig|critique|haute|basse|crítica|alta|baja|baixa)\b|\b(?<level>(s|p|sev ?-?)[1-4])\b",
        Linear
    );
    private static readonly Regex Ticket = new(@"#\d+|\b\p{L}{2,}[-_]\d+\b|\b\d{5,}\b", Linear);
    private static readonly Regex Change = new(
        @"\b(from|was|raised|lowered|upgraded|downgraded|instead|should|set|please|asked|wants|want|not|von|statt|war|bitte|soll|passée?|"
            + @"au lieu|était|devrait|era|debe|antes|subir|deve|antes)\b",
        Linear
    );

    public static IEnumerable<Contradiction> Customers(SaidFacts said)
    {
        var labelled =
            from source in said.Sources
            from Match match in Customer.Matches(source.Source.Text)
            let name = SentenceOf(match.Groups["name"].Value)
            where name.Length > 1 && char.IsUpper(name[0])
            select (Value: Folded(name), Source: source, Found: At(match, name));
        var told =
            from source in said.Sources
            from stated in Escalation
                .Matches(source.Source.Text)
                .Select(match => (Match: match, IsCustomer: match.Groups["customer"].Success, EndsWithName: false))
                .Concat(Is.Matches(source.Source.Text).Select(match => (Match: match, IsCustomer: false, EndsWithName: true)))
            let read = NameIn(stated.Match.Groups["name"].Value)
            where read.Name.Length > 1 && (stated.IsCustomer || HasLegalForm(read.Name) || (stated.EndsWithName && read.IsWhole))
            select (Value: Folded(read.Name), Source: source, Found: At(stated.Match, read.Name));
        var ours =
            from source in said.Sources
            from Match match in Ours.Matches(source.Source.Text)
            where !Another.IsMatch(LineOf(source.Source.Text, match.Index))
            let name = NameIn(match.Groups["name"].Value).Name
            where
                name.Length > 1
                && !name.Split(' ').Any(word => NoCustomers.Contains(CustomerNames.Letters(word)))
                && (HasLegalForm(name) || Doing.IsMatch(match.Groups["name"].Value[name.Length..]))
            select (Value: Folded(name), Source: source, Found: At(match, name));
        var named =
            from source in said.Sources
            where source.Source.IsCustomersName
            select (
                Value: Folded(source.Source.Text),
                Source: source,
                Found: new FactFound(0, source.Source.Text.Length, new(FactKind.Name, source.Source.Text, [source.Source.Text]))
            );
        var names = labelled.Concat(told).Concat(ours).Concat(named).ToList();
        return ContradictionFinder.Two(
            ContradictionFinder.Customer,
            names.Where(n => !names.Any(o => o.Value != n.Value && o.Value.StartsWith(n.Value, StringComparison.Ordinal))),
            default,
            (one, other) => CustomerNames.AreSame(one.Fact.Text, other.Fact.Text)
        );
    }

    /// <summary>The words of a name at the beginning of a text: they are written large.</summary>
    /// <returns>The name, and whether the sentence ends with it.</returns>
    private static (string Name, bool IsWhole) NameIn(string text)
    {
        var words = SentenceOf(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var length = words.TakeWhile((word, i) => char.IsUpper(word[0]) || (i > 0 && (word == "&" || CustomerNames.IsLegalForm(word)))).Count();
        var isWhole = length > 0 && length == words.Length;
        while (length > 0 && !char.IsUpper(words[length - 1][0]))
        {
            length--;
        }

        return (string.Join(' ', words.Take(length)).TrimEnd('.', '!', '?', ' '), isWhole);
    }

    /// <summary>A text up to the end of its first sentence; "St." and "Dr." end none.</summary>
    private static string SentenceOf(string text)
    {
        var words = text.Trim().Split(' ');
        var end = Array.FindIndex(words, word =>
            word is [.., '.' or '!' or '?'] && (word.Length > 4 || CustomerNames.IsLegalForm(CustomerNames.Letters(word)))
        );
        return end < 0 ? text.Trim() : string.Join(' ', words.Take(end + 1)).TrimEnd('.', '!', '?');
    }

    private static bool HasLegalForm(string name) => name.Split(' ') is [_, .., var last] && CustomerNames.IsLegalForm(CustomerNames.Letters(last));

    /// <summary>Of the same ticket, or where no ticket is named.</summary>
    public static IEnumerable<Contradiction> Severities(SaidFacts said)
    {
        var levels = (
            from source in said.Sources
            from Match match in Severity.Matches(source.Source.Text)
            let line = LineOf(source.Source.Text, match.Index)
            where !Change.IsMatch(line)
            let ticket = Ticket.Match(line)
            let level = LevelOf(match.Groups["level"].Value)
            where level is not null
            select (Ticket: ticket.Success ? ticket.Value : "", Value: level!, Source: source, Found: At(match, match.Groups["level"].Value))
        ).ToList();
        return levels
            .GroupBy(l => l.Ticket)
            .SelectMany(group =>
                ContradictionFinder.Two(
                    group.Key.Length > 0 ? $"severity of {group.Key}" : "severity",
                    group.Select(l => (l.Value, l.Source, l.Found)),
                    default
                )
            );
    }

    private static FactFound At(Match match, string value) => new(match.Index, match.Length, new(FactKind.Name, value, [value]));

    private static string? LevelOf(string said) =>
        said.ToLowerInvariant() switch
        {
            [.., var digit] level when char.IsAsciiDigit(digit) => level[0] + digit.ToString(),
            "critical" or "urgent" or "kritisch" or "critique" or "crítica" => "critical",
            "high" or "hoch" or "haute" or "alta" => "high",
            "low" or "minor" or "niedrig" or "basse" or "baja" or "baixa" => "low",
            _ => null,
        };

    private static string LineOf(string text, int at)
    {
        var (from, to) = (text.LastIndexOf('\n', at) + 1, text.IndexOf('\n', at));
        from = Math.Max(from, at - 200);
        return text[from..Math.Min(to < 0 ? text.Length : to, at + 200)];
    }

    private static string Folded(string name) => Folding.Fold(name.Trim().TrimEnd('.', ' '));
}
