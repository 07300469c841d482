using System.Globalization;

namespace TestSupport.Samples;

/// <summary>Writes a value as people of a language may write it.</summary>
internal static class SlotText
{
    private static readonly Dictionary<string, string[]> MonthNames = new()
    {
        ["en"] = "January February March April May June July August September October November December".Split(' '),
        ["de"] = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".Split(' '),
        ["fr"] = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".Split(' '),
        ["es"] = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".Split(' '),
        ["pt"] = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".Split(' '),
    };

    private static readonly Dictionary<string, string[]> Numbers = new()
    {
        ["en"] = "zero one two three four five six seven eight nine ten eleven twelve".Split(' '),
        ["de"] = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".Split(' '),
        ["fr"] = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze".Split(' '),
        ["es"] = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce".Split(' '),
        ["pt"] = "zero um dois três quatro cinco seis sete oito nove dez onze doze".Split(' '),
    };

    private static readonly Dictionary<string, string[]> Ordinals = new()
    {
        ["en"] = ["", "first", "second", "third", "fourth"],
        ["de"] = ["", "erste", "zweite", "dritte", "vierte"],
        ["fr"] = ["", "premier", "deuxième", "troisième", "quatrième"],
        ["es"] = ["", "primer", "segundo", "tercer", "cuarto"],
        ["pt"] = ["", "primeiro", "segunda", "terceira", "quarta"],
    };

    private static readonly Dictionary<(string, string), string> Units = new()
    {
        [("en", "s")] = "second|seconds",
        [("en", "min")] = "minute|minutes",
        [("en", "h")] = "hour|hours",
        [("en", "d")] = "day|days",
        [("en", "w")] = "week|weeks",
        [("en", "mo")] = "month|months",
        [("en", "y")] = "year|years",
        [("de", "s")] = "Sekunde|Sekunden",
        [("de", "min")] = "Minute|Minuten",
        [("de", "h")] = "Stunde|Stunden",
        [("de", "d")] = "Tag|Tage",
        [("de", "w")] = "Woche|Wochen",
        [("de", "mo")] = "Monat|Monate",
        [("de", "y")] = "Jahr|Jahre",
        [("fr", "s")] = "seconde|secondes",
        [("fr", "min")] = "minute|minutes",
        [("fr", "h")] = "heure|heures",
        [("fr", "d")] = "jour|jours",
        [("fr", "w")] = "semaine|semaines",
        [("fr", "mo")] = "mois|mois",
        [("fr", "y")] = "an|ans",
        [("es", "s")] = "segundo|segundos",
        [("es", "min")] = "minuto|minutos",
        [("es", "h")] = "hora|horas",
        [("es", "d")] = "día|días",
        [("es", "w")] = "semana|semanas",
        [("es", "mo")] = "mes|meses",
        [("es", "y")] = "año|años",
        [("pt", "s")] = "segundo|segundos",
        [("pt", "min")] = "minuto|minutos",
        [("pt", "h")] = "hora|horas",
        [("pt", "d")] = "dia|dias",
        [("pt", "w")] = "semana|semanas",
        [("pt", "mo")] = "mês|meses",
        [("pt", "y")] = "ano|anos",
    };

    public static string Of(Slot slot, string language, Random random) =>
        slot.Kind switch
        {
            "eur" or "usd" or "gbp" or "chf" or "brl" => Money(slot, language, random),
            "date" => Date(DateOnly.ParseExact(slot.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture), language, random),
            "dated" => $"{slot.Value}",
            "ym" => $"{MonthNames[language][int.Parse(slot.Value.AsSpan(5), CultureInfo.InvariantCulture) - 1]} "
                + $"{(language is "es" or "pt" ? "de " : "")}{slot.Value[..4]}",
            "q" => $"Q{slot.Value[5..]} {slot.Value[..4]}",
            "time" => Time(slot.Value, language, random),
            "n" => Count(slot.Value, language, random),
            "pct" => Decimal(slot.Value, language) + Pick(random, "%", " %"),
            "ord" => Ordinals[language][int.Parse(slot.Value, CultureInfo.InvariantCulture)],
            "dur" => Duration(slot.Value, language, random),
            "quote" => language switch
            {
                "de" => $"„{slot.Value}“",
                "fr" => $"« {slot.Value} »",
                _ => Pick(random, $"\"{slot.Value}\"", $"“{slot.Value}”"),
            },
            _ => slot.Value,
        };

    private static string Money(Slot slot, string language, Random random)
    {
        var value = decimal.Parse(slot.Value, CultureInfo.InvariantCulture);
        var code = slot.Kind.ToUpperInvariant();
        var sign = slot.Kind switch
        {
            "eur" => "€",
            "usd" => "$",
            "gbp" => "£",
            "brl" => "R$",
            _ => "CHF",
        };
        var full = Grouped(value, language, random);
        if (value >= 1_000_000 && value % 10_000 == 0 && random.Next(2) == 0)
        {
            var millions = Decimal((value / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture), language);
            return language switch
            {
                "en" => sign == "CHF" ? $"CHF {millions}M" : $"{sign}{millions}M",
                "de" => $"{millions} Mio. {code}",
                "fr" => $"{millions} M{(sign is "R$" or "CHF" ? " " + code : sign)}",
                "es" => $"{millions} {(millions == "1" ? "millón" : "millones")} de {(code == "EUR" ? "euros" : code)}",
                _ => $"{code} {millions} {(value < 2_000_000 ? "milhão" : "milhões")}",
            };
        }

        return value >= 1000 && value % 1000 == 0 && value < 1_000_000 && random.Next(2) == 0
                ? language switch
                {
                    "en" => Pick(random, $"{code} {value / 1000:0}k", $"{sign}{value / 1000:0}k"),
                    "de" => $"{value / 1000:0} Tsd. {code}",
                    "fr" => $"{value / 1000:0} k{(sign is "R$" or "CHF" ? " " + code : sign)}",
                    _ => $"{code} {value / 1000:0} mil",
                }
            : language == "en" ? Pick(random, $"{code} {full}", sign is "CHF" ? $"CHF {full}" : $"{sign}{full}", $"{full} {code}")
            : Pick(random, $"{full} {code}", sign is "€" ? $"{full} €" : $"{code} {full}");
    }

    private static string Grouped(decimal value, string language, Random random)
    {
        var group = language switch
        {
            "en" => ",",
            "fr" => Pick(random, " ", "\u202f", "\u00a0"),
            _ => Pick(random, ".", ".", ""),
        };
        var whole = decimal.Truncate(value).ToString("#,0", CultureInfo.InvariantCulture).Replace(",", group, StringComparison.Ordinal);
        var cents = value - decimal.Truncate(value);
        return cents == 0 ? whole : whole + (language == "en" ? "." : ",") + ((int)(cents * 100)).ToString("00", CultureInfo.InvariantCulture);
    }

    private static string Decimal(string value, string language) => language == "en" ? value : value.Replace('.', ',');

    private static string Count(string value, string language, Random random)
    {
        var number = decimal.Parse(value, CultureInfo.InvariantCulture);
        return number is >= 2 and <= 12 && decimal.IsInteger(number) && random.Next(2) == 0 ? Numbers[language][(int)number]
            : number >= 1000 ? Grouped(number, language, random)
            : Decimal(value, language);
    }

    private static string Duration(string value, string language, Random random)
    {
        var unit = value.TrimStart([.. "0123456789."]);
        var number = value[..^unit.Length];
        var words = Units[(language, unit)].Split('|');
        return number == "1" ? Pick(random, "1 " + words[0]) : $"{Count(number, language, random)} {words[1]}";
    }

    private static string Time(string value, string language, Random random)
    {
        var (hour, minute) = (int.Parse(value.AsSpan(0, 2), CultureInfo.InvariantCulture), value[3..]);
        return language switch
        {
            "de" => Pick(random, $"{hour}:{minute} Uhr", minute == "00" ? $"{hour} Uhr" : $"{value} Uhr"),
            "fr" => Pick(random, $"{hour}h{minute}", $"{hour} h {minute}"),
            "pt" => Pick(random, $"{hour}h{minute}", value),
            "es" => Pick(random, $"{hour}:{minute}", value),
            _ => Pick(random, value, value, $"{(hour % 12 == 0 ? 12 : hour % 12)}:{minute} {(hour < 12 ? "am" : "pm")}"),
        };
    }

    private static string Date(DateOnly day, string language, Random random)
    {
        var (d, month, y) = (day.Day, MonthNames[language][day.Month - 1], day.Year);
        return language switch
        {
            "en" => Pick(random, $"{d} {month} {y}", $"{month} {d}, {y}", $"{d} {month}", $"{month} {d}", $"{d} {month[..3]}", $"{day:yyyy-MM-dd}"),
            "de" => Pick(
                random,
                $"{d}. {month} {y}",
                $"{d}. {month}",
                string.Create(CultureInfo.InvariantCulture, $"{day:dd.MM.yyyy}"),
                string.Create(CultureInfo.InvariantCulture, $"{day:dd.MM.}")
            ),
            "fr" => Pick(
                random,
                $"{(d == 1 ? "1er" : d)} {month} {y}",
                $"{(d == 1 ? "1er" : d)} {month}",
                string.Create(CultureInfo.InvariantCulture, $"{day:dd'/'MM'/'yyyy}")
            ),
            "es" => Pick(random, $"{d} de {month} de {y}", $"{d} de {month}", string.Create(CultureInfo.InvariantCulture, $"{day:dd'/'MM'/'yyyy}")),
            _ => Pick(random, $"{d} de {month} de {y}", $"{d} de {month}", string.Create(CultureInfo.InvariantCulture, $"{day:dd'/'MM'/'yyyy}")),
        };
    }

    private static string Pick(Random random, params ReadOnlySpan<string> ways) => ways[random.Next(ways.Length)];
}
