using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads what each severity means and asks for.</summary>
internal sealed partial class SeverityReader(YamlReader yaml, TermReader terms)
{
    /// <returns>The severities, with how many rungs they go up; null for all.</returns>
    public IReadOnlyList<(SeverityLevel Level, int? Rungs)> Read(YamlPiece? piece) =>
        [.. PerSeverity.Each(yaml, piece, "severities").Select(s => SeverityLevel(s.Key, s.Value))];

    private (SeverityLevel Level, int? Rungs) SeverityLevel(Severity severity, YamlPiece piece)
    {
        var where = $"severity {severity}";
        var fields = yaml.Fields(
            piece,
            where,
            ["meaning", "acknowledge", "stall", "updates"],
            "resolve",
            "review",
            "rungs",
            "bridge",
            "status_page",
            "primary",
            "backup"
        );
        var level = new SeverityLevel(
            severity,
            yaml.Text(fields.GetValueOrDefault("meaning"), $"{where}: meaning") ?? "",
            terms.Term(fields.GetValueOrDefault("acknowledge"), $"{where}: acknowledge"),
            terms.Length(fields.GetValueOrDefault("stall"), $"{where}: stall"),
            new RhythmReader(yaml).Read(fields.GetValueOrDefault("updates"), $"{where}: updates")
        )
        {
            Resolve = terms.OptionalTerm(fields.GetValueOrDefault("resolve"), $"{where}: resolve"),
            Review = terms.OptionalLength(fields.GetValueOrDefault("review"), $"{where}: review"),
            Primary = Backup(fields.GetValueOrDefault("primary"), $"{where}: primary"),
            Backup = Backup(fields.GetValueOrDefault("backup"), $"{where}: backup"),
            Bridge = Bridge(fields.GetValueOrDefault("bridge"), $"{where}: bridge"),
            HasStatusPage = yaml.YesOrNo(fields.GetValueOrDefault("status_page"), $"{where}: status_page") ?? false,
        };
        return (level, Rungs(fields.GetValueOrDefault("rungs"), $"{where}: rungs"));
    }

    private BackupWay? Backup(YamlPiece? piece, string where) =>
        yaml.Text(piece, where, BackupShape(), "write mail, 'webhook NAME' as the settings name it, or 'by hand: what a person does'") switch
        {
            null => null,
            "mail" => new(BackupKind.Mail),
            var hand when hand.StartsWith(ByHand, StringComparison.Ordinal) => new(BackupKind.ByHand, hand[ByHand.Length..]),
            var webhook => new(BackupKind.Webhook, webhook["webhook ".Length..]),
        };

    private const string ByHand = "by hand: ";

    [GeneratedRegex(@"^(mail|webhook [A-Za-z0-9_-]{1,40}|by hand: \S.{0,280})\z", RegexOptions.CultureInvariant)]
    private static partial Regex BackupShape();

    private Bridge? Bridge(YamlPiece? piece, string where) =>
        yaml.Text(piece, where, BridgeShape(), "write call, meeting, or the https address at which it always is") switch
        {
            null => null,
            "call" => new(BridgeKind.Call),
            "meeting" => new(BridgeKind.Meeting),
            var link => new(BridgeKind.Standing, link),
        };

    [GeneratedRegex(@"^(call|meeting|https://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\s()""<>\[\]]*)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex BridgeShape();

    private int? Rungs(YamlPiece? piece, string where) =>
        yaml.Text(piece, where, RungsShape(), "write 'all' or '0' to '9', in quotes") is { } text && text != "all" ? text[0] - '0' : null;

    [GeneratedRegex(@"^(all|[0-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex RungsShape();
}
