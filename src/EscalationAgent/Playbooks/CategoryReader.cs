using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;
using TextAnalysis.Tokens;

namespace EscalationAgent.Playbooks;

/// <summary>Reads the kinds of matters, each with its way through the company.</summary>
/// <param name="levels">The severities, with how many rungs each goes up.</param>
/// <param name="top">Who is above all cells; null for nobody.</param>
/// <param name="isKindFirst">Whether the CSM chooses the kind before the questions: then each kind says what its brief holds.</param>
internal sealed partial class CategoryReader(
    YamlReader yaml,
    TermReader terms,
    KnownTeams teams,
    LadderReader ladders,
    IReadOnlyList<(SeverityLevel Level, int? Rungs)> levels,
    string? top,
    bool isKindFirst,
    IReadOnlyList<Checklist> checklists
)
{
    private const string NextSeverity = "next severity";

    public IReadOnlyList<Category> Read(YamlPiece? piece) =>
        [.. (piece is null ? [] : yaml.Entries(piece, "categories")).Select(c => Category(c.Key, c.Value))];

    private Category Category(YamlText key, YamlPiece piece)
    {
        var where = $"category '{key.Value}'";
        yaml.Key(key, "a category's key");
        var fields = yaml.Fields(
            piece,
            where,
            ["title", "trigger", "routes_to", "outcome"],
            "acknowledge",
            "escalates_to",
            "about",
            "brief",
            "confidential",
            "decisions",
            "checklist",
            "resolve_checklist",
            "reports",
            "signs",
            "consulted",
            "informed"
        );
        var written = fields.GetValueOrDefault("routes_to");
        var cells =
            written is YamlMap
                ? PerSeverity
                    .Each(yaml, written, $"{where}: routes_to")
                    .ToDictionary(s => s.Key, s => Receivers(s.Value, $"{where}: routes_to {s.Key}", $"{where}, {s.Key},"))
                : [];
        var routesTo =
            written is YamlMap ? [.. cells.OrderBy(c => c.Key).SelectMany(c => c.Value).Distinct()] : Receivers(written, $"{where}: routes_to", where);
        var climbs = new LadderOfCells(cells, top, levels.ToDictionary(l => l.Level.Severity, l => l.Rungs));
        var escalatesTo = fields.GetValueOrDefault("escalates_to");
        var isByCells = escalatesTo is YamlText { Value: NextSeverity } || (escalatesTo is null && cells.Count > 0);
        if (escalatesTo is YamlText { Value: NextSeverity } && cells.Count == 0)
        {
            yaml.Fault(escalatesTo.At, $"{where}: '{NextSeverity}' needs receivers for each severity under routes_to");
        }

        if (fields.GetValueOrDefault("acknowledge") is null && cells.Count == 0)
        {
            yaml.Fault(piece.At, $"{where} lacks 'acknowledge'; only where each severity has its own receivers it can be left to the severity");
        }

        var form = Form(fields, piece, where);
        var isConfidential = yaml.YesOrNo(fields.GetValueOrDefault("confidential"), $"{where}: confidential") ?? false;
        IReadOnlyList<string> ReceiversAt(Severity severity) => cells.GetValueOrDefault(severity) ?? routesTo;
        var consulted = Readers(fields.GetValueOrDefault("consulted"), where, "consulted", isConfidential, ReceiversAt);
        var informed = Readers(fields.GetValueOrDefault("informed"), where, "informed", isConfidential, severity =>
            [.. ReceiversAt(severity), .. consulted.GetValueOrDefault(severity, [])]
        );
        return new(
            key.Value,
            yaml.Text(fields.GetValueOrDefault("title"), $"{where}: title") ?? "",
            yaml.Text(fields.GetValueOrDefault("trigger"), $"{where}: trigger") ?? "",
            routesTo,
            terms.OptionalTerm(fields.GetValueOrDefault("acknowledge"), $"{where}: acknowledge"),
            Outcome(fields.GetValueOrDefault("outcome"), where)
        )
        {
            Cells = cells.ToDictionary(c => c.Key, c => (IReadOnlyList<string>)c.Value),
            Ladders = isByCells ? climbs.Ladders : ladders.Read(escalatesTo, $"{where}: escalates_to", routesTo, cells),
            Beside = isByCells ? climbs.Beside : new Dictionary<string, IReadOnlyList<string>>(),
            Form = form,
            Checklist = ChecklistOf(fields.GetValueOrDefault("checklist"), $"{where}: checklist", form),
            ResolveChecklist = ChecklistOf(fields.GetValueOrDefault("resolve_checklist"), $"{where}: resolve_checklist", null),
            Reports = new ChecklistReader(yaml).Reports(fields.GetValueOrDefault("reports"), where),
            IsConfidential = isConfidential,
            Consulted = consulted,
            Informed = informed,
            Signs = [.. Signs(fields.GetValueOrDefault("signs"), where)],
            Decisions = [.. (fields.GetValueOrDefault("decisions") is { } list ? yaml.Texts(list, $"{where}: decisions") : []).Select(d => d.Value)],
        };
    }

    /// <summary>Phrases that can be read.</summary>
    private IEnumerable<string> Signs(YamlPiece? piece, string where)
    {
        foreach (var sign in piece is null ? [] : yaml.Texts(piece, $"{where}: signs"))
        {
            try
            {
                _ = Phrase.Parse(sign.Value).ToList();
            }
            catch (FormatException unreadable)
            {
                yaml.Fault(sign.At, $"{where}: signs: {unreadable.Message}");
                continue;
            }

            yield return sign.Value;
        }
    }

    /// <summary>
    /// Who only reads: one list for all severities, or a list for some of them. Whoever has more to do with it at a severity is left out there;
    /// whoever would be left out everywhere is a fault.
    /// </summary>
    /// <param name="having">Who has more to do with it.</param>
    private Dictionary<Severity, IReadOnlyList<string>> Readers(
        YamlPiece? piece,
        string where,
        string key,
        bool isConfidential,
        Func<Severity, IReadOnlyList<string>> having
    )
    {
        if (piece is null)
        {
            return [];
        }

        if (isConfidential)
        {
            yaml.Fault(piece.At, $"{where} is confidential, so nobody can be {key}");
        }

        var written =
            piece is YamlMap
                ? PerSeverity.Some(yaml, piece, $"{where}: {key}").ToDictionary(s => s.Key, s => yaml.Texts(s.Value, $"{where}: {key} {s.Key}"))
                : PerSeverity.Same(yaml.Texts(piece, $"{where}: {key}"));
        foreach (var name in written.Values.SelectMany(names => names).DistinctBy(name => name.Value))
        {
            if (
                teams.Known(name, name.Value, $"{where}: {key} names team") is not null
                && written.All(w => w.Value.All(n => n.Value != name.Value) || having(w.Key).Contains(name.Value))
            )
            {
                yaml.Fault(name.At, $"{where}: '{name.Value}' has it anyway or is consulted, and so cannot be {key}");
            }
        }

        return written
            .Select(w => (w.Key, Names: (IReadOnlyList<string>)[.. w.Value.Select(name => name.Value).Except(having(w.Key))]))
            .Where(w => w.Names.Count > 0)
            .ToDictionary(w => w.Key, w => w.Names);
    }

    private string[] Receivers(YamlPiece? piece, string where, string who) =>
        [.. yaml.Texts(piece, where).Select(r => teams.Known(r, r.Value, $"{who} routes to team") ?? r.Value)];

    /// <summary>What it is about, and which parts its brief has; all parts of a customer's matter where the playbook does not ask for the kind first.</summary>
    private BriefForm Form(Dictionary<string, YamlPiece> fields, YamlPiece piece, string where)
    {
        var (about, brief) = (fields.GetValueOrDefault("about"), fields.GetValueOrDefault("brief"));
        if (!isKindFirst)
        {
            if ((about ?? brief) is { } early)
            {
                yaml.Fault(early.At, $"{where} can only say what its brief holds where the kind is asked first: write kind_first: yes above");
            }

            return BriefForm.Customer;
        }

        var subject = yaml.Text(about, $"{where}: about", AboutShape(), "write customer, work, person or release") is { } text
            ? Enum.Parse<Subject>(text, ignoreCase: true)
            : Subject.Customer;
        var sections = brief is null ? BriefSections.All : SectionReader.Read(yaml, brief, $"{where}: brief");
        foreach (var needed in new[] { BriefSection.Headline, BriefSection.SpecificAsk }.Where(s => !sections.Contains(s)))
        {
            yaml.Fault((brief ?? piece).At, $"{where}: brief lacks {needed.Key()}, without which nobody knows what it is about or what to do");
        }

        return new(subject, sections);
    }

    /// <summary>A checklist of the playbook, by its key.</summary>
    /// <param name="form">The brief that its items can be taken from; null where there is none to take them from.</param>
    private Checklist? ChecklistOf(YamlPiece? piece, string where, BriefForm? form)
    {
        if (yaml.Text(piece, where) is not { } key)
        {
            return null;
        }

        if (checklists.FirstOrDefault(c => c.Key == key) is not { } checklist)
        {
            yaml.Fault(piece!.At, $"{where} names '{key}', which is not defined under checklists");
            return null;
        }

        foreach (var item in checklist.Items)
        {
            if (form is null && item is not { Section: null, Known: null })
            {
                yaml.Fault(piece!.At, $"{where} has the item '{item.Key}', which is taken from the brief and so never asked at the end");
            }
            else if (item.Section is { } section && !form!.Sections.Contains(section))
            {
                yaml.Fault(piece!.At, $"{where} takes '{item.Key}' from {section.Key()}, which its brief does not have");
            }
        }

        return checklist;
    }

    private OwedOutcome Outcome(YamlPiece? piece, string where)
    {
        var fields = piece is null ? [] : yaml.Fields(piece, $"{where}: outcome", ["what"], "within");
        var within = fields.GetValueOrDefault("within");
        foreach (var level in within is null && piece is not null ? levels.Where(l => l.Level.Resolve is null) : [])
        {
            yaml.Fault(piece!.At, $"{where}: outcome lacks 'within', and severity {level.Level.Severity} has no 'resolve' in its place");
        }

        return new(
            yaml.Text(fields.GetValueOrDefault("what"), $"{where}: what") ?? "",
            within is null ? new Dictionary<Severity, Term>()
                : within is YamlText ? PerSeverity.Same(terms.Term(within, $"{where}: within"))
                : PerSeverity.Each(yaml, within, $"{where}: within").ToDictionary(s => s.Key, s => terms.Term(s.Value, $"{where}: within {s.Key}"))
        );
    }

    [GeneratedRegex(@"^(customer|work|person|release)\z", RegexOptions.CultureInvariant)]
    private static partial Regex AboutShape();
}
