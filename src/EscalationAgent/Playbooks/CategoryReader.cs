using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads the kinds of matters, each with its way through the company.</summary>
internal sealed class CategoryReader(YamlReader yaml, TermReader terms, KnownTeams teams, LadderReader ladders)
{
    public IReadOnlyList<Category> Read(YamlPiece? piece) =>
        [.. (piece is null ? [] : yaml.Entries(piece, "categories")).Select(c => Category(c.Key, c.Value))];

    private Category Category(YamlText key, YamlPiece piece)
    {
        var where = $"category '{key.Value}'";
        yaml.Key(key, "a category's key");
        var fields = yaml.Fields(piece, where, ["title", "trigger", "routes_to", "acknowledge", "outcome"], "escalates_to");
        var routes = yaml.Texts(fields.GetValueOrDefault("routes_to"), $"{where}: routes_to");
        string[] routesTo = [.. routes.Select(r => teams.Known(r, r.Value, $"{where} routes to team") ?? r.Value)];
        return new(
            key.Value,
            yaml.Text(fields.GetValueOrDefault("title"), $"{where}: title") ?? "",
            yaml.Text(fields.GetValueOrDefault("trigger"), $"{where}: trigger") ?? "",
            routesTo,
            terms.Term(fields.GetValueOrDefault("acknowledge"), $"{where}: acknowledge"),
            Outcome(fields.GetValueOrDefault("outcome"), where)
        )
        {
            Ladders = ladders.Read(fields.GetValueOrDefault("escalates_to"), $"{where}: escalates_to", routesTo),
        };
    }

    private OwedOutcome Outcome(YamlPiece? piece, string where)
    {
        var fields = piece is null ? [] : yaml.Fields(piece, $"{where}: outcome", ["what", "within"]);
        var within = fields.GetValueOrDefault("within");
        return new(
            yaml.Text(fields.GetValueOrDefault("what"), $"{where}: what") ?? "",
            within is YamlText
                ? PerSeverity.Same(terms.Term(within, $"{where}: within"))
                : PerSeverity.Each(yaml, within, $"{where}: within").ToDictionary(s => s.Key, s => terms.Term(s.Value, $"{where}: within {s.Key}"))
        );
    }
}
