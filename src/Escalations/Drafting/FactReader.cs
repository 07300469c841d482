using System.Globalization;
using System.Text.RegularExpressions;

namespace Escalations.Drafting;

/// <summary>Finds the figures, days, times and identifiers of a text, as English, German, French, Spanish and Portuguese write them.</summary>
public static partial class FactReader
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Dictionary<string, int> Months = Table(
        "january jan januar janvier enero ene janeiro",
        "february feb februar février fevrier febrero fevereiro fev",
        "march mar märz mrz mars marzo março marco",
        "april apr avril abril abr",
        "may mai mayo maio",
        "june jun juni juin junio junho",
        "july jul juli juillet julio julho",
        "august aug août aout agosto ago",
        "september sep sept septembre septiembre setembro",
        "october oct oktober okt octobre octubre outubro",
        "november nov novembre noviembre novembro",
        "december dec dezember dez décembre decembre diciembre dic dezembro");

    private static readonly Dictionary<string, int> NumberWords = Table(
        "one eins ein eine einen einem un une uno una um uma once einmal",
        "two zwei deux dos dois duas twice zweimal",
        "three drei trois tres três third dritte troisième tercera terceira",
        "four vier quatre cuatro quatro fourth vierte quatrième cuarta quarta",
        "five fünf cinq cinco", "six sechs seis", "seven sieben sept siete sete", "eight acht huit ocho oito",
        "nine neun neuf nueve nove", "ten zehn dix diez dez", "eleven elf onze", "twelve zwölf douze doce doze");

    private static readonly string Month = string.Join('|', Months.Keys.OrderByDescending(m => m.Length));

    private static readonly Regex Mail = new(@"[\w.+-]+@[\w-]+(\.[\w-]+)+|https?://\S+", Linear);
    private static readonly Regex YearFirst = new(@"\b(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})\b", Linear);
    private static readonly Regex DayName = new(@"\b(?<d>\d{1,2})(st|nd|rd|th|er|\.|º|ª)?[ -](de |of )?(?<name>" + Month + @")\b\.?((,? |-| de | del )(?<y>\d{4})\b)?", Linear);
    private static readonly Regex NameDay = new(@"\b(?<name>" + Month + @")\.? (?<d>\d{1,2})(st|nd|rd|th)?\b(,? (?<y>\d{4})\b)?", Linear);
    private static readonly Regex Slashed = new(@"\b(?<d>\d{1,2})/(?<m>\d{1,2})(/(?<y>\d{4}|\d{2}))?\b", Linear);
    private static readonly Regex Dotted = new(@"\b(?<d>\d{1,2})\. ?(?<m>\d{1,2})\.( ?(?<y>\d{4}|\d{2})\b)?", Linear);
    private static readonly Regex Clock = new(@"\b(?<h>\d{1,2})( ?h ?|:)(?<min>\d{2})\b|\b(?<h>\d{1,2}) ?h\b", Linear);
    private static readonly Regex Named = new(@"#\d[\w-]*|\b\p{L}+([-_/]\p{L}+)*[-_/]?\d[\w-]*\b|\b\d+[-_/]?\p{L}[\w-]*\d[\w-]*\b", Linear);

    private static readonly Regex Figure = new(
        @"((?<pre>us\$|r\$|a\$|c\$|€|\$|£|¥|\b(eur|usd|gbp|chf|brl)) ?)?"
        + @"\b(?<n>\d{1,3}([.,'’ \u00a0\u202f]\d{3})+([.,]\d{1,2})?|\d+([.,]\d+)?)"
        + @"( ?(?<scale>k|tsd|mil|thousand|tausend|m|mn|mio|million|millions?|millionen|millones|millón|milhões|milhão|bn|billion|mrd)\b\.?)?"
        + @"( ?(de |d['’])?(?<post>us\$|r\$|€|\$|£|eur|usd|gbp|chf|brl|euros?|dollars?|dólares|pounds?|reais)(\b|$|\W))?",
        Linear);

    private static readonly Regex Word = new(@"\p{L}+", Linear);

    /// <summary>All but the names, in the order of their places.</summary>
    /// <param name="words">Also numbers that are written as words or stand in identifiers: right for a source, which may say "three" where a draft says 3.</param>
    public static IReadOnlyList<FactFound> In(string text, bool words = false)
    {
        var facts = new List<FactFound>();
        var left = text;
        Take(ref left, Mail, facts, m => new(FactKind.Identifier, m.Value, [Squeezed(m.Value)]));
        foreach (var form in (Regex[])[YearFirst, DayName, NameDay, Dotted, Slashed])
        {
            Take(ref left, form, facts, m => DayOf(m, ReferenceEquals(form, Slashed)));
        }

        Take(ref left, Clock, facts, TimeOf);
        Take(ref left, Named, facts, m => IsFigureWithUnit(m.Value) ? null : new(FactKind.Identifier, m.Value, [Squeezed(m.Value)]));
        Take(ref left, Figure, facts, FigureOf);
        if (words)
        {
            facts.AddRange(facts.Where(f => f.Fact.Kind == FactKind.Identifier).SelectMany(f => Figure.Matches(f.Fact.Text).Select(m => (Found: f, Fact: FigureOf(m)))).Where(f => f.Fact is not null).Select(f => f.Found with { Fact = f.Fact! }).ToList());
            facts.AddRange(Word.Matches(text).Where(m => NumberWords.ContainsKey(m.Value)).Select(m => new FactFound(m.Index, m.Length, new(FactKind.Number, m.Value, [$"{NumberWords[m.Value]}"]))));
        }

        return [.. facts.OrderBy(f => f.Start)];
    }

    /// <summary>Reads what the form finds, and blanks it out so that a later form does not read it again.</summary>
    private static void Take(ref string text, Regex form, List<FactFound> facts, Func<Match, Fact?> read)
    {
        var blanked = text.ToCharArray();
        foreach (Match match in form.Matches(text))
        {
            if (read(match) is { } fact)
            {
                var said = fact.Text.Trim(' ', '.', ',', ';', ':', ')', '\n');
                facts.Add(new(match.Index + fact.Text.IndexOf(said, StringComparison.Ordinal), said.Length, fact with { Text = said }));
                blanked.AsSpan(match.Index, match.Length).Fill(' ');
            }
        }

        text = new(blanked);
    }

    /// <summary>03/04 is the third of April for some and the fourth of March for others; it is read as both.</summary>
    private static Fact? DayOf(Match match, bool eitherWay)
    {
        var (day, month) = (Number(match, "d"), match.Groups["name"].Success ? Months[match.Groups["name"].Value] : Number(match, "m"));
        var year = match.Groups["y"].Success ? Number(match, "y") : (int?)null;
        year += year < 100 ? 2000 : 0;
        var readings = new[] { (day, month), eitherWay ? (month, day) : (0, 0) }
            .Where(r => r.Item2 is >= 1 and <= 12 && r.Item1 >= 1 && r.Item1 <= DateTime.DaysInMonth(2024, r.Item2) && year is null or (>= 1900 and <= 2200))
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"{year:0000}{(year is null ? "" : "-")}{r.Item2:00}-{r.Item1:00}"))
            .Distinct().ToList();
        return readings.Count > 0 ? new(FactKind.Date, match.Value, readings) : null;
    }

    private static Fact? TimeOf(Match match)
    {
        var (hour, minute) = (Number(match, "h"), match.Groups["min"].Success ? Number(match, "min") : 0);
        return hour < 25 && minute < 60 ? new(FactKind.Time, match.Value, [string.Create(CultureInfo.InvariantCulture, $"{hour}:{minute:00}")]) : null;
    }

    private static Fact? FigureOf(Match match)
    {
        var scale = MoneyWords.ScaleOf(match.Groups["scale"].Value.ToLowerInvariant());
        var currency = MoneyWords.CurrencyOf(match.Groups["pre"].Value) ?? MoneyWords.CurrencyOf(match.Groups["post"].Value);
        var readings = Readings(match.Groups["n"].Value).Select(n => (n * scale).ToString("0.######", CultureInfo.InvariantCulture)).Distinct().ToList();
        return readings.Count == 0 ? null : new(currency is null ? FactKind.Number : FactKind.Amount, match.Value, readings, currency);
    }

    /// <summary>A mark before exactly three digits may part thousands or decimals; both are kept.</summary>
    private static IEnumerable<decimal> Readings(string number)
    {
        var digits = new string([.. number.Where(char.IsAsciiDigit)]);
        var last = number.LastIndexOfAny(['.', ',']);
        var behind = last < 0 ? 0 : number.Length - last - 1;
        if (digits.Length > 18)
        {
            yield break;
        }

        if (last < 0 || behind == 3)
        {
            yield return decimal.Parse(digits, CultureInfo.InvariantCulture);
        }

        if (last >= 0 && !number[..last].Contains(number[last]))
        {
            yield return decimal.Parse(digits.Insert(digits.Length - behind, "."), CultureInfo.InvariantCulture);
        }
    }

    private static bool IsFigureWithUnit(string text) => Figure.Match(text) is { Success: true } match && match.Length == text.Length;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static string Squeezed(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static Dictionary<string, int> Table(params string[] lines) =>
        lines.SelectMany((line, i) => line.Split(' ').Select(word => (word, i + 1))).DistinctBy(p => p.word).ToDictionary(p => p.word, p => p.Item2, StringComparer.OrdinalIgnoreCase);
}
