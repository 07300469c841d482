using System.Globalization;
using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Finds what is known by the shape of its characters alone: addresses, dates in figures, times of day, identifiers.</summary>
internal static class ShapedFacts
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex Address = new(
        @"[\w.+-]+@[\w-]+(\.[\w-]+)+|(https?://|www\.)[^\s<>""]+|\b[\w-]+(\.[\w-]+)*\.(com|net|org|io|example|test|de|fr|es|br|eu|app|dev|"
            + @"cloud|info|biz)\b(/[^\s<>""]*)?",
        Linear
    );
    private static readonly Regex YearFirst = new(@"\b(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})\b", Linear);
    private static readonly Regex Slashed = new(@"\b(?<d>\d{1,2})/(?<m>\d{1,2})(/(?<y>\d{4}|\d{2}))?\b", Linear);
    private static readonly Regex MonthOfYear = new(@"\b(?<m>0?[1-9]|1[0-2])/(?<y>20\d\d)\b", Linear);
    private static readonly Regex Dotted = new(
        @"\b(?<d>\d{1,2})\. ?(?<m>\d{1,2})\. ?(?<y>\d{4}|\d{2})\b|\b(?<d>\d{1,2})\. ?(?<m>\d{1,2})\.|\b(?<d>\d{2})-(?<m>\d{2})-(?<y>\d{4})\b",
        Linear
    );
    private static readonly Regex Hyphened = new(@"\b(?<d>\d{2})-(?<m>\d{2})\b", Linear);
    private static readonly Regex Clock = new(
        @"\b(?<h>\d{1,2}):(?<min>\d{2})(:\d{2})?( ?(?<half>[ap])\.?m\b)?|\b(?<h>\d{1,2}) ?h ?(?<min>\d{2})\b|"
            + @"\b(?<h>\d{1,2})[.](?<min>\d{2}) (uhr|hrs)\b|\b(?<h>\d{1,2})([.:](?<min>\d{2}))? ?(?<half>[ap])\.?m\b|\b(?<h>\d{1,2}) ?(uhr|"
            + @"heures)\b( (?<min>\d{2})\b)?",
        Linear
    );
    private static readonly Regex Identifier = new(
        @"#\d[\w-]*|\b\p{L}+([-_/]\p{L}+)*[-_/]?\d[\w-]*\b|\b\d+[-_/]?\p{L}[\w-]*\d[\w-]*\b|\b\d{4}-\d{3,}\b|\b0\d{4,}\b|"
            + @"\b\d+\.\d+(\.\d+)+\b|\b\+?\d{2,4}([ ]\d{2}){4,5}\b|\+\d[\d ]{7,}\d",
        Linear
    );
    private static readonly Regex NoIdentifier = new(
        @"^(q[1-4]|[€£$]?\d+([.,]\d+)?(h|k|m|mo|min|s|d|x)|(us|eur|usd|gbp|chf|brl|r)\d+\p{L}?|\d{1,2}(st|nd|rd|th|er|re|e)|co2|"
            + @"\p{L}{4,}-\d{1,3}|\d+-\p{L}{3,}|\d{1,2}-\p{L}{3,9}-\d{2,4}|\d{1,3}(\.\d{3}){2,})$",
        Linear
    );

    private static readonly Regex Version = new(@"(release|version|firmware|update|build|\bv)\.? ?\z", Linear);

    public static List<FactFound> In(string text, Language language)
    {
        var facts = new List<FactFound>();
        if (!text.AsSpan().ContainsAnyInRange('0', '9') && !text.Contains('.', StringComparison.Ordinal))
        {
            return facts;
        }

        var left = text.ToCharArray();
        Take(Address, m => IsSentenceEnd(m.Value) ? null : IdentifierOf(m));
        Take(YearFirst, m => DayOf(m, false));
        Take(Dotted, m => m.Groups["y"].Success || (language == Language.German && !IsVersion(text, m.Index)) ? DayOf(m, false) : null);
        Take(Slashed, m => DayOf(m, true));
        Take(Hyphened, m => language is Language.Portuguese or Language.Spanish && !IsPartOfMore(text, m) ? DayOf(m, false) : null);
        Take(MonthOfYear, m => new(FactKind.Date, m.Value, [string.Create(CultureInfo.InvariantCulture, $"{Number(m, "y")}-{Number(m, "m"):00}")]));
        Take(Clock, TimeOf);
        Take(Identifier, m => NoIdentifier.IsMatch(m.Value) ? null : IdentifierOf(m));
        return facts;

        void Take(Regex form, Func<Match, Fact?> read)
        {
            var now = new string(left);
            foreach (Match match in form.Matches(now))
            {
                if (read(match) is { } fact)
                {
                    var said = fact.Text.TrimEnd('.', ',', ';', ':', ')', '!', '?', ' ', '*', '_');
                    facts.Add(new(match.Index, said.Length, fact with { Text = said }));
                    left.AsSpan(match.Index, said.Length).Fill('\u0001');
                }
            }
        }
    }

    /// <summary>The 28-12 of 28-12-4711 is no day.</summary>
    private static bool IsPartOfMore(string text, Match match) =>
        (match.Index > 0 && text[match.Index - 1] is '-' or '/' or '.')
        || (match.Index + match.Length < text.Length && text[match.Index + match.Length] is '-' or '/');

    /// <summary>"Release 8.3." ends a sentence.</summary>
    private static bool IsVersion(string text, int at) => Version.IsMatch(text.AsSpan(Math.Max(0, at - 10), Math.Min(10, at)));

    internal static string Squeezed(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static Fact IdentifierOf(Match match) => new(FactKind.Identifier, match.Value, [Squeezed(match.Value)]);

    /// <summary>"fails.De nouveau": a missing space makes no address.</summary>
    private static bool IsSentenceEnd(string address) =>
        !address.Contains('@')
        && !address.Contains('/')
        && address.LastIndexOf('.') is var dot
        && dot >= 0
        && dot + 1 < address.Length
        && char.IsUpper(address[dot + 1]);

    /// <summary>03/04 is the third of April for some and the fourth of March for others; it is read as both.</summary>
    private static Fact? DayOf(Match match, bool eitherWay)
    {
        if (match.Value == "24/7")
        {
            return null;
        }

        var (day, month) = (Number(match, "d"), Number(match, "m"));
        var year = match.Groups["y"].Success ? Number(match, "y") : (int?)null;
        year += year < 100 ? 2000 : 0;
        List<string> readings =
        [
            .. new (int Day, int Month)[] { (day, month), eitherWay ? (month, day) : (0, 0) }
                .Where(r => Days.Exists(year, r.Month, r.Day))
                .Select(r => Days.Key(year, r.Month, r.Day))
                .Distinct(),
        ];
        return readings.Count > 0 ? new(FactKind.Date, match.Value, readings) : null;
    }

    private static Fact? TimeOf(Match match)
    {
        var (hour, minute) = (Number(match, "h"), match.Groups["min"].Success ? Number(match, "min") : 0);
        hour =
            !match.Groups["half"].Success ? hour
            : match.Groups["half"].ValueSpan is "p" or "P" ? (hour % 12) + 12
            : hour % 12;
        return hour < 25 && minute < 60 ? new(FactKind.Time, match.Value, [string.Create(CultureInfo.InvariantCulture, $"{hour}:{minute:00}")]) : null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
}
