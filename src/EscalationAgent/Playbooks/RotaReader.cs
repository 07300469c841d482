using System.Globalization;
using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;
using Escalations.Deadlines;

namespace EscalationAgent.Playbooks;

/// <summary>Reads one rota, strictly: what is not understood is a fault, never ignored.</summary>
internal sealed partial class RotaReader
{
    private const string Nobody = "nobody";
    private const int MostPeople = 100;
    private const int MostOverrides = 200;
    private const string AboutDays = "write a day as 2026-11-02";
    private const string AboutTimes = "write a day and a time as 2026-12-24 09:00";

    private readonly YamlReader yaml;

    private RotaReader(string file) => yaml = new(file);

    /// <param name="file">As faults name it.</param>
    /// <param name="teams">Keys of the teams and roles that there are.</param>
    /// <returns>The rota, or null and all its faults.</returns>
    public static (Rota? Rota, IReadOnlyList<PlaybookFault> Faults) Read(string file, string text, IReadOnlyCollection<string> teams)
    {
        var reader = new RotaReader(file);
        return reader.yaml.Whole(text, root => reader.Rota(root, teams));
    }

    private Rota? Rota(YamlPiece root, IReadOnlyCollection<string> teams)
    {
        var fields = yaml.Fields(root, "the rota", ["team", "time_zone", "rotation", "hand_over", "first_day", "people", "fallback"], "last_day", "overrides");
        var team = yaml.Text(fields.GetValueOrDefault("team"), "team");
        if (team is not null && !teams.Contains(team))
        {
            yaml.Fault(
                fields["team"].At,
                $"team is '{team}', which is no team or role of a playbook: {string.Join(", ", teams.Order(StringComparer.Ordinal))}"
            );
        }

        var zone = yaml.Text(fields.GetValueOrDefault("time_zone"), "time_zone");
        if (zone is not null && !Shifts.IsZone(zone))
        {
            yaml.Fault(fields["time_zone"].At, $"time_zone is '{zone}', which is no IANA zone, such as Europe/Berlin");
            zone = null;
        }

        var isWeekly = yaml.Text(fields.GetValueOrDefault("rotation"), "rotation", RotationShape(), "write weekly or daily") is not "daily";
        var handOver = isWeekly
            ? yaml.Text(fields.GetValueOrDefault("hand_over"), "hand_over", WeeklyShape(), "write a day and a time, such as 'monday 09:00'")
            : yaml.Text(fields.GetValueOrDefault("hand_over"), "hand_over", DailyShape(), "write the time alone, such as \"09:00\", where it is daily");
        var first = Day(fields.GetValueOrDefault("first_day"), "first_day");
        var last = Day(fields.GetValueOrDefault("last_day"), "last_day");
        if (isWeekly && handOver is not null && first is { } begins && !handOver.StartsWith($"{begins.DayOfWeek} ", StringComparison.OrdinalIgnoreCase))
        {
            yaml.Fault(
                fields["first_day"].At,
                $"first_day is a {begins.DayOfWeek}, and hand_over says '{handOver}': the first shift begins on the day of a hand-over"
            );
        }

        if (last < first)
        {
            yaml.Fault(fields["last_day"].At, "last_day is before first_day");
        }

        var people = Items(fields.GetValueOrDefault("people"), "people", MostPeople).Select(item => Member(item, "people")).ToList();
        if (people.Count > 0 && people.TrueForAll(member => member.IsNobody))
        {
            yaml.Fault(fields["people"].At, "people names nobody; name at least one person");
        }

        var fallback = Member(fields.GetValueOrDefault("fallback"), "fallback");
        if (fallback.IsNobody)
        {
            yaml.Fault(fields["fallback"].At, "fallback is nobody; name the person who is on call where nobody else is");
        }

        IReadOnlyList<ShiftOverride> overrides =
        [
            .. Items(fields.GetValueOrDefault("overrides"), "overrides", MostOverrides)
                .Select(item => Override(item, team ?? "", zone))
                .OfType<ShiftOverride>(),
        ];
        return team is not null && zone is not null && handOver is not null && first is { } day && fallback.Member is { } stand
            ? new(
                team,
                zone,
                day,
                TimeOnly.ParseExact(handOver[^5..], "HH:mm", CultureInfo.InvariantCulture),
                isWeekly ? 7 : 1,
                [.. people.Select(p => p.Member)],
                stand
            )
            {
                LastDay = last,
                Overrides = overrides,
            }
            : null;
    }

    private ShiftOverride? Override(YamlPiece piece, string team, string? zone)
    {
        var fields = yaml.Fields(piece, "an override", ["person", "from", "to"]);
        var who = Member(fields.GetValueOrDefault("person"), "person");
        var from = Time(fields.GetValueOrDefault("from"), "from");
        var to = Time(fields.GetValueOrDefault("to"), "to");
        if (to <= from)
        {
            yaml.Fault(fields["to"].At, "to is not after from");
        }

        return from is { } begin && to is { } end && zone is not null
            ? new(team, who.Member, Shifts.InstantOf(begin, zone), Shifts.InstantOf(end, zone))
            : null;
    }

    private IReadOnlyList<YamlPiece> Items(YamlPiece? piece, string where, int most)
    {
        switch (piece)
        {
            case null:
                return [];
            case YamlList { Items: { Count: > 0 } items } when items.Count <= most:
                return items;
            default:
                yaml.Fault(piece.At, $"{where} must be a list with 1 to {most} entries");
                return [];
        }
    }

    /// <summary>A name, a name with an id, or nobody.</summary>
    private (RotaMember? Member, bool IsNobody) Member(YamlPiece? piece, string where)
    {
        if (piece is not YamlMap)
        {
            var name = yaml.Text(piece, where);
            return name == Nobody ? (null, true) : (name is null ? null : new(name), false);
        }

        var fields = yaml.Fields(piece, where, ["name", "id"]);
        return yaml.Text(fields.GetValueOrDefault("name"), $"{where}: name") is { } named && yaml.Text(fields.GetValueOrDefault("id"), $"{where}: id") is { } id
            ? (new(named, id), false)
            : (null, false);
    }

    private DateOnly? Day(YamlPiece? piece, string where)
    {
        if (yaml.Text(piece, where) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 2199)
        {
            return day;
        }

        yaml.Fault(piece!.At, $"{where} is '{text}'; {AboutDays}");
        return null;
    }

    private DateTime? Time(YamlPiece? piece, string where)
    {
        if (yaml.Text(piece, where) is not { } text)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year is > 1970 and < 2199)
        {
            return time;
        }

        yaml.Fault(piece!.At, $"{where} is '{text}'; {AboutTimes}");
        return null;
    }

    [GeneratedRegex(@"^(weekly|daily)\z", RegexOptions.CultureInvariant)]
    private static partial Regex RotationShape();

    [GeneratedRegex(@"^(monday|tuesday|wednesday|thursday|friday|saturday|sunday) ([01][0-9]|2[0-3]):[0-5][0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex WeeklyShape();

    [GeneratedRegex(@"^([01][0-9]|2[0-3]):[0-5][0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex DailyShape();
}
