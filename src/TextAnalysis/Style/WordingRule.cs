using TextAnalysis.Tokens;

namespace TextAnalysis.Style;

/// <summary>
/// Phrases that give one finding. A phrase is a row of words:
/// <c>a|b</c> either; <c>word*</c> any ending; <c>word?</c> may be absent; <c>~2</c> up to two words of any kind;
/// <c>!a|b</c> not followed by these, <c>!*</c> by nothing in the clause; <c>-word</c> bound by a hyphen; <c>@name</c> a list of words;
/// <c>Name</c> a capitalised word; a word in capitals only matches capitals.
/// </summary>
internal sealed record WordingRule(WordingKind Kind, string Hint, bool IsGuess, IReadOnlyList<string> UnlessAfter, IReadOnlyList<Phrase> Phrases)
{
    private const int LookBack = 4;

    public static WordingRule Of(WordingKind kind, string hint, IReadOnlyDictionary<string, string> lists, string unlessAfter, string phrases, bool isGuess = false) =>
        new(kind, hint, isGuess, unlessAfter.Split(' ', StringSplitOptions.RemoveEmptyEntries), [.. phrases.Split(['\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(p => Phrase.Read(p, lists))]);

    /// <summary>The longest match that begins at a word, as the number after its last word; null when there is none.</summary>
    public int? MatchAt(IReadOnlyList<Word> words, int at)
    {
        int? best = null;
        foreach (var phrase in Phrases)
        {
            best = phrase.MatchAt(words, at) is { } end && end > (best ?? 0) ? end : best;
        }

        return best is not null && IsUndone(words, at) ? null : best;
    }

    /// <summary>"No one is to blame": a word before turns the phrase into its opposite.</summary>
    private bool IsUndone(IReadOnlyList<Word> words, int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - LookBack && words[i].Clause == words[at].Clause; i--)
        {
            if (UnlessAfter.Contains(words[i].Folded))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>One row of words to look for.</summary>
internal sealed class Phrase
{
    private readonly IReadOnlyList<Part> parts;

    private Phrase(IReadOnlyList<Part> parts) => this.parts = parts;

    public static Phrase Read(string text, IReadOnlyDictionary<string, string> lists) =>
        new([.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => Part.Read(part, lists))]);

    public int? MatchAt(IReadOnlyList<Word> words, int at) => Match(words, at, at, 0);

    private int? Match(IReadOnlyList<Word> words, int first, int at, int part)
    {
        if (part == parts.Count)
        {
            return at;
        }

        var wanted = parts[part];
        var word = at < words.Count && words[at].Clause == words[first].Clause ? words[at] : null;
        if (wanted.Gap > 0)
        {
            int? found = null;
            for (var skip = 0; skip <= wanted.Gap && found is null && at + skip <= words.Count && (skip == 0 || words[at + skip - 1].Clause == words[first].Clause); skip++)
            {
                found = Match(words, first, at + skip, part + 1);
            }

            return found;
        }

        if (wanted.IsNot)
        {
            return word is not null && wanted.Fits(word) ? null : Match(words, first, at, part + 1);
        }

        return (word is not null && wanted.Fits(word) ? Match(words, first, at + 1, part + 1) : null)
            ?? (wanted.IsOptional ? Match(words, first, at, part + 1) : null);
    }

    private sealed record Part(HashSet<string> Words, IReadOnlyList<string> Stems, HashSet<string> Capitals, bool IsName, int Gap, bool IsNot, bool IsOptional, bool IsHyphened)
    {
        // Words that open a sentence with a capital and name nobody.
        private static readonly HashSet<string> NoNames = [.. "we i it nobody none nothing no that this these those which who he she if when our the a an and but so as personne rien nous je j on il elle ce cela ca si qui que la le les un une monday tuesday wednesday thursday friday saturday sunday today yesterday".Split(' ')];

        public static Part Read(string text, IReadOnlyDictionary<string, string> lists)
        {
            if (text[0] == '~')
            {
                return new([], [], [], false, text[1] - '0', false, false, false);
            }

            var words = text.Trim('!', '?').TrimStart('-').Split('|').SelectMany(w => w[0] == '@' ? lists[w[1..]].Split(' ') : [w]).ToArray();
            return new(
                [.. words.Where(w => w != "Name" && w[^1] != '*' && !w.Any(char.IsUpper))],
                [.. words.Where(w => w[^1] == '*').Select(w => w[..^1])],
                [.. words.Where(w => w != "Name" && w.Any(char.IsUpper))],
                words.Contains("Name"), 0, text[0] == '!', text[^1] == '?', text[0] == '-');
        }

        public bool Fits(Word word) => (!IsHyphened || word.AfterHyphen)
            && (Words.Contains(word.Folded) || Capitals.Contains(word.Written) || Stems.Any(s => word.Folded.StartsWith(s, StringComparison.Ordinal))
                || (IsName && word.IsCapitalised && !NoNames.Contains(word.Folded)));
    }
}
