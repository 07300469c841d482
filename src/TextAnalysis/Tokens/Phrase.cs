namespace TextAnalysis.Tokens;

/// <summary>
/// Words in order that are looked for in a text, whatever their letter case and accents:
/// <c>a|b</c> either; <c>fail*</c> any word that begins so; <c>#</c> any that begins with a digit; <c>word?</c> may be absent;
/// <c>..</c> up to four words between, <c>~2</c> up to two; <c>!a|b</c> not followed by these, <c>!*</c> by nothing in the clause;
/// <c>-word</c> bound by a hyphen; <c>@name</c> a list of words; <c>Name</c> a capitalised word; a word in capitals matches capitals only.
/// Apostrophes and hyphens part words as they do in texts: <c>won't renew</c>, <c>board-level</c>.
/// </summary>
public sealed class Phrase
{
    private const int Gap = 4;

    private readonly IReadOnlyList<Element> elements;
    private readonly Language? language;

    private Phrase(IReadOnlyList<Element> elements, Language? language) => (this.elements, this.language) = (elements, language);

    /// <summary>The words that it can begin with: whole ones, stems that end with <c>*</c>, <c>#</c>; null when that may be any.</summary>
    internal IReadOnlyList<string>? Openers =>
        elements[0] is { IsOptional: false, IsNot: false, Gap: 0, IsName: false } first
            ? [.. first.Words, .. first.Stems.Select(s => s + "*"), .. first.Capitals, .. first.IsNumber ? ["#"] : Array.Empty<string>()]
            : null;

    /// <summary>All words that it names, folded.</summary>
    public IEnumerable<string> Words => elements.SelectMany(e => e.Words);

    /// <summary>Reads a phrase; "i'm|we're sorry" is several, because their words differ in number.</summary>
    /// <param name="lists">What <c>@name</c> stands for, the words separated by spaces.</param>
    /// <param name="language">Of the texts in which it is looked for; null for all. English ones are looked for in all, because all use its words.</param>
    /// <exception cref="FormatException">A part of it can match nothing, or names a list that there is not.</exception>
    public static IEnumerable<Phrase> Parse(string phrase, IReadOnlyDictionary<string, string>? lists = null, Language? language = null)
    {
        List<List<Element>> read =
        [
            [],
        ];
        foreach (var part in phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var ways = Element.Parse(part, lists);
            if (ways.Count == 0)
            {
                throw new FormatException($"\"{part}\" in the phrase \"{phrase}\" has no word that a text could have.");
            }

            read = [.. read.SelectMany(before => ways.Select(way => (List<Element>)[.. before, .. way]))];
        }

        return read.Where(elements => elements.Count > 0).Select(elements => new Phrase(elements, language));
    }

    /// <summary>The number after its last word, when it begins at a word; null when it is not there.</summary>
    public int? EndAt(IReadOnlyList<Token> words, int at) =>
        language is null or Language.English || words[at].Language is not { } read || read == language ? EndAt(words, at, at, 0) : null;

    private int? EndAt(IReadOnlyList<Token> words, int first, int at, int element)
    {
        for (; element < elements.Count; element++)
        {
            var wanted = elements[element];
            var isIn = at < words.Count && words[at].Clause == words[first].Clause;
            if (wanted.Gap > 0)
            {
                for (var skip = 0; skip <= wanted.Gap && at + skip <= words.Count && (skip == 0 || words[at + skip - 1].Clause == words[first].Clause); skip++)
                {
                    if (EndAt(words, first, at + skip, element + 1) is { } end)
                    {
                        return end;
                    }
                }

                return null;
            }

            var fits = isIn && wanted.Fits(words[at]);
            if (wanted.IsNot)
            {
                if (fits)
                {
                    return null;
                }
            }
            else if (wanted.IsOptional)
            {
                if (fits && EndAt(words, first, at + 1, element + 1) is { } end)
                {
                    return end;
                }
            }
            else if (fits)
            {
                at++;
            }
            else
            {
                return null;
            }
        }

        return at;
    }

    private sealed record Element(
        HashSet<string> Words,
        IReadOnlyList<string> Stems,
        HashSet<string> Capitals,
        bool IsNumber,
        bool IsName,
        bool IsAny,
        int Gap,
        bool IsNot,
        bool IsOptional,
        bool IsHyphened
    )
    {
        // Words that open a sentence with a capital and name nobody.
        private static readonly HashSet<string> NoNames =
        [
            .. (
                "we i it nobody none nothing no that this these those which who he she if when our the a an and but so as personne rien nous "
                + "je j on il elle ce cela ca si qui que la le les un une monday tuesday wednesday thursday friday saturday sunday today "
                + "yesterday"
            ).Split(' '),
        ];

        /// <summary>The ways to read a part of a phrase, each a row of elements.</summary>
        public static IReadOnlyList<IReadOnlyList<Element>> Parse(string part, IReadOnlyDictionary<string, string>? lists)
        {
            if (part == ".." || (part.Length == 2 && part[0] == '~' && char.IsAsciiDigit(part[1])))
            {
                return
                [
                    [new([], [], [], false, false, false, part == ".." ? Phrase.Gap : part[1] - '0', false, false, false)],
                ];
            }

            var (isNot, isOptional) = (part[0] == '!', part.Length > 1 && part[^1] == '?');
            var isHyphened = part.Length > 1 && part[isNot ? 1 : 0] == '-';
            var choices = part[(isNot ? 1 : 0)..(isOptional ? ^1 : ^0)]
                .TrimStart('-')
                .Split('|')
                .SelectMany(word => word.Length > 1 && word[0] == '@' ? WordsOf(word, lists) : [word])
                .ToList();
            var rows = choices.Select(choice => (Choice: choice, Row: Read(choice))).ToList();
            if (rows.Any(r => r.Row.Count == 0))
            {
                return [];
            }

            Element Flagged(Element element) => element with { IsNot = isNot, IsOptional = isOptional, IsHyphened = isHyphened };
            var single = rows.Where(r => r.Row.Count == 1).Select(r => r.Row[0]).ToList();
            IReadOnlyList<IReadOnlyList<Element>> several =
            [
                .. rows.Where(r => r.Row.Count > 1).Select(r => (IReadOnlyList<Element>)[.. r.Row.Select(Flagged)]),
            ];
            return single.Count == 0
                ? several
                :
                [
                    [Flagged(Joined(single))],
                    .. several,
                ];
        }

        private static string[] WordsOf(string list, IReadOnlyDictionary<string, string>? lists) =>
            lists is not null && lists.TryGetValue(list[1..], out var words)
                ? words.Split(' ')
                : throw new FormatException($"\"{list}\" names no list of words.");

        public bool Fits(Token word) =>
            (!IsHyphened || word.IsAfterHyphen)
            && (
                IsAny
                || Words.Contains(word.Folded)
                || (IsNumber && char.IsAsciiDigit(word.Folded[0]))
                || (word.Case == LetterCase.Upper && Capitals.Contains(word.Folded))
                || (IsName && word.Case == LetterCase.Capitalised && !NoNames.Contains(word.Folded))
                || StartsAsOneOf(word.Folded)
            );

        private bool StartsAsOneOf(string word)
        {
            foreach (var stem in Stems)
            {
                if (word.StartsWith(stem, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        private static List<Element> Read(string choice)
        {
            if (choice is "#" or "Name" or "*")
            {
                return [Empty with { IsNumber = choice == "#", IsName = choice == "Name", IsAny = choice == "*" }];
            }

            var words = Token.WordsOf(choice);
            return
            [
                .. words.Select(
                    (word, i) =>
                        i == words.Count - 1 && choice[^1] == '*' ? Empty with { Stems = [word.Folded] }
                        : word.Case == LetterCase.Upper && choice.Any(char.IsUpper) ? Empty with { Capitals = [word.Folded] }
                        : Empty with { Words = [word.Folded] }
                ),
            ];
        }

        private static Element Empty => new([], [], [], false, false, false, 0, false, false, false);

        private static Element Joined(List<Element> choices) =>
            Empty with
            {
                Words = [.. choices.SelectMany(c => c.Words)],
                Stems = [.. choices.SelectMany(c => c.Stems)],
                Capitals = [.. choices.SelectMany(c => c.Capitals)],
                IsNumber = choices.Exists(c => c.IsNumber),
                IsName = choices.Exists(c => c.IsName),
                IsAny = choices.Exists(c => c.IsAny),
            };
    }
}
