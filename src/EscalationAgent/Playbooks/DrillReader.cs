using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EscalationAgent.Yaml;
using Escalations;
using Escalations.Drills;

namespace EscalationAgent.Playbooks;

/// <summary>Reads one drill, strictly: what is not understood is a fault, never ignored.</summary>
internal sealed partial class DrillReader
{
    private const int MostItems = 40;
    private const int MostCheckWords = 10;
    private const string AboutTerms = "write minutes, hours or days, such as '20 minutes'";

    /// <summary>What it is called in the file.</summary>
    private static readonly IReadOnlyDictionary<string, DrillMoment> Moments = Named<DrillMoment>();
    private static readonly IReadOnlyDictionary<string, DrillAct> Acts = Named<DrillAct>();
    private static readonly IReadOnlyDictionary<string, DrillCheckKind> Kinds = Named<DrillCheckKind>();
    private static readonly IReadOnlyDictionary<string, DrillPart> Parts = Named<DrillPart>();

    private readonly YamlReader yaml;

    private DrillReader(string file) => yaml = new(file);

    /// <param name="file">As faults name it.</param>
    /// <param name="name">The file's, without its ending.</param>
    /// <returns>The drill, or null and all its faults.</returns>
    public static (DrillScenario? Drill, IReadOnlyList<PlaybookFault> Faults) Read(string file, string name, string text)
    {
        var reader = new DrillReader(file);
        return reader.yaml.Whole(text, root => reader.Drill(root, name));
    }

    private DrillScenario? Drill(YamlPiece root, string name)
    {
        var fields = yaml.Fields(
            root,
            "the drill",
            ["name", "title", "about", "begins", "lasts", "story", "checks"],
            "playbook",
            "pace",
            "before",
            "people",
            "steps"
        );
        if (
            yaml.Text(fields.GetValueOrDefault("name"), "name", NameShape(), "use two or more words of small letters and digits, joined by dashes") is { } said
            && said != name
        )
        {
            yaml.Fault(fields["name"].At, $"name is '{said}', and the file is '{name}'");
        }

        var (day, at) = Begins(fields.GetValueOrDefault("begins"));
        IReadOnlyList<DrillPerson> people = fields.TryGetValue("people", out var cast)
            ? [.. yaml.Entries(cast, "people").Select(Person).OfType<DrillPerson>()]
            : [];
        return new(
            name,
            yaml.Text(fields.GetValueOrDefault("title"), "title") ?? "",
            yaml.Text(fields.GetValueOrDefault("about"), "about") ?? "",
            yaml.Text(fields.GetValueOrDefault("playbook"), "playbook"),
            day,
            at,
            Term(fields.GetValueOrDefault("lasts"), "lasts") ?? TimeSpan.FromHours(8),
            Term(fields.GetValueOrDefault("pace"), "pace") ?? TimeSpan.FromMinutes(30),
            [.. yaml.Texts(fields.GetValueOrDefault("story"), "story").Select(paragraph => paragraph.Value)],
            people,
            [.. Items(fields.GetValueOrDefault("steps"), "steps").Select(item => Step(item, people))],
            [.. Items(fields.GetValueOrDefault("checks"), "checks").Select(Check).OfType<DrillCheck>()]
        )
        {
            Before = fields.TryGetValue("before", out var before) ? Before(before) : null,
        };
    }

    private (DayOfWeek Day, TimeOnly At) Begins(YamlPiece? piece) =>
        yaml.Text(piece, "begins", BeginShape(), "write a day and a time, such as 'tuesday 09:30'") is { } text
            ? (Enum.Parse<DayOfWeek>(text[..^6], ignoreCase: true), TimeOnly.ParseExact(text[^5..], "HH:mm", CultureInfo.InvariantCulture))
            : default;

    private DrillPerson? Person((YamlText Key, YamlPiece Value) entry)
    {
        yaml.Key(entry.Key, "a person's key");
        var fields = yaml.Fields(entry.Value, entry.Key.Value, ["name", "part"]);
        return yaml.Text(fields.GetValueOrDefault("name"), "name") is { } name && One(fields.GetValueOrDefault("part"), "part", Parts) is { } part
            ? new(entry.Key.Value, name, part)
            : null;
    }

    private DrillBefore? Before(YamlPiece piece)
    {
        var fields = yaml.Fields(piece, "before", ["notes", "category", "severity"]);
        var notes = string.Join('\n', yaml.Texts(fields.GetValueOrDefault("notes"), "notes").Select(line => line.Value));
        return
            yaml.Text(fields.GetValueOrDefault("category"), "category") is { } category
            && yaml.Text(fields.GetValueOrDefault("severity"), "severity", SeverityShape(), "write S1, S2, S3 or S4") is { } severity
            ? new(notes, category, Enum.Parse<Severity>(severity))
            : null;
    }

    private DrillStep Step(YamlPiece piece, IReadOnlyList<DrillPerson> people)
    {
        var fields = yaml.Fields(piece, "a step", ["when", "says"], "after", "who", "does", "unless", "ends");
        var who = yaml.Text(fields.GetValueOrDefault("who"), "who");
        var speaker = people.FirstOrDefault(person => person.Key == who);
        if (who is not null && speaker is null)
        {
            yaml.Fault(fields["who"].At, $"who is '{who}', and people has {(people.Count == 0 ? "nobody" : string.Join(", ", people.Select(p => p.Key)))}");
        }

        var act = One(fields.GetValueOrDefault("does"), "does", Acts) ?? DrillAct.None;
        if (act != DrillAct.None && speaker is not { Part: DrillPart.Team or DrillPart.Manager })
        {
            yaml.Fault(fields["does"].At, "only somebody whose part is team or manager does anything; name them by who");
        }

        return new(
            One(fields.GetValueOrDefault("when"), "when", Moments) ?? DrillMoment.Begin,
            Term(fields.GetValueOrDefault("after"), "after") ?? TimeSpan.Zero,
            who,
            yaml.Text(fields.GetValueOrDefault("says"), "says") ?? "",
            act,
            One(fields.GetValueOrDefault("unless"), "unless", Moments),
            yaml.YesOrNo(fields.GetValueOrDefault("ends"), "ends") is true
        );
    }

    private DrillCheck? Check(YamlPiece piece)
    {
        var fields = yaml.Fields(piece, "a check", ["check", "what", "rests_on", "advice"], "is", "since", "within");
        IReadOnlyList<YamlText> right = fields.TryGetValue("is", out var named) ? yaml.TextOrTexts(named, "is") : [];
        if (One(fields.GetValueOrDefault("check"), "check", Kinds) is not { } kind)
        {
            return null;
        }

        if ((kind is DrillCheckKind.Severity or DrillCheckKind.Category or DrillCheckKind.Facts) != (right.Count > 0) || right.Count > MostCheckWords)
        {
            yaml.Fault(piece.At, $"severity, category and facts need 'is', with up to {MostCheckWords} entries; other checks have none");
        }

        foreach (var severity in right.Where(one => kind == DrillCheckKind.Severity && !SeverityShape().IsMatch(one.Value)))
        {
            yaml.Fault(severity.At, $"'{severity.Value}' is no severity; write S1, S2, S3 or S4");
        }

        if (kind == DrillCheckKind.Cadence && !fields.ContainsKey("within"))
        {
            yaml.Fault(piece.At, "cadence needs 'within'");
        }

        return new(
            kind,
            yaml.Text(fields.GetValueOrDefault("what"), "what") ?? "",
            [.. right.Select(one => one.Value)],
            One(fields.GetValueOrDefault("since"), "since", Moments) ?? DrillMoment.Begin,
            Term(fields.GetValueOrDefault("within"), "within"),
            yaml.Text(fields.GetValueOrDefault("rests_on"), "rests_on") ?? "",
            yaml.Text(fields.GetValueOrDefault("advice"), "advice") ?? ""
        );
    }

    private IReadOnlyList<YamlPiece> Items(YamlPiece? piece, string where)
    {
        switch (piece)
        {
            case null:
                return [];
            case YamlList { Items: { Count: > 0 and <= MostItems } items }:
                return items;
            default:
                yaml.Fault(piece.At, $"{where} must be a list with 1 to {MostItems} entries");
                return [];
        }
    }

    private TimeSpan? Term(YamlPiece? piece, string where)
    {
        if (yaml.Text(piece, where, TermShape(), AboutTerms) is not { } text)
        {
            return null;
        }

        var words = text.Split(' ');
        var many = int.Parse(words[0], CultureInfo.InvariantCulture);
        return words[1][0] switch
        {
            'm' => TimeSpan.FromMinutes(many),
            'h' => TimeSpan.FromHours(many),
            _ => TimeSpan.FromDays(many),
        };
    }

    private T? One<T>(YamlPiece? piece, string where, IReadOnlyDictionary<string, T> all)
        where T : struct
    {
        if (yaml.Text(piece, where) is not { } text)
        {
            return null;
        }

        if (all.TryGetValue(text, out var found))
        {
            return found;
        }

        yaml.Fault(piece!.At, $"{where} is '{text}'; write one of {string.Join(", ", all.Keys)}");
        return null;
    }

    private static Dictionary<string, T> Named<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    [GeneratedRegex(@"^(?=.{3,40}\z)[a-z][a-z0-9]*(-[a-z0-9]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameShape();

    [GeneratedRegex(@"^(monday|tuesday|wednesday|thursday|friday|saturday|sunday) ([01][0-9]|2[0-3]):[0-5][0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BeginShape();

    [GeneratedRegex(@"^S[1-4]\z", RegexOptions.CultureInvariant)]
    private static partial Regex SeverityShape();

    [GeneratedRegex(@"^[1-9][0-9]{0,2} (minutes?|hours?|days?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex TermShape();
}
