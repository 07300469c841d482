using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Words that say no more than when or how much, so that they mean nothing without what is beside them.</summary>
internal static class TimeWords
{
    private static readonly HashSet<string> Small =
    [
        .. (
            "day days week weeks month months year years quarter quarterly monthly yearly annually q1 q2 q3 q4 in on by at of the until till "
            + "from to since a an per next this early mid late end about around approx left away and or due already only just is"
        ).Split(' '),
        .. "monday tuesday wednesday thursday friday saturday sunday today tomorrow k m mio tsd mrd million millions thousand".Split(' '),
        .. (
            "tag tage tagen woche wochen monat monate monaten jahr jahre jahren quartal am im bis zum zu ab pro und oder ist in ca der die "
            + "das den ende anfang mitte schon nur"
        ).Split(' '),
        .. "jour jours semaine semaines mois an ans annee trimestre dans le la les du de des au d l fin debut jusqu par et ou est deja".Split(' '),
        .. (
            "dia dias semana semanas mes meses ano anos trimestre dentro en el los del hasta al por y o es em ate no do dos e fim inicio fin "
            + "principios mil milhoes millones"
        ).Split(' '),
    ];

    public static bool IsSmall(string folded) => Small.Contains(folded);

    /// <summary>"7k and 9k offered": a number with its scale, which counts nothing.</summary>
    public static bool BeginsWithBareAmount(IReadOnlyList<Token> words) =>
        words is [{ IsNumber: true } first, ..] && first.Folded[^1] is 'k' or 'm' && (words.Count == 1 || Small.Contains(words[1].Folded));

    /// <summary>"in 67 days", "16 May", "the 16th", "7k a month".</summary>
    public static bool IsAllOf(IReadOnlyList<Token> words) =>
        words.Count > 0
        && words.Any(w => w.IsNumber || Months.IsMonth(w.Folded) || w.Folded is "q1" or "q2" or "q3" or "q4")
        && words.All(w => w.IsNumber || Months.IsMonth(w.Folded) || Small.Contains(w.Folded));
}
