namespace TextAnalysis.Facts;

/// <summary>What the words beside a figure say of money, in English, German, French, Spanish and Portuguese.</summary>
public static class MoneyWords
{
    /// <summary>By how much a figure is to be multiplied: 1,000 for "k"; a word that is not known here counts as a million's.</summary>
    /// <param name="word">In small letters; empty for none.</param>
    public static decimal ScaleOf(string word) =>
        word switch
        {
            "" => 1,
            "k" or "tsd" or "mil" or "thousand" or "tausend" => 1_000,
            "bn" or "billion" or "mrd" => 1_000_000_000,
            _ => 1_000_000,
        };

    /// <summary>The ISO code of a currency by its sign, name or code; null when nothing was said.</summary>
    public static string? CurrencyOf(string said) =>
        said.ToLowerInvariant() switch
        {
            "" => null,
            "€" or "euro" or "euros" => "EUR",
            "$" or "us$" or "dollar" or "dollars" or "dólares" or "dolares" => "USD",
            "£" or "pound" or "pounds" or "sterling" => "GBP",
            "¥" => "JPY",
            "r$" or "reais" or "real" => "BRL",
            "a$" => "AUD",
            "c$" => "CAD",
            "franken" or "francs" => "CHF",
            var other => other.ToUpperInvariant(),
        };

    /// <summary>What scales a figure and names its currency in one word, as bookkeepers write; null when it is no such word.</summary>
    public static (decimal Scale, string Currency)? ScaledCurrencyOf(string word) =>
        word switch
        {
            "teur" or "keur" => (1_000, "EUR"),
            "meur" => (1_000_000, "EUR"),
            "tchf" or "kchf" => (1_000, "CHF"),
            "kusd" => (1_000, "USD"),
            "kgbp" => (1_000, "GBP"),
            "mdp" => (1_000_000, "MXN"),
            "mdd" => (1_000_000, "USD"),
            _ => null,
        };

    /// <summary>"thousand", "Millionen": an amount that is written in words holds one, or ends with one: "dreitausend".</summary>
    public static bool IsScale(string word) => word is "mil" or "mille" or "miles" || ScaleEndings.Any(e => word.EndsWith(e, StringComparison.Ordinal));

    private static readonly string[] ScaleEndings = ["thousand", "tausend", "million", "millions", "millionen", "millon", "millones", "milhao", "milhoes"];

    private static readonly HashSet<string> Currencies =
    [
        .. "€ $ £ ¥ euro euros dollar dollars dolares pound pounds sterling reais eur usd gbp chf brl sek nok dkk pln cad aud jpy mxn franken francs".Split(
            ' '
        ),
    ];

    /// <summary>Whether the word or sign names a currency.</summary>
    /// <param name="folded">In small letters without accents.</param>
    public static bool IsCurrency(string folded) => Currencies.Contains(folded);
}
