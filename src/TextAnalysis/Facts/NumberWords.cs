using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Numbers that are written as words, in English, German, French, Spanish and Portuguese.</summary>
internal static class NumberWords
{
    private static readonly Dictionary<string, decimal> Small = Table(
        (2, "two zwei deux dos dois duas zwo"),
        (3, "three drei trois tres"),
        (4, "four vier quatre cuatro quatro"),
        (5, "five funf cinq cinco"),
        (6, "six sechs seis"),
        (7, "seven sieben sept siete sete"),
        (8, "eight acht huit ocho oito"),
        (9, "nine neun neuf nueve nove"),
        (10, "ten zehn dix diez dez"),
        (11, "eleven elf onze"),
        (12, "twelve zwolf douze doce doze dozen dutzend douzaine docena duzia"),
        (13, "thirteen dreizehn treize trece treze"),
        (14, "fourteen vierzehn quatorze catorce"),
        (15, "fifteen funfzehn quinze quince quinzaine quincena"),
        (16, "sixteen sechzehn seize dieciseis dezesseis"),
        (17, "seventeen siebzehn diecisiete dezessete"),
        (18, "eighteen achtzehn dieciocho dezoito"),
        (19, "nineteen neunzehn diecinueve dezenove"),
        (20, "twenty zwanzig vingt veinte vinte vingtaine veintena"),
        (30, "thirty dreissig dreißig trente treinta trinta trentaine"),
        (40, "forty vierzig quarante cuarenta quarenta quarantaine"),
        (50, "fifty funfzig cinquante cincuenta cinquenta cinquantaine"),
        (60, "sixty sechzig soixante sesenta sessenta soixantaine"),
        (70, "seventy siebzig setenta septante"),
        (80, "eighty achtzig ochenta oitenta"),
        (90, "ninety neunzig noventa nonante")
    );

    private static readonly Dictionary<string, decimal> Large = Table(
        (100, "hundred hundert cent cents cien ciento cem cento centaine centena centenar"),
        (1_000, "thousand tausend mille mil millier millar milhar"),
        (1_000_000, "million millionen millions millon millones milhao milhoes mio")
    );

    private static readonly HashSet<string> Ones =
    [
        "one",
        "eins",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "un",
        "une",
        "uno",
        "una",
        "um",
        "uma",
        "einmal",
        "a",
        "an",
    ];
    private static readonly HashSet<string> Halves = ["half", "halb", "halbe", "halben", "halber", "demi", "demie", "media", "medio", "meia", "meio"];
    private static readonly HashSet<string> Twice = ["twice", "zweimal", "doppelt", "doppelte", "doppelten", "doppelter", "doppeltes"];

    private static readonly Dictionary<string, decimal> Ordinals = Table(
        (2, "second zweite zweiten zweiter zweites zweitem deuxieme segundo segunda seconde"),
        (3, "third dritte dritten dritter drittes drittem troisieme tercera tercero tercer terceira terceiro"),
        (4, "fourth vierte vierten vierter viertes quatrieme cuarta cuarto quarta quarto"),
        (5, "fifth funfte funften funfter cinquieme quinta quinto"),
        (6, "sixth sechste sechsten sixieme sexta sexto"),
        (7, "seventh siebte siebten septieme septimo septima setima setimo"),
        (8, "eighth achte achten huitieme octavo octava oitava oitavo"),
        (9, "ninth neunte neunten neuvieme"),
        (10, "tenth zehnte zehnten dixieme decimo decima")
    );

    public static decimal? OrdinalOf(string folded) => Ordinals.TryGetValue(folded, out var number) ? number : null;

    public static bool IsHalf(string folded) => Halves.Contains(folded);

    public static bool IsOne(string folded) => Ones.Contains(folded);

    /// <summary>The number that begins at this word, and how many tokens it takes; one is no number here, for it is mostly an article.</summary>
    public static (decimal Value, int Length)? At(List<Token> tokens, int at)
    {
        var (sum, part, end, isNumber) = (0m, 0m, at, false);
        for (var i = at; i < tokens.Count && i - at < 8; i++)
        {
            var word = tokens[i].Folded;
            if (tokens[i].Is("-") && isNumber && tokens[i].Start == tokens[i - 1].End)
            {
                continue;
            }

            if (!tokens[i].IsWord)
            {
                break;
            }

            if (SmallOf(word) is { } small && (part == 0 || (part % 10 == 0 && small < 20) || (part is 80 or 60 && small < 20) || (part == 4 && small == 20)))
            {
                part = part == 4 && small == 20 ? 80 : part + small;
                (end, isNumber) = (i + 1, true);
            }
            else if (Large.TryGetValue(word, out var large) && (isNumber || large == 100 || i > at || word is "mille" or "mil" or "cem"))
            {
                part = (part == 0 ? 1 : part) * large;
                (sum, part) = large >= 1000 ? (sum + part, 0) : (sum, part);
                (end, isNumber) = (i + 1, true);
            }
            else if (Twice.Contains(word) && !isNumber)
            {
                return (2, i + 1 - at);
            }
            else if (
                !(Ones.Contains(word) && i == at && i + 1 < tokens.Count && Large.ContainsKey(tokens[i + 1].Folded))
                && !(
                    isNumber
                    && word is "and" or "und" or "et" or "y" or "e"
                    && part % 10 == 0
                    && i + 1 < tokens.Count
                    && SmallOf(tokens[i + 1].Folded) < 10
                    && sum + part >= 20
                )
            )
            {
                break;
            }
        }

        if (!isNumber)
        {
            return HalfMillion(tokens, at);
        }

        var value = sum + part;
        return end + 1 < tokens.Count && tokens[end].Folded is "and" or "und" or "et" or "y" or "e" && AndAHalf(tokens, end) is { } length
            ? (value + 0.5m, end + length - at)
            : (value, end - at);
    }

    /// <summary>"and a half", "et demie", "y media".</summary>
    private static int? AndAHalf(List<Token> tokens, int at) =>
        at + 1 < tokens.Count && Halves.Contains(tokens[at + 1].Folded) ? 2
        : at + 2 < tokens.Count && tokens[at + 1].Folded == "a" && Halves.Contains(tokens[at + 2].Folded) ? 3
        : null;

    /// <summary>"half a million", "medio millón".</summary>
    private static (decimal, int)? HalfMillion(List<Token> tokens, int at)
    {
        if (!tokens[at].IsWord || !Halves.Contains(tokens[at].Folded))
        {
            return null;
        }

        var next = at + 1 < tokens.Count && (Ones.Contains(tokens[at + 1].Folded) || tokens[at + 1].Is("-")) ? at + 2 : at + 1;
        return next < tokens.Count && Large.TryGetValue(tokens[next].Folded, out var large) && large >= 1000 ? (large / 2, next + 1 - at) : null;
    }

    /// <summary>Also "zweiundzwanzig", "dreieinhalb" and "veintidós".</summary>
    private static decimal? SmallOf(string word)
    {
        if (Small.TryGetValue(word, out var small))
        {
            return small;
        }

        if (word.Length > 7 && word.EndsWith("einhalb", StringComparison.Ordinal) && Small.TryGetValue(word[..^7], out var whole))
        {
            return whole + 0.5m;
        }

        if (word == "anderthalb")
        {
            return 1.5m;
        }

        var und = word.IndexOf("und", StringComparison.Ordinal);
        return und > 2
            && Small.TryGetValue(word[(und + 3)..], out var tens)
            && tens >= 20
            && (word[..und] == "ein" ? 1 : Small.GetValueOrDefault(word[..und])) is var ones and > 0
                ? tens + ones
            : word.StartsWith("veinti", StringComparison.Ordinal) && Small.TryGetValue(word[6..], out var more) && more < 10 ? 20 + more
            : null;
    }

    private static Dictionary<string, decimal> Table(params (decimal Value, string Words)[] rows) =>
        rows.SelectMany(r => r.Words.Split(' ').Select(word => (word, r.Value))).DistinctBy(p => p.word).ToDictionary(p => p.word, p => p.Value);
}
