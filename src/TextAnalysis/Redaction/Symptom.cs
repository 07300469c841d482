using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>
/// Tells that software misbehaves: "the contract upload API returns 500", "the invoice PDF is blank". It takes a piece of
/// software and what goes wrong with it, or something that only software does. A word of commerce in its name changes nothing.
/// </summary>
public static class Symptom
{
    /// <summary>Only software does so, whatever it is called.</summary>
    private static readonly PhraseBook OnlySoftware = new(
        "times|time|timed|timing out", "timeout*", "crash*", "throws|threw|throwing", "stack trace*", "stacktrace*", "null pointer", "nullpointer*", "exception*", "out of memory", "nan", "http #", "white|blank page|screen", "segfault*", "deadlock*", "does|do|did|doesn|don|didn not|t load|render|compile", "will not|t load|render", "not load|loading", "javascript error", "cannot|can be rendered|parsed", "is|are|was|were|get|gets rounded|truncated|overwritten", "is|are|was|were|cannot .. not|never|be exported|imported|rendered|downloaded|uploaded|synced|displayed|recalculated",
        "sturzt|sturzen .. ab", "absturz*", "sturzt ab", "ladt|laden nicht", "zeituberschreitung*", "fehler #", "weisse seite", "plante|plantent", "page blanche", "ne se charge|chargent pas|plus", "ne charge|chargent pas|plus", "erreur #", "no carga*", "pantalla en blanco", "nao carrega*", "trava|travam", "tela branca");

    /// <summary>What goes wrong with software, and with other things too.</summary>
    private static readonly PhraseBook Wrong = new(
        "is|are|was|were|stays|stay|remains|remain|comes|come|arrives|arrive|turns|opens|open|goes .. blank|empty|stale|corrupt|corrupted|garbled|frozen|stuck|grey|gray|greyed|grayed|unresponsive|broken|slow|missing|unreadable|wrong|ignored|lost|disabled|unavailable|incomplete|duplicated|outdated|inverted|invisible|off|down|negative|truncated",
        "not|never|t|n sent|run|running|ran|saved|loaded|shown|displayed|updated|generated|created|delivered|rendered|working|work|works|open|opens|start|starts|respond|save|sync|synced|refresh|update|accept|accepts|send|sends|export|import|print|sort|show|display|appear|arrive|arrives|arrived|fire|trigger|react|count|close|finish|match|apply|calculate|generate|deliver|scroll|triggered|applied|exported|imported|processed|possible|available|reachable",
        "does nothing", "can t|not see|view|find|open|select|enter|edit|print|download|add", "cannot see|view|find|open|select|enter|edit|print|download|add", "the|a|an wrong|incorrect|outdated", "disappear*", "vanish*", "differs|differ|mismatch*|swapped", "labels|label|marks|mark|classifies|flags|treats|counts everything|all|every|each", "says|say|reads|shows|show|displays .. 0|zero|nothing|null", "cannot|can .. be opened|saved|loaded|closed|exported|used|clicked|edited|deleted|found", "freez*", "froze", "hang|hangs|hung", "loops", "twice", "duplicate*", "double", "wrong number|numbers|value|values|amount|amounts|currency|total|totals|data|order|price|prices|date|dates|format|symbol|way|language|customer", "wrongly", "incorrect*", "corrupt*", "reject|rejects|rejected", "blocks every|all|each", "never|hardly arrive|arrives|arrived|sent|ran|runs|finishes|ends", "has|have not run|arrived|updated",
        "takes # seconds|minutes|hours", "takes forever|ages|too", "off by", "last year|month|week s", "yesterday s", "fails|failed|failing|fail", "error|errors", "bug|bugs|buggy", "loses|lose the|its|rows|data|records", "jumps", "chokes", "stops|stopped|dies|died", "skips|skipped", "covers", "shows # ", "shows|show|displays|display|reports the|a|no|old|wrong|only|nothing|stale", "of 0", "counts weekends", "rounds", "out of sync", "accepts expired|invalid", "sorts", "overlaps", "flickers", "goes negative|blank|down", "sends each|every|the|all", "fires", "resets", "logs out", "gives|give|returns|return|answers a|an|no|empty|nothing|wrong|only|#", "not possible", "unusable", "regress*", "leaks", "is|are slow", "unable to", "mixes", "cuts off", "ignores", "writes|creates duplicate|wrong|empty|two", "hidden", "greyed out", "is|are shown to",
        "sieht|sehen|zeigt|zeigen|findet|finden|erscheint|erscheinen .. kein|keine|keinen|nichts", "bricht|brechen .. ab", "bleibt|bleiben|ist|sind .. leer|weiss|grau|hangen|schwarz|langsam|kaputt|falsch|veraltet", "reagiert|reagieren|funktioniert|funktionieren|lauft|laufen|startet|offnet|antwortet|speichert|geht|greift|stimmt|stimmen nicht|nicht", "reagiert .. nicht|nicht", "lauft .. nicht", "wird|werden .. nicht", "wird|werden doppelt|falsch|mehrfach", "nimmt|nehmen .. nicht|keine", "liefert|liefern|zeigt|zeigen|berechnet .. fehler|falsche|falschen|nichts|keine|alte|nur|#", "fehler*", "doppelt", "hangt", "friert", "fehlt|fehlen", "nicht mehr", "langsam", "rechnet falsch", "zahlt falsch|doppelt",
        "renvoie|renvoient|retourne|retournent|affiche|affichent .. erreur|page|mauvais|mauvaise|anciennes|rien|#", "est|sont|reste|restent vide|vides|blanc|blanche|blancs|blanches|bloque*|fige*|lent*|faux|fausse*|grise*|casse*|absent*", "ne|n .. pas|plus|rien", "se bloque*", "erreur*", "en double|boucle|panne", "deux fois", "mauvais|mauvaise|mauvaises montant*|valeur*|donnee*|devise*|prix", "echoue*", "s arrete*",
        "esta|estan|queda|quedan vacio*|vacia*|en|bloquead*|roto|rota|mal", "devuelve*", "no|nao .. muestra*|mostra*|aparece*|calcula*|exib*", "falla|fallan", "se bloquea*", "no funciona*|responde*|abre*|guarda*|envia*", "dos veces", "esta|estao|fica|ficam vazio*|vazia*|em|travad*|errad*", "devolve*", "falha|falham", "nao funciona*|responde*|abre*|salva*|envia*", "duas vezes");

    private static readonly HashSet<string> Says = [.. "returns return returned gives give gave throws answers answered responds response responded with http error errors status code codes fehler renvoie retourne erreur devuelve devolve erro error liefert antwortet mit a an the un une eine einen".Split(' ')];

    private static readonly WithheldBusiness Business = new(null);

    /// <summary>Whether a sentence tells of software that misbehaves, and of nothing that is business.</summary>
    public static bool IsIn(string sentence)
    {
        var words = Token.WordsOf(sentence);
        return (HasOnlySoftware(words) || (GoesWrong(words) && FeatureNames.NamesSoftware(words))) && !Business.IsIn(sentence);
    }

    /// <summary>Whether something goes wrong, of whatever kind.</summary>
    internal static bool GoesWrong(IReadOnlyList<Token> words) => HasOnlySoftware(words) || Wrong.IsIn(words);

    internal static bool HasOnlySoftware(IReadOnlyList<Token> words) => Enumerable.Range(0, words.Count).Any(at => IsOnlySoftwareAt(words, at));

    internal static bool IsOnlySoftwareAt(IReadOnlyList<Token> words, int at) => OnlySoftware.IsAt(words, at) || IsStatusCode(words, at);

    /// <summary>"Returns 500", "gives a 404", "mit Fehler 503".</summary>
    private static bool IsStatusCode(IReadOnlyList<Token> words, int at) =>
        at + 1 < words.Count && Says.Contains(words[at].Folded) && words[at].Folded.Length > 3 && words[at].Folded is not ("with" or "eine" or "einen" or "give" or "gave" or "gives")
            && Enumerable.Range(at + 1, Math.Min(3, words.Count - at - 1)).TakeWhile(i => i == at + 1 || Says.Contains(words[i - 1].Folded)).Any(i => IsCode(words, i))
        || (at + 1 < words.Count && words[at].Folded is "with" or "gives" or "gave" or "give" or "mit" or "a" && IsCode(words, at + 1) && at > 0);

    private static bool IsCode(IReadOnlyList<Token> words, int at) =>
        words[at].Folded is { Length: 3 } code && code[0] is '4' or '5' && int.TryParse(words[at].Folded, out var number) && number is >= 400 and < 430 or >= 500 and < 512
        && !(at + 1 < words.Count && words[at + 1].Folded is "eur" or "euro" or "euros" or "usd" or "dollars" or "seats" or "users" or "licences" or "licenses" or "k");
}
