using System.Text.RegularExpressions;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>What notes state by label: "Customer: Acme", "Severity: S1".</summary>
internal static class StatedLines
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Multiline;

    private static readonly Regex Customer = new(@"^[-*• ]{0,4}(customer|account|client|cliente|kunde|compte|cuenta|conta|empresa|kundenname|customer name)\s?: ?(?<name>[^\n,;|(]{2,80})", Linear);
    private static readonly Regex Severity = new(@"\b(severity|priority|prio|sev|priorität|schweregrad|dringlichkeit|priorité|gravité|prioridad|gravedad|severidad|prioridade|gravidade|severidade|sla)\b\s?(is|ist|est|es|é|:|=|of)? ?(level |stufe )?(?<level>s[1-4]|p[1-4]|sev ?-?[1-4]|critical|urgent|high|low|minor|kritisch|hoch|niedrig|critique|haute|basse|crítica|alta|baja|baixa)\b|\b(?<level>(s|p|sev ?-?)[1-4])\b", Linear);
    private static readonly Regex Ticket = new(@"#\d+|\b\p{L}{2,}[-_]\d+\b|\b\d{5,}\b", Linear);
    private static readonly Regex Change = new(@"\b(from|was|raised|lowered|upgraded|downgraded|instead|should|set|please|asked|wants|want|not|von|statt|war|bitte|soll|passée?|au lieu|était|devrait|era|debe|antes|subir|deve|antes)\b", Linear);

    public static IEnumerable<Contradiction> Customers(SaidFacts said)
    {
        var names = (from source in said.Sources
                     from Match match in Customer.Matches(source.Source.Text)
                     let name = match.Groups["name"]
                     where name.Value.Trim().Length > 1 && char.IsUpper(name.Value.Trim()[0])
                     select (Value: Folded(name.Value), Source: source, Found: At(match, name.Value.Trim()))).ToList();
        return ContradictionFinder.Two(ContradictionFinder.Customer, names.Where(n => !names.Any(o => o.Value != n.Value && o.Value.StartsWith(n.Value, StringComparison.Ordinal))), default);
    }

    /// <summary>Of the same ticket, or where no ticket is named.</summary>
    public static IEnumerable<Contradiction> Severities(SaidFacts said)
    {
        var levels = (from source in said.Sources
                      from Match match in Severity.Matches(source.Source.Text)
                      let line = LineOf(source.Source.Text, match.Index)
                      where !Change.IsMatch(line)
                      let ticket = Ticket.Match(line)
                      let level = LevelOf(match.Groups["level"].Value)
                      where level is not null
                      select (Ticket: ticket.Success ? ticket.Value : "", Value: level!, Source: source, Found: At(match, match.Groups["level"].Value))).ToList();
        return levels.GroupBy(l => l.Ticket).SelectMany(group => ContradictionFinder.Two(group.Key.Length > 0 ? $"severity of {group.Key}" : "severity", group.Select(l => (l.Value, l.Source, l.Found)), default));
    }

    private static FactFound At(Match match, string value) => new(match.Index, match.Length, new(FactKind.Name, value, []));

    private static string? LevelOf(string said) => said.ToLowerInvariant() switch
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
