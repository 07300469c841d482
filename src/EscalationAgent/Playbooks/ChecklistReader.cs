using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads the checklists of a playbook.</summary>
internal sealed partial class ChecklistReader(YamlReader yaml)
{
    public IReadOnlyList<Checklist> Read(YamlPiece? piece) =>
        [.. (piece is null ? [] : yaml.Entries(piece, "checklists")).Select(c => Checklist(c.Key, c.Value))];

    private Checklist Checklist(YamlText key, YamlPiece piece)
    {
        var where = $"checklist '{key.Value}'";
        yaml.Key(key, "a checklist's key");
        var fields = yaml.Fields(piece, where, ["title", "items"]);
        var items = fields.GetValueOrDefault("items");
        return new(
            key.Value,
            yaml.Text(fields.GetValueOrDefault("title"), $"{where}: title") ?? "",
            [.. (items is null ? [] : yaml.Entries(items, $"{where}: items")).Select(i => Item(i.Key, i.Value, $"{where}: {i.Key.Value}"))]
        );
    }

    private ChecklistItem Item(YamlText key, YamlPiece piece, string where)
    {
        yaml.Key(key, "an item's key");
        var fields = yaml.Fields(piece, where, ["title"], "ask", "from", "said_as", "finds", "choices");
        var from = fields.GetValueOrDefault("from");
        var known = yaml.Text(from, $"{where}: from") switch
        {
            "severity" => KnownItem.Severity,
            "case_owner" => KnownItem.CaseOwner,
            _ => (KnownItem?)null,
        };
        if (from is not null && (fields.GetValueOrDefault("finds") ?? fields.GetValueOrDefault("said_as") ?? fields.GetValueOrDefault("choices")) is { } twice)
        {
            yaml.Fault(twice.At, $"{where} is taken from the brief, so nothing else can fill it");
        }

        return new(key.Value, yaml.Text(fields.GetValueOrDefault("title"), $"{where}: title") ?? "")
        {
            Hint = yaml.Text(fields.GetValueOrDefault("ask"), $"{where}: ask"),
            Known = known,
            Section = from is null || known is not null ? null : Section((YamlText)from, where),
            SaidAs = [.. yaml.Texts(fields.GetValueOrDefault("said_as"), $"{where}: said_as").Select(s => s.Value)],
            Finds = Finds(fields.GetValueOrDefault("finds"), where),
            Choices = [.. yaml.Texts(fields.GetValueOrDefault("choices"), $"{where}: choices").Select(s => s.Value)],
        };
    }

    private BriefSection? Section(YamlText from, string where)
    {
        if (BriefSections.All.Where(s => s.Key() == from.Value).ToList() is [var section])
        {
            return section;
        }

        yaml.Fault(
            from.At,
            $"{where} is taken from '{from.Value}'; write severity, case_owner or a part of the brief: "
                + string.Join(", ", BriefSections.All.Select(s => s.Key()))
        );
        return null;
    }

    private string? Finds(YamlPiece? piece, string where)
    {
        var topic = yaml.Text(piece, $"{where}: finds");
        if (topic is not null && !FoundItems.All.Contains(topic))
        {
            yaml.Fault(piece!.At, $"{where} finds '{topic}'; rules can find {string.Join(", ", FoundItems.All)}");
        }

        return topic;
    }

    /// <summary>What those who have a matter report beside their updates.</summary>
    public IReadOnlyList<Report> Reports(YamlPiece? piece, string where) =>
        [
            .. yaml.Texts(piece, $"{where}: reports")
                .Select(text => (text, Said: yaml.Text(text, $"{where}: reports", ReportShape(), "write reproduction or fix_date")))
                .Where(r => r.Said is not null)
                .Select(r => r.Said == "reproduction" ? Report.Reproduction : Report.FixDate),
        ];

    [GeneratedRegex(@"^(reproduction|fix_date)\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReportShape();
}
