using System.Text;

namespace EscalationAgent.Llm;

/// <summary>Guesses the language of a text by its small words, or its script. Says nothing rather than something wrong.</summary>
internal static class Languages
{
    /// <summary>Fewer small words than this tell nothing.</summary>
    private const int Enough = 3;

    private static readonly Dictionary<string, HashSet<string>> SmallWords = new()
    {
        ["English"] = Of("the and is are was were have has had been of to for with that this they their we our it its not but from by at as be will would can since there an which what who when than after before all any our out about"),
        ["German"] = Of("der die das und ist sind war waren hat haben wird werden nicht mit von fur auf bei seit den dem ein eine einen sie wir ihr ihre unser unsere auch aber noch nach als wenn dass zum zur im am durch uber wurde kann konnen es sich ich kein keine"),
        ["French"] = Of("le les des et est sont etait ont pas avec pour dans sur depuis une nous ils elle leur leurs notre qui que mais aussi au aux ce cette ces du sans plus par ne il elles nos votre vous apres avant ete"),
        ["Spanish"] = Of("el los las y es son era han no con para en por desde una nosotros ellos su sus nuestro que pero tambien al del sin mas se lo ha hay esta este esto muy ya cuando nos hoy cliente hace ni"),
        ["Portuguese"] = Of("o os as e sao era tem nao com para em por desde uma nos eles seu sua seus nosso que mas tambem ao do da dos das no na nos nas sem mais se ha esta este isto muito ja quando foi pelo pela ate um"),
    };

    private static readonly (string Name, int From, int To)[] Scripts =
    [
        ("Greek", 0x370, 0x3FF), ("Russian or another language in Cyrillic script", 0x400, 0x52F), ("Hebrew", 0x590, 0x5FF), ("Arabic or another language in Arabic script", 0x600, 0x6FF),
        ("Hindi or another language in Devanagari script", 0x900, 0x97F), ("Thai", 0xE00, 0xE7F), ("Japanese", 0x3040, 0x30FF), ("Chinese", 0x4E00, 0x9FFF), ("Korean", 0xAC00, 0xD7AF),
    ];

    /// <summary>The language in English; null when it is none of those known, or when two come close.</summary>
    public static string? Guess(string text)
    {
        if (ScriptOf(text) is { } script)
        {
            return script;
        }

        var words = Words.Of(text);
        var counts = SmallWords.Select(l => (l.Key, Count: words.Count(w => l.Value.Contains(w.Folded)))).OrderByDescending(c => c.Count).ToList();
        return counts[0].Count >= Enough && counts[0].Count * 10 >= words.Count && counts[0].Count * 2 >= counts[1].Count * 3 ? counts[0].Key : null;
    }

    private static string? ScriptOf(string text)
    {
        var letters = 0;
        var found = new int[Scripts.Length];
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
            {
                continue;
            }

            letters++;
            for (var at = 0; at < Scripts.Length; at++)
            {
                found[at] += rune.Value >= Scripts[at].From && rune.Value <= Scripts[at].To ? 1 : 0;
            }
        }

        // Japanese is written with Chinese characters too; the kana among them tell.
        var japanese = Array.FindIndex(Scripts, s => s.Name == "Japanese");
        var chinese = Array.FindIndex(Scripts, s => s.Name == "Chinese");
        if (found[japanese] * 10 > found[chinese])
        {
            (found[japanese], found[chinese]) = (found[japanese] + found[chinese], 0);
        }

        var most = Array.IndexOf(found, found.Max());
        return letters >= 10 && found[most] * 2 > letters ? Scripts[most].Name : null;
    }

    private static HashSet<string> Of(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
