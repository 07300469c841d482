using System.Text.RegularExpressions;

namespace Escalations.Drafting;

/// <summary>
/// Finds what looks like the name of a person, a company or a place. Names are known by their capitals, so a single word
/// that begins a sentence is none, and in German, where every noun has a capital, only several words together are one.
/// </summary>
public static partial class NameReader
{
    private static readonly HashSet<string> Openers = Set(
        "the their they this that these those we our i he she it its a an in on at of for from to with and but or if when after before since until as by no not please what who could can should would do did is are was were has have had my his her you your there here yes also then now both each every all some according "
        + "der die das den dem ein eine wir ich sie er es und aber oder wenn im in am an bei beim seit bis mit von vom zu zum zur nach für auf aus bitte das dass was wer ihr unser laut gemäß herr herrn frau "
        + "le la les un une des du de nous je il elle ils elles on et mais ou si depuis avec pour par chez merci ce cette ces notre leur au aux en dans à selon "
        + "el los las una unos nosotros yo él ella ellos y pero o si desde con para por en lo su sus nuestro al del según "
        + "os as um uma uns nós eu ele ela eles elas e mas se com por em no na nos nas seu sua nosso ao do da segundo");

    private static readonly HashSet<string> Days = Set(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
        + "mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec easter christmas");

    public static IEnumerable<FactFound> In(string text)
    {
        var isGerman = GermanWord().Count(text) * 8 > text.Count(c => c == ' ');
        foreach (Match match in Run().Matches(text))
        {
            var words = match.Value.Split([' ', '\u00a0'], StringSplitOptions.RemoveEmptyEntries).SkipWhile(w => Openers.Contains(w)).Where(w => char.IsUpper(w[0]) && !IsShort(w) && !Days.Contains(w)).ToList();
            if (words.Count > 1 || (words.Count == 1 && !isGerman && !BeginsSentence(text, match)))
            {
                var from = match.Index + match.Value.IndexOf(words[0], StringComparison.Ordinal);
                var to = match.Index + match.Value.LastIndexOf(words[^1], StringComparison.Ordinal) + words[^1].Length;
                yield return new(from, to - from, new(FactKind.Name, string.Join(' ', words), [.. words.Select(w => w.ToLowerInvariant())]));
            }
        }
    }

    /// <summary>SLA, EUR, CEO: shorthand, not a name.</summary>
    private static bool IsShort(string word) => word.Length < 2 || (word.Length <= 5 && word.All(char.IsUpper));

    private static bool BeginsSentence(string text, Match match)
    {
        var at = match.Index - 1;
        while (at >= 0 && text[at] is ' ' or '\t' or '"' or '“' or '„' or '«' or '»' or '(' or '¿' or '¡' or '*' or '-' or '–' or '•' or '>')
        {
            at--;
        }

        return at < 0 || ".!?:;…\n".Contains(text[at]);
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\b\p{Lu}[\p{L}\p{M}'’]*(-\p{L}+)*( ((de|la|du|des|del|da|do|dos|of|von|van|der|&) )?\p{Lu}[\p{L}\p{M}'’]*(-\p{L}+)*)*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Run();

    [GeneratedRegex(@"\b(der|die|das|und|ist|nicht|den|ein|eine|mit|auf|seit|wir|sie|dem|für|bei|zu|von|haben|hat)\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex GermanWord();
}
