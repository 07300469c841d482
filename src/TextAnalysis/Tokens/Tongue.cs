namespace TextAnalysis.Tokens;

/// <summary>The language of a text.</summary>
public enum Tongue
{
    English,
    German,
    French,
    Spanish,
    Portuguese,
}

/// <summary>Tells the language of a text by its small words.</summary>
public static class Tongues
{
    private static readonly ILookup<string, Tongue> Telling = (((Tongue Tongue, string Words)[])
    [
        (Tongue.English, "the of and to is are was were with they their for since not on at by we it has have this that from an be will our us wants until said"),
        (Tongue.German, "der die das und ist nicht den ein eine mit auf seit wir sie dem fur bei zu von haben hat am im vom zum uhr bis nach wird sind des kunde gestern heute"),
        (Tongue.French, "le les des du et est pas une dans pour avec depuis nous ils sur au aux l d la ce cette par qui ont leur en se client hier"),
        (Tongue.Spanish, "el los las y es del una con por desde se al en lo su sus la no que de cliente ayer"),
        (Tongue.Portuguese, "os do da dos das um uma com em no na nos nas por desde nao o e ao que de cliente pelo ontem"),
    ]).SelectMany(r => r.Words.Split(' ').Select(word => (word, r.Tongue))).ToLookup(p => p.word, p => p.Tongue);

    /// <summary>English where nothing tells.</summary>
    public static Tongue Of(IReadOnlyList<Lexeme> lexemes)
    {
        var counts = new int[5];
        foreach (var lexeme in lexemes.Take(4000))
        {
            foreach (var tongue in lexeme.IsWord ? Telling[lexeme.Folded] : [])
            {
                counts[(int)tongue]++;
            }
        }

        return (Tongue)Array.IndexOf(counts, counts.Max());
    }
}
