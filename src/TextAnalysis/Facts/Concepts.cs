using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>
/// What a word is about, across English, German, French, Spanish and Portuguese: its row, or its first letters, which
/// related languages share. Small words and units are about nothing.
/// </summary>
internal static class Concepts
{
    private static readonly Dictionary<string, string> Whole = Read(whole: true);
    private static readonly Dictionary<string, string> Beginnings = Read(whole: false);

    private static readonly HashSet<string> Empty =
    [
        .. (
            "the a an of and to in on at is are was were be been has have had with for from by it its they them their that this these those "
            + "as or but not no we us our you your he she his her who which what when where while since until after before so far also then "
            + "now each all any both one than too very only just about around over under per out up down into still yet more most some will "
            + "would can could should must may might do does did said says say there here if because due"
        ).Split(' '),
        .. (
            "der die das den dem des ein eine einen einem einer und oder aber nicht mit auf seit wir sie er es ihr ihre ihren bei zu zum zur "
            + "von vom fur in im am an ab aus als auch so dass ist sind war waren wird werden hat haben hatte nur noch schon mehr sehr bis "
            + "nach uber unter vor wie was wer wo wenn weil da dann je pro sich man kein keine laut rund etwa"
        ).Split(' '),
        .. (
            "le la les l un une des du de d et ou mais ne pas plus dans pour avec depuis nous ils elles il elle on sur au aux en se sa son "
            + "ses leur leurs ce cette ces qui que quoi dont est sont etait ont a ete par chez tres bien deja encore soit y c j n s qu"
        ).Split(' '),
        .. (
            "el los las una unos unas y o pero no con por para desde se al del lo su sus nos es son era fue han ha ser muy mas ya que como "
            + "cuando donde sin sobre entre hasta ni hay este esta estos"
        ).Split(' '),
        .. (
            "os um uma e mas nao com por em no na nos nas desde se ao aos do da dos das seu sua seus suas foi sao foram tem muito mais ja "
            + "que como quando onde sem sobre entre ate ha isso esse essa pelo pela"
        ).Split(' '),
        .. (
            "customer client cliente kunde mr mrs ms herr herrn frau dr mme m sr sra dra uhr eur usd gbp chf brl euro euros k mio mil day "
            + "days tag tage tagen jour jours dia dias minute minutes minuten minutos min hours stunden heures horas h weeks monat monate "
            + "month months mois mes meses morning today heute hier ayer ontem yesterday gestern hoy hoje"
        ).Split(' '),
    ];

    /// <summary>What the word is about; null for a small word.</summary>
    public static string? Of(string folded)
    {
        if (folded.Length < 2 || Empty.Contains(folded) || Months.IsOnlyMonth(folded))
        {
            return null;
        }

        if (Whole.TryGetValue(folded, out var whole))
        {
            return whole;
        }

        for (var length = Math.Min(folded.Length, 14); length >= 3; length--)
        {
            if (Beginnings.TryGetValue(folded[..length], out var concept))
            {
                return concept;
            }
        }

        return folded.Length < 4 ? (folded.Length == 2 ? null : folded) : folded[..Math.Min(folded.Length, 5)];
    }

    /// <summary>Whether it is a word of the trade.</summary>
    public static bool IsListed(string folded) =>
        Empty.Contains(folded)
        || Whole.ContainsKey(folded)
        || Enumerable.Range(3, Math.Max(0, Math.Min(folded.Length, 14) - 2)).Any(length => Beginnings.ContainsKey(folded[..length]));

    private static readonly HashSet<string> Roles =
    [
        .. (
            "*cfo *ceo *cto *owner *treasurer *president *founder *director *manager *partner *project *liaison *duty *editor *publisher "
            + "*stage *commerce *operations"
        ).Split(' '),
    ];

    /// <summary>Whether the word is what somebody does, such as "Managerin".</summary>
    public static bool IsRole(string folded) => Of(folded) is { } concept && Roles.Contains(concept);

    public static bool IsSmall(string folded) => Empty.Contains(folded);

    /// <summary>Whether it tells one value of a kind from another by itself: a role tells people, "renewal" tells days.</summary>
    public static bool IsLabel(string concept, FactKind kind) =>
        concept[0] == '*'
        && kind switch
        {
            FactKind.Name => Roles.Contains(concept),
            FactKind.Date or FactKind.Time => concept == "*renew",
            _ => !Roles.Contains(concept),
        };

    private static Dictionary<string, string> Read(bool whole) =>
        (from row in LexiconFile.Read("concepts") where row.Phrase.EndsWith('*') != whole select (Word: row.Phrase.TrimEnd('*'), row.For))
            .DistinctBy(p => p.Word)
            .ToDictionary(p => p.Word, p => p.For);
}
