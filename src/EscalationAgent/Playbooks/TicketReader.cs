using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads which matters get a ticket in another system, and how it is made there.</summary>
internal sealed partial class TicketReader(YamlReader yaml)
{
    /// <param name="known">Keys of categories, teams and roles.</param>
    public IReadOnlyList<TicketRule> Read(YamlPiece? piece, IReadOnlyCollection<string> known) =>
        [.. (piece is null ? [] : yaml.Entries(piece, "tickets")).Select(rule => Rule(rule.Key, rule.Value, known))];

    private TicketRule Rule(YamlText key, YamlPiece piece, IReadOnlyCollection<string> known)
    {
        var where = $"tickets for '{key.Value}'";
        if (!known.Contains(key.Value))
        {
            yaml.Fault(key.At, $"tickets names '{key.Value}', which is no category, team or role");
        }

        var fields = yaml.Fields(piece, where, ["project", "issue_type"], "labels", "severities");
        return new(
            key.Value,
            yaml.Text(fields.GetValueOrDefault("project"), $"{where}: project", ProjectShape(), "write the project's key, such as ENG") ?? "",
            yaml.Text(fields.GetValueOrDefault("issue_type"), $"{where}: issue_type") ?? "",
            [.. yaml.Texts(fields.GetValueOrDefault("labels"), $"{where}: labels").Where(l => Label(l, where) is not null).Select(l => l.Value)],
            [
                .. yaml.Texts(fields.GetValueOrDefault("severities"), $"{where}: severities")
                    .Select(s => yaml.Text(s, $"{where}: severities", SeverityShape(), "write S1, S2, S3 or S4"))
                    .OfType<string>()
                    .Select(Enum.Parse<Severity>),
            ]
        );
    }

    private string? Label(YamlText label, string where) => yaml.Text(label, $"{where}: labels", LabelShape(), "write up to 64 characters without spaces");

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]{1,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectShape();

    [GeneratedRegex(@"^[^\s""]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelShape();

    [GeneratedRegex(@"^S[1-4]\z", RegexOptions.CultureInvariant)]
    private static partial Regex SeverityShape();
}
