using System.Globalization;
using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads when those who work by a playbook convene.</summary>
internal sealed partial class MeetingReader(YamlReader yaml, KnownTeams teams)
{
    public IReadOnlyList<Meeting> Read(YamlPiece? piece)
    {
        var meetings = new List<Meeting>();
        foreach (var (key, value) in piece is null ? [] : yaml.Entries(piece, "meetings"))
        {
            yaml.Key(key, "a meeting's key");
            meetings.Add(Meeting(key.Value, value));
        }

        return meetings;
    }

    private Meeting Meeting(string key, YamlPiece piece)
    {
        var where = $"meeting '{key}'";
        var fields = yaml.Fields(piece, where, ["title", "days", "at", "attendees"], "join");
        return new(
            key,
            yaml.Text(fields.GetValueOrDefault("title"), $"{where}: title") ?? "",
            [.. yaml.Texts(fields.GetValueOrDefault("days"), $"{where}: days").Select(day => Day(day, $"{where}: days")).OfType<DayOfWeek>().Distinct()],
            yaml.Text(fields.GetValueOrDefault("at"), $"{where}: at", TimeShape(), "write a time such as \"09:30\"") is { } at
                ? TimeOnly.ParseExact(at, "HH:mm", CultureInfo.InvariantCulture)
                : default,
            [.. yaml.Texts(fields.GetValueOrDefault("attendees"), $"{where}: attendees").Where(team => IsKnown(team, where)).Select(team => team.Value)],
            Join(fields.GetValueOrDefault("join"), $"{where}: join")
        );
    }

    private DayOfWeek? Day(YamlText day, string where) =>
        yaml.Text(day, where, DayShape(), "write days such as monday") is { } name ? Enum.Parse<DayOfWeek>(name, ignoreCase: true) : null;

    /// <summary>Somebody who is named for each matter has no place before there is one.</summary>
    private bool IsKnown(YamlText team, string where)
    {
        if (!teams.Has(team.Value))
        {
            yaml.Fault(team.At, $"{where}: attendees names '{team.Value}', which is not defined under teams");
            return false;
        }

        if (teams.All.First(known => known.Key == team.Value).IsNamed)
        {
            yaml.Fault(team.At, $"{where}: attendees names '{team.Value}', who is named for each matter");
            return false;
        }

        return true;
    }

    private Uri? Join(YamlPiece? piece, string where)
    {
        if (yaml.Text(piece, where) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            yaml.Fault(piece!.At, $"{where} is '{text}'; write an address that begins with https://");
            return null;
        }

        return address;
    }

    [GeneratedRegex(@"^(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\z", RegexOptions.CultureInvariant)]
    private static partial Regex DayShape();

    [GeneratedRegex(@"^([01][0-9]|2[0-3]):[0-5][0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeShape();
}
