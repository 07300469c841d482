using System.Globalization;
using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads when sprints begin and how long they are.</summary>
internal sealed partial class SprintReader(YamlReader yaml)
{
    private const string DayAdvice = "write a day such as \"2026-01-05\"";

    /// <returns>Null when the playbook says nothing of sprints, or nothing that holds.</returns>
    public SprintRule? Read(YamlPiece? piece)
    {
        if (piece is null)
        {
            return null;
        }

        var fields = yaml.Fields(piece, "sprints", ["first_day", "length"]);
        var first = Day(yaml, fields.GetValueOrDefault("first_day"), "sprints: first_day");
        var length = yaml.Text(fields.GetValueOrDefault("length"), "sprints: length", WeeksShape(), "write '1 week' to '8 weeks'");
        return first is { } day && length is not null ? new(day, length[0] - '0') : null;
    }

    /// <summary>A day as it is written; null where there is none, or none that holds.</summary>
    public static DateOnly? Day(YamlReader yaml, YamlPiece? piece, string where)
    {
        if (yaml.Text(piece, where, DayShape(), DayAdvice) is not { } text)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            yaml.Fault(piece!.At, $"{where} is '{text}', which is no day; {DayAdvice}");
            return null;
        }

        return day;
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DayShape();

    [GeneratedRegex(@"^(1 week|[2-8] weeks)\z", RegexOptions.CultureInvariant)]
    private static partial Regex WeeksShape();
}
