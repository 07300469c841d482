using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads how often updates are owed.</summary>
internal sealed partial class RhythmReader(YamlReader yaml)
{
    private const string Advice = "'1 day' or '30-60 minutes'";

    public Cadences Read(YamlPiece? piece, string where)
    {
        var fields = piece is null ? [] : yaml.Fields(piece, where, ["csm"], "everyone", "customer");
        return new(
            Rhythm(fields.GetValueOrDefault("csm"), $"{where}: csm") ?? new(new(1, TermUnit.Days)),
            Rhythm(fields.GetValueOrDefault("everyone"), $"{where}: everyone"),
            Rhythm(fields.GetValueOrDefault("customer"), $"{where}: customer")
        );
    }

    /// <summary>"1 day", or "30-60 minutes".</summary>
    private Cadence? Rhythm(YamlPiece? piece, string where)
    {
        if (yaml.Text(piece, where) is not { } text)
        {
            return null;
        }

        var range = RangeShape().Match(text);
        var rhythm = range.Success ? Range(range, out var fault) : One(text, out fault);
        if (fault is not null)
        {
            yaml.Fault(piece!.At, $"{where}: {fault}");
        }

        return rhythm;
    }

    private static Cadence? One(string text, out string? fault)
    {
        var within = TermText.Read(text, out fault, Advice);
        if (within is { Unit: TermUnit.SameDay or TermUnit.NextPlanning or TermUnit.Sprints })
        {
            fault = $"'{text}' is no rhythm; write such as {Advice}";
        }

        return within is null ? null : new(within);
    }

    private static Cadence? Range(Match range, out string? fault)
    {
        var (from, to, unit) = (range.Groups[1].Value, range.Groups[2].Value, range.Groups[3].Value);
        var late = One($"{to} {unit}", out fault);
        var early = fault is null ? One($"{from} {unit}", out fault) : null;
        if (late is null || early is null)
        {
            return null;
        }

        fault ??= early.Within.Amount.CompareTo(late.Within.Amount) switch
        {
            < 0 => null,
            0 => $"'{range.Value}' is no range; write '{late}'",
            > 0 => $"'{range.Value}' ends before it begins; write '{to}-{from} {unit}'",
        };
        return late with { RemindAfter = early.Within };
    }

    [GeneratedRegex(@"^([0-9]+)-([0-9]+) ([a-z ]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex RangeShape();
}
