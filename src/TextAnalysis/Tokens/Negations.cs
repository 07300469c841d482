namespace TextAnalysis.Tokens;

/// <summary>Words that turn what is beside them round.</summary>
public static class Negations
{
    // "t" is what is left of "isn't" and "can't".
    private static readonly HashSet<string> Words =
    [
        .. "not no never nobody none without cannot t".Split(' '),
        .. "nicht kein keine keinen keiner ohne nie niemand".Split(' '),
        .. "ne pas sans aucun aucune jamais personne".Split(' '),
        .. "sin nunca nadie ninguno ninguna".Split(' '),
        .. "nao sem ninguem nenhum nenhuma".Split(' '),
    ];

    /// <param name="folded">As <see cref="Folding"/> writes it.</param>
    public static bool IsOne(string folded) => Words.Contains(folded);
}
