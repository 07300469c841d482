using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>
/// Finds what looks like the name of a person, a company or a place. Names are known by their capitals, so a single word
/// that begins a sentence is none unless it acts as only names do, and in German, where every noun has a capital, only
/// several words together are one, or one behind "Herr" or "Frau".
/// </summary>
public static partial class NameReader
{
    private static readonly HashSet<string> Openers = new(WordList.Of("names", "opener"), StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Days = new(WordList.Of("names", "day"), StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Acronyms = new(WordList.Of("names", "acronym"), StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> CommonActors = new(WordList.Of("names", "common_actor"), StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<FactFound> In(string text) => In(text, LanguageGuesser.Of(Token.Of(text)));

    internal static IEnumerable<FactFound> In(string text, Language language)
    {
        var isGerman = language == Language.German;
        foreach (Match match in Run().Matches(text))
        {
            if (!match.Value.Contains(' ') && match.Value.Length is >= 2 and <= 5 && match.Value.All(char.IsUpper))
            {
                if (
                    !Acronyms.Contains(match.Value)
                    && !isGerman
                    && !(match.Index + match.Length < text.Length && text[match.Index + match.Length] is '-' or '_' or '/')
                    && !IsDigitBeside(text, match)
                )
                {
                    yield return Found(match.Index, match.Value);
                }

                continue;
            }

            if (isGerman && Joint().IsMatch(match.Value))
            {
                // "Neuaufbau des Index", "Versand von Quittungen": nouns more often than names.
                continue;
            }

            var words = Words()
                .Matches(match.Value)
                .Select(w => (w.Index, Text: Bare(w.Value)))
                .SkipWhile(w => Openers.Contains(w.Text) || !char.IsUpper(w.Text[0]) || (isGerman && w.Index == 0 && Adjective().IsMatch(w.Text)))
                .Where(w =>
                    !IsShort(w.Text)
                    && char.IsUpper(w.Text[0])
                    && (
                        (IsFirstName(match.Value, w.Text) && !(w.Index == 0 && IsNumberBefore(text, match.Index)))
                        || (!Days.Contains(w.Text) && !Months.IsOnlyMonth(Folding.Fold(w.Text)))
                    )
                    && !(isGerman && Concepts.IsRole(Folding.Fold(w.Text)))
                )
                .ToList();
            if (words.TrueForAll(w => SameWords.IsTitle(Folding.Fold(w.Text)) || Concepts.IsRole(Folding.Fold(w.Text))))
            {
                continue;
            }

            if (words.Count > 1 || (words.Count == 1 && IsAlone(text, match, words[0].Index == 0, words[0].Text, isGerman)))
            {
                var (from, to) = (words[0].Index, words[^1].Index + words[^1].Text.Length);
                yield return Found(match.Index + from, match.Value[from..to]);
            }
        }
    }

    private static FactFound Found(int start, string said) => new(start, said.Length, new(FactKind.Name, said, [said.ToLowerInvariant()]));

    /// <summary>"Jan Peters", "April Jones".</summary>
    private static bool IsFirstName(string run, string word) =>
        word is "Jan" or "April" or "May" or "June" or "August" or "Mar" && run.Contains(word + " ", StringComparison.Ordinal);

    /// <summary>"14 April" begins no name.</summary>
    private static bool IsNumberBefore(string text, int at) => text.AsSpan(0, at).TrimEnd(" .") is [.., >= '0' and <= '9'];

    private static bool IsAlone(string text, Match match, bool isFirst, string word, bool isGerman) =>
        isGerman
            ? isFirst
                && (
                    IsAddressed(text, match.Index)
                    || HasInnerCapital(word)
                    || (
                        match.Length == word.Length
                        && BeginsSentence(text, match)
                        && (
                            Acts(text, match.Index + match.Length)
                            || Does().IsMatch(text.AsSpan(match.Index + match.Length, Math.Min(24, text.Length - match.Index - match.Length)))
                        )
                        && !CommonOpeners.IsCommonInGerman(Folding.Fold(word))
                    )
                )
                || (!isFirst && HerrOrFrau().IsMatch(match.Value))
            : (!(isFirst && BeginsSentence(text, match)) && !(CommonActors.Contains(word) || CommonOpeners.IsWord(Folding.Fold(word))))
                || HasInnerCapital(word)
                || (!CommonActors.Contains(word) && Acts(text, match.Index + match.Length))
                || (
                    match.Length == word.Length
                    && Does().IsMatch(text.AsSpan(match.Index + match.Length, Math.Min(24, text.Length - match.Index - match.Length)))
                    && !CommonOpeners.IsCommon(Folding.Fold(word))
                );

    /// <summary>"Norvia wrote", "Plannix propose".</summary>
    private static bool Acts(string text, int at) => Act().IsMatch(text.AsSpan(at, Math.Min(24, text.Length - at)));

    private static bool IsAddressed(string text, int at) => Address().IsMatch(text.AsSpan(Math.Max(0, at - 8), Math.Min(8, at)));

    private static bool HasInnerCapital(string word) =>
        word.Length > 4 && char.IsLower(word[1]) && word.AsSpan(2).ContainsAnyInRange('A', 'Z') && !word.Contains('-');

    private static bool IsDigitBeside(string text, Match match)
    {
        var (before, after) = (match.Index - 1, match.Index + match.Length);
        before -= before >= 0 && text[before] is ' ' ? 1 : 0;
        after += after < text.Length && text[after] is ' ' ? 1 : 0;
        return (before >= 0 && char.IsAsciiDigit(text[before])) || (after < text.Length && char.IsAsciiDigit(text[after]));
    }

    /// <summary>SLA, EUR, CEO: shorthand, not a name.</summary>
    private static bool IsShort(string word) => word.Length < 2 || (word.Length <= 5 && word.All(char.IsUpper));

    /// <summary>Without the genitive's apostrophe.</summary>
    private static string Bare(string word) => word.Length > 2 && word[^1] is 's' && word[^2] is '\'' or '’' ? word[..^2] : word.TrimEnd('\'', '’');

    private static bool BeginsSentence(string text, Match match)
    {
        var at = match.Index - 1;
        while (
            at >= 0
            && match.Index - at < 40
            && text[at]
                is ' '
                    or '\t'
                    or '"'
                    or '“'
                    or '„'
                    or '«'
                    or '»'
                    or '('
                    or '¿'
                    or '¡'
                    or '*'
                    or '-'
                    or '–'
                    or '•'
                    or '>'
                    or '|'
                    or '['
                    or '—'
                    or '#'
                    or '_'
        )
        {
            at--;
        }

        return at < 0 || ".!?:;…\n".Contains(text[at]);
    }

    /// <summary>"Zugesagter Termin", "Vereinbarter Rückruf", "Mögliche Lösung": forms that stand before a noun, and that no first name has.</summary>
    [GeneratedRegex(
        @"^(?:(?:zu|ab|an|auf|aus|ein|vor|her|nach|mit)?ge\p{L}{3,}[tn]|(?:be|ver|er|ent|zer)\p{L}{3,}t|\p{L}{2,}(?:lich|bar|los))(?:er|es|e|em|en)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Adjective();

    [GeneratedRegex(
        @"\b\p{Lu}[\p{L}\p{M}'’]*(-\p{L}+)*( ((de|la|du|des|del|da|do|dos|of|von|van|der|&) )?\p{Lu}[\p{L}\p{M}'’]*(-\p{L}+)*)*",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Run();

    [GeneratedRegex(@"[^ \u00a0]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex(
        @"^ (said|says|wrote|writes|called|calls|asked|asks|wants|demands|threatens|threatened|offers|offered|pays|expects|reported|"
            + @"reports|complained|confirmed|sagt|sagte|schrieb|will|zahlt|verlangt|droht|fordert|meldet|meldete|propose|dit|demande|veut|"
            + @"menace|paie|exige|dice|dijo|pide|quiere|paga|amenaza|ofrece|diz|disse|pede|quer|cobra|ofereceu|exigiu)\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Act();

    /// <summary>"Kalix has": one who is no common noun and does something is somebody.</summary>
    [GeneratedRegex(
        @"^ (hat|hatte|ist|sind|war|wird|verweigert|braucht|nutzt|verliert|erwartet|kann|muss|soll|möchte|betreibt|bietet|hält|kündigt|"
            + @"wartet|has|had|is|was|will|would|can|cannot|could|may|needs|needed|uses|used|runs|ran|operates|loses|lost|owns|makes|made|gave|"
            + @"gives|took|takes|refuses|refused|raised|joined|left|chose|plans|planned|decided|decides|agreed|accepted|rejected|signed|"
            + @"approved|escalated|warned|told|sent|a|est|avait|était|sera|doit|peut|perd|utilise|compte|attend|refuse|souhaite|tiene|tenía|"
            + @"está|es|fue|será|puede|debe|pierde|usa|necesita|espera|cuenta|rechaza|tem|tinha|é|foi|será|pode|deve|perde|precisa|conta|"
            + @"recusa)\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Does();

    [GeneratedRegex(@"\b(Herr|Herrn|Frau|Dr\.|Firma|Partner|M\.|Mme) $", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@" (der|des|von) ", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Joint();

    [GeneratedRegex(@"^(Herr|Herrn|Frau) ", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex HerrOrFrau();
}
