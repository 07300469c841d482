using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Whether a clause tells of what was or of what is to come, as far as its verbs and small words say.</summary>
internal static class Tenses
{
    private const int Reach = 9;

    private static readonly HashSet<string> Past =
    [
        .. (
            "was were had did went began broke came said told wrote found sent called left cut became got made took gave stood fell rose met "
            + "lost fell crashed stopped failed started asked promised reported opened yesterday ago since already first last"
        ).Split(' '),
        .. (
            "war waren wurde wurden hatte hatten hat haben kam kamen ging gingen fiel fielen gab gestern vorgestern seit erstmals trat stand "
            + "standen begann schrieb rief sagte meldete bereits"
        ).Split(' '),
        .. "ont avons avait avaient etait etaient fut depuis hier signale constate".Split(' '),
        .. "fue fueron era eran hubo estaba llego cayo empezo dijo pidio hizo abrimos cambiamos desde ayer han hemos hace fallo comenzo".Split(' '),
        .. "foi foram eram houve disse caiu comecou parou pediu abrimos desde ontem falhou reclamou ligou chegou".Split(' '),
    ];

    private static readonly HashSet<string> Ahead =
    [
        .. (
            "will shall by until till before due must next deadline expects expect wants want needs need planned plan plans scheduled "
            + "renewal renews renewing renew expires ends upcoming starts want should would latest decides decide decision expected owed"
        ).Split(' '),
        .. (
            "wird werden bis soll sollen muss mussen spatestens nachste nachsten nachster kommenden kommende verlangerung verlangert "
            + "erwartet verlangt verlangen will wollen fallig frist endet geplant vor lauft entscheidet entscheidung"
        ).Split(' '),
        .. (
            "avant jusqu doit doivent exige exigent attend attendent veut veulent sera seront prochain prochaine echeance renouvellement "
            + "demande demandent sous decide decision"
        ).Split(' '),
        .. (
            "hasta antes debe deben quiere quieren exige exigen espera esperan vence sera proximo proxima renovacion renueva renovara dentro "
            + "decide decision"
        ).Split(' '),
        .. "ate deve devem quer querem exigem esperam vence proxima renovacao renova dentro decidem decisao".Split(' '),
    ];

    /// <summary>-1 for what was, 1 for what is to come, 0 where the words say both or nothing.</summary>
    public static int Of(List<Token> tokens, int at, Language language)
    {
        var (isPast, isAhead) = (false, false);
        foreach (var step in (int[])[-1, 1])
        {
            for (
                var i = at + step;
                i >= 0 && i < tokens.Count && Math.Abs(i - at) <= Reach && tokens[i].Line == tokens[at].Line && !IsEnd(tokens, i);
                i += step
            )
            {
                var word = tokens[i].Folded;
                isAhead |= tokens[i].IsWord && Ahead.Contains(word);
                isPast |=
                    tokens[i].IsWord
                    && (
                        Past.Contains(word)
                        || (
                            language == Language.English
                            && word.Length > 4
                            && word.EndsWith("ed", StringComparison.Ordinal)
                            && !word.EndsWith("eed", StringComparison.Ordinal)
                        )
                        || (
                            language == Language.Spanish
                            && word.Length > 5
                            && (word.EndsWith("aron", StringComparison.Ordinal) || word.EndsWith("ieron", StringComparison.Ordinal))
                        )
                        || (
                            language == Language.Portuguese
                            && word.Length > 5
                            && (word.EndsWith("aram", StringComparison.Ordinal) || word.EndsWith("iram", StringComparison.Ordinal))
                        )
                    );
            }
        }

        return isPast == isAhead ? 0
            : isPast ? -1
            : 1;
    }

    private static bool IsEnd(List<Token> tokens, int at) =>
        tokens[at].Folded is ";" or "!" or "?" or "(" or ")" || (tokens[at].Folded is "." && at > 0 && !tokens[at - 1].IsNumber);
}
