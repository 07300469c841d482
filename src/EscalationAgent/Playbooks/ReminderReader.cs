using System.Globalization;
using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads when a deadline makes itself heard.</summary>
internal sealed partial class ReminderReader(YamlReader yaml)
{
    public ReminderRule Read(YamlPiece? piece)
    {
        if (piece is null)
        {
            return new(25, 25, 3);
        }

        var fields = yaml.Fields(piece, "reminders", ["warn_with_left", "repeat_after", "at_most"]);
        return new(
            Number(fields, "warn_with_left", ShareOrNoneShape(), "write '0%' (no warning) to '90%'"),
            Number(fields, "repeat_after", ShareShape(), "write '1%' to '90%'; for none after the deadline write at_most: 0 times"),
            Number(fields, "at_most", TimesShape(), "write '0 times' to '20 times'")
        );
    }

    private int Number(Dictionary<string, YamlPiece> fields, string key, Regex shape, string reason) =>
        yaml.Text(fields.GetValueOrDefault(key), $"reminders: {key}", shape, reason) is { } text
            ? int.Parse(text.TrimEnd('%').Split(' ')[0], CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(@"^([0-9]|[1-8][0-9]|90)%\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShareOrNoneShape();

    [GeneratedRegex(@"^([1-9]|[1-8][0-9]|90)%\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShareShape();

    [GeneratedRegex(@"^(1 time|(0|[2-9]|1[0-9]|20) times)\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimesShape();
}
