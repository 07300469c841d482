using System.Globalization;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>A word of a sentence.</summary>
/// <param name="Term">What it is about; null for a small word.</param>
/// <param name="Segment">Commas, colons, brackets and words such as "and" part segments.</param>
/// <param name="Name">The number of the name that it is part of; -1 for other words.</param>
internal readonly record struct SentenceWord(Token Token, string? Term, int Segment, int Name)
{
    /// <summary>It tells what the sentence is about, and is no part of a name.</summary>
    public bool IsContent => Term is not null && Name < 0;
}

/// <summary>A "not" and what it denies.</summary>
/// <param name="Head">The number of the word that it stands before; in German also behind.</param>
/// <param name="Second">The next one of the same segment, which may be what is meant; -1 where there is none.</param>
/// <param name="IsWithout">It denies a thing, as "without" does, not that something is so.</param>
internal readonly record struct Denial(int At, int Length, int Head, int Second, bool IsWithout = false);

/// <summary>A sentence of a draft or of a source, with what its words do.</summary>
internal sealed class ReadSentence
{
    private const int Reach = 6;

    /// <summary>In words and marks; what goes on for longer is read in pieces.</summary>
    private const int Longest = 200;

    /// <summary>"Since Monday" tells when, not why.</summary>
    private static readonly HashSet<string> Since = ["since", "while", "so"];

    private static readonly Dictionary<Language, HashSet<string>> Joining = Enum.GetValues<Language>()
        .ToDictionary(
            language => language,
            language =>
                LexiconFile
                    .Read("grammar", "adding", "explaining")
                    .Where(row => row.Language == language || (row is { Language: Language.Spanish, Phrase: "e" } && language == Language.Portuguese))
                    .Select(row => row.Phrase)
                    .Concat(
                        LexiconFile.Read("sentences", "unsettled").Where(row => row.Language == language && row.Entry == "condition").Select(row => row.Phrase)
                    )
                    .Except(Since)
                    .ToHashSet()
        );

    private readonly List<SentenceCue> cues;

    private ReadSentence(string text, List<SentenceWord> words, List<SentenceCue> cues, Language language, bool isQuestion, string? speaker)
    {
        (Text, Words, this.cues, Language, IsQuestion, Speaker) = (text, words, cues, language, isQuestion, speaker);
        Denials = [.. DenialsOf(words, cues, language)];
        Terms = [.. words.Where(w => w.Term is not null).Select(w => w.Term!)];
    }

    /// <summary>The whole text that it stands in.</summary>
    public string Text { get; }

    public IReadOnlyList<SentenceWord> Words { get; }

    public IReadOnlyList<Denial> Denials { get; }

    /// <summary>Also those of its names.</summary>
    public HashSet<string> Terms { get; }

    public Language Language { get; }

    public bool IsQuestion { get; }

    /// <summary>Who says it, where its line begins with that: "[09:12] Marta: ..."; folded.</summary>
    public string? Speaker { get; }

    /// <summary>The source that it stands in; null for a draft.</summary>
    public Source? Source { get; private init; }

    public int Start => Words[0].Token.Start;

    public int End => Words[^1].Token.End;

    public IEnumerable<SentenceCue> Cues(string topic) => cues.Where(c => c.Topic == topic);

    public bool IsCue(string topic, int word) => cues.Exists(c => c.Topic == topic && c.Covers(word));

    /// <summary>Whether an odd number of words denies this one.</summary>
    /// <param name="loosely">Also where it is only the second word behind a "not".</param>
    public bool IsDenied(int word, bool loosely) => Denials.Count(d => d.Head == word || (loosely && d.Second == word)) % 2 == 1;

    /// <summary>Whether the second word behind a "not" is what is not done: "do not want to leave", "ne veut pas annuler".</summary>
    public bool IsDone(Denial denial)
    {
        var second = Words[denial.Second].Token.Folded;
        return Enumerable.Range(denial.Head + 1, denial.Second - denial.Head - 1).Any(i => Words[i].Token.Folded is "to" or "zu" or "de" or "a")
            || (Language is Language.French or Language.Spanish or Language.Portuguese && second.Length > 4 && second[^2..] is "er" or "ir" or "re" or "ar");
    }

    /// <summary>Whether the segment denies anything, or says in another way that something is not so.</summary>
    /// <param name="but">A word that does not count.</param>
    public bool IsNegative(int segment, int but = -1) =>
        Denials.Any(d => Words[d.At].Segment == segment) || cues.Exists(c => c.Topic == "negative" && Words[c.At].Segment == segment && !c.Covers(but));

    /// <summary>Whether it denies anything at all.</summary>
    public bool IsNegative() => Denials.Count > 0 || cues.Exists(c => c.Topic == "negative");

    /// <summary>Whether a word stands in what is taken out: "nobody except those in Oslo".</summary>
    public bool IsExcepted(string term) =>
        cues.Find(c => c.Topic == "except") is { } except
        && Words.Skip(except.End).TakeWhile(w => w.Segment <= Words[except.At].Segment + 1).Any(w => w.Term == term);

    /// <summary>In which ways the words before a word say what should be, or what would be if: "wish", "future".</summary>
    public HashSet<string> MoodsOf(int word)
    {
        var segment = Words[word].Segment;
        HashSet<string> moods =
        [
            .. cues.Where(c => c.Topic == "unsettled" && Words[c.At].Segment == segment && !c.Covers(word) && (c.At < word || Language == Language.German))
                .Select(c => c.Entry),
        ];
        if (IsQuestion || IsDirective(segment))
        {
            moods.Add("order");
        }

        return moods;
    }

    /// <summary>Words of names, folded: "Ana" is one wherever "Ana Robles" is named, also at the beginning of a sentence.</summary>
    public static IEnumerable<string> NameWords(ReadText read, IReadOnlyList<FactFound> facts, Language usual)
    {
        var tokens = read.Tokens;
        foreach (var word in facts.Where(f => f.Fact.Kind == FactKind.Name).SelectMany(f => NameProof.WordsOf(f.Fact.Text)).Where(w => !Concepts.IsListed(w)))
        {
            yield return word;
        }

        for (var at = 0; at + 1 < tokens.Count; at++)
        {
            // "M. Haddad".
            if (SentenceCues.IsTitle(tokens[at].Folded, usual) && tokens[at].IsCapital)
            {
                var next = tokens[at + 1].Is(".") && at + 2 < tokens.Count ? tokens[at + 2] : tokens[at + 1];
                if (next.IsCapital && next.Line == tokens[at].Line)
                {
                    yield return next.Folded;
                }
            }

            // "Karim, de notre équipe, a restauré", "Julie confirmed".
            var first = tokens[at];
            if (
                (at == 0 || tokens[at - 1].Line != tokens[at].Line || tokens[at - 1] is { Kind: TokenKind.Mark, Folded: "." or "-" or ";" or ":" })
                && first is { IsCapital: true, Length: > 2 }
                && !SentenceCues.IsAny(first.Folded, usual)
                && !IsCommon(first.Folded, usual)
                && (SentenceCues.IsSpeech(tokens[at + 1].Folded, usual) || IsOfSomebody(tokens, at + 1, usual))
            )
            {
                yield return first.Folded;
            }
        }
    }

    /// <summary>"Ana" and "Ole" are short as only names and small words are.</summary>
    private static bool IsCommon(string folded, Language language) =>
        CommonOpeners.IsWord(folded)
        || Concepts.IsListed(folded)
        || (folded.Length > 3 && (language == Language.German ? CommonOpeners.IsCommonInGerman(folded) : CommonOpeners.IsCommon(folded)));

    /// <summary>"…, from our team, restored", "… vom Support hat".</summary>
    private static bool IsOfSomebody(List<Token> tokens, int at, Language usual)
    {
        at += tokens[at].Is(",") ? 1 : 0;
        return at < tokens.Count
            && tokens[at].Folded is "from" or "of" or "vom" or "von" or "de" or "du" or "da" or "do" or "del" or "our" or "unser" or "notre"
            && tokens.Skip(at + 1).Take(5).TakeWhile(t => t.Line == tokens[at].Line && !t.Is(".")).Any(t => SentenceCues.IsSpeech(t.Folded, usual));
    }

    /// <param name="usual">The language where a sentence is too short to tell.</param>
    /// <param name="nameWords">Words that name somebody wherever they have a capital, folded.</param>
    public static IEnumerable<ReadSentence> Of(ReadText read, IReadOnlyList<FactFound> facts, Source? source, Language usual, HashSet<string> nameWords)
    {
        var tokens = read.Tokens;
        var sentences = FactContexts.SentencesOf(tokens);
        List<FactFound> names = [.. facts.Where(f => f.Fact.Kind == FactKind.Name)];
        var name = 0;
        for (int from = 0, next; from < tokens.Count; from = next)
        {
            for (next = from + 1; next < tokens.Count && next - from < Longest && sentences[next] == sentences[from]; next++) { }

            var text = read.Text[tokens[from].Start..tokens[next - 1].End];
            var language = LanguageGuesser.Of(text, usual) ?? usual;
            var (words, segment, colon, own) = (new List<SentenceWord>(), 0, -1, names.Count);
            for (var at = from; at < next; at++)
            {
                var token = tokens[at];
                while (name < names.Count && names[name].End <= token.Start)
                {
                    name++;
                }

                if (token.Kind == TokenKind.Mark)
                {
                    var isApart = at > from && token.Start > tokens[at - 1].End;
                    var isBefore = token.End >= read.Text.Length || char.IsWhiteSpace(read.Text[token.End]);
                    segment +=
                        token.Folded is "," or ";" or ":" or "(" or ")" or "/" or "\""
                        || (token.Folded is "-" or "=" && isApart)
                        || (token.Folded == "." && isBefore && !IsAbbreviating(tokens, at, language))
                            ? 1
                            : 0;
                    colon = token.Folded == ":" && colon < 0 && words.Exists(w => w.Token.IsWord) ? words.Count : colon;
                    continue;
                }

                var isFact = name < names.Count && token.Start >= names[name].Start;
                var isName = isFact || (token.IsCapital && nameWords.Contains(token.Folded));
                own += isName && !isFact && !(words is [.., { Name: var before }] && before == own && token.Start == tokens[at - 1].End + 1) ? 1 : 0;
                // "É" is no "e".
                segment += !isName && Joining[language].Contains(token.Folded) && (token.Length > 1 || char.IsAsciiLetter(read.Text[token.Start])) ? 1 : 0;
                var term = token.IsNumber ? "=" + token.Folded : TermOf(token.Folded, language);
                words.Add(
                    new(
                        token with
                        {
                            Clause = 0,
                            Language = null,
                        },
                        term,
                        segment,
                        isFact ? name
                            : isName ? own
                            : -1
                    )
                );
            }

            if (words.Count > 0)
            {
                var found = SentenceCues.In(words.ConvertAll(w => w.Token), language);
                found.AddRange(ChangesOf(words, language));
                yield return new(read.Text, words, found, language, tokens[next - 1].Is("?"), SpeakerOf(words, colon)) { Source = source };
            }
        }
    }

    /// <summary>Whether two words are forms of one: "restart" and "restarted", not "confirm" and "configure".</summary>
    public static bool IsSameWord(SentenceWord one, SentenceWord other)
    {
        if (one.Term is null || one.Term != other.Term)
        {
            return false;
        }

        var (first, second) = (one.Token.Folded, other.Token.Folded);
        return one.Term.Length > 5
            || one.Term[0] == '='
            || (Concepts.IsListed(first) && Concepts.IsListed(second))
            || first.AsSpan().CommonPrefixLength(second) >= Math.Min(4, Math.Min(first.Length, second.Length) - 1)
            || first == second
            || one.Term.Length < 5;
    }

    /// <summary>"From 4 to 19" is a rise; "from 300 ms to 1.2 s" may be either.</summary>
    private static IEnumerable<SentenceCue> ChangesOf(List<SentenceWord> words, Language language)
    {
        for (var at = 1; at + 2 < words.Count; at++)
        {
            var from = words[at - 1].Token.Folded switch
            {
                "from" => language == Language.English,
                "von" => language == Language.German,
                "de" => language is Language.French or Language.Spanish or Language.Portuguese,
                _ => false,
            };
            var to = at + 1 + (words[at + 1].Token.Folded is "to" or "auf" or "a" or "para" ? 0 : 1);
            if (
                from
                && words[to].Token.Folded is "to" or "auf" or "a" or "para"
                && to + 1 < words.Count
                && decimal.TryParse(words[at].Token.Folded, NumberStyles.Number, CultureInfo.InvariantCulture, out var first)
                && decimal.TryParse(words[to + 1].Token.Folded, NumberStyles.Number, CultureInfo.InvariantCulture, out var last)
                && first != last
                && (to == at + 1 || to + 2 >= words.Count || words[at + 1].Token.Folded == words[to + 2].Token.Folded)
            )
            {
                yield return new("opposite", first < last ? "change+" : "change-", to, 1);
            }
        }
    }

    /// <summary>"Dr.", "am 16.7."</summary>
    private static bool IsAbbreviating(List<Token> tokens, int dot, Language language) =>
        dot > 0 && (tokens[dot - 1].IsNumber ? language == Language.German : tokens[dot - 1] is { Length: <= 2, IsCapital: true });

    /// <summary>What a word is about, whatever its form: "want" and "wants", "kündigen" and "gekündigt".</summary>
    private static string? TermOf(string folded, Language language)
    {
        if (Concepts.IsListed(folded))
        {
            return Concepts.Of(folded);
        }

        if (language == Language.German && folded.Length > 6 && folded.StartsWith("ge", StringComparison.Ordinal) && folded[^1] is 't' or 'n')
        {
            folded = folded[2..];
        }

        if (language == Language.English && folded.Length is > 3 and < 9)
        {
            var length = folded.Length;
            folded =
                length > 5 && folded.EndsWith("ing", StringComparison.Ordinal) ? folded[..^3]
                : length > 4 && folded.EndsWith("ed", StringComparison.Ordinal) ? folded[..^2]
                : length > 4 && folded[^1] == 's' && folded[^2] != 's' ? folded[..^1]
                : folded;
            folded = folded.Length > 3 ? folded.TrimEnd('e') : folded;
        }

        return Concepts.Of(folded);
    }

    /// <summary>Words before the first colon of a line, where they are few: who speaks.</summary>
    private static string? SpeakerOf(List<SentenceWord> words, int colon)
    {
        List<SentenceWord> before = colon < 0 ? [] : [.. words.Take(colon).Where(w => w.Token.IsWord)];
        return before.Count is 1 or 2 && before.TrueForAll(w => w.Token.IsCapital || words[0].Token.IsNumber) ? before[0].Token.Folded : null;
    }

    /// <summary>"Send the logs", "Envoyer les journaux": said of nobody.</summary>
    private bool IsDirective(int segment)
    {
        var first = Words.FirstOrDefault(w => w.Segment == segment).Token;
        return first.Folded is { } word
            && Language switch
            {
                Language.English => cues.Exists(c => c.Topic == "directive" && Words[c.At].Token.Start == first.Start),
                Language.German => Words.Last(w => w.Segment == segment).Token is { IsCapital: false } last
                    && last.Folded.EndsWith("en", StringComparison.Ordinal)
                    && !last.Folded.StartsWith("ge", StringComparison.Ordinal)
                    && !Words.Any(w =>
                        w.Segment == segment && w.Token.Folded is "hat" or "haben" or "ist" or "sind" or "wird" or "werden" or "kann" or "konnen"
                    ),
                _ => word.Length > 3 && word[^2..] is "er" or "ir" or "re" or "ar" && Words.First(w => w.Segment == segment).Name < 0,
            };
    }

    private static IEnumerable<Denial> DenialsOf(List<SentenceWord> words, List<SentenceCue> cues, Language language)
    {
        List<SentenceCue> idioms = cues.FindAll(c => c.Topic == "no_negation");
        List<SentenceCue> degrees = cues.FindAll(c => c.Topic == "degree");
        var taken = -1;
        bool CanBeDenied(int i) => (words[i].IsContent && !degrees.Exists(d => d.Covers(i))) || cues.Exists(c => c.Topic == "opposite" && c.At == i);
        foreach (var cue in cues.Where(c => c.Topic == "negation"))
        {
            var word = words[cue.At].Token;
            var isGlued = word.Folded != "t" || (cue.At > 0 && word.Start == words[cue.At - 1].Token.End + 1);
            var isNumero = word.Folded == "no" && cue.End < words.Count && words[cue.End].Token.IsNumber && cue.Length == 1;
            // "N'a pas payé" is one denial, told twice.
            var isSecond = language == Language.French && word.Folded is "pas" or "jamais" or "rien" && taken >= 0 && cue.At - taken <= 4;
            var isHyphened = cue.End < words.Count && words[cue.End].Token.IsAfterHyphen;
            if (!isGlued || isNumero || isHyphened || isSecond || idioms.Exists(i => i.Covers(cue.At)))
            {
                continue;
            }

            taken = word.Folded is "ne" or "n" ? cue.At : taken;
            List<int> after =
            [
                .. Enumerable
                    .Range(cue.End, Math.Min(Reach, words.Count - cue.End))
                    .TakeWhile(i => words[i].Segment == words[cue.At].Segment)
                    .Where(CanBeDenied)
                    .Take(2),
            ];
            if (after.Count > 0)
            {
                yield return new(cue.At, cue.Length, after[0], after.Count > 1 ? after[1] : -1, cue.Entry.Length > 0);
                continue;
            }

            // "Peter beschuldigt uns nicht": the verb is before, and nouns have a capital. "Android läuft, iOS nicht" leaves its verb out.
            var verb = Enumerable
                .Range(0, cue.At)
                .Reverse()
                .Take(Reach)
                .TakeWhile(i => words[i].Segment == words[cue.At].Segment)
                .FirstOrDefault(i => language == Language.German && !words[i].Token.IsCapital && CanBeDenied(i), -1);
            yield return new(cue.At, cue.Length, verb, -1);
        }
    }
}
