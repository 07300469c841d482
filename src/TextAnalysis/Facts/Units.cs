using System.Globalization;

namespace TextAnalysis.Facts;

/// <summary>Units of time, in English, German, French, Spanish and Portuguese.</summary>
public static class Units
{
    private static readonly Dictionary<string, string> ByName = (
        ((string Unit, string Names)[])
            [
                ("s", "second seconds sec secs s sekunde sekunden seconde secondes segundo segundos"),
                ("min", "minute minutes min mins minuten minuto minutos"),
                ("h", "hour hours hr hrs h stunde stunden std heure heures hora horas"),
                (
                    "d",
                    "day days d tag tage tagen tages jour jours journee dia dias night nights nacht nachte nuit nuits noche noches noite "
                        + "noites werktag werktage werktagen arbeitstag arbeitstage arbeitstagen"
                ),
                ("w", "week weeks wk wks w woche wochen semaine semaines semana semanas"),
                ("mo", "month months mth mths monat monate monaten monats mois mes meses"),
                ("q", "quarter quarters quartal quartale quartalen trimestre trimestres"),
                ("y", "year years yr yrs y jahr jahre jahren jahres an ans annee annees ano anos"),
            ]
    )
        .SelectMany(r => r.Names.Split(' ').Select(name => (name, r.Unit)))
        .ToDictionary(p => p.name, p => p.Unit);

    /// <summary>Words that may stand between a number and its unit: "2 business days".</summary>
    public static bool IsBetween(string folded) =>
        folded
            is "business"
                or "working"
                or "calendar"
                or "full"
                or "whole"
                or "volle"
                or "vollen"
                or "ganze"
                or "ganzen"
                or "more"
                or "weitere"
                or "weiteren"
                or "half"
                or "de"
                or "consecutive"
                or "long";

    /// <summary><c>s</c>, <c>min</c>, <c>h</c>, <c>d</c>, <c>w</c>, <c>mo</c>, <c>q</c> or <c>y</c>.</summary>
    public static string? Of(string folded) => ByName.GetValueOrDefault(folded);

    /// <summary>One way of writing for what is as long: 3 weeks are 21 days, 48 hours two.</summary>
    public static string Reading(decimal number, string unit)
    {
        var (factor, basis) = unit switch
        {
            "s" => (1m, "s"),
            "min" => (60m, "s"),
            "h" => (3_600m, "s"),
            "d" => (86_400m, "s"),
            "w" => (604_800m, "s"),
            "mo" => (1m, "mo"),
            "q" => (3m, "mo"),
            _ => (12m, "mo"),
        };
        return FormattableString.Invariant($"{number * factor:0.######} {basis}");
    }

    /// <summary>"2:10" as a duration.</summary>
    public static string OfClock(string time)
    {
        var parts = time.Split(':');
        return Reading((int.Parse(parts[0], CultureInfo.InvariantCulture) * 60) + int.Parse(parts[1], CultureInfo.InvariantCulture), "min");
    }

    /// <summary>How many days a reading is; null when it is no whole number of them.</summary>
    public static int? DaysOf(string reading) =>
        reading.EndsWith(" s", StringComparison.Ordinal)
        && decimal.TryParse(reading.AsSpan(0, reading.Length - 2), NumberStyles.Number, CultureInfo.InvariantCulture, out var seconds)
        && seconds % 86_400 == 0
        && seconds / 86_400 is >= 1 and <= 4000
            ? (int)(seconds / 86_400)
            : null;

    /// <summary>How many months a reading is.</summary>
    public static int? MonthsOf(string reading) =>
        reading.EndsWith(" mo", StringComparison.Ordinal) && int.TryParse(reading.AsSpan(0, reading.Length - 3), out var months) && months is >= 1 and <= 240
            ? months
            : null;
}
